"""How cold or hot food must stay, and what a reading out of range means for what lies there."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from voedselbrigade.domain.clock import OFFICE_ZONE
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
# DOMAIN 1.3: chilled food at most two hours too warm, once; hot food holds its heat about as long.
AT_MOST = timedelta(hours=2)
LOOKED_BACK = timedelta(hours=24)


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


def what_to_do(reading: Reading, earlier: Iterable[Reading]) -> Fact | None:
    """What to do with what lies there; None when nothing is wrong.

    `earlier` are readings of the same room. Since the last good one it may have been wrong: that is
    what counts, for nobody knows better. Without a good one it is treated as too long.
    """
    problem = out_of_range(reading)
    if problem is None:
        return None
    if problem.code == "stock.too_cold" and reading.storage is Storage.CHILLED:
        return Fact("stock.do_look_frozen")
    if reading.storage is Storage.FROZEN:
        return Fact("stock.do_keep_frozen")
    good = [one.at for one in earlier if one.at <= reading.at and out_of_range(one) is None]
    if not good or reading.at - max(good) > AT_MOST:
        return Fact("stock.do_discard")
    until = (max(good) + AT_MOST).astimezone(OFFICE_ZONE)
    until_s = until.hour * 3600 + until.minute * 60
    hot = reading.storage is Storage.HOT
    return Fact.of("stock.do_give_hot" if hot else "stock.do_move", until_s=until_s)
