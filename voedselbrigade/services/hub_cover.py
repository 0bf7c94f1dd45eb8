"""How long the food lasts at every hub, for the map and the list beside it.

The same figures as looking ahead in each hub one by one, reckoned for all of them at once.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from itertools import chain

import numpy as np
import numpy.typing as npt

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.places import Hub, HubId
from voedselbrigade.services.outlet_store import Lying
from voedselbrigade.services.stock_ahead import (
    DAYS,
    HISTORY,
    LONGEST,
    NO_FOOD,
    USUAL_UNIT_G,
    coming,
)
from voedselbrigade.services.stock_demand import Demand, Everyone
from voedselbrigade.services.stock_reference import holding
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.stock.ahead import MEAN_OF_WEEKS, cover_days
from voedselbrigade.stock.expiry import last_day
from voedselbrigade.stock.expiry_rules import Rules
from voedselbrigade.stock.lots import DateKind, Item, ItemId, Lot, LotId, Storage

SHORT_DAYS = 2
WEEK_DAYS = 8
"""Parcels go out once a week: with a week and a day the next hand-out is covered too."""
_ENDLESS = 10_000
"""The day until which food without an end may be given: beyond every horizon."""

type Floats = npt.NDArray[np.float64]


class Supply(StrEnum):
    """How a hub stands, the most pressing first."""

    SHORT = "short"
    WEEK = "week"
    ENOUGH = "enough"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class RunsOut:
    """Something that runs out within a week: a product, or a whole category (by its name)."""

    name: str
    days: float


@dataclass(frozen=True, slots=True)
class HubCover:
    """One hub: how long all food lasts by weight, and which kinds and products run out first.

    `days` None is longer than the horizon, or nobody asks for anything. `grams` is what may be
    given today or later; a product without a weight counts for the usual.
    """

    hub: Hub
    horizon: int
    asked: bool
    days: float | None
    grams: int
    kinds: tuple[RunsOut, ...] = ()
    first_out: tuple[RunsOut, ...] = ()

    @property
    def supply(self) -> Supply:
        """By weight; but where a whole kind runs out within a week, all together is not enough."""
        if not self.asked:
            return Supply.NOT_ASKED
        if self.days is None or self.days >= WEEK_DAYS:
            return Supply.WEEK if self.kinds else Supply.ENOUGH
        return Supply.SHORT if self.days < SHORT_DAYS else Supply.WEEK


def all_hubs(work: Work, days: int = DAYS) -> tuple[HubCover, ...]:
    """Every hub where something lies or is asked, the one that runs out first on top.

    Staff of one hub sees its own.
    """
    work.reading(Action.READ_STOCK, Subject("hubs"), "cover")
    mine = [hub for hub in work.store.hubs.all() if hub.active and work.actor.hub in (None, hub.id)]
    found = _Everywhere(work, mine, max(1, min(days, LONGEST))).covers()
    told = [one for one in found if one.asked or one.grams]
    return tuple(sorted(told, key=_most_pressing))


def _most_pressing(one: HubCover) -> tuple[int, float, str]:
    far = float(one.horizon) if one.days is None else one.days
    return (list(Supply).index(one.supply), far, one.hub.name.casefold())


@dataclass(slots=True)
class _Rows:
    """What lies of many items in many hubs: batch by batch the group, units and last day."""

    groups: list[int] = field(default_factory=list)
    quantities: list[int] = field(default_factory=list)
    until: list[int] = field(default_factory=list)


class _Everywhere:
    """All hubs, read once. A group is an item in a hub; its number is its row in every table."""

    def __init__(self, work: Work, hubs: Sequence[Hub], days: int) -> None:
        self._work, self._hubs, self._horizon = work, hubs, days
        self._stock = work.store.stock
        self._days = coming(work.today, days)
        self._rules: Rules = holding(self._stock.rules, work.today)
        self._ids = {hub.id for hub in hubs}
        self._group: dict[tuple[HubId, ItemId], int] = {}
        self._about: dict[ItemId, tuple[str, int]] = {}
        self._lies = self._lying()
        self._wanted = self._asked()

    def covers(self) -> list[HubCover]:
        if not self._group:
            return [HubCover(hub, self._horizon, False, None, 0) for hub in self._hubs]
        weight, food = self._weights()
        hub_of = [hub for hub, _ in self._group]
        units = np.array(self._lies.quantities, np.int64) * weight[self._batches]
        grams = np.bincount(self._batches, units, len(self._group))
        asked = self._wanted.any(axis=1)
        together = self._in_groups(hub_of, weight * food)
        kinds, products = self._kinds(), self._products()
        found = []
        for hub in self._hubs:
            rows = [row for row, ident in enumerate(hub_of) if ident == hub.id]
            found.append(
                HubCover(
                    hub,
                    self._horizon,
                    bool(asked[rows].any()),
                    together.get(hub.id),
                    int(grams[rows].sum()),
                    tuple(kinds.get(hub.id, ())),
                    tuple(products.get(hub.id, ())),
                )
            )
        return found

    # What lies there ------------------------------------------------------------------------------

    def _lying(self) -> _Rows:
        """What may still be given; what is past its last day is not stock any more."""
        rows = [row for row in self._stock.outflows.lying() if row[0] in self._ids]
        kinds: dict[tuple[object, ...], int] = {}
        for row in {(row[2], *row[5:]): row for row in rows}.values():
            kinds[row[2], *row[5:]] = self._until(row)
        found = _Rows()
        for row in rows:
            until = kinds[row[2], *row[5:]]
            if until >= 0:
                found.groups.append(self._number(row[0], row[1]))
                found.quantities.append(row[4])
                found.until.append(until)
        self._about.update({row[1]: (row[2], row[3]) for row in rows})
        return found

    def _until(self, row: Lying) -> int:
        _, ident, category, _, _, kind, ends_on, storage, received_on, frozen_on = row
        lot = Lot(
            LotId(0),
            ident,
            kind=DateKind(kind),
            ends_on=ends_on,
            storage=Storage(storage),
            received_on=received_on,
            frozen_on=frozen_on,
        )
        last = last_day(Item(ident, "", category), lot, self._rules)
        return _ENDLESS if last is None else min(_ENDLESS, (last - self._work.today).days)

    def _number(self, hub: HubId, item: ItemId) -> int:
        return self._group.setdefault((hub, item), len(self._group))

    # What is asked --------------------------------------------------------------------------------

    def _asked(self) -> Floats:
        """Units per group and day: planned, and what the desk is likely to ask on top."""
        everyone = Everyone(self._work, self._days)
        planned = [
            (self._number(hub.id, item), (day - self._work.today).days, quantity)
            for hub in self._hubs
            for item, days in Demand(self._work, hub.id, self._days, everyone).by_item().items()
            for day, quantity in days.items()
        ]
        likely = self._likely()
        wanted = np.zeros((len(self._group), self._horizon))
        for group, day, quantity in planned:
            wanted[group, day] += quantity
        weekdays = [day.weekday() for day in self._days]
        wanted[: len(likely)] += likely[:, weekdays]
        missing = {item for _, item in self._group} - self._about.keys()
        for one in self._stock.items.some(missing):
            self._about[one.id] = (one.category, one.unit_g)
        return wanted

    def _likely(self) -> Floats:
        """The forecast of `stock.ahead.forecast` per group and weekday."""
        today = self._work.today
        yesterday = today - timedelta(days=1)
        began = self._stock.outflows.began(self._ids, today - HISTORY, yesterday)
        weeks = {hub: min((today - day).days // 7, MEAN_OF_WEEKS) for hub, day in began.items()}
        weeks = {hub: number for hub, number in weeks.items() if number >= 2}
        first = today - timedelta(weeks=MEAN_OF_WEEKS)
        rows = self._stock.outflows.days(weeks, first, yesterday)
        flat = np.fromiter(chain.from_iterable(rows), np.int64, 4 * len(rows))
        hubs, items, days, quantities = flat.reshape(-1, 4).T
        number = {hub: row for row, hub in enumerate(sorted(weeks))}
        known = np.array([weeks[hub] for hub in number], np.int64)
        at = np.searchsorted(np.array(list(number), np.int64), hubs)
        here = days >= today.toordinal() - 7 * known[at] if len(known) else hubs > 0
        pairs, group = np.unique((hubs << 32 | items)[here], return_inverse=True)
        groups = [
            self._number(HubId(pair >> 32), ItemId(pair & 0xFFFFFFFF)) for pair in pairs.tolist()
        ]
        likely = np.zeros((len(self._group), 7))
        if groups:
            means = quantities[here] / known[at][here]
            np.add.at(likely, (np.array(groups)[group], (days[here] - 1) % 7), means)
        likely[likely.sum(axis=1) == 0] = 0
        return likely

    # How long it lasts ----------------------------------------------------------------------------

    @property
    def _batches(self) -> npt.NDArray[np.int64]:
        return np.array(self._lies.groups, np.int64)

    def _weights(self) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Per group what a unit weighs, and 1 for food or 0 for what is none."""
        about = [self._about[item] for _, item in self._group]
        weight = [unit_g or USUAL_UNIT_G for _, unit_g in about]
        food = [int(category != NO_FOOD) for category, _ in about]
        return np.array(weight, np.int64), np.array(food, np.int64)

    def _in_groups[K: Hashable](
        self, keys: Sequence[K], weight: npt.NDArray[np.int64]
    ) -> dict[K, float]:
        """How long everything with one key lasts together; without what outlasts the horizon."""
        number: dict[K, int] = {}
        larger = np.array([number.setdefault(key, len(number)) for key in keys], np.int64)
        quantities = np.array(self._lies.quantities, np.int64) * weight[self._batches]
        wanted = np.zeros((len(number), self._horizon))
        np.add.at(wanted, larger, self._wanted * weight[:, None])
        until = np.array(self._lies.until, np.int64)
        lasts = cover_days(larger[self._batches], quantities, until, wanted)
        return {key: float(lasts[at]) for key, at in number.items() if not np.isnan(lasts[at])}

    def _kinds(self) -> Mapping[HubId, list[RunsOut]]:
        keys = [(hub, self._about[item][0]) for hub, item in self._group]
        lasts = self._in_groups(keys, np.ones(len(keys), np.int64))
        soon = [(hub, kind, days) for (hub, kind), days in lasts.items() if days < WEEK_DAYS]
        named = ((hub, self._rules.of(kind).name or kind, days) for hub, kind, days in soon)
        return _by_hub(named)

    def _products(self) -> Mapping[HubId, list[RunsOut]]:
        lasts = self._in_groups(list(self._group), np.ones(len(self._group), np.int64))
        soon = [(hub, item, days) for (hub, item), days in lasts.items() if days < WEEK_DAYS]
        items = self._stock.items.some({item for _, item, _ in soon})
        names = {item.id: item.name for item in items}
        return _by_hub((hub, names[item], days) for hub, item, days in soon)


def _by_hub(found: Iterable[tuple[HubId, str, float]]) -> Mapping[HubId, list[RunsOut]]:
    """What runs out first on top."""
    told: dict[HubId, list[RunsOut]] = {}
    for hub, name, days in sorted(found, key=lambda one: (one[2], one[1].casefold())):
        told.setdefault(hub, []).append(RunsOut(name, days))
    return told
