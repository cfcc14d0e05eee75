"""The `perturbed` suite: does the verifier catch false sentences, and leave true ones alone?

Detected means any verdict but "supported". The false sentences are made from the index by
`eval.perturb`; the paraphrases are written by hand in `eval/data/paraphrases.jsonl` by the
project's authors, before the verifier was tuned: dev set the thresholds, test gives the figure.
Verbatim sentences are checked with the short cut for copies switched off.
"""

from __future__ import annotations

import hashlib
import json
import random
import time
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from app.answer.verify.verifier import Verifier, VerifierConfig
from eval.perturb.entities import Services
from eval.perturb.make import false_sentences, true_sentences
from eval.proportion import proportion
from eval.statistics import SEED, percentiles_ms
from eval.suites import DATA, ROOT
from index.errors import UsageError
from index.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from app.answer.verify.verifier import SentenceCheck
    from eval.perturb.records import FalseSentence
    from eval.statistics import Estimate
    from index.records import Passage

PER_KIND = 1_000
PARAPHRASES = DATA / "paraphrases.jsonl"
ALIASES = ROOT / "corpus" / "aliases.toml"
ANSWER_SENTENCES = 10
"""Sentences of the answer whose check is timed."""
ANSWER_PASSAGES = 5
TIMED_ANSWERS = 40
LEVELS = {
    "detected:number": (">=", 0.98),
    "detected:entity": (">=", 0.98),
    "detected:negation": (">=", 0.92),
    "false-alarms:verbatim": ("<=", 0.005),
    "false-alarms:paraphrase-test": ("<=", 0.12),
}
"""The targets of this suite, by measure."""


@dataclass(frozen=True, slots=True)
class Checked:
    """One checked sentence."""

    kind: str
    text: str
    change: str
    path: str
    verdict: str
    support: float
    reasons: tuple[str, ...]

    @property
    def alarmed(self) -> bool:
        """Whether the verifier objected."""
        return self.verdict != "supported"

    def to_json(self) -> dict[str, Any]:
        """Return one line of `results.jsonl`."""
        return asdict(self)


@dataclass(frozen=True, slots=True)
class PerturbedRun:
    """What the suite found."""

    snapshot: str
    per_kind: int
    seed: int
    checked: tuple[Checked, ...]
    answer_seconds: tuple[float, ...]
    """Seconds to check ten sentences over five passages, none of them seen before."""

    @property
    def measures(self) -> dict[str, Estimate]:
        """Return detection per kind and false alarms, each with its interval."""
        alarms: Counter[str] = Counter()
        seen: Counter[str] = Counter()
        for one in self.checked:
            for name in _measure_names(one.kind):
                seen[name] += 1
                alarms[name] += one.alarmed
        return {name: proportion(alarms[name], seen[name]) for name in seen}

    def to_json(self) -> dict[str, Any]:
        """Return the object that `eval run --suite perturbed --json` prints."""
        config = {"snapshot": self.snapshot, "per_kind": self.per_kind, "seed": self.seed}
        config |= asdict(VerifierConfig())
        digest = hashlib.sha256(json.dumps(config, sort_keys=True).encode()).hexdigest()[:12]
        return {
            "system": "verifier",
            "dataset": "perturbed",
            "n": len(self.checked),
            "config": {**config, "hash": digest},
            "measures": {name: value.to_json() for name, value in self.measures.items()},
            "levels": {name: self.reaches(name) for name in LEVELS},
            "latency_ms": percentiles_ms(self.answer_seconds),
        }

    def reaches(self, name: str) -> bool:
        """Whether a measure's mean is at its target."""
        relation, level = LEVELS[name]
        found = self.measures.get(name)
        if found is None or not found.n:
            return False
        return found.mean >= level if relation == ">=" else found.mean <= level


def _measure_names(kind: str) -> tuple[str, ...]:
    if kind.startswith("negation"):
        return f"detected:{kind}", "detected:negation"
    if kind == "verbatim" or kind.startswith("paraphrase"):
        return (f"false-alarms:{kind}",)
    return (f"detected:{kind}",)


