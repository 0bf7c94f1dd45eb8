"""Sentences about recipients, volunteers and hubs, and the rows that describe them."""

from voedselbrigade.words.marks import N_, Plural, plural

SENTENCES: dict[str, str | Plural] = {
    # the row as a whole
    "row.nobody": N_(
        "In deze rij staat geen naam en geen adres. Is het geen persoon? Dan mag de rij weg."
    ),
    "row.nobody_hub": N_(
        "In deze rij staat geen naam en geen adres. Is het geen locatie? Dan mag de rij weg."
    ),
    "row.excel_error": N_(
        "In deze cel staat een fout van Excel: “{value}”. Vul de waarde zelf in."
    ),
    "row.too_long": N_(
        "Deze tekst is te lang: {n:number} tekens. Wij bewaren hoogstens {most:number} tekens."
    ),
    # names
    "row.name_missing": N_("Achternaam is leeg. Zonder naam weten wij niet wie het is."),
    "row.hub_name_missing": N_("De naam van de locatie is leeg. Vul een naam in."),
    "row.name": N_("Naam “{value}” kunnen wij niet lezen. Schrijf een naam, zoals Mw. A. de Wit."),
    # addresses
    "row.postcode": N_(
        "Postcode “{value}” klopt niet. Een postcode is vier cijfers en twee letters, zoals 2573 "
        "LM."
    ),
    "row.postcode_missing": N_("Postcode is leeg. Zonder postcode vinden wij het adres niet."),
    "row.street_missing": N_("Straat is leeg. Zonder straat kunnen wij niet bezorgen."),
    "row.house_number_missing": N_(
        "Geen huisnummer bij {street}. Zonder huisnummer kunnen wij niet bezorgen."
    ),
    "row.house_number": N_(
        "Huisnummer “{value}” klopt niet. Schrijf een nummer, en zo nodig een letter of "
        "toevoeging, "
        "zoals 12 of 12B-II."
    ),
    "row.house_number_date": N_(
        "Excel heeft van dit huisnummer een datum gemaakt: “{value}”. "
        "Maak van de cel tekst en schrijf het huisnummer opnieuw, zoals 12-3."
    ),
    # telephone
    "row.phone": N_(
        "Telefoonnummer “{value}” klopt niet. Een nummer heeft tien cijfers, zoals 06 12345678. "
        "De rest van de rij nemen wij wel over."
    ),
    "row.phone_rounded": N_(
        "Excel heeft dit telefoonnummer afgerond: “{value}”. "
        "Maak van de cel tekst en schrijf het nummer opnieuw."
    ),
    "row.phone_unsure": N_("Telefoonnummer “{value}” is misschien niet in gebruik. Klopt het?"),
    "row.phone_words": N_(
        "Bij het telefoonnummer staat “{value}”. Dat nemen wij niet over. "
        "Is het nummer van iemand anders? Zet het dan bij Contactpersoon."
    ),
    "row.contact": N_(
        "Bij contactpersoon “{value}” vinden wij geen telefoonnummer. "
        "Schrijf het zo: dochter Anja 06 12345678. De rest van de rij nemen wij wel over."
    ),
    # days and hours
    "row.days_missing": N_(
        "Bezorgdagen zijn leeg. Wij weten dan niet wanneer wij moeten komen. Schrijf "
        "bijvoorbeeld ma wo vr."
    ),
    "row.days": N_(
        "Bezorgdagen “{value}” begrijpen wij niet. Schrijf bijvoorbeeld ma wo vr, ma t/m vr of "
        "di 2 vr 1."
    ),
    "row.day_count": N_(
        "“{value}” begrijpen wij niet. Zet onder een dag het aantal maaltijden, of een x voor ja."
    ),
    "row.even_or_odd": N_(
        "“{value}” is om de week, maar welke weken? Schrijf er even weken of oneven weken bij."
    ),
    "row.weeks": N_("Weken “{value}” begrijpen wij niet. Schrijf even, oneven of elke week."),
    "row.too_many_portions": N_(
        "“{value}” is meer dan {most} maaltijden op een dag. Klopt het aantal?"
    ),
    "row.portions_per_week": N_(
        "Staat {n} voor een dag of voor een week? Wij lezen {n} maaltijden per bezorgdag."
    ),
    "row.window": N_(
        "Tijd “{value}” begrijpen wij niet. Schrijf bijvoorbeeld 11:30-13:00, na 12:00 of voor "
        "12:30."
    ),
    "row.window_single": N_(
        "Tijd “{value}” is één tijdstip. Is dat vanaf of uiterlijk? "
        "Schrijf bijvoorbeeld na 12:00, voor 12:00 of 11:30-12:30."
    ),
    "row.window_backwards": N_(
        "Tijd “{value}” eindigt voor het begin. Schrijf eerst de vroegste tijd, zoals 11:30-13:00."
    ),
    "row.wanted": N_(
        "Liefste tijd “{value}” begrijpen wij niet. Schrijf bijvoorbeeld 12:00-12:30. "
        "De rest van de rij nemen wij wel over."
    ),
    "row.wanted_one": N_(
        "“{value}” noemt meer dan één liefste tijd. Kies er een. "
        "De rest van de rij nemen wij wel over."
    ),
    "row.wanted_outside": N_(
        "Liefst tussen {from_s:clock} en {until_s:clock} kan niet: het moet op een andere tijd. "
        "Verander een van de twee. De rest van de rij nemen wij wel over."
    ),
    "row.time": N_("Tijd “{value}” begrijpen wij niet. Schrijf een tijd zoals 11:30."),
    "row.date": N_("Datum “{value}” begrijpen wij niet. Schrijf een datum zoals 31-12-2026."),
    "row.date_impossible": N_(
        "Datum “{value}” bestaat niet. Schrijf dag, maand en jaar, zoals 31-12-2026."
    ),
    "row.availability": N_(
        "“{value}” begrijpen wij niet. Schrijf dagen met tijden, zoals ma wo 11:00-13:30; vr "
        "11:00-14:00."
    ),
    "row.frequency": N_(
        "Hoe vaak “{value}” begrijpen wij niet. Schrijf bijvoorbeeld elke week of 1x per 4 weken."
    ),
    # food: this is about safety
    "row.diet": N_(
        "Dieet “{value}” kennen wij niet. Wij kennen: {choices:term.diet}. "
        "Dit gaat over veiligheid: kies zelf."
    ),
    "row.diet_near": N_(
        "Dieet “{value}” kennen wij niet. Bedoelt u {diet:term.diet}? "
        "Dit gaat over veiligheid: kies zelf."
    ),
    "row.diet_allergen": N_(
        "Dieet “{value}” kennen wij niet. Bedoelt u zonder {allergen:term.allergen}? "
        "Dit gaat over veiligheid: kies zelf, en zet een allergie in de kolom Allergie."
    ),
    "row.allergen": N_(
        "Allergie “{value}” kennen wij niet. Wij kennen: {choices:term.allergen}. "
        "Dit gaat over veiligheid: kies zelf. Iets anders hoort bij Opmerkingen."
    ),
    "row.allergen_near": N_(
        "Allergie “{value}” kennen wij niet. Bedoelt u {allergen:term.allergen}? "
        "Dit gaat over veiligheid: kies zelf."
    ),
    "row.allergen_unclear": N_(
        "Allergie “{value}” kan twee dingen betekenen. Is iemand allergisch, schrijf dan "
        "“{allergen:term.allergen}”. Is iemand dat niet, schrijf dan "
        "“{allergen:term.allergen}: nee”."
    ),
    "row.meal_kind": N_(
        "Soort maaltijd “{value}” kennen wij niet. Kies uit: {choices:term.meal_kind}."
    ),
    "row.one_meal_kind": N_(
        "Hier staan verschillende soorten maaltijd: {choices:term.meal_kind}. Kies er een."
    ),
    # choices
    "row.yes_no": N_("{field:term.column}: “{value}” begrijpen wij niet. Schrijf ja of nee."),
    "row.whole_number": N_(
        "{field:term.column}: “{value}” is geen getal. "
        "Schrijf een heel getal van {least:number} tot en met {most:number}."
    ),
    "row.out_of_range": N_(
        "{field:term.column}: “{value}” kan niet kloppen. "
        "Schrijf een getal van {least:number} tot en met {most:number}."
    ),
    "row.choice": N_("{field:term.column} “{value}” kennen wij niet. Kies uit: {choices:list}."),
    "row.choice_transport": N_(
        "Vervoer “{value}” kennen wij niet. Kies uit: {choices:term.transport}."
    ),
    "row.choice_base": N_(
        "{field:term.column} “{value}” kennen wij niet. Kies uit: {choices:term.base}."
    ),
    "row.choice_priority": N_(
        "Voorrang “{value}” begrijpen wij niet. Kies uit: {choices:term.priority}."
    ),
    "row.choice_dwelling": N_(
        "Woning “{value}” kennen wij niet. Kies uit: {choices:term.dwelling}. "
        "De rest van de rij nemen wij wel over."
    ),
    "row.choice_hub_kind": N_(
        "Soort locatie “{value}” kennen wij niet. Kies uit: {choices:term.hub_kind}."
    ),
    "row.choice_recipient_state": N_(
        "Status “{value}” kennen wij niet. Kies uit: {choices:term.recipient_state}. "
        "Bij een pauze mag een datum: pauze tot 1-12-2026."
    ),
    "row.choice_volunteer_state": N_(
        "Status “{value}” kennen wij niet. Kies uit: {choices:term.volunteer_state}. "
        "Bij een pauze mag een datum: pauze tot 1-12-2026."
    ),
    "row.active_but_back_later": N_(
        "Status is actief, maar er staat ook: weer vanaf {day:date}. Wij gaan uit van actief."
    ),
    "row.transport_missing": N_(
        "Vervoer is leeg. Schrijf hoe iemand bezorgt: te voet, fiets, e-bike, bakfiets, auto of "
        "bus."
    ),
    "row.sheet_language": N_(
        "Een routeblad in de taal “{value}” hebben wij niet. Kies Nederlands of Engels. "
        "De rest van de rij nemen wij wel over."
    ),
    "row.unknown_needs": plural(
        "“{words:list}” kennen wij nog niet. Alleen een vrijwilliger met precies dit woord bij "
        "Vaardigheden mag komen.",
        "{words:list} kennen wij nog niet. Alleen een vrijwilliger met precies deze woorden bij "
        "Vaardigheden mag komen.",
        "n",
    ),
    "row.unknown_skills": plural(
        "“{words:list}” kennen wij nog niet. Wij bewaren het zoals het er staat.",
        "{words:list} kennen wij nog niet. Wij bewaren het zoals het er staat.",
        "n",
    ),
    "row.no_home": N_(
        "Deze ronde begint of eindigt thuis, maar het adres is leeg. Vul het adres in."
    ),
}
