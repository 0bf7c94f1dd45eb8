"""One lot on one place: what it is, and what may be done with it now."""

from __future__ import annotations

import streamlit as st

from voedselbrigade.errors import Fact
from voedselbrigade.services import stock_dates, stock_looking, stocking
from voedselbrigade.services.stock_looking import LotCard, Standing
from voedselbrigade.stock.ledger import Spot
from voedselbrigade.stock.lots import PlaceId, Storage, WriteOffReason
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.parts import Tile
from voedselbrigade.ui.stock import item, papers, repacking, shelf, tickets, told
from voedselbrigade.ui.stock.wording import TONES, amount, asked, dated, in_boxes, in_days
from voedselbrigade.words import Speaker
from voedselbrigade.words.formats import number

_DEED = "lot_deed"


def show(t: Speaker, spot: Spot) -> None:
    """The lot that was opened, in place of the list."""
    st.button(t("← Terug naar de lijst"), key="lot_close", on_click=shelf.close)
    with session.told_errors():
        with session.view() as work:
            found = stock_looking.card(work, spot)
        _about(t, found)
        _deeds(t, spot, found)
        papers.labels(t, [spot[0]], "lot_label")
        _notes(t, found)
        item.edit(t, found.line.item.id)


def _about(t: Speaker, found: LotCard) -> None:
    line, lot = found.line, found.line.held.lot
    today = session.home().now().date()
    sub = " · ".join(
        part for part in (lot.code, line.held.place.label, lot.supplier, lot.batch) if part
    )
    tag = parts.tag(TONES[line.standing], asked(t, line, today))
    parts.show(f"<h2>{parts.safe(line.item.name)}</h2><p>{parts.safe(sub)} {tag}</p>")
    quantity = line.held.quantity
    free = t("{n} vrij, de rest is beloofd", n=line.held.free) if line.held.reserved else ""
    days = line.days_left(today)
    parts.show(
        parts.tiles(
            [
                Tile(
                    number(quantity, t.language),
                    amount(t, quantity, line.item.unit).split(" ", 1)[1],
                    free or in_boxes(t, quantity, line.item),
                ),
                Tile(
                    f"{line.until:%d-%m}" if line.until else "–",
                    dated(t, lot),
                    in_days(t, days) if days is not None else t("geen laatste dag"),
                ),
            ]
        )
    )
    if line.reason is not None:
        parts.show(parts.note("problem", t.fact(line.reason)))


def _deeds(t: Speaker, spot: Spot, found: LotCard) -> None:
    names = {
        "write_off": t("Voer af"),
        "look": t("Bekijk het pak"),
        "freeze": t("Vries in"),
        "move": t("Verplaats"),
        "repack": t("Pak om"),
    }
    if not found.others:
        names.pop("move")
    if found.line.standing is Standing.ROAD:
        parts.show(parts.note("info", t("Dit is onderweg. Tel het eerst bij Ontvangen.")))
        return
    chosen = st.segmented_control(
        t("Wat doet u ermee?"),
        list(names),
        format_func=names.__getitem__,
        default="look" if found.line.standing is Standing.LOOK else "write_off",
        required=True,
        key=f"{_DEED}_{spot[0]}_{spot[1]}",
    )
    if chosen == "write_off":
        _write_off(t, spot, found)
    elif chosen == "look":
        _look(t, spot)
    elif chosen == "freeze":
        _freeze(t, spot, found)
    elif chosen == "repack":
        repacking.show(t, spot, found)
    else:
        _move(t, spot, found)


def _how_many(t: Speaker, spot: Spot, found: LotCard) -> int:
    there = found.line.held.quantity
    if there < 1:
        parts.show(parts.note("info", t("Hier ligt niets meer van.")))
        return 0
    return int(
        st.number_input(
            t("Hoeveel stuks?"), 1, there, there, key=f"lot_units_{spot[0]}_{spot[1]}_{there}"
        )
    )


def _write_off(t: Speaker, spot: Spot, found: LotCard) -> None:
    some = _how_many(t, spot, found)
    over = found.line.standing is Standing.OVER
    reason = st.pills(
        t("Waarom?"),
        list(WriteOffReason),
        format_func=lambda one: t.term("write_off", one),
        default=WriteOffReason.PAST_DATE if over else None,
        key=f"lot_why_{spot[0]}",
    )
    st.text_input(t("Wilt u er iets bij zetten?"), key=f"lot_note_{spot[0]}")
    st.button(
        t("Voer {some} af", some=amount(t, some, found.line.item.unit)),
        type="primary",
        key="lot_write_off",
        disabled=not some or reason is None,
        on_click=_book_write_off,
        args=(spot, found, some, reason),
    )


def _book_write_off(spot: Spot, found: LotCard, some: int, reason: WriteOffReason) -> None:
    t, about = session.speak(), f"write_off_{spot[0]}_{spot[1]}"
    kind, note = found.line.item, st.session_state[f"lot_note_{spot[0]}"]
    with session.doing() as work:
        done = stocking.write_off(work, spot, some, reason, note, tickets.ticket(about))
        word = t.term("write_off", reason)
        text = t(
            "{some} {item} afgevoerd: {why}.",
            some=amount(t, some, kind.unit),
            item=kind.name,
            why=word,
        )
        told.booked(text, done.cause)
        tickets.spent(about)
        if some == found.line.held.quantity:
            shelf.close()


