"""A town of our own making, as OpenStreetMap data: every case of the street map in one kilometre.

Overkant (y=600)   ────────────┬──────────────┐         Noordlaan
                  Brugstraat   │ no cars      │ Oostweg     │
Noordstraat (300)  ─────┬──────┴──┬───────────┼─ Ringweg ── O ── Oostlaan
             Westkade   │one way  │ cycle     │ Oostkade    │
Hoofdstraat (0)    ─────┴─────────┴───────────┘          Zuidlaan
                                         Eilandpad: connected to nothing
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from xml.sax.saxutils import quoteattr

from voedselbrigade.domain.places import Point

SOUTH, WEST = 52.0, 4.3
_M_LAT, _M_LON = 111_195.0, 68_458.0
TOWN = "Stadje"
STREETS: Mapping[str, tuple[tuple[int, int], ...]] = {
    "Hoofdstraat": ((0, 0), (100, 0), (200, 0), (300, 0), (400, 0), (500, 0), (600, 0)),
    "Noordstraat": ((0, 300), (200, 300), (300, 300), (400, 300), (600, 300)),
    "Overkant": ((0, 600), (300, 600), (600, 600)),
    "Westkade": ((0, 0), (0, 300)),
    "Oostkade": ((600, 0), (600, 300)),
    "Oostweg": ((600, 300), (600, 600)),
    "Ringweg": ((600, 300), (880, 300)),
    "Zuidlaan": ((900, 280), (900, 0)),
    "Oostlaan": ((920, 300), (1200, 300)),
    "Noordlaan": ((900, 320), (900, 600)),
    "Eilandpad": ((1000, 0), (1100, 0)),
}


def at(x_m: float, y_m: float) -> Point:
    """The point this many metres east and north of the corner of the town."""
    return Point(SOUTH + y_m / _M_LAT, WEST + x_m / _M_LON)


@dataclass
class Drawing:
    """OpenStreetMap data in the making; the same corner is the same node."""

    shift: float = 0.0
    nodes: dict[tuple[float, float], int] = field(default_factory=dict)
    tags: dict[int, Mapping[str, str]] = field(default_factory=dict)
    ways: list[tuple[list[int], Mapping[str, str]]] = field(default_factory=list)
    relations: list[tuple[list[tuple[str, int, str]], Mapping[str, str]]] = field(
        default_factory=list
    )

    def node(self, x_m: float, y_m: float, **tags: str) -> int:
        ident = self.nodes.setdefault((x_m, y_m), len(self.nodes) + 1)
        if tags:
            self.tags[ident] = _osm(tags)
        return ident

    def way(self, corners: Iterable[tuple[float, float]], **tags: str) -> int:
        self.ways.append(([self.node(*corner) for corner in corners], _osm(tags)))
        return len(self.ways)

    def box(self, x_m: float, y_m: float, size_m: float, **tags: str) -> int:
        end_x, end_y = x_m + size_m, y_m + size_m
        ring = ((x_m, y_m), (end_x, y_m), (end_x, end_y), (x_m, end_y), (x_m, y_m))
        return self.way(ring, **tags)

    def relation(self, members: Iterable[tuple[str, int, str]], **tags: str) -> None:
        self.relations.append((list(members), _osm(tags)))

    def door(self, x_m: float, y_m: float, street: str, number: str, postcode: str) -> None:
        self.node(x_m, y_m, **door_tags(street, number, postcode))

    def write(self, path: Path) -> Path:
        lines = ["<?xml version='1.0' encoding='UTF-8'?>", "<osm version='0.6'>"]
        for (x_m, y_m), ident in self.nodes.items():
            point = at(x_m + self.shift, y_m)
            where = f"id='{ident}' version='1' lat='{point.lat:.7f}' lon='{point.lon:.7f}'"
            lines.append(f"<node {where}>{_tags(self.tags.get(ident, {}))}</node>")
        for ident, (refs, tags) in enumerate(self.ways, 1):
            nodes = "".join(f"<nd ref='{ref}'/>" for ref in refs)
            lines.append(f"<way id='{ident}' version='1'>{nodes}{_tags(tags)}</way>")
        for ident, (members, tags) in enumerate(self.relations, 1):
            inside = "".join(
                f"<member type='{kind}' ref='{ref}' role='{role}'/>" for kind, ref, role in members
            )
            lines.append(f"<relation id='{ident}' version='1'>{inside}{_tags(tags)}</relation>")
        path.write_text("\n".join([*lines, "</osm>"]), encoding="utf-8")
        return path


def door_tags(street: str, number: str, postcode: str) -> dict[str, str]:
    return {
        "addr__street": street,
        "addr__housenumber": number,
        "addr__postcode": postcode,
        "addr__city": TOWN,
    }


def drawn(*, doors: bool = True) -> Drawing:
    """The whole town; without `doors` only its streets."""
    town = Drawing()
    _draw_streets(town)
    if doors:
        _draw_doors(town)
    _draw_ground(town)
    return town


def _draw_streets(town: Drawing) -> None:
    for name, corners in STREETS.items():
        kind = "tertiary" if name == "Hoofdstraat" else "residential"
        town.way(corners, highway=kind, name=name)
    town.way([(200, 0), (200, 300)], highway="residential", name="Eenweg", oneway="yes")
    town.way([(400, 0), (400, 300)], highway="cycleway")
    bridge = [(300, 300), (300, 600)]
    town.way(bridge, highway="residential", name="Brugstraat", bridge="yes", motor_vehicle="no")
    ring = [(880, 300), (900, 280), (920, 300), (900, 320), (880, 300)]
    town.way(ring, highway="residential", junction="roundabout", name="Ringweg")


def _draw_doors(town: Drawing) -> None:
    for number in ("1", "3", "5", "7", "7A", "7-II", "9-hs", "9-1"):
        town.door(40 * len(town.tags) + 20, -8, "Hoofdstraat", number, "1111 AA")
    for number in ("2", "4", "6"):
        town.door(90 * int(number), 8, "Hoofdstraat", number, "1111AB")
    town.box(100, 310, 20, building="yes", **door_tags("Noordstraat", "10", "1112AA"))
    town.box(140, 310, 20, building="yes", **door_tags("Noordstraat", "12;14", "1112AA"))
    town.box(180, 310, 20, building="yes")
    for place, number in enumerate(("16-1", "16-2", "16-3")):
        town.door(182 + 5 * place, 312, "Noordstraat", number, "1112AA")
    town.door(110, 318, "Noordstraat", "10", "1112AA")
    outer = town.box(-40, 100, 30)
    inner = town.box(-30, 110, 5)
    members = [("way", outer, "outer"), ("way", inner, "inner")]
    tags = door_tags("Westkade", "2", "1113AA")
    town.relation(members, type="multipolygon", building="yes", **tags)
    town.door(610, 20, "Oostkade", "1", "1114AA")
    town.door(610, 220, "Oostkade", "9", "1114AA")
    town.way([(610, 20), (610, 120), (610, 220)], addr__interpolation="odd")
    town.door(0, 610, "Overkant", "1", "")
    town.door(1050, 8, "Eilandpad", "1", "1115AA")


def _draw_ground(town: Drawing) -> None:
    town.way([(-100, 450), (1300, 450)], waterway="canal", name="De Gracht")
    town.box(450, 50, 100, natural="water", name="De Vijver")
    town.box(50, 50, 100, leisure="park", name="Stadspark")
    edge = [
        town.way([(-50, -50), (650, -50), (650, 400)]),
        town.way([(650, 400), (-50, 400), (-50, -50)]),
    ]
    members = [("way", way, "outer") for way in edge]
    level = {"type": "boundary", "boundary": "administrative", "admin_level": "10"}
    town.relation(members, name="Binnenstad", **level)
    town.node(300, 150, place="town", name=TOWN)


def _osm(tags: Mapping[str, str]) -> dict[str, str]:
    """`addr__city` is how Python can spell addr:city."""
    return {key.replace("__", ":"): value for key, value in tags.items() if value}


def _tags(tags: Mapping[str, str]) -> str:
    return "".join(f"<tag k={quoteattr(k)} v={quoteattr(v)}/>" for k, v in tags.items())
