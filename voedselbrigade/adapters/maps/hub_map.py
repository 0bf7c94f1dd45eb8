"""The hubs on a map, each with a sign, a number and its name: for how long there is food."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from typing import Literal, cast

import folium
from branca.element import Element, Figure

from voedselbrigade.adapters.maps.drawing import (
    CENTRE,
    LEAFLET,
    MARK_STYLE,
    Base,
    Feature,
    OwnMap,
    add_base,
    add_marks,
    bounds,
    marked,
)
from voedselbrigade.domain.places import Point
from voedselbrigade.services.ports import StreetMap
from voedselbrigade.words import Speaker

type Look = Literal["good", "look", "problem", "neutral"]

# Ink, ground and sign: dark enough on light to be read by whoever sees no colours.
_LOOKS: dict[Look, tuple[str, str, str]] = {
    "good": ("#1e6c35", "#e6f2e8", "✓"),
    "look": ("#694600", "#fdf2d5", "▲"),
    "problem": ("#a81e0b", "#fcebe7", "!"),
    "neutral": ("#3d4548", "#efeeea", "–"),
}
_STYLE = (
    ".vb span.vb-cover{flex-direction:column;padding:3px 9px;border-radius:6px;border:2px solid;"
    "line-height:1.2;box-shadow:0 1px 3px #0005}"
    ".vb span.vb-cover b{position:static;transform:none;font-size:16px}"
    ".vb span.vb-cover i{position:static;transform:none;font:600 12px system-ui,sans-serif;"
    "font-style:normal;white-space:normal;text-align:center;width:max-content;max-width:8.5rem}"
    # On a phone the names would lie over each other; the list beside the map has them.
    "@media (max-width:520px){.vb span.vb-cover i{display:none}}"
)


@dataclass(frozen=True, slots=True)
class HubMark:
    """One hub: what stands on the map, and the sentences behind it."""

    point: Point
    name: str
    number: str
    look: Look
    lines: tuple[str, ...] = ()


def hub_map(
    marks: Sequence[HubMark],
    t: Speaker,
    *,
    streets: StreetMap | None = None,
    tiles: bool = False,
    vendor: str = "/assets/vendor",
) -> folium.Map:
    """A map of these hubs with Leaflet served by ourselves; `tiles` only when switched on."""
    vendored = f"{vendor}/{LEAFLET}/leaflet"
    drawn = OwnMap(
        f"{vendored}.js",
        f"{vendored}.css",
        location=CENTRE,
        zoom_start=12,
        tiles=None,
        control_scale=True,
        prefer_canvas=True,
        attribution_control=False,
        zoom_snap=0.25,
    )
    root = cast(Figure, drawn.get_root())
    root.header.add_child(Element(f"<style>{MARK_STYLE}{_STYLE}</style>"))
    points = [one.point for one in marks]
    if points:
        add_base(drawn, Base({}, streets, tiles), points, t)
        add_marks(drawn, list(_features(marks)))
        drawn.fit_bounds(bounds(points), padding=(70, 40))
    return drawn


def _features(marks: Iterable[HubMark]) -> Iterable[Feature]:
    for one in marks:
        ink, ground, sign = _LOOKS[one.look]
        mark = (
            f'<span class="vb-cover" style="color:{ink};background:{ground};border-color:{ink}">'
            f"<b>{sign} {escape(one.number)}</b><i>{escape(one.name)}</i></span>"
        )
        text = "<br>".join((f"<b>{escape(one.name)}</b>", *map(escape, one.lines)))
        tip = escape(f"{one.name} · {one.number}")
        layer = "vb vb-top" if one.look == "problem" else "vb"
        yield marked(one.point, mark, tip, text, layer)
