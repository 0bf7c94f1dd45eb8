"""Days for tests: a kitchen, volunteers and recipients in a home, planned without a process."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from tests.make import TUESDAY, account, address, hub, located, recipient, volunteer
from voedselbrigade.adapters.roads import StraightLine
from voedselbrigade.domain.access import Account
from voedselbrigade.domain.people import Recipient, Volunteer
from voedselbrigade.domain.places import Hub
from voedselbrigade.domain.plans import Plan, PlannedStop, StopStatus
from voedselbrigade.routing.engines import Limits, Run
from voedselbrigade.routing.engines.insertion import Insertion
from voedselbrigade.routing.explanation import explain
from voedselbrigade.routing.problem import Problem
from voedselbrigade.routing.replanning import Mode, planned
from voedselbrigade.services import planning, publishing
from voedselbrigade.services.publishing import Published
from voedselbrigade.services.searching import Found, SearchOrder, SearchProgress, Watch
from voedselbrigade.wiring import Home

INSERTION = SearchOrder(engine="insertion", steps=1)


class HereSolver:
    """The insertion engine in this process, or a plan that is mended: always the same answer."""

    def solve(self, problem: Problem, order: SearchOrder, watch: Watch) -> Found | None:
        watch.told(SearchProgress(0.0, order.seconds, 0, len(problem.stops)))
        mode = order.mode or Mode.EVERYTHING
        solution = planned(Insertion(), problem, mode, Run(Limits(steps=1))).solution
        return Found(solution, "insertion", reasons=explain(problem, solution))


@dataclass
class Office:
    """A home with somebody at the desk: plans, publishes and changes people's records."""

    home: Home
    actor: Account

    def add(self, *values: Recipient | Volunteer | Hub) -> list[Any]:
        """Keep these people and hubs; hands them out with their ids."""
        kept: list[Any] = []
        with self.home.work(self.actor) as work:
            for value in values:
                kept.append(self._records(work, value).add(value, work.cause()))
        return kept

    def change(self, *values: Recipient | Volunteer | Hub) -> None:
        with self.home.work(self.actor) as work:
            for value in values:
                self._records(work, value).save(value, work.cause())

    def plan(self, day: date = TUESDAY, solver: Any = None, mode: Mode | None = None) -> Plan:
        desk = planning.Desk(
            view=lambda: self.home.view(self.actor),
            work=lambda: self.home.work(self.actor),
            roads=lambda settings: StraightLine(settings.transports),
            solver=solver or HereSolver(),
        )
        plan = planning.plan_day(desk, day, replace(INSERTION, mode=mode))
        assert plan is not None
        return plan

    def publish(self, day: date = TUESDAY, revision: int | None = None) -> Published:
        with self.home.work(self.actor) as work:
            return publishing.publish(work, day, revision)

    def look(self, day: date = TUESDAY) -> publishing.Look:
        with self.home.view(self.actor) as work:
            return publishing.look(work, day)

    def versions(self, day: date = TUESDAY) -> tuple[Plan, ...]:
        with self.home.view(self.actor) as work:
            return work.store.plans.of_day(day)

    @staticmethod
    def _records(work: Any, value: Recipient | Volunteer | Hub) -> Any:
        kinds = {Recipient: "recipients", Volunteer: "volunteers", Hub: "hubs"}
        return getattr(work.store, kinds[type(value)])


def office(home: Home) -> Office:
    return Office(home, account(home))


def small_day(desk: Office, people: int = 5) -> tuple[list[Recipient], list[Volunteer]]:
    """A kitchen in the middle, so many people in a row to the east, and two cyclists."""
    desk.add(hub())
    row = [
        recipient(f"Wit{n}", address=address(n), located=located(0, n))
        for n in range(1, people + 1)
    ]
    return desk.add(*row), desk.add(volunteer("Ineke"), volunteer("Kees"))


def going(plan: Plan) -> list[PlannedStop]:
    return [stop for _, stop in plan.every_stop() if stop.status is StopStatus.PLANNED]


def moved(one: Recipient, **changed: Any) -> Recipient:
    return replace(one, **changed)
