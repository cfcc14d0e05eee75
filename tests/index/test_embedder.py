from __future__ import annotations

import shutil
import socket
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.embedder import SentenceTransformerEmbedder
from index.embedding_model import PACKAGED_NAME, PACKAGED_SHA256, WEIGHTS, EmbeddingModel
from index.encoder import batches_by_length, sentence_of_tokens
from index.errors import ModelMissingError
from index.records import Span

TEXTS = [
    "Endpoints\nAn endpoint serves requests. It scales out under load!",
    "Keys",
    "",
    "Long\n" + "A sentence about batch transform jobs is repeated here. " * 60,
]


def test_passage_vectors_equal_those_of_sentence_transformers(
    model: SentenceTransformerEmbedder,
) -> None:
    ours = model.embed_passages(TEXTS, [[] for _ in TEXTS]).passages
    theirs = model._encoder.model.encode(TEXTS, normalize_embeddings=True)
    np.testing.assert_allclose(ours, theirs, atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(ours, axis=1), 1.0, atol=1e-5)


def test_a_question_has_the_same_vector_as_a_passage(model: SentenceTransformerEmbedder) -> None:
    vector = model.embed_query(TEXTS[0])
    assert vector.shape == (384,)
    assert vector.dtype == np.float32
    theirs = model._encoder.model.encode(TEXTS[0], normalize_embeddings=True)
    np.testing.assert_allclose(vector, theirs, atol=1e-5)


def test_a_repeated_question_is_not_encoded_again(model: SentenceTransformerEmbedder) -> None:
    first = model.embed_query("a question asked twice")
    assert model.embed_query("a question asked twice") is first
    with pytest.raises(ValueError, match="read-only"):
        first[0] = 1.0


def test_a_sentence_vector_is_the_mean_of_its_tokens(model: SentenceTransformerEmbedder) -> None:
    text = "Endpoints\nAn endpoint serves requests. It scales out under load!"
    spans = [Span(10, 38), Span(39, 63)]
    found = model.embed_passages([text], [spans]).sentences
    features = model._encoder.model.tokenizer(
        text, return_offsets_mapping=True, return_tensors="pt"
    )
    offsets = features.pop("offset_mapping")[0].numpy()
    tokens = model._encoder.model[0](features)["token_embeddings"][0].detach().numpy()
    for row, span in zip(found, spans, strict=True):
        inside = (offsets[:, 0] >= span.start) & (offsets[:, 1] <= span.end) & (offsets[:, 1] > 0)
        mean = tokens[inside].mean(axis=0)
        np.testing.assert_allclose(row, mean / np.linalg.norm(mean), atol=1e-5)


def test_a_sentence_beyond_the_window_is_zero(model: SentenceTransformerEmbedder) -> None:
    text = TEXTS[3]
    spans = [Span(5, 60), Span(len(text) - 56, len(text) - 1)]
    found = model.embed_passages([text], [spans]).sentences
    assert np.linalg.norm(found[0]) == pytest.approx(1.0, abs=1e-5)
    assert not found[1].any()


def test_order_does_not_change_vectors(model: SentenceTransformerEmbedder) -> None:
    texts = [f"Text {'word ' * n}" for n in (3, 40, 1, 90, 7)]
    spans = [[Span(0, len(text))] for text in texts]
    forward = model.embed_passages(texts, spans)
    backward = model.embed_passages(texts[::-1], spans[::-1])
    np.testing.assert_allclose(forward.passages, backward.passages[::-1], atol=1e-5)
    np.testing.assert_allclose(forward.sentences, backward.sentences[::-1], atol=1e-5)


def test_progress_counts_every_text(model: SentenceTransformerEmbedder) -> None:
    seen: list[tuple[int, int]] = []
    model.embed_passages(TEXTS, [[] for _ in TEXTS], lambda done, total: seen.append((done, total)))
    assert seen[-1] == (4, 4)
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)


