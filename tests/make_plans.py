"""Plans for tests: invented people at invented numbers, on routes of any shape."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from voedselbrigade.domain.clock import OFFICE_ZONE, TimeWindow, hms
from voedselbrigade.domain.food import Diet, Line, MealKind, MealSpec
from voedselbrigade.domain.people import RecipientId, Transport, VolunteerId
from voedselbrigade.domain.places import HubId, Point
from voedselbrigade.domain.plans import (
    LeftOut,
    Plan,
    PlanId,
    PlannedRoute,
    PlannedStop,
    PlannedTrip,
    PlanStatus,
    RouteKind,
)
from voedselbrigade.domain.sheets import OfficeLines
from voedselbrigade.errors import Fact

DAY = date(2026, 11, 24)
KITCHEN = Point(52.0640, 4.2990)
OFFICE = OfficeLines("Voedselbrigade Den Haag", "070 000 01 00", "9:00–14:00")

PEOPLE = (
    ("Mw. A. de Wit", "Loosduinseweg 31", "Loopt slecht. Bel aan en wacht 2 minuten."),
    ("Dhr. T. Bosman", "Weimarstraat 271", ""),
    ("Mw. G. Özdemir", "Regentesselaan 152", "3e etage, lift. Hoort slecht: klop ook."),
    ("Dhr. en mw. Van Leeuwen", "Regentesselaan 158", "3e etage, lift"),
    ("Dhr. P. Kamerling", "Copernicusstraat 121", "Hond blaft, doet niets."),
    ("Mw. S. Ramdin", "Galileïstraat 45", "1e etage, steile trap. Bovenste bel."),
    ("Mw. J. van Houten", "Fahrenheitstraat 123", ""),
    ("Dhr. M. Şahin", "Thomsonlaan 101", "Ingang aan de achterkant, groene deur."),
    ("Mw. C. Verhoeven", "Valkenboskade 97", "Geeft lege doos terug."),
    ("Dhr. H. Slagter", "Beeklaan 394", ""),
    ("Mw. E. Wójcik", "Noorderbeekdwarsstraat 216", "5e etage, lift. Gebruik de intercom."),
    ("Mw. R. Yıldızoğlu", "Edisonstraat 68", "Sleutel bij de buren op 66."),
)
DIETS = (
    frozenset[Diet](),
    frozenset({Diet.LOW_SALT}),
    frozenset({Diet.HALAL}),
    frozenset[Diet](),
    frozenset({Diet.VEGETARIAN}),
    frozenset({Diet.LACTOSE_FREE}),
    frozenset({Diet.GROUND}),
)


def meal(*diets: Diet, kind: MealKind = MealKind.HOT) -> MealSpec:
    return MealSpec(kind, frozenset(diets))


def stop(index: int, rng: random.Random, trip: int = 0, around: Point = KITCHEN) -> PlannedStop:
    """The `index`-th door (from 1), somewhere within some 800 metres of `around`."""
    name, street_line, note = PEOPLE[(index - 1) % len(PEOPLE)]
    arrives_s = hms(11, 25) + index * 300
    window = TimeWindow(hms(11, 30), hms(12, 15)) if index % 3 else None
    return PlannedStop(
        number=str(index),
        trip=trip,
        recipient=RecipientId(100 + index),
        name=name,
        street_line=street_line,
        postcode="2571AB",
        town="Den Haag",
        phone=f"070 000 {11 + index:02d} {index:02d}",
        door_note=note,
        lines=(Line(MealSpec(MealKind.HOT, DIETS[index % len(DIETS)]), 1 + (index % 4 == 0)),),
        point=Point(
            around.lat + rng.uniform(-0.006, 0.006), around.lon + rng.uniform(-0.012, 0.012)
        ),
        sure=index % 11 != 0,
        arrives_s=arrives_s,
        leaves_s=arrives_s + 240,
        window=window,
    )


def route(number: int = 8, stops: int = 12, trips: int = 1, seed: int = 1) -> PlannedRoute:
    """A route with this many stops, spread evenly over its trips, nearest door first."""
    rng = random.Random(seed * 1000 + number)
    doors = [stop(i + 1, rng, i * trips // max(stops, 1)) for i in range(stops)]
    return PlannedRoute(
        code=f"R{number:02d}",
        kind=RouteKind.DELIVERY,
        volunteer=VolunteerId(10 + number),
        volunteer_name="Ineke Vermeulen",
        volunteer_phone="06 0000 0102",
        transport=Transport.BICYCLE,
        area="Regentessekwartier",
        starts_s=hms(11),
        ends_s=hms(12, 50),
        distance_m=6120,
        trips=tuple(_trip(index) for index in range(trips)),
        stops=_nearest_first(doors),
        start=KITCHEN,
        end=KITCHEN,
    )


def _trip(index: int) -> PlannedTrip:
    loads_s = hms(11) + index * 3000
    return PlannedTrip(
        hub=HubId(1),
        hub_name="Keuken De Haagse Pan",
        hub_line="Loosduinsekade 51",
        point=KITCHEN,
        loads_s=loads_s,
        departs_s=loads_s + 900,
        returns_s=loads_s + 3000,
        hot_until_s=loads_s + 7200,
    )


def _nearest_first(doors: Sequence[PlannedStop]) -> tuple[PlannedStop, ...]:
    ordered: list[PlannedStop] = []
    for trip in sorted({door.trip for door in doors}):
        left, here = [d for d in doors if d.trip == trip], KITCHEN
        while left:
            nearest = min(left, key=lambda d: _square(d.point, here))
            left.remove(nearest)
            here = nearest.point
            ordered.append(nearest)
    return tuple(replace(d, number=str(i + 1)) for i, d in enumerate(ordered))


def _square(a: Point, b: Point) -> float:
    return (a.lat - b.lat) ** 2 + (0.61 * (a.lon - b.lon)) ** 2


def plan(*routes: PlannedRoute, version: int = 1, draft: bool = False) -> Plan:
    """A published plan of these routes, or a draft of it."""
    return Plan(
        id=PlanId(version),
        day=DAY,
        status=PlanStatus.DRAFT if draft else PlanStatus.PUBLISHED,
        version=version,
        routes=routes or (route(),),
        seed=7,
        engine="or_tools",
        roads="straight_line",
        made_at=datetime(2026, 11, 24, 8, 40, tzinfo=OFFICE_ZONE),
        published_at=None if draft else datetime(2026, 11, 24, 8, 52, tzinfo=OFFICE_ZONE),
    )


def left_out(number: int, name: str, code: str, **values: str | int) -> LeftOut:
    return LeftOut(RecipientId(number), name, 1, Fact.of(code, **values))
