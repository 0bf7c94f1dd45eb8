"""Brings the English catalogue up to date with the Dutch sentences in the source."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from babel.messages.frontend import parse_keywords

KEYWORDS = ("t", "_t", "many:1,2", "N_", "plural:1,2")
LANGUAGES = ("en",)
DOMAIN = "voedselbrigade"


def keywords() -> dict[str, Any]:
    """The calls that hold a sentence, in the form that Babel's extraction takes."""
    return dict(parse_keywords(KEYWORDS))


def update(root: Path) -> int:
    """Extracts all sentences and merges them; the template itself is not kept."""
    locale = root / "voedselbrigade" / "words" / "locale"
    with tempfile.TemporaryDirectory() as folder:
        template = Path(folder) / f"{DOMAIN}.pot"
        code = extract(root, template)
        for language in LANGUAGES if code == 0 else ():
            code = code or merge(template, locale, language)
    return code


def extract(root: Path, template: Path) -> int:
    calls = [f"--keyword={keyword}" for keyword in KEYWORDS]
    options = ["--no-default-keywords", "--sort-output", "--no-location"]
    return pybabel(root, "extract", *calls, *options, f"--output={template}", "voedselbrigade")


def merge(template: Path, locale: Path, language: str) -> int:
    """A sentence that is gone is dropped; a new one is left empty, never guessed."""
    catalogue = locale / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    names = [f"--input-file={template}", f"--output-file={catalogue}", f"--locale={language}"]
    if not catalogue.exists():
        catalogue.parent.mkdir(parents=True, exist_ok=True)
        return pybabel(locale, "init", *names, "--width=100")
    options = ["--no-fuzzy-matching", "--ignore-obsolete", "--ignore-pot-creation-date"]
    return pybabel(locale, "update", *names, *options, "--width=100")


def pybabel(folder: Path, *arguments: str) -> int:
    return subprocess.call(
        [sys.executable, "-m", "babel.messages.frontend", "--quiet", *arguments], cwd=folder
    )
