"""Where does somebody fit best? Every volunteer of the day, with the minutes, or why not."""

from __future__ import annotations

from dataclasses import dataclass

from voedselbrigade.domain.people import RecipientId, VolunteerId
from voedselbrigade.routing.engines.slots import Slot
from voedselbrigade.routing.ground import Order
from voedselbrigade.routing.moving import Fit
from voedselbrigade.routing.orders import without
from voedselbrigade.routing.pairing import is_known_face
from voedselbrigade.services.move_table import Table


@dataclass(frozen=True, slots=True)
class Fitting:
    """How somebody fits with one volunteer. `route` is the volunteer's now, None for who stays at
    home; `here`: already on it; `familiar`: was at this door before, or is preferred there.

    `added_s` and `at` (as which address) are of the best place; None when there is none that keeps
    every rule: then `rules` are those in the way.
    """

    vehicle: int
    volunteer: VolunteerId
    name: str
    route: str | None
    here: bool
    familiar: bool
    added_s: int | None = None
    at: int | None = None
    rules: tuple[str, ...] = ()

    @property
    def fits(self) -> bool:
        return self.added_s is not None


def ranked(table: Table, recipient: RecipientId) -> tuple[Fitting, ...]:
    """Every volunteer of the day: first where somebody adds fewest minutes (as if not on any round
    now), then those with whom it does not fit, by name.

    Raises NotPossible with the reason of who cannot go along at all, NotFound for who is not due.
    """
    stop = table.stop_of(recipient)
    fits = sorted(table.board.fits(stop), key=lambda fit: (fit.added_s, fit.cost, fit.vehicle))
    refused = table.board.refusals(stop, fits)
    good = tuple(_fitting(table, stop, fit.vehicle, fit) for fit in fits)
    bad = (_fitting(table, stop, vehicle, rules=refused[vehicle]) for vehicle in refused)
    return (*good, *sorted(bad, key=lambda one: (one.name, one.vehicle)))


def _fitting(
    table: Table, stop: int, vehicle: int, fit: Fit | None = None, rules: tuple[str, ...] = ()
) -> Fitting:
    volunteer, riding = table.model.turns[vehicle].volunteer, table.rides.get(vehicle)
    recipient = table.model.riders[stop].recipient
    return Fitting(
        vehicle=vehicle,
        volunteer=volunteer.id,
        name=volunteer.name.plain,
        route=riding.code if riding else None,
        here=table.board.on.get(stop) == vehicle,
        familiar=is_known_face(table.model.faces, recipient, volunteer.id),
        added_s=fit.added_s if fit else None,
        at=_place(without(table.board.orders.get(vehicle, ()), (stop,)), fit.place)
        if fit
        else None,
        rules=rules,
    )


def _place(order: Order, slot: Slot) -> int:
    """As which address of the round, counted from one."""
    before = sum(len(stops) for _, stops in order[: slot.trip])
    return before + (0 if slot.new else slot.position) + 1
