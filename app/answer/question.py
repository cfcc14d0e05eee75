"""Understand what a question asks for: its kind, and what it is about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

QuestionKind = Literal[
    "definition", "comparison", "when", "limit", "how-to", "list", "yes-no", "why", "fact"
]

_AUXILIARY = (
    "is|are|was|were|do|does|did|can|could|will|would|should|may|must|has|have|am|"
    "isn't|aren't|don't|doesn't|can't|won't|shouldn't"
)
_GREETING = re.compile(
    r"^\s*(?:(?:hi|hello|hey|please|ok|okay|so|well|then)\b[\s,!.]*)+", re.IGNORECASE
)
_POLITE = re.compile(
    r"^\s*(?:(?:can|could|would|will) you (?:please )?(?:tell me|explain(?: to me)?|describe|show me)"
    r"|(?:please )?tell me|i(?: would|'d) like to know|i want to know|do you know|i wonder)\b[\s,:]*"
    r"(?:if\b|whether\b)?\s*",
    re.IGNORECASE,
)

_COMPARISON = (
    r"\bdifferen(?:ce|ces|t)\b.*\b(?:between|from|and|to)\b",
    r"\bdiffer\b",
    r"\b(?:vs\.?|versus)(?=\s)",
    r"\bcompare[ds]?\b|\bcomparison\b|\bcompared (?:to|with)\b",
    r"\b(?:rather than|instead of|as opposed to|over)\b.*\?*$",
    r"^(?:which|what)\b.*\b(?:better|cheaper|faster|best)\b.*\bor\b",
    r"^(?:should i|do i|would you) (?:use|choose|pick|take|go with|prefer|need)\b.*\bor\b",
    r"\b(?:distinguish|tell apart)\b",
)
_WHEN = (
    r"^when\b.*\b(?:use|choose|pick|prefer|need|should|apply|right|appropriate)\b",
    r"\bwhen to (?:use|choose|pick|prefer|apply)\b",
    r"^(?:which|what)\b.*\b(?:should (?:i|we|they|you)|would you|do i|can i) (?:use|choose|pick|select)",
    r"^(?:which|what)\b.*\b(?:best|suitable|right|recommended|appropriate|fits?|suits?)\b",
    r"\buse cases?\b",
    r"\bwhat\b.*\b(?:good|used) for\b",
    r"^why (?:would|should|do) (?:i|we|you|one) (?:use|choose|pick)",
)
_LIMIT = (
    r"\bhow (?:many|much|long|large|big|small|fast|often|old|far|high|low)\b",
    r"\b(?:maximum|minimum|max|min|limits?|quotas?|default (?:value|number|size)|at most|at least)\b",
    r"\bwhat(?:'s| is| are)? (?:the )?(?:\w+ ){0,3}(?:size|duration|price|cost|score|percentage"
    r"|weights?|timeout|time-out|retention(?: period)?|range|number|length|limit|fee)\b",
    r"\bwhat (?:size|percentage|number|price|score|range)\b",
    r"\b(?:cost|price)s?\b.*\?",
)
_HOW_TO = (
    r"^how (?:do|can|could|should|would|to|does one|might)\b",
    r"\bhow to\b",
    r"\bsteps?\b.*\b(?:to|for)\b",
    r"^(?:set up|configure|create|enable|deploy|build|register)\b",
    r"\b(?:walk me through|procedure)\b",
)
_LIST = (
    r"^(?:list|name|enumerate|give me)\b",
    r"^(?:which|what)\b(?: \S+){0,4} (?:are|types|kinds|options|ways|methods|metrics|algorithms"
    r"|services|formats|strategies|techniques|benefits|features|modes|steps|stages|phases|domains)\b",
    r"\b(?:types|kinds|examples|list) of\b",
    r"^what are (?:the|some|all)\b",
)
_DEFINITION = (
    r"^what\b.+\b(?:is|are|means?)\s*\??$",
    r"^what(?:'s| is| are| was| were)\b(?! the (?:best|maximum|minimum|difference))",
    r"^what does\b.*\b(?:mean|stand for|do)\b",
    r"^(?:define|explain|describe|meaning of|definition of)\b",
    r"^(?:who|what) (?:is|are)\b",
    r"\bwhat (?:is|are)\b.*\?$",
)
_WHY = (r"^why\b", r"\bwhat is the (?:reason|purpose|point|benefit|advantage)\b", r"^how come\b")

_RULES: tuple[tuple[QuestionKind, tuple[str, ...]], ...] = (
    ("comparison", _COMPARISON),
    ("when", _WHEN),
    ("why", _WHY),
    ("limit", _LIMIT),
    ("how-to", _HOW_TO),
    ("list", _LIST),
)
_COMPILED = tuple(
    (kind, tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns))
    for kind, patterns in _RULES
)
_DEFINITION_COMPILED = tuple(re.compile(pattern, re.IGNORECASE) for pattern in _DEFINITION)
_YES_NO = re.compile(rf"^(?:{_AUXILIARY})\b", re.IGNORECASE)

_SIDES = (
    re.compile(
        r"\bdifferen(?:ce|ces|t)\b(?: is there)?(?: \w+){0,3}? between\s+(?P<a>.+?)\s+(?:and|vs\.?|versus|or)\s+(?P<b>.+)",
        re.I,
    ),
    re.compile(
        r"\bcompar\w+(?: between)?\s+(?P<a>.+?)\s+(?:and|with|to|vs\.?|versus|against)\s+(?P<b>.+)",
        re.I,
    ),
    re.compile(
        r"(?:\b(?:use|choose|pick|prefer|select|take|deploy|need|want|run)\s+)(?P<a>.+?)\s+"
        r"(?:rather than|instead of|as opposed to|over|or|vs\.?|versus)\s+(?P<b>.+)",
        re.I,
    ),
    re.compile(
        r"^(?:is|are|does|do|how (?:is|are|do|does))\s+(?P<a>.+?)\s+(?:different|differ|compare)\w*\s+(?:from|to|with)\s+(?P<b>.+)",
        re.I,
    ),
    re.compile(
        r"^how (?:do|does|are|is)\s+(?P<a>.+?)\s+and\s+(?P<b>.+?)\s+(?:differ|compare|different)",
        re.I,
    ),
    re.compile(r"\b(?:distinguish|tell apart)\s+(?P<a>.+?)\s+(?:from|and)\s+(?P<b>.+)", re.I),
    re.compile(
        r"^(?:which|what)\b.*?(?:[,:]|\bbetter\b|\bcheaper\b|\bfaster\b|\bbest\b)[,:]?\s+(?P<a>[^,?]+?)\s+or\s+(?P<b>[^?]+)",
        re.I,
    ),
    re.compile(
        r"^(?:what (?:is|are|about)\s+)?(?P<a>.+?)\s+(?:vs\.?|versus|rather than|instead of|or)\s+(?P<b>.+)",
        re.I,
    ),
)
_SIDE_HEAD = re.compile(
    r"^(?:what|which|when|why|how|should|would|do|does|is|are|i|we|you|one|to|it|use|using|choose|the|a|an|both)\b\s*",
    re.IGNORECASE,
)
_SIDE_TAIL = re.compile(
    r"\s*(?:[?!.;]|,\s*(?:and|when|for|if)\b|\b(?:for|when|if|in terms of|with respect to|because|while|in the|on the)\b).*$",
    re.IGNORECASE,
)

_FRAME = re.compile(
    r"^(?:and |but |so |also )*(?:what(?:'s| is| are| was| were| does| do| about)?|which|when|where|why|who|how"
    r"(?: do| does| can| could| should| would| to| many| much| long| large| big| often| fast)?|is|are|was|can|could|does|do|did|will|would"
    r"|should|may|must|has|have|list|name|define|explain|describe|compare|tell me about|give me|show me)\b"
    r"(?:\s+(?:i|we|you|one|someone|there|the|a|an|to|should|must|can|do|does|is|are|use|using|choose|pick|maximum|minimum|max|min|default|"
    r"difference|differences|between|of|for|types?|kinds?|steps?|limits?|size|number|purpose|set up|create|enable|configure|need|want)\b)*\s*",
    re.IGNORECASE,
)
_SUBJECT_OF = re.compile(
    r"\b(?:of|for|in|on|does|do|with|from|by|to|is|are|can|at)\s+(?:an?\s+|the\s+)?(?P<subject>[^,?]+?)\s*"
    r"(?:\b(?:have|has|support|supports|cost|costs|need|needs|work|works|mean|take|takes|allow|allows|accept|accepts|hold|holds|"
    r"last|run|use|stand for|offer|provide|handle)\b.*)?\??$",
    re.IGNORECASE,
)
_TRIM = re.compile(r"^(?:an?|the|my|our|your|some|any)\s+|\s*[?!.,;:]+\s*$", re.IGNORECASE)


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
        return _YES_NO.match(self.text) is not None


def understand(text: str) -> Question:
    """Classify a question by its wording and name its subject or its two sides."""
    cleaned = _strip_manners(text)
    sides = compared_sides(cleaned)
    kind = _kind(cleaned, sides)
    if kind == "comparison" and sides is not None:
        return Question(cleaned, kind, sides)
    subject = subject_of(cleaned)
    return Question(cleaned, kind, (subject,) if subject else ())


def _strip_manners(text: str) -> str:
    cleaned = _GREETING.sub("", " ".join(text.split()))
    cleaned = _POLITE.sub("", cleaned)
    return cleaned.strip() or text.strip()


def _kind(text: str, sides: tuple[str, str] | None) -> QuestionKind:
    matches = [kind for kind, patterns in _COMPILED if any(p.search(text) for p in patterns)]
    if "comparison" in matches and sides is not None:
        return "comparison"
    if _YES_NO.match(text):
        return "yes-no"
    for kind in matches:
        if kind != "comparison":
            return kind
    if any(p.search(text) for p in _DEFINITION_COMPILED):
        return "definition"
    if len(text.split()) <= 4 and not text.rstrip().endswith("?"):
        return "definition"
    return "fact"


def compared_sides(text: str) -> tuple[str, str] | None:
    """Return the two things a question compares, or None when it names fewer."""
    for pattern in _SIDES:
        match = pattern.search(text)
        if match is None:
            continue
        sides = tuple(_trim_side(match.group(name)) for name in ("a", "b"))
        if (
            all(0 < len(side.split()) <= 8 for side in sides)
            and sides[0].lower() != sides[1].lower()
        ):
            return sides[0], sides[1]
    return None


def _trim_side(side: str) -> str:
    side = _SIDE_TAIL.sub("", side.strip())
    while True:
        shorter = _SIDE_HEAD.sub("", side)
        if shorter == side:
            return side.strip(" \"'")
        side = shorter


def subject_of(text: str) -> str:
    """Return the phrase that a question is about; empty when it names nothing."""
    rest = _FRAME.sub("", text.strip())
    match = _SUBJECT_OF.search(rest)
    phrase = match.group("subject") if match and len(match.group("subject")) > 2 else rest
    phrase = re.sub(
        r"\b(?:rather than|instead of|compared (?:to|with)|when|because|if)\b.*$",
        "",
        phrase,
        flags=re.I,
    )
    phrase = re.sub(
        r"\s+(?:is|are|have|has|support|supports|cost|costs|work|works|mean|take|takes|do|used|stand for)\??$",
        "",
        phrase.strip(" ?"),
        flags=re.I,
    )
    previous = None
    while previous != phrase:
        previous = phrase
        phrase = _TRIM.sub("", phrase.strip())
    return phrase
