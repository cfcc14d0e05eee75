"""A note as its author wrote it: sections, comment lines and paragraphs with their line numbers.

The readers give clean text; the lint needs the lines of the file. In our notes a paragraph, list
item or table row is one line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ingest.readers.front_matter import split_front_matter
from ingest.sentences import split_line

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_FENCE = re.compile(r"\s*(```+|~~~+)")
_HEADING = re.compile(r"(#{1,6})\s+(.*?)\s*#*\s*\Z")
_COMMENT = re.compile(r"\s*<!--(.*?)-->\s*\Z")
_MARKER = re.compile(r"\s*(?:>\s*)*(?:[-*+]|\d{1,3}[.)])\s+")
_RULE = re.compile(r"\s*(?:\|?\s*:?-{3,}:?\s*)+\|?\s*\Z")
_LINK = re.compile(r"!?\[([^\]]*)\]\(([^)\s]*)[^)]*\)")
_CODE = re.compile(r"`[^`]*`")
_ADDRESS = re.compile(r"https?://\S+")
_LABEL = re.compile(r"\s*(?:\*[^*]{1,40}:\*|\*\*[^*]{1,40}:\*\*)\s*")


@dataclass(frozen=True, slots=True)
class Comment:
    """The comment line below a heading."""

    line: int
    bullets: tuple[str, ...]
    sources: tuple[str, ...]
    checked: str
    missing: tuple[str, ...] = ()
    """Fields that it should have and has not."""

    @classmethod
    def parse(cls, text: str, line: int) -> Comment:
        """Read `bullets: ... · source: ... · checked: ...`."""
        fields: dict[str, str] = {}
        for part in text.split("·"):
            name, colon, value = part.partition(":")
            if colon:
                fields[name.strip()] = value.strip()
        return cls(
            line=line,
            bullets=tuple(fields.get("bullets", "").replace(",", " ").split()),
            sources=tuple(fields.get("source", "").replace(",", " ").split()),
            checked=fields.get("checked", ""),
            missing=tuple(
                name for name in ("bullets", "source", "checked") if not fields.get(name)
            ),
        )


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of text: a paragraph, a list item or a table row."""

    line: int
    text: str
    """As it is written, without a list marker."""
    is_row: bool = False

    @property
    def plain(self) -> str:
        """The words alone: links as their text, no code, no addresses, no emphasis."""
        text = _LINK.sub(r"\1", self.text)
        text = _ADDRESS.sub(" ", _CODE.sub(" ", text))
        return text.replace("**", "").replace("*", "")

    @property
    def links(self) -> list[str]:
        """The targets of its links."""
        return [target for _, target in _LINK.findall(self.text)]

    def sentences(self) -> list[str]:
        """Return its sentences in plain words, without a label such as `*Trap:*`."""
        text = Paragraph(self.line, _LABEL.sub("", self.text, count=1)).plain
        return [text[span.start : span.end] for span in split_line(text, 0, len(text))]


@dataclass(slots=True)
class Section:
    """A heading with what stands below it, up to the next heading."""

    title: str
    level: int
    line: int
    comment: Comment | None = None
    strays: list[int] = field(default_factory=list)
    """Lines of further comments, which stand apart from the heading."""
    paragraphs: list[Paragraph] = field(default_factory=list)
    code_lines: int = 0

    @property
    def has_text(self) -> bool:
        """True when something stands below the heading itself."""
        return bool(self.paragraphs) or self.code_lines > 0

    def with_table_headers(self) -> Iterator[tuple[Paragraph, str]]:
        """Yield each paragraph with the header row of its table; no table gives an empty one."""
        header = ""
        last_row = 0
        for paragraph in self.paragraphs:
            if not paragraph.is_row:
                header = ""
            elif not last_row or paragraph.line > last_row + 2:
                header = paragraph.plain
            last_row = paragraph.line if paragraph.is_row else 0
            yield paragraph, header

    @property
    def plain(self) -> str:
        """Heading and text in plain words."""
        return "\n".join((self.title, *(p.plain for p in self.paragraphs)))


@dataclass(frozen=True, slots=True)
class Note:
    """One Markdown file of the corpus."""

    file: str
    """Its path, as findings name it."""
    fields: dict[str, str]
    """Front matter."""
    sections: tuple[Section, ...]

    @property
    def words(self) -> int:
        """Words of its paragraphs."""
        return sum(
            len(re.findall(r"\w[\w'’.,-]*", p.plain)) for s in self.sections for p in s.paragraphs
        )

    @classmethod
    def load(cls, path: Path, file: str) -> Note:
        """Read a file."""
        return cls.parse(path.read_text(encoding="utf-8"), file)

    @classmethod
    def parse(cls, text: str, file: str) -> Note:
        """Read a note's text."""
        fields, body = split_front_matter(text)
        first = text[: len(text) - len(body)].count("\n") + 1
        return cls(file, fields, tuple(_sections(body, first)))


def _sections(body: str, first: int) -> Iterator[Section]:
    section: Section | None = None
    fence = ""
    for number, line in enumerate(body.split("\n"), first):
        found = _FENCE.match(line)
        if fence or found:
            if section is not None:
                section.code_lines += 1
            if found and (not fence or found.group(1).startswith(fence)):
                fence = "" if fence else found.group(1)
            continue
        heading = _HEADING.match(line)
        if heading:
            if section is not None:
                yield section
            section = Section(heading.group(2), len(heading.group(1)), number)
            continue
        if section is None:
            section = Section("", 0, number)
        _add(section, line, number)
    if section is not None and (section.level or section.has_text):
        yield section


def _add(section: Section, line: str, number: int) -> None:
    comment = _COMMENT.match(line)
    if comment:
        if section.comment is None and number == section.line + 1:
            section.comment = Comment.parse(comment.group(1), number)
        else:
            section.strays.append(number)
    elif line.strip() and not _RULE.match(line):
        text = line[found.end() :] if (found := _MARKER.match(line)) else line.strip()
        section.paragraphs.append(Paragraph(number, text, line.lstrip().startswith("|")))
