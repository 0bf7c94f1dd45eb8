"""A service that does not answer is left alone for a while, so that nobody waits for it."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from voedselbrigade.domain.places import Address, Located
from voedselbrigade.errors import Unreachable
from voedselbrigade.services.ports import Geocoder, NotLocated

FAILURES = 3
REST_S = 300.0


class Breaker:
    """A Geocoder that stops asking after three failures in a row.

    While it is open `find` raises Unreachable at once. After five minutes one question is let
    through: an answer closes it, a failure opens it for another five minutes.
    """

    def __init__(
        self,
        geocoder: Geocoder,
        *,
        failures: int = FAILURES,
        rest_s: float = REST_S,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self._geocoder = geocoder
        self._most = failures
        self._rest_s = rest_s
        self._now = now
        self._lock = threading.Lock()
        self._failed = 0
        self._closed_again_at = 0.0

    @property
    def name(self) -> str:
        return self._geocoder.name

    def find(self, address: Address) -> Located | NotLocated:
        self._enter()
        try:
            answer = self._geocoder.find(address)
        except Unreachable:
            self._note_failure()
            raise
        with self._lock:
            self._failed = 0
        return answer

    def _enter(self) -> None:
        with self._lock:
            if self._failed < self._most:
                return
            wait_s = self._closed_again_at - self._now()
            if wait_s > 0:
                raise Unreachable("locate.resting", geocoder=self.name, wait_s=int(wait_s) + 1)
            # Half open: this question goes out, others wait until it has come back.
            self._closed_again_at = self._now() + self._rest_s

    def _note_failure(self) -> None:
        with self._lock:
            self._failed += 1
            self._closed_again_at = self._now() + self._rest_s
