"""The geocoders on the network, with answers in their documented shape and no network."""

import json
import socket
import threading
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from geopy.adapters import BaseSyncAdapter
from geopy.exc import GeocoderTimedOut
from geopy.geocoders import Nominatim
from geopy.geocoders.base import Geocoder as GeopyGeocoder

from voedselbrigade.adapters.geocoding import NETWORK, AddressIndex, Turns, chain
from voedselbrigade.adapters.geocoding.nominatim import NominatimWire
from voedselbrigade.adapters.geocoding.pdok import PdokLocatieserver, PdokWire
from voedselbrigade.domain.office import Settings
from voedselbrigade.domain.places import Address, Confidence, HouseNumber, Located, Point
from voedselbrigade.errors import Unreachable, WrongWords
from voedselbrigade.services.ports import NotLocated
from voedselbrigade.words import say

DAMSTRAAT = Address("Damstraat", HouseNumber(12, "B", "II"), "2573LM")


def recorded(answer: Any, asked: list[str]) -> Any:
    """A geopy adapter factory that always answers this, and notes what it was asked."""

    class Recorded(BaseSyncAdapter):  # type: ignore[misc, unused-ignore]
        def get_json(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> Any:
            asked.append(f"{headers['User-Agent']} {url}")
            if isinstance(answer, Exception):
                raise answer
            return answer

        def get_text(self, url: str, *, timeout: float, headers: Mapping[str, str]) -> str:
            raise AssertionError(url)

    return Recorded


def pdok_document(**changes: Any) -> dict[str, Any]:
    document: dict[str, Any] = {
        "type": "adres",
        "weergavenaam": "Damstraat 12B-II, 2573LM 's-Gravenhage",
        "straatnaam": "Damstraat",
        "huisnummer": 12,
        "huisletter": "B",
        "huisnummertoevoeging": "II",
        "postcode": "2573LM",
        "woonplaatsnaam": "'s-Gravenhage",
        "gemeentenaam": "'s-Gravenhage",
        "centroide_ll": "POINT(4.29871 52.06345)",
        "score": 9.1,
    }
    return {key: value for key, value in (document | changes).items() if value is not None}


def pdok_answer(*documents: Mapping[str, Any]) -> dict[str, Any]:
    return {"response": {"numFound": len(documents), "start": 0, "docs": list(documents)}}


def pdok(answer: Any, asked: list[str] | None = None) -> PdokWire:
    factory = recorded(answer, asked if asked is not None else [])
    return PdokWire(PdokLocatieserver(adapter_factory=factory, user_agent="test/1"))


def nominatim_place(**changes: Any) -> dict[str, Any]:
    parts = {
        "house_number": "12B-II",
        "road": "Damstraat",
        "city": "Den Haag",
        "municipality": "Den Haag",
        "postcode": "2573 LM",
        "country_code": "nl",
    }
    address = {key: value for key, value in (parts | changes).items() if value is not None}
    return {"lat": "52.06345", "lon": "4.29871", "display_name": "12B-II", "address": address}


def nominatim(answer: Any, home: Path, asked: list[str] | None = None) -> NominatimWire:
    factory = recorded(answer, asked if asked is not None else [])
    turns = Turns(home / "turns.sqlite", sleep=lambda _: None)
    return NominatimWire(turns, Nominatim(adapter_factory=factory, user_agent="test/1"))


def test_pdok_is_a_geopy_geocoder_that_reads_longitude_first() -> None:
    service = PdokLocatieserver(adapter_factory=recorded(pdok_answer(pdok_document()), []))
    assert isinstance(service, GeopyGeocoder)
    place = service.geocode("Damstraat 12B-II 's-Gravenhage")
    assert (place.latitude, place.longitude) == (52.06345, 4.29871)
    assert place.raw["postcode"] == "2573LM"


def test_pdok_is_asked_by_postcode_and_number_with_known_parameters_only() -> None:
    asked: list[str] = []
    answer = pdok(pdok_answer(pdok_document()), asked).find(DAMSTRAAT)
    assert answer == Located(Point(52.06345, 4.29871), Confidence.EXACT, "pdok")
    query = parse_qs(urlsplit(asked[0].split(" ", 1)[1]).query)
    assert query["q"] == ["postcode:2573LM AND huisnummer:12"]
    assert query.keys() == {"q", "fq", "rows", "fl"}
    assert asked[0].startswith("test/1 https://api.pdok.nl/bzk/locatieserver/search/v3_1/free?")


def test_signs_of_the_search_language_are_not_passed_on() -> None:
    asked: list[str] = []
    pdok(pdok_answer(), asked).find(Address('Dam*" OR type:(weg)', HouseNumber(1), ""))
    query = parse_qs(urlsplit(asked[0].split(" ", 1)[1]).query)
    assert query["q"] == ["Dam OR type weg 1, Den Haag"]


@pytest.mark.parametrize(
    "changes",
    [
        {"postcode": "2573LN"},
        {"huisnummer": 14},
        {"huisletter": "C"},
        {"huisnummertoevoeging": "III"},
        {"huisletter": None, "huisnummertoevoeging": None},
        {"woonplaatsnaam": "Rotterdam", "gemeentenaam": "Rotterdam"},
        {"straatnaam": "Wilhelminalaan"},
    ],
)
def test_pdok_is_not_believed_when_it_names_another_door(changes: dict[str, Any]) -> None:
    answer = pdok(pdok_answer(pdok_document(**changes))).find(DAMSTRAAT)
    assert isinstance(answer, NotLocated)
    assert answer.reason.code == "locate.other_door"
    assert len(answer.suggestions) == 1


def test_the_municipality_may_be_named_instead_of_the_town() -> None:
    document = pdok_document(woonplaatsnaam="Voorburg", gemeentenaam="Leidschendam-Voorburg")
    address = Address("Damstraat", DAMSTRAAT.house, "2573LM", "Leidschendam-Voorburg")
    assert isinstance(pdok(pdok_answer(document)).find(address), Located)


@pytest.mark.parametrize(
    "answer",
    [
        GeocoderTimedOut("too late"),
        {"error": {"code": 400}},
        [],
        pdok_answer({"huisnummer": 12}),
        pdok_answer(pdok_document(centroide_ll="POINT(4.29871)")),
        pdok_answer(pdok_document(huisnummer="twaalf")),
        pdok_answer(pdok_document(centroide_ll="POINT(4.2 152.0)")),
    ],
)
def test_no_answer_and_an_unreadable_answer_are_the_same_fact(answer: Any) -> None:
    with pytest.raises(Unreachable) as refusal:
        pdok(answer).find(DAMSTRAAT)
    assert say(refusal.value.fact).startswith("De adresdienst pdok geeft geen antwoord.")


def test_nominatim_is_asked_in_parts_and_believed_when_all_agree(tmp_path: Path) -> None:
    asked: list[str] = []
    answer = nominatim([nominatim_place()], tmp_path, asked).find(DAMSTRAAT)
    assert answer == Located(Point(52.06345, 4.29871), Confidence.EXACT, "nominatim")
    query = parse_qs(urlsplit(asked[0].split(" ", 1)[1]).query)
    assert query["street"] == ["12B-II Damstraat"]
    assert query["postalcode"] == ["2573 LM"]
    assert query["addressdetails"] == ["1"]


@pytest.mark.parametrize(
    "changes",
    [
        {"postcode": "2573 LN"},
        {"postcode": None},
        {"house_number": "14"},
        {"house_number": None},
        {"city": "Delft", "municipality": "Delft"},
        {"road": "Wilhelminalaan"},
    ],
)
def test_nominatim_is_not_believed_when_it_names_another_door(
    tmp_path: Path, changes: dict[str, Any]
) -> None:
    answer = nominatim([nominatim_place(**changes)], tmp_path).find(DAMSTRAAT)
    assert isinstance(answer, NotLocated)


def test_nominatim_that_finds_nothing_is_no_failure(tmp_path: Path) -> None:
    answer = nominatim([], tmp_path).find(DAMSTRAAT)
    assert isinstance(answer, NotLocated)
    assert answer.reason.code == "locate.not_found"


class _Locatieserver(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        body = json.dumps(pdok_answer(pdok_document())).encode()
        self.send_response(200 if "huisnummer%3A12" in self.path else 400)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None: ...


@pytest.fixture
def server() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), _Locatieserver) as listening:
        thread = threading.Thread(target=listening.serve_forever, daemon=True)
        thread.start()
        yield f"127.0.0.1:{listening.server_port}"
        listening.shutdown()
        thread.join()


