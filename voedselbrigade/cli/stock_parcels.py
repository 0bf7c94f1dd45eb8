"""Households, recipes and parcels on the command line, and the paper that goes with them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from voedselbrigade.cli.desk import Desk, a_day, desk_of, write_json
from voedselbrigade.cli.stock_desk import HubName, JsonOut, hub_of, item_of
from voedselbrigade.cli.stock_paper import write_pdf
from voedselbrigade.domain.cells.days import Days, parse_days
from voedselbrigade.domain.cells.food import parse_allergens, parse_diets
from voedselbrigade.domain.cells.hours import parse_windows
from voedselbrigade.domain.rhythm import Rhythm, Weeks
from voedselbrigade.errors import Fact, NotFound, WrongWords
from voedselbrigade.services import parcels, registering, stock_printing
from voedselbrigade.services.parcels import FilledDay
from voedselbrigade.services.records import label_of
from voedselbrigade.services.stock_printing import DayLists
from voedselbrigade.stock.parcels import (
    AgeBand,
    Household,
    HouseholdId,
    HouseholdState,
    Recipe,
    RecipeId,
    RecipeLine,
)

_Number = Annotated[str, typer.Option("--number", metavar="NUMMER", help="Van het huishouden.")]
_Day = Annotated[str, typer.Option("--on", metavar="DATUM", help="De dag van uitgeven.")]


def add_to(stock: typer.Typer) -> None:
    household = typer.Typer(help="Huishoudens die een pakket krijgen.")
    verbs = (("add", add), ("list", households), ("state", state), ("bring", bring))
    for name, command in verbs:
        household.command(name)(command)
    recipe = typer.Typer(help="Wat er in een pakket gaat.")
    for name, made in (("add", recipe_add), ("list", recipes), ("remove", recipe_remove)):
        recipe.command(name)(made)
    parcel = typer.Typer(help="De pakketten van een dag.")
    for name, done in (("fill", fill), ("list", list_parcels), ("hand-out", hand_out)):
        parcel.command(name)(done)
    stock.add_typer(household, name="household", no_args_is_help=True)
    stock.add_typer(recipe, name="recipe", no_args_is_help=True)
    stock.add_typer(parcel, name="parcels", no_args_is_help=True)


# household ---------------------------------------------------------------------------------------


def add(
    context: typer.Context,
    hub: HubName,
    number: _Number = "",
    name: Annotated[str, typer.Option(metavar="NAAM")] = "",
    adults: Annotated[int, typer.Option(metavar="N", min=0)] = 0,
    children: Annotated[int, typer.Option(metavar="N", min=0)] = 0,
    teenagers: Annotated[int, typer.Option(metavar="N", min=0)] = 0,
    babies: Annotated[int, typer.Option(metavar="N", min=0)] = 0,
    seniors: Annotated[int, typer.Option(metavar="N", min=0)] = 0,
    diet: Annotated[str, typer.Option(metavar="TEKST", help="Zoals in een lijst.")] = "",
    allergens: Annotated[str, typer.Option(metavar="TEKST", help="Zoals in een lijst.")] = "",
    days: Annotated[str, typer.Option(metavar="DAGEN", help="Zoals di, of vr even weken.")] = "",
    slot: Annotated[str, typer.Option(metavar="TIJD", help="Zoals 10:00-10:30.")] = "",
    phone: Annotated[str, typer.Option(metavar="NUMMER")] = "",
    count: Annotated[int, typer.Option(metavar="N", min=1, help="Zoveel dezelfde.")] = 1,
    json_out: JsonOut = None,
) -> int:
    """Schrijf een huishouden in; zonder naam en nummer telt alleen hoeveel er zo zijn."""
    desk = desk_of(context)
    bands = (babies, children, teenagers, adults, seniors)
    windows = _read(parse_windows(slot)) if slot else ()
    made = Household(
        id=HouseholdId(0),
        hub=hub_of(desk, hub).id,
        name=name,
        number=number,
        people={band: n for band, n in zip(AgeBand, bands, strict=True) if n},
        diets=_read(parse_diets(diet)) if diet else frozenset(),
        allergens=_read(parse_allergens(allergens) or {}),
        slot=windows[0] if windows else None,
        rhythm=_rhythm(days),
        count=count,
        phone=phone,
    )
    with desk.home.work(desk.actor) as work:
        kept = parcels.add_household(work, made)
    desk.say(desk.t("Bewaard."), json_out)
    if json_out is not None:
        write_json(json_out, _household_json(desk, kept))
    return 0


def households(context: typer.Context, hub: HubName, json_out: JsonOut = None) -> int:
    """Wie krijgt er een pakket bij dit punt?"""
    desk = desk_of(context)
    where, t = hub_of(desk, hub), desk.t
    with desk.home.view(desk.actor) as work:
        found = parcels.households(work, where.id)
    for one in found:
        size = t.many("{n} mens", "{n} mensen", one.size)
        words = [label_of(one) or f"#{one.id}", size, t.term("household_state", one.state)]
        desk.say(", ".join(words), json_out)
    if json_out is not None:
        lines = [_household_json(desk, one) for one in found]
        write_json(json_out, {"hub": where.name, "households": lines})
    return 0


def state(
    context: typer.Context,
    hub: HubName,
    number: _Number,
    to: Annotated[
        HouseholdState, typer.Option("--to", metavar="STAND", help="active, paused of stopped.")
    ],
    until: Annotated[
        str | None, typer.Option("--until", metavar="DATUM", help="Een pauze eindigt vanzelf.")
    ] = None,
) -> int:
    """Pauzeer een huishouden, stop het, of laat het weer meedoen."""
    desk = desk_of(context)
    where, today = hub_of(desk, hub), desk.home.now().date()
    with desk.home.work(desk.actor) as work:
        found = [one for one in parcels.households(work, where.id) if one.number == number]
        if len(found) != 1:
            raise NotFound("stock.no_household", number=number)
        back = a_day(until, today) if until and to is HouseholdState.PAUSED else None
        parcels.save_household(work, replace(found[0], state=to, resumes_on=back))
    desk.say(desk.t("Bewaard."))
    return 0


def bring(
    context: typer.Context,
    hub: HubName,
    number: _Number,
    to: Annotated[
        str, typer.Option("--to", metavar="ONTVANGER", help="Nummer of naam; leeg: zelf halen.")
    ] = "",
) -> int:
    """Laat een pakket meegaan met de route van een ontvanger."""
    desk = desk_of(context)
    where = hub_of(desk, hub)
    with desk.home.work(desk.actor) as work:
        found = [one for one in parcels.households(work, where.id) if one.number == number]
        if len(found) != 1:
            raise NotFound("stock.no_household", number=number)
        people = registering.recipients(work) if to else ()
        named = [one for one in people if to.casefold() in (one.number, label_of(one).casefold())]
        if to and len(named) != 1:
            raise NotFound("stock.no_recipient", name=to)
        recipient = named[0].id if named else None
        parcels.save_household(work, replace(found[0], recipient=recipient))
    desk.say(desk.t("Bewaard."))
    return 0


# recipe ------------------------------------------------------------------------------------------


def recipe_add(
    context: typer.Context,
    name: Annotated[str, typer.Option(metavar="NAAM")],
    least: Annotated[int, typer.Option("--from", metavar="N", min=1, help="Vanaf zoveel mensen.")],
    most: Annotated[int, typer.Option("--to", metavar="N", min=1, help="Tot en met zoveel.")],
    line: Annotated[
        list[str],
        typer.Option(metavar="REGEL", help="2 × Rijst, of 2 × Rijst / Pasta / Bulgur."),
    ],
    json_out: JsonOut = None,
) -> int:
    """Maak een pakketlijst voor huishoudens van een grootte."""
    desk = desk_of(context)
    lines = tuple(_recipe_line(desk, text) for text in line)
    with desk.home.work(desk.actor) as work:
        kept = parcels.add_recipe(work, Recipe(RecipeId(0), name, least, most, lines))
    desk.say(desk.t("Bewaard."), json_out)
    if json_out is not None:
        write_json(json_out, {"recipe": kept.id, "lines": len(kept.lines)})
    return 0


def recipes(context: typer.Context, json_out: JsonOut = None) -> int:
    """Welke pakketlijsten zijn er?"""
    desk = desk_of(context)
    with desk.home.view(desk.actor) as work:
        found = parcels.recipes(work)
        items = {item.id: item.name for item in work.store.stock.items.all()}
    told = [
        {
            "recipe": one.id,
            "name": one.name,
            "from": one.least,
            "to": one.most,
            "lines": [
                {
                    "item": items[line.item],
                    "quantity": line.quantity,
                    "substitutes": [items[other] for other in line.substitutes],
                }
                for line in one.lines
            ],
        }
        for one in found
    ]
    for one in found:
        desk.say(f"{one.id} {one.name} ({one.least}–{one.most})", json_out)
        for line in one.lines:
            names = " / ".join(items[ident] for ident in (line.item, *line.substitutes))
            desk.say(f"  {line.quantity} × {names}", json_out)
    if json_out is not None:
        write_json(json_out, {"recipes": told})
    return 0


def recipe_remove(
    context: typer.Context, recipe: Annotated[int, typer.Argument(metavar="NUMMER")]
) -> int:
    """Gebruik een pakketlijst niet meer."""
    desk = desk_of(context)
    with desk.home.work(desk.actor) as work:
        parcels.remove_recipe(work, RecipeId(recipe))
    desk.say(desk.t("Bewaard."))
    return 0


# parcels -----------------------------------------------------------------------------------------


def fill(
    context: typer.Context, hub: HubName, on: _Day = "vandaag", json_out: JsonOut = None
) -> int:
    """Vul de pakketten van een dag en leg het eten apart; opnieuw vullen begint opnieuw."""
    desk = desk_of(context)
    where, day = hub_of(desk, hub), a_day(on, desk.home.now().date())
    with desk.home.work(desk.actor) as work:
        done = parcels.fill(work, where.id, day)
    t = desk.t
    desk.say(t.many("{n} pakket gevuld.", "{n} pakketten gevuld.", len(done.parcels)), json_out)
    desk.say_facts(done.problems, json_out)
    for fact in _missing_facts(done):
        desk.say(f"- {t.fact(fact)}", json_out)
    if json_out is not None:
        write_json(json_out, _filled_json(desk, done))
    return 0


def list_parcels(
    context: typer.Context,
    hub: HubName,
    on: _Day = "vandaag",
    out: Annotated[
        Path | None, typer.Option("--out", metavar="MAP", help="Looplijst en pakketten als PDF.")
    ] = None,
    json_out: JsonOut = None,
) -> int:
    """Wat pakt u waar, en wat gaat in elk pakket? Met --out ook op papier."""
    desk = desk_of(context)
    where, day = hub_of(desk, hub), a_day(on, desk.home.now().date())
    with desk.home.work(desk.actor) as work:
        lists = stock_printing.day_lists(work, where.id, day)
    for pick in lists.picks:
        text = f"{pick.place.label} {pick.quantity} × {pick.item.name}, {pick.lot.code}"
        desk.say(text.strip(), json_out)
    if out is not None:
        write_pdf(desk, out, {"looplijst.pdf": "pick", "pakketten.pdf": "parcels"}, lists)
    if json_out is not None:
        write_json(json_out, _lists_json(lists))
    return 0


def hand_out(
    context: typer.Context,
    hub: HubName,
    number: _Number,
    came: Annotated[bool, typer.Option("--came/--not-come", help="Kwam het huishouden?")],
    on: _Day = "vandaag",
) -> int:
    """Boek of een huishouden het pakket kwam halen."""
    desk = desk_of(context)
    where, day = hub_of(desk, hub), a_day(on, desk.home.now().date())
    with desk.home.work(desk.actor) as work:
        found = [one for one in parcels.households(work, where.id) if one.number == number]
        if len(found) != 1:
            raise NotFound("stock.no_household", number=number)
        parcels.hand_out(work, where.id, day, found[0].id, came)
    desk.say(desk.t("Bewaard."))
    return 0


def _read[T](read: T | Fact) -> T:
    """What a cell parser read. Raises WrongWords with its question."""
    if isinstance(read, Fact):
        raise WrongWords(read.code, **read.values)
    return read


def _rhythm(text: str) -> Rhythm:
    if not text:
        return Rhythm()
    days: Days = _read(parse_days(text))
    portions = {day: n or 1 for day, n in days.portions.items()}
    return Rhythm(portions, days.weeks or Weeks.EVERY)


def _recipe_line(desk: Desk, text: str) -> RecipeLine:
    """`2 × Rijst / Pasta`, with an x or a star too."""
    number, sign, rest = text.replace("x", "×", 1).replace("*", "×", 1).partition("×")
    if not sign or not number.strip().isdigit():
        raise WrongWords("stock.recipe_line", typed=text)
    names = [name.strip() for name in rest.split("/") if name.strip()]
    if not names:
        raise WrongWords("stock.recipe_line", typed=text)
    items = [item_of(desk, name).id for name in names]
    return RecipeLine(items[0], int(number), tuple(items[1:]))


def _missing_facts(done: FilledDay) -> list[Fact]:
    """What is missing, once per item and reason, with how many in all."""
    found: dict[tuple[int, str], tuple[Fact, int]] = {}
    for one in done.missing:
        key = (one.item, one.reason.code)
        known = found.get(key, (one.reason, 0))
        found[key] = (known[0], known[1] + one.quantity)
    return [
        Fact(fact.code, {**fact.values, "quantity": n}) if "quantity" in fact.values else fact
        for fact, n in found.values()
    ]


def _household_json(desk: Desk, one: Household) -> dict[str, Any]:
    return {
        "household": str(one.id),
        "number": one.number,
        "name": one.name,
        "people": {str(band): n for band, n in one.people.items()},
        "diets": sorted(one.diets),
        "allergens": {str(a): str(said) for a, said in one.allergens.items()},
        "days": {str(day): n for day, n in one.rhythm.portions.items()},
        "count": one.count,
        "state": one.state.value,
    }


def _lists_json(lists: DayLists) -> dict[str, Any]:
    picks = [
        {
            "place": one.place.label,
            "item": one.item.name,
            "lot": one.lot.code,
            "quantity": one.quantity,
        }
        for one in lists.picks
    ]
    told = [
        {
            "household": one.called,
            "size": one.size,
            "letters": list(one.letters),
            "short": one.short,
            "lines": [
                {"item": line.item.name, "lot": line.lot.code, "quantity": line.quantity}
                for line in one.lines
            ],
        }
        for one in lists.parcels
    ]
    return {"hub": lists.hub.name, "picks": picks, "parcels": told}


def _filled_json(desk: Desk, done: FilledDay) -> dict[str, Any]:
    return {
        "parcels": [
            {
                "household": str(one.household),
                "state": one.state.value,
                "units": sum(line.quantity for line in one.lines),
                "short": one.short,
            }
            for one in done.parcels
        ],
        "missing": [
            {
                "household": str(one.household),
                "item": str(one.item),
                "quantity": one.quantity,
                "reason": desk.t.fact(one.reason),
            }
            for one in done.missing
        ],
        "problems": [desk.t.fact(fact) for fact in done.problems],
    }
