"""A page as Streamlit runs it, without a browser: opened with a state, and what it shows."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

import voedselbrigade

PAGES = Path(voedselbrigade.__file__).parent / "ui" / "pages"


def shown(page: str, **state: object) -> AppTest:
    """The page after its first run with this session state; it may not have failed."""
    test = AppTest.from_file(str(PAGES / f"{page}.py"), default_timeout=30)
    for key, value in state.items():
        test.session_state[key] = value
    test.run()
    assert not test.exception, [one.message for one in test.exception]
    return test


def html(test: AppTest) -> str:
    return " ".join(str(one.proto.body) for one in test.get("html"))
