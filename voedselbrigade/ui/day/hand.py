"""Moving by hand: choose a person, see with whom they fit, one click moves; and the way back."""

from __future__ import annotations

from collections import Counter
from typing import cast

import streamlit as st

from voedselbrigade.adapters import maps
from voedselbrigade.domain.gathered_days import DeliveryDay
from voedselbrigade.domain.hand_moves import going, route_of
from voedselbrigade.domain.people import RecipientId
from voedselbrigade.domain.plans import LeftOut, Plan, PlanStatus, RuleBreach
from voedselbrigade.errors import VoedselbrigadeError
from voedselbrigade.services import fitting, hand_deeds, moving
from voedselbrigade.services.fitting import Fitting
from voedselbrigade.services.hand_offers import Offer
from voedselbrigade.services.move_table import Sight, Table
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.day import nobodys
from voedselbrigade.ui.people import chosen_before
from voedselbrigade.ui.rows import Cell, Column, Row, RowAction, route_chip, rows, small, tagged
from voedselbrigade.words import Speaker
from voedselbrigade.words.formats import more_minutes
from voedselbrigade.words.names import addressed

_WHO, _TABLE, _ALL_THE_SAME, _WHY = "hand_who", "hand_table", "hand_all_the_same", "hand_why"
MAY_MOVE = (PlanStatus.DRAFT, PlanStatus.PUBLISHED)


def choose(ident: str) -> None:
    """Somebody is to be moved: shown at the next run."""
    st.session_state[_WHO] = int(ident)
    st.session_state.pop(_ALL_THE_SAME, None)
    t = session.speak()
    st.toast(t("Kies bij “Met de hand” waar het naartoe gaat."))


def show(t: Speaker, day: DeliveryDay, plan: Plan, published: tuple[Plan, ...]) -> None:
    """What was done by hand with the way back, and below it whom to move and where to."""
    if plan.status not in MAY_MOVE:
        return
    st.subheader(t("Met de hand"))
    _done(t, plan)
    nobodys.show(t, day, plan, lambda: on_the_table(Sight(day, plan, published)))
    names = _names(t, day, plan)
    if st.session_state.get(_WHO) not in names:
        st.session_state.pop(_WHO, None)
    who = st.selectbox(
        t("Wie wilt u verplaatsen?"),
        list(names),
        index=None,
        key=_WHO,
        format_func=lambda one: names.get(one, ""),
        placeholder=t("Typ een naam of kies"),
        on_change=lambda: st.session_state.pop(_ALL_THE_SAME, None),
    )
    if who is None:
        return
    recipient = RecipientId(who)
    _now(t, plan, recipient)
    with session.view() as work:
        before = moving.chosen(work, recipient, plan.day)
    chosen_before.show(t, before)
    _why_not(t, plan, recipient)
    with session.told_errors():
        table = on_the_table(Sight(day, plan, published))
        _places(t, table, recipient)
    _off(t, plan, recipient)


# What was done -----------------------------------------------------------------------------------


def _done(t: Speaker, plan: Plan) -> None:
    if not plan.moves:
        return
    last = plan.moves[-1]
    st.button(
        t("Neem terug: {what}", what=t.fact(last.fact)),
        key="hand_undo",
        on_click=_undo,
        args=(plan,),
    )
    lines = []
    for move in reversed(plan.moves):
        at = move.at.strftime("%H:%M")
        line = t("{at} {who}: {what}", at=at, who=move.by, what=t.fact(move.fact))
        more = more_minutes(move.added_s)
        lines.append(f"{line} {t('{more} min.', more=more)} {move.why}".strip())
    head = t.many("{n} keer iets veranderd", "{n} keer iets veranderd", len(plan.moves))
    parts.show(parts.note("info", head, lines))


def _undo(plan: Plan) -> None:
    t = session.speak()
    with session.doing(t("Teruggenomen.")) as work:
        moving.undo(work, plan.day, plan)


# Whom --------------------------------------------------------------------------------------------


def _names(t: Speaker, day: DeliveryDay, plan: Plan) -> dict[int, str]:
    """Everyone who may be moved, by number: who has no route first, the others by name.

    A label says nothing that a move changes: the browser knows a choice by its label.
    """
    on_route = {int(s.recipient): (s.name, s.street_line) for r in plan.routes for s in going(r)}
    named = {int(one.recipient): (one.name, "") for one in plan.left_out} | on_route
    for due in day.due:
        name = addressed(due.recipient.name, t)
        named[int(due.recipient.id)] = (name, due.recipient.address.line)
    order = sorted(named, key=lambda who: (who in on_route, named[who]))
    labels = {who: ", ".join(filter(None, named[who])) for who in order}
    count = Counter(labels.values())
    return {who: text if count[text] == 1 else f"{text} ({who})" for who, text in labels.items()}


def _now(t: Speaker, plan: Plan, recipient: RecipientId) -> None:
    route = route_of(plan, recipient)
    if route is None:
        st.write(t("Staat nu op geen route."))
    else:
        st.write(t("Nu op {route}, bij {name}.", route=route.code, name=route.volunteer_name))


def _why_not(t: Speaker, plan: Plan, recipient: RecipientId) -> None:
    """Of who was left out: the reason, the smallest remedy, and what stood in the way where."""
    found = next((one for one in plan.left_out if one.recipient == recipient), None)
    if found is None:
        return
    lines = [t.fact(found.remedy)] if found.remedy else []
    parts.show(parts.note("look", t.fact(found.reason), lines))
    if found.obstacles:
        with st.expander(t("Wat zat er in de weg toen het plan werd gemaakt?")):
            parts.show(parts.note("info", t("Per vrijwilliger"), obstacle_lines(t, found)))


