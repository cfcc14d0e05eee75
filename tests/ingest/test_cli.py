"""The command line, with the real embedding model: data on stdout, messages on stderr."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from index.retriever import Retriever
from ingest.cli import main

Docs = Callable[..., Path]
Captured = pytest.CaptureFixture[str]
ASYNC = """# Endpoints

## Asynchronous inference

Asynchronous inference queues requests of up to 1 GB.
"""
BATCH = "# Batch\n\n## Batch transform\n\nBatch transform scores a whole dataset once.\n"


def test_build_status_search_and_remove_end_to_end(
    docs: Docs, tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    index = str(tmp_path / "index")
    root = docs(**{"async": ASYNC, "batch": BATCH, "bad.pdf": b"no pdf"})

    assert main(["build", str(root), "--index", index, "--dry-run"]) == 0
    assert capsys.readouterr().out == (
        "3 added, 0 changed, 0 unchanged, 0 removed, 0 failed\n"
        "  add docs/async.md\n  add docs/bad.pdf\n  add docs/batch.md\n"
        "Nothing was written (--dry-run).\n"
    )

    assert main(["build", str(root), "--index", index]) == 1
    out, err = capsys.readouterr()
    assert out.startswith("3 added, 0 changed, 0 unchanged, 0 removed, 1 failed\nPublished ")
    assert "2 documents, 2 passages (2 embedded, 0 reused)" in out
    assert err == (
        "failed: bad.pdf: is named .pdf but holds no PDF. Rename it, or download it again.\n"
    )

    (root / "bad.pdf").unlink()
    assert main(["build", str(root), "--index", index, "--json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["published"], record["unchanged"], record["failed"]) == (False, 2, [])

    assert main(["status", "--index", index]) == 0
    status = capsys.readouterr().out
    assert "all-MiniLM-L6-v2, 384 dimensions" in status
    assert "2 documents, 2 passages, 2 sentences" in status
    assert status.splitlines()[-1].split() == ["docs", "2", "2", "2", "markdown"]

    retriever = Retriever.open(tmp_path / "index")
    [first, *_] = retriever.search("Which option takes large payloads from a queue?", top_k=1)
    assert first.path == "async.md"
    assert first.heading_path == ("Endpoints", "Asynchronous inference")
    assert first.sentence(0) == "Asynchronous inference queues requests of up to 1 GB."

    assert main(["remove", "docs/batch.md", "--index", index]) == 0
    assert "0 added, 0 changed, 0 unchanged, 1 removed" in capsys.readouterr().out
    assert main(["status", "--index", index, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["collections"] == [
        {"collection": "docs", "sources": 1, "chunks": 1, "kinds": "1 markdown"}
    ]


def test_check_spans_counts_what_it_checked(docs: Docs, capsys: Captured) -> None:
    root = docs(a=ASYNC, b=BATCH)
    assert main(["check-spans", str(root)]) == 0
    assert capsys.readouterr().out.startswith("2 sentences of 2 documents checked")
    docs(c=b"")
    assert main(["check-spans", str(root), "--json"]) == 1
    record = json.loads(capsys.readouterr().out)
    assert (record["documents"], record["faults"]) == (2, [])
    assert record["failed"] == ["c.md: is empty. Remove it, or put its text back."]


def test_wrong_usage_is_2_and_missing_index_is_1(
    tmp_path: Path, capsys: Captured, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["build", "nowhere"]) == 2
    assert "no file or folder nowhere" in capsys.readouterr().err
    assert main(["build"]) == 2
    assert "there is no corpus/ here" in capsys.readouterr().err
    assert main(["status"]) == 1
    assert "no index in index/data" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []
    with pytest.raises(SystemExit) as caught:
        main(["unknown"])
    assert caught.value.code == 2
