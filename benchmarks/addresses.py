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
        told(
            "10,000 by postcode", finder, [door.address for door in chance.choices(doors, k=10_000)]
        )
        nameless = [replace(door.address, postcode="") for door in chance.choices(doors, k=2_000)]
        told("2,000 by street", finder, nameless)
        wrong = [replace(address, street=mistyped(address.street)) for address in nameless[:500]]
        told("500 mistyped", finder, wrong)


def told(what: str, finder: DoorFinder, asked: Sequence[Address]) -> None:
    start, busy = time.perf_counter(), time.process_time()
    found = sum(isinstance(finder.find(address), Located) for address in asked)
    clock, cpu = time.perf_counter() - start, time.process_time() - busy
    each = 1000 * clock / len(asked)
    print(
        f"{what:20} {clock:6.2f} s  {cpu:6.2f} s of processor  {each:6.3f} ms each  {found} found"
    )


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
