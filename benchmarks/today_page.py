"""How long *Vandaag* takes per rerun with 500 people due and planned.

Run it from the project's folder: `python -m benchmarks.today_page [PEOPLE]`. The issue asks for
0.5 s at most per rerun. The page is run as Streamlit runs it, without a browser; the planned day
comes from the insertion engine.
"""

from __future__ import annotations

import os
import random
import sys
import tempfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import median
from time import perf_counter, process_time

from streamlit.testing.v1 import AppTest

import voedselbrigade
from voedselbrigade.domain.clock import TimeWindow, hms
from voedselbrigade.domain.people import (
    Name,
    Recipient,
    RecipientId,
    Transport,
    Volunteer,
    VolunteerId,
)
from voedselbrigade.domain.places import (
    Address,
    Confidence,
    HouseNumber,
    Hub,
    HubId,
    HubKind,
    Located,
    Point,
)
from voedselbrigade.domain.rhythm import Rhythm
from voedselbrigade.services.searching import SearchOrder
from voedselbrigade.wiring import Home, open_home

DAY = date(2026, 11, 24)
STEPS = ("due", "drivers", "plan", "look", "publish", "print")
RUNS = 5


def main() -> None:
    people = int(sys.argv[1]) if sys.argv[1:2] and sys.argv[1].isdigit() else 500
    with tempfile.TemporaryDirectory() as folder:
        os.environ["VOEDSELBRIGADE_HOME"] = folder
        home = open_home(Path(folder))
        fill(home, people)
        home.searches().run(DAY, home.actor(), SearchOrder(engine="insertion", steps=1))
        print(f"{people} people due on {DAY}, milliseconds per rerun (median of {RUNS})")
        for at, step in enumerate(STEPS):
            wall, processor = measured(at)
            print(f"  {step:<10}{wall:6.0f}  ({processor:.0f} of one processor)")
        home.close()


def measured(at: int) -> tuple[float, float]:
    page = Path(voedselbrigade.__file__).parent / "ui" / "pages" / "vandaag.py"
    test = AppTest.from_file(str(page), default_timeout=60)
    test.session_state["day"], test.session_state["day_step"] = DAY, at
    test.session_state["due_filter"] = "all"
    test.run()
    if test.exception:
        raise SystemExit(test.exception[0].message)
    wall, processor = [], []
    for _ in range(RUNS):
        began, worked = perf_counter(), process_time()
        test.run()
        wall.append((perf_counter() - began) * 1000)
        processor.append((process_time() - worked) * 1000)
    return median(wall), median(processor)


def fill(home: Home, people: int) -> None:
    """Fictional people around one kitchen, and a volunteer for every ten of them."""
    chance = random.Random(1)
    with home.work(home.actor()) as work:
        work.store.hubs.add(kitchen(), work.cause())
        everyone = [someone(number, chance) for number in range(1, people + 1)]
        work.store.recipients.add_all(everyone, work.cause())
        riders = [rider(number) for number in range(1, people // 10 + 2)]
        work.store.volunteers.add_all(riders, work.cause())


def kitchen() -> Hub:
    hours = dict.fromkeys(range(7), (TimeWindow(hms(8), hms(18)),))
    address = Address("Kookstraat", HouseNumber(1), "2512AA")
    return Hub(HubId(0), "Keuken", HubKind.KITCHEN, address, at(52.07, 4.3), opening=hours)


def someone(number: int, chance: random.Random) -> Recipient:
    made = Recipient(
        RecipientId(0),
        Name(f"Naam{number}", "A."),
        Address("Damstraat", HouseNumber(number), "2511BT"),
        Rhythm(dict.fromkeys(range(7), 1)),
        phone="06 00001234",
    )
    return replace(made, located=at(52.07 + chance.gauss(0, 0.01), 4.3 + chance.gauss(0, 0.015)))


def rider(number: int) -> Volunteer:
    hours = dict.fromkeys(range(7), (TimeWindow(hms(10), hms(15)),))
    return Volunteer(
        VolunteerId(0),
        Name(f"Rijder{number}", first="Ineke"),
        Transport.BICYCLE,
        available=hours,
        most_minutes=180,
    )


def at(lat: float, lon: float) -> Located:
    return Located(Point(lat, lon), Confidence.EXACT, "index")


if __name__ == "__main__":
    main()
