"""Finished evaluations, read from their folders: what was measured, and every case.

`python -m eval run --out DIR` writes them: `summary.json`, `results.jsonl` (a case a line) and
`passages.jsonl` (the passages that the cases refer to). Fields that are missing, as in files of
another version, are read as empty, so that an old report can still be opened.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from index.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

_Known = Mapping[str, dict[str, Any]]
"""Records of `passages.jsonl` by the id of the passage."""
SUMMARY, RESULTS, PASSAGES = "summary.json", "results.jsonl", "passages.jsonl"
DEEPEST = 3
"""Levels that are looked at: the folder itself, `OUT/`, and `OUT/golden/`."""
ROUNDING = 1e-9
"""A mean of 198 ones among 220 reaches .90, whatever its last bit says."""
LOWER_IS_BETTER = frozenset(
    {
        "hallucination-rate",
        "fell-back",
        "false-alarms:verbatim",
        "false-alarms:paraphrase-dev",
        "false-alarms:paraphrase-test",
    }
)
NEITHER_IS_BETTER = frozenset(
    {
        "copy-ratio",
        "completed",
        "written-shown",
        "first-token-s",
        "first-shown-late-s",
        "verify-s",
    }
)
"""Told beside the others, and held against nothing."""
_LOWEST = {"crag": -1.0}
"""Measures whose worst value is not 0."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A mean, or a difference, with its 95 % interval over n cases."""

    mean: float
    low: float
    high: float
    n: int = 0
    won: float | None = None
    """Of a difference: the share of the cases on which the value is higher."""
    lost: float | None = None


@dataclass(frozen=True, slots=True)
class Level:
    """What a measure must reach: at most or at least a limit."""

    measure: str
    relation: Literal["<=", ">="]
    limit: float

    def holds(self, value: float) -> bool:
        """Whether a value reaches the level."""
        if self.relation == "<=":
            return value <= self.limit + ROUNDING
        return value >= self.limit - ROUNDING

    @property
    def in_words(self) -> str:
        """Return the limit in words: `the least is 0.98`."""
        limit = f"{self.limit:.3f}".removesuffix("0")
        return f"the {'most' if self.relation == '<=' else 'least'} is {limit}"

    def to_json(self) -> dict[str, str | float]:
        """Return the object under a measure's name in `summary.json`."""
        return {"relation": self.relation, "limit": self.limit}

    def __str__(self) -> str:
        """Return the limit: `≥ 0.98`."""
        return f"{'≤' if self.relation == '<=' else '≥'} {self.limit:g}"


@dataclass(frozen=True, slots=True)
class RunSummary:
    """What one run measured."""

    folder: Path
    system: str
    """Who answered: the model, and the retrieval when it is not the product's."""
    dataset: str
    config: dict[str, str]
    """Everything that decides the figures, by name; values as text."""
    n: int = 0
    measures: dict[str, Figure] = field(default_factory=dict)
    levels: dict[str, Level] = field(default_factory=dict)
    """What a measure must reach, by name: what the gate asks, or the check of the bank."""
    differences: dict[str, Figure] = field(default_factory=dict)
    """Paired differences to a baseline, by measure; empty without one."""
    abstention: dict[str, Figure] = field(default_factory=dict)
    """How well questions without an answer are refused; empty when none were asked."""
    latency_ms: dict[str, float] = field(default_factory=dict)
    modified: float = 0.0
    """When the summary was written, in seconds since 1970."""

    @property
    def name(self) -> str:
        """Return who answered what: `extractive on golden.jsonl`."""
        return f"{self.system} on {self.dataset}"

    @property
    def hash(self) -> str:
        """Return the 12 digits that name the configuration."""
        return self.config.get("hash", "")


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage that retrieval found for a case."""

    rank: int
    path: str
    heading_path: tuple[str, ...] = ()
    text: str = ""
    """Empty when the run kept no texts."""
    gold: bool = False
    """Whether it holds a gold span."""


@dataclass(frozen=True, slots=True)
class CheckedSentence:
    """A sentence of the answer, what the check says of it, and the passages it cites."""

    text: str
    verdict: str = ""
    reasons: tuple[str, ...] = ()
    cited: tuple[tuple[int, str], ...] = ()
    """Number and path of each cited passage; the path is empty when nothing has the number."""


@dataclass(frozen=True, slots=True)
class CitedPassage:
    """A passage that the answer cites, under its number."""

    n: int
    path: str
    heading_path: tuple[str, ...] = ()
    text: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    """Start and end of each cited span of the text."""


@dataclass(frozen=True, slots=True)
class EvaluatedCase:
    """One case of a run."""

    id: str
    question: str
    kind: str = ""
    domain: str = ""
    question_kind: str = ""
    split: str = ""
    answerable: bool = True
    answered: bool = True
    """Whether an answer was asked for at all."""
    abstained: bool = False
    answerability: float = 0.0
    understood_as: str = ""
    """The question as it was searched, when that is not how it was asked."""
    notice: str = ""
    """What was said beside the answer, or found of the case."""
    removed: tuple[str, ...] = ()
    """Sentences that a chat model wrote and that were not shown."""
    gold_answer: str = ""
    spans: tuple[str, ...] = ()
    facts: tuple[tuple[str, ...], ...] = ()
    """Key facts that the answer should hold, each under its names."""
    documents: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    """Documents that the index was asked without."""
    passages: tuple[RankedPassage, ...] = ()
    sentences: tuple[CheckedSentence, ...] = ()
    cited: tuple[CitedPassage, ...] = ()
    measures: dict[str, float] = field(default_factory=dict)
    seconds: float = 0.0
    stages: dict[str, float] = field(default_factory=dict)
    """Seconds of the answer by stage."""
    search_stages: dict[str, float] = field(default_factory=dict)
    """Seconds of the search that the ranking is measured on, by stage."""
    error: str = ""

    @property
    def is_question(self) -> bool:
        """Whether something was asked; other cases are sentences to check, or practice items."""
        return self.answered or bool(self.documents)

    @property
    def quality(self) -> float:
        """Return the mean of the case's measures, each from 0 (worst) to 1; 0 after an error."""
        if self.error:
            return 0.0
        values = [_goodness(k, v) for k, v in self.measures.items() if k not in NEITHER_IS_BETTER]
        return sum(values) / len(values) if values else 1.0


