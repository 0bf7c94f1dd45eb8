"""Who may work with the program: making accounts, changing roles, letting people go."""

from __future__ import annotations

from dataclasses import replace

from voedselbrigade.domain.access import Account, AccountId, Action, Role
from voedselbrigade.domain.places import HubId
from voedselbrigade.errors import NotPossible, WrongWords
from voedselbrigade.services.work import Subject, Work

LONGEST_NAME = 80


def add(work: Work, name: str, role: Role, hub: HubId | None = None) -> Account:
    """A new account. Hub staff needs the hub it is limited to; nobody else may have one.

    Raises WrongWords for an empty name or a hub too many or too few, NotPossible when the name is
    taken, NotFound when there is no such hub.
    """
    work.doing(Action.MANAGE_ACCOUNTS, Subject("account", name[:LONGEST_NAME]))
    _check(name, role, hub)
    if hub is not None:
        work.store.hubs.get(hub)
    return work.store.access.add(name, role, hub, work.now)


def change(work: Work, ident: AccountId, role: Role, hub: HubId | None = None) -> Account:
    """Another role. Raises NotPossible when nobody would be left to manage accounts."""
    work.doing(Action.MANAGE_ACCOUNTS, Subject("account", ident))
    account = work.store.access.get(ident)
    _check(account.name, role, hub)
    return _saved(work, replace(account, role=role, hub=hub))


def let_go(work: Work, ident: AccountId) -> Account:
    """From now on this account can do nothing; what it did stays in the log."""
    work.doing(Action.MANAGE_ACCOUNTS, Subject("account", ident))
    return _saved(work, replace(work.store.access.get(ident), active=False))


def take_back(work: Work, ident: AccountId) -> Account:
    """The account works again."""
    work.doing(Action.MANAGE_ACCOUNTS, Subject("account", ident))
    return _saved(work, replace(work.store.access.get(ident), active=True))


def everyone(work: Work) -> tuple[Account, ...]:
    """All accounts by name, those that were let go included."""
    work.reading(Action.READ_HUBS, Subject("accounts"))
    return work.store.access.list()


def _check(name: str, role: Role, hub: HubId | None) -> None:
    if not name.strip() or len(name) > LONGEST_NAME or not name.isprintable():
        raise WrongWords("access.no_name", longest=LONGEST_NAME)
    if role is Role.SYSTEM:
        raise WrongWords("access.no_such_role", role=role.value)
    if role is Role.HUB_STAFF and hub is None:
        raise WrongWords("access.hub_needed", role=role.value)
    if role is not Role.HUB_STAFF and hub is not None:
        raise WrongWords("access.hub_not_needed", role=role.value)


def _saved(work: Work, account: Account) -> Account:
    work.store.access.save(account)
    left = [a for a in work.store.access.list() if a.may(Action.MANAGE_ACCOUNTS)]
    if not left:
        raise NotPossible("access.last_coordinator", name=account.name)
    return account
