"""Markdown tokens to the block tree that all readers share."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.readers.front_matter import read_section_tags
from ingest.readers.html_nodes import fragment_nodes
from ingest.readers.markdown_inline import HTML_TAGS, Inline, read_inline
from ingest.readers.mermaid import mermaid_text
from ingest.readers.nodes import (
    AnchorNode,
    CodeNode,
    FigureNode,
    HeadingNode,
    ListNode,
    Node,
    Paragraph,
    TableNode,
)
from ingest.readers.plain import worthwhile_alt

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_FIRST_TAG = re.compile(r"<([a-zA-Z][\w-]*)")


class NodeReader:
    """Walks a flat token list; `soft_break` is what a single line end means in the dialect."""

    def __init__(self, *, soft_break: str) -> None:
        self._soft_break = soft_break

    def read(self, tokens: Sequence[Token]) -> list[Node]:
        """Return the document's nodes in reading order."""
        nodes, _ = self._nodes(tokens, 0, "")
        return nodes

    def _nodes(self, tokens: Sequence[Token], at: int, until: str) -> tuple[list[Node], int]:
        nodes: list[Node] = []
        while at < len(tokens):
            token = tokens[at]
            if token.type == until:
                return nodes, at + 1
            match token.type:
                case "heading_open":
                    nodes.append(self._heading(tokens[at + 1], int(token.tag[1])))
                    at += 3
                case "paragraph_open":
                    nodes.extend(self._paragraph(tokens[at + 1]))
                    at += 3
                case "bullet_list_open" | "ordered_list_open":
                    node, at = self._list(tokens, at)
                    nodes.append(node)
                case "table_open":
                    table, at = self._table(tokens, at)
                    nodes.append(table)
                case "fence" | "code_block":
                    nodes.extend(_code(token))
                    at += 1
                case "html_block":
                    nodes.extend(_html(token.content))
                    at += 1
                case _:
                    at += 1
        return nodes, at

    def _inline(self, token: Token) -> Inline:
        return read_inline(token.children or [], soft_break=self._soft_break)

    def _heading(self, token: Token, level: int) -> HeadingNode:
        inline = self._inline(token)
        return HeadingNode(level, f"{inline.lead} {inline.text}".strip(), inline.anchor)

    def _paragraph(self, token: Token) -> list[Node]:
        inline = self._inline(token)
        if inline.text or inline.lead:
            return [Paragraph(inline.text, inline.lead, inline.link_only, inline.target)]
        if inline.anchor:
            return [AnchorNode(inline.anchor)]
        if worthwhile_alt(inline.alt):
            return [FigureNode(inline.alt)]
        return []

    def _list(self, tokens: Sequence[Token], at: int) -> tuple[Node, int]:
        ordered = tokens[at].type == "ordered_list_open"
        closing = "ordered_list_close" if ordered else "bullet_list_close"
        items: list[tuple[Node, ...]] = []
        numbers: list[int] = []
        at += 1
        while tokens[at].type != closing:
            numbers.append(int(tokens[at].info or 0))
            item, at = self._nodes(tokens, at + 1, "list_item_close")
            items.append(tuple(item))
        node = numbered(items, numbers) if ordered else ListNode(ordered=False, items=tuple(items))
        return node, at + 1

    def _table(self, tokens: Sequence[Token], at: int) -> tuple[TableNode, int]:
        rows: list[tuple[str, ...]] = []
        cells: list[str] = []
        while tokens[at].type != "table_close":
            token = tokens[at]
            if token.type == "inline":
                inline = self._inline(token)
                cells.append(f"{inline.lead} {inline.text}".strip())
            elif token.type == "tr_close":
                rows.append(tuple(cells))
                cells = []
            at += 1
        header = rows[0] if any(rows[0]) else ()
        body = tuple(row for row in rows[1:] if any(row))
        return TableNode(header, body), at + 1


def numbered(items: Sequence[tuple[Node, ...]], numbers: Sequence[int]) -> ListNode:
    """Return the steps as a list, nested again where the source's numbers start over.

    Numbers that all are 1 mean "count them yourself"; otherwise a 1 opens the sub-steps of the step
    above, and a number that continues an outer list closes them.
    """
    if len(set(numbers)) <= 1 or list(numbers) == list(range(numbers[0], numbers[0] + len(items))):
        return ListNode(ordered=True, items=tuple(items), start=numbers[0])
    root, _ = _nest(items, numbers, 0, ())
    return root


def _nest(
    items: Sequence[tuple[Node, ...]], numbers: Sequence[int], at: int, outer: tuple[int, ...]
) -> tuple[ListNode, int]:
    start = numbers[at]
    own: list[tuple[Node, ...]] = [items[at]]
    last = start
    at += 1
    while at < len(items):
        number = numbers[at]
        if number == 1 and last >= 1:
            inner, at = _nest(items, numbers, at, (*outer, last))
            own[-1] = (*own[-1], inner)
        elif number != last + 1 and any(number == n + 1 for n in outer):
            break
        else:
            own.append(items[at])
            last = number
            at += 1
    return ListNode(ordered=True, items=tuple(own), start=start), at


def _code(token: Token) -> list[Node]:
    if token.info.strip().lower() == "mermaid":
        return [FigureNode(mermaid_text(token.content))]
    return [CodeNode(token.content)] if token.content.strip() else []


def _html(markup: str) -> list[Node]:
    """Read a raw HTML block: a note's comment line, placeholder markup (code), or markup around
    text."""
    if markup.lstrip().startswith("<!--"):
        tags = read_section_tags(markup)
        return [tags] if tags else []
    first = _FIRST_TAG.search(markup)
    if first and first.group(1).lower() not in HTML_TAGS:
        return [CodeNode(markup)]
    if first and first.group(1).lower() in {"script", "style"}:
        return []
    return fragment_nodes(markup)
