"""Rows of recipients, field by field."""

from __future__ import annotations

import re

from voedselbrigade.domain import fields
from voedselbrigade.domain.cells import choices, days, food, hours, phones
from voedselbrigade.domain.cells.choices import Standing
from voedselbrigade.domain.cells.dates import parse_date
from voedselbrigade.domain.cells.text import folded, parse_whole, parse_yes_no, says_nothing
from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.people import (
    Contact,
    Name,
    RecipientState,
)
from voedselbrigade.domain.rhythm import Rhythm, Weeks
from voedselbrigade.domain.row_persons import (
    read_home,
    read_name,
    read_phone,
    read_reference,
    read_skills,
)
from voedselbrigade.domain.row_reading import RowReader, Weight
from voedselbrigade.domain.row_week import EVERY_DAY, day_count, read_from_until
from voedselbrigade.errors import Fact


def read_recipient(row: RowReader) -> None:
    if _is_nobody(row):
        row.wrong_row(Fact.of("row.nobody"))
        return
    row.take_own_number()
    read_name(row)
    read_home(row, "address", required=True)
    read_phone(row)
    _read_contacts(row)
    state = _read_state(row)
    _read_rhythm(row, state)
    _read_food(row)
    _read_windows(row)
    _read_visit(row)
    row.take_text("remarks", "remarks")


def _is_nobody(row: RowReader) -> bool:
    """A total, a remark under the list: no name and no address."""
    name = any(row.said(code) for code in ("name", "surname", "first", "initials"))
    place = any(row.said(code) for code in ("postcode", "postcode_town", "house_number"))
    if name and re.match(r"(?:sub)?tota[a]?l\b|aantal\b", folded(row.text("name"))):
        return not place
    return not name and not place and not row.said("street")


def _read_contacts(row: RowReader) -> None:
    contacts: list[Contact] = []
    if row.said("contact_phone"):
        contacts += _contact_from_columns(row)
    elif row.said("contact"):
        read = phones.parse_contacts(row.text("contact"))
        if isinstance(read, Fact):
            row.wrong("contact", read, Weight.CELL)
        else:
            contacts += read
    if row.extra_phones:
        name = row.values.get("name")
        own = name.plain if isinstance(name, Name) else ""
        contacts += [Contact(own, number, "tweede nummer") for number in row.extra_phones]
    if contacts:
        row.values["contacts"] = tuple(dict.fromkeys(contacts))


def _contact_from_columns(row: RowReader) -> list[Contact]:
    read = phones.parse_phones(row.text("contact_phone"))
    if isinstance(read, Fact):
        row.wrong("contact_phone", read, Weight.CELL)
        return []
    words = row.text("contact_name") or row.text("contact")
    relation = row.text("contact_relation")
    return [phones.contact_of(words or read.words, number, relation) for number in read.numbers]


def _read_state(row: RowReader) -> RecipientState | None:
    standing = row.take("state", "state", lambda text: choices.parse_standing(text, row.today))
    row.values.pop("state", None)
    resumes = row.take("resumes_on", "resumes", lambda text: parse_date(text, row.today))
    row.values.pop("resumes_on", None)
    if standing is None and resumes is not None:
        paused = resumes > row.today
        standing = Standing(RecipientState.PAUSED if paused else RecipientState.ACTIVE, resumes)
    elif standing is not None and resumes is not None:
        if standing.state is RecipientState.PAUSED:
            standing = Standing(standing.state, resumes)
        elif standing.state is RecipientState.ACTIVE and resumes > row.today:
            fact = Fact.of("row.active_but_back_later", day=resumes.isoformat())
            row.wrong("resumes", fact, Weight.LOOK)
    if standing is None:
        return None
    row.values["state"] = standing.state
    paused = standing.state is RecipientState.PAUSED
    row.values["resumes_on"] = standing.resumes_on if paused else None
    return standing.state


def _read_rhythm(row: RowReader, state: RecipientState | None) -> None:
    portions = _portions(row)
    if not row.has("days", *fields.WEEKDAY_FIELDS):
        row.for_new["rhythm"] = Rhythm(dict.fromkeys(EVERY_DAY, portions or 1))
        return
    counted, weeks = _counted_days(row)
    if counted is None:
        return
    if not counted:
        silent = state in {
            RecipientState.STOPPED,
            RecipientState.DECEASED,
            RecipientState.REQUESTED,
        }
        if silent or state is RecipientState.PAUSED:
            row.for_new["rhythm"] = Rhythm()
        else:
            code = "days" if row.has("days") else fields.WEEKDAY_FIELDS[0]
            row.wrong(_first_column(row, code), Fact.of("row.days_missing"))
        return
    filled = {day: count or portions or 1 for day, count in counted.items()}
    row.values["rhythm"] = Rhythm(filled, weeks or Weeks.EVERY)
    if portions and portions > 2 and portions == len(filled):
        fact = Fact.of("row.portions_per_week", value=row.text("portions"), n=portions)
        row.wrong("portions", fact, Weight.LOOK)


