"""Block tree to plain text: labels, topic lists, steps that a dialect tore apart, tables as rows.

The plain-text form, the same for every Markdown dialect and for HTML:

- a paragraph is one line per meant line break;
- list items begin with `- `, steps with `1. `, nested content is indented by two spaces a level;
- a table row is `cell | cell | cell`, an empty cell is `-`;
- code inside a list item has one tab before each line, so that it can be told from prose.
"""

from __future__ import annotations

import re
import textwrap
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.readers.build import TextBuilder
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

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.records import BlockKind

CODE_INDENT = "\t"
"""Marks a line of code inside a list item or step."""

ADMONITIONS = frozenset({"note", "notes", "important", "warning", "tip", "caution"})
"""Labels that belong to the paragraph below them; they are no headings."""

CONTENTS_LABELS = frozenset(
    {"topics", "topic", "contents", "tasks", "sections", "in this section", "steps", "subtopics"}
)
"""Labels under which a list of links repeats the headings that follow."""

_CODE_LABELS = """
json yaml xml python java javascript bash sql shell text html php ruby go kotlin rust swift c++ .net
"""
CODE_LABELS = frozenset(_CODE_LABELS.split())
"""Tab titles that the 2026 mirror leaves as a paragraph above a code block."""

CONTENTS_LINKS = 40
"""A page that holds nothing but a list of links keeps it up to this length; a longer one is the
table of contents of a whole guide."""

LABEL_HEADING_LEVEL = 6
"""A bold line or `######` label opens a section below every real heading."""

LABEL_WORDS = 12
"""A bold line longer than this is a sentence, not a label."""

_LABEL_LINE = re.compile(r"^(Note|Notes|Important|Warning|Tip|Caution):?\n(?=\S)", re.MULTILINE)
_TAB_TITLE = re.compile(r"\[ (.+) \]")
"""AWS writes the title of a tab (`[ AWS CLI ]`) as a heading."""
_STEP_GOES_ON = re.compile(r"(?::|\bfollowing\b[^.]{0,80}[.:]?|\bbelow\b[.:]?)\s*$")


def render(nodes: Sequence[Node], *, restarts_go_on: bool = False) -> TextBuilder:
    """Lay a document's nodes out as plain text with headings and blocks.

    `restarts_go_on` is for a dialect that numbers every step 1: a list that starts again after
    nothing but code and notes continues the one before.
    """
    builder = TextBuilder()
    plain, anchors = _without_contents_lists(_labels_attached(nodes))
    for node in _steps_joined(plain, restarts_go_on=restarts_go_on):
        _add(builder, node)
    builder.headings = [
        h if h.anchor else replace(h, anchor=anchors.get(h.title)) for h in builder.headings
    ]
    return builder


def _add(builder: TextBuilder, node: Node) -> None:
    match node:
        case HeadingNode(level, title, anchor):
            builder.add_heading(level, _without_brackets(title), anchor)
        case AnchorNode(name):
            builder.tag_heading(anchor=name)
        case SectionTags(bullets, urls, checked):
            builder.tag_heading(bullets=bullets, urls=urls, checked=checked)
        case Paragraph():
            builder.add_block("prose", labelled_text(node))
        case ListNode(ordered):
            kind: BlockKind = "procedure" if ordered else "list"
            builder.add_block(kind, "\n".join(_list_lines(node, "")))
        case TableNode(header, _):
            builder.add_block("table", "\n".join(_table_lines(node)), header_row=bool(header))
        case CodeNode(text):
            builder.add_block("code", textwrap.dedent(text).strip("\n"))
        case FigureNode(text):
            builder.add_block("figure", text)


def _without_brackets(title: str) -> str:
    """Return a tab's title as AWS shows it, `AWS CLI` for `[ AWS CLI ]`."""
    tab = _TAB_TITLE.fullmatch(title)
    return tab.group(1) if tab else title


def labelled_text(paragraph: Paragraph) -> str:
    """Return the paragraph as text, its label joined to what it labels (`Note: ...`)."""
    text = _LABEL_LINE.sub(r"\1: ", paragraph.text)
    if not paragraph.lead:
        return text
    lead = paragraph.lead.strip()
    if not text:
        return lead
    if len(lead.split()) > LABEL_WORDS:
        return f"{lead}\n{text}"
    return f"{lead}{' ' if lead[-1] in '.:?!' else ': '}{text}"


def _label_key(title: str) -> str:
    return title.strip().rstrip(":").lower()


def _labels_attached(nodes: Sequence[Node]) -> list[Node]:
    """Turn admonition labels into openings of the next paragraph, and bold lines into headings."""
    result: list[Node] = []
    pending = ""
    for position, node in enumerate(nodes):
        following = nodes[position + 1] if position + 1 < len(nodes) else None
        label = _bare_label(node)
        if label and _label_key(label) in ADMONITIONS and following is not None:
            pending = label
            continue
        if isinstance(node, Paragraph) and pending:
            body = labelled_text(node)
            result.append(Paragraph(body, lead=pending))
            pending = ""
            continue
        pending = ""
        if isinstance(node, Paragraph) and _is_code_label(node, following):
            continue
        if isinstance(node, Paragraph) and label and _names_the_next(label, following):
            pending = label
            continue
        if isinstance(node, Paragraph) and label and _opens_section(label, following):
            result.append(HeadingNode(LABEL_HEADING_LEVEL, label.rstrip(":")))
            continue
        result.append(node)
    return result


