"""Turn passages, their sentences and questions into unit vectors.

Sentence vectors come from "late chunking" (M. Günther et al., "Late Chunking: Contextual Chunk
Embeddings Using Long-Context Embedding Models", 2024): the passage is encoded once, and each
sentence is the mean of its own token vectors, which have seen the whole passage. So a sentence
costs no pass of its own, neither at ingest nor when a question is asked.
"""

from __future__ import annotations

import logging
import os
import threading
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, Protocol, Self, cast

import numpy as np

from index.embedding_model import EmbeddingModel

if TYPE_CHECKING:
    import torch
    from numpy.typing import NDArray
    from sentence_transformers import SentenceTransformer

    from index.ranking import FloatArray
    from index.records import Span

Precision = Literal["fp32", "bf16", "int8"]
PrecisionChoice = Literal["auto", "fp32", "bf16", "int8"]
OnBatch = Callable[[int, int], None]

BATCH_TOKENS = 4096
"""Tokens of one forward pass, padding included. Texts of like length share a pass."""
CACHED_QUESTIONS = 512
"""A page asks the same question several times while it is drawn; a vector takes 1.5 kB."""

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class PassageVectors:
    """The vectors of some passages and of all their sentences."""

    passages: FloatArray
    """`(n, d)` float32, unit rows."""
    sentences: FloatArray
    """`(m, d)` float32, unit rows in the order of the passages; zero beyond the token window."""


class Embedder(Protocol):
    """Encodes passages and questions into one space of unit vectors."""

    @property
    def name(self) -> str:
        """The model's name, for people."""

    @property
    def dimension(self) -> int:
        """Length of each vector."""

    @property
    def model_hash(self) -> str:
        """SHA-256 of the weights; two models are the same exactly when it agrees."""

    @property
    def precision(self) -> str:
        """Arithmetic used for passages: `fp32`, `bf16` or `int8`."""

    def embed_passages(
        self,
        texts: Sequence[str],
        spans: Sequence[Sequence[Span]],
        on_batch: OnBatch | None = None,
    ) -> PassageVectors:
        """Return the vectors of texts and of the sentences at `spans` (offsets into each text)."""

    def embed_query(self, text: str) -> FloatArray:
        """Return the `(d,)` float32 unit vector of a question."""


