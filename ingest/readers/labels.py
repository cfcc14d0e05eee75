"""Labels: words in bold, or under `######`, that open what follows them.

`Note` and its kin belong to the next paragraph, a parameter's name to its description; any other
label opens a section.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from ingest.readers.nodes import CodeNode, HeadingNode, Node, Paragraph

if TYPE_CHECKING:
    from collections.abc import Sequence

ADMONITIONS = frozenset({"note", "notes", "important", "warning", "tip", "caution"})
"""Labels that belong to the paragraph below them; they are no headings."""

_CODE_LABELS = """
json yaml xml python java javascript bash sql shell text html php ruby go kotlin rust swift c++ .net
"""
CODE_LABELS = frozenset(_CODE_LABELS.split())
"""Tab titles that the 2026 mirror leaves as a paragraph above a code block."""

LABEL_HEADING_LEVEL = 6
"""A bold line or `######` label opens a section below every real heading."""

LABEL_WORDS = 12
"""A bold line longer than this is a sentence, not a label."""

_LABEL_LINE = re.compile(
    r"^(?:\[!)?(note|notes|important|warning|tip|caution)(?:\]|:)?\n(?=\S)",
    re.MULTILINE | re.IGNORECASE,
)
"""An admonition on a line of its own inside a paragraph; GitHub writes `[!NOTE]`."""
_TAB_TITLE = re.compile(r"\[ (.+) \]")
"""AWS writes the title of a tab (`[ AWS CLI ]`) as a heading."""


def labelled_text(paragraph: Paragraph) -> str:
    """Return the paragraph as text, its label joined to what it labels (`Note: ...`)."""
    text = _LABEL_LINE.sub(lambda label: f"{label.group(1).capitalize()}: ", paragraph.text)
    if not paragraph.lead:
        return text
    lead = paragraph.lead.strip()
    if not text:
        return lead
    if len(lead.split()) > LABEL_WORDS:
        return f"{lead}\n{text}"
    return f"{lead}{' ' if lead[-1] in '.:?!' else ': '}{text}"


def is_tab_title(title: str) -> bool:
    """Tell the title of a tab, such as `[ AWS CLI ]`, from a heading."""
    return _TAB_TITLE.fullmatch(title) is not None


def without_brackets(title: str) -> str:
    """Return a tab's title as AWS shows it, `AWS CLI` for `[ AWS CLI ]`."""
    tab = _TAB_TITLE.fullmatch(title)
    return tab.group(1) if tab else title


def label_key(title: str) -> str:
    """Return a label in the form in which the sets above hold it."""
    return title.strip().rstrip(":").lower()


def labels_attached(nodes: Sequence[Node]) -> list[Node]:
    """Turn admonition labels into openings of the next paragraph, and bold lines into headings."""
    result: list[Node] = []
    pending = ""
    for position, node in enumerate(nodes):
        following = nodes[position + 1] if position + 1 < len(nodes) else None
        label = bare_label(node)
        if label and label_key(label) in ADMONITIONS and following is not None:
            pending = label
            continue
        if isinstance(node, Paragraph) and pending:
            body = labelled_text(node)
            result.append(Paragraph(body, lead=pending))
            pending = ""
            continue
        if pending:
            result.append(Paragraph(f"{pending.rstrip(':')}:"))
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


def bare_label(node: Node) -> str:
    """Return the label that a node is, or nothing when it is more than a label."""
    if isinstance(node, HeadingNode) and node.level == LABEL_HEADING_LEVEL:
        return node.title
    if isinstance(node, Paragraph) and node.lead and not node.text:
        return node.lead
    return ""


def _is_code_label(node: Paragraph, following: Node | None) -> bool:
    if labelled_text(node).lower() not in CODE_LABELS:
        return False
    return isinstance(following, CodeNode) or bool(following and bare_label(following))


def _names_the_next(label: str, following: Node | None) -> bool:
    """Tell a parameter's name above its description from the title of a section."""
    return " " not in label and isinstance(following, Paragraph) and not following.lead


def _opens_section(label: str, following: Node | None) -> bool:
    if following is None or isinstance(following, HeadingNode):
        return False
    return len(label.split()) <= LABEL_WORDS and label[-1] not in ".!"
