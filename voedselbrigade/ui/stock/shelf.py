"""What lies here: tiles, search as you type, and the lines as cards or as a table."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date

import streamlit as st

from voedselbrigade.services.stock_looking import ShelfLine, Standing, matching
from voedselbrigade.stock.barcodes import looks_like_ean
from voedselbrigade.stock.ledger import Spot
from voedselbrigade.stock.lots import Item, LotId, PlaceId, Storage
from voedselbrigade.ui import parts
from voedselbrigade.ui.parts import Tile
from voedselbrigade.ui.rows import Column, Row, RowAction, rows, tagged, two_lines
from voedselbrigade.ui.stock.cards import Card, cards
from voedselbrigade.ui.stock.wording import TONES, amount, asked, dated, in_boxes, units
from voedselbrigade.words import Speaker
from voedselbrigade.words.formats import number

OPEN = "stock_open"
"""The lot and place that are looked at, or nothing."""
FILTER, _FOCUS = "stock_filter", "stock_focus"
_SEARCH, _MORE = "stock_search", "stock_more"
_STEP = 60
_TABLE_STEP = 300

type Low = Sequence[tuple[Item, int]]


def tiles(t: Speaker, lines: Sequence[ShelfLine], low: Low) -> None:
    """Four numbers: what may not go, what must go, what there is too little of, and all."""
    over = [one for one in lines if _over(one)]
    soon = [one for one in lines if _soon(one)]
    units_here = sum(max(0, one.held.quantity) for one in lines)
    products = len({one.item.id for one in lines})
    parts.show(
        parts.tiles(
            [
                Tile(str(len(over)), t("mag nu niet mee"), t("over de datum of geblokkeerd")),
                Tile(str(len(soon)), t("binnen 7 dagen op"), t("geef dit het eerst")),
                Tile(str(len(low)), t("onder minimum"), t("producten")),
                Tile(
                    number(units_here, t.language),
                    t("stuks in huis"),
                    t.many("{n} product", "{n} producten", products),
                ),
            ]
        )
    )


def listing(t: Speaker, lines: Sequence[ShelfLine], low: Low, today: date) -> None:
    """Search, filters and the lines themselves."""
    st.subheader(t("Wat ligt hier"))
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    sought = left.text_input(
        t("Zoek een product, plaats of partij, of scan"),
        key=_SEARCH,
        type="search",
        live=True,
        placeholder=t("Typ of scan hier"),
        on_change=lambda: _open_the_only_one(lines),
    )
    shown_as = {"cards": t("Kaartjes"), "table": t("Tabel")}
    view = right.segmented_control(
        t("Toon als"),
        list(shown_as),
        format_func=shown_as.__getitem__,
        default="cards",
        required=True,
        key="stock_view",
    )
    filters = _filters(t, lines, low)
    words = {code: f"{word} ({len(few)})" for code, (word, few) in filters.items()}
    chosen = st.pills(
        t("Laat zien"),
        list(words),
        format_func=words.__getitem__,
        default="all",
        required=True,
        key=FILTER,
    )
    found = matching(filters[chosen][1], sought) if sought.strip() else filters[chosen][1]
    if chosen == "low":
        _empty_shelves(t, low)
    if not found:
        _nothing(t, sought)
    elif view == "table":
        _table(t, found, today)
    else:
        _cards(t, found, sought, today)


def opened() -> Spot | None:
    found = st.session_state.get(OPEN)
    return None if found is None else (LotId(found[0]), PlaceId(found[1]))


def open_spot(spot: Spot) -> None:
    st.session_state[OPEN] = spot


def close() -> None:
    st.session_state.pop(OPEN, None)


def show_filter(code: str) -> None:
    """Show only the lines that a job is about, on top of the page; what was typed is put aside."""
    st.session_state[FILTER] = code
    st.session_state[_SEARCH] = ""
    st.session_state[_FOCUS] = True


def focused() -> bool:
    return bool(st.session_state.get(_FOCUS))


def unfocus() -> None:
    st.session_state.pop(_FOCUS, None)
    st.session_state[FILTER] = "all"


def _filters(
    t: Speaker, lines: Sequence[ShelfLine], low: Low
) -> Mapping[str, tuple[str, Sequence[ShelfLine]]]:
    few = {item.id for item, _ in low}
    tests: Mapping[str, tuple[str, Callable[[ShelfLine], bool]]] = {
        "all": (t("Alles"), lambda one: True),
        "over": (t("Mag nu niet mee"), _over),
        "soon": (t("Binnen 7 dagen"), _soon),
        "low": (t("Onder minimum"), lambda one: one.item.id in few),
        "blocked": (t("Geblokkeerd"), lambda one: one.held.lot.blocked),
        "chilled": (t("Koeling"), lambda one: one.held.lot.storage is Storage.CHILLED),
        "frozen": (t("Vriezer"), lambda one: one.held.lot.storage is Storage.FROZEN),
    }
    return {
        code: (word, [one for one in lines if fits(one)]) for code, (word, fits) in tests.items()
    }


def _over(line: ShelfLine) -> bool:
    return line.standing in (Standing.OVER, Standing.LOOK, Standing.BLOCKED)


def _soon(line: ShelfLine) -> bool:
    return line.standing in (Standing.TODAY, Standing.SOON)


def _open_the_only_one(lines: Sequence[ShelfLine]) -> None:
    """A scan of a bar code or a label opens what it stands on, when that is one thing."""
    typed = st.session_state[_SEARCH].strip()
    if not looks_like_ean(typed) and not typed.upper().startswith("P-"):
        return
    found = matching(lines, typed)
    if len(found) == 1:
        open_spot((found[0].held.lot.id, found[0].held.place.id))
        st.session_state[_SEARCH] = ""


def _nothing(t: Speaker, sought: str) -> None:
    text = t("Niets gevonden met “{sought}”.", sought=sought) if sought else t("Hier ligt niets.")
    parts.show(parts.note("info", text))


def _empty_shelves(t: Speaker, low: Low) -> None:
    """Products of which there is too little, also when none is left to make a card of."""
    told = [
        t("{item}: {there} van {wanted}", item=item.name, there=there, wanted=item.minimum)
        for item, there in low
    ]
    if told:
        parts.show(parts.note("look", t("Er liggen er minder dan u wilt hebben"), told))


def _cards(t: Speaker, found: Sequence[ShelfLine], sought: str, today: date) -> None:
    most = int(st.session_state.get(_MORE, _STEP))
    cards(
        "stock_cards",
        [card(t, one, today) for one in found[:most]],
        on_action=lambda ident, action: _open(ident),
        label=t("Wat ligt hier"),
        mark=sought,
    )
    if len(found) > most:
        st.button(
            t("Toon meer ({n})", n=len(found) - most),
            key="stock_show_more",
            on_click=lambda: st.session_state.update({_MORE: most + _STEP}),
        )


def card(t: Speaker, line: ShelfLine, today: date) -> Card:
    """A line of the shelf; its id says which lot on which place."""
    held = line.held
    return Card(
        id=f"{held.lot.id}:{held.place.id}",
        head=line.item.name,
        tone=TONES[line.standing],
        sub=dated(t, held.lot),
        place=held.place.label,
        tag=asked(t, line, today),
        number=number(held.quantity, t.language),
        unit=units(t, held.quantity, line.item.unit),
        note=in_boxes(t, held.quantity, line.item),
    )


def _open(ident: str) -> None:
    lot, place = ident.split(":")
    open_spot((LotId(int(lot)), PlaceId(int(place))))


def _table(t: Speaker, found: Sequence[ShelfLine], today: date) -> None:
    rows(
        "stock_table",
        [
            Column(t("Product")),
            Column(t("Plaats")),
            Column(t("Aantal"), right=True),
            Column(t("Datum")),
            Column(t("Partij")),
        ],
        [_row(t, one, today) for one in found[:_TABLE_STEP]],
        on_action=lambda ident, action: _open(ident),
    )
    if len(found) > _TABLE_STEP:
        st.write(t("De eerste {n} regels. Zoek om de rest te zien.", n=_TABLE_STEP))


def _row(t: Speaker, line: ShelfLine, today: date) -> Row:
    held = line.held
    tag = tagged(TONES[line.standing], asked(t, line, today))
    return Row(
        f"{held.lot.id}:{held.place.id}",
        [
            two_lines(line.item.name, line.item.ean),
            held.place.label,
            two_lines(
                amount(t, held.quantity, line.item.unit), in_boxes(t, held.quantity, line.item)
            ),
            [two_lines(dated(t, held.lot)), tag],
            two_lines(held.lot.code, held.lot.supplier),
        ],
        [RowAction("open", t("Open"))],
        line.item.name,
    )
