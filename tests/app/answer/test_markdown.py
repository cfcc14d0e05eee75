import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from app.answer.markdown import NOT_FOUND, answer_markdown, cells, escape
from app.answer.records import AnswerSource, Topic
from tests.app.answer.passages import make_answer, make_passage, said

COMMONMARK = MarkdownIt("commonmark", {"html": True}).enable("table")


def shown(markdown: str) -> str:
    """Return the text that a Markdown renderer puts on the page, all blocks on one line."""
    tokens = COMMONMARK.parse(markdown)
    parts = [child for token in tokens for child in token.children or ()]
    assert not [p for p in parts if p.type in ("html_inline", "link_open", "image", "code_inline")]
    assert not [t for t in tokens if t.type == "html_block"]
    return " ".join(p.content for p in parts if p.type in ("text", "text_special"))


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("see [1]", r"see \[1\]"),
        ("<script>alert(1)</script>", r"\<script\>alert(1)\</script\>"),
        ("costs $5 to $7", r"costs \$5 to \$7"),
        ("a | b", r"a \| b"),
        ("*not* _bold_ `code` ~gone~", r"\*not\* \_bold\_ \`code\` \~gone\~"),
        ("C:\\temp", "C:\\\\temp"),
        ("# of shards", r"\# of shards"),
        ("plain text.", "plain text."),
        ("a & b", "a & b"),
        ("&lt; &amp; &#65;", r"\&lt; \&amp; \&\#65;"),
        ("1. first", r"1\. first"),
        ("2) second", r"2\) second"),
        ("- item", r"\- item"),
        ("---", r"\---"),
        ("-5 degrees", "-5 degrees"),
        ("3.1 is a task", "3.1 is a task"),
        ("two\n  lines", "two lines"),
    ],
)
def test_what_markdown_would_act_on_is_escaped(text: str, escaped: str) -> None:
    assert escape(text) == escaped


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[click](https://example.org) ![i](x)",
        "[1] and $x$ and `code` and **bold** and ~~gone~~",
        "<https://example.org>",
        "&lt;b&gt; &amp; &#65;",
        "1. first 2) second",
        "- item",
        "+ item",
        "> quote",
        "===",
        "a\\",
    ],
)
def test_sentence_is_shown_as_it_stands_in_the_document(text: str) -> None:
    markdown = answer_markdown(make_answer([said(text)]))
    assert shown(markdown).startswith(f"{text} [1]")


VISIBLE = st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp", "Zs"])


@given(st.text(VISIBLE, min_size=1) | st.text("-+=>#*_`~[]()<>!&;|\\.:1a $", min_size=1))
def test_escaped_text_is_shown_unchanged(text: str) -> None:
    tokens = COMMONMARK.parse(escape(text))
    children = [child for token in tokens for child in token.children or ()]
    assert {token.type for token in tokens} <= {"paragraph_open", "inline", "paragraph_close"}
    assert {child.type for child in children} <= {"text", "text_special"}
    assert "".join(child.content for child in children) == " ".join(text.split())


def test_prose_is_paragraphs_with_marks_and_sources() -> None:
    answer = make_answer([said("First.", "lead"), said("Second.")])
    assert answer_markdown(answer) == (
        "First. [1]\n\nSecond. [1]\n\n**Sources**\n\n"
        "- [1] Notes \\> Section, corpus/domain1/notes.md\n"
    )


def test_steps_keep_their_numbers_and_stand_in_one_list() -> None:
    answer = make_answer(
        [said("Follow these:", "lead"), said("1. Create.", "step"), said("2. Start.", "step")]
    )
    assert "Follow these: [1]\n\n1. Create. [1]\n2. Start. [1]\n" in answer_markdown(answer)


def test_sentence_of_a_step_without_a_number_stays_with_it() -> None:
    answer = make_answer([said("1. Create *it*.", "step"), said("Wait - then go.", "step")])
    assert answer_markdown(answer).startswith("1. Create \\*it\\*. [1]\nWait - then go. [1]\n\n")


def test_items_are_a_bulleted_list() -> None:
    answer = make_answer([said("Kinds:", "lead"), said("One", "item"), said("Two", "item")])
    assert "Kinds: [1]\n\n- One [1]\n- Two [1]\n" in answer_markdown(answer)


def test_rows_of_one_table_stand_under_its_header_once() -> None:
    header = "Option | Payload"
    answer = make_answer(
        [
            said("Real-time | 25 MB", "row", header=header),
            said("Batch | 1 GB", "row", header=header),
        ]
    )
    assert answer_markdown(answer).startswith(
        "| Option | Payload | |\n| --- | --- | --- |\n"
        "| Real-time | 25 MB | [1] |\n| Batch | 1 GB | [1] |\n"
    )


