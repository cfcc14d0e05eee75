from __future__ import annotations

import json
from typing import TYPE_CHECKING

from index.filters import Filters
from index.langchain_retriever import GroundworkRetriever
from index.retriever import Retriever
from tests.index.hashing_embedder import HashingEmbedder

if TYPE_CHECKING:
    from pathlib import Path


def test_passages_become_documents_with_metadata(root: Path) -> None:
    retriever = GroundworkRetriever(retriever=Retriever.open(root, HashingEmbedder()), top_k=2)
    documents = retriever.invoke("asynchronous payloads")
    assert len(documents) == 2
    first = documents[0]
    assert first.page_content.startswith("Asynchronous inference queues requests")
    assert first.metadata["path"] == "domain3/endpoints.md"
    assert first.metadata["heading_path"] == ["Choosing an endpoint", "Asynchronous inference"]
    start, end = first.metadata["sentences"][1]
    assert first.page_content[start:end].startswith("An asynchronous endpoint")
    assert first.id == first.metadata["chunk_id"]
    json.dumps(first.metadata)


def test_filters_apply(root: Path) -> None:
    retriever = GroundworkRetriever(
        retriever=Retriever.open(root, HashingEmbedder()), filters=Filters(domains=(1,))
    )
    assert {d.metadata["domain"] for d in retriever.invoke("payloads")} == {1}
