"""`python -m ingest fetch`, also in a process of its own, against a local server."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from ingest.aws_docs.cli import duration
from ingest.cli import main
from tests.ingest.aws_docs.docs_server import Reply, html, page

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.ingest.aws_docs.docs_server import DocsServer

ROOT = Path(__file__).parents[3]
PATH = "/glue/latest/dg"
NAMES = ("a", "b", "c", "d", "e")
LIST = """
[[guide]]
name = "glue"
base = "https://docs.aws.amazon.com/glue/latest/dg/"

[[link]]
url = "https://github.com/owner/notes"
title = "Notes"
"""

COMMAND = """
import argparse, sys
from ingest.aws_docs.cli import add_options
parser = argparse.ArgumentParser()
parser.add_argument("--json", action="store_true")
add_options(parser)
options = parser.parse_args()
sys.exit(options.run(options))
"""
"""`python -m ingest fetch` without the other commands, whose imports take seconds."""


@pytest.fixture
def catalogue(tmp_path: Path, server: DocsServer) -> Path:
    server.serve("/robots.txt", Reply(b"User-agent: *\nCrawl-delay: 5\n"))
    for name in NAMES:
        server.serve(f"{PATH}/{name}.md", page(name))
    path = tmp_path / "aws_docs.toml"
    path.write_text(
        LIST + "".join(f'[[page]]\nguide = "glue"\npage = "{name}"\n' for name in NAMES)
    )
    return path


def command(server: DocsServer, catalogue: Path, *options: str) -> subprocess.Popen[str]:
    folder = catalogue.parent / "fetched"
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "ingest",
            "fetch",
            "--catalogue",
            str(catalogue),
            "--folder",
            str(folder),
            *options,
        ],
        cwd=ROOT,
        env={**os.environ, "GROUNDWORK_DOCS_BASE": server.base},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_run_killed_in_its_middle_is_finished_by_the_next(
    server: DocsServer, catalogue: Path
) -> None:
    hold = threading.Event()
    server.serve(f"{PATH}/c.md", replace(page("c"), hold=hold), page("c"))
    child = command(server, catalogue, "--delay", "0")
    deadline = time.monotonic() + 120
    while server.count(f"{PATH}/c.md") == 0 and time.monotonic() < deadline:
        time.sleep(0.01)
    child.send_signal(signal.SIGKILL)
    child.communicate()
    hold.set()
    assert child.returncode == -signal.SIGKILL
    server.serve(f"{PATH}/e.md", Reply(status=404))
    server.serve(f"{PATH}/e.html", html("e"))

    child = command(server, catalogue, "--delay", "0", "--json")
    out, err = child.communicate(timeout=120)
    assert child.returncode == 0, err
    result = json.loads(out)
    assert (result["targets"], result["stored"], result["resumed"]) == (5, 3, 2)
    assert result["failed"] == []
    assert result["links"] == [
        {"url": "https://github.com/owner/notes", "title": "Notes", "note": None}
    ]
    assert "2 of 5 are done" in err
    assert "3 to ask for, https://docs.aws.amazon.com every 0 s" in err
    counts = {name: server.count(f"{PATH}/{name}.md") for name in NAMES}
    assert counts == {"a": 1, "b": 1, "c": 2, "d": 1, "e": 1}
    folder = catalogue.parent / "fetched/docs.aws.amazon.com/glue/latest/dg"
    names = sorted(path.name for path in folder.iterdir() if path.suffix != ".toml")
    assert names == ["a.md", "b.md", "c.md", "d.md", "e.html"]


@pytest.fixture
def fetch(
    server: DocsServer, catalogue: Path, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., int]:
    """The command in this process: options in, exit status out."""
    monkeypatch.setenv("GROUNDWORK_DOCS_BASE", server.base)
    places = ["--catalogue", str(catalogue), "--folder", str(catalogue.parent / "fetched")]
    return lambda *options: main(["fetch", *places, *options])


def test_failure_is_named_and_ends_with_status_1(
    server: DocsServer, fetch: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    server.replies.pop(f"{PATH}/b.md")
    assert fetch("--delay", "0", "--only", "glue/[ab]") == 1
    out, err = capsys.readouterr()
    assert out.startswith("1 fetched (0.0 MB), 0 unchanged, 1 failed")
    failure = "failed: https://docs.aws.amazon.com/glue/latest/dg/b.html: answered 404 Not Found"
    assert failure in err.splitlines()


def test_whole_guide_is_counted_before_it_is_fetched(
    server: DocsServer,
    catalogue: Path,
    fetch: Callable[..., int],
    capsys: pytest.CaptureFixture[str],
) -> None:
    contents = {"contents": [{"title": "A", "href": "a.html"}, {"title": "X", "href": "x.html"}]}
    server.serve(f"{PATH}/toc-contents.json", Reply(json.dumps(contents).encode()))
    assert fetch("--guide", "glue", "--delay", "0.01", "--dry-run", "--json") == 0
    result = json.loads(capsys.readouterr().out)
    assert result["targets"] == 6
    assert [address.rpartition("/")[2] for address in result["todo"]] == [
        "a.html",
        "x.html",
        "b.html",
        "c.html",
        "d.html",
        "e.html",
    ]
    assert server.asked == ["/robots.txt", f"{PATH}/toc-contents.json"]
    assert not (catalogue.parent / "fetched").exists()


def test_dry_run_of_the_list_makes_no_request(
    server: DocsServer, fetch: Callable[..., int], capsys: pytest.CaptureFixture[str]
) -> None:
    assert fetch("--dry-run") == 0
    out = capsys.readouterr().out
    assert "5 listed, 5 to ask for, about 25 s at one every 5 s." in out
    assert "  Notes: https://github.com/owner/notes" in out
    assert server.asked == []


@pytest.mark.parametrize("options", [["--only", "kendra"], ["--guide", "kendra"]])
def test_wrong_choice_ends_with_status_2(
    server: DocsServer, fetch: Callable[..., int], options: list[str]
) -> None:
    assert fetch(*options) == 2
    assert server.asked == []


def test_negative_delay_ends_with_status_2(fetch: Callable[..., int]) -> None:
    with pytest.raises(SystemExit) as exit_:
        fetch("--delay", "-1")
    assert exit_.value.code == 2


def test_mirror_without_encryption_is_refused(
    fetch: Callable[..., int],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("GROUNDWORK_DOCS_BASE", "http://mirror.example")
    assert fetch() == 2
    assert "does not begin with https://" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("seconds", "words"),
    [(40.4, "40 s"), (1560, "26 min"), (5400, "1 h 30 min"), (12_000, "3 h 20 min")],
)
def test_duration_in_words(seconds: float, words: str) -> None:
    assert duration(seconds) == words
