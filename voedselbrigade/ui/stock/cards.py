"""Cards: what lies somewhere, or a thing to do. Real buttons and text that can be read aloud.

Texts go to the browser as data and become text nodes there, so a name can never be markup.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib import resources
from typing import Any, Literal

import streamlit as st

from voedselbrigade.ui.parts import Tone
from voedselbrigade.ui.rows import RowAction


@dataclass(frozen=True, slots=True)
class Card:
    """One card. `place` is the code in the box (K1), `tag` a word with its tone, `number` the
    quantity. Without actions the whole card is one button, with the name `open`, unless it is
    `plain`: then there is nothing to tap."""

    id: str
    head: str
    tone: Tone = "neutral"
    sub: str = ""
    place: str = ""
    tag: str = ""
    number: str = ""
    unit: str = ""
    note: str = ""
    lines: Sequence[str] = ()
    actions: Sequence[RowAction] = ()
    plain: bool = False


type Layout = Literal["grid", "list"]


def cards(
    key: str,
    found: Sequence[Card],
    *,
    on_action: Callable[[str, str], None],
    layout: Layout = "grid",
    label: str = "",
    mark: str = "",
    main: bool = False,
) -> None:
    """Show the cards; a tap calls `on_action(card id, action name)` before the rerun.

    `mark` are typed letters to mark in the heads. With `main` the first button is the filled one:
    at most once on a page.
    """

    def act() -> None:
        event = st.session_state[key].event
        if event:
            on_action(event["id"], event["action"])

    _component()(
        key=key,
        data={
            "cards": [asdict(one) for one in found],
            "layout": layout,
            "label": label,
            "mark": mark,
            "main": main,
        },
        on_event_change=act,
    )


def _component() -> Any:
    return st.components.v2.component(
        "voedselbrigade_cards", html="<ul></ul>", css=text("cards.css"), js=text("cards.js")
    )


def text(name: str) -> str:
    """A file that stands beside this one."""
    return (resources.files(__package__) / name).read_text(encoding="utf-8")
