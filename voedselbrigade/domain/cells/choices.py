"""Choices from a short list: states, transport, where a round starts, needs, languages."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from functools import lru_cache

from voedselbrigade.domain.cells.dates import parse_date
from voedselbrigade.domain.cells.text import folded, parts
from voedselbrigade.domain.people import (
    Base,
    Dwelling,
    Priority,
    RecipientState,
    Transport,
    VolunteerState,
)
from voedselbrigade.domain.places import HubKind
from voedselbrigade.errors import Fact


def _words[T: Enum](table: Mapping[T, str]) -> Mapping[str, T]:
    return {word: value for value, words in table.items() for word in words.split("|")}


_TRANSPORT = _words(
    {
        Transport.FOOT: "te voet|voet|lopend|loopt|lopen|wandelend|foot|on foot|walking|walk"
        "|wandelt",
        Transport.BICYCLE: "fiets|fietst|fietsend|met de fiets|op de fiets|per fiets|bicycle"
        "|bike|cycling",
        Transport.E_BIKE: "e-bike|ebike|e bike|elektrische fiets|elektr. fiets|elektrische-fiets"
        "|speedpedelec",
        Transport.CARGO_BIKE: "bakfiets|e-bakfiets|elektrische bakfiets|cargo bike|cargobike"
        "|vrachtfiets",
        Transport.CAR: "auto|eigen auto|car|personenauto|met de auto|per auto|wagen",
        Transport.VAN: "bus|busje|bestelbus|van|bestelauto|bestelwagen|bestelbusje",
    }
)
_BASE = _words(
    {
        Base.HUB: "hub|keuken|bij de keuken|locatie|uitgiftepunt|punt|vanuit de keuken|kitchen"
        "|at the kitchen|depot",
        Base.HOME: "thuis|huis|home|at home|eigen huis|van huis|vanuit huis|eigen adres",
        Base.ANYWHERE: "overal|anywhere|maakt niet uit|waar het uitkomt|vrij|laatste adres"
        "|onderweg",
    }
)
_PRIORITY = _words(
    {
        Priority.LOW: "laag|low|lage",
        Priority.NORMAL: "gewoon|normaal|normal|middel|gemiddeld|geen|nee|medium",
        Priority.HIGH: "hoog|high|hoge|spoed|urgent|voorrang|ja|dringend",
    }
)
_DWELLING = _words(
    {
        Dwelling.HOUSE: "huis|eengezinswoning|rijtjeshuis|house|woonhuis|begane grond|benedenwoning"
        "|bungalow|hoekhuis|eengezins|tussenwoning|benedenhuis",
        Dwelling.FLAT: "flat|appartement|galerij|galerijflat|portiek|portiekwoning|etage|app"
        "|flatwoning"
        "|apartment|bovenwoning|bovenhuis|seniorenflat|portiekflat|aanleunwoning|hoogbouw",
    }
)
_HUB_KIND = _words(
    {
        HubKind.KITCHEN: "keuken|kitchen|kookpunt|kookstudio|centrale keuken",
        HubKind.SERVICE_POINT: "servicepunt|servicepunt xl|service point|wijkcentrum|buurthuis|punt"
        "|buurtcentrum|uitgiftepunt|service-punt",
        HubKind.FOOD_BANK: "voedselbank|food bank|foodbank",
    }
)


def _chosen[T: Enum](text: str, words: Mapping[str, T], field: str, kind: str) -> T | Fact:
    found = words.get(folded(text).strip(" .!()"))
    if found is not None:
        return found
    values = tuple(dict.fromkeys(str(value.value) for value in words.values()))
    return Fact.of(f"row.choice_{kind}", value=text, field=field, choices=values)


def parse_transport(text: str) -> Transport | Fact:
    return _chosen(text, _TRANSPORT, "transport", "transport")


def parse_base(text: str, field: str) -> Base | Fact:
    return _chosen(text, _BASE, field, "base")


def parse_priority(text: str) -> Priority | Fact:
    """Words only: is 1 the first or the lowest? A number is asked."""
    return _chosen(text, _PRIORITY, "priority", "priority")


def parse_dwelling(text: str) -> Dwelling | Fact:
    return _chosen(text, _DWELLING, "dwelling", "dwelling")


def parse_hub_kind(text: str) -> HubKind | Fact:
    return _chosen(text, _HUB_KIND, "kind", "hub_kind")


# --- states -----------------------------------------------------------------------------------

_STATE = _words(
    {
        RecipientState.REQUESTED: "aangevraagd|aanvraag|nieuw|wachtlijst|requested|in aanvraag"
        "|aangemeld",
        RecipientState.ACTIVE: "actief|active|ja|a|loopt|lopend|aan|yes|in zorg|x|1|waar|true",
        RecipientState.PAUSED: "pauze|gepauzeerd|paused|on hold|tijdelijk gestopt|tijdelijk"
        "|onderbroken"
        "|vakantie|op vakantie|met vakantie|ziekenhuis|in ziekenhuis|in het ziekenhuis|pause"
        "|tijdelijk niet|opgenomen|afwezig|even niet|ziek",
        RecipientState.STOPPED: "gestopt|stop|stopped|beeindigd|inactief|niet actief|nee|uit"
        "|verhuisd|no"
        "|afgemeld|0|inactive|gestopt met|onwaar|false|ex",
        RecipientState.DECEASED: "overleden|deceased|†|overl|gestorven",
    }
)
_PAUSE_UNTIL = re.compile(
    r"^(.*?)[\s,:(]*\b(t/m|tot en met|tot|until|weer vanaf|vanaf|terug)\b\s*(.+?)\)?$"
)


@dataclass(frozen=True, slots=True)
class Standing:
    """A state, and the date on which a pause ends by itself."""

    state: RecipientState
    resumes_on: date | None = None


def parse_standing(text: str, today: date) -> Standing | Fact:
    """`actief`, `pauze tot 1-12`, `pauze t/m 30-11` (back on 1-12), `gestopt`, `overleden`."""
    plain = folded(text).strip(" .!")
    if plain in _STATE:
        return Standing(_STATE[plain])
    until = _PAUSE_UNTIL.match(plain)
    word = until[1].strip() if until else ""
    if until and (_STATE.get(word) is RecipientState.PAUSED):
        day = parse_date(until[3], today)
        if isinstance(day, Fact):
            return Fact(day.code, {"value": text})
        inclusive = until[2] in {"t/m", "tot en met"}
        return Standing(RecipientState.PAUSED, day + timedelta(days=1) if inclusive else day)
    first = re.match(r"(gestopt|overleden|beeindigd|verhuisd|afgemeld)\b", plain)
    if first:  # "gestopt per 1-10", "verhuisd naar zoon"
        return Standing(_STATE[first[1]])
    choices = tuple(state.value for state in RecipientState)
    return Fact.of("row.choice_recipient_state", value=text, field="state", choices=choices)


def parse_volunteer_standing(text: str, today: date) -> tuple[VolunteerState, date | None] | Fact:
    read = parse_standing(text, today)
    choices = tuple(state.value for state in VolunteerState)
    wrong = Fact.of("row.choice_volunteer_state", value=text, field="state", choices=choices)
    if isinstance(read, Fact):
        return read if read.code.startswith("row.date") else wrong
    states = {
        RecipientState.ACTIVE: VolunteerState.ACTIVE,
        RecipientState.PAUSED: VolunteerState.PAUSED,
        RecipientState.STOPPED: VolunteerState.STOPPED,
        RecipientState.DECEASED: VolunteerState.STOPPED,
    }
    state = states.get(read.state)
    return wrong if state is None else (state, read.resumes_on)


# --- needs, skills, languages ------------------------------------------------------------------

_LANGUAGES = {
    "nederlands": "Nederlands", "dutch": "Nederlands", "turks": "Turks", "turkish": "Turks",
    "arabisch": "Arabisch", "arabic": "Arabisch", "marokkaans": "Arabisch", "engels": "Engels",
    "english": "Engels", "pools": "Pools", "polish": "Pools", "spaans": "Spaans",
    "spanish": "Spaans", "frans": "Frans", "french": "Frans", "duits": "Duits", "german": "Duits",
    "papiaments": "Papiaments", "papiamento": "Papiaments", "sranan": "Sranantongo",
    "sranantongo": "Sranantongo", "surinaams": "Sranantongo", "hindi": "Hindi",
    "hindoestaans": "Sarnami", "sarnami": "Sarnami", "berbers": "Berbers", "tamazight": "Berbers",
    "portugees": "Portugees", "portuguese": "Portugees", "bulgaars": "Bulgaars",
    "roemeens": "Roemeens", "oekraiens": "Oekraïens", "ukrainian": "Oekraïens",
    "russisch": "Russisch", "russian": "Russisch", "farsi": "Farsi", "perzisch": "Farsi",
    "chinees": "Chinees", "chinese": "Chinees", "urdu": "Urdu", "somalisch": "Somalisch",
    "tigrinya": "Tigrinya", "koerdisch": "Koerdisch", "italiaans": "Italiaans",
    "gebarentaal": "gebarentaal", "gebaren": "gebarentaal", "indonesisch": "Indonesisch",
}  # fmt: skip
_SKILLS = {
    "lift": "lift", "liftsleutel": "lift", "lift bedienen": "lift", "met lift": "lift",
    "trap": "trappen", "trappen": "trappen", "traplopen": "trappen", "geen lift": "trappen",
    "trappen lopen": "trappen", "kan trappen lopen": "trappen", "stairs": "trappen",
    "vog": "VOG", "heeft vog": "VOG", "verklaring omtrent gedrag": "VOG",
    "geduld": "geduld", "patience": "geduld", "rolstoel": "rolstoel", "tillen": "tillen",
    "zwaar tillen": "tillen", "huisdier": "huisdieren", "huisdieren": "huisdieren",
    "hond": "huisdieren", "kat": "huisdieren", "honden": "huisdieren", "pets": "huisdieren",
    "ehbo": "EHBO", "first aid": "EHBO", "sleutel": "sleutel", "sleutelkluis": "sleutel",
    "vrouw": "vrouw", "alleen vrouw": "vrouw", "alleen door een vrouw": "vrouw",
}  # fmt: skip
_LANGUAGE_CODES = {"Nederlands": "nl", "Engels": "en"}


@dataclass(frozen=True, slots=True)
class Skills:
    """What a visit needs, or a volunteer can do, in the words of the office; a need fits a skill
    when they are the same word. `others` are words that we keep but do not know."""

    words: frozenset[str]
    others: tuple[str, ...] = ()


@lru_cache(maxsize=20_000)
def parse_skills(text: str) -> Skills:
    """`lift, VOG, taal Turks` → lift, VOG, Turks. An unknown word is kept as it stands, in small
    letters, and told, so that a typing fault does not leave someone out unnoticed."""
    known: set[str] = set()
    others: list[str] = []
    for piece in parts(text):
        plain = folded(piece).strip(" .!()")
        if plain in {"", "-", "geen", "nvt", "nee", "none", "n.v.t"}:
            continue
        bare = re.sub(r"^(?:taal|talen|spreekt|language|speaks|met|heeft|kan)\s*:?\s*", "", plain)
        bare = re.sub(r"\s*(?:nodig|verplicht|:? ?ja)$", "", bare).strip()
        word = _SKILLS.get(plain) or _SKILLS.get(bare) or _LANGUAGES.get(bare)
        if word is None:
            word = " ".join(piece.split())[:60].casefold()
            others.append(word)
        known.add(word)
    return Skills(frozenset(known), tuple(others))


def parse_language(text: str) -> str | Fact:
    """The language of a volunteer's sheet: there are a Dutch and an English one."""
    plain = folded(text).strip(" .")
    code = plain if plain in {"nl", "en"} else _LANGUAGE_CODES.get(_LANGUAGES.get(plain, ""))
    return code or Fact.of("row.sheet_language", value=text)


def parse_references(text: str) -> tuple[str, ...]:
    """Names or numbers of volunteers, as they stand: `V12; Ineke de Wit`."""
    if folded(text).strip(" .") in {"", "-", "geen", "nvt", "n.v.t", "none", "maakt niet uit"}:
        return ()
    if ";" in text or "\n" in text:
        return tuple(dict.fromkeys(p.strip() for p in re.split(r"[;\n]", text) if p.strip()))
    return tuple(dict.fromkeys(parts(text, r"[,/+&]|\ben\b|\band\b")))
