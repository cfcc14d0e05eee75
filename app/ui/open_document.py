"""Which document is open on the Sources page, and where: both stand in the address."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

DOCUMENT, PLACE = "doc", "at"


@dataclass(frozen=True, slots=True)
class OpenDocument:
    """A document and a span of its text; an empty span marks nothing."""

    id: str
    start: int = 0
    end: int = 0


def opened() -> OpenDocument | None:
    """Return what the address says, leaving out what cannot be a place."""
    document_id = st.query_params.get(DOCUMENT)
    if not document_id:
        return None
    first, _, last = st.query_params.get(PLACE, "").partition("-")
    start = int(first) if first.isdecimal() else 0
    return OpenDocument(document_id, start, int(last) if last.isdecimal() else start)


def open_document(document_id: str, start: int = 0, end: int = 0) -> None:
    """Open a document at a place (for callbacks)."""
    st.query_params[DOCUMENT] = document_id
    st.query_params[PLACE] = f"{start}-{end}"


def close_document() -> None:
    """Go back to the list (for callbacks)."""
    st.query_params.pop(DOCUMENT, None)
    st.query_params.pop(PLACE, None)
