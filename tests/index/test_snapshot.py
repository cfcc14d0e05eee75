from __future__ import annotations

import json
import sqlite3
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import numpy as np
import pytest

from index.errors import (
    GroundworkError,
    IndexBusyError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
)
from index.manifest import SAMPLE_BLOCK_BYTES, SMALL_FILE_BYTES, Manifest, sample_sha256
from index.snapshot import CURRENT, SNAPSHOTS, STORE, Snapshot, current_id
from index.snapshot_writer import SnapshotWriter
from tests.index.hashing_embedder import HashingEmbedder
from tests.index.library import CHUNKING, endpoints, make_chunks, manual, publish, streams

if TYPE_CHECKING:
    from pathlib import Path


def folders(root: Path) -> set[str]:
    return {path.name for path in (root / SNAPSHOTS).iterdir()}


def test_the_manifest_says_what_went_in(root: Path) -> None:
    manifest = Snapshot.open(root, full_check=True).manifest
    assert (manifest.documents, manifest.chunks, manifest.sentences) == (3, 5, 8)
    assert (manifest.embedder, manifest.dimension) == ("hashing", 64)
    assert manifest.precisions == ("fp32",)
    assert manifest.chunking == CHUNKING
    assert {(s.collection, s.path) for s in manifest.sources} == {
        ("corpus", "domain3/endpoints.md"),
        ("corpus", "domain1/streams.md"),
        ("aws-docs", "guide/keys.md"),
    }
    assert manifest.sources[0].sha256 == endpoints().source.sha256
    assert {"documents.sqlite", "vectors.faiss", "sentences.i8"} <= set(manifest.files)


def test_no_file_of_a_snapshot_is_a_pickle(root: Path) -> None:
    for path in Snapshot.open(root).folder.rglob("*.npy"):
        np.load(path, allow_pickle=False)


def test_nothing_published_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(IndexMissingError, match="make ingest"):
        Snapshot.open(tmp_path / "nowhere")


def test_the_snapshot_is_named_by_time_and_content(tmp_path: Path) -> None:
    with SnapshotWriter(tmp_path, HashingEmbedder(), CHUNKING) as writer:
        writer.add_document(manual(), make_chunks(manual()))
        name = writer.publish(now=datetime(2026, 11, 23, 14, 5, 6, tzinfo=UTC))
    assert name.startswith("20261123T140506-")
    assert current_id(tmp_path) == name
    assert Snapshot.open(tmp_path).manifest.created == "2026-11-23T14:05:06+00:00"


def test_the_same_content_twice_in_a_second_gets_two_names(tmp_path: Path) -> None:
    now = datetime(2026, 11, 23, 14, 5, 6, tzinfo=UTC)
    names = []
    for _ in range(3):
        with SnapshotWriter(tmp_path, HashingEmbedder(), CHUNKING) as writer:
            writer.add_document(manual(), make_chunks(manual()))
            names.append(writer.publish(now))
    assert len(set(names)) == 3
    assert folders(tmp_path) == set(names[1:])


def test_leaving_without_publishing_changes_nothing(root: Path) -> None:
    before = current_id(root)
    with SnapshotWriter(root, HashingEmbedder(), CHUNKING) as writer:
        writer.add_document(manual(), make_chunks(manual()))
    assert current_id(root) == before
    assert folders(root) == {before}


def test_an_error_inside_frees_the_lock(root: Path) -> None:
    with (
        pytest.raises(RuntimeError, match="reader"),
        SnapshotWriter(root, HashingEmbedder(), CHUNKING),
    ):
        raise RuntimeError("reader")
    publish(root, [manual()])


def test_two_writers_exclude_each_other(root: Path) -> None:
    with (
        SnapshotWriter(root, HashingEmbedder(), CHUNKING),
        pytest.raises(IndexBusyError, match="another ingest"),
    ):
        SnapshotWriter(root, HashingEmbedder(), CHUNKING)


