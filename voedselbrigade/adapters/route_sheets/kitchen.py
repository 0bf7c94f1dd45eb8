"""What a kitchen cooks, packs and sends off: no names, only routes, numbers and food.

Allergies stand here and nowhere else on paper: two people check those meals and sign.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from voedselbrigade.adapters.route_sheets.pdf import compiled
from voedselbrigade.domain.clock import OFFICE_ZONE
from voedselbrigade.domain.food import Diet, Line, MealKind, MealSpec
from voedselbrigade.domain.places import HubId
from voedselbrigade.domain.plans import (
    Plan,
    PlannedRoute,
    PlannedStop,
    PlannedTrip,
    PlanStatus,
)
from voedselbrigade.domain.sheets import called
from voedselbrigade.domain.supplies import kitchen_of
from voedselbrigade.words import Speaker, speaker
from voedselbrigade.words.formats import clock, listed, short_date

_PACKED_BEFORE_S = 600
_ROUTES_PER_TABLE = 8


@dataclass(frozen=True, slots=True)
class Round:
    """One load of this kitchen: a trip of a route with the stops that it serves."""

    route: PlannedRoute
    trip: PlannedTrip
    index: int
    stops: tuple[PlannedStop, ...]

    @property
    def code(self) -> str:
        many = len(self.route.trips) > 1
        return f"{self.route.code}-{self.index + 1}" if many else self.route.code

    @property
    def lines(self) -> list[tuple[PlannedStop, Line]]:
        return [(stop, line) for stop in self.stops for line in stop.lines]


def kitchen_pdf(plan: Plan, hub: HubId, t: Speaker | None = None) -> bytes:
    """`Koken en laden` of one hub: totals to cook, allergies to sign for, crates to pack.

    The kitchen reads the real diet (halal is a property of the food here); a crate is packed from
    the last stop to the first.
    """
    t = t or speaker("nl")
    rounds = rounds_of(plan, hub)
    return compiled("kitchen.typ", kitchen(plan, rounds, t), plan.published_at or plan.made_at)


def kitchen(plan: Plan, rounds: Sequence[Round], t: Speaker) -> dict[str, Any]:
    """Everything that stands on the kitchen's page, as plain values."""
    first_s = min((each.trip.departs_s for each in rounds), default=None)
    name = rounds[0].trip.hub_name if rounds else ""
    cooks = not rounds or kitchen_of(plan, rounds[0].trip.hub) == rounds[0].trip.hub
    return {
        "lang": t.language,
        "title": t("Koken en laden") if cooks else t("Uitladen en laden"),
        "hub": name,
        "draft": t("CONCEPT") if plan.status is PlanStatus.DRAFT else "",
        "made": _made(plan, t),
        "first": [] if first_s is None else [t("Eerste route weg"), clock(first_s)],
        "packed": ""
        if first_s is None
        else t("Alles ingepakt om {s:clock}", s=first_s - _PACKED_BEFORE_S),
        "cook": t("1. Koken") if cooks else t("1. Wat de keuken brengt"),
        "tables": [
            _table(rounds[i : i + _ROUTES_PER_TABLE], t)
            for i in range(0, len(rounds), _ROUTES_PER_TABLE)
        ],
        "sum": [t("Samen"), str(sum(line.quantity for each in rounds for _, line in each.lines))],
        "allergy": _allergies(rounds, t),
        "load": t("2. Laden"),
        "load_note": t("Hoogste nummer onderin de krat, laagste bovenop."),
        "cards": [_card(each, t) for each in rounds],
        "legend": t("Wit op zwart = allergie, zie boven. Geen namen op deze lijst."),
        "empty": "" if rounds else t("Vandaag vertrekt hier geen route."),
        "foot": t("{hub} · blijft in de keuken", hub=name),
        "sheet": [t("Blad"), t("van")],
    }


def rounds_of(plan: Plan, hub: HubId) -> list[Round]:
    """Every load that leaves this hub with food, in order of leaving."""
    found = [
        Round(route, trip, index, route.stops_of(index))
        for route in plan.runs
        for index, trip in enumerate(route.trips)
        if trip.hub == hub and route.stops_of(index)
    ]
    return sorted(found, key=lambda each: (each.trip.departs_s, each.route.code))


