"""The quality of a set of practice questions: figures, levels, and what must be mended."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from scipy.stats import chisquare

from app.evaluations import Level
from app.practice.proof import prove
from app.practice.quality.duplicates import near_duplicates, same_questions
from app.practice.quality.finding import Finding
from app.practice.quality.flaws import flaws_of
from app.practice.quality.guessing import (
    expected_accuracy,
    longest_option,
    option_popularity,
    stem_overlap,
)
from app.practice.quality.names import name_findings
from app.practice.quality.proof_rules import distractors, pair_findings, proof_findings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.practice.proof import Library
    from app.practice.quality.flaw import Flaw
    from app.practice.quality.names import LifeCycle
    from app.practice.quality.outline import Outline
    from app.practice.records import Item, Question
    from index.embedder import Embedder

FEWEST_FOR_SHARES = 50
"""Below so many single-answer questions shares are chance and no level is held against them."""
SCENARIO_WORDS = (40, 95)


SHAPE_LEVELS = (
    Level("longest option is the key", "<=", 0.30),
    Level("longest option is the key", ">=", 0.20),
    Level("shortest option is the key", "<=", 0.30),
    Level("shortest option is the key", ">=", 0.20),
    Level("key positions: chi-square p", ">=", 0.05),
    Level("blind solver: longest option", "<=", 0.33),
    Level("blind solver: stem overlap", "<=", 0.33),
    Level("blind solver: option popularity", "<=", 0.33),
)
ITEM_LEVELS = (
    Level("items without a flaw", ">=", 0.90),
    Level("items with two flaws or more", "<=", 0.02),
    Level("keys with a found quote", ">=", 1.0),
    Level("distractors with a found quote", ">=", 0.90),
    Level("near-duplicates", "<=", 0.0),
    Level("same question, other scenario", "<=", 0.0),
)


@dataclass(frozen=True, slots=True)
class QuestionReport:
    """What was found of a set of items."""

    counts: dict[str, int]
    measures: dict[str, float]
    findings: tuple[Finding, ...]
    flaws: tuple[Flaw, ...]
    levels: tuple[Level, ...] = field(default=())

    @property
    def missed(self) -> tuple[Level, ...]:
        """The levels that are not reached."""
        return tuple(one for one in self.levels if not one.holds(self.measures[one.measure]))

    @property
    def passed(self) -> bool:
        """Whether nothing must be mended and every level is reached."""
        return not self.findings and not self.missed

    def to_json(self) -> dict[str, Any]:
        """Return the object that `eval questions --json` prints."""
        return {
            "counts": self.counts,
            "measures": {name: round(value, 4) for name, value in self.measures.items()},
            "missed": [f"{one.measure} {one.relation} {one.limit}" for one in self.missed],
            "findings": [asdict(finding) for finding in self.findings],
            "flaws": [asdict(flaw) for flaw in self.flaws],
            "passed": self.passed,
        }


def report_questions(
    items: Sequence[Item],
    library: Library,
    names: LifeCycle,
    outline: Outline,
    embedder: Embedder | None = None,
) -> QuestionReport:
    """Look up every quote and measure the items; without `embedder` duplicates are not sought."""
    proved = [prove(item, library)[0] for item in items]
    findings = [
        finding
        for item in proved
        for finding in (*proof_findings(item, outline), *name_findings(item, names, outline))
    ]
    findings += pair_findings(proved)
    measures: dict[str, float] = {}
    told: set[tuple[str, str]] = set()
    if embedder is not None:
        twins = near_duplicates(proved, embedder)
        findings += [
            Finding(twin.first, "near-duplicate", f"asks the same as {twin.second}")
            for twin in twins
        ]
        measures["near-duplicates"] = float(len(twins))
        told = {(twin.first, twin.second) for twin in twins}
    again = [one for one in same_questions(proved) if (one.first, one.second) not in told]
    findings += [
        Finding(one.first, "same question", f"turns on the same decision as {one.second}")
        for one in again
    ]
    measures["same question, other scenario"] = float(len(again))
    flaws = [flaw for item in proved for flaw in flaws_of(item)]
    parts = [part for item in proved for part in item.parts]
    measures |= _flaw_measures(proved, flaws) | _proof_measures(parts) | shape_measures(parts)
    single = sum(part.type == "multiple_choice" for part in parts)
    levels = (*ITEM_LEVELS, *(SHAPE_LEVELS if single >= FEWEST_FOR_SHARES else ()))
    return QuestionReport(
        counts=_counts(proved, parts, outline),
        measures=measures,
        findings=tuple(sorted(findings)),
        flaws=tuple(flaws),
        levels=tuple(level for level in levels if level.measure in measures),
    )


def shape_measures(parts: Sequence[Question]) -> dict[str, float]:
    """Return how the keys of single-answer questions lie, and how well they are guessed."""
    single = [part for part in parts if part.type == "multiple_choice"]
    if not single:
        return {}
    lengths = [[len(option.text) for option in part.options] for part in single]
    keys = [part.key[0] for part in single]
    places = Counter(keys)
    strictly = [
        (own[key] > max(_without(own, key)), own[key] < min(_without(own, key)))
        for own, key in zip(lengths, keys, strict=True)
    ]
    return {
        "longest option is the key": sum(longest for longest, _ in strictly) / len(single),
        "shortest option is the key": sum(shortest for _, shortest in strictly) / len(single),
        "key positions: chi-square p": float(chisquare([places[k] for k in range(4)]).pvalue),
        "blind solver: longest option": expected_accuracy(single, longest_option),
        "blind solver: stem overlap": expected_accuracy(single, stem_overlap),
        "blind solver: option popularity": expected_accuracy(single, option_popularity(single)),
    }


def _without(values: Sequence[int], place: int) -> list[int]:
    return [value for i, value in enumerate(values) if i != place]


def _flaw_measures(items: Sequence[Item], flaws: Sequence[Flaw]) -> dict[str, float]:
    """Count flaws per item; those of a case study's questions count for the case."""
    per_part = Counter(flaw.item_id for flaw in flaws)
    numbers = [sum(per_part[part.id] for part in item.parts) for item in items]
    if not numbers:
        return {}
    return {
        "items without a flaw": sum(number == 0 for number in numbers) / len(numbers),
        "items with two flaws or more": sum(number > 1 for number in numbers) / len(numbers),
    }


