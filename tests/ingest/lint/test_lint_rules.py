"""Each rule finds what it is for, and leaves sound notes alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from ingest.lint.asked import check_asked
from ingest.lint.catalogue_list import check_catalogue
from ingest.lint.coverage import Coverage, check_coverage, measure
from ingest.lint.form import check_form
from ingest.lint.links import check_links
from ingest.lint.openings import check_openings
from ingest.lint.run import lint
from ingest.lint.scope import check_scope
from ingest.lint.stale import check_former_names
from tests.ingest.lint.tiny_corpus import (
    EXAM,
    NOTE,
    SERVICE,
    found,
    load_corpus,
    section,
)

if TYPE_CHECKING:
    from pathlib import Path


def test_sound_corpus_has_no_findings(tmp_path: Path) -> None:
    report = lint(load_corpus(tmp_path))
    assert report.findings == ()
    assert str(report.coverage) == "bullets 2/2, services 1/1, sections 1, words 22"
    assert report.hosts == {"docs.aws.amazon.com": 1}
    assert not report.compared


def test_bullet_without_section_is_found(tmp_path: Path) -> None:
    corpus = load_corpus(tmp_path, {"domain1/1.1-formats.md": NOTE.replace(" 1.1.s1", "")})
    (finding,) = check_coverage(corpus)
    assert str(finding) == (
        f"{tmp_path}/corpus/exams/mla-c01.toml:10: coverage: "
        "no section is tagged with bullet 1.1.s1"
    )
    assert measure(corpus) == Coverage(1, 2, 1, 1, 1, 22)


def test_empty_section_covers_nothing(tmp_path: Path) -> None:
    corpus = load_corpus(tmp_path, {"domain1/1.1-formats.md": NOTE[: NOTE.index("A columnar")]})
    assert [f.line for f in check_coverage(corpus)] == [6, 10]


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ({"aws-services/amazon-s3.md": ""}, "has no page aws-services/amazon-s3.md"),
        (
            {"aws-services/amazon-s3.md": SERVICE.replace("Amazon S3", "Amazon EFS")},
            "is not named on its page aws-services/amazon-s3.md",
        ),
        (
            {"exams/mla-c01.toml": EXAM.replace("aws-services/", "domain1/")},
            "has its page outside aws-services/: domain1/amazon-s3.md",
        ),
        (
            {"exams/mla-c01.toml": EXAM.replace('page = "aws-services/amazon-s3.md"\n', "")},
            "names no page",
        ),
    ],
)
def test_service_without_page_is_found(tmp_path: Path, files: dict[str, str], message: str) -> None:
    corpus = load_corpus(tmp_path, files)
    assert [(f.line, f.message) for f in check_coverage(corpus)] == [(14, f"Amazon S3 {message}")]
    assert measure(corpus).services == 0


def test_exam_without_notes_asks_for_nothing(tmp_path: Path) -> None:
    second = EXAM.replace("mla-c01", "mla-c02").replace('"complete"', '"no notes yet"')
    corpus = load_corpus(tmp_path, {"exams/mla-c02.toml": second.replace("1.1.k1", "9.9.k9")})
    assert list(check_coverage(corpus)) == []
    assert measure(corpus).bullets_all == 2


def test_unknown_bullet_is_found_and_a_dash_is_none(tmp_path: Path) -> None:
    note = NOTE.replace("1.1.s1", "1.1.s1 1.1.s9")
    assert found(check_coverage, tmp_path / "a", note) == [
        (10, "error", "'1.1.s9' is no bullet of the exam")
    ]
    extra = (
        section("Text.")
        .replace("1.1.k1 1.1.s1", "-")
        .replace("bullets: -", "bullets: 1.1.k1 1.1.s1", 1)
    )
    assert found(check_coverage, tmp_path / "b", extra) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("title: Task 1.1 - Formats\n", "", (1, "error", "the front matter names no title")),
        ("A columnar format stores the values of one column together.\n", "",
         (9, "error", "'Columnar formats' has no text")),
        (" · checked: 2026-11-23", "",
         (10, "error", "checked is missing (write - where there is none)")),
        ("source: https://docs.aws.amazon.com/a.html", "source: ",
         (10, "error", "source is missing (write - where there is none)")),
        ("checked: 2026-11-23", "checked: November",
         (10, "error", "checked: 'November' is no date like 2026-11-23")),
        ("checked: 2026-11-23", "checked: 2026-11-24",
         (10, "error", "was checked in the future, 2026-11-24")),
        ("checked: 2026-11-23", "checked: 2025-11-23", None),
        ("checked: 2026-11-23", "checked: 2025-11-22",
         (10, "warning", "was checked more than a year ago, 2025-11-22")),
        ("# Formats\n", "", (6, "error", "text stands before the heading")),
    ],
)  # fmt: skip
def test_form(tmp_path: Path, old: str, new: str, expected: tuple[int, str, str] | None) -> None:
    assert old in NOTE
    findings = found(check_form, tmp_path, NOTE.replace(old, new, 1))
    assert findings == ([] if expected is None else [expected])


def test_text_without_comment_is_found(tmp_path: Path) -> None:
    note = NOTE + "\n### Below\n\nText.\n\n### Further\nText.\n<!-- bullets: 1.1.k1 -->\n"
    assert found(check_form, tmp_path, note) == [
        (14, "error", "'Below' has no line with bullets, source and date checked"),
        (20, "error", "the comment does not stand directly below a heading"),
        (18, "error", "'Further' has no line with bullets, source and date checked"),
    ]


def test_heading_over_further_headings_needs_no_text(tmp_path: Path) -> None:
    note = NOTE.replace("## Columnar", "## Parent\n\n### Columnar")
    assert found(check_form, tmp_path, note) == []


def test_empty_file_is_found(tmp_path: Path) -> None:
    assert found(check_form, tmp_path, "---\ntitle: T\n---\n") == [
        (1, "error", "the file has no section")
    ]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("http://docs.aws.amazon.com/a.html",
         (10, "error", "http://docs.aws.amazon.com/a.html does not begin with https://")),
        ("docs.aws.amazon.com/a.html",
         (10, "error", "docs.aws.amazon.com/a.html is no https address")),
        ("https://docs.aws.amzon.com/a.html",
         (10, "warning", "docs.aws.amzon.com is not among the known hosts")),
        ("-", None),
    ],
)  # fmt: skip
def test_links_of_comments(
    tmp_path: Path, address: str, expected: tuple[int, str, str] | None
) -> None:
    note = NOTE.replace("https://docs.aws.amazon.com/a.html", address)
    findings = found(check_links, tmp_path, note)
    assert findings == ([] if expected is None else [expected])


def test_links_of_text_and_lists(tmp_path: Path) -> None:
    note = section("See [a](page.html), [b](#anchor) and [c](https://arxiv.org/abs/1).")
    files = {"domain1/1.1-formats.md": note, "pictures/lens.toml": 'url = "http://a.example/x"\n'}
    corpus = load_corpus(tmp_path, files)
    assert [(f.file.rpartition("/")[2], f.line, f.message) for f in check_links(corpus)] == [
        ("1.1-formats.md", 17, "page.html is no https address"),
        ("lens.toml", 1, "http://a.example/x does not begin with https://"),
    ]


STALE = "Amazon Kinesis Data Firehose is now called Amazon Data Firehose"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Amazon Kinesis Data Firehose delivers streams.", [17]),
        ("Streams go to S3. Amazon Kinesis Data Firehose brings them.", [17]),
        ("| Service | Use |\n|---|---|\n| Amazon Kinesis Data Firehose | delivery |", [19]),
        ("Amazon Data Firehose delivers streams. Amazon Kinesis Data Firehose is old.", []),
        ("Amazon Kinesis Data Firehose buffers.\n\nFirehose delivers.", []),
        ("Formerly Amazon Kinesis Data Firehose delivered streams.", []),
        ("| Old name | Use |\n|---|---|\n| Amazon Kinesis Data Firehose | delivery |", []),
        ("Amazon Kinesis Data Firehose for Tests is something else.", []),
        ("The call `Amazon Kinesis Data Firehose` is code.", []),
        ("```\nAmazon Kinesis Data Firehose\n```", []),
    ],
)
def test_former_name_used_as_current_is_found(tmp_path: Path, text: str, lines: list[int]) -> None:
    expected = [(line, "error", STALE) for line in lines]
    assert found(check_former_names, tmp_path, section(text)) == expected


def test_former_name_inside_a_longer_name_is_none(tmp_path: Path) -> None:
    text = "Amazon SageMaker Canvas and Amazon SageMaker AI train models."
    assert found(check_former_names, tmp_path / "a", section(text)) == []
    assert found(check_former_names, tmp_path / "b", section("Amazon SageMaker trains.")) == [
        (17, "error", "Amazon SageMaker is now called Amazon SageMaker AI")
    ]


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("Choose AWS Shield when floods must be stopped.", True),
        ("Floods are stopped: use an AWS Shield policy.", True),
        ('*Exam cue:* "flood" points to AWS Shield.', True),
        ("AWS Shield is the answer when floods come.", True),
        ("The answer is AWS Shield.", True),
        ("Choose AWS Shield, which is out of scope, for floods.", False),
        ("AWS Shield findings go to Amazon S3.", False),
        ("Choose Amazon S3 rather than AWS Shield.", False),
    ],
)
def test_service_out_of_scope_as_answer_is_found(tmp_path: Path, text: str, is_found: bool) -> None:
    message = "AWS Shield is out of scope and presented as an answer"
    expected = [(17, "error", message)] if is_found else []
    assert found(check_scope, tmp_path, section(text)) == expected


def test_scope_is_that_of_the_note_s_exam(tmp_path: Path) -> None:
    second = EXAM.replace("mla-c01", "mla-c02").replace("in_scope = false", "in_scope = true")
    files = {
        "exams/mla-c02.toml": second,
        "domain1/1.1-formats.md": section("Choose AWS Shield."),
        "domain1/second.md": section("Choose AWS Shield.").replace("mla-c01", "mla-c02"),
        "domain1/neither.md": section("Choose AWS Shield.").replace("exam: mla-c01\n", ""),
    }
    findings = list(check_scope(load_corpus(tmp_path, files)))
    assert [f.file.rpartition("/")[2] for f in findings] == ["1.1-formats.md"]


def test_openings(tmp_path: Path) -> None:
    text = (
        "It opens the section. The rest is fine. This setting is weak.\n\n"
        "- These are many.\n\n| That | cell |\n\n*Trap:* They err. Itself is a word. Its-like."
    )
    assert found(check_openings, tmp_path, section(text)) == [
        (17, "error", "the section opens with 'It': It opens the section."),
        (17, "warning", "a sentence opens with 'This': This setting is weak."),
        (19, "warning", "a sentence opens with 'These': These are many."),
        (23, "warning", "a sentence opens with 'They': They err."),
    ]


LIST = """[[guide]]
name = "glue"
base = "https://docs.aws.amazon.com/glue/latest/dg/"

