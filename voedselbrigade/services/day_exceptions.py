"""Exceptions of the day, the most common phone calls of all: nothing, more, elsewhere, later."""

from __future__ import annotations

from datetime import date

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.clock import TimeWindow
from voedselbrigade.domain.delivery_days import DayException, ExceptionId, ExceptionKind
from voedselbrigade.domain.food import Diet
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.people import Recipient, RecipientId, RecipientState
from voedselbrigade.domain.places import Address, Located
from voedselbrigade.errors import NotPossible, WrongWords
from voedselbrigade.services.records import label_of, subject_of
from voedselbrigade.services.work import Subject, Work

MOST_PORTIONS = 20


def note_exception(
    work: Work,
    recipient: RecipientId,
    kind: ExceptionKind,
    first: date,
    last: date | None = None,
    *,
    called_by: str,
    portions: int | None = None,
    address: Address | None = None,
    located: Located | None = None,
    windows: tuple[TimeWindow, ...] | None = None,
    diets: frozenset[Diet] | None = None,
    note: str = "",
) -> DayException:
    """Note that something is different from `first` up to and including `last` (or that one day).

    Only the value of its `kind` is kept. `called_by` says who phoned. An address without a point
    is looked up by `locating`. Raises WrongWords for a value that is missing or makes no sense,
    NotPossible for who has stopped or died.
    """
    work.doing(Action.EDIT_PEOPLE, subject_of(PersonKind.RECIPIENT, recipient))
    _still_comes(work.store.recipients.get(recipient))
    _check_days(work, first, last or first)
    if not called_by.strip():
        raise WrongWords("people.exception_without_caller")
    noted = DayException(
        id=ExceptionId(0),
        recipient=recipient,
        first=first,
        last=last or first,
        kind=kind,
        called_by=called_by.strip(),
        noted_at=work.now,
        portions=portions if kind is ExceptionKind.NUMBER else None,
        address=address if kind is ExceptionKind.ADDRESS else None,
        located=located if kind is ExceptionKind.ADDRESS else None,
        windows=windows if kind is ExceptionKind.WINDOW else None,
        diets=diets if kind is ExceptionKind.DIET else None,
        note=note,
    )
    _check_value(noted)
    return work.store.exceptions.add(noted)


def withdraw_exception(work: Work, ident: ExceptionId) -> DayException:
    """It is not so after all; hands out what was withdrawn. Raises NotFound."""
    work.doing(Action.EDIT_PEOPLE, Subject("exception", ident))
    noted = work.store.exceptions.get(ident)
    work.store.exceptions.remove(ident)
    return noted


def exceptions_of(work: Work, recipient: RecipientId) -> tuple[DayException, ...]:
    """Everything that was noted for one person, the latest days first."""
    work.reading(Action.READ_PEOPLE, subject_of(PersonKind.RECIPIENT, recipient), "exceptions")
    noted = work.store.exceptions.of(recipient)
    return tuple(sorted(noted, key=lambda one: (one.first, one.noted_at), reverse=True))


def exceptions_on(work: Work, day: date) -> tuple[DayException, ...]:
    """Everything that is different on `day`, of everyone."""
    work.reading(Action.READ_PEOPLE, Subject.day(day), "exceptions")
    return work.store.exceptions.on(day)


def _still_comes(one: Recipient) -> None:
    if one.state in (RecipientState.STOPPED, RecipientState.DECEASED):
        raise NotPossible("people.gets_nothing", name=label_of(one), state=one.state.value)


def _check_days(work: Work, first: date, last: date) -> None:
    if last < first:
        raise WrongWords(
            "people.exception_backwards", first=first.isoformat(), last=last.isoformat()
        )
    if last < work.today:
        raise WrongWords("people.exception_in_the_past", last=last.isoformat())


def _check_value(noted: DayException) -> None:
    values = {
        ExceptionKind.NUMBER: noted.portions,
        ExceptionKind.ADDRESS: noted.address,
        ExceptionKind.WINDOW: noted.windows,
        ExceptionKind.DIET: noted.diets,
    }
    if noted.kind in values and values[noted.kind] is None:
        raise WrongWords("people.exception_without_value", kind=noted.kind.value)
    if noted.portions is not None and not 0 <= noted.portions <= MOST_PORTIONS:
        raise WrongWords("people.exception_portions", n=noted.portions, most=MOST_PORTIONS)