def test_nothing_gives_no_rows(model: SentenceTransformerEmbedder) -> None:
    assert model.embed_passages([], []).passages.shape == (0, 384)


def test_texts_and_spans_must_match(model: SentenceTransformerEmbedder) -> None:
    with pytest.raises(ValueError, match="2 texts but 1 lists"):
        model.embed_passages(["a", "b"], [[]])


def test_the_packaged_weights_are_found_and_named(model: SentenceTransformerEmbedder) -> None:
    assert model.name == PACKAGED_NAME
    assert model.model_hash == PACKAGED_SHA256
    assert model.dimension == 384


def test_a_folder_given_is_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "my-model"
    folder.mkdir()
    (folder / WEIGHTS).write_bytes(b"weights")
    assert EmbeddingModel.find(str(folder)).name == "my-model"
    monkeypatch.setenv("GROUNDWORK_EMBEDDER", str(folder))
    found = EmbeddingModel.find()
    assert found.location == str(folder)
    assert not found.from_hub


@pytest.mark.parametrize("wanted", ["/no/such/folder", "./nowhere", "~/nowhere/at/all"])
def test_a_missing_folder_is_said_plainly(wanted: str) -> None:
    with pytest.raises(ModelMissingError, match="no embedding model in"):
        EmbeddingModel.find(wanted)


def test_a_folder_without_weights_is_said_plainly(tmp_path: Path) -> None:
    with pytest.raises(ModelMissingError, match=r"has no model\.safetensors"):
        EmbeddingModel.find(str(tmp_path))


def test_only_a_name_given_on_purpose_may_use_the_hub() -> None:
    assert EmbeddingModel.find("some/model").from_hub
    assert not EmbeddingModel.find().from_hub


class _Distribution:
    """An installed package whose files lie elsewhere."""

    def __init__(self, path: Path) -> None:
        self.name = path.name
        self._path = path

    def locate(self) -> Path:
        return self._path


def test_altered_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    weights = tmp_path / WEIGHTS
    weights.write_bytes(b"not the official weights")
    monkeypatch.setattr("index.embedding_model.metadata.files", lambda _: [_Distribution(weights)])
    with pytest.raises(ModelMissingError, match=r"not the official ones.*force-reinstall"):
        EmbeddingModel.find()


def test_a_missing_package_is_said_plainly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("index.embedding_model.PACKAGE", "no-such-package-anywhere")
    with pytest.raises(ModelMissingError, match="not installed"):
        EmbeddingModel.find()


def test_loading_opens_no_connection(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a connection was opened")

    source = Path(EmbeddingModel.find().location)
    folder = tmp_path / "copy"
    shutil.copytree(source, folder)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    monkeypatch.delenv("HF_HUB_OFFLINE", raising=False)
    loaded = SentenceTransformerEmbedder.load(str(folder), precision="fp32")
    assert loaded.embed_query("offline").shape == (384,)


def test_tokens_belong_to_the_sentence_that_holds_them() -> None:
    offsets = np.array([(0, 0), (0, 3), (4, 6), (10, 12), (12, 14), (0, 0)])
    spans = [Span(0, 6), Span(10, 14)]
    assert sentence_of_tokens(offsets, spans).tolist() == [-1, 0, 0, 1, 1, -1]
    assert sentence_of_tokens(offsets, [Span(4, 12)]).tolist() == [-1, -1, 0, 0, -1, -1]


@given(st.lists(st.integers(1, 300), max_size=80), st.integers(50, 2000))
def test_batches_hold_each_text_once_within_the_budget(lengths: list[int], budget: int) -> None:
    batches = list(batches_by_length(lengths, budget))
    assert sorted(i for batch in batches for i in batch) == list(range(len(lengths)))
    for batch in batches:
        width = max(lengths[i] for i in batch)
        assert len(batch) == 1 or width * len(batch) <= budget
