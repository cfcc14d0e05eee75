"""What kind of table it is, and which of its cells can be asked about."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from app.practice.generate.phrasing import singular
from app.practice.generate.words import kind_of_value

if TYPE_CHECKING:
    from app.practice.generate.pieces import Row, Table

_LIMIT_OF = re.compile(r"^(?:limit|quota)s?(?: or \w+)? of (?:the )?(.+)$", re.IGNORECASE)
_LIMIT_NAMES = frozenset(
    {
        "limit",
        "quota",
        "quota or default",
        "item",
        "fact",
        "requirement",
        "feature",
        "property",
        "point",
        "characteristic",
    }
)
_VALUE_NAMES = frozenset(
    {"value", "limit", "default", "value or default", "default value", "quota"}
)
_SIDES = frozenset(
    [
        "property",
        "aspect",
        "characteristic",
        "criterion",
        "point",
        "fact",
        "dimension",
        "question",
        "feature",
        "topic",
    ]
)
_INVENTED = re.compile(
    r"\b(?:worked|assum\w+|invented|hypothetical|imagin\w+|confusion matri|for example|an? example"
    r"|example of|sample|toy|\d+ billion)\b",
    re.IGNORECASE,
)
_BENCHMARK = re.compile(r"\bbatch size for\b|\bsingle-node\b|\bmulti-GPU\b", re.IGNORECASE)
"""Headers of measured runs, which say nothing beyond their run."""
_OLD = re.compile(r"\bRelease \d|\bdeprecated\b|\bend of support\b", re.IGNORECASE)
"""Titles of pages about what is replaced."""
_LOOKED_UP = re.compile(
    r"^(?:icon|region.*|aws region|.*account.?id|registry path|change|date.*|timestamp"
    r"|household.*|number of customers|models?|model name|model_id|notebook title|device list"
    r"|.*single.?(?:gpu|node).*|single/.*|mac command|id|vector_dim.*|class . predictions"
    r"|model container.*|searchable metadata|expression.*|solution name|.* versions?"
    r"|framework|frameworks|file name|symbol|possible use case.*|local path.*"
    r"|document|diagram|dependency|resource name|pattern|example.*|.*shortcut.*|step"
    r"|endpointname)$",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"^(?:ml |loan |sagemaker ai )?examples?$", re.IGNORECASE)
_ADDRESSES = re.compile(
    r"\b(?:uri|url|registry|account.?id|image address|icon|batch size|release|get started"
    r"|household|timestamp|magic)\b",
    re.IGNORECASE,
)
_UNASKED = re.compile(
    r"^(?:min|max|.*\bendpoint|"
    r"examples?\b.*|worked.*|calculation|contribution|regex.*|expression|registry path"
    r"|.*version.*|channel name|see also|links?|arn|url|account.*|notes?|remarks?"
    r"|more information|status.*"
    r"|documented status|.*\b\d+$|tp|fp|tn|fn|.*\[label \d\]|figure.*|page.*|date.*"
    r"|example for.*|.*example)$",
    re.IGNORECASE,
)
_YES_NO = re.compile(r"^(?:yes|no|supported|not supported|true|false|✓|x|n/?a)\b", re.IGNORECASE)
_IN_STEM = re.compile(r" in the (?:stem|question)$", re.IGNORECASE)
_FOOTNOTE = re.compile(r"/\w*[a-z]\d$")
"""A path with the number of a footnote behind it."""
_LEANS = re.compile(
    r"^(?:both|same|the same|it|this|these|they|other|others|another|neither)\b", re.I
)
"""A name that points at something outside its row: "Both low"."""
_ENDED = re.compile(r"^(?:ended|discontinued|retired|closed to new customers)\b", re.IGNORECASE)
"""What a cell says of a thing that is no longer offered."""
_CLAUSE = re.compile(r"^(?:what|where|how|who|when|which|why)\b", re.IGNORECASE)
_OF = re.compile(r"\s(?:of|over|in|for|to|per|with|or|and)\s")
_TITLE_WORD = re.compile(r"[A-Z][a-z]+(?:-[a-z]+)*")
_NAMES = frozenset(
    [
        "Amazon",
        "Apache",
        "Bedrock",
        "Canvas",
        "Clarify",
        "Debugger",
        "Docker",
        "Kubernetes",
        "Linux",
        "Python",
        "Spark",
        "Studio",
        "Lambda",
        "Kinesis",
        "Glue",
    ]
)
_WEAK_KINDS = frozenset(
    {
        "",
        "name",
        "names",
        "#",
        "no.",
        "number",
        "key",
        "field name",
        "way",
        "level",
        "part",
        "thing",
    }
)
_WITHIN = re.compile(r" (?:of|in|over|on) (?:the|a|an) .*$| over .*$")
"""What a kind is part of, which its rows need not repeat."""
LONGEST_NAME = 70


@dataclass(frozen=True)
class TableView:
    """A table as a source of items."""

    table: Table

    @cached_property
    def kind(self) -> str:
        """What a row is, as a noun inside a sentence: "storage class"."""
        head = re.sub(r"\s*\(.*?\)", "", self.table.header.name).strip()
        head = re.sub(r"^(?:the|an?) ", "", head, flags=re.IGNORECASE)
        head = _WITHIN.sub("", _IN_STEM.sub("", head))
        if head.lower() in _WEAK_KINDS or len(head) > 45 or _CLAUSE.match(head):
            return "entry"
        head = re.sub(r"\s+name$", "", head, flags=re.IGNORECASE) or head
        if _LIMIT_OF.match(head):
            return head.split()[0].lower()
        head = re.split(r" or ", head)[0]
        words = (head if _OF.search(head) else singular(head)).split()
        kind = " ".join(
            word.lower() if _TITLE_WORD.fullmatch(word) and word not in _NAMES else word
            for word in words
        )
        titles = " ".join(self.table.section.titles).lower()
        return "hyperparameter" if kind == "parameter" and "hyperparameter" in titles else kind

    @cached_property
    def is_invented(self) -> bool:
        """Whether the table shows figures of a worked example, which no exam asks about."""
        lead = self.table.lead + " " + self.table.section.title
        header = " ".join(self.table.header.cells)
        return bool(_INVENTED.search(lead) or _BENCHMARK.search(header))

    @property
    def is_note(self) -> bool:
        """Whether an outline's own notes hold the table: their examples are chosen to be known."""
        return bool(self.table.section.bullets)

    @cached_property
    def is_inventory(self) -> bool:
        """Whether an untagged page's table lists regions, images, icons or releases, which are
        looked up and not known."""
        header = self.table.header.cells
        if header[0] in ("Diagram", "Picture") or _OLD.search(" ".join(self.table.section.titles)):
            return True
        return not self.table.section.bullets and (
            bool(_LOOKED_UP.match(header[0])) or any(_ADDRESSES.search(cell) for cell in header)
        )

    @cached_property
    def limits_of(self) -> str:
        """Whose limits or settings a two-column table lists; empty for other tables."""
        header = self.table.header.cells
        named = _LIMIT_OF.match(header[0])
        if named:
            return named.group(1)
        if len(header) == 2 and header[0].lower() in _LIMIT_NAMES:
            return self.table.section.title if header[1].lower() in _VALUE_NAMES else ""
        return ""

    @cached_property
    def compares_sides(self) -> bool:
        """Whether the columns are the things compared and the rows their properties."""
        head = _IN_STEM.sub("", self.table.header.name.lower())
        if len(self.table.header.cells) < 3:
            return False
        return head in _SIDES or head == ""

    @cached_property
    def has_unique_names(self) -> bool:
        """Whether every row is about something else."""
        return max(Counter(name.casefold() for name in self.table.column(0)).values()) == 1

    @cached_property
    def askable(self) -> tuple[int, ...]:
        """Numbers of the columns whose cells say something of the row."""
        return tuple(
            number
            for number, header in enumerate(self.table.header.cells)
            if number
            and not self.is_yes_no(number)
            and (not _UNASKED.match(header) or (self.is_note and _EXAMPLE.match(header)))
        )

    def is_yes_no(self, number: int) -> bool:
        """Whether a column says mostly yes or no."""
        cells = [cell for cell in self.table.column(number) if cell]
        return bool(cells) and sum(bool(_YES_NO.match(c)) for c in cells) >= 0.5 * len(cells)


def names_one_thing(row: Row) -> bool:
    """Whether the first cell of a row is a name or a phrase, not a sentence or a number."""
    name = row.name
    return (
        bool(name)
        and len(name) <= LONGEST_NAME
        and not name.endswith((".", ":", "?"))
        and kind_of_value(name) in ("text",)
        and not re.fullmatch(r"[\d.,\s%-]+", name)
        and not _FOOTNOTE.search(name)
        and not _LEANS.match(name)
        and not any(_ENDED.match(cell) for cell in row.cells[1:])
    )
