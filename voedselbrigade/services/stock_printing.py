"""The stock on paper: labels of lots, count sheets, pick lists, lists per parcel, a recall."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.food import DIET_LETTER, Diet
from voedselbrigade.domain.places import Hub, HubId
from voedselbrigade.services import counting, parcels, recalling
from voedselbrigade.services.counting import Sheet
from voedselbrigade.services.office_settings import settings_on
from voedselbrigade.services.parcels import PickLine
from voedselbrigade.services.recalling import RecallReport
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.stock.counts import CountId
from voedselbrigade.stock.lots import Item, Lot, LotId, Place, PlaceId
from voedselbrigade.stock.parcels import Household, Parcel, ParcelState
from voedselbrigade.stock.recalls import RecallId


@dataclass(frozen=True, slots=True)
class LabelOf:
    """A lot with what it is, for one sticker."""

    item: Item
    lot: Lot


@dataclass(frozen=True, slots=True)
class PackLine:
    """One line of a parcel: what, from which lot, from where."""

    item: Item
    lot: Lot
    place: Place
    quantity: int


@dataclass(frozen=True, slots=True)
class ParcelList:
    """What goes into the parcel of one household. `letters` say what the food is, never why.

    `called` is the household's number, and its name only where there is no number; `count` is how
    many of these parcels there are, for an outlet that keeps no names. `brought`: it goes along on
    a route.
    """

    called: str
    size: int
    count: int
    slot: TimeWindow | None
    letters: tuple[str, ...]
    lines: tuple[PackLine, ...]
    short: int
    state: ParcelState
    brought: bool = False


@dataclass(frozen=True, slots=True)
class DayLists:
    """A day of an outlet on paper."""

    hub: Hub
    day: date
    picks: tuple[PickLine, ...]
    parcels: tuple[ParcelList, ...]


@dataclass(frozen=True, slots=True)
class CountPaper:
    """A count to be walked with on paper."""

    hub: Hub
    sheet: Sheet


@dataclass(frozen=True, slots=True)
class RecallPaper:
    """A recall to send, with the names of the hubs."""

    report: RecallReport
    hubs: Mapping[HubId, str]
    places: Mapping[PlaceId, Place]
    office: str
    phone: str

    def hub_of(self, place: PlaceId | None) -> str:
        return self.hubs[self.places[place].hub] if place is not None else ""


def labels(work: Work, lots: Iterable[LotId]) -> tuple[LabelOf, ...]:
    """What stands on the stickers of these lots, in the order asked. Raises NotFound."""
    wanted = list(lots)
    work.doing(Action.PRINT, Subject("lots", len(wanted)))
    stock = work.store.stock
    found = [stock.lots.get(ident) for ident in wanted]
    items = {item.id: item for item in stock.items.some(lot.item for lot in found)}
    return tuple(LabelOf(items[lot.item], lot) for lot in found)


def count_sheet(work: Work, ident: CountId) -> CountPaper:
    """A count on paper: what to look for and not how many."""
    work.doing(Action.PRINT, Subject("count", ident))
    sheet = counting.sheet(work.because(Action.PRINT), ident)
    return CountPaper(work.store.hubs.get(sheet.count.hub), sheet)


def day_lists(work: Work, hub: HubId, day: date) -> DayLists:
    """What to fetch and what to put in each parcel that is not handed out yet."""
    work.doing(Action.PRINT, Subject("hub", hub))
    stock = work.store.stock
    picks = parcels.pick_list(work.because(Action.PRINT), hub, day)
    filled = [one for one in stock.parcels.of_day(hub, day) if one.state is ParcelState.FILLED]
    households = {one.id: one for one in stock.households.some(p.household for p in filled)}
    lots = stock.lots.some(line.lot for parcel in filled for line in parcel.lines)
    items = {item.id: item for item in stock.items.some(lot.item for lot in lots.values())}
    places = stock.places.all()

    def lines(parcel: Parcel) -> tuple[PackLine, ...]:
        found = [
            PackLine(items[lots[one.lot].item], lots[one.lot], places[one.place], one.quantity)
            for one in parcel.lines
        ]
        return tuple(sorted(found, key=lambda x: (x.item.storage, x.item.name.casefold())))

    lists = [
        _listed(households.get(parcel.household), parcel, lines(parcel), day) for parcel in filled
    ]
    lists.sort(key=lambda one: (one.slot.start_s if one.slot else 0, one.called))
    return DayLists(work.store.hubs.get(hub), day, picks, tuple(lists))


def recall_paper(work: Work, ident: RecallId) -> RecallPaper:
    """A recall as it may leave the house: numbers and places, no names of people."""
    work.doing(Action.PRINT, Subject("recall", ident))
    settings = settings_on(work.store.settings, work.today)
    office, phone = settings.office_name, settings.office_phone
    report = recalling.report(work.because(Action.PRINT), ident)
    hubs = {hub.id: hub.name for hub in work.store.hubs.all()}
    return RecallPaper(report, hubs, work.store.stock.places.all(), office, phone)


def _listed(
    household: Household | None, parcel: Parcel, lines: tuple[PackLine, ...], day: date
) -> ParcelList:
    """A household that was removed since still has its parcel, by its number."""
    if household is None:
        known = f"#{parcel.household}"
        return ParcelList(known, 0, 1, None, (), lines, parcel.short, parcel.state)
    asked = household.diets - {Diet.REGULAR}
    letters = dict.fromkeys(DIET_LETTER[diet] for diet in Diet if diet in asked)
    return ParcelList(
        called=household.number or household.name or f"#{household.id}",
        size=household.size,
        count=household.due_on(day) or 1,
        slot=household.slot,
        letters=tuple(letters),
        lines=lines,
        short=parcel.short,
        state=parcel.state,
        brought=household.recipient is not None,
    )
