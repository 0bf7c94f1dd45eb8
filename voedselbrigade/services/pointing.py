"""Who is meant by what was typed: a stop on paper (R08-3), a number, or part of a name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date

from voedselbrigade.domain.hand_moves import going
from voedselbrigade.domain.numbering import parse_route_code
from voedselbrigade.domain.people import Recipient, RecipientId, VolunteerId
from voedselbrigade.domain.plans import Plan, PlannedRoute
from voedselbrigade.errors import NotFound, WrongWords
from voedselbrigade.services.move_table import Table
from voedselbrigade.words import speaker
from voedselbrigade.words.names import addressed

_STOP = re.compile(r"R ?([0-9]{1,6})[ /:.-]+([0-9]{1,6}[a-z]{0,4})", re.IGNORECASE)
_ROUTE = re.compile(r"R ?[0-9]{1,6}", re.IGNORECASE)
_NUMBER = re.compile(r"#?([0-9]{1,12})")
_MOST_NAMED = 6
_LONGEST_SHOWN = 40


def recipient(table: Table, typed: str) -> RecipientId:
    """Who gets food: `R08-3` or `R08 3a` (the stop), `12` (the person's number in the program), or
    part of a name. Raises NotFound, or WrongWords when it may be several."""
    words = " ".join(typed.split())
    stop = _STOP.fullmatch(words)
    if stop:
        return _at_stop(table.plan, parse_route_code(f"R{stop[1]}") or "", stop[2].lower())
    names = _people(table)
    number = _NUMBER.fullmatch(words)
    if number and int(number[1]) in names:
        return RecipientId(int(number[1]))
    return RecipientId(_one(table.plan.day, words, names, "hand.nobody_called"))


def among(people: Iterable[Recipient], typed: str, day: date) -> RecipientId:
    """One of these people, by number or part of a name. Raises NotFound, or WrongWords when it may
    be several."""
    t, words = speaker("nl"), " ".join(typed.split())
    names = {int(one.id): addressed(one.name, t) for one in people}
    number = _NUMBER.fullmatch(words)
    if number and int(number[1]) in names:
        return RecipientId(int(number[1]))
    return RecipientId(_one(day, words, names, "hand.nobody_called"))


def vehicles(table: Table, typed: str) -> tuple[int, ...]:
    """The turns of a volunteer: by route (`R08`), number or part of a name. Raises NotFound, or
    WrongWords when it may be several."""
    words = " ".join(typed.split())
    if _ROUTE.fullmatch(words):
        code = parse_route_code(words)
        found = tuple(v for v, route in table.rides.items() if route.code == code)
        if not found:
            day = table.plan.day.isoformat()
            raise NotFound("hand.no_such_route", route=words[:_LONGEST_SHOWN], day=day)
        return found
    turns = table.model.turns
    names = {int(turn.volunteer.id): turn.volunteer.name.plain for turn in turns}
    number = _NUMBER.fullmatch(words)
    if number and int(number[1]) in names:
        wanted = int(number[1])
    else:
        wanted = _one(table.plan.day, words, names, "hand.no_such_volunteer")
    return tuple(i for i, turn in enumerate(turns) if turn.volunteer.id == VolunteerId(wanted))


def nobodys(table: Table, typed: str) -> PlannedRoute | None:
    """The route whose volunteer does not come any more, by code or by that volunteer's name."""
    words = " ".join(typed.split())
    code = parse_route_code(words) if _ROUTE.fullmatch(words) else None
    name = words.casefold()
    found = [
        route
        for route in table.nobodys
        if route.code == code or (len(name) > 1 and name in route.volunteer_name.casefold())
    ]
    return found[0] if len(found) == 1 else None


def _at_stop(plan: Plan, code: str, number: str) -> RecipientId:
    route = plan.route(code)
    if route is None:
        raise NotFound("hand.no_such_route", route=code, day=plan.day.isoformat())
    for stop in going(route):
        if stop.number == number:
            return stop.recipient
    raise NotFound("hand.no_such_stop", route=code, stop=number)


def _people(table: Table) -> dict[int, str]:
    """Everyone in the plan or due, by number."""
    t, plan = speaker("nl"), table.plan
    named = {int(due.recipient.id): addressed(due.recipient.name, t) for due in table.sight.day.due}
    named |= {int(one.recipient): one.name for one in plan.left_out}
    return named | {int(s.recipient): s.name for route in plan.routes for s in going(route)}


def _one(day: date, typed: str, names: Mapping[int, str], nobody: str) -> int:
    wanted = typed.casefold()
    found = [key for key, name in names.items() if wanted and wanted in name.casefold()]
    whole = [key for key in found if names[key].casefold() == wanted]
    ends = [key for key in found if names[key].casefold().endswith(f" {wanted}")]
    best = whole or ends or found
    shown = typed[:_LONGEST_SHOWN]
    if not best:
        raise NotFound(nobody, typed=shown, day=day.isoformat())
    if len(best) > 1:
        told = [f"{names[key]} ({key})" for key in best[:_MOST_NAMED]]
        more = ("…",) if len(best) > _MOST_NAMED else ()
        raise WrongWords("hand.several_called", typed=shown, names=(*told, *more))
    return best[0]
