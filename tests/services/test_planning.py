"""Gather, solve and draft: nobody is dropped, and a plan is what the books said."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.make import (
    MONDAY,
    MORNING,
    TUESDAY,
    account,
    exception,
    hub,
    located,
    recipient,
    volunteer,
)
from tests.make_days import INSERTION, HereSolver, Office, going, moved, office, small_day
from voedselbrigade.adapters.roads import StraightLine
from voedselbrigade.domain.access import Role
from voedselbrigade.domain.clock import TimeWindow, hms
from voedselbrigade.domain.delivery_days import Due, ExceptionKind, RosterEntry, RosterStatus
from voedselbrigade.domain.food import Allergen, AllergenState, Diet, MealKind
from voedselbrigade.domain.gathered_days import DeliveryDay, open_hubs
from voedselbrigade.domain.office import Settings
from voedselbrigade.domain.people import (
    Recipient,
    RecipientId,
    RecipientState,
    Volunteer,
    VolunteerId,
)
from voedselbrigade.domain.places import Hub, HubId
from voedselbrigade.domain.plans import PlanStatus
from voedselbrigade.domain.rhythm import Frequency
from voedselbrigade.domain.turns import Away, Turn
from voedselbrigade.errors import Conflict, NotAllowed, SearchFailed
from voedselbrigade.routing.problem import Problem, Solution
from voedselbrigade.services import gathering, planning
from voedselbrigade.services.searching import Found, SearchOrder, Watch
from voedselbrigade.wiring import Home


@pytest.fixture
def desk(sqlite_home: Home) -> Office:
    return office(sqlite_home)


def reasons(plan_left_out: object) -> dict[str, str]:
    return {one.name: one.reason.code for one in plan_left_out}  # type: ignore[attr-defined]


def gathered(desk: Office) -> DeliveryDay:
    with desk.home.view(desk.actor) as work:
        return gathering.gather(work, TUESDAY)


# Gather


def test_everyone_due_is_gathered_with_the_exceptions_of_the_day(desk: Office) -> None:
    people, _ = small_day(desk, 3)
    with desk.home.work(desk.actor) as work:
        work.store.exceptions.add(exception(people[0].id))
        work.store.exceptions.add(exception(people[1].id, kind=ExceptionKind.NUMBER, portions=3))
    assert {one.recipient.id: one.portions for one in gathered(desk).due} == {
        people[1].id: 3,
        people[2].id: 1,
    }


def test_who_is_ill_does_not_come_and_the_substitute_does(desk: Office) -> None:
    _, (ineke, kees) = small_day(desk)
    with desk.home.work(desk.actor) as work:
        work.store.roster.save(RosterEntry(ineke.id, TUESDAY, RosterStatus.CANNOT))
    found = gathered(desk)
    assert [turn.volunteer.id for turn in found.turns] == [kees.id]
    assert found.away == {ineke.id: Away.CANNOT}


def test_who_rode_this_month_rests_when_that_is_often_enough(desk: Office) -> None:
    small_day(desk)
    seldom = desk.add(volunteer("Truus", frequency=Frequency(1, 4)))[0]
    first = desk.plan(MONDAY)
    assert seldom.id in {route.volunteer for route in first.routes} or len(first.routes) < 3
    assert seldom.id not in gathered(desk).away
    with desk.home.work(desk.actor) as work:
        taken = replace(first.routes[0], volunteer=seldom.id)
        held = replace(first, routes=(taken,), status=PlanStatus.PUBLISHED, version=1)
        work.store.plans.save(held, work.cause())
    assert gathered(desk).away[seldom.id] is Away.OFTEN_ENOUGH


def test_a_closed_kitchen_a_holiday_and_a_home_unknown_are_noted(desk: Office) -> None:
    christmas = TUESDAY.replace(month=12, day=25)
    friday = christmas.weekday()
    desk.add(hub("Open", opening={friday: (MORNING,)}), hub("Dicht", opening={0: (MORNING,)}))
    desk.add(hub("Altijd", opening={}), hub("Nergens", located=None))
    desk.add(volunteer(starts="home", located=None), recipient())
    with desk.home.view(desk.actor) as work:
        notes = [fact.code for fact in gathering.gather(work, christmas).notes]
    assert sorted(notes) == [
        "plan.holiday",
        "plan.home_not_located",
        "plan.hub_closed",
        "plan.hub_hours_unknown",
        "plan.hub_not_located",
    ]


def test_a_home_without_lists_says_which_to_import_first(desk: Office) -> None:
    notes = [fact.code for fact in gathered(desk).notes]
    assert notes == [f"plan.no_list_of_{kind}" for kind in ("recipients", "volunteers", "hubs")]
    small_day(desk)
    assert gathered(desk).notes == ()


def test_a_viewer_may_gather_but_not_plan(desk: Office) -> None:
    small_day(desk)
    viewer = Office(desk.home, account(desk.home, "Kijker", Role.VIEWER))
    assert gathered(viewer).due
    with pytest.raises(NotAllowed):
        viewer.plan()


# Who cannot go along, and why


def test_everyone_who_can_go_is_on_a_route(desk: Office) -> None:
    people, _ = small_day(desk)
    plan = desk.plan()
    assert {stop.recipient for stop in going(plan)} == {one.id for one in people}
    assert plan.left_out == ()


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"located": None}, "plan.not_located"),
        ({"diets": frozenset({Diet.HALAL})}, "plan.no_safe_meal"),
        ({"meal_kind": MealKind.FROZEN}, "plan.no_meal_kind"),
        ({"allergens": {Allergen.NUTS: AllergenState.YES}}, "plan.unknown_allergen"),
        ({"allergens": {Allergen.NUTS: AllergenState.UNKNOWN}}, "plan.unknown_allergen"),
        ({"allergens": {Allergen.MILK: AllergenState.YES}}, "plan.has_allergen"),
    ],
)
def test_who_cannot_go_along_is_told_why(
    desk: Office, changed: dict[str, object], code: str
) -> None:
    leaves_out = {Allergen.MILK: AllergenState.NO}
    kinds = frozenset({MealKind.HOT})
    desk.add(hub(makes=frozenset({Diet.VEGAN}), leaves_out=leaves_out, meal_kinds=kinds))
    desk.add(volunteer(), recipient("Gewoon"), recipient("Anders", **changed))
    plan = desk.plan()
    assert [stop.name for stop in going(plan)] == ["Mw. A. de Gewoon"]
    assert reasons(plan.left_out) == {"Mw. A. de Anders": code}


def test_food_that_is_safe_at_the_second_kitchen_comes_from_there(desk: Office) -> None:
    safe = {Allergen.NUTS: AllergenState.YES}
    desk.add(hub("Dichtbij"))
    far = desk.add(hub("Veilig", located=located(9, 9), leaves_out=safe))[0]
    desk.add(volunteer(), recipient(allergens={Allergen.NUTS: AllergenState.YES}))
    [route] = desk.plan().routes
    assert [trip.hub for trip in route.trips] == [far.id]


def test_without_volunteers_everyone_is_left_out_and_told_so(desk: Office) -> None:
    desk.add(hub(), recipient(), recipient("Bakker"))
    plan = desk.plan()
    assert plan.routes == ()
    assert set(reasons(plan.left_out).values()) == {"plan.no_volunteers"}


def test_without_an_open_kitchen_everyone_is_left_out_and_told_so(desk: Office) -> None:
    desk.add(hub(opening={0: (MORNING,)}), volunteer(), recipient())
    plan = desk.plan()
    assert set(reasons(plan.left_out).values()) == {"plan.no_open_hub"}
    assert [fact.code for fact in plan.notes] == ["plan.hub_closed"]


def test_a_day_on_which_nobody_is_due_gives_an_empty_plan(desk: Office) -> None:
    desk.add(hub(), volunteer(), recipient(state=RecipientState.PAUSED))
    plan = desk.plan()
    assert (plan.routes, plan.left_out) == ((), ())


def test_a_kitchen_with_too_little_food_is_a_warning(desk: Office) -> None:
    desk.add(hub(most_meals=2), volunteer(), *(recipient(f"W{n}") for n in range(3)))
    assert [one.fact.code for one in desk.plan().breaches] == ["plan.hub_meals"]


def test_food_comes_from_the_next_kitchen_when_the_first_cannot_make_more(desk: Office) -> None:
    near, far = desk.add(hub("Dichtbij", most_meals=3), hub("Verder", located=located(0, 12)))
    desk.add(volunteer("Ineke"), volunteer("Kees"))
    desk.add(*(recipient(f"W{n}", located=located(0, n)) for n in range(8)))
    plan = desk.plan()
    taken = Counter(r.trips[s.trip].hub for r, s in plan.every_stop())
    assert taken == {near.id: 3, far.id: 5}
    assert (plan.left_out, plan.breaches) == ((), ())


# The search


class Dead:
    """A solver whose process dies."""

    def solve(self, problem: Problem, order: SearchOrder, watch: Watch) -> Found | None:
        raise SearchFailed("plan.search_process_died", code=-9)


class Liar:
    """A solver that puts everybody on nobody's route twice."""

    def solve(self, problem: Problem, order: SearchOrder, watch: Watch) -> Found | None:
        return Found(Solution(left_out=(0, 0)), "liar")


