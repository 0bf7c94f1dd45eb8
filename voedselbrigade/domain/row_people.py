"""Rows of recipients and volunteers, field by field."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from voedselbrigade.domain import fields
from voedselbrigade.domain.cells import addresses, choices, days, food, hours, names, phones
from voedselbrigade.domain.cells.choices import Standing
from voedselbrigade.domain.cells.dates import parse_date
from voedselbrigade.domain.cells.text import folded, parse_whole, parse_yes_no, says_nothing
from voedselbrigade.domain.clock import DAY_S, TimeWindow
from voedselbrigade.domain.people import (
    Base,
    Contact,
    Name,
    RecipientState,
    Salutation,
    VolunteerState,
)
from voedselbrigade.domain.places import Address
from voedselbrigade.domain.rhythm import Rhythm, Weeks
from voedselbrigade.domain.row_reading import RowReader, Weight
from voedselbrigade.errors import Fact

EVERY_DAY = tuple(range(7))
_ADDRESS_CODES = (
    *("street", "house_number", "house_letter", "house_suffix"),
    *("postcode", "town", "postcode_town"),
)


def read_recipient(row: RowReader) -> None:
    if _is_nobody(row):
        row.wrong_row(Fact.of("row.nobody"))
        return
    row.take_text("number", "number")
    _read_name(row)
    read_home(row, "address", required=True)
    _read_phone(row)
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


def _read_name(row: RowReader) -> None:
    whole = row.text("name")
    surname = row.text("surname")
    if not whole and not surname and not (row.has("first") and row.said("first")):
        code = "surname" if row.has("surname") else "name"
        row.wrong(code, Fact.of("row.name_missing"))
        return
    if surname:
        prefix, core = names.split_surname(surname)
        read: Name | Fact = names.parse_name(surname) if not core else Name(core, prefix=prefix)
    else:
        read = names.parse_name(whole or row.text("first"))
    if isinstance(read, Fact):
        row.wrong("surname" if surname else "name", read)
        return
    row.values["name"] = _with_own_name_cells(row, read)


def _with_own_name_cells(row: RowReader, name: Name) -> Name:
    """Initials, prefix, first name and salutation from columns of their own."""
    if row.said("initials"):
        name = replace(name, initials=names.parse_initials(row.text("initials")))
    if row.said("first") and row.said("name" if row.said("name") else "surname"):
        name = replace(name, first=names.cased(row.text("first")))
    if row.said("prefix") and not says_nothing(row.text("prefix")):
        name = replace(name, prefix=names.tidy_prefix(row.text("prefix")))
    if row.said("salutation"):
        read = names.parse_salutation(row.text("salutation"))
        if isinstance(read, Fact):
            row.wrong("salutation", read, Weight.CELL)
        elif read is not Salutation.NONE:
            name = replace(name, salutation=read)
    return name


def read_home(row: RowReader, attribute: str, *, required: bool) -> None:
    """The address into `attribute`. Not required: an empty one says nothing."""
    if not row.has("street"):
        return
    cells = addresses.AddressCells(**{code: row.text(code) for code in _ADDRESS_CODES})
    if cells.empty and not required:
        return
    read = addresses.read_address(cells)
    if isinstance(read, Address):
        row.values[attribute] = read
        return
    for code, fact in read.items():
        at = code
        if not row.has(at):
            at = "postcode_town" if code == "postcode" and row.has("postcode_town") else "street"
        row.wrong(at, fact)


def _read_phone(row: RowReader) -> None:
    """One number is the phone; a second one is kept as a way to reach the same person."""
    if not row.has("phone", "mobile"):
        return
    numbers: list[str] = []
    for code in ("phone", "mobile"):
        if not row.said(code):
            continue
        read = phones.parse_phones(row.text(code))
        if isinstance(read, Fact):
            row.wrong(code, read, Weight.CELL)
            continue
        numbers += read.numbers
        if read.words:
            row.wrong(code, Fact.of("row.phone_words", value=read.words), Weight.LOOK)
        if read.unsure:
            row.wrong(code, Fact.of("row.phone_unsure", value=row.text(code)), Weight.LOOK)
    unique = tuple(dict.fromkeys(numbers))
    row.values["phone"] = unique[0] if unique else ""
    if len(unique) > 1:
        row.extra_phones = unique[1:]
    elif not unique and any(p.weight is Weight.CELL for p in row.problems):
        del row.values["phone"]  # an unreadable number must not clear the one we have


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
            count = _day_count(row.text(code))
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


def _day_count(text: str) -> int | Fact | None:
    """A cell under `ma`: x or ja → not counted (None), 2 → 2, nee or empty → 0."""
    plain = folded(text).strip(" .")
    if plain in {"x", "ja", "j", "v", "✓", "✔", "√", "yes", "y", "warm", "waar", "true"}:
        return None
    if plain in {"", "-", "0", "nee", "n", "no", "geen", "onwaar", "false"}:
        return 0
    number = parse_whole(text, "portions", 0, days.MOST_PORTIONS)
    return Fact.of("row.day_count", value=text) if isinstance(number, Fact) else number


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
    row.take("windows", "window", hours.parse_windows, empty=tuple)
    if row.said("window") or not row.has("window_from", "window_until"):
        return
    window = read_from_until(row)
    if not isinstance(window, Fact):
        row.values["windows"] = () if window is None else (window,)


def read_from_until(row: RowReader) -> TimeWindow | Fact | None:
    """The columns `van` and `tot` as one window; None when both are empty."""
    ends: list[int | None] = []
    for code in ("window_from", "window_until"):
        text = row.text(code)
        moment_s = None if says_nothing(text) else hours.parse_time(text)
        if moment_s is None and not says_nothing(text):
            fact = Fact.of("row.time", value=text)
            row.wrong(code, fact)
            return fact
        ends.append(moment_s)
    start_s, end_s = ends
    if start_s is None and end_s is None:
        return None
    if (start_s or 0) >= (DAY_S if end_s is None else end_s):
        value = f"{row.text('window_from')} - {row.text('window_until')}"
        fact = Fact.of("row.window_backwards", value=value)
        row.wrong("window_until", fact, value=value)
        return fact
    return TimeWindow(start_s or 0, DAY_S if end_s is None else end_s)


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


def read_skills(row: RowReader, code: str, *, clears: bool) -> None:
    if not row.has(code) or not (clears or row.said(code)):
        return
    read = choices.parse_skills(row.text(code))
    row.values[code] = read.words
    if read.others:
        fact = Fact.of(f"row.unknown_{code}", words=read.others, n=len(read.others))
        row.wrong(code, fact, Weight.LOOK)


def read_reference(row: RowReader, code: str, *, clears: bool) -> None:
    """Whom or what the cell names, to be looked up by whoever knows the others."""
    if not row.has(code):
        return
    text = row.text(code)
    named = parse_hub_reference(text) if code == "hub" else choices.parse_references(text)
    if named or clears:
        row.references[code] = named


def parse_hub_reference(text: str) -> tuple[str, ...]:
    return () if says_nothing(text) else (text.strip(),)


# --- volunteers ---------------------------------------------------------------------------------


def read_volunteer(row: RowReader) -> None:
    named = any(row.said(code) for code in ("name", "surname", "first"))
    if not named and not row.said("transport") and not row.said("phone"):
        row.wrong_row(Fact.of("row.nobody"))
        return
    row.take_text("number", "number")
    _read_name(row)
    if row.said("transport"):
        row.take("transport", "transport", choices.parse_transport)
    else:
        row.wrong("transport", Fact.of("row.transport_missing"))
    _read_phone(row)
    read_home(row, "home", required=False)
    read_week(row, "available", "availability")
    _read_limits(row)
    _read_round(row)
    _read_volunteer_state(row)
    _keep_second_phone(row)


def read_week(row: RowReader, attribute: str, code: str) -> None:
    """Hours per weekday, from one cell, from days and hours apart, or from a column per day."""
    by_day = tuple(day for day in fields.WEEKDAY_FIELDS if row.has(day))
    if not row.has(code, "days") and not by_day:
        row.for_new[attribute] = dict.fromkeys(EVERY_DAY, days.office_hours())
        return
    found: dict[int, tuple[TimeWindow, ...]] = {}
    usual = _usual_hours(row)
    if usual is None:
        return
    texts = [(c, row.text(c)) for c in (code, "days") if row.said(c)]
    good = True
    for column, text in texts:
        read = days.parse_hours_by_day(text)
        if isinstance(read, Fact):
            row.wrong(column, read)
            good = False
        else:
            found.update(_with_usual(read, usual))
    for column in by_day:
        said = _day_hours(row.text(column), usual)
        if isinstance(said, Fact):
            row.wrong(column, said)
            good = False
        elif said:
            found[fields.WEEKDAY_FIELDS.index(column)] = said
    if good:
        row.values[attribute] = found


def _usual_hours(row: RowReader) -> tuple[TimeWindow, ...] | None:
    """What the hours column says for every day that is named; None when it is wrong."""
    if row.said("window"):
        read = hours.parse_windows(row.text("window"))
        if isinstance(read, Fact):
            row.wrong("window", read)
            return None
        return read or days.office_hours()
    window = read_from_until(row)
    if isinstance(window, Fact):
        return None
    return (window,) if window else days.office_hours()


def _with_usual(
    read: Mapping[int, tuple[TimeWindow, ...]], usual: tuple[TimeWindow, ...]
) -> dict[int, tuple[TimeWindow, ...]]:
    office = days.office_hours()
    return {day: usual if windows == office else windows for day, windows in read.items()}


def _day_hours(text: str, usual: tuple[TimeWindow, ...]) -> tuple[TimeWindow, ...] | Fact:
    count = _day_count(text)
    if count == 0 or folded(text) in {"gesloten", "dicht", "closed"}:
        return ()
    if count is None:
        return usual
    if not isinstance(count, Fact) and count == 1:
        return usual
    read = hours.parse_windows(text)
    return read if isinstance(read, Fact) else read or usual


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


def read_limit(row: RowReader, code: str, least: int, most: int) -> None:
    """A number, or None where the cell is empty: then the office's own rule holds."""
    if not row.has(code):
        return
    text = row.text(code)
    if says_nothing(text):
        row.values[code] = None
        return
    read = parse_whole(text, code, least, most)
    if isinstance(read, Fact):
        row.wrong(code, read)
    else:
        row.values[code] = read


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
