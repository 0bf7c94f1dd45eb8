"""The shop: who is it, what goes into the basket, what does it cost, and settling with its undo."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from voedselbrigade.domain.places import Hub, HubId
from voedselbrigade.errors import NotFound
from voedselbrigade.services import shop, stock_items, stock_typed
from voedselbrigade.services.records import label_of
from voedselbrigade.services.shop import Sight
from voedselbrigade.stock.barcodes import looks_like_ean
from voedselbrigade.stock.lots import Item, ItemId
from voedselbrigade.stock.parcels import Household, HouseholdId
from voedselbrigade.stock.shop import Purse
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.parts import Tile
from voedselbrigade.ui.rows import Column, Row, RowAction, rows, small, tagged, two_lines
from voedselbrigade.ui.stock.cards import Card, cards
from voedselbrigade.ui.stock.wording import amount
from voedselbrigade.words import Speaker

_WHO, _BASKET, _SINCE = "shop_who", "shop_basket", "shop_since"
_FIND, _SEARCH, _WHY = "shop_find", "shop_search", "shop_why"
_OPTIONS, _MOST = 8, 60


def show(t: Speaker, hub: Hub) -> None:
    who = st.session_state.get(_WHO)
    if who is None:
        _choose_household(t, hub.id)
        _settled(t, hub.id)
    else:
        _serve(t, hub.id, HouseholdId(who))


# Who is it ----------------------------------------------------------------------------------------


def _choose_household(t: Speaker, hub: HubId) -> None:
    sought = st.text_input(
        t("1. Wie is er? Scan de kaart, of typ nummer of naam"),
        key=_FIND,
        type="search",
        live=True,
        placeholder=t("Scan of typ hier"),
        on_change=_scanned_card,
        args=(hub,),
    )
    with session.view() as work:
        found = shop.purses(work, hub, sought)
    rows(
        "shop_households",
        [Column(t("Huishouden")), Column(t("Punten over"), right=True)],
        [_household_row(t, one) for one in found[:_MOST]],
        on_action=lambda ident, action: _begin(HouseholdId(int(ident))),
        empty=t("Geen huishouden gevonden."),
        height="46vh",
    )


def _household_row(t: Speaker, one: Purse) -> Row:
    name = label_of(one.household) or f"#{one.household.id}"
    size = t.many("{n} mens", "{n} mensen", one.household.size)
    of_all = t("van {n}", n=one.allowance)
    return Row(
        str(one.household.id),
        [two_lines(name, size), two_lines(str(one.left), of_all)],
        [RowAction("serve", t("Kies"))],
        name,
    )


def _scanned_card(hub: HubId) -> None:
    """A number that is somebody's own chooses at once; a name waits for a tap."""
    typed = st.session_state[_FIND].strip()
    with session.view() as work:
        found = [one for one in shop.purses(work, hub, typed) if one.household.number == typed]
    if typed and len(found) == 1:
        _begin(found[0].household.id)


def _begin(who: HouseholdId) -> None:
    st.session_state[_WHO] = int(who)
    st.session_state[_BASKET] = {}
    st.session_state[_SINCE] = f"{session.home().now():%d-%m-%Y %H:%M:%S}"


def _end() -> None:
    for key in (_WHO, _BASKET, _SINCE, _WHY):
        st.session_state.pop(key, None)
    st.session_state[_FIND] = st.session_state[_SEARCH] = ""


# The basket ---------------------------------------------------------------------------------------


def _serve(t: Speaker, hub: HubId, who: HouseholdId) -> None:
    with session.view() as work:
        seen = shop.look(work, hub, who, _basket())
    _head(t, seen)
    sought = st.text_input(
        t("2. Scan, of typ de naam"),
        key=_SEARCH,
        type="search",
        live=True,
        placeholder=t("Scan of typ hier"),
        on_change=_scanned_item,
    )
    _options(t, sought)
    _lines(t, seen)
    _settle(t, hub, who, seen)


def _head(t: Speaker, seen: Sight) -> None:
    left, right = st.columns([3, 1], vertical_alignment="center")
    with left:
        parts.show(f"<h2>{parts.safe(_called(seen.purse.household))}</h2>")
    right.button(t("Iemand anders"), key="shop_other", width="stretch", on_click=_end)
    until = t("tot en met {day:date}", day=seen.purse.last)
    all_of_it = t("van {n}", n=seen.purse.allowance)
    parts.show(
        parts.tiles(
            [
                Tile(str(seen.purse.left), t("punten over"), f"{all_of_it}, {until}"),
                Tile(str(seen.points), t("punten in de mand")),
                Tile(str(seen.left), t("punten daarna")),
            ]
        )
    )


