"""The plan on a map that needs no network: folium with our own copy of Leaflet, and no tiles.

One GeoJSON layer per kind of thing (lines, stops, hubs): a layer per stop takes seconds for a day
of some size. Whatever comes from a list is escaped before it is put into a popup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import cast

import folium
from branca.element import Element, Figure
from folium.features import GeoJsonTooltip

from voedselbrigade.adapters.maps import panel
from voedselbrigade.adapters.maps.drawing import (
    CENTRE,
    LEAFLET,
    MARK_STYLE,
    Base,
    Feature,
    Lines,
    OwnMap,
    add_base,
    add_credit,
    add_grid,
    add_marks,
    bounds,
    collection,
    feature,
    inlined,
    marked,
    thanks,
)
from voedselbrigade.adapters.maps.ground import add_ground
from voedselbrigade.adapters.maps.panel import ROUTE_COLOURS, colour_of
from voedselbrigade.domain.places import Point
from voedselbrigade.domain.plans import Plan, PlannedRoute, StopStatus
from voedselbrigade.services.ports import StreetMap
from voedselbrigade.words import Speaker, speaker
from voedselbrigade.words.formats import clock
from voedselbrigade.words.values import amount_text

__all__ = [
    "ROUTE_COLOURS",
    "Base",
    "colour_of",
    "for_streamlit",
    "pick_map",
    "plan_map",
    "plan_map_html",
]

_HOUSE = (
    '<span class="vb-hub"><svg width="22" height="22" viewBox="0 0 22 22">'
    '<path d="M1 11L11 2l10 9v9h-7v-6H8v6H1z" fill="#111"/></svg></span>'
)


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
    return _drawn(plan, t or speaker("nl"), base, inlined("js"), inlined("css"))


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
    middle = point or (near[0] if near else Point(*CENTRE))
    drawn = OwnMap(
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
        add_grid(drawn, [middle, *near])
    else:
        add_credit(drawn, thanks(speaker("nl")))
    folium.GeoJson(
        collection([feature("MultiPoint", [[p.lon, p.lat] for p in near or [middle]], {})]),
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
    drawn = OwnMap(
        script,
        style,
        location=CENTRE,
        zoom_start=13,
        tiles=None,
        control_scale=True,
        prefer_canvas=True,
        attribution_control=False,
        zoom_snap=0.25,
    )
    cast(Figure, drawn.get_root()).header.add_child(Element(f"<style>{MARK_STYLE}</style>"))
    ways = base.ways
    points = [*_points(plan), *(p for lines in ways.values() for line in lines for p in line)]
    if points:
        add_base(drawn, base, points, t)
        _add_lines(drawn, plan, plan.supplies, ways, chosen, dashes="9 10")
        _add_lines(drawn, plan, plan.routes, ways, chosen)
        add_marks(drawn, [*_codes(plan, chosen), *_stops(plan, t, chosen), *_hubs(plan)])
        corners = bounds(points)
        drawn.fit_bounds(corners, padding=(30, 30))
    return drawn


def _add_lines(
    drawn: folium.Map,
    plan: Plan,
    runs: Iterable[PlannedRoute],
    ways: Lines,
    chosen: Sequence[str] | None,
    dashes: str = "",
) -> None:
    """One line per round: from its hub along its stops. `dashes` as in SVG; none: a whole line."""
    look = {"weight": 4, "dashArray": dashes} if dashes else {"weight": 4}
    features = []
    for route in runs:
        lines = ways.get(route.code) or _legs(route)
        shown = [[[p.lon, p.lat] for p in line] for line in lines if len(line) > 1]
        if shown:
            properties = {"color": _paint(plan, route.code, chosen), "code": route.code}
            features.append(feature("MultiLineString", shown, properties))
    if features:
        folium.GeoJson(
            collection(features),
            style_function=lambda f: {"color": f["properties"]["color"], **look},
            tooltip=GeoJsonTooltip(fields=["code"], labels=False),
        ).add_to(drawn)


def _legs(route: PlannedRoute) -> list[list[Point]]:
    return [
        [trip.point, *(stop.point for stop in route.stops_of(index))]
        for index, trip in enumerate(route.trips)
    ]


def _hubs(plan: Plan) -> Iterable[Feature]:
    hubs = {trip.hub: trip for route in plan.runs for trip in route.trips}
    for trip in hubs.values():
        text = f"<b>{escape(trip.hub_name)}</b><br>{escape(trip.hub_line)}"
        yield marked(trip.point, _HOUSE, escape(trip.hub_name), text, "vb vb-top")


def _stops(plan: Plan, t: Speaker, chosen: Sequence[str] | None) -> Iterable[Feature]:
    for route, stop in plan.every_stop():
        cancelled = stop.status is StopStatus.CANCELLED
        look = "vb-stop vb-gone" if cancelled else "vb-stop"
        paint = _paint(plan, route.code, chosen)
        mark = f'<span class="{look}" style="background:{paint}">{escape(stop.number)}</span>'
        tip = escape(f"{route.code} · {stop.number} · {stop.street_line}")
        window = stop.window
        asked = f" ({clock(window.start_s)}–{clock(window.end_s)})" if window else ""
        meals = amount_text(t, stop.meals, stop.crates)
        said = t("vervallen") if cancelled else f"{clock(stop.arrives_s)}{asked} · {meals}"
        head = escape(f"{route.code} · {stop.number} · {stop.name}")
        text = f"<b>{head}</b><br>{escape(stop.street_line)}<br>{escape(said)}"
        yield marked(stop.point, mark, tip, text)


def _codes(plan: Plan, chosen: Sequence[str] | None) -> Iterable[Feature]:
    """The route's code halfway its first leg, where the routes leave the hub apart."""
    for route in plan.runs:
        legs = [line for line in _legs(route) if len(line) > 1]
        if legs:
            a, b = legs[0][0], legs[0][1]
            middle = Point((a.lat + 2 * b.lat) / 3, (a.lon + 2 * b.lon) / 3)
            code, who = escape(route.code), escape(route.volunteer_name)
            paint = _paint(plan, route.code, chosen)
            mark = f'<span class="vb-code" style="background:{paint}">{code}</span>'
            yield marked(middle, mark, code, f"<b>{code}</b><br>{who}", "vb vb-low")


def _paint(plan: Plan, code: str, chosen: Sequence[str] | None) -> str:
    return colour_of(plan, code) if chosen is None or code in chosen else "#8a8f91"


def _points(plan: Plan) -> list[Point]:
    stops = [stop.point for _, stop in plan.every_stop()]
    points = [stop.point for run in plan.supplies for stop in run.stops]
    return stops + points + [trip.point for run in plan.runs for trip in run.trips]
