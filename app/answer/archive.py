"""Keep an answer as JSON with the passages it cited: any re-ingestion leaves it whole."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from app.answer.records import (
    Answer,
    AnswerSentence,
    AnswerSource,
    CheckedSentence,
    Citation,
    RemovedSentence,
    Topic,
)
from app.surrogates import json_text
from index.records import Passage, Span

VERSION = 1


def dump(answer: Answer) -> str:
    """Return the answer as JSON text."""
    return json_text({"version": VERSION, **asdict(answer)})


def load(text: str) -> Answer:
    """Return the answer that `dump` wrote.

    Raises:
        ValueError: the text is not an archived answer of a known version.
    """
    record = json.loads(text)
    if not isinstance(record, dict) or record.pop("version", None) != VERSION:
        raise ValueError(f"not an archived answer of version {VERSION}")
    try:
        return _answer(record)
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"a damaged archived answer: {error!r}") from error


def _answer(record: dict[str, Any]) -> Answer:
    sources = (AnswerSource(s["n"], _passage(s["passage"])) for s in record["sources"])
    topics = (Topic(t["title"], tuple(t["heading_path"]), t["path"]) for t in record["topics"])
    rebuilt: dict[str, Any] = {
        "sentences": tuple(_sentence(one) for one in record["sentences"]),
        "sources": tuple(sources),
        "topics": tuple(topics),
        "retrieved": tuple(_passage(one) for one in record["retrieved"]),
        "missing_terms": tuple(record["missing_terms"]),
        "related": tuple(record.get("related", ())),
        "removed": tuple(_removed(one) for one in record.get("removed", ())),
        "checked": tuple(_checked(one) for one in record.get("checked", ())),
    }
    return Answer(**{**record, **rebuilt})


def _removed(record: dict[str, Any]) -> RemovedSentence:
    return RemovedSentence(record["text"], tuple(record["reasons"]), record["verdict"])


def _checked(record: dict[str, Any]) -> CheckedSentence:
    lists = {name: tuple(record[name]) for name in ("cited", "reasons")}
    return CheckedSentence(**{**record, **lists})


def _sentence(record: dict[str, Any]) -> AnswerSentence:
    citations = tuple(Citation(**one) for one in record.pop("citations"))
    return AnswerSentence(citations=citations, **record)


def _passage(record: dict[str, Any]) -> Passage:
    record = dict(record)
    record["sentences"] = tuple(Span(**one) for one in record["sentences"])
    for name in ("heading_path", "urls", "bullets", "sentence_scores", "asked_sentences"):
        record[name] = tuple(record.get(name, ()))
    return Passage(**record)
