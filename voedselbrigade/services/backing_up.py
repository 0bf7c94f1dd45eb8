"""Taking a backup and putting one back: who may, and that it was done; the file is a wire."""

from __future__ import annotations

from voedselbrigade.domain.access import Action
from voedselbrigade.services.work import Subject, Work


def take(work: Work) -> None:
    """Somebody takes everything along in a file: that is the widest look there is."""
    work.reading(Action.BACKUP, Subject("backup"), "backup")


def put_back(work: Work, name: str) -> None:
    """Somebody puts a backup back in place of what is here."""
    work.doing(Action.BACKUP, Subject("restore", name[:80]))
