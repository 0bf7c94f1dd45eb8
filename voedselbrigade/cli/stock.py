"""The stock on the command line: receive, issue, report and undo; the rest stands beside it."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Annotated, Any

import typer

from voedselbrigade.cli import (
    stock_ahead,
    stock_lists,
    stock_lots,
    stock_paper,
    stock_parcels,
    stock_recall,
    stock_shop,
)
from voedselbrigade.cli.desk import Desk, a_day, desk_of, write_json
from voedselbrigade.cli.stock_desk import (
    HubName,
    ItemName,
    JsonOut,
    Quantity,
    dated,
    hub_of,
    item_of,
    letters,
    lot_json,
    movement_json,
    pack_date,
)
from voedselbrigade.domain.clock import OFFICE_ZONE
from voedselbrigade.domain.places import Hub, HubId
from voedselbrigade.errors import Fact, NotFound, NotPossible, WrongWords
from voedselbrigade.services import stock_items, stocking
from voedselbrigade.services.stocking import Booked, Delivered, Issued, OnHand
from voedselbrigade.stock.barcodes import looks_like_ean
from voedselbrigade.stock.lots import Item, ItemId, PlaceId, PlaceRole, Storage, in_packs
from voedselbrigade.stock.pack_dates import doubt


def add_to(app: typer.Typer) -> None:
    stock = typer.Typer(help="Voorraad: wat er ligt, tot wanneer, en waar het heen ging.")
    for command in (receive, issue, report, undo):
        stock.command(command.__name__)(command)
    stock_lists.add_to(stock)
    stock_recall.add_to(stock)
    stock_lots.add_to(stock)
    stock_ahead.add_to(stock)
    stock_parcels.add_to(stock)
    stock_shop.add_to(stock)
    stock_paper.add_to(stock)
    app.add_typer(stock, name="stock", no_args_is_help=True)


# receive -----------------------------------------------------------------------------------------


def receive(
    context: typer.Context,
    hub: HubName,
    item: ItemName,
    quantity: Quantity,
    day: Annotated[
        str | None, typer.Option("--date", metavar="DATUM", help="Wat op het pak staat.")
    ] = None,
    kind: Annotated[str | None, typer.Option(metavar="SOORT", help="tht, tgt of none.")] = None,
    supplier: Annotated[str, typer.Option(metavar="NAAM", help="Van wie het komt.")] = "",
    batch: Annotated[str, typer.Option(metavar="CODE", help="Het nummer van de maker.")] = "",
    price: Annotated[int, typer.Option(metavar="CENT", min=0, help="Per stuk, in cent.")] = 0,
    shelf: Annotated[str | None, typer.Option(metavar="PLAATS", help="Schap, zoals K1.")] = None,
    storage: Annotated[
        Storage | None, typer.Option(metavar="BEWAREN", help="ambient, chilled, frozen of hot.")
    ] = None,
    category: Annotated[str, typer.Option(metavar="SOORT", help="Uit de tabel.")] = "",
    cause: Annotated[str, typer.Option(metavar="TEKST", help="Telt maar één keer.")] = "",
    yes: Annotated[bool, typer.Option("--yes", help="Ja, dit aantal en deze datum.")] = False,
    json_out: JsonOut = None,
) -> int:
    """Boek wat er binnenkomt."""
    desk = desk_of(context)
    where, ends_on = hub_of(desk, hub), pack_date(desk, day)
    letters_ = letters(kind, ends_on)
    what, fresh = _item_or_new(desk, item, storage, category)
    place = _shelf(desk, where, shelf, what.storage) if shelf else None
    came = Delivered(what.id, quantity, letters_, ends_on, supplier, batch, price, place)
    if not yes:
        _ask(desk, came)
    with desk.home.work(desk.actor) as work:
        done = stocking.receive(work, where.id, came, cause)
    notes = ([Fact.of("stock.item_new", item=what.name)] if fresh else []) + [*done.warnings]
    desk.say_facts(notes, json_out)
    _tell(desk, what, quantity, done, json_out)
    if json_out is not None:
        write_json(json_out, _booked_json(desk, what, done, notes))
    return 0


def _item_or_new(
    desk: Desk, typed: str, storage: Storage | None, category: str
) -> tuple[Item, bool]:
    """The item, or a new one: what stands on the floor must be booked. A code alone has no name."""
    try:
        return item_of(desk, typed), False
    except NotFound:
        if looks_like_ean(typed):
            raise
    made = Item(ItemId(0), typed, category.strip(), storage=storage or Storage.AMBIENT)
    with desk.home.work(desk.actor) as work:
        known = work.store.stock.items.named(typed)  # somebody may just have made it
        return known or stock_items.add(work, made), known is None


def _shelf(desk: Desk, hub: Hub, typed: str, storage: Storage) -> PlaceId:
    """The shelf with this name in the hub, made when it is new."""
    wanted = " ".join(typed.split()).casefold()
    with desk.home.work(desk.actor) as work:
        for place in stock_items.places(work, hub.id):
            names = (place.shelf.casefold(), place.label.casefold())
            if place.role is PlaceRole.SHELF and place.storage is storage and wanted in names:
                return place.id
        return stock_items.add_place(work, hub.id, "", typed, storage).id


def _ask(desk: Desk, came: Delivered) -> None:
    """What would be asked on a screen is refused here; `--yes` is the answer."""
    with desk.home.view(desk.actor) as work:
        found = list(stocking.doubts(work, came))
    if came.ends_on is not None and (far := doubt(came.ends_on, desk.home.now().date())):
        found.append(far)
    if found:
        desk.say_facts(found)
        raise WrongWords("stock.say_yes")


def _tell(desk: Desk, item: Item, quantity: int, done: Booked, json_out: str | None) -> None:
    t = desk.t
    if done.again:
        desk.say(t("Dit was al geboekt. Er is niets veranderd."), json_out)
        return
    lot = done.lots[0].code if done.lots else ""
    desk.say(
        t("{quantity} × {item} geboekt, partij {lot}.", quantity=quantity, item=item.name, lot=lot),
        json_out,
    )
    _tell_undo(desk, done.cause, json_out)


def _tell_undo(desk: Desk, cause: str, json_out: str | None) -> None:
    command = f'voedselbrigade stock undo "{cause}"'
    desk.say(desk.t("Ongedaan maken: {command}", command=command), json_out)


def _booked_json(desk: Desk, item: Item, done: Booked, notes: list[Fact]) -> dict[str, Any]:
    return {
        "cause": done.cause,
        "item": item.name,
        "again": done.again,
        "lots": [lot_json(lot) for lot in done.lots],
        "movements": [movement_json(one) for one in done.movements],
        "warnings": [desk.t.fact(note) for note in notes],
    }


# issue -------------------------------------------------------------------------------------------


def issue(
    context: typer.Context,
    hub: HubName,
    item: ItemName,
    quantity: Quantity,
    cause: Annotated[
        str, typer.Option(metavar="TEKST", help="Waarvoor; dezelfde tekst telt één keer.")
    ],
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATUM", help="De dag van uitgeven.")
    ] = None,
    gone: Annotated[
        bool, typer.Option("--gone", help="Het is al weg: een tekort mag blijken.")
    ] = False,
    json_out: JsonOut = None,
) -> int:
    """Geef uit, wat het eerst op moet het eerst."""
    desk = desk_of(context)
    where, what = hub_of(desk, hub), item_of(desk, item)
    day = a_day(on, desk.home.now().date()) if on else None
    try:
        with desk.home.work(desk.actor) as work:
            done = stocking.issue(work, where.id, what.id, quantity, cause, day, gone=gone)
    except NotPossible:
        _tell_refused(desk, where, what, quantity, day)
        raise
    _tell_issued(desk, what, done, json_out)
    if json_out is not None:
        write_json(json_out, _issued_json(desk, what, done))
    return 0


def _tell_refused(desk: Desk, hub: Hub, item: Item, quantity: int, day: date | None) -> None:
    """Why lots that lie there may not go, before the sentence that nothing was booked."""
    with desk.home.view(desk.actor) as work:
        offered = stocking.offer(work, hub.id, item.id, quantity, day)
    for one in offered.refused:
        desk.err.print(f"- {desk.t.fact(one.reason)}", markup=False)


def _tell_issued(desk: Desk, item: Item, done: Issued, json_out: str | None) -> None:
    t = desk.t
    if done.again:
        desk.say(t("Dit was al geboekt. Er is niets veranderd."), json_out)
    for held, quantity in done.taken:
        text = t("{n} × {item}, partij {lot}", n=quantity, item=item.name, lot=held.lot.code)
        desk.say(f"{held.place.label or '·'} {text}", json_out)
    if done.short:
        text = t.many(
            "In de boeken was er {n} te weinig. Tel {item} na.",
            "In de boeken waren er {n} te weinig. Tel {item} na.",
            done.short,
            item=item.name,
        )
        desk.say(text, json_out)
    if not done.again:
        _tell_undo(desk, done.cause, json_out)


def _issued_json(desk: Desk, item: Item, done: Issued) -> dict[str, Any]:
    return {
        "cause": done.cause,
        "item": item.name,
        "again": done.again,
        "short": done.short,
        "taken": [
            lot_json(held.lot) | {"quantity": quantity, "place": held.place.label}
            for held, quantity in done.taken
        ],
        "refused": [
            lot_json(one.held.lot)
            | {"quantity": one.held.quantity, "reason": desk.t.fact(one.reason)}
            for one in done.refused
        ],
        "movements": [movement_json(one) for one in done.movements],
    }


# report ------------------------------------------------------------------------------------------


def report(
    context: typer.Context,
    hub: Annotated[str | None, typer.Option(metavar="LOCATIE", help="Naam of nummer.")] = None,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATUM", help="Aan het eind van die dag.")
    ] = None,
    json_out: JsonOut = None,
) -> int:
    """Wat ligt er, waar, en tot wanneer?"""
    desk = desk_of(context)
    where = hub_of(desk, hub) if hub else None
    lines = _lines_on(desk, where, on)
    with desk.home.view(desk.actor) as work:
        hubs = {one.id: one for one in ([where] if where else work.store.hubs.all())}
    found: dict[HubId, list[OnHand]] = {where.id: []} if where else {}
    for line in lines:
        found.setdefault(line.held.place.hub, []).append(line)
    for ident in sorted(found, key=lambda one: hubs[one].name.casefold()):
        desk.say(hubs[ident].name, json_out)
        for line in found[ident]:
            desk.say(f"  {_line(desk, line)}", json_out)
        if not found[ident]:
            desk.say(desk.t("  Hier ligt niets."), json_out)
    if json_out is not None:
        data = [
            {"hub": hubs[ident].name, "lines": [_line_json(one) for one in of]}
            for ident, of in sorted(found.items(), key=lambda pair: hubs[pair[0]].name.casefold())
        ]
        write_json(json_out, {"hubs": data})
    return 0


def _line(desk: Desk, line: OnHand) -> str:
    """`K1 18 × Melk, 1 doos van 12 + 6 los, TGT di 24-11-2026, P-000001`"""
    held, t = line.held, desk.t
    boxes, loose = in_packs(held.quantity, line.item.pack)
    parts = [f"{held.quantity} × {line.item.name}"]
    if boxes:
        pack = line.item.pack
        more = t.many("{n} doos van {pack}", "{n} dozen van {pack}", boxes, pack=pack)
        parts.append(more if not loose else t("{more} + {loose} los", more=more, loose=loose))
    parts += [dated(desk, held.lot), held.lot.code]
    if held.quantity < 0:
        parts.append(t("tekort: tel dit na"))
    if held.lot.blocked:
        parts.append(t("geblokkeerd"))
    if held.place.role is PlaceRole.ROAD:
        parts.append(t("onderweg hierheen"))
    return f"{held.place.label} {', '.join(parts)}".strip()


def _lines_on(desk: Desk, hub: Hub | None, on: str | None) -> tuple[OnHand, ...]:
    ident = hub.id if hub else None
    today = desk.home.now().date()
    day = a_day(on, today) if on else today
    with desk.home.view(desk.actor) as work:
        if day >= today:
            return stocking.on_hand(work, ident)
        moment = datetime.combine(day, time.max, OFFICE_ZONE)
        return stocking.on_hand_at(work, moment, ident)


def _line_json(line: OnHand) -> dict[str, Any]:
    held = line.held
    return {
        "item": line.item.name,
        "quantity": held.quantity,
        "unit": line.item.unit,
        **lot_json(held.lot),
        "place": held.place.label,
        "blocked": held.lot.blocked,
        "reserved": held.reserved,
        "on_the_road": held.place.role is PlaceRole.ROAD,
    }


# undo --------------------------------------------------------------------------------------------


def undo(
    context: typer.Context,
    cause: Annotated[str, typer.Argument(metavar="BOEKING", help="Zoals bij het boeken stond.")],
    json_out: JsonOut = None,
) -> int:
    """Maak een boeking ongedaan."""
    desk = desk_of(context)
    with desk.home.work(desk.actor) as work:
        done = stocking.undo(work, cause)
    text = desk.t("Dit was al ongedaan gemaakt.") if done.again else desk.t("Ongedaan gemaakt.")
    desk.say(text, json_out)
    if json_out is not None:
        movements = [movement_json(one) for one in done.movements]
        write_json(json_out, {"cause": cause, "again": done.again, "movements": movements})
    return 0