def obstacle_lines(t: Speaker, person: LeftOut) -> list[str]:
    """Per volunteer one sentence."""
    return [
        t("Bij {name}, op elke plek: {rules:term.rule}.", name=one.name, rules=one.rules)
        if one.every
        else t(
            "Bij {name}, steeds één of meer hiervan: {rules:term.rule}.",
            name=one.name,
            rules=one.rules,
        )
        for one in person.obstacles
    ]


# Where to ----------------------------------------------------------------------------------------


def on_the_table(sight: Sight) -> Table:
    """The plan on the table, laid anew only when the day or the plan is another."""
    kept = cast(Table | None, st.session_state.get(_TABLE))
    if kept is None or kept.sight != sight:
        kept = session.home().laid(sight)
        st.session_state[_TABLE] = kept
    return kept


def _places(t: Speaker, table: Table, recipient: RecipientId) -> None:
    found = fitting.ranked(table, recipient)
    chosen = st.session_state.get(_ALL_THE_SAME)
    if chosen is not None:
        _all_the_same(t, table, recipient, int(chosen))
    rows(
        "hand_rows",
        [Column(t("Bij wie")), Column(t("Wat kost het"))],
        [_place(t, table, one) for one in found],
        on_action=lambda vehicle, action: _act(recipient, int(vehicle), action),
        empty=t("Er komt vandaag niemand die kan rijden."),
        height="55vh",
    )


def _place(t: Speaker, table: Table, one: Fitting) -> Row:
    chip = [route_chip(one.route, maps.colour_of(table.plan, one.route))] if one.route else []
    about = [] if one.route else [small(t("heeft nog geen route"))]
    cost: list[dict[str, str]] = []
    if one.added_s is None:
        cost.append(small(t("kan niet: {rules:term.rule}", rules=one.rules)))
    else:
        cost.append({"bold": t("{more} min", more=more_minutes(one.added_s))})
    cost += [tagged("info", t("nu hier"))] if one.here else []
    cost += [tagged("good", t("bekend gezicht"))] if one.familiar else []
    who: Cell = [*chip, {"bold": one.name}, *about]
    return Row(str(one.vehicle), [who, cost], _actions(t, one), one.name)


def _actions(t: Speaker, one: Fitting) -> list[RowAction]:
    if one.fits:
        return [] if one.here else [RowAction("move", t("Hierheen"))]
    return [RowAction("all_the_same", t("Toch"))]


def _act(recipient: RecipientId, vehicle: int, action: str) -> None:
    if action == "all_the_same":
        st.session_state[_ALL_THE_SAME] = vehicle
        return
    with session.told_later():
        offer = hand_deeds.moved(st.session_state[_TABLE], recipient, [vehicle])
        if offer.allowed:
            _make(offer)
        else:
            st.session_state[_ALL_THE_SAME] = vehicle


def _make(offer: Offer, why: str = "") -> None:
    t = session.speak()
    with session.doing(t.fact(offer.deed.fact)) as work:
        moving.make(work, offer, why)
        st.session_state.pop(_ALL_THE_SAME, None)


def _all_the_same(t: Speaker, table: Table, recipient: RecipientId, vehicle: int) -> None:
    """What the move breaks, and the reason that has to be given for it."""
    if vehicle >= len(table.model.turns):
        return
    try:
        offer = hand_deeds.moved(table, recipient, [vehicle])
    except VoedselbrigadeError as error:
        parts.show(parts.note("info", t.fact(error.fact)))
        return
    name = table.model.turns[vehicle].volunteer.name.plain
    head = t("Bij {name} breekt dit een regel", name=name)
    parts.show(parts.note("problem", head, [broken(t, one) for one in offer.new]))
    if offer.never:
        parts.show(parts.note("look", t("Dit kan nooit, ook niet met een reden.")))
    else:
        st.text_input(
            t("Waarom moet het toch?"),
            key=_WHY,
            max_chars=moving.LONGEST_REASON,
            help=t("De reden blijft bij het plan staan, met uw naam."),
        )
    with st.container(horizontal=True):
        if not offer.never:
            st.button(t("Toch doen"), key="hand_sure", on_click=_do_it, args=(offer,))
        st.button(t("Laat maar"), key="hand_leave", on_click=_leave_it)


def broken(t: Speaker, one: RuleBreach) -> str:
    """Where and of whom, if it is about one person; then the rule with its numbers."""
    where = ", ".join(filter(None, (one.route, str(one.fact.values.get("name", "")))))
    return f"{where}: {t.fact(one.fact)}" if where else t.fact(one.fact)


def _do_it(offer: Offer) -> None:
    _make(offer, str(st.session_state.get(_WHY, "")))


def _leave_it() -> None:
    st.session_state.pop(_ALL_THE_SAME, None)


def _off(t: Speaker, plan: Plan, recipient: RecipientId) -> None:
    route = route_of(plan, recipient)
    if route is not None:
        st.button(
            t("Haal van route {route} af", route=route.code),
            key="hand_off",
            on_click=_take_out,
            args=(recipient,),
        )


def _take_out(recipient: RecipientId) -> None:
    with session.told_later():
        _make(hand_deeds.taken_out(st.session_state[_TABLE], recipient))
