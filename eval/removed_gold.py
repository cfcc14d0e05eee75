"""U3: questions on topic whose gold page is taken out of the index when they are asked."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eval.dataset import Case


def without_gold(cases: Iterable[Case]) -> list[Case]:
    """Return the cases that have gold documents as cases that must be refused without them."""
    return [
        replace(
            case,
            id=f"u3-{case.id}",
            answer="",
            document="",
            more_documents=(),
            spans=(),
            facts=(),
            yes_no="",
            answerable=False,
            kind="U3",
            without=_answering(case),
            pooled=None,
            line=0,
        )
        for case in cases
        if case.documents and case.answerable
    ]


def _answering(case: Case) -> tuple[str, ...]:
    """Return every document known to answer: the gold ones, and those that pooling found."""
    pooled = (document for document, _ in case.pooled or ())
    return tuple(dict.fromkeys((*case.documents, *pooled)))
