"""What do I do now? Everything in a hub that asks for somebody's hands today, most urgent first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.places import HubId
from voedselbrigade.services import counting, stock_dates
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.stock.lots import Item, ItemId, PlaceId, PlaceRole
from voedselbrigade.stock.transfers import TransferId, TransferState

COUNT_EVERY = timedelta(days=28)
SOON_DAYS = 7


class JobKind(StrEnum):
    """In the order in which they are done."""

    TOO_WARM = "too_warm"
    WRITE_OFF = "write_off"
    LOOK = "look"
    EXPIRES_TODAY = "expires_today"
    FREEZE = "freeze"
    SHORT = "short"
    ARRIVE = "arrive"
    EXPIRES_SOON = "expires_soon"
    BELOW_MINIMUM = "below_minimum"
    COUNT = "count"


@dataclass(frozen=True, slots=True)
class Job:
    """One thing to do. `items` are the names it is about, `units` how much of them lies there.

    `places` are shelves to count, `transfers` what waits at the door.
    """

    kind: JobKind
    items: tuple[str, ...] = ()
    units: int = 0
    places: tuple[PlaceId, ...] = ()
    transfers: tuple[TransferId, ...] = ()


def to_do(work: Work, hub: HubId) -> tuple[Job, ...]:
    """The jobs of a hub now; a job with nothing to do is not in it."""
    work.reading(Action.READ_STOCK, Subject("hub", hub), "to_do")
    found = [*_dates(work, hub), *_shelves(work, hub), *_waiting(work, hub)]
    order = list(JobKind)
    return tuple(sorted(found, key=lambda job: order.index(job.kind)))


def below_minimum(work: Work, hub: HubId) -> tuple[tuple[Item, int], ...]:
    """Items of which less lies here than the hub wants, with how many; the emptiest first."""
    work.reading(Action.READ_STOCK, Subject("hub", hub), "minimum")
    there: Counter[ItemId] = Counter()
    for held in work.store.stock.books.shelf(hub):
        if held.place.role is PlaceRole.SHELF and not held.lot.blocked:
            there[held.lot.item] += held.quantity
    wanted = work.store.stock.items.with_minimum()
    low = [(item, there[item.id]) for item in wanted if there[item.id] < item.minimum]
    return tuple(sorted(low, key=lambda pair: (pair[1] / pair[0].minimum, pair[0].name)))


def _dates(work: Work, hub: HubId) -> list[Job]:
    """What the dates ask. What can still be frozen is frozen on its last day, not given away."""
    sorted_out: dict[JobKind, list[stock_dates.Expiring]] = {}
    for one in stock_dates.expiring(work, hub, SOON_DAYS):
        if one.reason is not None:
            looks = one.reason.code == "stock.look_first"
            kind = JobKind.LOOK if looks else JobKind.WRITE_OFF
        elif one.until == work.today:
            kind = JobKind.EXPIRES_TODAY
        elif one.freeze is not None and one.until == work.today + timedelta(days=1):
            kind = JobKind.FREEZE
        else:
            kind = JobKind.EXPIRES_SOON
        sorted_out.setdefault(kind, []).append(one)
    return [
        Job(kind, _names(one.item for one in few), sum(one.held.quantity for one in few))
        for kind, few in sorted_out.items()
    ]


def _shelves(work: Work, hub: HubId) -> list[Job]:
    low = below_minimum(work, hub)
    jobs = [Job(JobKind.BELOW_MINIMUM, _names(item for item, _ in low))] if low else []
    short = [held for held in work.store.stock.books.shelf(hub) if held.quantity < 0]
    if short:
        items = work.store.stock.items.some(held.lot.item for held in short)
        jobs.append(Job(JobKind.SHORT, _names(items), -sum(held.quantity for held in short)))
    warm = [one for one in stock_dates.measured(work, hub) if one.problem is not None]
    if warm:
        touched = [pair for one in warm for pair in one.affected]
        units = sum(held.quantity for _, held in touched)
        jobs.append(Job(JobKind.TOO_WARM, _names(item for item, _ in touched), units))
    return jobs


def _waiting(work: Work, hub: HubId) -> list[Job]:
    jobs = []
    sent = work.store.stock.transfers.list(TransferState.SENT)
    waiting = tuple(one.id for one in sent if one.to_hub == hub)
    if waiting:
        jobs.append(Job(JobKind.ARRIVE, transfers=waiting))
    old = work.today - COUNT_EVERY
    due = [
        one.place
        for one in counting.next_to_count(work, hub)
        if one.counted_on is None or one.counted_on <= old
    ]
    if due:
        jobs.append(Job(JobKind.COUNT, places=tuple(due)))
    return jobs


def _names(items: Iterable[Item]) -> tuple[str, ...]:
    """Each name once, in the order of the list."""
    return tuple(dict.fromkeys(item.name for item in items))
