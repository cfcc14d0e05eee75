"""The block tree that the Markdown and HTML readers share, before it becomes plain text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; line breaks in it are meant."""

    text: str
    lead: str = ""
    """The bold opening when it stands on a line of its own: a label such as `Note` or a parameter's
    name."""
    link_only: bool = False
    """True when the paragraph is one link and nothing else."""
    target: str = ""
    """Where that link leads."""


@dataclass(frozen=True, slots=True)
class ListNode:
    """A bulleted or numbered list; each item is a run of nodes."""

    ordered: bool
    items: tuple[tuple[Node, ...], ...]
    start: int = 1


@dataclass(frozen=True, slots=True)
class TableNode:
    """A table; every row has one text per cell. The header is empty when the source has none."""

    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class CodeNode:
    """A block of code, verbatim."""

    text: str


@dataclass(frozen=True, slots=True)
class FigureNode:
    """A picture or diagram of which only the words are kept."""

    text: str
    """Empty when it has none of its own; a caption below may follow."""


@dataclass(frozen=True, slots=True)
class HeadingNode:
    """A heading of level 1 to 6."""

    level: int
    title: str
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class AnchorNode:
    """A link target on a line of its own, which belongs to the heading above it."""

    name: str


@dataclass(frozen=True, slots=True)
class SectionTags:
    """What a note's comment line says about its section."""

    bullets: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    checked: str | None = None


Node = (
    Paragraph
    | ListNode
    | TableNode
    | CodeNode
    | FigureNode
    | HeadingNode
    | AnchorNode
    | SectionTags
)