def test_unchanged_sources_are_carried_over_without_embedding(root: Path) -> None:
    before = Snapshot.open(root)
    embedder = HashingEmbedder()
    with SnapshotWriter(root, embedder, CHUNKING) as writer:
        assert writer.carry_over(streams().source)
        assert writer.carry_over(endpoints().source)
        writer.publish()
        assert (writer.embedded, writer.reused) == (0, 4)
    assert embedder.texts_embedded == 0
    after = Snapshot.open(root, full_check=True)
    assert after.store.document(streams().id) == streams()
    assert [s.passage for s in after.store.passages([0, 1])] == [
        s.passage for s in before.store.passages([2, 3])
    ]
    np.testing.assert_array_equal(after.dense.vectors(0, 2), before.dense.vectors(2, 2))
    np.testing.assert_array_equal(after.sentences.rows(0, 3), before.sentences.rows(4, 3))
    terms = ["record", "payload"]
    assert after.lexical.scores(terms).nonzero()[0].tolist() == [0, 1, 2]


def test_a_moved_source_gets_its_new_path(root: Path) -> None:
    moved = endpoints().source.__class__(
        **{**_fields(endpoints().source), "path": "elsewhere/endpoints.md"}
    )
    with SnapshotWriter(root, HashingEmbedder(), CHUNKING) as writer:
        assert writer.carry_over(moved)
        writer.publish()
    store = Snapshot.open(root).store
    assert [entry.source.path for entry in store.documents()] == ["elsewhere/endpoints.md"]
    assert store.passages([0])[0].passage.path == "elsewhere/endpoints.md"


def test_what_the_previous_snapshot_lacks_is_not_carried_over(tmp_path: Path) -> None:
    publish(tmp_path, [manual()])
    with SnapshotWriter(tmp_path, HashingEmbedder(), CHUNKING) as writer:
        assert not writer.carry_over(endpoints().source)


def test_other_chunk_settings_are_not_carried_over_but_vectors_are(root: Path) -> None:
    embedder = HashingEmbedder()
    with SnapshotWriter(root, embedder, {"words": 99}) as writer:
        assert not writer.carry_over(endpoints().source)
        writer.add_document(endpoints(), make_chunks(endpoints()))
        writer.publish()
    assert embedder.texts_embedded == 0


def test_a_changed_document_embeds_only_its_new_chunks(root: Path) -> None:
    changed = endpoints(licence="CC BY 4.0")
    text = changed.text.replace("1 GB", "2 GB")
    document = changed.__class__(
        text, changed.source, changed.headings, changed.blocks, changed.sentences
    )
    embedder = HashingEmbedder()
    with SnapshotWriter(root, embedder, CHUNKING) as writer:
        writer.add_document(document, make_chunks(document))
        writer.publish()
        assert (writer.embedded, writer.reused) == (1, 1)
    np.testing.assert_allclose(
        Snapshot.open(root).dense.vectors(1, 1)[0],
        embedder.embed_query(make_chunks(document)[1].embedding_text(text)),
        atol=1e-6,
    )


def test_vectors_of_another_model_are_not_reused(root: Path) -> None:
    other = HashingEmbedder(model_hash="f" * 64)
    with SnapshotWriter(root, other, CHUNKING) as writer:
        assert writer.previous is None
        assert not writer.carry_over(endpoints().source)


def test_the_same_text_twice_is_one_set_of_chunks_with_two_sources(tmp_path: Path) -> None:
    twin = endpoints()
    copy = twin.__class__(
        twin.text,
        twin.source.__class__(**{**_fields(twin.source), "path": "copy.md", "sha256": "ab" * 32}),
        twin.headings,
        twin.blocks,
        twin.sentences,
    )
    with SnapshotWriter(tmp_path, HashingEmbedder(), CHUNKING) as writer:
        assert writer.add_document(twin, make_chunks(twin))
        assert not writer.add_document(copy, make_chunks(copy))
        writer.publish()
    snapshot = Snapshot.open(tmp_path)
    assert snapshot.manifest.chunks == 2
    assert [e.source.path for e in snapshot.store.documents()] == [
        "copy.md",
        "domain3/endpoints.md",
    ]
    with SnapshotWriter(tmp_path, HashingEmbedder(), CHUNKING) as writer:
        assert writer.carry_over(copy.source)
        assert writer.carry_over(twin.source)
        writer.publish()
    assert [entry.source.path for entry in Snapshot.open(tmp_path).store.documents()] == [
        "copy.md",
        "domain3/endpoints.md",
    ]


