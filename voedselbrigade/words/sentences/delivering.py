"""Sentences about results: what was ticked at the doors, and what is still open."""

from voedselbrigade.words.marks import N_, Plural, plural

SENTENCES: dict[str, str | Plural] = {
    "settle.no_route": N_(
        "Regel {line}: hier staat geen route. Begin de regel met de route, zoals R08."
    ),
    "settle.which_route": N_(
        "Regel {line}: is “{text}” een route? Schrijf die los, zoals R08 of T01. Wat erachter"
        " staat, is niet verwerkt."
    ),
    "settle.point_closed": plural(
        "Er kwam geen eten bij {hub}. Bel nu route {routes:list}: die wacht daar.",
        "Er kwam geen eten bij {hub}. Bel nu de routes {routes:list}: die wachten daar.",
        "n",
    ),
    "settle.point_short": plural(
        "Er kwam te weinig eten bij {hub}. Bel nu route {routes:list}: die laadt daar.",
        "Er kwam te weinig eten bij {hub}. Bel nu de routes {routes:list}: die laden daar.",
        "n",
    ),
    "settle.unreadable": N_(
        "Regel {line}: “{text}” kunnen wij niet lezen. Schrijf een stop en een letter, zoals 4N:"
        " G gegeven, N niet thuis, W geweigerd, Z zorg."
    ),
    "settle.no_time": N_("Regel {line}: “{text}” is geen tijd. Schrijf een tijd als 12:10."),
    "settle.unknown_route": N_(
        "Regel {line}: route {route} is er vandaag niet. Kijk op het routeblad."
    ),
    "settle.unknown_stop": N_(
        "Regel {line}: route {route} heeft geen stop {stop}. Kijk op het routeblad."
    ),
    "settle.no_such_stop": N_("Route {route} heeft geen stop {stop}. Kijk op het routeblad."),
    "settle.not_text": N_(
        "{file} is geen gewone tekst. Typ de uitslagen in een tekstbestand, zoals R08 4N 12:10."
    ),
    "settle.file_unreadable": N_(
        "Het bestand {file} kunnen wij niet openen. Kijk of de naam klopt."
    ),
    "settle.no_plan": N_("Voor {day:date} is er geen gepubliceerd plan. Publiceer eerst."),
    "settle.still_open": plural(
        "Van {n} adres is nog niet bekend hoe het ging: {stops:list}.",
        "Van {n} adressen is nog niet bekend hoe het ging, zoals {stops:list}.",
        "n",
    ),
}
