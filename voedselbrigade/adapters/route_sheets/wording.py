"""What stands on a sheet in words: said once, for paper and page alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from voedselbrigade.domain.clock import OFFICE_ZONE, TimeWindow
from voedselbrigade.domain.food import MealKind
from voedselbrigade.domain.sheets import RouteSheet, SheetLine, SheetStop, SheetTrip
from voedselbrigade.words import Speaker, speaker
from voedselbrigade.words.formats import clock, listed, short_date

MOST_CHANGES_LISTED = 5
MOST_NOTE = 400  # characters: more would push the row off its page
_ROUND_S = 300


@dataclass(frozen=True, slots=True)
class Portion:
    """`2 × Z zoutarm`, and how many it was in the version before (None: the same)."""

    count: int
    letters: str
    words: str
    was: int | None = None


def speaker_of(sheet: RouteSheet) -> Speaker:
    """Sheets are written in the volunteer's language; what we do not speak becomes Dutch."""
    return speaker("en") if sheet.language == "en" else speaker("nl")


def date_line(sheet: RouteSheet, t: Speaker) -> str:
    return short_date(sheet.day, t.language)


def version_line(sheet: RouteSheet, t: Speaker) -> str:
    return t("CONCEPT") if sheet.draft else t("versie {n}", n=sheet.version)


def made_line(sheet: RouteSheet, t: Speaker) -> str:
    if sheet.made_at is None:
        return ""
    moment = sheet.made_at
    if moment.tzinfo:
        moment = moment.astimezone(OFFICE_ZONE)
    return t("gemaakt om {made_s:clock}", made_s=moment.hour * 3600 + moment.minute * 60)


def title(sheet: RouteSheet, t: Speaker) -> str:
    if sheet.supply:
        return t("Aanvoer {code}", code=sheet.route)
    return t("Route {code}", code=sheet.route)


def who_line(sheet: RouteSheet, t: Speaker) -> str:
    transport = t.term("transport", sheet.transport.value)
    return " · ".join(part for part in (sheet.volunteer, transport) if part)


def diet_words(line: SheetLine, t: Speaker) -> str:
    """`zoutarm, vegetarisch`; food that is not hot says so first: `koel: zoutarm`."""
    words = ", ".join(t.term("diet", diet.value) for diet in line.diets)
    if line.kind is MealKind.HOT:
        return words
    return f"{t.term('meal_kind', line.kind.value)}: {words}"


def portions(lines: Iterable[SheetLine], t: Speaker) -> list[Portion]:
    return [Portion(line.quantity, line.letters, diet_words(line, t)) for line in lines]


def at_door(stop: SheetStop, t: Speaker) -> list[Portion]:
    """What is handed over; a stop for parcels alone says so, without a letter."""
    if stop.lines or not stop.parcels:
        return portions(stop.lines, t)
    number = len(stop.parcels)
    return [Portion(number, "", t.many("pakket", "pakketten", number))]


def load(trip: SheetTrip, t: Speaker) -> list[Portion]:
    """What to load, with the counts of the replaced version where they differ."""
    now, before = _counted(trip.load, t), _counted(trip.load_before or (), t)
    if trip.load_before is None:
        return [Portion(n, *key) for key, n in now.items()]
    kept = [Portion(n, *key, was=_if_other(before.get(key, 0), n)) for key, n in now.items()]
    gone = [Portion(0, *key, was=n) for key, n in before.items() if key not in now]
    return kept + gone


def _counted(lines: Iterable[SheetLine], t: Speaker) -> dict[tuple[str, str], int]:
    counts: dict[tuple[str, str], int] = {}
    for line in lines:
        key = (line.letters, diet_words(line, t))
        counts[key] = counts.get(key, 0) + line.quantity
    return counts


def _if_other(was: int, now: int) -> int | None:
    return was if was != now else None


