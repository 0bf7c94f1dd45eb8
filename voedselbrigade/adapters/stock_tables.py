"""The stock as tables of pandas: to show, to plot, and to hand on as a workbook."""

from __future__ import annotations

import io

import pandas as pd

from voedselbrigade.services.stock_ahead import Ahead
from voedselbrigade.stock.ahead import Forecast
from voedselbrigade.stock.lots import Item
from voedselbrigade.words import Speaker


def cover_table(ahead: Ahead, t: Speaker) -> pd.DataFrame:
    """One row per item, those that run out first on top; days empty: longer than the horizon."""
    rows = [
        {
            t("Product"): cover.item.name,
            t("Ligt er"): cover.there,
            t("Gepland"): cover.planned,
            t("Verwacht aan de balie"): round(cover.expected, 1),
            t("Dagen voorraad"): None if cover.days is None else round(cover.days, 1),
            t("Op vanaf"): cover.run.empty_on,
            t("Tekort"): cover.run.lacking,
            t("Blijft over"): sum(cover.run.left.values()),
        }
        for cover in ahead.items
    ]
    return pd.DataFrame(rows)


def category_table(ahead: Ahead, t: Speaker) -> pd.DataFrame:
    """One row per category, in kilograms too."""
    rows = [
        {
            t("Soort"): one.name or one.category or t("onbekend"),
            t("Ligt er"): one.there,
            t("Kilo"): round(one.grams / 1000, 1),
            t("Dagen voorraad"): None if one.days is None else round(one.days, 1),
            t("Tekort"): one.run.lacking,
        }
        for one in ahead.categories
    ]
    return pd.DataFrame(rows)


def leftover_table(ahead: Ahead, t: Speaker) -> pd.DataFrame:
    """What passes its last day before anybody is expected to take it."""
    rows = [
        {
            t("Product"): one.item.name,
            t("Partij"): one.held.lot.code,
            t("Plaats"): one.held.place.label,
            t("Blijft over"): one.quantity,
            t("Mag mee tot en met"): one.until,
        }
        for one in ahead.leftovers
    ]
    return pd.DataFrame(rows)


def ask_table(ahead: Ahead, t: Speaker) -> pd.DataFrame:
    """What to ask donors for."""
    rows = [
        {
            t("Product"): one.item.name,
            t("Vraag"): one.quantity,
            t("Eenheid"): one.item.unit,
            t("Kilo"): round(one.grams / 1000, 1),
            t("Nodig vanaf"): one.from_day,
        }
        for one in ahead.ask
    ]
    return pd.DataFrame(rows)


def forecast_table(said: tuple[tuple[Item, Forecast], ...], t: Speaker) -> pd.DataFrame:
    """What the desk is likely to ask in a week, with how wrong that was in weeks gone by."""
    rows = [
        {
            t("Product"): item.name,
            t("Per week"): round(one.per_week, 1),
            t("Zat ernaast"): None if one.error is None else round(one.error, 1),
            t("Vorige week nemen zat ernaast"): None
            if one.naive_error is None
            else round(one.naive_error, 1),
            t("Weken bekeken"): one.weeks,
        }
        for item, one in said
    ]
    return pd.DataFrame(rows)


def ahead_xlsx(ahead: Ahead, t: Speaker) -> bytes:
    """Everything of one hub's outlook as a workbook of four sheets."""
    sheets = {
        t("Dagen voorraad"): cover_table(ahead, t),
        t("Per soort"): category_table(ahead, t),
        t("Blijft over"): leftover_table(ahead, t),
        t("Vragen aan gevers"): ask_table(ahead, t),
    }
    kept = io.BytesIO()
    with pd.ExcelWriter(kept, engine="openpyxl") as writer:
        for name, table in sheets.items():
            table.to_excel(writer, sheet_name=name[:31], index=False)
    return kept.getvalue()
