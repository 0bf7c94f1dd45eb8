"""The Dutch word for every code of the stock, the households and the parcels."""

from collections.abc import Mapping

from voedselbrigade.words.marks import N_

STOCK_TERMS: Mapping[str, Mapping[str, str]] = {
    "age_band": {
        "baby": N_("baby"),
        "child": N_("kind"),
        "teenager": N_("tiener"),
        "adult": N_("volwassene"),
        "senior": N_("oudere"),
    },
    "household_state": {
        "active": N_("actief"),
        "paused": N_("pauze"),
        "stopped": N_("gestopt"),
    },
    "call_result": {
        "busy": N_("wordt nu gebeld"),
        "thrown_away": N_("weggegooid"),
        "eaten": N_("al gegeten"),
        "no_answer": N_("geen gehoor"),
        "message_left": N_("ingesproken"),
    },
    "date_kind": {"tgt": N_("TGT"), "tht": N_("THT"), "none": N_("zonder datum")},
    "storage": {
        "ambient": N_("gewoon"),
        "chilled": N_("gekoeld"),
        "frozen": N_("bevroren"),
        "hot": N_("warm"),
    },
    "write_off": {
        "past_date": N_("over de datum"),
        "damaged": N_("kapot"),
        "too_warm": N_("te warm geweest"),
        "recalled": N_("teruggeroepen"),
        "lost": N_("kwijt"),
        "other": N_("iets anders"),
    },
    "movement": {
        "receive": N_("ontvangen"),
        "issue": N_("uitgegeven"),
        "send": N_("verstuurd"),
        "arrive": N_("aangekomen"),
        "move": N_("verplaatst"),
        "count": N_("geteld"),
        "write_off": N_("afgevoerd"),
        "freeze": N_("ingevroren"),
        "repack": N_("omgepakt"),
        "return": N_("teruggekomen"),
    },
    "recall_by": {
        "item": N_("product"),
        "lot": N_("partij"),
        "batch": N_("partijnummer van de maker"),
        "supplier": N_("leverancier"),
        "ean": N_("streepjescode"),
    },
    "stock_job": {
        "too_warm": N_("Te warm of te koud"),
        "write_off": N_("Afvoeren"),
        "look": N_("Bekijk eerst"),
        "expires_today": N_("Verloopt vandaag"),
        "freeze": N_("Nu invriezen"),
        "short": N_("Tekort: tel na"),
        "arrive": N_("Wacht bij de deur"),
        "expires_soon": N_("Verloopt deze week"),
        "below_minimum": N_("Onder minimum"),
        "count": N_("Tellen"),
    },
    "stock_standing": {
        "short": N_("tekort: tel na"),
        "blocked": N_("geblokkeerd"),
        "over": N_("niet meer geven"),
        "look": N_("bekijk eerst"),
        "today": N_("vandaag"),
        "soon": N_("deze week"),
        "road": N_("onderweg hierheen"),
        "good": N_("in orde"),
    },
    "lot_note": {
        "checked": N_("bekeken, goed"),
        "rejected": N_("bekeken, niet goed"),
        "blocked": N_("geblokkeerd"),
        "released": N_("vrijgegeven"),
    },
    "parcel_state": {
        "filled": N_("staat klaar"),
        "handed_out": N_("uitgegeven"),
        "not_come": N_("niet gekomen"),
    },
    "count_line": {
        "to_count": N_("nog niet geteld"),
        "right": N_("klopt"),
        "second": N_("tweede telling nodig"),
        "together": N_("tel samen nog een keer"),
        "agreed": N_("verschil, door twee mensen gezien"),
    },
}
