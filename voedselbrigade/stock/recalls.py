"""Taking food back: what is recalled, by which mark, and the lots it is about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from voedselbrigade.stock.lots import LotId

RecallId = NewType("RecallId", int)
# Information must be there within four hours (DOMAIN 1.4, enforcement norm).
READY_WITHIN = timedelta(hours=4)


class RecallBy(StrEnum):
    """What somebody has in hand when the telephone rings."""

    ITEM = "item"
    LOT = "lot"
    BATCH = "batch"
    SUPPLIER = "supplier"
    EAN = "ean"


@dataclass(frozen=True, slots=True)
class Recall:
    """One recall: blocked from the moment it started until a second person closes it."""

    id: RecallId
    by_what: RecallBy
    value: str
    reason: str
    started_at: datetime
    started_by: str
    lots: tuple[LotId, ...] = ()
    closed_at: datetime | None = None
    closed_by: str = ""

    @property
    def ready_before(self) -> datetime:
        return self.started_at + READY_WITHIN
