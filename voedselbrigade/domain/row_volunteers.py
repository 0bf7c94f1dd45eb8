"""Rows of volunteers, field by field."""

from __future__ import annotations

from voedselbrigade.domain.cells import choices, days
from voedselbrigade.domain.cells.dates import parse_date
from voedselbrigade.domain.cells.text import parse_yes_no
from voedselbrigade.domain.people import (
    Base,
    VolunteerState,
)
from voedselbrigade.domain.row_persons import (
    read_home,
    read_name,
    read_phone,
    read_reference,
    read_skills,
)
from voedselbrigade.domain.row_reading import RowReader, Weight
from voedselbrigade.domain.row_week import read_limit, read_week
from voedselbrigade.errors import Fact


def read_volunteer(row: RowReader) -> None:
    named = any(row.said(code) for code in ("name", "surname", "first"))
    if not named and not row.said("transport") and not row.said("phone"):
        row.wrong_row(Fact.of("row.nobody"))
        return
    row.take_own_number()
    read_name(row)
    if row.said("transport"):
        row.take("transport", "transport", choices.parse_transport)
    else:
        row.wrong("transport", Fact.of("row.transport_missing"))
    read_phone(row)
    read_home(row, "home", required=False)
    read_week(row, "available", "availability")
    _read_limits(row)
    _read_round(row)
    _read_volunteer_state(row)
    _keep_second_phone(row)


def _read_limits(row: RowReader) -> None:
    limits = (
        ("most_meals", 1, 500),
        ("most_crates", 0, 200),
        ("most_minutes", 10, 600),
        ("most_stops", 1, 100),
        ("most_km", 1, 300),
    )
    for code, least, most in limits:
        read_limit(row, code, least, most)


def _read_round(row: RowReader) -> None:
    for code in ("starts", "ends"):
        row.take(code, code, lambda text, code=code: choices.parse_base(text, code))  # type: ignore[misc]
    home = Base.HOME in (row.values.get("starts"), row.values.get("ends"))
    if home and "home" not in row.values:
        code = "starts" if row.values.get("starts") is Base.HOME else "ends"
        row.wrong(code, Fact.of("row.no_home"), Weight.LOOK)
    read_reference(row, "hub", clears=True)
    read_skills(row, "skills", clears=True)
    row.take("frequency", "frequency", days.parse_frequency, empty=lambda: None)
    if row.said("frequency") and "frequency" not in row.values and not row.blocked:
        row.values["frequency"] = None
    row.take(
        "large_type", "large_type", lambda t: parse_yes_no(t, "large_type"), empty=lambda: False
    )
    if row.values.get("large_type", False) is None:
        row.values["large_type"] = False
    row.take("language", "language", choices.parse_language, weight=Weight.CELL)
    row.take_text("remarks", "remarks")


def _read_volunteer_state(row: RowReader) -> None:
    read = row.take("state", "state", lambda t: choices.parse_volunteer_standing(t, row.today))
    resumes = row.take("resumes_on", "resumes", lambda text: parse_date(text, row.today))
    row.values.pop("resumes_on", None)
    if read is None and resumes is not None:
        back = resumes <= row.today
        read = (VolunteerState.ACTIVE if back else VolunteerState.PAUSED, resumes)
    if read is None:
        row.values.pop("state", None)
        return
    state, until = read
    row.values["state"] = state
    row.values["resumes_on"] = (resumes or until) if state is VolunteerState.PAUSED else None


def _keep_second_phone(row: RowReader) -> None:
    """A volunteer has no contacts: a second number goes with the remarks."""
    if row.extra_phones:
        also = "ook " + ", ".join(row.extra_phones)
        said = row.values.get("remarks", "")
        row.values["remarks"] = f"{said} · {also}" if said else also
