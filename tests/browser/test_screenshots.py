"""The screenshots of the README can be taken at any time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.browser.screenshots import take_screenshots

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser

    from tests.browser.server import AppServer

pytestmark = pytest.mark.browser


def test_screenshots_are_taken(tmp_path: Path, server: AppServer, browser: Browser) -> None:
    shots = take_screenshots(tmp_path, server, browser)
    assert [shot.name for shot in shots] == [
        "chat.png",
        "chat-dark.png",
        "phone.png",
        "sources.png",
    ]
    assert all(shot.read_bytes().startswith(b"\x89PNG") for shot in shots)
