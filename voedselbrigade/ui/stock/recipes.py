"""What goes into a parcel of a size: the recipes, and a new one line by line."""

from __future__ import annotations

import streamlit as st

from voedselbrigade.domain.access import Action
from voedselbrigade.services import parcels, stock_items
from voedselbrigade.stock.lots import Item, ItemId
from voedselbrigade.stock.parcels import Recipe, RecipeId, RecipeLine
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.rows import RowAction
from voedselbrigade.ui.stock.cards import Card, cards
from voedselbrigade.ui.stock.wording import NO_BREAK
from voedselbrigade.words import Speaker

_LINES = "recipe_lines"


def show(t: Speaker) -> None:
    with session.view() as work:
        found = parcels.recipes(work)
        used = {i for one in found for line in one.lines for i in (line.item, *line.substitutes)}
        names = {item.id: item.name for item in work.store.stock.items.some(used)}
    may = session.actor().may(Action.EDIT_ITEMS)
    if found:
        cards(
            "recipes",
            [_card(t, one, names, may) for one in found],
            on_action=lambda ident, action: _remove(RecipeId(int(ident))),
            layout="list",
            label=t("Pakketlijsten"),
        )
    else:
        parts.show(parts.note("info", t("Er is nog geen pakketlijst. Maak er hieronder een.")))
    if may:
        _new(t)


def _card(t: Speaker, one: Recipe, names: dict[ItemId, str], may: bool) -> Card:
    def line(part: RecipeLine) -> str:
        instead = [names[other] for other in part.substitutes]
        text = f"{part.quantity}{NO_BREAK}×{NO_BREAK}{names[part.item]}"
        return t("{line} (of {others:list})", line=text, others=instead) if instead else text

    return Card(
        id=str(int(one.id)),
        head=one.name,
        sub=(
            t.many("{n} mens", "{n} mensen", one.most)
            if one.least == one.most
            else t("{least} tot en met {most} mensen", least=one.least, most=one.most)
        ),
        note=", ".join(line(part) for part in one.lines),
        number=str(sum(part.quantity for part in one.lines)),
        unit=t("stuks"),
        actions=[RowAction("remove", t("Haal weg"))] if may else [],
        plain=True,
    )


def _remove(ident: RecipeId) -> None:
    t = session.speak()
    with session.doing(t("De pakketlijst is weg. Wat al gevuld is, blijft zo.")) as work:
        parcels.remove_recipe(work, ident)


def _new(t: Speaker) -> None:
    st.subheader(t("Nieuwe pakketlijst"))
    left, middle, right = st.columns([3, 1, 1])
    name = left.text_input(t("Naam"), key="recipe_name", placeholder=t("Zoals: 1 of 2 mensen"))
    least = middle.number_input(t("Van (mensen)"), 1, 30, 1, key="recipe_least")
    most = right.number_input(t("Tot en met"), 1, 30, 2, key="recipe_most")
    with session.view() as work:
        every = list(stock_items.all_kept(work))
    lines: list[RecipeLine] = st.session_state.get(_LINES, [])
    _add_line(t, every)
    names = {one.id: one.name for one in every}
    if lines:
        cards(
            "recipe_lines_shown",
            [
                Card(
                    id=str(index),
                    head=names.get(line.item, "?"),
                    number=str(line.quantity),
                    note=", ".join(names.get(other, "?") for other in line.substitutes),
                    actions=[RowAction("remove", t("Haal weg"))],
                )
                for index, line in enumerate(lines)
            ],
            on_action=lambda ident, action: _drop_line(int(ident)),
            layout="list",
            label=t("Wat erin gaat"),
        )
    st.button(
        t("Bewaar de pakketlijst"),
        type="primary",
        key="recipe_save",
        disabled=not lines or not name.strip(),
        on_click=_save,
        args=(name, int(least), int(most)),
    )


def _add_line(t: Speaker, every: list[Item]) -> None:
    names = {one.id: one.name for one in every}
    left, middle, right = st.columns([3, 1, 1], vertical_alignment="bottom")
    item = left.selectbox(
        t("Product"),
        list(names),
        index=None,
        format_func=names.__getitem__,
        placeholder=t("Kies of typ een naam"),
        key="recipe_item",
    )
    units = middle.number_input(t("Aantal"), 1, 99, 1, key="recipe_units")
    others = st.multiselect(
        t("Als dat op is, dan"),
        [ident for ident in names if ident != item],
        format_func=names.__getitem__,
        placeholder=t("Kies iets anders"),
        key="recipe_instead",
    )
    right.button(
        t("Zet erbij"),
        key="recipe_add",
        width="stretch",
        disabled=item is None,
        on_click=_keep_line,
        args=(item, int(units), tuple(others)),
    )


def _keep_line(item: ItemId, units: int, others: tuple[ItemId, ...]) -> None:
    lines = [one for one in st.session_state.get(_LINES, []) if one.item != item]
    st.session_state[_LINES] = [*lines, RecipeLine(item, units, others)]
    st.session_state["recipe_item"] = None
    st.session_state["recipe_instead"] = []


def _drop_line(index: int) -> None:
    lines = st.session_state.get(_LINES, [])
    st.session_state[_LINES] = [*lines[:index], *lines[index + 1 :]]


def _save(name: str, least: int, most: int) -> None:
    t, lines = session.speak(), tuple(st.session_state.get(_LINES, []))
    with session.doing(t("Bewaard.")) as work:
        parcels.add_recipe(work, Recipe(RecipeId(0), name.strip(), least, most, lines))
        st.session_state[_LINES] = []
        st.session_state["recipe_name"] = ""
