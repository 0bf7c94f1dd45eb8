"""Answers from the network, kept: no address is sent out twice, and a power cut loses none."""

from __future__ import annotations

import hashlib
import json
import os
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from voedselbrigade.domain import street_names
from voedselbrigade.domain.doors import tail
from voedselbrigade.domain.places import Address, Confidence, HouseNumber, Located, Point
from voedselbrigade.errors import Fact
from voedselbrigade.services.ports import AnswerCache, Geocoder, KeptAnswer, NotLocated

DAY_S = 86_400
FOUND_DAYS = 365
NOT_FOUND_DAYS = 1


class Remembering:
    """A Geocoder that asks another one only what it has not been told before."""

    def __init__(
        self, geocoder: Geocoder, cache: AnswerCache, now: Callable[[], float] = time.time
    ) -> None:
        self._geocoder = geocoder
        self._cache = cache
        self._now = now

    @property
    def name(self) -> str:
        return self._geocoder.name

    def find(self, address: Address) -> Located | NotLocated:
        key = question_key(self.name, address)
        kept = self._cache.get(key)
        if kept and self._fresh(kept):
            return kept.answer
        answer = self._geocoder.find(address)
        self._cache.put(key, KeptAnswer(answer, int(self._now())))
        return answer

    def _fresh(self, kept: KeptAnswer) -> bool:
        """A door stays where it is; one that was not found may be registered tomorrow."""
        days = FOUND_DAYS if isinstance(kept.answer, Located) else NOT_FOUND_DAYS
        return 0 <= self._now() - kept.asked_at < days * DAY_S


class MemoryCache:
    """An AnswerCache for one run."""

    def __init__(self) -> None:
        self._kept: dict[str, KeptAnswer] = {}

    def get(self, key: str) -> KeptAnswer | None:
        return self._kept.get(key)

    def put(self, key: str, kept: KeptAnswer) -> None:
        self._kept[key] = kept


class FileCache:
    """An AnswerCache in one file of JSON lines, only ever added to.

    Each answer is on the disk before `put` returns. A line that a power cut tore is passed over.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._kept = _read(path)

    def get(self, key: str) -> KeptAnswer | None:
        return self._kept.get(key)

    def put(self, key: str, kept: KeptAnswer) -> None:
        entry = {"key": key, "at": kept.asked_at, "answer": as_json(kept.answer)}
        with self._lock:
            self._append(json.dumps(entry, ensure_ascii=False) + "\n")
            self._kept[key] = kept

    def _append(self, line: str) -> None:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as file:
            # A torn last line would swallow this one.
            start = b"\n" if file.tell() and not _ends_whole(self._path) else b""
            file.write(start + line.encode())
            file.flush()
            os.fsync(file.fileno())


def question_key(geocoder: str, address: Address) -> str:
    """A digest of the question: the cache does not list where clients live."""
    question = "|".join(
        (
            geocoder,
            address.postcode,
            str(address.house.number),
            tail(address.house),
            street_names.key(address.street),
            street_names.key(address.town),
        )
    )
    return hashlib.sha256(question.encode()).hexdigest()


def as_json(answer: Located | NotLocated) -> dict[str, Any]:
    if isinstance(answer, Located):
        found: dict[str, Any] = asdict(answer.point)
        found |= {"confidence": answer.confidence.value, "source": answer.source}
        return found | ({"doubt": answer.doubt.as_json()} if answer.doubt else {})
    offers = [asdict(address) for address in answer.suggestions]
    return {"reason": answer.reason.as_json(), "suggestions": offers}


def from_json(data: Mapping[str, Any]) -> Located | NotLocated:
    """Raises KeyError, TypeError or ValueError for what `as_json` never wrote."""
    if "reason" in data:
        offers = tuple(_address(offer) for offer in data["suggestions"])
        return NotLocated(Fact.from_json(data["reason"]), offers)
    doubt = Fact.from_json(data["doubt"]) if "doubt" in data else None
    point = Point(float(data["lat"]), float(data["lon"]))
    return Located(point, Confidence(data["confidence"]), str(data["source"]), doubt)


def _address(data: Mapping[str, Any]) -> Address:
    house = HouseNumber(**data["house"])
    return Address(data["street"], house, data["postcode"], data["town"])


def _read(path: Path) -> dict[str, KeptAnswer]:
    kept: dict[str, KeptAnswer] = {}
    if not path.exists():
        return kept
    for line in path.read_bytes().splitlines():
        try:
            entry = json.loads(line)
            kept[entry["key"]] = KeptAnswer(from_json(entry["answer"]), int(entry["at"]))
        except (ValueError, KeyError, TypeError, AttributeError):
            continue  # torn by a power cut: it will be asked again
    return kept


def _ends_whole(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(-1, os.SEEK_END)
        return file.read(1) == b"\n"
