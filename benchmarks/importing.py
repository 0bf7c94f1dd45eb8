"""How long 5,000 people take: reading the file, comparing, saving, and the same file again.

Run it from the project's folder: `python -m benchmarks.importing [ROWS]`. The issue asks for 5 s at
most for reading and saving 5,000 rows.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter, process_time

from voedselbrigade.adapters.spreadsheets import read_table
from voedselbrigade.adapters.spreadsheets.writing import write_xlsx
from voedselbrigade.domain.access import Account
from voedselbrigade.domain.history import ImportId
from voedselbrigade.domain.tables import ListKind, Table
from voedselbrigade.services import importing
from voedselbrigade.wiring import Home, open_home

HEADERS = (
    *("Nr", "Naam", "Straat", "Huisnr", "Postcode", "Plaats", "Telefoon", "Bezorgdagen"),
    *("Dieet", "Allergie", "Tijd", "Opmerkingen"),
)
SURNAMES = ("Jansen", "de Vries", "van den Berg", "Bakker", "Yilmaz", "El Amrani", "Smit", "Mulder")
STREETS = ("Escamplaan", "Loosduinseweg", "Damstraat", "Hobbemastraat", "Weimarstraat")


def rows(count: int, seed: int = 1) -> Iterator[list[str]]:
    """Fictional people, with everything that a real list holds."""
    chance = random.Random(seed)
    for number in range(1, count + 1):
        street = chance.choice(STREETS)
        yield [
            str(number),
            " ".join(
                chance.choice(part) for part in (("Mw.", "Dhr."), ("A.", "B.", "C."), SURNAMES)
            ),
            street,
            str(number),
            f"25{10 + number % 80} {chance.choice('ABCD')}{chance.choice('EFGH')}",
            "Den Haag",
            f"070{chance.randrange(1_000_000, 9_999_999)}",
            chance.choice(("ma wo vr", "ma t/m vr", "di do even weken")),
            chance.choice(("", "halal", "zoutarm, zonder lactose")),
            chance.choice(("", "noten", "ei: nee")),
            chance.choice(("", "11:30-13:00")),
            chance.choice(("", "belt u bij de buren")),
        ]


@contextmanager
def timed(what: str) -> Iterator[None]:
    began, worked = perf_counter(), process_time()
    yield
    wall, cpu = perf_counter() - began, process_time() - worked
    print(f"{what:<28}{wall:6.2f} s  ({cpu:.2f} s of one processor)")


def main(count: int = 5_000) -> None:
    content = write_xlsx(HEADERS, rows(count))
    with tempfile.TemporaryDirectory() as folder:
        home = open_home(Path(folder))
        actor = home.actor()
        print(f"{count} rows")
        with timed("first time, all new"):
            run = _take(home, actor, content)
        with timed("same file, nothing changes"):
            _take(home, actor, content)
        with timed("look and save, all changed"):
            _confirm(home, actor, _changed(count))
        with timed("undo the first"), home.work(actor) as work:
            importing.undo(work, run)
        home.close()


def _take(home: Home, actor: Account, content: bytes) -> ImportId:
    table = read_table(content, "lijst.xlsx", ListKind.RECIPIENTS)
    with home.work(actor) as work:
        mapping = importing.guess_columns(work, table, ListKind.RECIPIENTS)
        _, result = importing.take_over(work, table, mapping, "lijst.xlsx")
    return result.run.id


def _confirm(home: Home, actor: Account, content: bytes) -> None:
    table: Table = read_table(content, "lijst.xlsx", ListKind.RECIPIENTS)
    with home.view(actor) as work:
        mapping = importing.guess_columns(work, table, ListKind.RECIPIENTS)
        looked = importing.preview(work, table, mapping, "lijst.xlsx")
    with home.work(actor) as work:
        importing.save(work, looked)


def _changed(count: int) -> bytes:
    return write_xlsx(HEADERS, ([*row[:-1], "nieuw: bel twee keer"] for row in rows(count)))


if __name__ == "__main__":
    main(*(int(word) for word in sys.argv[1:]))