def worst_first(cases: Iterable[EvaluatedCase]) -> list[EvaluatedCase]:
    """Return the cases in the order of their quality; the kinds of equal ones take turns."""
    turns: Counter[tuple[float, str]] = Counter()
    placed: list[tuple[float, int, EvaluatedCase]] = []
    for case in sorted(cases, key=lambda case: case.id):
        of_its_kind = (case.quality, case.kind)
        placed.append((case.quality, turns[of_its_kind], case))
        turns[of_its_kind] += 1
    placed.sort(key=lambda one: one[:2])
    return [case for _, _, case in placed]


def find_runs(root: Path) -> list[RunSummary]:
    """Return the finished runs below a folder, the latest first, without those that are damaged."""
    found: list[RunSummary] = []
    for depth in range(DEEPEST):
        for path in root.glob("/".join(["*"] * depth + [SUMMARY])):
            try:
                found.append(read_summary(path.parent))
            except UsageError:
                continue
    return sorted(found, key=lambda run: (-run.modified, str(run.folder)))


def read_summary(folder: Path) -> RunSummary:
    """Read what a run measured.

    Raises:
        UsageError: the folder holds no finished run.
    """
    path = folder / SUMMARY
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        config = {name: _as_text(value) for name, value in _object(record, "config").items()}
        return RunSummary(
            folder=folder,
            system=str(record.get("system") or config.get("system", "")),
            dataset=str(record.get("dataset") or config.get("dataset", "")),
            config=config,
            n=int(record.get("n") or 0),
            measures=_figures(_object(record, "measures")),
            levels=_levels(_object(record, "levels")),
            differences=_figures(_differences(record)),
            abstention=_figures(_object(_object(record, "abstention"), "figures")),
            latency_ms={k: float(v) for k, v in _object(record, "latency_ms").items()},
            modified=path.stat().st_mtime,
        )
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{folder} holds no finished run: {error}", "Make one: python -m eval run --out DIR"
        ) from error


def read_cases(folder: Path) -> list[EvaluatedCase]:
    """Read all cases of a run, in its order.

    Raises:
        UsageError: the folder holds no results, or a line of them is not a case; it is named.
    """
    known = _passages_by_id(folder / PASSAGES)
    return [_case(record, known, where) for record, where in _records(folder / RESULTS)]


def _records(path: Path) -> Iterator[tuple[dict[str, Any], str]]:
    """Yield the objects of a file of JSON lines, each with the place it stands at."""
    try:
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, start=1):
                if line.strip():
                    yield _record(line, f"{path}, line {number}"), f"{path}, line {number}"
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read: {error}", "Run the evaluation again") from error


