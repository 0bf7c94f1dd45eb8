"""Sentences about recipients, volunteers and hubs, and the rows that describe them."""

from voedselbrigade.words.marks import Plural

SENTENCES: dict[str, str | Plural] = {}
