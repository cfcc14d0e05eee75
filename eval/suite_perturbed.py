"""The `perturbed` suite: does the verifier catch false sentences, and leave true ones alone?

Detected means any verdict but "supported". The false sentences are made from the index by
`eval.perturb`; the paraphrases are written by hand in `eval/data/paraphrases.jsonl` by the
project's authors, before the verifier was tuned: dev set the thresholds, test gives the figure.
Verbatim sentences are checked with the short cut for copies switched off.
"""

from __future__ import annotations

import json
import random
import time
from collections import Counter, defaultdict
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Self

from app.answer.verify.verifier import Verifier, VerifierConfig
from eval.case_result import CaseResult, ShownCitation, ShownSentence
from eval.comparison import compare
from eval.configuration import RunConfiguration, digest, index_content
from eval.perturb.entities import Services
from eval.perturb.make import drawn, false_sentences, true_sentences
from eval.proportion import proportion
from eval.report import SuiteRun
from eval.statistics import SEED
from eval.suites import ROOT
from index.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from app.answer.verify.verifier import SentenceCheck
    from app.retrieval import IndexPassageSource
    from eval.baseline import Baseline
    from eval.comparison import Compared
    from eval.evaluation import Task
    from eval.run import PassageLog
    from eval.statistics import Estimate
    from index.records import Passage

