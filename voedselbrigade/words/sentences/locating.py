"""Sentences about addresses and where they lie."""

from voedselbrigade.words.marks import Plural

SENTENCES: dict[str, str | Plural] = {}
