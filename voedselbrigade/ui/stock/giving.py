"""Giving out: what goes first, what may not go and why, and the booking with its undo."""

from __future__ import annotations

from datetime import date

import streamlit as st

from voedselbrigade.domain.places import Hub, HubId
from voedselbrigade.errors import NotFound
from voedselbrigade.services import stock_items, stock_looking, stock_typed, stocking, transferring
from voedselbrigade.services.stock_store import ReceiverKind
from voedselbrigade.stock.barcodes import looks_like_ean
from voedselbrigade.stock.expiry import Pick
from voedselbrigade.stock.lots import Held, Item, ItemId, LotId, PlaceId
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.rows import RowAction
from voedselbrigade.ui.stock import shelf, told
from voedselbrigade.ui.stock.cards import Card, cards
from voedselbrigade.ui.stock.wording import amount, dated, in_boxes, units
from voedselbrigade.words import Speaker
from voedselbrigade.words.formats import number

_ITEM, _SEARCH, _AT = "give_item", "give_search", "give_at"
_OPTIONS = 8


def show(t: Speaker, hub: Hub) -> None:
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    sought = left.text_input(
        t("1. Scan, of typ de naam"),
        key=_SEARCH,
        type="search",
        live=True,
        placeholder=t("Scan of typ hier"),
        on_change=_scanned,
    )
    item = _chosen()
    if item is None:
        _options(t, sought)
        return
    with right:
        parts.show(f"<h2>{parts.safe(item.name)}</h2>")
    st.button(t("Iets anders"), key="give_other", on_click=_forget)
    _form(t, hub, item)


def _form(t: Speaker, hub: Hub, item: Item) -> None:
    first, second, third = st.columns(3, vertical_alignment="bottom")
    boxes = 0
    if item.pack > 1:
        boxes = first.number_input(
            t("2. Dozen van {pack}", pack=item.pack), 0, 10_000, 0, key=f"give_boxes_{item.id}"
        )
    loose = second.number_input(t("Losse stuks"), 0, 1_000_000, 0, key=f"give_loose_{item.id}")
    today = session.home().now().date()
    day = third.date_input(
        t("Dag van uitgeven"), today, min_value=today, key="give_day", format="DD-MM-YYYY"
    )
    wanted = int(boxes) * item.pack + int(loose)
    with session.view() as work:
        found = stocking.offer(work, hub.id, item.id, wanted, day)
    there = found.quantity + sum(held.free for held in found.aside)
    _sum(t, item, wanted, there, found)
    _book(t, hub, item, min(wanted, found.quantity), day)
    if found.taken:
        st.subheader(t("Pak dit, het eerste bovenaan"))
        _lots(t, "give_taken", item, [(held, n) for held, n in found.taken])
    _refused(t, found)


def _sum(t: Speaker, item: Item, wanted: int, there: int, found: Pick) -> None:
    if found.short > 0:
        head = t(
            "Er kunnen er {there} mee. U wilde er {wanted}.", there=found.quantity, wanted=wanted
        )
        refused = sum(one.held.quantity for one in found.refused)
        why = [t("Van {n} mag het niet: kijk hieronder waarom.", n=refused)] if refused else []
        parts.show(parts.note("look", head, why))
    elif wanted:
        text = in_boxes(t, wanted, item)
        some = amount(t, wanted, item.unit)
        parts.show(parts.note("info", f"{some}: {text}" if text else some))
    else:
        some = amount(t, there, item.unit)
        parts.show(parts.note("info", t("Hiervan kunnen er {some} mee.", some=some)))


def _book(t: Speaker, hub: Hub, item: Item, some: int, day: date) -> None:
    ways = {"here": t("Uitgeven"), "away": t("Naar een andere locatie")}
    others = {one.id: one.name for one in _hubs() if one.id != hub.id}
    way = "here"
    if others:
        way = st.segmented_control(
            t("Waar gaat het heen?"),
            list(ways),
            format_func=ways.__getitem__,
            default="here",
            required=True,
            key="give_way",
        )
    if way == "away":
        _away(t, hub, item, some, others)
    else:
        _here(t, hub, item, some, day)


def _here(t: Speaker, hub: Hub, item: Item, some: int, day: date) -> None:
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    left.text_input(
        t("Waarvoor is het?"), key="give_cause", placeholder=t("Zoals: uitgifte 13 uur")
    )
    right.button(
        t("Geef {some} uit", some=amount(t, some, item.unit)),
        type="primary",
        key="give_book",
        width="stretch",
        disabled=not some,
        on_click=_issue,
        args=(hub.id, item, some, day),
    )


def _away(t: Speaker, hub: Hub, item: Item, some: int, others: dict[HubId, str]) -> None:
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    to = left.selectbox(
        t("Welke locatie?"),
        list(others),
        index=None,
        format_func=others.__getitem__,
        placeholder=t("Kies"),
        key="give_to",
    )
    right.button(
        t("Verstuur {some}", some=amount(t, some, item.unit)),
        type="primary",
        key="give_send",
        width="stretch",
        disabled=not some or to is None,
        on_click=_send,
        args=(hub.id, to, item, some),
    )


