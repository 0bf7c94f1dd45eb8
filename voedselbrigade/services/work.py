"""One piece of work: the store, who is acting and when; permission and audit in one line.

A verb is a public function whose first argument is `work`; its first statement is `work.doing(…)`
when it changes something or puts it on paper, `work.reading(…)` when it only looks.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime

from voedselbrigade.domain.access import Account, Action
from voedselbrigade.domain.history import Cause, ImportId, Source
from voedselbrigade.errors import NotAllowed
from voedselbrigade.services.store import AuditEntry, AuditKind, Store


@dataclass(frozen=True, slots=True)
class Subject:
    """Whom or what a deed is about: a kind and an id, never the data itself."""

    kind: str
    id: int | str = ""

    @classmethod
    def day(cls, day: date) -> Subject:
        return cls("day", day.isoformat())


@dataclass(slots=True)
class Ledger:
    """What has to be written down about one work once it ends: its reads and its refusal."""

    done: set[Action] = field(default_factory=set)
    reads: list[AuditEntry] = field(default_factory=list)
    refused: list[AuditEntry] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Work:
    """What every verb gets. `now` is aware, on the office's clock.

    `because_of` names the verb's reason when another verb calls it: permission was asked there.
    A work that only looks (`looks`) refuses every deed, because its transaction cannot write.
    """

    store: Store
    actor: Account
    now: datetime
    because_of: Action | None = None
    looks: bool = False
    ledger: Ledger = field(default_factory=Ledger)

    @property
    def today(self) -> date:
        return self.now.date()

    def doing(self, action: Action, subject: Subject | None = None) -> None:
        """Ask permission for a deed and write it down. Raises NotAllowed."""
        if self.looks:
            raise RuntimeError(f"{action} in a work that only looks: use home.work()")
        self._ask(action, subject, "")
        self.ledger.done.add(action)
        self.store.audit.write(self._entry(AuditKind.DID, action, subject, ""))

    def reading(self, action: Action, subject: Subject | None = None, screen: str = "") -> None:
        """Ask permission to look; it is written down after the work has ended.

        Once per person, subject and screen per quarter of an hour. Raises NotAllowed.
        """
        self._ask(action, subject, screen)
        if self.because_of is None:
            self.ledger.reads.append(self._entry(AuditKind.READ, action, subject, screen))

    def because(self, action: Action) -> Work:
        """The work to hand to a verb that is called from inside a verb that did `action`.

        The inner verb notes the reason instead of asking again: who settles a stop needs no right
        on the stock that it moves. Only what this work itself was allowed to do is a reason.
        """
        if action not in self.ledger.done:
            raise RuntimeError(f"{action} was not done in this work and is no reason")
        return replace(self, because_of=action)

    def cause(
        self, because: str = "", source: Source = Source.OFFICE, import_id: ImportId | None = None
    ) -> Cause:
        """What is kept with every value that this work writes."""
        return Cause(self.now, self.actor.name, source, import_id, because)

    def _ask(self, action: Action, subject: Subject | None, screen: str) -> None:
        if self.because_of is not None or self.actor.may(action):
            return
        self.ledger.refused.append(self._entry(AuditKind.REFUSED, action, subject, screen))
        raise NotAllowed(
            "access.not_allowed", who=self.actor.name, role=self.actor.role.value, action=action
        )

    def _entry(
        self, what: AuditKind, action: Action, subject: Subject | None, screen: str
    ) -> AuditEntry:
        about = subject or Subject("")
        because_of = self.because_of.value if self.because_of else ""
        return AuditEntry(
            at=self.now,
            account=self.actor.id,
            account_name=self.actor.name,
            what=what,
            action=action.value,
            subject_kind=about.kind,
            subject_id=str(about.id),
            screen=screen,
            because_of=because_of,
        )