def _bare_label(node: Node) -> str:
    if isinstance(node, HeadingNode) and node.level == LABEL_HEADING_LEVEL:
        return node.title
    if isinstance(node, Paragraph) and node.lead and not node.text:
        return node.lead
    return ""


def _is_code_label(node: Paragraph, following: Node | None) -> bool:
    if labelled_text(node).lower() not in CODE_LABELS:
        return False
    return isinstance(following, CodeNode) or bool(following and _bare_label(following))


def _names_the_next(label: str, following: Node | None) -> bool:
    """Tell a parameter's name above its description from the title of a section."""
    return " " not in label and isinstance(following, Paragraph) and not following.lead


def _opens_section(label: str, following: Node | None) -> bool:
    if following is None or isinstance(following, HeadingNode):
        return False
    return len(label.split()) <= LABEL_WORDS and label[-1] not in ".!"


def _without_contents_lists(nodes: Sequence[Node]) -> tuple[list[Node], dict[str, str]]:
    """Drop lists that only link to the page's own parts; return the anchors they name by title.

    A page that holds nothing else keeps its list, unless it is the contents of a whole guide.
    """
    kept: list[Node] = []
    anchors: dict[str, str] = {}
    links = 0
    position = 0
    while position < len(nodes):
        node = nodes[position]
        following = nodes[position + 1] if position + 1 < len(nodes) else None
        if (
            _label_key(_bare_label(node)) in CONTENTS_LABELS
            and isinstance(following, ListNode)
            and _only_links(following)
        ):
            entries = list(_link_entries(following))
            links += len(entries)
            anchors.update((text, to[1:]) for text, to in entries if to.startswith("#"))
            position += 2
            continue
        kept.append(node)
        position += 1
    has_text = any(
        isinstance(node, Paragraph | ListNode | TableNode | CodeNode | FigureNode) for node in kept
    )
    if has_text or links > CONTENTS_LINKS:
        return kept, anchors
    return list(nodes), anchors


def _only_links(node: ListNode) -> bool:
    return all(
        (isinstance(child, Paragraph) and child.link_only)
        or (isinstance(child, ListNode) and _only_links(child))
        for item in node.items
        for child in item
    )


def _link_entries(node: ListNode) -> Iterator[tuple[str, str]]:
    """Yield text and target of every link in a contents list."""
    for item in node.items:
        for child in item:
            if isinstance(child, ListNode):
                yield from _link_entries(child)
            elif isinstance(child, Paragraph):
                yield child.text, child.target


def _steps_joined(nodes: Sequence[Node], *, restarts_go_on: bool) -> list[Node]:
    """Join numbered lists whose numbers go on; what stands between belongs to the step above.

    The 2026 dialect does not indent the content of a step, which ends the list for any Markdown
    parser.
    """
    result: list[Node] = []
    position = 0
    while position < len(nodes):
        node = nodes[position]
        position += 1
        if not (isinstance(node, ListNode) and node.ordered):
            result.append(node)
            continue
        while True:
            taken = _continuation(node, nodes, position, restarts_go_on=restarts_go_on)
            if taken is None:
                break
            node, position = taken
        result.append(node)
    return result


def _continuation(
    steps: ListNode, nodes: Sequence[Node], position: int, *, restarts_go_on: bool
) -> tuple[ListNode, int] | None:
    between: list[Node] = []
    for ahead in range(position, len(nodes)):
        node = nodes[ahead]
        if isinstance(node, ListNode) and node.ordered:
            counts_on = node.start == steps.start + len(steps.items) and node.start > 1
            starts_over = node.start == 1 and restarts_go_on and all(map(_belongs, between))
            if counts_on or starts_over:
                last = (*steps.items[-1], *between)
                items = (*steps.items[:-1], last, *node.items)
                return replace(steps, items=items), ahead + 1
            break
        if isinstance(node, HeadingNode) and not _TAB_TITLE.fullmatch(node.title):
            break
        between.append(node)
    following = nodes[position] if position < len(nodes) else None
    if isinstance(following, ListNode) and not following.ordered and _step_goes_on(steps):
        items = (*steps.items[:-1], (*steps.items[-1], following))
        return replace(steps, items=items), position + 1
    return None


def _belongs(node: Node) -> bool:
    """Tell whether a node between two numbered lists can only be part of a step."""
    if isinstance(node, Paragraph):
        return _label_key(node.lead) in ADMONITIONS
    return isinstance(node, CodeNode | HeadingNode)


def _step_goes_on(steps: ListNode) -> bool:
    last = steps.items[-1]
    tail = last[-1] if last else None
    return isinstance(tail, Paragraph) and bool(_STEP_GOES_ON.search(labelled_text(tail)))


def _list_lines(node: ListNode, indent: str) -> Iterator[str]:
    for number, item in enumerate(node.items, node.start):
        marker = f"{number}. " if node.ordered else "- "
        yield from _item_lines(item, indent, marker)


def _item_lines(item: tuple[Node, ...], indent: str, marker: str) -> Iterator[str]:
    inner = indent + "  "
    prefix = indent + marker
    for child in _labels_attached(item):
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
            yield f"{indent}{_without_brackets(title)}:"
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
