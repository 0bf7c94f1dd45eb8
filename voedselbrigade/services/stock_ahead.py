"""Looking ahead in a hub: days of cover, what expires before it can be given, what to ask donors.

What is wanted is what we know of: the parcels of the households and the meals of the recipients by
their calendar, and on top of that what went out at the desk, as a forecast with its error.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.places import HubId
from voedselbrigade.services.stock_demand import Demand
from voedselbrigade.services.stock_reference import holding
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.stock.ahead import Batch, Forecast, RunDown, forecast, run_down
from voedselbrigade.stock.expiry import last_day
from voedselbrigade.stock.expiry_rules import Rules
from voedselbrigade.stock.lots import Held, Item, ItemId, PlaceRole

DAYS = 28
ASK_DAYS = 14
HISTORY = timedelta(weeks=9)
LONGEST = 183
NO_FOOD = "non_food"
USUAL_UNIT_G = 600
"""What a unit weighs when nobody filled it in: Dutch food banks reckon with 0.6 kg."""
_FAR = float("inf")

type Wanted = Mapping[date, float]


@dataclass(frozen=True, slots=True)
class Cover:
    """How long one item lasts here.

    `there` is what may be given today or later; `planned` what parcels and meals ask for within
    the horizon; `expected` what the desk is likely to ask on top, by `forecast`. `days` None is
    longer than the horizon; `asked` is False when nobody asks for it at all.
    """

    item: Item
    there: int
    planned: int
    expected: float
    run: RunDown
    forecast: Forecast | None = None

    @property
    def asked(self) -> bool:
        return bool(self.planned or self.expected)

    @property
    def days(self) -> float | None:
        return self.run.days


@dataclass(frozen=True, slots=True)
class CategoryCover:
    """The same for everything of a category together: one may stand in for another."""

    category: str
    name: str
    there: int
    grams: int
    run: RunDown

    @property
    def days(self) -> float | None:
        return self.run.days


@dataclass(frozen=True, slots=True)
class Leftover:
    """Units of a lot that pass their last day before anybody is expected to take them."""

    item: Item
    held: Held
    quantity: int
    until: date


@dataclass(frozen=True, slots=True)
class Ask:
    """What to ask donors for: so many units, wanted from `from_day` on."""

    item: Item
    quantity: int
    from_day: date | None

    @property
    def grams(self) -> int:
        return self.quantity * self.item.unit_g


@dataclass(frozen=True, slots=True)
class Ahead:
    """The coming days of one hub; items by name, those that run out first on top.

    `together` is all food by weight, as if anything could stand in for anything else.
    """

    hub: HubId
    today: date
    horizon: int
    items: tuple[Cover, ...]
    categories: tuple[CategoryCover, ...]
    leftovers: tuple[Leftover, ...]
    ask: tuple[Ask, ...]
    together: RunDown


def look_ahead(work: Work, hub: HubId, days: int = DAYS) -> Ahead:
    """How long everything in a hub lasts, what will be left over, and what to ask for."""
    work.reading(Action.READ_STOCK, Subject("hub", hub), "ahead")
    return _Hub(work, hub, max(1, min(days, LONGEST))).ahead()


def forecasts(work: Work, hub: HubId) -> tuple[tuple[Item, Forecast], ...]:
    """What the desk of a hub is likely to ask in the coming week, by item; the most first."""
    work.reading(Action.READ_STOCK, Subject("hub", hub), "forecast")
    found = _Hub(work, hub, 7).forecasts()
    items = {item.id: item for item in work.store.stock.items.some(found)}
    pairs = [(items[ident], said) for ident, said in found.items()]
    return tuple(sorted(pairs, key=lambda pair: (-pair[1].per_week, pair[0].name)))


class _Hub:
    """One hub, read once."""

    def __init__(self, work: Work, hub: HubId, days: int) -> None:
        self._work = work
        self._stock = work.store.stock
        self._id = hub
        self._today = work.today
        self._horizon = days
        self._days = coming(work.today, days)
        self._rules: Rules = holding(self._stock.rules, work.today)

    def ahead(self) -> Ahead:
        shelf = [
            held
            for held in self._stock.books.shelf(self._id)
            if held.quantity > 0 and held.place.role is PlaceRole.SHELF and not held.lot.blocked
        ]
        demand = Demand(self._work, self._id, self._days)
        planned, said = demand.by_item(), self.forecasts()
        idents = {held.lot.item for held in shelf} | planned.keys() | said.keys()
        minimum = {item.id for item in self._stock.items.with_minimum()}
        items = {item.id: item for item in self._stock.items.some(idents | minimum)}
        batches = self._batches(shelf, items)
        wanted = {one: self._wanted(planned.get(one, {}), said.get(one)) for one in items}
        covers = [
            Cover(
                item=item,
                there=sum(batch.quantity for batch in batches.get(ident, ())),
                planned=round(sum(planned.get(ident, {}).values())),
                expected=sum(said[ident].on(day) for day in self._days) if ident in said else 0.0,
                run=run_down(batches.get(ident, ()), wanted[ident], self._today, self._horizon),
                forecast=said.get(ident),
            )
            for ident, item in items.items()
        ]
        covers.sort(key=_most_pressing)
        return Ahead(
            hub=self._id,
            today=self._today,
            horizon=self._horizon,
            items=tuple(covers),
            categories=tuple(self._categories(items, batches, wanted)),
            leftovers=tuple(self._leftovers(covers, shelf)),
            ask=tuple(self._ask(covers)),
            together=self._together(items, batches, wanted),
        )

    def forecasts(self) -> dict[ItemId, Forecast]:
        first, last = self._today - HISTORY, self._today - timedelta(days=1)
        history: dict[ItemId, dict[date, int]] = defaultdict(dict)
        for out in self._stock.outflows.left(self._id, first, last):
            history[out.item][out.day] = out.quantity
        began = min((day for days in history.values() for day in days), default=self._today)
        found = {item: forecast(days, began, self._today) for item, days in history.items()}
        return {item: said for item, said in found.items() if said is not None and said.per_week}

    def _wanted(self, planned: Wanted, said: Forecast | None) -> Wanted:
        if said is None:
            return planned
        return {day: planned.get(day, 0.0) + said.on(day) for day in self._days}

    # --- what comes of it -------------------------------------------------------------------------

    def _batches(
        self, shelf: Sequence[Held], items: Mapping[ItemId, Item]
    ) -> dict[ItemId, list[Batch]]:
        """What may still be given, by item; what is past its last day is not stock any more."""
        found: dict[ItemId, list[Batch]] = {}
        for held in shelf:
            until = last_day(items[held.lot.item], held.lot, self._rules)
            if until is None or until >= self._today:
                batch = Batch((held.lot.id, held.place.id), held.quantity, until)
                found.setdefault(held.lot.item, []).append(batch)
        return found

    def _categories(
        self,
        items: Mapping[ItemId, Item],
        batches: Mapping[ItemId, list[Batch]],
        wanted: Mapping[ItemId, Wanted],
    ) -> Iterator[CategoryCover]:
        groups: dict[str, list[Item]] = {}
        for item in items.values():
            groups.setdefault(item.category, []).append(item)
        found = []
        for category, few in groups.items():
            lots = [batch for item in few for batch in batches.get(item.id, ())]
            asked: dict[date, float] = defaultdict(float)
            for item in few:
                for day, quantity in wanted[item.id].items():
                    asked[day] += quantity
            grams = sum(
                batch.quantity * item.unit_g for item in few for batch in batches.get(item.id, ())
            )
            run = run_down(lots, asked, self._today, self._horizon)
            there = sum(batch.quantity for batch in lots)
            name = self._rules.of(category).name
            found.append(CategoryCover(category, name, there, grams, run))
        found.sort(key=lambda one: (_FAR if one.days is None else one.days, one.category))
        yield from found

    def _together(
        self,
        items: Mapping[ItemId, Item],
        batches: Mapping[ItemId, list[Batch]],
        wanted: Mapping[ItemId, Wanted],
    ) -> RunDown:
        food = [item for item in items.values() if item.category != NO_FOOD]
        lots = [
            Batch(batch.spot, batch.quantity * (item.unit_g or USUAL_UNIT_G), batch.until)
            for item in food
            for batch in batches.get(item.id, ())
        ]
        asked: dict[date, float] = defaultdict(float)
        for item in food:
            for day, quantity in wanted[item.id].items():
                asked[day] += quantity * (item.unit_g or USUAL_UNIT_G)
        return run_down(lots, asked, self._today, self._horizon)

    def _leftovers(self, covers: Sequence[Cover], shelf: Sequence[Held]) -> Iterator[Leftover]:
        lies = {(held.lot.id, held.place.id): held for held in shelf}
        found = []
        for cover in covers:
            for spot, quantity in cover.run.left.items():
                held = lies[spot]
                until = last_day(cover.item, held.lot, self._rules)
                if until is not None:
                    found.append(Leftover(cover.item, held, quantity, until))
        yield from sorted(found, key=lambda one: (one.until, one.item.name))

    def _ask(self, covers: Iterable[Cover]) -> Iterator[Ask]:
        """What is lacking within two weeks, and what would fill up the hub's own minimum."""
        end = self._today + timedelta(days=ASK_DAYS)
        for cover in covers:
            lacking = sum(n for day, n in cover.run.short.items() if day < end)
            short = max(0, cover.item.minimum - cover.there) if cover.item.active else 0
            if max(lacking, short) > 0:
                yield Ask(cover.item, max(lacking, short), cover.run.empty_on)


def coming(today: date, days: int) -> list[date]:
    """So many days, from today on."""
    return [today + timedelta(days=number) for number in range(days)]


def _most_pressing(cover: Cover) -> tuple[float, str]:
    return (_FAR if cover.days is None else cover.days, cover.item.name.casefold())
