"""Recurring work, once per date whoever runs it: pauses that end, and data whose time is over.

`voedselbrigade daily` and the start of the app run it. Days that were missed are caught up, oldest
first; of two processes that run at the same time each chore of a day is done by one.
"""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.clock import OFFICE_ZONE
from voedselbrigade.domain.people import (
    Recipient,
    RecipientState,
    Volunteer,
    VolunteerState,
)
from voedselbrigade.services.office_settings import settings_on
from voedselbrigade.services.record_store import Records
from voedselbrigade.services.stock_ahead import HISTORY
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.stock.parcels import Household, HouseholdState

type Chore = Callable[[Work, date], int]

# After a longer silence the days before are not worth a transaction each: every chore looks at
# all that is older than its day.
_MOST_DAYS = 31
_GONE = frozenset(
    {
        RecipientState.STOPPED,
        RecipientState.DECEASED,
        VolunteerState.STOPPED,
        HouseholdState.STOPPED,
    }
)


@dataclass(frozen=True, slots=True)
class Done:
    """A chore that was done for a day, and how many records it was about."""

    chore: str
    day: date
    count: int


def catch_up(works: Callable[[], AbstractContextManager[Work]]) -> tuple[Done, ...]:
    """Do every chore of every day up to today that nobody did; `works` opens one work per chore."""
    done: list[Done] = []
    with works() as looking:
        due = tuple(_due(looking))
    for chore, day in due:
        with works() as doing:
            count = do(doing, chore, day)
        if count is not None:
            done.append(Done(chore, day, count))
    return tuple(done)


def do(work: Work, chore: str, day: date) -> int | None:
    """One chore of one day: how many records it was about; None when it was done already."""
    work.doing(Action.CHORES, Subject("chore", f"{chore} {day.isoformat()}"))
    if not work.store.chores.claim(chore, day, work.now, work.actor.name):
        return None
    return CHORES[chore](work, day)


def _due(work: Work) -> Iterator[tuple[str, date]]:
    for chore in CHORES:
        last = work.store.chores.last_day(chore) or work.today - timedelta(days=1)
        first = max(last + timedelta(days=1), work.today - timedelta(days=_MOST_DAYS))
        for number in range((work.today - first).days + 1):
            yield chore, first + timedelta(days=number)


def _resume(work: Work, day: date) -> int:
    """A pause that ended by itself is written out: the list then shows what is so."""
    people = [
        replace(one, state=RecipientState.ACTIVE, resumes_on=None)
        for one in work.store.recipients.all()
        if one.state is RecipientState.PAUSED and one.state_on(day) is RecipientState.ACTIVE
    ]
    helpers = [
        replace(one, state=VolunteerState.ACTIVE, resumes_on=None)
        for one in work.store.volunteers.all()
        if one.state is VolunteerState.PAUSED and one.active_on(day)
    ]
    work.store.recipients.save_all(people, work.cause("resumed"))
    work.store.volunteers.save_all(helpers, work.cause("resumed"))
    return len(people) + len(helpers)


def _forget_stopped(work: Work, day: date) -> int:
    """Who stopped longer ago than the office keeps is removed, with history and exceptions.

    Source of the period: DOMAIN 8.1 (12 months is what comparable organisations keep).
    """
    before = months_before(day, settings_on(work.store.settings, day).keep_stopped_months)
    recipients = _gone_before(work.store.recipients, before)
    volunteers = _gone_before(work.store.volunteers, before)
    for one in recipients:
        work.store.recipients.remove(one.id, work.cause("kept long enough"))
    for helper in volunteers:
        work.store.volunteers.remove(helper.id, work.cause("kept long enough"))
    households = _gone_before(work.store.stock.households, before)
    for household in households:
        work.store.stock.households.remove(household.id, work.cause("kept long enough"))
    return len(recipients) + len(volunteers) + len(households)


def _gone_before[T: Recipient | Volunteer | Household](
    records: Records[T], before: date
) -> list[T]:
    origins = records.all_origins()
    return [
        one
        for one in records.all()
        if one.state in _GONE and origins[one.id]["state"].at.date() < before
    ]


def _forget_days(work: Work, day: date) -> int:
    """Plans, outcomes, exceptions and rosters of days that the office no longer keeps."""
    before = months_before(day, settings_on(work.store.settings, day).keep_plans_months)
    store = work.store
    parts = (store.plans, store.deliveries, store.exceptions, store.roster, store.hand_choices)
    return sum(part.remove_before(before) for part in parts)


def _forget_audit(work: Work, day: date) -> int:
    """The log is kept for years (DOMAIN 8.2), and not longer."""
    years = settings_on(work.store.settings, day).audit_years
    before = months_before(day, 12 * years)
    return work.store.audit.remove_before(datetime.combine(before, time(), OFFICE_ZONE))


def _forget_receivers(work: Work, day: date) -> int:
    """Which household got what is a service at a recall, not the legal trace: forgotten sooner."""
    months = settings_on(work.store.settings, day).keep_receivers_months
    before = months_before(day, months)
    stock = work.store.stock
    return stock.books.forget_receivers(before) + stock.purchases.forget(before)


def _free_promises(work: Work, day: date) -> int:
    """What was reserved for a day that has gone by, and never left, is free again."""
    books = work.store.stock.books
    causes = books.promised_before(day)
    books.promise_all({cause: {} for cause in causes}, day)
    return len(causes)


def _add_up_outflow(work: Work, day: date) -> int:
    """What went out per day is added up beforehand: looking ahead then need not read a year."""
    settled = work.now - timedelta(hours=1)
    return work.store.stock.outflows.add_up(day - HISTORY, settled)


CHORES: Mapping[str, Chore] = {
    "resume": _resume,
    "forget_stopped": _forget_stopped,
    "forget_days": _forget_days,
    "forget_audit": _forget_audit,
    "forget_receivers": _forget_receivers,
    "free_promises": _free_promises,
    "add_up_outflow": _add_up_outflow,
}


def months_before(day: date, months: int) -> date:
    """31 March, 1 month → 28 or 29 February."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(day.day, last))
