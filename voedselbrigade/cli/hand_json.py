"""What the hand's commands hand on to other programs, as plain values in a fixed shape.

Minutes are whole and rounded up, metres whole; `text` and `reason` are sentences in the language
of the command. Names of rules are codes, as in plan.json.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from voedselbrigade.adapters.plan_files import changes_json
from voedselbrigade.domain.people import RecipientId
from voedselbrigade.domain.plan_comparison import Comparison, Totals
from voedselbrigade.domain.plans import RuleBreach
from voedselbrigade.services.fitting import Fitting
from voedselbrigade.services.hand_offers import Offer
from voedselbrigade.services.move_table import Table
from voedselbrigade.services.moving import Undone
from voedselbrigade.words import Speaker

FORMAT = 1


def offer_json(offer: Offer, t: Speaker) -> dict[str, Any]:
    """A move: what it adds in all and per route, what it breaks (`breaches`), and what of that no
    reason makes right (`never`)."""
    who = offer.deed.recipient
    return {
        "format": FORMAT,
        "date": offer.table.plan.day.isoformat(),
        "text": t.fact(offer.deed.fact),
        "recipient": None if who is None else str(who),
        "allowed": offer.allowed,
        "added_minutes": _minutes(offer.added_s),
        "added_metres": offer.added_m,
        "routes": [
            {
                "route": share.route,
                "volunteer_name": share.name,
                "added_minutes": _minutes(share.added_s),
                "added_metres": share.added_m,
            }
            for share in offer.shares
        ],
        "breaches": _breaches(offer.new, t),
        "never": _breaches(offer.never, t),
        "notes": [t.fact(fact) for fact in offer.notes],
    }


def _breaches(found: Iterable[RuleBreach], t: Speaker) -> list[dict[str, Any]]:
    return [
        {
            "rule": one.rule,
            "route": one.route,
            "stop": one.stop,
            "facts": dict(one.fact.values),
            "text": t.fact(one.fact),
        }
        for one in found
    ]


def undone_json(done: Undone, t: Speaker) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "date": done.plan.day.isoformat(),
        "undone": t.fact(done.move.fact),
        "by": done.move.by,
        "left_to_undo": len(done.plan.moves),
    }


def fits_json(
    table: Table, recipient: RecipientId, found: Iterable[Fitting], t: Speaker
) -> dict[str, Any]:
    """Every volunteer, best first; `added_minutes` and `at` are null where it does not fit."""
    return {
        "format": FORMAT,
        "date": table.plan.day.isoformat(),
        "recipient": str(recipient),
        "volunteers": [
            {
                "volunteer": str(one.volunteer),
                "volunteer_name": one.name,
                "route": one.route,
                "fits": one.fits,
                "here": one.here,
                "familiar": one.familiar,
                "added_minutes": None if one.added_s is None else _minutes(one.added_s),
                "at": one.at,
                "rules": list(one.rules),
                "reason": ", ".join(t.term("rule", rule) for rule in one.rules),
            }
            for one in found
        ],
    }


def comparison_json(
    day: date, names: tuple[str, str], found: Comparison, t: Speaker
) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "date": day.isoformat(),
        "before": {"version": names[0], **_totals(found.before)},
        "after": {"version": names[1], **_totals(found.after)},
        "people": [{**fact.values, "text": t.fact(fact)} for fact in found.people],
        **changes_json(found.routes, t),
    }


def _totals(sums: Totals) -> dict[str, int]:
    return {
        "routes": sums.routes,
        "people": sums.people,
        "left_out": sums.left_out,
        "minutes": sums.minutes,
        "metres": sums.distance_m,
    }


def _minutes(seconds: int) -> int:
    return -(-seconds // 60)
