"""The progress line of a guided page: every step says its own fact and can be gone to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from importlib import resources
from typing import Literal

import streamlit as st


@dataclass(frozen=True, slots=True)
class Step:
    """`stop` is a step that something holds up."""

    name: str
    fact: str
    state: Literal["done", "stop", "open"]


def stepper(
    key: str, label: str, steps: Sequence[Step], at: int, on_choose: Callable[[int], None]
) -> None:
    """Show the steps; choosing one calls `on_choose(index)` before the rerun."""

    def act() -> None:
        chosen = st.session_state[key].event
        if isinstance(chosen, int):
            on_choose(chosen)

    component = st.components.v2.component(
        "voedselbrigade_stepper",
        html="<ol></ol>",
        css=_text("stepper.css"),
        js=_text("stepper.js"),
    )
    component(
        key=key,
        data={"label": label, "steps": [asdict(step) for step in steps], "at": at},
        on_event_change=act,
    )


def _text(name: str) -> str:
    return (resources.files("voedselbrigade.ui") / name).read_text(encoding="utf-8")
