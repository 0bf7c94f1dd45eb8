"""A route as one page for the phone: everything in a single file that never asks the network.

The page keeps results on the phone, under a key of day, route and version, and nothing else: no
name or address leaves the file. Its content policy allows only its own style and script, so text
from a list can never become code, even if escaping failed. Without script it is a plain list.
"""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from voedselbrigade.adapters.route_sheets import page_words, wording
from voedselbrigade.adapters.route_sheets.glyphs import cleaned
from voedselbrigade.adapters.route_sheets.map_parts import MapPart, Ways, parts_of
from voedselbrigade.adapters.route_sheets.route_map import MapBase, MapSize, route_map
from voedselbrigade.domain.places import Point
from voedselbrigade.domain.sheets import RouteSheet, SheetStop
from voedselbrigade.services.ports import StreetMap
from voedselbrigade.words import Speaker
from voedselbrigade.words.formats import clock

_TEMPLATES = Path(__file__).parent / "templates"
_MAP = MapSize(94.0, 66.0, 6.4, small=True)
_NAMESPACE = ' xmlns="http://www.w3.org/2000/svg"'


def route_html(sheet: RouteSheet, *, ways: Ways = (), streets: StreetMap | None = None) -> str:
    """The whole page as text. `ways` and `streets` are drawn on its map, as on paper."""
    sheet = cleaned(sheet)
    t = wording.speaker_of(sheet)
    style, script = _source("route.css"), _source("route.js")
    base = MapBase(streets, wording.credit(t))
    return (
        _environment()
        .get_template("route.html")
        .render(
            style=Markup(style),
            script=Markup(script),
            policy=_policy(style, script),
            lang=t.language,
            sheet=sheet,
            key=f"voedselbrigade:{sheet.day.isoformat()}:{sheet.route}:{sheet.version}",
            head=_head(sheet, t),
            trips=[_trip(sheet, index, t) for index in range(len(sheet.trips))],
            changes=_changes(sheet, t),
            maps=[_drawing(part, base) for part in parts_of(sheet, ways)],
            office_tel=_tel(sheet.office_phone),
            office_sms=_sms(sheet.office_phone),
            say=page_words.phrases(sheet, t),
        )
    )


def _head(sheet: RouteSheet, t: Speaker) -> dict[str, str]:
    trip = sheet.trips[0] if sheet.trips else None
    return {
        "title": wording.title(sheet, t),
        "when": f"{wording.date_line(sheet, t)} · {wording.version_line(sheet, t)}",
        "departs": clock(trip.departs_s if trip else sheet.starts_s),
        "who": wording.who_line(sheet, t),
        "hub": f"{trip.hub_name}, {trip.hub_line}" if trip else "",
        "estimate": wording.estimate_line(sheet, t),
    }


def _trip(sheet: RouteSheet, index: int, t: Speaker) -> dict[str, Any]:
    trip = sheet.trips[index]
    return {
        "number": index + 1,
        "title": t("Eerst inladen") if not index else t("Terug naar {hub}", hub=trip.hub_name),
        "departs": clock(trip.departs_s),
        "navigate": _geo(trip.hub_point, trip.hub_name),
        "total": trip.meals,
        "unit": t.many("maaltijd", "maaltijden", trip.meals),
        "cells": wording.load(trip, t),
        "parcels": wording.parcel_load(trip, t),
        "crate": wording.crate_line(trip, t),
        "cold": wording.cold_line(trip, t),
        "stops": [_stop(stop, sheet, t) for stop in trip.stops],
        "hot": wording.hot_line(trip, sheet, t),
    }


def _stop(stop: SheetStop, sheet: RouteSheet, t: Speaker) -> dict[str, Any]:
    changed = stop.changed is not None and not stop.cancelled
    return {
        "number": stop.number,
        "shape": "open" if stop.cancelled else "square" if changed else "disc",
        "cancelled": stop.cancelled,
        "tag": wording.tag(stop, t),
        "change": wording.change_line(stop, t),
        "address": wording.address_line(stop, sheet),
        "name": stop.name,
        "phone": stop.phone,
        "tel": _tel(stop.phone),
        "call": t("Bel {name}", name=stop.name),
        "when": wording.window_line(stop, t),
        "note": wording.note_line(stop, t),
        "food": wording.at_door(stop, t),
        "check": wording.meals_line(stop, t) if sheet.supply else _check(stop),
        "navigate": _geo(stop.point, wording.address_line(stop, sheet)),
        "lat": f"{stop.point.lat:.6f}",
        "lon": f"{stop.point.lon:.6f}",
    }


def _check(stop: SheetStop) -> str:
    """What stands on what is handed over: the number of the stop, or of the parcels alone."""
    return stop.number if stop.lines or not stop.parcels else ", ".join(stop.parcels)


def _changes(sheet: RouteSheet, t: Speaker) -> list[dict[str, str]]:
    if sheet.replaces_version is None:
        return []
    return [
        {
            "stop": t("Stop {number}", number=stop.number),
            "address": wording.address_line(stop, sheet),
            "tag": wording.tag(stop, t).lower(),
            "text": wording.change_line(stop, t),
        }
        for stop in wording.changes(sheet)
    ]


def _drawing(part: MapPart, base: MapBase) -> Markup:
    """Inside a page an SVG needs no namespace, and the file holds no web address at all."""
    return Markup(route_map(part, _MAP, base).replace(_NAMESPACE, ""))


def _tel(phone: str) -> str:
    digits = re.sub(r"[^\d+]", "", phone)
    return f"tel:{digits}" if digits else ""


def _sms(phone: str) -> str:
    digits = re.sub(r"[^\d+]", "", phone)
    return f"sms:{digits}" if digits else ""


def _geo(point: Point, label: str) -> str:
    where = f"{point.lat:.6f},{point.lon:.6f}"
    return f"geo:{where}?q={where}({quote(label)})"


def _policy(style: str, script: str) -> str:
    parts = [
        "default-src 'none'",
        f"style-src '{_digest(style)}'",
        f"script-src '{_digest(script)}'",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    ]
    return "; ".join(parts)


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


@cache
def _source(name: str) -> str:
    return (_TEMPLATES / name).read_text(encoding="utf-8")


@cache
def _environment() -> Environment:
    return Environment(
        loader=FileSystemLoader(str(_TEMPLATES)),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