def test_two_files_of_one_name_stay_two(tmp_path: Path) -> None:
    publish(tmp_path, [endpoints(), endpoints(licence="other")])
    assert Snapshot.open(tmp_path).manifest.documents == 1
    assert len(Snapshot.open(tmp_path).manifest.sources) == 2


def test_vectors_are_looked_up_by_identity(root: Path) -> None:
    snapshot = Snapshot.open(root)
    [(known,)] = snapshot.store._all("SELECT text_hash FROM chunks WHERE row = 3", ())
    found = snapshot.vector_lookup([known, b"0" * 16])
    assert list(found) == [known]
    np.testing.assert_array_equal(found[known].passage, snapshot.dense.vectors(3, 1)[0])
    assert found[known].sentences.shape == (1, 64)


def test_the_last_two_snapshots_are_kept(tmp_path: Path) -> None:
    names = [publish(tmp_path, [document]) for document in (manual(), streams(), endpoints())]
    assert folders(tmp_path) == set(names[1:])
    assert current_id(tmp_path) == names[2]


def test_a_reader_of_the_older_snapshot_keeps_working(tmp_path: Path) -> None:
    publish(tmp_path, [manual()])
    reader = Snapshot.open(tmp_path)
    _ = (reader.store, reader.dense, reader.lexical)
    for document in (streams(), endpoints()):
        publish(tmp_path, [document])
    assert not reader.folder.exists()
    assert reader.store.passages([0])[0].passage.path == "guide/keys.md"
    assert reader.lexical.search(["key"], 3).rows.tolist() == [0]
    assert len(reader.dense.search(HashingEmbedder().embed_query("keys"), 3)) == 1


def test_folders_of_killed_runs_are_swept(root: Path) -> None:
    (root / SNAPSHOTS / ".new-4242").mkdir()
    (root / SNAPSHOTS / "20200101T000000-deadbeef").mkdir()
    before = current_id(root)
    now = publish(root, [manual()])
    assert folders(root) == {before, now}


def test_a_snapshot_without_documents_can_be_published(tmp_path: Path) -> None:
    publish(tmp_path, [])
    snapshot = Snapshot.open(tmp_path, full_check=True)
    assert snapshot.manifest.chunks == 0
    assert len(snapshot.lexical.search(["x"], 3)) == 0


FILES = [
    "documents.sqlite",
    "vectors.faiss",
    "sentences.i8",
    "lexical/words.json",
    "lexical/body/data.csc.index.npy",
]


@pytest.mark.parametrize("name", FILES)
def test_a_missing_file_is_named(root: Path, name: str) -> None:
    (Snapshot.open(root).folder / name).unlink()
    with pytest.raises(IndexDamagedError, match=rf"{name}.*missing.*make ingest"):
        Snapshot.open(root)


@pytest.mark.parametrize("name", FILES)
def test_a_cut_file_is_named(root: Path, name: str) -> None:
    path = Snapshot.open(root).folder / name
    path.write_bytes(path.read_bytes()[:-1])
    with pytest.raises(IndexDamagedError, match=rf"{name}.*bytes instead of.*make ingest"):
        Snapshot.open(root)


@pytest.mark.parametrize("name", FILES)
def test_a_flipped_bit_is_found(root: Path, name: str) -> None:
    path = Snapshot.open(root).folder / name
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    with pytest.raises(IndexDamagedError, match=rf"{name}.*altered.*make ingest"):
        Snapshot.open(root)


