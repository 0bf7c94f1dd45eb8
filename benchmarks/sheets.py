"""How long sixty route sheets, one page and a map of five hundred stops take."""

from __future__ import annotations

import time
from collections.abc import Callable

from tests.make_plans import OFFICE, plan, route
from voedselbrigade.adapters.maps import plan_map_html
from voedselbrigade.adapters.plan_files import plan_json
from voedselbrigade.adapters.plan_workbook import plan_xlsx
from voedselbrigade.adapters.route_sheets import route_html, routes_pdf
from voedselbrigade.domain.sheets import sheets_of


def main() -> None:
    """Seconds on the clock and size of every file; the target for the PDF is 2 s."""
    day = plan(*(route(number + 1, stops=12, seed=number) for number in range(60)))
    large = plan(*(route(number + 1, stops=20, seed=number) for number in range(25)))
    sheets = sheets_of(day, OFFICE)
    routes_pdf(sheets[:1])
    told("60 sheets, one PDF", lambda: routes_pdf(sheets))
    told("60 sheets again", lambda: routes_pdf(sheets))
    told("60 phone pages", lambda: "".join(route_html(sheet) for sheet in sheets).encode())
    told("map of 500 stops", lambda: plan_map_html(large).encode())
    told("plan.json of 500 stops", lambda: str(plan_json(large)).encode())
    told("plan.xlsx of 500 stops", lambda: plan_xlsx(large))


def told(what: str, make: Callable[[], bytes]) -> None:
    start, busy = time.perf_counter(), time.process_time()
    size = len(make())
    clock, cpu = time.perf_counter() - start, time.process_time() - busy
    print(f"{what:24} {clock:6.2f} s   {cpu:6.2f} s of processor   {size / 1000:8.0f} kB")


if __name__ == "__main__":
    main()
