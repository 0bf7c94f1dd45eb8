"""What every command works with: the home, who is acting, and where words and data go."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from pathlib import Path
from typing import Any

import typer
from rich.console import Console

from voedselbrigade.domain.access import Account
from voedselbrigade.errors import Fact, Unreachable, WrongWords
from voedselbrigade.wiring import Home, default_path, open_home
from voedselbrigade.words import Speaker, speaker

STANDARD_OUTPUT = "-"


@dataclass
class Desk:
    """One call of the command line. The home is opened by the first command that asks for it."""

    home_path: Path = field(default_factory=default_path)
    user: str | None = None
    debug: bool = False
    t: Speaker = field(default_factory=speaker)
    out: Console = field(default_factory=lambda: Console(highlight=False, soft_wrap=True))
    err: Console = field(
        default_factory=lambda: Console(stderr=True, highlight=False, soft_wrap=True)
    )

    @cached_property
    def home(self) -> Home:
        return open_home(self.home_path)

    @cached_property
    def actor(self) -> Account:
        return self.home.actor(self.user)

    def console(self, json_out: str | None = None) -> Console:
        """Where words for people go: not to standard output when that is for data."""
        return self.err if json_out == STANDARD_OUTPUT else self.out

    def say(self, text: str, json_out: str | None = None) -> None:
        """One line for people; square brackets are just brackets."""
        self.console(json_out).print(text, markup=False)

    def say_facts(self, facts: Sequence[Fact], json_out: str | None = None) -> None:
        for fact in facts:
            self.say(self.t.fact(fact), json_out)


def desk_of(context: typer.Context) -> Desk:
    desk = context.obj
    if not isinstance(desk, Desk):
        raise TypeError("a command was called without its desk")
    return desk


def write_json(out: str, data: Any) -> None:
    """Write `data` to the file `out`, whole or not at all; `-` is standard output.

    Raises Unreachable when the file cannot be written.
    """
    text = json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    if out == STANDARD_OUTPUT:
        sys.stdout.write(text)
        sys.stdout.flush()
        return
    try:
        _replace(Path(out), text)
    except OSError as error:
        raise Unreachable("cli.cannot_write", file=out) from error


def _replace(file: Path, text: str) -> None:
    handle, name = tempfile.mkstemp(dir=file.absolute().parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as writing:
            writing.write(text)
            writing.flush()
            os.fsync(writing.fileno())
        Path(name).replace(file)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def a_day(typed: str, today: date) -> date:
    """A date as people type it: 2026-11-24, 24-11-2026, 24/11, vandaag, morgen, gisteren.

    Without a year the year is this one. Raises WrongWords.
    """
    words = typed.strip().casefold()
    named = {"vandaag": 0, "today": 0, "morgen": 1, "tomorrow": 1, "gisteren": -1, "yesterday": -1}
    if words in named:
        return today + timedelta(days=named[words])
    parts = words.replace("/", "-").replace(".", "-").split("-")
    try:
        numbers = [int(part) for part in parts]
        if len(parts[0]) == 4:
            year, month, number = numbers
        elif len(numbers) == 2:
            (number, month), year = numbers, today.year
        else:
            number, month, year = numbers
        if year < 1000:
            raise ValueError(typed)
        return date(year, month, number)
    except ValueError as error:
        raise WrongWords("cli.no_date", typed=typed) from error
