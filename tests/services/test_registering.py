"""People in the books: by phone, edited by two, paused, stopped, joined, and looked back on."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from tests import make_stock
from tests.make import MONDAY, TUESDAY, Clock, account, address, hub, located, recipient, volunteer
from tests.make_lists import everyone, look, person, table, take
from voedselbrigade.domain.access import Role
from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.delivery_days import (
    DayException,
    ExceptionKind,
    RosterEntry,
    RosterStatus,
    due_on,
)
from voedselbrigade.domain.food import Allergen, AllergenState, Diet
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.people import Contact, Name, RecipientId, RecipientState, VolunteerState
from voedselbrigade.errors import (
    Conflict,
    Fact,
    NotAllowed,
    NotFound,
    NotPossible,
    VoedselbrigadeError,
    WrongWords,
)
from voedselbrigade.services import (
    day_exceptions,
    merging,
    parcels,
    registering,
    transferring,
)
from voedselbrigade.services.importing import RowState
from voedselbrigade.stock.parcels import AgeBand, Household, HouseholdId
from voedselbrigade.wiring import Home
from voedselbrigade.words import say

R, V, H = PersonKind.RECIPIENT, PersonKind.VOLUNTEER, PersonKind.HUB


def add(home: Home, someone: Any, by: str = "Ans", **how: Any) -> Any:
    with home.work(account(home, by)) as work:
        return registering.add(work, someone, **how)


def record(home: Home, kind: PersonKind, ident: int) -> registering.Record[Any]:
    with home.view(account(home)) as work:
        return registering.record(work, kind, ident)


def history(home: Home, kind: PersonKind, ident: int) -> registering.History:
    with home.view(account(home)) as work:
        return registering.history(work, kind, ident)


# --- adding -------------------------------------------------------------------------------------


@pytest.mark.parametrize("someone", [recipient(), volunteer(), hub()])
def test_anybody_is_added_with_an_id_and_the_name_of_who_did_it(home: Home, someone: Any) -> None:
    added = add(home, someone)
    assert added.id > 0
    kind = {"Recipient": R, "Volunteer": V, "Hub": H}[type(someone).__name__]
    kept = record(home, kind, added.id)
    assert kept.person == replace(someone, id=added.id)
    assert (kept.revision.number, kept.origins["phone"].by) == (1, "Ans")


def test_somebody_who_is_there_already_is_asked_about_before_being_added_twice(
    sqlite_home: Home,
) -> None:
    add(sqlite_home, recipient())
    again = recipient(phone="", name=Name("Witt", "A."))
    with pytest.raises(NotPossible) as raised:
        add(sqlite_home, again, by="Bram")
    assert "A. de Wit" in say(raised.value.fact)
    add(sqlite_home, again, by="Bram", double_is_fine=True)
    assert len(everyone(sqlite_home)) == 2


def test_doubles_are_found_while_a_name_is_typed(sqlite_home: Home) -> None:
    add(sqlite_home, recipient("Janssen", address=address(8)))
    add(sqlite_home, recipient("Yilmaz", phone="", address=address(9)))
    with sqlite_home.view(account(sqlite_home)) as work:
        for typed in ("Jan", "Jansen", "de Jansen"):
            found = registering.find_similar(work, R, Name(typed))
            assert [one.label for one in found] == ["A. de Janssen"]
        by_phone = registering.find_similar(work, R, "", phone="070 123 4567")
        assert registering.find_similar(work, R, "Pietersen") == ()
        assert registering.find_similar(work, V, Name("Jansen")) == ()
    assert [one.label for one in by_phone] == ["A. de Janssen"]


def test_a_viewer_may_look_and_not_write(sqlite_home: Home) -> None:
    one = add(sqlite_home, recipient())
    viewer = account(sqlite_home, "Kijker", Role.VIEWER)
    with sqlite_home.work(viewer) as work:
        assert len(registering.recipients(work)) == 1
        assert registering.names(work) == {}
        with pytest.raises(NotAllowed):
            registering.stop(work, R, one.id)


def test_lists_are_in_the_order_of_a_telephone_book(sqlite_home: Home) -> None:
    for surname, number in (("Zwart", 1), ("Adams", 2), ("de Boer", 3)):
        add(sqlite_home, recipient(surname, phone="", address=address(number)))
    with sqlite_home.view(account(sqlite_home)) as work:
        listed = registering.recipients(work)
    assert [one.name.surname for one in listed] == ["Adams", "de Boer", "Zwart"]


# --- editing ------------------------------------------------------------------------------------


def test_the_second_of_two_who_edit_is_told_what_the_first_changed(
    home: Home, clock: Clock
) -> None:
    one = add(home, recipient())
    opened = record(home, R, one.id)
    clock.passes(minutes=5)
    with home.work(account(home, "Bram")) as work:
        registering.edit(work, replace(one, door_note="bel twee keer"), opened.revision.number)
    with pytest.raises(Conflict) as raised, home.work(account(home)) as work:
        registering.edit(work, replace(one, frail=True), opened.revision.number)
    told = say(raised.value.fact)
    assert told.startswith("Bram heeft deze gegevens net veranderd: notitie bij de deur.")
    assert everyone(home) == (replace(one, door_note="bel twee keer"),)


def test_another_address_takes_the_point_off_the_map_and_a_form_can_set_it(
    sqlite_home: Home,
) -> None:
    one = add(sqlite_home, recipient())
    with sqlite_home.work(account(sqlite_home)) as work:
        registering.edit(work, replace(one, address=address(14)), 1)
        assert work.store.recipients.get(one.id).located is None
        registering.edit(work, replace(one, address=address(16), located=located(3)), 2)
        assert work.store.recipients.get(one.id).located == located(3)
        registering.edit(work, replace(work.store.recipients.get(one.id), frail=True), 3)
        assert work.store.recipients.get(one.id).located == located(3)


def test_a_pause_ends_by_itself_and_can_be_ended_sooner(sqlite_home: Home) -> None:
    one = add(sqlite_home, recipient())
    with sqlite_home.work(account(sqlite_home)) as work:
        registering.pause(work, R, one.id, TUESDAY)
        paused = work.store.recipients.get(one.id)
        assert paused.state_on(MONDAY) is RecipientState.PAUSED
        assert paused.state_on(TUESDAY) is RecipientState.ACTIVE
        registering.resume(work, R, one.id)
        assert work.store.recipients.get(one.id) == one


@pytest.mark.parametrize(
    ("kind", "someone", "gone"),
    [(R, recipient(), RecipientState.STOPPED), (V, volunteer(), VolunteerState.STOPPED)],
)
def test_people_stop_and_come_back(
    sqlite_home: Home, kind: PersonKind, someone: Any, gone: Any
) -> None:
    one = add(sqlite_home, someone)
    with sqlite_home.work(account(sqlite_home)) as work:
        registering.stop(work, kind, one.id, "verhuisd naar Delft")
    assert everyone(sqlite_home, kind)[0].state is gone
    assert history(sqlite_home, kind, one.id).lines[0].because == "verhuisd naar Delft"
    with sqlite_home.work(account(sqlite_home)) as work:
        registering.resume(work, kind, one.id)
    assert everyone(sqlite_home, kind)[0] == one


def test_a_hub_closes_and_opens_and_has_no_pause(sqlite_home: Home) -> None:
    one = add(sqlite_home, hub())
    with sqlite_home.work(account(sqlite_home)) as work:
        registering.stop(work, H, one.id)
        assert not work.store.hubs.get(one.id).active
        registering.resume(work, H, one.id)
        assert work.store.hubs.get(one.id).active
        with pytest.raises(NotPossible):
            registering.pause(work, H, one.id, TUESDAY)


def test_who_has_died_is_not_brought_back_by_a_click(sqlite_home: Home) -> None:
    one = add(sqlite_home, recipient())
    with sqlite_home.work(account(sqlite_home)) as work:
        registering.mark_deceased(work, one.id)
        for deed in (registering.resume, registering.stop):
            with pytest.raises(NotPossible):
                deed(work, R, one.id)
        registering.correct_deceased(work, one.id)
        registering.resume(work, R, one.id)
        with pytest.raises(NotPossible):
            registering.correct_deceased(work, one.id)
    assert everyone(sqlite_home)[0].state is RecipientState.ACTIVE


def test_a_pause_until_yesterday_is_no_pause(sqlite_home: Home) -> None:
    one = add(sqlite_home, recipient())
    with pytest.raises(WrongWords), sqlite_home.work(account(sqlite_home)) as work:
        registering.pause(work, R, one.id, MONDAY)


# --- history ------------------------------------------------------------------------------------


def test_the_history_says_what_it_was_what_it_became_and_who_did_it(
    sqlite_home: Home, clock: Clock
) -> None:
    take(sqlite_home, table(person()), by="Bram")
    (one,) = everyone(sqlite_home)
    clock.passes(days=1)
    with sqlite_home.work(account(sqlite_home)) as work:
        registering.edit(work, replace(one, diets=frozenset({Diet.HALAL})), 1)
    changed, made = history(sqlite_home, R, one.id).lines
    assert (changed.field, changed.old, changed.new) == (
        "diets",
        frozenset(),
        frozenset({Diet.HALAL}),
    )
    assert (changed.cause.by, made.cause.by, made.field) == ("Ans", "Bram", "")


def test_nobody_has_no_history(sqlite_home: Home) -> None:
    with pytest.raises(NotFound):
        history(sqlite_home, R, 99)


# --- joining ------------------------------------------------------------------------------------


def test_two_records_become_one_and_the_more_careful_answer_counts() -> None:
    keep = recipient(
        phone="",
        diets=frozenset({Diet.HALAL}),
        allergens={Allergen.NUTS: AllergenState.NO, Allergen.MILK: AllergenState.YES},
        contacts=(Contact("Fatma", "0611111111"),),
    )
    other = recipient(
        id=RecipientId(2),
        phone="0687654321",
        door_note="achterom",
        diets=frozenset({Diet.LOW_SALT}),
        allergens={Allergen.NUTS: AllergenState.UNKNOWN, Allergen.EGGS: AllergenState.YES},
        contacts=(Contact("Fatma", "0611111111"), Contact("Piet", "0622222222")),
    )
    one = merging.joined(keep, other)
    assert (one.phone, one.door_note) == ("0687654321", "achterom")
    assert one.diets == {Diet.HALAL, Diet.LOW_SALT}
    assert one.allergens == {
        Allergen.NUTS: AllergenState.UNKNOWN,
        Allergen.MILK: AllergenState.YES,
        Allergen.EGGS: AllergenState.YES,
    }
    assert [contact.name for contact in one.contacts] == ["Fatma", "Piet"]
    assert one.id == keep.id


def test_a_joined_record_keeps_the_past_and_the_exceptions_of_both(home: Home) -> None:
    keep = add(home, recipient())
    other = add(home, recipient(address=address(99), phone=""), by="Bram")
    noted = note(home, other.id, ExceptionKind.NONE)
    with home.work(account(home)) as work:
        merging.merge(work, merging.joined(keep, other), 1, other.id)
    kept, gone = everyone(home)
    assert (kept.state, gone.state) == (RecipientState.ACTIVE, RecipientState.STOPPED)
    past = history(home, R, keep.id)
    assert {line.person for line in past.lines} == {keep.id, other.id}
    assert [one.id for one in past.exceptions] == [noted.id]
    (why,) = [line.because for line in past.lines if line.field == "state"]
    assert why == Fact.of("people.joined_into", about=str(keep.id))


def test_a_list_that_still_has_both_rows_brings_no_double_back(sqlite_home: Home) -> None:
    both = table(person(nr="1"), person(nr="2", naam="B. Smit", huisnr="63", telefoon=""))
    take(sqlite_home, both)
    keep, other = everyone(sqlite_home)
    with sqlite_home.work(account(sqlite_home)) as work:
        merging.merge(work, merging.joined(keep, other), 1, other.id)
    seen = look(sqlite_home, both)
    assert [row.state for row in seen.rows] == [RowState.UNCHANGED] * 2
    assert "gestopt" in say(seen.rows[1].notes[0])


def test_a_joined_volunteer_takes_over_wishes_and_roster(sqlite_home: Home) -> None:
    keep = add(sqlite_home, volunteer())
    other = add(sqlite_home, volunteer("Karel", phone=""))
    add(sqlite_home, recipient(preferred=frozenset({other.id}), excluded=frozenset({keep.id})))
    with sqlite_home.work(account(sqlite_home)) as work:
        work.store.roster.save(RosterEntry(other.id, TUESDAY, RosterStatus.CANNOT))
        merging.merge(work, keep, 1, other.id)
        assert [e.volunteer for e in work.store.roster.on(TUESDAY)] == [keep.id]
    assert everyone(sqlite_home)[0].preferred == {keep.id}


def test_a_joined_hub_takes_over_its_people(sqlite_home: Home) -> None:
    keep, other = (
        add(sqlite_home, hub()),
        add(sqlite_home, hub("Pan", address=address(7), phone="")),
    )
    add(sqlite_home, recipient(hub=other.id))
    with sqlite_home.work(account(sqlite_home)) as work:
        merging.merge(work, keep, 1, other.id)
        with pytest.raises(NotPossible):
            merging.merge(work, keep, 1, keep.id)
    assert everyone(sqlite_home)[0].hub == keep.id


def test_a_joined_hub_takes_over_its_households_once_its_food_is_sent_on(
    sqlite_home: Home,
) -> None:
    home = sqlite_home
    keep, other = add(home, hub()), make_stock.bank(home, "Pan")
    lot = make_stock.came(home, other, make_stock.kept(home), 4)
    made = Household(HouseholdId(0), other.id, people={AgeBand.ADULT: 1})
    with home.work(account(home)) as work:
        family = parcels.add_household(work, made)
    with pytest.raises(NotPossible) as refused, home.work(account(home)) as work:
        merging.merge(work, keep, 1, other.id)
    assert refused.value.fact == Fact.of("stock.hub_not_empty", hub="Pan")
    with home.work(account(home)) as work:
        sent = transferring.send(work, other.id, keep.id, {lot.item: 4}, "samen")
        transferring.arrive_all(work, sent.id)
        merging.merge(work, keep, 1, other.id)
        assert parcels.household(work, family.id)[0].hub == keep.id


# --- exceptions of the day ----------------------------------------------------------------------


def note(home: Home, ident: int, kind: ExceptionKind, **values: Any) -> DayException:
    what = {"called_by": "dochter"} | values
    first = what.pop("first", TUESDAY)
    with home.work(account(home)) as work:
        return day_exceptions.note_exception(work, RecipientId(ident), kind, first, **what)


def test_a_phone_call_changes_one_day_and_says_who_called(home: Home) -> None:
    one = add(home, recipient())
    noted = note(home, one.id, ExceptionKind.NUMBER, portions=3, called_by=" dochter ")
    assert (noted.called_by, noted.first, noted.last) == ("dochter", TUESDAY, TUESDAY)
    due = due_on(one, TUESDAY, [noted])
    assert getattr(due, "portions", None) == 3
    with home.work(account(home)) as work:
        assert day_exceptions.exceptions_of(work, one.id) == (noted,)
        assert day_exceptions.exceptions_on(work, MONDAY) == ()
        assert day_exceptions.withdraw_exception(work, noted.id) == noted
        assert day_exceptions.exceptions_on(work, TUESDAY) == ()
        with pytest.raises(NotFound):
            day_exceptions.withdraw_exception(work, noted.id)


def test_only_the_value_of_its_own_kind_is_kept(sqlite_home: Home) -> None:
    one = add(sqlite_home, recipient())
    window = (TimeWindow(36000, 39600),)
    noted = note(sqlite_home, one.id, ExceptionKind.WINDOW, windows=window, portions=9)
    assert (noted.windows, noted.portions) == (window, None)


@pytest.mark.parametrize(
    ("kind", "values", "code"),
    [
        (ExceptionKind.NONE, {"called_by": "  "}, "people.exception_without_caller"),
        (ExceptionKind.NONE, {"last": MONDAY}, "people.exception_backwards"),
        (
            ExceptionKind.NONE,
            {"first": MONDAY - timedelta(days=3)},
            "people.exception_in_the_past",
        ),
        (ExceptionKind.NUMBER, {}, "people.exception_without_value"),
        (ExceptionKind.ADDRESS, {}, "people.exception_without_value"),
        (ExceptionKind.NUMBER, {"portions": 21}, "people.exception_portions"),
        (ExceptionKind.NUMBER, {"portions": -1}, "people.exception_portions"),
    ],
)
def test_an_exception_that_makes_no_sense_is_refused_in_one_sentence(
    sqlite_home: Home, kind: ExceptionKind, values: dict[str, Any], code: str
) -> None:
    one = add(sqlite_home, recipient())
    with pytest.raises(WrongWords) as raised:
        note(sqlite_home, one.id, kind, **values)
    assert raised.value.fact.code == code
    assert say(raised.value.fact)


@pytest.mark.parametrize("deed", ["stopped", "nobody"])
def test_nothing_is_noted_for_who_gets_nothing(sqlite_home: Home, deed: str) -> None:
    one = add(sqlite_home, recipient(state=RecipientState.STOPPED))
    with pytest.raises(VoedselbrigadeError):
        note(sqlite_home, one.id if deed == "stopped" else 99, ExceptionKind.NONE)