def _record(line: str, where: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise UsageError(f"{where}: not JSON: {error}", "Run the evaluation again") from error
    if not isinstance(record, dict):
        raise UsageError(f"{where}: not a JSON object", "Run the evaluation again")
    return record


def _passages_by_id(path: Path) -> _Known:
    if not path.exists():
        return {}
    return {str(one.get("chunk_id")): one for one, _ in _records(path)}


def _case(record: dict[str, Any], known: _Known, where: str) -> EvaluatedCase:
    try:
        return EvaluatedCase(
            id=str(record["id"]),
            question=str(record["question"]),
            kind=str(record.get("kind", "")),
            domain=str(record.get("domain", "")),
            question_kind=str(record.get("question_kind", "")),
            split=str(record.get("split", "")),
            answerable=bool(record.get("answerable", True)),
            answered=bool(record.get("answered", True)),
            abstained=bool(record.get("abstained", False)),
            answerability=float(record.get("answerability", 0.0)),
            understood_as=_another(record.get("understood_as"), record["question"]),
            notice=str(record.get("notice", "")),
            removed=_strings(record.get("removed")),
            gold_answer=str(record.get("gold_answer", "")),
            spans=_strings(record.get("spans")),
            facts=tuple(_strings(fact) for fact in record.get("facts") or ()),
            documents=_strings(record.get("documents")),
            without=_strings(record.get("without")),
            passages=tuple(_passage(one, known) for one in record.get("passages") or ()),
            cited=_cited(record.get("sentences") or (), known),
            sentences=tuple(_sentence(one) for one in record.get("sentences") or ()),
            measures={k: float(v) for k, v in _object(record, "measures").items()},
            seconds=float(record.get("seconds", 0.0)),
            stages={k: float(v) for k, v in _object(record, "stages").items()},
            search_stages={k: float(v) for k, v in _object(record, "search_stages").items()},
            error=str(record.get("error", "")),
        )
    except (KeyError, ValueError, TypeError, AttributeError) as error:
        raise UsageError(f"{where}: not a case: {error}", "Run the evaluation again") from error


def _passage(record: Mapping[str, Any], known: _Known) -> RankedPassage:
    return RankedPassage(
        rank=int(record.get("rank", 0)),
        path=str(record.get("path", "")),
        heading_path=_strings(record.get("heading_path")),
        text=str(known.get(str(record.get("chunk_id")), {}).get("text", "")),
        gold=bool(record.get("gold", False)),
    )


def _cited(sentences: Iterable[Any], known: _Known) -> tuple[CitedPassage, ...]:
    """Return the passages that the sentences cite and that the run kept, by their numbers."""
    spans: dict[tuple[int, str], list[tuple[int, int]]] = {}
    for sentence in sentences:
        for one in (isinstance(sentence, dict) and sentence.get("citations")) or ():
            place = (int(one["n"]), str(one.get("chunk_id", "")))
            if place[1] in known:
                span = (int(one.get("start", 0)), int(one.get("end", 0)))
                spans.setdefault(place, []).append(span)
    return tuple(
        CitedPassage(
            n=n,
            path=str(known[chunk_id].get("path", "")),
            heading_path=_strings(known[chunk_id].get("heading_path")),
            text=str(known[chunk_id].get("text", "")),
            spans=tuple(found),
        )
        for (n, chunk_id), found in sorted(spans.items())
    )


def _sentence(record: Mapping[str, Any] | str) -> CheckedSentence:
    if isinstance(record, str):
        return CheckedSentence(record)
    cited = {int(one["n"]): str(one.get("path", "")) for one in record.get("citations") or ()}
    return CheckedSentence(
        text=str(record.get("text", "")),
        verdict=str(record.get("verdict", "")),
        reasons=_strings(record.get("reasons")),
        cited=tuple(cited.items()),
    )


def _differences(record: Mapping[str, Any]) -> dict[str, Any]:
    """Return the paired differences, whether they stand alone or beside the baseline's name."""
    found = _object(record, "differences") or _object(record, "comparison")
    return _object(found, "measures") or found


def _levels(record: Mapping[str, Any]) -> dict[str, Level]:
    return {
        name: Level(name, "<=" if one.get("relation") == "<=" else ">=", float(one["limit"]))
        for name, one in record.items()
        if isinstance(one, dict) and "limit" in one
    }


def _figures(record: Mapping[str, Any]) -> dict[str, Figure]:
    return {
        name: Figure(
            mean=float(one["mean"]),
            low=float(one["low"] if "low" in one else one["mean"]),
            high=float(one["high"] if "high" in one else one["mean"]),
            n=int(one.get("n", 0)),
            won=one.get("won"),
            lost=one.get("lost"),
        )
        for name, one in record.items()
        if isinstance(one, dict) and "mean" in one
    }


def _goodness(measure: str, value: float) -> float:
    lowest = _LOWEST.get(measure, 0.0)
    good = (value - lowest) / (1.0 - lowest)
    return 1.0 - good if measure in LOWER_IS_BETTER else good


def _object(record: Mapping[str, Any], name: str) -> dict[str, Any]:
    value = record.get(name)
    return value if isinstance(value, dict) else {}


def _another(text: Any, than: str) -> str:
    """Return a text unless it is but the other one."""
    said = str(text or "")
    return "" if said.strip() == than.strip() else said


def _strings(value: Any) -> tuple[str, ...]:
    return tuple(str(one) for one in value or ())


def _as_text(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value)
