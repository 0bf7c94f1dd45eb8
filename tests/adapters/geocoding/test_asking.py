"""How the network is asked: in turn, never twice, not while it is down, and the index first."""

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from voedselbrigade.adapters.geocoding import (
    Breaker,
    Chain,
    FileCache,
    MemoryCache,
    Remembering,
    Turns,
)
from voedselbrigade.adapters.geocoding.keeping import question_key
from voedselbrigade.domain.places import Address, Confidence, HouseNumber, Located, Point
from voedselbrigade.errors import Fact, Unreachable
from voedselbrigade.services.ports import NotLocated
from voedselbrigade.words import say

HOME = Address("Damstraat", HouseNumber(12), "2573LM")
SURE = Located(Point(52.07, 4.3), Confidence.EXACT, "pdok")
DOUBT = Located(
    Point(52.0, 4.0), Confidence.NEAR_NUMBER, "index", Fact.of("locate.estimated", address="x")
)
NOTHING = NotLocated(Fact.of("locate.not_found", address="x", town="y"), (HOME,))


class Scripted:
    """A geocoder that gives these answers in turn, and counts how often it was asked."""

    def __init__(self, *answers: Located | NotLocated | Unreachable, name: str = "pdok") -> None:
        self.answers: Sequence[Located | NotLocated | Unreachable] = answers
        self.name = name
        self.asked = 0

    def find(self, address: Address) -> Located | NotLocated:
        answer = self.answers[min(self.asked, len(self.answers) - 1)]
        self.asked += 1
        if isinstance(answer, Unreachable):
            raise answer
        return answer


DOWN = Unreachable("locate.service_down", geocoder="pdok")


class Clock:
    def __init__(self) -> None:
        self.at = 1_000_000.0

    def __call__(self) -> float:
        return self.at


def test_three_failures_in_a_row_open_the_breaker_and_one_answer_closes_it() -> None:
    clock, service = Clock(), Scripted(DOWN, DOWN, DOWN, DOWN, SURE)
    breaker = Breaker(service, now=clock)
    for _ in range(3):
        with pytest.raises(Unreachable):
            breaker.find(HOME)
    with pytest.raises(Unreachable) as refusal:
        breaker.find(HOME)
    assert service.asked == 3
    assert "Over 6 min" in say(refusal.value.fact) or "Over 5 min" in say(refusal.value.fact)
    clock.at += 301
    with pytest.raises(Unreachable):
        breaker.find(HOME)
    with pytest.raises(Unreachable):
        breaker.find(HOME)
    assert service.asked == 4, "half open: one question, and open again when it fails"
    clock.at += 301
    assert breaker.find(HOME) == SURE
    assert breaker.find(HOME) == SURE


def test_a_success_between_failures_starts_the_count_anew() -> None:
    service = Scripted(DOWN, DOWN, SURE, DOWN, DOWN, SURE)
    breaker = Breaker(service, now=Clock())
    for expected_down in (True, True, False, True, True, False):
        if expected_down:
            with pytest.raises(Unreachable):
                breaker.find(HOME)
        else:
            assert breaker.find(HOME) == SURE


def test_an_address_is_sent_out_once() -> None:
    service = Scripted(SURE)
    geocoder = Remembering(service, MemoryCache(), Clock())
    again = Address("DAMSTR.", HouseNumber(12), "2573LM")
    assert geocoder.find(HOME) == geocoder.find(again) == SURE
    assert service.asked == 1


def test_not_found_is_asked_again_the_next_day_and_found_after_a_year() -> None:
    clock, service = Clock(), Scripted(NOTHING, SURE)
    geocoder = Remembering(service, MemoryCache(), clock)
    assert geocoder.find(HOME) == geocoder.find(HOME) == NOTHING
    clock.at += 86_401
    assert geocoder.find(HOME) == SURE
    clock.at += 86_400 * 364
    geocoder.find(HOME)
    assert service.asked == 2
    clock.at += 86_400 * 2
    geocoder.find(HOME)
    assert service.asked == 3


