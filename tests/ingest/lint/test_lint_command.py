"""`python -m ingest lint`."""

import json
from pathlib import Path

import pytest

from ingest.cli import main
from tests.ingest.lint.tiny_corpus import EXAM, NOTE, section, write_corpus

DATED = NOTE.replace("2026-11-23", "2024-01-01")


def test_errors_are_listed_and_end_with_status_1(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write_corpus(tmp_path, {"domain1/1.1-formats.md": section("It is so.")})
    assert main(["lint", "--corpus", str(root), "--reference", str(tmp_path / "none")]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == (
        f"{root}/domain1/1.1-formats.md:17: opening: the section opens with 'It': It is so."
    )
    assert "hosts cited: docs.aws.amazon.com 2" in lines
    assert lines[-2] == "1 errors, 0 warnings"
    assert lines[-1] == "bullets 2/2, services 1/1, sections 2, words 25"


def test_warnings_alone_end_with_status_0(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write_corpus(tmp_path, {"domain1/1.1-formats.md": DATED})
    assert (
        main(["lint", "--corpus", str(root), "--reference", str(tmp_path / "none"), "--json"]) == 0
    )
    record = json.loads(capsys.readouterr().out)
    assert (record["errors"], record["warnings"], record["compared"]) == (0, 1, False)
    assert record["findings"] == [
        {
            "file": f"{root}/domain1/1.1-formats.md",
            "line": 10,
            "rule": "checked",
            "message": "was checked more than a year ago, 2024-01-01",
            "severity": "warning",
        }
    ]
    assert record["coverage"]["bullets"] == 2
    assert record["hosts"] == {"docs.aws.amazon.com": 1}


def test_missing_corpus_ends_with_status_2(tmp_path: Path) -> None:
    assert main(["lint", "--corpus", str(tmp_path / "none")]) == 2


def test_broken_exam_is_an_error(tmp_path: Path) -> None:
    root = write_corpus(tmp_path, {"exams/mla-c01.toml": EXAM.replace('id = "mla-c01"', "")})
    assert main(["lint", "--corpus", str(root), "--reference", str(tmp_path / "none")]) == 1
