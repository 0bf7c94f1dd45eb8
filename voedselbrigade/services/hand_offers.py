"""What a move by hand would mean, before it is made: minutes, metres, and every rule it breaks.

A rule that is broken needs a reason. What no reason can make right is never done: food that is not
safe for somebody, a volunteer who may not come there, an address without a way.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from voedselbrigade.domain.food import MealVerdict
from voedselbrigade.domain.gathered_days import judge_hub
from voedselbrigade.domain.hand_moves import going, in_place, route_of, without_stop
from voedselbrigade.domain.people import RecipientId, VolunteerId
from voedselbrigade.domain.plans import LeftOut, Plan, PlannedRoute, PlannedStop, RuleBreach
from voedselbrigade.errors import Fact
from voedselbrigade.routing import rules
from voedselbrigade.routing.ground import Order
from voedselbrigade.routing.model import routes_of
from voedselbrigade.routing.moving import Judged
from voedselbrigade.routing.problem import Solution
from voedselbrigade.routing.rules import Breach
from voedselbrigade.services.kitchen_limits import too_much
from voedselbrigade.services.leaving_out import left_out
from voedselbrigade.services.move_table import Table
from voedselbrigade.services.supplying import too_full

type Orders = Mapping[int, Order]
"""By vehicle the order of its round; an empty one: no round."""

NEVER = frozenset({"excluded", "unreachable"})
"""No reason makes these right: whoever wants them changes the person's own page."""


@dataclass(frozen=True, slots=True)
class Share:
    """What a move adds to one volunteer's round; less is below nought."""

    name: str
    route: str
    added_s: int
    added_m: int


@dataclass(frozen=True, slots=True)
class Deed:
    """What is done, to whom: `codes` are those of the rounds that change, by vehicle; `recipient`
    goes to `volunteer`, or off every round; a `taken_over` route has nobody who comes."""

    fact: Fact
    codes: Mapping[int, str]
    recipient: RecipientId | None = None
    volunteer: VolunteerId | None = None
    taken_over: PlannedRoute | None = None


@dataclass(frozen=True, slots=True)
class Offer:
    """The plan as it would be. `breaches` are all that it then has; of those `new` are broken by
    this move and need a reason, `never` cannot be done at all. `codes` are the routes touched,
    `people` whoever goes on or off a route; `notes` what comes with it."""

    table: Table
    deed: Deed
    routes: tuple[PlannedRoute, ...]
    left_out: tuple[LeftOut, ...]
    breaches: tuple[RuleBreach, ...]
    new: tuple[RuleBreach, ...]
    never: tuple[RuleBreach, ...]
    shares: tuple[Share, ...]
    codes: tuple[str, ...]
    people: tuple[RecipientId, ...]
    notes: tuple[Fact, ...] = ()

    @property
    def added_s(self) -> int:
        return sum(share.added_s for share in self.shares)

    @property
    def added_m(self) -> int:
        return sum(share.added_m for share in self.shares)

    @property
    def allowed(self) -> bool:
        return not self.new

    @property
    def plan(self) -> Plan:
        """The plan with this move, not yet kept."""
        plan = self.table.plan
        return replace(plan, routes=self.routes, left_out=self.left_out, breaches=self.breaches)


def offer(table: Table, changed: Orders, deed: Deed) -> Offer:
    """The plan with these rounds and everything else as it is, judged by every hard rule."""
    touched = {route.code: route for route in _touched(table, changed, deed)}
    judged = table.board.rearranged(changed)
    made = tuple(_rounds(table, judged, deed))
    codes = {*touched, *deed.codes.values()}
    routes = in_place(table.plan, codes, made, table.sight.published)
    after = replace(table.plan, routes=routes)
    gone = _fell_off(touched.values(), made, deed)
    breaches, new, never = _breaches(table, changed, deed, judged.breaches, after)
    return Offer(
        table=table,
        deed=deed,
        routes=routes,
        left_out=tuple(_left_out(table, deed, gone)),
        breaches=breaches,
        new=new,
        never=never,
        shares=tuple(_shares(table, judged, deed)),
        codes=tuple(sorted(codes)),
        people=tuple({stop.recipient for stop in gone} | _person(deed)),
        notes=tuple(Fact.of("hand.also_gone", name=stop.name) for stop in gone),
    )


