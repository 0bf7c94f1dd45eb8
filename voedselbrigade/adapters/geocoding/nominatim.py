"""Nominatim, the geocoder of OpenStreetMap, through geopy: one question a second, no more.

Its public server asks for that pace for the whole application, an own user agent, and a cache
(operations.osmfoundation.org/policies/nominatim).
"""

from __future__ import annotations

from typing import Any

from geopy.exc import GeopyError
from geopy.geocoders import Nominatim

from voedselbrigade.adapters.geocoding.agreement import Answer, agreed
from voedselbrigade.adapters.geocoding.pdok import TIMEOUT_S, USER_AGENT
from voedselbrigade.adapters.geocoding.turns import Turns
from voedselbrigade.domain.doors import Door
from voedselbrigade.domain.places import (
    Address,
    Located,
    Point,
    parse_house_number,
    parse_postcode,
    parse_town,
)
from voedselbrigade.errors import Unreachable
from voedselbrigade.services.ports import NotLocated

NAME = "nominatim"
_TOWNS = ("city", "town", "village", "hamlet", "suburb", "municipality")
_STREETS = ("road", "pedestrian", "footway", "cycleway", "square", "place")


class NominatimWire:
    """Our Geocoder over Nominatim: waits its turn, and believes only the door asked for."""

    def __init__(self, turns: Turns, service: Nominatim | None = None) -> None:
        self._turns = turns
        self._service = service or Nominatim(user_agent=USER_AGENT, timeout=TIMEOUT_S)

    @property
    def name(self) -> str:
        return NAME

    def find(self, address: Address) -> Located | NotLocated:
        """Raises Unreachable when Nominatim does not answer, or with something unreadable."""
        self._turns.wait()
        try:
            found = self._service.geocode(
                _asked(address),
                exactly_one=False,
                limit=10,
                addressdetails=True,
                country_codes="nl",
                language="nl",
            )
            answers = [answer for place in found or [] if (answer := _answer(place))]
        except (GeopyError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise Unreachable("locate.service_down", geocoder=NAME) from error
        return agreed(address, answers, NAME)


def _asked(address: Address) -> dict[str, str]:
    asked = {"street": f"{address.house} {address.street}".strip(), "city": address.town}
    if address.postcode:
        asked["postalcode"] = address.shown_postcode
    return asked


def _answer(place: Any) -> Answer | None:
    """None for a place that is no front door: a street, a postcode, a town."""
    parts = place.raw["address"]
    house = parse_house_number(str(parts.get("house_number", "")))
    if house is None:
        return None
    towns = tuple(parse_town(str(parts[kind])) for kind in _TOWNS if parts.get(kind))
    street = next((str(parts[kind]) for kind in _STREETS if parts.get(kind)), "")
    postcode = parse_postcode(str(parts.get("postcode", ""))) or ""
    address = Address(street, house, postcode, towns[0] if towns else "")
    return Answer(Door(address, Point(place.latitude, place.longitude)), towns)
