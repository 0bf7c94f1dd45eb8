"""What the commands of the stock share: finding hubs, items and lots, and rows for `--json`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Any

import typer

from voedselbrigade.cli.desk import Desk
from voedselbrigade.cli.house import hub_named
from voedselbrigade.domain.places import Hub, HubId
from voedselbrigade.errors import Fact, NotFound, WrongWords
from voedselbrigade.services import stock_items
from voedselbrigade.services.work import Work
from voedselbrigade.stock.lots import DateKind, Held, Item, Lot, LotId, Movement, PlaceRole
from voedselbrigade.stock.pack_dates import parse_pack_date

HubName = Annotated[str, typer.Option("--hub", metavar="LOCATIE", help="Naam of nummer.")]
ItemName = Annotated[
    str, typer.Option("--item", metavar="PRODUCT", help="Naam, streepjescode of nummer.")
]
Quantity = Annotated[int, typer.Option("--quantity", metavar="N", help="Aantal stuks.")]
JsonOut = Annotated[
    str | None,
    typer.Option("--json", metavar="BESTAND", help="De uitkomst als JSON; - is het scherm."),
]


def hub_of(desk: Desk, typed: str) -> Hub:
    """The hub with this name or number. Raises WrongWords."""
    with desk.home.view(desk.actor) as work:
        return work.store.hubs.get(hub_named(work, typed))


def item_of(desk: Desk, typed: str) -> Item:
    """The item with this name or bar code. Raises NotFound."""
    with desk.home.view(desk.actor) as work:
        return stock_items.find(work, typed)


def pack_date(desk: Desk, typed: str | None) -> date | None:
    """What was typed from a pack. Raises WrongWords with the question to ask again."""
    if typed is None or not typed.strip():
        return None
    found = parse_pack_date(typed, desk.home.now().date())
    if isinstance(found, Fact):
        raise WrongWords(found.code, **found.values)
    return found


def letters(typed: str | None, ends_on: date | None) -> DateKind:
    """The letters on the pack; a date without letters is a THT, of which we know the least."""
    if typed is None:
        return DateKind.NONE if ends_on is None else DateKind.THT
    try:
        return DateKind(typed.strip().casefold())
    except ValueError as error:
        raise WrongWords("stock.no_letters", typed=typed) from error


def lot_number(typed: str) -> LotId:
    """`P-000012` or `12` as on the label. Raises WrongWords."""
    digits = typed.strip().upper().removeprefix("P-").lstrip("0") or "0"
    if not digits.isascii() or not digits.isdigit() or len(digits) > 9:
        raise WrongWords("stock.no_lot", id=typed)
    return LotId(int(digits))


def one_lot(work: Work, hub: HubId, item: Item, typed: str | None) -> Held:
    """The lot that is meant, with where it lies. Raises WrongWords when it is not clear."""
    shelf = [
        held
        for held in work.store.stock.books.shelf(hub, item.id)
        if held.place.role is PlaceRole.SHELF
    ]
    if typed is not None:
        shelf = [held for held in shelf if held.lot.id == lot_number(typed)]
    if not shelf:
        raise NotFound("stock.nothing_here", item=item.name)
    if len(shelf) > 1:
        raise WrongWords("stock.which_lot", item=item.name, lots=tuple(lot_codes(shelf)))
    return shelf[0]


def lot_codes(shelf: Iterable[Held]) -> list[str]:
    return list(dict.fromkeys(held.lot.code for held in shelf))


def lot_json(lot: Lot) -> dict[str, Any]:
    """A lot in every answer: its label, date and letters."""
    return {
        "lot": lot.code,
        "date": lot.ends_on.isoformat() if lot.ends_on else None,
        "date_kind": lot.kind.value,
    }


def movement_json(movement: Movement) -> dict[str, Any]:
    move = movement.move
    return {
        "kind": movement.kind.value,
        "lot": f"P-{move.lot:06d}",
        "quantity": move.quantity,
        "from": None if move.source is None else str(move.source),
        "to": None if move.target is None else str(move.target),
        "undoes": movement.undoes,
    }


def dated(desk: Desk, lot: Lot) -> str:
    """THT di 24-11-2026, or that there is no date."""
    word = desk.t.term("date_kind", lot.kind)
    return word if lot.ends_on is None else desk.t("{word} {day:date}", word=word, day=lot.ends_on)
