"""One route sheet as a tree of plain values, just what the Typst template sets on paper."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import segno

from voedselbrigade.adapters.route_sheets import wording
from voedselbrigade.adapters.route_sheets.glyphs import cleaned
from voedselbrigade.adapters.route_sheets.map_parts import MapPart, Ways, parts_of
from voedselbrigade.adapters.route_sheets.route_map import MapBase, MapSize, route_map
from voedselbrigade.adapters.route_sheets.turn_list import Legs, turn_list
from voedselbrigade.domain.sheets import RouteSheet, SheetStop, SheetTrip
from voedselbrigade.services.ports import StreetMap
from voedselbrigade.words import Speaker
from voedselbrigade.words.formats import clock

_WIDE_MM = 190.0
_GAP_MM = 2.0
# Measured on the printed page; the map takes what the rows leave, so that 12 stops fit one side.
_ROOM_MM = 256.0
_HEAD_MM, _CHANGES_MM, _TABLE_HEAD_MM = 26.7, 22.0, 12.0
_ESTIMATE_MM, _MAP_TITLE_MM = 9.0, 8.5
_ROW_MM, _LINE_MM, _NEXT_LINE_MM, _CANCELLED_MM, _RETURN_MM = 9.7, 2.9, 3.8, 9.6, 8.5
_LEAST_MAP_MM, _USUAL_MAP_MM, _MOST_MAP_MM = 38.0, 52.0, 84.0
_NOTE_LINE = 46  # characters of a door note that fit one line


def page(
    sheet: RouteSheet,
    *,
    ways: Ways = (),
    streets: StreetMap | None = None,
    turns: Sequence[Legs] = (),
    link: str = "",
    large: bool = False,
) -> dict[str, Any]:
    """Everything that stands on this sheet, in the words of its volunteer's language."""
    sheet = cleaned(sheet)
    t = wording.speaker_of(sheet)
    rows = _rows(sheet, t)
    loads = [_load(sheet, index, large, t) for index in range(len(sheet.trips))]
    parts = parts_of(sheet, ways, split=large)
    base = MapBase(streets, wording.credit(t))
    return _head(sheet, t) | {
        "large": large,
        "one_side": False,
        "fits": not large and not turns and _fits(sheet, parts, rows, loads),
        "qr": _qr(link),
        "changes": _changes(sheet, t),
        "loads": loads,
        "maps": _maps(parts, _map_size(sheet, parts, rows, loads, large), base, t, sheet.route),
        "estimate": wording.estimate_line(sheet, t),
        "rows": rows,
        "no_rows": t("Deze route heeft geen stops."),
        "foot": _foot(sheet, t),
        "turns": turn_list(sheet, turns, t),
        "labels": _labels(sheet, t),
    }


def _head(sheet: RouteSheet, t: Speaker) -> dict[str, Any]:
    """Which sheet it is, whose, and when he leaves."""
    return {
        "lang": t.language,
        "draft": t("CONCEPT") if sheet.draft else "",
        "route": sheet.route,
        "title": wording.title(sheet, t),
        "area": sheet.area,
        "who": wording.who_line(sheet, t),
        "date": wording.date_line(sheet, t),
        "version": wording.version_line(sheet, t),
        "replaces": sheet.replaces_version is not None,
        "made": wording.made_line(sheet, t),
        "departure": _departure(sheet, t),
    }


def _departure(sheet: RouteSheet, t: Speaker) -> dict[str, str]:
    if not sheet.trips:
        return {"word": t("Vertrek"), "time": clock(sheet.starts_s), "hub": "", "line": ""}
    trip = sheet.trips[0]
    return {
        "word": t("Vertrek"),
        "time": clock(trip.departs_s),
        "hub": trip.hub_name,
        "line": trip.hub_line,
    }


def _qr(link: str) -> str:
    if not link:
        return ""
    drawing = io.BytesIO()
    segno.make(link, error="m", micro=False).save(drawing, kind="svg", border=0, xmldecl=False)
    return drawing.getvalue().decode()


def _changes(sheet: RouteSheet, t: Speaker) -> dict[str, Any] | None:
    if sheet.replaces_version is None:
        return None
    changed = wording.changes(sheet)
    many = len(changed) > wording.MOST_CHANGES_LISTED
    said = t("Dit is een nieuwe route. Lees alles opnieuw.")
    if not many:
        said = t.many("Er is {n} wijziging:", "Er zijn {n} wijzigingen:", len(changed))
    if not changed:
        said = t("De stops zijn niet veranderd.")
    return {
        "replaces": t("Vervangt versie {n}.", n=sheet.replaces_version),
        "throw": t("Gooi versie {n} weg.", n=sheet.replaces_version),
        "said": said,
        "items": [] if many else [_change(stop, sheet, t) for stop in changed],
    }


