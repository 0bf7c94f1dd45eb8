"""What the verbs ask of the database, as protocols by subject; `adapters/database` answers.

Frozen domain values go in and come out. Nothing here commits: the work around it does. Lookups by
id raise NotFound; a write with an older revision raises Conflict; both carry a fact.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Protocol

from voedselbrigade.domain.access import Account, AccountId, Role
from voedselbrigade.domain.delivery_days import DayException, ExceptionId, RosterEntry
from voedselbrigade.domain.faces import Meeting
from voedselbrigade.domain.hand_choices import HandChoice
from voedselbrigade.domain.history import (
    Cause,
    Change,
    ImportId,
    ImportRun,
    PersonKind,
)
from voedselbrigade.domain.ledger import Ridden
from voedselbrigade.domain.people import Recipient, RecipientId, Volunteer, VolunteerId
from voedselbrigade.domain.places import Hub, HubId
from voedselbrigade.domain.plans import Delivery, Plan, PlanId
from voedselbrigade.errors import Fact
from voedselbrigade.services.record_store import FrontDoors, Records
from voedselbrigade.services.stock_store import StockStore


class Exceptions(Protocol):
    def get(self, ident: ExceptionId) -> DayException: ...

    def add(self, exception: DayException) -> DayException: ...

    def save(self, exception: DayException) -> None: ...

    def remove(self, ident: ExceptionId) -> None: ...

    def remove_before(self, day: date) -> int:
        """Forget those that ended before `day`; hands out how many."""
        ...

    def on(self, day: date) -> tuple[DayException, ...]:
        """Those that hold on `day`, of everyone, in the order in which they were noted."""
        ...

    def of(self, recipient: RecipientId) -> tuple[DayException, ...]: ...

    def move(self, old: RecipientId, new: RecipientId) -> None:
        """Everything noted for `old` is from now on for `new` (two records were one person)."""
        ...


class Roster(Protocol):
    def save(self, entry: RosterEntry) -> None:
        """One entry per volunteer and day; a later one replaces it."""
        ...

    def remove(self, volunteer: VolunteerId, day: date) -> None: ...

    def remove_before(self, day: date) -> int: ...

    def on(self, day: date) -> tuple[RosterEntry, ...]: ...

    def of(self, volunteer: VolunteerId, first: date, last: date) -> tuple[RosterEntry, ...]: ...


class Imports(Protocol):
    def add(self, run: ImportRun) -> ImportRun: ...

    def get(self, ident: ImportId) -> ImportRun: ...

    def save(self, run: ImportRun) -> None: ...

    def list(self, kind: PersonKind | None = None) -> tuple[ImportRun, ...]:
        """Newest first."""
        ...

    def same_file(self, kind: PersonKind, file_hash: str) -> ImportRun | None:
        """The last run of exactly this file that was not undone."""
        ...

    def changes(self, ident: ImportId) -> tuple[Change, ...]:
        """Everything this run wrote, oldest first."""
        ...

    def mapping(self, kind: PersonKind, fingerprint: str) -> Mapping[str, str] | None:
        """The column mapping that was confirmed for a header like this one."""
        ...

    def remember(
        self, kind: PersonKind, fingerprint: str, mapping: Mapping[str, str], cause: Cause
    ) -> None: ...


class SearchState(StrEnum):
    RUNNING = "running"
    FINISHED = "finished"
    CANCELLED = "cancelled"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class SearchRow:
    """The truth about a day's search, whichever process asks.

    `pid` is of the process that waits for it; `progress` holds plain values (seconds, stops
    served, cost). Somebody may ask to drop it, or to finish now with the best plan so far.
    """

    day: date
    state: SearchState
    pid: int | None
    started_at: datetime
    started_by: str
    heartbeat_at: datetime
    progress: Mapping[str, object] = field(default_factory=dict)
    cancel_asked: bool = False
    finish_asked: bool = False
    problem: Fact | None = None


class SearchRows(Protocol):
    def get(self, day: date) -> SearchRow | None: ...

    def claim(self, row: SearchRow) -> bool:
        """Make `row` the search of its day; False when another one is running."""
        ...

    def save(self, row: SearchRow) -> None: ...

    def running(self) -> tuple[SearchRow, ...]: ...


class Plans(Protocol):
    def add(self, plan: Plan, cause: Cause) -> Plan: ...

    def get(self, ident: PlanId) -> Plan: ...

    def save(self, plan: Plan, cause: Cause) -> Plan:
        """Write over `plan.revision`, hand out the next one; Conflict when it is not the last."""
        ...

    def of_day(self, day: date) -> tuple[Plan, ...]:
        """Every version of a day, oldest first."""
        ...

    def days(self, first: date, last: date) -> tuple[date, ...]: ...

    def rode(self, first: date, last: date) -> Mapping[VolunteerId, frozenset[date]]:
        """The days on which each volunteer has a route in the plan that holds."""
        ...

    def ridden(self, first: date, last: date) -> Mapping[VolunteerId, Ridden]:
        """What each volunteer did on the days that are settled and closed."""
        ...

    def remove_before(self, day: date) -> int: ...


class Deliveries(Protocol):
    def save(self, delivery: Delivery) -> None:
        """One per day, route and stop number holds: the last; the others are history."""
        ...

    def said(self, day: date, route: str, stop: str) -> tuple[Delivery, ...]:
        """Everything that was ever noted of one stop, oldest first."""
        ...

    def of_day(self, day: date) -> tuple[Delivery, ...]: ...

    def of(self, recipient: RecipientId) -> tuple[Delivery, ...]: ...

    def volunteers_since(self, day: date) -> Mapping[RecipientId, Mapping[VolunteerId, int]]:
        """How often each volunteer gave something at each door since `day`: familiar faces."""
        ...

    def met(self, first: date, last: date) -> tuple[Meeting, ...]:
        """Who gave whom food on these days, as it stands now; twice on a day counts once."""
        ...

    def remove_before(self, day: date) -> int: ...


class HandChoices(Protocol):
    def keep(self, day: date, choices: Iterable[HandChoice]) -> None:
        """Make these the choices of a day; one that was thrown away stays so."""
        ...

    def between(self, first: date, last: date) -> tuple[HandChoice, ...]:
        """The newest first."""
        ...

    def of(self, recipient: RecipientId) -> tuple[HandChoice, ...]: ...

    def drop(self, day: date, recipient: RecipientId, by: str) -> bool:
        """Throw one away; False when there is none that counts."""
        ...

    def move_recipient(self, old: RecipientId, new: RecipientId) -> None: ...

    def move_volunteer(self, old: VolunteerId, new: VolunteerId) -> None: ...

    def remove_before(self, day: date) -> int: ...


@dataclass(frozen=True, slots=True)
class SettingRecord:
    """One choice of the office: this value from this day on."""

    name: str
    value: object
    from_day: date
    at: datetime
    by: str


class SettingRecords(Protocol):
    def add(self, record: SettingRecord) -> None: ...

    def list(self) -> tuple[SettingRecord, ...]:
        """Oldest first: of two for the same day the later one counts."""
        ...


class Accounts(Protocol):
    def get(self, ident: AccountId) -> Account: ...

    def named(self, name: str) -> Account | None:
        """By name, without regard to capitals."""
        ...

    def list(self) -> tuple[Account, ...]: ...

    def add(self, name: str, role: Role, hub: HubId | None, at: datetime) -> Account: ...

    def save(self, account: Account) -> None: ...


class AuditKind(StrEnum):
    DID = "did"
    READ = "read"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """Who, when, what, about whom; never the data itself (NEN 7513)."""

    at: datetime
    account: AccountId
    account_name: str
    what: AuditKind
    action: str
    subject_kind: str = ""
    subject_id: str = ""
    screen: str = ""
    because_of: str = ""


class Audit(Protocol):
    def write(self, entry: AuditEntry) -> None: ...

    def write_reads(self, entries: Iterable[AuditEntry]) -> None:
        """Once per person, subject and screen per quarter of an hour; the rest is left out."""
        ...

    def list(
        self, since: datetime, until: datetime, subject_kind: str = "", subject_id: str = ""
    ) -> tuple[AuditEntry, ...]:
        """Newest first."""
        ...

    def last(self) -> datetime | None:
        """The moment of the newest line."""
        ...

    def remove_before(self, moment: datetime) -> int: ...


class ChoreRecords(Protocol):
    def claim(self, chore: str, day: date, at: datetime, by: str) -> bool:
        """True for the one that may do this chore of this day; its row stays when it commits."""
        ...

    def last_day(self, chore: str) -> date | None: ...


class Store(Protocol):
    """The database inside one piece of work, by subject."""

    @property
    def recipients(self) -> Records[Recipient]: ...

    @property
    def volunteers(self) -> Records[Volunteer]: ...

    @property
    def hubs(self) -> Records[Hub]: ...

    @property
    def front_doors(self) -> FrontDoors: ...

    @property
    def exceptions(self) -> Exceptions: ...

    @property
    def roster(self) -> Roster: ...

    @property
    def imports(self) -> Imports: ...

    @property
    def plans(self) -> Plans: ...

    @property
    def searches(self) -> SearchRows: ...

    @property
    def deliveries(self) -> Deliveries: ...

    @property
    def hand_choices(self) -> HandChoices: ...

    @property
    def settings(self) -> SettingRecords: ...

    @property
    def access(self) -> Accounts: ...

    @property
    def audit(self) -> Audit: ...

    @property
    def chores(self) -> ChoreRecords: ...

    @property
    def stock(self) -> StockStore: ...
