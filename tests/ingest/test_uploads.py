"""Uploaded files: safe names, one folder, the same pipeline; and taking sources out again."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.errors import SourceError, UsageError
from index.snapshot import Snapshot
from ingest.pipeline import IngestSettings, build_index
from ingest.removal import remove_source
from ingest.uploads import add_upload, ingest_uploads, list_uploads, remove_upload, safe_name
from tests.index.hashing_embedder import HashingEmbedder

Docs = Callable[..., Path]
TODAY = date(2026, 11, 23)
NOTE = b"# Note\n\nA note on queues.\n"


def indexed(settings: IngestSettings) -> list[str]:
    return [f"{s.collection}/{s.path}" for s in Snapshot.open(settings.index).store.sources()]


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("guide.pdf", "guide.pdf"),
        ("../../etc/passwd.md", "passwd.md"),
        ("C:\\Users\\me\\notes.md", "notes.md"),
        ("/abs/olute.html", "olute.html"),
        (".hidden.md", "hidden.md"),
        ("a\x00b\n.md", "a_b_.md"),
        ("what? <is> this: *.md", "what_ _is_ this_ _.md"),
        ("Größe 量.md", "Größe 量.md"),
        ("x" * 300 + ".md", "x" * 147 + ".md"),
        ("dots...md", "dots.md"),
    ],
)
def test_name_stays_in_its_folder(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@pytest.mark.parametrize("name", ["", "..", "../..", ".md", "  .md", "noending", "x.exe", "a.toml"])
def test_unusable_name_is_refused(name: str) -> None:
    with pytest.raises(SourceError):
        safe_name(name)


@given(st.text(max_size=300))
def test_no_name_leaves_the_folder(name: str) -> None:
    try:
        safe = safe_name(f"{name}.md")
    except SourceError:
        return
    assert "/" not in safe
    assert "\\" not in safe
    assert not safe.startswith(".")
    assert len(safe.encode()) <= 150


def test_upload_is_kept_with_what_is_known_of_it(tmp_path: Path) -> None:
    upload = add_upload(NOTE, "a.md", today=TODAY, folder=tmp_path, title='My "note"')
    assert upload.file == tmp_path / "a.md"
    assert upload.file.read_bytes() == NOTE
    assert (tmp_path / "a.md.source.toml").read_text() == (
        'title = "My \\"note\\""\nretrieved = "2026-11-23"\n'
    )
    assert [u.name for u in list_uploads(tmp_path)] == ["a.md"]


def test_same_name_with_other_content_is_kept_beside(tmp_path: Path) -> None:
    for data in (NOTE, NOTE, b"# Other\n"):
        add_upload(data, "a.md", today=TODAY, folder=tmp_path)
    assert [u.name for u in list_uploads(tmp_path)] == ["a-2.md", "a.md"]


@pytest.mark.parametrize(
    ("data", "name", "what"),
    [
        (b"", "a.md", "a.md: is empty"),
        (b"\x00\x01\x02" * 50, "a.md", "a.md: holds binary data"),
        (b"text", "a.pdf", "a.pdf: is named .pdf but holds no PDF"),
    ],
)
def test_bad_upload_leaves_nothing(tmp_path: Path, data: bytes, name: str, what: str) -> None:
    with pytest.raises(SourceError, match=what):
        add_upload(data, name, today=TODAY, folder=tmp_path / "uploads")
    assert list(tmp_path.rglob("*.*")) == []


def test_uploads_join_the_index_and_leave_it(
    docs: Docs, settings: IngestSettings, tmp_path: Path
) -> None:
    embedder = HashingEmbedder()
    uploads = tmp_path / "uploads"
    build_index([docs(a="# A\n\nAlpha.\n")], settings, embedder=embedder)
    add_upload(NOTE, "n.md", today=TODAY, folder=uploads, title="Mine")
    report = ingest_uploads(settings, folder=uploads, embedder=embedder)
    assert report.published
    assert indexed(settings) == ["docs/a.md", "uploads/n.md"]
    source = list(Snapshot.open(settings.index).store.sources())[1]
    assert (source.title, source.retrieved) == ("Mine", "2026-11-23")
    remove_upload("n.md", folder=uploads)
    assert list(uploads.iterdir()) == []
    add_upload(b"# M\n\nMore.\n", "m.md", today=TODAY, folder=uploads)
    assert ingest_uploads(settings, folder=uploads, embedder=embedder).published
    assert indexed(settings) == ["docs/a.md", "uploads/m.md"]


def test_source_is_taken_out_by_name(docs: Docs, settings: IngestSettings, tmp_path: Path) -> None:
    embedder = HashingEmbedder()
    uploads = tmp_path / "uploads"
    add_upload(NOTE, "n.md", today=TODAY, folder=uploads)
    root = docs(a="# A\n\nAlpha.\n", b="# B\n\nBeta.\n")
    build_index([root, uploads], settings, embedder=embedder)
    report = remove_source("docs/a.md", settings, uploads=uploads, embedder=embedder)
    assert report.plan.removed == (("docs", "a.md"),)
    assert indexed(settings) == ["docs/b.md", "uploads/n.md"]
    assert (root / "a.md").exists()
    remove_source("n.md", settings, uploads=uploads, embedder=embedder)
    assert list_uploads(uploads) == []
    with pytest.raises(UsageError, match=r"no source 'gone.md'"):
        remove_source("gone.md", settings, uploads=uploads, embedder=embedder)


def test_name_of_two_sources_must_say_which(
    docs: Docs, settings: IngestSettings, tmp_path: Path
) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "a.md").write_text("# O\n\nOther.\n")
    build_index([docs(a="# A\n\nAlpha.\n"), other], settings, embedder=HashingEmbedder())
    with pytest.raises(UsageError, match=r"names 2 sources. Say which: docs/a.md, other/a.md"):
        remove_source("a.md", settings, embedder=HashingEmbedder())
