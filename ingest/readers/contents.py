"""Contents lists: links that only repeat the headings of a page or name its neighbours."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ingest.readers.labels import bare_label, label_key
from ingest.readers.nodes import CodeNode, FigureNode, ListNode, Node, Paragraph, TableNode

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CONTENTS_LABELS = frozenset(
    {"topics", "topic", "contents", "tasks", "sections", "in this section", "steps", "subtopics"}
)
"""Labels under which a list of links repeats the headings that follow."""

CONTENTS_LINKS = 40
"""A page that holds nothing but a list of links keeps it up to this length; a longer one is the
table of contents of a whole guide."""


def without_contents_lists(nodes: Sequence[Node]) -> tuple[list[Node], dict[str, str]]:
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
            label_key(bare_label(node)) in CONTENTS_LABELS
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
