"""The same command line without its script: `python -m voedselbrigade`."""

import sys

from voedselbrigade.cli import main

if __name__ == "__main__":
    sys.exit(main())
