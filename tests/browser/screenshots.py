"""Take the screenshots of the README: `python -m tests.browser.screenshots [FOLDER]`.

Without a folder they go to `docs/`, taken over the index in use, with a data folder of their own.
The page Evaluate is among them when runs are there (`python -m eval run --out eval/out/NAME`).
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from app.evaluations import find_runs
from app.settings import ROOT, Settings
from tests.browser.chromium import find_chromium, open_chromium
from tests.browser.journeys import ask, show_sources, start_practice
from tests.browser.server import AppServer

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

LAPTOP = {"width": 1280, "height": 860}
TALL = {"width": 1280, "height": 1560}
"""Holds a question, its answer and one open source."""
PHONE = {"width": 390, "height": 844}
COMPARISON = "When should I use asynchronous inference rather than batch transform?"
QUESTION_MARGIN = 120
"""Pixels that the question stands below the top edge, which the header covers."""
MILLISECONDS = 90_000
SETTLED = 900
"""Milliseconds after which nothing moves any more."""
LARGEST_BYTES = 300_000


def take_screenshots(folder: Path, server: AppServer, browser: Browser) -> list[Path]:
    """Write all screenshots into a folder and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    shots = [
        _chat(folder / "chat.png", server, browser, "light", TALL),
        _chat(folder / "chat-dark.png", server, browser, "dark", TALL),
        _chat(folder / "phone.png", server, browser, "light", PHONE),
        _sources(folder / "sources.png", server, browser),
    ]
    return [_small_enough(shot) for shot in shots]


def take_practice_screenshot(folder: Path, server: AppServer, browser: Browser) -> Path:
    """Write the screenshot of an answered question; the index must hold what the bank quotes."""
    return _small_enough(_practice(folder / "practice.png", server, browser))


def take_evaluate_screenshot(folder: Path, server: AppServer, browser: Browser) -> Path:
    """Write the screenshot of runs side by side; the server must know a folder of them."""
    page = _open(server, browser, "light", TALL)
    page.goto(f"{server.url}evaluate")
    page.get_by_text("Side by side").wait_for()
    return _small_enough(_save(page, folder / "evaluate.png"))


def _small_enough(shot: Path) -> Path:
    size = shot.stat().st_size
    if size > LARGEST_BYTES:
        raise RuntimeError(f"{shot} has {size} bytes, more than {LARGEST_BYTES}")
    return shot


def _open(server: AppServer, browser: Browser, scheme: str, size: dict[str, int]) -> Page:
    page = browser.new_page(
        viewport={"width": size["width"], "height": size["height"]},
        color_scheme="dark" if scheme == "dark" else "light",
        device_scale_factor=1.5 if size is PHONE else 1,
    )
    page.set_default_timeout(MILLISECONDS)
    page.goto(server.url)
    return page


def _chat(
    path: Path, server: AppServer, browser: Browser, scheme: str, size: dict[str, int]
) -> Path:
    page = _open(server, browser, scheme, size)
    turn = ask(page, COMPARISON)
    if size is TALL:
        turn.locator(".gw-cite").first.click()
        turn.scroll_into_view_if_needed()
        page.mouse.move(TALL["width"] / 2, TALL["height"] / 2)
        page.mouse.wheel(0, -QUESTION_MARGIN)
    page.mouse.move(0, 0)
    return _save(page, path)


def _sources(path: Path, server: AppServer, browser: Browser) -> Path:
    page = _open(server, browser, "light", LAPTOP)
    show_sources(page, "Browse")
    page.locator(".gw-row").nth(1).wait_for()
    return _save(page, path)


def _practice(path: Path, server: AppServer, browser: Browser) -> Path:
    page = _open(server, browser, "light", LAPTOP)
    page.goto(f"{server.url}practice")
    start_practice(page, "Multiple choice")
    page.get_by_text("A.", exact=False).first.wait_for()
    page.keyboard.press("a")
    page.get_by_text("How sure are you?").wait_for()
    page.get_by_role("button", name="I am sure").click()
    page.locator(".gw-verdict").wait_for()
    page.mouse.move(0, 0)
    return _save(page, path)


def _save(page: Page, path: Path) -> Path:
    page.wait_for_timeout(SETTLED)
    page.screenshot(path=path)
    page.close()
    return path


def main(arguments: list[str]) -> int:
    """Take the screenshots by hand; return the exit status."""
    chromium = find_chromium()
    if chromium is None:
        print("Chromium is not installed (Debian: apt-get install chromium)", file=sys.stderr)
        return 1
    folder = Path(arguments[0]) if arguments else ROOT / "docs"
    with tempfile.TemporaryDirectory() as data, open_chromium(chromium) as browser:
        settings = Settings.from_environment()
        index = settings.index
        with AppServer(index, Path(data), Path(data) / "server.log") as server:
            shots = take_screenshots(folder, server, browser)
            shots.append(take_practice_screenshot(folder, server, browser))
            if find_runs(settings.evaluations):
                shots.append(take_evaluate_screenshot(folder, server, browser))
            for path in shots:
                print(f"{path} ({path.stat().st_size // 1024} kB)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
