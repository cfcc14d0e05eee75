"""Data sets of questions, one JSON object a line, in the shape of the AWS Documentation QA set."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from index.errors import UsageError

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Case:
    """One question with what is known of its answer."""

    id: str
    question: str
    answer: str = ""
    document: str = ""
    """Path of the gold document below the ingested folder; empty when unknown."""
    spans: tuple[str, ...] = ()
    """Gold passages, verbatim from the document."""
    facts: tuple[tuple[str, ...], ...] = ()
    """Key facts, each as its aliases."""
    yes_no: str = ""
    answerable: bool = True
    earlier: tuple[str, ...] = ()
    """Earlier questions of the conversation, for a follow-up."""
    kind: str = ""
    """A label to report by: a domain, a set such as U1, a question kind."""
    split: str = ""
    """`dev` (thresholds may be set on it) or `test` (frozen)."""
    more_documents: tuple[str, ...] = ()
    """Further gold documents, where several answer the question."""
    without: tuple[str, ...] = ()
    """Documents that the index is asked without, so that the question loses its answer."""
    pooled: tuple[tuple[str, str], ...] | None = None
    """Document and span of further passages that answer, found by pooling (`eval.pooled`); None
    where nothing was pooled."""
    line: int = field(default=0, compare=False)
    """Line of the data set, for errors; 0 for a case that was derived from another."""

    @property
    def documents(self) -> tuple[str, ...]:
        """Return all gold documents."""
        return tuple(dict.fromkeys(one for one in (self.document, *self.more_documents) if one))


def load_cases(path: Path) -> list[Case]:
    """Read a data set.

    Raises:
        UsageError: the file is missing, empty, or a line is not a case; the line is named.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            f"{path}: cannot be read: {error}", "Give a JSONL file in UTF-8"
        ) from error
    cases: list[Case] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        case = _case(line, number, path.name)
        if case.id in seen:
            raise UsageError(
                f"{path.name}, line {number}: id '{case.id}' was used in line {seen[case.id]}",
                "Give every case an id of its own",
            )
        seen[case.id] = number
        cases.append(case)
    if not cases:
        raise UsageError(f"{path.name}: holds no cases", "One JSON object a line is expected")
    return cases


def _case(line: str, number: int, name: str) -> Case:
    where = f"{name}, line {number}"
    record = _record(line, where)
    for field_name in ("id", "question"):
        value = record.get(field_name)
        if not isinstance(value, str) or not value.strip():
            raise UsageError(
                f"{where}: '{field_name}' is missing or empty",
                "Every case needs an id and a question",
            )
    where = f"{where} ({record['id']})"
    yes_no = _text(record, "yes_no", where)
    return Case(
        id=record["id"],
        question=record["question"],
        answer=_text(record, "answer", where),
        document=_text(record, "document", where).strip(),
        spans=_texts(record, "spans", where),
        facts=tuple(_aliases(fact, where) for fact in _list(record, "facts", where)),
        yes_no="" if yes_no == "None" else yes_no,
        answerable=_is_answerable(record, where),
        earlier=_texts(record, "earlier", where),
        kind=_text(record, "kind", where),
        split=_text(record, "split", where),
        more_documents=_texts(record, "more_documents", where),
        without=_texts(record, "without", where),
        line=number,
    )


def _record(line: str, where: str) -> dict[str, Any]:
    try:
        record = json.loads(line)
    except json.JSONDecodeError as error:
        raise UsageError(
            f"{where}: not JSON: {error.msg}", "One JSON object a line is expected"
        ) from error
    if not isinstance(record, dict):
        raise UsageError(f"{where}: not a JSON object", "One JSON object a line is expected")
    return record


def _text(record: dict[str, Any], name: str, where: str) -> str:
    value = record.get(name)
    if value is not None and not isinstance(value, str):
        raise UsageError(f"{where}: '{name}' is not a text", f'Write "{name}": "..."')
    return value or ""


def _is_answerable(record: dict[str, Any], where: str) -> bool:
    value = record.get("answerable", True)
    if not isinstance(value, bool):
        raise UsageError(
            f"{where}: 'answerable' is neither true nor false", 'Write "answerable": false'
        )
    return value


def _list(record: dict[str, Any], name: str, where: str) -> list[Any]:
    value = record.get(name)
    if value is not None and not isinstance(value, list):
        raise UsageError(f"{where}: '{name}' is not a list", f'Write "{name}": ["..."]')
    return value or []


def _texts(record: dict[str, Any], name: str, where: str) -> tuple[str, ...]:
    values = _list(record, name, where)
    if not all(isinstance(value, str) for value in values):
        raise UsageError(f"{where}: '{name}' is not a list of texts", f'Write "{name}": ["..."]')
    return tuple(values)


def _aliases(fact: Any, where: str) -> tuple[str, ...]:
    if isinstance(fact, str):
        return (fact,)
    if isinstance(fact, list) and fact and all(isinstance(alias, str) for alias in fact):
        return tuple(fact)
    raise UsageError(
        f"{where}: a fact is neither a text nor a list of texts", 'Write "facts": [["25 MB"]]'
    )
