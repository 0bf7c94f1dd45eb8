"""A day in two steps for tests: a kitchen, a service point far away, walkers and a van."""

from __future__ import annotations

from typing import Any

from tests.make import address, hub, located, recipient, volunteer
from tests.make_days import Office
from voedselbrigade.domain.people import Transport
from voedselbrigade.domain.places import Hub, HubKind


def two_steps(desk: Office, people: int = 4, **point: Any) -> tuple[Hub, Hub]:
    """A kitchen, a service point three kilometres east with everyone around it who eats from it,
    two walkers who start there, and somebody with a van."""
    (kitchen,) = desk.add(hub())
    made = hub(
        "Servicepunt Oost",
        kind=HubKind.SERVICE_POINT,
        located=located(0, 30),
        supplied_by=kitchen.id,
        supplies_meals=False,
        ready_s=(),
        loading_s=300,
        **point,
    )
    (oost,) = desk.add(made)
    desk.add(
        *(
            recipient(f"Wit{n}", address=address(n), located=located(n % 3, 30 + n), hub=oost.id)
            for n in range(1, people + 1)
        )
    )
    walkers = (volunteer(name, transport=Transport.FOOT, hub=oost.id) for name in ("Ans", "Bep"))
    desk.add(volunteer("Joop", transport=Transport.VAN), *walkers)
    return kitchen, oost
