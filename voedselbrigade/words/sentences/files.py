"""Sentences about files, imports, folders and the database."""

from voedselbrigade.words.marks import N_, Plural, plural

SENTENCES: dict[str, str | Plural] = {
    "file.not_a_list": N_(
        "“{file}” is geen Excel of CSV. Sla het op als .xlsx en probeer het opnieuw."
    ),
    "file.other_office": N_(
        "“{file}” is een rekenblad in een andere vorm. Sla het op als .xlsx en probeer het opnieuw."
    ),
    "file.old_excel": N_(
        "“{file}” is een oud Excel-bestand (.xls). Open het in Excel, kies Opslaan als, "
        "kies .xlsx en probeer het opnieuw."
    ),
    "file.password": N_(
        "“{file}” heeft een wachtwoord. Sla het in Excel op zonder wachtwoord en probeer het "
        "opnieuw."
    ),
    "file.damaged": N_(
        "“{file}” is beschadigd. Open het in Excel, sla het opnieuw op als .xlsx en probeer het "
        "weer."
    ),
    "file.empty": N_("“{file}” is leeg. Kies het bestand met de lijst."),
    "file.too_big": N_(
        "“{file}” is groter dan {most_mb} MB. Haal plaatjes en oude bladen weg en probeer het "
        "opnieuw."
    ),
    "file.too_big_inside": N_(
        "“{file}” is uitgepakt veel te groot voor een lijst. Wij openen het niet. "
        "Zet de lijst in een nieuw Excel-bestand."
    ),
    "file.too_many_cells": N_(
        "“{file}” is te groot: wij lezen hoogstens {rows:number} rijen en {columns:number} "
        "kolommen. "
        "Haal lege rijen en kolommen weg, of verdeel de lijst."
    ),
    "file.no_header": N_(
        "In “{file}” vinden wij geen rij met kolomnamen, zoals Naam, Adres en Postcode. "
        "Zet die boven de lijst, in een van de eerste {rows} rijen."
    ),
    "file.no_rows": N_("In “{file}” staat onder de kolomnamen (rij {header_row}) geen enkele rij."),
    "file.missing_columns": N_(
        "Wij missen deze kolommen: {columns:term.column}. "
        "In het bestand staan: {found:list}. Voeg ze toe, of wijs zelf aan welke kolom het is."
    ),
    "file.sheet_chosen": N_(
        "Wij lezen het blad “{sheet}”. Andere bladen lezen wij niet: {others:list}."
    ),
    "file.citizen_column": N_(
        "De kolom “{column}” bevat burgerservicenummers. Die lezen en bewaren wij nooit."
    ),
    "file.citizen_number_hidden": plural(
        "In 1 cel stond een burgerservicenummer in de tekst. Dat nummer hebben wij weggelaten.",
        "In {n} cellen stond een burgerservicenummer in de tekst. "
        "Die nummers hebben wij weggelaten.",
        "n",
    ),
    "file.other_list": N_(
        "Dit lijkt een lijst met {kind:term.list}, niet met {asked:term.list}. "
        "Kijk goed of u de juiste soort koos."
    ),
    "file.unknown_columns": plural(
        "De kolom {columns:list} kennen wij niet. Kies wat het is, of sla de kolom over.",
        "De kolommen {columns:list} kennen wij niet. Kies wat het zijn, of sla ze over.",
        "n",
    ),
    "file.no_days_column": N_(
        "Er is geen kolom met bezorgdagen. Nieuwe mensen krijgen daarom elke dag een maaltijd. "
        "Klopt dat niet? Voeg een kolom Dagen toe."
    ),
    "file.no_availability_column": N_(
        "Er is geen kolom met beschikbare dagen. Nieuwe vrijwilligers staan daarom elke dag "
        "beschikbaar. Klopt dat niet? Voeg een kolom Beschikbaar toe."
    ),
    "file.no_opening_column": N_(
        "Er is geen kolom met openingstijden. Nieuwe locaties zijn daarom elke dag open. "
        "Klopt dat niet? Voeg een kolom Openingstijden toe."
    ),
}
