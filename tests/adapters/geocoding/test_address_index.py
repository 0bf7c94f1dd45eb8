"""The address list as a file: what is read, what is passed over, what is refused."""

from pathlib import Path

import pytest

from voedselbrigade.adapters.geocoding import AddressIndex
from voedselbrigade.adapters.geocoding.address_database import AddressDatabase, write
from voedselbrigade.domain.doors import Door
from voedselbrigade.domain.places import Address, Confidence, HouseNumber, Located, Point
from voedselbrigade.errors import UnusableFile
from voedselbrigade.words import say

HEADER = "postcode;number;letter;suffix;street;town;lat;lon\n"


def test_a_list_is_read_and_its_broken_lines_are_named(tmp_path: Path) -> None:
    path = tmp_path / "addresses.csv"
    path.write_text(
        "\ufeff"
        + HEADER
        + "2573 lm;12;b;ii;Damstraat;'s-Gravenhage;52.07;4.30\n"
        + "2573LM;twaalf;;;Damstraat;Den Haag;52.07;4.30\n"
        + "2573LM;14;;;Damstraat;Den Haag;152.07;4.30\n"
        + "25LM;14;;;Damstraat;Den Haag;52.07;4.30\n"
        + "2573LM;14\n",
        encoding="utf-8",
    )
    index = AddressIndex.from_csv(path)
    answer = index.find(Address("Damstraat", HouseNumber(12, "B", "II"), "2573LM"))
    assert answer == Located(Point(52.07, 4.30), Confidence.EXACT, "index")
    assert index.wrong_rows == (3, 4, 5, 6)


def test_a_missing_column_is_named(tmp_path: Path) -> None:
    path = tmp_path / "addresses.csv"
    path.write_text("postcode,number,letter,suffix,street,town\n")
    with pytest.raises(UnusableFile) as refusal:
        AddressIndex.from_csv(path)
    assert say(refusal.value.fact) == (
        "In de adreslijst addresses.csv ontbreken deze kolommen: lat en lon. Vul ze aan."
    )


@pytest.mark.parametrize("content", [None, b"\xff\xfe\x00postcode"])
def test_an_unreadable_list_is_one_sentence(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "addresses.csv"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnusableFile) as refusal:
        AddressIndex.from_csv(path)
    assert "kan niet worden gelezen" in say(refusal.value.fact)


def test_an_index_file_gives_back_every_door(tmp_path: Path) -> None:
    doors = [
        Door(Address("Damstraat", HouseNumber(n, "A" if n % 3 else "", ""), f"25{n:02}AB"), at)
        for n in range(1, 60)
        for at in [Point(52 + n / 1000, 4.3)]
    ]
    assert write(tmp_path / "a.sqlite", doors) == 59
    book = AddressDatabase.open(tmp_path / "a.sqlite")
    assert list(book.doors()) == doors
    assert book.count() == 59


def test_a_file_that_is_no_index_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.sqlite").write_bytes(b"no database at all, but long enough to be opened" * 50)
    with pytest.raises(UnusableFile) as refusal:
        AddressDatabase.open(tmp_path / "a.sqlite")
    assert "roads build" in say(refusal.value.fact)
