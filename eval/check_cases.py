"""Hold the cases of a data set against the index they are asked of, before anything is run."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from index.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from app.retrieval import IndexPassageSource
    from eval.dataset import Case


def check_cases(cases: Sequence[Case], dataset: Path, source: IndexPassageSource) -> None:
    """Check that the index holds the gold documents and, in them, the gold spans.

    Raises:
        UsageError: it does not; line and id of the first such case are named, how many there are,
            and whether the index is older than the set.
    """
    paths = source.paths()
    _check_documents(cases, dataset, source, paths)
    _check_spans(cases, dataset, source, paths)


def _check_documents(
    cases: Sequence[Case], dataset: Path, source: IndexPassageSource, paths: set[str]
) -> None:
    missing = [
        (case, document)
        for case in cases
        for document in (*(case.documents if case.answerable else ()), *case.without)
        if document not in paths
    ]
    if missing:
        case, document = missing[0]
        count = len({document for _, document in missing})
        raise UsageError(
            f"{where(case, dataset)}: gold document {document} is not in the index"
            f"{_and_more(count, 'gold document')}",
            _remedy(dataset, source),
        )


def _check_spans(
    cases: Sequence[Case], dataset: Path, source: IndexPassageSource, paths: set[str]
) -> None:
    texts: dict[str, str] = {}
    lost: list[tuple[Case, str]] = []
    for case in (one for one in cases if one.spans and one.answerable):
        for document in case.documents:
            if document in paths and document not in texts:
                texts[document] = _squeezed(source.text_of(document))
        held = " ".join(texts.get(document, "") for document in case.documents)
        lost += [(case, span) for span in case.spans if _squeezed(span) not in held]
    if lost:
        case, span = lost[0]
        raise UsageError(
            f"{where(case, dataset)}: span {_short(span)!r} is not in the text of "
            f"{' or '.join(case.documents) or 'any document'}{_and_more(len(lost), 'span')}",
            _remedy(dataset, source),
        )


def where(case: Case, dataset: Path) -> str:
    """Return the place of a case in its data set, for an error."""
    line = f", line {case.line}" if case.line else ""
    return f"{dataset.name}{line} ({case.id})"


def _and_more(count: int, noun: str) -> str:
    return f" (one of {count} {noun}s that are missing)" if count > 1 else ""


def _remedy(dataset: Path, source: IndexPassageSource) -> str:
    created = datetime.fromisoformat(source.status().created)
    changed = datetime.fromtimestamp(dataset.stat().st_mtime, UTC)
    if created < changed:
        return (
            f"The index ({created:%Y-%m-%d %H:%M} UTC) is older than the set "
            f"({changed:%Y-%m-%d %H:%M} UTC): build it again with `make ingest`"
        )
    return (
        "Build the index from the folder that the data set refers to: "
        "python -m ingest build FOLDER --index DIR"
    )


def _squeezed(text: str) -> str:
    return " ".join(text.split())


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}..."
