"""Step 4: look at the plan: who is left out and why, the routes, the map, and one route closely."""

from __future__ import annotations

import streamlit as st

from voedselbrigade.adapters import maps
from voedselbrigade.domain.gathered_days import DeliveryDay
from voedselbrigade.domain.hand_moves import about_breach
from voedselbrigade.domain.people import RecipientId
from voedselbrigade.domain.plans import (
    Plan,
    PlannedRoute,
    PlannedStop,
    StopStatus,
    in_force,
    published,
)
from voedselbrigade.services import printing
from voedselbrigade.ui import parts, session, street_map
from voedselbrigade.ui.day import change_today, hand, supplies, swapping, versions, wishes
from voedselbrigade.ui.day.due import line_words
from voedselbrigade.ui.parts import Tile
from voedselbrigade.ui.rows import (
    Column,
    Row,
    RowAction,
    route_chip,
    rows,
    small,
    tagged,
    two_lines,
)
from voedselbrigade.words import Speaker
from voedselbrigade.words.values import amount_text, parcel_text

_ROUTE = "route_looked_at"


def show(t: Speaker, day: DeliveryDay, plan: Plan | None, plans: tuple[Plan, ...]) -> None:
    if plan is None:
        parts.show(parts.note("info", t("Er is nog geen plan. Maak er een bij stap 3.")))
        return
    parts.show(parts.tiles(_tiles(t, plan)))
    for breach in plan.breaches:
        parts.show(parts.note("look", t.fact(about_breach(breach))))
    if plan.notes:
        parts.show(parts.note("info", t("Goed om te weten"), [t.fact(fact) for fact in plan.notes]))
    _left_out(t, plan)
    supplies.show(t, plan, in_force(plans) or plan)
    hand.show(t, day, plan, published(plans))
    swapping.show(t, day, plan, published(plans))
    versions.show(t, plans)
    with st.container(key="vb_wide_look"):
        left, right = st.columns([6, 5])
    with left:
        _routes(t, plan)
    with right:
        _map(t, plan)
        _one_route(t, plan)
    wishes.show(t, plan)
    change_today.dialog_if_asked(t, plan.day)


def _tiles(t: Speaker, plan: Plan) -> list[Tile]:
    people = sum(1 for _, stop in plan.every_stop() if stop.status is StopStatus.PLANNED)
    length = sum(route.distance_m for route in plan.routes)
    about = street_map.of_plan(t, plan)
    return [
        Tile(str(len(plan.routes)), t("routes")),
        Tile(
            str(people), t("mensen ingedeeld"), t.many("{n} maaltijd", "{n} maaltijden", plan.meals)
        ),
        Tile(str(len(plan.left_out)), t("niet ingedeeld")),
        Tile(t("{m:km} km", m=length), t("samen"), about),
    ]


def _left_out(t: Speaker, plan: Plan) -> None:
    if not plan.left_out:
        parts.show(parts.note("good", t("Iedereen is ingedeeld.")))
        return
    st.subheader(
        t.many("{n} persoon niet ingedeeld", "{n} mensen niet ingedeeld", len(plan.left_out))
    )
    rows(
        "left_out_rows",
        [Column(t("Wie")), Column(t("Waarom niet")), Column(t("Wat kan helpen"))],
        [
            Row(
                id=str(one.recipient),
                cells=[
                    two_lines(one.name, amount_text(t, one.portions, one.crates)),
                    t.fact(one.reason),
                    t.fact(one.remedy) if one.remedy else "",
                ],
                actions=[
                    RowAction("move", t("Zoek een plek")),
                    RowAction("change", t("Wijzig vandaag")),
                    RowAction("open", t("Open")),
                ],
                who=one.name,
            )
            for one in plan.left_out
        ],
        on_action=_act,
        height="40vh",
    )


def _act(ident: str, action: str) -> None:
    if action == "move":
        hand.choose(ident)
    else:
        change_today.ask(ident, action)


def _routes(t: Speaker, plan: Plan) -> None:
    rows(
        "route_rows",
        [
            Column(t("Route")),
            Column(t("Vrijwilliger")),
            Column(t("Tijd")),
            Column(t("Adr."), right=True),
            Column(t("Min."), right=True),
            Column(t("Km"), right=True),
        ],
        [_route_row(t, plan, route) for route in plan.routes],
        on_action=_look_at,
        empty=t("Er zijn geen routes."),
    )


