"""Why somebody is on no route, and what would help: the search's reasons with people's names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from voedselbrigade.domain.delivery_days import Due
from voedselbrigade.domain.plans import LeftOut
from voedselbrigade.errors import Fact
from voedselbrigade.routing.explanation import Reason, Remedy
from voedselbrigade.routing.model import Model
from voedselbrigade.words import speaker
from voedselbrigade.words.names import addressed

REASONS: Mapping[str, str] = {
    "needs": "plan.left_needs",
    "excluded": "plan.left_excluded",
    "lock": "plan.left_lock",
    "unreachable": "plan.left_unreachable",
    "depot": "plan.left_depot",
    "capacity": "plan.left_capacity",
    "stops": "plan.left_stops",
    "window": "plan.left_window",
    "ride": "plan.left_ride",
    "shift": "plan.left_shift",
    "duration": "plan.left_duration",
    "distance": "plan.left_distance",
    "release": "plan.left_release",
    "hours": "plan.left_hours",
    "batch": "plan.left_batch",
    "rest": "plan.left_rest",
    "mixed": "plan.left_mixed",
    "no_vehicles": "plan.left_no_vehicles",
    "possible": "plan.left_possible",
}
"""The fact for each rule that every insertion breaks (`routing.explanation`)."""

REMEDIES: Mapping[str, str] = {
    "remedy.later": "plan.help_later",
    "remedy.earlier": "plan.help_earlier",
    "remedy.ride": "plan.help_ride",
    "remedy.stay_longer": "plan.help_stay_longer",
    "remedy.start_earlier": "plan.help_start_earlier",
    "remedy.room": "plan.help_room",
    "remedy.one_more": "plan.help_one_more",
}


def left_out_of(model: Model, reasons: Iterable[Reason]) -> tuple[LeftOut, ...]:
    """Everyone who is due and on no route: first who was kept back, then who the search left."""
    kept = (left_out(due, reason) for due, reason in model.sorted_out.kept_back)
    return (*kept, *(_explained(model, reason) for reason in reasons))


def left_out(due: Due, reason: Fact, remedy: Fact | None = None) -> LeftOut:
    name = addressed(due.recipient.name, speaker("nl"))
    return LeftOut(due.recipient.id, name, due.portions, reason, remedy)


def _explained(model: Model, reason: Reason) -> LeftOut:
    fact = Fact(REASONS[reason.code], reason.fact.values)
    return left_out(model.riders[reason.stop], fact, _remedy(model, reason.remedy))


def _remedy(model: Model, remedy: Remedy | None) -> Fact | None:
    """Who could do it, and what has to be a little different."""
    if remedy is None or remedy.vehicle is None:
        return None
    volunteer = model.turns[remedy.vehicle].volunteer
    values = {**remedy.fact.values, "volunteer": volunteer.name.plain}
    return Fact(REMEDIES[remedy.fact.code], values)
