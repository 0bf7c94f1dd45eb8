"""The page of counting: choosing a shelf, walking it, what was found too, and the differences."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time

import streamlit as st

from voedselbrigade.domain.clock import OFFICE_ZONE
from voedselbrigade.domain.places import Hub, HubId
from voedselbrigade.errors import Fact
from voedselbrigade.services import counting, stock_items
from voedselbrigade.services.counting import Row, Sheet
from voedselbrigade.stock.counts import CountId, Due, Turn
from voedselbrigade.stock.lots import DateKind, ItemId, Place, PlaceId, PlaceRole
from voedselbrigade.stock.pack_dates import parse_pack_date
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.rows import RowAction
from voedselbrigade.ui.stock import counting as walking
from voedselbrigade.ui.stock import papers
from voedselbrigade.ui.stock.cards import Card, cards
from voedselbrigade.ui.stock.wording import amount, dated, euros
from voedselbrigade.words import Speaker

_OPEN = "count_open"


def opened() -> CountId | None:
    return st.session_state.get(_OPEN)


def open_count(ident: CountId) -> None:
    st.session_state[_OPEN] = ident


def close() -> None:
    st.session_state.pop(_OPEN, None)


# Choosing what to count ---------------------------------------------------------------------------


def choose(t: Speaker, hub: Hub) -> None:
    """Counts that were begun first, then every shelf, the most pressing one on top."""
    with session.view() as work:
        begun = [counting.sheet(work, one.id) for one in counting.open_counts(work, hub.id)]
        due = counting.next_to_count(work, hub.id)
        shelves = {
            one.id: one for one in stock_items.places(work, hub.id) if one.role is PlaceRole.SHELF
        }
    if begun:
        st.subheader(t("Verder tellen"))
        cards(
            "counts_begun",
            [_begun(t, one, shelves) for one in begun],
            on_action=lambda ident, action: open_count(CountId(int(ident))),
            layout="list",
            label=t("Verder tellen"),
            main=True,
        )
    st.subheader(t("Welke plaats telt u?"))
    if not shelves:
        parts.show(parts.note("info", t("Hier ligt nog niets. Ontvang eerst iets.")))
        return
    _places(t, hub, begun, due, shelves)


def _places(
    t: Speaker,
    hub: Hub,
    begun: Sequence[Sheet],
    due: Sequence[Due],
    shelves: Mapping[PlaceId, Place],
) -> None:
    """Every shelf as a card, with who is counting there and when it was counted last."""
    order = [one.place for one in due] + [
        one for one in shelves if one not in {d.place for d in due}
    ]
    last = {one.place: one.counted_on for one in due}
    busy = {one.count.place: one.count.started_by for one in begun}
    found = [one for one in order if one in shelves]
    cards(
        "counts_due",
        [
            Card(
                id=str(one),
                head=shelves[one].label or t("Zonder plaats"),
                sub=_last(t, last.get(one), busy.get(one, "")),
                tone="info" if one in busy else "neutral",
            )
            for one in found
        ],
        on_action=lambda ident, action: _start(hub.id, PlaceId(int(ident))),
        label=t("Welke plaats telt u?"),
    )


def _last(t: Speaker, day: object, by: str) -> str:
    if by:
        return t("{who} is hier bezig", who=by)
    return t("laatst geteld {day:date}", day=day) if day else t("nog nooit geteld")


def _begun(t: Speaker, one: Sheet, shelves: dict[PlaceId, Place]) -> Card:
    turns = [row.turn for row in one.rows]
    left = sum(turn in (Turn.COUNT, Turn.AGAIN, Turn.TOGETHER) for turn in turns)
    return Card(
        id=str(int(one.count.id)),
        head=_title(t, one, shelves),
        tone="info" if left else "good",
        sub=t(
            "begonnen door {who}, {at}",
            who=one.count.started_by,
            at=f"{one.count.started_at:%d-%m %H:%M}",
        ),
        lines=[
            t.many("U telt er nog {n}.", "U telt er nog {n}.", left)
            if left
            else t("Voor u is hier niets meer te tellen.")
        ],
        actions=[RowAction("open", t("Tel verder"))],
    )


def _title(t: Speaker, one: Sheet, shelves: dict[PlaceId, Place]) -> str:
    if one.count.place is not None and one.count.place in shelves:
        return shelves[one.count.place].label or t("Zonder plaats")
    names = list(dict.fromkeys(row.item.name for row in one.rows))
    return names[0] if one.count.item is not None and names else t("De hele locatie")


def _start(hub: HubId, place: PlaceId) -> None:
    with session.doing() as work:
        open_count(counting.start(work, hub, place).id)


# Walking a shelf ----------------------------------------------------------------------------------


def walk(t: Speaker, hub: Hub, ident: CountId) -> None:
    with session.view() as work:
        seen = counting.sheet(work, ident)
        shelves = {one.id: one for one in stock_items.places(work, hub.id)}
    me = session.actor().name
    st.button(t("← Stop, later verder"), key="count_close", on_click=close)
    st.subheader(t("Tellen: {where}", where=_title(t, seen, shelves)))
    second = [row for row in seen.rows if row.turn in (Turn.AGAIN, Turn.TOGETHER)]
    started = {note.by for row in seen.rows for note in row.notes if note.round == 1}
    _blind(t, second, started - {me})
    mine = [row for row in seen.rows if row.turn is not Turn.DONE or _by(row, me)]
    at = _on_paper(t, seen)
    walking.show(t, seen, mine, at)
    _right(t, seen, mine)
    _found_too(t, seen, shelves)
    _book(t, seen, me, started)
    papers.count_sheet(t, ident)


def _by(row: Row, who: str) -> bool:
    return any(note.by == who for note in row.notes)


def _blind(t: Speaker, second: list[Row], others: set[str]) -> None:
    head = t("Tel wat u ziet. Het scherm laat niet zien hoeveel er zou moeten liggen.")
    more = []
    if second and others:
        more.append(
            t(
                "U bent de tweede teller, na {names:list}. U telt alleen wat niet klopte.",
                names=sorted(others),
            )
        )
    parts.show(parts.note("info", head, more))


def _on_paper(t: Speaker, seen: Sheet) -> datetime | None:
    """When it was counted, for somebody who types over a sheet; nothing is now."""
    with st.expander(t("Ik typ een telblad over")):
        chosen = st.time_input(
            t("Hoe laat was de telling?"), None, key=f"count_at_{seen.count.id}", step=300
        )
        st.write(t("Wat daarna is geboekt, tellen wij vanzelf mee."))
    if not isinstance(chosen, time):
        return None
    now = session.home().now()
    at = datetime.combine(now.date(), chosen, OFFICE_ZONE)
    return min(max(at, seen.count.started_at), now)


def _right(t: Speaker, seen: Sheet, mine: list[Row]) -> None:
    hidden = [row for row in seen.rows if row not in mine]
    if hidden:
        names = [f"{row.item.name} {row.line.seen}" for row in hidden if row.line.seen is not None]
        head = t.many("{n} product klopt.", "{n} producten kloppen.", len(hidden))
        parts.show(parts.note("good", head, [", ".join(names)] if names else []))


def _found_too(t: Speaker, seen: Sheet, shelves: dict[PlaceId, Place]) -> None:
    """What lies there and is not on the list."""
    with st.expander(t("Er ligt nog iets anders")):
        with session.view() as work:
            sought = st.text_input(
                t("Welk product?"), key="found_search", live=True, placeholder=t("Typ hier")
            )
            options = stock_items.search(work, sought) if len(sought.strip()) > 1 else ()
        names = {one.id: one.name for one in options if one.kept}
        item = st.selectbox(
            t("Kies het product"),
            list(names),
            index=0 if len(names) == 1 else None,
            format_func=names.__getitem__,
            placeholder=t("Typ eerst een naam"),
            key=f"found_item_{sum(names)}_{len(names)}",
        )
        left, middle, right = st.columns(3, vertical_alignment="bottom")
        kind = left.segmented_control(
            t("Letters"),
            list(DateKind),
            format_func=lambda one: t.term("date_kind", one),
            default=DateKind.THT,
            required=True,
            key="found_kind",
        )
        middle.text_input(t("De datum op het pak"), key="found_day")
        units = right.number_input(t("Hoeveel stuks?"), 0, 1_000_000, 1, key="found_units")
        place = seen.count.place
        if place is None:
            labels = {one.id: one.label or t("Zonder plaats") for one in shelves.values()}
            place = st.selectbox(t("Waar ligt het?"), list(labels), format_func=labels.__getitem__)
        st.button(
            t("Zet het erbij"),
            key="found_save",
            disabled=item is None or place is None,
            on_click=_add_found,
            args=(seen.count.id, item, kind, place, int(units)),
        )


def _add_found(ident: CountId, item: ItemId, kind: DateKind, place: PlaceId, units: int) -> None:
    t, ends_on, day = session.speak(), None, st.session_state["found_day"]
    if kind is not DateKind.NONE:
        found = parse_pack_date(day, session.home().now().date())
        if isinstance(found, Fact):
            session.tell("problem", t.fact(found))
            return
        ends_on = found
    with session.doing(t("Bewaard.")) as work:
        counting.found_too(work, ident, item, kind, ends_on, place, units)
        for key in ("found_search", "found_day"):
            st.session_state[key] = ""


# The differences ----------------------------------------------------------------------------------


def _book(t: Speaker, seen: Sheet, me: str, first: set[str]) -> None:
    """Off until every line is settled; never by whoever counted first when something differs."""
    left = len(seen.open)
    differing = [row for row in seen.rows if row.line.difference]
    if differing:
        _differences(t, seen, differing)
    if left:
        waiting = sum(row.turn is Turn.MINE for row in seen.rows)
        if waiting and waiting == left:
            text = t(
                "U bent klaar. Laat nu iemand anders tellen wat verschilt: die kiest rechtsboven"
                " de eigen naam."
            )
            parts.show(parts.note("info", text))
    elif differing and me in first:
        text = t("Iemand anders boekt dit. Kies rechtsboven de naam van uw collega.")
        parts.show(parts.note("info", text))
    label = (
        t.many("Boek de verschillen (nog {n} open)", "Boek de verschillen (nog {n} open)", left)
        if left
        else t("Boek de verschillen")
        if differing
        else t("Klaar: alles klopt")
    )
    st.button(
        label,
        type="primary",
        key="count_book",
        width="stretch",
        disabled=bool(left) or (bool(differing) and me in first),
        on_click=_book_now,
        args=(seen.count.id,),
    )
    with st.popover(t("Gooi deze telling weg")):
        st.write(t("Er wordt dan niets geboekt."))
        st.button(t("Ja, gooi weg"), key="count_drop", on_click=_drop, args=(seen.count.id,))


def _differences(t: Speaker, seen: Sheet, rows: list[Row]) -> None:
    st.subheader(t("Verschillen"))
    cards(
        "count_differences",
        [
            Card(
                id=str(row.lot.id),
                head=row.item.name,
                tone="problem",
                place=row.place.label,
                sub=dated(t, row.lot),
                tag=t("{some} te weinig", some=amount(t, -difference, row.item.unit))
                if difference < 0
                else t("{some} te veel", some=amount(t, difference, row.item.unit)),
                number=f"{'−' if difference < 0 else '+'}{abs(difference)}",
                unit=euros(t, difference * row.lot.price_cents),
                plain=True,
            )
            for row in rows
            if (difference := row.line.difference)
        ],
        on_action=lambda ident, action: None,
        layout="list",
        label=t("Verschillen"),
    )
    parts.show(f"<b>{parts.safe(t('Samen {value}', value=euros(t, seen.value_cents)))}</b>")


def _book_now(ident: CountId) -> None:
    t = session.speak()
    with session.doing(t("De telling is geboekt.")) as work:
        counting.book(work, ident)
        close()


def _drop(ident: CountId) -> None:
    t = session.speak()
    with session.doing(t("De telling is weggegooid. Er is niets geboekt.")) as work:
        counting.drop(work, ident)
        close()