def _look(t: Speaker, spot: Spot) -> None:
    text = t(
        "Kijk of het pak heel en droog is, niet bol staat, en goed ruikt. Wat niet goed is, geeft"
        " u niet mee."
    )
    parts.show(parts.note("info", text))
    st.text_input(t("Wilt u er iets bij zetten?"), key=f"lot_look_{spot[0]}")
    left, right = st.columns(2)
    left.button(
        t("Bekeken: het is goed"),
        type="primary",
        key="lot_good",
        width="stretch",
        on_click=_note_check,
        args=(spot, True),
    )
    right.button(
        t("Niet goed: blokkeer"),
        key="lot_bad",
        width="stretch",
        on_click=_note_check,
        args=(spot, False),
    )


def _note_check(spot: Spot, good: bool) -> None:
    t, note = session.speak(), st.session_state[f"lot_look_{spot[0]}"]
    with session.doing(t("Vastgelegd.") if good else t("Vastgelegd, en geblokkeerd.")) as work:
        stock_dates.note_check(work, spot[0], good, note)


def _freeze(t: Speaker, spot: Spot, found: LotCard) -> None:
    if isinstance(found.freeze, Fact):
        parts.show(parts.note("problem", t.fact(found.freeze)))
        return
    some = _how_many(t, spot, found)
    text = t(
        "Het wordt een nieuwe partij, te gebruiken tot {day:date}. Plak er een sticker op met die"
        " datum. Nog een keer invriezen mag niet.",
        day=found.freeze,
    )
    parts.show(parts.note("info", text))
    freezers = {one.id: one.label for one in found.others if one.storage is Storage.FROZEN}
    place = _place(t, t("Welke vriezer?"), freezers, f"lot_freezer_{spot[0]}") if freezers else None
    st.button(
        t("Vries {some} in", some=amount(t, some, found.line.item.unit)),
        type="primary",
        key="lot_freeze",
        disabled=not some,
        on_click=_book_freeze,
        args=(spot, found, some, place),
    )


def _book_freeze(spot: Spot, found: LotCard, some: int, place: PlaceId | None) -> None:
    t, about = session.speak(), f"freeze_{spot[0]}_{spot[1]}"
    with session.doing() as work:
        done = stock_dates.freeze(work, spot, some, place, tickets.ticket(about))
        made = done.lots[0]
        assert made.ends_on is not None
        text = t(
            "{some} {item} ingevroren als {lot}, te gebruiken tot {day:date}.",
            some=amount(t, some, found.line.item.unit),
            item=found.line.item.name,
            lot=made.code,
            day=made.ends_on,
        )
        told.booked(text, done.cause, [made.id])
        tickets.spent(about)
        if some == found.line.held.quantity:
            shelf.close()


def _move(t: Speaker, spot: Spot, found: LotCard) -> None:
    some = _how_many(t, spot, found)
    kept = found.line.held.lot.storage
    labels = {
        one.id: one.label or t("zonder plaats") for one in found.others if one.storage is kept
    }
    if not labels:
        parts.show(parts.note("info", t("Er is geen andere plaats die even koud is.")))
        return
    place = _place(t, t("Waarheen?"), labels, f"lot_to_{spot[0]}")
    st.button(
        t("Verplaats {some}", some=amount(t, some, found.line.item.unit)),
        type="primary",
        key="lot_move",
        disabled=not some or place is None,
        on_click=_book_move,
        args=(spot, found, some, place, labels),
    )


def _book_move(
    spot: Spot, found: LotCard, some: int, place: PlaceId, labels: dict[PlaceId, str]
) -> None:
    t, about = session.speak(), f"move_{spot[0]}_{spot[1]}"
    with session.doing() as work:
        done = stocking.move(work, spot, place, some, tickets.ticket(about))
        text = t(
            "{some} {item} verplaatst naar {place}.",
            some=amount(t, some, found.line.item.unit),
            item=found.line.item.name,
            place=labels[place],
        )
        told.booked(text, done.cause)
        tickets.spent(about)
        shelf.close()


def _place(t: Speaker, label: str, labels: dict[PlaceId, str], key: str) -> PlaceId | None:
    return st.selectbox(
        label,
        list(labels),
        index=0 if len(labels) == 1 else None,
        format_func=labels.__getitem__,
        placeholder=t("Kies een plaats"),
        key=key,
    )


def _notes(t: Speaker, found: LotCard) -> None:
    if not found.notes:
        return
    st.subheader(t("Wat er over deze partij is gezegd"))
    lines = [
        f"{one.at:%d-%m-%Y %H:%M}, {one.by}: {t.term('lot_note', one.kind)}"
        + (f". {one.note}" if one.note else "")
        for one in reversed(found.notes)
    ]
    parts.show(f"<ul>{''.join(f'<li>{parts.safe(line)}</li>' for line in lines)}</ul>")
