"""A list with buttons in its rows: real HTML that can be read aloud, tapped and tabbed through.

Streamlit's own grid is a canvas: no buttons, no two-line cells, no reading order. Texts go to the
browser as data and become text nodes there, so a name can never be markup.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from importlib import resources
from typing import Any

import streamlit as st

from voedselbrigade.ui.parts import Tone

type Cell = str | int | dict[str, str] | list[dict[str, str]] | None


@dataclass(frozen=True, slots=True)
class Column:
    label: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class RowAction:
    """A button: `name` comes back in the event, `label` is what people read."""

    name: str
    label: str


@dataclass(frozen=True, slots=True)
class Row:
    """One line; `who` completes the buttons' names for screen readers."""

    id: str
    cells: Sequence[Cell]
    actions: Sequence[RowAction] = ()
    who: str = ""
    gone: bool = field(default=False)


def two_lines(bold: str, small: str = "") -> dict[str, str]:
    return {"bold": bold, "small": small}


def small(text: str) -> dict[str, str]:
    return {"small": text}


def tagged(tone: Tone, text: str) -> dict[str, str]:
    return {"tag": text, "tone": tone}


def route_chip(code: str, colour: str) -> dict[str, str]:
    return {"chip": code, "colour": colour}


def rows(
    key: str,
    columns: Sequence[Column],
    found: Sequence[Row],
    *,
    on_action: Callable[[str, str], None] | None = None,
    empty: str = "",
    height: str = "70vh",
) -> None:
    """Show the list; a tap on a button calls `on_action(row id, action name)` before the rerun."""

    def act() -> None:
        event = st.session_state[key].event
        if event and on_action:
            on_action(event["id"], event["action"])

    _component()(
        key=key,
        data={
            "columns": [asdict(column) for column in columns],
            "rows": [asdict(row) for row in found],
            "empty": empty,
            "height": height,
        },
        on_event_change=act,
    )


def _component() -> Any:
    return st.components.v2.component(
        "voedselbrigade_rows",
        html='<div class="wrap"></div>',
        css=_text("rows.css"),
        js=_text("rows.js"),
    )


def _text(name: str) -> str:
    return (resources.files("voedselbrigade.ui") / name).read_text(encoding="utf-8")
