"""Settings, chores and the answers of geocoders in their tables."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from voedselbrigade.adapters.database.codec import decode, encode, hints
from voedselbrigade.adapters.database.rows import from_row, to_row
from voedselbrigade.adapters.database.tables.office import chores, geocodes, settings
from voedselbrigade.domain.office import Settings
from voedselbrigade.domain.places import Address, Confidence, Located, Point
from voedselbrigade.errors import Fact
from voedselbrigade.services.store import GeocodeAnswer, SettingRecord


class DatabaseSettings:
    """See `services.store.SettingRecords`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def add(self, record: SettingRecord) -> None:
        self._connection.execute(insert(settings), to_row(record))

    def list(self) -> tuple[SettingRecord, ...]:
        wanted = select(settings).order_by(settings.c.from_day, settings.c.id)
        known = hints(Settings)
        rows = [from_row(SettingRecord, r) for r in self._connection.execute(wanted).mappings()]
        # A choice that this version no longer knows stays in the table and is not handed out.
        return tuple(
            replace(r, value=decode(known[r.name], r.value)) for r in rows if r.name in known
        )


class DatabaseChores:
    """See `services.store.ChoreRecords`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def claim(self, chore: str, day: date, at: datetime, by: str) -> bool:
        postgres = self._connection.dialect.name == "postgresql"
        statement = postgresql.insert(chores) if postgres else sqlite.insert(chores)
        row = {"chore": chore, "day": day, "at": at, "by": by}
        done = self._connection.execute(statement.on_conflict_do_nothing(), row)
        return done.rowcount == 1

    def last_day(self, chore: str) -> date | None:
        wanted = select(func.max(chores.c.day)).where(chores.c.chore == chore)
        found: date | None = self._connection.execute(wanted).scalar_one()
        return found


class DatabaseGeocodes:
    """See `services.store.Geocodes`."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def get(self, source: str, address: Address) -> GeocodeAnswer | None:
        wanted = select(geocodes).where(*_same(_key(source, address)))
        row = self._connection.execute(wanted).mappings().one_or_none()
        if row is None:
            return None
        reason = None if row["reason"] is None else decode(Fact, row["reason"])
        located = None
        if row["lat"] is not None:
            point = Point(row["lat"], row["lon"])
            located = Located(point, Confidence(row["confidence"]), source)
        return GeocodeAnswer(source, address, located, reason, row["at"])

    def save(self, answer: GeocodeAnswer) -> None:
        key = _key(answer.source, answer.address)
        found = answer.located
        row = {
            "lat": found.point.lat if found else None,
            "lon": found.point.lon if found else None,
            "confidence": found.confidence.value if found else None,
            "reason": encode(answer.reason),
            "at": answer.at,
        }
        self._connection.execute(delete(geocodes).where(*_same(key)))
        self._connection.execute(insert(geocodes), key | row)

    def remove_before(self, moment: datetime) -> int:
        done = self._connection.execute(delete(geocodes).where(geocodes.c.at < moment))
        return done.rowcount


def _key(source: str, address: Address) -> dict[str, Any]:
    return {
        "source": source,
        "postcode": address.postcode,
        "house_number": address.house.number,
        "house_letter": address.house.letter,
        "house_suffix": address.house.suffix,
        "street": address.street,
        "town": address.town,
    }


def _same(key: dict[str, Any]) -> list[Any]:
    return [geocodes.c[name] == value for name, value in key.items()]
