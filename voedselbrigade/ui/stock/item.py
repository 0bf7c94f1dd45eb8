"""A product: made at the door with its bar code filled in, or filled in by the office."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import streamlit as st

from voedselbrigade.domain.access import Action
from voedselbrigade.domain.food import Allergen, AllergenState, Diet
from voedselbrigade.domain.places import HubId
from voedselbrigade.services import stock_items, stock_reference, stock_typed
from voedselbrigade.stock.lots import Item, ItemId, Storage
from voedselbrigade.ui import parts, session
from voedselbrigade.ui.stock import arrival
from voedselbrigade.words import Speaker

_STORAGES = (Storage.AMBIENT, Storage.CHILLED, Storage.FROZEN)
_SUITS = (Diet.VEGETARIAN, Diet.VEGAN, Diet.HALAL, Diet.NO_PORK, Diet.LACTOSE_FREE)


def ask_new(t: Speaker, hub: HubId, draft: arrival.Draft) -> None:
    """The short form for what nobody has seen before: a name is enough."""
    coded = stock_typed.looks_new(draft.asked)
    key = f"new_item_{draft.line}_{draft.asked}"
    with st.container(border=True):
        st.subheader(t("Nieuw product"))
        left, right = st.columns(2)
        name = left.text_input(
            t("Hoe heet het?"),
            "" if coded else draft.asked,
            key=f"{key}_name",
            placeholder=t("Zoals: Halfvolle melk 1 l"),
        )
        ean = right.text_input(t("Streepjescode"), draft.asked if coded else "", key=f"{key}_ean")
        pack = left.number_input(t("Stuks in een doos"), 1, 10_000, 1, key=f"{key}_pack")
        storage = right.segmented_control(
            t("Hoe bewaart u het?"),
            list(_STORAGES),
            format_func=lambda one: t.term("storage", one),
            default=Storage.AMBIENT,
            required=True,
            key=f"{key}_storage",
        )
        text = t(
            "Soort en allergenen zijn nog niet bekend. Tot het kantoor ze invult, gelden de"
            " strengste regels."
        )
        parts.show(parts.note("info", text))
        made = Item(ItemId(0), name, ean=ean, pack=int(pack), storage=storage)
        st.button(
            t("Maak het en ga verder"),
            type="primary",
            key="new_item_save",
            disabled=not name.strip(),
            on_click=_make,
            args=(hub, made),
        )


def _make(hub: HubId, made: Item) -> None:
    t = session.speak()
    with session.doing(t("{name} is gemaakt.", name=made.name.strip())) as work:
        arrival.take_new(hub, stock_typed.add_at_the_door(work, made).id)


def edit(t: Speaker, ident: ItemId) -> None:
    """Everything about a product, for who may change it; others see nothing here."""
    if not session.actor().may(Action.EDIT_ITEMS):
        return
    with session.view() as work:
        item, revision = stock_items.revision(work, ident)
        rules = stock_reference.rules_for(work, work.today)
    categories = {"": t("onbekend: de strengste regels")} | {
        code: rule.name or code for code, rule in rules.known.items()
    }
    key = f"item_{ident}_{revision.number}"
    with st.expander(t("Product wijzigen")), st.form(f"{key}_form", enter_to_submit=False):
        _fields(t, key, item, categories)
        _allergens(t, key, item)
        st.form_submit_button(
            t("Bewaar"),
            type="primary",
            on_click=_save,
            args=(key, item, revision.number),
        )


_FIELDS = (
    *("name", "ean", "category", "storage", "pack"),
    *("unit", "unit_g", "minimum", "points", "active"),
)


def _fields(t: Speaker, key: str, item: Item, categories: Mapping[str, str]) -> None:
    left, right = st.columns(2)
    left.text_input(t("Hoe heet het?"), item.name, key=f"{key}_name")
    right.text_input(t("Streepjescode"), item.ean, key=f"{key}_ean")
    codes = list(categories)
    left.selectbox(
        t("Soort (bepaalt hoe lang het mag)"),
        codes,
        index=codes.index(item.category) if item.category in categories else 0,
        format_func=categories.__getitem__,
        key=f"{key}_category",
    )
    right.segmented_control(
        t("Hoe bewaart u het?"),
        list(Storage),
        format_func=lambda one: t.term("storage", one),
        default=item.storage,
        required=True,
        key=f"{key}_storage",
    )
    _numbers(t, key, item)


def _numbers(t: Speaker, key: str, item: Item) -> None:
    left, right = st.columns(2)
    grams, least = t("Gram per stuk (0 is onbekend)"), t("Zoveel wilt u er altijd hebben")
    left.number_input(t("Stuks in een doos"), 1, 10_000, item.pack, key=f"{key}_pack")
    right.text_input(t("Hoe heet één?"), item.unit, key=f"{key}_unit")
    left.number_input(grams, 0, 1_000_000, item.unit_g, key=f"{key}_unit_g")
    right.number_input(least, 0, 1_000_000, item.minimum, key=f"{key}_minimum")
    left.number_input(t("Punten in de winkel"), 0, 1_000, item.points, key=f"{key}_points")
    right.checkbox(t("Wij gebruiken dit product nog"), item.active, key=f"{key}_active")


def _allergens(t: Speaker, key: str, item: Item) -> None:
    """Per allergen yes, no or unknown: what is not filled in counts as dangerous."""
    st.multiselect(
        t("Dit mag wie zo eet"),
        list(_SUITS),
        default=[diet for diet in _SUITS if diet in item.suits],
        format_func=lambda one: t.term("diet", one),
        placeholder=t("Kies"),
        key=f"{key}_suits",
    )
    with_it = [a for a in Allergen if item.allergens.get(a) is AllergenState.YES]
    without = [a for a in Allergen if item.allergens.get(a) is AllergenState.NO]
    left, right = st.columns(2)
    for column, label, chosen, name in (
        (left, t("Dit zit erin"), with_it, "with"),
        (right, t("Dit zit er zeker niet in"), without, "without"),
    ):
        column.multiselect(
            label,
            list(Allergen),
            default=chosen,
            format_func=lambda one: t.term("allergen", one),
            placeholder=t("Kies"),
            key=f"{key}_{name}",
        )
    parts.show(
        parts.note("info", t("Wat in geen van beide staat, is onbekend, en geldt als gevaarlijk."))
    )


def _save(key: str, item: Item, revision: int) -> None:
    t, state = session.speak(), st.session_state
    plain = {name: state[f"{key}_{name}"] for name in _FIELDS}
    suits, with_it, without = (state[f"{key}_{name}"] for name in ("suits", "with", "without"))
    allergens = dict.fromkeys(without, AllergenState.NO) | dict.fromkeys(with_it, AllergenState.YES)
    kept_suits = (item.suits - set(_SUITS)) | set(suits)
    changed = replace(item, **plain, suits=frozenset(kept_suits), allergens=allergens)
    with session.doing(t("Bewaard.")) as work:
        stock_items.save(work, changed, revision)
