"""How many familiar faces come at what price: `python -m benchmarks.faces --stops 200`.

Goal: at least 80 % of those whom somebody of today knows get a familiar face, for at most 5 % more
minutes. A month of days is made first: every day most people get food, some volunteers stay away,
and who came where is remembered by the rules of the office. Then a day is planned without regard
to faces, and with faces worth more and more. By steps, so that a busy machine tells the same.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np

from benchmarks.changes import roomy
from benchmarks.days import MINUTE, Day, hidden_day
from voedselbrigade.domain.faces import Faces, Meeting, faces_of
from voedselbrigade.domain.office import Settings
from voedselbrigade.domain.people import RecipientId, VolunteerId
from voedselbrigade.routing.engines import Limits, Run, engine
from voedselbrigade.routing.evaluation import judge
from voedselbrigade.routing.problem import COST_PER_MINUTE, Prices, Problem, Solution

TODAY = date(2026, 11, 24)
PAST_DAYS = 20
EATS, COMES = 0.8, 0.85
"""The chance that somebody gets food on a past day, and that a volunteer comes."""
PRICES_MIN = (0, 4, 10, 15)
WELL = 50
"""Only who is known for so many percent counts as familiar here: after a month everybody has been
nearly everywhere once."""


def main() -> None:
    """One line of JSON per price of a familiar face."""
    asked = _arguments()
    day = hidden_day(asked.seed, stops=asked.stops, hubs=3).problem
    rng = np.random.default_rng(asked.seed)
    problem = replace(day, pair_cost={}, vehicles=tuple(map(roomy, day.vehicles)))
    worth = Settings().price_new_face_min
    months = [a_month(problem, np.random.default_rng(asked.seed), each) for each in (0, worth)]
    people = dict(zip(("no_wish", "wished"), map(faces_per_client, months), strict=True))
    print(json.dumps({"different_faces_per_client_in_a_month": people}))
    faces = faces_of(months[1], TODAY, Settings().familiar_half_weeks)
    today = _without(problem, rng)
    figures = [
        figures_of(today, faces, minutes, Run(Limits(steps=asked.steps), asked.seed))
        for minutes in PRICES_MIN
    ]
    for one in figures:
        one["more_minutes_percent"] = round(100 * (one["minutes"] / figures[0]["minutes"] - 1), 1)
        print(json.dumps(one))
    if asked.json:
        told = {
            "stops": len(day.stops),
            "steps": asked.steps,
            "seed": asked.seed,
            "different_faces_per_client_in_a_month": people,
            "prices": figures,
        }
        Path(asked.json).write_text(json.dumps(told, indent=1) + "\n", "utf-8")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--stops", type=int, default=60)
    parser.add_argument("--steps", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", default=None)
    return parser.parse_args()


def a_month(problem: Problem, rng: np.random.Generator, worth: int) -> tuple[Meeting, ...]:
    """Who met whom when a face is worth so many minutes: every day is planned with the faces of the
    days before it."""
    met: list[Meeting] = []
    for past in range(PAST_DAYS, 0, -1):
        day = TODAY - timedelta(days=past)
        faces = faces_of(met, day, Settings().familiar_half_weeks)
        plan = engine("insertion").solve(wished(_without(problem, rng), faces, worth), Run())
        met.extend(_meetings(plan.solution, day, rng))
    return tuple(met)


def faces_per_client(met: tuple[Meeting, ...]) -> float:
    pairs = {(one.recipient, one.volunteer) for one in met}
    return round(len(pairs) / max(1, len({one.recipient for one in met})), 1)


def _meetings(plan: Solution, day: date, rng: np.random.Generator) -> Iterator[Meeting]:
    for route in plan.routes:
        for stop in route.stops:
            if rng.random() < EATS:
                yield Meeting(RecipientId(stop), day, VolunteerId(route.vehicle))


def _without(problem: Problem, rng: np.random.Generator) -> Problem:
    """The day without the volunteers who do not come."""
    vehicles = tuple(
        vehicle if rng.random() < COMES else replace(vehicle, depots=frozenset[int]())
        for vehicle in problem.vehicles
    )
    return replace(problem, vehicles=vehicles)


def wished(problem: Problem, faces: Faces, minutes: int) -> Problem:
    """The day with familiar faces worth so many minutes."""
    gains = {
        (int(face.volunteer), int(stop)): -minutes * COST_PER_MINUTE * face.percent // 100
        for stop, known in faces.items()
        for face in known
    }
    return replace(problem, pair_cost=gains if minutes else {})


def figures_of(problem: Problem, faces: Faces, minutes: int, run: Run) -> dict[str, float]:
    """What a plan comes to when a familiar face is worth so many minutes."""
    wanted = wished(problem, faces, minutes)
    plan = engine("or_tools").solve(wanted, run).solution
    judged = judge(wanted, plan)
    present = {index for index, one in enumerate(problem.vehicles) if one.depots != frozenset()}
    known = {
        int(stop): {int(face.volunteer) for face in some if face.percent >= WELL}
        for stop, some in faces.items()
    }
    served = [(stop, route.vehicle) for route in plan.routes for stop in route.stops]
    can = [(stop, vehicle) for stop, vehicle in served if known.get(stop, set()) & present]
    familiar = sum(vehicle in known[stop] for stop, vehicle in can)
    return {
        "face_worth_min": minutes,
        "minutes": sum(route.duration_s for route in judged.routes) // MINUTE,
        "routes": len(plan.routes),
        "left_out": len(plan.left_out),
        "breaches": len(judged.breaches),
        "familiar_percent": round(100 * familiar / max(1, len(can)), 1),
    }


# Every wish at once, for proofs ------------------------------------------------------------------


def wishful(day: Day, seed: int) -> Day:
    """The same day with every wish that has a price: streets of neighbours, areas, fair shares of
    minutes and doors, faces that cost or gain something, and the hidden plan as the one that holds.
    """
    rng, problem = np.random.default_rng(seed + 2_000_000), day.problem
    stops = tuple(
        replace(
            stop,
            group=int(rng.integers(max(1, len(problem.stops) // 3))),
            area=int(rng.integers(5)) or None,
        )
        for stop in problem.stops
    )
    vehicles = tuple(
        replace(
            vehicle,
            fair_s=MINUTE * int(rng.integers(10, 80)),
            fair_stops=int(rng.integers(1, 8)),
            cost_fixed=vehicle.cost_fixed + 600 * int(rng.integers(0, 30)),
        )
        for vehicle in problem.vehicles
    )
    faces = {
        (vehicle, stop): int(rng.integers(-3600, 1200))
        for vehicle in range(len(vehicles))
        for stop in range(len(stops))
        if rng.random() < 0.2
    }
    prices = Prices(over_fair_stop=600, split_group=1200, extra_area=900, moved=1800, sheet=6000)
    return Day(
        replace(
            problem,
            stops=stops,
            vehicles=vehicles,
            pair_cost=faces,
            prices=prices,
            previous=day.hidden if rng.random() < 0.5 else None,
        ),
        day.hidden,
    )


if __name__ == "__main__":
    main()
