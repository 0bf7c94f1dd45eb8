"""One line at the door after another: scan, boxes, letters, date, and it is in the books.

The form lives in the browser, so that no key stroke waits for the server; each line is kept here
too, so that going to another page loses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import streamlit as st

from voedselbrigade.domain.places import Hub, HubId
from voedselbrigade.errors import Fact, NotFound
from voedselbrigade.services import stock_items, stock_typed, stocking
from voedselbrigade.services.stock_typed import Offered, Typed, Understood
from voedselbrigade.stock.barcodes import parse_ean
from voedselbrigade.stock.lots import ItemId, Place, PlaceId, PlaceRole, Storage
from voedselbrigade.ui import session
from voedselbrigade.ui.stock import tickets, told
from voedselbrigade.ui.stock.cards import text as beside
from voedselbrigade.ui.stock.wording import amount, in_days, units
from voedselbrigade.words import Speaker

_FIELDS = ("boxes", "loose", "letters", "day", "supplier", "batch", "price")
_OPTIONS = 6
_COLDEST: dict[Storage, int] = {Storage.CHILLED: 7, Storage.FROZEN: -18}


@dataclass(frozen=True, slots=True)
class Draft:
    """A line that is being typed; `asked` is what was not found, `tried` that saving was asked."""

    line: int = 1
    scan: str = ""
    item: ItemId | None = None
    typed: Typed = field(default_factory=Typed)
    asked: str = ""
    told: Fact | None = None
    new: bool = False
    tried: bool = False


def draft_of(hub: HubId) -> Draft:
    found = st.session_state.get(_key(hub))
    return found if isinstance(found, Draft) else Draft()


def keep(hub: HubId, draft: Draft) -> None:
    st.session_state[_key(hub)] = draft


def show(t: Speaker, hub: Hub) -> None:
    """The form, as far as its line has come."""
    draft = draft_of(hub.id)
    key = f"arrival_{hub.id}"

    def act() -> None:
        event = st.session_state[key].event
        if event:
            apply_event(hub.id, event)

    component = st.components.v2.component(
        "voedselbrigade_arrival",
        html="<form></form>",
        css=beside("arrival.css"),
        js=beside("arrival.js"),
    )
    component(key=key, data=_data(t, hub.id, draft), on_event_change=act)


def apply_event(hub: HubId, event: dict[str, Any]) -> None:
    """What the form sent. A line that was stored already changes nothing any more."""
    draft = draft_of(hub)
    if event["line"] != draft.line:
        return
    draft = _with_fields(draft, event)
    kind = event["kind"]
    if kind == "scan":
        keep(hub, _look_up(draft, draft.scan))
    elif kind == "choose":
        item = ItemId(int(event["item"]))
        keep(hub, replace(draft, item=item, asked="", told=None, new=False))
    elif kind == "new":
        keep(hub, replace(draft, new=True))
    elif kind == "save":
        sure = draft.typed.sure | frozenset(event.get("sure", ()))
        _save(hub, replace(draft, typed=replace(draft.typed, sure=sure), tried=True))
    elif kind == "next":
        _scan_next(hub, draft, event["scanned"])
    else:
        keep(hub, draft)


def scan(hub: HubId, code: str) -> None:
    """A code that came from a photo, as if it had been typed."""
    keep(hub, _look_up(draft_of(hub), code))


def take_new(hub: HubId, item: ItemId) -> None:
    """The item that was just made is what lies on the floor: go on with its boxes."""
    keep(hub, replace(draft_of(hub), item=item, asked="", told=None, new=False))


def start_anew(hub: HubId) -> None:
    """Forget this line and begin an empty one; supplier and shelf belong to the pallet."""
    old = draft_of(hub)
    keep(hub, Draft(old.line + 1, typed=Typed(supplier=old.typed.supplier)))


def _key(hub: HubId) -> str:
    return f"arrival_draft_{hub}"


def _with_fields(draft: Draft, event: dict[str, Any]) -> Draft:
    """The draft with what stands in the form now; another number is another question."""
    texts = {name: str(event.get(name) or "")[:200] for name in _FIELDS}
    place = event.get("place") or None
    typed = Typed(
        boxes=texts["boxes"],
        loose=texts["loose"],
        letters=texts["letters"],
        day=texts["day"],
        supplier=texts["supplier"],
        batch=texts["batch"],
        price=texts["price"],
        place=PlaceId(int(place)) if place else None,
        sure=draft.typed.sure,
    )
    if (typed.boxes, typed.loose, typed.day) != (
        draft.typed.boxes,
        draft.typed.loose,
        draft.typed.day,
    ):
        typed = replace(typed, sure=frozenset())
    scan = str(event.get("scan") or "")[:200]
    gone = scan != draft.scan and event["kind"] in ("typed", "scan")
    draft = replace(draft, scan=scan, typed=typed)
    return replace(draft, item=None, asked="", told=None, new=False) if gone else draft


def _look_up(draft: Draft, scan: str) -> Draft:
    found = replace(draft, scan=scan, item=None, asked="", told=None, new=False, tried=False)
    with session.view() as work:
        try:
            return replace(found, item=stock_typed.scanned(work, scan))
        except NotFound as error:
            return replace(found, asked=scan, told=error.fact)


def _save(hub: HubId, draft: Draft) -> None:
    """Book the line when nothing is open; else it stays as it is, with what is to be mended."""
    keep(hub, draft)
    if draft.item is None:
        return
    t, about = session.speak(), f"arrival_{hub}_{draft.line}"
    with session.doing() as work:
        seen = stock_typed.understand(work, draft.item, draft.typed)
        if seen.delivered is None:
            return
        done = stocking.receive(work, hub, seen.delivered, tickets.ticket(about))
        item, lot = work.store.stock.items.get(draft.item), done.lots[0]
        some = amount(t, seen.quantity, item.unit)
        told.booked(
            t("{some} {item} bewaard, partij {lot}.", some=some, item=item.name, lot=lot.code),
            done.cause,
            [lot.id],
        )
        for fact in done.warnings:
            session.tell("look", t.fact(fact))
        tickets.spent(about)
        start_anew(hub)


def _scan_next(hub: HubId, draft: Draft, scanned: str) -> None:
    """The next product was scanned into an open line: store it if it is complete, else ask."""
    t = session.speak()
    _save(hub, replace(draft, tried=True))
    now = draft_of(hub)
    if now.line == draft.line:
        session.tell("look", t("Deze regel is nog niet klaar. Maak hem af, en scan dan opnieuw."))
        return
    keep(hub, _look_up(now, scanned))


# What the form shows ------------------------------------------------------------------------------


def _data(t: Speaker, hub: HubId, draft: Draft) -> dict[str, Any]:
    offer, seen, places, options = _looked(hub, draft)
    filled = {name: getattr(draft.typed, name) for name in _FIELDS}
    return {
        "line": draft.line,
        "draft": filled | {"scan": draft.scan, "place": str(draft.typed.place or "")},
        "item": _item(t, offer) if offer else None,
        "places": _places(t, offer, places),
        "options": options,
        "unknown": _unknown(t, draft),
        "read": _read(t, draft, seen) if offer else None,
        "problems": _problems(t, draft, seen),
        "questions": [
            {"code": fact.code, "text": t.fact(fact)} for fact in _questions(draft, seen)
        ],
        "tried": draft.tried,
        "words": _words(t, offer),
    }


def _looked(
    hub: HubId, draft: Draft
) -> tuple[Offered | None, Understood, tuple[Place, ...], list[dict[str, Any]]]:
    with session.view() as work:
        if draft.item is not None:
            offer = stock_typed.offered(work, hub, draft.item)
            seen = stock_typed.understand(work, draft.item, draft.typed)
            return offer, seen, stock_items.places(work, hub), []
        like = str(draft.told.values.get("like", "")) if draft.told else ""
        sought = like or draft.scan
        found = stock_items.search(work, sought) if len(sought.strip()) > 1 else ()
    kept = [one for one in found if one.kept and one.active][:_OPTIONS]
    options = [{"id": int(one.id), "name": one.name, "sub": one.ean} for one in kept]
    return None, Understood(), (), options


def _unknown(t: Speaker, draft: Draft) -> str:
    """That we do not know it; a code of which the last digit does not fit was read wrongly."""
    if not draft.asked:
        return ""
    code = parse_ean(draft.asked)
    if isinstance(code, Fact) and code.code == "stock.ean_digit":
        return t.fact(code)
    if draft.told is not None and draft.told.code == "stock.no_item_but":
        return t.fact(draft.told)
    return t("“{typed}” kennen wij nog niet.", typed=draft.asked)


def _item(t: Speaker, offer: Offered) -> dict[str, Any]:
    item, last = offer.item, offer.last
    about = [t("doos van {n} {units}", n=item.pack, units=units(t, item.pack, item.unit))]
    if item.pack < 2:
        about = []
    if item.storage in _COLDEST:
        about.append(t("hoogstens {degrees} °C", degrees=_COLDEST[item.storage]))
    day = last.ends_on if last else None
    return {
        "id": int(item.id),
        "name": item.name,
        "pack": item.pack,
        "about": " · ".join(about),
        "place": offer.place.label if offer.place else "",
        "letters": last.kind.value if last else "",
        "last_day": f"{day:%d-%m-%Y}" if day and last and not last.frozen_on else "",
        "last_day_text": f"{day:%d-%m-%Y}" if day else "",
    }


def _places(t: Speaker, offer: Offered | None, places: tuple[Place, ...]) -> list[dict[str, str]]:
    """The usual place first, then every shelf that is as cold as it must be."""
    if offer is None:
        return []
    usual = offer.place
    fit = [one for one in places if one.role is PlaceRole.SHELF]
    fit = [one for one in fit if one.storage is offer.item.storage and one != usual]
    listed = [usual, *fit] if usual else fit
    first = [] if usual else [{"id": "", "label": t("zonder plaats")}]
    return first + [{"id": str(one.id), "label": one.label or t("zonder plaats")} for one in listed]


def _read(t: Speaker, draft: Draft, seen: Understood) -> dict[str, str] | None:
    """The date read back with its weekday, and for how long it can be given."""
    if seen.ends_on is None:
        return None
    if seen.too_late is not None:
        return {
            "tone": "problem",
            "head": t("{day:date}: mag niet meer mee", day=seen.ends_on),
            "sub": t.fact(seen.too_late),
        }
    today: date = session.home().now().date()
    letters = t.term("date_kind", draft.typed.letters) if draft.typed.letters else ""
    left = in_days(t, (seen.ends_on - today).days)
    return {
        "tone": "good",
        "head": t("{day:longdate}", day=seen.ends_on),
        "sub": " · ".join(part for part in (letters, left) if part),
    }


def _problems(t: Speaker, draft: Draft, seen: Understood) -> dict[str, str]:
    """What is empty is no problem before saving; what is wrong is told at once."""

    def told_now(name: str) -> bool:
        typed = {"letters": draft.typed.day, "boxes": draft.typed.boxes, "day": draft.typed.day}
        empty = not typed.get(name, "x").strip() or (name == "letters")
        return draft.tried or not empty

    return {name: t.fact(fact) for name, fact in seen.problems.items() if told_now(name)}


def _questions(draft: Draft, seen: Understood) -> tuple[Fact, ...]:
    return seen.questions if draft.tried else ()


def _words(t: Speaker, offer: Offered | None) -> dict[str, str]:
    unit = offer.item.unit if offer else "stuk"
    return {
        "language": t.language,
        "unit": units(t, 1, unit),
        "units": units(t, 2, unit),
        "scan": t("1. Scan, of typ de naam"),
        "scan_here": t("Scan of typ hier"),
        "how_many": t("2. Hoeveel?"),
        "boxes": t("Dozen"),
        "boxes_of": t("Dozen van {pack}", pack="{pack}"),
        "loose": t("Losse stuks"),
        "sum": t("{boxes} × {pack} + {loose} los", boxes="{boxes}", pack="{pack}", loose="{loose}"),
        "sum_boxes": "{boxes} × {pack}",
        "less": t("Een minder"),
        "more": t("Een meer"),
        "which_letters": t("3. Welke letters staan op het pak?"),
        "tgt": t("TGT"),
        "tgt_why": t("Te gebruiken tot. Na die dag geeft u het nooit meer mee."),
        "tht": t("THT"),
        "tht_why": t("Ten minste houdbaar tot. Daarna soms nog goed."),
        "none": t("GEEN"),
        "none_why": t("Geen datum op het pak, zoals zout of hele groente."),
        "day": t("4. De datum op het pak"),
        "last": t("Vorige: {day}", day="{day}"),
        "details": t("Leverancier, partijnummer, prijs en plaats"),
        "supplier": t("Van wie"),
        "batch": t("Nummer van de maker"),
        "price": t("Prijs per stuk (leeg is gratis)"),
        "place": t("Plaats"),
        "save": t("Bewaar {some} en scan het volgende", some="{some}"),
        "make_new": t("Maak nieuw product"),
        "sure": t("Ja, dit klopt"),
        "not_sure": t("Nee, ik verbeter het"),
        "lost": t("Nog niet bewaard. Is er verbinding? Druk nog eens: het telt maar één keer."),
        "keys": t(
            "Zonder muis: scan · dozen · Enter · dag en maand · Enter. Bij een lege datum neemt"
            " Enter de vorige over."
        ),
    }
