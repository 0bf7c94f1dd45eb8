"""What verbs ask of the records of one kind: people, hubs, items. Part of `services.store`."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from voedselbrigade.domain.history import Cause, Change, PersonKind, Revision
from voedselbrigade.domain.places import Address, Located


@dataclass(frozen=True, slots=True)
class FrontDoor:
    """Where somebody who takes part lives, or where a hub is, and nothing else about them."""

    kind: PersonKind
    person: int
    label: str
    address: Address
    located: Located | None


class FrontDoors(Protocol):
    """The addresses of all lists, without the rest of the records: thousands in a blink."""

    def all(self) -> tuple[FrontDoor, ...]:
        """Of whoever takes part and has an address: recipients, volunteers, hubs, each by id."""
        ...

    def without_point(self) -> tuple[FrontDoor, ...]: ...


class Records[T](Protocol):
    """One kind of people (or hubs). Every write keeps who, when, old, new and where it came from.

    `add` ignores the id of what it is given and hands out the value with its own.
    """

    def get(self, ident: int) -> T: ...

    def all(self) -> tuple[T, ...]: ...

    def some(self, idents: Iterable[int]) -> tuple[T, ...]:
        """Those that exist, in no promised order."""
        ...

    def add(self, value: T, cause: Cause) -> T: ...

    def add_all(self, values: Sequence[T], cause: Cause) -> tuple[T, ...]: ...

    def save(self, value: T, cause: Cause, revision: int | None = None) -> None:
        """Write what differs; with `revision` only if nobody wrote since (else Conflict)."""
        ...

    def save_all(self, values: Sequence[T], cause: Cause) -> None: ...

    def remove(self, ident: int, cause: Cause) -> None:
        """Gone, with its exceptions and its history; raises NotPossible while others need it."""
        ...

    def revision(self, ident: int) -> Revision: ...

    def origins(self, ident: int) -> Mapping[str, Cause]:
        """Per field where its value came from; every field of the record is in it."""
        ...

    def all_origins(self) -> Mapping[int, Mapping[str, Cause]]:
        """`origins` of everyone at once, by id: an import compares thousands of rows."""
        ...

    def history(self, ident: int) -> tuple[Change, ...]:
        """Everything that was ever changed, oldest first."""
        ...

    def changed_because(self, because: str) -> tuple[int, ...]:
        """Of whom something was changed for exactly this reason."""
        ...

    def joined(self, code: str) -> Mapping[int, int]:
        """By id of a double, the record that it was joined into: the id behind `code:` in the last
        such reason."""
        ...

    def value_of(self, field: str, stored: object) -> object:
        """A `Change.old` or `Change.new` of this field as the domain has it."""
        ...
