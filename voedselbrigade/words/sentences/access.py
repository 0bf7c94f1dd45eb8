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
    "settings.unknown": N_("De instelling {name} bestaat niet."),
    "home.database_unknown": N_(
        "Met een database van het soort {kind} kan het programma niet werken. Gebruik SQLite of"
        " PostgreSQL."
    ),
    "home.database_busy": N_(
        "Iemand anders is nog bezig met opslaan. Er is niets van u opgeslagen; probeer het zo"
        " nog eens."
    ),
    "home.disk_full": N_(
        "De schijf is vol: er is niets opgeslagen. Maak ruimte en probeer het opnieuw."
    ),
    "home.database_unreachable": N_(
        "De database ({kind}, {place}) is niet te bereiken. Kijk of die aan staat en of u er"
        " bij mag."
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
