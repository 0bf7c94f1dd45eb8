"""Sentences about the day and its plan."""

from voedselbrigade.words.marks import Plural

SENTENCES: dict[str, str | Plural] = {}