def _lines(t: Speaker, seen: Sight) -> None:
    st.subheader(t("In de mand"))
    rows(
        "shop_lines",
        [Column(t("Product")), Column(t("Aantal"), right=True), Column(t("Punten"), right=True)],
        [_line(t, item, quantity) for item, quantity in seen.lines],
        on_action=lambda ident, action: _change(ItemId(int(ident)), action),
        empty=t("Nog niets. Scan een product."),
        height="40vh",
    )


def _line(t: Speaker, item: Item, quantity: int) -> Row:
    each = t("{n} per stuk", n=item.points) if item.points else t("kost geen punten")
    return Row(
        str(item.id),
        [
            two_lines(item.name, each),
            amount(t, quantity, item.unit),
            str(item.points * quantity),
        ],
        [RowAction("less", "−1"), RowAction("more", "+1"), RowAction("none", t("Weg"))],
        item.name,
    )


def _change(item: ItemId, action: str) -> None:
    basket = dict(_basket())
    wanted = {"less": basket.get(item, 0) - 1, "more": basket.get(item, 0) + 1}.get(action, 0)
    if wanted > 0:
        basket[item] = wanted
    else:
        basket.pop(item, None)
    st.session_state[_BASKET] = basket


def _basket() -> Mapping[ItemId, int]:
    found: Mapping[ItemId, int] = st.session_state.get(_BASKET, {})
    return found


def _options(t: Speaker, sought: str) -> None:
    if len(sought.strip()) < 2:
        return
    with session.view() as work:
        found = [one for one in stock_items.search(work, sought) if one.kept and one.active]
    cards(
        "shop_options",
        [
            Card(str(int(one.id)), one.name, sub=t("{n} punten", n=one.points))
            for one in found[:_OPTIONS]
        ],
        on_action=lambda ident, action: _add(ItemId(int(ident))),
        label=t("Welk product?"),
        mark=sought,
    )


def _add(item: ItemId) -> None:
    _change(item, "more")
    st.session_state[_SEARCH] = ""


def _scanned_item() -> None:
    """Every scan puts one more into the basket."""
    typed = st.session_state[_SEARCH].strip()
    if not (looks_like_ean(typed) or typed.upper().startswith("P-")):
        return
    with session.view() as work:
        try:
            _add(stock_typed.scanned(work, typed))
        except NotFound as error:
            session.tell("look", session.speak().fact(error.fact))


# Settling -----------------------------------------------------------------------------------------


def _settle(t: Speaker, hub: HubId, who: HouseholdId, seen: Sight) -> None:
    why = ""
    if seen.against:
        parts.show(parts.note("look", t("Let op"), [t.fact(fact) for fact in seen.against]))
        why = st.text_input(t("Toch doen? Zeg waarom"), key=_WHY, live=True)
    if seen.lacking is not None:
        parts.show(parts.note("problem", t.fact(seen.lacking)))
    blocked = not seen.lines or seen.lacking is not None
    blocked = blocked or (bool(seen.against) and not why.strip())
    text = t.many("Reken af: {n} punt", "Reken af: {n} punten", seen.points)
    st.button(
        text,
        type="primary",
        key="shop_buy",
        width="stretch",
        disabled=blocked,
        on_click=_buy,
        args=(hub, who, _called(seen.purse.household)),
    )


def _buy(hub: HubId, who: HouseholdId, name: str) -> None:
    t, cause = session.speak(), f"{st.session_state[_SINCE]} {session.actor().name}"
    with session.doing() as work:
        why = st.session_state.get(_WHY, "")
        done = shop.buy(work, hub, who, _basket(), cause, why)
        text = t(
            "{name}: {points} punten afgerekend, nog {left} over.",
            name=name,
            points=done.purchase.points,
            left=done.left,
        )
        session.tell("good", text)
        _end()


def _settled(t: Speaker, hub: HubId) -> None:
    """What was settled today, each with its undo."""
    with session.view() as work:
        found = shop.today(work, hub)
        names = {one.household.id: _called(one.household) for one in shop.purses(work, hub)}
    if not found:
        return
    st.subheader(t("Vandaag afgerekend"))
    rows(
        "shop_settled",
        [Column(t("Huishouden")), Column(t("Punten"), right=True), Column(t("Wanneer"))],
        [
            Row(
                one.cause,
                [
                    names.get(one.household, f"#{one.household}"),
                    str(one.points),
                    [
                        two_lines(f"{one.at:%H:%M}, {one.by}"),
                        *([tagged("look", t("toch gedaan")), small(one.reason)] * bool(one.reason)),
                    ],
                ],
                [RowAction("undo", t("Maak ongedaan"))],
                names.get(one.household, ""),
            )
            for one in found
        ],
        on_action=lambda cause, action: _take_back(cause),
        height="40vh",
    )


def _take_back(cause: str) -> None:
    t = session.speak()
    with session.doing(t("Ongedaan gemaakt. Eten en punten zijn terug.")) as work:
        shop.take_back(work, cause)


def _called(household: Household) -> str:
    return label_of(household) or f"#{household.id}"
