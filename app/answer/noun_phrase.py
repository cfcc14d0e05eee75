"""See where a noun phrase ends, and take off what is not its name."""

from __future__ import annotations

import re

from app.answer.clause import AUXILIARIES
from app.verbs import is_base_verb, is_participle, is_verb, words

PREPOSITIONS = "of|for|in|on|to|from|with|by|at|into|about|between|under|per|during|within"
ARTICLES = frozenset(["a", "an", "the", "my"])
DETERMINERS = ARTICLES | {"our", "your", "its", "their", "this", "these", "any", "each", "every"}
_PREPOSITION_WORDS = frozenset(PREPOSITIONS.split("|"))
_OF_A_NAME = frozenset(["of", "under"])
"""Prepositions inside a name: "mean of squares", "area under the curve"."""
_LONGEST = 6
"""Words of a subject that are kept whole; a longer one ends before its first place or purpose."""
PREDICATES = words(
    """
    allowed appropriate available best better cheaper closed compatible different eligible enough
    faster fine free good important included meant misleading more much necessary needed new
    normal not ok only open part possible probably recommended required responsible right safe
    slower still suitable suited supported too true used useful worse worst
    """
)
"""Words that say something of a subject of "to be"; it ends before them."""
_AROUND = re.compile(
    r"""^(?:an?|the|my|our|your|their|its|some|any|all|every|each|this|these
            |exactly|actually|even|still|also|just)\s+
      | ^(?:(?:each|all|one|some|any|most|both|which)\s+of|of|about|until|such\ an?|such)\s+
      | ^(?:one|two|three|four|five|six|seven|eight|nine|ten)\s+(?=[A-Za-z])
      | ^["“”]+ | \s*[?!.,;:"“”]+\s*$ | ['’]s$
      | \s+(?:again|alone|anymore|back|exactly|next|not|now|nowadays|please|then|today|too
              |at\ all|by\ default|in\ (?:a|one)\ (?:sentence|word|nutshell)
              |in\ (?:plain|simple)\ (?:words|terms|English))$
      | (?:^|\s+)(?:in|on|for|with|to|at|off|up|out)$""",
    re.IGNORECASE | re.VERBOSE,
)
_PROPERTY = r"""(?:
    maximum|minimum|default|sizes?|limits?|quotas?|prices?|pricing|costs?|fees?|durations?
  | numbers?|lengths?|time-?outs?|retention|periods?|times?|scores?|percentages?|shares?
  | weights?|ranges?|values?|purpose|point|reasons?|roles?|use\ cases?|benefits?|advantages?
  | disadvantages?|drawbacks?|downsides?|limitations?|differences?|types?|kinds?|examples?
  | lists?|stages?|phases?|parts?|components?|domains?|ways?|meaning|definition
  | options?|modes?|features?|prerequisites?|requirements?|procedure|process|concept|idea )"""
