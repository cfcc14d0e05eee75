"""Joins lines to paragraphs: spaces, none between Chinese characters, hyphens of the line only."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

PATH_MARKS = 3
"""A word with so many slashes and colons is a path or resource name, which a line may cut."""

SOFT_HYPHEN = "\u00ad"

_LAST_PART = re.compile(r"([^\W\d_]+)[-\u2010]$")
_FIRST_PART = re.compile(r"^[^\W\d_]+")
_HYPHENATED = re.compile(r"[^\W\d_]+(?:[-\u2010][^\W\d_]+)+")
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS_END = re.compile(r"[-/_.=?&%]$")
_ADDRESS_MARK = re.compile(r"[/:]")
_ADDRESS_PART = re.compile(r"[-/_.=?&%\d]")
_CJK = (
    "\u2e80-\u2fdf\u3000-\u30ff\u3100-\u312f\u31a0-\u31ff\u3400-\u4dbf\u4e00-\u9fff"
    "\uf900-\ufaff\uff00-\uffef\U00020000-\U0002ffff"
)
_CJK_CHARACTER = re.compile(f"[{_CJK}]")
_CJK_MARK = re.compile("[\u3000-\u303f\uff00-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65“”‘’…—]")

_COMPOUND_FIRST = re.compile(
    r"""
    batch|bottom|built|client|closed|cloud|coarse|container|cost|cross|custom|customer|
    day|domain|eight|end|event|fault|fine|first|five|four|full|general|half|high|higher|
    hour|human|industry|large|left|long|low|lower|machine|memory|middle|minute|month|
    multi|near|nine|non|on|one|open|pay|peer|point|purpose|quasi|read|real|right|role|
    rule|second|self|server|seven|short|single|six|small|solid|state|step|ten|third|three|
    time|top|two|user|well|week|write|year|zero
    """,
    re.VERBOSE,
)
"""First parts of common compounds (`real-time`): a hyphen after one of them is real."""

_DIVISION_FIRST = re.compile(
    r"""
    after|an|any|be|com|con|de|dis|every|for|in|inter|not|out|over|per|pro|re|so|some|sub|
    to|trans|un|under|up|with
    """,
    re.VERBOSE,
)
"""Words that also begin many longer words (`un-der-stand`): no sign of a compound."""

_SUFFIXES = re.compile(
    r"(?:[aei]?bl[ey]|[ae]nc(?:e|es|y)|[ae]nts?|ar|ary|ate[ds]?|ating|ation[s]?|al|ally|cy|ed|en|er|ers|es|est|ful|"
    r"i[cs]|ical|ically|ies|ify|ified|ing|ings|ion|ions|ious|i[sz]e[drs]*|i[sz]ing|i[sz]ation|ism|ist|ists|it(?:y|ies)|"
    r"ive|ively|less|ly|ment|ments|ness|or|ors|ous|s|ship|si(?:on|ons)|tial|tion|tions|tive|ture|tures|ty|ure|y)"
)
"""What the rest of a word looks like when it was divided before its ending (`real-ized`)."""


class Hyphens:
    """Decides about hyphens at line ends by the words that the document uses within lines."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._words: set[str] = set()
        self._hyphenated: set[str] = set()
        goes_on = False
        for line in lines:
            lowered = line.lower()
            self._hyphenated.update(_HYPHENATED.findall(lowered))
            words = _WORD.findall(lowered)
            if goes_on:
                words = words[1:]
            goes_on = lowered.endswith(("-", "\u2010", SOFT_HYPHEN))
            if goes_on:
                words = words[:-1]
            self._words.update(words)

    def join(self, text: str, line: str) -> str:
        """Return the text continued by a line, with whatever belongs between them."""
        if not text or not line:
            return text + line
        if text.endswith(SOFT_HYPHEN):
            return text[:-1] + line
        last, first = text[-1], line[0]
        if last in "-\u2010":
            if self._is_division(text, line):
                return text[:-1] + line
            spaced_dash = len(text) > 1 and text[-2] == " "
            return f"{text} {line}" if spaced_dash else text + line
        if _joins_without_space(last, first) or _splits_address(text, line):
            return text + line
        return f"{text} {line}"

    def _is_division(self, text: str, line: str) -> bool:
        """Return True when the hyphen at the end of `text` only marks the division of a word."""
        before = _LAST_PART.search(text)
        after = _FIRST_PART.match(line)
        if before is None or after is None or not after[0][0].islower():
            return False
        start = before.start()
        if line[after.end() : after.end() + 1] in ("-", "\u2010"):
            return False
        if start and text[start - 1] in "-\u2010/_.":
            return False
        left, right = before[1].lower(), after[0].lower()
        if f"{left}-{right}" in self._hyphenated:
            return False
        if left + right in self._words:
            return True
        if len(left) == 1 or before[1].isupper():
            return False
        if _SUFFIXES.fullmatch(right):
            return True
        if _COMPOUND_FIRST.fullmatch(left):
            return False
        parts_are_words = left in self._words and right in self._words and len(right) > 2
        return bool(_DIVISION_FIRST.fullmatch(left)) or not parts_are_words


def _joins_without_space(last: str, first: str) -> bool:
    """Return True between two Chinese or Japanese characters, or beside one of their marks."""
    if _CJK_CHARACTER.match(last) and _CJK_CHARACTER.match(first):
        return True
    return bool(
        (_CJK_MARK.match(last) and _CJK_CHARACTER.match(last))
        or (_CJK_MARK.match(first) and _CJK_CHARACTER.match(first))
    )


def _splits_address(text: str, line: str) -> bool:
    """Return True when a web address or resource name goes on in the next line."""
    address = text[text.rfind(" ") + 1 :]
    following = line.partition(" ")[0].rstrip(".,;:)")
    if "://" in address:
        return bool(_ADDRESS_END.search(address) and _ADDRESS_PART.search(following))
    return address.endswith("/") and len(_ADDRESS_MARK.findall(address)) >= PATH_MARKS
