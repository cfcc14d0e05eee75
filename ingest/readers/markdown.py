"""Markdown to plain text with structure: our notes, AWS's own dialect, the 2026 mirror's, and
anybody's."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePosixPath

from markdown_it import MarkdownIt

from ingest.readers.front_matter import split_front_matter
from ingest.readers.markdown_nodes import NodeReader
from ingest.readers.markdown_repairs import repair_inline
from ingest.readers.nodes import Node, Paragraph
from ingest.readers.parsed import ParsedText
from ingest.readers.plain import without_controls
from ingest.readers.render import render

_ANCHORED = re.compile(r"<a name=\"[^\"]*\"></a>")
_BROKEN_CONTENTS_LINK = re.compile(
    r"^([ \t]*[-+*] \[)\s*\n\s*\n[ \t]*#{1,6} +(.+?)\s*\n\s*\n[ \t]*(\]\([^)\n]*\))", re.MULTILINE
)
"""A contents entry that an exporter spread over five lines, with a false heading inside."""
_TEXT_AFTER_FENCE = re.compile(r"^( *)```[ ]{2,}(?=\S)", re.MULTILINE)
"""AWS's exporter sometimes goes on with text on the line that closes a code block."""
_COPIED_FROM = "All content copied from https://docs.aws.amazon.com"
_CONVENTIONS = re.compile(r"^\[Document Conventions\]\([^)\n]*\)[ \t]*$", re.MULTILINE)


def read_markdown(text: str, source_path: str) -> ParsedText:
    """Read a Markdown file's text; never fails, since every text is valid Markdown.

    The title is the front matter's, else the first heading's, else the file's name.
    """
    text = without_controls(text).replace("\r\n", "\n").replace("\r", "\n")
    fields, whole = split_front_matter(text)
    body = _without_mirror_tail(whole)
    is_mirror = body is not whole
    body = _BROKEN_CONTENTS_LINK.sub(r"\1\2\3", body)
    unwrapped = _ANCHORED.search(body) is not None
    if unwrapped:
        body = _TEXT_AFTER_FENCE.sub(r"\1```\n\n\1", body)
    tokens = _parser(indented_code=not unwrapped).parse(body)
    nodes = NodeReader(soft_break="\n" if unwrapped else " ").read(tokens)
    builder = render(_sentences_mended(nodes) if is_mirror else nodes, restarts_go_on=unwrapped)
    first = builder.headings[0].title if builder.headings else None
    domain = fields.get("domain", "")
    return ParsedText(
        text=builder.text,
        title=fields.get("title") or first or PurePosixPath(source_path).stem,
        headings=tuple(builder.headings),
        blocks=tuple(builder.blocks),
        url=fields.get("url") or fields.get("source_url"),
        licence=fields.get("licence") or fields.get("license"),
        retrieved=fields.get("retrieved") or fields.get("checked"),
        exam=fields.get("exam"),
        domain=int(domain) if domain.isdigit() else None,
        task=fields.get("task"),
    )


def _sentences_mended(nodes: list[Node]) -> list[Node]:
    """Join paragraphs that the mirror tore apart before a placeholder in italics."""
    mended: list[Node] = []
    for node in nodes:
        last = mended[-1] if mended else None
        if (
            isinstance(node, Paragraph)
            and isinstance(last, Paragraph)
            and not (node.lead or last.lead)
            and last.text[-1:].islower()
            and node.text[:1].islower()
        ):
            mended[-1] = Paragraph(f"{last.text} {node.text}")
        else:
            mended.append(node)
    return mended


@cache
def _parser(*, indented_code: bool) -> MarkdownIt:
    """Return the parser; in AWS's own dialect deep indentation is nesting gone wrong, never
    code."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.core.ruler.before("inline", "repair", repair_inline)
    return parser if indented_code else parser.disable("code")


def _without_mirror_tail(text: str) -> str:
    """Cut the 2026 mirror's tail: conventions link, neighbour pages' titles, origin line."""
    stripped = text.rstrip()
    last_line = stripped[stripped.rfind("\n") + 1 :]
    if not last_line.startswith(_COPIED_FROM):
        return text
    end = len(stripped) - len(last_line)
    for found in _CONVENTIONS.finditer(stripped):
        end = found.start()
    return stripped[:end]
