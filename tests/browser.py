"""A real browser for the tests: the system's own Chromium, driven by Playwright, no network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tools import packages

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

# --no-sandbox: the build machine runs as root. The rest keeps Chromium from calling its maker.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1, EXCLUDE localhost",
)
OURSELVES = frozenset({"127.0.0.1", "localhost"})


# One per file, not per run: while Playwright is open, its event loop claims the whole thread.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    from playwright.sync_api import sync_playwright

    program = packages.chromium()
    if program is None:
        pytest.skip("Chromium is not installed, and `make test` may not install it here")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=program, headless=True, args=list(ARGUMENTS)
        )
        yield opened
        opened.close()


@pytest.fixture
def browser_page(browser: Browser) -> Iterator[Page]:
    """A page as a Dutch office sees it. A request to any host but this machine fails the test."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 1800},
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        accept_downloads=True,
    )
    page = context.new_page()
    outside: list[str] = []
    context.on("request", lambda request: outside.extend(abroad(request.url)))
    yield page
    context.close()
    assert not outside, f"the page asked other machines: {sorted(set(outside))}"


def abroad(url: str) -> list[str]:
    """The URL, if answering it takes another machine."""
    parts = urlsplit(url)
    return [url] if parts.scheme in ("http", "https") and parts.hostname not in OURSELVES else []
