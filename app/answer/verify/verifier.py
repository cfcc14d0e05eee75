"""Verify one sentence against the passages it cites: verdict, support, and the reasons in words.

A sentence is supported when a cited passage holds its content (K-precision of content stems) and
one place of that passage, a sentence, two in a row or a table row under its header, holds all its
numbers with their units, all its names and the same denials. A sentence that joins several
statements may take each from a place, or a passage, of its own. What K-precision alone lets
through (a swapped number, a swapped service, a "not" put in) is what the exact checks are for.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Self

from app.answer.verify.checks import (
    denial_faults,
    dropped_conditions,
    name_faults,
    number_faults,
    only_faults,
    opposite_faults,
    order_faults,
    wrong_answer_faults,
)
from app.answer.verify.evidence import Evidence
from app.answer.verify.names import NameFinder
from app.answer.verify.statement import Statement
from app.answer.verify.subjects import subject_faults
from app.answer.verify.words import stem
from index.aliases import AliasTable
from index.records import Span

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from app.answer.records import Verdict
    from app.answer.verify.entailment import EntailmentModel
    from app.answer.verify.evidence import Place
    from index.records import Passage

_DISCOURSE = frozenset(
    stem(word)
    for word in """
        short summary sum answer question follow following difference key point note overall
        conclusion passage source mention state table compare comparison help good great
        important remember learn understand look break explain explanation simple detail list
        consider think know tell say information context provide description document text exam
        topic main idea reason word sure course hope welcome let
        """.split()  # noqa: SIM905  (words read better as text)
)
"""Stems of sentences that only lead through an answer."""
LEAST_ADDITION = 3
"""Things that a clause must say before it can count as added."""
BRIEF = 4
"""Things that a brief statement says."""
CACHED_PASSAGES = 2_048
"""Passages kept taken apart; one takes some tens of kilobytes."""


@dataclass(frozen=True, slots=True)
class SentenceCheck:
    """What the check of one sentence found."""

    verdict: Verdict
    support: float
    """K-precision: the share of the sentence's content stems that the best cited passage holds."""
    reasons: tuple[str, ...] = ()
    """Why it is not supported, in plain words; empty for a supported sentence."""
    spans: tuple[tuple[int, Span], ...] = ()
    """For each cited passage that supports: its position in `cited`, and the span of its `text`
    that supports the sentence best. Every cited passage is listed when none supports."""
    generic: bool = False
    """True for a sentence that states no fact ("In short:"); it counts as supported."""
    cover: float = 1.0
    """The same share, held by the one place of a cited passage that holds most of it."""


@dataclass(frozen=True, slots=True)
class Repair:
    """A retrieved passage that supports a sentence which was cited wrongly."""

    position: int
    """The passage's position in `retrieved`."""
    check: SentenceCheck
    """The check against that passage alone, so `check.spans[0] == (0, span)`."""


@dataclass(frozen=True, slots=True)
class VerifierConfig:
    """The thresholds of the check, set on the dev parts of the evaluation."""

    least_support: float = 0.66
    """K-precision against a whole passage below which a sentence is not supported."""
    least_cover: float = 0.67
    """The same against the one place that must hold the facts. At .5 another 7 of 47 false and 6 of
    145 subtly false labelled sentences passed, for one paraphrase of 202 less taken out."""
    least_brief: float = 0.8
    """The same for a statement of at most `BRIEF` things, of which one missing may be the claim;
    one sentence must hold it, since two in a row hold its words in any relation."""
    least_clause: float = 0.4
    """The same for each clause of a sentence: a true beginning does not carry what is added."""
    near_best: float = 0.15
    """How much less than the best place another may cover and still be looked at."""
    least_uncited: float = 0.9
    """K-precision against one place from which on a passage may stand in for a citation that is
    missing or wrong. Of 81 sentences of a small model that cited nothing, read by hand, 19 of those
    shown at `least_cover` were not supported; at this bar 4, and 1 of 33 true ones is lost."""
    least_entailment: float = 0.5
    """Probability below which a configured entailment model objects."""
    trust_verbatim: bool = True
    """Whether a sentence that is a sentence of the passage, to the letter, needs no check."""


@dataclass(frozen=True, slots=True)
class _Finding:
    """How one statement fares at its best place."""

    passage: int
    span: Span
    support: float
    cover: float
    faults: tuple[str, ...]
    omissions: tuple[str, ...]

    @property
    def holds(self) -> bool:
        return not self.faults and not self.omissions


