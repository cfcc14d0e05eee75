"""The head of a Markdown file (`key: value` lines between `---`) and the comment line below a
note's heading."""

from __future__ import annotations

import re

from ingest.readers.nodes import SectionTags

_HEAD = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
_FIELD = re.compile(r"^([A-Za-z_][\w-]*)[ \t]*:[ \t]*(.*?)[ \t]*$", re.MULTILINE)
_COMMENT = re.compile(r"<!--(.*?)-->", re.DOTALL)
_COMMENT_FIELD = re.compile(r"(bullets|source|checked)\s*:\s*(.*)", re.DOTALL)


def split_front_matter(text: str) -> tuple[dict[str, str], str]:
    """Return the fields of the head and the text below it; no head gives no fields.

    Values are plain: quotes around one are removed, nested YAML is not read.
    """
    head = _HEAD.match(text)
    if head is None:
        return {}, text
    fields = {
        found.group(1).lower(): found.group(2).strip("\"'")
        for found in _FIELD.finditer(head.group(1))
    }
    return fields, text[head.end() :]


def read_section_tags(html: str) -> SectionTags | None:
    """Read `<!-- bullets: 1.1.k1 1.1.s2 · source: URL URL · checked: DATE -->`; None for any other
    comment."""
    comment = _COMMENT.search(html)
    if comment is None:
        return None
    fields: dict[str, str] = {}
    for part in comment.group(1).split("·"):
        found = _COMMENT_FIELD.match(part.strip())
        if found:
            fields[found.group(1)] = found.group(2).strip()
    if not fields:
        return None
    return SectionTags(
        bullets=tuple(fields.get("bullets", "").replace(",", " ").split()),
        urls=tuple(
            url.rstrip(",") for url in fields.get("source", "").split() if url.startswith("http")
        ),
        checked=fields.get("checked") or None,
    )
