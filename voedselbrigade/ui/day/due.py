"""Step 1: who gets food today, and whom to look at first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from voedselbrigade.domain.delivery_days import Due
from voedselbrigade.domain.food import Line
from voedselbrigade.domain.gathered_days import DeliveryDay, Sorted
from voedselbrigade.domain.people import Recipient
from voedselbrigade.ui import parts
from voedselbrigade.ui.day import change_today
from voedselbrigade.ui.parts import Tile, Tone
from voedselbrigade.ui.rows import Column, Row, RowAction, rows, small, tagged, two_lines
from voedselbrigade.words import Speaker
from voedselbrigade.words.names import addressed
from voedselbrigade.words.values import amount_text


@dataclass(frozen=True, slots=True)
class Look:
    """Why somebody is to be looked at; `weight` orders: what stops publishing comes first."""

    weight: int
    tone: Tone
    word: str
    why: str


def show(t: Speaker, day: DeliveryDay, sorted_out: Sorted) -> None:
    looks = {due.recipient.id: look_of(t, due, sorted_out) for due in day.due}
    first = [due for due in day.due if _weight(looks[due.recipient.id]) < 5]
    other = [due for due in day.due if due.exceptions]
    parts.show(parts.tiles(_tiles(t, day, len(first), len(sorted_out.kept_back))))
    _notes(t, day)
    filters = {
        "first": t("Eerst nakijken ({n})", n=len(first)),
        "other": t("Anders dan anders ({n})", n=len(other)),
        "all": t("Iedereen ({n})", n=len(day.due)),
    }
    left, right = st.columns([3, 2], vertical_alignment="bottom")
    with left:
        chosen = st.segmented_control(
            t("Wie wilt u zien?"),
            list(filters),
            format_func=filters.__getitem__,
            default="first" if first else "all",
            required=True,
            key="due_filter",
        )
    with right:
        sought = search_field(t, "due_search")
    shown = {"first": first, "other": other, "all": list(day.due)}[chosen]
    found = [due for due in shown if matches(due.recipient, sought)]
    found.sort(key=lambda due: (_weight(looks[due.recipient.id]), due.recipient.name.sorted))
    rows(
        "due_rows",
        [
            Column(t("Nakijken")),
            Column(t("Naam en adres")),
            Column(t("Vandaag")),
            Column(t("Bezorgen tussen")),
        ],
        [_row(t, due, looks[due.recipient.id]) for due in found],
        on_action=change_today.ask,
        empty=_empty(t, day, sought),
    )
    change_today.dialog_if_asked(t, day.day)


def search_field(t: Speaker, key: str) -> str:
    """Search as you type; what was typed so far."""
    return st.text_input(
        t("Zoek op naam, straat of postcode"),
        key=key,
        type="search",
        live=True,
        placeholder=t("Typ hier"),
    )


def matches(recipient: Recipient, sought: str) -> bool:
    """Is every word that was typed somewhere in name, street or postcode?"""
    address = recipient.address
    text = f"{recipient.name.plain} {address.line} {address.postcode} {address.shown_postcode}"
    return all(word in text.casefold() for word in sought.casefold().split())


def look_of(t: Speaker, due: Due, sorted_out: Sorted) -> Look | None:
    """What is the matter with this person today, worst first; None when all is well."""
    recipient = due.recipient
    kept = {one.recipient.id: fact for one, fact in sorted_out.kept_back}
    if recipient.id in kept:
        return Look(0, "problem", t("Kan niet mee"), t.fact(kept[recipient.id]))
    if recipient.located is not None and not recipient.located.sure:
        where = t.term("confidence", recipient.located.confidence)
        return Look(1, "look", t("Adres niet zeker"), t("Op de kaart: {where}.", where=where))
    if not recipient.phone:
        return Look(2, "look", t("Geen telefoon"), t("De bezorger kan niet bellen."))
    if due.exceptions:
        words = [t.term("exception", one.kind) for one in due.exceptions]
        caller = due.exceptions[-1].called_by
        text = t("{what:list}, gemeld door {caller}", what=words, caller=caller)
        return Look(3, "info", t("Anders vandaag"), text if caller else t("{w:list}", w=words))
    if not recipient.asked_allergens and not recipient.allergens:
        return Look(
            6, "neutral", t("Allergie niet gevraagd"), t("Vraag het bij het volgende gesprek.")
        )
    return None


def _weight(look: Look | None) -> int:
    return 9 if look is None else look.weight


def _row(t: Speaker, due: Due, look: Look | None) -> Row:
    recipient = due.recipient
    name = addressed(recipient.name, t)
    address = f"{recipient.address.line}, {recipient.address.shown_postcode}"
    return Row(
        id=str(recipient.id),
        cells=[
            [tagged(look.tone, look.word), small(look.why)] if look else "",
            two_lines(name, address),
            two_lines(
                amount_text(t, due.portions, due.along.crates),
                food_words(t, recipient) if due.portions else "",
            ),
            windows_words(t, recipient),
        ],
        actions=[RowAction("change", t("Wijzig vandaag")), RowAction("open", t("Open"))],
        who=name,
    )


def food_words(t: Speaker, recipient: Recipient) -> str:
    """Diet as food, and what must not be in it."""
    meal = recipient.meal
    words = [t.term("diet", diet) for diet in meal.shown_diets if diet != "regular"]
    words += [t("zonder {what:term.allergen}", what=allergen) for allergen in sorted(meal.without)]
    return ", ".join(words)


def line_words(t: Speaker, lines: Iterable[Line]) -> str:
    """What is handed over: 2 × gewoon, 1 × zoutarm."""
    words = []
    for line in lines:
        diets = " ".join(t.term("diet", diet) for diet in line.meal.shown_diets)
        words.append(f"{line.quantity} × {diets}")
    return ", ".join(words)


def windows_words(t: Speaker, recipient: Recipient) -> str:
    """When it must be, and when it is preferred."""
    words = [t("{a:clock} – {b:clock}", a=one.start_s, b=one.end_s) for one in recipient.windows]
    wanted = recipient.wanted_window
    if wanted is not None:
        words.append(t("liefst {a:clock} – {b:clock}", a=wanted.start_s, b=wanted.end_s))
    return ", ".join(words)


def _tiles(t: Speaker, day: DeliveryDay, first: int, kept: int) -> list[Tile]:
    hot_until = [hub.hub.ready_s[0] for hub in day.hubs if hub.hub.ready_s]
    ready = t("eten klaar om {at:clock}", at=min(hot_until)) if hot_until else ""
    boxes = sum(due.along.parcels for due in day.due)
    cooking = sum(one.hub.has_meals for one in day.hubs)
    return [
        Tile(str(len(day.due)), t("mensen krijgen eten"), ready),
        Tile(
            str(day.portions),
            t("maaltijden"),
            t.many("en {n} pakket", "en {n} pakketten", boxes) if boxes else "",
        ),
        Tile(
            str(day.volunteers),
            t("vrijwilligers komen"),
            t.many("{n} keuken open", "{n} keukens open", cooking),
        ),
        Tile(
            str(first),
            t("mensen nakijken"),
            t.many("{n} kan niet mee", "{n} kunnen niet mee", kept),
        ),
    ]


def _notes(t: Speaker, day: DeliveryDay) -> None:
    if day.notes:
        parts.show(parts.note("info", t("Goed om te weten"), [t.fact(fact) for fact in day.notes]))


def _empty(t: Speaker, day: DeliveryDay, sought: str) -> str:
    if sought:
        return t("Niets gevonden met “{sought}”.", sought=sought)
    if not day.due:
        return t("Vandaag krijgt niemand eten. Is dat niet goed? Kijk bij Importeren.")
    return t("Hier is niets na te kijken.")
