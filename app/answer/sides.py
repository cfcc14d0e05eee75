"""Name the two things that a question compares."""

from __future__ import annotations

import re

from app.verbs import words

_VERSUS = r"vs\.?|versus"
_INSTEAD = r"rather\ than|instead\ of|as\ opposed\ to"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE | re.VERBOSE)
    for form in (
        # the difference between A and B
        rf"\bdifferen(?:ce|ces|t)\b.*?\bbetween\s+(?P<a>.+?)\s+(?:and|{_VERSUS}|or)\s+(?P<b>.+)",
        # compare A with B, A compared to B
        rf"""\bcompar(?:e|es|ing|ison)\b (?:\ (?:of|between))?\s+
             (?P<a>.+?)\s+(?:and|with|to|{_VERSUS}|against)\s+(?P<b>.+)""",
        r"^(?:how\ (?:does|do|is|are)\s+)?(?P<a>.+?)\s+compared?\ (?:with|to|against)\s+(?P<b>.+)",
        # (when) should I use A rather than B, when A and when B
        rf"""\b(?:use|choose|pick|prefer|select|take|deploy|need|want|run|go\ with)\s+
             (?P<a>.+?)\s+(?:{_INSTEAD}|or|{_VERSUS})\s+(?P<b>.+)""",
        r"\b(?:choose|prefer|pick|select|favou?r|use)\s+(?P<a>.+?)\s+over\s+(?P<b>.+)",
        r"""^when\b.*?\b(?:use|choose|pick|prefer)\s+(?P<a>.+?),?\s+and\ when\s+
             (?:(?:should|do|would|to)\ (?:(?:i|we|you)\ )?(?:use|choose|pick|prefer)\s+)?
             (?P<b>.+)""",
        # what is A and how does it differ from B
        r"""^what\ (?:is|are)\s+(?P<a>.+?),?\s+and\ how\ (?:does|do|is|are)\ (?:it|they)\s+
             (?:differ|different|compare)\w*\s+(?:from|to|with)\s+(?P<b>.+)""",
        # is A different from B, how does A differ from B
        r"""^(?:is|are|does|do|how\ (?:is|are|do|does))\s+
             (?P<a>.+?)\s+(?:different|differ|distinct)\w*\s+(?:from|to|than)\s+(?P<b>.+)""",
        r"^(?:is|are|does|do)\s+(?P<a>.+?)\s+the\ same\s+(?:\w+\s+)?as\s+(?P<b>.+)",
        # how do A and B differ, are A and B the same
        r"""^(?:(?:how|is|are|do|does)\s+)+
             (?P<a>.+?)\s+and\s+(?P<b>.+?)\s+(?:differ|compare|different|the\ same)\b""",
        r"\b(?:distinguish|tell\ apart)\s+(?:between\ )?(?P<a>.+?)\s+(?:from|and)\s+(?P<b>.+)",
        # is A faster than B, how much faster is A than B
        r"""^(?:(?:how\ much|is|are|does|do)\s+)+(?:(?:\w+er|more\ \w+|less\ \w+)\s+(?:is|are)\s+)?
             (?P<a>.+?)\s+(?:(?:\w+er|more\ \w+|less\ \w+|better|worse)\s+)?than\s+(?P<b>.+)""",
        # which is cheaper, A or B
        r"""^(?:which|what)\b.*?(?:[,:]|\b(?:better|cheaper|faster|slower|best)\b)[,:]?\s+
             (?P<a>[^,?]+?)\s+or\s+(?P<b>[^?]+)""",
        # a dashboard for managers: A or B
        r"^.*[:,]\s+(?P<a>[^,?:]+?)\s+or\s+(?P<b>[^?]+)",
        # A vs B, is A or B better
        rf"""^(?:(?:what\ (?:is|are|about)|is|are|does|do)\s+)?
             (?P<a>.+?)\s+(?:{_VERSUS}|{_INSTEAD}|or)\s+(?P<b>.+)""",
    )
)
_LEAD = re.compile(
    r"""^(?:what|which|when|why|how|should|would|do|does|is|are|i|we|you|one|to|it|use|using
           |choose|between|the|a|an|both)(?:\s+|$)""",
    re.IGNORECASE | re.VERBOSE,
)
_TAIL = re.compile(
    r"""\s*(?: [?!.;:]
             | ,(?=\s)
             | \s(?:for|when|if|because|while|in\ terms\ of|with\ respect\ to)\b
             | \s(?:and\ )?(?:when|how|why|who|which|what|where)\b
             | \s(?:in|on)\ (?:the|a|an|my|our|SageMaker|AWS)\b
             | \s(?:better|cheaper|faster|slower|worse|best|cheapest|fastest)\b
             | \s(?:vs\.?|versus)\s
             | \sto\ (?:reach|access|get|train|host|deploy|store|run|serve|process|monitor|use
                       |handle|detect|build|load|read|write|send|tune|scale|reduce|keep|save)\b
            ).*$""",
    re.IGNORECASE | re.VERBOSE,
)
_NO_NAMES = words("nothing none this that it these those them others before not")
_SHARED_HEADS = words(
    """
    deployment deployments drift encoding endpoint endpoints inference instance instances job jobs
    learning mode model models monitor parallelism policy search shifting store testing tests
    training transform update updates
    """
)
"""Nouns that both sides share when only the second names them: "online vs offline store"."""
_LONGEST_SIDE = 8
"""Words; what is longer is a clause, not a name."""


def compared_sides(clause: str) -> tuple[str, str] | None:
    """Return the two things a clause compares, or None when it names fewer."""
    for form in _FORMS:
        match = form.search(clause)
        if match is None:
            continue
        first, second = _trimmed(match.group("a")), _trimmed(match.group("b"))
        if _is_name(first) and _is_name(second) and first.lower() != second.lower():
            return _with_head(first, second), second
    return None


def _with_head(first: str, second: str) -> str:
    """Return the first side with the noun that it shares with the second."""
    _, _, head = second.rpartition(" ")
    shares = " " not in first and second.count(" ") == 1 and head in _SHARED_HEADS
    return f"{first} {head}" if shares else first


def _is_name(side: str) -> bool:
    return 0 < len(side.split()) <= _LONGEST_SIDE and side.lower() not in _NO_NAMES


def _trimmed(side: str) -> str:
    side = _TAIL.sub("", side.strip())
    previous = None
    while previous != side:
        previous, side = side, _LEAD.sub("", side)
    return side.strip(" \"'“”")