class Verifier:
    """Check sentences against passages; deterministic, safe to share between threads."""

    def __init__(
        self,
        aliases: AliasTable,
        config: VerifierConfig | None = None,
        entailment: EntailmentModel | None = None,
    ) -> None:
        self.config = config or VerifierConfig()
        self.entailment = entailment
        self._finder = NameFinder(aliases)
        self._evidence = lru_cache(CACHED_PASSAGES)(self._take_apart)

    @classmethod
    def load(cls, aliases: Path, config: VerifierConfig | None = None) -> Self:
        """Read the alias table (`corpus/aliases.toml`); raises UsageError as `AliasTable.load`.

        A snapshot holds the table already: `Verifier(snapshot.aliases)`.
        """
        return cls(AliasTable.load(aliases), config)

    def _take_apart(self, passage: Passage) -> Evidence:
        return Evidence.of(passage, self._finder)

    def check(self, sentence: str, cited: Sequence[Passage]) -> SentenceCheck:
        """Return whether the cited passages support the sentence. `[n]` marks are ignored."""
        said = Statement.of(sentence, self._finder)
        if _is_generic(said):
            return SentenceCheck("supported", 1.0, generic=True)
        if not cited:
            return SentenceCheck("not supported", 0.0, ("it cites no passage",))
        if self.config.trust_verbatim:
            copied = tuple(_verbatim(said.text, cited))
            if copied:
                return SentenceCheck("supported", 1.0, spans=copied)
        evidence = [self._evidence(passage) for passage in cited]
        findings = [self._find(said, said, e, n) for n, e in enumerate(evidence)]
        holding = [finding for finding in findings if finding.holds]
        support = max(finding.support for finding in findings)
        if holding and self._is_entailed(said, cited, holding):
            spans = tuple((finding.passage, finding.span) for finding in holding)
            cover = max(finding.cover for finding in holding)
            return SentenceCheck("supported", support, spans=spans, cover=cover)
        if holding:
            spans = tuple((finding.passage, finding.span) for finding in holding)
            reason = ("the entailment model does not see it follow from the cited passage",)
            return SentenceCheck("partly", support, reason, spans)
        return self._by_clause(said, evidence, findings, support)

    def _is_entailed(
        self, said: Statement, cited: Sequence[Passage], holding: Sequence[_Finding]
    ) -> bool:
        """Ask the model, if one is configured, about what the exact checks let through."""
        if self.entailment is None:
            return True
        premises = [cited[f.passage].text for f in holding]
        chances = self.entailment.entails(premises, [said.text] * len(premises))
        return bool(chances.max() >= self.config.least_entailment)

    def repair(self, sentence: str, retrieved: Sequence[Passage]) -> Repair | None:
        """Return the first retrieved passage that says the sentence by itself, if any.

        More is asked of it than of a cited one (`least_uncited`): the writer did not say that this
        is the passage meant.
        """
        for position, passage in enumerate(retrieved):
            check = self.check(sentence, (passage,))
            if check.verdict != "supported" or check.generic:
                continue
            if check.cover >= self.config.least_uncited:
                return Repair(position, check)
        return None

    def _by_clause(
        self,
        said: Statement,
        evidence: Sequence[Evidence],
        findings: Sequence[_Finding],
        support: float,
    ) -> SentenceCheck:
        """Check each part of a sentence that no single place supports."""
        best = min(findings, key=lambda f: (len(f.faults), len(f.omissions), -f.cover))
        everywhere = tuple((finding.passage, finding.span) for finding in findings)
        clauses = said.clauses(self._finder)
        if len(clauses) < 2:
            verdict: Verdict = "not supported" if best.faults else "partly"
            return SentenceCheck(verdict, support, best.faults + best.omissions, everywhere)
        parts = [
            min(
                (self._find(clause, said, e, n) for n, e in enumerate(evidence)),
                key=lambda f: (len(f.faults), len(f.omissions), -f.cover),
            )
            for clause in clauses
        ]
        spans = tuple(dict.fromkeys((part.passage, part.span) for part in parts if part.holds))
        if all(part.holds for part in parts):
            cover = max(finding.cover for finding in findings)
            return SentenceCheck("supported", support, spans=spans, cover=cover)
        reasons = tuple(dict.fromkeys(r for part in parts for r in part.faults + part.omissions))
        some = any(part.holds for part in parts) or not any(part.faults for part in parts)
        verdict = "partly" if some else "not supported"
        return SentenceCheck(verdict, support, reasons, spans or everywhere)

    def _find(
        self, said: Statement, sentence: Statement, evidence: Evidence, passage: int
    ) -> _Finding:
        """Return how a statement (a clause of `sentence`, or all of it) fares in one passage."""
        support = _cover(said, evidence.stems, evidence.keys)
        additions = tuple(self._additions(said, evidence))
        findings = [
            _Finding(
                passage,
                place.span,
                support,
                cover,
                tuple(self._faults(said, sentence, place, evidence, support, cover)),
                (*dropped_conditions(said, place), *additions),
            )
            for cover, place in self._best_places(said, sentence, evidence)
        ]
        if not findings:
            reason = ("the cited passage says nothing of this",)
            return _Finding(passage, Span(0, 0), support, 0.0, reason, ())
        return min(findings, key=lambda f: (len(f.faults), len(f.omissions), -f.cover))

    def _additions(self, said: Statement, evidence: Evidence) -> Iterator[str]:
        """Yield the clauses of a statement of which the passage says little."""
        for clause in said.clauses(self._finder):
            known = _cover(clause, evidence.stems, evidence.keys)
            if clause.items >= LEAST_ADDITION and known < self.config.least_clause:
                yield f'the cited passage says little of "{clause.text.strip()}"'

    def _faults(
        self,
        said: Statement,
        sentence: Statement,
        place: Place,
        evidence: Evidence,
        support: float,
        cover: float,
    ) -> Iterator[str]:
        held = _with_numbers(said, place, evidence, cover)
        brief = said.items + len(said.quantities) <= BRIEF
        least = self.config.least_brief if brief else self.config.least_cover
        scattered = brief and place.last > place.first
        if support < self.config.least_support or held < least or scattered:
            yield "the cited passage says little of this"
        yield from number_faults(said, place, evidence)
        yield from name_faults(said, place, evidence)
        yield from denial_faults(said, place)
        yield from wrong_answer_faults(said, place)
        yield from opposite_faults(said, place)
        yield from only_faults(said, place)
        yield from order_faults(said, place)
        yield from subject_faults(said, sentence, place, evidence)

    def _best_places(
        self, said: Statement, sentence: Statement, evidence: Evidence
    ) -> list[tuple[float, Place]]:
        """Return the places that cover most of a statement, each with the share it covers."""
        scored = []
        for place in evidence.places:
            stems = place.statement.stems | evidence.headings.stems
            keys = place.statement.keys | evidence.headings.keys
            own = _covered(said, place.statement.stems, place.statement.keys)
            content = own.intersection(said.content)
            whole = _cover(sentence, place.statement.stems, place.statement.keys)
            cover = _cover(said, stems, keys)
            length = 0.02 * (place.last - place.first)
            share = len(own) / max(1, said.items)
            scored.append(
                (0.5 * cover + 0.5 * share + 0.25 * whole - length, cover, content, place)
            )
        if not scored:
            return []
        best = max(score for score, *_ in scored)
        near = [one for one in scored if one[0] >= best - self.config.near_best]
        return [
            (cover, place)
            for _, cover, own, place in sorted(near, key=lambda one: -one[0])
            if not any(_beats(other[3], other[2], place, own) for other in near)
        ]


