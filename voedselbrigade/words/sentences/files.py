"""Sentences about files, imports, folders and the database."""

from voedselbrigade.words.marks import Plural

SENTENCES: dict[str, str | Plural] = {}
