"""Sentences about photos of bar codes."""

from voedselbrigade.words.marks import N_, Plural

SENTENCES: dict[str, str | Plural] = {
    "photo.too_large": N_(
        "Deze foto is te groot, hoogstens {most_mb} MB. Maak een gewone foto van de streepjescode."
    ),
    "photo.no_photo": N_(
        "Dit bestand is geen foto die wij kunnen lezen. Kies een jpg- of png-bestand, of typ de"
        " code."
    ),
    "photo.broken": N_("Deze foto is beschadigd. Maak de foto opnieuw, of typ de code."),
    "photo.no_code": N_(
        "Op deze foto staat geen streepjescode die wij kunnen lezen. Ga dichterbij, met goed"
        " licht, of typ de code."
    ),
}
