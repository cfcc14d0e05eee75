from __future__ import annotations

import pytest

from ingest.readers.pdf_hyphens import Hyphens


@pytest.mark.parametrize(
    ("text", "line", "joined"),
    [
        ("the infor-", "mation is", "the information is"),
        ("answers in real-", "time and", "answers in real-time and"),
        ("the AWS Well-", "Architected way", "the AWS Well-Architected way"),
        ("a list is non-", "exhaustive", "a list is non-exhaustive"),
        ("keep it up-", "to-date", "keep it up-to-date"),
        ("the state-of-", "the-art", "the state-of-the-art"),
        ("uses k-", "means", "uses k-means"),
        ("model GPT-", "4 answers", "model GPT-4 answers"),
        ("soft\u00ad", "ware", "software"),
        ("the real-", "ization", "the realization"),
        ("a pause -", "then more", "a pause - then more"),
        ("plain words", "go on", "plain words go on"),
        ("", "first", "first"),
    ],
)
def test_lines_are_joined(text: str, line: str, joined: str) -> None:
    assert Hyphens([]).join(text, line) == joined


def test_words_of_the_document_decide() -> None:
    hyphens = Hyphens(["The endpoint has a time-out.", "An endpoint has no timeline."])
    assert hyphens.join("every end-", "point") == "every endpoint"
    assert hyphens.join("the time-", "out") == "the time-out"
    assert hyphens.join("a time-", "line") == "a timeline"


def test_parts_of_divided_words_are_no_words() -> None:
    hyphens = Hyphens(["The com-", "puter computes."])
    assert hyphens.join("a com-", "puter") == "a computer"


@pytest.mark.parametrize(
    ("text", "line", "joined"),
    [
        ("管理队", "列中消息", "管理队列中消息"),
        ("消息，", "使用 Amazon", "消息，使用 Amazon"),
        ("标记为", "A-E 的队列", "标记为 A-E 的队列"),
        ("适用于 Java 的", "Amazon SQS", "适用于 Java 的 Amazon SQS"),
    ],
)
def test_chinese_lines_are_joined_without_spaces(text: str, line: str, joined: str) -> None:
    assert Hyphens([]).join(text, line) == joined


@pytest.mark.parametrize(
    ("text", "line", "joined"),
    [
        (
            "see https://aws.amazon.com/sagemaker/",
            "pricing/index.html.",
            "see https://aws.amazon.com/sagemaker/pricing/index.html.",
        ),
        ("see https://aws.amazon.com/", "and choose", "see https://aws.amazon.com/ and choose"),
        ("arn:aws:s3:::bucket/", "prefix", "arn:aws:s3:::bucket/prefix"),
        ("read/", "write", "read/ write"),
    ],
)
def test_addresses_cut_at_a_slash_are_joined(text: str, line: str, joined: str) -> None:
    assert Hyphens([]).join(text, line) == joined
