"""Somebody's record as the texts of a form, and back.

A form is read by the same rules as a row of a list, so that people may type what they write in
their lists ("ma wo vr", "na 12 uur") and get the same messages. What is written here is read back
to the same value: a form that is saved untouched changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.columns import ColumnMapping
from voedselbrigade.domain.food import AllergenState, Diet
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.people import Contact, Recipient, Volunteer
from voedselbrigade.domain.places import HUB_FIELDS, Address, Hub
from voedselbrigade.domain.rhythm import Frequency, Rhythm, Weeks
from voedselbrigade.domain.rows import Draft, RowProblem, parse_row
from voedselbrigade.domain.tables import ListKind, TableRow
from voedselbrigade.words import Speaker, speaker
from voedselbrigade.words.formats import clock
from voedselbrigade.words.names import addressed

type Names = Mapping[tuple[PersonKind, int], str]
type Texts = Mapping[str, str]

FORMS: Mapping[ListKind, tuple[str, ...]] = {
    ListKind.RECIPIENTS: (
        *("name", "phone", "street", "house_number", "postcode", "town"),
        *("days", "diet", "allergens", "meal_kind", "window", "wanted", "hub"),
        *("dwelling", "frail", "at_door_minutes", "door_note", "needs", "priority"),
        *("contact", "preferred", "excluded", "number", "remarks"),
    ),
    ListKind.VOLUNTEERS: (
        *("name", "phone", "transport", "availability", "frequency", "hub"),
        *("starts", "ends", "street", "house_number", "postcode", "town"),
        *("most_meals", "most_crates", "most_minutes", "most_stops", "most_km"),
        *("skills", "large_type", "number", "remarks"),
    ),
    ListKind.HUBS: (
        *("name", "kind", "phone", "street", "house_number", "postcode", "town"),
        *("opening", "ready", "loading_minutes", "supplies_meals", "makes", "leaves_out"),
        *("meal_kinds", "most_meals", "supplied_by", "active", "number"),
    ),
}

# An empty cell of a list says nothing about these; an empty field of a form takes them away.
_TAKEN_AWAY: Mapping[str, Mapping[str, Any]] = {
    "contact": {"contacts": ()},
    "diet": {"diets": frozenset()},
    "allergens": {"allergens": {}, "asked_allergens": False},
    "needs": {"needs": frozenset()},
    "skills": {"skills": frozenset()},
    "preferred": {},
    "excluded": {},
    "hub": {},
    "supplied_by": {},
    "frequency": {"frequency": None},
    "phone": {"phone": ""},
    "leaves_out": {"leaves_out": {}},
}
_REFERENCES = frozenset({"preferred", "excluded", *HUB_FIELDS})


@dataclass(frozen=True, slots=True)
class ReadForm:
    """What was typed: a draft (None when something is wrong that must be mended), the mapping it
    was read with, and the problems, each with the field code as its column."""

    draft: Draft | None
    mapping: ColumnMapping
    problems: tuple[RowProblem, ...]


def read_form(kind: ListKind, texts: Texts, today: date) -> ReadForm:
    """Read a form (`texts` by field code, see `FORMS`) by the rules of a list.

    What an empty cell of a list leaves alone, an empty field of a form takes away.
    """
    codes = tuple(texts)
    mapping = ColumnMapping(kind, codes, codes)
    row = TableRow(1, tuple(" ".join(texts[code].split()) for code in codes))
    parsed = parse_row(row, mapping, today)
    empty = {code for code, text in texts.items() if not text.strip() and code in _TAKEN_AWAY}
    draft = _taken_away(parsed.draft, empty) if parsed.draft else None
    return ReadForm(draft, mapping, parsed.problems)


def _taken_away(draft: Draft, empty: Iterable[str]) -> Draft:
    values, references = dict(draft.values), dict(draft.references)
    for code in empty:
        if code in _REFERENCES:
            references[code] = ()
        else:
            values |= _TAKEN_AWAY[code]
    return replace(draft, values=values, references=references)


def write_form(someone: Recipient | Volunteer | Hub, names: Names) -> dict[str, str]:
    """The texts of a form for this record; `names` says what volunteers and hubs are called."""
    t = speaker("nl")
    if isinstance(someone, Recipient):
        return _recipient(t, someone, names)
    if isinstance(someone, Volunteer):
        return _volunteer(t, someone, names)
    return _hub(t, someone, names)


def _recipient(t: Speaker, one: Recipient, names: Names) -> dict[str, str]:
    return {
        "name": addressed(one.name, t),
        "phone": one.phone,
        **_address(one.address),
        "days": _rhythm(t, one.rhythm),
        "diet": _terms(t, "diet", one.diets - {Diet.REGULAR}),
        "allergens": _allergens(t, one.allergens) or ("geen" if one.asked_allergens else ""),
        "meal_kind": t.term("meal_kind", one.meal_kind),
        "window": _windows(one.windows),
        "wanted": _windows((one.wanted_window,) if one.wanted_window else ()),
        "hub": names[PersonKind.HUB, one.hub] if one.hub is not None else "",
        "dwelling": t.term("dwelling", one.dwelling),
        "frail": "ja" if one.frail else "nee",
        "at_door_minutes": _minutes(one.at_door_s),
        "door_note": one.door_note,
        "needs": ", ".join(sorted(one.needs)),
        "priority": t.term("priority", str(int(one.priority))),
        "contact": "; ".join(map(_contact, one.contacts)),
        "preferred": _people(names, one.preferred),
        "excluded": _people(names, one.excluded),
        "number": one.number,
        "remarks": one.remarks,
    }


def _volunteer(t: Speaker, one: Volunteer, names: Names) -> dict[str, str]:
    home = _address(one.home) if one.home else dict.fromkeys(_ADDRESS, "")
    return {
        "name": addressed(one.name, t),
        "phone": one.phone,
        "transport": t.term("transport", one.transport),
        "availability": _week(t, one.available),
        "frequency": _frequency(one.frequency),
        "hub": names[PersonKind.HUB, one.hub] if one.hub is not None else "",
        "starts": t.term("base", one.starts),
        "ends": t.term("base", one.ends),
        **home,
        **{
            code: _number(getattr(one, code))
            for code in ("most_meals", "most_crates", "most_minutes", "most_stops", "most_km")
        },
        "skills": ", ".join(sorted(one.skills)),
        "large_type": "ja" if one.large_type else "nee",
        "number": one.number,
        "remarks": one.remarks,
    }


def _hub(t: Speaker, one: Hub, names: Names) -> dict[str, str]:
    supplier = one.supplied_by
    return {
        "name": one.name,
        "kind": t.term("hub_kind", one.kind),
        "phone": one.phone,
        **_address(one.address),
        "opening": _week(t, one.opening),
        "ready": ", ".join(map(clock, one.ready_s)),
        "loading_minutes": _minutes(one.loading_s),
        "supplies_meals": "ja" if one.supplies_meals else "nee",
        "makes": "alles" if one.makes == frozenset(Diet) else _terms(t, "diet", one.makes),
        "leaves_out": _allergens(t, one.leaves_out),
        "meal_kinds": _terms(t, "meal_kind", one.meal_kinds),
        "most_meals": _number(one.most_meals),
        "supplied_by": names.get((PersonKind.HUB, supplier), "") if supplier is not None else "",
        "active": "ja" if one.active else "nee",
        "number": one.number,
    }


_ADDRESS = ("street", "house_number", "postcode", "town")


def _address(address: Address) -> dict[str, str]:
    parts = (address.street, str(address.house), address.shown_postcode, address.town)
    return dict(zip(_ADDRESS, parts, strict=True))


def _people(names: Names, idents: Iterable[int]) -> str:
    return "; ".join(sorted(names[PersonKind.VOLUNTEER, ident] for ident in idents))


def _terms(t: Speaker, kind: str, codes: Iterable[str]) -> str:
    return ", ".join(sorted(t.term(kind, code) for code in codes))


def _allergens(t: Speaker, states: Mapping[Any, AllergenState]) -> str:
    return ", ".join(
        t.term("allergen", allergen)
        + ("" if state is AllergenState.YES else f": {t.term('allergen_state', state)}")
        for allergen, state in states.items()
    )


def _rhythm(t: Speaker, rhythm: Rhythm) -> str:
    days = " ".join(
        f"{t.term('weekday', str(day))[:2]} {count}"
        for day, count in sorted(rhythm.portions.items())
        if count
    )
    weeks = {Weeks.EVERY: "", Weeks.EVEN: " (even weken)", Weeks.ODD: " (oneven weken)"}
    return days + weeks[rhythm.weeks] if days else ""


def _windows(windows: Iterable[TimeWindow]) -> str:
    return ", ".join(f"{clock(one.start_s)}-{clock(one.end_s)}" for one in windows)


def _week(t: Speaker, hours: Mapping[int, tuple[TimeWindow, ...]]) -> str:
    return "; ".join(
        f"{t.term('weekday', str(day))[:2]} {_windows(windows)}"
        for day, windows in sorted(hours.items())
        if windows
    )


def _frequency(often: Frequency | None) -> str:
    return f"{often.times}x per {often.weeks} weken" if often else ""


def _contact(contact: Contact) -> str:
    return " ".join(part for part in (contact.relation, contact.name, contact.phone) if part)


def _minutes(seconds: int | None) -> str:
    return "" if seconds is None else str(seconds // 60)


def _number(value: int | None) -> str:
    return "" if value is None else str(value)
