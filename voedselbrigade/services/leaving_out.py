"""Why somebody is on no route, and what would help: the search's reasons with people's names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from voedselbrigade.domain.delivery_days import Due
from voedselbrigade.domain.plans import LeftOut, Obstacle
from voedselbrigade.errors import Fact, Value
from voedselbrigade.routing.explanation import Reason
from voedselbrigade.routing.model import Model
from voedselbrigade.routing.remedies import Remedy
from voedselbrigade.words import speaker
from voedselbrigade.words.names import addressed

MOST_RULES = 3

WITH_NAMES: Mapping[str, str] = {
    "remedy.later": "plan.help_later",
    "remedy.earlier": "plan.help_earlier",
    "remedy.ride": "plan.help_ride",
    "remedy.stay_longer": "plan.help_stay_longer",
    "remedy.start_earlier": "plan.help_start_earlier",
    "remedy.room": "plan.help_room",
    "remedy.one_more": "plan.help_one_more",
}
"""What would help, said with the name of the volunteer who could do it."""


def left_out_of(model: Model, reasons: Iterable[Reason]) -> tuple[LeftOut, ...]:
    """Everyone who is due and on no route: first who was kept back, then who the search left."""
    kept = (left_out(due, reason) for due, reason in model.sorted_out.kept_back)
    return (*kept, *(_explained(model, reason) for reason in reasons))


def left_out(due: Due, reason: Fact, remedy: Fact | None = None) -> LeftOut:
    name = addressed(due.recipient.name, speaker("nl"))
    return LeftOut(due.recipient.id, name, due.portions, reason, remedy, crates=due.along.crates)


def _explained(model: Model, reason: Reason) -> LeftOut:
    rider = model.riders[reason.stop]
    fact = _most_in_the_way(reason) if reason.code == "mixed" else reason.fact
    told = left_out(rider, _of_parcels(model, rider, fact), _remedy(model, reason.remedy))
    return replace(told, obstacles=tuple(_obstacles(model, reason)))


def _of_parcels(model: Model, rider: Due, fact: Fact) -> Fact:
    """The reason in crates for whom parcels are brought: nobody counts places in a crate."""
    if fact.code == "reason.depot" and not rider.portions:
        return Fact.of("plan.parcel_depot")
    if not rider.along.crates or fact.values.get("measure") != "crate_places":
        return fact
    places = model.day.settings.meals_per_crate
    need, room = (int(str(fact.values[name])) for name in ("need", "room"))
    return Fact.of("plan.too_many_crates", need=-(-need // places), room=room // places)


def _obstacles(model: Model, reason: Reason) -> Iterator[Obstacle]:
    """Per volunteer what stands in the way; who has two blocks of hours is named for each."""
    for vehicle, turn in enumerate(model.turns):
        rules = reason.rules.get(vehicle) or reason.some.get(vehicle)
        if rules:
            every = vehicle in reason.rules
            yield Obstacle(turn.volunteer.id, turn.volunteer.name.plain, rules, every)


def _most_in_the_way(reason: Reason) -> Fact:
    """Of many rules those that stop most volunteers: a list of everything tells nobody anything."""
    by_vehicle = (*reason.rules.values(), *reason.some.values())
    count = Counter(rule for rules in by_vehicle for rule in rules)
    told = sorted(count, key=lambda rule: (-count[rule], rule))[:MOST_RULES]
    return Fact(reason.fact.code, {**reason.fact.values, "rules": tuple(told)})


def _remedy(model: Model, remedy: Remedy | None) -> Fact | None:
    """Who could do it, and what has to be a little different."""
    if remedy is None:
        return None
    if remedy.vehicle is None:
        return remedy.fact
    volunteer = model.turns[remedy.vehicle].volunteer
    values: dict[str, Value] = {**remedy.fact.values, "volunteer": volunteer.name.plain}
    if values.get("measure") == "crate_places":
        places = model.day.settings.meals_per_crate
        more = -(-int(str(values["more"])) // places)
        return Fact("plan.help_crates", {**values, "more": more})
    return Fact(WITH_NAMES.get(remedy.fact.code, remedy.fact.code), values)
