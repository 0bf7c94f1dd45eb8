"""Who gives food: shops, growers, wholesalers, and when we may fetch it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NewType

from voedselbrigade.domain.places import HubId

DonorId = NewType("DonorId", int)


@dataclass(frozen=True, slots=True)
class Donor:
    """Somebody who gives. `gives` and `pickup` are kept in the words of the list.

    `hub` is where it is brought, if that is always the same place.
    """

    id: DonorId
    name: str
    number: str = ""
    contact: str = ""
    phone: str = ""
    email: str = ""
    address: str = ""
    gives: str = ""
    pickup: str = ""
    hub: HubId | None = None
    remarks: str = ""
    active: bool = True
