"""How a person is written and addressed: Mw. A. de Wit."""

from __future__ import annotations

from voedselbrigade.domain.people import Name
from voedselbrigade.words import Speaker


def addressed(name: Name, t: Speaker) -> str:
    """The name as it stands on a sheet: title, initials, surname.

    Without initials or first name the prefix opens the name and takes its capital: Mw. De Wit.
    """
    title = t.term("salutation", name.salutation)
    plain = name.plain
    if not (name.first or name.initials) and name.prefix:
        plain = plain[:1].upper() + plain[1:]
    return f"{title} {plain}".strip()
