"""Real OpenStreetMap extracts to test with, where they lie beside this checkout.

© OpenStreetMap contributors, ODbL 1.0; the project holds no copy.
"""

from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[2] / "shared" / "data" / "osm"


def real(name: str) -> Path:
    """`zeeland` (a Dutch village) or `liechtenstein`; skips the test where it is absent."""
    path = FOLDER / f"{name}.osm.pbf"
    if not path.exists():
        pytest.skip(f"no extract {path.name} beside this checkout")
    return path