def test_damage_does_not_stop_the_next_build(root: Path) -> None:
    (Snapshot.open(root).folder / "vectors.faiss").write_bytes(b"damaged")
    publish(root, [manual()])
    assert Snapshot.open(root, full_check=True).manifest.documents == 1


@pytest.mark.parametrize("line", ["", "../../etc", "20261123T140506-zzzzzzzz", "\0", "x" * 5000])
def test_a_foreign_current_is_refused(root: Path, line: str) -> None:
    (root / CURRENT).write_text(line, encoding="utf-8")
    with pytest.raises(IndexDamagedError, match="CURRENT"):
        Snapshot.open(root)


def test_current_naming_a_lost_snapshot_is_refused(root: Path) -> None:
    (root / CURRENT).write_text("20200101T000000-deadbeef\n", encoding="utf-8")
    with pytest.raises(IndexDamagedError, match="20200101T000000-deadbeef is missing"):
        Snapshot.open(root)


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"schema": 2}', "null", "\x00"])
def test_a_foreign_manifest_is_refused(root: Path, text: str) -> None:
    (Snapshot.open(root).folder / "manifest.json").write_text(text, encoding="utf-8")
    with pytest.raises(IndexDamagedError, match="manifest"):
        Snapshot.open(root)


def test_another_schema_is_a_mismatch(root: Path) -> None:
    path = Snapshot.open(root).folder / "manifest.json"
    data = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps({**data, "schema": 99}), encoding="utf-8")
    with pytest.raises(IndexMismatchError, match=r"schema 99.*make ingest"):
        Snapshot.open(root)


def test_another_model_is_a_mismatch(root: Path) -> None:
    with pytest.raises(IndexMismatchError, match=r"hashing \(00000000.*\(ffffffff.*make ingest"):
        Snapshot.open(root).check_embedder(HashingEmbedder(model_hash="f" * 64))


def test_files_of_another_index_are_refused(root: Path, tmp_path: Path) -> None:
    publish(tmp_path / "other", [manual()])
    other = Snapshot.open(tmp_path / "other").folder
    ours = Snapshot.open(root)
    (ours.folder / "vectors.faiss").write_bytes((other / "vectors.faiss").read_bytes())
    with pytest.raises(IndexDamagedError, match=r"vectors\.faiss"):
        Snapshot.open(root)


def test_a_build_that_does_not_read_back_is_not_published(root: Path) -> None:
    before = current_id(root)

    def damage(step: str) -> None:
        if step == "verify":
            for path in (root / SNAPSHOTS).glob(".new-*/vectors.faiss"):
                path.write_bytes(b"disk error")

    with (
        pytest.raises(GroundworkError, match=r"vectors\.faiss"),
        SnapshotWriter(root, HashingEmbedder(), CHUNKING, on_step=damage) as writer,
    ):
        writer.publish()
    assert current_id(root) == before
    assert folders(root) == {before}


def test_large_files_are_sampled_from_end_to_end(tmp_path: Path) -> None:
    path = tmp_path / "large"
    data = bytearray(SMALL_FILE_BYTES * 2)
    path.write_bytes(data)
    before = sample_sha256(path)
    for position in (0, SAMPLE_BLOCK_BYTES - 1, len(data) - 1):
        changed = bytearray(data)
        changed[position] = 1
        path.write_bytes(changed)
        assert sample_sha256(path) != before


def test_the_store_is_a_plain_sqlite_file(root: Path) -> None:
    connection = sqlite3.connect(Snapshot.open(root).folder / STORE)
    assert connection.execute("SELECT COUNT(*) FROM chunks").fetchone() == (5,)
    connection.close()


def test_a_manifest_survives_a_round_trip(root: Path) -> None:
    snapshot = Snapshot.open(root)
    assert Manifest.read(snapshot.folder) == snapshot.manifest


def _fields(source: object) -> dict[str, object]:
    return {name: getattr(source, name) for name in source.__class__.__slots__}  # type: ignore[attr-defined]