class Silent:
    """A solver that leaves everybody out and says nothing about it."""

    def solve(self, problem: Problem, order: SearchOrder, watch: Watch) -> Found | None:
        return Found(Solution(left_out=tuple(range(len(problem.stops)))), "silent")


def test_who_is_left_out_has_a_reason_even_if_the_search_gives_none(desk: Office) -> None:
    people, _ = small_day(desk)
    plan = desk.plan(solver=Silent())
    assert [one.reason.code for one in plan.left_out] == ["reason.possible"] * len(people)


def test_a_need_that_nobody_meets_is_named(desk: Office) -> None:
    desk.add(hub(), volunteer(), recipient(needs=frozenset({"VOG"})))
    [left] = desk.plan().left_out
    assert (left.reason.code, left.reason.values["needs"]) == ("reason.needs", ("VOG",))


def test_a_remedy_names_the_volunteer_who_could_do_it(desk: Office) -> None:
    desk.add(hub(), volunteer("Ineke", most_stops=2))
    desk.add(*(recipient(f"W{n}") for n in range(3)))
    [left] = desk.plan().left_out
    assert left.reason.code == "reason.stops"
    assert left.remedy is not None
    assert (left.remedy.code, left.remedy.values["volunteer"]) == (
        "plan.help_one_more",
        "Ineke Bos",
    )


