"""People in the database: what is kept of them, who changed it, and where it came from."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import make
from tests.domain_values import anything
from voedselbrigade.domain.delivery_days import RosterEntry, RosterStatus
from voedselbrigade.domain.history import ImportId, ImportRun, ImportStatus, PersonKind, Source
from voedselbrigade.domain.people import Recipient, RecipientId, Volunteer, VolunteerId
from voedselbrigade.domain.places import Hub
from voedselbrigade.errors import Conflict, NotFound, NotPossible
from voedselbrigade.wiring import Home


def added(home: Home, person: Recipient) -> Recipient:
    with home.work(home.system) as work:
        return work.store.recipients.add(person, make.by_office())


def a_run(home: Home, file_hash: str = "abc") -> ImportRun:
    run = ImportRun(
        ImportId(0), PersonKind.RECIPIENT, "lijst.xlsx", file_hash, make.NOW, "Ans", {"new": 1}
    )
    with home.work(home.system) as work:
        return work.store.imports.add(run)


def test_who_is_added_gets_a_number_and_is_found_again(home: Home) -> None:
    first, second = added(home, make.recipient("Wit")), added(home, make.recipient("Bruin"))
    with home.view(home.system) as work:
        assert work.store.recipients.get(first.id) == first
        assert work.store.recipients.all() == (first, second)
        assert work.store.recipients.some([second.id, 99]) == (second,)


@settings(
    max_examples=10,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(st.data())
def test_everyone_comes_back_from_the_database_as_they_went_in(
    home: Home, data: st.DataObject
) -> None:
    person = data.draw(anything(Recipient).map(lambda one: replace(one, hub=None)))
    helper = data.draw(anything(Volunteer).map(lambda one: replace(one, hub=None)))
    place = data.draw(anything(Hub))
    with home.work(home.system) as work:
        kept = work.store.recipients.add(person, make.by_office())
        rides = work.store.volunteers.add(helper, make.by_office())
        opens = work.store.hubs.add(place, make.by_office())
    with home.view(home.system) as work:
        assert work.store.recipients.get(kept.id) == replace(person, id=kept.id)
        assert work.store.volunteers.get(rides.id) == replace(helper, id=rides.id)
        assert work.store.hubs.get(opens.id) == replace(place, id=opens.id)


def test_the_history_says_who_changed_what_from_what(home: Home) -> None:
    person = added(home, make.recipient())
    later = make.by_office(make.NOW + timedelta(hours=1), "Piet")
    with home.work(home.system) as work:
        work.store.recipients.save(replace(person, phone="+31700000000"), later)
    with home.view(home.system) as work:
        came, changed = work.store.recipients.history(person.id)
    assert (came.field, came.cause.by) == ("", "Ans")
    assert (changed.field, changed.old, changed.new) == ("phone", "+31701234567", "+31700000000")
    assert (changed.cause.by, changed.cause.at) == ("Piet", later.at)


def test_saving_someone_unchanged_leaves_no_trace(home: Home) -> None:
    person = added(home, make.recipient())
    with home.work(home.system) as work:
        work.store.recipients.save_all([person], make.by_office(by="Piet"))
    with home.view(home.system) as work:
        assert len(work.store.recipients.history(person.id)) == 1
        assert work.store.recipients.revision(person.id).number == 1


def test_each_field_knows_where_its_value_came_from(home: Home) -> None:
    run = a_run(home)
    with home.work(home.system) as work:
        person = work.store.recipients.add(make.recipient(), make.by_file(run.id))
        called = make.by_office(make.NOW + timedelta(days=1))
        work.store.recipients.save(replace(person, phone="+31700000000"), called)
    with home.view(home.system) as work:
        origins = work.store.recipients.origins(person.id)
        assert work.store.recipients.all_origins() == {person.id: origins}
    assert origins["phone"].source is Source.OFFICE
    assert origins["phone"].at == called.at
    assert (origins["address"].source, origins["address"].import_id) == (Source.FILE, run.id)
    assert "id" not in origins
    assert "door_note" in origins


def test_of_two_who_change_the_same_person_the_second_is_told(home: Home) -> None:
    person = added(home, make.recipient())
    with home.view(home.system) as work:
        seen = work.store.recipients.revision(person.id).number
    later = make.by_office(make.NOW + timedelta(minutes=5), "Piet")
    with home.work(home.system) as work:
        work.store.recipients.save(replace(person, door_note="achterom"), later, seen)
    with pytest.raises(Conflict) as told, home.work(home.system) as work:
        work.store.recipients.save(replace(person, phone=""), make.by_office(), seen)
    assert told.value.fact.code == "people.changed_meanwhile"
    assert told.value.fact.values["who"] == "Piet"
    assert told.value.fact.values["fields"] == ("door_note",)
    with home.view(home.system) as work:
        kept = work.store.recipients.get(person.id)
    assert (kept.door_note, kept.phone) == ("achterom", person.phone)


def test_the_second_is_told_only_what_changed_since_he_looked(home: Home) -> None:
    person = added(home, make.recipient())
    with home.work(home.system) as work:
        records = work.store.recipients
        for minutes, change in enumerate(({"phone": ""}, {"door_note": "a"}, {"remarks": "b"})):
            person = replace(person, **change)  # type: ignore[arg-type]
            records.save(person, make.by_office(make.NOW + timedelta(minutes=minutes)))
        with pytest.raises(Conflict) as told:
            records.save(person, make.by_office(), revision=2)
    assert told.value.fact.values["fields"] == ("door_note", "remarks")


def test_a_number_is_never_given_out_twice(home: Home) -> None:
    first = added(home, make.recipient())
    with home.work(home.system) as work:
        work.store.recipients.remove(first.id, make.by_office())
    assert added(home, make.recipient()).id != first.id


def test_who_is_removed_leaves_nothing_behind(home: Home) -> None:
    person = added(home, make.recipient())
    with home.work(home.system) as work:
        work.store.exceptions.add(make.exception(person.id))
        work.store.recipients.save(replace(person, phone=""), make.by_office())
        work.store.recipients.remove(person.id, make.by_office())
    with home.view(home.system) as work:
        assert work.store.recipients.history(person.id) == ()
        assert work.store.exceptions.on(make.TUESDAY) == ()
        with pytest.raises(NotFound):
            work.store.recipients.get(person.id)


def test_a_hub_that_someone_belongs_to_cannot_be_removed(home: Home) -> None:
    with home.work(home.system) as work:
        hub = work.store.hubs.add(make.hub(), make.by_office())
        work.store.recipients.add(make.recipient(hub=hub.id), make.by_office())
    with home.work(home.system) as work:
        with pytest.raises(NotPossible):
            work.store.hubs.remove(hub.id, make.by_office())
        assert work.store.hubs.get(hub.id) == hub


def test_saving_a_stranger_is_refused(home: Home) -> None:
    stranger = make.recipient(id=RecipientId(7))
    with pytest.raises(NotFound), home.work(home.system) as work:
        work.store.recipients.save(stranger, make.by_office())


def test_an_exception_holds_from_its_first_to_its_last_day(home: Home) -> None:
    person = added(home, make.recipient())
    with home.work(home.system) as work:
        last = make.TUESDAY + timedelta(days=2)
        kept = work.store.exceptions.add(make.exception(person.id, last=last))
        found = {n: work.store.exceptions.on(make.MONDAY + timedelta(days=n)) for n in range(5)}
    assert found == {0: (), 1: (kept,), 2: (kept,), 3: (kept,), 4: ()}


def test_the_exceptions_of_a_double_record_move_to_the_one_that_stays(home: Home) -> None:
    one, other = added(home, make.recipient()), added(home, make.recipient())
    with home.work(home.system) as work:
        kept = work.store.exceptions.add(make.exception(one.id))
        work.store.exceptions.move(one.id, other.id)
        assert work.store.exceptions.of(other.id) == (replace(kept, recipient=other.id),)
        assert work.store.exceptions.of(one.id) == ()


def test_what_a_volunteer_says_last_about_a_day_counts(home: Home) -> None:
    with home.work(home.system) as work:
        who = work.store.volunteers.add(make.volunteer(), make.by_office()).id
        for status in (RosterStatus.COMES, RosterStatus.CANNOT):
            entry = RosterEntry(who, make.TUESDAY, status, noted_at=make.NOW)
            work.store.roster.save(entry)
        assert work.store.roster.on(make.TUESDAY) == (entry,)
        assert work.store.roster.of(who, make.MONDAY, make.TUESDAY) == (entry,)
        assert work.store.roster.of(VolunteerId(who + 1), make.MONDAY, make.TUESDAY) == ()


def test_the_same_file_is_recognised_until_its_import_is_undone(home: Home) -> None:
    run = a_run(home, "f00d")
    with home.work(home.system) as work:
        imports = work.store.imports
        assert imports.same_file(PersonKind.RECIPIENT, "f00d") == run
        assert imports.same_file(PersonKind.VOLUNTEER, "f00d") is None
        undone = replace(run, status=ImportStatus.UNDONE, undone_at=make.NOW, undone_by="Ans")
        imports.save(undone)
        assert imports.same_file(PersonKind.RECIPIENT, "f00d") is None
        assert imports.list() == (undone,)


def test_an_import_knows_everything_that_it_wrote(home: Home) -> None:
    run = a_run(home)
    before = added(home, make.recipient("Bruin"))
    with home.work(home.system) as work:
        new = work.store.recipients.add(make.recipient(), make.by_file(run.id))
        work.store.recipients.save(replace(before, phone=""), make.by_file(run.id))
        wrote = work.store.imports.changes(run.id)
    assert [(change.person, change.field) for change in wrote] == [
        (new.id, ""),
        (before.id, "phone"),
    ]


def test_a_confirmed_mapping_is_remembered_per_header(home: Home) -> None:
    with home.work(home.system) as work:
        for column in ("telefoon", "tel"):
            mapping = {"phone": column}
            work.store.imports.remember(PersonKind.HUB, "header", mapping, make.by_office())
        assert work.store.imports.mapping(PersonKind.HUB, "header") == {"phone": "tel"}
        assert work.store.imports.mapping(PersonKind.RECIPIENT, "header") is None
