"""Measure speed and memory beside the plain pipeline, in one run on one machine.

Every figure that can be is a ratio of two measurements taken in turn; absolute seconds belong to the machine.
Each ingestion runs in a process of its own, so that neither warms the other up.
"""

from __future__ import annotations

import json
import os
import platform
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.answer.extractive import ExtractiveAnswerer
from app.retrieval import IndexPassageSource
from eval.dataset import load_cases
from eval.measures.recall import recall_at
from eval.measures.reciprocal_rank import reciprocal_rank
from eval.plain_pipeline import PlainPipeline
from eval.statistics import estimate
from eval.suites import ROOT, SHARED, SUITES
from index.errors import UsageError
from ingest.pipeline import IngestSettings, build_index

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from eval.dataset import Case

SPEED_PAGES = SHARED / "aws-docs-2023"
QUALITY_PAGES = SHARED / "aws-docs"
QUALITY_OTHERS = 1_200
"""Pages without a question that are indexed beside the gold ones."""
SEED = 20_261_123
WARM_UP_QUESTIONS = 3


def run_bench(options: argparse.Namespace) -> int:
    """Run the chosen parts and print them; returns the exit status."""
    parts = options.part or ["ingest", "query", "start"]
    result: dict[str, Any] = {"machine": _machine()}
    if "ingest" in parts:
        result["ingest"] = bench_ingest(options.sources, options.pages)
    if "query" in parts:
        result["query"] = bench_query(options.index or SUITES["golden"].index)
    if "start" in parts:
        result["start"] = bench_start(options.index or SUITES["golden"].index)
    if options.out:
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(json.dumps(result, indent=2) + "\n", encoding="utf-8")
    if options.json:
        print(json.dumps(result))
    else:
        print("\n".join(_lines(result)))
    return 0


def bench_ingest(sources: Path | None, pages: int | None) -> dict[str, Any]:
    """Ingest the same pages with both pipelines in turn, and compare what they retrieve.

    The rankings are compared on the public questions when their pages are here: the gold pages among
    `QUALITY_OTHERS` others.
    """
    root = sources or (SPEED_PAGES if SPEED_PAGES.exists() else ROOT / "corpus")
    if not root.is_dir():
        raise UsageError(f"{root} is not a folder", "Give --sources a folder of Markdown pages")
    files = sorted(root.rglob("*.md"))
    if pages is not None:
        files = random.Random(SEED).sample(files, min(pages, len(files)))
    if not files:
        raise UsageError(f"{root} holds no Markdown pages", "Give --sources another folder")
    with tempfile.TemporaryDirectory() as scratch:
        copied = _copy(root, files, Path(scratch) / "pages")
        index = Path(scratch) / "index"
        ours = _in_child("ours", copied, index)
        plain = _in_child("plain", copied, index)
        unchanged = _in_child("ours", copied, index)
        edited = next(iter(sorted(copied.rglob("*.md"))))
        edited.write_text(
            edited.read_text(encoding="utf-8") + "\n\nOne more sentence.\n", encoding="utf-8"
        )
        changed = _in_child("ours", copied, index)
    return {
        "pages": len(files),
        "ours": ours,
        "plain": plain,
        "times_as_fast": round(plain["seconds"] / ours["seconds"], 2),
        "no_change_seconds": unchanged["seconds"],
        "one_file_changed": changed,
        "rankings": compare_rankings() if QUALITY_PAGES.exists() else None,
    }


