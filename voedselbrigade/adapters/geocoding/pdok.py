"""PDOK Locatieserver, the Dutch government's own geocoder, as a geopy geocoder and as our wire."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from geopy.exc import GeocoderParseError, GeopyError
from geopy.geocoders.base import DEFAULT_SENTINEL, Geocoder
from geopy.location import Location

from voedselbrigade.adapters.geocoding.agreement import Answer, agreed
from voedselbrigade.domain.doors import Door
from voedselbrigade.domain.places import (
    Address,
    HouseNumber,
    Located,
    Point,
    parse_postcode,
    parse_town,
)
from voedselbrigade.errors import Unreachable
from voedselbrigade.services.ports import NotLocated

NAME = "pdok"
USER_AGENT = "voedselbrigade/0.1 (meal route planner)"
TIMEOUT_S = 6
_ROWS = 20
# Unknown parameters are refused by version 3.1, so these are all that we send.
_FIELDS = (
    "id,type,weergavenaam,straatnaam,huisnummer,huisletter,huisnummertoevoeging,"
    "postcode,woonplaatsnaam,gemeentenaam,centroide_ll,score"
)
_POINT = re.compile(r"POINT\s*\(\s*(-?\d+(?:\.\d+)?)\s+(-?\d+(?:\.\d+)?)\s*\)")
_SOLR_SIGNS = re.compile(r'[+\-!(){}\[\]^"~*?:\\/&|]')


class PdokLocatieserver(Geocoder):  # type: ignore[misc]
    """A geopy geocoder for https://api.pdok.nl/bzk/locatieserver/search/v3_1/free (no key)."""

    api_path = "/bzk/locatieserver/search/v3_1/free"

    def __init__(
        self,
        *,
        domain: str = "api.pdok.nl",
        scheme: str | None = None,
        timeout: Any = DEFAULT_SENTINEL,
        proxies: Any = DEFAULT_SENTINEL,
        user_agent: str | None = None,
        ssl_context: Any = DEFAULT_SENTINEL,
        adapter_factory: Any = None,
    ) -> None:
        super().__init__(
            scheme=scheme,
            timeout=timeout,
            proxies=proxies,
            user_agent=user_agent,
            ssl_context=ssl_context,
            adapter_factory=adapter_factory,
        )
        self.api = f"{self.scheme}://{domain.strip('/')}{self.api_path}"

    def geocode(
        self,
        query: str | Mapping[str, str | int],
        *,
        exactly_one: bool = True,
        timeout: Any = DEFAULT_SENTINEL,
        rows: int = _ROWS,
    ) -> Any:
        """Addresses for free text, or for a mapping of PDOK's field names to values
        (`{"postcode": "2511BT", "huisnummer": 70}`): a Location, or a list, or None.
        """
        count = 1 if exactly_one else rows
        asked = {"q": _question(query), "fq": "type:adres", "rows": count, "fl": _FIELDS}
        url = f"{self.api}?{urlencode(asked)}"
        return self._call_geocoder(
            url, lambda answer: self._parse_json(answer, exactly_one), timeout=timeout
        )

    def _parse_json(self, answer: Any, exactly_one: bool) -> Any:
        try:
            found = [_location(document) for document in answer["response"]["docs"]]
        except (KeyError, TypeError, ValueError) as error:
            raise GeocoderParseError("not the shape of a Locatieserver answer") from error
        if not found:
            return None
        return found[0] if exactly_one else found


class PdokWire:
    """Our Geocoder over PDOK: asks, and believes only the door that was asked for."""

    def __init__(self, service: PdokLocatieserver | None = None) -> None:
        self._service = service or PdokLocatieserver(user_agent=USER_AGENT, timeout=TIMEOUT_S)

    @property
    def name(self) -> str:
        return NAME

    def find(self, address: Address) -> Located | NotLocated:
        """Raises Unreachable when PDOK does not answer, or with something unreadable."""
        try:
            found = self._service.geocode(_asked(address), exactly_one=False) or []
            answers = [_answer(location) for location in found]
        except (GeopyError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise Unreachable("locate.service_down", geocoder=NAME) from error
        return agreed(address, answers, NAME)


def _asked(address: Address) -> str | Mapping[str, str | int]:
    if address.postcode:
        return {"postcode": address.postcode, "huisnummer": address.house.number}
    return f"{address.line}, {address.town}"


def _question(query: str | Mapping[str, str | int]) -> str:
    if isinstance(query, str):
        return " ".join(_SOLR_SIGNS.sub(" ", query).split())
    return " AND ".join(
        f"{name}:{_SOLR_SIGNS.sub('', str(value)).replace(' ', '')}"
        for name, value in query.items()
    )


def _location(document: Any) -> Any:
    # Well-known text has the longitude first.
    at = _POINT.fullmatch(document["centroide_ll"].strip())
    if not at:
        raise ValueError(document["centroide_ll"])
    point = Point(lat=float(at[2]), lon=float(at[1]))
    return Location(document.get("weergavenaam", ""), (point.lat, point.lon), document)


def _answer(location: Any) -> Answer:
    raw = location.raw
    house = HouseNumber(
        int(raw["huisnummer"]),
        str(raw.get("huisletter") or "").upper(),
        str(raw.get("huisnummertoevoeging") or "").upper(),
    )
    town = parse_town(str(raw.get("woonplaatsnaam") or ""))
    postcode = parse_postcode(str(raw.get("postcode") or "")) or ""
    address = Address(str(raw.get("straatnaam") or ""), house, postcode, town)
    point = Point(location.latitude, location.longitude)
    return Answer(Door(address, point), (town, parse_town(str(raw.get("gemeentenaam") or ""))))
