"""Permission and audit: one line, the first, of every verb."""

from __future__ import annotations

import ast
import inspect
import pkgutil
import re
from collections.abc import Callable, Iterator
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest

from tests import make
from tests.make import Clock
from voedselbrigade import services
from voedselbrigade.domain.access import ALLOWED, Account, AccountId, Action, Role
from voedselbrigade.errors import NotAllowed
from voedselbrigade.services.store import AuditEntry, AuditKind
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.wiring import Home

SOMEONE = Subject("recipient", 7)


# Hands out one of the store's drawers to a verb that has asked already.
NO_VERBS = {"records.records_of"}


def audit_of(home: Home, account: Account) -> list[AuditEntry]:
    """What the log says of one account, oldest first."""
    with home.view(home.system) as work:
        lines = work.store.audit.list(make.NOW - timedelta(days=1), make.NOW + timedelta(days=1))
    return [line for line in reversed(lines) if line.account == account.id]


def verbs() -> Iterator[tuple[str, Callable[..., Any]]]:
    """Every public function of the services whose first argument is `work`."""
    for module in pkgutil.walk_packages(services.__path__, f"{services.__name__}."):
        for name, verb in inspect.getmembers(import_module(module.name), inspect.isfunction):
            first = next(iter(inspect.signature(verb).parameters), "")
            public = verb.__module__ == module.name and not name.startswith("_")
            full = f"{module.name.removeprefix(services.__name__ + '.')}.{name}"
            if public and first == "work" and full not in NO_VERBS:
                yield full, verb


def first_use_of_work(verb: Callable[..., Any]) -> str:
    """The first statement in which `work` stands: what comes before it only looks at arguments."""
    function = ast.parse(inspect.getsource(verb)).body[0]
    assert isinstance(function, ast.FunctionDef)
    using = [
        statement
        for statement in function.body
        if any(isinstance(part, ast.Name) and part.id == "work" for part in ast.walk(statement))
    ]
    return ast.unparse(using[0]) if using else ""


def hands_on(verb: Callable[..., Any]) -> str | None:
    """The name of the verb that this one only hands its work on to."""
    found = re.fullmatch(r"return (\w+)\(work\b.*\)", first_use_of_work(verb), re.S)
    return found[1] if found else None


@pytest.mark.parametrize(("name", "verb"), [pytest.param(n, v, id=n) for n, v in verbs()])
def test_every_verb_asks_permission_first(name: str, verb: Callable[..., Any]) -> None:
    module = name.rpartition(".")[0]
    while (inner := hands_on(verb)) is not None:
        name, verb = f"{module}.{inner}", dict(verbs())[f"{module}.{inner}"]
    assert first_use_of_work(verb).startswith(("work.doing(", "work.reading(")), name


def test_there_are_verbs_to_check() -> None:
    names = [name for name, _ in verbs()]
    assert "accounts.add" in names
    assert "chores.do" in names


def test_a_deed_is_written_down_with_who_when_what_and_about_whom(home: Home) -> None:
    ans = make.account(home, "Ans")
    with home.work(ans) as work:
        work.doing(Action.EDIT_PEOPLE, SOMEONE)
    (line,) = audit_of(home, ans)
    assert (line.account_name, line.at, line.what) == ("Ans", make.NOW, AuditKind.DID)
    assert (line.action, line.subject_kind, line.subject_id) == ("edit_people", "recipient", "7")


def test_who_may_not_do_a_deed_is_refused_and_the_refusal_stays(home: Home) -> None:
    viewer = make.account(home, "Kijker", Role.VIEWER)
    with pytest.raises(NotAllowed) as told, home.work(viewer) as work:
        work.doing(Action.EDIT_PEOPLE, SOMEONE)
    assert told.value.fact.values["who"] == "Kijker"
    (line,) = audit_of(home, viewer)
    assert (line.what, line.action, line.subject_id) == (AuditKind.REFUSED, "edit_people", "7")


def test_a_refused_work_saves_nothing_of_what_it_did_before(home: Home) -> None:
    dispatcher = make.account(home, "Piet", Role.DISPATCHER)
    with pytest.raises(NotAllowed), home.work(dispatcher) as work:
        work.doing(Action.EDIT_PEOPLE)
        work.store.recipients.add(make.recipient(), work.cause())
        work.doing(Action.MANAGE_ACCOUNTS)
    with home.view(home.system) as work:
        assert work.store.recipients.all() == ()
    assert [line.what for line in audit_of(home, dispatcher)] == [AuditKind.REFUSED]


