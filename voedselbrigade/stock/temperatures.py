"""How cold or hot food must stay, and what a reading out of range means for what lies there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from voedselbrigade.domain.places import HubId
from voedselbrigade.errors import Fact
from voedselbrigade.stock.lots import Storage

# Tenths of a degree Celsius, lowest and highest. DOMAIN 1.3: chilled at most 7 °C, deep frozen at
# −18 °C with at most 3 °C of tolerance, hot at least 60 °C.
LIMITS: Mapping[Storage, tuple[int | None, int | None]] = {
    Storage.AMBIENT: (None, None),
    Storage.CHILLED: (0, 70),
    Storage.FROZEN: (None, -150),
    Storage.HOT: (600, None),
}
WANTED_FROZEN = -180


@dataclass(frozen=True, slots=True)
class Reading:
    """What a thermometer said in a room (or a box) of a hub."""

    hub: HubId
    room: str
    storage: Storage
    tenths_c: int
    at: datetime
    by: str

    @property
    def degrees(self) -> float:
        return self.tenths_c / 10


def out_of_range(reading: Reading) -> Fact | None:
    """What is wrong with a reading, or None."""
    low, high = LIMITS[reading.storage]
    room, degrees = reading.room, reading.degrees
    if high is not None and reading.tenths_c > high:
        return Fact.of("stock.too_warm", room=room, degrees=degrees, most=high / 10)
    if low is not None and reading.tenths_c < low:
        return Fact.of("stock.too_cold", room=room, degrees=degrees, least=low / 10)
    return None
