"""What the wishes of the office came to in a plan: how often each was met, and what that took."""

from __future__ import annotations

from dataclasses import dataclass

from voedselbrigade.errors import Fact


@dataclass(frozen=True, slots=True)
class WishCost:
    """One wish in one plan, by its name (`words` has a term for each).

    It was met `met` times of the `asked` times it could have been. `extra_s`: what the plan is
    dearer because it was met; `price_s`: what the times that it was not met counted in the plan.
    Both in seconds of volunteers' time.
    """

    wish: str
    met: int
    asked: int
    extra_s: int = 0
    price_s: int = 0

    @property
    def fact(self) -> Fact:
        """As a sentence: how often it was met, what that took, what the rest counted."""
        code = "wish.met"
        if self.extra_s:
            code = "wish.met_at_a_price"
        elif self.price_s:
            code = "wish.counted"
        return Fact.of(
            code,
            wish=self.wish,
            met=self.met,
            asked=self.asked,
            extra_s=self.extra_s,
            price_s=self.price_s,
        )
