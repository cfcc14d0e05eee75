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
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, Protocol, Self, cast, get_args

import numpy as np

from index.embedding_model import EmbeddingModel
from index.encoder import Encoder, PassageVectors, TokenisedText, batches_by_length
from index.errors import UsageError
from index.precision import Precision, at_precision, fastest_precision

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from index.ranking import FloatArray
    from index.records import Span

PrecisionChoice = Literal["auto", "fp32", "bf16", "int8"]
OnBatch = Callable[[int, int], None]

BATCH_TOKENS = 2048
"""Tokens of one forward pass, padding included; its activations then fit the processor's cache.
Measured on two cores in texts of 186 tokens per second: 39 at 2,048, 35 at 4,096, 26 at 8,192."""
CALIBRATED_TEXTS = 1000
"""From this many texts at once on, the few seconds of choosing an arithmetic are won back."""
CACHED_QUESTIONS = 512
"""A page asks the same question several times while it is drawn; a vector takes 1.5 kB."""

__all__ = [
    "Embedder",
    "OnBatch",
    "PassageVectors",
    "Precision",
    "PrecisionChoice",
    "SentenceTransformerEmbedder",
]

_log = logging.getLogger(__name__)


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

    def is_word(self, word: str) -> bool:
        """Tell whether the model knows a lower-cased word as a whole."""


class SentenceTransformerEmbedder:
    """An `Embedder` over a sentence-transformers model."""

    def __init__(
        self,
        model: SentenceTransformer,
        source: EmbeddingModel,
        precision: PrecisionChoice = "fp32",
    ) -> None:
        self._encoder = Encoder(model)
        self._source = source
        self._wanted = precision
        self._precision: Precision = "fp32"
        self._passage_encoder = self._encoder
        if precision != "auto":
            self._precision = precision
            self._passage_encoder = at_precision(self._encoder, precision)
        self._lock = threading.Lock()
        self._cached_query = lru_cache(maxsize=CACHED_QUESTIONS)(self._encode_query)

    @classmethod
    def load(cls, model: str | None = None, precision: PrecisionChoice | None = None) -> Self:
        """Load the embedding model: a folder, the packaged weights, or a hub name if given.

        `model` defaults to the environment variable `GROUNDWORK_EMBEDDER`, then to the packaged
        all-MiniLM-L6-v2. `precision` defaults to `GROUNDWORK_PRECISION`, then to `auto`: the
        arithmetic for passages is chosen by measuring when the first large number of them comes.
        Questions always use 32-bit floats. Raises ModelMissingError when there is no model or its
        weights were altered, UsageError for an unknown precision.
        """
        source = EmbeddingModel.find(model)
        with _quiet_and_offline(offline=not source.from_hub):
            from sentence_transformers import SentenceTransformer

            loaded = SentenceTransformer(str(source.location), local_files_only=not source.from_hub)
        loaded.eval()
        if loaded.device.type == "cpu":
            _one_thread_each()
        _log.info("embedding model %s from %s", source.name, source.location)
        return cls(loaded, source, precision or _wanted_precision())

    @property
    def name(self) -> str:
        """The model's name, for people."""
        return self._source.name

    @property
    def dimension(self) -> int:
        """Length of each vector."""
        dimension = self._encoder.model.get_embedding_dimension()
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
        tokens = self._encoder.tokenise(texts)
        batches = list(batches_by_length([len(text.ids) for text in tokens], BATCH_TOKENS))
        done = 0
        with ThreadPoolExecutor(self._workers, initializer=_one_thread_each) as pool:
            encoder = pool.submit(self._chosen_encoder, tokens).result()

            def encode(batch: list[int]) -> PassageVectors:
                return encoder.encode([tokens[i] for i in batch], [spans[i] for i in batch])

            for batch, vectors in zip(batches, pool.map(encode, batches), strict=True):
                passages[batch] = vectors.passages
                start = 0
                for i in batch:
                    first, count = int(first_sentence[i]), len(spans[i])
                    sentences[first : first + count] = vectors.sentences[start : start + count]
                    start += count
                done += len(batch)
                if on_batch is not None:
                    on_batch(done, len(texts))
        return PassageVectors(passages, sentences)

    def embed_query(self, text: str) -> FloatArray:
        """Return the `(d,)` float32 unit vector of a question; repeated questions are cached."""
        return self._cached_query(text)

    def is_word(self, word: str) -> bool:
        """Tell whether the model knows a lower-cased word as a whole: it is one piece to it."""
        with self._lock:
            return self._encoder.is_one_piece(word)

    def _encode_query(self, text: str) -> FloatArray:
        with self._lock:
            tokens = self._encoder.tokenise([text])
            vector: FloatArray = self._encoder.encode(tokens, [()]).passages[0]
        vector.flags.writeable = False
        return vector

    def _chosen_encoder(self, texts: Sequence[TokenisedText]) -> Encoder:
        with self._lock:
            if self._wanted == "auto" and len(texts) >= CALIBRATED_TEXTS:
                self._precision, self._passage_encoder = fastest_precision(self._encoder, texts)
                self._wanted = self._precision
            return self._passage_encoder

    @property
    def _workers(self) -> int:
        """Forward passes that run side by side: one per processor, each on one thread.

        Two passes of one thread each finish sooner than two threads on one pass, which wait for
        each other after every layer; on a busy machine twice as soon.
        """
        return usable_processors() if self._encoder.model.device.type == "cpu" else 1


def usable_processors() -> int:
    """Return how many processors this process may run on."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _one_thread_each() -> None:
    import torch

    torch.set_num_threads(1)


def _wanted_precision() -> PrecisionChoice:
    """Return the arithmetic that the environment asks for. Raises UsageError for an unknown one."""
    wanted = os.environ.get("GROUNDWORK_PRECISION") or "auto"
    choices = get_args(PrecisionChoice)
    if wanted not in choices:
        raise UsageError(
            f"GROUNDWORK_PRECISION is '{wanted}'", f"Choose from: {', '.join(choices)}"
        )
    return cast("PrecisionChoice", wanted)


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
