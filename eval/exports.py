"""Files for other people's tools, made from the folder of a run: TREC qrels and runs, RAGChecker.

- `passages.qrels`, `passages.run`: gold passages and the first ten found, by passage id;
- `documents.qrels`, `documents.run`: the same by document path;
- `ragchecker.jsonl`: one line a case in the shape that RAGChecker (Ru et al., 2024) reads; its
  input file is the lines in a list, `jq -s '{results: .}' ragchecker.jsonl`.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

from app.surrogates import json_text
from eval.case_result import CaseResult
from eval.results_folder import PASSAGES, RESULTS
from eval.written import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

TAG = "groundwork"
_SPACE = re.compile(r"\s")


def export(folder: Path) -> None:
    """Write all the files beside `results.jsonl`."""
    results = read_results(folder)
    texts = read_passages(folder)
    ranked = [result for result in results if result.documents]
    write_whole(folder / "documents.qrels", qrels((r.id, r.documents) for r in ranked))
    write_whole(folder / "documents.run", run((r.id, r.found_documents) for r in ranked))
    spanned = [result for result in ranked if result.spans]
    write_whole(folder / "passages.qrels", qrels((r.id, r.relevant) for r in spanned))
    found = ((r.id, [passage.chunk_id for passage in r.passages]) for r in spanned)
    write_whole(folder / "passages.run", run(found))
    lines = (f"{json_text(ragchecker(r, texts))}\n" for r in results if r.answered)
    write_whole(folder / "ragchecker.jsonl", "".join(lines))


def read_results(folder: Path) -> list[CaseResult]:
    """Return the results of a finished run."""
    path = folder / RESULTS
    lines = path.read_text(encoding="utf-8").split("\n")[:-1]
    return [
        CaseResult.from_json(json.loads(line), f"{path}, line {number}")
        for number, line in enumerate(lines, start=1)
    ]


def read_passages(folder: Path) -> dict[str, dict[str, Any]]:
    """Return the records of `passages.jsonl` by passage id."""
    lines = (folder / PASSAGES).read_text(encoding="utf-8").split("\n")[:-1]
    return {record["chunk_id"]: record for record in map(json.loads, lines)}


def qrels(gold: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Return TREC relevance judgements: `query 0 document 1`, a line each."""
    return "".join(f"{token(one)} 0 {token(name)} 1\n" for one, names in gold for name in names)


def run(found: Iterable[tuple[str, Sequence[str]]]) -> str:
    """Return a TREC run: `query Q0 document rank score tag`; scores fall with the rank."""
    return "".join(
        f"{token(one)} Q0 {token(name)} {rank} {1 / rank:.6f} {TAG}\n"
        for one, names in found
        for rank, name in enumerate(names, start=1)
    )


def token(text: str) -> str:
    """Return a text as one token of a TREC file: white space is written as in an address."""
    return _SPACE.sub(lambda space: f"%{ord(space[0]):02X}", text)


def ragchecker(result: CaseResult, texts: dict[str, dict[str, Any]]) -> dict[str, Any]:
    """Return one case in RAGChecker's shape."""
    cited = [citation.chunk_id for s in result.sentences for citation in s.citations]
    context = dict.fromkeys([*(passage.chunk_id for passage in result.passages), *cited])
    return {
        "query_id": result.id,
        "query": result.understood_as or result.question,
        "gt_answer": result.gold_answer,
        "response": " ".join(sentence.text for sentence in result.sentences),
        "retrieved_context": [
            {"doc_id": one, "text": texts[one]["text"]} for one in context if one in texts
        ],
    }
