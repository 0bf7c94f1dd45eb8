"""Every sentence exists, can be filled in, and is there in both languages."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

import voedselbrigade
from tests.source import Rule, dotted, found_by, none_of
from tools import words as task
from voedselbrigade import errors
from voedselbrigade.errors import Fact
from voedselbrigade.words import LANGUAGES, speaker
from voedselbrigade.words.marks import Plural
from voedselbrigade.words.sentences import SENTENCES
from voedselbrigade.words.terms import TERMS

PACKAGE = Path(voedselbrigade.__file__).parent
ENGLISH = PACKAGE / "words" / "locale" / "en" / "LC_MESSAGES" / "voedselbrigade.po"
PLAUSIBLE: dict[str, Any] = {
    "clock": 41400,
    "minutes": 420,
    "km": 6120,
    "number": 1122.5,
    "date": "2026-11-24",
    "longdate": "2026-11-24",
    "list": ("soep", "brood"),
    "": "Damstraat",
}


@cache
def spoken() -> dict[str, tuple[str, ...]]:
    """Every message in the source, with its plural if it has one, by the Dutch text."""
    found: dict[str, tuple[str, ...]] = {}
    keywords = task.keywords()
    for _, _, message, _, _ in extract_from_dir(PACKAGE, [("**.py", "python")], keywords=keywords):
        forms = (message,) if isinstance(message, str) else tuple(message)
        if forms[0]:
            found[forms[0]] = forms
    return found


@cache
def english() -> Catalog:
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def translated() -> Iterator[Message]:
    return (message for message in english() if message.id)


def forms(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    return (text or "",) if isinstance(text, str | None) else tuple(text)


def holes(text: str) -> set[str]:
    """Names of the values that a sentence wants, with their formats: {late_s:minutes}."""
    return {
        f"{name}:{spec}" for _, name, spec, _ in string.Formatter().parse(text) if name is not None
    }


def plausible(text: str) -> dict[str, Any]:
    """A value that fits each hole of a sentence."""
    values: dict[str, Any] = {}
    for _, name, spec, _ in string.Formatter().parse(text):
        if name is not None:
            values[name.split(".")[0].split("[")[0]] = value_for(spec or "")
    return values


def value_for(spec: str) -> Any:
    if spec.startswith("term."):
        return next(iter(TERMS[spec.removeprefix("term.")]))
    return PLAUSIBLE.get(spec, 3)


def test_the_extraction_finds_sentences_of_every_kind() -> None:
    assert len(spoken()) > 50
    assert any(len(message) == 2 for message in spoken().values())


def test_no_sentence_is_said_where_the_extraction_does_not_look() -> None:
    """It finds `t("…")`; what is said straight away, `session.speak()("…")`, would stay Dutch."""
    none_of(found()["said straight away"])


def test_every_sentence_has_an_english_translation() -> None:
    there = {
        forms(message.id)[0]
        for message in translated()
        if not message.fuzzy and all(forms(message.string))
    }
    none_of(set(spoken()) - there)


def test_no_translation_is_left_of_a_sentence_that_is_gone() -> None:
    none_of({forms(message.id)[0] for message in translated()} - set(spoken()))
    assert not english().obsolete


def test_no_translation_waits_for_a_second_look() -> None:
    none_of(forms(message.id)[0] for message in translated() if message.fuzzy)


def test_a_translation_wants_the_same_values_as_the_dutch() -> None:
    none_of(
        f"{forms(message.id)[0]} → {text}"
        for message in translated()
        for text in forms(message.string)
        if text and holes(text) not in wanted(forms(message.id))
    )


def wanted(dutch: tuple[str, ...]) -> list[set[str]]:
    """A singular may say "one person" where the plural says "{n} people", in either language."""
    return [holes(text) for text in dutch]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_can_be_said(language: Any) -> None:
    say = speaker(language)
    for code, sentence in SENTENCES.items():
        if isinstance(sentence, Plural):
            for n in (0, 1, 3):
                values = {**plausible(sentence.one + sentence.more), sentence.count: n}
                assert say.fact(Fact(code, values)), code
        else:
            assert say.fact(Fact(code, plausible(sentence))), code


def test_a_sentence_only_uses_kinds_of_terms_that_exist() -> None:
    texts = [text for sentence in SENTENCES.values() for text in texts_of(sentence)]
    kinds = {
        spec.removeprefix("term.")
        for text in (*texts, *(form for forms_ in spoken().values() for form in forms_))
        for _, name, spec, _ in string.Formatter().parse(text)
        if name is not None and spec and spec.startswith("term.")
    }
    none_of(kinds - set(TERMS))


def texts_of(sentence: str | Plural) -> tuple[str, ...]:
    return (sentence.one, sentence.more) if isinstance(sentence, Plural) else (sentence,)


def test_every_fact_in_the_source_has_its_sentence() -> None:
    none_of({f"{code} ({place})" for place, code, _ in facts() if code not in SENTENCES})


def test_every_fact_brings_the_values_that_its_sentence_wants() -> None:
    none_of(
        f"{code} ({place}): {', '.join(sorted(lacking))}"
        for place, code, given in facts()
        if code in SENTENCES and given is not None
        if (lacking := values_in(SENTENCES[code]) - given)
    )


def values_in(sentence: str | Plural) -> set[str]:
    counted = {sentence.count} if isinstance(sentence, Plural) else set()
    return counted.union(*map(plausible, texts_of(sentence)))


def said_straight_away(name: str, node: ast.AST) -> str | None:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Call) or not node.args:
        return None
    if maker(node.func.func) not in {"speak", "speaker", "speaker_of", "Speaker"}:
        return None
    return f"{name}:{node.lineno}: {ast.unparse(node)}"


def made_with_a_code(name: str, node: ast.AST) -> tuple[str, ast.Call] | None:
    """Every call whose first argument may be the code of a fact."""
    if not isinstance(node, ast.Call) or not node.args or not any(codes(node.args[0])):
        return None
    return f"{name}:{node.lineno}", node


def a_class(_: str, node: ast.AST) -> tuple[str, set[str]] | None:
    """A class with what it is made from."""
    if not isinstance(node, ast.ClassDef):
        return None
    return node.name, {maker(base) for base in node.bases}


RULES: dict[str, tuple[tuple[str, ...], Rule[Any]]] = {
    "said straight away": (("voedselbrigade/",), said_straight_away),
    "made with a code": (("voedselbrigade/",), made_with_a_code),
    "classes": (("voedselbrigade/",), a_class),
}


@cache
def found() -> dict[str, list[Any]]:
    return found_by(RULES)


@cache
def facts() -> tuple[tuple[str, str, set[str] | None], ...]:
    """Where, which code, with which values: every `Fact("…")`, `Fact.of("…")` and error of ours.

    The values are None where the source does not spell them out.
    """
    makers = {"Fact", "Fact.of"} | our_errors()
    return tuple(
        (place, code, values_given(call))
        for place, call in found()["made with a code"]
        if maker(call.func) in makers
        for code in codes(call.args[0])
    )


def values_given(call: ast.Call) -> set[str] | None:
    """Names of the values in `Fact.of(code, x=…)` or `Fact(code, {"x": …})`."""
    if any(keyword.arg is None for keyword in call.keywords):
        return None
    names = {keyword.arg for keyword in call.keywords if keyword.arg}
    if len(call.args) < 2:
        return names
    return keys_of(call.args[1])


def keys_of(values: ast.expr) -> set[str] | None:
    if not isinstance(values, ast.Dict):
        return None
    keys = [key.value if isinstance(key, ast.Constant) else None for key in values.keys]
    return None if None in keys else {str(key) for key in keys}


def our_errors() -> set[str]:
    """Names of all errors of ours, wherever they are defined."""
    names: set[str] = {errors.VoedselbrigadeError.__name__}
    while more := {
        name for name, bases in found()["classes"] if name not in names and names & bases
    }:
        names |= more
    return names


def maker(function: ast.expr) -> str:
    """`errors.NotFound` and `NotFound` are the same; `Fact.of` keeps both parts."""
    written = dotted(function)
    return written if written.endswith("Fact.of") else written.rsplit(".", 1)[-1]


def codes(argument: ast.expr) -> Iterator[str]:
    """The literal codes of an argument: both sides of `"a" if x else "b"` count."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield argument.value
    elif isinstance(argument, ast.IfExp):
        yield from codes(argument.body)
        yield from codes(argument.orelse)