def _first_column(row: RowReader, code: str) -> str:
    if row.has(code):
        return code
    return next(day for day in fields.WEEKDAY_FIELDS if row.has(day))


def _portions(row: RowReader) -> int | None:
    if not row.said("portions"):
        return None
    read = parse_whole(row.text("portions"), "portions", 1, days.MOST_PORTIONS)
    if isinstance(read, Fact):
        row.wrong("portions", read)
        return None
    return read


def _counted_days(row: RowReader) -> tuple[dict[int, int | None] | None, Weeks | None]:
    """Count per day (None: not said) from the days cell and the day columns; None when wrong."""
    counted: dict[int, int | None] = {}
    weeks: Weeks | None = None
    good = True
    if row.said("days") and not says_nothing(row.text("days")):
        read = days.parse_days(row.text("days").replace("\n", " "))
        if isinstance(read, Fact):
            row.wrong("days", read)
            good = False
        else:
            counted.update(read.portions)
            weeks = read.weeks
    for weekday, code in enumerate(fields.WEEKDAY_FIELDS):
        if row.said(code):
            count = day_count(row.text(code))
            if isinstance(count, Fact):
                row.wrong(code, count)
                good = False
            elif count != 0:
                counted[weekday] = count
    if row.said("weeks"):
        said = days.parse_weeks(row.text("weeks"))
        if isinstance(said, Fact):
            row.wrong("weeks", said)
            good = False
        else:
            weeks = said
    return (counted if good else None), weeks


def _read_food(row: RowReader) -> None:
    row.take("diets", "diet", food.parse_diets)
    if row.said("allergens"):
        read = food.parse_allergens(row.text("allergens"))
        if isinstance(read, Fact):
            row.wrong("allergens", read)
        elif read is not None:
            row.values["allergens"] = read
            row.values["asked_allergens"] = True
    kinds = row.take("meal_kind", "meal_kind", food.parse_meal_kinds)
    if kinds is not None:
        row.values.pop("meal_kind")
        if len(kinds) == 1:
            row.values["meal_kind"] = next(iter(kinds))
        else:
            values = tuple(sorted(kind.value for kind in kinds))
            row.wrong("meal_kind", Fact.of("row.one_meal_kind", choices=values))


def _read_windows(row: RowReader) -> None:
    """When somebody must come, and when it is preferred (in a column of its own, or as `liefst …`
    behind the time)."""
    row.take("windows", "window", lambda text: hours.parse_windows(_must_of(text)), empty=tuple)
    if not row.said("window") and row.has("window_from", "window_until"):
        window = read_from_until(row)
        if not isinstance(window, Fact):
            row.values["windows"] = () if window is None else (window,)
    _read_wanted(row)


def _must_of(text: str) -> str:
    return hours.must_and_rather(text)[0]


def _read_wanted(row: RowReader) -> None:
    code, text = "wanted", row.text("wanted")
    if not text:
        row.take("wanted_window", code, hours.parse_wanted, empty=lambda: None)
        code, text = "window", hours.must_and_rather(row.text("window"))[1]
    read = hours.parse_wanted(text) if text else None
    if isinstance(read, TimeWindow) and not _may_be(read, row.values.get("windows", ())):
        read = Fact.of("row.wanted_outside", from_s=read.start_s, until_s=read.end_s)
    if isinstance(read, Fact):
        row.wrong(code, read, Weight.CELL)
    elif text:
        row.values["wanted_window"] = read


def _may_be(wanted: TimeWindow, windows: tuple[TimeWindow, ...]) -> bool:
    """Is any part of what is preferred within the times at which it must be?"""
    held = (w.start_s <= wanted.end_s and wanted.start_s <= w.end_s for w in windows)
    return not windows or any(held)


def _read_visit(row: RowReader) -> None:
    minutes = row.take(
        "at_door_s", "at_door_minutes", lambda t: parse_whole(t, "at_door_minutes", 1, 60)
    )
    if minutes is not None:
        row.values["at_door_s"] = minutes * 60
    elif row.has("at_door_minutes") and not row.said("at_door_minutes"):
        row.values["at_door_s"] = None
    row.take("dwelling", "dwelling", choices.parse_dwelling, weight=Weight.CELL)
    row.take("frail", "frail", lambda text: parse_yes_no(text, "frail"), empty=lambda: False)
    if row.values.get("frail", False) is None:
        row.values["frail"] = True  # not known: rather a minute too many
    row.take_text("door_note", "door_note")
    read_skills(row, "needs", clears=False)
    row.take("priority", "priority", choices.parse_priority)
    for code, clears in (("preferred", True), ("excluded", False), ("hub", True)):
        read_reference(row, code, clears=clears)
