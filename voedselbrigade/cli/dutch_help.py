"""The page behind `--help` in Dutch: Typer knows its own words in English only."""

from __future__ import annotations

import re
from typing import Any

import typer
from typer.core import TyperCommand, TyperGroup

_WORDS = (
    (re.compile(r"^Usage:", re.M), "Zo:"),
    (re.compile(r"^Options:", re.M), "Keuzes:"),
    (re.compile(r"^Commands:", re.M), "Opdrachten:"),
    (re.compile(r"^Arguments:", re.M), "Gegevens:"),
    (re.compile(r"\[OPTIONS\]"), "[KEUZES]"),
    (re.compile(r"COMMAND \[ARGS\]\.\.\."), "OPDRACHT ..."),
    (re.compile(r"\[required\]"), "[nodig]"),
    (re.compile(r"\[default: "), "[anders: "),
    (re.compile(r"Show this message and exit\."), "Toon deze hulp."),
)


def speak_dutch(app: typer.Typer) -> None:
    """Give every command of `app`, and of the groups in it, a Dutch help page."""
    app.info.cls = _DutchGroup
    for command in app.registered_commands:
        command.cls = _DutchCommand
    for group in app.registered_groups:
        group.cls = _DutchGroup
        if group.typer_instance is not None:
            speak_dutch(group.typer_instance)


class _DutchCommand(TyperCommand):
    def get_help(self, ctx: Any) -> str:
        return _dutch(super().get_help(ctx))


class _DutchGroup(TyperGroup):
    def get_help(self, ctx: Any) -> str:
        return _dutch(super().get_help(ctx))


def _dutch(page: str) -> str:
    for english, dutch in _WORDS:
        page = english.sub(dutch, page)
    return page
