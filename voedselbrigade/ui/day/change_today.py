"""The buttons behind a name on a day: something else today, or the person's own page."""

from __future__ import annotations

from datetime import date

from voedselbrigade.domain.history import PersonKind
from voedselbrigade.ui.people import exceptions, record
from voedselbrigade.words import Speaker


def ask(ident: str, action: str) -> None:
    """A button in a row was tapped."""
    if action == "open":
        record.open_record(PersonKind.RECIPIENT, int(ident))
    else:
        exceptions.ask(int(ident))


def dialog_if_asked(t: Speaker, day: date) -> None:
    exceptions.dialog_if_asked(t, day)
