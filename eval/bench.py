"""Measure speed and memory beside the plain pipeline, in one run on one machine.

Every figure that can be is a ratio of two measurements taken in turn; absolute seconds belong to
the machine. Each ingestion runs in a process of its own, so that neither warms the other up.
"""

from __future__ import annotations

import json
import os
import platform
import random
import resource
import shutil
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.answer.extractive import ExtractiveAnswerer
from app.retrieval import IndexPassageSource
from eval.child_process import run_python
from eval.dataset import load_cases
from eval.measures.recall import recall_at
from eval.measures.reciprocal_rank import reciprocal_rank
from eval.plain_pipeline import PlainPipeline
from eval.statistics import estimate, percentiles_ms
from eval.suites import ROOT, SHARED, SUITES, suite
from index.errors import UsageError
from ingest.pipeline import IngestSettings, build_index

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.dataset import Case

SPEED_PAGES = SHARED / "aws-docs-2023"
QUALITY_PAGES = SHARED / "aws-docs"
QUALITY_OTHERS = 1_200
"""Pages without a question that are indexed beside the gold ones."""
SEED = 20_261_123
WARM_UP_QUESTIONS = 3

Ingest = Callable[[str, Path, Path], dict[str, Any]]
"""Ingests pages into an index folder with the pipeline of that name, and returns its figures."""


def bench_ingest(
    sources: Path | None, pages: int | None, ingest: Ingest | None = None
) -> dict[str, Any]:
    """Ingest the same pages with both pipelines in turn, then again unchanged and with one edit.

    Args:
        sources: the folder of the pages; None takes a public guide, or our own corpus.
        pages: how many of them; None takes all.
        ingest: how one pipeline is run; by default in a process of its own.

    Raises:
        UsageError: there are no such pages.
    """
    root = sources or (SPEED_PAGES if SPEED_PAGES.exists() else ROOT / "corpus")
    files = _pages(root, pages)
    run = ingest or ingest_in_child
    with tempfile.TemporaryDirectory() as scratch:
        copied = _copy(root, files, Path(scratch) / "pages")
        index = Path(scratch) / "index"
        ours = run("ours", copied, index)
        plain = run("plain", copied, index)
        unchanged = run("ours", copied, index)
        _append_sentence(min(copied.rglob("*.md")))
        changed = run("ours", copied, index)
    return {
        "pages": len(files),
        "ours": ours,
        "plain": plain,
        "times_as_fast": round(plain["seconds"] / ours["seconds"], 2),
        "no_change_seconds": unchanged["seconds"],
        "one_file_changed": changed,
    }


def _pages(root: Path, count: int | None) -> list[Path]:
    """Return the Markdown pages below a folder, or a fixed random choice of `count` of them."""
    if not root.is_dir():
        raise UsageError(f"{root} is not a folder", "Give --sources a folder of Markdown pages")
    if count is not None and count < 1:
        raise UsageError(f"{count} pages cannot be measured", "Give --pages at least 1")
    files = sorted(root.rglob("*.md"))
    if not files:
        raise UsageError(f"{root} holds no Markdown pages", "Give --sources another folder")
    if count is None or count >= len(files):
        return files
    return random.Random(SEED).sample(files, count)


def _append_sentence(page: Path) -> None:
    text = page.read_text(encoding="utf-8", errors="surrogateescape")
    page.write_text(f"{text}\n\nOne more sentence.\n", encoding="utf-8", errors="surrogateescape")


