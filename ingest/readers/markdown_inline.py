"""Inline Markdown tokens to plain text: links as their text, images dropped, escapes resolved."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ingest.readers.plain import clean_spaces

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

_HTML_TAGS = """
a abbr b big blockquote body br button caption center cite code col colgroup dd del details dfn
div dl dt em figcaption figure font footer form h1 h2 h3 h4 h5 h6 head header hr html i iframe
img input ins kbd label li link main mark meta nav ol option p picture pre q s samp script
section select small span strike strong style sub summary sup svg table tbody td textarea tfoot
th thead title tr tt u ul var video wbr
"""
HTML_TAGS = frozenset(_HTML_TAGS.split())
"""Tags that are markup. Anything else in angle brackets (`<bucket-name>`) is a placeholder and
stays."""

_CODE_LINK = re.compile(r"\[\s*([^\]\[]+?)\s*\]\((?:https?:|#|[\w./-]+\.(?:md|html))[^)\s]*\)")
"""AWS puts links inside code spans, where Markdown does not read them."""
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_ANCHOR = re.compile(r"<a\s[^>]*\b(?:name|id)\s*=\s*[\"']([^\"']+)[\"']", re.IGNORECASE)
_TAG_NAME = re.compile(r"</?\s*([a-zA-Z][a-zA-Z0-9-]*)")
_SEE_WEBSITE = "[See the AWS documentation website for more details]"
"""What AWS's exporter leaves where it could not write a table or list."""


@dataclass(frozen=True, slots=True)
class Inline:
    """A paragraph's text and what its markup said about it."""

    text: str
    lead: str = ""
    link_only: bool = False
    target: str = ""
    anchor: str | None = None
    alt: str = ""
    """Alternative texts of the images, which are not part of `text`."""


def is_html_tag(markup: str) -> bool:
    """Tell markup (`<br>`, `<!-- -->`) from a placeholder in angle brackets (`<bucket>`)."""
    found = _TAG_NAME.match(markup)
    return found is None or found.group(1).lower() in HTML_TAGS


def read_inline(children: Sequence[Token], *, soft_break: str) -> Inline:
    """Return the plain text of a paragraph's tokens.

    `soft_break` is what a line end in the source means: a blank where lines are wrapped for width,
    a line break in a dialect that never wraps.
    """
    reading = _Reading(soft_break)
    for token in children:
        reading.take(token)
    return reading.result()


def _code_link_text(found: re.Match[str]) -> str:
    return _ESCAPED.sub(r"\1", found.group(1))


class _Reading:
    def __init__(self, soft_break: str) -> None:
        self.soft_break = soft_break
        self.parts: list[str] = []
        self.alts: list[str] = []
        self.anchor: str | None = None
        self.links: list[str] = []
        self.outside_links = False
        self.link_depth = 0
        self.strong_depth = 0
        self.lead_end: int | None = None
        """Number of parts in the bold opening, once it has closed."""
        self.plain_seen = False
        """True as soon as there is text that is not bold."""

    def take(self, token: Token) -> None:
        match token.type:
            case "text" | "text_special":
                self._text(token.content)
            case "code_inline":
                content = token.content.replace("** **", " ")
                self._text(_CODE_LINK.sub(_code_link_text, content))
            case "softbreak" | "hardbreak":
                breaks = "\n" if token.type == "hardbreak" else self.soft_break
                self.parts.append(" " if self.link_depth else breaks)
            case "strong_open":
                self.strong_depth += 1
            case "strong_close":
                self.strong_depth -= 1
                if not self.strong_depth and not self.plain_seen:
                    self.lead_end = len(self.parts)
            case "link_open":
                self.link_depth += 1
                self.links.append(str(token.attrGet("href") or ""))
            case "link_close":
                self.link_depth -= 1
            case "image":
                self.alts.append(_ESCAPED.sub(r"\1", token.content).strip(" []"))
            case "html_inline":
                self._html(token.content)

    def _text(self, content: str) -> None:
        if not content:
            return
        if content.strip():
            self.plain_seen = self.plain_seen or not self.strong_depth
            if not self.link_depth:
                self.outside_links = True
        self.parts.append(content)

    def _html(self, markup: str) -> None:
        found = _ANCHOR.match(markup)
        if found:
            self.anchor = self.anchor or found.group(1)
        elif markup.lower().startswith("<br"):
            self.parts.append("\n")
        elif not is_html_tag(markup):
            self._text(markup)

    def result(self) -> Inline:
        lead, rest = self._split_lead()
        return Inline(
            text=clean_spaces(rest.replace(_SEE_WEBSITE, "")),
            lead=clean_spaces(lead).replace("\n", " "),
            link_only=len(self.links) == 1 and not self.outside_links,
            target=self.links[0] if self.links else "",
            anchor=self.anchor,
            alt=clean_spaces(" ".join(self.alts)),
        )

    def _split_lead(self) -> tuple[str, str]:
        whole = "".join(self.parts)
        if self.lead_end is None:
            return "", whole
        lead = "".join(self.parts[: self.lead_end])
        rest = "".join(self.parts[self.lead_end :])
        after = rest.lstrip(" \u00a0")
        if lead.strip() and (not after.strip() or after.startswith("\n")):
            return lead, rest
        return "", whole