class SentenceTransformerEmbedder:
    """An `Embedder` over a sentence-transformers model."""

    def __init__(
        self, model: SentenceTransformer, source: EmbeddingModel, precision: Precision = "fp32"
    ) -> None:
        self._model = model
        self._source = source
        self._precision: Precision = precision
        self._lock = threading.Lock()
        self._cached_query = lru_cache(maxsize=CACHED_QUESTIONS)(self._encode_query)

    @classmethod
    def load(cls, model: str | None = None, precision: PrecisionChoice = "auto") -> Self:
        """Load the embedding model: a folder, the packaged weights, or a hub name if given.

        `model` defaults to the environment variable `GROUNDWORK_EMBEDDER`, then to the packaged
        all-MiniLM-L6-v2. Raises ModelMissingError when there is none or its weights were altered.
        """
        source = EmbeddingModel.find(model)
        with _quiet_and_offline(offline=not source.from_hub):
            from sentence_transformers import SentenceTransformer

            loaded = SentenceTransformer(str(source.location), local_files_only=not source.from_hub)
        loaded.eval()
        if loaded.device.type == "cpu":
            _one_thread_each()
        _log.info("embedding model %s from %s", source.name, source.location)
        return cls(loaded, source, "fp32" if precision == "auto" else precision)

    @property
    def name(self) -> str:
        """The model's name, for people."""
        return self._source.name

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        dimension = self._model.get_embedding_dimension()
        if dimension is None:
            raise ValueError(f"the model {self.name} does not say the length of its vectors")
        return int(dimension)

    @property
    def model_hash(self) -> str:
        """SHA-256 of the weights."""
        return self._source.model_hash

    @property
    def precision(self) -> Precision:
        """Arithmetic used for passages."""
        return self._precision

    def embed_passages(
        self,
        texts: Sequence[str],
        spans: Sequence[Sequence[Span]],
        on_batch: OnBatch | None = None,
    ) -> PassageVectors:
        """Return the vectors of texts and of the sentences at `spans` (offsets into each text).

        `on_batch(done, total)` is called after each forward pass with counts of texts.
        """
        if len(texts) != len(spans):
            raise ValueError(f"{len(texts)} texts but {len(spans)} lists of sentence spans")
        first_sentence = np.concatenate(([0], np.cumsum([len(s) for s in spans], dtype=np.int64)))
        passages = np.zeros((len(texts), self.dimension), dtype=np.float32)
        sentences = np.zeros((int(first_sentence[-1]), self.dimension), dtype=np.float32)
        tokens = self._tokenise(texts)
        batches = list(batches_by_length([len(t.ids) for t in tokens], BATCH_TOKENS))

        def encode(batch: list[int]) -> tuple[FloatArray, FloatArray]:
            members = [tokens[i] for i in batch]
            owners = [
                sentence_of_tokens(t.offsets, spans[i]) for t, i in zip(members, batch, strict=True)
            ]
            return self._forward(members, owners, [len(spans[i]) for i in batch])

        done = 0
        with ThreadPoolExecutor(self._workers, initializer=_one_thread_each) as pool:
            for batch, (passage_rows, sentence_rows) in zip(
                batches, pool.map(encode, batches), strict=True
            ):
                passages[batch] = passage_rows
                start = 0
                for i in batch:
                    first, count = int(first_sentence[i]), len(spans[i])
                    sentences[first : first + count] = sentence_rows[start : start + count]
                    start += count
                done += len(batch)
                if on_batch is not None:
                    on_batch(done, len(texts))
        return PassageVectors(passages, sentences)

    def embed_query(self, text: str) -> FloatArray:
        """Return the `(d,)` float32 unit vector of a question; repeated questions are cached."""
        return self._cached_query(text)

    def _encode_query(self, text: str) -> FloatArray:
        with self._lock:
            members = self._tokenise([text])
            vector, _ = self._forward(members, [np.full(len(members[0].ids), -1)], [0])
        question: FloatArray = vector[0]
        question.flags.writeable = False
        return question

    def _tokenise(self, texts: Sequence[str]) -> list[TokenisedText]:
        if not texts:
            return []
        encoded = self._model.tokenizer(
            list(texts),
            truncation=True,
            max_length=self._model.max_seq_length,
            padding=False,
            return_offsets_mapping=True,
            return_attention_mask=False,
            return_token_type_ids=False,
        )
        return [
            TokenisedText(ids, np.asarray(offsets, dtype=np.int64).reshape(-1, 2))
            for ids, offsets in zip(encoded["input_ids"], encoded["offset_mapping"], strict=True)
        ]

    def _forward(
        self,
        members: Sequence[TokenisedText],
        owners: Sequence[NDArray[np.int64]],
        sentence_counts: Sequence[int],
    ) -> tuple[FloatArray, FloatArray]:
        import torch

        width = max(len(member.ids) for member in members)
        ids = torch.full((len(members), width), self._padding_id, dtype=torch.long)
        mask = torch.zeros((len(members), width), dtype=torch.long)
        owner = torch.full((len(members), width), -1, dtype=torch.long)
        first = 0
        for row, (member, own, count) in enumerate(
            zip(members, owners, sentence_counts, strict=True)
        ):
            length = len(member.ids)
            ids[row, :length] = torch.tensor(member.ids)
            mask[row, :length] = 1
            owner[row, :length] = torch.from_numpy(np.where(own >= 0, own + first, -1))
            first += count
        device = self._model.device
        with torch.inference_mode():
            features = self._model.forward(
                {"input_ids": ids.to(device), "attention_mask": mask.to(device)}
            )
            passages = features["sentence_embedding"].float()
            passages = torch.nn.functional.normalize(passages, dim=1)
            token_vectors = features["token_embeddings"].float().reshape(-1, passages.shape[1])
            sentences = _mean_by_owner(token_vectors, owner.reshape(-1).to(device), first)
        return (
            cast("FloatArray", passages.cpu().numpy()),
            cast("FloatArray", sentences.cpu().numpy()),
        )

    @property
    def _workers(self) -> int:
        """Forward passes that run side by side: one per processor, each on one thread.

        Two passes of one thread each finish sooner than two threads on one pass, which wait for
        each other after every layer; on a busy machine twice as soon.
        """
        return usable_processors() if self._model.device.type == "cpu" else 1

    @property
    def _padding_id(self) -> int:
        return int(self._model.tokenizer.pad_token_id or 0)


@dataclass(frozen=True, slots=True)
class TokenisedText:
    """Token numbers of one text, special tokens included, with the characters of each."""

    ids: list[int]
    offsets: NDArray[np.int64]
    """`(t, 2)` start and end of each token in the text; (0, 0) for special tokens."""


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


def usable_processors() -> int:
    """Return how many processors this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _one_thread_each() -> None:
    import torch

    torch.set_num_threads(1)


@contextmanager
def _quiet_and_offline(offline: bool) -> Iterator[None]:
    """Load without network calls, progress bars and advice on stderr; restore settings after."""
    wanted = {"TOKENIZERS_PARALLELISM": os.environ.get("TOKENIZERS_PARALLELISM", "true")}
    if offline:
        wanted |= {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
    before = {name: os.environ.get(name) for name in wanted}
    os.environ.update(wanted)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import huggingface_hub.constants
            from transformers.utils import logging as transformers_logging

            was_offline = huggingface_hub.constants.HF_HUB_OFFLINE
            huggingface_hub.constants.HF_HUB_OFFLINE = offline or was_offline
            transformers_logging.set_verbosity_error()
            transformers_logging.disable_progress_bar()
            try:
                yield
            finally:
                huggingface_hub.constants.HF_HUB_OFFLINE = was_offline
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