def cold_line(trip: SheetTrip, t: Speaker) -> str:
    """`3 koel, 2 bevroren`, or nothing when all is hot."""
    kinds = [kind for kind in MealKind if kind is not MealKind.HOT]
    counts = {k: sum(line.quantity for line in trip.load if line.kind is k) for k in kinds}
    said = (f"{n} {t.term('meal_kind', kind.value)}" for kind, n in counts.items() if n)
    return ", ".join(said)


def crate_line(trip: SheetTrip, t: Speaker) -> str:
    """Packed backwards, so that the next door always lies on top."""
    numbers = [stop.number for stop in trip.stops if not stop.cancelled]
    if len(numbers) < 2:
        return ""
    return t("nr {last} onderin, nr {first} bovenop", first=numbers[0], last=numbers[-1])


def credit(t: Speaker) -> str:
    """Whom the licence of the street map asks to thank (ODbL)."""
    return t("© OpenStreetMap-bijdragers")


def address_line(stop: SheetStop, sheet: RouteSheet) -> str:
    """The town only where a route has more than one."""
    towns = {each.town for each in sheet.stops}
    return f"{stop.street_line}, {stop.town}" if len(towns) > 1 else stop.street_line


def name_line(stop: SheetStop, t: Speaker) -> str:
    return " · ".join((stop.name, stop.phone or t("geen telefoon")))


