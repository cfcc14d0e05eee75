"""Notes as their authors wrote them."""

from ingest.lint.note import Comment, Note, Paragraph

TEXT = """---
title: T
---
# Title

Intro with `code`.

## First
<!-- bullets: 1.1.k1, 1.1.k2 · source: https://a.org/x https://b.org/y · checked: 2026-11-23 -->

A paragraph. *Trap:* It ends here.

- An item with a [link](https://c.example/z).
1. A step.

| Name | Size |
|---|---:|
| A | 1 |

```bash
# not a heading
| not a row
```

### Second

~~~
code
```
~~~
<!-- a late comment -->
"""


def test_sections_know_their_lines() -> None:
    note = Note.parse(TEXT, "n.md")
    assert note.fields == {"title": "T"}
    assert [(s.title, s.level, s.line) for s in note.sections] == [
        ("Title", 1, 4),
        ("First", 2, 8),
        ("Second", 3, 25),
    ]


def test_paragraphs_items_steps_and_rows_are_lines() -> None:
    first = Note.parse(TEXT, "n.md").sections[1]
    assert [(p.line, p.plain, p.is_row) for p in first.paragraphs] == [
        (11, "A paragraph. Trap: It ends here.", False),
        (13, "An item with a link.", False),
        (14, "A step.", False),
        (16, "| Name | Size |", True),
        (18, "| A | 1 |", True),
    ]
    assert first.code_lines == 4


def test_rows_carry_the_header_of_their_table() -> None:
    first = Note.parse(TEXT, "n.md").sections[1]
    assert [header for _, header in first.with_table_headers()] == [
        "",
        "",
        "",
        "| Name | Size |",
        "| Name | Size |",
    ]


def test_comment_belongs_to_the_heading_above_it() -> None:
    _, first, second = Note.parse(TEXT, "n.md").sections
    assert first.comment == Comment(
        line=9,
        bullets=("1.1.k1", "1.1.k2"),
        sources=("https://a.org/x", "https://b.org/y"),
        checked="2026-11-23",
    )
    assert (second.comment, second.strays, second.code_lines) == (None, [31], 4)


def test_sentences_are_plain_and_without_label() -> None:
    assert Paragraph(
        1, "**Rule:** Use `x` when **needed**. See [it](https://a.example)."
    ).sentences() == [
        "Use   when needed.",
        "See it.",
    ]


def test_words_of_text_are_counted_without_code_and_headings() -> None:
    assert Note.parse(TEXT, "n.md").words == 2 + 6 + 5 + 2 + 2 + 2
