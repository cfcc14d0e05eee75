"""The pages of a whole guide, from its table of contents, else from its sitemap."""

from __future__ import annotations

import json
import re
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urldefrag, urljoin
from xml.etree import ElementTree

from index.errors import GroundworkError
from ingest.aws_docs.client import FetchError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from ingest.aws_docs.catalogue import Guide

CONTENTS = "toc-contents.json"
SITEMAP = "sitemap.xml"

_PAGE = re.compile(r"(?P<page>[A-Za-z0-9_][A-Za-z0-9_./-]*)\.html\Z")


@dataclass(frozen=True, slots=True)
class GuidePage:
    """A page as the guide's own contents name it."""

    page: str
    """Its name below the guide's address, without the ending."""
    title: str | None = None


def guide_pages(guide: Guide, read: Callable[[str], bytes]) -> tuple[GuidePage, ...]:
    """Return all pages of a guide in the order of its contents, each once.

    `read` returns the bytes at an address, or raises FetchError. Raises GroundworkError when
    neither the contents nor the sitemap can be read.
    """
    reasons = []
    for name, list_pages in ((CONTENTS, _contents_pages), (SITEMAP, _sitemap_pages)):
        try:
            pages: dict[str, GuidePage] = {}
            for page in list_pages(guide, read):
                pages.setdefault(page.page, page)
        except FetchError as error:
            reasons.append(f"{name}: {error.reason}")
        except (ValueError, ElementTree.ParseError) as error:
            reasons.append(f"{name}: cannot be read ({error})")
        else:
            if pages:
                return tuple(pages.values())
            reasons.append(f"{name}: lists no page")
    raise GroundworkError(
        f"the pages of {guide.base} cannot be listed ({'; '.join(reasons)})",
        "Check the guide's address.",
    )


def _contents_pages(guide: Guide, read: Callable[[str], bytes]) -> Iterator[GuidePage]:
    """Yield the pages of `toc-contents.json` and of the lists that it includes, each list once."""
    seen = {urljoin(guide.base, CONTENTS)}
    stack = deque(_entries(read(urljoin(guide.base, CONTENTS))))
    while stack:
        entry = stack.popleft()
        page = _page_name(guide, str(entry.get("href", "")))
        if page is not None:
            yield GuidePage(page, str(entry["title"]) if entry.get("title") else None)
        included = entry.get("include_contents")
        if isinstance(included, str):
            address = urljoin(guide.base, included)
            if address.startswith(guide.base) and address not in seen:
                seen.add(address)
                stack.extendleft(reversed(_entries(read(address))))
        contents = entry.get("contents")
        if isinstance(contents, list):
            stack.extendleft(reversed([e for e in contents if isinstance(e, dict)]))


def _entries(data: bytes) -> list[dict[str, Any]]:
    """Return the entries of one list. Raises ValueError for anything else."""
    table = json.loads(data)
    contents = table.get("contents") if isinstance(table, dict) else None
    if not isinstance(contents, list):
        raise ValueError("it holds no list of contents")
    return [entry for entry in contents if isinstance(entry, dict)]


def _sitemap_pages(guide: Guide, read: Callable[[str], bytes]) -> Iterator[GuidePage]:
    root = ElementTree.fromstring(read(urljoin(guide.base, SITEMAP)))
    for element in root.iter():
        if element.tag.rpartition("}")[2] == "loc" and element.text:
            page = _page_name(guide, element.text.strip())
            if page is not None:
                yield GuidePage(page)


def _page_name(guide: Guide, href: str) -> str | None:
    """Return the name of a page that lies below the guide's address; None for anything else."""
    address = urldefrag(urljoin(guide.base, unquote(href))).url
    if not href or not address.startswith(guide.base):
        return None
    found = _PAGE.match(address[len(guide.base) :])
    if found is None or "/." in found["page"] or "//" in found["page"]:
        return None
    return found["page"]
