"""What retrieval does, and with which weights."""

from __future__ import annotations

from dataclasses import dataclass

from index.duplicates import SAME_PASSAGE
from index.errors import UsageError


@dataclass(frozen=True, slots=True)
class RetrievalConfig:
    """The parts of retrieval and their weights; an evaluation can switch each off."""

    dense: bool = True
    lexical: bool = True
    dense_weight: float = 0.5
    """Weight of the dense ranks beside the lexical ones. All weights were set on two sets together,
    where broad ranges of them do equally well: the dev part of the golden questions over the notes,
    and 50 public questions over 12,000 pages of AWS."""
    lexical_weight: float = 1.0
    sentence_weight: float = 0.3
    """Weight of a third list: the found passages by their sentence nearest to the question; a
    passage that answers in one sentence may be about something else as a whole. 0 leaves it out."""
    asked_weight: float = 1.0
    """Weight of a fourth list, where a bank of questions lies beside the documents: passages by the
    likest question that they decide (see `index.asked`). 0 leaves the questions out."""
    heading_weight: float = 0.4
    """Weight of BM25 over heading paths beside BM25 over text; 0 leaves headings out."""
    document_weight: float = 0.6
    """Weight of BM25 over the whole page: of two like passages that on the right page wins."""
    depth: int = 100
    """Passages taken from each list before they are fused."""
    rrf_k: float = 10.0
    """Smaller than the paper's 60: with two lists only, the first ranks should outweigh."""
    aliases: bool = True
    alias_weight: float = 0.2
    """Weight of the other names' terms: enough to find a passage under either name, too little to
    drown what else the question says."""
    rerank_depth: int = 16
    """Passages at the head of the fused list that are ordered anew by their best sentence (see
    `index.rerank`); 0 leaves the fused order. Deeper changed nothing on the dev questions."""
    spelling: bool = True
    """Whether a word that nobody knows is read as the known word one slip away."""
    deduplicate: bool = True
    same_passage: float = SAME_PASSAGE

    def __post_init__(self) -> None:
        if not (self.dense or self.lexical):
            raise UsageError("retrieval needs the dense or the lexical part")
        if self.depth < 1:
            raise UsageError(f"depth must be at least 1, not {self.depth}")
        if self.rerank_depth < 0:
            raise UsageError(f"rerank_depth must not be negative, not {self.rerank_depth}")
