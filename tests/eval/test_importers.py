"""BEIR folders and the published AWS question set, brought into our shape."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from app.settings import ROOT
from eval.cli import main
from eval.dataset import Case, load_cases
from eval.importers.aws_docs_qa import import_aws_docs_qa
from eval.importers.beir import import_beir, page_path
from index.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path

CORPUS = (
    {"_id": "d1", "title": "Payload limits", "text": "A payload has 25 MB at most."},
    {"_id": "a/b c", "title": "", "text": "A queue holds requests for an hour.", "metadata": {}},
    {"_id": "d3", "title": "Cost", "text": "It costs nothing."},
)
QUERIES = (
    {"_id": "q1", "text": "How large is a payload?"},
    {"_id": "q2", "text": "How long does a queue hold requests, and at what cost?"},
    {"_id": "q3", "text": "Nobody judged this one."},
)
QRELS = "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td3\t0\nq2\ta/b c\t1\nq2\td3\t1\n"


@pytest.fixture
def beir(tmp_path: Path) -> Path:
    folder = tmp_path / "set"
    write(folder / "corpus.jsonl", lines(CORPUS))
    write(folder / "queries.jsonl", lines(QUERIES))
    write(folder / "qrels" / "test.tsv", QRELS)
    return folder


def lines(records: Any) -> str:
    return "".join(f"{json.dumps(record)}\n" for record in records)


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_beir_folder_becomes_pages_and_questions(beir: Path, tmp_path: Path) -> None:
    done = import_beir(beir, tmp_path / "out" / "tiny.jsonl")
    assert (done.questions, done.documents, done.unjudged) == (2, 3, 1)
    first, second = load_cases(done.dataset)
    assert first == Case("q1", "How large is a payload?", document=page_path("d1"))
    assert second.documents == (page_path("a/b c"), page_path("d3"))
    page = done.pages / page_path("d1")
    assert page.read_text(encoding="utf-8") == "# Payload limits\n\nA payload has 25 MB at most.\n"
    assert len(list(done.pages.rglob("*.md"))) == 3


def test_page_of_any_id_lies_below_the_folder() -> None:
    for document in ("../../etc/passwd", "a/b", "", "x" * 300, "\ud800", "NUL\0"):
        shelf, name = page_path(document).split("/")
        assert len(shelf) == 2
        assert name.removesuffix(".md").isalnum()
    assert page_path("MED-10").endswith("/MED-10.md")


BROKEN = [
    ("qrels/test.tsv", QRELS + "q1\tnone\t1\n", r"test\.tsv, line 6: document 'none' is not in"),
    ("qrels/test.tsv", QRELS + "q9\td1\t1\n", r"test\.tsv, line 6: query 'q9' is not in"),
    ("qrels/test.tsv", QRELS + "q1 d1 1\n", r"test\.tsv, line 6: not a judgement"),
    ("qrels/test.tsv", "query-id\tcorpus-id\tscore\n", r"test\.tsv: names no relevant document"),
    ("corpus.jsonl", lines((*CORPUS, CORPUS[0])), r"corpus\.jsonl, line 4: id 'd1' was used in"),
    ("corpus.jsonl", '{"_id": "d1"}\n', r"corpus\.jsonl, line 1: 'text' is missing"),
    ("corpus.jsonl", "{\n", r"corpus\.jsonl, line 1: not JSON"),
    ("corpus.jsonl", "", r"corpus\.jsonl: holds no documents"),
    ("queries.jsonl", '{"text": "q"}\n', r"queries\.jsonl, line 1: '_id' is missing"),
    ("queries.jsonl", lines((*QUERIES, QUERIES[0])), r"queries\.jsonl, line 4: id 'q1' comes"),
    ("queries.jsonl", "", r"queries\.jsonl: holds no queries"),
    ("queries.jsonl", "[]\n", r"queries\.jsonl, line 1: not a JSON object"),
]


@pytest.mark.parametrize(("name", "text", "reason"), BROKEN, ids=[reason for *_, reason in BROKEN])
def test_broken_beir_folder_is_named_by_line_and_leaves_nothing(
    beir: Path, tmp_path: Path, name: str, text: str, reason: str
) -> None:
    write(beir / name, text)
    with pytest.raises(UsageError, match=reason):
        import_beir(beir, tmp_path / "out" / "tiny.jsonl")
    out = tmp_path / "out"
    assert not out.exists() or list(out.iterdir()) == []


def test_beir_folder_that_is_not_one_ends_with_2(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "beir", str(tmp_path), "--out", str(tmp_path / "o.jsonl")]) == 2
    assert "queries.jsonl: cannot be read" in capsys.readouterr().err


def test_pages_that_are_there_are_not_written_over(beir: Path, tmp_path: Path) -> None:
    (tmp_path / "tiny").mkdir()
    with pytest.raises(UsageError, match="is there already"):
        import_beir(beir, tmp_path / "tiny.jsonl")
    with pytest.raises(UsageError, match="has no ending"):
        import_beir(beir, tmp_path / "other")


PEAK = """
import sys, tracemalloc
from pathlib import Path
from eval.importers.beir import import_beir
tracemalloc.start()
done = import_beir(Path(sys.argv[1]), Path(sys.argv[2]))
print(done.documents, tracemalloc.get_traced_memory()[1])
"""
"""Measured in a process of its own: here the threads of other tests allocate too."""


def test_corpus_is_read_line_by_line_and_never_held(beir: Path, tmp_path: Path) -> None:
    with (beir / "corpus.jsonl").open("a", encoding="utf-8") as corpus:
        for number in range(3_000):
            corpus.write(json.dumps({"_id": f"n{number}", "title": "t", "text": "x " * 2_000}))
            corpus.write("\n")
    command = [sys.executable, "-c", PEAK, str(beir), str(tmp_path / "large.jsonl")]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    documents, peak = map(int, run.stdout.split())
    assert documents == 3_003
    assert peak < 4_000_000, "the 12 MB of text were held"


AWS = (
    "\ufeffQuestion,Answer_True,Yes_No_True,Document_True\r\n"
    "Is it on? ,Yes it is,Yes,guide/a.txt\r\n"
    'What is the limit?,"64,000",None, guide/b.txt\r\n'
    '"Where, then?","US East\n(Ohio)",None,guide/c.txt\r\n'
)


def test_published_aws_set_is_read_with_its_quirks(tmp_path: Path) -> None:
    (tmp_path / "qa.csv").write_bytes(AWS.encode())
    assert import_aws_docs_qa(tmp_path / "qa.csv", tmp_path / "qa.jsonl", ".md") == 3
    assert load_cases(tmp_path / "qa.jsonl") == [
        Case("awsqa-000", "Is it on?", "Yes it is", "guide/a.md", yes_no="Yes"),
        Case("awsqa-001", "What is the limit?", "64,000", "guide/b.md"),
        Case("awsqa-002", "Where, then?", "US East (Ohio)", "guide/c.md"),
    ]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "column 'Question' is missing"),
        ("Question,Answer_True,Yes_No_True\nq,a,No\n", "column 'Document_True' is missing"),
        (AWS.replace("Is it on? ", " "), "qa.csv, line 2: 'Question' is empty"),
        (AWS.replace("guide/a.txt", ""), "qa.csv, line 2: 'Document_True' is empty"),
        (AWS.split("\r\n")[0], "holds no questions"),
    ],
)
def test_broken_csv_is_named_by_line_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str, reason: str
) -> None:
    (tmp_path / "qa.csv").write_text(text, encoding="utf-8")
    out = tmp_path / "qa.jsonl"
    assert main(["import", "aws-docs-qa", str(tmp_path / "qa.csv"), "--out", str(out)]) == 2
    assert reason in capsys.readouterr().err
    assert not out.exists()


def test_suffix_begins_with_a_dot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["import", "aws-docs-qa", "x.csv", "--suffix", "md", "--out", str(tmp_path / "o")]
    assert main(arguments) == 2
    assert "--suffix is 'md'" in capsys.readouterr().err


def test_imports_say_what_was_written(
    beir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", "beir", str(beir), "--out", str(tmp_path / "t.jsonl")]) == 0
    assert "2 questions (1 without a judgement)" in capsys.readouterr().out
