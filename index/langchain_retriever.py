"""The retriever as a LangChain `BaseRetriever`, so that any chain can use it."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever
from pydantic import ConfigDict

from index.filters import Filters
from index.retriever import Retriever  # noqa: TC001  (pydantic reads the annotation)

if TYPE_CHECKING:
    from langchain_core.callbacks import CallbackManagerForRetrieverRun

    from index.records import Passage


class GroundworkRetriever(BaseRetriever):
    """Returns passages as LangChain documents.

        retriever = GroundworkRetriever(retriever=Retriever.open(Path("index/data")), top_k=5)
        documents = retriever.invoke("When is asynchronous inference the answer?")

    `page_content` is the passage; `metadata` holds every other field of `index.records.Passage`,
    with sentence spans as `[start, end]` pairs.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    retriever: Retriever
    top_k: int = 10
    filters: Filters = Filters()

    def _get_relevant_documents(
        self,
        query: str,
        *,
        run_manager: CallbackManagerForRetrieverRun,  # noqa: ARG002
    ) -> list[Document]:
        passages = self.retriever.search(query, self.top_k, self.filters)
        return [
            Document(page_content=p.text, metadata=_metadata(p), id=p.chunk_id) for p in passages
        ]


def _metadata(passage: Passage) -> dict[str, Any]:
    fields = asdict(passage)
    del fields["text"]
    fields["sentences"] = [[span.start, span.end] for span in passage.sentences]
    return {name: list(v) if isinstance(v, tuple) else v for name, v in fields.items()}
