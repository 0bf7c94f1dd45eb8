"""How the marks of a map are written in SVG: discs, names, arrows, lines. Ten units are 1 mm."""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

from voedselbrigade.adapters.route_sheets.discs import XY
from voedselbrigade.adapters.route_sheets.glyphs import without_controls
from voedselbrigade.domain.sheets import SheetStop

MM = 10.0


def disc(stop: SheetStop, centre: XY, radius: float) -> str:
    """Round and black; square when new or changed; open and struck through when cancelled."""
    x, y = centre
    size = radius * (1.12 if len(stop.number) < 3 else 0.86)
    changed = stop.changed is not None and not stop.cancelled
    open_shape = changed or stop.cancelled
    paint = 'fill="#fff" stroke="#111" stroke-width="6"' if open_shape else 'fill="#111"'
    if changed:
        half = radius * 0.9
        place_at = f'x="{num(x - half)}" y="{num(y - half)}" width="{num(2 * half)}"'
        shape = f'<rect {place_at} height="{num(2 * half)}" rx="7" {paint}/>'
    else:
        edge = radius - (3 if open_shape else 0)
        shape = f'<circle cx="{num(x)}" cy="{num(y)}" r="{num(edge)}" {paint}/>'
    halo = (
        ""
        if open_shape
        else f'<circle cx="{num(x)}" cy="{num(y)}" r="{num(radius + 3)}" fill="#fff"/>'
    )
    where = f'x="{num(x)}" y="{num(y + size * 0.34)}"'
    text = (
        f'<text {where} font-size="{num(size)}" font-weight="700" '
        f'fill="{"#111" if open_shape else "#fff"}" text-anchor="middle">'
        f"{escape(without_controls(stop.number))}</text>"
    )
    strike = ""
    if stop.cancelled:
        strike = f'<path d="M{num(x - radius)} {num(y)}h{num(2 * radius)}" {stroke("#111", 0.4)}/>'
    return halo + shape + text + strike


def arrow(spot: XY, turn: float) -> str:
    where = f"translate({num(spot[0])} {num(spot[1])}) rotate({num(turn)})"
    paint = 'fill="#fff" stroke="#3a3a3a" stroke-width="4" stroke-linejoin="round"'
    return f'<path transform="{where}" d="M16 0L-11 12L-5 0L-11 -12Z" {paint}/>'


def stroke(colour: str, width_mm: float) -> str:
    joins = 'stroke-linejoin="round" stroke-linecap="round"'
    return f'fill="none" stroke="{colour}" stroke-width="{num(width_mm * MM)}" {joins}'


def path_of(line: Sequence[XY], *, closed: bool = False) -> str:
    """Whole numbers and relative steps: a third of the characters."""
    x, y = round(line[0][0]), round(line[0][1])
    steps = [f"M{x} {y}"]
    for spot in line[1:]:
        to_x, to_y = round(spot[0]), round(spot[1])
        steps.append(f"l{to_x - x} {to_y - y}")
        x, y = to_x, to_y
    return "".join(steps) + ("z" if closed else "")


def num(value: float) -> str:
    return f"{value:.0f}" if abs(value - round(value)) < 0.05 else f"{value:.1f}"
