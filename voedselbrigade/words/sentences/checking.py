"""Sentences of `check` and `daily`: what is there, and what to do about what is not."""

from voedselbrigade.words.marks import N_, Plural, plural

SENTENCES: dict[str, str | Plural] = {
    "check.python": N_("Python {found} is nieuw genoeg."),
    "check.python_old": N_(
        "Python {found} is te oud: {wanted} of nieuwer is nodig. Start met make run; dat zoekt een"
        " goede Python."
    ),
    "check.packages": N_("Alle {count} onderdelen zijn er."),
    "check.packages_missing": N_(
        "Er ontbreken onderdelen: {names:list}. Start met make run; dat haalt ze op."
    ),
    "check.home": N_("In de map {folder} kan het programma lezen en schrijven."),
    "check.home_new": N_(
        "De map {folder} is er nog niet. Die komt er vanzelf bij de eerste lijst die u inleest."
    ),
    "check.home_closed": N_(
        "In de map {folder} kan het programma niet schrijven. Kies een andere map met --home, of"
        " geef uzelf rechten op deze map."
    ),
    "check.home_open": N_(
        "Anderen op deze computer kunnen in de map {folder} kijken. Haal hun rechten weg:"
        " chmod 700 {folder}"
    ),
    "check.database": N_("De database ({kind}) is bij de tijd."),
    "check.addresses": plural(
        "Er is een adreslijst met {count} deur.",
        "Er is een adreslijst met {count} deuren.",
        "count",
    ),
    "check.no_addresses": N_(
        "Er is geen adreslijst: adressen worden dan niet vanzelf gevonden. Zet een lijst (.csv) in"
        " {folder}, of zet een zoekdienst aan bij de instellingen."
    ),
    "check.geocoders": N_("Adressen mogen ook op het internet gezocht worden, bij {names:list}."),
    "check.no_geocoders": N_("Er gaat geen adres naar het internet."),
    "check.roads": N_(
        "Reistijden komen van de stratenkaart {source}. De kaart is van {dated:date}."
    ),
    "check.no_roads": N_(
        "Er is geen stratenkaart: reistijden zijn een schatting, hemelsbreed met een omweg. Daar is"
        " goed mee te plannen. Een kaart maakt u met: voedselbrigade roads build."
    ),
    "check.fonts": N_("De letters voor het papier zijn er."),
    "check.no_fonts": N_(
        "De letters voor het papier ontbreken. Start met make run; dat haalt ze op."
    ),
    "check.room": N_("Er is {free_mb:number} MB vrij op de schijf."),
    "check.little_room": N_(
        "Er is maar {free_mb:number} MB vrij op de schijf. Maak ruimte, minstens {wanted_mb} MB."
    ),
    "check.clock": N_("De klok staat op {moment}."),
    "check.clock_behind": N_(
        "De klok van deze computer staat op {moment}, maar er is al iets bewaard van {last}. Zet de"
        " klok goed: de planning van vandaag hangt ervan af."
    ),
    "check.database_old": N_(
        "De database is van een andere versie. Die wordt vanzelf bijgewerkt zodra u iets doet."
    ),
    "check.database_missing": N_("Er is nog geen database; die komt er vanzelf."),
    "daily.done_before": N_("Het dagelijkse werk was al gedaan."),
    "daily.nothing": N_("Het dagelijkse werk is gedaan. Er was niets te veranderen."),
    "daily.resume": plural(
        "{day:date}: {count} pauze is voorbij.", "{day:date}: {count} pauzes zijn voorbij.", "count"
    ),
    "daily.forget_stopped": plural(
        "{day:date}: {count} gestopte persoon is gewist; de bewaartijd was voorbij.",
        "{day:date}: {count} gestopte personen zijn gewist; de bewaartijd was voorbij.",
        "count",
    ),
    "daily.forget_days": plural(
        "{day:date}: {count} oude planning of uitslag is gewist.",
        "{day:date}: {count} oude planningen en uitslagen zijn gewist.",
        "count",
    ),
    "daily.forget_receivers": plural(
        "{day:date}: van {count} uitgifte is gewist wie die kreeg; de bewaartijd was voorbij.",
        "{day:date}: van {count} uitgiftes is gewist wie die kreeg; de bewaartijd was voorbij.",
        "count",
    ),
    "daily.free_promises": plural(
        "{day:date}: {count} pakket is niet opgehaald; wat erin zat, is weer vrij.",
        "{day:date}: {count} pakketten zijn niet opgehaald; wat erin zat, is weer vrij.",
        "count",
    ),
    "daily.forget_audit": plural(
        "{day:date}: {count} oude regel van het logboek is gewist.",
        "{day:date}: {count} oude regels van het logboek zijn gewist.",
        "count",
    ),
}
