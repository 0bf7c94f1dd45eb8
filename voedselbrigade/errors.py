"""Facts that people are told, and every error that is raised on purpose.

A fact is a code with its values, never a sentence: `voedselbrigade.words` turns it into Dutch or
English. Bad data comes back as facts; bad deeds raise an error, which carries one fact.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

type Value = str | int | float | bool | tuple[Value, ...] | None


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is so: `code` names the sentence in `words/sentences`, `values` fill it in.

    Units stand in the names of the values (`late_s`, `walk_m`); dates are ISO text.
    """

    code: str
    values: Mapping[str, Value] = field(default_factory=dict)

    @classmethod
    def of(cls, code: str, **values: Value) -> Fact:
        return cls(code, values)

    def as_json(self) -> dict[str, Any]:
        return {"code": self.code, "values": dict(self.values)}

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Fact:
        return cls(data["code"], {name: _frozen(value) for name, value in data["values"].items()})


def _frozen(value: Any) -> Value:
    return tuple(_frozen(part) for part in value) if isinstance(value, list) else value


class VoedselbrigadeError(Exception):
    """A deed that cannot be done. Faces catch this and nothing else."""

    exit_code = 1

    def __init__(self, code: str, /, **values: Value) -> None:
        self.fact = Fact(code, values)
        super().__init__(f"{code} {values}" if values else code)


class NotAllowed(VoedselbrigadeError):
    """The acting person may not do this."""


class NotFound(VoedselbrigadeError):
    """There is no such thing."""


class Conflict(VoedselbrigadeError):
    """Somebody else changed it first; the second one must look and decide."""


class NotPossible(VoedselbrigadeError):
    """The deed does not fit the state things are in (publishing a day without a plan)."""


class UnusableFile(VoedselbrigadeError):
    """The file, or its columns, cannot be used at all."""

    exit_code = 2


class WrongWords(VoedselbrigadeError):
    """What was typed on the command line or in a form is not a value that we know."""

    exit_code = 2


class Unreachable(VoedselbrigadeError):
    """A service, a folder or a database does not answer."""


class SearchFailed(VoedselbrigadeError):
    """A search for a plan gave none: its process died, or what it found cannot be used."""
