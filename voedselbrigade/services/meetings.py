"""Who really gave whom food in the weeks before, with the doubles of a person taken together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from voedselbrigade.domain.faces import Meeting
from voedselbrigade.domain.people import RecipientId, VolunteerId
from voedselbrigade.services.registering import JOINED_INTO
from voedselbrigade.services.store import Store


def met_before(store: Store, day: date, weeks: int) -> tuple[Meeting, ...]:
    """Every meeting of the `weeks` weeks before `day`.

    Of two records that turned out to be one person, what was delivered stands with either: here it
    is all with the record that was kept.
    """
    met = store.deliveries.met(day - timedelta(weeks=weeks), day - timedelta(days=1))
    doors = _kept_ids(store.recipients.joined(JOINED_INTO), (one.recipient for one in met))
    faces = _kept_ids(store.volunteers.joined(JOINED_INTO), (one.volunteer for one in met))
    if not doors and not faces:
        return met
    renamed = {
        replace(
            one,
            recipient=RecipientId(doors.get(one.recipient, one.recipient)),
            volunteer=VolunteerId(faces.get(one.volunteer, one.volunteer)),
        )
        for one in met
    }
    return tuple(sorted(renamed))


def _kept_ids(joined: Mapping[int, int], ids: Iterable[int]) -> dict[int, int]:
    """By id of a double, the one that was kept; also by way of another double."""
    found: dict[int, int] = {}
    for one in joined.keys() & set(ids):
        kept, seen = one, set[int]()
        while kept in joined and kept not in seen:
            seen.add(kept)
            kept = joined[kept]
        found[one] = kept
    return found
