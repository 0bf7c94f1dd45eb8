"""Write the first migration anew from the metadata: `python tools/write_initial_revision.py`.

Until the first release there is one revision and no database in use that could be at it, so a
changed table changes this file. After the release every change gets a revision of its own.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from alembic import command

from voedselbrigade.adapters.database import make_engine, writing
from voedselbrigade.adapters.database.migrations import config

VERSIONS = Path(__file__).parents[1] / "voedselbrigade/adapters/database/migrations/versions"


def main() -> None:
    for old in VERSIONS.glob("0001_*.py"):
        old.unlink()
    with writing(make_engine("sqlite://")) as connection:
        message = "The tables of the first release"
        command.revision(config(connection), message, autogenerate=True, rev_id="0001")
    (made,) = VERSIONS.glob("0001_*.py")
    made = made.rename(VERSIONS / "0001_first_release.py")
    for task in (["format"], ["check", "--fix"], ["format"]):
        subprocess.run([sys.executable, "-m", "ruff", *task, str(made)], check=True)


if __name__ == "__main__":
    main()
