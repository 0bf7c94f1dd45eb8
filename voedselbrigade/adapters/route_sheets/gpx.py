"""A route as GPX 1.1: its doors as waypoints, its way as a track, no names of people in it."""

from __future__ import annotations

from datetime import datetime, timedelta
from xml.etree import ElementTree as Xml

from voedselbrigade.adapters.route_sheets import wording
from voedselbrigade.adapters.route_sheets.glyphs import cleaned
from voedselbrigade.adapters.route_sheets.map_parts import Ways, parts_of
from voedselbrigade.domain.clock import OFFICE_ZONE
from voedselbrigade.domain.places import Point
from voedselbrigade.domain.sheets import RouteSheet, SheetStop
from voedselbrigade.words import Speaker

_NAMESPACE = "http://www.topografix.com/GPX/1/1"


def route_gpx(sheet: RouteSheet, *, ways: Ways = ()) -> str:
    """Waypoints `8a Damstraat 1` with the hub first, then one track segment per trip.

    A cancelled stop is not in it. Devices keep such files for years: they hold number and street
    line only. Valid against the GPX 1.1 schema (order of elements included).
    """
    sheet = cleaned(sheet)
    t = wording.speaker_of(sheet)
    root = Xml.Element("gpx", {"version": "1.1", "creator": "Voedselbrigade", "xmlns": _NAMESPACE})
    meta = Xml.SubElement(root, "metadata")
    _text(meta, "name", _title(sheet, t))
    for index, trip in enumerate(sheet.trips):
        if not index or trip.hub_point != sheet.trips[index - 1].hub_point:
            _waypoint(root, trip.hub_point, trip.hub_name, trip.hub_line)
        for stop in (stop for stop in trip.stops if not stop.cancelled):
            _stop(root, stop, sheet)
    track = Xml.SubElement(root, "trk")
    _text(track, "name", _title(sheet, t))
    for part in parts_of(sheet, ways, whole=True):
        _segment(track, (*part.way, *part.back[1:]))
    Xml.indent(root)
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="unicode")


def _title(sheet: RouteSheet, t: Speaker) -> str:
    parts = (t("Route {code}", code=sheet.route), wording.date_line(sheet, t))
    return " · ".join((*parts, wording.version_line(sheet, t)))


def _stop(root: Xml.Element, stop: SheetStop, sheet: RouteSheet) -> None:
    name = f"{stop.number} {wording.address_line(stop, sheet)}"
    midnight = datetime.combine(sheet.day, datetime.min.time(), OFFICE_ZONE)
    _waypoint(root, stop.point, name, "", midnight + timedelta(seconds=stop.arrives_s))


def _waypoint(
    root: Xml.Element, point: Point, name: str, note: str, moment: datetime | None = None
) -> None:
    waypoint = Xml.SubElement(root, "wpt", _place(point))
    if moment:
        _text(waypoint, "time", moment.isoformat())
    _text(waypoint, "name", name)
    if note:
        _text(waypoint, "desc", note)


def _segment(track: Xml.Element, way: tuple[Point, ...]) -> None:
    segment = Xml.SubElement(track, "trkseg")
    for point in way:
        Xml.SubElement(segment, "trkpt", _place(point))


def _place(point: Point) -> dict[str, str]:
    return {"lat": f"{point.lat:.6f}", "lon": f"{point.lon:.6f}"}


def _text(parent: Xml.Element, name: str, text: str) -> None:
    Xml.SubElement(parent, name).text = text
