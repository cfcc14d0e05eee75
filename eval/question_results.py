"""The questions suite in the shape of every run: a line per item, and a summary with intervals."""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from app.evaluations import Level
from app.practice.quality.proof_rules import distractors
from app.practice.records import CaseStudy
from app.surrogates import json_text
from eval.case_result import CaseResult
from eval.configuration import MEASURES_VERSION, digest
from eval.proportion import proportion
from eval.results_folder import PASSAGES, RESULTS, SUMMARY
from eval.statistics import SEED, Estimate
from eval.written import write_whole

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from app.practice.records import Item, Question
    from eval.factory_report import FactoryReport
    from eval.question_report import QuestionReport
    from eval.seeded_flaws import Detection

NAME = "questions"
SEEDED = "seeded flaws found"
SEEDED_LEVEL = Level(SEEDED, ">=", 0.91)
"""Moore et al., 2023, reach .91."""
NOT_SHARES = ("key positions: chi-square p", "near-duplicates", "same question, other scenario")
"""Figures that have no interval of a share."""
FACTORY_LEVELS = (
    Level("factory: items proved", ">=", 1.0),
    Level("factory: keys graded as right", ">=", 1.0),
)


@dataclass(frozen=True, slots=True)
class QuestionRun:
    """What was found of the bank, and of what the factory makes."""

    items: Sequence[Item]
    report: QuestionReport
    detections: Sequence[Detection]
    """What became of the flaws that were put in on purpose, by name."""
    factory: FactoryReport | None = None
    snapshot: str = ""
    """Of the index that the factory was asked of."""

    @property
    def seeded(self) -> Estimate:
        """Return the share of the flaws put in on purpose that the rules find."""
        found = sum(one.found for one in self.detections)
        return proportion(found, sum(one.seeded for one in self.detections))

    @property
    def passed(self) -> bool:
        """Whether nothing must be mended and every level is reached."""
        return self.report.passed and SEEDED_LEVEL.holds(self.seeded.mean)

    @property
    def measures(self) -> dict[str, Estimate]:
        """Return every figure with its interval and over how many it was taken."""
        sizes = _sizes(self.items)
        found = {
            name: _estimate(name, value, sizes.get(name, len(self.items)))
            for name, value in self.report.measures.items()
        }
        return {**found, SEEDED: self.seeded, **_factory_measures(self.factory)}

    @property
    def levels(self) -> dict[str, Level]:
        """Return the level of each figure; of two that enclose it, the one that is missed."""
        wanted = [*self.report.levels, SEEDED_LEVEL, *FACTORY_LEVELS]
        found = self.measures
        wanted = [level for level in reversed(wanted) if level.measure in found]
        wanted.sort(key=lambda level: not level.holds(found[level.measure].mean))
        return {level.measure: level for level in wanted}

    def to_json(self) -> dict[str, Any]:
        """Return the object that `eval run --suite questions --json` prints."""
        config = {
            "suite": NAME,
            "cases": digest([asdict(item) for item in self.items]),
            "snapshot": self.snapshot,
            "seed": SEED,
            "measures_version": MEASURES_VERSION,
        }
        decisive = {name: value for name, value in config.items() if name != "snapshot"}
        return {
            "system": "bank" if self.factory is None else "bank and factory",
            "dataset": NAME,
            "n": len(self.items),
            "config": {**config, "hash": digest(decisive)},
            "measures": {name: one.to_json() for name, one in self.measures.items()},
            "levels": {name: one.to_json() for name, one in self.levels.items()},
            "counts": self.report.counts,
            "factory": self.factory.inventory.counts if self.factory else {},
        }

    def results(self) -> list[CaseResult]:
        """Return one line per item: its key, its flaws, and what must be mended."""
        flaws: dict[str, list[str]] = defaultdict(list)
        findings: dict[str, list[str]] = defaultdict(list)
        for flaw in self.report.flaws:
            flaws[flaw.item_id].append(f"{flaw.name}: {flaw.message}")
        for finding in self.report.findings:
            findings[finding.item_id].append(f"{finding.rule}: {finding.message}")
        return [_result(item, flaws, findings) for item in self.items]

    def write(self, folder: Path) -> None:
        """Write the files of a run, the summary last."""
        lines = "".join(f"{json_text(one.to_json())}\n" for one in self.results())
        write_whole(folder / RESULTS, lines)
        write_whole(folder / PASSAGES, "")
        write_whole(folder / SUMMARY, json.dumps(self.to_json(), indent=2) + "\n")


def _result(
    item: Item, flaws: Mapping[str, list[str]], findings: Mapping[str, list[str]]
) -> CaseResult:
    ids = dict.fromkeys((item.id, *(part.id for part in item.parts)))
    found = [said for one in ids for said in flaws.get(one, ())]
    to_mend = [said for one in ids for said in findings.get(one, ())]
    return CaseResult(
        item.id,
        item.scenario if isinstance(item, CaseStudy) else item.stem,
        kind=item.type,
        domain=f"domain{item.domain}" if item.domain else "",
        answered=False,
        gold_answer=" / ".join(_key(part) for part in item.parts),
        notice="; ".join((*to_mend, *found)),
        measures={
            "items without a flaw": float(not found),
            "items without a finding": float(not to_mend),
        },
    )


def _key(part: Question) -> str:
    return "Key: " + "; ".join(part.options[place].text for place in part.key)


def _sizes(items: Sequence[Item]) -> dict[str, int]:
    """Return over how many a figure was taken, where that is not the number of items."""
    parts = [part for item in items for part in item.parts]
    single = sum(part.type == "multiple_choice" for part in parts)
    keys = sum(len(part.prompts) or len(part.key) for part in parts)
    wrong = sum(len(list(distractors(part))) for part in parts)
    shapes = (
        "longest option is the key",
        "shortest option is the key",
        "key positions: chi-square p",
        "blind solver: longest option",
        "blind solver: stem overlap",
        "blind solver: option popularity",
    )
    return {
        "keys with a found quote": keys,
        "distractors with a found quote": wrong,
        **dict.fromkeys(shapes, single),
    }


def _estimate(name: str, value: float, n: int) -> Estimate:
    if name in NOT_SHARES:
        return Estimate(value, value, value, n)
    around = proportion(round(value * n), n)
    return Estimate(value, min(value, around.low), max(value, around.high), n)


def _factory_measures(factory: FactoryReport | None) -> dict[str, Estimate]:
    if factory is None or not factory.total:
        return {}
    return {
        "factory: items proved": proportion(factory.proved, factory.total),
        "factory: keys graded as right": proportion(factory.graded, factory.questions),
        "factory: longest option is the key": proportion(factory.longest, factory.choices),
        "factory: shortest option is the key": proportion(factory.shortest, factory.choices),
    }
