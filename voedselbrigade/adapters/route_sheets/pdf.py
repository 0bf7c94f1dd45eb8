"""All routes as one PDF: Typst sets what stands in a tree of plain values, never as markup."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from voedselbrigade.adapters.route_sheets import wording
from voedselbrigade.adapters.route_sheets.glyphs import FONTS, missing, printable_tree
from voedselbrigade.adapters.route_sheets.map_parts import Ways
from voedselbrigade.adapters.route_sheets.paper import page
from voedselbrigade.adapters.route_sheets.turn_list import Legs
from voedselbrigade.domain.plans import Plan
from voedselbrigade.domain.sheets import RouteSheet
from voedselbrigade.errors import Fact
from voedselbrigade.services.ports import StreetMap
from voedselbrigade.words import speaker

_log = logging.getLogger(__name__)
TEMPLATES = Path(__file__).parent / "templates"


def routes_pdf(
    sheets: Sequence[RouteSheet],
    *,
    ways: Mapping[str, Ways] | None = None,
    streets: StreetMap | None = None,
    turns: Mapping[str, Sequence[Legs]] | None = None,
    links: Mapping[str, str] | None = None,
    large_type: bool = False,
    two_sided: bool = False,
) -> bytes:
    """One PDF (PDF/UA-1) with every sheet, each with its own page numbers.

    `ways` gives per route code the line over the map of each trip, `streets` what lies below it,
    `turns` the way in words per trip and leg (an extra page), `links` the address of its page,
    printed as QR. `large_type` sets all sheets large, else each as its volunteer wants it.
    `two_sided` starts every route on the front of a sheet of paper. A character that the typeface
    lacks is printed as its nearest letter or `?`: ask `unprintable` before publishing.
    """
    pages = [
        page(
            sheet,
            ways=(ways or {}).get(sheet.route, ()),
            streets=streets,
            turns=(turns or {}).get(sheet.route, ()),
            link=(links or {}).get(sheet.route, ""),
            large=large_type or sheet.large_type,
        )
        for sheet in sheets
    ]
    t = wording.speaker_of(sheets[0]) if sheets else speaker("nl")
    title = (
        t("Routebladen {day}", day=wording.date_line(sheets[0], t)) if sheets else t("Routebladen")
    )
    data = {"title": title, "lang": t.language, "two_sided": two_sided, "sheets": pages}
    if not pages:
        data["empty"] = t("Er zijn geen routes op deze dag.")
    return _set(data, sheets[0].made_at if sheets else None)


def _set(data: dict[str, Any], made_at: datetime | None) -> bytes:
    """Set the sheets; when all are expected on one side, without asking for page numbers first.

    That halves the time. Whether each did fit is counted afterwards; if not, all is set again.
    """
    pages = data["sheets"]
    if pages and not data["two_sided"] and all(each["fits"] for each in pages):
        quick = {**data, "sheets": [{**each, "one_side": True} for each in pages]}
        made = compiled("routes.typ", quick, made_at)
        if _sides(made) == len(pages):
            return made
    return compiled("routes.typ", data, made_at)


def _sides(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b", pdf))


def unprintable(plan: Plan) -> tuple[Fact, ...]:
    """Per stop the letters of its name, address and note that the paper cannot show."""
    found = []
    for route, stop in plan.every_stop():
        lost = missing(stop.name + stop.street_line + stop.town + stop.door_note)
        if lost:
            of = {"route": route.code, "stop": stop.number, "letters": lost}
            found.append(Fact.of("plan.unprintable", **of))
    return tuple(found)


def compiled(template: str, data: Mapping[str, Any], made_at: datetime | None) -> bytes:
    """Set one template. The same data and moment give the same bytes.

    Text that Typst cannot tag as PDF/UA-1 is still printed, untagged and with a warning in the log:
    a day without paper is worse than paper that a screen reader cannot follow.
    """
    text = json.dumps(printable_tree(data), ensure_ascii=False)
    moment = int(made_at.timestamp()) if made_at else 0
    try:
        return _compiled(template, text, moment, tagged=True)
    except typst.TypstError as error:
        _log.warning("printed without PDF/UA-1: %s", error)
        return _compiled(template, text, moment, tagged=False)


def _compiled(template: str, text: str, moment: int, *, tagged: bool) -> bytes:
    return typst.compile(
        str(TEMPLATES / template),
        root=str(TEMPLATES),
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"data": text},
        pdf_standards="ua-1" if tagged else None,
        timestamp=moment,
    )


@cache
def _fonts() -> typst.Fonts:
    """Our own typeface and nothing of this machine, read once."""
    return typst.Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)]
    )
