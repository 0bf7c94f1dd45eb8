"""How often: the weekly rhythm of a recipient and the wish of a volunteer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Weeks(StrEnum):
    """Which weeks count, by ISO week number."""

    EVERY = "every"
    EVEN = "even"
    ODD = "odd"

    def holds_on(self, day: date) -> bool:
        if self is Weeks.EVERY:
            return True
        return (day.isocalendar().week % 2 == 0) is (self is Weeks.EVEN)


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Portions per weekday (Monday = 0), in every, the even or the odd weeks."""

    portions: Mapping[int, int] = field(default_factory=dict)
    weeks: Weeks = Weeks.EVERY

    def portions_on(self, day: date) -> int:
        return self.portions.get(day.weekday(), 0) if self.weeks.holds_on(day) else 0


@dataclass(frozen=True, slots=True)
class Frequency:
    """At most `times` in any `weeks` weeks: 1× per 4 weken."""

    times: int
    weeks: int = 1
