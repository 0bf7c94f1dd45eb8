"""Sentences about results that come in from the street."""

from voedselbrigade.words.marks import Plural

SENTENCES: dict[str, str | Plural] = {}
