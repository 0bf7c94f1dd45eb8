"""The six steps of the day, each with the one fact that says where it stands."""

from __future__ import annotations

from voedselbrigade.domain.gathered_days import DeliveryDay, Sorted
from voedselbrigade.domain.plans import Plan
from voedselbrigade.ui.stepper import Step
from voedselbrigade.words import Speaker

STEPS = ("due", "drivers", "plan", "look", "publish", "print")


def steps_of(
    t: Speaker, day: DeliveryDay, sorted_out: Sorted, draft: Plan | None, holds: Plan | None
) -> list[Step]:
    planned = draft or holds
    return [
        _due(t, day, sorted_out),
        _drivers(t, day),
        Step(t("Plan"), _made(t, draft, holds), "done" if planned else "open"),
        _look(t, planned, holds),
        _publish(t, day, draft, holds),
        Step(t("Print"), _sheets(t, holds), "open"),
    ]


def _due(t: Speaker, day: DeliveryDay, sorted_out: Sorted) -> Step:
    kept = len(sorted_out.kept_back)
    fact = t.many("{n} mens", "{n} mensen", len(day.due))
    if kept:
        fact = f"{fact}, " + t.many("{n} kan niet mee", "{n} kunnen niet mee", kept)
    return Step(t("Wie krijgt er eten"), fact, "done" if day.due and not kept else "open")


def _drivers(t: Speaker, day: DeliveryDay) -> Step:
    fact = t.many("{n} vrijwilliger", "{n} vrijwilligers", day.volunteers)
    return Step(t("Wie rijdt er"), fact, "done" if day.volunteers else "stop")


def _made(t: Speaker, draft: Plan | None, holds: Plan | None) -> str:
    if draft is not None:
        return t("concept, {n} routes", n=len(draft.routes))
    if holds is not None:
        return t("versie {n}", n=holds.version)
    return t("duurt een halve minuut")


def _look(t: Speaker, planned: Plan | None, holds: Plan | None) -> Step:
    if planned is None:
        return Step(t("Bekijk"), t("u keurt het goed"), "open")
    out = len(planned.left_out)
    fact = t("{n} niet ingedeeld", n=out) if out else t("iedereen ingedeeld")
    return Step(t("Bekijk"), fact, "done" if holds is planned else "open")


def _publish(t: Speaker, day: DeliveryDay, draft: Plan | None, holds: Plan | None) -> Step:
    if draft is None and holds is not None:
        return Step(t("Publiceer"), t("versie {n} geldt", n=holds.version), "done")
    before = t("vóór {at:clock}", at=day.settings.publish_before_s)
    return Step(t("Publiceer"), before, "open")


def _sheets(t: Speaker, holds: Plan | None) -> str:
    if holds is None:
        return t("na het publiceren")
    return t.many("{n} routeblad", "{n} routebladen", len(holds.runs))
