"""Killed at any write step, the old index serves on and the next run completes."""

import os
from collections.abc import Callable
from pathlib import Path

from index.snapshot import Snapshot, current_id
from ingest.pipeline import IngestSettings, build_index
from tests.index.hashing_embedder import HashingEmbedder

Docs = Callable[..., Path]
KILLED = 77


def steps_of(root: Path, settings: IngestSettings) -> list[str]:
    """Return the names of the write steps of a build."""
    names: list[str] = []
    build_index([root], settings, on_step=names.append, embedder=HashingEmbedder())
    return names


def killed_at(step: int, root: Path, settings: IngestSettings) -> int:
    """Build in a child process that ends, without any cleaning up, before a step; return its exit
    status."""
    child = os.fork()
    if child:
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    taken = 0

    def kill(name: str) -> None:
        nonlocal taken
        taken += 1
        if taken == step:
            os._exit(KILLED)

    try:
        build_index([root], settings, on_step=kill, embedder=HashingEmbedder())
    finally:
        os._exit(0)


def test_kill_at_every_write_step(docs: Docs, tmp_path: Path) -> None:
    first, second = "# A\n\nAlpha is old.\n", "# A\n\nAlpha is new.\n"
    root = docs(a=first, b="# B\n\nBeta.\n")
    template = IngestSettings(index=tmp_path / "first", aliases=None)
    build_index([root], template, embedder=HashingEmbedder())
    docs(a=second)
    names = steps_of(root, template)
    assert len(names) >= 12
    for step, name in enumerate(names, 1):
        settings = IngestSettings(index=tmp_path / f"index-{step}", aliases=None)
        docs(a=first)
        build_index([root], settings, embedder=HashingEmbedder())
        before = current_id(settings.index)
        docs(a=second)
        assert killed_at(step, root, settings) == KILLED, name
        serving = Snapshot.open(settings.index, full_check=True)
        texts = {serving.store.document(d.id).text for d in serving.store.documents()}
        published = serving.id != before
        assert texts == {"A\n\nAlpha is new." if published else "A\n\nAlpha is old.", "B\n\nBeta."}
        report = build_index([root], settings, embedder=HashingEmbedder())
        assert report.published == (not published), name
        left = [p.name for p in (settings.index / "snapshots").iterdir()]
        assert current_id(settings.index) in left
        assert not [folder for folder in left if folder.startswith(".new")]


def test_two_ingests_at_once_both_end_well(docs: Docs, tmp_path: Path) -> None:
    root = docs(a="# A\n\nAlpha.\n")
    settings = IngestSettings(index=tmp_path / "index", aliases=None, wait_seconds=30)
    children = []
    for _ in range(3):
        child = os.fork()
        if not child:
            status = 1
            try:
                build_index([root], settings, embedder=HashingEmbedder())
                status = 0
            finally:
                os._exit(status)
        children.append(child)
    codes = [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]
    assert codes == [0, 0, 0]
    assert Snapshot.open(settings.index, full_check=True).manifest.documents == 1
