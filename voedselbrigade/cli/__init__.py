"""The command line: parse, call services, print. Every error is one sentence with what to do."""

from __future__ import annotations

import functools
import io
import logging
import os
import sys
import traceback
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Annotated, Any

import typer
from typer.main import get_command

from voedselbrigade.cli import (
    backups,
    days,
    demo,
    hand,
    house,
    lateness,
    lists,
    stock,
    taking_back,
)
from voedselbrigade.cli.desk import Desk, desk_of
from voedselbrigade.cli.dutch_help import speak_dutch
from voedselbrigade.cli.wrong_words import usage_fact
from voedselbrigade.errors import Fact, VoedselbrigadeError
from voedselbrigade.wiring import default_path

STOPPED = 130
log = logging.getLogger("voedselbrigade")

app = typer.Typer(
    name="voedselbrigade",
    help="Van twee lijsten naar de routes van vandaag.",
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
for commands in (demo, lists, taking_back, days, hand, lateness, stock, backups, house):
    commands.add_to(app)
speak_dutch(app)


@app.callback()
def begin(
    context: typer.Context,
    home: Annotated[
        Path | None, typer.Option(metavar="MAP", help="De map met alle gegevens.")
    ] = None,
    user: Annotated[
        str | None,
        typer.Option("--as", metavar="NAAM", help="Wie dit doet: de naam van een account."),
    ] = None,
    debug: Annotated[bool, typer.Option("--debug", help="Toon bij een fout ook waar.")] = False,
) -> None:
    desk = desk_of(context)
    desk.home_path = home or default_path()
    desk.user = user
    desk.debug = debug


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; hands out the exit code: 0 done, 1 failed, 2 wrong words or file."""
    _speak_utf8()
    desk = Desk()
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        code = _commands()(words, prog_name="voedselbrigade", standalone_mode=False, obj=desk)
        if code == STOPPED:
            raise KeyboardInterrupt
        return code if isinstance(code, int) else 0
    except VoedselbrigadeError as error:
        return _told(desk, error.fact, error.exit_code, error)
    except typer.TyperException as error:
        return _told(desk, usage_fact(error), 2, error)
    except (KeyboardInterrupt, typer.Abort) as error:
        return _told(desk, Fact("cli.stopped"), STOPPED, error)
    except BrokenPipeError:
        # Whoever was reading has gone (`| head`); Python would complain once more while it closes.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1
    except Exception as error:  # noqa: BLE001 - the last door: logged and told in one sentence
        return _told(desk, _logged(desk, error), 1, error)


@functools.cache
def _commands() -> Any:
    """All commands, read from their signatures once, however many a process runs."""
    return get_command(app)


def _told(desk: Desk, fact: Fact, code: int, error: BaseException) -> int:
    if desk.debug:
        desk.err.print("".join(traceback.format_exception(error)), markup=False)
    desk.err.print(desk.t.fact(fact), markup=False)
    return code


def _logged(desk: Desk, error: Exception) -> Fact:
    """A fault of ours goes into the home's log, and the sentence says where that is."""
    kind = type(error).__name__
    file = desk.home_path.expanduser() / "log" / "voedselbrigade.log"
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        handler = RotatingFileHandler(file, maxBytes=1_000_000, backupCount=3, encoding="utf-8")
    except OSError:
        return Fact.of("cli.fault_without_log", kind=kind)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.error("%s", kind, exc_info=error)
    log.removeHandler(handler)
    handler.close()
    return Fact.of("cli.fault", kind=kind, log=str(file))


def _speak_utf8() -> None:
    """A console with an old code page must not stop the program over an é."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
