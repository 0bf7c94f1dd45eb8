"""Sentences about people in the books, exceptions, the roster, and why things were changed."""

from voedselbrigade.words.marks import N_, Plural, plural

SENTENCES: dict[str, str | Plural] = {
    # people
    "people.not_found": N_(
        "Wij vinden deze gegevens niet meer (nummer {id}). Misschien zijn ze net verwijderd. "
        "Zoek opnieuw."
    ),
    "people.changed_meanwhile": N_(
        "{who} heeft deze gegevens net veranderd: {fields:term.field}. Wij hebben niets van "
        "{who} overschreven, en wat u typte is niet bewaard. Bekijk het nog een keer."
    ),
    "people.still_needed": N_(
        "Dit kan niet weg: andere gegevens hangen ervan af. Kies stoppen; dan blijft alles bewaard."
    ),
    "people.no_address": N_("{name} heeft geen adres. Vul eerst het adres in."),
    "people.likely_double": N_(
        "{name} lijkt er al te zijn: {persons:list}. Kijk eerst of het dezelfde persoon is."
    ),
    "people.pause_in_the_past": N_(
        "Een pauze tot {until:date} is al voorbij. Kies een dag na vandaag."
    ),
    "people.hub_has_no_pause": N_(
        "{name} kan geen pauze hebben. Pas de openingstijden aan, of sluit het punt."
    ),
    "people.deceased": N_(
        "{name} staat bij ons als overleden. Is dat niet goed? Herstel dat eerst."
    ),
    "people.not_deceased": N_(
        "{name} staat bij ons niet als overleden. Er is niets te herstellen."
    ),
    "people.gets_nothing": N_(
        "{name} is {state:term.recipient_state} en krijgt geen maaltijden. Zet de status eerst "
        "op actief."
    ),
    "people.same_record": N_("Dit zijn dezelfde gegevens van {name}. Kies iemand anders."),
    # why something was changed
    "people.added": N_("toegevoegd door het kantoor"),
    "people.joined": N_("samengevoegd met een dubbele inschrijving"),
    "people.joined_into": N_("samengevoegd met nummer {about}"),
    "locate.found": N_("opgezocht in de adreslijst"),
    "locate.by_hand": N_("met de hand op de kaart gezet"),
    "locate.chosen": N_("gekozen uit de adressen die erop lijken"),
    "locate.look_again": N_("wordt opnieuw opgezocht"),
    # exceptions of the day
    "people.exception_not_found": N_(
        "Deze uitzondering is er niet meer (nummer {id}). Misschien trok een collega hem al in."
    ),
    "people.exception_backwards": N_(
        "De laatste dag, {last:date}, ligt voor de eerste, {first:date}. Draai ze om."
    ),
    "people.exception_in_the_past": N_(
        "{last:date} is al voorbij. Een uitzondering kan alleen voor vandaag of later."
    ),
    "people.exception_without_caller": N_("Vul in wie er belde. Dan weten wij later wie dit zei."),
    "people.exception_without_value": N_(
        "Vul in wat er anders is: {kind:term.exception}. Er is nog niets ingevuld."
    ),
    "people.exception_portions": N_(
        "{n} maaltijden kan niet. Kies een getal van 0 tot en met {most}."
    ),
    # the roster
    "roster.not_active": N_("{name} is {state:term.volunteer_state}"),
    "roster.cannot_either": N_("{name} kan die dag ook niet"),
    "roster.stands_in_elsewhere": N_("{name} valt die dag al voor iemand anders in"),
    "roster.must_not_come": N_("{name} mag niet komen bij {persons:list}"),
    "roster.rides_already": N_("{name} rijdt die dag zelf al route {route}"),
    "roster.not_answered": N_("{name} heeft nog geen antwoord gegeven"),
    "roster.other_day": N_("{name} rijdt meestal niet op {weekday:term.weekday}"),
    "roster.other_hours": N_("{name} kan alleen van {start_s:clock} tot {end_s:clock}"),
    "roster.often_enough": plural(
        "{name} wil hoogstens {times}× per week rijden en deed dat al",
        "{name} wil hoogstens {times}× per {n} weken rijden en deed dat al",
        "n",
    ),
    "roster.too_little_room": N_("{name} heeft plaats voor {most} maaltijden; het zijn er {n}"),
    "roster.slower": N_("{name} is langzamer: {transport:term.transport}"),
    "roster.lacks": N_("{name} mist voor deze route: {needs:list}"),
    "roster.own_substitute": N_("{name} kan niet voor zichzelf invallen. Kies iemand anders."),
    "roster.nobody_missed": N_(
        "{name} is op {day:date} niet afgemeld. Meld eerst af wie niet kan, kies dan wie invalt."
    ),
    "roster.has_substitute": N_(
        "{substitute} valt al in voor {name}. Zeg {substitute} eerst af als u iemand anders kiest."
    ),
}
