"""The office's own choices: dated records, and what holds on a day."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.office import Settings
from voedselbrigade.errors import WrongWords
from voedselbrigade.services.store import SettingRecord, SettingRecords
from voedselbrigade.services.work import Subject, Work


def current(work: Work, day: date) -> Settings:
    """The settings that hold on `day`."""
    work.reading(Action.READ_HUBS, Subject("settings"))
    return settings_on(work.store.settings, day)


def change(work: Work, from_day: date, **values: Any) -> Settings:
    """Choose other values from `from_day` on; hands out what then holds on that day.

    A value equal to what holds already makes no record. Raises WrongWords for a setting that does
    not exist.
    """
    work.doing(Action.CHANGE_SETTINGS, Subject("settings", ",".join(sorted(values))))
    known = {f.name for f in fields(Settings)}
    strange = sorted(values.keys() - known)
    if strange:
        raise WrongWords("settings.unknown", name=strange[0])
    before = settings_on(work.store.settings, from_day)
    for name, value in values.items():
        if getattr(before, name) != value:
            record = SettingRecord(name, value, from_day, work.now, work.actor.name)
            work.store.settings.add(record)
    return settings_on(work.store.settings, from_day)


def history(work: Work) -> tuple[SettingRecord, ...]:
    """Every choice that was ever made, newest first."""
    work.reading(Action.READ_AUDIT, Subject("settings"), "history")
    return tuple(sorted(work.store.settings.list(), key=lambda record: record.at, reverse=True))


def settings_on(records: SettingRecords, day: date) -> Settings:
    """What the records say for `day`: of two choices the later day counts, then the later one."""
    chosen: dict[str, Any] = {
        record.name: record.value for record in records.list() if record.from_day <= day
    }
    return replace(Settings(), **chosen)
