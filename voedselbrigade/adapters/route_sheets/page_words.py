"""What the page for the phone says beside its stops: at doors, or on a supply at service points."""

from __future__ import annotations

from voedselbrigade.domain.sheets import RouteSheet
from voedselbrigade.words import Speaker


def phrases(sheet: RouteSheet, t: Speaker) -> dict[str, str]:
    """By the names that the page has for them."""
    doors = _leaving(sheet, t) | _at_the_door(t) | _when_it_is_wrong(t) | _coming_back(t)
    return doors | _at_the_point(t) | _when_the_point_is_closed(t) if sheet.supply else doors


def _leaving(sheet: RouteSheet, t: Speaker) -> dict[str, str]:
    return {
        "planner": t("Planner"),
        "draft": t("CONCEPT. Rijd nog niet met dit blad."),
        "depart": t("Vertrek"),
        "cold": t("Koeltas:"),
        "parcels": t("Pakketten:"),
        "crate": t("Krat:"),
        "hot": t("Warm eten:"),
        "start": t("Ik heb alles. Start de route"),
        "on": t("Ik heb alles. Verder"),
        "wrong": t("Er klopt iets niet: bel"),
        "map": t("Kaart"),
        "keep_open": t("Laat deze pagina open staan. U heeft geen internet nodig."),
        "no_stops": t("Deze route heeft geen stops."),
        "changed": t("Uw route is veranderd"),
        "replaces": ""
        if sheet.replaces_version is None
        else t("Dit vervangt versie {n}. Gooi versie {n} weg.", n=sheet.replaces_version),
        "same": t("De stops zijn niet veranderd."),
        "note": t("Let op:"),
        "check": t("Kijk of dit nummer op de tas staat:"),
        "navigate": t("Navigeer"),
    }


def _at_the_door(t: Speaker) -> dict[str, str]:
    return {
        "given": t("Gegeven"),
        "not_home": t("Niet thuis"),
        "refused": t("Geweigerd"),
        "worry": t("Ik maak me zorgen"),
        "worry_word": t("zorg"),
        "paper": t("Lukt het niet? Kruis het aan op papier."),
        "next": t("Daarna"),
        "all": t("Alle stops en de kaart"),
        "change": t("Wijzig"),
        "cancelled": t("Vervalt: niet bezorgen."),
        "no_phone": t("Geen telefoonnummer bekend."),
    }


def _when_it_is_wrong(t: Speaker) -> dict[str, str]:
    """Nobody answers, or there is a worry."""
    return {
        "home_title": t("Niet thuis?"),
        "stay": t("Blijf bij de deur tot u de planner hebt gesproken."),
        "step_ring": t("Bel nog eens aan. Klop en roep."),
        "step_call": t("Bel de persoon op."),
        "step_office": t("Bel de planner, vóór u weggaat."),
        "step_card": t("Doe een kaartje in de bus."),
        "step_back": t("Neem de maaltijd mee. Laat hem nooit achter."),
        "home_done": t("Klaar: zet op ‘niet thuis’"),
        "home_yet": t("Toch thuis: gegeven"),
        "danger": t("Ongeluk of gevaar: bel 112"),
        "back": t("Terug naar de stop"),
        "worry_title": t("Zorgen over iemand?"),
        "worry_call": t("Wacht niet. Bel de planner nu."),
        "worry_noted": t("Wij hebben ‘zorg’ voor u aangekruist."),
        "worry_undo": t("Toch geen zorgen"),
    }


def _at_the_point(t: Speaker) -> dict[str, str]:
    """On a supply, with the four boxes of its paper."""
    return {
        "given": t("Gebracht"),
        "not_home": t("Punt dicht"),
        "refused": t("Te weinig"),
        "worry": t("Ik ben te laat"),
        "worry_word": t.term("brought", "worry"),
        "check": t("Tel bij het uitladen:"),
        "paper": t("Te weinig? Bel ook de planner. Lukt het niet? Kruis het aan op papier."),
    }


def _when_the_point_is_closed(t: Speaker) -> dict[str, str]:
    """Or when the others have to wait."""
    return {
        "home_title": t("Is het punt dicht?"),
        "step_ring": t("Kijk of er een andere ingang is."),
        "step_call": t("Bel het punt op."),
        "step_card": t("Wacht tot u hoort wat u moet doen."),
        "step_back": t("Laat de maaltijden nooit buiten staan."),
        "home_done": t("Klaar: zet op ‘punt dicht’"),
        "home_yet": t("Toch open: gebracht"),
        "worry_title": t("Bent u te laat?"),
        "worry_call": t("Bel de planner nu: anderen wachten op u."),
        "worry_noted": t("Wij hebben ‘te laat’ voor u aangekruist."),
        "worry_undo": t("Toch op tijd"),
    }


def _coming_back(t: Speaker) -> dict[str, str]:
    return {
        "call": t("Bel"),
        "sms": t("Stuur sms"),
        "end_title": t("Klaar met de route"),
        "end_text": t("Geef deze regels door aan de planner. Er staan geen namen in."),
        "end_open": t("Nog niet ingevuld:"),
        "end_none": t("U hebt nog niets ingevuld."),
        "end_paper": t("Lever uw papier in bij de keuken."),
        "copy_lines": t("Kopieer de regels"),
        "copied": t("Gekopieerd"),
        "results": t("Uitslagen"),
        "stop": t("Stop"),
        "of": t("van"),
        "top": t("Terug naar het begin"),
        "memory": t("Uw telefoon bewaart niets. Kruis alles ook aan op papier."),
    }
