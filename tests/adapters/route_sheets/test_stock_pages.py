"""The stock on paper: labels, count sheets, pick lists, lists per parcel, a recall."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PIL import Image

from tests import make_stock
from voedselbrigade.adapters.photo_codes import codes_in
from voedselbrigade.adapters.route_sheets import stock_pages
from voedselbrigade.domain.clock import TimeWindow, hms
from voedselbrigade.domain.food import Diet
from voedselbrigade.domain.places import Hub
from voedselbrigade.domain.rhythm import Rhythm
from voedselbrigade.services import (
    counting,
    parcels,
    recalling,
    stock_items,
    stock_printing,
    stocking,
)
from voedselbrigade.stock.lots import DateKind, Item, LotId, Storage
from voedselbrigade.stock.parcels import (
    AgeBand,
    Household,
    HouseholdId,
    Recipe,
    RecipeId,
    RecipeLine,
)
from voedselbrigade.stock.recalls import RecallBy
from voedselbrigade.wiring import Home
from voedselbrigade.words import speaker

T = speaker("nl")
needs_reader = pytest.mark.skipif(not shutil.which("pdftotext"), reason="no reader of PDFs")


def words_of(pdf: bytes) -> str:
    done = subprocess.run(
        ["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True
    )
    return done.stdout.decode("utf-8")


class Shelves:
    """An outlet with rice, milk and frozen chicken on shelves, and two families."""

    def __init__(self, home: Home) -> None:
        self.home = home
        self.hub: Hub = make_stock.bank(home, "Uitgiftepunt Laak")
        halal = frozenset({Diet.HALAL, Diet.NO_PORK})
        self.rice = make_stock.kept(home, "Zilvervliesrijst 400 g", pack=12, suits=halal)
        self.milk = make_stock.kept(
            home, "Halfvolle melk 1 l", category="zuivel", storage=Storage.CHILLED, suits=halal
        )
        self.pork = make_stock.kept(home, "Speklapjes", category="vlees", storage=Storage.CHILLED)
        self.lots = [
            self.came(self.rice, 30, "Droog", "A1", supplier="Bakker Şahin & Zn.", batch="L4471"),
            self.came(self.milk, 20, "Koelcel", "K1", kind=DateKind.TGT, ends=4),
            self.came(self.pork, 5, "Koelcel", "K2", kind=DateKind.TGT, ends=2),
        ]

    def came(
        self,
        item: Item,
        quantity: int,
        room: str,
        shelf: str,
        *,
        kind: DateKind = DateKind.THT,
        ends: int = 90,
        supplier: str = "",
        batch: str = "",
    ) -> LotId:
        with self.home.work(self.home.system) as work:
            place = stock_items.add_place(work, self.hub.id, room, shelf, item.storage)
            came = stocking.Delivered(
                item.id, quantity, kind, make_stock.days(ends), supplier, batch, 0, place.id
            )
            return stocking.receive(work, self.hub.id, came).lots[0].id

    def filled(self) -> stock_printing.DayLists:
        lines = tuple(RecipeLine(item.id, n) for item, n in self.recipe)
        with self.home.work(self.home.system) as work:
            parcels.add_recipe(work, Recipe(RecipeId(0), "klein", 1, 9, lines))
            base = Household(HouseholdId(0), self.hub.id, rhythm=Rhythm({0: 1}))
            people = {AgeBand.ADULT: 2, AgeBand.CHILD: 1}
            for number, diets in (("0123", {Diet.HALAL}), ("0124", set[Diet]())):
                slot = TimeWindow(hms(10), hms(10, 30))
                one = replace(base, number=number, name="Familie El Amrani", people=people)
                parcels.add_household(work, replace(one, diets=frozenset(diets), slot=slot))
            parcels.fill(work, self.hub.id, make_stock.TODAY)
        with self.home.work(self.home.system) as work:
            return stock_printing.day_lists(work, self.hub.id, make_stock.TODAY)

    @property
    def recipe(self) -> tuple[tuple[Item, int], ...]:
        return ((self.rice, 2), (self.milk, 1), (self.pork, 1))

    def labels(self, *lots: LotId) -> tuple[stock_printing.LabelOf, ...]:
        with self.home.work(self.home.system) as work:
            return stock_printing.labels(work, lots)


@pytest.fixture
def shelves(sqlite_home: Home) -> Shelves:
    return Shelves(sqlite_home)


def test_a_label_is_the_size_of_the_sticker_and_its_code_is_read_back(
    shelves: Shelves, tmp_path: Path
) -> None:
    pdf = stock_pages.labels_pdf(shelves.labels(*shelves.lots), T)
    kept = tmp_path / "labels.pdf"
    kept.write_bytes(pdf)
    if not shutil.which("pdftoppm"):
        pytest.skip("no reader of PDFs")
    subprocess.run(["pdftoppm", "-r", "150", "-png", kept, tmp_path / "label"], check=True)
    pictures = sorted(tmp_path.glob("label*.png"))
    assert len(pictures) == 3
    with Image.open(pictures[0]) as picture:
        assert picture.size == pytest.approx((100 / 25.4 * 150, 62 / 25.4 * 150), abs=2)
    assert [codes_in(one.read_bytes())[0].text for one in pictures] == [
        f"P-{lot:06d}" for lot in shelves.lots
    ]


@needs_reader
@pytest.mark.parametrize("size", sorted(stock_pages.SIZES_MM))
def test_a_label_shows_letters_date_and_maker_on_every_size(shelves: Shelves, size: str) -> None:
    said = words_of(stock_pages.labels_pdf(shelves.labels(shelves.lots[0]), T, size, copies=2))
    assert said.count("P-000001") == 2
    for word in ("Zilvervliesrijst", "THT", "21-02-2027", "L4471", "Bakker Şahin"):
        assert word in said


@needs_reader
def test_a_count_sheet_never_says_how_many_should_lie_there(shelves: Shelves) -> None:
    with shelves.home.work(shelves.home.system) as work:
        ident = counting.start(work, shelves.hub.id).id
        paper = stock_printing.count_sheet(work, ident)
    said = words_of(stock_pages.count_pdf(paper, T, shelves.home.now()))
    assert "Droog A1" in said and "Zilvervliesrijst 400 g" in said
    assert "van 12" in said
    assert "30" not in said.replace("8:30", "").replace("08:30", "")


@needs_reader
def test_the_pick_list_goes_shelf_by_shelf_in_boxes_and_loose(shelves: Shelves) -> None:
    lists = shelves.filled()
    said = words_of(stock_pages.pick_pdf(lists, T, shelves.home.now()))
    assert said.index("Droog") < said.index("Koelcel")
    assert "TGT vr 27-11-2026" in said
    assert "Pakketten" in said


@needs_reader
def test_a_parcel_shows_letters_and_a_number_and_neither_a_reason_nor_a_name(
    shelves: Shelves,
) -> None:
    lists = shelves.filled()
    [first, second] = lists.parcels
    assert (first.letters, [line.item.name for line in first.lines]) == (
        ("X",),
        ["Zilvervliesrijst 400 g", "Halfvolle melk 1 l"],
    )
    assert (second.letters, len(second.lines)) == ((), 3)
    said = words_of(stock_pages.parcels_pdf(lists, T, shelves.home.now()))
    assert "0123" in said and "10:00–10:30" in said
    assert "1 stuk minder dan de lijst" in said
    for hidden in ("El Amrani", "halal", "Halal"):
        assert hidden not in said
    along = replace(lists, parcels=(replace(first, brought=True),))
    said = words_of(stock_pages.parcels_pdf(along, T, shelves.home.now()))
    assert "wordt gebracht" in said and "10:00–10:30" not in said


@needs_reader
def test_a_recall_goes_out_with_numbers_and_places_and_without_names(shelves: Shelves) -> None:
    shelves.filled()
    with shelves.home.work(shelves.home.system) as work:
        parcels.hand_out(work, shelves.hub.id, make_stock.TODAY, HouseholdId(1), came=True)
        ident = recalling.recall(work, RecallBy.BATCH, "L4471", "glas gevonden").recall.id
        paper = stock_printing.recall_paper(work, ident)
    said = words_of(stock_pages.recall_pdf(paper, T, shelves.home.now()))
    for word in (
        "glas gevonden",
        "L4471",
        "Bakker Şahin",
        "Uitgiftepunt Laak",
        "pakket 1",
        "12:30",
    ):
        assert word in said
    assert "El Amrani" not in said


def test_an_empty_day_says_so(shelves: Shelves) -> None:
    with shelves.home.work(shelves.home.system) as work:
        lists = stock_printing.day_lists(work, shelves.hub.id, make_stock.TODAY)
    for make in (stock_pages.pick_pdf, stock_pages.parcels_pdf):
        assert make(lists, T, shelves.home.now()).startswith(b"%PDF")


def test_text_that_looks_like_markup_is_only_text(shelves: Shelves) -> None:
    named = '#panic("x") $ [*] \\ <b> ' + "W" * 60
    item = make_stock.kept(shelves.home, named)
    lot = shelves.came(item, 3, "Droog", "#A9")
    assert stock_pages.labels_pdf(shelves.labels(lot), T).startswith(b"%PDF")
