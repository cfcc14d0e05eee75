"""A build killed at any write step leaves the old index serving, and the next build completes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from index.retriever import Retriever
from index.snapshot import SNAPSHOTS, Snapshot, current_id
from tests.index.hashing_embedder import HashingEmbedder
from tests.index.library import endpoints, manual, publish, streams

AFTER_PUBLISHING = {"sweep"}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("base") / "data"
    publish(folder, [manual()])
    publish(folder, [endpoints(), streams(), manual()])
    return folder


@pytest.fixture(scope="module")
def killed(base: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[Path, str]:
    """Return the index folder each killed build left, and the step at which it was killed."""
    out = tmp_path_factory.mktemp("killed")
    run = subprocess.run(
        [sys.executable, "-m", "tests.index.kill_at_every_step", str(base), str(out)],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    lines = [line.split(" ", 1) for line in run.stdout.splitlines()]
    return {out / number: step for number, step in lines}


def test_every_step_was_reached(killed: dict[Path, str]) -> None:
    assert list(killed.values()) == [
        "create folder",
        "create store",
        "carry over",
        "document",
        "embed",
        "write questions",
        "close store",
        "write vectors",
        "write lexical index",
        "write manifest",
        "sync files",
        "verify",
        "move into place",
        "write CURRENT",
        "replace CURRENT",
        "sweep",
        "done",
    ]


def test_a_whole_index_serves_after_every_kill(killed: dict[Path, str], base: Path) -> None:
    for root, step in killed.items():
        snapshot = Snapshot.open(root, full_check=True)
        published = step in AFTER_PUBLISHING or step == "done"
        assert (snapshot.id != current_id(base)) == published, step
        found = Retriever.open(root, HashingEmbedder()).search("payloads up to 1 GB", 1)
        assert found[0].heading_path[-1] == "Asynchronous inference", step


def test_the_next_build_completes_and_sweeps(killed: dict[Path, str]) -> None:
    for root, step in killed.items():
        serving = current_id(root)
        name = publish(root, [streams(), manual()])
        assert Snapshot.open(root, full_check=True).id == name, step
        assert {path.name for path in (root / SNAPSHOTS).iterdir()} == {serving, name}, step
