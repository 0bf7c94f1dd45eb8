"""Sentences about accounts, permission and settings."""

from voedselbrigade.words.marks import Plural

SENTENCES: dict[str, str | Plural] = {}
