"""The file itself: what it is, whether it can be trusted, and its sheets as rows of text."""

from __future__ import annotations

import codecs
import csv
import io
import posixpath
import re
import unicodedata
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from xml.etree import ElementTree

from python_calamine import CalamineError, CalamineWorkbook, PasswordError

from voedselbrigade.errors import UnusableFile

MOST_BYTES = 20_000_000
MOST_UNPACKED_BYTES = 300_000_000
MOST_ROWS = 50_000
MOST_COLUMNS = 300
MOST_CELLS = 3_000_000

_CELL = re.compile(rb"<(?:\w+:)?c(\s[^>]*?)?(?<!/)>(.*?)</(?:\w+:)?c>", re.DOTALL)
_PLACE = re.compile(rb"""\br=["']([A-Z]{1,3})(\d{1,7})["']""")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]+)</")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br=["'](\d+)["'][^>]*(?<!/)>""")
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060\ufeff\u00ad\x00-\x08\x0b\x0c\x0e-\x1f]")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OTHER_KINDS = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"%PDF",
    b"{\\rtf",
    b"BM",
    b"II*\x00",
    b"MM\x00*",
)
_DAMAGE = (
    *(zipfile.BadZipFile, zlib.error, ElementTree.ParseError),
    *(KeyError, ValueError, EOFError, OSError),
)
_DELIMITERS = ";,\t|"
_FEW = 50  # one stray sign in so many is still text


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet as a full rectangle of clean text; row 0 is the row that Excel calls 1.

    `merged_down` are the (row, column) cells that a merge from above covers.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]
    merged_down: frozenset[tuple[int, int]] = field(default=frozenset())


def open_sheets(content: bytes, file_name: str) -> tuple[Sheet, ...]:
    """Every visible sheet of the file; a CSV file is one sheet without a name."""
    if not content.strip(b"\x00 \r\n\t"):
        raise UnusableFile("file.empty", file=file_name)
    if len(content) > MOST_BYTES:
        raise UnusableFile("file.too_big", file=file_name, most_mb=MOST_BYTES // 1_000_000)
    if content.startswith(b"PK"):
        return _excel_sheets(content, file_name)
    if content.startswith(_OLE):
        raise _refused_ole(content, file_name)
    return (_csv_sheet(content, file_name),)


def _refused_ole(content: bytes, file_name: str) -> UnusableFile:
    if "EncryptedPackage".encode("utf-16-le") in content:
        return UnusableFile("file.password", file=file_name)
    if "WordDocument".encode("utf-16-le") in content:
        return UnusableFile("file.not_a_list", file=file_name)
    return UnusableFile("file.old_excel", file=file_name)


# --- Excel -----------------------------------------------------------------------------------


def _excel_sheets(content: bytes, file_name: str) -> tuple[Sheet, ...]:
    scans = _scanned(content, file_name)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return tuple(
            _excel_sheet(book, name, scans.get(name, _Scan()))
            for name in _visible_first(book)
            if name in scans
        )
    except PasswordError as error:
        raise UnusableFile("file.password", file=file_name) from error
    except CalamineError as error:
        raise UnusableFile("file.damaged", file=file_name) from error


def _visible_first(book: CalamineWorkbook) -> list[str]:
    shown = [s.name for s in book.sheets_metadata if str(s.visible).endswith("Visible")]
    return shown or list(book.sheet_names)


@dataclass(frozen=True, slots=True)
class _Scan:
    """What is in a sheet that the fast reader does not tell: errors, formulas without a value."""

    odd_cells: Mapping[tuple[int, int], str] = field(default_factory=dict)


def _scanned(content: bytes, file_name: str) -> dict[str, _Scan]:
    """Looks into the package before it is read: is it Excel, does it unpack to a sane size, and
    how large are its sheets (one cell in the last corner would ask for billions)?"""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            names = set(package.namelist())
            if "xl/workbook.xml" not in names:
                old = "mimetype" in names or "xl/workbook.bin" in names
                raise UnusableFile(
                    "file.other_office" if old else "file.not_a_list", file=file_name
                )
            if sum(entry.file_size for entry in package.infolist()) > MOST_UNPACKED_BYTES:
                raise UnusableFile("file.too_big_inside", file=file_name)
            return {
                sheet: _scan_sheet(package.read(path), file_name)
                for sheet, path in _sheet_paths(package)
                if path in names
            }
    except _DAMAGE as error:
        raise UnusableFile("file.damaged", file=file_name) from error
    except (RuntimeError, NotImplementedError) as error:  # an encrypted or unknown zip member
        raise UnusableFile("file.password", file=file_name) from error


def _sheet_paths(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    relations = {
        part.get("Id"): part.get("Target", "")
        for part in ElementTree.fromstring(package.read("xl/_rels/workbook.xml.rels"))
    }
    for part in ElementTree.fromstring(package.read("xl/workbook.xml")).iter():
        if part.tag.rpartition("}")[2] != "sheet":
            continue
        relation = next((v for k, v in part.items() if k.rpartition("}")[2] == "id"), "")
        target = relations.get(relation, "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join("xl", target)
        yield part.get("name", ""), posixpath.normpath(path)


def _scan_sheet(xml: bytes, file_name: str) -> _Scan:
    rows = max((int(number) for number in set(_ROW.findall(xml))), default=0)
    plain = b't="e"' not in xml and b"<f" not in xml
    # What any cell says of its place is quickly gathered, and reaches at least as far as the
    # cells with something in them do: most sheets are done with that.
    reach = _reach(set(_PLACE.findall(xml)), rows) if plain else None
    if reach is not None and _fits(*reach):
        return _Scan()
    places, odd = set(), {}
    for found in _CELL.finditer(xml):
        place = _PLACE.search(found[1] or b"")
        if not place or not found[2]:
            continue
        places.add((place[1], place[2]))
        if b't="e"' in found[1] or b"<f" in found[2]:
            text = _odd_text(found[1], found[2])
            if text:
                odd[(int(place[2]) - 1, _column_number(place[1]) - 1)] = text
    if not _fits(*_reach(places, rows)):
        raise UnusableFile(
            "file.too_many_cells", file=file_name, rows=MOST_ROWS, columns=MOST_COLUMNS
        )
    return _Scan(odd)


def _reach(places: Set[tuple[bytes, bytes]], rows: int) -> tuple[int, int]:
    """The last row and the last column in which something may stand."""
    numbers = {row for _, row in places}
    letters = {letters for letters, _ in places}
    return max([rows, *map(int, numbers)]), max([0, *map(_column_number, letters)])


def _fits(rows: int, columns: int) -> bool:
    return rows * columns <= MOST_CELLS and columns <= MOST_COLUMNS


def _odd_text(attributes: bytes, inside: bytes) -> str:
    value = _VALUE.search(inside)
    if b't="e"' in attributes:
        return value[1].decode("ascii", "replace").strip() if value else "#N/A"
    is_text = b't="str"' in attributes  # a formula whose outcome is empty text
    return "" if value or is_text else "#FORMULE"


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _excel_sheet(book: CalamineWorkbook, name: str, scan: _Scan) -> Sheet:
    page = book.get_sheet_by_name(name)
    rows = [[_cell_text(value) for value in row] for row in page.to_python(skip_empty_area=False)]
    width = max((len(row) for row in rows), default=0)
    for (row, column), text in scan.odd_cells.items():
        while len(rows) <= row:
            rows.append([""] * width)
        if column >= len(rows[row]):
            rows[row].extend([""] * (column + 1 - len(rows[row])))
        rows[row][column] = text
    merged = _fill_merged(rows, page.merged_cell_ranges or [])
    return Sheet(name, _rectangle(rows), merged)


def _fill_merged(
    rows: list[list[str]], ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]
) -> frozenset[tuple[int, int]]:
    """A cell merged over several rows holds for each of them (one address for two people).

    A merge over columns only is a title: its text stays in the first cell.
    """
    covered: set[tuple[int, int]] = set()
    for (top, left), (bottom, _) in ranges:
        last = min(bottom, len(rows) - 1)
        if top >= len(rows) or left >= len(rows[top]):
            continue
        for row in range(top + 1, last + 1):
            covered.add((row, left))
            if left < len(rows[row]) and any(rows[row]):
                rows[row][left] = rows[top][left]
    return frozenset(covered)


def _cell_text(value: object) -> str:
    """What people see: 12.0 → 12, a date → 2026-12-01, a time → 11:30, TRUE → ja."""
    match value:
        case str():
            text = clean_text(value)
        case bool():
            text = "ja" if value else "nee"
        case float() if value.is_integer() and abs(value) < 1e15:
            text = str(int(value))
        case datetime() if value.time() != time():
            text = value.isoformat(" ", "minutes")
        case date():
            text = f"{value:%Y-%m-%d}"
        case time():
            text = f"{value:%H:%M}"
        case timedelta():
            minutes = int(value.total_seconds()) // 60
            text = f"{minutes // 60:02d}:{minutes % 60:02d}"
        case _:
            text = str(value)
    return text


# --- CSV -------------------------------------------------------------------------------------


def _csv_sheet(content: bytes, file_name: str) -> Sheet:
    if content.startswith(_OTHER_KINDS):
        raise UnusableFile("file.not_a_list", file=file_name)
    text = _decoded(content, file_name)
    if re.match(r"\s*<(?:!doctype|html|\?xml)", text[:200], re.IGNORECASE):
        raise UnusableFile("file.not_a_list", file=file_name)
    named = re.match(r"sep=(.)\r?\n", text)
    if named:  # a hint for Excel that Excel itself does not count as a row
        text = text[named.end() :]
    delimiter = named[1] if named else _delimiter(text)
    rows = _records(text, delimiter)
    filled, width = _extent(rows)
    if filled > MOST_ROWS or width > MOST_COLUMNS:
        raise UnusableFile(
            "file.too_many_cells", file=file_name, rows=MOST_ROWS, columns=MOST_COLUMNS
        )
    return Sheet("", _rectangle([[clean_text(cell) for cell in row[:width]] for row in rows]))


def _extent(rows: Sequence[Sequence[str]]) -> tuple[int, int]:
    """How many rows hold something, and in how many columns: a spreadsheet that was saved whole
    has a million empty rows, and each of them counts for its number only."""
    filled = width = 0
    for row in rows:
        last = next((n for n in range(len(row), 0, -1) if row[n - 1].strip()), 0)
        filled += last > 0
        width = max(width, last)
    return filled, width


def _decoded(content: bytes, file_name: str) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    noughts = content.count(0)
    if noughts * _FEW > len(content):
        return _decoded_wide(content, file_name)
    try:
        text = content.decode("utf-8-sig")
        if not noughts:
            return text
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    odd = sum(1 for c in text if c == "\ufffd" or (ord(c) < 32 and c not in "\t\r\n"))
    if odd * _FEW > len(text):
        raise UnusableFile("file.not_a_list", file=file_name)
    return text


def _decoded_wide(content: bytes, file_name: str) -> str:
    """UTF-16 that forgot to say so: every other byte is nought. Anything else is no text."""
    for encoding, nought in (("utf-16-le", content[1::2]), ("utf-16-be", content[0::2])):
        if len(content) % 2 == 0 and nought.count(0) * 10 > len(nought) * 8:
            return content.decode(encoding, "replace")
    raise UnusableFile("file.not_a_list", file=file_name)


def _delimiter(text: str) -> str:
    """The sign that splits most lines into the same number of cells, and into most cells."""
    lines = [line for line in text.splitlines()[:60] if line.strip()]

    def fit(sign: str) -> tuple[int, int]:
        widths = [len(row) for row in _records("\n".join(lines), sign)]
        wide = [width for width in widths if width > 1]
        if not wide:
            return (0, 0)
        usual = max(set(wide), key=lambda width: (wide.count(width), width))
        return (wide.count(usual) * min(usual, 8), usual)

    return max(_DELIMITERS, key=fit)


def _records(text: str, delimiter: str) -> list[list[str]]:
    """The rows as Excel would show them: a line break inside quotes does not make a row.

    One stray quote would swallow the rest of the file: then quotes are read as ordinary signs.
    """
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error:
        rows = []
    if rows and not any(cell.count("\n") > 8 for row in rows for cell in row):
        return rows
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return [[cell.strip('"') for cell in line.split(delimiter)] if line else [] for line in lines]


# --- both ------------------------------------------------------------------------------------


def clean_text(text: str) -> str:
    """Without unseen signs and needless blanks; a line break in a cell stays one."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    plain = unicodedata.normalize("NFC", _UNSEEN.sub("", text).replace("\xa0", " "))
    lines = (" ".join(line.split()) for line in re.split(r"\r\n|\r|\n", plain))
    return "\n".join(line for line in lines if line)


def _rectangle(rows: list[list[str]]) -> tuple[tuple[str, ...], ...]:
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((len(row) for row in rows), default=0)
    return tuple(tuple(row) + ("",) * (width - len(row)) for row in rows)