def test_a_failure_is_not_kept() -> None:
    geocoder = Remembering(Scripted(DOWN, SURE), MemoryCache(), Clock())
    with pytest.raises(Unreachable):
        geocoder.find(HOME)
    assert geocoder.find(HOME) == SURE


def test_kept_answers_survive_a_power_cut_in_the_middle_of_a_line(tmp_path: Path) -> None:
    path, clock = tmp_path / "answers.jsonl", Clock()
    other = Address("Kerkplein", HouseNumber(1), "2511AA")
    third = Address("Langeweg", HouseNumber(2), "2544CD")
    cache = FileCache(path)
    Remembering(Scripted(SURE), cache, clock).find(HOME)
    Remembering(Scripted(NOTHING), cache, clock).find(other)
    path.write_bytes(path.read_bytes()[:-20])

    silent = Scripted(DOUBT)
    after = Remembering(silent, FileCache(path), clock)
    assert after.find(HOME) == SURE
    assert silent.asked == 0
    assert after.find(other) == DOUBT, "the torn answer is asked again"
    assert after.find(third) == DOUBT
    fresh = FileCache(path)
    for address in (other, third):
        kept = fresh.get(question_key("pdok", address))
        assert kept and kept.answer == DOUBT


def test_the_file_of_answers_does_not_show_who_was_looked_up(tmp_path: Path) -> None:
    path = tmp_path / "answers.jsonl"
    Remembering(Scripted(SURE), FileCache(path)).find(HOME)
    assert "2573LM" not in path.read_text() and "Damstraat" not in path.read_text()


def test_turns_lie_a_second_apart_over_all_processes(tmp_path: Path) -> None:
    clock, slept = Clock(), list[float]()
    one = Turns(tmp_path / "turns", now=clock, sleep=slept.append)
    two = Turns(tmp_path / "turns", now=clock, sleep=slept.append)
    one.wait()
    two.wait()
    one.wait()
    clock.at += 10
    two.wait()
    assert slept == [1.0, 2.0]


def test_turns_are_taken_by_threads_one_by_one(tmp_path: Path) -> None:
    clock, slept = Clock(), list[float]()
    turns = Turns(tmp_path / "turns", now=clock, sleep=slept.append)
    threads = [threading.Thread(target=turns.wait) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(slept) == [float(second) for second in range(1, 8)]


def test_a_clock_that_was_set_back_does_not_stop_the_queue(tmp_path: Path) -> None:
    clock, slept = Clock(), list[float]()
    turns = Turns(tmp_path / "turns", now=clock, sleep=slept.append)
    turns.wait()
    clock.at -= 86_400
    turns.wait()
    assert slept == [1.0]


def test_a_queue_of_more_than_a_minute_is_refused(tmp_path: Path) -> None:
    turns = Turns(tmp_path / "turns", now=Clock(), sleep=lambda _: None)
    for _ in range(61):
        turns.wait()
    with pytest.raises(Unreachable) as refusal:
        turns.wait()
    assert refusal.value.fact.code == "locate.queue_full"


def test_the_index_answers_first_and_the_network_only_where_it_doubts() -> None:
    network = Scripted(SURE)
    sure_index = Scripted(Located(SURE.point, Confidence.EXACT, "index"), name="index")
    assert Chain([sure_index, network]).find(HOME).source == "index"  # type: ignore[union-attr]
    assert network.asked == 0
    assert Chain([Scripted(DOUBT), network]).find(HOME) == SURE
    assert Chain([Scripted(NOTHING), network]).find(HOME) == SURE


def test_a_doubtful_answer_is_better_than_a_service_that_is_down() -> None:
    assert Chain([Scripted(DOUBT), Scripted(DOWN)]).find(HOME) == DOUBT
    assert Chain([Scripted(NOTHING), Scripted(DOWN)]).find(HOME) == NOTHING


def test_only_when_nobody_can_be_asked_the_chain_is_down() -> None:
    with pytest.raises(Unreachable):
        Chain([Scripted(DOWN), Scripted(DOWN)]).find(HOME)


def test_without_any_index_the_reason_says_so() -> None:
    answer = Chain([]).find(HOME)
    assert isinstance(answer, NotLocated)
    assert "nog geen adreslijst" in say(answer.reason)
