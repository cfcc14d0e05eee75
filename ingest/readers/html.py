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
    return _extracted(text) or block_nodes(whole)


def _extracted(text: str) -> list[Node]:
    """Return the main content of a page that does not mark it, as trafilatura finds it.

    Nothing is returned when its structure was lost on the way.
    """
    import trafilatura

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)
    extracted = trafilatura.extract(
        text, output_format="html", include_tables=True, include_formatting=True, favor_recall=True
    )
    if not extracted:
        return []
    nodes = block_nodes(html.document_fromstring(extracted))
    return nodes if len(nodes) > 1 else []


def _page_title(page: Any) -> str:
    return clean_spaces(" ".join(page.xpath("//head/title//text()"))).replace("\n", " ")


def _address(page: Any, *paths: str) -> str | None:
    for path in paths:
        for value in page.xpath(path):
            if str(value).startswith(("https://", "http://")):
                return str(value)
    return None
