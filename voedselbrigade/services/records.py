"""Which records hold recipients, volunteers and hubs: the verbs for people work on all three."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, cast

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.history import PersonKind
from voedselbrigade.domain.people import Recipient, RecipientState, Volunteer, VolunteerState
from voedselbrigade.domain.places import Address, Hub
from voedselbrigade.domain.tables import ListKind
from voedselbrigade.services.record_store import Records
from voedselbrigade.services.work import Subject, Work
from voedselbrigade.stock.donors import Donor
from voedselbrigade.stock.lots import Item
from voedselbrigade.stock.parcels import Household, HouseholdState

KIND_OF_LIST: Mapping[ListKind, PersonKind] = {
    ListKind.RECIPIENTS: PersonKind.RECIPIENT,
    ListKind.VOLUNTEERS: PersonKind.VOLUNTEER,
    ListKind.HUBS: PersonKind.HUB,
}

KINDS = tuple(KIND_OF_LIST.values())


def records_of(work: Work, kind: PersonKind) -> Records[Any]:
    """The records of one of `KINDS`, or of what the stock keeps in the same way."""
    store = work.store
    if kind is PersonKind.RECIPIENT:
        return store.recipients
    if kind is PersonKind.VOLUNTEER:
        return store.volunteers
    if kind is PersonKind.HUB:
        return store.hubs
    stock: dict[PersonKind, Records[Any]] = {
        PersonKind.ITEM: store.stock.items,
        PersonKind.HOUSEHOLD: store.stock.households,
        PersonKind.DONOR: store.stock.donors,
    }
    return stock[kind]


def editing(kind: PersonKind) -> Action:
    return Action.EDIT_HUBS if kind is PersonKind.HUB else Action.EDIT_PEOPLE


def looking_at(kind: PersonKind) -> Action:
    return Action.READ_HUBS if kind is PersonKind.HUB else Action.READ_PEOPLE


def subject_of(kind: PersonKind, ident: int | str = "") -> Subject:
    return Subject(kind.value, ident)


def kind_of(someone: Recipient | Volunteer | Hub) -> PersonKind:
    if isinstance(someone, Hub):
        return PersonKind.HUB
    return PersonKind.RECIPIENT if isinstance(someone, Recipient) else PersonKind.VOLUNTEER


def label_of(someone: Recipient | Volunteer | Hub | Household | Donor | Item) -> str:
    """How a list calls somebody: A. de Wit, Keuken De Pan, 0123 Familie Jansen."""
    if isinstance(someone, Household):
        return " ".join(part for part in (someone.number, someone.name) if part)
    if isinstance(someone, (Donor, Item)):
        return someone.name
    return someone.name if isinstance(someone, Hub) else someone.name.plain


def address_of(someone: Recipient | Volunteer | Hub) -> Address | None:
    return someone.home if isinstance(someone, Volunteer) else someone.address


def stopped[T: Recipient | Volunteer | Hub | Household | Donor | Item](someone: T) -> T:
    """The same person or place, taking part no more; who has died stays so."""
    return cast(T, _stopped(someone))


def _stopped(someone: Recipient | Volunteer | Hub | Household | Donor | Item) -> object:
    if isinstance(someone, (Hub, Donor, Item)):
        return replace(someone, active=False)
    if isinstance(someone, Household):
        return replace(someone, state=HouseholdState.STOPPED, resumes_on=None)
    if isinstance(someone, Recipient):
        dead = someone.state is RecipientState.DECEASED
        return someone if dead else replace(someone, state=RecipientState.STOPPED, resumes_on=None)
    return replace(someone, state=VolunteerState.STOPPED, resumes_on=None)


def takes_part(someone: Recipient | Volunteer | Hub) -> bool:
    """Not stopped, not deceased, not closed: somebody a list may be expected to name."""
    if isinstance(someone, Hub):
        return someone.active
    gone = (RecipientState.STOPPED, RecipientState.DECEASED, VolunteerState.STOPPED)
    return someone.state not in gone
