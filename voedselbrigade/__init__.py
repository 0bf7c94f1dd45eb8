"""Voedselbrigade: the logistics planner for meals and food banks."""

from importlib.metadata import PackageNotFoundError, version

try:
    __version__ = version("voedselbrigade")
except PackageNotFoundError:  # run from a source tree that was never installed
    __version__ = "0"