def _person(deed: Deed) -> set[RecipientId]:
    return set() if deed.recipient is None else {deed.recipient}


# The rounds --------------------------------------------------------------------------------------


def _touched(table: Table, changed: Orders, deed: Deed) -> Iterator[PlannedRoute]:
    """The routes of the plan that change, as they are now."""
    yield from (table.rides[vehicle] for vehicle in changed if vehicle in table.rides)
    nobodys = deed.taken_over or _nobodys_route(table, deed.recipient)
    if nobodys is not None:
        yield nobodys


def _nobodys_route(table: Table, recipient: RecipientId | None) -> PlannedRoute | None:
    """The route somebody is on, when its volunteer does not come any more."""
    route = None if recipient is None else route_of(table.plan, recipient)
    return route if route in table.nobodys else None


def _rounds(table: Table, judged: Judged, deed: Deed) -> Iterator[PlannedRoute]:
    """The changed routes as they would be, with their codes; an empty one is none."""
    for route in judged.solution.routes:
        if route.vehicle in judged.added_s:
            (made,) = routes_of(table.model, Solution((route,)))
            yield replace(made, code=deed.codes[route.vehicle])
    nobodys = _nobodys_route(table, deed.recipient)
    left = None if nobodys is None else without_stop(nobodys, _person(deed))
    if left is not None:
        yield left


def _fell_off(
    before: Iterable[PlannedRoute], after: Iterable[PlannedRoute], deed: Deed
) -> tuple[PlannedStop, ...]:
    """Who was on a route that changes, and is not to get anything any more."""
    here = {stop.recipient for route in after for stop in route.stops} | _person(deed)
    return tuple(s for route in before for s in going(route) if s.recipient not in here)


def _left_out(table: Table, deed: Deed, gone: Iterable[PlannedStop]) -> Iterator[LeftOut]:
    """Who gets nothing then, each with the reason."""
    away = {stop.recipient for stop in gone} | _person(deed)
    yield from (one for one in table.plan.left_out if one.recipient not in away)
    kept_back = {due.recipient.id: (due, fact) for due, fact in table.model.sorted_out.kept_back}
    yield from (left_out(*kept_back[one]) for one in sorted(away) if one in kept_back)
    if deed.volunteer is None and deed.recipient is not None and deed.recipient not in kept_back:
        due = table.due(deed.recipient)
        if due is not None:
            yield left_out(due, Fact.of("plan.taken_out_by_hand"))


def _shares(table: Table, judged: Judged, deed: Deed) -> Iterator[Share]:
    after = {route.vehicle: route for route in judged.solution.routes}
    problem = table.model.problem
    for vehicle, added_s in judged.added_s.items():
        was, now = table.board.route(vehicle), after.get(vehicle)
        was_m = rules.route_metres(problem, was) if was else 0
        now_m = rules.route_metres(problem, now) if now else 0
        name = table.model.turns[vehicle].volunteer.name.plain
        code = deed.codes.get(vehicle) or table.rides[vehicle].code
        yield Share(name, code, added_s, now_m - was_m)


# The rules ---------------------------------------------------------------------------------------