def test_pdok_over_real_http(server: str) -> None:
    service = PdokLocatieserver(domain=server, scheme="http", proxies={}, timeout=5)
    assert isinstance(PdokWire(service).find(DAMSTRAAT), Located)
    with pytest.raises(Unreachable):
        PdokWire(service).find(Address("Damstraat", HouseNumber(12), ""))


def test_by_default_no_address_leaves_the_machine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[object] = []

    def refuse(*asked: object, **_: object) -> None:
        opened.append(asked)
        raise OSError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    geocoder = chain([AddressIndex([])], switched_on=Settings().network_geocoders, home=tmp_path)
    answer = geocoder.find(DAMSTRAAT)
    assert isinstance(answer, NotLocated)
    assert opened == []
    # The proof bites: a geocoder that is switched on does try.
    with pytest.raises(Unreachable):
        chain([], switched_on={"pdok"}, home=tmp_path).find(DAMSTRAAT)
    assert opened


def test_a_geocoder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(WrongWords) as refusal:
        chain([], switched_on={"google"}, home=tmp_path)
    assert say(refusal.value.fact) == (
        "De adresdienst google bestaat niet. U kunt kiezen uit: pdok en nominatim."
    )


def test_the_names_in_the_settings_are_the_names_on_the_answers(tmp_path: Path) -> None:
    wires = (pdok(TimeoutError()), nominatim(TimeoutError(), tmp_path))
    assert tuple(wire.name for wire in wires) == NETWORK
