"""One forward pass of the embedding model: vectors of texts and of the sentences inside them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import torch
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    from index.ranking import FloatArray
    from index.records import Span


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """The vectors of some passages and of all their sentences."""

    passages: FloatArray
    """`(n, d)` float32, unit rows."""
    sentences: FloatArray
    """`(m, d)` float32, unit rows in the order of the passages; zero beyond the token window."""


@dataclass(frozen=True, slots=True)
class TokenisedText:
    """Token numbers of one text, special tokens included, with the characters of each."""

    ids: list[int]
    offsets: NDArray[np.int64]
    """`(t, 2)` start and end of each token in the text; (0, 0) for special tokens."""


class Encoder:
    """Runs a sentence-transformers model on texts that are tokenised already."""

    def __init__(self, model: SentenceTransformer) -> None:
        self.model = model

    def is_one_piece(self, word: str) -> bool:
        """Tell whether the model's vocabulary holds a word whole."""
        return len(self.model.tokenizer.tokenize(word)) == 1

    def tokenise(self, texts: Sequence[str]) -> list[TokenisedText]:
        """Return the tokens of texts, cut at the model's window."""
        if not texts:
            return []
        encoded = self.model.tokenizer(
            [_encodable(text) for text in texts],
            truncation=True,
            max_length=self.model.max_seq_length,
            padding=False,
            return_offsets_mapping=True,
            return_attention_mask=False,
            return_token_type_ids=False,
        )
        return [
            TokenisedText(ids, np.asarray(offsets, dtype=np.int64).reshape(-1, 2))
            for ids, offsets in zip(encoded["input_ids"], encoded["offset_mapping"], strict=True)
        ]

    def encode(
        self, texts: Sequence[TokenisedText], spans: Sequence[Sequence[Span]]
    ) -> PassageVectors:
        """Encode one batch: the model's own pooling, and the mean of each sentence's tokens."""
        import torch

        width = max(len(text.ids) for text in texts)
        padding = int(self.model.tokenizer.pad_token_id or 0)
        ids = np.full((len(texts), width), padding, dtype=np.int64)
        mask = np.zeros((len(texts), width), dtype=np.int64)
        owner = np.full((len(texts), width), -1, dtype=np.int64)
        first = 0
        for row, (text, of_text) in enumerate(zip(texts, spans, strict=True)):
            length = len(text.ids)
            ids[row, :length] = text.ids
            mask[row, :length] = 1
            own = sentence_of_tokens(text.offsets, of_text)
            owner[row, :length] = np.where(own >= 0, own + first, -1)
            first += len(of_text)
        device = self.model.device
        with torch.inference_mode():
            features = self.model.forward(
                {
                    "input_ids": torch.from_numpy(ids).to(device),
                    "attention_mask": torch.from_numpy(mask).to(device),
                }
            )
            passages = torch.nn.functional.normalize(features["sentence_embedding"].float(), dim=1)
            tokens = features["token_embeddings"].float().reshape(-1, passages.shape[1])
            sentences = _mean_by_owner(
                tokens, torch.from_numpy(owner).reshape(-1).to(device), first
            )
        return PassageVectors(
            cast("FloatArray", passages.cpu().numpy()), cast("FloatArray", sentences.cpu().numpy())
        )


def sentence_of_tokens(offsets: NDArray[np.int64], spans: Sequence[Span]) -> NDArray[np.int64]:
    """Return for each token the number of the sentence that holds it, or -1.

    `offsets` is `(t, 2)`; `spans` are in order and do not overlap.
    """
    if not spans:
        return np.full(len(offsets), -1, dtype=np.int64)
    starts = np.array([span.start for span in spans], dtype=np.int64)
    ends = np.array([span.end for span in spans], dtype=np.int64)
    number = np.searchsorted(starts, offsets[:, 0], side="right") - 1
    inside = (number >= 0) & (offsets[:, 0] < ends[number]) & (offsets[:, 1] > offsets[:, 0])
    return np.where(inside, number, -1)


def batches_by_length(lengths: Sequence[int], budget: int) -> Iterator[list[int]]:
    """Yield positions in batches of like length, longest first, padded size within the budget.

    A single text longer than the budget is a batch of its own.
    """
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    batch: list[int] = []
    for position in order:
        if batch and (len(batch) + 1) * lengths[batch[0]] > budget:
            yield batch
            batch = []
        batch.append(position)
    if batch:
        yield batch


def _mean_by_owner(vectors: torch.Tensor, owner: torch.Tensor, count: int) -> torch.Tensor:
    import torch

    inside = owner >= 0
    sums = torch.zeros((count, vectors.shape[1]), dtype=vectors.dtype, device=vectors.device)
    sums.index_add_(0, owner[inside], vectors[inside])
    return torch.nn.functional.normalize(sums, dim=1)


def _encodable(text: str) -> str:
    """Return the text with lone surrogates, which no tokenizer takes, as question marks."""
    return text if text.isascii() else text.encode("utf-8", "replace").decode("utf-8")