def _beats(
    one: Place, covered: frozenset[str], other: Place, other_covered: frozenset[str]
) -> bool:
    """Whether a place makes another needless: it covers more, or as much with one sentence."""
    if one is other:
        return False
    longer = (other.last - other.first) - (one.last - one.first)
    if longer < 0:
        return False
    return other_covered < covered or (longer > 0 and other_covered <= covered)


def _is_generic(said: Statement) -> bool:
    facts = said.quantities or said.names or said.denials
    return not facts and all(stem in _DISCOURSE for stem in said.content)


def _covered(said: Statement, stems: frozenset[str], keys: frozenset[str]) -> frozenset[str]:
    """Return what a text says that the stems and names hold: content stems, and names' texts."""
    found = {stem for stem in said.content if stem in stems}
    for name in said.names:
        if not name.keys.isdisjoint(keys) or all(
            stem(part) in stems for part in name.text.lower().split() if part[0].isalnum()
        ):
            found.add(name.text.lower())
    return frozenset(found)


def _cover(said: Statement, stems: frozenset[str], keys: frozenset[str]) -> float:
    """Return K-precision: the share of what a text says that the stems and names hold."""
    return len(_covered(said, stems, keys)) / said.items if said.items else 1.0


def _with_numbers(said: Statement, place: Place, evidence: Evidence, cover: float) -> float:
    """Return the share that a place holds when the numbers of a text count among what it says."""
    here = (*place.statement.quantities, *evidence.headings.quantities)
    agreeing = sum(any(q.agrees(e) for e in here) for q in said.quantities)
    says = said.items + len(said.quantities)
    return (cover * said.items + agreeing) / says if says else cover


def _verbatim(text: str, cited: Sequence[Passage]) -> Iterator[tuple[int, Span]]:
    wanted = " ".join(text.split())
    for position, passage in enumerate(cited):
        for span in passage.sentences:
            if " ".join(passage.text[span.start : span.end].split()) == wanted:
                yield position, span
                break
