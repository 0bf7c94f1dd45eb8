"""What geocoders on the network once said, for every machine that shares the database."""

from __future__ import annotations

from sqlalchemy import Engine, delete, insert, select

from voedselbrigade.adapters.database.codec import decode, encode
from voedselbrigade.adapters.database.engine import looking, writing
from voedselbrigade.adapters.database.tables.office import answers
from voedselbrigade.domain.places import Located
from voedselbrigade.services.ports import KeptAnswer, NotLocated


class DatabaseAnswers:
    """See `services.ports.AnswerCache`; every answer is kept at once, in a transaction of its own:
    a question that left this machine is never asked twice, whatever becomes of the work after it.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, key: str) -> KeptAnswer | None:
        with looking(self._engine) as connection:
            row = connection.execute(select(answers).where(answers.c.key == key)).one_or_none()
        if row is None:
            return None
        if row.located is not None:
            return KeptAnswer(decode(Located, row.located), row.asked_at)
        return KeptAnswer(decode(NotLocated, row.not_located), row.asked_at)

    def put(self, key: str, kept: KeptAnswer) -> None:
        found = isinstance(kept.answer, Located)
        row = {
            "key": key,
            "located": encode(kept.answer) if found else None,
            "not_located": None if found else encode(kept.answer),
            "asked_at": kept.asked_at,
        }
        with writing(self._engine) as connection:
            connection.execute(delete(answers).where(answers.c.key == key))
            connection.execute(insert(answers), row)
