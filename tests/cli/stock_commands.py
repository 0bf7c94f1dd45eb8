"""Runs commands on the stock of a home and keeps what they said."""

from __future__ import annotations

import json
from typing import Any

import pytest

from voedselbrigade.cli import main
from voedselbrigade.wiring import Home


class Stock:
    """Runs one command on the stock of a home and keeps what it said."""

    def __init__(self, home: Home, capsys: pytest.CaptureFixture[str]) -> None:
        self.home, self._capsys = home, capsys
        self.out = self.err = ""

    def __call__(self, words: str, *values: str) -> int:
        """`values` are words with spaces; they come last."""
        code = main(["--home", str(self.home.path), *words.split(), *values])
        said = self._capsys.readouterr()
        self.out, self.err = said.out, said.err
        return code

    def json(self, words: str, *values: str) -> Any:
        code = self(words, *values, "--json", "-")
        assert code == 0, self.err
        return json.loads(self.out)