def run_perturbed(index: Path, per_kind: int = PER_KIND, seed: int = SEED) -> PerturbedRun:
    """Check false, verbatim and paraphrased sentences over the passages of an index.

    Raises:
        UsageError: a paraphrase's sentence is not in the index.
    """
    snapshot = Snapshot.open(index)
    rows = range(snapshot.manifest.chunks)
    passages = [stored.passage for stored in snapshot.store.passages(rows)]
    verifier = Verifier(snapshot.aliases, VerifierConfig(trust_verbatim=False))
    made = false_sentences(passages, Services.load(ALIASES), per_kind, seed)
    checked = [_checked(verifier, false) for kind in made.values() for false in kind]
    checked += _verbatim(verifier, passages, 2 * per_kind, seed)
    checked += _paraphrased(verifier, passages)
    seconds = tuple(_answer_seconds(Verifier(snapshot.aliases), passages, seed))
    return PerturbedRun(snapshot.id, per_kind, seed, tuple(checked), seconds)


def _checked(verifier: Verifier, false: FalseSentence) -> Checked:
    found = verifier.check(false.text, (false.cited,))
    return _record(false.kind, false.text, false.change, false.cited, found)


def _record(kind: str, text: str, change: str, cited: Passage, found: SentenceCheck) -> Checked:
    support = round(found.support, 4)
    return Checked(kind, text, change, cited.path, found.verdict, support, found.reasons)


def _verbatim(
    verifier: Verifier, passages: Sequence[Passage], n: int, seed: int
) -> Iterator[Checked]:
    true = true_sentences(passages)
    for one in random.Random(seed).sample(true, min(n, len(true))):
        found = verifier.check(one.text, (one.passage,))
        yield _record("verbatim", one.text, "", one.passage, found)


def _paraphrased(verifier: Verifier, passages: Sequence[Passage]) -> Iterator[Checked]:
    holding: dict[tuple[str, str], Passage] = {}
    for passage in passages:
        for number in range(len(passage.sentences)):
            holding.setdefault((passage.path, passage.sentence(number)), passage)
    for number, line in enumerate(PARAPHRASES.read_text(encoding="utf-8").splitlines(), start=1):
        case = json.loads(line)
        cited = holding.get((case["path"], case["sentence"]))
        if cited is None:
            raise UsageError(
                f"{PARAPHRASES.name} line {number} ({case['id']}): its sentence is not in the "
                f"index under {case['path']}",
                "Build the index again, or mend the line: the corpus has moved on",
            )
        found = verifier.check(case["paraphrase"], (cited,))
        kind = f"paraphrase-{case['split']}"
        yield _record(kind, case["paraphrase"], case["id"], cited, found)


def _answer_seconds(verifier: Verifier, passages: Sequence[Passage], seed: int) -> Iterator[float]:
    """Yield the time of checking answers of ten sentences, each citing two of five passages."""
    rng = random.Random(seed)
    by_document: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        by_document[passage.document_id].append(passage)
    for _ in range(min(TIMED_ANSWERS, len(passages) // ANSWER_PASSAGES)):
        cited = rng.sample(passages, ANSWER_PASSAGES)
        sentences = [s.text for s in true_sentences(cited)][:ANSWER_SENTENCES]
        begin = time.perf_counter()
        for sentence in sentences:
            verifier.check(f"So {sentence}", cited[:2])
        for passage in cited[2:]:
            verifier.check("The endpoint keeps 3 instances warm.", (passage,))
        yield time.perf_counter() - begin


def perturbed_table(run: PerturbedRun) -> str:
    """Return the measures as aligned lines, with the target and whether it is reached."""
    measures = run.measures
    width = max(map(len, measures), default=0)
    lines = [f"verifier on perturbed: snapshot {run.snapshot}, seed {run.seed}"]
    for name, value in measures.items():
        line = (
            f"  {name:<{width}}  {value.mean:.4f}  [{value.low:.4f}, {value.high:.4f}]  n={value.n}"
        )
        if name in LEVELS:
            relation, level = LEVELS[name]
            line += f"  target {relation} {level}: {'reached' if run.reaches(name) else 'MISSED'}"
        lines.append(line)
    times = percentiles_ms(run.answer_seconds)
    lines.append("  ten sentences  " + ", ".join(f"{k} {v} ms" for k, v in times.items()))
    return "\n".join(lines)
