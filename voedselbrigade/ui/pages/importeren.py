"""Importeren: a file is looked at first; only what was seen and confirmed is taken over."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

import streamlit as st

from voedselbrigade.adapters.spreadsheets import read_table
from voedselbrigade.adapters.spreadsheets.writing import write_xlsx
from voedselbrigade.domain.columns import SKIP, ColumnMapping
from voedselbrigade.domain.fields import by_code
from voedselbrigade.domain.tables import ListKind, Table
from voedselbrigade.errors import VoedselbrigadeError
from voedselbrigade.services import importing
from voedselbrigade.services.import_preview import Preview, RowPreview, RowState
from voedselbrigade.services.importing import Choices
from voedselbrigade.ui import parts, session, taken_lists
from voedselbrigade.ui.parts import Tile
from voedselbrigade.ui.rows import Column, Row, RowAction, rows, small, tagged, two_lines
from voedselbrigade.ui.stock import list_columns, lists_in
from voedselbrigade.ui.taken_lists import DONE
from voedselbrigade.words import Speaker
from voedselbrigade.words.values import field_name, value_text

_CHOICES, _COLUMNS = "import_choices", "import_columns"
_FILES = "import_files_put_away"


def page() -> None:
    t = session.speak()
    parts.show(
        parts.heading(
            t("Importeren"), t("Er verandert niets voordat u op “Neem over” hebt gedrukt.")
        )
    )
    kinds = _kinds(t)
    kind = st.segmented_control(
        t("Wat staat er in de lijst?"),
        list(kinds),
        format_func=kinds.__getitem__,
        default=ListKind.RECIPIENTS,
        required=True,
        key="import_kind",
        on_change=_other_kind,
    )
    file = st.file_uploader(
        t("Kies een bestand (.xlsx of .csv)"),
        type=None,
        key=f"import_file_{st.session_state.get(_FILES, 0)}",
        on_change=_forget,
    )
    if file is None:
        taken_lists.runs(t)
        return
    if DONE in st.session_state:
        taken_lists.done(t, st.session_state[DONE])
        return
    try:
        if kind in lists_in.kinds(t):
            lists_in.show(t, kind, file.name, file.getvalue(), _put_away)
        else:
            _look(t, ListKind(kind), file.name, file.getvalue())
    except VoedselbrigadeError as error:
        parts.show(parts.note("problem", t.fact(error.fact)))


def _kinds(t: Speaker) -> dict[str, str]:
    """Every list that can be taken over, with its word."""
    return {
        ListKind.RECIPIENTS: t("Ontvangers"),
        ListKind.VOLUNTEERS: t("Vrijwilligers"),
        ListKind.HUBS: t("Locaties"),
        **lists_in.kinds(t),
    }


def _look(t: Speaker, kind: ListKind, name: str, content: bytes) -> None:
    table = read_table(content, name, kind)
    with session.view() as work:
        guessed = importing.guess_columns(work, table, kind)
    mapping = guessed.chosen(st.session_state.get(_COLUMNS, {}))
    with st.container(key="vb_wide_import"):
        left, right = st.columns([4, 9])
    with left:
        _columns(t, table, mapping)
    with right, session.told_errors():
        with session.view() as work:
            looked = importing.preview(work, table, mapping, name)
        _preview(t, looked)


def _other_kind() -> None:
    """A file that was taken over is put away: it must not be taken for a list of another kind.

    A file that was only looked at stays: the wrong kind may have been chosen for it at first.
    """
    if DONE in st.session_state:
        _put_away()
    _forget()


def _put_away() -> None:
    list_columns.forget()
    st.session_state[_FILES] = st.session_state.get(_FILES, 0) + 1


def _forget() -> None:
    for key in (_CHOICES, _COLUMNS, DONE):
        st.session_state.pop(key, None)
    list_columns.forget()


# Columns -----------------------------------------------------------------------------------------


def _columns(t: Speaker, table: Table, mapping: ColumnMapping) -> None:
    st.subheader(t("Kolommen"))
    codes = [SKIP, *by_code(mapping.kind)]
    words = {SKIP: t("Sla over")} | {code: t.term("column", code) for code in codes[1:]}
    for index, header in enumerate(mapping.headers):
        if index in mapping.refused:
            parts.show(
                f"<b>{parts.safe(header)}</b> "
                + parts.tag("neutral", t("Burgerservicenummers: wordt nooit gelezen"))
            )
            continue
        sample = next(iter(table.samples(index, 1)), "")
        asked = index in mapping.unknown
        st.selectbox(
            f"{header}: {sample}" if sample else header,
            codes,
            index=None if asked else codes.index(mapping.codes[index] or SKIP),
            format_func=words.__getitem__,
            placeholder=t("Kies, of sla over"),
            key=f"import_column_{index}",
            on_change=_choose_column,
            args=(header, index),
        )


def _choose_column(header: str, index: int) -> None:
    chosen = dict(st.session_state.get(_COLUMNS, {}))
    chosen[header] = st.session_state[f"import_column_{index}"]
    st.session_state[_COLUMNS] = chosen


# Preview -----------------------------------------------------------------------------------------


def _choices() -> Choices:
    return cast(Choices, st.session_state.get(_CHOICES, Choices()))


def _preview(t: Speaker, looked: Preview) -> None:
    counts, choices = looked.counts, _choices()
    if looked.seen_before is not None:
        when = looked.seen_before.at.strftime("%d-%m-%Y %H:%M")
        parts.show(parts.note("info", t("Dit bestand nam u op {when} al over.", when=when)))
    parts.show(parts.tiles(_tiles(t, counts)))
    if looked.notes:
        parts.show(
            parts.note("look", t("Goed om te weten"), [t.fact(fact) for fact in looked.notes])
        )
    many = counts["new"] + counts["changed"] + len(choices.doubles) + len(choices.take_file)
    many += len(choices.stop)
    st.button(
        t.many("Neem {n} wijziging over", "Neem {n} wijzigingen over", many),
        type="primary",
        key="import_save",
        disabled=not many,
        on_click=_save,
        args=(looked,),
    )
    _wrong_as_file(t, looked)
    found = [
        row
        for make in (_wrong, _clashing, _doubles, _changed, _vanished, _new)
        for row in make(t, looked)
    ]
    rows(
        "import_rows",
        [Column(t("Rij"), right=True), Column(t("Wie")), Column(t("Wat is er aan de hand?"))],
        found,
        on_action=_choose,
        empty=t("Alles is hetzelfde als wat wij al weten."),
    )


def _wrong_as_file(t: Speaker, looked: Preview) -> None:
    """The rows that were not taken, as they were, with what is wrong behind them: to mend and
    read in again."""
    wrong = {row.row: row for row in looked.of(RowState.WRONG)}
    if not wrong:
        return
    why = t("Wat is er fout")
    lines = [
        (*row.cells, " ".join(t.fact(problem.fact) for problem in wrong[row.number].problems))
        for row in looked.table.rows
        if row.number in wrong
    ]
    st.download_button(
        t.many("{n} foute rij als Excel", "{n} foute rijen als Excel", len(wrong)),
        data=lambda: write_xlsx((*looked.table.headers, why), lines),
        file_name=f"{t('foute rijen')}.xlsx",
        key="import_wrong",
        on_click="ignore",
    )


def _tiles(t: Speaker, counts: dict[str, int]) -> list[Tile]:
    return [
        Tile(str(counts["wrong"]), t("fout")),
        Tile(str(counts["conflicts"]), t("botsen met ons")),
        Tile(str(counts["double"]), t("staan er dubbel in?")),
        Tile(str(counts["changed"]), t("gewijzigd")),
        Tile(str(counts["new"]), t("nieuw")),
        Tile(str(counts["vanished"]), t("niet meer in bestand")),
        Tile(str(counts["unchanged"]), t("hetzelfde")),
    ]


def _wrong(t: Speaker, looked: Preview) -> Iterable[Row]:
    for row in looked.of(RowState.WRONG):
        texts = [t.fact(problem.fact) for problem in row.problems]
        yield _row(
            row, row.label or t("(geen naam)"), [tagged("problem", t("fout")), *map(small, texts)]
        )


def _clashing(t: Speaker, looked: Preview) -> Iterable[Row]:
    taken = _choices().take_file
    for row in looked.clashing:
        for clash in row.comparison.clashes:
            file_wins = clash.field in taken.get(row.row, frozenset())
            since = clash.since.at.strftime("%d-%m-%Y")
            ours = t(
                "Bij ons {value}, sinds {since}, door {who}.",
                value=value_text(t, clash.field, clash.office),
                since=since,
                who=clash.since.by,
            )
            theirs = t("Bestand: {value}.", value=value_text(t, clash.field, clash.file))
            mark = tagged(
                "look", t("wij nemen het bestand") if file_wins else t("wij houden ons eigen")
            )
            label = (
                RowAction("keep", t("Houd die van ons"))
                if file_wins
                else RowAction("take", t("Neem bestand"))
            )
            yield Row(
                id=f"clash:{row.row}:{clash.field}",
                cells=[
                    row.row,
                    row.label,
                    [mark, small(f"{field_name(t, clash.field)}: {ours}"), small(theirs)],
                ],
                actions=[label],
                who=row.label,
            )


def _doubles(t: Speaker, looked: Preview) -> Iterable[Row]:
    chosen = _choices().doubles
    for row in looked.of(RowState.DOUBLE):
        names = [
            f"{one.label}, {one.address.line if one.address else ''}" for one in row.candidates
        ]
        same = [t("rij {n}", n=number) for number in row.same_rows]
        text = t("Lijkt op: {who:list}.", who=[*names, *same])
        if row.row in chosen:
            decided = chosen[row.row]
            word = t("wordt nieuw") if decided is None else t("is dezelfde")
            actions = [RowAction("undecide", t("Toch niet"))]
        else:
            word = t("dubbel? Wordt overgeslagen")
            actions = [RowAction("new", t("Is iemand anders"))]
            actions += [
                RowAction(f"same:{one.person}", t("Is {who}", who=one.label))
                for one in row.candidates
            ]
        yield Row(
            f"double:{row.row}",
            [row.row, row.label, [tagged("look", word), small(text)]],
            actions,
            row.label,
        )


def _changed(t: Speaker, looked: Preview) -> Iterable[Row]:
    for row in looked.of(RowState.CHANGED):
        texts = [
            f"{field_name(t, one.field)}: {value_text(t, one.field, one.old) or '–'} → "
            f"{value_text(t, one.field, one.new) or '–'}"
            for one in row.comparison.changes
        ]
        yield _row(row, row.label, [tagged("info", t("gewijzigd")), *map(small, texts)])


def _vanished(t: Speaker, looked: Preview) -> Iterable[Row]:
    stop = _choices().stop
    for one in looked.vanished:
        stopping = one.person in stop
        word = t("stopt") if stopping else t("niet meer in bestand. Wij veranderen niets")
        yield Row(
            f"gone:{one.person}",
            [
                "",
                two_lines(one.label, one.address.line if one.address else ""),
                [tagged("neutral", word)],
            ],
            [
                RowAction("stay", t("Toch niet"))
                if stopping
                else RowAction("stop", t("Zet op gestopt"))
            ],
            one.label,
        )


def _new(t: Speaker, looked: Preview) -> Iterable[Row]:
    for row in looked.of(RowState.NEW):
        notes = [small(t.fact(fact)) for fact in row.notes]
        yield _row(row, row.label, [tagged("good", t("nieuw")), *notes])


def _row(row: RowPreview, who: str, cell: list[dict[str, str]]) -> Row:
    return Row(id=f"row:{row.row}", cells=[row.row, who, cell], who=who)


def _choose(ident: str, action: str) -> None:
    """What somebody decided about one row is kept until the file is taken over."""
    now = _choices()
    what, _, rest = ident.partition(":")
    take, doubles, stop = dict(now.take_file), dict(now.doubles), set(now.stop)
    if what == "clash":
        number, _, name = rest.partition(":")
        fields = set(take.get(int(number), frozenset()))
        (fields.add if action == "take" else fields.discard)(name)
        take[int(number)] = frozenset(fields)
        take = {row: kept for row, kept in take.items() if kept}
    elif what == "double":
        doubles.pop(int(rest), None)
        if action == "new":
            doubles[int(rest)] = None
        elif action.startswith("same:"):
            doubles[int(rest)] = int(action.removeprefix("same:"))
    elif what == "gone":
        (stop.add if action == "stop" else stop.discard)(int(rest))
    st.session_state[_CHOICES] = Choices(take, doubles, frozenset(stop))


def _save(looked: Preview) -> None:
    with session.doing() as work:
        result = importing.save(work, looked, _choices())
        st.session_state[DONE] = result
        st.session_state.pop(_CHOICES, None)
    if DONE in st.session_state:
        session.locate_all()


page()
