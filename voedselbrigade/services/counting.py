"""Counting the stock: blind, by two people, half-finished ones survive, differences booked last."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.places import HubId
from voedselbrigade.errors import NotAllowed, NotPossible, WrongWords
from voedselbrigade.services.stock_arriving import new_lot
from voedselbrigade.services.stock_booking import MOST_UNITS, Deed, own_hub
from voedselbrigade.services.stocking import Booked
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.stock import counts
from voedselbrigade.stock.counts import (
    Count,
    CountId,
    CountLine,
    CountNote,
    CountState,
    LineState,
    Turn,
)
from voedselbrigade.stock.ledger import Spot, effects
from voedselbrigade.stock.lots import (
    DateKind,
    Item,
    ItemId,
    Lot,
    MovementKind,
    Place,
    PlaceId,
    PlaceRole,
)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a count as the counter may see it: what to look for, not how many.

    `turn` is what whoever asked is to do with it, `mine` what that person counted there.
    """

    line: CountLine
    item: Item
    lot: Lot
    place: Place
    turn: Turn = Turn.COUNT
    mine: int | None = None
    notes: tuple[CountNote, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A count with its rows, by place and name."""

    count: Count
    rows: tuple[Row, ...]

    @property
    def open(self) -> tuple[Row, ...]:
        settled = (LineState.RIGHT, LineState.AGREED)
        return tuple(row for row in self.rows if row.line.state not in settled)

    @property
    def value_cents(self) -> int:
        """What the settled differences are worth."""
        return sum((row.line.difference or 0) * row.lot.price_cents for row in self.rows)


def start(
    work: Work, hub: HubId, place: PlaceId | None = None, item: ItemId | None = None
) -> Count:
    """Begin to count a shelf, an item or a whole hub; the open count of it when there is one."""
    work.doing(Action.BOOK_STOCK, Subject("hub", hub))
    own_hub(work.actor, hub)
    if place is not None and work.store.stock.places.get(place).hub != hub:
        raise NotPossible("stock.place_elsewhere")
    for known in work.store.stock.counts.open(hub):
        if (known.place, known.item) == (place, item):
            return known
    made = Count(CountId(0), hub, work.now, work.actor.name, place, item)
    return work.store.stock.counts.add(made)


def note(
    work: Work, ident: CountId, spot: Spot, quantity: int, seen_at: datetime | None = None
) -> CountLine:
    """Keep what somebody saw of a lot, blind; `seen_at` is when, for what was noted on paper.

    What moved since then is accounted for. Raises NotPossible when the count is closed.
    """
    work.doing(Action.BOOK_STOCK, Subject("count", ident))
    store = work.store.stock
    count = _open(store.counts.get(ident))
    own_hub(work.actor, count.hub)
    if not 0 <= quantity <= MOST_UNITS:
        raise WrongWords("stock.quantity", quantity=quantity, most=MOST_UNITS)
    if seen_at is not None and not count.started_at <= seen_at <= work.now:
        raise WrongWords("stock.counted_when")
    notes = store.counts.notes(ident)
    expected = store.books.balance(spot)
    if seen_at is not None:
        since = effects(one.move for one in store.books.since(spot, seen_at))
        expected -= since.get(spot, 0)
    round_ = counts.next_round(notes, spot, work.actor.name)
    at, by = seen_at or work.now, work.actor.name
    made = CountNote(ident, round_, *spot, quantity, expected, at, by)
    store.counts.note(made)
    found = counts.lines([spot], [*(one for one in notes if one.spot == spot), made])
    return found[0]


def found_too(
    work: Work,
    ident: CountId,
    item: ItemId,
    kind: DateKind,
    ends_on: date | None,
    place: PlaceId,
    quantity: int,
) -> CountLine:
    """Something lies there that the books do not have on this shelf."""
    work.doing(Action.BOOK_STOCK, Subject("count", ident))
    store = work.store.stock
    fresh = new_lot(store.items.get(item), kind, ends_on, work.today)
    same = [
        lot
        for lot in store.lots.of_item(item)
        if (lot.kind, lot.ends_on) == (kind, ends_on) and not lot.blocked
    ]
    lot = same[-1] if same else store.lots.same(fresh)
    return note(work.because(Action.BOOK_STOCK), ident, (lot.id, place), quantity)


def sheet(work: Work, ident: CountId) -> Sheet:
    """Where a count stands, row by row; items that lay here and are gone are on it too."""
    work.reading(Action.READ_STOCK, Subject("count", ident), "count")
    return _sheet(work.store.stock.counts.get(ident), work)


def open_counts(work: Work, hub: HubId | None = None) -> tuple[Count, ...]:
    """Counts that were begun and not finished."""
    work.reading(Action.READ_STOCK, Subject("hub", hub or ""), "counts")
    return work.store.stock.counts.open(hub)


def book(work: Work, ident: CountId) -> Booked:
    """Book the differences. Booking twice is booking once.

    Raises NotPossible while a line is open, NotAllowed for the first counter when something
    differs: a second person confirms.
    """
    work.doing(Action.BOOK_STOCK, Subject("count", ident))
    store = work.store.stock
    count = store.counts.get(ident)
    own_hub(work.actor, count.hub)
    if count.state is CountState.BOOKED:
        return Booked(f"count:{ident}", ())
    seen = _sheet(_open(count), work)
    if seen.open:
        raise NotPossible("stock.count_open", n=len(seen.open))
    moves = counts.moves(row.line for row in seen.rows)
    if moves and work.actor.name in {n.by for n in store.counts.notes(ident) if n.round == 1}:
        raise NotAllowed("stock.second_person", who=work.actor.name)
    deed = Deed(work, f"count:{ident}", MovementKind.COUNT, work.today, gone=True)
    made = deed.book(moves)
    closed = replace(count, state=CountState.BOOKED, booked_at=work.now, booked_by=work.actor.name)
    store.counts.save(closed)
    return Booked(deed.cause, made)


def drop(work: Work, ident: CountId) -> None:
    """Stop a count without booking anything; what was noted stays readable."""
    work.doing(Action.BOOK_STOCK, Subject("count", ident))
    count = _open(work.store.stock.counts.get(ident))
    own_hub(work.actor, count.hub)
    work.store.stock.counts.save(replace(count, state=CountState.DROPPED))


def next_to_count(work: Work, hub: HubId) -> tuple[counts.Due, ...]:
    """Which shelf to count next: value × days since the last count × shortages that show there."""
    work.reading(Action.READ_STOCK, Subject("hub", hub), "count_next")
    store = work.store.stock
    worth: dict[PlaceId, int] = {}
    short: dict[PlaceId, int] = {}
    for held in store.books.shelf(hub):
        if held.place.role is PlaceRole.SHELF:
            place = held.place.id
            value = max(held.quantity, 0) * max(held.lot.price_cents, 1)
            worth[place] = worth.get(place, 0) + value
            short[place] = short.get(place, 0) + (held.quantity < 0)
    return counts.most_due(worth, dict(store.counts.counted_on(hub)), short, work.today)


def _open(count: Count) -> Count:
    if count.state is not CountState.OPEN:
        raise NotPossible("stock.count_closed", id=count.id)
    return count


def _sheet(count: Count, work: Work) -> Sheet:
    store = work.store.stock
    shelf = [
        held
        for held in store.books.shelf(count.hub, count.item, count.place, empty_too=True)
        if held.place.role is PlaceRole.SHELF
    ]
    notes = store.counts.notes(count.id)
    lying = {(h.lot.id, h.place.id) for h in shelf if h.quantity}
    gone = {h.lot.item: (h.lot.id, h.place.id) for h in shelf if not h.quantity}
    here = {h.lot.item for h in shelf if h.quantity}
    # Of an item of which nothing is left, its last lot asks whether that is so.
    spots = lying | {spot for item, spot in gone.items() if item not in here}
    found = counts.lines(sorted(spots), notes)
    lots = store.lots.some(line.spot[0] for line in found)
    items = {item.id: item for item in store.items.some(lot.item for lot in lots.values())}
    places = store.places.all()
    rows = [
        Row(
            line,
            items[lots[line.spot[0]].item],
            lots[line.spot[0]],
            places[line.spot[1]],
            *counts.turn(line, notes, work.actor.name),
            tuple(note for note in notes if note.spot == line.spot),
        )
        for line in found
    ]
    rows.sort(key=lambda row: (row.place.label, row.item.name.casefold(), row.lot.id))
    return Sheet(count, tuple(rows))
