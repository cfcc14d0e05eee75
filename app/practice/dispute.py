"""Weigh a disputed key by evidence, not by votes: quotes for and against, a verdict by rules.

The rules, in this order; a sentence *bears an option out* when it holds the words of the option and
of what is asked (see `bearing`), and says so without a "not":

1. `proof lost`: a quote of the key stands in no indexed document any more. If a sentence bears the
   claimed option out, the key is wrong; else the question is ambiguous.
2. `order not witnessed` (ordering): the claim turns round two steps of which no document shows the
   one before the other. The question is ambiguous.
3. `claim borne out better`: a sentence bears the claimed option out, clearly better than any bears
   the key out. The key is wrong, or the question ambiguous where a quote speaks against the claim.
4. `both borne out`: a sentence bears the claimed option out about as well as one does the key, and
   no quote speaks against the claim. The question is ambiguous.
5. `proof stands`: otherwise the key stands.

A verdict changes no grade. It is recorded, and a person decides what becomes of the item.
"""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Literal, Protocol, Self, TypeGuard

from app.practice.likeness import plain
from app.practice.proof import DocumentLibrary, Library, prove
from app.practice.records import Question
from index.lexical import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.practice.records import Evidence
    from index.records import Document, Passage

Verdict = Literal["key stands", "ambiguous", "key wrong"]
Rule = Literal[
    "proof lost",
    "order not witnessed",
    "claim borne out better",
    "both borne out",
    "proof stands",
]

TOP_K = 6
"""Passages looked at for each option."""
BORNE_OUT = 0.6
"""Bearing from which a sentence holds enough of option and question to speak for it."""
CLEARLY = 0.15
"""Difference in bearing below which two sentences weigh the same."""
WORTH_SHOWING = 0.3
QUOTES = 2
"""Found quotes shown for each side of an option."""

_NEGATION = re.compile(r"\b(?:not|no|never|cannot|can't|without|neither|nor|don't|doesn't)\b", re.I)
_SENTENCE = re.compile(r"[^.?!]+[.?!]*")


class Search(Protocol):
    """Where passages are looked up."""

    def search(self, question: str, top_k: int = ...) -> list[Passage]:
        """Return the best passages, best first."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that speaks for or against an option."""

    text: str
    path: str
    where: str
    url: str
    document_id: str
    start: int
    bearing: float
    origin: Literal["item", "search"]
    by_absence: bool = False


@dataclass(frozen=True, slots=True)
class OptionCase:
    """What speaks for and against one option (one prompt's response, one step)."""

    text: str
    is_key: bool
    is_claimed: bool
    supporting: tuple[Quote, ...]
    opposing: tuple[Quote, ...]

    @property
    def bearing(self) -> float:
        """How well the best sentence bears it out."""
        return max((quote.bearing for quote in self.supporting), default=0.0)


