"""Name what a question is about, from the form of its clause."""

from __future__ import annotations

import re

from app.answer.clause import AUXILIARIES, QUESTION_WORDS
from app.answer.noun_phrase import (
    ARTICLES,
    DETERMINERS,
    PREDICATES,
    PREPOSITIONS,
    before_predicate,
    before_verb,
    has_property,
    joins,
    shortened,
    to_clause_end,
    trimmed,
    without_property,
)
from app.verbs import is_acting_verb, is_base_verb, is_participle, is_verb, words

_NAMES_NOTHING = words(
    """
    again called cool everything first going great happening he hello hi i instead it later me
    missing next no nothing now one she something thanks that them there these they this those
    together us we wrong yes
    """
) | {"thank you"}
_TOO_GENERAL = words("command feature option service switch tool")
_POINTING = re.compile(r"^(?:it|they|them|that|those)\s", re.IGNORECASE)
_AFTER_VERB = DETERMINERS | {"no", "not", "all", "only", "up", "to"}
_TO_BE = words("is are was were am isn't aren't wasn't weren't")
_MODALS = words("can could will would should may might must")
_COMMAND = re.compile(
    r"""^(?:give\ me|show\ me|tell\ me(?:\ about)?|list|name|enumerate|explain|describe|define
           |compare|set\ up|configure|create|enable|deploy|build|register
           |(?:meaning|definition)\ of)\s+""",
    re.IGNORECASE | re.VERBOSE,
)
_INFINITIVE = re.compile(
    r"""^(?:how\ to|when\ to|walk\ me\ through
           |(?:(?:what\ are|what\ is|list|name|give\ me|show\ me)\ )?(?:the\ )?steps?\ (?:to|for)
         )\s+""",
    re.IGNORECASE | re.VERBOSE,
)
_THERE = re.compile(
    r"""^(?:(?:how\ many|how\ much|what|which)\s+(?P<kind>.+?)\s+)?
         (?:is|are|was|were|isn't|aren't)\ there\b\s*(?P<rest>.*)$""",
    re.IGNORECASE | re.VERBOSE,
)
_HAPPENS = re.compile(
    r"^what (?:happens|will happen|would happen) (?:to|with|when|if|after|during)\s+", re.IGNORECASE
)
_OPENING = re.compile(
    rf"""^(?:(?:{PREPOSITIONS}|over|after|before|above|below)\s+(?=which|what|how))?
         (?P<word>{QUESTION_WORDS})\b(?:\s+come\b)?\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_CONTRACTION = re.compile(rf"^({QUESTION_WORDS})['’](?:s|re)\b", re.IGNORECASE)
_DEGREE = re.compile(
    r"^(?:many|much|long|large|big|small|fast|often|old|far|high|low|quickly|soon)\b\s*", re.I
)
_AUXILIARY = re.compile(rf"(?:^|(?<=\s))(?:{AUXILIARIES})(?=\s|$)", re.IGNORECASE)
_IT_IS_SO = re.compile(r"^it \w+ (?P<link>that|to)\s+", re.IGNORECASE)
_ASKER = re.compile(
    r"""^(?: it\ (?=costs?\b|takes?\b)
           | (?:i|we|you|they|people|someone|anyone|candidates
               |(?:my|our|the|a)\ (?:team|company|users?|analysts?|data\ scientists?))\b)\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_MODIFIED_NAME = re.compile(
    r"^(?P<name>\S+(?: \S+)?)\s+(?:how\ (?:many|much|long)|what|which)\b", re.I
)
_BEFORE_VERB = re.compile(
    r"""^(?:\w+ly|also|still|best|ever|even|not|be|been|have\ to|has\ to|need\ to|needs\ to
           |want\ to|able\ to|allowed\ to|try\ to|go\ about|costs?\ to|takes?\ to)\s+""",
    re.IGNORECASE | re.VERBOSE,
)
_PARTICLE = re.compile(rf"^(?:rid of|up|out|off|down|away|back|{PREPOSITIONS})\s+", re.IGNORECASE)
_GERUND_LAST = re.compile(r"^(\S.*?)\s+[a-z]+ing$")
"""The verb of "why isn't my alarm firing"."""
_RECEIVER = re.compile(r"^(?:me|us|you)\s+", re.IGNORECASE)
_VAGUE_START = re.compile(
    r"""^(?:in|on|at|as|after|before|when|if|since|once|no|nobody|somebody|nothing|each|every|there
           |both|all|yesterday|today|last)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_PLACE = re.compile(rf"\b(?:{PREPOSITIONS})\s+(.+)", re.IGNORECASE)


def subject_of(clause: str) -> str:
    """Return the phrase that a clause is about; empty when it names nothing."""
    text = _CONTRACTION.sub(r"\1 is", clause.strip()).rstrip("?!. ")
    return _name(_phrase(text))


def subject_of_statement(sentence: str) -> str:
    """Return what a sentence is about that was told before the question."""
    if _ASKER.match(sentence) or _VAGUE_START.match(sentence):
        return ""
    return _name(_of_statement(sentence.rstrip(". ")))


def _name(phrase: str) -> str:
    subject = shortened(trimmed(without_property(phrase)))
    says_what = " " not in subject and is_participle(subject)
    return (
        ""
        if says_what or subject.lower() in _NAMES_NOTHING or _POINTING.match(subject)
        else subject
    )


def _phrase(text: str) -> str:
    """Return the noun phrase that the form of the clause puts in the place of its subject."""
    if match := _THERE.match(text):
        return _of_there(match)
    if match := _HAPPENS.match(text):
        return before_verb(text[match.end() :])
    if match := _INFINITIVE.match(text):
        return _after_verb(text[match.end() :])
    if match := _COMMAND.match(text):
        return _of_command(text[match.end() :])
    if match := _OPENING.match(text):
        return _of_question_word(match.group("word").lower(), text[match.end() :])
    if match := _AUXILIARY.match(text):
        return _after_auxiliary(match.group().lower(), text[match.end() :].strip(), "")
    return _of_statement(text)


def _of_there(match: re.Match[str]) -> str:
    """Return what is asked to exist, or the place: "how many questions are there on the exam"."""
    rest = match.group("rest").strip()
    if match.group("kind") is None:
        return to_clause_end(rest)
    place = _PLACE.match(rest)
    return to_clause_end(place.group(1) if place else match.group("kind"))


def _of_command(rest: str) -> str:
    """Return what is to be named or explained, which may be a clause: "explain how X works"."""
    return _phrase(rest) if _OPENING.match(rest) else to_clause_end(rest)


def _of_statement(text: str) -> str:
    """Return the subject of "X needs no endpoint"; a phrase without a verb is the subject."""
    if named := _MODIFIED_NAME.match(text):
        return named.group("name")
    if _AUXILIARY.search(text):
        return before_verb(text)
    phrase = to_clause_end(re.sub(rf"^(?:{PREPOSITIONS})\s+", "", text, flags=re.IGNORECASE))
    tokens = phrase.split()
    for i in range(1, len(tokens) - 1):
        if _acts_on(tokens, i):
            return " ".join(tokens[:i])
    return phrase


def _acts_on(tokens: list[str], i: int) -> bool:
    """Whether token `i` is a verb in the third person with an object behind it."""
    follows = tokens[i + 1].lower() if i + 1 < len(tokens) else ""
    if follows not in _AFTER_VERB and not follows[:1].isdigit():
        return False
    return tokens[i].islower() and tokens[i].endswith("s") and not joins(tokens[i - 1])


def _of_question_word(word: str, rest: str) -> str:
    """Return what follows what, which, how, ...: a noun may stand before the verb."""
    rest = _DEGREE.sub("", rest)
    auxiliary = _AUXILIARY.search(rest)
    if auxiliary is None:
        return before_verb(rest) if word in ("how", "why") else _of_acting_noun(rest)
    verb = auxiliary.group().lower()
    noun, after = rest[: auxiliary.start()].strip(), rest[auxiliary.end() :].strip()
    if noun.lower().removeprefix("of ") in _NAMES_NOTHING:
        noun = ""
    if not after:
        return to_clause_end(noun)
    if word in ("what", "who") and not noun and verb in _TO_BE:
        return _defined(after)
    if noun and verb in ("has", "have"):
        return to_clause_end(noun)
    if word == "who" or (verb in _MODALS and (noun or word == "what") and _opens_act(after)):
        return _named(_after_verb(after)) or noun
    return _after_auxiliary(verb, after, noun)


def _opens_act(text: str) -> bool:
    """Whether a verb comes first, no subject: "should drive the choice", "can cause skew"."""
    first, _, rest = text.partition(" ")
    return is_base_verb(first) or (
        first.islower() and first not in DETERMINERS and rest.partition(" ")[0] in ARTICLES
    )


def _of_acting_noun(rest: str) -> str:
    """Return the object of "which role runs a processing job"; the noun when there is no object."""
    tokens = ["", *to_clause_end(rest).split()]
    for i in range(1, len(tokens)):
        follows = tokens[i + 1] if i + 1 < len(tokens) else ""
        acts = is_acting_verb(tokens[i], tokens[i - 1])
        agrees = tokens[i - 1].endswith("s") and is_base_verb(tokens[i], tokens[i - 1])
        if (acts or agrees or _acts_on(tokens, i)) and not (i == 1 and is_verb(follows)):
            target = _RECEIVER.sub("", _PARTICLE.sub("", " ".join(tokens[i + 1 :])))
            return _named(target) or " ".join(tokens[1:i])
    return " ".join(tokens[1:])


def _after_auxiliary(auxiliary: str, rest: str, noun: str) -> str:
    """Return the subject between an auxiliary and the verb, or the object when the reader acts."""
    acting = _after_asker(rest)
    if acting is not None:
        return _after_verb(acting) or noun
    claim = _IT_IS_SO.match(rest)
    if claim is not None:
        said = rest[claim.end() :]
        return before_verb(said) if claim.group("link").lower() == "that" else _after_verb(said)
    if rest.startswith("be "):
        return noun or _of_passive(rest[3:])
    if auxiliary not in _TO_BE:
        return before_verb(rest)
    if noun and _opens_predicate(rest.split()):
        place = _PLACE.search(rest)
        return to_clause_end(place.group(1) if place else noun)
    subject = before_predicate(rest)
    return _GERUND_LAST.sub(r"\1", subject) if subject == rest else subject


def _of_passive(rest: str) -> str:
    """Return the place of "what can be put on the endpoint"; the name of "what would be X"."""
    tokens = rest.split()
    place = _PLACE.search(rest)
    if is_participle(tokens[0], "".join(tokens[1:2])):
        return to_clause_end(place.group(1)) if place else ""
    return _defined(rest)


def _named(phrase: str) -> str:
    """Return the phrase, or nothing when it only points: "them", "its own"."""
    first = phrase.partition(" ")[0].lower()
    return "" if first in _NAMES_NOTHING or first in ("its", "their") else phrase


def _after_asker(rest: str) -> str | None:
    """Return what follows "I" or "my team"; None when somebody or something else acts."""
    asker = _ASKER.match(rest)
    if asker is not None:
        return rest[asker.end() :]
    tokens = rest.split()
    if len(tokens) > 1 and tokens[0].lower() == "one" and is_base_verb(tokens[1]):
        return " ".join(tokens[1:]) if not is_base_verb("".join(tokens[2:3])) else None
    return None


def _opens_predicate(tokens: list[str]) -> bool:
    """Whether what follows "are" says something of the noun before it: "available in Clarify"."""
    first = 1 if tokens[0] in ARTICLES and len(tokens) > 1 else 0
    follows = tokens[first + 1] if first + 1 < len(tokens) else ""
    return (
        tokens[first] in PREDICATES
        or is_participle(tokens[first], follows)
        or tokens[0].lower() in PREPOSITIONS.split("|")
    )


def _after_verb(rest: str) -> str:
    """Return the object of a verb: "have to pay for an idle endpoint" gives the endpoint."""
    previous = None
    while previous != rest:
        previous, rest = rest, _BEFORE_VERB.sub("", rest)
    target = _RECEIVER.sub("", to_clause_end(rest.partition(" ")[2].strip()))
    return _PARTICLE.sub("", target)


def _defined(rest: str) -> str:
    """Return the name in "what is NAME used for", "what is NAME in SageMaker"."""
    phrase = to_clause_end(rest)
    if has_property(phrase) or _POINTING.match(phrase):
        return phrase
    return before_predicate(trimmed(phrase))