def _issue(hub: HubId, item: Item, some: int, day: date) -> None:
    t = session.speak()
    why = " ".join(st.session_state["give_cause"].split())
    if not why:
        session.tell("problem", t("Waarvoor is het? Typ het erbij. Er is nog niets geboekt."))
        return
    with session.doing() as work:
        done = stocking.issue(
            work,
            hub,
            item.id,
            some,
            _cause(why),
            day,
            (ReceiverKind.OTHER, why),
        )
        told.booked(
            t(
                "{some} {item} uitgegeven: {why}.",
                some=amount(t, some, item.unit),
                item=item.name,
                why=why,
            ),
            done.cause,
        )
        _forget()


def _send(hub: HubId, to: HubId, item: Item, some: int) -> None:
    t = session.speak()
    with session.doing() as work:
        done = transferring.send(work, hub, to, {item.id: some}, _cause(item.name))
        session.tell(
            "good",
            t(
                "{some} {item} verstuurd, zending {id}. Daar wordt het geteld.",
                some=amount(t, some, item.unit),
                item=item.name,
                id=done.id,
            ),
        )
        _forget()


def _cause(why: str) -> str:
    """The same press of a button is one booking; the same words tomorrow are another."""
    at = st.session_state.setdefault(_AT, f"{session.home().now():%d-%m-%Y %H:%M:%S}")
    return f"{why} ({session.actor().name}, {at})"


def _lots(t: Speaker, key: str, item: Item, lots: list[tuple[Held, int]]) -> None:
    cards(
        key,
        [
            Card(
                id=f"{held.lot.id}:{held.place.id}",
                head=dated(t, held.lot),
                place=held.place.label,
                sub=held.lot.code,
                number=number(n, t.language),
                unit=units(t, n, item.unit),
                note=in_boxes(t, n, item),
            )
            for held, n in lots
        ],
        on_action=lambda ident, action: _open(ident),
        label=t("Pak dit, het eerste bovenaan"),
    )


def _refused(t: Speaker, found: Pick) -> None:
    if not found.refused:
        return
    st.subheader(t("Dit mag niet mee"))
    cards(
        "give_refused",
        [
            Card(
                id=f"{one.held.lot.id}:{one.held.place.id}",
                head=one.held.lot.code,
                tone="look" if one.reason.code == "stock.look_first" else "problem",
                place=one.held.place.label,
                sub=amount(t, one.held.quantity),
                lines=[t.fact(one.reason)],
                actions=[RowAction("open", t("Bekijk"))],
            )
            for one in found.refused
        ],
        on_action=lambda ident, action: _open(ident),
        layout="list",
        label=t("Dit mag niet mee"),
    )


def _open(ident: str) -> None:
    lot, place = ident.split(":")
    shelf.open_spot((LotId(int(lot)), PlaceId(int(place))))


# Choosing the product -----------------------------------------------------------------------------


def _chosen() -> Item | None:
    ident = st.session_state.get(_ITEM)
    if ident is None:
        return None
    with session.view() as work:
        return stock_items.revision(work, ItemId(ident))[0]


def busy() -> bool:
    """Has somebody chosen what to give?"""
    return st.session_state.get(_ITEM) is not None


def choose(item: ItemId) -> None:
    st.session_state[_ITEM] = item
    st.session_state.pop(_AT, None)


def _forget() -> None:
    for key in (_ITEM, _AT):
        st.session_state.pop(key, None)
    st.session_state[_SEARCH] = ""


def _scanned() -> None:
    """A bar code or a label chooses at once; a name waits for a tap."""
    typed = st.session_state[_SEARCH].strip()
    if not (looks_like_ean(typed) or typed.upper().startswith("P-")):
        return
    with session.view() as work:
        try:
            choose(stock_typed.scanned(work, typed))
        except NotFound as error:
            session.tell("look", session.speak().fact(error.fact))


def _options(t: Speaker, sought: str) -> None:
    if len(sought.strip()) < 2:
        return
    with session.view() as work:
        found = [one for one in stock_items.search(work, sought) if one.kept and one.active]
    if not found:
        parts.show(parts.note("info", t("Niets gevonden met “{sought}”.", sought=sought)))
        return
    cards(
        "give_options",
        [Card(str(int(one.id)), one.name, sub=one.ean) for one in found[:_OPTIONS]],
        on_action=lambda ident, action: choose(ItemId(int(ident))),
        label=t("Welk product?"),
        mark=sought,
    )


def _hubs() -> tuple[Hub, ...]:
    """Every hub that food may be sent to; hub staff books in its own, and may send anywhere."""
    with session.view() as work:
        return tuple(one for one in work.store.hubs.all() if one.active)


def hub_lines(t: Speaker, hub: Hub) -> None:
    """What lies here and may not go, so that it is written off or looked at in the same walk."""
    with session.view() as work:
        lines = [one for one in stock_looking.shelves(work, hub.id) if one.reason is not None]
    if not lines:
        return
    st.subheader(t("Dit mag nu niet mee"))
    cards(
        "give_over",
        [shelf.card(t, one, session.home().now().date()) for one in lines],
        on_action=lambda ident, action: _open(ident),
        label=t("Dit mag nu niet mee"),
    )
