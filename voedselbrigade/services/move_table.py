"""A day's plan laid on the table: its people and rounds in numbers, to be asked about any move."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.delivery_days import Due
from voedselbrigade.domain.gathered_days import DeliveryDay
from voedselbrigade.domain.ground import Neighbourhood
from voedselbrigade.domain.hand_moves import at_hand
from voedselbrigade.domain.people import RecipientId
from voedselbrigade.domain.plans import Plan, PlannedRoute, published, refuse_when_begun
from voedselbrigade.domain.supplies import after
from voedselbrigade.errors import Fact, NotFound, NotPossible
from voedselbrigade.routing.model import Model, model_of
from voedselbrigade.routing.moving import Board
from voedselbrigade.routing.problem import Solution
from voedselbrigade.routing.standing import standing_routes
from voedselbrigade.services import travelling
from voedselbrigade.services.gathering import gather
from voedselbrigade.services.ports import Roads
from voedselbrigade.services.work import Subject, Work


@dataclass(frozen=True, slots=True)
class Sight:
    """A day and the plan that a hand works on (the draft, else what holds), as they are now;
    `published` are the versions whose numbers stand."""

    day: DeliveryDay
    plan: Plan
    published: tuple[Plan, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A sight in numbers. `rides`: by vehicle the route of the plan that it rides; a route whose
    volunteer does not come any more is nobody's and not in it."""

    sight: Sight
    model: Model
    board: Board
    rides: Mapping[int, PlannedRoute]
    notes: tuple[Fact, ...] = ()

    @property
    def plan(self) -> Plan:
        return self.sight.plan

    @property
    def nobodys(self) -> tuple[PlannedRoute, ...]:
        """The routes of the plan whose volunteer does not come any more."""
        ridden = {route.code for route in self.rides.values()}
        return tuple(route for route in self.plan.routes if route.code not in ridden)

    def stop_of(self, recipient: RecipientId) -> int:
        """The stop of somebody who can go along. Raises NotPossible with the reason of who cannot,
        NotFound for who is not due on this day."""
        for stop, due in enumerate(self.model.riders):
            if due.recipient.id == recipient:
                return stop
        for due, reason in self.model.sorted_out.kept_back:
            if due.recipient.id == recipient:
                raise NotPossible(reason.code, **reason.values)
        raise NotFound("hand.not_due", day=self.plan.day.isoformat())

    def due(self, recipient: RecipientId) -> Due | None:
        """What somebody is to get on this day, also who cannot go along."""
        return next((due for due in self.sight.day.due if due.recipient.id == recipient), None)


def look(work: Work, day: date) -> Sight:
    """The day and its plan. Raises NotFound when there is no plan, NotPossible for a day that is
    under way or done."""
    work.reading(Action.READ_PLAN, Subject.day(day), "hand")
    versions = work.store.plans.of_day(day)
    refuse_when_begun(versions)
    plan = at_hand(versions)
    if plan is None:
        raise NotFound("plan.none", day=day.isoformat())
    return Sight(gather(work, day), plan, published(versions))


def lay(
    sight: Sight,
    roads: Roads,
    estimate: Roads | None = None,
    neighbourhoods: Sequence[Neighbourhood] = (),
) -> Table:
    """The plan on the table. May wait for the network of streets: no transaction may be open."""
    day = after(replace(sight.day, standing=()), sight.plan.supplies)
    day = travelling.in_neighbourhoods(day, neighbourhoods)
    travel = travelling.travel(day, roads, estimate)
    model = model_of(day, travel.profiles)
    depots = {one.hub.id: index for index, one in enumerate(model.hubs)}
    standing = replace(day, standing=sight.plan.routes)
    found = tuple(standing_routes(standing, model.riders, depots))
    rides = {route.vehicle: planned for planned, route in found}
    routes = tuple(sorted((route for _, route in found), key=lambda route: route.vehicle))
    on = {stop for route in routes for stop in route.stops}
    left_out = tuple(stop for stop in range(len(model.riders)) if stop not in on)
    return Table(
        sight, model, Board(model.problem, Solution(routes, left_out)), rides, travel.notes
    )


def orders_of(table: Table, vehicle: int) -> Iterator[tuple[int, int]]:
    """Every place on a vehicle's round where a stop can be put, as (trip, position)."""
    for trip, (_, stops) in enumerate(table.board.orders.get(vehicle, ())):
        for position in range(len(stops) + 1):
            yield trip, position
