"""How long the food lasts at every hub, for the map and the list beside it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.places import Hub
from voedselbrigade.services import stock_ahead
from voedselbrigade.services.stock_ahead import Ahead, Cover
from voedselbrigade.services.work import Subject, Work

SHORT_DAYS = 2
WEEK_DAYS = 8
"""Parcels go out once a week: with a week and a day the next hand-out is covered too."""


class Supply(StrEnum):
    """How a hub stands, the most pressing first."""

    SHORT = "short"
    WEEK = "week"
    ENOUGH = "enough"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True)
class HubCover:
    """One hub: how long all food lasts by weight, and which products run out first."""

    hub: Hub
    ahead: Ahead

    @property
    def days(self) -> float | None:
        """None is longer than the horizon, or nobody asks for anything."""
        return self.ahead.together.days

    @property
    def asked(self) -> bool:
        return any(cover.asked for cover in self.ahead.items)

    @property
    def supply(self) -> Supply:
        if not self.asked:
            return Supply.NOT_ASKED
        if self.days is None or self.days >= WEEK_DAYS:
            return Supply.ENOUGH
        return Supply.SHORT if self.days < SHORT_DAYS else Supply.WEEK

    @property
    def first_out(self) -> tuple[Cover, ...]:
        """What is asked and runs out within a week, the first to run out on top."""
        return tuple(
            cover
            for cover in self.ahead.items
            if cover.asked and cover.days is not None and cover.days < WEEK_DAYS
        )

    @property
    def grams(self) -> int:
        """What may be given today or later; a product without a weight counts for the usual."""
        return sum(
            cover.there * (cover.item.unit_g or stock_ahead.USUAL_UNIT_G)
            for cover in self.ahead.items
        )


def all_hubs(work: Work, days: int = stock_ahead.DAYS) -> tuple[HubCover, ...]:
    """Every hub where something lies or is asked, the one that runs out first on top.

    Staff of one hub sees its own.
    """
    work.reading(Action.READ_STOCK, Subject("hubs"), "cover")
    mine = [hub for hub in work.store.hubs.all() if hub.active and work.actor.hub in (None, hub.id)]
    seen = stock_ahead.look_ahead_at(work, [hub.id for hub in mine], days)
    found = [HubCover(hub, ahead) for hub, ahead in zip(mine, seen, strict=True)]
    told = [one for one in found if one.asked or one.grams]
    order = list(Supply)
    far = float(days)
    return tuple(
        sorted(
            told,
            key=lambda one: (
                order.index(one.supply),
                far if one.days is None else one.days,
                one.hub.name.casefold(),
            ),
        )
    )
