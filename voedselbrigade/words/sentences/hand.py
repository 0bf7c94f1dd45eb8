"""Sentences about what a dispatcher moves by hand, and about what two plans differ in."""

from voedselbrigade.words.marks import N_, Plural, plural

SENTENCES: dict[str, str | Plural] = {
    # What was done, or would be done
    "hand.moved": N_("{name} gaat van {was} ({was_route}) naar {to} ({route})."),
    "hand.put_in": N_("{name} komt op de route van {to} ({route})."),
    "hand.reordered": N_("{name} krijgt een andere plek in de route van {to} ({route})."),
    "hand.taken_out": N_("{name} gaat van de route van {was} ({was_route}) af."),
    "hand.swapped": N_("{was} ({was_route}) en {to} ({route}) wisselen van route."),
    "hand.taken_over": N_("{to} rijdt route {route} in plaats van {was}."),
    "hand.also_gone": N_("{name} kan vandaag niet mee of krijgt niets meer, en gaat van het blad."),
    "plan.taken_out_by_hand": N_("Met de hand van de route gehaald."),
    "hand.rule_kept": N_("{route}: tegen een regel ({rule:term.rule}). De reden: {why}"),
    "hand.rule_kept_who": N_(
        "{route} stop {stop}, {name}: tegen een regel ({rule:term.rule}). De reden: {why}"
    ),
    "hand.chosen": plural(
        "Op {day:date} met de hand bij {name} gezet, door {who}. Dat telt nu als {n} minuut.",
        "Op {day:date} met de hand bij {name} gezet, door {who}. Dat telt nu als {n} minuten.",
        "n",
    ),
    # What cannot be done
    "hand.no_choice": N_("Van {day:date} is hier niets te vergeten."),
    "hand.not_due": N_("Deze persoon krijgt op {day:date} niets."),
    "hand.on_no_route": N_("{name} staat op geen route."),
    "hand.nothing_changes": N_("{name} staat daar al. Er verandert niets."),
    "hand.fits_nowhere": N_(
        "{name} past bij niemand zonder een regel te breken. Kies zelf een vrijwilliger en geef een"
        " reden."
    ),
    "hand.same_volunteer": N_("{name} kan niet met zichzelf wisselen. Kies twee vrijwilligers."),
    "hand.no_routes": N_("{names:list} hebben geen route. Er valt niets te wisselen."),
    "hand.has_a_route": N_(
        "{name} rijdt al route {route}. Verplaats de mensen één voor één, of plan opnieuw."
    ),
    "hand.kitchen_closed": N_("{hub} is vandaag dicht. Verplaats de mensen één voor één."),
    "hand.no_place": N_("Plek {at} bestaat niet op deze route. Kies 1 tot en met {most}."),
    "hand.never": N_(
        "Dit kan nooit, ook niet met een reden: {rules:term.rule}. Klopt dat niet? Wijzig het bij"
        " de persoon of bij Locaties."
    ),
    "hand.needs_reason": N_(
        "Dit breekt een regel: {rules:term.rule}. Toch doen? Geef dan een reden."
    ),
    "hand.reason_too_long": N_("De reden is te lang: {n} tekens, het mogen er {most} zijn."),
    "hand.nothing_to_undo": N_("In het plan van {day:date} is niets met de hand veranderd."),
    "hand.off_or_to": N_("Kies --off, of --to met een vrijwilliger. Niet allebei."),
    "hand.at_without_to": N_("Bij --at hoort ook --to: de plek is op de route van iemand."),
    # Two at once
    "hand.routes_changed": N_(
        "{who} heeft het plan van {day:date} net veranderd. Anders is nu: {routes:list}. Uw stap is"
        " niet bewaard. Bekijk het nieuwe plan."
    ),
    "hand.changed_meanwhile": N_(
        "{who} heeft net iets gedaan met het plan van {day:date}. Uw stap is niet bewaard. Bekijk"
        " het nieuwe plan."
    ),
    # Who and what was meant
    "hand.nobody_called": N_(
        "Niemand op {day:date} heet “{typed}”. Kijk de naam of het nummer na."
    ),
    "hand.several_called": N_("“{typed}” kan zijn: {names:list}. Typ meer van de naam."),
    "hand.no_such_stop": N_("Op route {route} is er geen stop {stop}."),
    "hand.no_such_route": N_("Er is geen route {route} op {day:date}."),
    "hand.no_such_volunteer": N_(
        "Op {day:date} komt niemand die “{typed}” heet. Kijk de naam na, of zet diegene op het"
        " rooster."
    ),
    "hand.no_such_version": N_(
        "Er is geen versie {typed} van {day:date}. Kies uit: {versions:list}."
    ),
    "hand.one_version": N_("Van {day:date} is er maar één plan. Er valt niets te vergelijken."),
    # What two plans differ in, for whom
    "compare.other_volunteer": N_("{name}: nu {to}, eerst {was}."),
    "compare.now_served": N_("{name}: nu bij {to}, eerst bij niemand."),
    "compare.not_served": N_("{name}: nu bij niemand, eerst bij {was}."),
    "compare.left_out": plural("{n} mens zonder route.", "{n} mensen zonder route.", "n"),
}
