"""Import a BEIR folder (Thakur et al., 2021): `corpus.jsonl`, `queries.jsonl`, `qrels/*.tsv`.

The corpus becomes a folder of Markdown pages that `python -m ingest build` reads, the queries a
data set. The corpus is read line by line and never held whole. Grades are taken as relevant or not.
"""

from __future__ import annotations

import csv
import hashlib
import json
import re
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.surrogates import json_text
from eval.written import cannot_write, write_whole
from index.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    Qrels = dict[str, dict[str, str]]
    """Documents by query, each with the place that names it."""

_SAFE = re.compile(r"[A-Za-z0-9_-]{1,80}")
SHELVES = 2
"""Hex digits of the folder that a page lies in: 30,000 pages are 256 folders of some hundred."""


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import wrote."""

    dataset: Path
    pages: Path
    questions: int
    documents: int
    unjudged: int
    """Queries without a relevant document, which are left out."""


def import_beir(folder: Path, out: Path, split: str = "test") -> Imported:
    """Write the data set to `out`, and the pages into a folder beside it of the same name.

    Raises:
        UsageError: a file is missing, a line is not as BEIR writes it, an id comes twice, or a
            judgement names a query or a document that is not there. Nothing is left half-written.
    """
    pages = out.with_suffix("")
    if pages == out:
        raise UsageError(f"{out} has no ending", "Give --out a name that ends in .jsonl")
    if pages.exists():
        raise UsageError(f"{pages} is there already", "Remove it, or give --out another name")
    queries = _queries(folder / "queries.jsonl")
    relevant = _relevant(folder, split, queries)
    wanted = {document: place for one in relevant.values() for document, place in one.items()}
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=out.parent, prefix=f".{out.stem}.") as scratch:
            written = Path(scratch) / "pages"
            documents = _write_pages(folder / "corpus.jsonl", written, wanted)
            cases = [_case(one, queries[one], list(found)) for one, found in relevant.items()]
            shutil.move(written, pages)
        write_whole(out, "".join(f"{json_text(case)}\n" for case in cases))
    except OSError as error:
        raise cannot_write(out, error) from error
    return Imported(out, pages, len(cases), documents, len(queries) - len(cases))


def page_path(document: str) -> str:
    """Return where the page of a document lies below the folder, for any id that there is."""
    digest = hashlib.sha256(document.encode("utf-8", "surrogatepass")).hexdigest()
    name = document if _SAFE.fullmatch(document) else digest[:32]
    return f"{digest[:SHELVES]}/{name}.md"


def _case(query: str, text: str, documents: list[str]) -> dict[str, Any]:
    paths = [page_path(document) for document in documents]
    case: dict[str, Any] = {"id": query, "question": text, "document": paths[0]}
    return case | ({"more_documents": paths[1:]} if len(paths) > 1 else {})


def _write_pages(corpus: Path, pages: Path, wanted: dict[str, str]) -> int:
    """Write a page a document; return how many. Every wanted one must be among them."""
    seen: dict[bytes, int] = {}
    missing = dict(wanted)
    for number, record in _records(corpus):
        where = f"{corpus.name}, line {number}"
        document = _text(record, "_id", where)
        key = hashlib.sha256(document.encode("utf-8", "surrogatepass")).digest()[:16]
        if key in seen:
            raise UsageError(f"{where}: id '{document}' was used in line {seen[key]}")
        seen[key] = number
        missing.pop(document, None)
        path = pages / page_path(document)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_page(record, where), encoding="utf-8", errors="replace")
    if not seen:
        raise UsageError(f"{corpus.name}: holds no documents", "Give a BEIR folder")
    if missing:
        document, place = next(iter(missing.items()))
        raise UsageError(f"{place}: document '{document}' is not in {corpus.name}")
    return len(seen)


def _page(record: dict[str, Any], where: str) -> str:
    title = " ".join(str(record.get("title") or "").split())
    text = record.get("text")
    if not isinstance(text, str):
        raise UsageError(f"{where}: 'text' is missing", "Every document needs a text")
    return f"# {title}\n\n{text}\n" if title else f"{text}\n"


def _queries(path: Path) -> dict[str, str]:
    queries: dict[str, str] = {}
    for number, record in _records(path):
        where = f"{path.name}, line {number}"
        one = _text(record, "_id", where)
        if one in queries:
            raise UsageError(f"{where}: id '{one}' comes twice", "Give every query its own id")
        queries[one] = _text(record, "text", where)
    if not queries:
        raise UsageError(f"{path.name}: holds no queries", "Give a BEIR folder")
    return queries


def _relevant(folder: Path, split: str, queries: dict[str, str]) -> Qrels:
    path = folder / "qrels" / f"{split}.tsv"
    relevant: Qrels = {}
    rows = csv.reader(_lines(path), delimiter="\t", quoting=csv.QUOTE_NONE)
    for number, row in enumerate(rows, start=1):
        where = f"{path.name}, line {number}"
        if not row or (number == 1 and row[-1:] == ["score"]):
            continue
        if len(row) != 3 or not re.fullmatch(r"-?\d+", row[2].strip()):
            raise UsageError(
                f"{where}: not a judgement: {row}", "query-id, corpus-id and score are expected"
            )
        query, document, score = (cell.strip() for cell in row)
        if query not in queries:
            raise UsageError(f"{where}: query '{query}' is not in queries.jsonl")
        if int(score) > 0:
            relevant.setdefault(query, {})[document] = where
    if not relevant:
        raise UsageError(f"{path.name}: names no relevant document", "Give another --split")
    return relevant


def _records(path: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(_lines(path), start=1):
        if line.strip():
            try:
                record = json.loads(line)
            except json.JSONDecodeError as error:
                raise UsageError(f"{path.name}, line {number}: not JSON: {error.msg}") from error
            if not isinstance(record, dict):
                raise UsageError(f"{path.name}, line {number}: not a JSON object")
            yield number, record


def _lines(path: Path) -> Iterator[str]:
    try:
        with path.open(encoding="utf-8-sig", newline="\n") as lines:
            yield from lines
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path}: cannot be read: {error}",
            "A BEIR folder holds corpus.jsonl, queries.jsonl and qrels/<split>.tsv",
        ) from error


def _text(record: dict[str, Any], name: str, where: str) -> str:
    value = record.get(name)
    if not isinstance(value, str) or not value.strip():
        raise UsageError(f"{where}: '{name}' is missing or empty", "See BEIR's format")
    return value
