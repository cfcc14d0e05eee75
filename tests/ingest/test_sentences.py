"""Where sentences end, and what holds for every text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from index.records import Block, BlockKind, Span
from ingest.sentences import CODE_CHARACTERS, LIST_MARKERS, block_sentences, find_sentences


def sentences(text: str, kind: BlockKind = "prose", header: Span | None = None) -> list[str]:
    block = Block(0, len(text), kind, header)
    return [text[s.start : s.end] for s in block_sentences(text, block)]


@pytest.mark.parametrize(
    "expected",
    [
        ["Use ml.m5.xlarge for training.", "It costs $0.23 per hour."],
        ["Version 2.1.0 is out.", "Upgrade from 1.9 now."],
        ["The files lie in Amazon S3.", "They are encrypted."],
        ["Choose a store, e.g. Amazon S3, i.e. an object store.", "Then go on."],
        ["Formats such as CSV, JSON, etc. are read.", "Others are not."],
        ["It reads CSV, JSON, etc.", "Others are not read."],
        ["The Region US East (N. Virginia) is the default.", "See Fig. 2 and No. 5 below."],
        ["Required: No.", "The default is 5."],
        ["It is sold in the U.S. Government regions.", "It is not sold elsewhere."],
        ["It is sold in the U.S.", "The price is 5."],
        ["Amazon.com, Inc. or its affiliates own it."],
        ["Is it encrypted?", "Yes!", "By default..."],
        ["Wait... then retry.", "Really."],
        ['He said "Stop."', "Then it ended."],
        ["It ended (see below.)", "It began again."],
        ["See https://example.com/a.html?b=c. for more."],
        ["Choose an instance.", "ml.m5.large is enough."],
        ["Call the API.", "s3:GetObject is needed."],
        ["The job needs checkpoints.", "vCPU quotas stop the first GPU launch."],
        ["The job needs e.g. vCPU quota, vs. iPhone of old."],
        ["Smith et al. (2020) vs. Jones agree."],
        ["Step 1.", "Open the console."],
        ["Training took 3.5 h vs. 5 h before."],
        ["异步推理将请求排队。", "它适合大负载！", "是吗？"],
        ["Amazon SageMaker 支持异步推理。", "Payloads reach 1 GB."],
        ["No sentence end at all"],
    ],
)
def test_prose_is_divided(expected: list[str]) -> None:
    glue = "" if expected[0][0] > "\u2fff" else " "
    assert sentences(glue.join(expected)) == expected


def test_step_keeps_its_number_and_an_item_loses_its_bullet() -> None:
    text = "1. Open the console. Choose Create.\n  - A name. Any name.\n    More.\n12. Save."
    assert sentences(text, "procedure") == [
        "1. Open the console.",
        "Choose Create.",
        "A name.",
        "Any name.",
        "More.",
        "12. Save.",
    ]


def test_code_inside_a_step_is_one_unit() -> None:
    text = "1. Run this.\n\tls -l. Then\n\t  cd x\n  It prints a list."
    assert sentences(text, "procedure") == [
        "1. Run this.",
        "ls -l. Then\n\t  cd x",
        "It prints a list.",
    ]


def test_row_is_one_sentence_and_the_header_none() -> None:
    text = "Name | Limit\nQueue | 5. Can be raised.\nTopic | 7"
    assert sentences(text, "table", Span(0, 12)) == ["Queue | 5. Can be raised.", "Topic | 7"]
    assert sentences(text, "table") == text.split("\n")


def test_long_row_is_divided_at_sentence_ends() -> None:
    cell = " ".join(f"Sentence number {n} says something." for n in range(12))
    found = sentences(f"Name | {cell}", "table")
    assert found[0] == "Name | Sentence number 0 says something."
    assert found[11] == "Sentence number 11 says something."


def test_code_is_one_unit_until_it_grows_long() -> None:
    assert sentences("a = 1\n\nb = 2. # x", "code") == ["a = 1\n\nb = 2. # x"]
    parts = [f"def f{n}():\n    return '{'x' * 180}'" for n in range(4)]
    assert sentences("\n\n".join(parts), "code") == [
        f"{parts[0]}\n\n{parts[1]}",
        f"{parts[2]}\n\n{parts[3]}",
    ]


WORDS = st.sampled_from(
    ["The", "model", "S3.", "e.g.", "U.S.", "3.5", "ml.m5.xlarge", "No.", "5", "ends.", "why?",
     "stop!", "...", '"Quoted."', "(x.)", "。", "中文。", "-", "- ", "1.", "a.", "|", " | ", "\t",
     "é", "\u00a0", "https://a.b/c?d=e.", "[", "*", "Inc.", "N.", "e"]
)  # fmt: skip
LINES = st.lists(WORDS, min_size=0, max_size=14).map(" ".join)
TEXTS = st.one_of(
    st.lists(LINES, min_size=1, max_size=8).map("\n".join),
    st.text(min_size=1, max_size=200),
)
KINDS = st.sampled_from(["prose", "list", "table", "procedure", "code", "figure"])


@settings(max_examples=150, deadline=None)
@given(text=TEXTS, kind=KINDS)
def test_spans_are_ordered_trimmed_and_complete(text: str, kind: BlockKind) -> None:
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    if start >= end:
        return
    block = Block(start, end, kind)
    reached = start
    for span in find_sentences(text, [block]):
        sentence = text[span.start : span.end]
        assert reached <= span.start < span.end <= end
        assert sentence == sentence.strip() != ""
        for line in text[reached : span.start].split("\n"):
            assert line.strip() in ("", *LIST_MARKERS)
        reached = span.end
    for line in text[reached:end].split("\n"):
        assert line.strip() in ("", *LIST_MARKERS)


@settings(deadline=None)
@given(st.lists(st.text("ab \n", min_size=1, max_size=300), min_size=1, max_size=8))
def test_units_of_code_stay_short_where_lines_let_them(parts: list[str]) -> None:
    text = "x" + "".join(parts) + "x"
    for unit in sentences(text, "code"):
        assert len(unit) <= CODE_CHARACTERS or "\n" not in unit
