"""Sentences about lists of the stock: households, donors, delivery notes, temperatures."""

from voedselbrigade.words.marks import N_, Plural, plural

SENTENCES: dict[str, str | Plural] = {
    "stock.list_household_columns": N_(
        "Deze lijst mist een kolom met het aantal mensen. Zet er een kolom “Personen” of"
        " “Volwassenen” bij, en een nummer of naam."
    ),
    "stock.list_donor_columns": N_("Deze lijst mist een kolom met de naam van de gever."),
    "stock.list_note_columns": N_(
        "Deze bon mist een kolom met het product of de streepjescode, of een kolom met het aantal."
    ),
    "stock.list_temperature_columns": N_(
        "Deze lijst mist een kolom met de temperatuur, of een kolom met de datum."
    ),
    "stock.list_no_days": N_(
        "In deze lijst staat geen afhaaldag. Nieuwe huishoudens krijgen pas een pakket als u een"
        " dag invult."
    ),
    "stock.income_column": N_(
        "De kolom “{column}” gaat over inkomen. Die lezen wij niet en bewaren wij niet."
    ),
    "stock.row_whole": N_("“{value}” is geen aantal. Typ een getal van {least} tot {most}."),
    "stock.row_people": N_(
        "Er staan {total} mensen, maar per leeftijd zijn het er {n}. Kijk welk getal klopt."
    ),
    "stock.row_again": N_("Dit staat al eerder in deze lijst. Haal één van de twee weg."),
    "stock.row_several": plural(
        "Wij kennen er {n} zo. Zet het nummer erbij.",
        "Wij kennen er {n} zo. Zet het nummer erbij.",
        "n",
    ),
    "stock.row_no_hub": N_(
        "Bij welk uitgiftepunt hoort dit? Vul het in, of kies het bij de lijst."
    ),
    "stock.row_unknown_recipient": N_(
        "Ontvanger {name} kennen wij niet, of de naam past bij meer mensen. De rest van de rij is "
        "overgenomen. Gebruik het nummer, of kies bij het huishouden met wiens route het meegaat."
    ),
    "stock.row_unknown_hub": N_(
        "“{name}” kennen wij niet. Maak het eerst bij Locaties, of verbeter de naam. Deze rij is"
        " niet overgenomen."
    ),
    "stock.row_boxes": N_(
        "Er staat {units} stuks, maar {boxes} dozen van {pack} zijn er {n}. Kijk welk getal klopt."
    ),
    "stock.row_no_quantity": N_("Hoeveel zijn het er? Vul het aantal in."),
    "stock.row_price": N_("“{value}” is geen prijs. Typ euro's en centen, zoals 0,89."),
    "stock.row_degrees": N_("“{value}” is geen temperatuur. Typ graden, zoals 4,5 of -18."),
    "stock.row_moment": N_(
        "Wanneer is dit gemeten? Typ een datum en tijd, zoals 23-11-2026 08:30."
    ),
    "stock.row_no_storage": N_(
        "Is dit een koelkast, een vriezer of een warme box? Vul “koel”, “vries” of “warm” in."
    ),
    "stock.donor_name": N_("Hoe heet de gever? Vul de naam in."),
    "stock.note_booked": N_("Deze regel is al geboekt."),
    "stock.note_hub": N_("Bij welke locatie kwam dit binnen? Kies die bij de bon, met --hub."),
}
