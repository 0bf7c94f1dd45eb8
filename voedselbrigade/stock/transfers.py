"""From hub to hub: what was sent, what arrived, and the differences line by line."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from voedselbrigade.domain.places import HubId
from voedselbrigade.stock.lots import LotId

TransferId = NewType("TransferId", int)


class TransferState(StrEnum):
    SENT = "sent"
    ARRIVED = "arrived"


@dataclass(frozen=True, slots=True)
class TransferLine:
    """One lot of a transfer; `arrived` is None until somebody counted it at the door."""

    lot: LotId
    sent: int
    arrived: int | None = None
    noted_at: datetime | None = None
    noted_by: str = ""

    @property
    def difference(self) -> int:
        """What arrived too many (+) or too few (−); 0 while nobody counted."""
        return 0 if self.arrived is None else self.arrived - self.sent


@dataclass(frozen=True, slots=True)
class Transfer:
    """Lots on their way between two hubs. `cause` is what was said when it was sent."""

    id: TransferId
    from_hub: HubId
    to_hub: HubId
    sent_at: datetime
    sent_by: str
    cause: str
    lines: tuple[TransferLine, ...] = ()
    state: TransferState = TransferState.SENT

    def line(self, lot: LotId) -> TransferLine | None:
        return next((line for line in self.lines if line.lot == lot), None)

    def with_line(self, changed: TransferLine) -> Transfer:
        """The transfer with one line written over; arrived when nothing is open any more."""
        lines = tuple(changed if line.lot == changed.lot else line for line in self.lines)
        done = all(line.arrived is not None for line in lines)
        state = TransferState.ARRIVED if done else TransferState.SENT
        return replace(self, lines=lines, state=state)
