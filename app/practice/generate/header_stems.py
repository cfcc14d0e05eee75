"""How the header of a column becomes sentences: "Remedy", "Choose it when", "Looks at".

Each header that makes sentences has a `Reading`; one that makes none is not asked about.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from app.practice.generate.articles import base_form, is_smooth
from app.practice.generate.clauses import Form, form_of
from app.practice.generate.plain import is_third_person
from app.practice.generate.words import kind_of_value

if TYPE_CHECKING:
    from collections.abc import Sequence

Template = tuple[tuple[Form, ...], str]
"""Forms of cells, and the sentence that takes them in."""
_ANY: tuple[Form, ...] = ("clause", "phrase", "acts", "order", "question", "notes")


@dataclass(frozen=True, slots=True)
class Reading:
    """The sentences of one column: `{k}` is what a row is, `{n}` the row, `{c}` the cell inside a
    sentence, `{C}` with a capital."""

    rows: tuple[Template, ...] = ()
    """Questions for the row of a cell, by the form of the cell."""
    cell: str = ""
    """The question for the cell of a row."""
    says: tuple[Template, ...] = ()
    """What a cell says of its row, from the verb on."""
    kind: str = "noun"
    """`when`, `cause`, `act` or `choice` where the row is a case; else `noun`."""
    what: str = ""
    """What the cells are, for matching: "most likely cause"."""
    forms: tuple[Form, ...] = _ANY
    """Forms of cells that the question for a cell can have as its answers."""
    describes: bool = False
    """Whether the cells describe their rows in any form."""

    @property
    def decides(self) -> bool:
        """Whether its cells are what one understands and not what one looks up."""
        return self.kind != "noun" or self.what in _UNDERSTOOD

    def row_question(self, cell: str) -> str:
        """Return the template of the question for the row of a cell, or nothing."""
        return _first(self.rows, cell)

    def predicate(self, cell: str) -> str:
        """Return the template of what a cell says of its row, or nothing."""
        return _first(self.says, cell)


_UNDERSTOOD = frozenset(
    {"", "definition", "description", "meaning", "problem", "purpose", "task", "typical use", "use"}
)
"""What the cells of a column are that tell what their rows are for or what they do."""
_ASIDE = re.compile(
    r", (?:the|an?) (?:usual|first|default|best|safe|safest|simple|simplest|most|cheapest)\b[^,]*$",
    re.IGNORECASE,
)
"""A remark behind a clause, which is no part of its sentence: ", the usual first choice"."""


def _first(templates: Sequence[Template], cell: str) -> str:
    form = form_of(cell)
    if (form == "clause" and _ASIDE.search(cell)) or (form == "order" and not is_smooth(cell)):
        return ""
    return next((text for forms, text in templates if form in forms), "")


_DOES: Template = (("acts",), "which {k} {c}?")
_DOES_SAYS: Template = (("acts",), "{c}")
_QUOTED: tuple[Form, ...] = ("phrase", "clause", "notes")


def _verb(header: str, base: str) -> Reading:
    """Return the reading of a header that is a verb: "looks at"."""
    objects: tuple[Form, ...] = ("phrase",)
    return Reading(
        rows=((objects, f"which {{k}} {header} {{a}}?"),),
        cell=f"what does {{n}} {base}?",
        says=((objects, f"{header} {{a}}"),),
    )


def _noun(header: str, has: str = "has the {h}") -> Reading:
    """Return the reading of a header that is a noun, said with the words of the cell."""
    h = header.lower()
    return Reading(
        rows=(_DOES, (_QUOTED, f'which {{k}} {has.format(h=h)} "{{c}}"?')),
        cell=f"what is the {h} of {{n}}?",
        says=(_DOES_SAYS, (_QUOTED, f'{has.format(h=h)} "{{c}}"')),
        what=h,
    )


_WHEN = Reading(
    rows=(
        (("clause", "acts"), "{C}. Which {k} should the team choose?"),
        (("phrase", "notes"), "which {k} should a team choose for this case: {c}?"),
    ),
    cell="in which case should a team choose {n}?",
    says=(
        (("clause", "acts"), "is the right choice when {c}"),
        (("phrase", "notes"), "is the right choice in this case: {c}"),
    ),
    kind="when",
    what="case",
    forms=("clause", "phrase", "acts", "notes"),
)
_CAUSE = Reading(
    rows=((("clause",), "which {k} shows that {c}?"),),
    cell="what is the most likely cause?",
    says=((_ANY, "points to this cause: {c}"),),
    kind="cause",
    what="most likely cause",
)
_ACT = Reading(
    cell="what should the team do?",
    says=((_ANY, "calls for this: {c}"),),
    kind="act",
    what="remedy",
)
_CHOICE = Reading(
    cell="which {h} fits?",
    says=((("phrase",), "calls for {a}"), (_ANY, "calls for this: {c}")),
    kind="choice",
    what="{h}",
)
_ANSWERS = Reading(
    rows=((("question",), 'which {k} answers the question "{C}?"'),),
    cell="which question does {n} answer?",
    says=((("question",), 'answers the question "{C}?"'),),
    what="question",
    forms=("question",),
)
_EXAMPLE = Reading(
    rows=(
        (("phrase", "order"), '"{C}" is an example of which {k}?'),
        (("clause", "acts"), '"{C}." Of which {k} is this an example?'),
    ),
    cell="which of these is an example of {n}?",
    says=((("phrase", "order", "clause", "acts"), 'is shown by this example: "{c}"'),),
    what="example",
)
_MEANING = Reading(
    rows=(_DOES, (("clause",), "{C}. Which {k} is this?"), (_QUOTED, 'which {k} means "{c}"?')),
    cell="what does {n} mean?",
    says=(_DOES_SAYS, (("clause",), "means that {c}"), (_QUOTED, 'means "{c}"')),
    what="meaning",
)
MESSAGE_MEANS = Reading(
    rows=((("clause",), "which {k} means that {c}?"),),
    cell="what does this mean?",
    says=((("clause",), "means that {c}"), (_ANY, "means this: {c}")),
    kind="cause",
    what="meaning",
)
"""The reading of "Meaning" in a table of messages."""
_DEFINED = Reading(
    rows=(_DOES, (_QUOTED, 'which {k} is defined as "{c}"?')),
    cell="which description fits {n}?",
    says=(_DOES_SAYS, (_QUOTED, 'is defined as "{c}"')),
    what="definition",
    describes=True,
)
_DEED = Reading(
    rows=(_DOES, (("order",), "which {k} is used to {c}?")),
    cell="what does {n} do?",
    says=(_DOES_SAYS, (("order",), "is used to {c}")),
    what="task",
    forms=("acts", "order"),
)
_PURPOSE = Reading(
    rows=(
        _DOES,
        (("order",), "which {k} is used to {c}?"),
        (("phrase",), "which {k} is meant for {a}?"),
    ),
    cell="what is the purpose of {n}?",
    says=(_DOES_SAYS, (("order",), "is used to {c}"), (("phrase",), "is meant for {a}")),
    what="purpose",
)
_ROLE = Reading(
    rows=(_DOES, (_QUOTED, 'which {k} has the {h} "{c}"?')),
    cell="what is the {h} of {n}?",
    says=(_DOES_SAYS, (_QUOTED, 'has the {h} "{c}"')),
    what="role",
)
_USE = Reading(
    rows=(
        (("phrase", "acts"), "which {k} is typically used for {a}?"),
        (("order",), "which {k} is typically used to {c}?"),
    ),
    cell="what is {n} typically used for?",
    says=(
        (("phrase", "acts"), "is typically used for {a}"),
        (("order",), "is typically used to {c}"),
    ),
    what="typical use",
    forms=("phrase", "acts", "order"),
)


def _said(
    says: str, forms: tuple[Form, ...], cell: str, what: str, kind: str = "noun", which: str = ""
) -> Reading:
    """Return the reading of a header by what its cells say, from the verb on."""
    rows = ((forms, which or f"which {{k}} {says}?"),) if kind == "noun" else ()
    return Reading(rows=rows, cell=cell, says=((forms, says),), kind=kind, what=what)


def _done(header: str) -> Reading:
    """Return the reading of a header that says what is done with its row: "merged into"."""
    what = "use" if header.endswith(" for") else header
    return _said(f"is {header} {{a}}", ("phrase", "acts"), f"what is {{n}} {header}?", what)


_NOTED: tuple[Form, ...] = ("phrase", "notes")
_DEEDS: tuple[Form, ...] = ("clause", "acts")
_FORMS: tuple[tuple[re.Pattern[str], Reading], ...] = tuple(
    (re.compile(rf"^(?:{header})$", re.IGNORECASE), reading)
    for header, reading in (
        (r"(?:choose|use|pick|prefer)(?: it| this| them)? (?:when|if)"
         r"|when to (?:use|choose)(?: it)?|(?:is the answer|right|suitable|preferred) when|when",
         _WHEN),
        (r"(?:likely |typical |possible |most likely )?(?:root )?(?:cause|reason)s?", _CAUSE),
        (r"(?:first |second |typical |usual )?(?:remedy|remedies|fix|solution|resolution|reaction"
         r"|response|action)|pipeline reaction|recommendation|what to do|how to fix(?: it)?", _ACT),
        (r"next step",
         _said("calls for this: {c}", _ANY, "what should the team try next?", "next step", "act")),
        (r"check|checks first", _said("calls for a look at {c}", _ANY,
                                      "what should be checked first?", "first check", "act")),
        (r"consequence|result",
         _said("leads to this: {c}", _ANY, "what follows?", "consequence", "act")),
        (r"choice|choose|service and feature|service or tool|service|chain of services|split"
         r"|pattern|place|aws feature|measure|problem type|mechanism|lever|rule|algorithm"
         r"|metric|source|strategy", _CHOICE),
        (r"(?:example )?question(?: (?:it )?answer(?:s|ed))?|answers(?: the question)?", _ANSWERS),
        (r"(?:ml |loan |sagemaker ai |typical )?example", _EXAMPLE),
        (r"meaning|what it means", _MEANING),
        (r"definition|description|explanation|what (?:it|this) is|details?", _DEFINED),
        (r"what (?:it|the \w+|this) does|what is it|function|effect|job in an ml system"
         r"|task in a release", _DEED),
        (r"purpose", _PURPOSE),
        (r"role|(?:typical )?ml role", _ROLE),
        (r"(?:typical |ml |typical ml )*use(?: case)?|used for|typical task", _USE),
        (r"fits", _said("fits {a}", ("phrase", "acts"), "for which use is {n} the right fit?",
                        "use")),
        (r"outputs?", _verb("outputs", "output")),
        (r"contents?", _verb("contains", "contain")),
        (r"what changes", _verb("changes", "change")),
        (r"you pay for", _said("is paid for by {c}", ("phrase",), "what do you pay for with {n}?",
                               "basis of cost", which="with which {k} do you pay for {c}?")),
        (r"optimization direction",
         _said("is one to {c} in tuning", _ANY, "what should a tuning job do with {n}?",
               "direction", which="which {k} should a tuning job {c}?")),
        (r"(?:typical )?user", _said("is made for this user: {c}", ("phrase",),
                                     "for whom is {n} made?", "typical user")),
        (r"strength|advantage|weakness|risk|main cost|restriction|caution|layout|encoding|coupling"
         r"|semantics|interface|infrastructure|training input|setup effort|commitment|replication"
         r"|reach|guarantee|training input mode|file type|instance class|compute type"
         r"|support formats|supported data types|unit of work", _noun("{h}")),
        (r"trigger", _said("is triggered by {a}", ("phrase",), "what triggers {n}?", "trigger")),
        (r"formula", _said("is computed as {c}", ("phrase",), "how is {n} computed?", "formula")),
        (r"range", _said("has the range {c}", ("phrase",), "what is the range of {n}?", "range")),
        (r"unit", Reading(cell="in which unit is {n} given?",
                          says=((_ANY, "is given in {c}"),), what="unit")),
        (r"replacement(?: named by aws| to consider)?|current name",
         Reading(cell="what replaces {n}?", says=((_ANY, "is replaced by {c}"),),
                 what="replacement")),
        (r"hardware", _said("has this hardware: {c}", _QUOTED, "which hardware does {n} have?",
                            "hardware")),
        (r"version store|extraction option|orchestration|environment variable|log group"
         r"|mechanism on aws|setting",
         Reading(cell="which {h} is used for {n}?", says=((_ANY, "uses this: {c}"),), what="{h}")),
        (r"examples", _said("has these examples: {c}", _ANY,
                            "which of these are examples of {n}?", "examples",
                            which="which {k} do these examples belong to: {c}?")),
        (r"what goes wrong", _said("goes wrong like this: {c}", _DEEDS,
                                   "what goes wrong with {n}?", "description",
                                   which="{C}. Which {k} is this?")),
        (r"problem", _said("is made for this problem: {c}", _NOTED,
                           "which problem does {n} solve?", "problem")),
        (r"data needed|data it needs", Reading(cell="which data does {n} need?", what="data")),
        (r"you provide|what the team provides", _said(
            "lets the team provide {c}", ("phrase",), "what does the team provide with {n}?",
            "input of the team")),
    )
)  # fmt: skip
_DOING = re.compile(
    r"^(?:checks|measures|compares|controls|enforces|learns|detects|saves|stores|shows|reports"
    r"|protects against|tells about|replaces the gap with)$",
    re.IGNORECASE,
)
"""Headers that are verbs: what they take as their object are the cells."""
_DONE = re.compile(
    r"^(?:best|\w{3,}(?:ed|en|wn|nt|lt|de)) (?:by|from|to|into|in|for|with|on|at|as)$",
    re.IGNORECASE,
)
_MEASURE = re.compile(
    r"^(?:(?:maximum|minimum|typical|longest|largest|default|lowest|training|memory|message|record"
    r") )*(?:payload|processing time|duration|storage duration|latency|time limit"
    r"|payload limit|retrieval time|discount|kept for|retention"
    r"|storage \(days\)|size|iops)$",
    re.IGNORECASE,
)
_UNIT = re.compile(r"\s*\([^)]*\)$")
_MEASURED = Reading(
    rows=((_ANY, "which {k} has {xh} of {c}?"),),
    cell="what is the {h} of {n}?",
    says=((_ANY, "has {xh} of {c}"),),
    what="{h}",
)


_HOW = re.compile(r"^how (?P<who>.+?) (?P<verb>[a-z]+s)(?P<more> (?:a|an|the|values)\b.*)?$", re.I)
_HOW_DONE = re.compile(r"^how (?P<who>.+?) (?P<be>is|are) (?P<done>\w+)$", re.IGNORECASE)
_WHO = re.compile(
    r"^(?:who (?:is|are|may|must|can|\w+s)|what (?:is|are|may|must|can)) ?"
    r"(?!.*\b(?:it|this|they)\b).*$",
    re.IGNORECASE,
)


def _indirect(header: str) -> str:
    """Return the question that a header like "How traffic moves" asks; empty for other headers."""
    done = _HOW_DONE.match(header)
    if done:
        return f"how {done['be']} {done['who'].lower()} {done['done']} with {{n}}?"
    how = _HOW.match(header)
    if how and is_third_person(how["verb"]):
        does = base_form(how["verb"])
        more = how["more"] or ""
        if how["who"].lower() == "it":
            return f"how does {{n}} {does}{more}?"
        return f"how does {how['who']} {does}{more} with {{n}}?"
    if _WHO.match(header) and "template" not in header and "code" not in header:
        asked = f"{header[0].lower()}{header[1:]}"
        return f"for {{n}}, {asked}?" if asked.startswith("who") else f"{asked} with {{n}}?"
    return ""


@lru_cache(maxsize=10_000)
def reading_of(header: str) -> Reading | None:
    """Return how a header becomes sentences; None where it makes none that read well."""
    for pattern, reading in _FORMS:
        if pattern.match(header):
            return reading
    if _DOING.match(header):
        verb, _, rest = header.lower().partition(" ")
        return _verb(header.lower(), f"{base_form(verb)} {rest}".rstrip())
    if _DONE.match(header):
        return _done(header.lower())
    indirect = _indirect(header)
    if indirect:
        return Reading(cell=indirect, what="explanation")
    if _MEASURE.match(_UNIT.sub("", header)):
        return _MEASURED
    return None


RATINGS = re.compile(
    r"^(?:very |fairly |rather )?(?:low|lower|lowest|high|higher|highest|medium|moderate|small"
    r"|large"
    r"|fast|slow|fastest|slowest|good|poor|weak|strong|some|many|few|easy|hard|rare|often|full"
    r"|partial|none|yes|no|never|always|varies|any|all|cost)(?:[ -](?:to )?(?:low|medium|high))?$",
    re.IGNORECASE,
)
"""Grades, which are opinions without what they are graded against."""


def are_ratings(cells: Sequence[str]) -> bool:
    """Whether most cells are grades."""
    return bool(cells) and 2 * sum(bool(RATINGS.match(cell)) for cell in cells) >= len(cells)


def is_measure(reading: Reading | None, cells: Sequence[str]) -> bool:
    """Whether a column of measures holds mostly measured values."""
    return reading is not _MEASURED or are_measures(cells)


def are_measures(cells: Sequence[str]) -> bool:
    """Whether most cells are measured values."""
    return 2 * sum(kind_of_value(cell) != "text" for cell in cells) >= len(cells)
