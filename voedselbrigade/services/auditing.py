"""Who looked, who did what and who was refused: the log of the office, for its coordinators."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.clock import OFFICE_ZONE
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.services.records import KINDS, label_of, records_of, subject_of
from voedselbrigade.services.store import AuditEntry
from voedselbrigade.services.work import Subject, Work

_EVER = datetime(2000, 1, 1, tzinfo=OFFICE_ZONE)


def of_day(work: Work, day: date) -> tuple[AuditEntry, ...]:
    """Everything of one day, newest first."""
    work.reading(Action.READ_AUDIT, Subject("audit", day.isoformat()), "of_day")
    begins = datetime.combine(day, time(), OFFICE_ZONE)
    ends = datetime.combine(day + timedelta(days=1), time(), OFFICE_ZONE)
    found = work.store.audit.list(begins, ends)
    return tuple(entry for entry in found if entry.at < ends)


def about(work: Work, kind: PersonKind, ident: int) -> tuple[AuditEntry, ...]:
    """Who looked at somebody, and who changed what, as long as the log goes back; newest first.

    Looks at a list in which somebody stood among others are not in here: they are about the list.
    """
    subject = subject_of(kind, ident)
    work.reading(Action.READ_AUDIT, subject, "about")
    return work.store.audit.list(_EVER, work.now, subject.kind, str(subject.id))


def names(work: Work, entries: Iterable[AuditEntry]) -> Mapping[tuple[str, str], str]:
    """What the people in these entries are called, by kind and number, of whoever is still here."""
    work.reading(Action.READ_AUDIT, Subject("audit"), "names")
    numbers = {(one.subject_kind, one.subject_id) for one in entries if one.subject_id.isdigit()}
    return {
        (kind.value, str(one.id)): label_of(one)
        for kind in KINDS
        for one in records_of(work, kind).some(int(n) for k, n in numbers if k == kind.value)
    }
