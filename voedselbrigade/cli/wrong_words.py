"""What was typed and not understood, as a fact: Typer itself would say it in English."""

from __future__ import annotations

import re
from typing import Any

import typer

from voedselbrigade.errors import Fact

# "No such command 'x'." and "Got unexpected extra argument(s) (x y)"
_WORD = re.compile(r"'([^']*)'\.?$|\(([^()]*)\)$")


def usage_fact(error: typer.TyperException) -> Fact:
    """The sentence for a wrong option, a missing word or a value that does not fit."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "voedselbrigade"
    kind = type(error).__name__
    if kind == "MissingParameter":
        return Fact.of("cli.missing", name=_name(error), command=command)
    if kind == "BadParameter":
        return Fact.of("cli.wrong_value", name=_name(error), command=command)
    option = getattr(error, "option_name", None)
    if kind == "BadOptionUsage" and option:
        return Fact.of("cli.value_missing", name=option, command=command)
    found = _WORD.search(error.message)
    word = option or (found and (found[1] or found[2]))
    if not word:
        return Fact.of("cli.not_understood", command=command)
    return Fact.of("cli.unknown", word=word, command=command)


def _name(error: Any) -> str:
    """As it stands in the help: `--seconds` for an option, `DATUM` for an argument."""
    param = getattr(error, "param", None)
    if param is None:
        return str(getattr(error, "param_hint", None) or "?")
    options = [name for name in getattr(param, "opts", ()) if name.startswith("-")]
    return options[0] if options else str(param.metavar or param.name).upper()
