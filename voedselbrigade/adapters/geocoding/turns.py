"""One question at a time with a pause between, for the whole program: processes and threads."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from voedselbrigade.errors import Unreachable

_LONGEST_QUEUE_S = 60.0


class Turns:
    """Hands out moments that lie `pause_s` apart, kept in a small file that all processes share.

    The file is SQLite, which locks on every platform and lets go when a process dies.
    """

    def __init__(
        self,
        path: Path,
        pause_s: float = 1.0,
        *,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._path = path
        self._pause_s = pause_s
        self._now = now
        self._sleep = sleep

    def wait(self) -> None:
        """Sleep until it is our turn. Raises Unreachable when the file cannot be used, or when
        the queue is longer than a minute.
        """
        try:
            wait_s = self._take()
        except (OSError, sqlite3.Error) as error:
            raise Unreachable("locate.turns_unusable", file=self._path.name) from error
        if wait_s > 0:
            self._sleep(wait_s)

    def _take(self) -> float:
        """Book the first free moment; the seconds until then."""
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path, timeout=30, isolation_level=None)) as file:
            file.execute("begin immediate")
            file.execute("create table if not exists turns (last real)")
            row = file.execute("select max(last) from turns").fetchone()
            now = self._now()
            last = row[0] if row[0] is not None else now - self._pause_s
            if last > now + _LONGEST_QUEUE_S + self._pause_s:
                last = now  # the clock was set back: start anew, one pause from now
            turn = max(now, last + self._pause_s)
            if turn > now + _LONGEST_QUEUE_S:
                file.execute("rollback")
                raise Unreachable("locate.queue_full")
            file.execute("delete from turns")
            file.execute("insert into turns values (?)", (turn,))
            file.execute("commit")
        return turn - now
