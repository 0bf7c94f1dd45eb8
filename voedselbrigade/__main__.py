"""The command `voedselbrigade`, and the same without its script: `python -m voedselbrigade`.

Loading the program makes tens of thousands of objects that stay until the end. Looking through
them for rubbish, over and over, took a fifth of an import of 5,000 rows: they are set apart.
"""

import gc
import sys

gc.disable()

from voedselbrigade.cli import main as run_command  # noqa: E402 - between the two lines about it

gc.enable()
_OBJECTS_BEFORE_A_LOOK = 50_000


def main() -> int:
    gc.freeze()
    gc.set_threshold(_OBJECTS_BEFORE_A_LOOK)
    return run_command()


if __name__ == "__main__":
    sys.exit(main())
