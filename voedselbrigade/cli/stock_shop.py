"""The shop on the command line: points that are left, taking food for points, taking it back."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from voedselbrigade.cli.desk import Desk, desk_of, write_json
from voedselbrigade.cli.stock_desk import HubName, JsonOut, hub_of, item_of
from voedselbrigade.errors import NotFound, WrongWords
from voedselbrigade.services import shop
from voedselbrigade.services.records import label_of
from voedselbrigade.stock.lots import ItemId
from voedselbrigade.stock.shop import Purse

_Number = Annotated[str, typer.Option("--number", metavar="NUMMER", help="Van het huishouden.")]


def add_to(stock: typer.Typer) -> None:
    made = typer.Typer(help="Een uitgiftepunt met punten, als een winkel.")
    for name, command in (("points", points), ("buy", buy), ("undo", undo)):
        made.command(name)(command)
    stock.add_typer(made, name="shop", no_args_is_help=True)


def points(
    context: typer.Context, hub: HubName, number: _Number = "", json_out: JsonOut = None
) -> int:
    """Hoeveel punten heeft elk huishouden nog?"""
    desk = desk_of(context)
    where, t = hub_of(desk, hub), desk.t
    with desk.home.view(desk.actor) as work:
        found = shop.purses(work, where.id, number)
    for one in found:
        text = t(
            "{name}: nog {left} van {all} punten, tot en met {day:date}.",
            name=label_of(one.household),
            left=one.left,
            all=one.allowance,
            day=one.last,
        )
        desk.say(text, json_out)
    if json_out is not None:
        write_json(json_out, {"hub": where.name, "households": [_purse(one) for one in found]})
    return 0


def buy(
    context: typer.Context,
    hub: HubName,
    number: _Number,
    item: Annotated[
        list[str], typer.Option("--item", metavar="REGEL", help="2 × Rijst, zo vaak als nodig.")
    ],
    cause: Annotated[str, typer.Option(metavar="TEKST", help="Dezelfde twee keer telt een keer.")],
    anyway: Annotated[
        str, typer.Option("--anyway", metavar="REDEN", help="Toch doen, met de reden.")
    ] = "",
    json_out: JsonOut = None,
) -> int:
    """Boek wat een huishouden meeneemt, en de punten die dat kost."""
    desk = desk_of(context)
    where, basket = hub_of(desk, hub), _basket(desk, item)
    with desk.home.work(desk.actor) as work:
        found = [one for one in shop.purses(work, where.id) if one.household.number == number]
        if len(found) != 1:
            raise NotFound("stock.no_household", number=number)
        done = shop.buy(work, where.id, found[0].household.id, basket, cause, anyway)
    t = desk.t
    text = t(
        "{points} punten, nog {left} over. Ongedaan maken: {cause}",
        points=done.purchase.points,
        left=done.left,
        cause=done.purchase.cause,
    )
    desk.say(text, json_out)
    if json_out is not None:
        told = {"cause": done.purchase.cause, "points": done.purchase.points}
        write_json(json_out, {**told, "left": done.left, "again": done.again})
    return 0


def undo(context: typer.Context, cause: Annotated[str, typer.Argument(metavar="OORZAAK")]) -> int:
    """Maak een aankoop ongedaan: eten en punten gaan terug."""
    desk = desk_of(context)
    with desk.home.work(desk.actor) as work:
        shop.take_back(work, cause)
    desk.say(desk.t("Ongedaan gemaakt."))
    return 0


def _basket(desk: Desk, lines: list[str]) -> dict[ItemId, int]:
    """`2 × Rijst`, with an x or a star too; a name alone is one."""
    found: dict[ItemId, int] = {}
    for text in lines:
        number, sign, name = text.replace("x", "×", 1).replace("*", "×", 1).partition("×")
        counted = bool(sign) and number.strip().isdigit()
        if counted and not int(number):
            raise WrongWords("stock.recipe_line", typed=text)
        item = item_of(desk, name.strip() if counted else text.strip())
        found[item.id] = found.get(item.id, 0) + (int(number) if counted else 1)
    return found


def _purse(one: Purse) -> dict[str, Any]:
    return {
        "household": str(one.household.id),
        "number": one.household.number,
        "name": one.household.name,
        "points": one.allowance,
        "spent": one.spent,
        "left": one.left,
        "from": one.first.isoformat(),
        "until": one.last.isoformat(),
    }
