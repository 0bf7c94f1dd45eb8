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


@dataclass(frozen=True, slots=True)
class Tile:
    number: str
    what: str
    sub: str = ""


def dress(language: str) -> None:
    """The house style, and the language of the page for screen readers.

    Streamlit says `lang="en"` whatever it shows; a script of our own sets it right.
    """
    css = (resources.files("voedselbrigade.ui") / "look.css").read_text(encoding="utf-8")
    st.html(f"<style>{css}</style>")
    script = f"<script>document.documentElement.lang='{escape(language)}'</script>"
    st.html(script, unsafe_allow_javascript=True)


def safe(text: str) -> str:
    """Text as it may stand in HTML."""
    return escape(text)


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


def chip(code: str, colour: str) -> str:
    """R08 on its route's colour; the code names the route, the colour only helps."""
    return f'<span class="vb-chip" style="background:{escape(colour)}">{escape(code)}</span>'
