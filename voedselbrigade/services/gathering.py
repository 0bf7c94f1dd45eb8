"""Reading a day: who is due, who comes, and where the meals are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.delivery_days import (
    NO_PARCELS,
    Along,
    DayException,
    Due,
    due_on,
    public_holiday,
)
from voedselbrigade.domain.faces import PairWish
from voedselbrigade.domain.gathered_days import DeliveryDay, notes_on_turns, open_hubs
from voedselbrigade.domain.hand_choices import LONGEST, chosen_in, wishes_of
from voedselbrigade.domain.hand_moves import at_hand
from voedselbrigade.domain.ledger import MONTH
from voedselbrigade.domain.office import Settings
from voedselbrigade.domain.people import Recipient, RecipientId
from voedselbrigade.domain.places import HubId
from voedselbrigade.domain.plans import Plan, draft_of, in_force
from voedselbrigade.domain.supplies import with_kitchens
from voedselbrigade.domain.turns import turns_of_all
from voedselbrigade.errors import Fact
from voedselbrigade.services.meetings import met_before
from voedselbrigade.services.office_settings import settings_on
from voedselbrigade.services.parcel_rides import along_on
from voedselbrigade.services.work import Subject, Work


def gather(work: Work, day: date) -> DeliveryDay:
    """Everything that planning `day` needs, read once: who is due, who comes, where meals are."""
    work.reading(Action.READ_PEOPLE, Subject.day(day), "plan")
    store = work.store
    settings = settings_on(store.settings, day)
    whole_day = TimeWindow(settings.day_starts_s, settings.day_ends_s)
    every_hub = store.hubs.all()
    plans = store.plans.of_day(day)
    holds = in_force(plans) or draft_of(plans)
    roster = {entry.volunteer: entry for entry in store.roster.on(day)}
    volunteers = store.volunteers.all()
    longest = max((one.frequency.weeks for one in volunteers if one.frequency), default=0)
    rode_on = store.plans.rode(day - timedelta(weeks=longest), _before(day))
    turns, away = turns_of_all(volunteers, day, roster, rode_on, whole_day)
    everyone = sorted(store.recipients.all(), key=lambda one: one.id)
    along = along_on(work, day, settings)
    due = _everyone_due(work, day, everyone, along)
    open_today, about_hubs = open_hubs(every_hub, day, whole_day, _only_parcels_at(due))
    hubs, about_supply = with_kitchens(open_today)
    missing = _missing_lists(len(everyone), len(volunteers), len(every_hub))
    return DeliveryDay(
        day=day,
        due=due,
        turns=turns,
        hubs=hubs,
        settings=settings,
        away=away,
        met=met_before(work.store, day, settings.familiar_weeks),
        asked=_asked(work, day, settings, plans),
        ridden=store.plans.ridden(day - MONTH, _before(day)),
        standing=holds.routes if holds else (),
        supplies=holds.supplies if holds else (),
        notes=(
            *missing,
            *_about_day(day),
            *about_hubs,
            *about_supply,
            *notes_on_turns(turns, hubs),
        ),
    )


def _before(day: date) -> date:
    return day - timedelta(days=1)


def _missing_lists(recipients: int, volunteers: int, hubs: int) -> tuple[Fact, ...]:
    """A new home has no lists yet: then a plan is empty for want of them, and that is said."""
    found = {"recipients": recipients, "volunteers": volunteers, "hubs": hubs}
    return tuple(Fact.of(f"plan.no_list_of_{kind}") for kind, n in found.items() if not n)


def _everyone_due(
    work: Work, day: date, everyone: Iterable[Recipient], along: Mapping[RecipientId, Along]
) -> tuple[Due, ...]:
    said: dict[RecipientId, list[DayException]] = {}
    for exception in work.store.exceptions.on(day):
        said.setdefault(exception.recipient, []).append(exception)
    answers = (
        due_on(one, day, said.get(one.id, ()), along.get(one.id, NO_PARCELS)) for one in everyone
    )
    return tuple(answer for answer in answers if isinstance(answer, Due))


def _only_parcels_at(due: Iterable[Due]) -> frozenset[HubId]:
    """Where somebody's parcels lie who gets no meal: that has to be a place to load."""
    return frozenset(hub for one in due if not one.portions for hub in one.along.hubs)


def _about_day(day: date) -> tuple[Fact, ...]:
    holiday = public_holiday(day)
    return (Fact.of("plan.holiday", day=day.isoformat(), name=holiday),) if holiday else ()


def _asked(
    work: Work, day: date, settings: Settings, plans: Sequence[Plan]
) -> tuple[PairWish, ...]:
    """Whom the dispatchers gave to whom by hand: in the weeks before, and in today's plan."""
    before = work.store.hand_choices.between(day - LONGEST, day)
    plan = at_hand(plans)
    today = chosen_in(plan) if plan else ()
    return tuple(wishes_of((*before, *today), day, settings))
