"""What is typed at the door becomes a delivery, or a question; nothing typed is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from tests import make, make_stock
from voedselbrigade.domain.access import Role
from voedselbrigade.domain.food import Allergen, AllergenState
from voedselbrigade.errors import NotFound
from voedselbrigade.services import stock_typed
from voedselbrigade.services.stock_typed import Typed, Understood
from voedselbrigade.stock.lots import DateKind, Item, ItemId, Storage
from voedselbrigade.wiring import Home

SURE = frozenset({"stock.so_many_at_first"})
LINE = Typed(boxes="6", loose="3", letters="tht", day="12/2027")


@pytest.fixture
def home(sqlite_home: Home) -> Home:
    """On one database: what is typed has nothing to do with where it is kept."""
    return sqlite_home


def read(home: Home, item: Item, typed: Typed) -> Understood:
    with home.view(home.system) as work:
        return stock_typed.understand(work, item.id, typed)


def test_boxes_and_loose_are_added_up(home: Home) -> None:
    rice = make_stock.kept(home, pack=12)
    seen = read(home, rice, LINE)
    assert (seen.quantity, seen.ends_on) == (75, date(2027, 12, 31))
    assert seen.delivered is not None
    assert seen.delivered.kind is DateKind.THT


@pytest.mark.parametrize(
    ("changed", "at", "code"),
    [
        ({"day": "31-02-2027"}, "day", "stock.no_such_date"),
        ({"day": "gisteren of zo"}, "day", "stock.no_date"),
        ({"day": ""}, "day", "stock.date_needed"),
        ({"letters": ""}, "letters", "stock.choose_letters"),
        ({"boxes": "", "loose": ""}, "boxes", "stock.quantity"),
        ({"loose": "1,5"}, "loose", "stock.row_number"),
        ({"boxes": "zes"}, "boxes", "stock.row_number"),
        ({"boxes": "-6"}, "boxes", "stock.row_number"),
        ({"price": "gratis"}, "price", "stock.no_price"),
    ],
)
def test_what_cannot_be_is_said_at_its_own_field(
    home: Home, changed: dict[str, str], at: str, code: str
) -> None:
    rice = make_stock.kept(home, pack=12)
    seen = read(home, rice, replace(LINE, **changed))  # type: ignore[arg-type]
    assert seen.problems[at].code == code
    assert seen.delivered is None


def test_no_date_asks_for_no_date(home: Home) -> None:
    salt = make_stock.kept(home, "Zout")
    seen = read(
        home, salt, Typed(loose="1.200", letters="none", day="2711", price="0,89", sure=SURE)
    )
    assert seen.delivered is not None
    assert (seen.quantity, seen.ends_on, seen.delivered.price_cents) == (1200, None, 89)


def test_a_thousand_of_something_new_is_asked_and_yes_books_it(home: Home) -> None:
    rice = make_stock.kept(home)
    asked = read(home, rice, replace(LINE, loose="1000", boxes=""))
    assert [fact.code for fact in asked.questions] == ["stock.so_many_at_first"]
    assert asked.delivered is None
    sure = replace(LINE, loose="1000", boxes="", sure=SURE)
    assert read(home, rice, sure).delivered is not None


def test_a_thousand_where_ten_came_before_is_asked(home: Home) -> None:
    rice = make_stock.kept(home)
    make_stock.came(home, make_stock.bank(home), rice, 10)
    assert [fact.code for fact in read(home, rice, replace(LINE, loose="1000")).questions] == [
        "stock.so_many"
    ]
    assert not read(home, rice, replace(LINE, loose="100")).questions


def test_what_is_too_late_to_be_given_is_said_and_may_be_booked(home: Home) -> None:
    milk = make_stock.kept(home, "Melk", storage=Storage.CHILLED)
    seen = read(home, milk, replace(LINE, letters="tgt", day="01-01-2025"))
    assert seen.too_late is not None
    assert seen.too_late.code == "stock.past_tgt"
    assert seen.delivered is not None


def test_a_scan_finds_by_code_label_and_name(home: Home) -> None:
    rice = make_stock.kept(home, ean="8710400280507")
    lot = make_stock.came(home, make_stock.bank(home), rice)
    with home.view(home.system) as work:
        for typed in ("8710400280507", lot.code, " rijst "):
            assert stock_typed.scanned(work, typed) == rice.id
        with pytest.raises(NotFound):
            stock_typed.scanned(work, "8712345000017")


def test_the_last_lot_and_the_usual_place_are_offered(home: Home) -> None:
    hub, rice = make_stock.bank(home), make_stock.kept(home)
    lot = make_stock.came(home, hub, rice, supplier="Jumbo")
    with home.view(home.system) as work:
        offer = stock_typed.offered(work, hub.id, rice.id)
    assert offer.last == lot
    assert offer.place is not None


def test_a_new_item_made_at_the_door_is_strict_until_the_office_fills_it_in(
    home: Home,
) -> None:
    hub = make_stock.bank(home)
    ria = make.account(home, "Ria", Role.HUB_STAFF, hub=hub.id)
    safe = {Allergen.NUTS: AllergenState.NO}
    wanted = Item(ItemId(0), "Zakje nieuw", "rijst_pasta", "8712345000010", allergens=safe)
    with home.work(ria) as work:
        made = stock_typed.add_at_the_door(work, replace(wanted, ean=""))
    assert (made.name, made.category, dict(made.allergens)) == ("Zakje nieuw", "", {})
