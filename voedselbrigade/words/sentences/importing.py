"""Sentences about lists that are read in: what they would change, doubles, clashes, undoing."""

from voedselbrigade.words.marks import N_, Plural, plural

SENTENCES: dict[str, str | Plural] = {
    "import.changed_since": N_(
        "Onze gegevens zijn veranderd sinds u dit bestand bekeek. Kijk de lijst nog een keer na. "
        "Uw keuzes blijven staan."
    ),
    "import.no_file": N_(
        "Het bestand {file} is er niet, of wij mogen het niet lezen. Controleer de naam en de map."
    ),
    "import.not_found": N_("Deze import bestaat niet (nummer {id}). Kijk in de lijst met imports."),
    "import.already_undone": N_(
        "Deze import is al ongedaan gemaakt op {at:date} door {by}. U hoeft niets te doen."
    ),
    "import.stay": N_(
        "Dit blijft bewaard, maar doet niet meer mee, want na deze lijst is er iets mee gedaan: "
        "{names:list}."
    ),
    "import.items_stay": N_(
        "Dit blijft, want het is na deze lijst gebruikt of veranderd: {names:list}."
    ),
    "import.vanished": N_("stond niet meer in het bestand"),
    "import.undo": N_("import ongedaan gemaakt"),
    "import.recipient_not_active": N_(
        "{name} staat in het bestand, maar is bij ons {state:term.recipient_state}. Wij zetten "
        "dat niet vanzelf om. Klopt het niet? Pas de status aan."
    ),
    "import.volunteer_not_active": N_(
        "{name} staat in het bestand, maar is bij ons {state:term.volunteer_state}. Wij zetten "
        "dat niet vanzelf om. Klopt het niet? Pas de status aan."
    ),
    "import.hub_closed": N_(
        "{name} staat in het bestand, maar is bij ons niet in gebruik. Wij zetten dat niet vanzelf "
        "om. Klopt het niet? Zet het punt weer aan."
    ),
    "import.unknown_hub": N_(
        "Keuken of punt {names:list} kennen wij niet. De rest van de rij is overgenomen. Neem "
        "eerst de lijst met punten over, of kies het punt bij de persoon."
    ),
    "import.unknown_supplied_by": N_(
        "Keuken {names:list} kennen wij nog niet. De rest van de rij is overgenomen. Staat deze "
        "keuken in hetzelfde bestand? Neem het over, en lees het bestand daarna nog een keer in."
    ),
    "import.unknown_preferred": plural(
        "Vrijwilliger {names:list} kennen wij niet, of de naam past bij meer mensen. De rest van "
        "de rij is overgenomen. Gebruik het nummer van de vrijwilliger.",
        "Vrijwilligers {names:list} kennen wij niet, of de naam past bij meer mensen. De rest van "
        "de rij is overgenomen. Gebruik de nummers van de vrijwilligers.",
        "n",
    ),
    "import.unknown_excluded": plural(
        "{names:list} mag hier niet bezorgen, maar wij kennen geen vrijwilliger die zo heet, of "
        "juist meer. Dit gaat over veiligheid: neem eerst de lijst met vrijwilligers over, of "
        "gebruik het nummer.",
        "{names:list} mogen hier niet bezorgen, maar wij kennen niet van iedereen precies één "
        "vrijwilliger die zo heet. Dit gaat over veiligheid: neem eerst de lijst met "
        "vrijwilligers over, of gebruik nummers.",
        "n",
    ),
    "import.double_other_name": N_(
        "Dit nummer hoort bij ons bij {persons:list}: andere naam, ander adres. Is het dezelfde "
        "persoon? Kies zelf."
    ),
    "import.double_other_number": N_(
        "{persons:list} heeft dezelfde naam en hetzelfde adres, maar een ander nummer. Is het "
        "dezelfde persoon? Kies zelf."
    ),
    "import.double_several": N_(
        "Deze rij past bij meer mensen: {persons:list}. Kies wie het is, of maak iemand nieuw."
    ),
    "import.double_same_door": N_(
        "Op hetzelfde adres woont {persons:list}: een naam die erop lijkt. Is het dezelfde "
        "persoon? Kies zelf."
    ),
    "import.double_same_phone": N_(
        "{persons:list} heeft dezelfde telefoon en een naam die erop lijkt. Is het dezelfde "
        "persoon? Kies zelf."
    ),
    "import.double_near_door": N_(
        "{persons:list} heeft dezelfde naam en postcode, maar een ander huisnummer. Is er een "
        "tikfout gemaakt? Kies zelf."
    ),
    "import.double_same_name": N_(
        "{persons:list} heeft dezelfde naam, maar een ander nummer of adres. Is het dezelfde "
        "persoon? Kies zelf."
    ),
    "import.double_same_row": plural(
        "Rij {rows:list} van dit bestand gaat over dezelfde persoon, of over iemand die er erg op "
        "lijkt. Haal de dubbele rij weg, of maak iemand nieuw.",
        "De rijen {rows:list} van dit bestand gaan over dezelfde persoon, of over mensen die er "
        "erg op lijken. Haal de dubbele rijen weg, of maak iemand nieuw.",
        "n",
    ),
}
