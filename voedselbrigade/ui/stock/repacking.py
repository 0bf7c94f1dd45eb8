"""Repacking: a sack becomes bags, as a lot of another product with the same date."""

from __future__ import annotations

import streamlit as st

from voedselbrigade.services import stock_dates, stock_items
from voedselbrigade.services.stock_looking import LotCard
from voedselbrigade.stock.ledger import Spot
from voedselbrigade.stock.lots import Item, ItemId
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.stock import shelf, tickets, told
from voedselbrigade.ui.stock.wording import amount
from voedselbrigade.words import Speaker
from voedselbrigade.words.formats import number

_MOST_UNITS = 100_000


def show(t: Speaker, spot: Spot, found: LotCard) -> None:
    kind, there = found.line.item, found.line.held.quantity
    if there < 1:
        parts.show(parts.note("info", t("Hier ligt niets meer van.")))
        return
    others = _others(found)
    left, middle, right = st.columns([1, 2, 1], vertical_alignment="bottom")
    some = int(
        left.number_input(t("Hoeveel pakt u om?"), 1, there, 1, key=f"repack_some_{spot[0]}")
    )
    with middle:
        into = _product(t, spot, others)
    made = others.get(into) if into is not None else None
    units = int(
        right.number_input(
            t("Hoeveel worden het er?"),
            1,
            _MOST_UNITS,
            _likely(kind, made, some),
            key=f"repack_units_{spot[0]}_{into}_{some}",
        )
    )
    _weigh(t, kind, made, some, units)
    text = t("De datum, de leverancier en het partijnummer gaan mee. Plak op elk pak een etiket.")
    parts.show(parts.note("info", text))
    st.button(
        t("Pak {some} om", some=amount(t, some, kind.unit)),
        type="primary",
        key="lot_repack",
        disabled=made is None,
        on_click=_book,
        args=(spot, found, some, into, units),
    )


def _others(found: LotCard) -> dict[ItemId, Item]:
    """What is kept as cold, and is something else."""
    with session.view() as work:
        kept = stock_items.all_kept(work)
    line = found.line
    return {
        one.id: one
        for one in kept
        if one.id != line.item.id and one.storage is line.held.lot.storage
    }


def _product(t: Speaker, spot: Spot, others: dict[ItemId, Item]) -> ItemId | None:
    return st.selectbox(
        t("Wat wordt het?"),
        list(others),
        index=None,
        format_func=lambda ident: others[ident].name,
        placeholder=t("Kies een product"),
        key=f"repack_into_{spot[0]}",
    )


def _likely(kind: Item, made: Item | None, some: int) -> int:
    """As many as the weights say; one when these are not known."""
    if made is None or not kind.unit_g or not made.unit_g:
        return 1
    return max(1, min(_MOST_UNITS, some * kind.unit_g // made.unit_g))


def _weigh(t: Speaker, kind: Item, made: Item | None, some: int, units: int) -> None:
    """More than there was cannot be: ask, for the scales may know better than the list."""
    if made is None or not kind.unit_g or not made.unit_g:
        return
    before, after = some * kind.unit_g / 1000, units * made.unit_g / 1000
    text = t(
        "U pakt {before} kg om, en maakt er {after} kg van.",
        before=number(before, t.language, 1),
        after=number(after, t.language, 1),
    )
    parts.show(parts.note("look" if after > before else "info", text))


def _book(spot: Spot, found: LotCard, some: int, into: ItemId, units: int) -> None:
    t, about = session.speak(), f"repack_{spot[0]}_{spot[1]}"
    with session.doing() as work:
        item, _ = stock_items.revision(work, into)
        done = stock_dates.repack(work, spot, some, item, units, tickets.ticket(about))
        text = t(
            "{some} {item} omgepakt tot {made} {into}.",
            some=amount(t, some, found.line.item.unit),
            item=found.line.item.name,
            made=amount(t, units, item.unit),
            into=item.name,
        )
        told.booked(text, done.cause, [lot.id for lot in done.lots])
        tickets.spent(about)
        if some == found.line.held.quantity:
            shelf.close()
