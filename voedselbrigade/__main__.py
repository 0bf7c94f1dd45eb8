"""The same command line without its script: `python -m voedselbrigade`."""

from voedselbrigade.cli import main

if __name__ == "__main__":
    main()