def bench_rankings() -> dict[str, Any]:
    """Ask both pipelines the public questions over the gold pages and `QUALITY_OTHERS` others.

    Raises:
        UsageError: the public questions or their pages are not on this machine.
    """
    suite("aws-docs")
    cases = [case for case in load_cases(SUITES["aws-docs"].dataset) if case.document]
    gold = {QUALITY_PAGES / case.document for case in cases}
    others = sorted(set(QUALITY_PAGES.rglob("*.md")) - gold)
    files = sorted(gold) + random.Random(SEED).sample(others, min(QUALITY_OTHERS, len(others)))
    with tempfile.TemporaryDirectory() as scratch:
        copied = _copy(QUALITY_PAGES, files, Path(scratch) / "pages")
        index = Path(scratch) / "index"
        build_index([copied], IngestSettings(index=index, aliases=ROOT / "corpus" / "aliases.toml"))
        source = IndexPassageSource.open(index)
        ours = [[p.path for p in source.search(case.question, 60)] for case in cases]
        plain = PlainPipeline.build(copied, sorted(copied.rglob("*.md")))
        theirs = [[path for path, _ in plain.search(case.question, 60)] for case in cases]
    return {
        "pages": len(files),
        "questions": len(cases),
        "ours": _ranking_measures(cases, ours),
        "plain": _ranking_measures(cases, theirs),
    }


def _ranking_measures(cases: Sequence[Case], ranked: Sequence[Sequence[str]]) -> dict[str, Any]:
    documents = [list(dict.fromkeys(paths)) for paths in ranked]
    pairs = list(zip(cases, documents, strict=True))
    return {
        "doc-R@5": estimate([recall_at(d, {c.document}, 5) for c, d in pairs]).to_json(),
        "doc-MRR@10": estimate([reciprocal_rank(d, {c.document}, 10) for c, d in pairs]).to_json(),
    }


def bench_query(index: Path) -> dict[str, Any]:
    """Time whole answers, one after the other, on an index, and say what memory that took."""
    asked = SUITES["aws-docs"] if SUITES["aws-docs"].dataset.exists() else SUITES["golden"]
    source = IndexPassageSource.open(index)
    answerer = ExtractiveAnswerer(source)
    questions = [case.question for case in load_cases(asked.dataset)]
    for question in questions[:WARM_UP_QUESTIONS]:
        answerer.answer(f"{question} please")
    answers = [answerer.answer(question) for question in questions]
    stages = {name: [a.stages.get(name, 0.0) for a in answers] for name in answers[0].stages}
    return {
        "passages": source.chunk_count,
        "questions": len(questions),
        "answer_ms": percentiles_ms([answer.seconds for answer in answers]),
        "stages_ms": {name: percentiles_ms(seconds) for name, seconds in stages.items()},
        "resident_mb": round(_resident_mb(), 0),
    }


def ingest_here(which: str, pages: Path, index: Path) -> dict[str, Any]:
    """Ingest a folder with one pipeline, `ours` or `plain`, and say how long it took."""
    begun = time.perf_counter()
    if which == "plain":
        plain = PlainPipeline.build(pages, sorted(pages.rglob("*.md")))
        chunks = len(plain.texts)
    else:
        report = build_index([pages], IngestSettings(index=index, aliases=None))
        chunks = report.embedded
    return {
        "seconds": round(time.perf_counter() - begun, 2),
        "chunks_embedded": chunks,
        "resident_mb": round(_resident_mb(), 0),
    }


def ingest_in_child(which: str, pages: Path, index: Path) -> dict[str, Any]:
    """Call `ingest_here` in a process of its own.

    Raises:
        UsageError: the process failed; its last words are told.
    """
    code = (
        "import json, sys; from pathlib import Path; from eval.bench import ingest_here;"
        "print(json.dumps(ingest_here(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))))"
    )
    printed = run_python(code, [which, str(pages), str(index)], f"The {which} pipeline failed")
    measured: dict[str, Any] = json.loads(printed[-1])
    return measured


def _copy(root: Path, files: Sequence[Path], target: Path) -> Path:
    for file in files:
        copy = target / file.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    return target


def _resident_mb() -> float:
    """Return the most memory this process has had resident, in MB (Linux counts in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def machine() -> dict[str, Any]:
    """Return what the figures belong to."""
    return {
        "cpus": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.system(),
    }
