"""Front doors on the map: looked up between two works, kept only while they are still true."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest

from tests.make import (
    CENTRE,
    TUESDAY,
    account,
    address,
    exception,
    hub,
    located,
    recipient,
    volunteer,
)
from voedselbrigade.domain.delivery_days import ExceptionKind
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.people import RecipientState
from voedselbrigade.domain.places import Address, Confidence, Located, Point
from voedselbrigade.errors import Fact, NotFound, NotPossible, Unreachable
from voedselbrigade.services import locating
from voedselbrigade.services.locating import Answer, Wanted
from voedselbrigade.services.ports import NotLocated
from voedselbrigade.wiring import Home
from voedselbrigade.words import say

R = PersonKind.RECIPIENT
HERE, THERE = address(12), address(99)


class Book:
    """A geocoder that knows these doors and counts how often it is asked."""

    name = "book"

    def __init__(self, doors: Mapping[Address, Located], down: bool = False) -> None:
        self._doors, self._down, self.asked = doors, down, 0

    def find(self, wanted: Address) -> Located | NotLocated:
        self.asked += 1
        if self._down:
            raise Unreachable("locate.service_down", geocoder=self.name)
        missing = NotLocated(Fact.of("locate.not_found", address=wanted.line, town=wanted.town))
        return self._doors.get(wanted, missing)


def to_locate(home: Home) -> tuple[Wanted, ...]:
    with home.view(account(home)) as work:
        return locating.to_locate(work)


def place(home: Home, *answers: Answer) -> int:
    with home.work(account(home)) as work:
        return locating.place(work, answers)


def test_everyone_without_a_point_is_looked_up_and_the_others_are_left_alone(home: Home) -> None:
    with home.work(home.system) as work:
        store, cause = work.store, work.cause()
        store.recipients.add(recipient(located=None), cause)
        store.recipients.add(recipient("Smit"), cause)
        store.recipients.add(recipient("Weg", located=None, state=RecipientState.STOPPED), cause)
        store.hubs.add(hub(located=None), cause)
        store.volunteers.add(volunteer(home=THERE), cause)
        store.volunteers.add(volunteer("Karel"), cause)
    wanted = to_locate(home)
    assert [(one.kind, one.label) for one in wanted] == [
        (R, "A. de Wit"),
        (PersonKind.VOLUNTEER, "Ineke Bos"),
        (PersonKind.HUB, "Keuken De Pan"),
    ]
    book = Book({HERE: located(1), THERE: located(2)})
    progress: list[tuple[int, int]] = []
    answers = locating.locate(wanted, book, lambda done, of: progress.append((done, of)))
    assert progress == [(1, 3), (2, 3), (3, 3)]
    assert place(home, *answers) == 2
    assert [one.label for one in to_locate(home)] == ["Keuken De Pan"]


def test_one_door_is_asked_once_for_all_who_live_there(sqlite_home: Home) -> None:
    wanted = [Wanted(R, ident, "x", HERE) for ident in (1, 2, 3)]
    book = Book({HERE: located()})
    assert len(locating.locate(wanted, book)) == 3
    assert book.asked == 1


def test_a_service_that_is_down_is_an_answer_and_no_crash() -> None:
    (answer,) = locating.locate([Wanted(R, 1, "x", HERE)], Book({}, down=True))
    assert isinstance(answer.found, NotLocated)
    assert "geeft geen antwoord" in say(answer.found.reason)


@pytest.mark.parametrize(
    "meanwhile", [{"address": THERE}, {"located": located(9)}, {"address": THERE, "located": None}]
)
def test_an_answer_that_comes_too_late_is_not_kept(
    sqlite_home: Home, meanwhile: dict[str, object]
) -> None:
    with sqlite_home.work(sqlite_home.system) as work:
        one = work.store.recipients.add(recipient(located=None), work.cause())
    wanted = to_locate(sqlite_home)
    with sqlite_home.work(sqlite_home.system) as work:
        work.store.recipients.save(replace(one, **meanwhile), work.cause())  # type: ignore[arg-type]
    assert place(sqlite_home, *(Answer(each, located(1)) for each in wanted)) == 0
    with sqlite_home.view(sqlite_home.system) as work:
        assert work.store.recipients.get(one.id).located == meanwhile.get("located")


def test_who_was_removed_meanwhile_stops_nobody_else(sqlite_home: Home) -> None:
    assert place(sqlite_home, Answer(Wanted(R, 99, "x", HERE), located())) == 0


def test_the_address_of_one_day_is_looked_up_too(home: Home) -> None:
    with home.work(home.system) as work:
        one = work.store.recipients.add(recipient(), work.cause())
        noted = exception(one.id, TUESDAY, ExceptionKind.ADDRESS, address=THERE)
        work.store.exceptions.add(noted)
    (wanted,) = to_locate(home)
    assert (wanted.label, wanted.address) == ("A. de Wit", THERE)
    assert place(home, Answer(wanted, located(4))) == 1
    with home.view(home.system) as work:
        assert [each.located for each in work.store.exceptions.on(TUESDAY)] == [located(4)]
        assert work.store.recipients.get(one.id).located == located()


def test_somebody_points_at_the_door_and_that_stays(sqlite_home: Home) -> None:
    with sqlite_home.work(account(sqlite_home)) as work:
        one = work.store.recipients.add(recipient(located=None), work.cause())
        homeless = work.store.volunteers.add(volunteer(), work.cause())
        locating.place_by_hand(work, R, one.id, Point(52.08, 4.31))
        kept = work.store.recipients.get(one.id).located
        assert kept is not None and (kept.confidence, kept.sure) == (Confidence.BY_HAND, True)
        with pytest.raises(NotPossible):
            locating.place_by_hand(work, PersonKind.VOLUNTEER, homeless.id, CENTRE)
        with pytest.raises(NotFound):
            locating.place_by_hand(work, R, 99, CENTRE)
        locating.look_again(work, R, one.id)
    assert [one.label for one in to_locate(sqlite_home)] == ["A. de Wit"]


def test_who_lives_at_an_address_that_was_meant_gets_that_address_and_its_point(
    sqlite_home: Home,
) -> None:
    with sqlite_home.work(account(sqlite_home)) as work:
        one = work.store.recipients.add(recipient(located=None), work.cause())
        rider = work.store.volunteers.add(volunteer(home=HERE), work.cause())
        locating.correct_address(work, R, one.id, THERE, located(2))
        locating.correct_address(work, PersonKind.VOLUNTEER, rider.id, THERE, located(2))
        kept = work.store.recipients.get(one.id)
        assert (kept.address, kept.located) == (THERE, located(2))
        assert work.store.volunteers.get(rider.id).home == THERE
    assert to_locate(sqlite_home) == ()


def test_what_is_missing_or_not_exact_is_a_list_with_reasons(sqlite_home: Home) -> None:
    doubt = Fact.of("locate.near_number", address="Damstraat 12", found="Damstraat 14")
    near = Located(CENTRE, Confidence.NEAR_NUMBER, "index", doubt)
    with sqlite_home.work(account(sqlite_home)) as work:
        work.store.recipients.add(recipient("Adams", located=near), work.cause())
        work.store.recipients.add(recipient("Zwart", located=None), work.cause())
        work.store.recipients.add(recipient("Goed"), work.cause())
        listed = locating.to_check(work)
    assert [(one.label, one.located) for one in listed] == [
        ("A. de Zwart", None),
        ("A. de Adams", near),
    ]
    assert listed[1].reason is not None and "Damstraat 14" in say(listed[1].reason)
