"""Sentences of the command line, of `check` and of `demo`."""

from voedselbrigade.words.marks import N_, Plural

SENTENCES: dict[str, str | Plural] = {
    "cli.cannot_write": N_(
        "Het bestand {file} kan niet geschreven worden. Kies een andere naam of een andere map."
    ),
    "cli.no_date": N_(
        "{typed} is geen datum. Typ de datum zo: 2026-11-24, of 24-11-2026, of vandaag of morgen."
    ),
    "cli.missing": N_("Er ontbreekt nog iets: {name}. Hulp: {command} --help"),
    "cli.unknown": N_("{word} ken ik niet. Hulp: {command} --help"),
    "cli.wrong_value": N_("Wat bij {name} staat, past daar niet. Hulp: {command} --help"),
    "cli.value_missing": N_("Achter {name} moet nog iets staan. Hulp: {command} --help"),
    "cli.not_understood": N_("Deze opdracht begrijp ik niet. Hulp: {command} --help"),
    "cli.stopped": N_("Gestopt. Wat al was opgeslagen, is bewaard."),
    "cli.fault": N_(
        "Er ging iets mis in het programma zelf ({kind}). Wat al was opgeslagen, is bewaard. Meer"
        " staat in {log}; stuur dat bestand mee als u hulp vraagt."
    ),
    "cli.fault_without_log": N_(
        "Er ging iets mis in het programma zelf ({kind}). Wat al was opgeslagen, is bewaard. Met"
        " --debug ziet u meer."
    ),
    "cli.no_such_role": N_("De rol {typed} bestaat niet. Kies uit: {known:list}."),
    "cli.no_such_hub": N_(
        "Er is geen locatie met de naam of het nummer {typed}. Kijk in de lijst met locaties."
    ),
    "cli.hub_not_clear": N_(
        "Er zijn meer locaties met de naam {typed}. Gebruik het nummer van de locatie."
    ),
    "cli.only_this_computer": N_(
        "De app is alleen op deze computer zelf te bereiken, zolang er nog geen inlog is. Gebruik"
        " --host 127.0.0.1, niet {host}."
    ),
    "cli.port_taken": N_(
        "Poort {port} is al in gebruik: misschien staat de app al open. Kies een andere met --port."
    ),
    "cli.no_launcher": N_(
        "De app zelf ({file}) is niet gevonden. Zet Voedselbrigade opnieuw op deze computer."
    ),
    "demo.other_data": N_(
        "In {folder} staan al andere gegevens. De demo komt daar nooit bij: kies met --home een"
        " lege map."
    ),
    "demo.no_lists": N_(
        "De demolijsten zijn niet gevonden in {folder}. Haal het hele project opnieuw op."
    ),
}
