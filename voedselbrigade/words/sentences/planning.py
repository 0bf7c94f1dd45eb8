"""Sentences about the day and its plan: who is left out, what blocks, what changed."""

from voedselbrigade.words.marks import N_, Plural, plural

SENTENCES: dict[str, str | Plural] = {
    # Why somebody cannot go along
    "plan.no_open_hub": N_(
        "Op {day:date} is er geen keuken of punt open. Kijk bij Locaties naar de openingstijden."
    ),
    "plan.no_volunteers": N_(
        "Op {day:date} komt er geen vrijwilliger. Zet iemand op het rooster en plan opnieuw."
    ),
    "plan.not_located": N_(
        "Het adres {address}, {postcode} staat niet op de kaart. Zet het op de kaart en plan"
        " opnieuw."
    ),
    "plan.unknown_allergen": N_(
        "Geen keuken weet zeker of het eten vrij is van {about:term.allergen}. Vraag het aan de"
        " keuken en leg het vast bij Locaties."
    ),
    "plan.has_allergen": N_(
        "Geen keuken die open is, kookt zonder {about:term.allergen}. Bel een keuken of regel"
        " ander eten."
    ),
    "plan.no_safe_meal": N_(
        "Geen keuken die open is, maakt eten dat {about:term.diet} is. Bel een keuken of regel"
        " ander eten."
    ),
    "plan.no_meal_kind": N_(
        "Geen keuken die open is, heeft maaltijden van deze soort: {about:term.meal_kind}."
    ),
    "plan.parcel_hub_closed": N_(
        "Het pakket ligt op een locatie die dicht is of niet op de kaart staat. Kijk bij Locaties."
    ),
    "plan.parcel_depot": N_("Niemand laadt op de plek waar het pakket ligt."),
    "plan.too_many_crates": N_(
        "Past niet: te veel kratten. Hier is plaats nodig voor {need}, en er is nergens meer plaats"
        " dan voor {room}."
    ),
    # What would help, tried out
    "plan.help_later": N_("{by_s:minutes} minuten later bezorgen mag? Dan brengt {volunteer} het."),
    "plan.help_earlier": N_(
        "{by_s:minutes} minuten eerder bezorgen mag? Dan brengt {volunteer} het."
    ),
    "plan.help_ride": N_(
        "Mag de maaltijd {by_s:minutes} minuten langer onderweg zijn? Dan brengt {volunteer} het."
    ),
    "plan.help_stay_longer": N_(
        "Kan {volunteer} {by_s:minutes} minuten langer doorgaan? Dan gaat het."
    ),
    "plan.help_start_earlier": N_(
        "Kan {volunteer} {by_s:minutes} minuten eerder beginnen? Dan gaat het."
    ),
    "plan.help_room": N_("Kan {volunteer} {more} meer meenemen? Dan gaat het."),
    "plan.help_crates": plural(
        "Kan {volunteer} {more} krat meer meenemen? Dan gaat het.",
        "Kan {volunteer} {more} kratten meer meenemen? Dan gaat het.",
        "more",
    ),
    "plan.help_one_more": N_("Kan {volunteer} één adres meer doen? Dan gaat het."),
    # What the office should know of the day
    "plan.no_list_of_recipients": N_(
        "Er staan nog geen ontvangers in het programma. Lees eerst uw lijst in: bij Ontvangers, of"
        " met: voedselbrigade import recipients BESTAND."
    ),
    "plan.no_list_of_volunteers": N_(
        "Er staan nog geen vrijwilligers in het programma. Lees eerst uw lijst in: bij"
        " Vrijwilligers, of met: voedselbrigade import volunteers BESTAND."
    ),
    "plan.no_list_of_hubs": N_(
        "Er staan nog geen keukens of punten in het programma. Lees eerst uw lijst in: bij"
        " Locaties, of met: voedselbrigade import hubs BESTAND."
    ),
    "plan.holiday": N_("{day:date} is een feestdag: {name}. Kijk wie er eten krijgt en wie komt."),
    "plan.hub_not_located": N_(
        "{hub} ({address}) staat niet op de kaart en doet daarom niet mee. Zet het op de kaart."
    ),
    "plan.hub_closed": N_("{hub} is op {day:date} dicht en doet niet mee."),
    "plan.supplier_closed": N_(
        "{hub} doet niet mee: de keuken die de maaltijden brengt, doet vandaag niet mee of krijgt "
        "zelf maaltijden van een andere keuken."
    ),
    "plan.nobody_supplies": N_(
        "Niemand kan maaltijden brengen naar {hubs:list}. Daarvoor is iemand nodig met een "
        "bakfiets, auto of bestelwagen. Wij plannen alles vanaf de andere keukens."
    ),
    "plan.not_supplied": N_(
        "Er kunnen niet genoeg maaltijden op tijd naar {hubs:list}. Dat punt doet vandaag niet mee."
        " Wij plannen die mensen vanaf een andere keuken, als dat kan."
    ),
    "plan.nobody_starts": N_(
        "Bij {hubs:list} kan vandaag niemand een route beginnen. Dat punt doet niet mee. Wij "
        "plannen die mensen vanaf de keuken, als dat kan."
    ),
    "plan.not_supplied_now": N_(
        "In het plan dat geldt, gaan er geen maaltijden naar {hubs:list}. Wij plannen die mensen "
        "vanaf de keuken. Wilt u dat anders? Plan dan alles opnieuw."
    ),
    "plan.supply": plural(
        "{route} {name} brengt {n} maaltijd naar {hub}, klaar om {ready_s:clock}.",
        "{route} {name} brengt {n} maaltijden naar {hub}, klaar om {ready_s:clock}.",
        "n",
    ),
    "plan.supplies_anew": N_(
        "Wie de maaltijden naar de punten brengt, is opnieuw gepland. Een vertraging die u noemde, "
        "telt dan niet mee."
    ),
    "plan.no_such_supply": plural(
        "{code} brengt vandaag geen maaltijden naar een punt. Dat doet: {codes:list}.",
        "{code} brengt vandaag geen maaltijden naar een punt. Dat doen: {codes:list}.",
        "n",
    ),
    "late.route": plural(
        "{route} ({name}) wacht {waits_s:minutes} min. {n} mens is later aan de beurt.",
        "{route} ({name}) wacht {waits_s:minutes} min. {n} mensen zijn later aan de beurt.",
        "n",
    ),
    "late.missed": N_("{route} stop {stop}, {name}: {missed_s:minutes} min na de gevraagde tijd."),
    "late.cold": N_(
        "{route} stop {stop}, {name}: warm eten komt {cold_s:minutes} min te laat. Plan opnieuw, "
        "of geef het niet."
    ),
    "late.minutes": N_("{n} minuten later kan niet. Kies 1 tot en met {most}."),
    "plan.nothing_supplied": N_("Vandaag worden er geen maaltijden naar een punt gebracht."),
    "plan.hub_hours_unknown": N_(
        "Van {hub} weten wij geen openingstijden. Wij doen alsof het de hele dag open is."
    ),
    "plan.home_not_located": N_(
        "Het huis van {volunteer} staat niet op de kaart. De route begint en eindigt nu bij de"
        " keuken."
    ),
    "plan.own_hub_closed": N_(
        "Het vaste punt van {volunteer} is niet open. {volunteer} laadt nu ergens anders."
    ),
    "plan.supply_too_full": N_(
        "{who} moet {n} maaltijden naar de servicepunten brengen, er is plaats voor {most}."
    ),
    "plan.hub_meals": N_(
        "{hub} kan {most} maaltijden maken. In dit plan zijn het er {n}. Bel de keuken."
    ),
    # The search
    "plan.searching_already": N_(
        "Voor {day:date} wordt al een plan gemaakt, door {who}. Wacht tot het klaar is."
    ),
    "plan.search_died": N_(
        "Het zoeken naar een beter plan is mislukt. Dit is het eerste plan: het klopt, maar het"
        " kan korter. Plan later opnieuw."
    ),
    "plan.search_process_died": N_("Het zoekprogramma is gestopt (code {code})."),
    "plan.search_not_started": N_("Het zoekprogramma start niet: {why}."),
    "plan.search_too_long": N_("Het zoeken duurde veel te lang en is gestopt."),
    "plan.search_nonsense": N_("Het zoekprogramma gaf een antwoord dat wij niet kunnen lezen."),
    "plan.search_crashed": N_(
        "Het plannen is mislukt door een fout in het programma ({error}). Probeer het opnieuw."
    ),
    "plan.search_lost": N_(
        "Het zoeken is afgebroken: het programma is gestopt of opnieuw gestart. Plan opnieuw."
    ),
    "plan.search_unsound": N_(
        "Het gevonden plan hield zich niet aan de regels en is weggegooid. Dit is het eerste"
        " plan: het klopt, maar het kan korter."
    ),
    "plan.no_sound_plan": N_(
        "Er is geen plan dat zich aan de regels houdt (regel: {rule}). Meld dit aan de beheerder."
    ),
    "plan.changed_since_search": N_(
        "Het concept van {day:date} is veranderd terwijl er werd gezocht. Wij hebben niets"
        " overschreven. Bekijk het concept en plan zo nodig opnieuw."
    ),
    "plan.nothing_to_keep": N_(
        "Er is nog geen plan voor {day:date} om iets van te houden. Maak eerst een plan."
    ),
    "plan.unknown_mode": N_("--mode {name} bestaat niet. Kies uit: {names:list}."),
    "plan.seconds_or_steps": N_("Kies --seconds of --steps, niet allebei."),
    # Drafts and versions
    "plan.not_found": N_("Plan {id} bestaat niet meer."),
    "plan.changed_meanwhile": N_(
        "{who} heeft het plan van {day:date} net veranderd. Uw laatste stap is niet bewaard."
        " Bekijk het nieuwe plan."
    ),
    "plan.under_way": N_(
        "De routes van {day:date} zijn al onderweg. Opnieuw plannen kan niet meer: bel de"
        " vrijwilligers."
    ),
    "plan.done": N_("De dag {day:date} is afgesloten. Er is niets meer te plannen."),
    "plan.no_draft": N_("Er is geen concept voor {day:date}. Maak eerst een plan."),
    "plan.none": N_("Er is nog geen plan voor {day:date}. Maak eerst een plan."),
    "plan.draft_changed": N_(
        "{who} heeft het concept van {day:date} net veranderd. U zag nog het oude. Bekijk het"
        " en publiceer daarna."
    ),
    "plan.draft_is_old": N_(
        "Na dit concept is er voor {day:date} al iets anders gepubliceerd. Plan opnieuw."
    ),
    "plan.blocked": plural(
        "{n} probleem houdt het publiceren van {day:date} tegen. Los het op en publiceer dan.",
        "{n} problemen houden het publiceren van {day:date} tegen. Los ze op en publiceer dan.",
        "n",
    ),
    # What blocks publishing
    "plan.nobody_drives": N_(
        "Route {route} heeft niemand: {name} komt niet. Kies een vervanger en plan opnieuw."
    ),
    "plan.kitchen_gone": N_(
        "{route} stop {stop}, {name}: de keuken van dit eten bestaat niet meer. Plan opnieuw."
    ),
    "plan.food_changed": N_(
        "{route} stop {stop}, {name}: het dieet of een allergie is veranderd na het plannen."
        " Plan opnieuw."
    ),
    "plan.unprintable": N_(
        "{route} stop {stop}: deze tekens kan het papier niet laten zien: {letters}. Er komt de"
        " letter die er het meest op lijkt, of een vraagteken. Schrijf ze anders als dat moet."
    ),
    "plan.stop_unknown_allergen": N_(
        "{route} stop {stop}, {name}: {hub} weet niet zeker of het eten vrij is van"
        " {about:term.allergen}. Vraag het aan de keuken."
    ),
    "plan.stop_has_allergen": N_(
        "{route} stop {stop}, {name}: {hub} kookt niet zonder {about:term.allergen}. Plan opnieuw."
    ),
    "plan.stop_no_diet": N_(
        "{route} stop {stop}, {name}: {hub} maakt geen eten dat {about:term.diet} is. Plan opnieuw."
    ),
    "plan.stop_no_kind": N_(
        "{route} stop {stop}, {name}: {hub} heeft deze soort maaltijd niet"
        " ({about:term.meal_kind}). Plan opnieuw."
    ),
    # What only warns
    "plan.not_due_any_more": N_(
        "{route} stop {stop}, {name}: krijgt vandaag niets meer, maar staat nog in dit plan."
    ),
    "plan.number_changed": N_(
        "{route} stop {stop}, {name}: nu {n} maaltijden, in dit plan nog {was}."
    ),
    "plan.address_changed": N_(
        "{route} stop {stop}, {name}: nu op {address}, in dit plan nog op {was}."
    ),
    "plan.came_since": N_("{name} krijgt vandaag ook eten, maar staat nog niet in dit plan."),
    "plan.some_left_out": plural(
        "{n} mens krijgt met dit plan geen eten.", "{n} mensen krijgen met dit plan geen eten.", "n"
    ),
    # What changed between two versions
    "route.gone": N_("Route {route} vervalt. {name} rijdt niet."),
    "route.new": plural(
        "Route {route} is nieuw: {name}, {n} adres.",
        "Route {route} is nieuw: {name}, {n} adressen.",
        "n",
    ),
    "route.volunteer": N_("{name} rijdt in plaats van {was}."),
    "route.hub": N_("Laden bij {hubs:list}, niet meer bij {was:list}."),
    "route.departs": N_("Vertrek om {departs_s:clock}, niet om {was_s:clock}."),
    "route.order": N_("Andere volgorde: {numbers:list}."),
    "route.stop_new": N_("Nieuw: stop {stop}, {name}."),
    "route.stop_from": N_("Nieuw: stop {stop}, {name}, eerst op route {route}."),
    "route.stop_cancelled": N_("Vervalt: stop {stop}, {name}."),
    "route.stop_to": N_("Vervalt: stop {stop}, {name}, nu op route {route}."),
    "route.stop_food": N_("Ander eten: stop {stop}, {name}. Eerst {was}, nu {n} maaltijden."),
    "route.stop_address": N_("Ander adres: stop {stop}, {name}. Eerst {was}, nu {address}."),
    "route.stop_note": N_("Andere aanwijzing bij de deur: stop {stop}, {name}."),
    "route.stop_time": N_(
        "Andere tijd: stop {stop}, {name}. Eerst {was_s:clock}, nu {arrives_s:clock}."
    ),
    "route.left_out": N_("{name} krijgt nu niets. Eerst op route {route}."),
}
