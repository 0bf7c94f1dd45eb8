"""Sentences about rules of the road: why a stop is left out, what a plan breaks."""

from voedselbrigade.words.marks import Plural

SENTENCES: dict[str, str | Plural] = {}
