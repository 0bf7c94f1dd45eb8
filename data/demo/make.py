"""Makes the demo lists of this folder again: `python -m data.demo.make [FOLDER]`.

Everything is invented and drawn from one seed: people, streets (kitchen things: no such street is
known in The Hague), postcodes (their letters hold a Q or a Y, which the post does not give out) and
telephone numbers (070 000 …). Only the middle of each of the 44 neighbourhoods is where it is.
The noise of real lists is put in on purpose; `data/README.md` lists it.
"""

from __future__ import annotations

import csv
import io
import random
import sys
import zipfile
from datetime import UTC, datetime
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.worksheet.worksheet import Worksheet

from data.demo.city import HERE, build_city, index_rows
from data.demo.recipients import HEADERS, recipient_rows
from data.demo.volunteers import HUB_HEADERS, VOLUNTEER_HEADERS, hub_rows, volunteer_rows

SEED = 2511
ZIP_MOMENT = (2026, 11, 16, 9, 0, 0)


def write_recipients(path: Path, rows: list[list[object]]) -> None:
    book, page = new_book("Actief")
    page.append(["Cliëntenlijst maaltijden Den Haag (verzonnen mensen)"])
    page.merge_cells("A1:H1")
    page["A1"].font = Font(bold=True, size=14)
    page.append(["bijgewerkt 16 november 2026"])
    page.append([])
    page.append(list(HEADERS))
    for cell in page[4]:
        cell.font = Font(bold=True)
    for index, row in enumerate(rows):
        if index == 60:
            page.append([])  # somebody left a row open between two neighbourhoods
        page.append([None if value == "" else value for value in row])
    totals = book.create_sheet("Tellingen")
    totals.append(["Wijk", "Aantal"])
    totals.append(["Alle wijken samen", len(rows)])
    save(book, path)


def write_sheet(path: Path, headers: tuple[str, ...], rows: list[list[object]]) -> None:
    book, page = new_book("Vrijwilligers")
    page.append(list(headers))
    for row in rows:
        page.append([None if value == "" else value for value in row])
    save(book, path)


def new_book(title: str) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    page: Worksheet = book.create_sheet(title, 0)
    del book["Sheet"]
    return book, page


def save(book: Workbook, path: Path) -> None:
    """The same bytes every time: no moment of saving in the file."""
    moment = datetime(*ZIP_MOMENT, tzinfo=UTC).replace(tzinfo=None)
    book.properties.creator = "Voedselbrigade"
    book.properties.created = book.properties.modified = moment
    raw = io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as made, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as kept:
        for entry in made.infolist():
            data = made.read(entry)
            if entry.filename == "docProps/core.xml":
                data = _without_moment(data)
            kept.writestr(zipfile.ZipInfo(entry.filename, ZIP_MOMENT), data, zipfile.ZIP_DEFLATED)


def _without_moment(xml: bytes) -> bytes:
    """openpyxl writes the moment of saving as `modified`, whatever it was told."""
    text = xml.decode()
    start = text.index("<dcterms:modified")
    end = text.index("</dcterms:modified>")
    head = text[start : text.index(">", start) + 1]
    return f"{text[:start]}{head}2026-11-16T09:00:00Z{text[end:]}".encode()


def write_csv(path: Path, rows: list[list[object]], delimiter: str, encoding: str) -> None:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter, lineterminator="\r\n").writerows(rows)


def main(folder: Path = HERE) -> None:
    rng = random.Random(SEED)
    city = build_city(rng)
    write_csv(folder / "locaties.csv", [list(HUB_HEADERS), *hub_rows(rng, city)], ";", "cp1252")
    write_sheet(folder / "vrijwilligers.xlsx", VOLUNTEER_HEADERS, volunteer_rows(rng, city))
    write_recipients(folder / "ontvangers.xlsx", recipient_rows(rng, city))
    header = ["postcode", "number", "letter", "suffix", "street", "town", "lat", "lon"]
    write_csv(folder / "adressen.csv", [list(header), *index_rows(city)], ",", "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE)
