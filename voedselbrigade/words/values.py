"""A value of somebody's record as people read it: an address, a rhythm, a list of allergens."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.comparing import Clash
from voedselbrigade.domain.food import Allergen, AllergenState
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.people import Contact, Name, Priority
from voedselbrigade.domain.places import HUB_FIELDS, Address, Located
from voedselbrigade.domain.rhythm import Frequency, Rhythm, Weeks
from voedselbrigade.words import Speaker
from voedselbrigade.words.formats import clock

type NameOf = Callable[[int], str]

# Which kind of word a code in this field is.
_TERM_OF_FIELD = {
    "transport": "transport",
    "diets": "diet",
    "makes": "diet",
    "meal_kind": "meal_kind",
    "meal_kinds": "meal_kind",
    "suits": "diet",
    "storage": "storage",
    "dwelling": "dwelling",
    "starts": "base",
    "ends": "base",
    "kind": "hub_kind",
}
_STATE_OF = {
    PersonKind.VOLUNTEER: "volunteer_state",
    PersonKind.HOUSEHOLD: "household_state",
}
# Fields of an item whose column has another name.
_COLUMN_OF_FIELD = {"allergens": "contains"}
_SECONDS = frozenset({"at_door_s", "loading_s"})
_PEOPLE = frozenset({"preferred", "excluded", "recipient", *HUB_FIELDS})


def field_name(t: Speaker, field: str) -> str:
    """The word for a field of a person or a place: `door_note` → notitie bij de deur."""
    return t.term("field", field)


def value_text(
    t: Speaker, field: str, value: Any, *, state: str = "recipient_state", name_of: NameOf = str
) -> str:
    """One value in words; `leeg` for nothing. `name_of` gives the name behind an id."""
    if value is None or value == "" or (isinstance(value, (tuple, frozenset)) and not value):
        return t("leeg")
    if isinstance(value, bool):
        return t("ja") if value else t("nee")
    if field in _PEOPLE:
        return _people(t, value, name_of)
    if field in _SECONDS:
        return t("{time:minutes} min", time=value)
    return _composed(t, field, value, state)


def parcel_text(t: Speaker, crates: int) -> str:
    """The parcels that go to a door, by the room that they take; nothing when there are none."""
    return t.many("pakket van {n} krat", "pakket van {n} kratten", crates) if crates else ""


def amount_text(t: Speaker, meals: int, crates: int = 0) -> str:
    """What goes to a door: meals, parcels, or both."""
    parcel = parcel_text(t, crates)
    if not meals and parcel:
        return parcel
    meal = t.many("{n} maaltijd", "{n} maaltijden", meals)
    return ", ".join(filter(None, (meal, parcel)))


def clash_lines(t: Speaker, clash: Clash, **how: Any) -> tuple[str, str]:
    """What we have and since when, and what the file says; `how` as for `value_text`."""
    ours = value_text(t, clash.field, clash.office, **how)
    theirs = value_text(t, clash.field, clash.file, **how)
    since, by = clash.since.at.date(), clash.since.by
    office = t("Bij ons {value}, sinds {since:date}, door {by}", value=ours, since=since, by=by)
    return office, t("Bestand {value}, geen datum", value=theirs)


def kept_line(
    t: Speaker, kind: PersonKind, label: str, changed: tuple[str, object], by: str
) -> str:
    """That a field keeps what somebody wrote after the list that is taken back: (field, value)."""
    field, value = changed
    if kind is PersonKind.ITEM:
        word = t.term("stock_column", _COLUMN_OF_FIELD.get(field, field))
    else:
        word = field_name(t, field)
    return t(
        "{who}: {field} blijft {value}, want {by} veranderde dat later.",
        who=label,
        field=word,
        value=value_text(t, field, value, state=_STATE_OF.get(kind, "recipient_state")),
        by=by,
    )


def _people(t: Speaker, value: Any, name_of: NameOf) -> str:
    idents = value if isinstance(value, (tuple, frozenset)) else (value,)
    return t("{names:list}", names=sorted(name_of(ident) for ident in idents))


def _composed(t: Speaker, field: str, value: Any, state: str) -> str:
    if isinstance(value, StrEnum):
        return t.term(state if field == "state" else _TERM_OF_FIELD[field], value)
    if isinstance(value, (tuple, frozenset)):
        return _listed(t, field, value)
    for kind, write in _WRITERS:
        if isinstance(value, kind):
            return write(t, value)
    return str(value)


def _name(t: Speaker, name: Name) -> str:
    return " ".join(part for part in (t.term("salutation", name.salutation), name.plain) if part)


def _address(_: Speaker, address: Address) -> str:
    return f"{address.line}, {address.shown_postcode} {address.town}"


def _frequency(t: Speaker, often: Frequency) -> str:
    return t.many("{times}× per week", "{times}× per {n} weken", often.weeks, times=often.times)


def _listed(t: Speaker, field: str, value: tuple[Any, ...] | frozenset[Any]) -> str:
    if field == "ready_s":
        return t("{times:list}", times=[clock(moment) for moment in value])
    if field in _TERM_OF_FIELD:
        words = [t.term(_TERM_OF_FIELD[field], code) for code in value]
        return t("{names:list}", names=sorted(words))
    words = [_part(part) for part in value]
    return t("{names:list}", names=words if isinstance(value, tuple) else sorted(words))


def _part(part: Any) -> str:
    if isinstance(part, TimeWindow):
        return _window(part)
    if isinstance(part, Contact):
        return " ".join(p for p in (part.name, part.phone, part.relation) if p)
    return str(part)


def _window(window: TimeWindow) -> str:
    return f"{clock(window.start_s)} – {clock(window.end_s)}"


def _rhythm(t: Speaker, rhythm: Rhythm) -> str:
    days = [
        f"{t.term('weekday', str(day))[:2]} {portions}"
        for day, portions in sorted(rhythm.portions.items())
        if portions
    ]
    if not days:
        return t("geen vaste dagen")
    if rhythm.weeks is Weeks.EVERY:
        return ", ".join(days)
    if rhythm.weeks is Weeks.EVEN:
        return t("{days}, even weken", days=", ".join(days))
    return t("{days}, oneven weken", days=", ".join(days))


def _mapping(t: Speaker, value: Mapping[Any, Any]) -> str:
    """Allergens with their state, people per age, or windows per weekday."""
    if not value:
        return t("leeg")
    words = []
    for key, part in value.items():
        if isinstance(part, int):
            words.append(f"{part} × {t.term('age_band', str(key))}")
        elif isinstance(key, Allergen):
            word = t.term("allergen", key)
            sure = part is AllergenState.YES
            words.append(word if sure else f"{word}: {t.term('allergen_state', part)}")
        else:
            windows = ", ".join(_window(w) for w in part)
            words.append(f"{t.term('weekday', str(key))[:2]} {windows}")
    return "; ".join(words)


# The first kind that fits writes the value.
_WRITERS: tuple[tuple[type, Callable[[Speaker, Any], str]], ...] = (
    (Name, _name),
    (Address, _address),
    (Rhythm, _rhythm),
    (Frequency, _frequency),
    (Located, lambda t, found: t.term("confidence", found.confidence)),
    (Priority, lambda t, priority: t.term("priority", str(int(priority)))),
    (TimeWindow, lambda _, window: _window(window)),
    (date, lambda t, day: t("{day:date}", day=day)),
    (Mapping, _mapping),
)
