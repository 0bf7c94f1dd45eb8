"""Lists in on the command line: `import recipients|volunteers|hubs FILE [--check] [--json OUT]`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table as Columns

from voedselbrigade.adapters.spreadsheets import read_table
from voedselbrigade.cli import stock_import
from voedselbrigade.cli.desk import Desk, desk_of, write_json
from voedselbrigade.cli.stock_import import import_items
from voedselbrigade.cli.taking_back import tell_number
from voedselbrigade.domain.comparing import Clash
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.places import HUB_FIELDS
from voedselbrigade.domain.rows import RowProblem
from voedselbrigade.domain.tables import ListKind
from voedselbrigade.errors import UnusableFile, VoedselbrigadeError
from voedselbrigade.services import importing, locating, registering
from voedselbrigade.services.importing import ImportResult, Preview, RowPreview, RowState
from voedselbrigade.services.registering import Names
from voedselbrigade.words import Speaker
from voedselbrigade.words.values import NameOf, clash_lines, field_name, value_text

_MOST_LINES = 20
_NOTHING_READ = 2


class Importable(StrEnum):
    """The lists that can be taken over; items go a way of their own."""

    RECIPIENTS = "recipients"
    VOLUNTEERS = "volunteers"
    HUBS = "hubs"
    ITEMS = "items"
    HOUSEHOLDS = "households"
    DONORS = "donors"
    DELIVERY_NOTE = "delivery-note"
    TEMPERATURES = "temperatures"


def add_to(app: typer.Typer) -> None:
    app.command("import")(import_any)


def import_any(
    context: typer.Context,
    kind: Annotated[
        Importable,
        typer.Argument(
            metavar="LIJST",
            help="recipients, volunteers, hubs, items, households, donors, delivery-note of"
            " temperatures.",
        ),
    ],
    file: Annotated[Path, typer.Argument(metavar="BESTAND", help="Een Excel- of CSV-bestand.")],
    hub: Annotated[
        str | None,
        typer.Option(metavar="LOCATIE", help="Waar het bij hoort, als de lijst dat niet zegt."),
    ] = None,
    supplier: Annotated[
        str, typer.Option(metavar="NAAM", help="Van wie de bon is, als de bon dat niet zegt.")
    ] = "",
    check: Annotated[
        bool, typer.Option("--check", help="Alleen nakijken: er wordt niets bewaard.")
    ] = False,
    json_out: Annotated[
        str | None,
        typer.Option("--json", metavar="BESTAND", help="De uitkomst als JSON; - is het scherm."),
    ] = None,
) -> int:
    """Neem een lijst over: mensen, locaties, producten, huishoudens, gevers, een bon."""
    desk = desk_of(context)
    if kind is Importable.ITEMS:
        return import_items(desk, _content(file), file, check, json_out)
    if kind.value in stock_import.LISTS:
        asked = stock_import.Asked(kind.value, file.name, hub, supplier, check, json_out)
        return stock_import.import_stock_list(desk, _content(file), asked)
    return import_list(context, ListKind(kind.value), file, check, json_out)


def import_list(
    context: typer.Context,
    kind: Annotated[
        ListKind, typer.Argument(metavar="LIJST", help="recipients, volunteers of hubs.")
    ],
    file: Annotated[Path, typer.Argument(metavar="BESTAND", help="Een Excel- of CSV-bestand.")],
    check: Annotated[
        bool, typer.Option("--check", help="Alleen nakijken: er wordt niets bewaard.")
    ] = False,
    json_out: Annotated[
        str | None,
        typer.Option("--json", metavar="BESTAND", help="De uitkomst als JSON; - is het scherm."),
    ] = None,
) -> int:
    """Neem een lijst met ontvangers, vrijwilligers of punten over."""
    desk = desk_of(context)
    with _steps(desk.console(json_out)) as progress:
        steps = progress.add_task(desk.t("Lijst lezen"), total=None)
        table = read_table(_content(file), file.name, kind)
        progress.update(steps, description=desk.t("Vergelijken met wat wij weten"))
        with desk.home.view(desk.actor) as work:
            mapping = importing.guess_columns(work, table, kind)
        if check:
            with desk.home.view(desk.actor) as work:
                looked, result = importing.preview(work, table, mapping, file.name), None
        else:
            with desk.home.work(desk.actor) as work:
                looked, result = importing.take_over(work, table, mapping, file.name)
            progress.remove_task(steps)
            _locate(desk, progress, json_out)
    _report(desk, looked, result, json_out)
    return _NOTHING_READ if len(looked.of(RowState.WRONG)) == len(looked.rows) else 0


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UnusableFile("import.no_file", file=str(file)) from error


def _steps(console: Console) -> Progress:
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def _locate(desk: Desk, progress: Progress, json_out: str | None) -> None:
    """Look up the new addresses, with no transaction open while a geocoder is asked.

    The list is in the books already: an address list that cannot be used is only told.
    """
    with desk.home.view(desk.actor) as work:
        wanted = locating.to_locate(work)
    if not wanted:
        return
    task = progress.add_task(desk.t("Adressen opzoeken"), total=len(wanted))
    try:
        answers = locating.locate(
            wanted, desk.home.geocoder(), lambda done, _: progress.update(task, completed=done)
        )
    except VoedselbrigadeError as error:
        desk.say_facts([error.fact], json_out)
        return
    with desk.home.work(desk.actor) as work:
        placed = locating.place(work, answers)
    if placed < len(wanted):
        desk.say(
            desk.t.many(
                "{n} adres is niet gevonden op de kaart. Verbeter het in de app, bij de persoon.",
                "{n} adressen zijn niet gevonden op de kaart. Verbeter ze in de app.",
                len(wanted) - placed,
            ),
            json_out,
        )


def _report(desk: Desk, looked: Preview, result: ImportResult | None, json_out: str | None) -> None:
    with desk.home.view(desk.actor) as work:
        teller = _Teller(desk.t, registering.names(work), looked.kind)
    if json_out is not None:
        write_json(json_out, teller.as_json(looked, result))
    console = desk.console(json_out)
    desk.say_facts(looked.notes, json_out)
    console.print(teller.counted(looked))
    for heading, lines in teller.lists(looked):
        _say_lines(desk, heading, lines, json_out)
    gone, names = teller.vanished(looked)
    _say_lines(desk, gone, names, json_out, most=len(names))
    desk.say(teller.outcome(looked, result), json_out)
    tell_number(desk, result.run if result and result.touched else None, json_out)


def _say_lines(
    desk: Desk, heading: str, lines: Sequence[str], json_out: str | None, most: int = _MOST_LINES
) -> None:
    if not lines:
        return
    desk.say(f"\n{heading}", json_out)
    for line in lines[:most]:
        desk.say(f"  {line}", json_out)
    if len(lines) > most:
        more = desk.t("  … en nog {n}. Alles staat in het bestand van --json.", n=len(lines) - most)
        desk.say(more, json_out)


class _Teller:
    """Says a preview in words and as data."""

    def __init__(self, t: Speaker, names: Names, kind: PersonKind) -> None:
        self._t = t
        self._names = names
        self._state = "volunteer_state" if kind is PersonKind.VOLUNTEER else "recipient_state"

    # --- in words -----------------------------------------------------------------------------

    def counted(self, looked: Preview) -> Columns:
        """How many rows became what, as a small table."""
        t, counts = self._t, looked.counts
        words = {
            "new": t("nieuw"),
            "changed": t("veranderd"),
            "unchanged": t("hetzelfde"),
            "conflicts": t("botst met wat het kantoor schreef"),
            "double": t("misschien dubbel"),
            "wrong": t("fout"),
            "vanished": t("niet meer in het bestand"),
        }
        grid = Columns.grid(padding=(0, 2))
        grid.add_column(justify="right")
        grid.add_column()
        always = ("new", "changed", "unchanged")
        for code, word in words.items():
            if counts[code] or code in always:
                grid.add_row(str(counts[code]), word)
        return grid

    def lists(self, looked: Preview) -> Iterator[tuple[str, list[str]]]:
        """What somebody has to look at, under headings; an empty list is left out by the caller."""
        t = self._t
        yield t("Fout, niet overgenomen:"), [self._problem(p) for p in _problems(looked)]
        yield (
            t("Misschien dubbel, niet overgenomen:"),
            [self._row(row, t.fact(row.question)) for row in looked.rows if row.question],
        )
        yield (
            t("Botst, wij houden de waarde van het kantoor:"),
            [
                self._clash(row, clash)
                for row in looked.clashing
                for clash in row.comparison.clashes
            ],
        )
        yield (
            t("Kijk hier nog naar:"),
            [
                *(self._problem(look) for row in looked.rows for look in row.looks),
                *(self._row(row, t.fact(note)) for row in looked.rows for note in row.notes),
            ],
        )

    def vanished(self, looked: Preview) -> tuple[str, list[str]]:
        """Who is not in the file any more: all of them, for the JSON only counts them."""
        return (
            self._t("Niet meer in het bestand. Wij verwijderen niemand vanzelf:"),
            [
                f"{one.label}, {one.address.line}" if one.address else one.label
                for one in looked.vanished
            ],
        )

    def outcome(self, looked: Preview, result: ImportResult | None) -> str:
        t = self._t
        if result is None:
            return t("Nagekeken. Er is niets bewaard.")
        if not result.touched:
            if looked.seen_before:
                day = looked.seen_before.at.date()
                return t("Dit bestand nam u op {day:date} al over. Er is niets veranderd.", day=day)
            return t("Er is niets veranderd.")
        done = t.many("{n} rij overgenomen.", "{n} rijen overgenomen.", result.touched)
        if not result.skipped:
            return done
        left = t.many("{n} rij niet.", "{n} rijen niet.", len(result.skipped))
        return f"{done} {left}"

    def _problem(self, problem: RowProblem) -> str:
        place = self._t("Rij {row}", row=problem.row)
        where = f"{place}, {problem.column}" if problem.column else place
        return f"{where}: {self._t.fact(problem.fact)}"

    def _row(self, row: RowPreview, text: str) -> str:
        return self._t("Rij {row}, {who}: {text}", row=row.row, who=row.label, text=text)

    def _clash(self, row: RowPreview, clash: Clash) -> str:
        office, file = clash_lines(
            self._t, clash, state=self._state, name_of=self._name_of(clash.field)
        )
        field = field_name(self._t, clash.field)
        return self._row(row, f"{field}. {office}. {file}.")

    # --- as data ------------------------------------------------------------------------------

    def as_json(self, looked: Preview, result: ImportResult | None) -> dict[str, Any]:
        """The JSON of the import command; `row` is the number that Excel shows, ids are text.

        A cell that was not taken is wrong too, though the rest of its row is saved.
        """
        counts = looked.counts
        wrong = [problem for row in looked.rows for problem in (*row.problems, *row.looks)]
        return {
            **{name: counts[name] for name in ("new", "changed", "unchanged", "vanished")},
            "wrong": [self._problem_json(problem) for problem in wrong],
            "conflicts": [
                self._clash_json(row, clash)
                for row in looked.clashing
                for clash in row.comparison.clashes
            ],
            "duplicates": [self._double_json(row, result) for row in looked.of(RowState.DOUBLE)],
        }

    def _problem_json(self, problem: RowProblem) -> dict[str, Any]:
        return {
            "row": problem.row,
            "column": problem.column,
            "value": problem.value,
            "message": self._t.fact(problem.fact),
        }

    def _clash_json(self, row: RowPreview, clash: Clash) -> dict[str, Any]:
        how: dict[str, Any] = {"state": self._state, "name_of": self._name_of(clash.field)}
        return {
            "row": row.row,
            "person": str(row.person),
            "field": clash.field,
            "office": value_text(self._t, clash.field, clash.office, **how),
            "file": value_text(self._t, clash.field, clash.file, **how),
        }

    def _double_json(self, row: RowPreview, result: ImportResult | None) -> dict[str, Any]:
        """`persons`: whom the row may be about, known before or made by this file."""
        added = result.added if result else {}
        twins = [added[twin] for twin in row.same_rows if twin in added]
        persons = dict.fromkeys([*(one.person for one in row.candidates), *twins])
        return {"row": row.row, "persons": [str(person) for person in persons]}

    def _name_of(self, field: str) -> NameOf:
        kind = PersonKind.HUB if field in HUB_FIELDS else PersonKind.VOLUNTEER
        return lambda ident: self._names.get((kind, ident), str(ident))


def _problems(looked: Preview) -> list[RowProblem]:
    return [problem for row in looked.rows for problem in row.problems]
