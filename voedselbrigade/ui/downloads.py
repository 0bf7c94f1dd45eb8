"""The files that people take away from the page. Making them is printing: it stands in the log."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping
from datetime import date

from voedselbrigade.adapters import route_sheets
from voedselbrigade.domain.places import HubId
from voedselbrigade.domain.plans import PlanId
from voedselbrigade.services import printing
from voedselbrigade.ui import session
from voedselbrigade.wiring.handouts import PrintWishes


def _handouts(day: date, plan: PlanId, wishes: PrintWishes | None = None) -> Mapping[str, bytes]:
    with session.home().work(session.actor()) as work:
        printed = printing.print_day(work, day, plan)
    return session.home().handouts(printed, session.speak(), wishes)


def sheets_pdf(day: date, plan: PlanId, wishes: PrintWishes) -> bytes:
    return _handouts(day, plan, wishes)["routes.pdf"]


def sheets_zip(day: date, plan: PlanId) -> bytes:
    """Everything of a day in one file, for a memory stick or a mail."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in _handouts(day, plan).items():
            box.writestr(name, content)
    return held.getvalue()


def kitchen_list(day: date, plan: PlanId, hub: HubId) -> bytes:
    """What to cook and how to pack it, for one kitchen; only the kitchen sees allergies."""
    with session.home().work(session.actor()) as work:
        printed = printing.print_day(work, day, plan)
    return route_sheets.kitchen_pdf(printed.plan, hub, session.speak())


def plan_workbook(day: date, plan: PlanId) -> bytes:
    return _handouts(day, plan)["plan.xlsx"]
