"""Our own notes: front matter, section comments, diagrams; and anybody's Markdown."""

from ingest.readers.front_matter import read_section_tags, split_front_matter
from ingest.readers.markdown import read_markdown
from ingest.readers.nodes import SectionTags
from tests.ingest.layout import layout

NOTE = """---
title: Task 3.1 - Choosing an endpoint type
exam: mla-c01
domain: 3
task: "3.1"
licence: CC BY 4.0
checked: 2026-11-23
---
# Choosing an endpoint type

An endpoint serves predictions.

## Asynchronous inference
<!-- bullets: 3.1.k3 3.1.s1 · source: https://example.com/a.html https://example.com/b.html ·
checked: 2026-11-20 -->

Asynchronous inference queues each request.

*Exam cue:* "large payloads" point to it.

### Limits
<!-- bullets: 3.1.k4 · source: - · checked: 2026-11-21 -->

| Mode | Payload |
|---|---|
| Asynchronous | 1 GB |
"""


def test_front_matter_describes_the_source() -> None:
    parsed = read_markdown(NOTE, "domain3/3.1-endpoint-types.md")
    assert parsed.title == "Task 3.1 - Choosing an endpoint type"
    assert (parsed.exam, parsed.domain, parsed.task) == ("mla-c01", 3, "3.1")
    assert (parsed.licence, parsed.retrieved) == ("CC BY 4.0", "2026-11-23")


def test_section_comments_tag_their_headings_and_leave_the_text() -> None:
    parsed = read_markdown(NOTE, "note.md")
    assert [(h.title, h.bullets, h.urls, h.checked) for h in parsed.headings] == [
        ("Choosing an endpoint type", (), (), None),
        (
            "Asynchronous inference",
            ("3.1.k3", "3.1.s1"),
            ("https://example.com/a.html", "https://example.com/b.html"),
            "2026-11-20",
        ),
        ("Limits", ("3.1.k4",), (), "2026-11-21"),
    ]
    assert "bullets" not in parsed.text
    assert ("prose", 'Exam cue: "large payloads" point to it.') in layout(parsed)


def test_other_comments_and_text_without_a_head_are_harmless() -> None:
    assert read_section_tags("<!-- to do -->") is None
    assert read_section_tags("<!-- checked: 2026-01-02 -->") == SectionTags(checked="2026-01-02")
    assert split_front_matter("---\nnot closed") == ({}, "---\nnot closed")
    assert read_markdown("a\n---\nb", "x.md").title == "a"


def test_diagram_gives_its_words_and_its_caption() -> None:
    text = (
        "# P\n\n```mermaid\nflowchart LR\n  accTitle: Training data flow\n"
        "  accDescr: Files go from S3 to the job.\n  A --> B\n```\n\n"
        "```mermaid\n  accTitle: Tuning\nA --> B\n```\n\nCaption: A job repeats training.\n\n"
        "```mermaid\nA --> B\n```\n\nCaption: Only a caption.\n\n```mermaid\nA --> B\n```\n"
    )
    assert layout(read_markdown(text, "p.md"))[1:] == [
        ("figure", "Training data flow: Files go from S3 to the job."),
        ("figure", "Tuning: A job repeats training."),
        ("figure", "Only a caption."),
    ]


def test_common_markdown_is_read() -> None:
    text = (
        "Title\n=====\n\nA *wrapped*\nline with `code`.\\\nBroken.\n\n"
        "    indented()\n\n> Quoted.\n\n"
        "![A diagram of the flow between the two accounts](x.png)\n\n<p>Raw <b>HTML</b></p>\n"
    )
    assert layout(read_markdown(text, "x.md")) == [
        ("h1", "Title"),
        ("prose", "A wrapped line with code.\nBroken."),
        ("code", "indented()"),
        ("prose", "Quoted."),
        ("figure", "A diagram of the flow between the two accounts"),
        ("prose", "Raw HTML"),
    ]


def test_bars_inside_a_cell_cannot_be_taken_for_borders() -> None:
    text = "| A | B |\n|---|---|\n| x \\| y | `a | b` |\n"
    assert layout(read_markdown(text, "x.md")) == [("table", "A | B\nx|y | `a")]


def test_file_name_is_the_title_of_last_resort() -> None:
    assert read_markdown("Just text.", "notes/my-file.md").title == "my-file"
