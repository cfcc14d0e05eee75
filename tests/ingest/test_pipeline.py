"""From folders to a published index."""

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from index.errors import IndexBusyError, IndexMismatchError, UsageError
from index.snapshot import Snapshot, current_id
from index.write_lock import WriteLock
from ingest.chunking import ChunkingSettings
from ingest.pipeline import IngestSettings, build_index
from ingest.report import Report, Stage
from tests.index.hashing_embedder import HashingEmbedder

Docs = Callable[..., Path]
PAGE = "# {0}\n\n{0} is a service. It stores objects.\n"


def indexed(settings: IngestSettings) -> dict[str, str]:
    """Return the titles in the index by `collection/path`."""
    sources = Snapshot.open(settings.index).store.sources()
    return {f"{source.collection}/{source.path}": source.title for source in sources}


def names(keys: tuple[tuple[str, str], ...]) -> list[str]:
    return [path for _, path in keys]


def test_first_build_publishes_every_file(
    docs: Docs, settings: IngestSettings, embedder: HashingEmbedder
) -> None:
    root = docs(a=PAGE.format("Alpha"), sub__b=PAGE.format("Beta"))
    report = build_index([root], settings, embedder=embedder)
    assert report.published
    assert (report.documents, report.chunks, report.embedded, report.reused) == (2, 2, 2, 0)
    assert report.failures == ()
    assert indexed(settings) == {"docs/a.md": "Alpha", "docs/sub/b.md": "Beta"}
    document_id = Snapshot.open(settings.index).store.documents()[0].id
    document = Snapshot.open(settings.index).store.document(document_id)
    assert [document.text[s.start : s.end] for s in document.sentences] == [
        "Alpha is a service.",
        "It stores objects.",
    ]


def test_no_change_publishes_nothing_and_loads_no_model(
    docs: Docs, settings: IngestSettings, embedder: HashingEmbedder
) -> None:
    root = docs(a=PAGE.format("Alpha"))
    first = build_index([root], settings, embedder=embedder)
    os.utime(root / "a.md", (1, 1))
    second = build_index([root], settings, embedder=embedder)
    assert not second.published
    assert second.snapshot == first.snapshot == current_id(settings.index)
    assert names(second.plan.unchanged) == ["a.md"]
    assert embedder.texts_embedded == 1


def test_only_changed_passages_are_embedded_again(
    docs: Docs, settings: IngestSettings, embedder: HashingEmbedder
) -> None:
    text = "# G\n\n## A\n\nOne.\n\n## B\n\nTwo.\n"
    build_index([docs(g=text, other=PAGE.format("X"))], settings, embedder=embedder)
    report = build_index([docs(g=text.replace("Two", "Three"))], settings, embedder=embedder)
    assert names(report.plan.changed) == ["g.md"]
    assert (report.chunks, report.embedded, report.reused) == (3, 1, 2)


def test_removed_and_moved_files(
    docs: Docs, settings: IngestSettings, embedder: HashingEmbedder
) -> None:
    root = docs(a=PAGE.format("Alpha"), b=PAGE.format("Beta"))
    build_index([root], settings, embedder=embedder)
    (root / "a.md").unlink()
    (root / "b.md").rename(root / "moved.md")
    report = build_index([root], settings, embedder=embedder)
    assert names(report.plan.removed) == ["a.md", "b.md"]
    assert indexed(settings) == {"docs/moved.md": "Beta"}
    assert report.embedded == 0


def test_same_content_twice_is_indexed_once_under_both_names(
    docs: Docs, settings: IngestSettings, embedder: HashingEmbedder
) -> None:
    root = docs(a=PAGE.format("Alpha"), b__a=PAGE.format("Alpha"), c__a=PAGE.format("Gamma"))
    report = build_index([root], settings, embedder=embedder)
    assert (report.documents, report.chunks) == (2, 2)
    assert indexed(settings) == {
        "docs/a.md": "Alpha",
        "docs/b/a.md": "Alpha",
        "docs/c/a.md": "Gamma",
    }


