"""Sentences about the stock: dates, lots, counting, transfers, recall."""

from voedselbrigade.words.marks import N_, Plural, plural

SENTENCES: dict[str, str | Plural] = {
    # Why a lot may not be given
    "stock.blocked": N_("{item}, partij {lot}, is geblokkeerd. Geef er niets van mee."),
    "stock.not_yet_here": N_("{item}, partij {lot}, komt pas op {day:date}."),
    "stock.past_tgt": N_(
        "{item}, partij {lot}: te gebruiken tot {day:date}. Daarna geeft u het nooit meer mee."
        " Voer het af."
    ),
    "stock.past_chilled": N_(
        "{item}, partij {lot}: THT was {day:date}. Gekoeld eten geeft u daarna niet meer mee."
    ),
    "stock.past_eggs": N_(
        "{item}, partij {lot}: THT was {day:date}. Eieren geeft u daarna niet meer mee."
    ),
    "stock.past_strict": N_(
        "{item}, partij {lot}: THT was {day:date}. Van deze soort weten wij niet zeker dat het"
        " langer mag. Geef het niet mee."
    ),
    "stock.past_grace": N_(
        "{item}, partij {lot}: THT was {tht:date} en het mocht nog tot en met {day:date}. Dat is"
        " voorbij."
    ),
    "stock.look_first": N_(
        "{item}, partij {lot}: THT was {day:date}. Bekijk eerst of het pak heel en goed is en leg"
        " dat vast."
    ),
    "stock.hot_is_over": N_(
        "{item}, partij {lot}, was warm eten van {day:date}. Dat bewaart u niet."
    ),
    "stock.undated_is_over": N_(
        "{item}, partij {lot}, heeft geen datum en mocht tot en met {day:date}. Dat is voorbij."
    ),
    "stock.frozen_too_long": N_(
        "{item}, partij {lot}: ingevroren en te gebruiken tot {day:date}. Dat is voorbij."
    ),
    # Freezing
    "stock.frozen_before": N_(
        "{item}, partij {lot}, was al bevroren. Een tweede keer invriezen mag niet."
    ),
    "stock.too_late_to_freeze": N_(
        "{item}, partij {lot}: de datum was {day:date}. Invriezen mag alleen daarvoor."
    ),
    "stock.no_date_to_freeze": N_(
        "{item}, partij {lot}, heeft geen datum. Zonder datum mag het niet in de vriezer."
    ),
    "stock.not_to_freeze": N_(
        "{item}, partij {lot}: van deze soort weten wij niet of invriezen mag. Doe het niet, of"
        " laat de coördinator de tabel aanvullen."
    ),
    "stock.not_a_freezer": N_("De plaats {place} is geen vriezer. Kies een vriezer."),
    "stock.other_storage": N_("{item} wordt anders bewaard. Kies een product dat even koud ligt."),
    # The table of dates
    "stock.rules_empty": N_("Deze tabel is leeg. Kies een ander bestand."),
    "stock.rules_column": N_("In de tabel ontbreken kolommen: {names:list}. Voeg ze toe."),
    "stock.rule_needs_source": N_("Een regel heeft een soort en een bron nodig. Vul ze in."),
    "stock.rule_days": N_("In {column} staat {value}. Vul een heel aantal dagen in."),
    "stock.rule_value": N_(
        "Bewaren ({storage}) is ambient, chilled, frozen of hot; de datum ({day}) schrijft u als"
        " 2026-12-31. Verbeter de regel."
    ),
    "stock.rules_unusable": N_(
        "In dit bestand staat geen regel die wij kunnen gebruiken. Kies een ander bestand."
    ),
    # Dates and codes as they are typed
    "stock.no_date": N_("“{value}” is geen datum. Typ wat op het pak staat, zoals {example}."),
    "stock.no_such_date": N_("De datum “{value}” bestaat niet. Kijk nog eens op het pak."),
    "stock.date_far": N_("{day:date} is meer dan drie jaar ver. Klopt de datum op het pak?"),
    "stock.date_needed": N_("Bij {kind:term.date_kind} hoort een datum. Typ wat op het pak staat."),
    "stock.letters_needed": N_(
        "Er staat een datum zonder letters. Kies TGT of THT, zoals op het pak staat."
    ),
    "stock.no_ean": N_("“{value}” is geen streepjescode. Scan nog eens, of typ de naam."),
    "stock.ean_digit": N_("De streepjescode {value} klopt niet: er is een cijfer verkeerd gegaan."),
    # Items
    "stock.no_item": N_("“{item}” kennen wij niet. Kijk hoe het geschreven wordt, of maak het."),
    "stock.no_item_but": N_("“{item}” kennen wij niet. Bedoelt u {like}?"),
    "stock.item_new": N_("Nieuw product: {item}. Vul later de soort in: nu geldt de strengste."),
    "stock.item_exists": N_("Er is al een product {item}. Gebruik dat."),
    "stock.item_name": N_("Een product heeft een naam nodig van 1 tot {longest} gewone tekens."),
    "stock.item_numbers": N_(
        "Bij {item} staat een getal dat niet kan. Een doos heeft minstens 1 stuk, en niets is"
        " minder dan 0."
    ),
    "stock.not_kept": N_(
        "{item} wordt geteld en niet geboekt, zoals maaltijden uit de keuken. Boeken is niet nodig."
    ),
    # A list of items
    "stock.list_no_name": N_(
        "In dit bestand is geen kolom met de naam van het product. Zet Product boven die kolom."
    ),
    "stock.row_no_name": N_("Hier staat geen naam van een product. Vul die in."),
    "stock.row_twice": N_("{item} staat twee keer in dit bestand. Laat één regel staan."),
    "stock.row_number": N_("“{value}” is geen getal dat hier past. Typ een heel getal."),
    "stock.row_allergen_both": N_(
        "{about:term.allergen} staat bij “bevat” én bij “vrij van”. Kijk op het pak wat waar is."
    ),
    "stock.row_storage": N_(
        "Bewaren: “{value}” kennen wij niet. Kies gewoon, gekoeld, bevroren of warm."
    ),
    # Booking
    "stock.quantity": N_("Het aantal {quantity} kan niet. Typ een heel getal van 1 tot {most}."),
    "stock.price": N_("De prijs {price} kan niet. Typ 0 of meer."),
    "stock.so_many": N_(
        "{quantity} stuks is veel meer dan ooit in één keer kwam ({most}). Weet u het zeker?"
    ),
    "stock.so_many_at_first": N_(
        "{quantity} stuks is veel voor iets dat hier nog nooit kwam. Weet u het zeker?"
    ),
    "stock.choose_letters": N_("Kies wat er op het pak staat: TGT, THT of geen datum."),
    "stock.no_price": N_(
        "“{value}” is geen prijs. Typ euro's en centen, zoals 0,89. Leeg is gratis."
    ),
    "stock.cause_needed": N_("Waarvoor is dit? Typ het erbij, dan telt het nooit dubbel."),
    "stock.too_little": N_(
        "Van {item} kunnen er {there} mee. U wilde er {wanted}. Van {refused} stuks mag het niet."
        " Er is niets geboekt."
    ),
    "stock.too_little_there": N_(
        "Van {item} liggen er hier nog {there} ({place}). U wilde er {wanted} boeken. Er is niets"
        " geboekt."
    ),
    "stock.taken_meanwhile": N_(
        "Iemand pakte net van deze partij. Er liggen er nog {there}, u wilde er {wanted}. Er is"
        " niets geboekt: kijk opnieuw."
    ),
    "stock.other_hub": N_("{who} mag alleen in de eigen locatie boeken. Vraag een coördinator."),
    "stock.place_elsewhere": N_("Deze plaats hoort bij een andere locatie. Kies een andere."),
    "stock.not_this_move": N_(
        "Zo verplaatsen kan niet. Naar een andere locatie gaat het met een verzending."
    ),
    "stock.not_that_many_out": N_(
        "Er zijn er {out} uitgegeven. Er kunnen er geen {quantity} terugkomen."
    ),
    "stock.hot_comes_not_back": N_("{item} was warm. Warm eten komt niet terug: gooi het weg."),
    "stock.back_twice": N_(
        "{item} was al een keer buiten de koeling. Een tweede keer mag niet: gooi het weg."
    ),
    "stock.out_too_long": N_(
        "{item} mag hoogstens {most_s:minutes} minuten buiten de koeling zijn. Gooi het weg, en"
        " voer het af."
    ),
    "stock.no_cause": N_("Van deze boeking is niets te vinden. Kijk in de lijst met boekingen."),
    "stock.undo_elsewhere": N_(
        "Dit is {kind:term.movement}. Dat maakt u niet hier ongedaan: verbeter de verzending, of"
        " tel opnieuw."
    ),
    "stock.undo_parcel": N_(
        "Dit eten hoort bij een pakket. Ga naar Uitgeven of Pakketten, zoek het pakket en druk op"
        " “Niet gekomen”."
    ),
    "stock.repack_allergen": N_(
        "Van {item} kunt u geen {into} maken: bij {into} staat dat er geen {about:term.allergen} in"
        " zit, en bij {item} staat dat niet. Kijk op het pak, of kies een ander product."
    ),
    "stock.hub_not_empty": N_(
        "Bij {hub} ligt nog voorraad, of er is iets naar onderweg. Stuur die eerst naar de andere"
        " locatie, of tel na. Voeg daarna pas samen."
    ),
    "stock.no_recipient": N_("Er is niet één ontvanger die {name} heet. Geef het nummer."),
    "stock.ride_not_filled": plural(
        "Pakket {names:list} moet mee op een route en is nog niet gevuld. Vul het bij Pakketten.",
        "{n} pakketten moeten mee op een route en zijn nog niet gevuld: {names:list}. Vul ze bij"
        " Pakketten.",
        "n",
    ),
    "stock.ride_recalled": N_(
        "In pakket {name} zit eten dat is teruggeroepen: {lots:list}. Vul de pakketten opnieuw"
        " voordat u publiceert."
    ),
    "stock.ride_elsewhere": plural(
        "Pakket {names:list} ligt bij {hub}, maar route {route} laadt bij {other}. Breng het"
        " daarheen voordat de route vertrekt.",
        "Pakketten {names:list} liggen bij {hub}, maar route {route} laadt bij {other}. Breng ze"
        " daarheen voordat de route vertrekt.",
        "n",
    ),
    "stock.ride_stays": plural(
        "Pakket {names:list} zou gebracht worden, maar die persoon staat niet op een route. Bel"
        " wie het is.",
        "{n} pakketten zouden gebracht worden, maar die mensen staan niet op een route:"
        " {names:list}. Bel wie het zijn.",
        "n",
    ),
    "stock.undo_shop": N_(
        "Dit eten is in de winkel afgerekend. Ga naar Uitgeven, bij “Vandaag afgerekend”, en maak"
        " het daar ongedaan. Dan komen de punten ook terug."
    ),
    "stock.shop_points": N_(
        "{name} heeft nog {left} punten. Dit kost er {points}. Haal er iets uit, of doe het toch"
        " en zeg waarom."
    ),
    "stock.shop_not_active": N_("{name} staat op {state:term.household_state}. Klopt dat nog?"),
    "stock.shop_elsewhere": N_("{name} hoort bij een ander uitgiftepunt."),
    "stock.shop_empty": N_("Er ligt nog niets in de mand. Kies eerst een product."),
    "stock.no_purchase": N_("Deze aankoop is er niet, of is al ongedaan gemaakt."),
    "stock.undo_stop": N_(
        "Dit eten ging mee op een route. Ga naar Uitslagen en verbeter wat er van die stop kwam."
    ),
    "stock.undo_return_first": N_(
        "Een deel hiervan kwam terug. Maak eerst dat terugbrengen ongedaan, en daarna dit."
    ),
    "stock.no_lot": N_("Partij {id} is er niet. Kijk op het etiket."),
    "stock.no_place": N_("Plaats {id} is er niet. Kies een andere."),
    "stock.no_movement": N_("Boeking {id} is er niet. Kijk in de lijst met boekingen."),
    "stock.which_lot": N_(
        "Van {item} liggen hier meer partijen: {lots:list}. Zeg welke, met --lot."
    ),
    "stock.nothing_here": N_("Van {item} ligt hier niets. Kijk bij een andere locatie."),
    "stock.no_letters": N_("{typed} ken ik niet. Kies tht, tgt of none."),
    "stock.say_yes": N_("Er is niets geboekt. Klopt het toch? Doe het nog eens, met --yes erbij."),
    "stock.transfer_words": N_(
        "Versturen: geef --hub, --to, --item en --quantity. Aangekomen: geef --arrive met het"
        " nummer."
    ),
    "stock.recall_words": N_(
        "Kies één ding: --item, --lot, --batch, --supplier of --ean, of --show of --close met een"
        " nummer."
    ),
    # Transfers
    "stock.same_hub": N_("Van en naar zijn dezelfde locatie. Kies een andere."),
    "stock.no_transfer": N_("Verzending {id} is er niet. Kijk in de lijst met verzendingen."),
    "stock.not_in_transfer": N_("Deze partij hoort niet bij verzending {id}. Kijk op de lijst."),
    # Counting
    "stock.no_count": N_("Telling {id} is er niet. Begin een nieuwe."),
    "stock.count_closed": N_("Telling {id} is al klaar. Begin een nieuwe."),
    "stock.counted_when": N_("Zo laat kan er niet geteld zijn. Kijk naar de tijd op het telblad."),
    "stock.count_open": plural(
        "Er moet nog {n} regel geteld worden.", "Er moeten nog {n} regels geteld worden.", "n"
    ),
    "stock.second_person": N_(
        "Dit moet iemand anders bevestigen dan {who}. Vraag een collega om mee te kijken."
    ),
    # Recall
    "stock.no_recall": N_("Terugroepactie {id} is er niet. Kijk in de lijst."),
    "stock.recall_nothing": N_(
        "Van {by:term.recall_by} “{value}” is hier nooit iets binnengekomen. Kijk of het zo"
        " geschreven wordt."
    ),
    "stock.recall_closed": N_("{who} heeft deze terugroepactie al afgerond."),
    # Meals for a delivery day
    "stock.meals_short": plural(
        "{hub}: er is {n} maaltijd te weinig ({kind:term.meal_kind}, {diets:term.diet}), voor"
        " {stops:list}. Vul aan, of ga toch door.",
        "{hub}: er zijn {n} maaltijden te weinig ({kind:term.meal_kind}, {diets:term.diet}), onder"
        " meer voor {stops:list}. Vul aan, of ga toch door.",
        "n",
    ),
    "stock.meals_expired": N_(
        "{hub} heeft te weinig goede maaltijden, en er ligt nog {item}, partij {lot}, te gebruiken"
        " tot {day:date}. Voer die eerst af, anders gaat hij mee."
    ),
    "stock.meals_recalled": N_(
        "{hub} heeft te weinig goede maaltijden, en er ligt nog {item}, partij {lot}, die"
        " geblokkeerd is. Voer die eerst af, anders gaat hij mee."
    ),
    "stock.meals_clash": N_(
        "{route} stop {stop}: bij {hub} ligt alleen nog eten waar {about:term.allergen} in zit"
        " ({item}). Regel ander eten, of haal dit adres van de route."
    ),
    "stock.meals_unknown": N_(
        "{route} stop {stop}: van {item} bij {hub} weten wij niet of er {about:term.allergen} in"
        " zit. Kijk op het pak en vul het in, of regel ander eten."
    ),
    "stock.no_call": N_("{ref} kreeg hier niets van, of hoort bij een andere locatie."),
    "stock.call_busy": N_("{name} wordt nu gebeld door {who}. Bel iemand anders op de lijst."),
    "stock.call_words": N_(
        "{typed} ken ik niet. Typ wie zoals household:12, en dan de uitkomst zoals no_answer."
    ),
    # Parcels
    "stock.no_household": N_(
        "Huishouden {number} is er niet, of er zijn er meer met dat nummer. Kijk in de lijst."
    ),
    "stock.recipe_line": N_("{typed} kan ik niet lezen. Typ een regel zoals: 2 × Rijst / Pasta"),
    "stock.label_size": N_("Maat {typed} ken ik niet. Kies uit: {sizes:list}."),
    "stock.has_allergen": N_("{item} mag niet: er zit {about:term.allergen} in."),
    "stock.unknown_allergen": N_(
        "{item} mag niet: wij weten niet of er {about:term.allergen} in zit. Kijk op het pak en vul"
        " het in."
    ),
    "stock.no_diet": N_(
        "{item} mag niet: bij dit product staat niet dat het {about:term.diet} is."
    ),
    "stock.ran_out": N_("Van {item} zijn er {quantity} te weinig."),
    "stock.recipe_wrong": N_(
        "Een pakketlijst heeft een naam, een aantal mensen en minstens één product nodig."
    ),
    "stock.household_wrong": N_(
        "Een huishouden heeft minstens één mens, en niets is minder dan 0. Vul het aantal in."
    ),
    "stock.no_recipe": N_("Voor {name}, {size} mensen, is er geen pakketlijst. Maak er een."),
    "stock.no_parcel": N_(
        "Dit huishouden heeft op {day:date} geen pakket. Vul eerst de pakketten."
    ),
    "stock.parcel_blocked": N_(
        "In dit pakket zit iets dat geblokkeerd is: {lots:list}. Haal het eruit en vul opnieuw."
    ),
    # Temperatures
    "stock.too_warm": N_(
        "{room}: {degrees:number} °C is te warm, hoogstens {most:number} °C. Meet nog eens en"
        " zet wat er ligt ergens anders."
    ),
    "stock.too_cold": N_(
        "{room}: {degrees:number} °C is te koud, minstens {least:number} °C. Meet nog eens en kijk"
        " wat er ligt."
    ),
    "stock.do_move": N_(
        "Zet alles vóór {until_s:clock} in een andere koelkast en schrijf het op. Het mag één keer"
        " hoogstens twee uur te warm zijn."
    ),
    "stock.do_discard": N_(
        "Niemand weet zeker dat het korter dan twee uur te warm was. Geef het niet mee: voer het"
        " af, reden te warm."
    ),
    "stock.do_give_hot": N_(
        "Geef het warme eten uit vóór {until_s:clock}. Wat dan nog over is, voert u af."
    ),
    "stock.do_keep_frozen": N_(
        "Is het nog hard bevroren? Zet het meteen in een andere vriezer. Is het zacht, vries het"
        " dan niet opnieuw in: geef het vandaag mee of voer het af."
    ),
    "stock.do_look_frozen": N_(
        "Zet de koeling hoger en kijk of er iets bevroren is. Wat bevroren is geweest, mag niet"
        " nog eens in de vriezer."
    ),
    # The books
    "stock.books_wrong": plural(
        "Op {n} plaats klopt de voorraad niet met de boekingen. Herstel met: voedselbrigade stock"
        " check --repair",
        "Op {n} plaatsen klopt de voorraad niet met de boekingen. Herstel met: voedselbrigade stock"
        " check --repair",
        "n",
    ),
    "stock.books_right": N_("De voorraad klopt met alle boekingen."),
}
