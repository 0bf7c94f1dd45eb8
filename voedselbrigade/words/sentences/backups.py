"""Sentences about backups."""

from voedselbrigade.words.marks import N_, Plural

SENTENCES: dict[str, str | Plural] = {
    "backup.holds_data": N_(
        "Hier staan al gegevens. Kies met --home een lege map, of zeg met --replace dat de"
        " reservekopie ervoor in de plaats komt."
    ),
    "backup.no_backup": N_(
        "{file} is geen reservekopie van Voedselbrigade. Er is niets veranderd. Kies een ander"
        " bestand."
    ),
    "backup.damaged": N_(
        "De reservekopie {file} is beschadigd. Er is niets veranderd. Gebruik een andere kopie."
    ),
    "backup.other_format": N_(
        "Deze reservekopie heeft een vorm ({format}) die dit programma niet kent. Zet de nieuwste"
        " versie op deze computer."
    ),
}
