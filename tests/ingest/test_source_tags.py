"""Exam bullets, domain and task that a source list or sidecar gives to a whole source."""

from pathlib import Path

import pytest

from index.errors import SourceError
from ingest.chunking import ChunkingSettings, chunk_document
from ingest.document import read_document
from ingest.sources import NO_ENTRY, SourceEntry, discover

PAGE = '# Async<a name="async"></a>\n\nAsync is a page.\n\n## Limits<a name="l"></a>\n\nOne GB.\n'


def test_tags_reach_every_chunk_of_the_source(tmp_path: Path) -> None:
    (tmp_path / "async.md").write_text(PAGE)
    (tmp_path / "async.md.source.toml").write_text(
        'domain = 3\ntask = "3.1"\nbullets = ["3.1.k3", "3.1.s1"]\nsha256 = "00"\n'
    )
    found = discover([tmp_path])
    assert found.failures == []
    document = read_document(found.files[0])
    assert (document.source.domain, document.source.task) == (3, "3.1")
    chunks = chunk_document(document, ChunkingSettings())
    assert {chunk.bullets for chunk in chunks} == {("3.1.k3", "3.1.s1")}


def test_section_keeps_its_own_tags(tmp_path: Path) -> None:
    (tmp_path / "note.md").write_text(
        "---\ndomain: 1\n---\n# Note\n<!-- bullets: 1.1.k1 · source: - -->\n\nText.\n"
    )
    (tmp_path / "sources.toml").write_text('[[source]]\npath = "note.md"\nbullets = ["3.1.k3"]\n')
    document = read_document(discover([tmp_path]).files[0])
    assert document.headings[0].bullets == ("1.1.k1",)
    assert document.source.domain == 1


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ({"domain": "3"}, "domain = '3' is no number"),
        ({"domain": True}, "domain = True is no number"),
        ({"bullets": "3.1.k3"}, "bullets = '3.1.k3' is no list"),
        ({"bullets": [3]}, r"bullets = \[3\] is no list"),
        ({"task": 3.1}, "task must be text"),
    ],
)
def test_wrong_tag_is_named(table: dict[str, object], message: str) -> None:
    with pytest.raises(SourceError, match=message):
        SourceEntry.from_table(table, "sources.toml")


def test_entry_without_tags_is_no_entry() -> None:
    assert SourceEntry.from_table({}, "sources.toml") == NO_ENTRY
