"""Reading a data set: what is taken, and the line that each error names."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest

from eval.cli import main
from eval.dataset import Case, load_cases
from index.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

GOOD = '{"id": "a", "question": "What is PSI?"}'


@pytest.fixture
def write(tmp_path: Path) -> Any:
    def write_lines(*lines: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "set.jsonl"
        path.write_text("\n".join(lines), encoding=encoding)
        return path

    return write_lines


def test_least_case_has_defaults(write: Any) -> None:
    assert load_cases(write(GOOD)) == [Case("a", "What is PSI?")]


def test_every_documented_field_is_read(write: Any) -> None:
    record = {
        "id": "a",
        "question": "And the limit?",
        "answer": "25 MB",
        "document": " domain3/a.md ",
        "spans": ["The limit is 25 MB."],
        "facts": ["25 MB", ["1 GB", "one gigabyte"]],
        "yes_no": "No",
        "answerable": False,
        "earlier": ["What is a real-time endpoint?"],
        "kind": "domain3",
        "split": "dev",
        "more_documents": ["domain3/b.md"],
        "without": ["domain3/c.md"],
        "unknown": 1,
    }
    assert load_cases(write(json.dumps(record))) == [
        Case(
            id="a",
            question="And the limit?",
            answer="25 MB",
            document="domain3/a.md",
            spans=("The limit is 25 MB.",),
            facts=(("25 MB",), ("1 GB", "one gigabyte")),
            yes_no="No",
            answerable=False,
            earlier=("What is a real-time endpoint?",),
            kind="domain3",
            split="dev",
            more_documents=("domain3/b.md",),
            without=("domain3/c.md",),
        )
    ]


def test_null_counts_as_left_out(write: Any) -> None:
    nulls = dict.fromkeys(["answer", "document", "spans", "facts", "yes_no", "earlier", "kind"])
    assert load_cases(write(json.dumps({"id": "a", "question": "q", **nulls}))) == [Case("a", "q")]


def test_yes_no_of_the_public_set_may_be_the_word_none(write: Any) -> None:
    assert load_cases(write('{"id": "a", "question": "q", "yes_no": "None"}'))[0].yes_no == ""


def test_byte_order_mark_blank_lines_and_windows_line_ends_are_taken(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    other = '{"id": "b", "question": "q"}'
    path.write_bytes(f"\ufeff{GOOD}\r\n\r\n  \r\n{other}\r\n".encode())
    assert [case.id for case in load_cases(path)] == ["a", "b"]


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85"])
def test_line_separator_inside_a_text_does_not_end_the_line(write: Any, character: str) -> None:
    line = json.dumps({"id": "a", "question": f"one{character}two"}, ensure_ascii=False)
    assert load_cases(write(line))[0].question == f"one{character}two"


ERRORS = [
    ("not JSON", "not JSON"),
    ('{"id": "x", "question": "q"', "not JSON"),
    ("[1, 2]", "not a JSON object"),
    ('"text"', "not a JSON object"),
    ("null", "not a JSON object"),
    ('{"question": "q"}', "'id' is missing or empty"),
    ('{"id": "", "question": "q"}', "'id' is missing or empty"),
    ('{"id": 5, "question": "q"}', "'id' is missing or empty"),
    ('{"id": "x"}', "'question' is missing or empty"),
    ('{"id": "x", "question": "  "}', "'question' is missing or empty"),
    ('{"id": "x", "question": ["q"]}', "'question' is missing or empty"),
    ('{"id": "x", "question": "q", "answer": 25}', "'answer' is not a text"),
    ('{"id": "x", "question": "q", "document": ["a.md"]}', "'document' is not a text"),
    ('{"id": "x", "question": "q", "yes_no": true}', "'yes_no' is not a text"),
    ('{"id": "x", "question": "q", "kind": 1}', "'kind' is not a text"),
    ('{"id": "x", "question": "q", "split": {}}', "'split' is not a text"),
    ('{"id": "x", "question": "q", "answerable": "false"}', "'answerable' is neither true nor"),
    ('{"id": "x", "question": "q", "answerable": null}', "'answerable' is neither true nor"),
    ('{"id": "x", "question": "q", "spans": "text"}', "'spans' is not a list"),
    ('{"id": "x", "question": "q", "spans": 5}', "'spans' is not a list"),
    ('{"id": "x", "question": "q", "spans": [5]}', "'spans' is not a list of texts"),
    ('{"id": "x", "question": "q", "earlier": "text"}', "'earlier' is not a list"),
    ('{"id": "x", "question": "q", "facts": "text"}', "'facts' is not a list"),
    ('{"id": "x", "question": "q", "facts": {"a": 1}}', "'facts' is not a list"),
    ('{"id": "x", "question": "q", "facts": [5]}', "neither a text nor a list"),
    ('{"id": "x", "question": "q", "facts": [[]]}', "neither a text nor a list"),
    ('{"id": "x", "question": "q", "facts": [["a", 5]]}', "neither a text nor a list"),
    (GOOD, "id 'a' was used in line 1"),
]


@pytest.mark.parametrize(("line", "reason"), ERRORS, ids=[line for line, _ in ERRORS])
def test_line_that_is_no_case_is_named_and_ends_with_2(
    write: Any, tiny_index: Path, capsys: pytest.CaptureFixture[str], line: str, reason: str
) -> None:
    path = write(GOOD, "", line)
    with pytest.raises(UsageError, match="line 3"):
        load_cases(path)
    assert main(["run", "--dataset", str(path), "--index", str(tiny_index)]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert re.match(r"error: set\.jsonl, line 3(?: \(x\))?: ", printed.err)
    assert reason in printed.err


@pytest.mark.parametrize("lines", [(), ("",), ("  ", "\t", "")])
def test_file_without_a_case_ends_with_2(
    write: Any, tiny_index: Path, capsys: pytest.CaptureFixture[str], lines: tuple[str, ...]
) -> None:
    path = write(*lines)
    assert main(["run", "--dataset", str(path), "--index", str(tiny_index)]) == 2
    assert capsys.readouterr().err.startswith("error: set.jsonl: holds no cases")


def test_file_in_another_encoding_ends_with_2(
    write: Any, tiny_index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = write(GOOD, encoding="utf-16")
    assert main(["run", "--dataset", str(path), "--index", str(tiny_index)]) == 2
    assert "cannot be read" in capsys.readouterr().err


def test_file_that_is_not_there_ends_with_2(
    tmp_path: Path, tiny_index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in (tmp_path / "none.jsonl", tmp_path):
        assert main(["run", "--dataset", str(path), "--index", str(tiny_index)]) == 2
        assert f"error: {path}: cannot be read" in capsys.readouterr().err
