"""Sentences about rules of the road: what a plan breaks, why a stop is left out, what would help.

They leave out who it is about: the screen or sheet names the volunteer and the recipient first.
"""

from voedselbrigade.words.marks import N_, Plural, plural

RULES: dict[str, str | Plural] = {
    "rule.known": N_("Dit plan noemt iets dat niet bestaat. Maak een nieuw plan."),
    "rule.once": N_("Staat {times} keer op een route. Dat moet precies één keer zijn."),
    "rule.one_route": N_("Heeft {times} routes. Dat mag er maar één zijn."),
    "rule.needs": N_("Deze vrijwilliger kan niet wat hier nodig is: {needs:list}."),
    "rule.excluded": N_("Deze vrijwilliger mag niet bij deze persoon komen."),
    "rule.lock": N_("Deze persoon is vastgezet op een andere route."),
    "rule.depot": N_("Wordt geladen op een plek waar dat niet kan."),
    "rule.capacity": N_("Te vol: {load} {measure:term.measure}, er is plaats voor {room}."),
    "rule.stops": N_("Te veel adressen: {stops}, het mogen er {most} zijn."),
    "rule.trips": N_("Laadt {trips} keer, het mag {most} keer."),
    "rule.unreachable": N_("Er is geen weg naar dit adres met dit vervoer."),
    "rule.travel": N_("De tijd is te krap: nog {short_s:minutes} min nodig voor weg of werk."),
    "rule.open_end": N_("De route eindigt bij het laatste adres, om {over_s:clock}."),
    "rule.window": N_("Komt om {at_s:clock}. Het moet tussen {from_s:clock} en {until_s:clock}."),
    "rule.shift": N_(
        "Rijdt van {start_s:clock} tot {end_s:clock}, maar kan van {from_s:clock} tot"
        " {until_s:clock}."
    ),
    "rule.hours": N_("Laadt om {load_s:clock}. Dan is de laadplek dicht."),
    "rule.batch": N_("Laadt om {load_s:clock}. De maaltijden zijn pas klaar om {ready_s:clock}."),
    "rule.release": N_("Laadt om {load_s:clock}. Dit is pas klaar om {ready_s:clock}."),
    "rule.ride": N_(
        "De maaltijd is {ride_s:minutes} min onderweg, het mag {most_s:minutes} min zijn."
    ),
    "rule.rest": N_("De pauze past niet in de route."),
    "rule.duration": N_("De route duurt {spent_s:minutes} min, het mag {most_s:minutes} min zijn."),
    "rule.distance": N_("De route is {way_m:km} km, het mag {most_m:km} km zijn."),
    "rule.served": N_("Staat op geen enkele route."),
    "rule.wanted_window": N_(
        "Komt om {at_s:clock}. Liever tussen {from_s:clock} en {until_s:clock}."
    ),
    "rule.wanted_ride": N_(
        "De maaltijd is {ride_s:minutes} min onderweg, liever hoogstens {wanted_s:minutes} min."
    ),
    "rule.pair": N_("Bij het kiezen telde mee wie hier graag of liever niet komt."),
    "rule.fair_share": N_("Rijdt {spent_s:minutes} min. Een eerlijk deel is {fair_s:minutes} min."),
    "rule.fair_stops": N_("Heeft {stops} adressen. Een eerlijk deel is {fair} adressen."),
    "rule.split_group": N_("Mensen die bij elkaar horen, krijgen {vehicles} bezorgers."),
    "rule.extra_area": N_("Komt in {areas} wijken. Liever blijft een route in één wijk."),
    "rule.moved": N_("Gaat naar een andere route dan in het vorige plan."),
    "rule.sheet": N_("Deze route is anders dan op het blad dat al is uitgedeeld."),
}

REASONS: dict[str, str | Plural] = {
    "reason.no_vehicles": N_("Er is vandaag niemand die kan rijden."),
    "reason.possible": N_("Past nog op een route. Voeg deze persoon toe of plan opnieuw."),
    "reason.needs": N_("Niemand van vandaag kan wat hier nodig is: {needs:list}."),
    "reason.excluded": N_("Wie vandaag rijdt, mag niet bij deze persoon komen."),
    "reason.lock": N_("Is vastgezet op een route waar het niet past."),
    "reason.unreachable": N_("Er is voor niemand een weg naar dit adres."),
    "reason.depot": N_("Niemand laadt op de plek waar deze maaltijden liggen."),
    "reason.capacity": N_(
        "Alles is vol: {need} {measure:term.measure}, er is nergens meer plaats dan voor {room}."
    ),
    "reason.full": N_("Nergens is genoeg plaats voor alles wat hier nodig is."),
    "reason.stops": N_("Iedereen heeft al zoveel adressen als mag."),
    "reason.window": N_("Niemand kan hier op tijd zijn, tussen {from_s:clock} en {until_s:clock}."),
    "reason.window_others": N_(
        "Past nergens tussen: dan komt een ander buiten de afgesproken tijd aan de beurt."
    ),
    "reason.ride_others": N_(
        "Past nergens tussen: dan is de maaltijd van iemand anders te lang onderweg."
    ),
    "reason.ride": N_("De maaltijd zou langer dan {most_s:minutes} min onderweg zijn."),
    "reason.shift": N_("Niemand heeft er binnen zijn uren nog tijd voor."),
    "reason.duration": N_("Iedereen zou langer onderweg zijn dan mag."),
    "reason.distance": N_("Iedereen zou verder moeten dan mag."),
    "reason.release": N_(
        "De maaltijd is pas klaar om {ready_s:clock}. Dat is voor iedereen te laat."
    ),
    "reason.hours": N_("De laadplek is niet open wanneer het zou moeten."),
    "reason.batch": N_("De maaltijden zijn te laat klaar."),
    "reason.rest": N_("Het past voor niemand om de pauze heen."),
    "reason.mixed": N_("Past bij niemand. Wat in de weg zit: {rules:term.rule}."),
}

