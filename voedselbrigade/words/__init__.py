"""What people read, in Dutch and English: the one place where a fact becomes a sentence.

Dutch is the language of the source (`t("Wie bent u?")`); English is a gettext catalogue. A value in
a sentence is written with a format of our own, so that no caller formats by hand:

    {arrives_s:clock}  41400 → 11:30          {late_s:minutes}   420 → 7
    {ride_m:km}        6120 → 6,1             {day:date}         2026-11-24 → di 24-11-2026
    {names:list}       ("a", "b") → a en b    {kind:term.transport}  bicycle → fiets
    {cost:number}      1122.5 → 1.122,5       {day:longdate}     dinsdag 24 november 2026
"""

from __future__ import annotations

import gettext
import io
from functools import cache
from importlib import resources
from typing import Any, Literal, cast

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from voedselbrigade.errors import Fact
from voedselbrigade.words.formats import Formatter
from voedselbrigade.words.marks import Plural
from voedselbrigade.words.sentences import SENTENCES
from voedselbrigade.words.terms import TERMS

type Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")


class Speaker:
    """Says things in one language. Cheap to keep, safe to share between threads."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language
        self._catalogue = _catalogue(language)
        self._formatter = Formatter(language, self.term)

    def __call__(self, message: str, /, **values: Any) -> str:
        """The sentence `message` (Dutch, as in the source), translated and filled in."""
        return self._formatter.format(self._catalogue.gettext(message), **values)

    def many(self, one: str, more: str, n: int, /, **values: Any) -> str:
        """`one` or `more`, by the count `n`, which the sentence may use as `{n}`."""
        return self._formatter.format(self._catalogue.ngettext(one, more, n), n=n, **values)

    def fact(self, fact: Fact) -> str:
        """The sentence of a fact. An unknown code is a fault in the program: KeyError."""
        sentence = SENTENCES[fact.code]
        if isinstance(sentence, Plural):
            count = cast(int, fact.values[sentence.count])
            text = self._catalogue.ngettext(sentence.one, sentence.more, count)
        else:
            text = self._catalogue.gettext(sentence)
        return self._formatter.format(text, **fact.values)

    def term(self, kind: str, code: str) -> str:
        """The word for a code of a kind: `term("transport", "bicycle")` → fiets."""
        word = TERMS[kind][code]
        return self._catalogue.gettext(word) if word else ""


@cache
def speaker(language: Language = "nl") -> Speaker:
    return Speaker(language)


def say(fact: Fact, language: Language = "nl") -> str:
    """One fact as one sentence."""
    return speaker(language).fact(fact)


@cache
def _catalogue(language: Language) -> gettext.NullTranslations:
    """Dutch is the source itself; another language is compiled in memory from its .po file."""
    if language == "nl":
        return gettext.NullTranslations()
    path = resources.files(__package__) / "locale" / language / "LC_MESSAGES" / "voedselbrigade.po"
    compiled = io.BytesIO()
    write_mo(compiled, read_po(io.BytesIO(path.read_bytes()), locale=language))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