[[page]]
guide = "glue"
page = "a"
bullets = ["1.1.k1"]
"""


def test_catalogue_is_checked(tmp_path: Path) -> None:
    page = LIST[LIST.index("[[page]]") :]
    corpus = load_corpus(tmp_path / "a", {"aws_docs.toml": LIST})
    assert [(f.severity, f.message) for f in check_catalogue(corpus)] == [
        ("warning", "no page is listed for bullet 1.1.s1")
    ]
    twice = (
        LIST + page.replace("1.1.k1", "1.1.s1") + page.replace('"a"', '"b"').replace("1.1", "7.7")
    )
    corpus = load_corpus(tmp_path / "b", {"aws_docs.toml": twice})
    assert [(f.severity, f.message) for f in check_catalogue(corpus)] == [
        ("error", "'7.7.k1' is no bullet of an exam"),
        ("warning", "https://docs.aws.amazon.com/glue/latest/dg/a.html is listed 2 times"),
    ]
    broken = LIST.replace('guide = "glue"', 'guide = "gleu"')
    corpus = load_corpus(tmp_path / "c", {"aws_docs.toml": broken})
    assert [(f.severity, f.message) for f in check_catalogue(corpus)] == [
        ("error", "[[page]] 1 'a' names the unlisted guide 'gleu'. List it.")
    ]


def test_file_that_cannot_be_read_is_found(tmp_path: Path) -> None:
    corpus = load_corpus(tmp_path, {"exams/mla-c01.toml": "[exam"})
    (finding,) = lint(corpus).findings
    assert finding.rule == "read"
    assert "is no valid TOML" in finding.message


def test_findings_are_ordered_and_named_once(tmp_path: Path) -> None:
    note = section("Choose AWS Shield. Choose AWS Shield. It is so.")
    report = lint(load_corpus(tmp_path, {"domain1/1.1-formats.md": note}))
    assert [(f.line, f.rule) for f in report.findings] == [(17, "opening"), (17, "scope")]
    assert (report.errors, report.warnings) == (1, 1)


def test_today_comes_from_outside(tmp_path: Path) -> None:
    corpus = replace(load_corpus(tmp_path), today=date(2028, 1, 1))
    assert [f.severity for f in check_form(corpus)] == ["warning"]


ASKED = """[[sentence]]
quote = "A columnar format stores the values of one column together."
asked = [
    "Which layout keeps a column in one place?",
    "column by column on disk",
]
"""


def test_questions_below_sentences_of_their_note_are_sound(tmp_path: Path) -> None:
    assert lint(load_corpus(tmp_path, {"asked/domain1/1.1-formats.toml": ASKED})).findings == ()


@pytest.mark.parametrize(
    ("file", "text", "line", "message"),
    [
        (
            "1.1-formats",
            ASKED.replace("one column", "a row"),
            2,
            "the note does not say: A columnar",
        ),
        ("1.1-formats", ASKED.replace("column by column", "layout"), 5, ""),
        ("1.1-formats", ASKED.replace("column by column on disk", "Parquet?"), 5, "has 1 words"),
        ("1.1-formats", "sentence = 5", 1, "holds no questions ('int' object is not iterable)"),
        ("1.1-other", ASKED, 1, "there is no note"),
    ],
)
def test_questions_without_their_sentence_are_found(
    tmp_path: Path, file: str, text: str, line: int, message: str
) -> None:
    corpus = load_corpus(tmp_path, {f"asked/domain1/{file}.toml": text})
    findings = list(check_asked(corpus))
    assert [f.line for f in findings] == ([line] if message else [])
    assert all(f.message.startswith(message) for f in findings)


def test_a_question_that_was_asked_before_is_found(tmp_path: Path) -> None:
    twice = ASKED.replace("column by column on disk", "Which layout keeps a column in one place?")
    [finding, *_] = check_asked(load_corpus(tmp_path, {"asked/domain1/1.1-formats.toml": twice}))
    assert (finding.line, finding.message) == (
        4,
        "asked twice: Which layout keeps a column in one place?",
    )
