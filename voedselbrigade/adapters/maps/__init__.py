"""The plan on a map that needs no network: folium with our own copy of Leaflet, and no tiles.

One GeoJSON layer per kind of thing (lines, stops, hubs): a layer per stop takes seconds for a day
of some size. Whatever comes from a list is escaped before it is put into a popup.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any, cast

import folium
from branca.element import Element, Figure
from folium.features import GeoJsonPopup, GeoJsonTooltip

from voedselbrigade.adapters.maps import panel
from voedselbrigade.adapters.maps.ground import add_ground
from voedselbrigade.adapters.maps.panel import ROUTE_COLOURS, colour_of
from voedselbrigade.domain.places import Point
from voedselbrigade.domain.plans import Plan, PlannedRoute, StopStatus
from voedselbrigade.services.ports import StreetMap
from voedselbrigade.words import Speaker, speaker
from voedselbrigade.words.formats import clock

__all__ = [
    "ROUTE_COLOURS",
    "Base",
    "colour_of",
    "for_streamlit",
    "pick_map",
    "plan_map",
    "plan_map_html",
]

LEAFLET = "leaflet-1.9.4"
_CENTRE = (52.0705, 4.3007)  # where an empty plan is shown: the middle of The Hague
_GRID_M = (250, 500, 1000, 2000, 5000, 10000)
_METRES_PER_DEGREE = 111_320.0

_HOUSE = (
    '<span class="vb-hub"><svg width="22" height="22" viewBox="0 0 22 22">'
    '<path d="M1 11L11 2l10 9v9h-7v-6H8v6H1z" fill="#111"/></svg></span>'
)

PDOK_TILES = (
    "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/grijs/EPSG:3857/{z}/{x}/{y}.png"
)
PDOK_CREDIT = "Kaartgegevens © Kadaster (CC BY 4.0)"

type Feature = dict[str, Any]
type Lines = Mapping[str, Sequence[Sequence[Point]]]  # per route code a line per trip


@dataclass(frozen=True, slots=True)
class Base:
    """What the stops are drawn on: the ways of the routes, and streets or tiles below them."""

    ways: Lines
    streets: StreetMap | None = None
    tiles: bool = False


class _Map(folium.Map):
    """A folium map that loads Leaflet from where we say, and nothing from anywhere else."""

    def __init__(self, script: str, style: str, **options: Any) -> None:
        super().__init__(**options)
        self.default_js = [("leaflet", script)]
        self.default_css = [("leaflet_css", style)]


def plan_map(
    plan: Plan,
    t: Speaker | None = None,
    *,
    ways: Lines | None = None,
    streets: StreetMap | None = None,
) -> folium.Map:
    """The plan as a folium map with Leaflet inside: saved as a file it asks nothing of anyone.

    `ways` gives per route code the line over the map of each trip; else the legs are straight.
    `streets` is drawn below; else a grid shows how far apart things are.
    """
    base = Base(ways or {}, streets)
    return _drawn(plan, t or speaker("nl"), base, _inlined("js"), _inlined("css"))


def for_streamlit(
    plan: Plan,
    t: Speaker | None = None,
    *,
    ways: Lines | None = None,
    streets: StreetMap | None = None,
    tiles: bool = False,
    vendor: str = "/assets/vendor",
    routes: Sequence[str] | None = None,
) -> folium.Map:
    """The same map for `st_folium`, with Leaflet served by ourselves under `vendor`.

    A clicked stop answers with the tooltip `R08 · 4 · Damstraat 1`. `routes` are the codes that
    are coloured; the others are grey. None colours all. `tiles` asks the background of the
    Kadaster (PDOK): only when the office switched that on.
    """
    vendored = f"{vendor}/{LEAFLET}/leaflet"
    base = Base(ways or {}, streets, tiles)
    return _drawn(plan, t or speaker("nl"), base, f"{vendored}.js", f"{vendored}.css", routes)


def pick_map(
    point: Point | None,
    near: Sequence[Point],
    vendor: str = "/assets/vendor",
    streets: StreetMap | None = None,
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
    if streets is None or not add_ground(drawn, streets, [middle]):
        _add_grid(drawn, [middle, *near])
    else:
        _add_credit(drawn, _thanks(speaker("nl")))
    folium.GeoJson(
        _collection([_feature("MultiPoint", [[p.lon, p.lat] for p in near or [middle]], {})]),
        marker=folium.CircleMarker(radius=4, color="#8a8f91", fill=True, weight=1),
    ).add_to(drawn)
    if point is not None:
        folium.CircleMarker(
            (point.lat, point.lon), radius=9, color="#14505c", fill=True, fill_opacity=0.9
        ).add_to(drawn)
    return drawn


def plan_map_html(
    plan: Plan,
    t: Speaker | None = None,
    *,
    ways: Lines | None = None,
    streets: StreetMap | None = None,
) -> str:
    """plan.html: the map with a legend and the people who are left out, in one file."""
    t = t or speaker("nl")
    drawn = plan_map(plan, t, ways=ways, streets=streets)
    root = cast(Figure, drawn.get_root())
    root.header.add_child(Element(f"<title>{escape(panel.title(plan, t))}</title>{_POLICY}"))
    root.header.add_child(Element(f"<style>{panel.PAGE_STYLE}</style>"))
    root.html.add_child(Element(panel.panel(plan, t, bool(ways))))
    page: str = root.render()
    return page.replace("<html>", f'<html lang="{t.language}">', 1)


_POLICY = (
    '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; '
    "script-src 'unsafe-inline' data:; style-src 'unsafe-inline' data:; img-src data:; "
    "base-uri 'none'; form-action 'none'\">"
    '<meta name="robots" content="noindex"><link rel="icon" href="data:,">'
)


def _drawn(
    plan: Plan,
    t: Speaker,
    base: Base,
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
    ways = base.ways
    points = [*_points(plan), *(p for lines in ways.values() for line in lines for p in line)]
    if points:
        _add_base(drawn, base, points, t)
        _add_lines(drawn, plan, ways, chosen)
        _add_marks(drawn, [*_codes(plan, chosen), *_stops(plan, t, chosen), *_hubs(plan)])
        corners = _bounds(points)
        drawn.fit_bounds(corners, padding=(30, 30))
    return drawn


def _add_base(drawn: folium.Map, base: Base, points: Sequence[Point], t: Speaker) -> None:
    """Tiles when they are wanted, else our own streets, else a grid."""
    if base.tiles:
        folium.TileLayer(PDOK_TILES, attr=PDOK_CREDIT, max_zoom=19).add_to(drawn)
        _add_credit(drawn, PDOK_CREDIT)
    if base.streets is not None and (base.tiles or add_ground(drawn, base.streets, points)):
        _add_credit(drawn, _thanks(t))
    elif not base.tiles:
        _add_grid(drawn, points)


def _thanks(t: Speaker) -> str:
    """Whom the licence of the street map asks to thank (ODbL)."""
    return t("© OpenStreetMap-bijdragers")


def _add_credit(drawn: folium.Map, credit: str) -> None:
    root = cast(Figure, drawn.get_root())
    root.html.add_child(Element(f'<p class="vb-credit">{escape(credit)}</p>'))


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
    ".vb-credit{position:absolute;right:0;bottom:0;z-index:1000;margin:0;padding:1px 6px;"
    "background:#fffc;font:12px system-ui,sans-serif;color:#333}"
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