def test_rows_of_two_tables_stand_under_two_headers() -> None:
    answer = make_answer(
        [said("a | b", "row", header="A | B"), said("c | d", "row", header="C | D")]
    )
    markdown = answer_markdown(answer)
    assert markdown.count("| --- | --- | --- |") == 2
    assert "| A | B | |" in markdown
    assert "| C | D | |" in markdown


def test_row_without_a_header_gets_an_empty_one() -> None:
    markdown = answer_markdown(make_answer([said("a | b", "row")]))
    assert markdown.startswith("| | | |\n| --- | --- | --- |\n| a | b | [1] |\n")


def test_pipe_inside_a_cell_does_not_end_the_cell() -> None:
    answer = make_answer([said("a|b | c", "row", header="X | Y")])
    tokens = COMMONMARK.parse(answer_markdown(answer))
    body = [
        "".join(child.content for child in tokens[i + 1].children or ())
        for i, token in enumerate(tokens)
        if token.type == "td_open"
    ]
    assert body == ["a|b", "c", "[1]"]


def test_row_with_fewer_cells_than_its_header_keeps_its_mark_in_the_last_column() -> None:
    markdown = answer_markdown(make_answer([said("a | b", "row", header="A | B | C")]))
    assert "| A | B | C | |\n| --- | --- | --- | --- |\n| a | b | | [1] |" in markdown


def test_groups_are_headed_by_their_name_once() -> None:
    answer = make_answer(
        [
            said("Both differ.", "lead"),
            said("One.", group="File mode"),
            said("Two.", group="File mode"),
            said("Three.", group="Pipe *mode*"),
        ]
    )
    markdown = answer_markdown(answer)
    assert markdown.count("**File mode**") == 1
    assert "**File mode**\n\nOne. [1]\n\nTwo. [1]" in markdown
    assert "**Pipe \\*mode\\***\n\nThree. [1]" in markdown
    assert "\n\n\n" not in markdown


def test_sentence_after_a_group_is_not_taken_for_one_of_it() -> None:
    answer = make_answer([said("One.", group="File mode"), said("Two.", group="File mode")])
    mixed = dataclasses.replace(
        answer,
        sentences=(
            *answer.sentences,
            said("Three.", group="Pipe mode"),
            said("Four.", group="File mode"),
        ),
    )
    assert answer_markdown(mixed).count("**File mode**") == 2


def test_source_shows_page_address_and_official_pages() -> None:
    passage = make_passage(
        ["One."],
        page=12,
        url="https://example.org/guide#limits",
        urls=("https://docs.example.org/a", "https://docs.example.org/b"),
        checked="2026-11-01",
    )
    markdown = answer_markdown(make_answer([said("One.")], sources=(AnswerSource(1, passage),)))
    assert markdown.endswith(
        "- [1] Notes \\> Section, page 12, https://example.org/guide#limits\n"
        "  - Official page: https://docs.example.org/a, https://docs.example.org/b"
        " (checked 2026-11-01)\n"
    )


def test_hostile_address_of_a_source_is_escaped() -> None:
    passage = make_passage(["One."], url="https://x/<script>", urls=("[a](javascript:b)",))
    markdown = answer_markdown(make_answer([said("One.")], sources=(AnswerSource(1, passage),)))
    assert "https://x/\\<script\\>" in markdown
    assert "\\[a\\](javascript:b)" in markdown


def test_source_without_headings_shows_its_title() -> None:
    passage = make_passage(["One."], heading_path=(), title="<b>Guide</b>")
    markdown = answer_markdown(make_answer([said("One.")], sources=(AnswerSource(1, passage),)))
    assert "- [1] \\<b\\>Guide\\</b\\>, corpus/domain1/notes.md" in markdown


def test_abstention_names_missing_words_and_nearest_topics() -> None:
    answer = make_answer(
        abstained=True,
        missing_terms=("egg", "<yolk>"),
        topics=(Topic("Limits", ("Endpoints", "Limits"), "a.md"), Topic("Bare", (), "b.md")),
    )
    assert answer_markdown(answer) == (
        f"**{NOT_FOUND}**\n\nNot found in any passage: egg, \\<yolk\\>\n\n"
        "Nearest topics:\n\n- Endpoints \\> Limits\n- Bare\n"
    )


def test_abstention_without_anything_near_is_one_line() -> None:
    assert answer_markdown(make_answer(abstained=True)) == f"**{NOT_FOUND}**\n"


def test_cells_are_split_as_readers_join_them() -> None:
    assert cells("a | b|c |  d ") == ["a", "b|c", "d"]


def test_a_notice_stands_before_the_answer() -> None:
    answer = make_answer([said("One fact.")], notice="The model <m> is busy.")
    assert answer_markdown(answer).startswith("> The model \\<m\\> is busy.\n\nOne fact. [1]")
