from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from index.cli import main
from tests.index.library import endpoints, manual, publish, streams

if TYPE_CHECKING:
    from pathlib import Path

    from index.embedder import SentenceTransformerEmbedder


@pytest.fixture
def real_root(
    tmp_path: Path, model: SentenceTransformerEmbedder, monkeypatch: pytest.MonkeyPatch
) -> Path:
    publish(tmp_path / "data", [endpoints(), streams(), manual()], embedder=model)
    monkeypatch.setattr("index.retriever.SentenceTransformerEmbedder.load", lambda: model)
    return tmp_path / "data"


def test_search_prints_passages_with_both_ranks(
    real_root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["search", "asynchronous payloads", "-k", "1", "--index", str(real_root)]) == 0
    out, err = capsys.readouterr()
    assert out.startswith("1. Choosing an endpoint > Asynchronous inference\n")
    assert "[domain3/endpoints.md | dense 1, words 1]" in out
    assert err == ""


def test_search_prints_one_json_object(real_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "keys", "--json", "--domain", "3", "--index", str(real_root)]) == 0
    result = json.loads(capsys.readouterr().out)
    assert {p["domain"] for p in result["passages"]} == {3}
    assert result["model"] == "sentence-transformers/all-MiniLM-L6-v2"


def test_verify_says_what_is_intact(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "--index", str(root)]) == 0
    assert "files intact, 3 documents, 5 chunks" in capsys.readouterr().out
    assert main(["verify", "--index", str(root), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["intact"] is True


def test_failures_go_to_stderr_with_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["verify", "--index", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert "no index in" in err


def test_wrong_usage_is_status_2(real_root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["search", "x", "-k", "0", "--index", str(real_root)]) == 2
    with pytest.raises(SystemExit) as stopped:
        main(["frobnicate"])
    assert stopped.value.code == 2
    capsys.readouterr()