def test_bad_files_are_reported_one_by_one_and_the_rest_is_ingested(
    docs: Docs, settings: IngestSettings, embedder: HashingEmbedder
) -> None:
    root = docs(
        **{
            "good": PAGE.format("Good"),
            "latin.md": "# Größe\n\nÉtat.\n".encode("cp1252"),
            "wide.md": "# Wide\n\nText.\n".encode("utf-16"),
            "empty.md": b"",
            "blank.md": b"  \n\n",
            "binary.md": bytes(range(256)) * 9,
            "wrong.pdf": b"Just text.",
            "page.html": b"<main><h1>Page</h1><p>Text.</p><script>alert(1)</script></main>",
        }
    )
    (root / "folder.md").mkdir()
    (root / "link.md").symlink_to(root / "gone.md")
    with (root / "large.md").open("wb") as large:
        large.truncate(101 * 1024 * 1024)
    report = build_index([root], settings, embedder=embedder)
    assert report.published
    assert sorted(indexed(settings).values()) == ["Good", "Größe", "Page", "Wide"]
    lines = sorted(str(failure) for failure in report.failures)
    assert lines == [
        "binary.md: holds binary data, not text. Export it as PDF, HTML or Markdown.",
        "blank.md: holds no text. Remove it, or put its text back.",
        "empty.md: is empty. Remove it, or put its text back.",
        "large.md: has 101 MB, more than the 100 MB that are read. Divide it into parts.",
        "link.md: cannot be read (No such file or directory). Check its permissions.",
        "wrong.pdf: is named .pdf but holds no PDF. Rename it, or download it again.",
    ]


def test_broken_new_version_keeps_what_was_published(
    docs: Docs, settings: IngestSettings, embedder: HashingEmbedder
) -> None:
    root = docs(a=PAGE.format("Alpha"), b=PAGE.format("Beta"))
    first = build_index([root], settings, embedder=embedder)
    docs(a=b"\x00" * 100)
    second = build_index([root], settings, embedder=embedder)
    assert not second.published
    assert second.snapshot == first.snapshot
    assert str(second.failures[0]).endswith("What the index held of it before stays.")
    docs(b=PAGE.format("Better"))
    third = build_index([root], settings, embedder=embedder)
    assert third.published
    assert indexed(settings) == {"docs/a.md": "Alpha", "docs/b.md": "Better"}


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_unreadable_file_is_reported(
    docs: Docs, settings: IngestSettings, embedder: HashingEmbedder
) -> None:
    root = docs(a=PAGE.format("Alpha"), b=PAGE.format("Beta"))
    (root / "a.md").chmod(0)
    report = build_index([root], settings, embedder=embedder)
    assert [str(f) for f in report.failures] == [
        "a.md: cannot be read (Permission denied). Check its permissions."
    ]


def test_nothing_readable_publishes_nothing(
    docs: Docs, settings: IngestSettings, embedder: HashingEmbedder
) -> None:
    for root in (docs(), docs(a=b"")):
        report = build_index([root], settings, embedder=embedder)
        assert (report.published, report.snapshot) == (False, None)


def test_emptied_folder_empties_the_index(
    docs: Docs, settings: IngestSettings, embedder: HashingEmbedder
) -> None:
    root = docs(a=PAGE.format("Alpha"))
    build_index([root], settings, embedder=embedder)
    (root / "a.md").unlink()
    assert build_index([root], settings, embedder=embedder).published
    assert indexed(settings) == {}


def test_dry_run_writes_nothing(
    docs: Docs, settings: IngestSettings, embedder: HashingEmbedder
) -> None:
    report = build_index([docs(a=PAGE.format("A"))], settings, dry_run=True, embedder=embedder)
    assert names(report.plan.added) == ["a.md"]
    assert not settings.index.exists()


def test_other_collections_go_unless_they_are_kept(
    docs: Docs, settings: IngestSettings, embedder: HashingEmbedder, tmp_path: Path
) -> None:
    root = docs(a=PAGE.format("Alpha"))
    uploads = tmp_path / "uploads"
    uploads.mkdir()
    (uploads / "u.md").write_text(PAGE.format("Upload"))
    build_index([root], settings, embedder=embedder)
    shutil.rmtree(root)
    build_index([uploads], settings, keep_others=True, embedder=embedder)
    assert indexed(settings) == {"docs/a.md": "Alpha", "uploads/u.md": "Upload"}
    report = build_index([uploads], settings, embedder=embedder)
    assert names(report.plan.removed) == ["a.md"]
    assert indexed(settings) == {"uploads/u.md": "Upload"}


