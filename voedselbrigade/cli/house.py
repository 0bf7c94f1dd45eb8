"""Commands about the house itself: accounts, the app, the daily chores and the check."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from voedselbrigade import wiring
from voedselbrigade.cli import app_server
from voedselbrigade.cli.desk import Desk, desk_of
from voedselbrigade.domain.access import Role
from voedselbrigade.domain.places import Hub, HubId
from voedselbrigade.errors import Fact, WrongWords
from voedselbrigade.services import accounts
from voedselbrigade.services.chores import Done
from voedselbrigade.services.work import Work

_ROLES = {role.value: role for role in Role if role is not Role.SYSTEM}


def add_to(app: typer.Typer) -> None:
    users = typer.Typer(help="Accounts: wie met het programma mag werken.", no_args_is_help=True)
    users.command("add")(add_user)
    users.callback()(_users)
    app.add_typer(users, name="user")
    app.command()(serve)
    app.command()(daily)
    app.command()(check)


def _users() -> None:
    """Accounts: wie met het programma mag werken."""


def add_user(
    context: typer.Context,
    name: Annotated[str, typer.Argument(metavar="NAAM", help="De naam van het account.")],
    role: Annotated[str, typer.Option(metavar="ROL", help=", ".join(_ROLES))],
    hub: Annotated[
        str | None, typer.Option(metavar="LOCATIE", help="Naam of nummer, voor hub_staff.")
    ] = None,
) -> None:
    """Maak een account."""
    desk = desk_of(context)
    chosen = _role(desk, role)
    with desk.home.work(desk.actor) as work:
        made = accounts.add(work, name, chosen, hub_named(work, hub) if hub else None)
    desk.say(
        desk.t("Het account {name} is gemaakt: {role:term.role}.", name=made.name, role=made.role)
    )


def serve(
    context: typer.Context,
    host: Annotated[str, typer.Option(metavar="ADRES")] = app_server.HOST,
    port: Annotated[int | None, typer.Option(metavar="POORT", min=1, max=65535)] = None,
) -> None:
    """Start de app in de browser."""
    desk = desk_of(context)
    app_server.refuse_others(host)
    _tell_chores(desk, desk.home.daily())
    raise typer.Exit(app_server.serve(desk, host, port))


def daily(context: typer.Context) -> None:
    """Doe het dagelijkse werk: pauzes die voorbij zijn, gegevens waarvan de tijd om is."""
    desk = desk_of(context)
    done = desk.home.daily()
    if not done:
        desk.say_facts([Fact("daily.done_before")])
    elif not _tell_chores(desk, done):
        desk.say_facts([Fact("daily.nothing")])


def check(context: typer.Context) -> None:
    """Kijk of alles er is wat het programma nodig heeft."""
    desk = desk_of(context)
    findings = wiring.check(desk.home_path)
    for finding in findings:
        mark = "✓" if finding.ok else "✗" if finding.needed else "–"
        desk.say(f"{mark} {desk.t.fact(finding.fact)}")
    raise typer.Exit(int(any(finding.needed and not finding.ok for finding in findings)))


def _tell_chores(desk: Desk, done: Sequence[Done]) -> bool:
    """True when there was anything to do; what was about nobody is not told."""
    told = [one for one in done if one.count]
    desk.say_facts(
        [Fact.of(f"daily.{d.chore}", day=d.day.isoformat(), count=d.count) for d in told]
    )
    return bool(told)


def _role(desk: Desk, typed: str) -> Role:
    """By its code or by its Dutch word."""
    wanted = typed.strip().casefold()
    for code, role in _ROLES.items():
        if wanted in (code, desk.t.term("role", code).casefold()):
            return role
    raise WrongWords("cli.no_such_role", typed=typed, known=tuple(_ROLES))


def hub_named(work: Work, typed: str) -> HubId:
    """By the number of the office, by name, or by our own number."""
    wanted = typed.strip().casefold()

    def names(hub: Hub) -> set[str]:
        return {hub.name.casefold(), hub.number.casefold(), str(hub.id)}

    found = [hub for hub in work.store.hubs.all() if wanted in names(hub)]
    if not found:
        raise WrongWords("cli.no_such_hub", typed=typed)
    if len(found) > 1:
        raise WrongWords("cli.hub_not_clear", typed=typed)
    return found[0].id
