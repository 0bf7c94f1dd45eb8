"""Marks that the catalogue's extraction looks for: `N_` for one sentence, `plural` for two."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Plural:
    """A sentence in two forms; `count` names the value that chooses between them."""

    one: str
    more: str
    count: str


def N_(message: str) -> str:  # noqa: N802 - the name that gettext tools know
    return message


def plural(one: str, more: str, count: str) -> Plural:
    return Plural(one, more, count)