def _made(plan: Plan, t: Speaker) -> str:
    draft = plan.status is PlanStatus.DRAFT
    version = t("CONCEPT") if draft else t("versie {n}", n=plan.version)
    moment = plan.published_at or plan.made_at
    parts = [short_date(plan.day, t.language), version]
    if moment:
        local = moment.astimezone(OFFICE_ZONE) if moment.tzinfo else moment
        parts.append(t("gemaakt om {s:clock}", s=local.hour * 3600 + local.minute * 60))
    return " · ".join(parts)


def _table(rounds: Sequence[Round], t: Speaker) -> dict[str, Any]:
    """Rows of food, columns of routes, counts."""
    kinds = sorted(
        {_food(line.meal) for each in rounds for _, line in each.lines},
        key=lambda food: (list(MealKind).index(food[0]), food[1], food[2]),
    )
    rows = []
    for kind, letters, words in kinds:
        counts = [_count(each, (kind, letters, words)) for each in rounds]
        said = _words(kind, words, t)
        rows.append({"letters": letters, "words": said, "counts": counts, "total": sum(counts)})
    heads = [[each.code, clock(each.trip.departs_s)] for each in rounds]
    sums = [sum(line.quantity for _, line in each.lines) for each in rounds]
    labels = [t("Maaltijd"), t("Totaal"), t("Klaar"), t("Samen")]
    return {"heads": heads, "rows": rows, "sums": sums, "total": sum(sums), "labels": labels}


type _Food = tuple[MealKind, str, tuple[Diet, ...]]


def _food(meal: MealSpec) -> _Food:
    """The food as the kitchen makes it; an allergy is asked for meal by meal, below the table."""
    diets = tuple(diet for diet in Diet if diet in meal.diets - {Diet.REGULAR})
    return meal.kind, meal.letters, diets or (Diet.REGULAR,)


def _count(each: Round, food: _Food) -> int:
    return sum(line.quantity for _, line in each.lines if _food(line.meal) == food)


def _words(kind: MealKind, diets: Sequence[Diet], t: Speaker) -> str:
    words = ", ".join(t.term("diet", diet.value) for diet in diets)
    return words if kind is MealKind.HOT else f"{t.term('meal_kind', kind.value)}: {words}"


def _allergies(rounds: Sequence[Round], t: Speaker) -> dict[str, Any]:
    rows = [
        {
            "where": t("{route} · nr {number}", route=each.code, number=stop.number),
            "n": line.quantity,
            "letters": line.meal.letters,
            "without": t("zonder {what}", what=_without(line.meal, t)),
        }
        for each in rounds
        for stop, line in each.lines
        if line.meal.without
    ]
    count = sum(line.quantity for each in rounds for _, line in each.lines if line.meal.without)
    return {
        "title": t.many(
            "! Allergie: {n} maaltijd apart maken.",
            "! Allergie: {n} maaltijden apart maken.",
            count,
        ),
        "check": t("Twee mensen controleren en tekenen."),
        "sign": [t("paraaf 1"), t("paraaf 2")],
        "rows": rows,
    }


def _without(meal: MealSpec, t: Speaker) -> str:
    names = [t.term("allergen", each.value) for each in sorted(meal.without)]
    return listed(names, t.language)


def _card(each: Round, t: Speaker) -> dict[str, Any]:
    """Packed backwards: the last door lies at the bottom of the crate."""
    meals = sum(line.quantity for _, line in each.lines)
    transport = t.term("transport", each.route.transport.value)
    return {
        "code": t("Route {code}", code=each.code),
        "who": f"{called(each.route.volunteer_name)} · {transport}",
        "leaves": [t("weg om"), clock(each.trip.departs_s)],
        "total": t.many("{n} maaltijd", "{n} maaltijden", meals),
        "packs": [
            {
                "number": stop.number,
                "n": line.quantity,
                "letters": line.meal.letters,
                "allergy": bool(line.meal.without),
                "more": _more(line.meal, t),
            }
            for stop, line in reversed(each.lines)
        ],
        "ticks": [t("geteld"), t("mee"), t("temperatuur")],
    }


def _more(meal: MealSpec, t: Speaker) -> str:
    """What the letter does not tell who packs: food that shares the X, and food that is cold."""
    words = [] if meal.kind is MealKind.HOT else [t.term("meal_kind", meal.kind.value)]
    words += [t.term("diet", Diet.HALAL.value)] if Diet.HALAL in meal.diets else []
    return " ".join(words)
