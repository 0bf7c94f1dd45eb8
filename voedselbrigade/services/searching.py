"""A search in a process of its own: what is asked of it, and the row that tells how it is.

One search per day. Its row in the database is the truth, whichever process or screen asks: who
started it, when it last gave a sign of life, how far it is, how it ended.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Protocol

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.lateness import Late
from voedselbrigade.domain.plans import refuse_when_begun
from voedselbrigade.errors import Conflict, Fact
from voedselbrigade.routing.explanation import Reason
from voedselbrigade.routing.problem import COST_PER_MINUTE, Problem, Solution
from voedselbrigade.routing.replanning import Mode
from voedselbrigade.services.store import SearchRow, SearchRows, SearchState
from voedselbrigade.services.work import Subject, Work

SILENT = timedelta(seconds=30)
"""Who gives no sign of life for this long is gone (a sign comes every second)."""


@dataclass(frozen=True, slots=True)
class SearchOrder:
    """How to search. `steps` stops by work: same input, seed and steps give the same plan;
    `seconds` stops by the clock. `cores`: processes side by side; None: what the machine lets.
    `mode`: what may change; None: as little as can be of a plan that holds, else everything.
    `new_face_min`: what a familiar face is worth in this plan, in minutes; None: as the office
    set it. `late`: a supply of the plan that holds comes later than it says."""

    engine: str = "portfolio"
    seconds: float | None = None
    steps: int | None = None
    seed: int = 0
    cores: int | None = None
    mode: Mode | None = None
    new_face_min: int | None = None
    late: Late | None = None


LEAST = 0.25
"""This part of its time a search gets at least, whatever was done before it."""


def time_left(order: SearchOrder, begun: float) -> SearchOrder:
    """The order with the seconds that are left of it since `begun` (of `time.monotonic`): what has
    to be done before a search is part of its time too."""
    if order.seconds is None:
        return order
    left_s = order.seconds - (time.monotonic() - begun)
    return replace(order, seconds=max(order.seconds * LEAST, left_s))


type Point = tuple[float, int, int]
"""A better plan: after how many seconds, how many stops it serves, at what cost."""
MOST_POINTS = 60


@dataclass(frozen=True, slots=True)
class SearchProgress:
    """How far a search is: the seconds so far, of how many (None: it counts steps), and the best
    plan found: how many stops it serves, of how many, at what cost (tenths of a second). `found`:
    the better plans so far, the first one first."""

    elapsed_s: float
    limit_s: float | None
    served: int
    stops: int
    cost: int | None = None
    found: tuple[Point, ...] = ()

    def further(self, elapsed_s: float, served: int, cost: int | None) -> SearchProgress:
        """The next sign of life; a plan that costs less becomes a point of the curve."""
        found = self.found
        if cost is not None and (not found or cost < found[-1][2]):
            found = (*found, (elapsed_s, served, cost))
        if len(found) > MOST_POINTS:
            found = (found[0], *found[2:-1:2], found[-1])
        return replace(self, elapsed_s=elapsed_s, served=served, cost=cost, found=found)

    def as_values(self) -> dict[str, object]:
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(frozen=True, slots=True)
class Found:
    """The answer of a search: a plan, the engine that made it, what it says of it, and a reason
    for everyone who is left out."""

    solution: Solution
    engine: str
    notes: tuple[Fact, ...] = ()
    reasons: tuple[Reason, ...] = ()


def _unheard(progress: SearchProgress) -> None:
    """Nobody wants to hear how far it is."""


class Wish(StrEnum):
    """What whoever waits for a search wants of it now."""

    GO_ON = "go_on"
    FINISH = "finish"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class Watch:
    """Whoever waits for a search: is told how far it is, and may finish or drop it."""

    told: Callable[[SearchProgress], None] = _unheard
    wish: Callable[[], Wish] = lambda: Wish.GO_ON


class Solver(Protocol):
    """Runs one search apart from this process and waits for it."""

    def solve(self, problem: Problem, order: SearchOrder, watch: Watch) -> Found | None:
        """The best plan within the limits, or so far when told to finish; None when dropped.

        Raises SearchFailed when the process dies or answers nonsense.
        """
        ...


def better_plans(progress: Mapping[str, object]) -> tuple[Point, ...]:
    """The curve of a search as its row keeps it, of plans that serve as many as the last one: the
    price of leaving somebody out is no time, and would hide all else."""
    kept = progress.get("found")
    points = [tuple(one) for one in kept if len(one) == 3] if isinstance(kept, list | tuple) else []
    return tuple(one for one in points if one[1] == points[-1][1])


def better_min(progress: Mapping[str, object]) -> int:
    """How many minutes better a search has made its first plan, work and wishes together."""
    points = better_plans(progress)
    return round((points[0][2] - points[-1][2]) / COST_PER_MINUTE) if points else 0


def course(progress: Mapping[str, object]) -> Fact | None:
    """How far a search came, as a sentence; None for one that found a single plan or none."""
    points = better_plans(progress)
    if len(points) < 2:
        return None
    first_s, last_s = round(points[0][0]), round(points[-1][0])
    return Fact.of("search.course", first_s=first_s, last_s=last_s, better_min=better_min(progress))


# The row -----------------------------------------------------------------------------------------


type Lives = Callable[[int], bool]
"""Whether a process still runs; True when that cannot be told."""


def nobody_knows(pid: int) -> bool:
    """Of a process on another machine only its silence tells."""
    return True


def begin(work: Work, day: date, pid: int, lives: Lives = nobody_knows) -> SearchRow:
    """Claim the day for one search. Raises Conflict when another one is looking for a plan,
    NotPossible when the day has begun."""
    work.doing(Action.PLAN, Subject.day(day))
    refuse_when_begun(work.store.plans.of_day(day))
    clean_up(work.store.searches, work.now, lives)
    row = SearchRow(
        day=day,
        state=SearchState.RUNNING,
        pid=pid,
        started_at=work.now,
        started_by=work.actor.name,
        heartbeat_at=work.now,
    )
    if not work.store.searches.claim(row):
        other = work.store.searches.get(day)
        raise Conflict(
            "plan.searching_already",
            day=day.isoformat(),
            who=other.started_by if other else "",
        )
    return row


def state(work: Work, day: date) -> SearchRow | None:
    """How the search for this day is, or how the last one ended."""
    work.reading(Action.READ_PLAN, Subject.day(day))
    row = work.store.searches.get(day)
    if row is not None and _silent(row, work.now):
        return replace(row, state=SearchState.FAILED, problem=Fact.of("plan.search_lost"))
    return row


def cancel(work: Work, day: date) -> None:
    """Ask to drop the search; whichever process runs it sees so within a second or two."""
    work.doing(Action.PLAN, Subject.day(day))
    row = work.store.searches.get(day)
    if row is not None and row.state is SearchState.RUNNING:
        work.store.searches.save(replace(row, cancel_asked=True))


def finish(work: Work, day: date) -> None:
    """Ask for the best plan so far, now."""
    work.doing(Action.PLAN, Subject.day(day))
    row = work.store.searches.get(day)
    if row is not None and row.state is SearchState.RUNNING:
        work.store.searches.save(replace(row, finish_asked=True))


def note_progress(
    rows: SearchRows, day: date, progress: SearchProgress | None, now: datetime
) -> Wish:
    """A sign of life, with how far it is; hands out what somebody asked for meanwhile."""
    row = rows.get(day)
    if row is None or row.state is not SearchState.RUNNING:
        return Wish.DROP
    known = row.progress if progress is None else progress.as_values()
    rows.save(replace(row, heartbeat_at=now, progress=known))
    if row.cancel_asked:
        return Wish.DROP
    return Wish.FINISH if row.finish_asked else Wish.GO_ON


def note_end(
    rows: SearchRows, day: date, state: SearchState, now: datetime, problem: Fact | None = None
) -> None:
    row = rows.get(day)
    if row is not None and row.state is SearchState.RUNNING:
        rows.save(replace(row, state=state, heartbeat_at=now, problem=problem))


def clean_up(rows: SearchRows, now: datetime, lives: Lives = nobody_knows) -> tuple[date, ...]:
    """End the searches that a crash left behind, and say of which days."""
    lost = [row for row in rows.running() if _silent(row, now) or _ended(row, lives)]
    for row in lost:
        problem = Fact.of("plan.search_lost")
        rows.save(replace(row, state=SearchState.FAILED, problem=problem))
    return tuple(row.day for row in lost)


def _ended(row: SearchRow, lives: Lives) -> bool:
    return row.pid is not None and not lives(row.pid)


def _silent(row: SearchRow, now: datetime) -> bool:
    return row.state is SearchState.RUNNING and now - row.heartbeat_at > SILENT
