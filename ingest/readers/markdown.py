"""Markdown to plain text with structure: our notes, AWS's own dialect, the 2026 mirror's, and
anybody's."""

from __future__ import annotations

import re
from functools import cache
from pathlib import PurePosixPath

from markdown_it import MarkdownIt

from ingest.readers.front_matter import split_front_matter
from ingest.readers.markdown_nodes import NodeReader
from ingest.readers.parsed import ParsedText
from ingest.readers.render import render

_ANCHORED = re.compile(r"<a name=\"[^\"]*\"></a>")
_BROKEN_CONTENTS_LINK = re.compile(
    r"^([ \t]*[-+*] \[)\s*\n\s*\n[ \t]*#{1,6} +(.+?)\s*\n\s*\n[ \t]*(\]\([^)\n]*\))", re.MULTILINE
)
"""A contents entry that an exporter spread over five lines, with a false heading inside."""
_COPIED_FROM = "All content copied from https://docs.aws.amazon.com"
_CONVENTIONS = re.compile(r"^\[Document Conventions\]\([^)\n]*\)[ \t]*$", re.MULTILINE)


def read_markdown(text: str, source_path: str) -> ParsedText:
    """Read a Markdown file's text; never fails, since every text is valid Markdown.

    The title is the front matter's, else the first heading's, else the file's name.
    """
    fields, body = split_front_matter(text.replace("\r\n", "\n").replace("\r", "\n"))
    body = _BROKEN_CONTENTS_LINK.sub(r"\1\2\3", _without_mirror_tail(body))
    unwrapped = _ANCHORED.search(body) is not None
    tokens = _parser(indented_code=not unwrapped).parse(body)
    builder = render(NodeReader(soft_break="\n" if unwrapped else " ").read(tokens))
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


@cache
def _parser(*, indented_code: bool) -> MarkdownIt:
    """Return the parser; in AWS's own dialect deep indentation is nesting gone wrong, never
    code."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
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
