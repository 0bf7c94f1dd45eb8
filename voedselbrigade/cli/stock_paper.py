"""Paper of the stock from the command line: labels, count sheets, pick lists, a recall."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer

from voedselbrigade.cli.desk import Desk, desk_of
from voedselbrigade.cli.stock_desk import HubName, hub_of, lot_number
from voedselbrigade.errors import Unreachable, WrongWords
from voedselbrigade.services import counting, stock_items, stock_printing

_Out = Annotated[Path, typer.Option("--out", metavar="BESTAND", help="Het PDF-bestand.")]
SIZES = ("62x100", "54x101", "62x62")


def add_to(stock: typer.Typer) -> None:
    stock.command("labels")(labels)
    stock.command("count-sheet")(count_sheet)


def labels(
    context: typer.Context,
    lots: Annotated[list[str], typer.Argument(metavar="PARTIJ…", help="Zoals P-000012.")],
    out: _Out,
    size: Annotated[str, typer.Option(metavar="MAAT", help=", ".join(SIZES))] = SIZES[0],
    copies: Annotated[int, typer.Option(metavar="N", min=1, max=500)] = 1,
) -> int:
    """Maak etiketten voor een labelprinter, met een QR-code per partij."""
    desk = desk_of(context)
    if size not in SIZES:
        raise WrongWords("stock.label_size", typed=size, sizes=SIZES)
    with desk.home.work(desk.actor) as work:
        found = stock_printing.labels(work, [lot_number(text) for text in lots])
    from voedselbrigade.adapters.route_sheets import stock_pages  # noqa: PLC0415 - Typst is slow

    _write(desk, out, stock_pages.labels_pdf(found, desk.t, size, copies))
    return 0


def count_sheet(
    context: typer.Context,
    hub: HubName,
    out: _Out,
    shelf: Annotated[str | None, typer.Option(metavar="PLAATS", help="Alleen dit schap.")] = None,
) -> int:
    """Begin een telling en zet die op papier: wat u zoekt, niet hoeveel er zou liggen."""
    desk = desk_of(context)
    where = hub_of(desk, hub)
    with desk.home.work(desk.actor) as work:
        place = None
        if shelf is not None:
            wanted = " ".join(shelf.split()).casefold()
            fit = [p for p in stock_items.places(work, where.id) if p.label.casefold() == wanted]
            if not fit:
                raise WrongWords("stock.no_place", id=shelf)
            place = fit[0].id
        ident = counting.start(work, where.id, place).id
        paper = stock_printing.count_sheet(work, ident)
    from voedselbrigade.adapters.route_sheets import stock_pages  # noqa: PLC0415 - Typst is slow

    _write(desk, out, stock_pages.count_pdf(paper, desk.t, desk.home.now()))
    return 0


def write_pdf(desk: Desk, folder: Path, pages: Mapping[str, str], data: Any) -> None:
    """Write each of these pages of a day into a folder."""
    from voedselbrigade.adapters.route_sheets import stock_pages  # noqa: PLC0415 - Typst is slow

    make = {"pick": stock_pages.pick_pdf, "parcels": stock_pages.parcels_pdf}
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise Unreachable("cli.cannot_write", file=str(folder)) from error
    for name, page in pages.items():
        _write(desk, folder / name, make[page](data, desk.t, desk.home.now()))


def write_recall(desk: Desk, out: Path, paper: stock_printing.RecallPaper) -> None:
    """The report of a recall as PDF."""
    from voedselbrigade.adapters.route_sheets import stock_pages  # noqa: PLC0415 - Typst is slow

    _write(desk, out, stock_pages.recall_pdf(paper, desk.t, desk.home.now()))


def _write(desk: Desk, out: Path, content: bytes) -> None:
    try:
        out.write_bytes(content)
    except OSError as error:
        raise Unreachable("cli.cannot_write", file=str(out)) from error
    desk.err.print(desk.t("Bewaard in {file}.", file=str(out)), markup=False)
