"""A list of households: who gets a parcel where, how often, and what their food must be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from voedselbrigade.domain.cells.choices import parse_volunteer_standing
from voedselbrigade.domain.cells.dates import parse_date
from voedselbrigade.domain.cells.days import Days, parse_days, parse_weeks
from voedselbrigade.domain.cells.food import parse_allergens, parse_diets
from voedselbrigade.domain.cells.hours import parse_windows
from voedselbrigade.domain.cells.phones import parse_phones
from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.people import VolunteerState
from voedselbrigade.domain.rhythm import Rhythm, Weeks
from voedselbrigade.domain.rows import Weight
from voedselbrigade.errors import Fact
from voedselbrigade.stock.list_lines import Chosen, Line, Lines, read_lines, whole
from voedselbrigade.stock.parcels import AgeBand, HouseholdState

HEADERS = {
    "hub": "uitgiftepunt|locatie|punt|hub|outlet|afhaalpunt|uitdeelpunt|bij|afhalen bij|location",
    "number": "nummer|nr|klantnummer|klantnr|pakketnummer|kaartnummer|kaart|id|number|clientnummer"
    "|gezinsnummer|huishoudnummer|client nr|klant nr|pasnummer",
    "name": "naam|achternaam|familie|gezin|huishouden|name|klant|client|familienaam|household",
    "people": "personen|aantal personen|gezinsgrootte|aantal mensen|people|size|grootte|mensen"
    "|aantal gezinsleden|gezinsleden|gezinsomvang|monden|aantal monden|household size",
    "baby": "baby|baby s|babys|babies|0 2 jaar|aantal baby s|aantal babys|0 1 jaar",
    "child": "kinderen|kind|aantal kinderen|children|3 12 jaar|2 12 jaar|kinderen tot 12",
    "teenager": "tieners|tiener|jongeren|pubers|teenagers|12 17 jaar|13 17 jaar|12 18 jaar",
    "adult": "volwassenen|volwassene|volw|aantal volwassenen|adults|18 64 jaar|18 plus|18",
    "senior": "ouderen|oudere|senioren|seniors|65 plus|65|aow",
    "diets": "dieet|dieten|dieetwensen|eetwensen|diet|diets|voeding|soort eten|eten",
    "allergens": "allergie|allergieen|allergenen|allergies|allergens|allergisch voor|allergy",
    "slot": "tijdslot|tijd|tijdvak|tijdstip|slot|afhaaltijd|time|tijden|thuis tussen|hoe laat",
    "days": "dag|dagen|afhaaldag|afhaaldagen|weekdag|day|days|ophaaldag|uitgiftedag"
    "|dag van afhalen",
    "weeks": "weken|even oneven|weeks|ritme|om de week|even of oneven",
    "count": "aantal pakketten|pakketten|parcels|count|aantal",
    "state": "status|stand|state|actief",
    "resumes": "weer vanaf|pauze tot|hervat|hervat op|resumes|terug op",
    "reintake": "herintake|her intake|herkeuring|volgende intake|reintake|herbeoordeling|hertoets"
    "|hertoets op|geldig tot|opnieuw bekijken",
    "recipient": "wie brengt het|wie brengt|brengen met|wordt gebracht met|gaat mee met"
    "|rijdt mee met|brought with|recipient",
    "phone": "telefoon|tel|telefoonnummer|mobiel|phone|mobile|06|tel nr|telnr|06 nummer",
}
_BANDS = {
    "baby": AgeBand.BABY,
    "child": AgeBand.CHILD,
    "teenager": AgeBand.TEENAGER,
    "adult": AgeBand.ADULT,
    "senior": AgeBand.SENIOR,
}
NEEDED = (("name", "number", "people", "adult", "count"), ("people", *_BANDS))
MOST_PEOPLE = 30
MOST_PARCELS = 2000


@dataclass(frozen=True, slots=True)
class HouseholdList:
    """Rows with what each says of a household, by field name; `hub` is still text."""

    lines: Lines

    @property
    def rows(self) -> tuple[Line, ...]:
        return self.lines.lines


def read_households(
    sheet: Sequence[Sequence[str]], today: date, chosen: Chosen | None = None
) -> HouseholdList | None:
    """The households of a sheet; None when it has no column for people, or for a name or number."""
    lines = read_lines(sheet, HEADERS, NEEDED, chosen)
    if lines is None:
        return None
    for line in lines.lines:
        _read(line, today)
    return HouseholdList(lines)


def label(line: Line) -> str:
    return " ".join(part for part in (line.text("number"), line.text("name")) if part)


def _read(line: Line, today: date) -> None:
    line.take_text("name", "name")
    if "number" in line.columns:
        line.values["number"] = line.text("number").removesuffix(".0")
    _read_people(line)
    line.take("diets", "diets", parse_diets)
    line.take("allergens", "allergens", parse_allergens)
    line.take("slot", "slot", _one_window, Weight.CELL)
    _read_rhythm(line)
    line.take("count", "count", whole(1, MOST_PARCELS))
    _read_state(line, today)
    line.take("reintake_on", "reintake", lambda text: parse_date(text, today), Weight.CELL)
    _read_phone(line)


def _read_people(line: Line) -> None:
    """By age band; a bare number of people is adults, but for the children that are named."""
    people: dict[AgeBand, int] = {}
    for code, band in _BANDS.items():
        number = line.take(code, code, whole(0, MOST_PEOPLE))
        if line.values.pop(code, None):
            people[band] = int(number or 0)
    total = line.take("people", "people", whole(1, MOST_PEOPLE))
    line.values.pop("people", None)
    if total is not None and sum(people.values()) > total:
        line.wrong("people", Fact.of("stock.row_people", total=total, n=sum(people.values())))
        return
    if total is not None and total > sum(people.values()):
        adults = people.get(AgeBand.ADULT, 0) + total - sum(people.values())
        people[AgeBand.ADULT] = adults
    if people:
        line.values["people"] = people


def _read_rhythm(line: Line) -> None:
    said: dict[str, Any] = {}
    days = line.take("days", "days", parse_days)
    weeks = line.take("weeks", "weeks", parse_weeks)
    line.values.pop("days", None)
    line.values.pop("weeks", None)
    if isinstance(days, Days):
        said["portions"] = {day: n or 1 for day, n in days.portions.items()}
        chosen = weeks or days.weeks or Weeks.EVERY
        line.values["rhythm"] = Rhythm(said["portions"], chosen)


def _read_state(line: Line, today: date) -> None:
    read = line.take("state", "state", lambda text: parse_volunteer_standing(text, today))
    back = line.take("resumes", "resumes", lambda text: parse_date(text, today))
    line.values.pop("state", None)
    line.values.pop("resumes", None)
    if read is None and back is not None and back > today:
        read = (VolunteerState.PAUSED, back)
    if read is not None:
        state, until = read
        paused = state is VolunteerState.PAUSED
        line.values["state"] = HouseholdState(state.value)
        line.values["resumes_on"] = (back or until) if paused else None


def _read_phone(line: Line) -> None:
    read = line.take("phone", "phone", parse_phones, Weight.CELL)
    line.values.pop("phone", None)
    if read is not None and read.numbers:
        line.values["phone"] = read.numbers[0]


def _one_window(text: str) -> TimeWindow | Fact | None:
    read = parse_windows(text)
    if isinstance(read, Fact):
        return read
    return read[0] if read else None
