"""The plan on a map that needs no network: folium with our own copy of Leaflet, and no tiles.

One GeoJSON layer per kind of thing (lines, stops, hubs): a layer per stop takes seconds for a day
of some size. Whatever comes from a list is escaped before it is put into a popup.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any, cast

import folium
from branca.element import Element, Figure
from folium.features import GeoJsonPopup, GeoJsonTooltip

from voedselbrigade.domain.places import Point
from voedselbrigade.domain.plans import LeftOut, Plan, PlannedRoute, PlanStatus, StopStatus
from voedselbrigade.words import Speaker, speaker
from voedselbrigade.words.formats import clock, short_date

# The code names a route; colour only helps. White text on each has a contrast of 5:1 or more.
ROUTE_COLOURS = (
    *("#1f5f99", "#a3460b", "#1e6c35", "#8a2a6b"),
    *("#54489a", "#0f6670", "#8c2f2f", "#5c5a14"),
)
LEAFLET = "leaflet-1.9.4"
_CENTRE = (52.0705, 4.3007)  # where an empty plan is shown: the middle of The Hague
_GRID_M = (250, 500, 1000, 2000, 5000, 10000)
_METRES_PER_DEGREE = 111_320.0

_HOUSE = (
    '<span class="vb-hub"><svg width="22" height="22" viewBox="0 0 22 22">'
    '<path d="M1 11L11 2l10 9v9h-7v-6H8v6H1z" fill="#111"/></svg></span>'
)

type Feature = dict[str, Any]
type Lines = Mapping[str, Sequence[Sequence[Point]]]  # per route code a line per trip


class _Map(folium.Map):
    """A folium map that loads Leaflet from where we say, and nothing from anywhere else."""

    def __init__(self, script: str, style: str, **options: Any) -> None:
        super().__init__(**options)
        self.default_js = [("leaflet", script)]
        self.default_css = [("leaflet_css", style)]


def plan_map(plan: Plan, t: Speaker | None = None, *, ways: Lines | None = None) -> folium.Map:
    """The plan as a folium map with Leaflet inside: saved as a file it asks nothing of anyone.

    `ways` gives per route code the line over the map of each trip; else the legs are straight.
    """
    return _drawn(plan, t or speaker("nl"), ways or {}, _inlined("js"), _inlined("css"))


def for_streamlit(
    plan: Plan,
    t: Speaker | None = None,
    *,
    ways: Lines | None = None,
    vendor: str = "/assets/vendor",
    routes: Sequence[str] | None = None,
) -> folium.Map:
    """The same map for `st_folium`, with Leaflet served by ourselves under `vendor`.

    A clicked stop answers with the tooltip `R08 · 4 · Damstraat 1`. `routes` are the codes that
    are coloured; the others are grey. None colours all.
    """
    base = f"{vendor}/{LEAFLET}/leaflet"
    return _drawn(plan, t or speaker("nl"), ways or {}, f"{base}.js", f"{base}.css", routes)


def pick_map(
    point: Point | None, near: Sequence[Point], vendor: str = "/assets/vendor"
) -> folium.Map:
    """A map to point at a front door: a mark where it is now, small dots for the doors around.

    Without streets the known doors and the grid are what people can go by.
    """
    base = f"{vendor}/{LEAFLET}/leaflet"
    middle = point or (near[0] if near else Point(*_CENTRE))
    drawn = _Map(
        f"{base}.js",
        f"{base}.css",
        location=(middle.lat, middle.lon),
        zoom_start=15 if point else 13,
        tiles=None,
        control_scale=True,
        prefer_canvas=True,
        attribution_control=False,
    )
    _add_grid(drawn, [middle, *near])
    folium.GeoJson(
        _collection([_feature("MultiPoint", [[p.lon, p.lat] for p in near or [middle]], {})]),
        marker=folium.CircleMarker(radius=4, color="#8a8f91", fill=True, weight=1),
    ).add_to(drawn)
    if point is not None:
        folium.CircleMarker(
            (point.lat, point.lon), radius=9, color="#14505c", fill=True, fill_opacity=0.9
        ).add_to(drawn)
    return drawn


def plan_map_html(plan: Plan, t: Speaker | None = None, *, ways: Lines | None = None) -> str:
    """plan.html: the map with a legend and the people who are left out, in one file."""
    t = t or speaker("nl")
    drawn = plan_map(plan, t, ways=ways)
    root = cast(Figure, drawn.get_root())
    root.header.add_child(Element(f"<title>{escape(_title(plan, t))}</title>{_POLICY}"))
    root.header.add_child(Element(f"<style>{_PAGE_STYLE}</style>"))
    root.html.add_child(Element(_panel(plan, t)))
    page: str = root.render()
    return page.replace("<html>", f'<html lang="{t.language}">', 1)


_POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "script-src 'unsafe-inline' data:; style-src 'unsafe-inline' data:; img-src data:; "
    "base-uri 'none'; form-action 'none'\">"
    '<meta name="robots" content="noindex"><link rel="icon" href="data:,">'
)


def colour_of(plan: Plan, code: str) -> str:
    """The colour of a route on every map of this plan."""
    codes = [route.code for route in plan.routes]
    return ROUTE_COLOURS[codes.index(code) % len(ROUTE_COLOURS)]


def _drawn(
    plan: Plan,
    t: Speaker,
    ways: Lines,
    script: str,
    style: str,
    chosen: Sequence[str] | None = None,
) -> folium.Map:
    drawn = _Map(
        script,
        style,
        location=_CENTRE,
        zoom_start=13,
        tiles=None,
        control_scale=True,
        prefer_canvas=True,
        attribution_control=False,
        zoom_snap=0.25,
    )
    cast(Figure, drawn.get_root()).header.add_child(Element(f"<style>{_MARK_STYLE}</style>"))
    points = [*_points(plan), *(p for lines in ways.values() for line in lines for p in line)]
    if points:
        _add_grid(drawn, points)
        _add_lines(drawn, plan, ways, chosen)
        _add_marks(drawn, [*_codes(plan, chosen), *_stops(plan, t, chosen), *_hubs(plan)])
        corners = _bounds(points)
        drawn.fit_bounds(corners, padding=(30, 30))
    return drawn


def _add_grid(drawn: folium.Map, points: Sequence[Point]) -> None:
    """Faint squares of a round size: without streets they show how far apart things are."""
    (south, west), (north, east) = _bounds(points)
    high = (north - south) * _METRES_PER_DEGREE
    wide = (east - west) * _METRES_PER_DEGREE * math.cos(math.radians(north))
    size = next((m for m in _GRID_M if max(high, wide) / m <= 12), _GRID_M[-1])
    down = size / _METRES_PER_DEGREE
    across = down / math.cos(math.radians((south + north) / 2))
    south, north = south - 3 * down, north + 3 * down
    west, east = west - 3 * across, east + 3 * across
    lats = [south + i * down for i in range(math.ceil((north - south) / down) + 1)]
    lons = [west + i * across for i in range(math.ceil((east - west) / across) + 1)]
    lines = [[[west, lat], [east, lat]] for lat in lats] + [[[x, south], [x, north]] for x in lons]
    geometry = {"type": "MultiLineString", "coordinates": lines}
    folium.GeoJson(
        _collection([{"type": "Feature", "properties": {}, "geometry": geometry}]),
        style_function=lambda _: {"color": "#e3e0d8", "weight": 1, "interactive": False},
    ).add_to(drawn)


def _add_lines(drawn: folium.Map, plan: Plan, ways: Lines, chosen: Sequence[str] | None) -> None:
    features = []
    for route in plan.routes:
        lines = ways.get(route.code) or _legs(route)
        shown = [[[p.lon, p.lat] for p in line] for line in lines if len(line) > 1]
        if shown:
            properties = {"color": _paint(plan, route.code, chosen), "code": route.code}
            features.append(_feature("MultiLineString", shown, properties))
    if features:
        folium.GeoJson(
            _collection(features),
            style_function=lambda f: {"color": f["properties"]["color"], "weight": 4},
            tooltip=GeoJsonTooltip(fields=["code"], labels=False),
        ).add_to(drawn)


def _legs(route: PlannedRoute) -> list[list[Point]]:
    return [
        [trip.point, *(stop.point for stop in route.stops_of(index))]
        for index, trip in enumerate(route.trips)
    ]


def _add_marks(drawn: folium.Map, features: Sequence[Feature]) -> None:
    """Hubs, numbered stops and route codes: all marks in one layer."""
    folium.GeoJson(
        _collection(features),
        marker=folium.Marker(icon=folium.DivIcon()),
        style_function=lambda f: {
            "html": f["properties"]["mark"],
            "className": f["properties"]["layer"],
            "iconSize": [0, 0],
        },
        tooltip=GeoJsonTooltip(fields=["tip"], labels=False),
        popup=GeoJsonPopup(fields=["text"], labels=False, max_width=320),
    ).add_to(drawn)


def _hubs(plan: Plan) -> Iterable[Feature]:
    hubs = {trip.hub: trip for route in plan.routes for trip in route.trips}
    for trip in hubs.values():
        text = f"<b>{escape(trip.hub_name)}</b><br>{escape(trip.hub_line)}"
        yield _mark(trip.point, _HOUSE, escape(trip.hub_name), text, "vb vb-top")


def _stops(plan: Plan, t: Speaker, chosen: Sequence[str] | None) -> Iterable[Feature]:
    for route, stop in plan.every_stop():
        cancelled = stop.status is StopStatus.CANCELLED
        look = "vb-stop vb-gone" if cancelled else "vb-stop"
        paint = _paint(plan, route.code, chosen)
        mark = f'<span class="{look}" style="background:{paint}">{escape(stop.number)}</span>'
        tip = escape(f"{route.code} · {stop.number} · {stop.street_line}")
        window = stop.window
        asked = f" ({clock(window.start_s)}–{clock(window.end_s)})" if window else ""
        meals = t.many("{n} maaltijd", "{n} maaltijden", stop.meals)
        said = t("vervallen") if cancelled else f"{clock(stop.arrives_s)}{asked} · {meals}"
        head = escape(f"{route.code} · {stop.number} · {stop.name}")
        text = f"<b>{head}</b><br>{escape(stop.street_line)}<br>{escape(said)}"
        yield _mark(stop.point, mark, tip, text)


def _codes(plan: Plan, chosen: Sequence[str] | None) -> Iterable[Feature]:
    """The route's code halfway its first leg, where the routes leave the hub apart."""
    for route in plan.routes:
        legs = [line for line in _legs(route) if len(line) > 1]
        if legs:
            a, b = legs[0][0], legs[0][1]
            middle = Point((a.lat + 2 * b.lat) / 3, (a.lon + 2 * b.lon) / 3)
            code, who = escape(route.code), escape(route.volunteer_name)
            paint = _paint(plan, route.code, chosen)
            mark = f'<span class="vb-code" style="background:{paint}">{code}</span>'
            yield _mark(middle, mark, code, f"<b>{code}</b><br>{who}", "vb vb-low")


