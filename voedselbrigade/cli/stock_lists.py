"""Transfers, counts and what expires on the command line."""

from __future__ import annotations

from typing import Annotated, Any

import typer

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
    lot_number,
    pack_date,
)
from voedselbrigade.domain.places import Hub
from voedselbrigade.errors import WrongWords
from voedselbrigade.services import counting, stock_dates, transferring
from voedselbrigade.services.counting import Sheet
from voedselbrigade.services.stock_arriving import place_for
from voedselbrigade.services.stock_dates import Expiring
from voedselbrigade.services.work import Work
from voedselbrigade.stock.counts import CountId, CountState, LineState
from voedselbrigade.stock.lots import Item
from voedselbrigade.stock.transfers import Transfer, TransferId, TransferState


def add_to(stock: typer.Typer) -> None:
    for command in (transfer, count, expiring):
        stock.command(command.__name__)(command)


# transfer ----------------------------------------------------------------------------------------


def transfer(
    context: typer.Context,
    hub: Annotated[str | None, typer.Option(metavar="LOCATIE", help="Vanwaar.")] = None,
    to: Annotated[str | None, typer.Option("--to", metavar="LOCATIE", help="Waarheen.")] = None,
    item: Annotated[str | None, typer.Option(metavar="PRODUCT", help="Wat.")] = None,
    quantity: Annotated[int | None, typer.Option(metavar="N", help="Aantal stuks.")] = None,
    cause: Annotated[str, typer.Option(metavar="TEKST", help="Telt maar één keer.")] = "",
    arrive: Annotated[
        int | None, typer.Option("--arrive", metavar="NUMMER", help="Deze zending is er.")
    ] = None,
    lot: Annotated[
        str | None, typer.Option(metavar="PARTIJ", help="Met --arrive: van deze partij kwam N.")
    ] = None,
    json_out: JsonOut = None,
) -> int:
    """Verstuur naar een andere locatie, of meld met --arrive wat er aankwam."""
    desk = desk_of(context)
    if arrive is not None:
        done = _arrived(desk, TransferId(arrive), lot, quantity)
    elif hub and to and item and quantity is not None:
        done = _sent(desk, (hub, to), item, quantity, cause)
    else:
        raise WrongWords("stock.transfer_words")
    _tell_transfer(desk, done, json_out)
    return 0


def _sent(desk: Desk, hubs: tuple[str, str], item: str, quantity: int, cause: str) -> Transfer:
    here, there, what = hub_of(desk, hubs[0]), hub_of(desk, hubs[1]), item_of(desk, item)
    name = cause or f"{what.name} {desk.home.now().isoformat(timespec='microseconds')}"
    with desk.home.work(desk.actor) as work:
        return transferring.send(work, here.id, there.id, {what.id: quantity}, name)


def _arrived(desk: Desk, ident: TransferId, lot: str | None, quantity: int | None) -> Transfer:
    with desk.home.work(desk.actor) as work:
        if lot is None and quantity is None:
            return transferring.arrive_all(work, ident)
        known = work.store.stock.transfers.get(ident)
        lots = [line.lot for line in known.lines]
        chosen = lot_number(lot) if lot else lots[0]
        if lot is None and len(lots) > 1:
            codes = tuple(f"P-{one:06d}" for one in lots)
            raise WrongWords("stock.which_lot", item=str(ident), lots=codes)
        line = known.line(chosen)
        arrived = quantity if quantity is not None or line is None else line.sent
        return transferring.arrive(work, ident, chosen, arrived or 0)


def _tell_transfer(desk: Desk, done: Transfer, json_out: str | None) -> None:
    t = desk.t
    if done.state is TransferState.SENT:
        text = t(
            "Verzending {id} is onderweg. Aangekomen: stock transfer --arrive {id}", id=done.id
        )
        desk.say(text, json_out)
    else:
        desk.say(t("Verzending {id} is aangekomen.", id=done.id), json_out)
    for line in done.lines:
        if line.difference:
            sent, arrived = line.sent, line.arrived
            text = t(
                "P-{lot:06d}: {sent} verstuurd, {arrived} aangekomen.",
                lot=line.lot,
                sent=sent,
                arrived=arrived,
            )
            desk.say(text, json_out)
    if json_out is not None:
        lines = [
            {
                "lot": f"P-{one.lot:06d}",
                "sent": one.sent,
                "arrived": one.arrived,
                "difference": one.difference,
            }
            for one in done.lines
        ]
        state = done.state.value
        write_json(json_out, {"transfer": done.id, "state": state, "lines": lines})


# count -------------------------------------------------------------------------------------------


