"""Sentences about the street map of this computer, and the way from door to door in words."""

from voedselbrigade.words.marks import N_, Plural, plural

SENTENCES: dict[str, str | Plural] = {
    # Making the map.
    "streets.no_extract": N_(
        "{file} is geen kaartbestand van OpenStreetMap, of het bestaat niet. "
        "Kies een bestand dat eindigt op .osm.pbf. De oude kaart blijft in gebruik."
    ),
    "streets.cut_off": N_(
        "Het kaartbestand {file} is beschadigd of niet helemaal opgehaald. "
        "Haal het opnieuw op met: voedselbrigade roads fetch. De oude kaart blijft in gebruik."
    ),
    "streets.elsewhere": N_(
        "In het kaartbestand {file} ligt niets van dit werkgebied. "
        "Kies een ander bestand of een ander gebied. De oude kaart blijft in gebruik."
    ),
    "streets.no_addresses": N_(
        "In het kaartbestand {file} staan geen adressen. "
        "Kies een bestand met adressen. De oude kaart blijft in gebruik."
    ),
    "streets.no_such_town": N_(
        "De plaats {town} staat niet in het kaartbestand {file}. "
        "Controleer de naam, of geef het gebied op met --bbox."
    ),
    "streets.wrong_box": N_(
        "{typed} is geen gebied. Schrijf west, zuid, oost en noord in graden, met komma's, "
        "zoals 4.20,52.01,4.42,52.14."
    ),
    "streets.one_area": N_("Kies één manier om het gebied te kiezen: --around, --bbox of --lists."),
    "streets.no_listed_points": N_(
        "Er zijn nog geen mensen met een plek op de kaart. "
        "Lees eerst de lijsten in, of kies het gebied met --around."
    ),
    "streets.network_failed": N_(
        "Met dit kaartbestand kan geen netwerk worden gemaakt voor {transport:term.network}. "
        "Kies een groter gebied of een ander bestand. De oude kaart blijft in gebruik. ({said})"
    ),
    "streets.other_version": N_(
        "Het stratennetwerk {file} is beschadigd of van een andere versie. "
        "Maak de kaart opnieuw met: voedselbrigade roads build."
    ),
    "streets.too_little_disk": N_(
        "Er is te weinig ruimte op de schijf: nodig is {needed_mb:number} MB, "
        "vrij is {free_mb:number} MB. Maak ruimte en probeer het opnieuw."
    ),
    "streets.disk_full": N_(
        "De schijf is vol of de map {folder} kan niet worden beschreven. "
        "Maak ruimte en probeer het opnieuw. De oude kaart blijft in gebruik."
    ),
    "streets.expect": N_(
        "Dit duurt ongeveer {wait_s:minutes} min en vraagt ongeveer {needed_mb:number} MB."
    ),
    "streets.step.clip": N_("Werkgebied uitknippen"),
    "streets.step.addresses": N_("Adressen verzamelen"),
    "streets.step.ground": N_("Straten tekenen"),
    "streets.step.network": N_("Netwerk maken: {transport:term.network}"),
    "streets.step.finish": N_("Kaart in gebruik nemen"),
    # What there is.
    "streets.none": N_(
        "Er is nog geen stratenkaart. Reistijden worden hemelsbreed geschat. "
        "Maak de kaart met: voedselbrigade roads build."
    ),
    "streets.there_is": N_(
        "Stratenkaart van {source}, gemaakt op {built:date}: {doors:number} adressen."
    ),
    "streets.map_dated": N_("De kaartgegevens zijn van {dated:date}."),
    "streets.old": N_("De kaart is ouder dan een half jaar. Haal een nieuwe op."),
    "streets.outside_area": N_("{name} woont buiten de kaart."),
    # Points that the streets do not reach.
    "streets.far": N_(
        "Ligt {metres:number} meter van een straat die bruikbaar is ({transport:term.transport}). "
        "Controleer het punt op de kaart."
    ),
    "streets.outside": N_(
        "Ligt buiten de stratenkaart ({transport:term.transport}). "
        "Controleer het punt, of maak de kaart groter."
    ),
    "streets.no_way": N_(
        "Niet bereikbaar ({transport:term.transport}): er loopt geen weg heen of terug."
    ),
    "streets.far.by_name": N_(
        "{name} ligt {metres:number} meter van een straat die bruikbaar is "
        "({transports:term.transport}). Controleer het punt op de kaart."
    ),
    "streets.outside.by_name": N_(
        "{name} ligt buiten de stratenkaart ({transports:term.transport}). "
        "Controleer het punt, of maak de kaart groter."
    ),
    "streets.no_way.by_name": N_(
        "{name} is niet bereikbaar ({transports:term.transport}): er loopt geen weg heen of terug."
    ),
    "streets.more": plural(
        "En nog {n} adres dat niet goed te bereiken is. Bekijk ze met: voedselbrigade roads status"
        " --json -",
        "En nog {n} adressen die niet goed te bereiken zijn. Bekijk ze met: voedselbrigade roads"
        " status --json -",
        "n",
    ),
    "streets.map_elsewhere": N_(
        "De stratenkaart is van een ander gebied: de meeste adressen liggen erbuiten. "
        "Reistijden zijn daarom hemelsbreed geschat. "
        "Maak de kaart opnieuw met: voedselbrigade roads build --lists."
    ),
    # Fetching an extract.
    "streets.fetched": N_(
        "Het kaartbestand is opgehaald. Maak nu de kaart met: "
        'voedselbrigade roads build "{file}" --around "Den Haag"'
    ),
    "streets.no_such_province": N_(
        "{typed} is geen provincie die opgehaald kan worden. Kies uit: {known:list}."
    ),
    "streets.no_network": N_(
        "Ophalen lukt niet: {host} geeft geen antwoord. Controleer de internetverbinding "
        "en probeer het opnieuw. Wat al binnen is, blijft bewaard."
    ),
    "streets.refused": N_(
        "Ophalen lukt niet: {host} weigert het bestand ({status}). Probeer het later opnieuw."
    ),
    "streets.interrupted": N_(
        "De verbinding met {host} is verbroken. Geef dezelfde opdracht nog eens: "
        "het ophalen gaat verder waar het stopte."
    ),
    "streets.wrong_checksum": N_(
        "Het opgehaalde bestand {file} is niet goed overgekomen en is weggegooid. "
        "Haal het opnieuw op."
    ),
    # The way in words.
    "turn.depart": N_("Vertrek: {street}"),
    "turn.depart.unnamed": N_("Vertrek: {way:term.unnamed_way}"),
    "turn.onward": N_("Ga verder: {street}"),
    "turn.onward.unnamed": N_("Ga verder: {way:term.unnamed_way}"),
    "turn.back": N_("Ga terug: {street}"),
    "turn.back.unnamed": N_("Ga terug: {way:term.unnamed_way}"),
    "turn.left": N_("Linksaf: {street}"),
    "turn.left.unnamed": N_("Linksaf: {way:term.unnamed_way}"),
    "turn.right": N_("Rechtsaf: {street}"),
    "turn.right.unnamed": N_("Rechtsaf: {way:term.unnamed_way}"),
    "turn.slight_left": N_("Schuin links: {street}"),
    "turn.slight_left.unnamed": N_("Schuin links: {way:term.unnamed_way}"),
    "turn.slight_right": N_("Schuin rechts: {street}"),
    "turn.slight_right.unnamed": N_("Schuin rechts: {way:term.unnamed_way}"),
    "turn.sharp_left": N_("Scherp linksaf: {street}"),
    "turn.sharp_left.unnamed": N_("Scherp linksaf: {way:term.unnamed_way}"),
    "turn.sharp_right": N_("Scherp rechtsaf: {street}"),
    "turn.sharp_right.unnamed": N_("Scherp rechtsaf: {way:term.unnamed_way}"),
    "turn.straight": N_("Rechtdoor: {street}"),
    "turn.straight.unnamed": N_("Rechtdoor: {way:term.unnamed_way}"),
    "turn.uturn": N_("Keer om: {street}"),
    "turn.uturn.unnamed": N_("Keer om: {way:term.unnamed_way}"),
    "turn.end_left": N_("Einde weg linksaf: {street}"),
    "turn.end_left.unnamed": N_("Einde weg linksaf: {way:term.unnamed_way}"),
    "turn.end_right": N_("Einde weg rechtsaf: {street}"),
    "turn.end_right.unnamed": N_("Einde weg rechtsaf: {way:term.unnamed_way}"),
    "turn.keep_left": N_("Splitsing, links aanhouden: {street}"),
    "turn.keep_left.unnamed": N_("Splitsing, links aanhouden: {way:term.unnamed_way}"),
    "turn.keep_right": N_("Splitsing, rechts aanhouden: {street}"),
    "turn.keep_right.unnamed": N_("Splitsing, rechts aanhouden: {way:term.unnamed_way}"),
    "turn.follow_left": N_("Bocht naar links, blijf op: {street}"),
    "turn.follow_left.unnamed": N_("Bocht naar links, blijf op: {way:term.unnamed_way}"),
    "turn.follow_right": N_("Bocht naar rechts, blijf op: {street}"),
    "turn.follow_right.unnamed": N_("Bocht naar rechts, blijf op: {way:term.unnamed_way}"),
    "turn.roundabout": N_("Rotonde, afslag {exit}: {street}"),
    "turn.roundabout.unnamed": N_("Rotonde, afslag {exit}: {way:term.unnamed_way}"),
    "turn.ferry": N_("Neem de pont"),
    "turn.arrive": N_("U bent er"),
    "turn.arrive_left": N_("U bent er: het adres is links"),
    "turn.arrive_right": N_("U bent er: het adres is rechts"),
}