def _paint(plan: Plan, code: str, chosen: Sequence[str] | None) -> str:
    return colour_of(plan, code) if chosen is None or code in chosen else "#8a8f91"


def _mark(point: Point, mark: str, tip: str, text: str, layer: str = "vb") -> Feature:
    properties = {"mark": mark, "tip": tip, "text": text, "layer": layer}
    return _feature("Point", [point.lon, point.lat], properties)


def _feature(kind: str, coordinates: object, properties: Mapping[str, str]) -> Feature:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": dict(properties), "geometry": geometry}


def _collection(features: Sequence[Feature]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def _points(plan: Plan) -> list[Point]:
    stops = [stop.point for _, stop in plan.every_stop()]
    return stops + [trip.point for route in plan.routes for trip in route.trips]


def _bounds(points: Sequence[Point]) -> tuple[tuple[float, float], tuple[float, float]]:
    south, north = min(p.lat for p in points), max(p.lat for p in points)
    west, east = min(p.lon for p in points), max(p.lon for p in points)
    least = 0.002
    return (south - least, west - least), (north + least, east + least)


def _title(plan: Plan, t: Speaker) -> str:
    day = short_date(plan.day, t.language)
    if plan.status is PlanStatus.DRAFT:
        return t("Plan van {when}, concept", when=day)
    return t("Plan van {when}, versie {n}", when=day, n=plan.version)


def _panel(plan: Plan, t: Speaker) -> str:
    """The legend, and below it who is not on a route: nobody is silently missing."""
    rows = "".join(_legend_row(plan, route, t) for route in plan.routes)
    missing = "".join(_left_out(person, t) for person in plan.left_out)
    count = len(plan.left_out)
    head = t.many("{n} mens is niet ingedeeld", "{n} mensen zijn niet ingedeeld", count)
    said = f"<h2>{escape(head)}</h2><ul>{missing}</ul>"
    if not count:
        said = f'<p class="vb-good">✓ {escape(t("Iedereen is ingedeeld."))}</p>'
    empty = "" if plan.routes else f"<p>{escape(t('Er zijn geen routes op deze dag.'))}</p>"
    note = escape(t("Kaart zonder straten: de lijnen zijn de volgorde, niet de weg."))
    return (
        f'<aside class="vb-panel"><h1>{escape(_title(plan, t))}</h1>{empty}<ol>{rows}</ol>'
        f"{said}<p>{note}</p></aside>"
    )


def _legend_row(plan: Plan, route: PlannedRoute, t: Speaker) -> str:
    going = [stop for stop in route.stops if stop.status is not StopStatus.CANCELLED]
    stops = t.many("{n} stop", "{n} stops", len(going))
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


@cache
def _inlined(kind: str) -> str:
    """Leaflet's script or style as a data address, so that a saved map carries it along."""
    media = {"js": "text/javascript", "css": "text/css"}[kind]
    place = files("voedselbrigade") / "web" / "assets" / "vendor" / LEAFLET / f"leaflet.{kind}"
    return f"data:{media};base64,{base64.b64encode(place.read_bytes()).decode()}"


# Marks are drawn around their point: the icon itself has no size.
_MARK_STYLE = (
    ".leaflet-container.leaflet-container{background:#f6f5f2;font:16px/1.35 'Source Sans 3',"
    "'Source Sans Pro',"
    "system-ui,sans-serif}"
    ".leaflet-control-scale-line+.leaflet-control-scale-line{display:none}"
    ".vb-low{z-index:1!important}.vb-top{z-index:9999!important}"
    ".vb span{position:absolute;transform:translate(-50%,-50%);display:flex;"
    "align-items:center;justify-content:center;color:#fff;font-weight:700;white-space:nowrap}"
    ".vb-stop{min-width:24px;height:24px;border-radius:12px;border:2px solid #fff;"
    "font-size:13px;padding:0 3px;box-sizing:border-box;box-shadow:0 0 2px #0006}"
    ".vb-gone{text-decoration:line-through;opacity:.6}"
    ".vb-hub{width:32px;height:32px;background:#fff;"
    "border:3px solid #111;border-radius:5px}"
    ".vb-code{border-radius:4px;padding:1px 6px;font-size:14px;border:2px solid #fff}"
)
_PAGE_STYLE = (
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
