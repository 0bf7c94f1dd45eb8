"""What every map is drawn with: Leaflet of our own, streets or a grid below, marks on top.

Whatever comes from a list is escaped by who makes a mark of it.
"""

from __future__ import annotations

import base64
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from importlib.resources import files
from typing import Any, cast

import folium
from branca.element import Element, Figure
from folium.features import GeoJsonPopup, GeoJsonTooltip

from voedselbrigade.adapters.maps.ground import add_ground
from voedselbrigade.domain.places import Point
from voedselbrigade.services.ports import StreetMap
from voedselbrigade.words import Speaker

LEAFLET = "leaflet-1.9.4"
CENTRE = (52.0705, 4.3007)  # where an empty plan is shown: the middle of The Hague
_GRID_M = (250, 500, 1000, 2000, 5000, 10000)
_METRES_PER_DEGREE = 111_320.0

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


class OwnMap(folium.Map):
    """A folium map that loads Leaflet from where we say, and nothing from anywhere else."""

    def __init__(self, script: str, style: str, **options: Any) -> None:
        super().__init__(**options)
        self.default_js = [("leaflet", script)]
        self.default_css = [("leaflet_css", style)]


def add_base(drawn: folium.Map, base: Base, points: Sequence[Point], t: Speaker) -> None:
    """Tiles when they are wanted, else our own streets, else a grid."""
    if base.tiles:
        folium.TileLayer(PDOK_TILES, attr=PDOK_CREDIT, max_zoom=19).add_to(drawn)
        add_credit(drawn, PDOK_CREDIT)
    if base.streets is not None and (base.tiles or add_ground(drawn, base.streets, points)):
        add_credit(drawn, thanks(t))
    elif not base.tiles:
        add_grid(drawn, points)


def thanks(t: Speaker) -> str:
    """Whom the licence of the street map asks to thank (ODbL)."""
    return t("© OpenStreetMap-bijdragers")


def add_credit(drawn: folium.Map, credit: str) -> None:
    root = cast(Figure, drawn.get_root())
    root.html.add_child(Element(f'<p class="vb-credit">{escape(credit)}</p>'))


def add_grid(drawn: folium.Map, points: Sequence[Point]) -> None:
    """Faint squares of a round size: without streets they show how far apart things are."""
    (south, west), (north, east) = bounds(points)
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
        collection([{"type": "Feature", "properties": {}, "geometry": geometry}]),
        style_function=lambda _: {"color": "#e3e0d8", "weight": 1, "interactive": False},
    ).add_to(drawn)


def add_marks(drawn: folium.Map, features: Sequence[Feature]) -> None:
    """Hubs, numbered stops and route codes: all marks in one layer."""
    folium.GeoJson(
        collection(features),
        marker=folium.Marker(icon=folium.DivIcon()),
        style_function=lambda f: {
            "html": f["properties"]["mark"],
            "className": f["properties"]["layer"],
            "iconSize": [0, 0],
        },
        tooltip=GeoJsonTooltip(fields=["tip"], labels=False),
        popup=GeoJsonPopup(fields=["text"], labels=False, max_width=320),
    ).add_to(drawn)


def marked(point: Point, mark: str, tip: str, text: str, layer: str = "vb") -> Feature:
    properties = {"mark": mark, "tip": tip, "text": text, "layer": layer}
    return feature("Point", [point.lon, point.lat], properties)


def feature(kind: str, coordinates: object, properties: Mapping[str, str]) -> Feature:
    geometry = {"type": kind, "coordinates": coordinates}
    return {"type": "Feature", "properties": dict(properties), "geometry": geometry}


def collection(features: Sequence[Feature]) -> dict[str, Any]:
    return {"type": "FeatureCollection", "features": list(features)}


def bounds(points: Sequence[Point]) -> tuple[tuple[float, float], tuple[float, float]]:
    south, north = min(p.lat for p in points), max(p.lat for p in points)
    west, east = min(p.lon for p in points), max(p.lon for p in points)
    least = 0.002
    return (south - least, west - least), (north + least, east + least)


@cache
def inlined(kind: str) -> str:
    """Leaflet's script or style as a data address, so that a saved map carries it along."""
    media = {"js": "text/javascript", "css": "text/css"}[kind]
    place = files("voedselbrigade") / "web" / "assets" / "vendor" / LEAFLET / f"leaflet.{kind}"
    return f"data:{media};base64,{base64.b64encode(place.read_bytes()).decode()}"


# Marks are drawn around their point: the icon itself has no size.
MARK_STYLE = (
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