class Dropped:
    def solve(self, problem: Problem, order: SearchOrder, watch: Watch) -> Found | None:
        return None


@pytest.mark.parametrize(
    ("solver", "note"), [(Dead(), "plan.search_died"), (Liar(), "plan.search_unsound")]
)
def test_a_search_that_fails_leaves_the_insertion_plan_and_says_so(
    desk: Office, solver: object, note: str
) -> None:
    people, _ = small_day(desk)
    plan = desk.plan(solver=solver)
    assert len(going(plan)) == len(people)
    assert plan.engine == "insertion"
    assert note in [fact.code for fact in plan.notes]


def test_a_dropped_search_leaves_everything_as_it_was(desk: Office) -> None:
    small_day(desk)
    before = desk.plan()
    with pytest.raises(AssertionError):
        desk.plan(solver=Dropped())
    assert desk.versions() == (before,)


# The draft


def test_planning_again_takes_the_place_of_the_draft(desk: Office) -> None:
    people, _ = small_day(desk)
    first = desk.plan()
    desk.change(moved(people[0], state=RecipientState.STOPPED))
    again = desk.plan()
    assert [plan.id for plan in desk.versions()] == [first.id]
    assert again.revision == first.revision + 1
    assert len(going(again)) == len(people) - 1


def test_a_plan_keeps_names_and_addresses_as_they_were(desk: Office) -> None:
    people, _ = small_day(desk)
    desk.plan()
    desk.change(moved(people[0], door_note="Nieuwe bel"))
    [kept] = desk.versions()
    assert {stop.door_note for stop in going(kept)} == {""}


def test_a_plan_keeps_the_settings_it_was_made_with(desk: Office) -> None:
    small_day(desk)
    assert desk.plan().settings["at_door_flat_s"] == Settings().at_door_flat_s
    assert desk.versions()[0].settings == desk.plan().settings


def test_a_draft_changed_during_the_search_is_not_overwritten(desk: Office) -> None:
    small_day(desk)
    standing = desk.plan()
    solved = planning.solve(gathered(desk), StraightLine(), HereSolver(), INSERTION)
    assert solved is not None
    desk.plan()
    with pytest.raises(Conflict), desk.home.work(desk.actor) as work:
        planning.draft(work, solved, standing)


