"""Where a value came from, what was changed by whom, and which file brought it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import NewType

ImportId = NewType("ImportId", int)


class PersonKind(StrEnum):
    """What a list is about; hubs and items are kept in the same way as people."""

    RECIPIENT = "recipient"
    VOLUNTEER = "volunteer"
    HUB = "hub"
    ITEM = "item"
    HOUSEHOLD = "household"
    DONOR = "donor"


class Source(StrEnum):
    """Who said so: a list that was read in, or somebody at the office."""

    FILE = "file"
    OFFICE = "office"


@dataclass(frozen=True, slots=True)
class Cause:
    """Why something is written: when, by whom, from a file or by the office, in which import."""

    at: datetime
    by: str
    source: Source = Source.OFFICE
    import_id: ImportId | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Revision:
    """How often a record was written, and by whom and when for the last time."""

    number: int
    changed_at: datetime
    changed_by: str


@dataclass(frozen=True, slots=True)
class Change:
    """One field of one person: what it was and what it became (JSON values, as stored).

    `field` is empty for the moment the person was added; `new` is then None.
    """

    kind: PersonKind
    person: int
    field: str
    old: object
    new: object
    cause: Cause


class ImportStatus(StrEnum):
    SAVED = "saved"
    UNDONE = "undone"


@dataclass(frozen=True, slots=True)
class ImportRun:
    """One file that was read in. `counts` are new, changed, unchanged, vanished and wrong rows."""

    id: ImportId
    kind: PersonKind
    file_name: str
    file_hash: str
    at: datetime
    by: str
    counts: Mapping[str, int] = field(default_factory=dict)
    status: ImportStatus = ImportStatus.SAVED
    undone_at: datetime | None = None
    undone_by: str = ""