_PROPERTY_OF = re.compile(
    rf"""^(?:
        (?:[\w-]+\s+){{0,4}}? {_PROPERTY} \s+ (?:of|for|in|on|behind|between|to\ \w+)
      | (?:(?:the|a)\s+)? (?:best|right|ideal|recommended|appropriate) \b.*?\s (?:for|to\ \w+)
    )\s+(?P<subject>.+)$""",
    re.IGNORECASE | re.VERBOSE,
)
_PROPERTY_BEFORE = re.compile(
    r"""^(?:max|min|maximum|minimum|default)\s+
         (?:payload|request|memory|timeout|retention|duration|size|runtime|record|item|file|object
           |batch|message)s?
         (?:\s+(?:size|limit|time|period|count))?\s+(?!of\b|for\b|in\b|on\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_PROPERTY_AFTER = re.compile(
    r"""\s+(?:limits?|quotas?|pricing|prices?|costs?|fees?|use\ cases?|benefits|drawbacks
             |examples?|definition|meaning)$""",
    re.IGNORECASE | re.VERBOSE,
)
_CLAUSE_END = re.compile(
    r"""\s*[?;:].* | ,\s.* | (?:^|\s+)at\ (?:least|most)\b.*
      | (?:^|\s+)(?:that|which|who|whose|when|whenever|where|if|because|while|unless|so\ that
                  |but|than|rather|instead|versus|vs\.?|compared|without|before|after|since)\b.*
      | \s+(?:and|or)\s+(?:how|what|which|when|why|where|who|is|are|does|do|can|should)\b.*""",
    re.IGNORECASE | re.VERBOSE,
)
_ADVERBS = words("also already always be ever never only still")
_AUXILIARY = re.compile(AUXILIARIES, re.IGNORECASE)


def trimmed(phrase: str) -> str:
    """Return the phrase without articles in front, quotation marks, and words such as "again"."""
    previous = None
    while previous != phrase:
        previous, phrase = phrase, _AROUND.sub("", phrase.strip())
    return phrase


def has_property(phrase: str) -> bool:
    """Whether a phrase names a property and then its owner: "the maximum size of X"."""
    return _PROPERTY_OF.match(phrase) is not None


def without_property(phrase: str) -> str:
    """Return X of "the maximum payload size of X", "max payload X" and "X pricing"."""
    match = _PROPERTY_OF.match(phrase)
    if match is not None:
        phrase = to_clause_end(match.group("subject"))
    phrase = _PROPERTY_BEFORE.sub("", phrase) or phrase
    return _PROPERTY_AFTER.sub("", phrase) or phrase


def shortened(subject: str) -> str:
    """Cut a long phrase in front of its first place or purpose."""
    tokens = subject.split()
    if len(tokens) <= _LONGEST:
        return subject
    ends = (i for i in range(1, len(tokens)) if _is_place(tokens[i]))
    return " ".join(tokens[: next(ends, len(tokens))])


def to_clause_end(text: str) -> str:
    """Return what stands before a comma, "when", "that", "and how", ..."""
    return _CLAUSE_END.sub("", text).strip()


def before_predicate(rest: str) -> str:
    """Return the subject of "to be": all before a predicate, a second article or a place."""
    tokens = to_clause_end(rest).split()
    for i in range(1, len(tokens)):
        if _ends_subject(tokens, i):
            return " ".join(tokens[:i])
    return " ".join(tokens)


def _ends_subject(tokens: list[str], i: int) -> bool:
    """Whether word `i` begins what is said of the subject of "to be"."""
    word = tokens[i]
    follows = tokens[i + 1] if i + 1 < len(tokens) else ""
    if word in PREDICATES or is_participle(word, follows):
        return True
    if word in ARTICLES:
        return not joins(tokens[i - 1])
    return _is_place(word)


def before_verb(rest: str) -> str:
    """Return the subject in front of the verb; an unknown verb is seen by the object behind it."""
    tokens = trimmed(to_clause_end(rest)).split()
    for i in range(2 if _acts_on_object(tokens) else 1, len(tokens)):
        follows = tokens[i + 1] if i + 1 < len(tokens) else ""
        acts = is_verb(tokens[i], tokens[i - 1]) and not is_base_verb(follows, tokens[i])
        if acts or tokens[i] in _ADVERBS or _AUXILIARY.fullmatch(tokens[i]):
            return " ".join(tokens[:i])
        if tokens[i].lower() in DETERMINERS and not joins(tokens[i - 1]):
            return " ".join(tokens[: i - 1] if i > 1 and tokens[i - 1].islower() else tokens[:i])
    return " ".join(tokens)


def _acts_on_object(tokens: list[str]) -> bool:
    """Whether a gerund with its object comes first: "raising the quota"."""
    return len(tokens) > 1 and tokens[0].endswith("ing") and not is_base_verb(tokens[1])


def _is_place(token: str) -> bool:
    return token in _PREPOSITION_WORDS and token not in _OF_A_NAME


def joins(word: str) -> bool:
    """Whether a word ties the next one to the phrase before it."""
    return word.lower() in ("and", "or", *_PREPOSITION_WORDS)
