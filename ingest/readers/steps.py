"""Steps: numbered lists that a dialect tore apart are joined again."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from ingest.readers.labels import ADMONITIONS, is_tab_title, label_key, labelled_text
from ingest.readers.nodes import CodeNode, HeadingNode, ListNode, Node, Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

_STEP_GOES_ON = re.compile(r"(?::|\bfollowing\b[^.]{0,80}[.:]?|\bbelow\b[.:]?)\s*$")


def steps_joined(nodes: Sequence[Node], *, restarts_go_on: bool) -> list[Node]:
    """Join numbered lists whose numbers go on; what stands between belongs to the step above.

    The 2026 mirror does not indent the content of a step, which ends the list for any Markdown
    parser. `restarts_go_on` is for a dialect that numbers every step 1: a list that starts again
    after nothing but code and notes continues the one before.
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
        if isinstance(node, HeadingNode) and not is_tab_title(node.title):
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
        return label_key(node.lead) in ADMONITIONS
    return isinstance(node, CodeNode | HeadingNode)


def _step_goes_on(steps: ListNode) -> bool:
    last = steps.items[-1]
    tail = last[-1] if last else None
    return isinstance(tail, Paragraph) and bool(_STEP_GOES_ON.search(labelled_text(tail)))
