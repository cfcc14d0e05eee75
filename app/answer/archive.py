"""Keep an answer as JSON with the passages it cited, so that it can be shown whole after any re-ingestion."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from app.answer.records import Answer, AnswerSentence, AnswerSource, Citation, Topic
from index.records import Passage, Span

VERSION = 1


def dump(answer: Answer) -> str:
    """Return the answer as JSON text."""
    return json.dumps({"version": VERSION, **asdict(answer)}, ensure_ascii=False)


def load(text: str) -> Answer:
    """Return the answer that `dump` wrote.

    Raises:
        ValueError: the text is not an archived answer of a known version.
    """
    record = json.loads(text)
    if not isinstance(record, dict) or record.pop("version", None) != VERSION:
        raise ValueError("not an archived answer of version 1")
    record["sentences"] = tuple(_sentence(one) for one in record["sentences"])
    record["sources"] = tuple(
        AnswerSource(s["n"], _passage(s["passage"])) for s in record["sources"]
    )
    record["topics"] = tuple(
        Topic(t["title"], tuple(t["heading_path"]), t["path"]) for t in record["topics"]
    )
    record["retrieved"] = tuple(_passage(one) for one in record["retrieved"])
    record["missing_terms"] = tuple(record["missing_terms"])
    return Answer(**record)


def _sentence(record: dict[str, Any]) -> AnswerSentence:
    citations = tuple(Citation(**one) for one in record.pop("citations"))
    return AnswerSentence(citations=citations, **record)


def _passage(record: dict[str, Any]) -> Passage:
    record = dict(record)
    record["sentences"] = tuple(Span(**one) for one in record["sentences"])
    for name in ("heading_path", "urls", "bullets", "sentence_scores"):
        record[name] = tuple(record[name])
    return Passage(**record)
