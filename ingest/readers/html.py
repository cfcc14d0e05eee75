"""HTML to plain text with structure: the main content only, never scripts, styles or navigation."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from lxml import etree, html  # type: ignore[import-untyped]

from index.errors import SourceError
from ingest.readers.html_nodes import block_nodes
from ingest.readers.parsed import ParsedText
from ingest.readers.plain import clean_spaces, without_controls
from ingest.readers.render import render

if TYPE_CHECKING:
    from ingest.readers.nodes import Node

MAIN_IDS = ("main-col-body", "main-content", "awsdocs-content")
"""Where docs.aws.amazon.com keeps a page's text, the narrowest first."""

MAIN_CHARACTERS = 200
"""A `main` or `article` element with less text is an empty frame that scripts would fill."""

BOILERPLATE_CHARACTERS = 1500
"""A page with less text than this is taken whole: there is too little to tell content from
frame."""

TELLING_CHARACTERS = 30
"""Shorter lines may occur anywhere on a page."""

MAIN_SHARE = 0.9
"""Share of the main content's lines that its element must hold; some are put together anew."""


def read_html(text: str, source_path: str) -> ParsedText:
    """Read an HTML page's text.

    Raises SourceError when the page cannot be parsed at all.
    """
    text = without_controls(text)
    page = _parse(text, source_path)
    nodes = _main_nodes(page, text)
    builder = render(nodes)
    first = next((h.title for h in builder.headings if h.level <= 2), None)
    return ParsedText(
        text=builder.text,
        title=first or _page_title(page) or source_path.rpartition("/")[2],
        headings=tuple(builder.headings),
        blocks=tuple(builder.blocks),
        url=_address(page, "//link[@rel='canonical']/@href", "//meta[@property='og:url']/@content"),
        licence=_address(page, "//link[@rel='license']/@href"),
    )


def _parse(text: str, source_path: str) -> Any:
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        page = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise SourceError(
            source_path, "holds no HTML that can be read", "Open it in a browser and save it again."
        ) from error
    return page


def _main_nodes(page: Any, text: str) -> list[Node]:
    for name in MAIN_IDS:
        for element in page.xpath("//*[@id=$name]", name=name):
            nodes = block_nodes(element)
            if nodes:
                return nodes
    for tag in ("main", "article"):
        found = page.findall(f".//{tag}")
        if len(found) == 1 and len(found[0].text_content()) >= MAIN_CHARACTERS:
            return block_nodes(found[0])
    body = page.find("body")
    whole = page if body is None else body
    if len(whole.text_content()) < BOILERPLATE_CHARACTERS:
        return block_nodes(whole)
    return block_nodes(_element_of(_main_lines(text), whole))


def _main_lines(text: str) -> list[str]:
    """Return lines of the main content of a page that does not mark it, as trafilatura finds it.

    Only the place is taken from there: it loses numbers of steps, anchors, and code in sentences.
    """
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    extracted = trafilatura.extract(text, include_tables=False, favor_recall=True) or ""
    lines = (" ".join(line.split()) for line in extracted.split("\n"))
    return [line for line in lines if len(line) >= TELLING_CHARACTERS]


def _element_of(lines: list[str], whole: Any) -> Any:
    """Return the innermost element that holds nearly all lines; the whole page without lines."""
    element = whole
    while lines:
        inner = next(
            (
                child
                for child in element
                if isinstance(child.tag, str) and _share_held(lines, child) >= MAIN_SHARE
            ),
            None,
        )
        if inner is None or not len(inner):
            break
        element = inner
    return element


def _share_held(lines: list[str], element: Any) -> float:
    text = " ".join(element.text_content().split())
    return sum(line in text for line in lines) / len(lines)


def _page_title(page: Any) -> str:
    return clean_spaces(" ".join(page.xpath("//head/title//text()"))).replace("\n", " ")


def _address(page: Any, *paths: str) -> str | None:
    for path in paths:
        for value in page.xpath(path):
            if str(value).startswith(("https://", "http://")):
                return str(value)
    return None