REMEDIES: dict[str, str | Plural] = {
    "remedy.later": N_("Het past wel als het {by_s:minutes} min later mag."),
    "remedy.earlier": N_("Het past wel als het {by_s:minutes} min eerder mag."),
    "remedy.ride": N_("Het past wel als de maaltijd {by_s:minutes} min langer onderweg mag zijn."),
    "remedy.stay_longer": N_("Het past wel als iemand {by_s:minutes} min langer blijft."),
    "remedy.start_earlier": N_("Het past wel als iemand {by_s:minutes} min eerder begint."),
    "remedy.room": N_("Het past wel met plaats voor {more} {measure:term.measure} meer."),
    "remedy.one_more": N_("Het past wel als iemand één adres meer doet."),
    "remedy.another": N_(
        "Het past wel met nog een vrijwilliger ({transport:term.transport}) van {from_s:clock} tot"
        " {until_s:clock}."
    ),
    "remedy.another_who": N_(
        "Het past wel met nog een vrijwilliger ({transport:term.transport}) van {from_s:clock} tot"
        " {until_s:clock}, die dit kan: {needs:list}."
    ),
}

SEARCHING: dict[str, str | Plural] = {
    "routing.unsound": N_("De gegevens voor het plannen kloppen niet ({what}). Meld dit."),
    "routing.unknown_engine": N_("Rekenwijze {name} bestaat niet. Kies uit: {names:list}."),
    "cluster.not_installed": N_(
        "Voor --cluster is een uitbreiding nodig. Installeer: voedselbrigade[cluster]."
    ),
    "cluster.no_answer": N_("Op {address} antwoordt geen cluster. Kijk het adres na."),
    "cluster.lost": N_("Het cluster op {address} viel weg tijdens het zoeken."),
    "routing.crashed": N_("Het plannen is misgegaan ({error}). Probeer het opnieuw."),
    "routing.clusters": plural(
        "De stad is als één buurt gepland.", "De stad is in {clusters} buurten gepland.", "clusters"
    ),
    "routing.first_plan_stands": N_(
        "Het zoeken vond niets beters. Dit is het eerste plan, en het houdt zich aan alle regels."
    ),
}

UNSAID: dict[str, str | Plural] = {
    "pyvrp.breaks": N_("Rekenwijze pyvrp kent geen pauzes. Kies portfolio."),
    "pyvrp.rides": N_(
        "Rekenwijze pyvrp weet niet hoe lang een maaltijd onderweg mag zijn. Kies portfolio."
    ),
    "pyvrp.windows": N_("Rekenwijze pyvrp kent maar één tijdvak per persoon. Kies portfolio."),
    "pyvrp.wishes": N_("Rekenwijze pyvrp kent geen wensen over tijd. Kies portfolio."),
    "pyvrp.groups": N_("Rekenwijze pyvrp weet niet wie bij elkaar horen. Kies portfolio."),
    "pyvrp.areas": N_("Rekenwijze pyvrp weet niet in welke wijk iemand woont. Kies portfolio."),
    "pyvrp.depots": N_(
        "Rekenwijze pyvrp kan niet kiezen op welke plek iemand laadt. Kies portfolio."
    ),
    "pyvrp.hours": N_("Rekenwijze pyvrp kent maar één openingstijd per laadplek. Kies portfolio."),
    "pyvrp.stops": N_(
        "Rekenwijze pyvrp kan adressen niet over meer ritten tellen. Kies portfolio."
    ),
    "pyvrp.fair_stops": N_(
        "Rekenwijze pyvrp kan adressen niet eerlijk over vrijwilligers verdelen. Kies portfolio."
    ),
    "pyvrp.releases": N_(
        "Rekenwijze pyvrp weet niet wanneer iets klaar is als iemand van huis komt. Kies portfolio."
    ),
    "pyvrp.sheets": N_("Rekenwijze pyvrp weet niet wat een nieuw routeblad kost. Kies portfolio."),
    "pyvrp.pairs": N_(
        "Rekenwijze pyvrp kan vaste bezorgers en een grootste afstand niet samen. Kies portfolio."
    ),
}

SENTENCES: dict[str, str | Plural] = RULES | REASONS | REMEDIES | SEARCHING | UNSAID
