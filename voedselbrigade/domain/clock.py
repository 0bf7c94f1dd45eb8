"""Times of one day: seconds since local midnight, and the windows made of them."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

OFFICE_ZONE = ZoneInfo("Europe/Amsterdam")
DAY_S = 24 * 3600


def hms(hours: int, minutes: int = 0) -> int:
    """11, 30 → 41400 seconds since midnight."""
    return hours * 3600 + minutes * 60


@dataclass(frozen=True, slots=True, order=True)
class TimeWindow:
    """From `start_s` up to and including `end_s`, in seconds since local midnight."""

    start_s: int
    end_s: int

    def __post_init__(self) -> None:
        if not 0 <= self.start_s <= self.end_s <= 2 * DAY_S:
            raise ValueError(f"no window: {self.start_s}–{self.end_s}")

    def holds(self, moment_s: int) -> bool:
        return self.start_s <= moment_s <= self.end_s

    def shared(self, other: TimeWindow) -> TimeWindow | None:
        """The part that both have, or None."""
        start_s, end_s = max(self.start_s, other.start_s), min(self.end_s, other.end_s)
        return TimeWindow(start_s, end_s) if start_s <= end_s else None
