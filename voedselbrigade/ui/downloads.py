"""The files that people take away from the page. Making them is printing: it stands in the log."""

from __future__ import annotations

import io
import json
import zipfile
from datetime import date

from voedselbrigade.adapters import maps, plan_files, route_sheets
from voedselbrigade.domain.plans import PlanId
from voedselbrigade.services import printing
from voedselbrigade.services.printing import Printout
from voedselbrigade.ui import session


def printed(day: date, plan: PlanId) -> Printout:
    with session.home().work(session.actor()) as work:
        return printing.print_day(work, day, plan)


def sheets_pdf(day: date, plan: PlanId, large: bool) -> bytes:
    found = printed(day, plan)
    roads = session.home().roads()
    return route_sheets.routes_pdf(
        found.sheets, ways=printing.ways_of(found.plan, roads), large_type=large
    )


def sheets_zip(day: date, plan: PlanId) -> bytes:
    """Everything of a day in one file, for a memory stick or a mail."""
    found = printed(day, plan)
    ways = printing.ways_of(found.plan, session.home().roads())
    t = session.speak()
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as box:
        box.writestr("routes.pdf", route_sheets.routes_pdf(found.sheets, ways=ways))
        for sheet in found.sheets:
            way = ways.get(sheet.route, ())
            box.writestr(f"{sheet.route}.html", route_sheets.route_html(sheet, ways=way))
            box.writestr(f"{sheet.route}.gpx", route_sheets.route_gpx(sheet, ways=way))
        box.writestr("plan.html", maps.plan_map_html(found.plan, t, ways=ways))
        box.writestr("plan.xlsx", plan_files.plan_xlsx(found.plan, t))
        plan_text = json.dumps(plan_files.plan_json(found.plan, t), ensure_ascii=False, indent=1)
        box.writestr("plan.json", plan_text)
    return held.getvalue()


def plan_workbook(day: date, plan: PlanId) -> bytes:
    return plan_files.plan_xlsx(printed(day, plan).plan, session.speak())
