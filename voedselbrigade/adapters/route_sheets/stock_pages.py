"""The stock on paper as PDF: labels, count sheets, pick lists, lists per parcel, a recall."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import segno

from voedselbrigade.adapters.route_sheets.pdf import compiled
from voedselbrigade.domain.clock import OFFICE_ZONE
from voedselbrigade.services.stock_printing import (
    CountPaper,
    DayLists,
    LabelOf,
    PackLine,
    ParcelList,
    RecallPaper,
)
from voedselbrigade.stock.lots import DateKind, Item, Lot, LotId, Storage, in_packs
from voedselbrigade.words import Speaker

SIZES_MM = {"62x100": (100, 62), "54x101": (101, 54), "62x62": (62, 62)}
"""Width and height of the stickers of common label printers, by what stands on the roll."""
_LOOSE_LINES = 6


def labels_pdf(
    labels: Sequence[LabelOf], t: Speaker, size: str = "62x100", copies: int = 1
) -> bytes:
    """One sticker a page, `copies` of each; the QR holds the code of the lot and nothing else."""
    wide, high = SIZES_MM[size]
    data = {
        "title": t("Etiketten"),
        "lang": t.language,
        "wide": wide,
        "high": high,
        "labels": [_label(one, t) for one in labels for _ in range(copies)],
    }
    return compiled("label.typ", data, None)


def count_pdf(paper: CountPaper, t: Speaker, made_at: datetime) -> bytes:
    """A blind count sheet: boxes and loose units to fill in, and lines for what was found too."""
    rows = [
        {
            "place": row.place.label,
            "item": row.item.name,
            "lot": row.lot.code,
            "date": dated(row.lot, t),
            "pack": _pack_word(row.item, t),
        }
        for row in paper.sheet.rows
    ]
    data = _page(t, t("Telblad"), paper.hub.name, made_at) | {
        "box": [t("Telling"), str(paper.sheet.count.id)],
        "fields": [t("Wie telt"), t("Datum"), t("Tijd van de eerste regel")],
        "note": t("Tel wat u ziet. Er ligt niets? Schrijf 0. Niet gekeken? Laat het leeg."),
        "heads": [t("Plaats"), t("Wat"), t("Datum"), t("Dozen"), t("Losse stuks")],
        "rows": rows,
        "more": _LOOSE_LINES,
        "loose": t("los"),
        "found": t("Onderaan: wat hier ook ligt en niet op de lijst staat, met de datum erbij."),
    }
    return compiled("count.typ", data, made_at)


def pick_pdf(lists: DayLists, t: Speaker, made_at: datetime) -> bytes:
    """What to fetch for all parcels together: room by room, shelf by shelf, soonest date first."""
    aisles: dict[str, list[Any]] = {}
    for line in lists.picks:
        aisles.setdefault(line.place.room or line.place.label, []).append(line)
    data = _page(t, t("Looplijst"), lists.hub.name, made_at, t("{d:longdate}", d=lists.day)) | {
        "box": [t("Pakketten"), str(sum(one.count for one in lists.parcels))],
        "empty": "" if lists.picks else t("Voor deze dag ligt er niets klaar om te pakken."),
        "aisles": [
            {
                "name": name or t("Zonder plaats"),
                "count": t.many("{n} regel", "{n} regels", len(lines)),
                "lines": [
                    {
                        "n": one.quantity,
                        "shelf": one.place.shelf,
                        "item": one.item.name,
                        "packs": packs(one.quantity, one.item, t),
                        "date": dated(one.lot, t),
                        "lot": one.lot.code,
                    }
                    for one in lines
                ],
            }
            for name, lines in aisles.items()
        ],
    }
    return compiled("pick.typ", data, made_at)


def parcels_pdf(lists: DayLists, t: Speaker, made_at: datetime) -> bytes:
    """One list per parcel. What food must be stands there as a letter, never as a reason."""
    data = _page(t, t("Pakketten"), lists.hub.name, made_at, t("{d:longdate}", d=lists.day)) | {
        "box": [t("Pakketten"), str(sum(one.count for one in lists.parcels))],
        "empty": "" if lists.parcels else t("Voor deze dag zijn er geen pakketten gevuld."),
        "parcels": [_parcel(one, t) for one in lists.parcels],
        "legend": t("De letters zeggen wat voor eten het is: X en V gaan in een eigen krat."),
    }
    return compiled("parcels.typ", data, made_at)


def recall_pdf(paper: RecallPaper, t: Speaker, made_at: datetime) -> bytes:
    """The report of a recall for a supplier or an inspector. No names of people stand on it."""
    report, recall = paper.report, paper.report.recall
    data = _page(t, t("Terugroepactie {n}", n=recall.id), paper.office, made_at) | {
        "box": [t("Overzicht klaar vóór"), f"{recall.ready_before.astimezone(OFFICE_ZONE):%H:%M}"],
        "facts": _recall_facts(paper, t),
        "tiles": [
            [str(sum(one.quantity for one in report.lying)), t("ligt nog in huis, geblokkeerd")],
            [str(sum(one.quantity for one in report.handed_out)), t("uitgegeven")],
            [str(report.written_off), t("afgevoerd")],
        ],
        "sections": _recall_sections(paper, t),
        "note": t("Wie het kreeg, weet het kantoor. Namen en adressen staan niet op dit blad."),
        "signs": [t("Gezien door"), t("Datum en tijd")],
    }
    return compiled("recall.typ", data, made_at)


# --- parts ----------------------------------------------------------------------------------------


def dated(lot: Lot, t: Speaker) -> str:
    """TGT di 24-11-2026, or that there is no date."""
    word = t.term("date_kind", lot.kind)
    return word if lot.ends_on is None else t("{word} {day:date}", word=word, day=lot.ends_on)


def packs(quantity: int, item: Item, t: Speaker) -> str:
    """1 doos van 12 + 6 los; nothing for what has no boxes."""
    boxes, loose = in_packs(quantity, item.pack)
    if not boxes:
        return ""
    more = t.many("{n} doos van {pack}", "{n} dozen van {pack}", boxes, pack=item.pack)
    return t("{more} + {loose} los", more=more, loose=loose) if loose else more


def _label(one: LabelOf, t: Speaker) -> dict[str, Any]:
    lot = one.lot
    frozen = lot.storage is Storage.FROZEN
    came = t("{supplier} · binnen {day:date}", supplier=lot.supplier, day=lot.received_on)
    if not lot.supplier:
        came = t("binnen {day:date}", day=lot.received_on) if lot.received_on else ""
    words = [t.term("storage", lot.storage)]
    if lot.frozen_on:
        words.append(t("ingevroren op {day:date}", day=lot.frozen_on))
    if lot.batch:
        words.append(lot.batch)
    return {
        "item": one.item.name,
        "kind": "" if lot.kind is DateKind.NONE else lot.kind.value.upper(),
        "date": f"{lot.ends_on:%d-%m-%Y}" if lot.ends_on else t("geen datum"),
        "words": " · ".join(words),
        "from": came,
        "never": t("Na ontdooien niet opnieuw invriezen.") if frozen else "",
        "code": lot.code,
        "qr": _qr(lot.code),
        "alt": t("QR-code van partij {lot}", lot=lot.code),
    }


def _qr(text: str) -> str:
    drawing = io.BytesIO()
    segno.make(text, error="q", micro=False).save(drawing, kind="svg", border=1, xmldecl=False)
    return drawing.getvalue().decode("utf-8")


def _page(t: Speaker, title: str, hub: str, made_at: datetime, about: str = "") -> dict[str, Any]:
    local = made_at.astimezone(OFFICE_ZONE)
    moment = local.hour * 3600 + local.minute * 60
    return {
        "lang": t.language,
        "title": title,
        "hub": hub,
        "about": about,
        "made": t("gemaakt {day:date} om {s:clock}", day=local.date(), s=moment),
        "foot": t("Blijft in huis, daarna vernietigen"),
        "sheet": [t("Blad"), t("van")],
        "box": [],
        "empty": "",
    }


def _pack_word(item: Item, t: Speaker) -> str:
    return t("van {n}", n=item.pack) if item.pack > 1 else ""


def _parcel(one: ParcelList, t: Speaker) -> dict[str, Any]:
    cold = [line for line in one.lines if line.item.storage is not Storage.AMBIENT]
    dry = [line for line in one.lines if line.item.storage is Storage.AMBIENT]
    people = t.many("{n} mens", "{n} mensen", one.size) if one.size else ""
    times = t("{n} × hetzelfde", n=one.count) if one.count > 1 else ""
    packed = t.many("{n} stuk", "{n} stuks", sum(line.quantity for line in one.lines))
    short = t.many("{n} stuk minder dan de lijst", "{n} stuks minder dan de lijst", one.short)
    return {
        "name": one.called,
        "letters": list(one.letters),
        "slot": _when(one, t),
        "about": " · ".join(part for part in (people, times, packed) if part),
        "groups": [
            {"name": name, "lines": _together(lines, t)}
            for name, lines in (("", dry), (t("uit de koeling, als laatste"), cold))
            if lines
        ],
        "short": short if one.short else "",
    }


def _when(one: ParcelList, t: Speaker) -> str:
    """When they come for it; a parcel that goes along on a route is not waited for."""
    if one.brought:
        return t("wordt gebracht")
    slot = one.slot
    return t("{a:clock}–{b:clock}", a=slot.start_s, b=slot.end_s) if slot else ""


def _together(lines: Iterable[PackLine], t: Speaker) -> list[dict[str, Any]]:
    """One line per item; the soonest date of its lots."""
    found: dict[str, dict[str, Any]] = {}
    for line in lines:
        date = f"{line.lot.ends_on:%d-%m}" if line.lot.ends_on else ""
        kept = found.setdefault(line.item.name, {"n": 0, "item": line.item.name, "date": date})
        kept["n"] += line.quantity
        kept["date"] = kept["date"] if kept["date"] in ("", date) else t("let op de datum")
    return list(found.values())


def _recall_facts(paper: RecallPaper, t: Speaker) -> list[list[str]]:
    recall = paper.report.recall
    begun = recall.started_at.astimezone(OFFICE_ZONE)
    closed = recall.closed_at.astimezone(OFFICE_ZONE) if recall.closed_at else None
    facts = [
        [t("Waarover"), f"{t.term('recall_by', recall.by_what)}: {recall.value}"],
        [t("Waarom"), recall.reason or t("niet opgegeven")],
        [t("Begonnen"), f"{begun:%d-%m-%Y %H:%M}, {recall.started_by}"],
        [t("Telefoon kantoor"), paper.phone],
    ]
    if closed:
        facts.append([t("Afgerond"), f"{closed:%d-%m-%Y %H:%M}, {recall.closed_by}"])
    return [fact for fact in facts if fact[1]]


def _recall_sections(paper: RecallPaper, t: Speaker) -> list[dict[str, Any]]:
    """What it is, whence it came, where it lies and where it went."""
    lots = {lot.id: lot for lot in paper.report.lots}
    return [
        _recalled_lots(paper, t),
        _came_from(paper, lots, t),
        _lies(paper, t),
        _went_to(paper, lots, t),
    ]


def _recalled_lots(paper: RecallPaper, t: Speaker) -> dict[str, Any]:
    items = {item.id: item for item in paper.report.items}
    heads = [t("Product"), t("Partij"), t("Datum"), t("Nummer maker"), t("Leverancier")]
    rows = [
        [items[lot.item].name, lot.code, dated(lot, t), lot.batch, lot.supplier]
        for lot in paper.report.lots
    ]
    return _section(t("Partijen"), heads, rows, t)


def _came_from(paper: RecallPaper, lots: Mapping[LotId, Lot], t: Speaker) -> dict[str, Any]:
    heads = [t("Leverancier"), t("Locatie"), t("Dag"), t("Partij"), t("Aantal")]
    rows = [
        [
            lots[one.move.lot].supplier or t("niet opgegeven"),
            paper.hub_of(one.move.target),
            t("{d:date}", d=one.day),
            lots[one.move.lot].code,
            str(one.move.quantity),
        ]
        for one in paper.report.received
        if not one.undoes
    ]
    return _section(t("Van wie het kwam"), heads, rows, t)


def _lies(paper: RecallPaper, t: Speaker) -> dict[str, Any]:
    heads = [t("Locatie"), t("Plaats"), t("Partij"), t("Aantal")]
    rows = [
        [paper.hubs[one.place.hub], one.place.label or "–", one.lot.code, str(one.quantity)]
        for one in paper.report.lying
    ]
    return _section(t("Waar het ligt"), heads, rows, t)


def _went_to(paper: RecallPaper, lots: Mapping[LotId, Lot], t: Speaker) -> dict[str, Any]:
    heads = [t("Route of pakket"), t("Vanuit"), t("Dag"), t("Partij"), t("Aantal")]
    rows = [
        [
            _went(one.reason, one.cause, t),
            paper.hub_of(one.movement.move.source),
            t("{d:date}", d=one.movement.day),
            lots[one.lot].code,
            str(one.quantity),
        ]
        for one in paper.report.handed_out
    ]
    return _section(t("Waar het heen ging"), heads, rows, t)


def _section(title: str, heads: list[str], rows: list[list[str]], t: Speaker) -> dict[str, Any]:
    return {"title": title, "heads": heads, "rows": rows, "none": t("Niets.")}


def _went(reason: str, cause: str, t: Speaker) -> str:
    """Which route and stop, or which parcel: numbers, no names."""
    if cause.startswith("parcel:"):
        return t("pakket {number}", number=cause.rpartition(":")[2])
    if cause.startswith("stop:"):
        return t("route {code}", code=reason)
    return reason
