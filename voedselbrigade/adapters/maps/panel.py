"""The panel beside the map: which colour is whose route, and who is on no route."""

from __future__ import annotations

from html import escape

from voedselbrigade.domain.plans import (
    LeftOut,
    Plan,
    PlannedRoute,
    PlanStatus,
    RouteKind,
    StopStatus,
)
from voedselbrigade.words import Speaker
from voedselbrigade.words.formats import clock, short_date

# The code names a route; colour only helps. White text on each has a contrast of 5:1 or more.
ROUTE_COLOURS = (
    *("#1f5f99", "#a3460b", "#1e6c35", "#8a2a6b"),
    *("#54489a", "#0f6670", "#8c2f2f", "#5c5a14"),
)


OTHER_COLOUR = "#4a4f52"


def colour_of(plan: Plan, code: str) -> str:
    """The colour of a route on every map of this plan; grey for a supply and for a route that is
    not in this plan any more."""
    codes = [route.code for route in plan.routes]
    return ROUTE_COLOURS[codes.index(code) % len(ROUTE_COLOURS)] if code in codes else OTHER_COLOUR


def title(plan: Plan, t: Speaker) -> str:
    day = short_date(plan.day, t.language)
    if plan.status is PlanStatus.DRAFT:
        return t("Plan van {when}, concept", when=day)
    return t("Plan van {when}, versie {n}", when=day, n=plan.version)


def panel(plan: Plan, t: Speaker, on_streets: bool) -> str:
    """The legend, and below it who is not on a route: nobody is silently missing."""
    rows = "".join(_legend_row(plan, route, t) for route in plan.runs)
    missing = "".join(_left_out(person, t) for person in plan.left_out)
    count = len(plan.left_out)
    head = t.many("{n} mens is niet ingedeeld", "{n} mensen zijn niet ingedeeld", count)
    said = f"<h2>{escape(head)}</h2><ul>{missing}</ul>"
    if not count:
        said = f'<p class="vb-good">✓ {escape(t("Iedereen is ingedeeld."))}</p>'
    empty = "" if plan.routes else f"<p>{escape(t('Er zijn geen routes op deze dag.'))}</p>"
    lines = t("De lijnen volgen de straten van de kaart op deze computer.")
    if not on_streets:
        lines = t("Kaart zonder straten: de lijnen zijn de volgorde, niet de weg.")
    if plan.roads == "straight_line":
        lines += " " + t("Tijden en afstanden zijn geschat (hemelsbreed).")
    note = escape(lines)
    return (
        f'<aside class="vb-panel"><h1>{escape(title(plan, t))}</h1>{empty}<ol>{rows}</ol>'
        f"{said}<p>{note}</p></aside>"
    )


def _legend_row(plan: Plan, route: PlannedRoute, t: Speaker) -> str:
    going = [stop for stop in route.stops if stop.status is not StopStatus.CANCELLED]
    supply = route.kind is RouteKind.SUPPLY
    stops = t("aanvoer") if supply else t.many("{n} stop", "{n} stops", len(going))
    meals = t.many("{n} maaltijd", "{n} maaltijden", sum(stop.meals for stop in going))
    km = t("{ride_m:km} km", ride_m=route.distance_m)
    about = " · ".join((stops, meals, km, f"{clock(route.starts_s)}–{clock(route.ends_s)}"))
    chip = f'<b class="vb-chip" style="background:{colour_of(plan, route.code)}">'
    who = f"{escape(route.volunteer_name)}, {escape(t.term('transport', route.transport.value))}"
    return f"<li>{chip}{escape(route.code)}</b><div>{who}<small>{escape(about)}</small></div></li>"


def _left_out(person: LeftOut, t: Speaker) -> str:
    reason = escape(t.fact(person.reason))
    remedy = f" <em>{escape(t.fact(person.remedy))}</em>" if person.remedy else ""
    return f"<li><b>{escape(person.name)}</b><br>{reason}{remedy}</li>"


PAGE_STYLE = (
    "body{margin:0;color:#22282b;font:17px/1.4 'Source Sans 3','Source Sans Pro',system-ui,"
    "sans-serif}"
    ".folium-map{position:fixed!important;inset:0 23rem 0 0!important;width:auto!important;"
    "height:auto!important}"
    ".vb-panel{position:fixed;inset:0 0 0 auto;width:23rem;overflow:auto;background:#fff;"
    "border-left:1px solid #dcdad4;padding:1rem;box-sizing:border-box}"
    ".vb-panel h1{font-size:1.3rem;margin:0 0 .6rem}"
    ".vb-panel h2{font-size:1.1rem;color:#a81e0b;margin:1rem 0 .4rem}"
    ".vb-panel ol,.vb-panel ul{list-style:none;margin:0;padding:0}"
    ".vb-panel li{padding:.45rem 0;border-top:1px solid #dcdad4}"
    ".vb-panel ol li{display:flex;gap:.7rem;align-items:center}"
    ".vb-panel small{display:block;color:#51595c;font-size:.88rem}"
    ".vb-panel p{color:#51595c}.vb-panel em{font-style:normal;color:#094b81}"
    ".vb-chip{color:#fff;border-radius:4px;padding:.1rem .5rem;min-width:2.2rem;"
    "text-align:center}"
    ".vb-panel .vb-good{color:#1e6c35;font-weight:700}"
    "@media(max-width:760px){.folium-map{inset:0 0 45% 0!important}"
    ".vb-panel{inset:55% 0 0 0;width:auto;border-left:0;border-top:1px solid #dcdad4}}"
    "@media print{.vb-panel{position:static;width:auto}.folium-map{position:relative!important;"
    "height:60vh!important}}"
)
