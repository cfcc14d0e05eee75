"""HTML elements to the block tree that all readers share."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from lxml import etree, html  # type: ignore[import-untyped]

from ingest.readers.labels import labelled_text
from ingest.readers.nodes import (
    CodeNode,
    FigureNode,
    HeadingNode,
    ListNode,
    Node,
    Paragraph,
    TableNode,
)
from ingest.readers.plain import clean_spaces, worthwhile_alt

if TYPE_CHECKING:
    from collections.abc import Iterator

_DROPPED = """
script style nav noscript template iframe svg form button select input textarea footer object
embed canvas audio video link meta head
"""
DROPPED = frozenset(_DROPPED.split())
"""Elements that hold no text of the page."""

DROPPED_ROLES = frozenset({"navigation", "search", "banner", "contentinfo", "complementary"})

_DROPPED_CLASSES = """
breadcrumb breadcrumbs awsdocs-page-header-container prev-next awsdocs-copyright
awsdocs-page-utilities awsdocs-doc-feedback awsdocs-thumb-feedback code-btn-container
btn-copy-code headerlink toc table-of-contents sidebar cookie-banner
"""
DROPPED_CLASSES = frozenset(_DROPPED_CLASSES.split())

_INLINE = """
a abbr b bdi bdo big br cite code data del dfn em font i img ins kbd label mark q s samp small
span strike strong sub sup time tt u var wbr awsui-icon
"""
INLINE = frozenset(_INLINE.split())

MAX_DEPTH = 100
"""Elements nested deeper are taken as their bare text."""

_HEADINGS = {f"h{level}": level for level in range(1, 7)}


def block_nodes(element: Any) -> list[Node]:
    """Return the blocks inside an element, in reading order."""
    return list(_children(element, 0))


def fragment_nodes(markup: str) -> list[Node]:
    """Return the blocks of a piece of HTML that stands in another format."""
    try:
        page = html.document_fromstring(f"<body><div>{markup}</div></body>")
    except (etree.ParserError, etree.XMLSyntaxError):
        return []
    return block_nodes(page)


@dataclass(slots=True)
class _Run:
    """Inline content collected until the next block."""

    parts: list[str] = field(default_factory=list)
    bold: list[bool] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    outside_links: bool = False

    def add(self, text: str, *, bold: bool, link: bool) -> None:
        if not text:
            return
        self.parts.append(text)
        self.bold.append(bold)
        if text.strip() and not link:
            self.outside_links = True

    def nodes(self) -> Iterator[Node]:
        lead, rest = self._split_lead()
        text = clean_spaces(rest)
        if text or lead:
            alone = len(self.links) == 1 and not self.outside_links
            yield Paragraph(text, lead, alone, self.links[0] if self.links else "")

    def _split_lead(self) -> tuple[str, str]:
        count = 0
        for text, bold in zip(self.parts, self.bold, strict=True):
            if text.strip() and not bold:
                break
            count += 1
        while count and not self.bold[count - 1]:
            count -= 1
        lead = clean_spaces("".join(self.parts[:count])).replace("\n", " ")
        rest = "".join(self.parts[count:])
        if lead and (not rest.strip() or rest.lstrip(" ").startswith("\n")):
            return lead, rest
        return "", "".join(self.parts)


def _children(element: Any, depth: int) -> Iterator[Node]:
    run = _Run()
    run.add(_spaced(element.text), bold=False, link=False)
    for child in element:
        if isinstance(child.tag, str) and not _is_dropped(child):
            if _is_inline(child):
                _inline(child, run, bold=False, link=False, depth=depth)
            else:
                yield from run.nodes()
                run = _Run()
                yield from _block(child, depth + 1)
        run.add(_spaced(child.tail), bold=False, link=False)
    yield from run.nodes()


def _is_dropped(element: Any) -> bool:
    if element.tag in DROPPED or element.get("role") in DROPPED_ROLES:
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        return True
    return not DROPPED_CLASSES.isdisjoint((element.get("class") or "").split())


def _is_inline(element: Any) -> bool:
    """Tell whether an element runs with the text: an inline tag without a block inside."""
    if element.tag not in INLINE:
        return False
    return all(
        child.tag in INLINE or child.tag in DROPPED
        for child in element.iter()
        if isinstance(child.tag, str)
    )


def _inline(element: Any, run: _Run, *, bold: bool, link: bool, depth: int) -> None:
    if element.tag == "br":
        run.add("\n", bold=bold, link=link)
        return
    if depth > MAX_DEPTH:
        run.add(_spaced(element.text_content()), bold=bold, link=link)
        return
    bold = bold or element.tag in ("b", "strong")
    if element.tag == "a" and element.get("href"):
        link = True
        run.links.append(element.get("href"))
    run.add(_spaced(element.text), bold=bold, link=link)
    for child in element:
        if isinstance(child.tag, str) and not _is_dropped(child):
            _inline(child, run, bold=bold, link=link, depth=depth + 1)
        run.add(_spaced(child.tail), bold=bold, link=link)


def _block(element: Any, depth: int) -> Iterator[Node]:
    tag = element.tag
    if depth > MAX_DEPTH:
        text = clean_spaces(_spaced(element.text_content()))
        yield from [Paragraph(text)] if text else []
    elif tag in _HEADINGS:
        title = clean_spaces(_inline_text(element)).replace("\n", " ")
        if title:
            yield HeadingNode(_HEADINGS[tag], title, _anchor(element))
    elif tag in ("ul", "ol", "menu"):
        yield from _list(element, depth)
    elif tag == "dl":
        yield from _definitions(element, depth)
    elif tag == "table":
        yield from _table(element)
    elif tag in ("pre", "listing"):
        code = element.text_content()
        if code.strip():
            yield CodeNode(code)
    elif tag == "figure":
        yield from _figure(element, depth)
    else:
        yield from _children(element, depth)


def _anchor(heading: Any) -> str | None:
    """Return the id of a heading, of a target inside it, or of the section it opens."""
    named = heading.get("id") or heading.get("name")
    if not named:
        for inner in heading.iter("a", "span"):
            named = inner.get("id") or inner.get("name")
            if named:
                break
    parent = heading.getparent()
    if not named and parent is not None and parent.tag == "section" and parent[0] is heading:
        named = parent.get("id")
    return named or None


def _list(element: Any, depth: int) -> Iterator[Node]:
    items: list[tuple[Node, ...]] = []
    for child in element:
        if not isinstance(child.tag, str) or _is_dropped(child):
            continue
        nodes = tuple(_children(child, depth) if child.tag == "li" else _block(child, depth + 1))
        if nodes:
            items.append(nodes)
    if items:
        start = element.get("start") or "1"
        ordered = element.tag == "ol"
        yield ListNode(ordered, tuple(items), int(start) if start.isdecimal() else 1)


def _definitions(element: Any, depth: int) -> Iterator[Node]:
    """Yield a paragraph per term (`Term: definition`), further blocks of the definition after
    it."""
    term = ""
    for child in _definition_parts(element):
        if child.tag == "dt":
            term = clean_spaces(_inline_text(child)).replace("\n", " ")
            continue
        for node in _children(child, depth):
            if term and isinstance(node, Paragraph):
                yield Paragraph(node.text or node.lead, lead=term)
            elif term:
                yield Paragraph("", lead=term)
                yield node
            else:
                yield node
            term = ""


def _definition_parts(element: Any) -> Iterator[Any]:
    for child in element:
        if child.tag in ("dt", "dd"):
            yield child
        elif child.tag == "div":
            yield from _definition_parts(child)


def _figure(element: Any, depth: int) -> Iterator[Node]:
    captions = [clean_spaces(_inline_text(c)) for c in element.iter("figcaption")]
    if any(True for _ in element.iter("table", "pre")):
        yield from _children(element, depth)
        return
    alts = [image.get("alt") or "" for image in element.iter("img")]
    words = [w for w in (*captions, *(a for a in alts if worthwhile_alt(a))) if w]
    if words:
        yield FigureNode(" ".join(words).replace("\n", " "))


def _table(element: Any) -> Iterator[Node]:
    rows = [row for row in element.iter("tr") if next(row.iterancestors("table")) is element]
    grid = _grid(rows)
    if not grid:
        return
    captions = element.findall("caption")
    for caption in captions:
        text = clean_spaces(_inline_text(caption)).replace("\n", " ")
        if text:
            yield Paragraph(text)
    first = rows[0]
    has_header = first.getparent().tag == "thead" or all(
        cell.tag == "th" for cell in first if isinstance(cell.tag, str)
    )
    header = grid[0] if has_header else ()
    body = grid[1:] if has_header else grid
    yield TableNode(tuple(header), tuple(tuple(row) for row in body if any(row)))


def _grid(rows: list[Any]) -> list[list[str]]:
    """Return the texts of all cells; a cell that spans rows or columns is repeated in each row."""
    grid: list[list[str]] = []
    carried: dict[int, tuple[str, int]] = {}
    for row in rows:
        texts: list[str] = []
        for cell in (c for c in row if c.tag in ("td", "th")):
            while len(texts) in carried:
                _carry(carried, texts)
            text = _cell_text(cell)
            for column in range(_span(cell, "colspan")):
                if _span(cell, "rowspan") > 1:
                    carried[len(texts)] = (text, _span(cell, "rowspan") - 1)
                texts.append(text if column == 0 else "")
        while len(texts) in carried:
            _carry(carried, texts)
        if texts:
            grid.append(texts)
    return grid


def _carry(carried: dict[int, tuple[str, int]], texts: list[str]) -> None:
    column = len(texts)
    text, left = carried.pop(column)
    if left > 1:
        carried[column] = (text, left - 1)
    texts.append(text)


def _span(cell: Any, name: str) -> int:
    value = cell.get(name) or "1"
    return min(int(value), 50) if value.isdecimal() and int(value) else 1


def _cell_text(cell: Any) -> str:
    """Return a cell's text on one line; paragraphs and items in it are set apart by a blank."""
    return " ".join(word for node in _children(cell, 0) for word in _words(node))


def _words(node: Node) -> Iterator[str]:
    match node:
        case Paragraph():
            yield from labelled_text(node).split()
        case ListNode(_, items):
            for item in items:
                for child in item:
                    yield from _words(child)
        case TableNode(header, rows):
            for row in (header, *rows):
                yield from (word for cell in row for word in cell.split())
        case CodeNode(text) | FigureNode(text):
            yield from text.split()
        case HeadingNode(_, title, _):
            yield from title.split()


def _inline_text(element: Any) -> str:
    run = _Run()
    _inline(element, run, bold=False, link=False, depth=0)
    return "".join(run.parts)


def _spaced(text: str | None) -> str:
    """Return text with line ends as blanks: only `<br>` breaks a line."""
    return " ".join(text.split("\n")) if text else ""
