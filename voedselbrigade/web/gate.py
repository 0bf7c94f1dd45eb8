"""The gate in front of everything: until there is sign-in, only this machine may look in.

It stands before pages, files and the websocket alike, so it is plain ASGI. A foreign page that
points its own name at 127.0.0.1 (DNS rebinding) is refused by the Host header, and a foreign page
that opens our websocket by its Origin header.
"""

from __future__ import annotations

import ipaddress
from typing import Final
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

OUR_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1", "testserver"})
_REFUSED = "Voedselbrigade is alleen op deze computer zelf te openen.\n"
_POLICY_VIOLATION = 1008


def is_loopback(host: str) -> bool:
    """Is this address or name the machine itself? A name that is not `localhost` is not."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class OnlyThisMachine:
    """ASGI middleware that refuses every caller, host name and origin but our own."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket") or _from_here(scope):
            await self.app(scope, receive, send)
        elif scope["type"] == "websocket":
            await receive()
            await send({"type": "websocket.close", "code": _POLICY_VIOLATION})
        else:
            await PlainTextResponse(_REFUSED, 403)(scope, receive, send)


def _from_here(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    client = scope.get("client")
    caller = client is None or client[0] == "testclient" or is_loopback(client[0])
    origin = headers.get("origin")
    return caller and _name(headers.get("host", "")) and (origin is None or _ours(origin))


def _name(host: str) -> bool:
    return urlsplit(f"//{host}").hostname in OUR_NAMES


def _ours(origin: str) -> bool:
    return urlsplit(origin).hostname in OUR_NAMES