def _breaches(
    table: Table, changed: Orders, deed: Deed, broken: Collection[Breach], after: Plan
) -> tuple[tuple[RuleBreach, ...], ...]:
    """All that the plan then breaks, what of it is new, and what of that is never done."""
    fresh = _fresh(table, changed, broken)
    was, full = _too_much(table, table.plan), _too_much(table, after)
    new = [_in_the_plan(table, deed, after, breach) for breach in fresh]
    new += [one for one in full if _is_more(one, was)]
    known = {_place(one): one for one in table.plan.breaches}
    now = [_in_the_plan(table, deed, after, breach) for breach in broken] + full
    here = (one if one in new else _with_reason(one, known.get(_place(one))) for one in now)
    touched = {route.code for route in _touched(table, changed, deed)} | {*deed.codes.values()}
    touched |= {run.code for run in table.plan.supplies}
    elsewhere = (o for o in table.plan.breaches if o.route and o.route not in touched)
    refused = (breach for breach in fresh if _is_never(table, changed, breach))
    never = tuple(_in_the_plan(table, deed, after, breach) for breach in refused)
    return (*elsewhere, *here), tuple(new), never


def _with_reason(one: RuleBreach, before: RuleBreach | None) -> RuleBreach:
    """As it is now, with the reason that was given when it was broken."""
    return one if before is None else replace(one, why=before.why, by=before.by)


def _place(one: RuleBreach) -> tuple[str, str | None, str | None]:
    return one.rule, one.route, one.stop


def _fresh(table: Table, changed: Orders, breaches: Collection[Breach]) -> tuple[Breach, ...]:
    """What this move breaks: not what was so already, or only gets less on a round that loses."""
    before = table.board.breaches_of(changed)
    same = {(b.rule, b.vehicle, b.stop) for b in before}
    gains = {
        vehicle
        for vehicle, order in changed.items()
        if not _stops(order) <= _stops(table.board.orders.get(vehicle, ()))
    }
    return tuple(
        b
        for b in breaches
        if b not in before and (b.vehicle in gains or (b.rule, b.vehicle, b.stop) not in same)
    )


def _stops(order: Order) -> set[int]:
    return {stop for _, stops in order for stop in stops}


def _in_the_plan(table: Table, deed: Deed, after: Plan, breach: Breach) -> RuleBreach:
    """A breach with the names of the plan; the fact says of whom it is, too."""
    code = deed.codes.get(breach.vehicle) if breach.vehicle is not None else None
    if breach.stop is None or code is None:
        return RuleBreach(breach.rule, breach.fact, code)
    recipient = table.model.riders[breach.stop].recipient.id
    route = after.route(code)
    at_door = next((s for s in going(route) if s.recipient == recipient), None) if route else None
    if at_door is None:
        return RuleBreach(breach.rule, breach.fact, code)
    fact = Fact(breach.fact.code, {**breach.fact.values, "name": at_door.name})
    return RuleBreach(breach.rule, fact, code, at_door.number)


def _is_never(table: Table, changed: Orders, breach: Breach) -> bool:
    if breach.rule in NEVER:
        return True
    if breach.rule != "depot" or breach.stop is None or breach.vehicle is None:
        return False
    meal = table.model.riders[breach.stop].recipient.meal
    order = changed[breach.vehicle]
    depots = [depot for depot, stops in order if breach.stop in stops]
    hubs = [table.model.hubs[depot].hub for depot in depots]
    return any(judge_hub(meal, hub).verdict is not MealVerdict.SAFE for hub in hubs)


def _too_much(table: Table, plan: Plan) -> list[RuleBreach]:
    """The kitchens that have to make more than they can, and who brings more to the service points
    than there is room for."""
    routes = tuple(replace(route, stops=going(route)) for route in plan.routes)
    day = table.sight.day
    return [*too_much(day, routes), *too_full(day, replace(plan, routes=routes))]


def _is_more(one: RuleBreach, was: Iterable[RuleBreach]) -> bool:
    """Whether it was not so before, or not as much: what only gets less is nobody's fault."""
    same = (o for o in was if _about(o) == _about(one))
    return all(_meals(o) < _meals(one) for o in same)


def _about(one: RuleBreach) -> tuple[object, ...]:
    return one.rule, one.route, one.fact.values.get("hub")


def _meals(one: RuleBreach) -> int:
    n = one.fact.values["n"]
    return n if isinstance(n, int) else 0
