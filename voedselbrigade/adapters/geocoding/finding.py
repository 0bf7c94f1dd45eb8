"""The rules by which a typed address becomes a front door of an index, and what is said of doubt.

Postcode and number decide, for they are typed with care; the street must agree with them. What is
not exact says so (`Located.doubt`), what may be two places is not guessed but asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from voedselbrigade.domain import street_names
from voedselbrigade.domain.doors import (
    AddressBook,
    Door,
    Street,
    metres_between,
    middle,
    same_number,
    tail,
)
from voedselbrigade.domain.places import Address, Confidence, Located, parse_town
from voedselbrigade.errors import Fact
from voedselbrigade.services.ports import NotLocated

MOST_SUGGESTIONS = 5
SAME_PLACE_M = 30.0
# Inside one postcode there are one or two streets, so a badly typed name is still that name.
SLIPS_IN_POSTCODE = 3


class DoorFinder:
    """A Geocoder over an address book on this machine."""

    def __init__(self, book: AddressBook, name: str = "index") -> None:
        self._book = book
        self._name = name

    @property
    def name(self) -> str:
        return self._name

    def find(self, address: Address) -> Located | NotLocated:
        """The door, how sure we are and why not surer; or what may have been meant."""
        if address.postcode and (doors := self._just_as_typed(address)):
            return self._one_place(address, doors)
        here = self._book.in_postcode(address.postcode) if address.postcode else ()
        if not here:
            return self._by_street(address)
        meant = self._meant(address, here)
        return self._by_number(address, meant) if meant else self._contradiction(address, here)

    def _just_as_typed(self, address: Address) -> list[Door]:
        """The doors on which all that was typed fits: nearly every question ends here."""
        return [
            door
            for door in self._book.at_number(address.postcode, address.house.number)
            if same_number(door.address.house, address.house)
            and (not address.street or street_names.same(address.street, door.address.street))
        ]

    def _meant(self, address: Address, here: Sequence[Door]) -> list[Door]:
        """The doors of the postcode in the street that was typed, typing errors forgiven.

        A name that is a street of this town is taken at its word, however near another one is.
        """
        if not address.street:
            return list(here)
        same = [door for door in here if street_names.same(address.street, door.address.street)]
        if same or any(same_town(s.town, address.town) for s in self._streets_named(address)):
            return same
        return [door for door in here if may_be_street(address.street, door.address.street)]

    def _by_number(self, address: Address, doors: Sequence[Door]) -> Located | NotLocated:
        same = [door for door in doors if same_number(door.address.house, address.house)]
        if same:
            return self._one_place(address, same)
        at_number = [door for door in doors if door.address.house.number == address.house.number]
        if at_number:
            return self._without_suffix(address, at_number)
        return self._nearby(address, doors)

    def _one_place(self, address: Address, same: Sequence[Door]) -> Located | NotLocated:
        """All doors with the very key that was asked for: one place, or a question."""
        spread_m = max(metres_between(same[0].point, door.point) for door in same)
        if spread_m > SAME_PLACE_M:
            return NotLocated(Fact.of("locate.ambiguous", address=address.line), _offers(same))
        door = same[0]
        if door.estimated:
            doubt = Fact.of("locate.estimated", address=address.line)
            return self._at(door, Confidence.NEAR_NUMBER, doubt)
        return self._at(door, Confidence.EXACT)

    def _without_suffix(self, address: Address, at_number: Sequence[Door]) -> Located:
        typed = str(address.house).removeprefix(str(address.house.number)).strip("-")
        known = tuple(str(door.address.house) for door in at_number[:MOST_SUGGESTIONS])
        code = "locate.suffix_unknown" if typed else "locate.suffix_missing"
        plain = [door for door in at_number if not tail(door.address.house)]
        door = plain[0] if plain else middle(at_number)
        number = address.house.number
        doubt = Fact.of(code, street=door.address.street, number=number, typed=typed, known=known)
        return self._at(door, Confidence.NO_SUFFIX, doubt)

    def _nearby(self, address: Address, doors: Sequence[Door]) -> Located:
        """Nearest number on the same side of the street, else the middle of the postcode."""
        number = address.house.number
        side = [door for door in doors if door.address.house.number % 2 == number % 2]
        if not side:
            doubt = Fact.of("locate.only_postcode", address=address.line, postcode=address.postcode)
            return self._at(middle(doors), Confidence.POSTCODE, doubt)
        door = min(side, key=lambda door: abs(door.address.house.number - number))
        doubt = Fact.of("locate.near_number", address=address.line, found=door.address.line)
        return self._at(door, Confidence.NEAR_NUMBER, doubt)

    def _contradiction(self, address: Address, here: Sequence[Door]) -> Located | NotLocated:
        """The postcode lies in another street. Two real doors are a question; one is a doubt."""
        same = [door for door in here if same_number(door.address.house, address.house)]
        elsewhere = [
            door
            for door in self._doors_of(self._streets_named(address), address.house.number)
            if same_number(door.address.house, address.house)
        ]
        reason = Fact.of(
            "locate.street_differs",
            street=address.street,
            postcode=address.postcode,
            known=tuple(dict.fromkeys(door.address.street for door in here)),
        )
        if elsewhere or not same:
            return NotLocated(reason, _offers([*elsewhere, *same] or self._near(address)))
        return self._at(same[0], Confidence.POSTCODE, reason)

    def _by_street(self, address: Address) -> Located | NotLocated:
        """Without a postcode that we know: the street and the number in the town."""
        named = self._streets_named(address)
        in_town = [street for street in named if same_town(street.town, address.town)]
        if in_town:
            return self._in_streets(address, in_town)
        return self._misspelt(address)

    def _in_streets(self, address: Address, streets: Sequence[Street]) -> Located | NotLocated:
        at_number = self._doors_of(streets, address.house.number)
        same = [door for door in at_number if same_number(door.address.house, address.house)]
        if same:
            return self._doubt_postcode(address, self._one_place(address, same), same[0])
        if at_number:
            return self._without_suffix(address, at_number)
        # A street can be kilometres long: without a postcode the next number is only an offer.
        doors = self._doors_of(streets)
        near = sorted(doors, key=lambda d: abs(d.address.house.number - address.house.number))
        return NotLocated(Fact.of("locate.no_such_number", address=address.line), _offers(near))

    def _doubt_postcode(
        self, address: Address, found: Located | NotLocated, door: Door
    ) -> Located | NotLocated:
        """A postcode that no door has, typed with a street and number that do exist."""
        if not address.postcode or isinstance(found, NotLocated):
            return found
        known = door.address.postcode
        doubt = Fact.of("locate.postcode_differs", typed=address.postcode, found=known)
        return self._at(door, Confidence.STREET, doubt)

    def _misspelt(self, address: Address) -> Located | NotLocated:
        """The nearest street name, when it is near enough and no other name is as near."""
        streets = self._nearest_streets(address.street)
        doors = self._near_doors(address, streets)
        if doors and _no_doubt(address, doors[0].address, streets):
            name = doors[0].address.street
            doubt = Fact.of("locate.street_read_as", typed=address.street, found=name)
            return self._at(doors[0], Confidence.STREET, doubt)
        reason = Fact.of("locate.not_found", address=address.line, town=address.town)
        return NotLocated(reason, _offers(doors))

    def _near(self, address: Address) -> list[Door]:
        return self._near_doors(address, self._nearest_streets(address.street))

    def _near_doors(self, address: Address, streets: Sequence[Street]) -> list[Door]:
        """Doors with this number in streets that look like the one typed; the town's own first."""
        own_first = sorted(streets, key=lambda street: not same_town(street.town, address.town))
        found: list[Door] = []
        for street in own_first:
            doors = self._book.in_street(street, address.house.number)
            same = [door for door in doors if same_number(door.address.house, address.house)]
            found += same or doors
        return found

    def _nearest_streets(self, typed: str) -> list[Street]:
        if not typed:
            return []
        near = self._names.nearest(typed, most=2 * MOST_SUGGESTIONS)
        return [self._streets[place] for _slips, place in near]

    @cached_property
    def _streets(self) -> Sequence[Street]:
        return self._book.streets()

    @cached_property
    def _names(self) -> street_names.Names:
        return street_names.Names([street.name for street in self._streets])

    def _streets_named(self, address: Address) -> Sequence[Street]:
        return self._book.called(street_names.key(address.street)) if address.street else ()

    def _doors_of(self, streets: Sequence[Street], number: int | None = None) -> list[Door]:
        return [door for street in streets for door in self._book.in_street(street, number)]

    def _at(self, door: Door, confidence: Confidence, doubt: Fact | None = None) -> Located:
        return Located(door.point, confidence, self._name, doubt)


def _no_doubt(address: Address, first: Address, streets: Sequence[Street]) -> bool:
    """The first door has this very number in this town, and no other street there is as near."""
    count = street_names.slips(address.street, first.street)
    rivals = {
        street.name
        for street in streets
        if street_names.slips(address.street, street.name) <= count
        and same_town(street.town, address.town)
    }
    return (
        rivals == {first.street}
        and count <= street_names.slips_allowed(address.street)
        and same_number(first.house, address.house)
        and same_town(first.town, address.town)
    )


def may_be_street(typed: str, known: str) -> bool:
    """Inside one postcode a badly typed name is still that name; an empty one says nothing."""
    if not typed:
        return True
    most = min(SLIPS_IN_POSTCODE, max(1, len(street_names.key(known)) // 3))
    return street_names.slips(typed, known) <= most


def same_town(one: str, other: str) -> bool:
    return street_names.same(parse_town(one), parse_town(other))


def _offers(doors: Sequence[Door]) -> tuple[Address, ...]:
    return tuple(dict.fromkeys(door.address for door in doors))[:MOST_SUGGESTIONS]
