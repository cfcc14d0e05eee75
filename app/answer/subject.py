"""Name what a question is about, from the form of its clause."""

from __future__ import annotations

import re

from app.answer.clause import AUXILIARIES, QUESTION_WORDS
from app.answer.verbs import is_participle, is_verb

_ASKERS = "i|we|you|one|they|people|someone|anyone|candidates|a candidate|teams"
_PREPOSITIONS = "of|for|in|on|to|from|with|by|at|into|about|between|under|per|during|within"
_DETERMINERS = frozenset(
    "a an the my our your its their this that these those any some each every".split()
)
_AROUND = re.compile(
    r"""^(?:an?|the|my|our|your|their|its|some|any|all|every|each|this|these
         |exactly|actually|even|still|also|just|it\ (?:true|correct|possible|right)\ (?:that|to))\s+
      | ^(?:one|two|three|four|five|six|seven|eight|nine|ten|\d+)\s+(?=\S)(?!-)
      | \s*[?!.,;:"“”]+\s*$ | ^["“”]+
      | \s+(?:today|anymore|exactly|nowadays|please|then|at\ all|by\ default)$""",
    re.IGNORECASE | re.VERBOSE,
)
_PROPERTY = (
    r"(?:maximum|minimum|default|sizes?|limits?|quotas?|prices?|pricing|costs?|fees?|durations?"
    r"|numbers?|lengths?|time-?outs?|retention|periods?|times?|scores?|percentages?|shares?"
    r"|weights?|ranges?|values?|purpose|point|reasons?|roles?|use\ cases?|benefits?|advantages?"
    r"|disadvantages?|drawbacks?|downsides?|limitations?|differences?|types?|kinds?|examples?"
    r"|lists?|steps?|stages?|phases?|parts?|components?|domains?|ways?|meaning|definition"
    r"|options?|modes?|features?|prerequisites?|requirements?|procedure|process|concept|idea)"
)
_PROPERTY_OF = re.compile(
    rf"^(?:[\w-]+\s+){{0,4}}?{_PROPERTY}\s+(?:of|for|in|on|behind|between|to\ \w+|when\ \w+ing)\s+"
    r"(?P<subject>.+)$",
    re.IGNORECASE,
)
_PROPERTY_AFTER = re.compile(
    r"\s+(?:limits?|quotas?|pricing|prices?|costs?|fees?|use\ cases?|benefits|drawbacks|examples?"
    r"|definition|meaning)$",
    re.IGNORECASE | re.VERBOSE,
)
_CLAUSE_BREAK = re.compile(
    r"""\s*[?;:].* | ,\s.*
      | \s+\b(?:that|which|who|whose|when|whenever|where|if|because|while|unless|so\ that|but|than
             |rather|instead|versus|vs\.?|compared|without|before|after|since)\b.*
      | \s+(?:and|or)\s+(?:how|what|which|when|why|where|who|is|are|does|do|can|should)\b.*""",
    re.IGNORECASE | re.VERBOSE,
)
_IMPERATIVE = re.compile(
    r"^(?:walk\ me\ through|give\ me|show\ me|tell\ me(?:\ about)?|list|name|enumerate|explain"
    r"|describe|define|compare|set\ up|configure|create|enable|deploy|build|register"
    r"|(?:meaning|definition)\ of|how\ to|(?:what\ are\ |what\ is\ |the\ )*steps?\ (?:to|for)"
    r"|when\ to)\s+(?P<rest>.+)$",
    re.IGNORECASE | re.VERBOSE,
)
_THERE = re.compile(
    r"^(?:(?:how\ many|how\ much|what|which)\s+(?P<kind>.+?)\s+)?(?:is|are|was|were|isn't|aren't)"
    r"\ there\b\s*(?P<rest>.*)$",
    re.IGNORECASE | re.VERBOSE,
)
_HAPPENS = re.compile(
    r"^what\ (?:happens|will\ happen|would\ happen)\ (?:to|with|when|if|after|during)\s+(?P<rest>.+)$",
    re.IGNORECASE | re.VERBOSE,
)
_OPENING = re.compile(
    rf"""^(?:(?:{_PREPOSITIONS})\s+(?=which|what))?   # in which ...
    (?P<asked>{QUESTION_WORDS})\b(?:'s\b|\s+come\b)?\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_DEGREE = re.compile(
    r"^(?:many|much|long|large|big|small|fast|often|old|far|high|low|quickly|soon)\b\s*", re.I
)
_AUXILIARY = re.compile(rf"(?:^|(?<=\s))(?P<auxiliary>{AUXILIARIES})(?=\s)", re.IGNORECASE)
_ASKER = re.compile(rf"^(?:{_ASKERS})\b\s*", re.IGNORECASE)
_BEFORE_VERB = re.compile(
    r"^(?:\w+ly|also|still|best|ever|even|not|be|been|have\ to|has\ to|need\ to|needs\ to|want\ to"
    r"|able\ to|allowed\ to|try\ to|go\ about)\s+",
    re.IGNORECASE | re.VERBOSE,
)
_PARTICLE = re.compile(rf"^(?:up|out|off|down|away|back|{_PREPOSITIONS})\s+", re.IGNORECASE)
_FIRST_WORD = re.compile(r"^\S+\s*")
_PREDICATE = re.compile(
    r"""^(?:available|suitable|suited|best|better|worst|right|good|useful|appropriate|recommended
         |required|needed|necessary|possible|allowed|free|new|still|not|only|true|enough|safe|part
         |used|supported|included|meant|responsible|eligible|compatible|misleading|important)$""",
    re.IGNORECASE | re.VERBOSE,
)
_OF_IDIOM = frozenset(["of", "under"])


def subject_of(clause: str) -> str:
    """Return the phrase that a clause is about; empty when it names nothing."""
    text = clause.strip().rstrip("?!. ")
    return _trimmed(_without_property(_phrase(text)))


def _phrase(text: str) -> str:
    if match := _THERE.match(text):
        return _of_there(match)
    if match := _HAPPENS.match(text):
        return _before_verb(match.group("rest"))
    if match := _IMPERATIVE.match(text):
        return _object(_imperative_rest(match))
    if match := _OPENING.match(text):
        return _of_question_word(match.group("asked").lower(), text[match.end() :])
    if match := re.match(rf"(?:{AUXILIARIES})\s+", text, re.IGNORECASE):
        return _after_auxiliary(match.group().strip().lower(), text[match.end() :], "")
    if _AUXILIARY.search(text):
        return _before_verb(text)
    return _object(text)


def _of_there(match: re.Match[str]) -> str:
    rest = match.group("rest").strip()
    if match.group("kind") is None:
        return _object(rest)
    place = re.match(rf"(?:{_PREPOSITIONS})\s+(.+)", rest, re.IGNORECASE)
    return _object(place.group(1) if place else match.group("kind"))


def _imperative_rest(match: re.Match[str]) -> str:
    """Drop the verb of "how to deploy a model" and of "steps to register a model"."""
    rest = match.group("rest")
    if re.match(r".*\b(?:to|through)\s*$", text_before := match.group()[: -len(rest)], re.I | re.S):
        return _after_verb(rest) if text_before else rest
    return rest


def _of_question_word(asked: str, rest: str) -> str:
    """Look behind what, which, how, ...: a noun may follow, then the verb."""
    degree = _DEGREE.match(rest)
    if degree is not None:
        rest = rest[degree.end() :]
    auxiliary = _AUXILIARY.search(rest)
    if auxiliary is None:
        return _of_acting_noun(rest)
    noun = rest[: auxiliary.start()].strip()
    verb = auxiliary.group("auxiliary").lower()
    after = rest[auxiliary.end() :].strip()
    if asked in ("what", "who") and not noun and verb in ("is", "are", "was", "were"):
        return _defined(after)
    if asked == "who":
        return _after_verb(after)
    return _after_auxiliary(verb, after, noun)


def _of_acting_noun(rest: str) -> str:
    """Return the object of "which role runs a processing job"; the noun when there is no verb."""
    words = rest.split()
    for i in range(1, len(words)):
        if is_verb(words[i], words[i - 1]):
            after = _PARTICLE.sub("", " ".join(words[i + 1 :]))
            return _object(after) if after else " ".join(words[:i])
    return _object(rest)


def _after_auxiliary(auxiliary: str, rest: str, noun: str) -> str:
    asker = _ASKER.match(rest)
    if asker is not None:
        return _after_verb(rest[asker.end() :]) or noun
    rest = re.sub(r"^(?:also|still|not|it (?:true|correct) that)\s+", "", rest, flags=re.I)
    first = rest.partition(" ")[0]
    if auxiliary in ("is", "are", "was", "were") and noun and _opens_predicate(first, rest):
        place = re.search(rf"\b(?:{_PREPOSITIONS})\s+(.+)", rest, re.IGNORECASE)
        return _object(place.group(1)) if place else noun
    if auxiliary.startswith(("is", "are", "was", "were", "am")):
        return _before_predicate(rest)
    return _before_verb(rest)


def _opens_predicate(first: str, rest: str) -> bool:
    after = rest.split()[1] if " " in rest else ""
    return bool(
        _PREDICATE.match(first)
        or re.fullmatch(_PREPOSITIONS, first, re.IGNORECASE)
        or is_participle(first, after)
    )


def _after_verb(rest: str) -> str:
    """Return the object of a verb: "also have to pay for an idle endpoint" gives the endpoint."""
    previous = None
    while previous != rest:
        previous, rest = rest, _BEFORE_VERB.sub("", rest)
    rest = _FIRST_WORD.sub("", rest, count=1)
    return _object(_PARTICLE.sub("", rest))


def _object(text: str) -> str:
    """Return a noun phrase with what belongs to it, up to the next clause."""
    return _CLAUSE_BREAK.sub("", text).strip()


def _defined(rest: str) -> str:
    """Return the name in "what is NAME used for": its own "of" stays, a place or purpose goes."""
    phrase = _object(rest)
    if _PROPERTY_OF.match(phrase):
        return phrase
    words = phrase.split()
    for i in range(1, len(words)):
        after = words[i + 1] if i + 1 < len(words) else ""
        is_place = re.fullmatch(_PREPOSITIONS, words[i]) and words[i] not in _OF_IDIOM
        if is_place or is_participle(words[i], after) or _PREDICATE.match(words[i]):
            return " ".join(words[:i])
    return phrase


def _before_predicate(rest: str) -> str:
    """Return the subject of "to be": all before a predicate, a second article or a place."""
    words = _object(rest).split()
    for i in range(1, len(words)):
        after = words[i + 1] if i + 1 < len(words) else ""
        if (
            words[i] in ("a", "an", "the", "my")
            and words[i - 1].lower() not in (*_PREPOSITIONS.split("|"), "and", "or")
        ) or (
            _PREDICATE.match(words[i])
            or is_participle(words[i], after)
            or (re.fullmatch(_PREPOSITIONS, words[i]) and words[i] not in _OF_IDIOM)
        ):
            return " ".join(words[:i])
    return " ".join(words)


def _before_verb(rest: str) -> str:
    """Return the subject in front of the verb; an unknown verb is seen by the object behind it."""
    words = _object(rest).split()
    for i in range(1, len(words)):
        after = words[i + 1] if i + 1 < len(words) else ""
        if is_verb(words[i], words[i - 1]) and not is_verb(after, words[i]):
            return " ".join(words[:i])
        if re.fullmatch(AUXILIARIES, words[i], re.IGNORECASE):
            return " ".join(words[:i])
        if words[i].lower() in _DETERMINERS and not _joins(words[i - 1]):
            return " ".join(words[: i - 1] if i > 1 and words[i - 1].islower() else words[:i])
    return " ".join(words)


def _joins(word: str) -> bool:
    return word.lower() in ("and", "or") or re.fullmatch(_PREPOSITIONS, word.lower()) is not None


def _without_property(phrase: str) -> str:
    """Return X of "the maximum payload size of X" and of "X pricing"."""
    match = _PROPERTY_OF.match(phrase)
    if match is not None:
        phrase = _object(match.group("subject"))
    shorter = _PROPERTY_AFTER.sub("", phrase)
    return shorter or phrase


def _trimmed(phrase: str) -> str:
    previous = None
    while previous != phrase:
        previous, phrase = phrase, _AROUND.sub("", phrase.strip())
    return phrase