def count(
    context: typer.Context,
    hub: HubName,
    item: ItemName,
    quantity: Quantity,
    lot: Annotated[
        str | None, typer.Option(metavar="PARTIJ", help="Nodig als er meer partijen liggen.")
    ] = None,
    day: Annotated[
        str | None,
        typer.Option("--date", metavar="DATUM", help="Van wat niet in de boeken is."),
    ] = None,
    kind: Annotated[str | None, typer.Option(metavar="SOORT", help="tht, tgt of none.")] = None,
    json_out: JsonOut = None,
) -> int:
    """Tel een product. Is er verschil, dan telt iemand anders (--as NAAM) het nog eens."""
    desk = desk_of(context)
    where, what = hub_of(desk, hub), item_of(desk, item)
    ends_on = pack_date(desk, day)
    with desk.home.work(desk.actor) as work:
        ident = counting.start(work, where.id, item=what.id).id
        if ends_on is not None:
            place = place_for(work.store.stock, where.id, what, None, what.storage).id
            chosen = letters(kind, ends_on)
            counting.found_too(work, ident, what.id, chosen, ends_on, place, quantity)
        else:
            _note(work, ident, where, what, lot, quantity)
        seen = counting.sheet(work, ident)
        if _may_be_booked(seen, work):
            counting.book(work, ident)
            seen = counting.sheet(work, ident)
    _tell_count(desk, seen, json_out)
    return 0


def _note(work: Work, ident: CountId, hub: Hub, item: Item, lot: str | None, n: int) -> None:
    """Of one lot; when none lies here any more it is the one that was here last."""
    rows = [row for row in counting.sheet(work, ident).rows if row.item.id == item.id]
    if lot is not None:
        wanted = lot_number(lot)
        rows = [row for row in rows if row.lot.id == wanted]
    if not rows:
        place = place_for(work.store.stock, hub.id, item, None, item.storage).id
        counting.found_too(work, ident, item.id, letters(None, None), None, place, n)
        return
    if len(rows) > 1:
        codes = tuple(dict.fromkeys(row.lot.code for row in rows))
        raise WrongWords("stock.which_lot", item=item.name, lots=codes)
    counting.note(work, ident, rows[0].line.spot, n)


def _may_be_booked(seen: Sheet, work: Work) -> bool:
    """Nothing open, and a second person where something differs."""
    notes = work.store.stock.counts.notes(seen.count.id)
    first = {note.by for note in notes if note.round == 1}
    differs = any(row.line.difference for row in seen.rows)
    return not seen.open and not (differs and work.actor.name in first)


def _tell_count(desk: Desk, seen: Sheet, json_out: str | None) -> None:
    t = desk.t
    for row in seen.rows:
        state = t.term("count_line", row.line.state)
        desk.say(f"{row.place.label} {row.item.name}, {row.lot.code}: {state}".strip(), json_out)
    booked = seen.count.state is CountState.BOOKED
    if booked:
        desk.say(t("De telling is geboekt."), json_out)
    elif any(row.line.state is not LineState.TO_COUNT for row in seen.open):
        desk.say(t("Bewaard. Laat iemand anders dit ook tellen, met --as NAAM."), json_out)
    else:
        desk.say(t("Bewaard. U kunt later verder tellen."), json_out)
    if json_out is not None:
        rows = [
            lot_json(row.lot)
            | {
                "item": row.item.name,
                "place": row.place.label,
                "state": row.line.state.value,
                "difference": row.line.difference,
            }
            for row in seen.rows
        ]
        write_json(json_out, {"count": seen.count.id, "booked": booked, "lines": rows})


# expiring ----------------------------------------------------------------------------------------


def expiring(
    context: typer.Context,
    hub: Annotated[str | None, typer.Option(metavar="LOCATIE", help="Naam of nummer.")] = None,
    days: Annotated[int, typer.Option(metavar="N", min=0, help="Zoveel dagen vooruit.")] = 7,
    on: Annotated[str | None, typer.Option("--on", metavar="DATUM", help="Gezien van.")] = None,
    json_out: JsonOut = None,
) -> int:
    """Wat moet weg, wat mag niet meer, en wat kan nog in de vriezer?"""
    desk = desk_of(context)
    where = hub_of(desk, hub).id if hub else None
    day = a_day(on, desk.home.now().date()) if on else None
    with desk.home.view(desk.actor) as work:
        found = stock_dates.expiring(work, where, days, day)
        names = {one.id: one.name for one in work.store.hubs.all()}
    for one in found:
        desk.say(_expiring(desk, one, names[one.held.place.hub]), json_out)
    if not found:
        desk.say(desk.t("Er is nu niets dringends."), json_out)
    if json_out is not None:
        lines = [_expiring_json(desk, one, names[one.held.place.hub]) for one in found]
        write_json(json_out, {"on": (day or desk.home.now().date()).isoformat(), "lines": lines})
    return 0


def _expiring(desk: Desk, one: Expiring, hub: str) -> str:
    if one.reason is not None:
        return f"✗ {hub}, {one.held.quantity} × {desk.t.fact(one.reason)}"
    words = [hub, f"{one.held.quantity} × {one.item.name}", one.held.lot.code]
    words.append(dated(desk, one.held.lot))
    if one.freeze:
        words.append(desk.t("invriezen kan: dan tot {day:date}", day=one.freeze))
    return ", ".join(words)


def _expiring_json(desk: Desk, one: Expiring, hub: str) -> dict[str, Any]:
    return {
        "hub": hub,
        "item": one.item.name,
        "quantity": one.held.quantity,
        **lot_json(one.held.lot),
        "place": one.held.place.label,
        "until": one.until.isoformat(),
        "may_be_given": one.reason is None,
        "reason": desk.t.fact(one.reason) if one.reason else None,
        "freeze_until": one.freeze.isoformat() if one.freeze else None,
    }
