"""Who may do what: accounts, roles and actions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from voedselbrigade.domain.places import HubId

AccountId = NewType("AccountId", int)


class Role(StrEnum):
    """Presets in plain words; `coordinator` may do all that the office does."""

    COORDINATOR = "coordinator"
    DISPATCHER = "dispatcher"
    HUB_STAFF = "hub_staff"
    VOLUNTEER = "volunteer"
    VIEWER = "viewer"
    SYSTEM = "system"


class Action(StrEnum):
    """The deeds of the office, as they stand in the audit log."""

    READ_PEOPLE = "read_people"
    READ_HOUSEHOLDS = "read_households"
    EDIT_PEOPLE = "edit_people"
    IMPORT = "import"
    READ_HUBS = "read_hubs"
    EDIT_HUBS = "edit_hubs"
    LOCATE = "locate"
    READ_PLAN = "read_plan"
    PLAN = "plan"
    MOVE = "move"
    OVERRULE = "overrule"
    PUBLISH = "publish"
    PRINT = "print"
    SETTLE = "settle"
    CHANGE_SETTINGS = "change_settings"
    MANAGE_ACCOUNTS = "manage_accounts"
    READ_AUDIT = "read_audit"
    CHORES = "chores"
    READ_STOCK = "read_stock"
    BOOK_STOCK = "book_stock"
    EDIT_ITEMS = "edit_items"
    RECALL = "recall"
    BACKUP = "backup"


_READS = frozenset(
    {
        Action.READ_PEOPLE,
        Action.READ_HOUSEHOLDS,
        Action.READ_HUBS,
        Action.READ_PLAN,
        Action.READ_STOCK,
    }
)
_DISPATCH = _READS | {
    Action.EDIT_PEOPLE,
    Action.IMPORT,
    Action.EDIT_HUBS,
    Action.LOCATE,
    Action.PLAN,
    Action.MOVE,
    Action.OVERRULE,
    Action.PUBLISH,
    Action.PRINT,
    Action.SETTLE,
    Action.BOOK_STOCK,
    Action.EDIT_ITEMS,
    Action.RECALL,
}
# Books in their own hub only, and sees who fetches a parcel there; a recall blocks at once,
# whoever hears of it first.
_HUB_STAFF = frozenset(
    {
        Action.READ_HOUSEHOLDS,
        Action.READ_HUBS,
        Action.READ_PLAN,
        Action.PRINT,
        Action.READ_STOCK,
        Action.BOOK_STOCK,
        Action.RECALL,
    }
)
ALLOWED: Mapping[Role, frozenset[Action]] = {
    Role.COORDINATOR: frozenset(Action),
    Role.DISPATCHER: _DISPATCH,
    Role.HUB_STAFF: _HUB_STAFF,
    Role.VOLUNTEER: frozenset(),
    Role.VIEWER: _READS,
    Role.SYSTEM: frozenset(Action),
}


@dataclass(frozen=True, slots=True)
class Account:
    """Someone who works with the program. `hub` limits hub staff to their own place."""

    id: AccountId
    name: str
    role: Role
    hub: HubId | None = None
    active: bool = True

    def may(self, action: Action) -> bool:
        return self.active and action in ALLOWED[self.role]
