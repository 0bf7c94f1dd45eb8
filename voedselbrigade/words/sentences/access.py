"""Sentences about accounts, permission, settings and the home with its database."""

from voedselbrigade.words.marks import N_, Plural

SENTENCES: dict[str, str | Plural] = {
    "access.not_allowed": N_(
        "{who} mag dit niet doen ({action:term.action}). Vraag het een coördinator."
    ),
    "access.no_account": N_(
        "Er is geen account met de naam {name}. Kijk of de naam klopt, of maak het account met:"
        " voedselbrigade user add"
    ),
    "access.account_gone": N_(
        "Het account {name} werkt niet meer. Vraag een coördinator om een nieuw account."
    ),
    "access.account_exists": N_("Er is al een account met de naam {name}. Kies een andere naam."),
    "access.no_name": N_(
        "Een account heeft een naam nodig van 1 tot {longest} gewone tekens. Typ een andere naam."
    ),
    "access.no_such_role": N_("Een account met de rol {role:term.role} kunt u niet maken."),
    "access.hub_needed": N_(
        "Een {role:term.role} hoort bij één locatie. Zeg welke, met --hub en de naam ervan."
    ),
    "access.hub_not_needed": N_("Een {role:term.role} hoort niet bij één locatie. Laat --hub weg."),
    "access.last_coordinator": N_(
        "{name} is de enige die accounts kan beheren. Maak eerst iemand anders coördinator."
    ),
    "settings.unknown": N_("De instelling {name} bestaat niet."),
    "home.database_unknown": N_(
        "Met een database van het soort {kind} kan het programma niet werken. Gebruik SQLite of"
        " PostgreSQL."
    ),
    "home.database_url": N_(
        "Het adres van de database klopt niet. Schrijf het zo: postgresql://naam@machine/database"
    ),
    "home.no_driver": N_(
        "Voor PostgreSQL ontbreekt het onderdeel {package}. Installeer het met: pip install"
        " psycopg[binary]"
    ),
    "home.database_busy": N_(
        "Iemand anders is nog bezig met opslaan. Er is niets van u opgeslagen; probeer het zo"
        " nog eens."
    ),
    "home.disk_full": N_(
        "De schijf is vol: er is niets opgeslagen. Maak ruimte en probeer het opnieuw."
    ),
    "home.disk_fault": N_(
        "De schijf kan dit niet opslaan: misschien is die vol of kapot. Er is niets van u"
        " opgeslagen. Maak ruimte, of laat iemand naar de schijf kijken."
    ),
    "home.database_read_only": N_(
        "De gegevens kunnen alleen gelezen worden: er is niets opgeslagen. Kijk of de map, de"
        " schijf of de database op alleen-lezen staat."
    ),
    "home.database_unreachable": N_(
        "De database ({kind}, {place}) is niet te bereiken. Kijk of die aan staat en of u er"
        " bij mag."
    ),
    "home.database_damaged": N_(
        "De database ({place}) is beschadigd. Zet een reservekopie terug, of vraag hulp; verander"
        " zelf niets aan het bestand."
    ),
    "home.database_newer": N_(
        "Deze gegevens zijn van een nieuwere versie van Voedselbrigade ({revision}). Zet de"
        " nieuwste versie op deze computer; er is niets veranderd."
    ),
    "home.not_writable": N_(
        "In de map {folder} kan niet geschreven worden. Kies een andere map met --home, of geef"
        " uzelf rechten op deze map."
    ),
    "home.file_unreadable": N_("Het bestand {file} is niet te lezen ({why}). Verbeter het."),
}