def compare_rankings() -> dict[str, Any]:
    """Ask both pipelines the public questions over the gold pages and `QUALITY_OTHERS` others."""
    cases = [case for case in load_cases(SUITES["aws-docs"].dataset) if case.document]
    gold = {QUALITY_PAGES / case.document for case in cases}
    others = sorted(set(QUALITY_PAGES.rglob("*.md")) - gold)
    files = sorted(gold) + random.Random(SEED).sample(others, QUALITY_OTHERS)
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
    """Time whole answers, one after the other, on an index; memory is this process at its largest."""
    suite = SUITES["aws-docs"] if SUITES["aws-docs"].dataset.exists() else SUITES["golden"]
    source = IndexPassageSource.open(index)
    answerer = ExtractiveAnswerer(source)
    questions = [case.question for case in load_cases(suite.dataset)]
    for question in questions[:WARM_UP_QUESTIONS]:
        answerer.answer(f"{question} please")
    answers = [answerer.answer(question) for question in questions]
    stages = {name: [a.stages.get(name, 0.0) for a in answers] for name in answers[0].stages}
    return {
        "passages": source.chunk_count,
        "questions": len(questions),
        "answer_ms": _percentiles([answer.seconds for answer in answers]),
        "stages_ms": {name: _percentiles(seconds) for name, seconds in stages.items()},
        "resident_mb": round(_resident_mb(), 0),
    }


def bench_start(index: Path) -> dict[str, Any]:
    """Time from launching the interpreter to the first drawn page, in a process of its own."""
    code = (
        "from streamlit.testing.v1 import AppTest; import sys;"
        "at = AppTest.from_file(sys.argv[1], default_timeout=120).run();"
        "assert not at.exception, at.exception"
    )
    begun = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-c", code, str(ROOT / "app" / "main.py")],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**_environment(), "GROUNDWORK_INDEX": str(index)},
    )
    if done.returncode:
        raise UsageError("The first page could not be drawn", done.stderr.strip()[-400:])
    return {"seconds_to_first_page": round(time.perf_counter() - begun, 2)}


def ingest_child(which: str, pages: Path, index: Path) -> dict[str, float]:
    """Ingest a folder with one pipeline and say how long it took; runs in its own process."""
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


def _in_child(which: str, pages: Path, index: Path) -> dict[str, Any]:
    code = (
        "import json, sys; from pathlib import Path; from eval.bench import ingest_child;"
        "print(json.dumps(ingest_child(sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3]))))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, which, str(pages), str(index)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env=_environment(),
    )
    if done.returncode:
        raise UsageError(f"The {which} pipeline failed", done.stderr.strip()[-400:])
    measured: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return measured


def _environment() -> dict[str, str]:
    return {**os.environ, "HF_HUB_OFFLINE": "1", "TOKENIZERS_PARALLELISM": "false"}


def _copy(root: Path, files: Sequence[Path], target: Path) -> Path:
    for file in files:
        copy = target / file.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, copy)
    return target


def _percentiles(seconds: Sequence[float]) -> dict[str, float]:
    ordered = sorted(1000 * one for one in seconds)
    return {
        f"p{share}": round(ordered[min(len(ordered) - 1, int(share / 100 * len(ordered)))], 1)
        for share in (50, 95, 99)
    }


def _resident_mb() -> float:
    """Return the most memory this process has had resident, in MB (Linux counts in KiB)."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _machine() -> dict[str, Any]:
    return {
        "cpus": os.cpu_count(),
        "python": platform.python_version(),
        "system": platform.system(),
    }


def _lines(result: dict[str, Any]) -> list[str]:
    lines = [f"machine: {result['machine']}"]
    if "ingest" in result:
        one = result["ingest"]
        lines += [
            f"ingest, {one['pages']} pages: ours {one['ours']['seconds']} s, "
            f"plain {one['plain']['seconds']} s, {one['times_as_fast']} times as fast",
            f"  nothing changed: {one['no_change_seconds']} s; one file changed: "
            f"{one['one_file_changed']['seconds']} s",
        ]
        if one["rankings"]:
            for name in ("ours", "plain"):
                measures = one["rankings"][name]
                shown = ", ".join(f"{key} {value['mean']:.3f}" for key, value in measures.items())
                lines.append(f"  rankings over {one['rankings']['pages']} pages, {name}: {shown}")
    if "query" in result:
        one = result["query"]
        lines += [
            f"query, {one['passages']:,} passages: answer {one['answer_ms']} ms, "
            f"resident {one['resident_mb']:.0f} MB",
            f"  stages {one['stages_ms']}",
        ]
    if "start" in result:
        lines.append(f"start: first page after {result['start']['seconds_to_first_page']} s")
    return lines