def _proof_measures(parts: Sequence[Question]) -> dict[str, float]:
    keys = [prompt.evidence for part in parts for prompt in part.prompts] + [
        part.options[k].evidence for part in parts if not part.prompts for k in part.key
    ]
    wrong = [evidence for part in parts for _, evidence in distractors(part)]
    measures = {}
    if keys:
        measures["keys with a found quote"] = sum(
            one is not None and one.is_found for one in keys
        ) / len(keys)
    if wrong:
        measures["distractors with a found quote"] = sum(
            one is not None and one.is_found for one in wrong
        ) / len(wrong)
    return measures


def _counts(items: Sequence[Item], parts: Sequence[Question], outline: Outline) -> dict[str, int]:
    entries = Counter(bullet for part in parts for bullet in part.bullets)
    low, high = SCENARIO_WORDS
    by_type = Counter(item.type for item in items)
    by_domain = Counter(item.domain for item in items)
    return {
        "items": len(items),
        "questions": len(parts),
        **{name: by_type[name] for name in sorted(by_type)},
        **{f"domain {number}": by_domain[number] for number in sorted(outline.weights)},
        "outline entries with an item": sum(entries[b] > 0 for b in outline.bullets),
        "outline entries with three": sum(entries[b] >= 3 for b in outline.bullets),
        "outline entries": len(outline.bullets),
        "minimal pairs": sum(bool(part.pair) for part in parts) // 2,
        f"scenarios of {low}-{high} words": sum(
            low <= len(part.stem.split()) <= high for part in parts
        ),
    }


def report_lines(report: QuestionReport, flaw_examples: int = 20) -> list[str]:
    """Return the report as lines for a terminal."""
    counts = ", ".join(f"{name} {number}" for name, number in report.counts.items())
    lines = [counts]
    width = max(map(len, report.measures), default=0)
    for name, value in report.measures.items():
        limits = [level for level in report.levels if level.measure == name]
        wanted = ", ".join(f"{level.relation} {level.limit:g}" for level in limits)
        verdict = "" if all(level.holds(value) for level in limits) else "  MISSED"
        lines.append(f"  {name:<{width}}  {value:.3f}  {wanted}{verdict}")
    kinds = Counter(flaw.name for flaw in report.flaws)
    lines += [f"  flaw: {name} {number}" for name, number in kinds.most_common()]
    lines += [
        f"  {flaw.item_id}: {flaw.name}: {flaw.message}" for flaw in report.flaws[:flaw_examples]
    ]
    lines += [f"error: {finding}" for finding in report.findings]
    return lines
