"""The systems under test by name: each retrieval choice switched off or weighed anew, and plain."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import Any

from index.errors import UsageError
from index.retrieval_config import RetrievalConfig

DEFAULT = "fused"
PLAIN = "plain"
_ALIASES = {"extractive": DEFAULT}

VARIANTS: dict[str, tuple[str, dict[str, Any]]] = {
    DEFAULT: ("what the product does", {}),
    "dense": (
        "passages by meaning alone",
        {"lexical": False, "sentence_weight": 0.0, "asked_weight": 0.0, "rerank_depth": 0},
    ),
    "lexical": ("passages by words alone", {"dense": False, "rerank_depth": 0}),
    "no-questions": ("without written questions", {"asked_weight": 0.0}),
    "two-lists": (
        "meaning and words fused, nothing else",
        {"sentence_weight": 0.0, "asked_weight": 0.0, "rerank_depth": 0},
    ),
    "no-sentences": ("without the list by nearest sentence", {"sentence_weight": 0.0}),
    "no-headings": ("without BM25 over heading paths", {"heading_weight": 0.0}),
    "no-documents": ("without BM25 over whole pages", {"document_weight": 0.0}),
    "no-aliases": ("without the other names of a service", {"aliases": False}),
    "no-spelling": ("without reading misspelled words", {"spelling": False}),
    "no-rerank": ("without ordering the best passages anew", {"rerank_depth": 0}),
    "no-deduplicate": ("with near-copies of a passage", {"deduplicate": False}),
    "equal-weights": ("both lists weigh the same", {"dense_weight": 1.0}),
    "rrf-60": ("the constant of the paper on fusion", {"rrf_k": 60.0}),
    "depth-30": ("fewer passages of each list", {"depth": 30}),
}
"""What each variant is, and how its configuration differs from the product's."""


@dataclass(frozen=True, slots=True)
class System:
    """A system under test."""

    name: str
    config: RetrievalConfig | None
    """None for the plain pipeline, which retrieves on its own."""

    @property
    def is_plain(self) -> bool:
        """Whether it is the plain pipeline."""
        return self.config is None


def system(name: str) -> System:
    """Return a system by its name, or by `FIELD=VALUE[,FIELD=VALUE]` of the configuration.

    Raises:
        UsageError: there is no such system, field, or value.
    """
    name = _ALIASES.get(name, name)
    if name == PLAIN:
        return System(PLAIN, None)
    if name in VARIANTS:
        return System(name, replace(RetrievalConfig(), **VARIANTS[name][1]))
    if "=" in name:
        return System(name, replace(RetrievalConfig(), **_changes(name)))
    raise UsageError(
        f"Unknown system '{name}'",
        f"Choose from: {', '.join((*VARIANTS, PLAIN))}; or give FIELD=VALUE of the retrieval "
        "configuration, such as dense_weight=0.7",
    )


def _changes(text: str) -> dict[str, Any]:
    kinds = {field.name: type(field.default) for field in fields(RetrievalConfig)}
    changes: dict[str, Any] = {}
    for part in text.split(","):
        name, _, value = (piece.strip() for piece in part.partition("="))
        if name not in kinds:
            raise UsageError(f"Unknown field '{name}'", f"Choose from: {', '.join(kinds)}")
        changes[name] = _value(name, value, kinds[name])
    return changes


def _value(name: str, text: str, kind: type) -> bool | int | float:
    if kind is bool and text.lower() in ("true", "false"):
        return text.lower() == "true"
    try:
        if kind in (int, float):
            return int(text) if kind is int else float(text)
    except ValueError:
        pass
    raise UsageError(f"{name} cannot be '{text}'", f"Give a value of type {kind.__name__}")
