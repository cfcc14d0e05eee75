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

    def row_question(self, cell: str) -> str:
        """Return the template of the question for the row of a cell, or nothing."""
        return _first(self.rows, cell)

    def predicate(self, cell: str) -> str:
        """Return the template of what a cell says of its row, or nothing."""
        return _first(self.says, cell)


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
    rows=(
        (("clause",), "which {k} shows that {c}?"),
        (("phrase",), "which {k} points to {a}?"),
    ),
    cell="what is the most likely cause?",
    says=(
        (("clause", "notes", "order"), "points to this cause: {c}"),
        (("phrase",), "points to {a}"),
    ),
    kind="cause",
    what="most likely cause",
)
_ACT = Reading(
    cell="what should the team do?",
    says=(
        (("order",), "calls for this: {c}"),
        (("phrase",), "calls for {a}"),
        (("clause", "notes", "acts"), "calls for this: {c}"),
    ),
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
    rows=(_DOES, (_QUOTED, 'which {k} means "{c}"?')),
    cell="what does {n} mean?",
    says=(_DOES_SAYS, (_QUOTED, 'means "{c}"')),
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


def _fit(header: str) -> Reading:
    forms: tuple[Form, ...] = ("phrase", "acts")
    return Reading(
        rows=((forms, f"which {{k}} is {header} {{a}}?"), (("order",), f"which {{k}} is {header}"
              " this: {c}?")),
        cell=f"what is {{n}} {header}?",
        says=((forms, f"is {header} {{a}}"),),
        kind="noun",
        what="use",
        forms=("phrase", "acts"),
    )  # fmt: skip


def _state(header: str, question: str = "") -> Reading:
    forms: tuple[Form, ...] = ("phrase", "acts")
    return Reading(
        rows=((forms, f"which {{k}} is {header} {{a}}?"),),
        cell=question or f"what is {{n}} {header}?",
        says=((forms, f"is {header} {{a}}"),),
        what=header,
    )


_FORMS: tuple[tuple[re.Pattern[str], Reading], ...] = tuple(
    (re.compile(rf"^(?:{header})$", re.IGNORECASE), reading)
    for header, reading in (
        (
            r"(?:choose|use|pick|prefer)(?: it| this| them)? (?:when|if)"
            r"|when to (?:use|choose)(?: it)?|(?:is the answer|right|suitable|preferred) when|when",
            _WHEN,
        ),
        (
            r"cheapest when",
            Reading(
                rows=((("clause", "acts"), "{C}. Which {k} is then the cheapest?"),),
                cell="when is {n} the cheapest?",
                says=((("clause", "acts"), "is the cheapest when {c}"),),
                kind="when",
                what="case",
            ),
        ),
        (
            r"raised when",
            Reading(
                rows=((("clause", "acts", "phrase"), "{C}. Which {k} is raised?"),),
                cell="when is {n} raised?",
                says=((("clause", "acts", "phrase"), "is raised when {c}"),),
                kind="when",
                what="case",
            ),
        ),
        (r"(?:likely |typical |possible )?(?:cause|root cause)", _CAUSE),
        (
            r"diagnosis",
            Reading(
                rows=((("phrase",), "which {k} points to {a}?"),),
                cell="what is the diagnosis?",
                says=((("phrase",), "points to {a}"), (_ANY, "points to this: {c}")),
                kind="cause",
                what="diagnosis",
            ),
        ),
        (
            r"(?:first |second |typical )?(?:remedy|remedies|fix|solution|resolution|reaction"
            r"|response|action)|(?:usual |first )response|pipeline reaction|recommendation",
            _ACT,
        ),
        (
            r"next step",
            Reading(cell="what should the team try next?", says=((_ANY, "calls for this: {c}"),),
                    kind="act", what="next step"),
        ),
        (
            r"check|checks first",
            Reading(cell="what should be checked first?", says=((_ANY, "calls for a look at {c}"),),
                    kind="act", what="first check"),
        ),
        (
            r"consequence|result",
            Reading(cell="what follows?", says=((_ANY, "leads to this: {c}"),), kind="act",
                    what="consequence"),
        ),
        (
            r"choice|choose|service and feature|service or tool|service|chain of services|split"
            r"|pattern|place|aws feature|measure|problem type|mechanism|lever|rule|algorithm"
            r"|metric|source|strategy",
            _CHOICE,
        ),
        (r"(?:question (?:it )?answer(?:s|ed))|question it answers|answers(?: the question)?"
         r"|question answered|example question", _ANSWERS),
        (
            r"answers the need",
            Reading(
                rows=((_ANY, 'a team has this need: "{c}". Which {k} meets it?'),),
                cell="which need does {n} meet?",
                says=((_ANY, 'meets the need "{c}"'),),
                what="need",
            ),
        ),
        (r"(?:ml |loan |sagemaker ai |typical )?example", _EXAMPLE),
        (r"meaning|what it means", _MEANING),
        (r"definition|description|explanation|what (?:it|this) is|details?", _DEFINED),
        (r"what (?:it|the \w+|this) does|what is it|function|effect|job in an ml system"
         r"|task in a release", _DEED),
        (r"purpose", _PURPOSE),
        (r"role|typical ml role|ml role", _ROLE),
        (r"(?:typical |ml |typical ml )*use(?: case)?|used for|typical task", _USE),
        (r"best for", _fit("best for")),
        (r"designed for", _fit("designed for")),
        (r"optimized for", _fit("optimized for")),
        (r"meant for", _fit("meant for")),
        (r"intended for", _fit("intended for")),
        (r"fits", Reading(rows=((("phrase", "acts"), "which {k} fits {a}?"),),
                          cell="for which use is {n} the right fit?",
                          says=((("phrase", "acts"), "fits {a}"),), what="use")),
        (r"checks", _verb("checks", "check")),
        (r"measures", _verb("measures", "measure")),
        (r"compares", _verb("compares", "compare")),
        (r"controls", _verb("controls", "control")),
        (r"enforces", _verb("enforces", "enforce")),
        (r"learns", _verb("learns", "learn")),
        (r"lowers", Reading(rows=((("phrase",), "which {k} lowers {a}?"),),
                            says=((("phrase",), "lowers {a}"),), what="saving")),
        (r"saves", _verb("saves", "save")),
        (r"detects", _verb("detects", "detect")),
        (r"detects or proves", _verb("shows", "detect or prove")),
        (r"what it detects", _verb("detects", "detect")),
        (r"replaces the gap with", _verb("replaces the gap with", "replace the gap with")),
        (r"(?:main |built-in )?protects against", _verb("protects against", "protect against")),
        (r"tells about", _verb("tells about", "tell about")),
        (r"outputs?", _verb("outputs", "output")),
        (r"content|contents", _verb("contains", "contain")),
        (r"you pay for", Reading(rows=((("phrase",), "with which {k} do you pay for {c}?"),),
                                 cell="what do you pay for with {n}?",
                                 says=((("phrase",), "is paid for by {c}"),),
                                 what="basis of cost")),
        (r"attached to", _state("attached to")),
        (r"created from", _state("created from")),
        (r"merged into", _state("merged into")),
        (r"compared with", _state("compared with", "with what is {n} compared?")),
        (r"written by", _state("written by", "who or what writes {n}?")),
        (r"optimization direction", Reading(
            rows=((_ANY, "which {k} should a tuning job {c}?"),),
            cell="what should a tuning job do with {n}?",
            says=((_ANY, "is one to {c} in tuning"),), what="direction")),
        (r"training input mode|file type|instance class|compute type|support formats"
         r"|supported data types", _noun("{h}")),
        (r"detected by", Reading(cell="how is this detected?",
                                 says=((_ANY, "is detected by this: {c}"),), kind="choice",
                                 what="way of detection")),
        (r"reported by", _state("reported by", "which algorithm reports {n}?")),
        (r"defined by", _state("defined by", "by what is {n} defined?")),
        (r"workflow defined in", Reading(
            rows=((("phrase",), "in which {k} is a workflow defined in {c}?"),),
            cell="in what is a workflow of {n} defined?",
            says=((("phrase",), "defines its workflows in {c}"),), what="form of definition")),
        (r"who holds the key", Reading(cell="who holds the key with {n}?",
                                       says=((("phrase",), "leaves the key with {c}"),),
                                       what="holder of the key")),
        (r"typical user|user", Reading(
            rows=((("phrase",), "which {k} is made for this user: {c}?"),),
            cell="for whom is {n} made?",
            says=((("phrase",), "is made for this user: {c}"),), what="typical user")),
        (r"strength|advantage|weakness|risk|main cost|restriction|caution",
         _noun("{h}")),
        (r"state across records", _noun("{h}", "keeps this {h}:")),
        (r"layout|encoding|coupling|semantics|interface|infrastructure"
         r"|training input|setup effort|commitment|replication|reach|guarantee",
         _noun("{h}")),
        (r"trigger", Reading(rows=((("phrase",), "which {k} is triggered by {a}?"),),
                             cell="what triggers {n}?",
                             says=((("phrase",), "is triggered by {a}"),), what="trigger")),
        (r"why it helps|reason", Reading(cell="what is the reason for {n}?",
                                         says=((_ANY, "has this reason: {c}"),), what="reason")),
        (r"formula", Reading(rows=((("phrase",), "which {k} is computed as {c}?"),),
                             cell="how is {n} computed?",
                             says=((_ANY, "is computed as {c}"),), what="formula")),
        (r"range", Reading(rows=((("phrase",), "which {k} has the range {c}?"),),
                           cell="what is the range of {n}?",
                           says=((("phrase",), "has the range {c}"),), what="range")),
        (r"unit", Reading(cell="in which unit is {n} given?",
                          says=((_ANY, "is given in {c}"),), what="unit")),
        (r"replacement(?: named by aws| to consider)?|current name",
         Reading(cell="what replaces {n}?", says=((_ANY, "is replaced by {c}"),),
                 what="replacement")),
        (r"what changes", _verb("changes", "change")),
        (r"unit of work", _noun("{h}")),
        (r"practice", Reading(cell="which practice belongs to {n}?",
                              says=((_ANY, "calls for this practice: {c}"),), what="practice")),
        (r"hardware", Reading(rows=((_QUOTED, "which {k} has this hardware: {c}?"),),
                              cell="which hardware does {n} have?",
                              says=((_QUOTED, "has this hardware: {c}"),), what="hardware")),
        (r"stage", Reading(cell="at which stage does {n} run?",
                           says=((("phrase",), "runs {c}"),), what="stage")),
        (r"rows in the result", Reading(cell="which rows does {n} return?",
                                        says=((_ANY, "returns {c}"),), what="result")),
        (r"version store|extraction option|orchestration|environment variable|log group"
         r"|mechanism on aws|setting",
         Reading(cell="which {h} is used for {n}?", says=((_ANY, "uses this: {c}"),), what="{h}")),
        (r"limits that decide", Reading(cell="which limits decide for or against {n}?",
                                        says=((_ANY, "has these limits: {c}"),),
                                    what="set of limits")),
        (r"rollback action", Reading(cell="what is the rollback action for {n}?",
                                     says=((_ANY, "is rolled back like this: {c}"),),
                                     what="rollback action")),
        (r"examples", Reading(rows=((_ANY, "which {k} do these examples belong to: {c}?"),),
                              cell="which of these are examples of {n}?",
                              says=((_ANY, "has these examples: {c}"),), what="examples")),
        (r"what goes wrong", Reading(
            rows=((("clause", "acts"), "{C}. Which {k} is this?"),),
            cell="what goes wrong with {n}?",
            says=((_ANY, "goes wrong like this: {c}"),), what="description")),
        (r"problem", Reading(
            rows=((("phrase", "notes"), "which {k} is made for this problem: {c}?"),),
            cell="which problem does {n} solve?",
            says=((("phrase", "notes"), "is made for this problem: {c}"),), what="problem")),
        (r"data needed|data it needs", Reading(cell="which data does {n} need?", what="data")),
        (r"drivers of size", Reading(cell="what drives the size of {n}?",
                                     says=((_ANY, "grows with this: {c}"),),
                                     what="driver of size")),
        (r"instance type for training", Reading(
            cell="on which type of instance is {n} trained?",
            says=((_ANY, "is trained on this: {c}"),), what="instance type for training")),
        (r"raising it makes the model", Reading(
            cell="how does raising {n} change the model?",
            says=((("phrase",), "makes the model {c} when raised"),),
            what="effect of a higher value")),
        (r"you provide|what the team provides", Reading(
            rows=((("phrase",), "which {k} needs nothing from the team but {c}?"),),
            cell="what does the team provide with {n}?",
            says=((("phrase",), "lets the team provide {c}"),), what="input of the team")),
        (r"key hyperparameters", Reading(cell="which hyperparameters are key for {n}?",
                                         what="set of key hyperparameters")),
        (r"algorithms to consider", Reading(cell="which algorithms should be considered?",
                                            says=((_ANY, "calls for {c}"),), kind="choice",
                                            what="algorithms to consider")),
    )
)  # fmt: skip
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
        return f"{header[0].lower()}{header[1:]} with {{n}}?"
    return ""


@lru_cache(maxsize=10_000)
def reading_of(header: str) -> Reading | None:
    """Return how a header becomes sentences; None where it makes none that read well."""
    for pattern, reading in _FORMS:
        if pattern.match(header):
            return reading
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
    if reading is not _MEASURED:
        return True
    return 2 * sum(kind_of_value(cell) != "text" for cell in cells) >= len(cells)
