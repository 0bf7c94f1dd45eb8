"""Pieces of a page as safe HTML: headings, tiles, notes, tags. Every text is escaped here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape
from importlib import resources
from typing import Literal

import streamlit as st

type Tone = Literal["good", "look", "problem", "info", "neutral"]

# Word + icon + colour, never a colour alone.
ICON: dict[Tone, str] = {"good": "✓", "look": "▲", "problem": "!", "info": "i", "neutral": "–"}

# White text on each is at least 5:1. The code names a route; the colour only helps.
ROUTE_COLOURS = (
    *("#1f5f99", "#a3460b", "#1e6c35", "#8a2a6b"),
    *("#54489a", "#0f6670", "#8c2f2f", "#5c5a14"),
)


@dataclass(frozen=True, slots=True)
class Tile:
    number: str
    what: str
    sub: str = ""


def dress() -> None:
    """The house style, and the language of the page for screen readers."""
    css = (resources.files("voedselbrigade.ui") / "look.css").read_text(encoding="utf-8")
    st.html(f"<style>{css}</style>")


def show(html: str) -> None:
    """HTML made by this module (never by hand from what people typed)."""
    st.html(f'<div class="vb">{html}</div>')


def heading(title: str, sub: str = "") -> str:
    below = f'<div class="muted">{escape(sub)}</div>' if sub else ""
    return f"<h1>{escape(title)}</h1>{below}"


def tiles(parts: Iterable[Tile]) -> str:
    made = (
        f'<div class="vb-tile"><span class="n">{escape(tile.number)}</span><span>'
        f'<span class="what">{escape(tile.what)}</span>'
        f'<span class="sub">{escape(tile.sub)}</span></span></div>'
        for tile in parts
    )
    return f'<div class="vb-tiles">{"".join(made)}</div>'


def note(tone: Tone, head: str, lines: Iterable[str] = ()) -> str:
    """A message: what happened, what is safe, what to do now."""
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    body = f"<ul>{items}</ul>" if items else ""
    role = "alert" if tone == "problem" else "status"
    return (
        f'<div class="vb-note {tone}" role="{role}"><span class="head">'
        f"{ICON[tone]} {escape(head)}</span>{body}</div>"
    )


def tag(tone: Tone, text: str) -> str:
    icon = f'<span aria-hidden="true">{ICON[tone]}</span>'
    return f'<span class="vb-tag {tone}">{icon}{escape(text)}</span>'


def chip(code: str) -> str:
    """R08 on its route's colour."""
    digits = "".join(c for c in code if c.isdigit())
    colour = ROUTE_COLOURS[(int(digits) if digits else 0) % len(ROUTE_COLOURS)]
    return f'<span class="vb-chip" style="background:{colour}">{escape(code)}</span>'
