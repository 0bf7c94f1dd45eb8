"""The gate lets this machine in and nobody else."""

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from voedselbrigade.web.gate import OnlyThisMachine, is_loopback


async def _page(request: Request) -> PlainTextResponse:
    return PlainTextResponse("names and addresses")


async def _socket(websocket: WebSocket) -> None:
    await websocket.accept()
    await websocket.send_text("hello")
    await websocket.close()


def _client(**options: object) -> TestClient:
    app = Starlette(
        routes=[Route("/", _page), WebSocketRoute("/stream", _socket)],
        middleware=[Middleware(OnlyThisMachine)],
    )
    return TestClient(app, **options)  # type: ignore[arg-type]


def test_this_machine_gets_the_page() -> None:
    assert _client(client=("127.0.0.1", 5000)).get("/").status_code == 200


@pytest.mark.parametrize("address", ["192.168.1.20", "10.0.0.4", "8.8.8.8", "fe80::1"])
def test_another_machine_is_refused(address: str) -> None:
    answer = _client(client=(address, 5000)).get("/")
    assert answer.status_code == 403
    assert "names" not in answer.text


def test_a_foreign_name_for_this_machine_is_refused() -> None:
    answer = _client(client=("127.0.0.1", 5000)).get("/", headers={"host": "evil.example:8501"})
    assert answer.status_code == 403


def test_a_foreign_page_cannot_open_the_websocket() -> None:
    client = _client(client=("127.0.0.1", 5000))
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("/stream", headers={"origin": "https://evil.example"}),
    ):
        pass


def test_our_own_page_can_open_the_websocket() -> None:
    client = _client(client=("127.0.0.1", 5000))
    with client.websocket_connect("/stream", headers={"origin": "http://localhost:8501"}) as socket:
        assert socket.receive_text() == "hello"


@pytest.mark.parametrize(
    ("host", "expected"),
    [("127.0.0.1", True), ("::1", True), ("localhost", True), ("0.0.0.0", False), ("x", False)],
)
def test_only_loopback_addresses_are_this_machine(host: str, expected: bool) -> None:
    assert is_loopback(host) is expected
