"""Which part of the index a search may use."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Filters:
    """Limits on the sources of a search. Empty fields do not limit; given ones all hold."""

    collections: tuple[str, ...] = ()
    """Collection names, e.g. `("corpus",)`."""
    paths: tuple[str, ...] = ()
    """Prefixes of source paths, e.g. `("domain3/",)`; any may match."""
    domains: tuple[int, ...] = ()
    tasks: tuple[str, ...] = ()
    exams: tuple[str, ...] = ()
    document_ids: tuple[str, ...] = ()
    without_paths: tuple[str, ...] = ()
    """Whole source paths; what a document at one of them says is found under no other path."""

    def __bool__(self) -> bool:
        return self != Filters()
