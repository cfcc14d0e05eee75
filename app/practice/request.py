"""Understand a request for practice in a conversation: "ten hard questions on task 2.3".

Only what is surely a request counts; everything else is a question to the sources. So a request
has a verb of quizzing ("quiz me"), a verb of giving before the word question ("give me ..."), or a
number or a kind before it ("ordering question about ..."), and nothing unknown in between.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app.practice.wish import Wish, service_named
from app.practice.words import LETTERS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.practice.blueprint import Blueprint
    from app.practice.records import ItemType, Question
    from index.aliases import AliasTable

MOST = 50
"""Questions given at once in a conversation."""

_NUMBERS = {
    "a": 1,
    "an": 1,
    "one": 1,
    "another": 1,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "fifteen": 15,
    "twenty": 20,
    "thirty": 30,
    "fifty": 50,
    "a couple of": 2,
    "a few": 3,
    "a dozen": 12,
    "some": 0,
    "more": 0,
    "a set of": 0,
}
_DIFFICULTIES = {
    "easy": "easy",
    "simple": "easy",
    "easier": "easy",
    "medium": "medium",
    "moderate": "medium",
    "hard": "hard",
    "difficult": "hard",
    "harder": "hard",
    "tough": "hard",
    "tricky": "hard",
}
_TYPES: dict[str, tuple[ItemType, ...]] = {
    "multiple choice": ("multiple_choice",),
    "multiple-choice": ("multiple_choice",),
    "single choice": ("multiple_choice",),
    "single-choice": ("multiple_choice",),
    "multiple response": ("multiple_response",),
    "multiple-response": ("multiple_response",),
    "choose two": ("multiple_response",),
    "choose-two": ("multiple_response",),
    "select two": ("multiple_response",),
    "ordering": ("ordering",),
    "sequencing": ("ordering",),
    "matching": ("matching",),
    "case study": ("case_study",),
    "case-study": ("case_study",),
    "scenario": ("case_study",),
}
_MEANT = ("practice", "practise", "exam-style", "exam-like", "sample", "mock")
"""Kinds that are said only of questions to be answered."""
_NEW = ("new", "fresh", "brand-new", "brand new", "newly written", "model-written")
"""Kinds that ask for questions which are written now, where a model can."""
_KINDS = (*_MEANT, *_NEW, "exam", "quiz", "test", "random", "other", "mla-c01", "good", "short")


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_COUNT = rf"(?P<count>\d{{1,4}}|{_any(tuple(_NUMBERS))})"
_ADJECTIVES = (
    rf"(?P<adjectives>(?:(?:{_any((*_DIFFICULTIES, *_TYPES, *_KINDS))}|and|or|,)[\s,]+)*?)"
)
_NOUN = (
    r"(?P<noun>questions?|quiz(?:zes)?|items?|(?:case stud(?:y|ies))(?: questions?)?"
    r"|exercises?|problems?)"
)
_PLACE = (
    r"(?:\s*(?:,\s*)?(?:on|about|for|from|covering|regarding|around|concerning)"
    r"\s+(?P<place>.+))?"
)
_POLITE = r"(?:(?:please|ok|okay|now|hey|hi|so|and|then)[,!]?\s+)*"
_CAN_YOU = r"(?:(?:can|could|would|will) you (?:please )?)?"
_ME = r"(?:\s+(?:me|us))?"

_QUIZ_ME = re.compile(
    rf"{_POLITE}{_CAN_YOU}(?:i (?:want|would like|'d like) you to )?(?:quiz|test|drill|examine)"
    rf"\s+(?:me|us)(?:\s+(?:again|now))?"
    rf"(?:\s+with\s+(?:{_COUNT}\s+)?{_ADJECTIVES}{_NOUN})?{_PLACE}"
)
_GIVE = re.compile(
    rf"{_POLITE}{_CAN_YOU}"
    rf"(?:(?:give|ask|show|make|generate|write|create|pose|set|get|start|prepare|do|try){_ME}"
    rf"|let(?:'s|s| us) (?:do|try|have|start|practi[cs]e)"
    rf"|i (?:want|need|would like|'d like)(?: to (?:do|try|answer|practi[cs]e|take|get))?"
    rf"|i'd like(?: to (?:do|try|answer|practi[cs]e|take|get))?|practi[cs]e)"
    rf"\s+(?:(?:the|with)\s+)?(?:{_COUNT}\s+)?{_ADJECTIVES}{_NOUN}{_PLACE}"
)
_BARE = re.compile(rf"{_POLITE}(?:{_COUNT}\s+)?{_ADJECTIVES}{_NOUN}{_PLACE}")
_TAIL = re.compile(r"[\s.!]*(?:,?\s*(?:please|thanks|thank you|now))*[\s.!]*$", re.IGNORECASE)
_WRITE = re.compile(rf"{_POLITE}{_CAN_YOU}write\b")
_WITH_NEW = re.compile(
    rf",?\s+with\s+(?:some\s+)?(?:{_any(_NEW)})\s+(?:questions|ones|items)$", re.IGNORECASE
)
_OUTLINE = re.compile(
    r"(?:the\s+)?(?:(?P<domain>(?:content\s+)?domain\s*(?P<d>\d))"
    r"|(?P<task>(?:task(?:\s+statement)?\s*)?(?P<t>\d\.\d))"
    r"|(?P<bullet>(?:bullet\s*)?(?P<b>\d\.\d\.[ks]\d{1,2})))"
)
_TAIL_KIND = re.compile(
    rf"\s*(?:,|\band\b|\bonly\b)?\s*\b(?P<kind>{_any(tuple(_DIFFICULTIES))})\s*(?:ones|questions)?$"
)
_MISSED = re.compile(
    r"(?:what|those(?: that)?|the (?:ones|questions)(?: that)?|my|everything)\s*(?:i\s+)?"
    r"(?:miss(?:ed)?|got wrong|get wrong|fail(?:ed)?|mistakes|weak (?:spots|points|areas))"
    r"(?:\s+(?:most|last time|before|so far))?"
)
_INTERROGATIVE = re.compile(
    r"\b(?:how (?:many|long|much|do|does|is|are)|what (?:is|are|does|do))\b"
    r"|\b(?:why|when|which|who|where)\b"
)
_REAL = re.compile(r"\b(?:last|next|this) (?:week|month|year)|\b(?:real|actual) exam|\bdumps?\b")
"""Questions of a real exam are not ours to give."""


@dataclass(frozen=True, slots=True)
class QuizRequest:
    """A request for questions: how many (0 where it was not said), and which."""

    count: int
    wish: Wish
    is_new: bool = False
    """Whether questions are meant that are written now."""


def parse_quiz(text: str, blueprint: Blueprint, aliases: AliasTable) -> QuizRequest | None:
    """Return the request that a message is, or None when it is none."""
    said = " ".join(text.split())
    whole = _TAIL.sub("", said).rstrip("?").strip()
    line = _WITH_NEW.sub("", whole)
    lowered = line.lower().replace("’", "'")
    match = _QUIZ_ME.fullmatch(lowered)
    asks_me = match is not None
    match = match or _GIVE.fullmatch(lowered)
    is_given = match is not None
    match = match or _BARE.fullmatch(lowered)
    if match is None:
        return None
    if not is_given and (said.endswith("?") or not _is_bare_request(match)):
        return None
    place = line[match.start("place") :].strip() if match.group("place") else ""
    if _INTERROGATIVE.search(place.lower()) or _REAL.search(place.lower()) or ":" in place:
        return None
    if (
        not asks_me
        and match.group("noun") in ("item", "items", "problem", "problems")
        and not (match.group("count") and match.group("adjectives"))
    ):
        return None
    wish = _wish(match, place, blueprint, aliases)
    return QuizRequest(_count(match), wish, line != whole or _is_new(match, lowered))


def _is_new(match: re.Match[str], lowered: str) -> bool:
    """Whether a request asks to write, or for new questions."""
    kinds = match.group("adjectives") or ""
    return (
        _WRITE.match(lowered) is not None or re.search(rf"\b(?:{_any(_NEW)})\b", kinds) is not None
    )


def _is_bare_request(match: re.Match[str]) -> bool:
    """Whether a line without a verb asks for questions: it has a number of them, or a kind."""
    count, kinds = match.group("count"), match.group("adjectives").strip(" ,")
    if count and count not in ("a", "an", "one", "some", "more"):
        return True
    if match.group("noun").startswith("case stud"):
        return bool(count)
    if match.group("place") and not kinds:
        return _OUTLINE.match(match.group("place")) is not None
    meant = (*_MEANT, *_TYPES, *_DIFFICULTIES)
    is_meant = any(re.search(rf"\b{re.escape(kind)}\b", kinds) for kind in meant)
    return is_meant and (match.group("place") is not None or bool(count))


def _count(match: re.Match[str]) -> int:
    said = match.group("count")
    if not said:
        plural = (match.group("noun") or "").endswith("s")
        single = match.group("noun") in ("question", "item", "exercise", "problem")
        return 1 if single and not plural else 0
    count = int(said) if said.isdigit() else _NUMBERS[said]
    if match.group("noun").startswith("quiz") and count == 1:
        return 0
    return min(count, MOST)


def _wish(match: re.Match[str], place: str, blueprint: Blueprint, aliases: AliasTable) -> Wish:
    kinds = match.group("adjectives") or ""
    noun = match.group("noun") or ""
    tail = _TAIL_KIND.search(place.lower()) if place else None
    if tail and tail.start() > 0:
        kinds = f"{kinds} {tail.group('kind')}"
        place = place[: tail.start()].strip()
    types = [t for words, t in _TYPES.items() if re.search(rf"\b{re.escape(words)}\b", kinds)]
    if noun.startswith("case stud"):
        types.append(("case_study",))
    levels = [level for word, level in _DIFFICULTIES.items() if re.search(rf"\b{word}\b", kinds)]
    placed = _placed(place, blueprint, aliases)
    return Wish(
        exam=blueprint.exam,
        domains=placed.domains,
        tasks=placed.tasks,
        bullets=placed.bullets,
        services=placed.services,
        topic=placed.topic,
        missed=placed.missed,
        types=tuple(dict.fromkeys(one for several in types for one in several)),
        difficulties=tuple(dict.fromkeys(levels)),
    )


def _placed(place: str, blueprint: Blueprint, aliases: AliasTable) -> Wish:
    """Return where questions are wanted: outline, service, topic, or what was missed."""
    bare = re.sub(r"^(?:the|my)\s+", "", place.strip(" .,!"), flags=re.IGNORECASE)
    lowered = bare.lower()
    if not bare or lowered in ("exam", "mla-c01", blueprint.code.lower(), "everything", "anything"):
        return Wish()
    if _MISSED.fullmatch(place.lower()) or _MISSED.fullmatch(lowered):
        return Wish(missed=True)
    pieces = _pieces(lowered)
    outlined = [_OUTLINE.fullmatch(piece) for piece in pieces if piece]
    if outlined and all(outlined):
        found = [match for match in outlined if match]
        return Wish(
            domains=tuple(int(m["d"]) for m in found if m["domain"]),
            tasks=tuple(m["t"] for m in found if m["task"]),
            bullets=tuple(m["b"] for m in found if m["bullet"]),
        )
    for task in blueprint.tasks:
        if lowered == task.name.lower():
            return Wish(tasks=(task.id,))
    for domain in blueprint.domains:
        if lowered == domain.name.lower():
            return Wish(domains=(domain.id,))
    service = service_named(bare, blueprint, aliases)
    if service is not None:
        return Wish(services=(service,))
    return Wish(topic=bare)


def _pieces(place: str) -> list[str]:
    """Return the parts of an enumeration: `tasks 1.1 and 1.2` names two tasks."""
    pieces = re.split(r"\s*(?:,|\band\b|&)\s*", place)
    plural = re.match(r"(?:the\s+)?(domain|task|bullet)s\s+", pieces[0])
    if plural is None:
        return pieces
    first = pieces[0][plural.end() :]
    return [f"{plural.group(1)} {piece}" for piece in (first, *pieces[1:])]


ItemTalk = Literal["explain", "why not", "another", "dispute", "answer", "next"]


@dataclass(frozen=True, slots=True)
class ItemRequest:
    """Something said about the question that is shown: `explain B`, `another like this`."""

    kind: ItemTalk
    place: int | None = None
    """The option that is meant, as its place among those shown."""


_LETTER = r"(?:option\s+|answer\s+|choice\s+)?(?P<letter>[a-h])\b"
_EXPLAIN = re.compile(
    rf"(?:please\s+)?(?:can you\s+|could you\s+)?(?:explain|tell me about|what about|how about|"
    rf"why is|why's|why)\s+{_LETTER}(?:\s+(?:please|to me|is|be)?\s*"
    rf"(?:right|wrong|correct|incorrect|the answer|not right|better|not correct)?)?"
)
_WHY_NOT = re.compile(
    r"(?:but\s+|and\s+|so\s+)?why\s+(?:not|isn't it|is it not|can't it be|wouldn't)\s+(?P<what>.+)"
)
_EXPLAIN_IT = re.compile(
    r"(?:please\s+)?(?:explain(?:\s+(?:it|this|that|the (?:answer|key|question)|why))?"
    r"|why(?: is (?:that|this|it)(?: (?:so|right|the answer))?)?|what is the (?:right )?answer"
    r"|show (?:me )?the (?:answer|key))"
)
_ANOTHER = re.compile(
    r"(?:give me |show me |ask me )?(?:another|one more|a similar)(?: (?:one|question))?"
    r"(?: like (?:this|that|it)(?: one)?| of (?:this|that) kind)?(?: please)?"
    r"|(?:more|again) like (?:this|that)(?: one)?|(?:a )?similar (?:one|question)"
)
_DISPUTE = re.compile(
    rf"(?:but\s+)?(?:i\s+(?:think|believe|would say|say|am sure)|isn't|shouldn't|i disagree[,:]?)"
    rf"(?:\s+that)?(?:\s+it(?:'s| is| should be))?(?:\s+the (?:answer|key) (?:is|should be))?"
    rf"\s+{_LETTER}"
    rf"(?:\s+(?:is|be|should be|was)(?:\s+(?:also|really))?"
    rf"(?:\s+(?:right|correct|better|the (?:right )?answer|the key|true|valid))?)?(?:\s+too)?"
)
_KEY_WRONG = re.compile(
    r"(?:i (?:think|believe) )?(?:that )?the (?:key|answer) is (?:wrong|not right|incorrect)"
)


def parse_item(text: str, question: Question, order: Sequence[int]) -> ItemRequest | None:
    """Return what a message says about a question with options in an order, or None."""
    line = _TAIL.sub("", " ".join(text.split())).rstrip("?").strip().lower().replace("’", "'")
    for kind, pattern in (("explain", _EXPLAIN), ("dispute", _DISPUTE)):
        match = pattern.fullmatch(line)
        if match:
            place = _letter(match.group("letter"), order)
            return ItemRequest(kind, place) if place is not None else None  # type: ignore[arg-type]
    match = _WHY_NOT.fullmatch(line)
    if match:
        place = _named(match.group("what"), question, order)
        return ItemRequest("why not", place) if place is not None else None
    if _EXPLAIN_IT.fullmatch(line):
        return ItemRequest("explain")
    if _ANOTHER.fullmatch(line):
        return ItemRequest("another")
    if _KEY_WRONG.fullmatch(line):
        return ItemRequest("dispute")
    return None


def _letter(letter: str, order: Sequence[int]) -> int | None:
    at = LETTERS.index(letter.upper())
    return order[at] if at < len(order) else None


def _named(what: str, question: Question, order: Sequence[int]) -> int | None:
    """Return the option that is named by letter, or by words that only it has."""
    bare = re.sub(r"^(?:use|using|choose|choosing|just|simply|the|a|an|option)\s+", "", what)
    bare = bare.strip(" .?!\"'")
    if re.fullmatch(r"[a-h]", bare):
        return _letter(bare, order)
    holding = [i for i, option in enumerate(question.options) if bare in option.text.lower()]
    if len(holding) == 1:
        return holding[0]
    words = set(re.findall(r"\w{2,}", bare))
    if not words:
        return None
    fits = [
        i
        for i, option in enumerate(question.options)
        if words <= set(re.findall(r"\w{2,}", option.text.lower()))
    ]
    if len(fits) == 1:
        return fits[0]
    wrong = [i for i in (fits or holding) if i not in question.key]
    return wrong[0] if wrong else None
