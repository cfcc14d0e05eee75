"""One server and one browser per session; each test has a tab of its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.app.ui.library import build_notes_index
from tests.browser.chromium import find_chromium, open_chromium
from tests.browser.server import AppServer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, BrowserContext, Page

MILLISECONDS = 90_000
"""Longest wait for anything; the first question of a server waits for the embedding model."""

expect.set_options(timeout=MILLISECONDS)


@pytest.fixture(scope="session")
def chromium() -> str:
    path = find_chromium()
    if path is None:
        pytest.skip("Chromium is not installed (Debian: apt-get install chromium)")
    return path


@pytest.fixture(scope="session")
def browser(chromium: str) -> Iterator[Browser]:
    with open_chromium(chromium) as opened:
        yield opened


@pytest.fixture(scope="session")
def notes_index(chromium: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_notes_index(tmp_path_factory.mktemp("browser"))


@pytest.fixture(scope="session")
def server(notes_index: Path) -> Iterator[AppServer]:
    folder = notes_index.parent
    with AppServer(notes_index, folder / "data", folder / "server.log") as running:
        yield running


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    opened = browser.new_context(
        viewport={"width": 1280, "height": 860}, permissions=["clipboard-read", "clipboard-write"]
    )
    opened.set_default_timeout(MILLISECONDS)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext, server: AppServer) -> Iterator[Page]:
    """A tab on the first page; the test fails when a request leaves this machine."""
    tab = context.new_page()
    left: list[str] = []
    tab.on("request", lambda r: None if r.url.startswith(_here(server)) else left.append(r.url))
    tab.goto(server.url)
    yield tab
    assert left == []


def practice_tab(browser: Browser, server: AppServer, size: dict[str, int]) -> Iterator[Page]:
    """Yield a tab of a size on the Practice page of a server."""
    tab = browser.new_page(viewport={"width": size["width"], "height": size["height"]})
    tab.set_default_timeout(MILLISECONDS)
    tab.goto(f"{server.url}practice")
    yield tab
    tab.close()


def _here(server: AppServer) -> tuple[str, ...]:
    return (server.url, f"ws://localhost:{server.port}/", "data:", "blob:")