def window_lines(stop: SheetStop, t: Speaker) -> list[str]:
    """The window that was asked for, in two lines; else about when the doorbell rings."""
    if stop.window:
        return [f"{clock(stop.window.start_s)}–", clock(stop.window.end_s)]
    rounded_s = (stop.arrives_s + _ROUND_S // 2) // _ROUND_S * _ROUND_S
    return [t("rond"), clock(rounded_s)]


def window_line(stop: SheetStop, t: Speaker) -> str:
    first, second = window_lines(stop, t)
    return first + second if stop.window else f"{first} {second}"


def span(window: TimeWindow) -> str:
    return f"{clock(window.start_s)}–{clock(window.end_s)}"


def changes(sheet: RouteSheet) -> list[SheetStop]:
    return [stop for stop in sheet.stops if stop.changed]


def tag(stop: SheetStop, t: Speaker) -> str:
    """NIEUW, ANDERS or VERVALT; also a stop that was cancelled before any version said so."""
    if stop.cancelled:
        return t("VERVALT")
    if stop.changed is None:
        return ""
    return t("NIEUW") if stop.changed.kind == "new" else t("ANDERS")


def change_line(stop: SheetStop, t: Speaker) -> str:
    """What is different at this door, as short as it can be said."""
    if stop.cancelled:
        return t("niet bezorgen")
    if stop.changed is None or stop.changed.kind == "new":
        return ""
    said: Mapping[str, str] = {
        "meal": t("nu {meal}", meal=food_line(stop.lines, t)),
        "address": t("ander adres"),
        "note": t("andere uitleg bij de deur"),
        "window": t("andere tijd"),
        "name": t("andere naam"),
        "phone": t("ander nummer"),
        "trip": t("andere rit"),
    }
    return ", ".join(said[what] for what in stop.changed.what if what in said)


def before_line(stop: SheetStop, t: Speaker) -> str:
    """`eerst 1 gewoon`, when the food itself changed."""
    if stop.cancelled or stop.changed is None or "meal" not in stop.changed.what:
        return ""
    return t("(eerst {meal})", meal=food_line(stop.changed.before, t))


def food_line(lines: Sequence[SheetLine], t: Speaker) -> str:
    """`1 gewoon en 1 fijngemalen`; letters stay with the boxes."""
    return listed((f"{line.quantity} {diet_words(line, t)}" for line in lines), t.language)


def note_line(stop: SheetStop, t: Speaker) -> str:
    """The door note; a time that is preferred, and a point that is not the door itself, are said
    too."""
    note = " ".join(stop.door_note.split())
    if len(note) > MOST_NOTE:
        note = note[:MOST_NOTE].rstrip() + " … " + t("Vraag de planner om de rest.")
    unsure = "" if stop.sure else t("Plek op de kaart is niet zeker.")
    parcel = parcels_line(stop, t)
    said = (parcel, wanted_line(stop, t), note, waiting_line(stop, t), unsure)
    return " ".join(part for part in said if part)


def wanted_line(stop: SheetStop, t: Speaker) -> str:
    """`Liefst tussen 12:00 en 12:30.`"""
    if stop.wanted is None:
        return ""
    a, b = stop.wanted.start_s, stop.wanted.end_s
    return t("Liefst tussen {a:clock} en {b:clock}.", a=a, b=b)


def waiting_line(stop: SheetStop, t: Speaker) -> str:
    """`Hier wachten R01 en R02. De eerste gaat weg om 11:40.`: who loads what is brought here."""
    if stop.waiting is None:
        return ""
    return t.many(
        "Hier wacht {routes:list}. Die gaat weg om {departs_s:clock}.",
        "Hier wachten {routes:list}. De eerste gaat weg om {departs_s:clock}.",
        len(stop.waiting.routes),
        routes=stop.waiting.routes,
        departs_s=stop.waiting.departs_s,
    )


def point_line(stop: SheetStop, t: Speaker) -> str:
    """`Samen 22 maaltijden. Hier wacht …`: how much is to be unloaded at a service point."""
    return t("Samen {meals}.", meals=meals_line(stop, t)) + " " + note_line(stop, t)


def meals_line(stop: SheetStop, t: Speaker) -> str:
    return t.many("{n} maaltijd", "{n} maaltijden", sum(line.quantity for line in stop.lines))


def hot_line(trip: SheetTrip, sheet: RouteSheet, t: Speaker) -> str:
    """By when the last hot meal has to be at its door; nothing without hot meals."""
    hot = any(line.kind is MealKind.HOT for line in trip.load)
    if not hot or trip.hot_until_s is None:
        return ""
    if sheet.supply:
        return t("uiterlijk {s:clock} bij de mensen thuis.", s=trip.hot_until_s)
    return t("uiterlijk {s:clock} bezorgd.", s=trip.hot_until_s)


def parcels_line(stop: SheetStop, t: Speaker) -> str:
    """`Ook pakket B101.`: the box that goes to this door, with the meals or without."""
    if not stop.parcels or stop.cancelled:
        return ""
    if not stop.lines:
        return t.many(
            "Pakket {names:list}.",
            "Pakketten {names:list}.",
            len(stop.parcels),
            names=stop.parcels,
        )
    return t.many(
        "Ook pakket {names:list}.",
        "Ook pakketten {names:list}.",
        len(stop.parcels),
        names=stop.parcels,
    )


def parcel_load(trip: SheetTrip, t: Speaker) -> str:
    """`B101 (nr 3) en B104 (nr 5), samen 2 kratten`, or nothing."""
    crates = sum(stop.crates for stop in trip.stops if stop.parcels and not stop.cancelled)
    told = [
        t("{parcel} (nr {number})", parcel=parcel, number=stop.number)
        for stop in trip.stops
        if not stop.cancelled
        for parcel in stop.parcels
    ]
    names = listed(told, t.language)
    if not told or not crates:
        return names
    return t.many("{names}, samen {n} krat", "{names}, samen {n} kratten", crates, names=names)


def estimate_line(sheet: RouteSheet, t: Speaker) -> str:
    """How far and until when; and honestly so when nobody looked at the streets."""
    line = t(
        "{ride_m:km} km, klaar rond {ends_s:clock}.",
        ride_m=sheet.distance_m,
        ends_s=(sheet.ends_s + _ROUND_S // 2) // _ROUND_S * _ROUND_S,
    )
    if not sheet.estimated_roads:
        return line
    return line + " " + t("Tijden en afstanden zijn geschat (hemelsbreed).")
