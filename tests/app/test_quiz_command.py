"""`python -m app quiz`: what it prints, where, and its exit status."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from app.cli import main
from eval.suites import SHARED
from tests.app.practice.tiny_bank import BANK, COUNT

if TYPE_CHECKING:
    from pathlib import Path

CONTRACT = SHARED / "contracts" / "quiz.py"
ALL = ("--count", str(COUNT - 1))


@pytest.fixture(autouse=True)
def tiny_bank(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROUNDWORK_BANK", str(BANK))


def quiz(tiny_index: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Run `quiz` in this process and return what it prints on stdout."""
    assert main(["quiz", *arguments, "--index", str(tiny_index)]) == 0
    return capsys.readouterr().out


def quiz_json(
    tiny_index: Path, capsys: pytest.CaptureFixture[str], *arguments: str
) -> list[dict[str, Any]]:
    printed = quiz(tiny_index, capsys, "--json", *arguments)
    assert len(printed.splitlines()) == 1
    items: list[dict[str, Any]] = json.loads(printed)["items"]
    return items


def test_json_holds_what_was_written_down(
    tiny_index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    items = quiz_json(tiny_index, capsys, "--key", *ALL)
    assert {item["type"] for item in items} == {
        *("multiple_choice", "multiple_response", "ordering", "matching", "case_study")
    }
    parts = [p for i in items for p in (i["questions"] if i["type"] == "case_study" else [i])]
    for part in parts:
        assert part["rationales"]
        assert len(part["rationales"]) == len(part["options"])
        for evidence in part["evidence"]:
            assert evidence["quote"]
            assert evidence["path"].endswith(".md")
            assert set(evidence) >= {"option", "url", "heading_path"}
    [payload] = [part for part in parts if part["id"] == "t-payload"]
    assert payload["options"] == ["4 MB", "25 MB", "60 MB", "1 GB"]
    assert payload["key"] == 1
    assert payload["origin"] == "bank"
    [order] = [part for part in parts if part["type"] == "ordering"]
    assert [order["options"][k] for k in order["key"]] == [
        "Create the model of the shadow variant",
        "Add the shadow variant to the endpoint configuration",
        "Set the share of requests that is copied",
    ]


def test_without_key_nothing_gives_the_answer_away(
    tiny_index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for item in quiz_json(tiny_index, capsys, *ALL):
        for part in item.get("questions", [item]):
            assert not set(part) & {"key", "rationales", "evidence", "deciding"}
    text = " ".join(quiz(tiny_index, capsys, "--type", "ordering", "--seed", "1").split())
    assert "Put THREE steps in order. Not every step belongs." in text
    assert "Key" not in text
    assert "Callers never see" not in text


def test_with_key_the_text_has_a_section_of_its_own(
    tiny_index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = quiz(tiny_index, capsys, "--task", "2.2", "--key")
    question, _, key = text.partition("Key\n===")
    assert "What keeps its progress?" in question
    assert '"so the script writes checkpoints to S3"' in key
    assert "domain2/spot-training.md > Interruptions and checkpoints" in key


def test_same_seed_same_output(tiny_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    runs = [quiz(tiny_index, capsys, "--json", "--seed", "5", "--count", "3") for _ in range(2)]
    assert runs[0] == runs[1]


@pytest.mark.parametrize(
    ("arguments", "status", "message"),
    [
        (("--task", "2.9"), 2, "Unknown task '2.9'. There is: 1.1,"),
        (("--type", "essay"), 2, "Unknown type 'essay'. There is: multiple_choice,"),
        (("--service", "Frob"), 2, "Unknown service 'Frob'"),
        (("--difficulty", "odd"), 2, "Unknown difficulty 'odd'"),
        (("--exam", "xyz"), 2, "Unknown exam 'xyz'. There is: mla-c01, mla-c02"),
        (("--exam", "../mla-c01"), 2, "Unknown exam '../mla-c01'"),
        (("--count", "50", "--origin", "bank"), 2, "cannot be given. There are 9 different ones"),
        (("--count", "0"), 2, "A quiz of 0 questions cannot be made"),
        (("--task", "3.3"), 1, "There are no questions on task 3.3. There are 9 questions in all"),
        (("--exam", "mla-c02"), 1, "There are no questions"),
    ],
)
def test_bad_input_is_one_clear_line(
    tiny_index: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: tuple[str, ...],
    status: int,
    message: str,
) -> None:
    assert main(["quiz", *arguments, "--index", str(tiny_index)]) == status
    printed = capsys.readouterr()
    assert printed.out == ""
    [line] = printed.err.splitlines()
    assert message in line


def test_fewer_than_the_default_count_are_given_with_a_note(
    tiny_index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ["--type", "matching", "--origin", "bank"]
    assert main(["quiz", *wanted, "--json", "--index", str(tiny_index)]) == 0
    printed = capsys.readouterr()
    assert len(json.loads(printed.out)["items"]) == 1
    assert printed.err == "note: there are only 1 matching questions\n"


def test_count_that_takes_in_both_halves_of_a_pair_is_given_with_a_note(
    tiny_index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = ["--count", str(COUNT), "--origin", "bank"]
    assert main(["quiz", *wanted, "--json", "--index", str(tiny_index)]) == 0
    printed = capsys.readouterr()
    assert len(json.loads(printed.out)["items"]) == COUNT
    assert printed.err == "note: 1 of 9 resemble others; fewer would not\n"


def test_lost_quote_is_said_and_its_item_kept_out(
    tiny_index: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = (BANK / "choices.toml").read_text(encoding="utf-8")
    (tmp_path / "bank.toml").write_text(text.replace("above 0.2 is", "above 0.3 is"), "utf-8")
    monkeypatch.setenv("GROUNDWORK_BANK", str(tmp_path))
    assert main(["quiz", "--json", "--index", str(tiny_index)]) == 0
    printed = capsys.readouterr()
    assert "1 question is kept out, source changed on 20" in printed.err
    assert any(line.endswith(": t-psi") for line in printed.err.splitlines())
    assert "t-psi" not in printed.out


def test_wrong_key_index_in_the_bank_is_one_clear_line(
    tiny_index: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = (BANK / "choices.toml").read_text(encoding="utf-8")
    (tmp_path / "bank.toml").write_text(text.replace("key = true\n", "", 1), "utf-8")
    monkeypatch.setenv("GROUNDWORK_BANK", str(tmp_path))
    assert main(["quiz", "--index", str(tiny_index)]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "bank.toml: item t-payload" in line


def test_missing_index_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["quiz", "--index", str(tmp_path / "none")]) == 1
    [line] = capsys.readouterr().err.splitlines()
    assert "ingest" in line


@pytest.mark.skipif(not CONTRACT.exists(), reason=f"{CONTRACT} is not here")
def test_contract_accepts_the_output(tiny_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = quiz(tiny_index, capsys, "--json", "--key", *ALL)
    checked = subprocess.run(
        [sys.executable, str(CONTRACT), "8"], input=printed, text=True, capture_output=True
    )
    assert checked.returncode == 0, checked.stderr
