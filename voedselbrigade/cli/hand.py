"""The dispatcher's hand on the command line: move, swap, take back, forget, and compare."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Annotated

import typer

from voedselbrigade.cli.desk import Desk, a_day, desk_of, write_json
from voedselbrigade.cli.hand_json import comparison_json, fits_json, offer_json, undone_json
from voedselbrigade.cli.planning import Day, say_lines, tell_changes
from voedselbrigade.domain.plan_comparison import Comparison, Totals
from voedselbrigade.domain.plans import RuleBreach
from voedselbrigade.errors import WrongWords
from voedselbrigade.services import (
    fitting,
    hand_deeds,
    move_table,
    moving,
    pointing,
    reviewing,
)
from voedselbrigade.services.fitting import Fitting
from voedselbrigade.services.hand_offers import Offer
from voedselbrigade.services.move_table import Table
from voedselbrigade.words import Speaker
from voedselbrigade.words.formats import more_kilometres, more_minutes

_NOT_ALLOWED = 1

Who = Annotated[
    str, typer.Argument(metavar="WIE", help="Stop (R08-3), nummer of naam van wie eten krijgt.")
]
Why = Annotated[
    str, typer.Option("--why", metavar="TEKST", help="De reden om een regel te breken.")
]
Check = Annotated[
    bool, typer.Option("--check", help="Zeg alleen wat het zou betekenen. Er verandert niets.")
]
JsonFile = Annotated[
    str | None,
    typer.Option("--json", metavar="BESTAND", help="Het antwoord als JSON; - is het scherm."),
]


def add_to(app: typer.Typer) -> None:
    for command in (move, swap, undo_move, fits, forget_move, compare):
        app.command(command.__name__.replace("_", "-"))(command)


# move and swap -----------------------------------------------------------------------------------


def move(
    context: typer.Context,
    day: Day,
    who: Who,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="WIE", help="Naar deze vrijwilliger: naam, nummer of route."),
    ] = None,
    at: Annotated[
        int | None,
        typer.Option("--at", metavar="N", help="Als zoveelste adres; anders de beste plek."),
    ] = None,
    off: Annotated[bool, typer.Option("--off", help="Van de route af, naar niemand.")] = False,
    why: Why = "",
    check: Check = False,
    json_out: JsonFile = None,
) -> int:
    """Zet iemand met de hand op een andere route of plek. Zonder --to: waar het het beste past."""
    if off and (to is not None or at is not None):
        raise WrongWords("hand.off_or_to")
    if at is not None and to is None:
        raise WrongWords("hand.at_without_to")

    def asked(table: Table) -> Offer:
        recipient = pointing.recipient(table, who)
        if off:
            return hand_deeds.taken_out(table, recipient)
        if to is None:
            return hand_deeds.moved_best(table, recipient)
        return hand_deeds.moved(table, recipient, pointing.vehicles(table, to), at)

    return _offer(desk_of(context), day, asked, why, check, json_out)


def swap(
    context: typer.Context,
    day: Day,
    one: Annotated[str, typer.Argument(metavar="WIE", help="Naam, nummer of route (R08).")],
    other: Annotated[str, typer.Argument(metavar="MET", help="Naam, nummer of route (R09).")],
    why: Why = "",
    check: Check = False,
    json_out: JsonFile = None,
) -> int:
    """Laat twee vrijwilligers van route wisselen, of een route overnemen."""

    def asked(table: Table) -> Offer:
        for left, right in ((one, other), (other, one)):
            route = pointing.nobodys(table, left)
            if route is not None:
                return hand_deeds.taken_over(table, route, pointing.vehicles(table, right)[0])
        first, second = pointing.vehicles(table, one), pointing.vehicles(table, other)
        return hand_deeds.swapped(table, first[0], second[0])

    return _offer(desk_of(context), day, asked, why, check, json_out)


def _offer(
    desk: Desk,
    day: str,
    asked: Callable[[Table], Offer],
    why: str,
    check: bool,
    json_out: str | None,
) -> int:
    """Work out what is asked, tell it, and make it unless it is only looked at."""
    wanted = a_day(day, desk.home.now().date())
    offer = asked(_table(desk, wanted))
    _tell_offer(desk, offer, json_out)
    told = offer_json(offer, desk.t)
    made = not check and not offer.never and bool(offer.allowed or why.strip())
    if made:
        with desk.home.work(desk.actor) as work:
            moving.make(work, offer, why)
        desk.say(desk.t("Gedaan, in het concept. Publiceer het om het te laten gelden."), json_out)
    elif offer.never:
        desk.say(desk.t("Dit kan nooit, ook niet met een reden."), json_out)
    elif not offer.allowed:
        desk.say(desk.t("Niet gedaan. Toch doen? Geef een reden met --why."), json_out)
    if json_out is not None:
        write_json(json_out, {**told, "done": made, "why": why.strip() if made else ""})
    return 0 if made or (check and offer.allowed) else _NOT_ALLOWED


def _table(desk: Desk, day: date) -> Table:
    with desk.home.view(desk.actor) as work:
        sight = move_table.look(work, day)
    return desk.home.laid(sight)


def _tell_offer(desk: Desk, offer: Offer, json_out: str | None) -> None:
    t = desk.t
    desk.say_facts((offer.deed.fact, *offer.notes), json_out)
    for share in offer.shares:
        line = t(
            "{route} {name}: {more} min, {km} km.",
            route=share.route,
            name=share.name,
            more=more_minutes(share.added_s),
            km=more_kilometres(share.added_m, t.language),
        )
        desk.say(line, json_out)
    if offer.new:
        lines = [_broken(t, one) for one in offer.new]
        say_lines(desk, t("Dit breekt een regel:"), lines, json_out)


def _broken(t: Speaker, one: RuleBreach) -> str:
    where = ", ".join(filter(None, (one.route, str(one.fact.values.get("name", "")))))
    return f"{where}: {t.fact(one.fact)}" if where else t.fact(one.fact)


# undo-move ---------------------------------------------------------------------------------------


def undo_move(
    context: typer.Context,
    day: Day,
    json_out: JsonFile = None,
) -> int:
    """Neem de laatste verandering met de hand terug. Ook na publiceren: dan als nieuw concept."""
    desk = desk_of(context)
    with desk.home.work(desk.actor) as work:
        done = moving.undo(work, a_day(day, desk.home.now().date()))
    what = desk.t.fact(done.move.fact)
    desk.say(desk.t("Teruggenomen: {what}", what=what), json_out)
    if json_out is not None:
        write_json(json_out, undone_json(done, desk.t))
    return 0


# fits --------------------------------------------------------------------------------------------


def fits(context: typer.Context, day: Day, who: Who, json_out: JsonFile = None) -> int:
    """Bij wie past deze persoon het beste? Alle vrijwilligers, met de minuten of waarom niet."""
    desk = desk_of(context)
    table = _table(desk, a_day(day, desk.home.now().date()))
    recipient = pointing.recipient(table, who)
    found = fitting.ranked(table, recipient)
    with desk.home.view(desk.actor) as work:
        before = moving.chosen(work, recipient, table.plan.day)
    for one in found:
        desk.say(_fit_line(desk.t, one), json_out)
    desk.say_facts([one.fact for one in before], json_out)
    if json_out is not None:
        write_json(json_out, fits_json(table, recipient, found, desk.t))
    return 0


def _fit_line(t: Speaker, one: Fitting) -> str:
    name = f"{one.route} {one.name}" if one.route else one.name
    if one.added_s is None:
        return t("{name}: kan niet: {rules:term.rule}.", name=name, rules=one.rules)
    words = t(
        "{name}: {more} min, als adres {at}", name=name, more=more_minutes(one.added_s), at=one.at
    )
    tags = [t("nu hier")] if one.here else []
    tags += [t("bekend gezicht")] if one.familiar else []
    return f"{words} ({', '.join(tags)})" if tags else words


def forget_move(
    context: typer.Context,
    day: Day,
    who: Annotated[str, typer.Argument(metavar="WIE", help="Nummer of naam van wie eten krijgt.")],
) -> int:
    """Vergeet een keuze met de hand van deze dag. Ze telt de volgende keer niet meer mee."""
    desk = desk_of(context)
    wanted = a_day(day, desk.home.now().date())
    with desk.home.work(desk.actor) as work:
        recipient = pointing.among(moving.chosen_on(work, wanted), who, wanted)
        moving.throw_away(work, wanted, recipient)
    desk.say(desk.t("Vergeten. Het telt niet meer mee."))
    return 0


# compare -----------------------------------------------------------------------------------------


def compare(
    context: typer.Context,
    day: Day,
    first: Annotated[str, typer.Argument(metavar="[A]", help="Versie (1, 2 …) of concept.")] = "",
    second: Annotated[str, typer.Argument(metavar="[B]", help="Versie (1, 2 …) of concept.")] = "",
    json_out: JsonFile = None,
) -> int:
    """Vergelijk twee plannen van een dag: wat verandert er, voor wie, en welke bladen."""
    desk = desk_of(context)
    wanted = a_day(day, desk.home.now().date())
    with desk.home.view(desk.actor) as work:
        a, b, found = reviewing.compared(work, wanted, first, second)
    t = desk.t
    for name, sums in ((a, found.before), (b, found.after)):
        desk.say(f"{name}: {_sums(t, sums)}", json_out)
    _tell_difference(desk, found, json_out)
    if json_out is not None:
        write_json(json_out, comparison_json(wanted, (a, b), found, t))
    return 0


def _sums(t: Speaker, sums: Totals) -> str:
    parts = (
        t.many("{n} route", "{n} routes", sums.routes),
        t.many("{n} mens", "{n} mensen", sums.people),
        t("{n} niet ingedeeld", n=sums.left_out),
        t("{n} min", n=sums.minutes),
        t("{m:km} km", m=sums.distance_m),
    )
    return ", ".join(parts) + "."


def _tell_difference(desk: Desk, found: Comparison, json_out: str | None) -> None:
    t = desk.t
    if not found.routes and not found.people:
        desk.say(t("Er is geen verschil."), json_out)
        return
    if found.people:
        title = t.many(
            "Voor {n} mens verandert er iets:",
            "Voor {n} mensen verandert er iets:",
            len(found.people),
        )
        say_lines(desk, title, [t.fact(fact) for fact in found.people], json_out)
    tell_changes(desk, found.routes, json_out)
