"""The parcels of a day: filling them, fetching what goes in, and handing them out."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

import streamlit as st

from voedselbrigade.domain.food import MealSpec
from voedselbrigade.domain.places import Hub, HubId
from voedselbrigade.services import parcels, stock_items, stocking
from voedselbrigade.services.parcels import FilledDay, HandOut, PickLine
from voedselbrigade.stock.lots import Item, ItemId
from voedselbrigade.stock.parcels import HouseholdId, Missing, ParcelState
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.parts import Tile, Tone
from voedselbrigade.ui.rows import Column, Row, RowAction, rows, tagged
from voedselbrigade.ui.stock import guests, papers
from voedselbrigade.ui.stock.cards import Card, cards
from voedselbrigade.ui.stock.wording import NO_BREAK, amount, dated, in_boxes
from voedselbrigade.words import Speaker
from voedselbrigade.words.formats import number

_FILLED, _PICKED = "parcels_filled", "parcels_picked"
_TONES: dict[ParcelState, Tone] = {
    ParcelState.FILLED: "info",
    ParcelState.HANDED_OUT: "good",
    ParcelState.NOT_COME: "look",
}


def tiles(t: Speaker, found: Sequence[HandOut]) -> None:
    filled = [one for one in found if one.parcel is not None]
    short = [one for one in filled if one.parcel and one.parcel.short]
    gone = [one for one in filled if one.parcel and one.parcel.state is ParcelState.HANDED_OUT]
    needed = sum(one.due for one in found)
    parts.show(
        parts.tiles(
            [
                Tile(number(needed, t.language), t("pakketten nodig")),
                Tile(str(len(filled) - len(short)), t("compleet")),
                Tile(str(len(short)), t("met een tekort")),
                Tile(str(len(gone)), t("uitgegeven")),
            ]
        )
    )


# Filling ------------------------------------------------------------------------------------------


def filling(t: Speaker, hub: Hub, day: date, found: Sequence[HandOut]) -> None:
    if not found:
        text = t("Op deze dag komt er niemand. Kies een andere dag, of kijk bij Huishoudens.")
        parts.show(parts.note("info", text))
        return
    again = any(one.parcel is not None for one in found)
    recalled = [guests.called(one.household) for one in found if _recalled(one)]
    if recalled:
        text = t.many(
            "In {n} pakket zit eten dat is teruggeroepen. Vul opnieuw.",
            "In {n} pakketten zit eten dat is teruggeroepen. Vul opnieuw.",
            len(recalled),
        )
        parts.show(parts.note("problem", text, [", ".join(recalled)]))
    st.button(
        t("Vul de pakketten opnieuw") if again else t("Vul de pakketten"),
        type="secondary" if again else "primary",
        key="parcels_fill",
        on_click=fill,
        args=(hub.id, day),
    )
    done = st.session_state.get(_FILLED)
    if done is not None and done[0] == (hub.id, day):
        _told(t, hub, day, done[1])
    _matrix(t, found)


def fill(hub: HubId, day: date) -> None:
    t = session.speak()
    with session.doing(t("De pakketten zijn gevuld. Wat erin gaat, ligt nu apart.")) as work:
        st.session_state[_FILLED] = ((hub, day), parcels.fill(work, hub, day))
    st.session_state.pop(_PICKED, None)


def _told(t: Speaker, hub: Hub, day: date, done: FilledDay) -> None:
    """Who has no recipe, and what is missing for whom, with something else to put in."""
    for fact in done.problems:
        parts.show(parts.note("problem", t.fact(fact)))
    by_item: dict[ItemId, list[Missing]] = defaultdict(list)
    for one in done.missing:
        by_item[one.item].append(one)
    if not by_item:
        return
    st.subheader(t("Wat ontbreekt"))
    with session.view() as work:
        items = {ident: stock_items.revision(work, ident)[0] for ident in by_item}
        here = {one.item.id: one.item for one in stocking.on_hand(work, hub.id, "parcels")}
    for ident, few in by_item.items():
        _missing(t, hub, day, items[ident], few, list(here.values()))


def _missing(
    t: Speaker, hub: Hub, day: date, item: Item, few: list[Missing], every: list[Item]
) -> None:
    """One product that runs short: how much, for how many, why, and a substitute."""
    reasons = list(dict.fromkeys(t.fact(one.reason) for one in few if not _ran_out(one)))
    head = t(
        "{item}: {some} te weinig, voor {who}",
        item=item.name,
        some=amount(t, sum(one.quantity for one in few), item.unit),
        who=t.many("{n} huishouden", "{n} huishoudens", len({one.household for one in few})),
    )
    left, right = st.columns([4, 1], vertical_alignment="center")
    with left:
        parts.show(parts.note("look", head, reasons))
    with right.popover(t("Iets anders"), width="stretch"):
        names = {one.id: one.name for one in every if one.id != item.id}
        chosen = st.selectbox(
            t("Wat mag in plaats van {item}?", item=item.name),
            list(names),
            index=None,
            format_func=names.__getitem__,
            placeholder=t("Kies of typ een naam"),
            key=f"instead_{item.id}",
        )
        st.button(
            t("Gebruik dit, en vul opnieuw"),
            key=f"use_instead_{item.id}",
            width="stretch",
            disabled=chosen is None,
            on_click=_use_instead,
            args=(hub.id, day, item.id, chosen),
        )


def _ran_out(one: Missing) -> bool:
    return one.reason.code == "stock.ran_out"


def _use_instead(hub: HubId, day: date, item: ItemId, other: ItemId) -> None:
    with session.doing() as work:
        parcels.allow_instead(work, item, other)
    fill(hub, day)


def _matrix(t: Speaker, found: Sequence[HandOut]) -> None:
    """Per size and diet how many parcels are complete, as a list that can be read aloud."""
    if not any(one.parcel for one in found):
        return
    st.subheader(t("Per grootte en eten"))
    due: Counter[tuple[int, str]] = Counter()
    ready: Counter[tuple[int, str]] = Counter()
    for one in found:
        cell = (one.household.size, _food(t, one))
        due[cell] += one.due
        if one.parcel and not one.parcel.short:
            ready[cell] += one.due
    rows(
        "parcel_matrix",
        [Column(t("Mensen")), Column(t("Eten")), Column(t("Compleet"), right=True), Column("")],
        [
            Row(
                f"{size}:{what}",
                [
                    t.many("{n} mens", "{n} mensen", size),
                    what,
                    t("{n} van {all}", n=ready[size, what], all=many),
                    [
                        tagged("good", t("compleet"))
                        if ready[size, what] >= many
                        else tagged("problem", t("{n} tekort", n=many - ready[size, what]))
                    ],
                ],
            )
            for (size, what), many in sorted(due.items())
        ],
        height="45vh",
    )


def _food(t: Speaker, one: HandOut) -> str:
    diets = MealSpec(diets=one.household.diets).shown_diets
    return ", ".join(t.term("diet", diet) for diet in diets)


# Fetching -----------------------------------------------------------------------------------------


def fetching(t: Speaker, hub: Hub, day: date) -> None:
    """What to fetch, in the order of the shelves; what is fetched goes down the list."""
    with session.view() as work:
        lines = parcels.pick_list(work, hub.id, day)
    if not lines:
        parts.show(parts.note("info", t("Er is niets te pakken. Vul eerst de pakketten.")))
        return
    papers.day_lists(t, hub.id, day)
    picked: set[str] = st.session_state.get(_PICKED, set())
    left = [one for one in lines if _key(one) not in picked]
    done = [one for one in lines if _key(one) in picked]
    head = t("{n} van {all} gepakt", n=len(done), all=len(lines))
    parts.show(parts.note("good" if not left else "info", head))
    cards(
        "parcel_picks",
        [_pick(t, one, False) for one in left] + [_pick(t, one, True) for one in done],
        on_action=_pick_or_not,
        layout="list",
        label=t("Looplijst"),
        main=bool(left),
    )


def _key(line: PickLine) -> str:
    return f"{line.lot.id}:{line.place.id}"


def _pick(t: Speaker, line: PickLine, done: bool) -> Card:
    action = RowAction("back", t("Toch niet")) if done else RowAction("picked", t("Gepakt"))
    return Card(
        id=_key(line),
        head=line.item.name,
        tone="good" if done else "neutral",
        place=line.place.label,
        sub=dated(t, line.lot),
        number=number(line.quantity, t.language),
        unit=in_boxes(t, line.quantity, line.item),
        tag=t("gepakt") if done else "",
        actions=[action],
    )


def _pick_or_not(ident: str, action: str) -> None:
    picked: set[str] = st.session_state.setdefault(_PICKED, set())
    if action == "picked":
        picked.add(ident)
    else:
        picked.discard(ident)


# Handing out --------------------------------------------------------------------------------------


def handing_out(t: Speaker, hub: Hub, day: date, found: Sequence[HandOut]) -> None:
    filled = [one for one in found if one.parcel is not None]
    if not filled:
        parts.show(parts.note("info", t("Er zijn nog geen pakketten. Vul ze eerst.")))
        return
    sought = st.text_input(
        t("Zoek op nummer of naam"),
        key="hand_out_search",
        type="search",
        live=True,
        placeholder=t("Typ of scan hier"),
    )
    shown = [one for one in filled if sought.casefold().strip() in _text(one)]
    shown.sort(key=lambda one: one.parcel is None or one.parcel.state is not ParcelState.FILLED)
    if not shown:
        parts.show(parts.note("info", t("Niets gevonden met “{sought}”.", sought=sought)))
        return
    cards(
        "hand_outs",
        [_hand_out(t, one) for one in shown],
        on_action=lambda ident, action: _settle(hub.id, day, HouseholdId(int(ident)), action),
        layout="list",
        label=t("Wie komt er"),
        mark=sought,
    )


def _text(one: HandOut) -> str:
    return guests.called(one.household).casefold()


def _recalled(one: HandOut) -> bool:
    """Whether there is food in it that was recalled since it was filled."""
    waits = one.parcel is not None and one.parcel.state is ParcelState.FILLED
    return waits and any(line.lot.blocked for line in one.lines)


def _hand_out(t: Speaker, one: HandOut) -> Card:
    assert one.parcel is not None
    came = RowAction("came", t("Gekomen"))
    stayed = RowAction("not_come", t("Niet gekomen"))
    actions = {
        ParcelState.FILLED: [came, stayed],
        ParcelState.HANDED_OUT: [RowAction("not_come", t("Toch niet gekomen"))],
        ParcelState.NOT_COME: [RowAction("came", t("Toch gekomen"))],
    }
    state = one.parcel.state
    times = f"{NO_BREAK}×{NO_BREAK}"
    what = ", ".join(f"{n}{times}{name}" for name, n in _contents(one).items())
    return Card(
        id=str(int(one.household.id)),
        head=guests.called(one.household),
        tone="problem" if _recalled(one) else _TONES[state],
        sub=guests.about(t, one.household),
        lines=[
            *([t("Geef het niet mee: vul eerst opnieuw.")] if _recalled(one) else []),
            *([t("Wordt gebracht met de route.")] if one.household.recipient else []),
        ],
        tag=t("teruggeroepen eten") if _recalled(one) else t.term("parcel_state", state),
        note=what,
        actions=actions[state],
    )


def _contents(one: HandOut) -> Counter[str]:
    found: Counter[str] = Counter()
    for line in one.lines:
        found[line.item.name] += line.quantity
    return found


def _settle(hub: HubId, day: date, household: HouseholdId, action: str) -> None:
    t = session.speak()
    came = action == "came"
    text = t("Het pakket is uitgegeven.") if came else t("Niet gekomen. Het eten is weer vrij.")
    with session.doing(text) as work:
        parcels.hand_out(work, hub, day, household, came)
