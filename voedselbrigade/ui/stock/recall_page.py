"""A recall: block at once, empty the shelves, see who got it, and close it with two people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from voedselbrigade.domain.places import Hub, HubId
from voedselbrigade.services import recalling, stock_items, stocking
from voedselbrigade.services.recalling import HandedOut, RecallReport
from voedselbrigade.stock.lots import (
    Held,
    Item,
    ItemId,
    Lot,
    LotId,
    PlaceId,
    PlaceRole,
    WriteOffReason,
)
from voedselbrigade.stock.recalls import Recall, RecallBy, RecallId
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.parts import Tile
from voedselbrigade.ui.rows import RowAction
from voedselbrigade.ui.stock import calling, papers, told
from voedselbrigade.ui.stock.cards import Card, cards
from voedselbrigade.ui.stock.wording import amount, dated
from voedselbrigade.words import Speaker
from voedselbrigade.words.formats import number

_OPEN = "recall_open"


def opened() -> RecallId | None:
    return st.session_state.get(_OPEN)


def open_recall(ident: RecallId) -> None:
    st.session_state[_OPEN] = ident


def close() -> None:
    st.session_state.pop(_OPEN, None)


# Starting -----------------------------------------------------------------------------------------


def start(t: Speaker) -> None:
    """What is in hand when the telephone rings: one mark, a reason, one button."""
    by = st.segmented_control(
        t("Wat weet u?"),
        list(RecallBy),
        format_func=lambda one: t.term("recall_by", one),
        default=RecallBy.ITEM,
        required=True,
        key="recall_by",
    )
    left, right = st.columns(2, vertical_alignment="bottom")
    value = left.text_input(
        t("Scan, of typ het over"), key="recall_value", live=True, placeholder=t("Typ of scan hier")
    )
    right.text_input(
        t("Waarom?"), key="recall_reason", placeholder=t("Zoals: misschien plastic in het pak")
    )
    if by is RecallBy.ITEM:
        _names(t, value)
    text = t("Alles wordt meteen geblokkeerd, op elke locatie, ook wat al in een pakket zit.")
    parts.show(parts.note("look", text))
    st.button(
        t("Blokkeer nu, en zoek waar het is"),
        type="primary",
        key="recall_start",
        disabled=not value.strip(),
        on_click=_recall,
        args=(by,),
    )


def _names(t: Speaker, typed: str) -> None:
    """The products that may be meant; a recall needs the whole name."""
    if len(typed.strip()) < 2:
        return
    with session.view() as work:
        found = stock_items.search(work, typed)[:6]
    if any(one.name.casefold() == typed.strip().casefold() for one in found):
        return
    names = {str(int(one.id)): one.name for one in found}
    cards(
        "recall_names",
        [Card(ident, name) for ident, name in names.items()],
        on_action=lambda ident, action: st.session_state.update({"recall_value": names[ident]}),
        label=t("Welk product?"),
        mark=typed,
    )


def _recall(by: RecallBy) -> None:
    """Reads the fields itself: what was typed last is there before the page was drawn again."""
    t = session.speak()
    value, reason = st.session_state["recall_value"], st.session_state["recall_reason"]
    with session.doing() as work:
        found = recalling.recall(work, by, value, reason)
        open_recall(found.recall.id)
        many = len(found.lots)
        session.tell("good", t.many("{n} partij geblokkeerd.", "{n} partijen geblokkeerd.", many))
        for key in ("recall_value", "recall_reason"):
            st.session_state[key] = ""


def earlier(t: Speaker) -> None:
    with session.view() as work:
        found = recalling.recalls(work)
    if not found:
        return
    st.subheader(t("Terugroepacties"))
    cards(
        "recalls",
        [_card(t, one) for one in found],
        on_action=lambda ident, action: open_recall(RecallId(int(ident))),
        label=t("Terugroepacties"),
    )


def _card(t: Speaker, one: Recall) -> Card:
    lots = t.many("{n} partij", "{n} partijen", len(one.lots))
    return Card(
        id=str(int(one.id)),
        head=f"{t.term('recall_by', one.by_what)} {one.value}",
        tone="neutral" if one.closed_at else "problem",
        sub=f"{one.started_at:%d-%m-%Y %H:%M}, {one.started_by}",
        lines=[one.reason] if one.reason else [],
        tag=t("afgerond") if one.closed_at else t("loopt nog"),
        note=lots,
    )


# One recall ---------------------------------------------------------------------------------------


def show(t: Speaker, hub: Hub, ident: RecallId) -> None:
    with session.view() as work:
        found = recalling.report(work, ident)
        hubs = {one.id: one for one in work.store.hubs.all()}
    st.button(t("← Alle terugroepacties"), key="recall_back", on_click=close)
    _head(t, found)
    with st.container(key="vb_wide_recall"):
        left, right = st.columns([3, 2], gap="large")
    with left:
        lying(t, hub, found, hubs)
        went(t, found)
    with right:
        if found.handed_out:
            calling.show(t, found)
        papers.recall(t, ident)
        _finish(t, found)


def _head(t: Speaker, found: RecallReport) -> None:
    one = found.recall
    title = t("Terugroepen: {what}", what=", ".join(item.name for item in found.items) or one.value)
    parts.show(parts.heading(title, one.reason))
    left = [held for held in found.lying if held.quantity > 0]
    out = sum(gone.quantity for gone in found.handed_out)
    ready = one.ready_before
    parts.show(
        parts.tiles(
            [
                Tile(
                    str(len(found.lots)),
                    t("partijen geblokkeerd"),
                    t("om {at}", at=f"{one.started_at:%H:%M}"),
                ),
                Tile(
                    number(sum(held.quantity for held in left), t.language),
                    t("liggen er nog"),
                    t.many("op {n} plek", "op {n} plekken", len(left)),
                ),
                Tile(number(out, t.language), t("uitgegeven")),
                Tile(
                    f"{ready:%H:%M}",
                    t("overzicht klaar"),
                    t("afgerond") if one.closed_at else t("binnen vier uur"),
                ),
            ]
        )
    )


def lying(t: Speaker, hub: Hub, found: RecallReport, hubs: Mapping[HubId, Hub]) -> None:
    """Where it lies, the own hub first, each with the button that empties the shelf."""
    st.subheader(t("Waar ligt het"))
    items = {item.id: item for item in found.items}
    left = [held for held in found.lying if held.quantity > 0]
    left.sort(key=lambda held: (held.place.hub != hub.id, hubs[held.place.hub].name))
    if not left:
        parts.show(parts.note("good", t("Het ligt nergens meer.")))
        return
    cards(
        "recall_lying",
        [_lying(t, hub, held, items[held.lot.item], hubs[held.place.hub]) for held in left],
        on_action=lambda ident, action: _take_out(found.recall.id, ident),
        layout="list",
        label=t("Waar ligt het"),
        main=True,
    )


def _lying(t: Speaker, hub: Hub, held: Held, item: Item, there: Hub) -> Card:
    some = amount(t, held.quantity, item.unit)
    own = session.actor().hub
    may = own in (None, there.id) and held.place.role is PlaceRole.SHELF
    road = held.place.role is PlaceRole.ROAD
    phone = t("Bel {phone}", phone=there.phone) if there.id != hub.id and there.phone else ""
    return Card(
        id=f"{held.lot.id}:{held.place.id}:{held.quantity}",
        head=there.name,
        tone="problem",
        place=held.place.label,
        sub=f"{item.name}, {held.lot.code}, {dated(t, held.lot)}",
        tag=t("onderweg, geblokkeerd") if road else t("geblokkeerd"),
        lines=[phone] if phone else [],
        actions=[RowAction("out", t("{some} eruit gehaald", some=some))] if may else [],
        plain=True,
    )


def _take_out(recall: RecallId, ident: str) -> None:
    """Off the shelf and out of the books: nobody will get it."""
    t = session.speak()
    lot, place, quantity = (int(part) for part in ident.split(":"))
    with session.doing() as work:
        spot = (LotId(lot), PlaceId(place))
        cause = f"recall:{recall}:{lot}:{place}:{quantity}"
        reason = WriteOffReason.RECALLED
        done = stocking.write_off(work, spot, quantity, reason, str(recall), cause)
        text = t("{some} eruit gehaald en afgevoerd.", some=amount(t, quantity))
        told.booked(text, done.cause)


def went(t: Speaker, found: RecallReport) -> None:
    """Which hand-outs, routes and deliveries it went with: numbers, no names."""
    st.subheader(t("Waar ging het heen"))
    if not found.handed_out:
        parts.show(parts.note("good", t("Er is niets van uitgegeven.")))
        return
    lots = {lot.id: lot for lot in found.lots}
    items = {item.id: item for item in found.items}
    cards(
        "recall_went",
        [_went(t, day, why, few, lots, items) for (day, why), few in _by_route(t, found).items()],
        on_action=lambda ident, action: None,
        layout="list",
        label=t("Waar ging het heen"),
    )


def _by_route(t: Speaker, found: RecallReport) -> dict[tuple[str, str], list[HandedOut]]:
    """Everything that left for the same reason on the same day is one line."""
    grouped: dict[tuple[str, str], list[HandedOut]] = {}
    newest = sorted(found.handed_out, key=lambda one: one.movement.day, reverse=True)
    for one in newest:
        key = (t("{day:date}", day=one.movement.day), reason_of(t, one))
        grouped.setdefault(key, []).append(one)
    return grouped


def reason_of(t: Speaker, one: HandedOut) -> str:
    """Which route, parcels or other reason it went out for."""
    if one.cause.startswith("parcel:"):
        return t("pakketten")
    if one.cause.startswith("stop:"):
        return t("route {code}", code=one.reason)
    return one.reason


def _went(
    t: Speaker,
    day: str,
    why: str,
    few: Sequence[HandedOut],
    lots: Mapping[LotId, Lot],
    items: Mapping[ItemId, Item],
) -> Card:
    total = sum(one.quantity for one in few)
    names = dict.fromkeys(items[lots[one.lot].item].name for one in few)
    people = {(got.kind, got.ref) for one in few for got in one.receivers}
    return Card(
        id=f"{day}:{why}",
        head=why,
        sub=day,
        number=number(total, t.language),
        unit=t.many("stuk", "stuks", total),
        note=", ".join(names),
        lines=[t.many("{n} adres", "{n} adressen", len(people))] if people else [],
        plain=True,
    )


def _finish(t: Speaker, found: RecallReport) -> None:
    one = found.recall
    if one.closed_at is not None:
        text = t(
            "{who} rondde dit af op {at}.", who=one.closed_by, at=f"{one.closed_at:%d-%m %H:%M}"
        )
        parts.show(parts.note("good", text))
        return
    if one.started_by == session.actor().name:
        text = t("Iemand anders rondt dit af. Kies rechtsboven de naam van uw collega.")
        parts.show(parts.note("info", text))
        return
    with st.popover(t("Rond af"), width="stretch"):
        st.write(t("Is alles weggehaald en is iedereen gebeld?"))
        st.button(
            t("Ja, rond af"),
            type="primary",
            key="recall_close",
            on_click=_close,
            args=(one.id, False),
        )
        st.write(t("Was het een vergissing? Dan mag het eten weer mee."))
        st.button(
            t("Rond af en geef vrij"), key="recall_release", on_click=_close, args=(one.id, True)
        )


def _close(ident: RecallId, release: bool) -> None:
    t = session.speak()
    with session.doing(t("De terugroepactie is afgerond.")) as work:
        recalling.close(work, ident, release)
