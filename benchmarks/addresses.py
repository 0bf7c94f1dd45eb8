"""How fast front doors are found: exactly, and with a typing error, in an index of a whole city.

Targets: 10,000 exact ones in 2 s; 10 ms each with a typing error.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

from benchmarks.recording import Figure, record
from voedselbrigade.adapters.geocoding.address_database import AddressDatabase, write
from voedselbrigade.adapters.geocoding.finding import DoorFinder
from voedselbrigade.domain.doors import Door
from voedselbrigade.domain.places import Address, HouseNumber, Located, Point

STREETS, NUMBERS = 4_000, 60
FIRST = ("Appel", "Berken", "Konings", "Linden", "Molen", "Oranje", "Paarden", "Regent", "Spoor")
SECOND = ("", "bosch", "burg", "dam", "hoven", "kamp", "meer", "poort", "rode", "veen", "zicht")
THIRD = ("", "ing", "er", "e", "se", "aar", "dijk", "lust")
KINDS = ("straat", "laan", "weg", "plein", "kade", "hof", "pad", "singel")


def main() -> None:
    doors = list(city())
    chance = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "addresses.sqlite"
        start = time.perf_counter()
        write(path, doors)
        print(f"index of {len(doors):,} doors written in {time.perf_counter() - start:.1f} s")
        finder = DoorFinder(AddressDatabase.open(path))
        exact = [door.address for door in chance.choices(doors, k=10_000)]
        nameless = [replace(door.address, postcode="") for door in chance.choices(doors, k=2_000)]
        wrong = [replace(address, street=mistyped(address.street)) for address in nameless[:500]]
        exact_s, street_s, wrong_s = (
            asked(what, finder, addresses)
            for what, addresses in (
                ("10,000 by postcode", exact),
                ("2,000 by street", nameless),
                ("500 mistyped", wrong),
            )
        )
    record(
        "addresses",
        [
            Figure("10,000 addresses by postcode and number", exact_s, "s", 2.0),
            Figure("by street without a postcode, each", 1000 * street_s / 2_000, "ms"),
            Figure("with a typing error in the street, each", 1000 * wrong_s / 500, "ms", 10.0),
        ],
    )


def asked(what: str, finder: DoorFinder, addresses: Sequence[Address]) -> float:
    """Seconds on the clock for all of them."""
    start = time.perf_counter()
    found = sum(isinstance(finder.find(address), Located) for address in addresses)
    print(f"{what}: {found} found")
    return time.perf_counter() - start


def city() -> Iterator[Door]:
    """A made-up city: as many streets and doors as The Hague has."""
    names = ["".join(parts) for parts in product(FIRST, SECOND, THIRD, KINDS)]
    random.Random(2).shuffle(names)
    for place, street in enumerate(names[:STREETS]):
        lat, lon = 52.0 + place // 64 * 0.002, 4.2 + place % 64 * 0.003
        for number in range(1, NUMBERS + 1):
            letters = chr(65 + place % 26) + chr(65 + number // 24)
            postcode = f"{2500 + place // 26}{letters}"
            address = Address(street, HouseNumber(number), postcode, "Den Haag")
            yield Door(address, Point(lat, lon + number * 0.00004))


def mistyped(street: str) -> str:
    """Two letters in the middle swapped."""
    at = len(street) // 2
    return street[: at - 1] + street[at] + street[at - 1] + street[at + 1 :]


if __name__ == "__main__":
    main()
