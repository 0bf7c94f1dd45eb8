"""Lists of households, donors, delivery notes and temperatures, looked at before they count."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from tests import make_stock
from tests.make import Clock, recipient
from voedselbrigade.domain.clock import OFFICE_ZONE
from voedselbrigade.domain.food import Allergen, AllergenState, Diet
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.places import Hub
from voedselbrigade.domain.rhythm import Rhythm, Weeks
from voedselbrigade.errors import Conflict, UnusableFile
from voedselbrigade.services import (
    delivery_notes,
    import_undoing,
    parcels,
    stock_dates,
    stock_lists,
    temperature_lists,
)
from voedselbrigade.services.import_preview import RowState
from voedselbrigade.services.stock_lists import ListLooked, ListTaken
from voedselbrigade.stock.lots import DateKind, Storage
from voedselbrigade.stock.parcels import AgeBand, Household, HouseholdState
from voedselbrigade.wiring import Home

HEAD = ("Nr", "Familie", "Uitgiftepunt", "Volw.", "Kinderen", "Dieet", "Allergie", "Dag")
FAMILIES = (
    ("Huishoudens november",),
    HEAD,
    ("0123", "El Amrani", "Laak", "2", "3", "halal", "noten", "di"),
    ("124.0", "De Wit", "laak", "1", "", "", "", "di, even weken"),
)
NEIGHBOURS = (("Wit", "77"), ("Bos", "78"))
type Rows = tuple[tuple[str, ...], ...]


@pytest.fixture
def laak(sqlite_home: Home) -> Hub:
    return make_stock.bank(sqlite_home, "Laak")


def taken(
    home: Home, sheet: Rows, kind: PersonKind = PersonKind.HOUSEHOLD
) -> tuple[ListLooked, ListTaken]:
    with home.work(home.system) as work:
        return stock_lists.take_over(work, kind, sheet, "lijst.xlsx")


def everyone(home: Home) -> dict[str, Household]:
    with home.view(home.system) as work:
        return {one.number: one for one in parcels.households(work)}


def codes(looked: ListLooked) -> list[str]:
    return [problem.fact.code for row in looked.rows for problem in row.problems]


def test_households_are_read_with_ages_diet_allergens_and_rhythm(
    sqlite_home: Home, laak: Hub
) -> None:
    home = sqlite_home
    looked, done = taken(home, FAMILIES)
    assert (looked.counts["new"], done.touched) == (2, 2)
    known = everyone(home)
    first = known["0123"]
    assert first.people == {AgeBand.ADULT: 2, AgeBand.CHILD: 3}
    assert (first.hub, first.diets) == (laak.id, frozenset({Diet.HALAL}))
    assert first.allergens == {Allergen.NUTS: AllergenState.YES}
    assert first.rhythm == Rhythm({1: 1})
    assert known["124"].rhythm.weeks is Weeks.EVEN


def test_the_same_list_again_changes_nothing_and_another_number_changes_one_field(
    sqlite_home: Home, laak: Hub
) -> None:
    home = sqlite_home
    taken(home, FAMILIES)
    again, nothing = taken(home, FAMILIES)
    assert (again.counts["unchanged"], nothing.touched) == (2, 0)
    assert again.seen_before is not None
    grown = (*FAMILIES[:2], (*FAMILIES[2][:4], "4", *FAMILIES[2][5:]))
    looked, _ = taken(home, grown)
    [row] = looked.of(RowState.CHANGED)
    assert [change.field for change in row.comparison.changes] == ["people"]
    assert [cast.number for cast in looked.vanished if isinstance(cast, Household)] == ["124"]
    assert set(everyone(home)) == {"0123", "124"}


def test_what_the_office_wrote_itself_stays(sqlite_home: Home) -> None:
    home = sqlite_home
    make_stock.bank(home, "Laak")
    taken(home, FAMILIES)
    with home.work(home.system) as work:
        one = everyone_in(work)["0123"]
        parcels.save_household(work, replace(one, state=HouseholdState.PAUSED))
    head, row = (*HEAD, "Status"), (*FAMILIES[2], "actief")
    looked, done = taken(home, (head, row))
    [clashing] = looked.clashing
    assert [clash.field for clash in clashing.comparison.clashes] == ["state"]
    assert done.touched == 0
    assert everyone(home)["0123"].state is HouseholdState.PAUSED


def everyone_in(work: object) -> dict[str, Household]:
    return {one.number: one for one in parcels.households(work)}  # type: ignore[arg-type]


def test_income_and_citizen_numbers_are_refused_by_name_and_never_kept(
    sqlite_home: Home,
) -> None:
    home = sqlite_home
    make_stock.bank(home, "Laak")
    head = (*HEAD, "Netto inkomen", "BSN", "Geboortedatum")
    looked, _ = taken(home, (head, (*FAMILIES[2], "1234,50", "111222333", "1-1-1980")))
    told = [(fact.code, fact.values["column"]) for fact in looked.notes]
    assert told == [("file.citizen_column", "BSN"), ("stock.income_column", "Netto inkomen")]
    with home.view(home.system) as work:
        kept = repr(work.store.stock.households.all())
        kept += repr(list(work.store.stock.households.history(1)))
    for secret in ("1234", "111222333", "1980"):
        assert secret not in kept


def test_an_outlet_without_names_has_a_count_per_size_and_diet(sqlite_home: Home) -> None:
    home = sqlite_home
    laak = make_stock.bank(home, "Laak")
    sheet: Rows = (
        ("Personen", "Dieet", "Aantal pakketten", "Dag"),
        ("1", "", "40", "vr"),
        ("4", "halal", "12", "vr"),
    )
    for counts in ((40, 12), (41, 12)):
        now = (sheet[0], ("1", "", str(counts[0]), "vr"), sheet[2])
        with home.work(home.system) as work:
            stock_lists.take_over(work, PersonKind.HOUSEHOLD, now, "t.csv", laak.id)
    with home.view(home.system) as work:
        found = parcels.households(work)
    assert sorted((one.size, one.count) for one in found) == [(1, 41), (4, 12)]


def test_a_wrong_row_is_told_with_its_place_and_costs_the_others_nothing(
    sqlite_home: Home,
) -> None:
    home = sqlite_home
    make_stock.bank(home, "Laak")
    bad: Rows = (
        HEAD,
        ("1", "A", "Nergens", "2", "", "", "", "di"),
        ("2", "B", "Laak", "twee", "", "", "", "di"),
        ("3", "C", "Laak", "2", "", "iets geks", "", "di"),
        ("4", "D", "Laak", "", "", "", "", "di"),
        ("5", "E", "Laak", "1", "", "", "", "di"),
        ("5", "E", "Laak", "1", "", "", "", "di"),
    )
    looked, done = taken(home, bad)
    assert (looked.counts["wrong"], len(done.added)) == (5, 1)
    assert codes(looked) == [
        "stock.row_unknown_hub",
        "stock.row_whole",
        "row.diet",
        "stock.household_wrong",
        "stock.row_again",
    ]


def test_a_list_of_something_else_is_refused(sqlite_home: Home) -> None:
    with pytest.raises(UnusableFile):
        taken(sqlite_home, (("Boek", "Schrijver"), ("Max Havelaar", "Multatuli")))


def test_what_changed_since_it_was_looked_at_is_a_conflict(sqlite_home: Home) -> None:
    home = sqlite_home
    make_stock.bank(home, "Laak")
    with home.view(home.system) as work:
        looked = stock_lists.preview(work, PersonKind.HOUSEHOLD, FAMILIES, "lijst.xlsx")
    taken(home, FAMILIES)
    with pytest.raises(Conflict), home.work(home.system) as work:
        stock_lists.save(work, looked)


def test_a_list_is_taken_back_as_a_whole(sqlite_home: Home, laak: Hub) -> None:
    home = sqlite_home
    _, done = taken(home, FAMILIES)
    assert done.run is not None
    with home.work(home.system) as work:
        undone = import_undoing.undo(work, done.run.id)
    assert (len(undone.removed), everyone(home)) == (2, {})


def test_donors_are_kept_with_what_they_give_and_found_again_by_name(home: Home) -> None:
    sheet: Rows = (
        ("Gever", "Telefoon", "Geeft", "Ophaaldagen"),
        ("Bakkerij Şahin", "070 123 45 67", "brood", "ma wo vr"),
        ("", "070", "", ""),
    )
    looked, _ = taken(home, sheet, PersonKind.DONOR)
    assert looked.counts["new"] == 1
    assert codes(looked) == ["stock.row_no_name"]
    more = (sheet[0], ("bakkerij sahin", "070 123 45 67", "brood en gebak", "ma wo vr"))
    taken(home, more, PersonKind.DONOR)
    with home.view(home.system) as work:
        [donor] = stock_lists.donors(work)
    assert (donor.gives, donor.pickup) == ("brood en gebak", "ma wo vr")


NOTE = (
    ("Pakbon 4471",),
    ("EAN", "Artikel", "Dozen", "Per doos", "THT", "Charge", "Prijs"),
    ("", "Rijst", "3", "12", "31-12-2026", "L1", "0,89"),
    ("8712345000011", "Halfvolle melk", "2", "6", "", "", ""),
    ("", "Bonen", "drie", "6", "", "", ""),
)


def note(home: Home, hub: Hub, sheet: Rows = NOTE) -> delivery_notes.NoteLooked:
    with home.work(home.system) as work:
        return delivery_notes.take_over(work, hub.id, sheet, "bon.xlsx", "AH")[0]


def test_a_delivery_note_is_booked_line_by_line_and_only_once(sqlite_home: Home, laak: Hub) -> None:
    home = sqlite_home
    rice = make_stock.kept(home)
    looked = note(home, laak)
    assert (looked.counts["new"], looked.counts["wrong"], looked.units) == (2, 1, 48)
    note(home, laak)
    lies = {name: n for (name, _), n in make_stock.on_hand(home).items()}
    assert lies == {"Rijst": 36, "Halfvolle melk": 12}
    with home.view(home.system) as work:
        [lot] = work.store.stock.lots.of_item(rice.id)
        [milk] = work.store.stock.items.with_ean("8712345000011")
    assert (lot.kind, lot.batch, lot.price_cents, lot.supplier) == (DateKind.THT, "L1", 89, "AH")
    assert (milk.name, milk.pack) == ("Halfvolle melk", 6)


def test_a_note_shows_what_is_new_doubtful_or_late_before_anything_is_booked(
    sqlite_home: Home,
) -> None:
    home = sqlite_home
    laak = make_stock.bank(home, "Laak")
    rice = make_stock.kept(home)
    make_stock.came(home, laak, rice, 10)
    sheet: Rows = (
        ("Product", "Aantal", "TGT"),
        ("Rijst", "1000", ""),
        ("Vla", "4", "20-11-2026"),
    )
    with home.view(home.system) as work:
        looked = delivery_notes.preview(work, laak.id, sheet, "bon.csv")
    facts = [look.fact.code for row in looked.rows for look in row.looks]
    assert facts == ["stock.so_many", "stock.item_new", "stock.past_tgt"]
    assert make_stock.total(home) == 10


def test_boxes_that_do_not_agree_with_the_units_are_asked(sqlite_home: Home) -> None:
    home = sqlite_home
    laak = make_stock.bank(home, "Laak")
    make_stock.kept(home)
    sheet: Rows = (("Product", "Aantal", "Dozen", "Per doos"), ("Rijst", "30", "3", "12"))
    [row] = note(home, laak, sheet).rows
    assert [problem.fact.code for problem in row.problems] == ["stock.row_boxes"]


READINGS = (
    ("Ruimte", "Datum", "Tijd", "Temperatuur"),
    ("Koelcel", "23-11-2026", "07:30", "4,5"),
    ("Koelcel", "23-11-2026", "08:00", "9.1 °C"),
    ("Vriezer", "23-11-2026", "08:00", "-19"),
    ("Koelcel", "23-11-2026", "08:15", "warm"),
    ("Koelcel", "24-11-2026", "08:15", "4"),
)


def test_temperatures_from_a_list_count_once_and_the_last_one_says_what_is_wrong(
    sqlite_home: Home, laak: Hub, clock: Clock
) -> None:
    home = sqlite_home
    milk = make_stock.kept(home, "Melk", category="zuivel", storage=Storage.CHILLED)
    with home.work(home.system) as work:
        stock_dates.measure(work, laak.id, "Koelcel", Storage.CHILLED, 40)
        stock_dates.measure(work, laak.id, "Vriezer", Storage.FROZEN, -200)
    make_stock.came(home, laak, milk, 6)
    clock.passes(minutes=-20)
    for expected in ("new", "unchanged"):
        with home.work(home.system) as work:
            rows = temperature_lists.take_over(work, READINGS, laak.id)
        assert [row.state.value for row in rows] == [*[expected] * 3, "wrong", "wrong"]
    assert [row.problem.code for row in rows if row.problem] == ["stock.too_warm"]
    with home.view(home.system) as work:
        last = {one.reading.room: one for one in stock_dates.measured(work, laak.id)}
    assert last["Koelcel"].reading.at == datetime(2026, 11, 23, 8, 30, tzinfo=OFFICE_ZONE)
    assert last["Koelcel"].problem is None


def test_who_brings_it_is_found_by_number_or_full_name_and_never_by_half_a_name(
    sqlite_home: Home, laak: Hub
) -> None:
    home = sqlite_home
    with home.work(home.system) as work:
        people = [recipient(name, hub=laak.id, number=number) for name, number in NEIGHBOURS]
        wit, bos = work.store.recipients.add_all(people, work.cause())
    head = ("Nr", "Uitgiftepunt", "Personen", "Wie brengt het")
    rows = [("1", "77"), ("2", "mw. a. de bos"), ("3", "Bos"), ("4", "")]
    sheet: Rows = (head, *((number, "Laak", "2", who) for number, who in rows))
    looked, _ = taken(home, sheet)
    assert codes_of_looks(looked) == [("3", "stock.row_unknown_recipient")]
    found = {number: one.recipient for number, one in everyone(home).items()}
    assert found == {"1": wit.id, "2": bos.id, "3": None, "4": None}
    again = (head, ("1", "Laak", "2", ""), ("2", "Laak", "2", "haalt zelf"))
    looked, _ = taken(home, again)
    [row] = looked.of(RowState.CHANGED)
    [change] = row.comparison.changes
    assert (change.field, looked.name("recipient", int(bos.id))) == ("recipient", "A. de Bos")
    assert [everyone(home)[number].recipient for number in ("1", "2")] == [wit.id, None]


def codes_of_looks(looked: ListLooked) -> list[tuple[str, str]]:
    return [(row.label, look.fact.code) for row in looked.rows for look in row.looks]
