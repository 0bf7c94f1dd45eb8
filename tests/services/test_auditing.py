"""The log of the office: who looked at whom, who did what, and who may read it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests import make
from tests.make import Clock
from voedselbrigade.domain.access import Role
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.errors import NotAllowed
from voedselbrigade.services import accounts, auditing, registering
from voedselbrigade.services.store import AuditKind
from voedselbrigade.wiring import Home


def someone(home: Home) -> int:
    with home.work(home.actor()) as work:
        return registering.add_recipient(work, make.recipient("Wit")).id


def test_who_looked_at_somebody_is_told_with_day_and_name(home: Home, clock: Clock) -> None:
    ident = someone(home)
    with home.work(home.actor()) as work:
        registering.pause(work, PersonKind.RECIPIENT, ident, home.now().date() + timedelta(days=9))
    clock.passes(hours=1)
    with home.view(home.actor()) as work:
        registering.record(work, PersonKind.RECIPIENT, ident)
    with home.view(home.actor()) as work:
        looked, paused = auditing.about(work, PersonKind.RECIPIENT, ident)
        assert auditing.names(work, [looked]) == {("recipient", str(ident)): "A. de Wit"}
    assert (looked.what, looked.at) == (AuditKind.READ, clock.now)
    assert (paused.what, paused.account_name) == (AuditKind.DID, home.actor().name)


def test_a_day_of_the_log_ends_at_midnight(home: Home, clock: Clock) -> None:
    someone(home)
    first = clock.now.date()
    clock.passes(days=1)
    with home.view(home.actor()) as work:
        assert {one.at.date() for one in auditing.of_day(work, first)} == {first}
        assert auditing.of_day(work, first + timedelta(days=1)) == ()


def test_only_a_coordinator_reads_the_log_and_a_refusal_stands_in_it(home: Home) -> None:
    with home.work(home.actor()) as work:
        accounts.add(work, "Piet", Role.DISPATCHER)
    piet = home.actor("Piet")
    with pytest.raises(NotAllowed), home.view(piet) as work:
        auditing.of_day(work, home.now().date())
    with home.view(home.actor()) as work:
        found = auditing.of_day(work, home.now().date())
    assert (found[0].what, found[0].account_name) == (AuditKind.REFUSED, "Piet")