def test_the_same_books_give_the_same_plan(desk: Office) -> None:
    small_day(desk)
    first, again = desk.plan(), desk.plan()
    assert (first.routes, first.left_out) == (again.routes, again.left_out)


def test_a_volunteer_with_two_blocks_of_hours_has_two_routes(desk: Office) -> None:
    noon, evening = TimeWindow(hms(12), hms(13)), TimeWindow(hms(16), hms(17))
    hours = {TUESDAY.weekday(): (MORNING, TimeWindow(hms(14), hms(17)))}
    desk.add(hub(ready_s=(hms(11), hms(14, 30))), volunteer(available=hours))
    desk.add(recipient("Noen", windows=(noon,)), recipient("Avond", windows=(evening,)))
    routes = desk.plan().routes
    assert [(route.code, len(route.stops)) for route in routes] == [("R01", 1), ("R02", 1)]


# Nobody is dropped


somewhere = st.one_of(st.none(), st.builds(located, st.integers(-40, 40), st.integers(-40, 40)))
allergies = st.dictionaries(st.sampled_from(list(Allergen)[:3]), st.sampled_from(AllergenState))
persons = st.builds(
    recipient,
    located=somewhere,
    diets=st.frozensets(st.sampled_from(list(Diet)[:4]), max_size=2),
    allergens=allergies,
    meal_kind=st.sampled_from(MealKind),
    needs=st.frozensets(st.sampled_from(["lift", "vog"]), max_size=1),
    excluded=st.frozensets(st.builds(VolunteerId, st.integers(1, 3)), max_size=2),
    windows=st.lists(
        st.builds(
            lambda a, b: TimeWindow(hms(a), hms(a + b)), st.integers(6, 20), st.integers(0, 3)
        ),
        max_size=2,
    ).map(tuple),
)
helpers = st.builds(
    volunteer,
    located=somewhere,
    starts=st.sampled_from(["hub", "home", "anywhere"]),
    most_meals=st.integers(0, 12),
    most_minutes=st.integers(0, 200),
    skills=st.frozensets(st.sampled_from(["lift", "vog"])),
)
kitchens = st.builds(
    hub,
    located=somewhere,
    makes=st.frozensets(st.sampled_from(list(Diet)[:4])),
    leaves_out=allergies,
    meal_kinds=st.frozensets(st.sampled_from(MealKind)),
    opening=st.sampled_from([{}, {0: (MORNING,)}, {1: (MORNING,)}, {1: (TimeWindow(0, 60),)}]),
)


def a_day(people: list[Recipient], volunteers: list[Volunteer], hubs: list[Hub]) -> DeliveryDay:
    whole_day = TimeWindow(hms(9), hms(20))
    numbered = [replace(one, id=HubId(n)) for n, one in enumerate(hubs)]
    found, notes = open_hubs(numbered, TUESDAY, whole_day)
    due = (Due(replace(one, id=RecipientId(n)), 1 + n % 3) for n, one in enumerate(people))
    turns = (Turn(replace(one, id=VolunteerId(n)), MORNING) for n, one in enumerate(volunteers))
    return DeliveryDay(TUESDAY, tuple(due), tuple(turns), found, notes=notes)


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.lists(persons, max_size=7), st.lists(helpers, max_size=3), st.lists(kitchens, max_size=2))
def test_everyone_due_is_on_a_route_or_left_out_with_a_reason(
    people: list[Recipient], volunteers: list[Volunteer], hubs: list[Hub]
) -> None:
    day = a_day(people, volunteers, hubs)
    solved = planning.solve(day, StraightLine(), HereSolver(), INSERTION)
    assert solved is not None
    served = [stop.recipient for route in solved.routes for stop in route.stops]
    left = [one.recipient for one in solved.left_out]
    assert sorted([*served, *left]) == sorted(one.recipient.id for one in day.due)
    assert all(one.reason.code for one in solved.left_out)


def test_a_frequency_counts_rounds_and_not_days_without(desk: Office) -> None:
    small_day(desk)
    seldom = desk.add(volunteer("Truus", frequency=Frequency(1, 4)))[0]
    desk.plan(MONDAY - timedelta(days=7))
    assert seldom.id not in gathered(desk).away
