"""What a column can be about: every field of a list, and the headers people give it.

The words are Dutch and English as they stand above real lists, written as `columns.folded` leaves
them: small letters, no accents, no punctuation.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from voedselbrigade.domain.headers import EVERY, PEOPLE, WHO_AND_WHERE, Field, H, R, V, field
from voedselbrigade.domain.tables import ListKind


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split("|"))


WEEKDAY_FIELDS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

FIELDS: tuple[Field, ...] = (
    *WHO_AND_WHERE,
    field(
        "contact",
        R,
        "contact|contactpersoon|contactpersonen|contacten|noodcontact|mantelzorger"
        "|emergency contact"
        "|contact bij nood|noodnummer|contactpersoon bij nood|contact nood|familie|contact persoon"
        "|contactpersoon 1|contactpersoon 2|bij nood bellen|in geval van nood|ice",
        several=True,
    ),
    field(
        "contact_name",
        R,
        "naam contactpersoon|contact naam|contactpersoon naam|naam contact|contact name"
        "|naam mantelzorger|emergency contact name|naam noodcontact|name of contact person",
    ),
    field(
        "contact_phone",
        R,
        "telefoon contactpersoon|tel contactpersoon|telefoonnummer contactpersoon|tel contact"
        "|contact telefoon|contactpersoon telefoon|contact tel|contact phone|telefoon contact"
        "|telefoon mantelzorger|emergency contact phone|telefoon noodcontact|contactpersoon tel"
        "|contactpersoon telefoonnummer|emergency phone|tel mantelzorger|tel noodcontact"
        "|phone of contact person",
    ),
    field(
        "contact_relation",
        R,
        "relatie|relatie contactpersoon|relation|band|relatie contact|contact relation"
        "|relation of contact person",
    ),
    field(
        "days",
        PEOPLE,
        "dagen|bezorgdagen|dag|days|bezorgdag|leverdagen|leverdag|delivery days|weekdagen"
        "|ritme|welke dagen|bezorgen op|maaltijddagen|vaste dagen|werkdagen|rijdagen|dag en",
    ),
    field(
        "weeks",
        R,
        "weken|even oneven|week|weeks|even oneven week|welke weken|weekritme|even of oneven weken"
        "|even or odd weeks",
    ),
    field(
        "portions",
        R,
        "aantal|aantal maaltijden|maaltijden|porties|aantal porties|meals|portions"
        "|maaltijden per dag|maaltijden per keer|number of meals|meals per day|aantal per dag"
        "|aantal per keer|mlt|maalt|maaltijden per bezorgdag|aantal maaltijden per dag|servings",
    ),
    field("mon", EVERY, "ma|maandag|mon|monday|maa"),
    field("tue", EVERY, "di|dinsdag|tue|tuesday|din|dins"),
    field("wed", EVERY, "wo|woensdag|wed|wednesday|woe"),
    field("thu", EVERY, "do|donderdag|thu|thursday|don"),
    field("fri", EVERY, "vr|vrijdag|fri|friday|vrij"),
    field("sat", EVERY, "za|zaterdag|sat|saturday|zat"),
    field("sun", EVERY, "zo|zondag|sun|sunday|zon"),
    field(
        "diet",
        R,
        "dieet|dieten|diet|dieetwensen|diets|dieetwens|soort maaltijd|wensen eten|voedingswensen"
        "|dieet code|dieetcode|menu|diet wishes|dietary requirements|dieet wensen|eetwensen",
        several=True,
    ),
    field(
        "allergens",
        R,
        "allergie|allergieen|allergenen|allergen|allergens|allergy|allergies|allergisch|allerg"
        "|allergisch voor|voedselallergie|allergie voor|intolerantie|allergie intolerantie",
        several=True,
    ),
    field(
        "meal_kind",
        R,
        "warm koud|soort|maaltijdsoort|warm of koud|temperatuur|meal kind|warm koel|hot or cold"
        "|type maaltijd|warm of koel|meal type|hot or chilled",
    ),
    field(
        "window",
        PEOPLE,
        "tijd|tijden|tijdvak|bezorgtijd|tijdvenster|window|time window|thuis tussen|thuis|tijdstip"
        "|bezorgtijden|gewenste tijd|time|times|uren|hours|werktijden|rijtijden|bezorgen tussen"
        "|venster|delivery time|tijdsvak|wanneer thuis|uur",
    ),
    field(
        "window_from",
        PEOPLE,
        "van|vanaf|tijd van|from|begintijd|starttijd|start time|tijd vanaf|time from",
    ),
    field(
        "window_until",
        PEOPLE,
        "tot|tijd tot|until|eindtijd|uiterlijk|end time|tot uiterlijk|time until",
    ),
    field(
        "wanted",
        R,
        "liefst tussen|liefst|liefst om|het liefst|liefste tijd|voorkeurstijd|voorkeurstijden"
        "|voorkeur tijd|tijd voorkeur|voorkeurstijdvak|graag tussen|bij voorkeur"
        "|bij voorkeur tussen|preferred time|preferred times|preferred window"
        "|preferred delivery time|preferably|preferably between|time preference",
    ),
    field(
        "at_door_minutes",
        R,
        "minuten aan de deur|minuten|tijd aan de deur|deurtijd|minutes at the door|stoptijd"
        "|service time|min deur|minuten deur|tijd deur min|bezorgduur|minuten per stop",
    ),
    field(
        "dwelling",
        R,
        "woning|woningtype|soort woning|type woning|dwelling|huis of flat|woonvorm|huis flat",
    ),
    field("frail", R, "kwetsbaar|frail|slecht ter been|extra kwetsbaar|broos"),
    field(
        "door_note",
        R,
        "deurnotitie|bij de deur|door note|toegang|deur|aanbellen|instructie|bezorginstructie"
        "|instructies|door instructions|aanwijzing|deurinstructie|bel|notitie deur|bezorgnotitie"
        "|let op bij de deur|toegangscode|bezorgaanwijzing|delivery instructions|deur notitie"
        "|notitie bij de deur|note at the door",
        several=True,
    ),
    field(
        "needs",
        R,
        "nodig|eisen|behoeften|needs|bijzonderheden bezoek|nodig bij bezoek|vereist|eisen bezorger"
        "|wat is nodig|eisen bezoek|requirements|taal|language|needed at the visit",
        several=True,
    ),
    field(
        "preferred",
        R,
        "voorkeur|voorkeur vrijwilliger|vaste vrijwilliger|preferred|voorkeursvrijwilliger"
        "|vaste bezorger|preferred volunteers|voorkeur bezorger|preferred volunteer|vrijwilliger"
        "|familiar volunteer",
    ),
    field(
        "excluded",
        R,
        "niet door|liever niet|uitgesloten|excluded|geen bezorging door|niet vrijwilliger"
        "|uitgesloten vrijwilligers|excluded volunteers|niet combineren met|niet bij|not by",
    ),
    field("state", PEOPLE, "status|state|actief|stand|active|toestand"),
    field(
        "resumes",
        PEOPLE,
        "pauze tot|hervat op|weer vanaf|gepauzeerd tot|resumes|paused until|hervat|pause until"
        "|terug op|afwezig tot|weer beschikbaar|back from",
    ),
    field("priority", R, "prioriteit|priority|voorrang|urgentie|prio|urgency"),
    field(
        "hub",
        PEOPLE,
        "keuken|hub|locatie|vertrekpunt|kitchen|uitgiftepunt|vaste keuken|laadpunt|laadlocatie"
        "|ophaalpunt|ophaallocatie|servicepunt|vanuit|keuken of locatie|kitchen or location",
    ),
    field(
        "remarks",
        EVERY,
        "opmerking|opmerkingen|opm|opm 1|opm 2|remarks|remark|notitie|notities|bijzonderheden|notes"
        "|note|memo|overig|comments|toelichting|comment|opmerking 2|opmerkingen 2|bijz",
        several=True,
    ),
    field(
        "transport",
        V,
        "vervoer|vervoermiddel|transport|vervoersmiddel|rijdt met|voertuig|vehicle|hoe|gaat met"
        "|vervoerswijze|mode of transport",
    ),
    field(
        "availability",
        V,
        "beschikbaar|beschikbaarheid|availability|dagen en tijden|available|dagen en uren"
        "|wanneer beschikbaar|wanneer|rooster|beschikbare dagen|inzetbaar",
    ),
    field(
        "most_meals",
        frozenset({V, H}),
        "maaltijden|max maaltijden|capaciteit|capaciteit maaltijden|capacity|meals|most meals"
        "|aantal maaltijden|maximum maaltijden|plaats voor|capaciteit mlt|max meals|max mlt"
        "|meal capacity|capacity meals|hoogste aantal maaltijden|meeste maaltijden",
    ),
    field(
        "most_crates",
        V,
        "kratten|max kratten|crates|capaciteit kratten|aantal kratten|max crates|capacity crates"
        "|meeste kratten|most crates",
    ),
    field(
        "most_minutes",
        V,
        "max minuten|minuten|max tijd|most minutes|maximum minuten|max min|max duur|max minutes"
        "|duur max|maximaal aantal minuten|hoogstens minuten|meeste minuten",
    ),
    field(
        "most_stops",
        V,
        "max stops|stops|max adressen|most stops|adressen|maximum stops|max aantal adressen"
        "|max aantal stops|aantal adressen|maximum adressen|meeste adressen|most addresses",
    ),
    field(
        "most_km",
        V,
        "max km|km|kilometers|max kilometers|most km|maximum km|max afstand|afstand max"
        "|kilometer|max kilometer|meeste kilometers|most kilometres",
    ),
    field(
        "starts", V, "start|begint|vertrekt vanaf|starts|startplaats|start bij|begint bij|starts at"
    ),
    field("ends", V, "eind|einde|eindigt|ends|eindplaats|eindigt bij|stopt bij|ends at"),
    field(
        "skills",
        V,
        "vaardigheden|kan|skills|talen|bijzonderheden inzet|kwaliteiten|vog|vaardigheid|languages"
        "|kan ook|spreekt|taal talen",
        several=True,
    ),
    field(
        "frequency",
        V,
        "hoe vaak|frequentie|frequency|hoe vaak inzetbaar|how often|inzet|vaak",
    ),
    field("large_type", V, "grote letters|grootletter|groot|large type|large print|grote letter"),
    field(
        "language",
        V,
        "taal|taal routeblad|language|taal blad|taal van het routeblad|language of the route sheet",
    ),
    field("kind", H, "soort|type|kind|soort locatie|type locatie|hub type"),
    field(
        "opening",
        H,
        "openingstijden|open|opening hours|opening|tijden|geopend|uren|hours|openingsuren"
        "|dagen en tijden",
    ),
    field(
        "loading_minutes",
        H,
        "laadtijd|laden|laadminuten|loading minutes|loading|minuten laden|laadtijd min"
        "|laadtijd minuten|laden minuten|minutes of loading",
    ),
    field(
        "ready",
        H,
        "klaar|klaar om|maaltijden klaar|ready|ready times|maaltijden klaar om|eten klaar"
        "|klaar vanaf|ready at|ready from|gereed|tijd klaar|meals ready at",
    ),
    field(
        "supplies_meals",
        H,
        "levert maaltijden|maaltijden|levert|supplies meals|kookt|geeft maaltijden",
    ),
    field(
        "makes",
        H,
        "dieten|kookt dieten|makes|diets|dieet|maakt|kan koken|maakt dieten|kookt deze dieten"
        "|cooks these diets",
    ),
    field(
        "leaves_out",
        H,
        "kan zonder|zonder|allergenen|leaves out|kan weglaten|allergenen weglaten|kookt zonder"
        "|without|can leave out|allergens|allergie|kan koken zonder|can cook without",
    ),
    field(
        "meal_kinds",
        H,
        "warm koud|maaltijdsoorten|meal kinds|warm koel|soort maaltijden|soorten maaltijd"
        "|kinds of meal",
    ),
    field(
        "supplied_by",
        H,
        "krijgt maaltijden van|bevoorraad door|bevoorrading|aanvoer van|aanvoer|supplied by"
        "|supplies from|meals come from|maaltijden komen van|gets its meals from"
        "|wordt bevoorraad door",
    ),
    field("active", H, "actief|in gebruik|active|status|in use"),
)

# Columns that the work does not need and that are nobody's business: known, never read
# (DOMAIN 8.1: no birth date, diagnosis, income, religion on any sheet, so not stored at all).
NOT_NEEDED = _words(
    "geboortedatum|geb datum|gebdatum|geboren|date of birth|birth date|dob|leeftijd"
    "|age|geslacht|gender|sex|m v|religie|geloof|religion|nationaliteit|nationality"
    "|geboorteland|etniciteit|inkomen|income|uitkering|schulden|diagnose|diagnosis"
    "|ziekte|aandoening|medicatie|medicijnen|iban|rekeningnummer|rekening|bank|email"
    "|e mail|mail|e mailadres|emailadres|mailadres|huisarts|zorgverzekeraar"
    "|polisnummer|burgerlijke staat|pasfoto"
)

CITIZEN_NUMBER = _words(
    "bsn|bsnnummer|bsn nummer|bsnnr|bsn nr|burgerservicenummer|burgerservicenr"
    "|burger service nummer|burgerservice nummer|sofinummer|sofi nummer|sofi|sofinr"
    "|sofi nr|citizen service number|social security number|ssn|a nummer bsn"
    "|identificatienummer bsn"
)


@cache
def by_code(kind: ListKind) -> Mapping[str, Field]:
    """The fields of a list of this kind, in the order people are shown."""
    return {f.code: f for f in FIELDS if kind in f.kinds}


@cache
def by_header(kind: ListKind) -> Mapping[str, str]:
    """Known header → field code. Where two fields share a word, the first named one has it."""
    known: dict[str, str] = {}
    for code, found in by_code(kind).items():
        for header in found.headers:
            known.setdefault(header, code)
    return known
