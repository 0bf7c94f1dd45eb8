"""Sentences about addresses and where they lie."""

from voedselbrigade.words.marks import N_, Plural

SENTENCES: dict[str, str | Plural] = {
    # Found, but not exactly: shown with the point, and listed to be mended.
    "locate.suffix_unknown": N_(
        "{street} {number} heeft geen toevoeging {typed}. Wel bekend: {known:list}. "
        "Vraag het na en verbeter het adres."
    ),
    "locate.suffix_missing": N_(
        "{street} {number} bestaat alleen met een toevoeging: {known:list}. "
        "Vraag welke deur het is en vul de toevoeging in."
    ),
    "locate.near_number": N_(
        "{address} is niet bekend. Het punt staat bij {found}. Controleer het huisnummer."
    ),
    "locate.estimated": N_(
        "{address} is geschat tussen twee bekende huisnummers. Zet het punt zo nodig goed."
    ),
    "locate.only_postcode": N_(
        "{address} is niet bekend. Het punt staat midden in postcode {postcode}. "
        "Controleer het huisnummer."
    ),
    "locate.street_differs": N_(
        "Postcode {postcode} hoort niet bij {street}, maar bij {known:list}. "
        "Vraag na wat klopt: de postcode of de straat."
    ),
    "locate.postcode_differs": N_(
        "Postcode {typed} is niet bekend. Dit adres heeft postcode {found}. Verbeter de postcode."
    ),
    "locate.street_read_as": N_(
        "{typed} is niet bekend. Gelezen als {found}. Verbeter de straat als dat klopt."
    ),
    # Not found: the office must look.
    "locate.ambiguous": N_(
        "{address} komt op meer dan één plek voor. Kies het goede adres of zet zelf een punt."
    ),
    "locate.no_such_number": N_(
        "{address} is niet gevonden: dit huisnummer is niet bekend in deze straat. "
        "Controleer het nummer of vul de postcode in."
    ),
    "locate.not_found": N_(
        "{address} in {town} is niet gevonden. Controleer de straat, het nummer en de postcode."
    ),
    "locate.other_door": N_(
        "{address} in {town} is niet gevonden, wel adressen die erop lijken. Kies het goede adres."
    ),
    "locate.no_index": N_(
        "{address} kan niet worden opgezocht: er is nog geen adreslijst op deze computer. "
        "Zet zelf een punt op de kaart, of maak de adreslijst."
    ),
    "locate.typed_without_number": N_(
        "In {typed} staat geen huisnummer. Typ straat en nummer, of postcode en nummer."
    ),
    "locate.typed_without_street": N_(
        "In {typed} staat geen straat en geen postcode. "
        "Typ straat en nummer, of postcode en nummer."
    ),
    # A service or a file that cannot be used.
    "locate.service_down": N_(
        "De adresdienst {geocoder} geeft geen antwoord. Probeer het straks opnieuw "
        "of zet zelf een punt op de kaart."
    ),
    "locate.resting": N_(
        "De adresdienst {geocoder} gaf drie keer geen antwoord. Over {wait_s:minutes} min "
        "probeert het programma het opnieuw."
    ),
    "locate.queue_full": N_(
        "Er wachten te veel vragen voor de adresdienst. Probeer het over een minuut opnieuw."
    ),
    "locate.turns_unusable": N_(
        "Het bestand {file} in de map indexes kan niet worden gebruikt. Verwijder het bestand "
        "en probeer het opnieuw."
    ),
    "locate.no_such_geocoder": N_(
        "De adresdienst {typed} bestaat niet. U kunt kiezen uit: {known:list}."
    ),
    "locate.index_unreadable": N_(
        "De adreslijst {file} kan niet worden gelezen. Bewaar het bestand als CSV in UTF-8."
    ),
    "locate.index_columns": N_(
        "In de adreslijst {file} ontbreken deze kolommen: {columns:list}. Vul ze aan."
    ),
    "locate.index_unusable": N_(
        "De adreslijst {file} is beschadigd of van een andere versie. "
        "Maak hem opnieuw met: voedselbrigade roads build."
    ),
}