def _route_row(t: Speaker, plan: Plan, route: PlannedRoute) -> Row:
    about = [t.term("transport", route.transport), route.area, wishes.on_route(t, route)]
    return Row(
        id=route.code,
        cells=[
            [route_chip(route.code, maps.colour_of(plan, route.code))],
            two_lines(route.volunteer_name, " · ".join(part for part in about if part)),
            t("{a:clock}–{b:clock}", a=route.starts_s, b=route.ends_s),
            sum(1 for s in route.stops if s.status is StopStatus.PLANNED),
            route.minutes,
            t("{m:km}", m=route.distance_m),
        ],
        actions=[RowAction("look", t("Bekijk"))],
        who=route.code,
    )


def _look_at(code: str, action: str) -> None:
    st.session_state[_ROUTE] = code


def _map(t: Speaker, plan: Plan) -> None:
    chosen = st.session_state.get(_ROUTE)
    place = str(session.home().path)
    settings, folder = session.home().settings(plan.day), session.home().streets.folder
    ground = (str(folder), settings.map_tiles)
    st.iframe(_drawn(t, plan, chosen, place, ground), height=430, alt=t("Kaart van de routes"))


def _as_drawn(plan: Plan) -> tuple[object, ...]:
    """What the map shows of a plan: the same answer is the same picture."""
    stops = tuple((route.code, stop.number, stop.status) for route, stop in plan.every_stop())
    return plan.id, plan.revision, plan.made_at, plan.status, stops


@st.cache_data(
    max_entries=24,
    show_spinner=False,
    hash_funcs={Plan: _as_drawn, Speaker: lambda t: t.language},
)
def _drawn(t: Speaker, plan: Plan, chosen: str | None, place: str, ground: tuple[str, bool]) -> str:
    """The map as a page of its own, drawn once; `place` keeps two homes apart, `ground` two maps.

    Drawing takes half a second with 500 stops: more than all the rest of the screen.
    """
    home = session.home()
    drawn = maps.for_streamlit(
        plan,
        t,
        ways=printing.ways_of(plan, home.roads()),
        streets=home.streets.ground(),
        tiles=ground[1],
        routes=[chosen] if chosen else None,
    )
    return str(drawn.get_root().render())


def _one_route(t: Speaker, plan: Plan) -> None:
    chosen = plan.route(str(st.session_state.get(_ROUTE, "")))
    if chosen is None:
        st.write(t("Kies bij een route “Bekijk” om de adressen te zien."))
        return
    chip = parts.chip(chosen.code, maps.colour_of(plan, chosen.code))
    head = f"{chip} <b>{parts.safe(chosen.volunteer_name)}</b>"
    parts.show(f"{head} <span class='muted'>{parts.safe(chosen.volunteer_phone)}</span>")
    st.button(t("Alle routes op de kaart"), key="all_routes", on_click=_all_routes)
    rows(
        "stop_rows",
        [Column(t("Nr")), Column(t("Naam en adres")), Column(t("Geven")), Column(t("Tijd"))],
        [_stop_row(t, stop) for stop in chosen.stops],
        on_action=_act,
        height="60vh",
    )


def _all_routes() -> None:
    st.session_state.pop(_ROUTE, None)


def _stop_row(t: Speaker, stop: PlannedStop) -> Row:
    gone = stop.status is StopStatus.CANCELLED
    tags = [tagged("problem", t("vervalt"))] if gone else []
    face = "" if gone else wishes.at_door(t, stop)
    what = ", ".join(filter(None, (line_words(t, stop.lines), parcel_text(t, stop.crates))))
    arrives, rather = t("{a:clock}", a=stop.arrives_s), "" if gone else wishes.at_time(t, stop)
    return Row(
        id=str(RecipientId(stop.recipient)),
        cells=[
            stop.number,
            two_lines(stop.name, stop.street_line),
            [*tags, small(what), *([tagged("good", face)] if face else [])],
            two_lines(arrives, rather) if rather else arrives,
        ],
        actions=[
            *([] if gone else [RowAction("move", t("Verplaats"))]),
            RowAction("change", t("Wijzig vandaag")),
        ],
        who=stop.name,
        gone=gone,
    )


def forget_route() -> None:
    """Another day, another plan: no route is looked at closely."""
    st.session_state.pop(_ROUTE, None)