@dataclass(frozen=True, slots=True)
class Dispute:
    """A disputed key with its verdict."""

    verdict: Verdict
    rule: Rule
    reason: str
    cases: tuple[OptionCase, ...]

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON."""
        return asdict(self)

    @classmethod
    def from_json(cls, record: dict[str, Any]) -> Self:
        """Return the dispute that `to_json` wrote."""
        cases = tuple(
            OptionCase(
                case["text"],
                case["is_key"],
                case["is_claimed"],
                tuple(Quote(**quote) for quote in case["supporting"]),
                tuple(Quote(**quote) for quote in case["opposing"]),
            )
            for case in record["cases"]
        )
        return cls(record["verdict"], record["rule"], record["reason"], cases)


def weigh(
    question: Question, claimed: Sequence[int], search: Search, documents: Iterable[Document]
) -> Dispute:
    """Gather the evidence on a key and on what is claimed instead, and decide by the rules.

    `claimed` is what the reader thinks right: option indices, an order of steps, or one response
    per prompt. `documents` are those of the index in use, in which the item's quotes are looked up
    anew.
    """
    library: Library = DocumentLibrary(documents)
    found, lost = prove(question, library)
    assert isinstance(found, Question)
    gathered = _Gathering(found, tuple(claimed), search)
    cases = gathered.cases()
    rule, verdict = _decide(found, tuple(claimed), cases, lost)
    return Dispute(verdict, rule, _reason(rule, verdict, cases, lost), tuple(cases))


def _decide(
    question: Question, claimed: tuple[int, ...], cases: Sequence[OptionCase], lost: Sequence[str]
) -> tuple[Rule, Verdict]:
    claim = [case for case in cases if case.is_claimed and not case.is_key]
    key = [case for case in cases if case.is_key]
    strongest = max(claim, key=lambda case: case.bearing, default=None)
    bearing = strongest.bearing if strongest else 0.0
    if any(quote in lost for quote in _key_quotes(question)):
        return "proof lost", "key wrong" if bearing >= BORNE_OUT else "ambiguous"
    if question.type == "ordering" and _unwitnessed(question, claimed):
        return "order not witnessed", "ambiguous"
    weakest = min((case.bearing for case in key), default=0.0)
    refuted = strongest is not None and any(q.origin == "item" for q in strongest.opposing)
    if bearing >= BORNE_OUT and bearing > weakest + CLEARLY:
        return "claim borne out better", "ambiguous" if refuted else "key wrong"
    if bearing >= BORNE_OUT and bearing >= weakest - CLEARLY and not refuted:
        return "both borne out", "ambiguous"
    return "proof stands", "key stands"


def _reason(rule: Rule, verdict: Verdict, cases: Sequence[OptionCase], lost: Sequence[str]) -> str:
    claim = next((case.text for case in cases if case.is_claimed and not case.is_key), "the claim")
    if rule == "proof lost":
        what = f"“{lost[0]}” stands in no indexed document any more"
        rest = f", and a sentence bears out “{claim}”" if verdict == "key wrong" else ""
        return f"{what}{rest}."
    if rule == "order not witnessed":
        return "No single document shows the two steps in the order of the key."
    if rule == "claim borne out better":
        rest = ", though a quote speaks against it" if verdict == "ambiguous" else ""
        return f"A sentence bears out “{claim}” better than any bears out the key{rest}."
    if rule == "both borne out":
        return f"A sentence bears out “{claim}” about as well as one does the key."
    return f"The key has its quote in the sources, and none bears out “{claim}” as well."


class _Gathering:
    """Collects the quotes for and against each option."""

    def __init__(self, question: Question, claimed: tuple[int, ...], search: Search) -> None:
        self._question = question
        self._claimed = claimed
        self._search = search

    def cases(self) -> list[OptionCase]:
        """Return a case for every option; for matching, for every pair that is in dispute."""
        question = self._question
        if question.type == "matching":
            return [case for i in self._disputed_prompts() for case in self._pair(i)]
        asked = asked_words(question)
        if question.type == "ordering":
            return [self._step(place, asked) for place in range(len(question.options))]
        return [self._option(place, asked) for place in range(len(question.options))]

    def _disputed_prompts(self) -> list[int]:
        given = self._claimed
        differs = [i for i, k in enumerate(self._question.key) if i < len(given) and given[i] != k]
        return differs or list(range(len(self._question.prompts)))

    def _option(self, place: int, asked: str) -> OptionCase:
        option = self._question.options[place]
        is_key = place in self._question.key
        return self._case(option.text, asked, option.evidence, is_key, place in self._claimed)

    def _step(self, place: int, asked: str) -> OptionCase:
        option, key = self._question.options[place], self._question.key
        is_key = place in key
        at = key.index(place) if is_key else -1
        given = self._claimed.index(place) if place in self._claimed else -1
        return self._case(option.text, asked, option.evidence, is_key, given not in (-1, at))

    def _pair(self, number: int) -> list[OptionCase]:
        question = self._question
        prompt, key, given = question.prompts[number], question.key[number], self._claimed[number]
        pairs = [(key, prompt.evidence)]
        if given != key and 0 <= given < len(question.options):
            spare = question.options[given]
            pairs.append((given, spare.evidence if given not in question.key else None))
        return [
            self._case(
                f"{prompt.text} → {question.options[place].text}",
                prompt.text,
                evidence,
                place == key,
                place == given,
                option=question.options[place].text,
            )
            for place, evidence in pairs
        ]

    def _case(
        self,
        text: str,
        asked: str,
        evidence: Evidence | None,
        is_key: bool,
        is_claimed: bool,
        option: str = "",
    ) -> OptionCase:
        words = option or text
        own = [_own(evidence, bearing(evidence.quote, words, asked))] if _stands(evidence) else []
        known = {plain(quote.text) for quote in own}
        found = [
            quote
            for quote in self._found(words, asked)
            if plain(quote.text) not in known and quote.bearing >= WORTH_SHOWING
        ]
        speaks_for = [q for q in found if not _NEGATION.search(q.text)][:QUOTES]
        speaks_against = [q for q in found if _NEGATION.search(q.text)][:QUOTES]
        return OptionCase(
            text,
            is_key,
            is_claimed,
            tuple(own + speaks_for if is_key else speaks_for),
            tuple(speaks_against if is_key else own + speaks_against),
        )

    def _found(self, option: str, asked: str) -> list[Quote]:
        quotes: dict[str, Quote] = {}
        for passage in self._search.search(f"{asked} {option}", TOP_K):
            for span in passage.sentences:
                text = " ".join(passage.text[span.start : span.end].split())
                context = " ".join(passage.heading_path)
                quote = Quote(
                    text=text,
                    path=passage.path,
                    where=" › ".join(passage.heading_path) or passage.title,
                    url=(passage.urls[0] if passage.urls else passage.url) or "",
                    document_id=passage.document_id,
                    start=passage.start + span.start - passage.header_length,
                    bearing=bearing(text, option, asked, context),
                    origin="search",
                )
                if quote.bearing > quotes.get(text, _NOTHING).bearing:
                    quotes[text] = quote
        return sorted(quotes.values(), key=lambda quote: -quote.bearing)


_NOTHING = Quote("", "", "", "", "", 0, 0.0, "search")


def bearing(sentence: str, option: str, asked: str, context: str = "") -> float:
    """Return how far a sentence holds an option and what is asked, 0 to 1.

    The share of the option's words in the sentence, times the share of the question's words in the
    sentence or its headings (that share counts from a third on, as questions are long). Numbers of
    the option must all be there.
    """
    words = frozenset(tokenize(sentence))
    due = frozenset(tokenize(option))
    numbers = set(re.findall(r"\d+(?:[.,]\d+)?", option))
    if not due or not numbers <= set(re.findall(r"\d+(?:[.,]\d+)?", sentence)):
        return 0.0
    held = len(due & words) / len(due)
    wanted = frozenset(tokenize(asked)) - due
    around = words | frozenset(tokenize(context))
    fit = min(1.0, 3 * len(wanted & around) / len(wanted)) if wanted else 1.0
    return round(held * fit, 3)


def asked_words(question: Question) -> str:
    """Return the phrases that decide, and the sentence that asks."""
    sentences = [s.strip() for s in _SENTENCE.findall(question.stem) if s.strip()]
    return " ".join([*question.deciding, sentences[-1] if sentences else question.stem])


def _key_quotes(question: Question) -> list[str]:
    holders: list[Evidence | None] = (
        [prompt.evidence for prompt in question.prompts]
        if question.prompts
        else [question.options[k].evidence for k in question.key]
    )
    return [evidence.quote for evidence in holders if evidence is not None]


def _unwitnessed(question: Question, claimed: tuple[int, ...]) -> bool:
    """Whether the claim turns round two steps that no document shows in the order of the key."""
    pairs = [(a, b) for i, a in enumerate(question.key) for b in question.key[i + 1 :]]
    turned = [
        (a, b)
        for a, b in pairs
        if a in claimed and b in claimed and claimed.index(a) > claimed.index(b)
    ]
    return any(not _witnessed(question, a, b) for a, b in turned)


def _witnessed(question: Question, first: int, second: int) -> bool:
    one, two = question.options[first].evidence, question.options[second].evidence
    if one is None or two is None:
        return False
    return one.document_id == two.document_id and one.start < two.start


def _stands(evidence: Evidence | None) -> TypeGuard[Evidence]:
    return evidence is not None and evidence.is_found


def _own(evidence: Evidence, weight: float) -> Quote:
    return Quote(
        text=evidence.quote,
        path=evidence.path,
        where=" › ".join(evidence.heading_path) or evidence.title,
        url=evidence.url or "",
        document_id=evidence.document_id,
        start=evidence.start,
        bearing=weight,
        origin="item",
        by_absence=evidence.by_absence,
    )