def _change(stop: SheetStop, sheet: RouteSheet, t: Speaker) -> dict[str, str]:
    line = wording.change_line(stop, t)
    address = wording.address_line(stop, sheet)
    return {
        "tag": wording.tag(stop, t),
        "stop": t("stop {number}", number=stop.number),
        "text": f"{address}: {line}" if line else address,
    }


def _load(sheet: RouteSheet, index: int, large: bool, t: Speaker) -> dict[str, Any]:
    trip = sheet.trips[index]
    one = len(sheet.trips) == 1
    title = t("Eerst inladen") if one else t("Rit {n}: inladen", n=index + 1)
    portions = wording.load(trip, t)
    longest = max((len(portion.words) for portion in portions), default=0)
    return {
        "title": title,
        "extra": max(0, -(-longest // (24 if large else 11)) - 2),
        "time": "" if one else clock(trip.departs_s),
        "total": trip.meals,
        "unit": t.many("maaltijd", "maaltijden", trip.meals),
        "cells": [
            {
                "n": portion.count,
                "letters": portion.letters,
                "words": portion.words,
                "was": "" if portion.was is None else t("was {n}", n=portion.was),
            }
            for portion in portions
        ],
        "notes": _load_notes(trip, sheet, t),
    }


def _load_notes(trip: SheetTrip, sheet: RouteSheet, t: Speaker) -> list[list[str]]:
    notes = []
    if cold := wording.cold_line(trip, t):
        notes.append([t("Koeltas:"), cold + "."])
    if boxes := wording.parcel_load(trip, t):
        notes.append([t("Pakketten:"), boxes + "."])
    if crate := wording.crate_line(trip, t):
        notes.append([t("Krat:"), crate + "."])
    if hot := wording.hot_line(trip, sheet, t):
        notes.append([t("Warm eten:"), hot])
    return [*notes, ["", t("Klopt het niet? Vraag de keuken.")]]


def _left_mm(
    sheet: RouteSheet,
    parts: Sequence[MapPart],
    rows: Sequence[dict[str, Any]],
    loads: Sequence[dict[str, Any]],
) -> float:
    """The height that a sheet in usual type leaves for its map on one side; may be below zero."""
    left = _ROOM_MM - _HEAD_MM - _TABLE_HEAD_MM
    left -= sum(_load_height(load, large=False) for load in loads)
    left -= sum(_row_height(row) for row in rows)
    left -= _CHANGES_MM if sheet.replaces_version is not None else 0.0
    return left - (_MAP_TITLE_MM if len(parts) > 1 else 0.0)


def _fits(
    sheet: RouteSheet,
    parts: Sequence[MapPart],
    rows: Sequence[dict[str, Any]],
    loads: Sequence[dict[str, Any]],
) -> bool:
    return _left_mm(sheet, parts, rows, loads) >= _LEAST_MAP_MM


def _map_size(
    sheet: RouteSheet,
    parts: Sequence[MapPart],
    rows: Sequence[dict[str, Any]],
    loads: Sequence[dict[str, Any]],
    large: bool,
) -> MapSize:
    """What head and rows leave of one side; the usual height when rows run on overleaf anyway."""
    count = max(len(parts), 1)
    if large:
        left = _ROOM_MM - _HEAD_MM - _ESTIMATE_MM
        left -= sum(_load_height(load, large=True) for load in loads)
        left -= _CHANGES_MM if sheet.replaces_version is not None else 0.0
        high = min(max(left / count - _MAP_TITLE_MM, _LEAST_MAP_MM), _MOST_MAP_MM)
        return MapSize(_WIDE_MM, high, 10.0)
    left = _left_mm(sheet, parts, rows, loads)
    high = _USUAL_MAP_MM if left < _LEAST_MAP_MM else min(left, _MOST_MAP_MM)
    wide = (_WIDE_MM - _GAP_MM * (count - 1)) / count
    return MapSize(wide, high, 5.2 if count > 1 or len(sheet.stops) > 12 else 6.2)


def _load_height(load: dict[str, Any], large: bool) -> float:
    per_row, cell = (3, 19.0) if large else (6, 15.5)
    lines = max(1, -(-len(load["cells"]) // per_row))
    return 12.5 + lines * (cell + 3.8 * float(load["extra"])) + 1.6 * (lines - 1)


def _row_height(row: dict[str, Any]) -> float:
    if row["kind"] == "return":
        return _RETURN_MM
    if not row["boxes"]:
        return _CANCELLED_MM
    note_lines = -(-len(row["note"]) // _NOTE_LINE)
    wide = sum(len(line["words"]) > 24 for line in row["food"])
    given = len(row["food"]) + wide + bool(row["tag"]) + bool(row["before"])
    extra = max(note_lines, given - 2)
    return _ROW_MM + (_LINE_MM + _NEXT_LINE_MM * (extra - 1) if extra > 0 else 0.0)


def _maps(
    parts: Sequence[MapPart], size: MapSize, base: MapBase, t: Speaker, route: str
) -> list[dict[str, Any]]:
    many = len(parts) > 1
    return [
        {
            "svg": route_map(part, size, base),
            "wide": size.width_mm,
            "high": size.height_mm,
            "title": _map_title(part, t) if many else "",
            "alt": t("Kaart van route {code}. {part}", code=route, part=_map_title(part, t)),
        }
        for part in parts
    ]


def _map_title(part: MapPart, t: Speaker) -> str:
    first, last = part.stops[0].number, part.stops[-1].number
    if first == last:
        return t("Stop {number}", number=first)
    return t("Stop {first} tot en met {last}", first=first, last=last)


def _rows(sheet: RouteSheet, t: Speaker) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    for index, trip in enumerate(sheet.trips):
        if index:
            rows.append(_return_row(trip, t))
        rows += [_row(stop, sheet, t) for stop in trip.stops]
    return rows


def _return_row(trip: SheetTrip, t: Speaker) -> dict[str, Any]:
    text = t.many(
        "Terug naar {hub}: {n} maaltijd laden",
        "Terug naar {hub}: {n} maaltijden laden",
        trip.meals,
        hub=trip.hub_name,
    )
    leave = t("weer weg om {departs_s:clock}", departs_s=trip.departs_s)
    return {"kind": "return", "text": text, "time": leave}


def _row(stop: SheetStop, sheet: RouteSheet, t: Speaker) -> dict[str, Any]:
    changed = stop.changed is not None
    return {
        "kind": "stop",
        "number": stop.number,
        "shape": "open" if stop.cancelled else "square" if changed else "disc",
        "address": wording.address_line(stop, sheet),
        "name": stop.name,
        "phone": stop.phone or t("geen telefoon"),
        "call": t("Bel: {phone}", phone=stop.phone) if stop.phone else t("geen telefoon"),
        "note": wording.point_line(stop, t) if sheet.supply else wording.note_line(stop, t),
        "tag": wording.tag(stop, t),
        "before": wording.before_line(stop, t),
        "instead": t("niet bezorgen") if stop.cancelled else "",
        "food": [
            {"n": p.count, "letters": p.letters, "words": p.words} for p in wording.at_door(stop, t)
        ],
        "window": wording.window_lines(stop, t),
        "when": wording.window_line(stop, t),
        "boxes": not stop.cancelled,
    }


def _not_home(t: Speaker) -> dict[str, Any]:
    return {
        "title": t("Niet thuis?"),
        "steps": [
            t("Bel nog eens aan. Klop en roep."),
            t("Bel de persoon op."),
            [t("Bel de planner,"), t("vóór u weggaat.")],
            t("Doe een kaartje in de bus."),
        ],
        "never": [t("Laat de maaltijd"), t("nooit"), t("achter.")],
        "worry": t("Zorgen over iemand? Zet een kruis bij ‘zorg’ en bel."),
    }


def _point_closed(t: Speaker) -> dict[str, Any]:
    """On a supply: others wait for what is brought."""
    return {
        "title": t("Is het punt dicht?"),
        "steps": [
            t("Bel het punt op."),
            t("Kijk of er een andere ingang is."),
            [t("Bel de planner,"), t("vóór u weggaat.")],
            t("Wacht tot u hoort wat u moet doen."),
        ],
        "never": [t("Laat de maaltijden"), t("nooit"), t("buiten staan.")],
        "worry": t("Bent u later? Bel de planner meteen: anderen wachten op u."),
    }


def _foot(sheet: RouteSheet, t: Speaker) -> dict[str, Any]:
    office = t("Planner")
    return {
        **(_point_closed(t) if sheet.supply else _not_home(t)),
        "office": f"{office}, {sheet.office_hours}" if sheet.office_hours else office,
        "phone": sheet.office_phone or t("zie de keuken"),
        "danger": [t("Ongeluk? Bel eerst"), "112"],
        "sheet": t("Blad"),
        "of": t("van"),
        "about": f"{sheet.route} · {wording.version_line(sheet, t)}",
        "secret": t("Vertrouwelijk. Lever dit blad na uw ronde in bij de keuken."),
        "overleaf": t("zie achterkant"),
        "stop": t("Stop"),
        "and": t("en"),
    }


def _labels(sheet: RouteSheet, t: Speaker) -> dict[str, str]:
    doors = {
        "given": t("gegeven"),
        "not_home": t("niet thuis"),
        "refused": t("geweigerd"),
        "worry": t("zorg"),
    }
    points = {
        "given": t("gebracht"),
        "not_home": t("punt dicht"),
        "refused": t("te weinig"),
        "worry": t("te laat"),
    }
    return {
        "number": t("Nr"),
        "address": t("Adres, naam en deur"),
        "give": t("Geven"),
        "time": t("Tijd"),
        "qr": t("op uw telefoon"),
        **(points if sheet.supply else doors),
    }
