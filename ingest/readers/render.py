"""Block tree to plain text, the same for every Markdown dialect and for HTML.

- A paragraph is one line per meant line break.
- List items begin with `- `, steps with `1. `; nested content is indented by two spaces a level.
- A table row is `cell | cell | cell`, an empty cell is `-`.
- Code inside a list item has one tab before each line, so that it can be told from prose.
"""

from __future__ import annotations

import textwrap
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.readers.build import TextBuilder
from ingest.readers.contents import without_contents_lists
from ingest.readers.labels import labelled_text, labels_attached, without_brackets
from ingest.readers.nodes import (
    AnchorNode,
    CodeNode,
    FigureNode,
    HeadingNode,
    ListNode,
    Node,
    Paragraph,
    SectionTags,
    TableNode,
)
from ingest.readers.steps import steps_joined

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.records import BlockKind

CODE_INDENT = "\t"
"""Marks a line of code inside a list item or step."""

CAPTION = "Caption:"


def render(nodes: Sequence[Node], *, restarts_go_on: bool = False) -> TextBuilder:
    """Lay a document's nodes out as plain text with headings and blocks.

    `restarts_go_on` is for a dialect that numbers every step 1: a list that starts again after
    nothing but code and notes continues the one before.
    """
    builder = TextBuilder()
    plain, anchors = without_contents_lists(labels_attached(nodes))
    for node in steps_joined(_captioned(plain), restarts_go_on=restarts_go_on):
        _add(builder, node)
    builder.headings = [
        h if h.anchor else replace(h, anchor=anchors.get(h.title)) for h in builder.headings
    ]
    return builder


def _captioned(nodes: Sequence[Node]) -> list[Node]:
    """Join a figure with the paragraph below it that begins with `Caption:`."""
    result: list[Node] = []
    for node in nodes:
        last = result[-1] if result else None
        if (
            isinstance(last, FigureNode)
            and isinstance(node, Paragraph)
            and node.text.startswith(CAPTION)
        ):
            caption = node.text.removeprefix(CAPTION).strip()
            result[-1] = FigureNode(f"{last.text}: {caption}" if last.text else caption)
        else:
            result.append(node)
    return result


def _add(builder: TextBuilder, node: Node) -> None:
    match node:
        case HeadingNode(level, title, anchor):
            builder.add_heading(level, without_brackets(title), anchor)
        case AnchorNode(name):
            builder.tag_heading(anchor=name)
        case SectionTags(bullets, urls, checked):
            builder.tag_heading(bullets=bullets, urls=urls, checked=checked)
        case Paragraph():
            builder.add_block("prose", labelled_text(node))
        case ListNode(ordered):
            kind: BlockKind = "procedure" if ordered else "list"
            builder.add_block(kind, "\n".join(_list_lines(node, "")))
        case TableNode(header, rows):
            builder.add_block(
                "table", "\n".join(_table_lines(node)), header_row=bool(header and rows)
            )
        case CodeNode(text):
            builder.add_block("code", textwrap.dedent(text).strip("\n"))
        case FigureNode(text):
            builder.add_block("figure", text)


def _list_lines(node: ListNode, indent: str) -> Iterator[str]:
    for number, item in enumerate(node.items, node.start):
        marker = f"{number}. " if node.ordered else "- "
        yield from _item_lines(item, indent, marker)


def _item_lines(item: tuple[Node, ...], indent: str, marker: str) -> Iterator[str]:
    inner = indent + "  "
    prefix = indent + marker
    for child in labels_attached(item):
        for line in _child_lines(child, inner):
            if prefix:
                yield prefix + line.lstrip(" ")
                prefix = ""
            else:
                yield line


def _child_lines(child: Node, indent: str) -> Iterator[str]:
    match child:
        case Paragraph():
            for line in labelled_text(child).split("\n"):
                yield indent + line
        case HeadingNode(_, title, _):
            yield f"{indent}{without_brackets(title)}:"
        case ListNode():
            yield from _list_lines(child, indent)
        case TableNode():
            for line in _table_lines(child):
                yield indent + line
        case CodeNode(text):
            for line in textwrap.dedent(text).strip("\n").split("\n"):
                if line.strip():
                    yield CODE_INDENT + line.rstrip()
        case FigureNode(text):
            yield indent + text


def _table_lines(table: TableNode) -> Iterator[str]:
    if table.header:
        yield _row(table.header)
    for cells in table.rows:
        yield _row(cells)


def _row(cells: Sequence[str]) -> str:
    return " | ".join(_cell(cell) for cell in cells)


def _cell(text: str) -> str:
    """Return a cell on one line; a bar inside it loses its spaces, so that ` | ` only separates
    cells."""
    line = " ".join(text.split())
    while " | " in line:
        line = line.replace(" | ", "|")
    return line.removeprefix("| ").removesuffix(" |") or "-"
