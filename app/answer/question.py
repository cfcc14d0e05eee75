"""Understand what a question asks for: its kind, and what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from app.answer.clause import (
    AUXILIARIES,
    QUESTION_WORDS,
    asking_clause,
    sentence_count,
    told_before,
    without_manners,
)
from app.answer.sides import compared_sides
from app.answer.subject import subject_of, subject_of_statement

QuestionKind = Literal[
    "definition", "comparison", "when", "limit", "how-to", "list", "yes-no", "why", "fact"
]

_ORDERS = (
    "add|build|change|compare|configure|create|define|delete|deploy|describe|enable|explain|give"
    "|list|name|register|remove|set up|show|update"
)
_COMPARISON = (
    r"\bdifferen(?:ce|ces|t)\b.*\b(?:between|from|and|to)\b",
    r"\bdiffer\b",
    r"\b(?:vs\.?|versus)(?=\s)",
    r"\bcompare[ds]?\b|\bcomparison\b",
    r"\b(?:rather than|instead of|as opposed to)\b",
    r"\b(?:choose|prefer|pick|select|favou?r|use)\b.*\bover\b",
    r"^when\b.*\band when\b",
    r"\bthe same (?:\w+ )?as\b|^are\b.*\band\b.*\bthe same\b",
    r"^(?:how much|is|are|does|do)\b.*\b(?:\w+er|more \w+|less \w+)\b.*\bthan\b",
    r"^(?:is|are|does|do)\b.*\bor\b.*\b(?:better|cheaper|faster|slower)\b",
    r"^is it (?:better|cheaper|faster)\b.*\bor\b",
    r"^(?:which|what)\b.*\b(?:better|cheaper|faster|slower|best)\b.*\bor\b",
    r"^(?:which|what)\b.*\bmore \w+.*\bor\b",
    r"(?:^which\b.*[,:]|:) \S+(?: \S+){0,3} or \S+",
    r"^(?:should i|do i|should we|do we|would you)"
    r" (?:use|choose|pick|take|go with|prefer|need)\b.*\bor\b",
    rf"^(?!(?:{QUESTION_WORDS}|{AUXILIARIES}|{_ORDERS})\b)\S+(?: \S+){{0,4}} or \S+"
    r"(?: \S+){0,5}(?:[?,:]|$| (?:if|when|for)\b)",
    r"\b(?:distinguish|tell apart)\b",
)
_WHEN = (
    r"^when\b.*\b(?:use|choose|pick|prefer|need|should|apply|right|appropriate)\b",
    r"\bwhen to (?:use|choose|pick|prefer|apply)\b",
    r"^(?:which|what)\b.*\b(?:should (?:i|we|they|you)|would you|do i) (?:use|choose|pick|select)",
    r"^(?:which|what)\b.*[^s] can i (?:use|choose|pick|select)",
    r"^(?:which|what)\b.*\b(?:best|suitable|right|recommended|appropriate|fits?|suits?)\b",
    r"\buse cases?\b",
    r"\bwhat\b.*\b(?:good|used) for\b",
    r"^why (?:would|should|do) (?:i|we|you|one) (?:use|choose|pick)",
)
_WHY = (
    r"^why\b",
    r"\bwhat(?:'s| is) the (?:reason|purpose|point|benefit|advantage)\b",
    r"^how come\b",
)
_LIMIT = (
    r"\bhow (?:many|much|long|large|big|small|fast|often|old|far|high|low)\b",
    r"\b(?:maximum|minimum|max|min|limits?|quotas?|at most|at least|(?:upper|lower) bound"
    r"|default (?:value|number|size))\b",
    r"\bwhat(?:'s| is| are)? (?:the )?(?:\w+ ){0,3}(?:size|duration|price|cost|percentage"
    r"|weights|timeout|time-out|retention(?: period)?|range|number|length|limit|fee)\b",
    r"\b(?:pass|passing|cut|exam|scaled) score\b|\bwhat (?:is the )?score\b",
    r"^(?:default|max|min)\b|\b(?:default|retention|time-?out|duration)\s*\??$",
    r"^(?!.*\b(?:reduce|lower|save|cut|optimi[sz]e|minimi[sz]e|control|track|watch|allocate)\b)"
    r".*\b(?:cost|price)s?\b.*\?",
)
_HOW_TO = (
    r"^how (?:can|could|should|would|might|to|does one|do (?:i|we|you|they|people|teams))\b",
    r"\bhow to\b",
    r"\bsteps?\b.*\b(?:to|for)\b",
    r"^(?:set up|configure|create|enable|deploy|build|register)\b",
    r"\b(?:walk me through|procedure)\b",
)
_LIST = (
    r"^(?:list|name|enumerate)\b|^(?:give|show) me (?:all|some|the \w+s|\w+s)\b",
    r"^(?:which|what)\b(?: \S+){0,4} (?:types|kinds|options|ways|methods|metrics|algorithms"
    r"|services|formats|strategies|techniques|benefits|features|modes|steps|stages|phases"
    r"|domains)\b",
    r"^(?:which|what) (?!are\b)\S+(?: \S+){0,3} are\b",
    r"^(?:which|what)(?: \S+){0,2} \w+s (?:do|does)\b.*\b(?:have|offer|provide)\s*\??$",
    r"^(?:which|what) (?:\S+ ){0,3}\S+s can i\b",
    r"\b(?:types|kinds|examples|list) of\b",
    r"^what are (?:the|some|all)\b",
)
_DEFINITION = (
    r"^what\b.+\b(?:is|are|means?)\s*\??$",
    r"^what(?:'s| is| are| was| were)\b(?! the (?:best|maximum|minimum|difference))",
    r"^what does\b.*\b(?:mean|stand for|do)\b",
    r"^(?:define|explain|describe|meaning of|definition of)\b",
    r"^(?:who|what) (?:is|are)\b",
)
_PATTERNS: tuple[tuple[QuestionKind, tuple[str, ...]], ...] = (
    ("comparison", _COMPARISON),
    ("when", _WHEN),
    ("why", _WHY),
    ("limit", _LIMIT),
    ("how-to", _HOW_TO),
    ("list", _LIST),
    ("definition", _DEFINITION),
)
"""In order of precedence."""
_RULES = tuple(
    (kind, tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns))
    for kind, patterns in _PATTERNS
)
_YES_NO = re.compile(
    rf"""^(?:{AUXILIARIES})\b                                   # does X ...
      | ^(?!.*\b(?:{QUESTION_WORDS})\b).*,\s*
        (?:right|correct|true|\w+n['’]t\ (?:it|they|there))\?$   # X does ..., right?
      | ^(?!.*\b(?:{QUESTION_WORDS})\b)(?!(?:list|name|compare)\b)
        \S.*\s(?:{AUXILIARIES})\s.*\?$                          # X is ...?""",
    re.IGNORECASE | re.VERBOSE,
)
_COUNTED = re.compile(
    rf"\bhow many (?P<thing>\S+(?: \S+){{0,3}}?) (?:{AUXILIARIES}|of|in|on|per|for|to|at|with)\b",
    re.IGNORECASE,
)
_WHATS = re.compile(r"^whats\b", re.IGNORECASE)
_BARE_WORDS = 5
"""A phrase of at most so many words, without a verb, asks what it is."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question as understood."""

    text: str
    kind: QuestionKind
    subjects: tuple[str, ...]
    """What it is about; two for a comparison."""

    @property
    def asks_yes_no(self) -> bool:
        """Whether the question can be answered by yes or no, whatever its kind."""
        return _YES_NO.search(asking_clause(self.text)) is not None

    @property
    def counted(self) -> str:
        """What the question asks the number of; empty when it asks for no number."""
        match = _COUNTED.search(asking_clause(self.text))
        return match.group("thing") if match else ""

    @property
    def tells_case(self) -> bool:
        """Whether a situation is told before it is asked about."""
        return sentence_count(self.text) > 1

    @property
    def asks_verdict(self) -> bool:
        """Whether the answer says what is right or wrong: a trap, or the cue of a case, says it."""
        return self.asks_yes_no or self.tells_case


def understand(text: str) -> Question:
    """Classify a question by its wording and name its subject or its two sides."""
    cleaned = _WHATS.sub("what is", without_manners(text))
    clause = asking_clause(cleaned)
    sides = compared_sides(clause)
    kind = _kind(clause, sides)
    if kind == "comparison" and sides is not None:
        return Question(cleaned, kind, sides)
    subject = subject_of(clause) or subject_of_statement(told_before(cleaned))
    return Question(cleaned, kind, (subject,) if subject else ())


def _kind(clause: str, sides: tuple[str, str] | None) -> QuestionKind:
    matches = [kind for kind, patterns in _RULES if any(p.search(clause) for p in patterns)]
    if "comparison" in matches and sides is not None:
        return "comparison"
    if _YES_NO.search(clause):
        return "yes-no"
    for kind in matches:
        if kind != "comparison":
            return kind
    return "definition" if _is_bare_phrase(clause) else "fact"


def _is_bare_phrase(clause: str) -> bool:
    words = clause.rstrip("?!. ").split()
    opening = words[0].lower() if words else ""
    return 0 < len(words) <= _BARE_WORDS and not re.match(
        rf"(?:{QUESTION_WORDS}|{_ORDERS})$", opening
    )