def test_an_inner_verb_notes_the_reason_instead_of_asking_again(home: Home) -> None:
    dispatcher = make.account(home, "Piet", Role.DISPATCHER)
    with home.work(dispatcher) as work:
        work.doing(Action.SETTLE)
        work.because(Action.SETTLE).doing(Action.MANAGE_ACCOUNTS, SOMEONE)
    outer, inner = audit_of(home, dispatcher)
    assert (outer.because_of, inner.because_of) == ("", "settle")


def test_a_reason_that_was_not_given_is_no_reason(home: Home) -> None:
    viewer = make.account(home, "Kijker", Role.VIEWER)
    with pytest.raises(RuntimeError), home.work(viewer) as work:
        work.because(Action.SETTLE).doing(Action.MANAGE_ACCOUNTS)


def test_the_second_verb_of_a_work_is_asked_for_permission_too(home: Home) -> None:
    dispatcher = make.account(home, "Piet", Role.DISPATCHER)
    with pytest.raises(NotAllowed), home.work(dispatcher) as work:
        work.doing(Action.PLAN)
        work.doing(Action.CHANGE_SETTINGS)


def test_looking_is_written_down_once_per_quarter_of_an_hour(home: Home, clock: Clock) -> None:
    ans = make.account(home, "Ans")

    def look(screen: str = "people") -> None:
        with home.view(ans) as work:
            work.reading(Action.READ_PEOPLE, SOMEONE, screen)

    look()
    clock.passes(minutes=14)
    look()
    assert len(audit_of(home, ans)) == 1
    look("plan")
    clock.passes(minutes=1)
    look()
    lines = audit_of(home, ans)
    assert [line.screen for line in lines] == ["people", "plan", "people"]
    assert {line.what for line in lines} == {AuditKind.READ}


def test_two_screens_that_look_at_the_same_write_one_line(
    home: Home, database: str, clock: Clock
) -> None:
    ans = make.account(home, "Ans")
    other = Home(home.path, home.engine, clock)
    for one in (home, other):
        with one.view(ans) as work:
            work.reading(Action.READ_PEOPLE, SOMEONE, "people")
    assert len(audit_of(home, ans)) == 1


def test_who_may_not_look_is_refused(home: Home) -> None:
    helper = make.account(home, "Bezorger", Role.VOLUNTEER)
    with pytest.raises(NotAllowed), home.view(helper) as work:
        work.reading(Action.READ_PEOPLE, SOMEONE, "people")
    assert [line.what for line in audit_of(home, helper)] == [AuditKind.REFUSED]


def test_a_deed_in_a_view_is_a_fault_of_the_program(home: Home) -> None:
    with pytest.raises(RuntimeError), home.view(home.system) as work:
        work.doing(Action.PLAN)


def test_a_look_inside_a_deed_is_written_down_too(home: Home) -> None:
    ans = make.account(home, "Ans")
    with home.work(ans) as work:
        work.doing(Action.PUBLISH, SOMEONE)
        work.reading(Action.READ_PEOPLE, SOMEONE, "publish")
        work.because(Action.PUBLISH).reading(Action.READ_HUBS)
    assert [line.action for line in audit_of(home, ans)] == ["publish", "read_people"]


@pytest.mark.parametrize("role", Role)
def test_a_role_may_do_exactly_what_its_table_says(role: Role) -> None:
    account = Account(AccountId(1), "Iemand", role)
    assert {action for action in Action if account.may(action)} == ALLOWED[role]


def test_the_cause_of_a_write_is_who_and_when(sqlite_home: Home) -> None:
    ans = make.account(sqlite_home, "Ans")
    with sqlite_home.work(ans) as work:
        cause = work.cause("phone call")
    assert (cause.by, cause.at, cause.because) == ("Ans", make.NOW, "phone call")


def test_a_work_knows_which_day_it_is(sqlite_home: Home) -> None:
    with sqlite_home.view(sqlite_home.system) as work:
        assert isinstance(work, Work)
        assert work.today == make.MONDAY