def test_other_model_or_settings_read_everything_again(
    docs: Docs, settings: IngestSettings, embedder: HashingEmbedder
) -> None:
    root = docs(a=PAGE.format("Alpha"))
    build_index([root], settings, embedder=embedder)
    other = HashingEmbedder(dimension=32, model_hash="1" * 64)
    report = build_index([root], settings, embedder=other)
    assert report.published
    assert "another model" in report.reason
    assert other.texts_embedded == 1
    finer = replace(settings, chunking=ChunkingSettings(tiny_tokens=10))
    report = build_index([docs(b=PAGE.format("Beta"))], finer, embedder=other)
    assert "other settings" in report.reason
    assert (report.embedded, report.reused) == (1, 1)
    with pytest.raises(IndexMismatchError, match="cannot be kept"):
        build_index([], finer, keep_others=True, embedder=embedder)


def test_changed_aliases_are_published(
    docs: Docs, settings: IngestSettings, embedder: HashingEmbedder, tmp_path: Path
) -> None:
    table = tmp_path / "aliases.toml"
    entry = '[[alias]]\nname = "Amazon S3"\naliases = ["S3"]\nkind = "short"\n'
    table.write_text(entry)
    root = docs(a=PAGE.format("Alpha"))
    named = replace(settings, aliases=table)
    build_index([root], named, embedder=embedder)
    assert not build_index([root], named, embedder=embedder).published
    table.write_text(entry.replace('"S3"]', '"S3", "Simple Storage Service"]'))
    report = build_index([root], named, embedder=embedder)
    assert report.published
    assert (report.embedded, report.reused) == (0, 1)
    kept = replace(settings, aliases=tmp_path / "gone.toml")
    build_index([docs(b=PAGE.format("B"))], kept, keep_others=True, embedder=embedder)
    folder = Snapshot.open(settings.index).folder
    assert (folder / "aliases.toml").read_text() == table.read_text()


def test_damaged_index_is_built_again(
    docs: Docs, settings: IngestSettings, embedder: HashingEmbedder
) -> None:
    build_index([docs(a=PAGE.format("Alpha"))], settings, embedder=embedder)
    store = Snapshot.open(settings.index).folder / "documents.sqlite"
    store.write_bytes(store.read_bytes()[:-1])
    report = build_index([docs(b=PAGE.format("Beta"))], settings, embedder=embedder)
    assert report.published
    assert "documents.sqlite" in report.reason
    assert indexed(settings) == {"docs/a.md": "Alpha", "docs/b.md": "Beta"}


def test_second_ingest_says_that_another_is_at_work(
    docs: Docs, settings: IngestSettings, embedder: HashingEmbedder
) -> None:
    root = docs(a=PAGE.format("Alpha"))
    with WriteLock(settings.index), pytest.raises(IndexBusyError, match="another ingest"):
        build_index([root], settings, embedder=embedder)
    assert build_index([root], settings, embedder=embedder).published


def test_missing_path_is_wrong_usage(
    settings: IngestSettings, embedder: HashingEmbedder, tmp_path: Path
) -> None:
    with pytest.raises(UsageError, match="no file or folder"):
        build_index([tmp_path / "nowhere"], settings, embedder=embedder)


def test_progress_counts_are_true(
    docs: Docs, settings: IngestSettings, embedder: HashingEmbedder
) -> None:
    calls: list[tuple[Stage, int, int]] = []

    def note(stage: Stage, done: int, total: int) -> None:
        calls.append((stage, done, total))

    root = docs(a=PAGE.format("Alpha"), b=PAGE.format("Beta"))
    report: Report = build_index([root], settings, embedder=embedder, progress=note)
    assert report.published
    assert calls == [
        ("hash", 1, 2),
        ("hash", 2, 2),
        ("read", 1, 2),
        ("read", 2, 2),
        ("publish", 0, 1),
        ("embed", 2, 2),
        ("publish", 1, 1),
    ]