SYSTEM = "verifier"
PER_KIND = 1_000
"""Sentences of each kind, and half of the verbatim ones, unless `--limit` says otherwise."""
ALIASES = ROOT / "corpus" / "aliases.toml"
TIMED = "ten sentences"
"""The stage that tells how long the check of an answer of ten sentences takes."""
ANSWER_SENTENCES = 10
ANSWER_PASSAGES = 5
TIMED_ANSWERS = 40


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence to be checked against the passage that it cites."""

    kind: str
    text: str
    original: str
    """The sentence of the corpus that it was made of."""
    change: str
    """What was exchanged, for people: `25 -> 250`; empty for a verbatim one."""
    cited: Passage
    split: str = ""

    @property
    def id(self) -> str:
        """Return a name that stays when other sentences of the corpus change."""
        return f"{self.kind}-{digest([self.cited.path, self.text])[:8]}"

    @property
    def is_true(self) -> bool:
        """Whether the verifier should say "supported"."""
        return self.kind == "verbatim" or self.kind.startswith("paraphrase")

    @property
    def measures(self) -> tuple[str, ...]:
        """Return the names of the shares that it counts for."""
        if self.is_true:
            return (f"false-alarms:{self.kind}",)
        both = ("detected:negation",) if self.kind.startswith("negation") else ()
        return (f"detected:{self.kind}", *both)

    def result(self, check: SentenceCheck, seconds: float) -> CaseResult:
        """Return the line of `results.jsonl`."""
        alarmed = float(check.verdict != "supported")
        cited = self.cited
        start = max(0, cited.text.find(self.original))
        end = start + len(self.original) if self.original in cited.text else start
        citation = ShownCitation(1, start, end, cited.chunk_id, cited.path)
        shown = ShownSentence(self.text, check.verdict, check.reasons, citations=(citation,))
        return CaseResult(
            self.id,
            self.text,
            kind=self.kind,
            split=self.split,
            gold_answer=self._expected(),
            answered=False,
            model=SYSTEM,
            sentences=(shown,),
            measures=dict.fromkeys(self.measures, alarmed),
            seconds=seconds,
        )

    def _expected(self) -> str:
        if self.is_true:
            return f"No objection. The source says: {self.original}"
        return f"An objection ({self.change}). It was made of: {self.original}"


@dataclass(frozen=True, slots=True)
class PreparedSentences:
    """The sentences that are made of an index, ready to be checked."""

    task: Task
    cases: Sequence[Statement]
    passages: Sequence[Passage]
    """All of the index."""
    source: IndexPassageSource
    configuration: RunConfiguration

    @classmethod
    def of(cls, task: Task, source: IndexPassageSource, seed: int = SEED) -> Self:
        """Make the sentences.

        Raises:
            UsageError: a paraphrase's sentence is not in the index.
        """
        per_kind = task.limit or PER_KIND
        snapshot = source.retriever.snapshot
        rows = range(snapshot.manifest.chunks)
        passages = [stored.passage for stored in snapshot.store.passages(rows)]
        made = false_sentences(passages, Services.load(ALIASES), per_kind, seed)
        cases = [
            Statement(kind, one.text, one.original, one.change, one.cited)
            for kind, sentences in made.items()
            for one in sentences
        ]
        cases += [
            Statement("verbatim", one.text, one.text, "", one.passage)
            for one in drawn(true_sentences(passages), "verbatim", seed)[: 2 * per_kind]
        ]
        cases += _paraphrases(task.suite.dataset, passages)
        cases = list({case.id: case for case in cases}.values())
        return cls(task, cases, passages, source, _configuration(task, source, len(cases), seed))

    def results(
        self, log: PassageLog | None = None, done: Sequence[CaseResult] = ()
    ) -> Iterator[CaseResult]:
        """Yield the result of every sentence that was not checked yet."""
        verifier = self._verifier(trust_verbatim=False)
        known = {result.id for result in done}
        for case in self.cases:
            if case.id not in known:
                begin = time.perf_counter()
                check = verifier.check(case.text, (case.cited,))
                seconds = time.perf_counter() - begin
                if log:
                    log.add((case.cited,))
                yield case.result(check, seconds)

    def compared(self, results: Sequence[CaseResult], baseline: Baseline) -> dict[str, Compared]:
        """Return the differences on the sentences that both have: the others left the corpus."""
        return compare(results, baseline.among(result.id for result in results))

    def sum_up(
        self,
        results: Sequence[CaseResult],
        compared: Mapping[str, Compared] | None = None,
        answerable: Sequence[CaseResult] = (),  # noqa: ARG002  (no question is asked here)
    ) -> SuiteRun:
        """Return the shares of objections."""
        return SuiteRun(self.configuration, results, shares(results), compared=compared or {})

    def timed(self) -> dict[str, list[float]]:
        """Return the seconds to check ten sentences over five passages, none seen before."""
        return {TIMED: list(_answer_seconds(self._verifier(), self.passages))}

    def _verifier(self, *, trust_verbatim: bool = True) -> Verifier:
        aliases = self.source.retriever.snapshot.aliases
        return Verifier(aliases, VerifierConfig(trust_verbatim=trust_verbatim))


def shares(results: Iterable[CaseResult]) -> dict[str, Estimate]:
    """Return detection per kind and false alarms, each with its Wilson interval."""
    alarms: Counter[str] = Counter()
    seen: Counter[str] = Counter()
    for result in results:
        for name, alarmed in result.measures.items():
            seen[name] += 1
            alarms[name] += alarmed > 0
    return {name: proportion(alarms[name], seen[name]) for name in seen}


def _configuration(task: Task, source: IndexPassageSource, n: int, seed: int) -> RunConfiguration:
    """Describe the run; its cases are named by what decides them, for they move with the corpus."""
    status = source.status()
    paraphrases = task.suite.dataset
    part = f" (sample of {task.limit} a kind)" if task.limit else ""
    return RunConfiguration(
        system=SYSTEM,
        model="",
        suite=task.suite.name,
        dataset=f"{task.suite.name}{part}",
        cases=digest([task.limit or PER_KIND, seed, paraphrases.read_text(encoding="utf-8")]),
        n=n,
        split="",
        limit=task.limit or 0,
        snapshot=status.snapshot,
        content=index_content(source),
        embedder=status.embedder,
        precision=status.precision,
        chunks=status.chunks,
        retrieval={},
        seed=seed,
        verifier=asdict(VerifierConfig(trust_verbatim=False)),
    )


def _paraphrases(path: Path, passages: Sequence[Passage]) -> Iterator[Statement]:
    """Yield the retellings of our notes; an index that holds none of the notes has none."""
    cases = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    if {case["path"] for case in cases}.isdisjoint(passage.path for passage in passages):
        return
    holding: dict[tuple[str, str], Passage] = {}
    for passage in passages:
        for number in range(len(passage.sentences)):
            holding.setdefault((passage.path, passage.sentence(number)), passage)
    for number, case in enumerate(cases, start=1):
        cited = holding.get((case["path"], case["sentence"]))
        if cited is None:
            raise UsageError(
                f"{path.name} line {number} ({case['id']}): its sentence is not in the "
                f"index under {case['path']}",
                "Build the index again, or mend the line: the corpus has moved on",
            )
        split = case["split"]
        said = case["paraphrase"]
        yield Statement(f"paraphrase-{split}", said, case["sentence"], case["id"], cited, split)


def _answer_seconds(verifier: Verifier, passages: Sequence[Passage]) -> Iterator[float]:
    """Yield the time of checking answers of ten sentences, each citing two of five passages."""
    rng = random.Random(SEED)
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
