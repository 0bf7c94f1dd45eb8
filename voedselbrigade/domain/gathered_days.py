"""One day with everything that planning it needs, read once, and who can go along at all.

What is decided here is never left to the search: an address that is not on the map, a meal that no
open kitchen can make safely, a day without hubs or volunteers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.delivery_days import Due
from voedselbrigade.domain.faces import Meeting, PairWish
from voedselbrigade.domain.food import Judgement, MealSpec, MealVerdict, judge_meal
from voedselbrigade.domain.ledger import Ridden
from voedselbrigade.domain.office import Settings
from voedselbrigade.domain.people import Base, Recipient, RecipientId, Volunteer, VolunteerId
from voedselbrigade.domain.places import Hub, HubId, Point
from voedselbrigade.domain.plans import PlannedRoute
from voedselbrigade.domain.turns import Away, Turn
from voedselbrigade.errors import Fact


@dataclass(frozen=True, slots=True)
class OpenHub:
    """A hub where meals can be loaded on this day, and when."""

    hub: Hub
    hours: tuple[TimeWindow, ...]


@dataclass(frozen=True, slots=True)
class DeliveryDay:
    """A day as it stands in the books at one moment.

    `due` has everyone who is to get something, exceptions worked in. `hubs` are open, located and
    have meals, or parcels that are brought. `met` says who gave whom food in the weeks before.
    `asked` are the dispatchers' own wishes about who comes at which door. `ridden` is what
    volunteers did in the last four weeks. `standing` are the routes of the plan that holds, if the
    new plan is to change little of it, and `supplies` its rounds to service points.
    `neighbourhoods` has the name of the part of town at each door, as far as the street map in use
    knows it. `notes` tell the office what was found on the way (a closed hub, a volunteer without
    a home on the map); they stop nothing.
    """

    day: date
    due: tuple[Due, ...]
    turns: tuple[Turn, ...]
    hubs: tuple[OpenHub, ...]
    settings: Settings = field(default_factory=Settings)
    away: Mapping[VolunteerId, Away] = field(default_factory=dict)
    met: tuple[Meeting, ...] = ()
    asked: tuple[PairWish, ...] = ()
    ridden: Mapping[VolunteerId, Ridden] = field(default_factory=dict)
    standing: tuple[PlannedRoute, ...] = ()
    supplies: tuple[PlannedRoute, ...] = ()
    neighbourhoods: Mapping[Point, str] = field(default_factory=dict)
    notes: tuple[Fact, ...] = ()

    @property
    def portions(self) -> int:
        return sum(one.portions for one in self.due)

    @property
    def volunteers(self) -> int:
        return len({turn.volunteer.id for turn in self.turns})


@dataclass(frozen=True, slots=True)
class Sorted:
    """Who can be planned, with the hubs that may feed them, and who cannot, with the reason."""

    going: tuple[Due, ...]
    hubs_of: Mapping[RecipientId, frozenset[HubId]]
    kept_back: tuple[tuple[Due, Fact], ...]


def sort_out(day: DeliveryDay) -> Sorted:
    """Everyone who is due is in `going` or in `kept_back`, once."""
    going: list[Due] = []
    kept: list[tuple[Due, Fact]] = []
    hubs_of: dict[RecipientId, frozenset[HubId]] = {}
    nobody = _nobody_goes(day)
    for due in day.due:
        found = nobody or not_located(due.recipient) or loading_hubs(due, day)
        if isinstance(found, Fact):
            kept.append((due, found))
        else:
            going.append(due)
            hubs_of[due.recipient.id] = found
    return Sorted(tuple(going), hubs_of, tuple(kept))


def _nobody_goes(day: DeliveryDay) -> Fact | None:
    if not day.hubs:
        return Fact.of("plan.no_open_hub", day=day.day.isoformat())
    if not day.turns:
        return Fact.of("plan.no_volunteers", day=day.day.isoformat())
    return None


def not_located(recipient: Recipient) -> Fact | None:
    if recipient.located is not None:
        return None
    address = recipient.address
    return Fact.of("plan.not_located", address=address.line, postcode=address.shown_postcode)


def loading_hubs(due: Due, day: DeliveryDay) -> frozenset[HubId] | Fact:
    """The open hubs where everything for this person can be loaded, or why there is none.

    Parcels alone are loaded where they lie. With a meal they decide where, as far as that meal
    comes from there too; else they have to be carried there first.
    """
    lie = due.along.hubs & {one.hub.id for one in day.hubs}
    if not due.portions:
        return lie or Fact.of("plan.parcel_hub_closed")
    with_meals = [one for one in day.hubs if one.hub.has_meals]
    if not with_meals:
        return Fact.of("plan.no_open_hub", day=day.day.isoformat())
    fed = feeding_hubs(due.recipient, with_meals)
    return fed if isinstance(fed, Fact) else (fed & lie or fed)


def feeding_hubs(recipient: Recipient, hubs: Iterable[OpenHub]) -> frozenset[HubId] | Fact:
    """The open hubs that make a safe meal for this person, or why there is none.

    Someone's own hub feeds him if it is open and safe; if it is not, any other safe one does.
    """
    verdicts = {one.hub.id: judge_hub(recipient.meal, one.hub) for one in hubs}
    safe = {hub for hub, found in verdicts.items() if found.verdict is MealVerdict.SAFE}
    if safe:
        return frozenset({recipient.hub} if recipient.hub in safe else safe)
    return _no_safe_meal(verdicts.values())


def judge_hub(meal: MealSpec, hub: Hub) -> Judgement:
    """May food of this hub be given to someone who needs this meal?"""
    return judge_meal(meal, hub.makes, hub.leaves_out, hub.meal_kinds)


_CLOSEST = (
    MealVerdict.UNKNOWN_ALLERGEN,
    MealVerdict.HAS_ALLERGEN,
    MealVerdict.NO_DIET,
    MealVerdict.NO_KIND,
)
_REASON = {
    MealVerdict.UNKNOWN_ALLERGEN: "plan.unknown_allergen",
    MealVerdict.HAS_ALLERGEN: "plan.has_allergen",
    MealVerdict.NO_DIET: "plan.no_safe_meal",
    MealVerdict.NO_KIND: "plan.no_meal_kind",
}


def _no_safe_meal(judgements: Iterable[Judgement]) -> Fact:
    """The reason of the hub that comes closest: asking the kitchen may be enough to mend it."""
    nearest = min(judgements, key=lambda one: (_CLOSEST.index(one.verdict), len(one.about)))
    return Fact.of(_REASON[nearest.verdict], about=nearest.about)


def open_hubs(
    hubs: Iterable[Hub],
    day: date,
    whole_day: TimeWindow,
    parcels_at: frozenset[HubId] = frozenset(),
) -> tuple[tuple[OpenHub, ...], tuple[Fact, ...]]:
    """Where food can be loaded on this day, and what is the matter with the other hubs.

    That is where there are meals, and where parcels lie that somebody waits for (`parcels_at`). A
    hub of which no opening hours are known at all counts as open all day, and that is said.
    """
    found: list[OpenHub] = []
    notes: list[Fact] = []
    for hub in sorted(hubs, key=lambda one: one.id):
        if not (hub.active and (hub.has_meals or hub.id in parcels_at)):
            continue
        hours = hub.open_on(day.weekday()) or (() if hub.opening else (whole_day,))
        if hub.located is None:
            notes.append(Fact.of("plan.hub_not_located", hub=hub.name, address=hub.address.line))
        elif not hours:
            notes.append(Fact.of("plan.hub_closed", hub=hub.name, day=day.isoformat()))
        else:
            found.append(OpenHub(hub, hours))
            if not hub.opening:
                notes.append(Fact.of("plan.hub_hours_unknown", hub=hub.name))
    return tuple(found), tuple(notes)


def notes_on_turns(turns: Iterable[Turn], hubs: Iterable[OpenHub]) -> tuple[Fact, ...]:
    """What is taken otherwise than asked: a home that is not on the map, a hub that is closed."""
    open_ids = {one.hub.id for one in hubs}
    notes: list[Fact] = []
    for volunteer in {turn.volunteer.id: turn.volunteer for turn in turns}.values():
        if volunteer.located is None and Base.HOME in (volunteer.starts, volunteer.ends):
            notes.append(Fact.of("plan.home_not_located", volunteer=volunteer.name.plain))
        if volunteer.hub is not None and volunteer.hub not in open_ids:
            notes.append(Fact.of("plan.own_hub_closed", volunteer=volunteer.name.plain))
    return tuple(notes)


def loads_at(volunteer: Volunteer, hubs: Iterable[OpenHub]) -> frozenset[HubId]:
    """Where this volunteer may load: his own hub if it is open, else anywhere."""
    open_ids = frozenset(one.hub.id for one in hubs)
    return frozenset({volunteer.hub}) if volunteer.hub in open_ids else open_ids
