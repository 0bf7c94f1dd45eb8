"""The search's reasons, with the names of people."""

from __future__ import annotations

from tests.make import MORNING, TUESDAY, hub, recipient, volunteer
from voedselbrigade.adapters.roads import StraightLine
from voedselbrigade.domain.clock import TimeWindow, hms
from voedselbrigade.domain.delivery_days import Due
from voedselbrigade.domain.gathered_days import DeliveryDay, open_hubs
from voedselbrigade.domain.plans import LeftOut
from voedselbrigade.domain.turns import Turn
from voedselbrigade.errors import Fact
from voedselbrigade.routing.explanation import Reason
from voedselbrigade.routing.model import Model, model_of, points_of, transports_of
from voedselbrigade.routing.problem import Profile
from voedselbrigade.routing.remedies import Remedy
from voedselbrigade.services.leaving_out import left_out_of
from voedselbrigade.words import say


def model() -> Model:
    """Somebody to bring a meal to, somebody whose address is unknown, and Ineke."""
    kitchens, _ = open_hubs([hub()], TUESDAY, TimeWindow(hms(9), hms(20)))
    people = (Due(recipient("Zoek", located=None), 1), Due(recipient(), 2))
    day = DeliveryDay(TUESDAY, people, (Turn(volunteer("Ineke"), MORNING),), kitchens)
    [bicycle] = transports_of(day)
    table = StraightLine().table(bicycle, points_of(day))
    return model_of(day, {bicycle: Profile("bicycle", table.duration_s, table.distance_m)})


def told(code: str, remedy: Remedy | None = None, **values: int | tuple[str, ...]) -> LeftOut:
    rules = {0: ("window", "ride"), 1: ("capacity", "window"), 2: ("ride", "shift", "window")}
    reason = Reason(0, code, rules, Fact(f"reason.{code}", values), remedy)
    return left_out_of(model(), [reason])[1]


def test_who_was_kept_back_comes_first() -> None:
    [kept] = left_out_of(model(), [])
    assert (kept.name, kept.reason.code) == ("Mw. A. de Zoek", "plan.not_located")


def test_a_reason_keeps_its_numbers_and_gets_a_name() -> None:
    left = told("window", from_s=hms(12), until_s=hms(13))
    assert (left.name, left.portions) == ("Mw. A. de Wit", 2)
    assert say(left.reason) == "Niemand kan hier op tijd zijn, tussen 12:00 en 13:00."


def test_of_many_rules_in_the_way_the_three_that_stop_most_are_told() -> None:
    left = told("mixed", rules=("capacity", "window", "ride", "shift"))
    assert left.reason.values["rules"] == ("window", "ride", "capacity")


def test_what_stands_in_the_way_is_told_per_volunteer() -> None:
    left = told("mixed", rules=("window", "ride"))
    [ineke] = left.obstacles
    assert (ineke.name, ineke.rules, ineke.every) == ("Ineke Bos", ("window", "ride"), True)


def test_a_remedy_names_who_could_do_it() -> None:
    left = told("window", Remedy(Fact.of("remedy.later", by_s=600), 0), from_s=0, until_s=60)
    assert left.remedy is not None
    assert say(left.remedy) == "10 minuten later bezorgen mag? Dan brengt Ineke Bos het."


def test_a_remedy_that_we_have_no_name_for_is_told_as_it_is() -> None:
    left = told("window", Remedy(Fact.of("remedy.unheard_of"), 0), from_s=0, until_s=60)
    assert left.remedy is not None
    assert left.remedy.code == "remedy.unheard_of"
