"""Lists of the stock on the page Importeren: looked at first, taken over with one button."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

import voedselbrigade
from tests import make_stock
from tests.make import account
from voedselbrigade.services import parcels
from voedselbrigade.wiring import Home

PAGE = Path(voedselbrigade.__file__).parent / "ui" / "pages" / "importeren.py"


@pytest.fixture
def home(sqlite_home: Home) -> Iterator[Home]:
    st.cache_resource.clear()
    account(sqlite_home)
    make_stock.bank(sqlite_home, "Zuid")
    yield sqlite_home
    st.cache_resource.clear()


def uploaded(kind: str, text: str) -> AppTest:
    test = AppTest.from_file(str(PAGE), default_timeout=30)
    test.session_state["language"] = "nl"
    test.session_state["import_kind"] = kind
    test.run()
    test.file_uploader[0].upload("lijst.csv", text.encode(), "text/csv").run()
    assert not test.exception, [one.message for one in test.exception]
    return test


def taken(test: AppTest) -> None:
    test.button(key="lists_in_save").click().run()
    assert not test.exception, [one.message for one in test.exception]


def _shown(test: AppTest) -> str:
    """Everything that was sent to the browser."""
    return " ".join(str(getattr(one, "proto", "")) for one in test.main)


def test_households_are_looked_at_and_taken_over(home: Home) -> None:
    test = uploaded("household", "Nr;Personen;Uitgiftepunt;Dag;Inkomen\n12;4;Zuid;di;900\n")
    assert "gaat over inkomen" in str([getattr(one, "body", "") for one in test.get("html")])
    with home.view(home.system) as work:
        assert parcels.households(work) == ()
    taken(test)
    with home.view(home.system) as work:
        [one] = parcels.households(work)
    assert (one.number, one.size) == ("12", 4)


def test_a_delivery_note_is_booked_from_the_page(home: Home) -> None:
    taken(uploaded("delivery_note", "Product;Aantal;THT\nRijst;12;31-12-2026\n"))
    assert make_stock.total(home) == 12


def test_products_are_taken_over_from_the_page_and_a_wrong_row_says_why(home: Home) -> None:
    test = uploaded("items", "Product;Per doos;Bevat\nBrood;8;gluten\nKaas;veel;melk\n")
    assert "is geen getal dat hier past" in _shown(test)
    taken(test)
    with home.view(home.system) as work:
        assert [one.name for one in work.store.stock.items.all()] == ["Brood"]


def test_a_product_that_changes_says_in_which_columns(home: Home) -> None:
    make_stock.kept(home, "Brood", pack=8)
    test = uploaded("items", "Product;Per doos;Bevat\nBrood;10;gluten\n")
    assert "Anders: stuks per doos en bevat (allergenen)." in _shown(test)


def test_a_column_that_nobody_knows_is_pointed_out_by_hand(home: Home) -> None:
    test = uploaded("household", "Nr;Hoofden;Uitgiftepunt;Dag\n12;4;Zuid;di\n")
    assert [one for one in test.button if one.key == "lists_in_save"] == []
    test.selectbox(key="lists_in_column_1_Hoofden").select("people").run()
    assert not test.exception
    taken(test)
    with home.view(home.system) as work:
        assert [(one.number, one.size) for one in parcels.households(work)] == [("12", 4)]


def test_the_same_note_with_other_columns_is_booked_once(home: Home) -> None:
    note = "Product;Aantal;Extra\nRijst;12;99\n"
    taken(uploaded("delivery_note", note))
    test = uploaded("delivery_note", note)
    test.selectbox(key="lists_in_column_1_Aantal").select("").run()
    test.selectbox(key="lists_in_column_2_Extra").select("quantity").run()
    assert test.button(key="lists_in_save").disabled
    assert make_stock.total(home) == 12
