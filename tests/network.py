"""Keeps every test on this machine: an address elsewhere is an error, whatever asked for it."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from typing import Any

import pytest

OURSELVES = frozenset({"localhost", "127.0.0.1", "::1", "0.0.0.0", "::", ""})


class AskedOutsideError(AssertionError):
    """Not an OSError: code that shrugs at a lost connection must not shrug at this."""


@pytest.fixture(scope="session", autouse=True)
def only_this_machine() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        for name in ("connect", "connect_ex"):
            patch.setattr(socket.socket, name, guarded(getattr(socket.socket, name)))
        patch.setattr(socket, "getaddrinfo", guarded_lookup(socket.getaddrinfo))
        yield


def guarded(connect: Any) -> Any:
    def guard(self: socket.socket, address: Any) -> Any:
        if self.family in (socket.AF_INET, socket.AF_INET6):
            refuse_elsewhere(address[0])
        return connect(self, address)

    return guard


def guarded_lookup(lookup: Any) -> Any:
    def guard(host: Any, *arguments: Any, **options: Any) -> Any:
        refuse_elsewhere(host)
        return lookup(host, *arguments, **options)

    return guard


def refuse_elsewhere(host: Any) -> None:
    name = host.decode() if isinstance(host, bytes) else host or ""
    if name not in OURSELVES:
        raise AskedOutsideError(f"a test asked for {name}: no test needs another machine")
