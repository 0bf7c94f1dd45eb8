"""Why a stop was left out, and the smallest change that would serve it.

One rule that every place on every route breaks is *the* reason; only when there is none is the
reason `mixed`, with what stands in the way on each vehicle. What "breaks" means is said in `blame`,
and a remedy is told only after it was tried (`remedies`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from voedselbrigade.errors import Fact, Value
from voedselbrigade.routing.blame import ORDER, Blame, Verdict
from voedselbrigade.routing.orders import as_orders
from voedselbrigade.routing.problem import ALL_DAY, Problem, Solution
from voedselbrigade.routing.remedies import Remedies, Remedy

OWN = {"window": "window_others", "ride": "ride_others"}
"""Rules of every stop: it makes a difference whether this one's or somebody else's is broken."""
AT_THE_DOOR = ("window", "ride", "shift", "mixed")
"""Reasons for which another wish at this one door may be the remedy."""


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a stop is on no route. `code` is the one rule that every insertion breaks, or `mixed`,
    `no_vehicles`, `possible`. `rules` has, by vehicle, the rules that every insertion there breaks;
    `some` those vehicles without such a rule, with rules of which every insertion breaks one."""

    stop: int
    code: str
    rules: Mapping[int, tuple[str, ...]]
    fact: Fact
    remedy: Remedy | None = None
    some: Mapping[int, tuple[str, ...]] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        return {
            "stop": self.stop,
            "code": self.code,
            "rules": [[vehicle, list(names)] for vehicle, names in sorted(self.rules.items())],
            "some": [[vehicle, list(names)] for vehicle, names in sorted(self.some.items())],
            "fact": self.fact.as_json(),
            "remedy": self.remedy and self.remedy.as_json(),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Reason:
        given = data["remedy"]
        remedy = given and Remedy(Fact.from_json(given["fact"]), given["vehicle"])
        rules, some = (
            {vehicle: tuple(names) for vehicle, names in data[part]} for part in ("rules", "some")
        )
        return cls(data["stop"], data["code"], rules, Fact.from_json(data["fact"]), remedy, some)


def explain(problem: Problem, solution: Solution) -> tuple[Reason, ...]:
    """A reason for everyone in `solution.left_out`."""
    if not solution.left_out:
        return ()
    if not problem.vehicles:
        nobody = Fact.of("reason.no_vehicles")
        return tuple(Reason(stop, "no_vehicles", {}, nobody) for stop in solution.left_out)
    inquiry = _Inquiry(problem, solution)
    return tuple(inquiry.reason(stop) for stop in solution.left_out)


class _Inquiry:
    """One plan, asked about everyone who is left out."""

    def __init__(self, problem: Problem, solution: Solution) -> None:
        self.problem = problem
        self.blame = Blame(problem, as_orders(solution), solution.left_out)
        self.verdicts: dict[int, dict[int, Verdict]] = {
            stop: {} if self.blame.fits(row) else self.blame.verdicts(row)
            for stop, row in self.blame.row_of.items()
        }
        asking = (stop for stop in self.verdicts if self._code(stop) in AT_THE_DOOR)
        self.remedies = Remedies(self.blame, asking)

    def _code(self, stop: int) -> str:
        verdicts = self.verdicts[stop]
        if not verdicts:
            return "possible"
        everywhere = set(ORDER).intersection(*(one.every for one in verdicts.values()))
        return next((rule for rule in ORDER if rule in everywhere), "mixed")

    def reason(self, stop: int) -> Reason:
        code, verdicts = self._code(stop), self.verdicts[stop]
        if code == "possible":
            return Reason(stop, code, {}, Fact.of("reason.possible"))
        return Reason(
            stop=stop,
            code=code,
            rules={vehicle: one.every for vehicle, one in verdicts.items() if one.every},
            fact=self._fact(code, stop),
            remedy=self.remedies.smallest(stop, code),
            some={vehicle: one.some for vehicle, one in verdicts.items() if one.some},
        )

    # Words ----------------------------------------------------------------------------------------

    def _fact(self, code: str, stop: int) -> Fact:
        row = self.blame.row_of[stop]
        if code in OWN and not self.blame.is_own(code, row):
            return Fact.of(f"reason.{OWN[code]}")
        if code == "capacity":
            return self._full(row)
        return Fact(f"reason.{code}", dict(self._values(code, stop)))

    def _values(self, code: str, stop: int) -> Iterator[tuple[str, Value]]:
        """The numbers that the sentence of a reason needs."""
        asked = self.problem.stops[stop]
        if code == "needs":
            yield "needs", tuple(sorted(asked.needs))
        elif code == "window":
            windows = asked.windows or (ALL_DAY,)
            yield "from_s", min(window.start_s for window in windows)
            yield "until_s", max(window.end_s for window in windows)
        elif code == "ride":
            yield "most_s", asked.max_ride_s or 0
        elif code == "release":
            yield "ready_s", asked.release_s
        elif code == "mixed":
            names = {name for one in self.verdicts[stop].values() for name in one.named}
            yield "rules", tuple(name for name in ORDER if name in names)

    def _full(self, row: int) -> Fact:
        """What there is nowhere room enough for, and how much room there is."""
        stop = self.problem.stops[int(self.blame.stops[row])]
        rooms = self.blame.rooms(row)
        for measure, (need, room) in enumerate(zip(stop.demand, rooms, strict=True)):
            if need > room:
                name = self.problem.measures[measure]
                return Fact.of("reason.capacity", measure=name, need=need, room=room)
        return Fact.of("reason.full")
