"""Every fact's sentence, in Dutch, by code; one module per subject, no code twice."""

from collections.abc import Mapping

from voedselbrigade.words.marks import Plural
from voedselbrigade.words.sentences import (
    access,
    backups,
    checking,
    cli,
    delivering,
    files,
    hand,
    importing,
    locating,
    people,
    photos,
    planning,
    registering,
    routing,
    stock,
    stock_lists,
    streets,
    wishes,
)

type Sentence = str | Plural


def _merged(*tables: Mapping[str, Sentence]) -> dict[str, Sentence]:
    merged: dict[str, Sentence] = {}
    for table in tables:
        twice = merged.keys() & table.keys()
        if twice:
            raise ValueError(f"sentences defined twice: {sorted(twice)}")
        merged |= table
    return merged


SENTENCES = _merged(
    access.SENTENCES,
    backups.SENTENCES,
    checking.SENTENCES,
    cli.SENTENCES,
    delivering.SENTENCES,
    files.SENTENCES,
    hand.SENTENCES,
    importing.SENTENCES,
    locating.SENTENCES,
    people.SENTENCES,
    photos.SENTENCES,
    planning.SENTENCES,
    registering.SENTENCES,
    routing.SENTENCES,
    stock.SENTENCES,
    stock_lists.SENTENCES,
    streets.SENTENCES,
    wishes.SENTENCES,
)
