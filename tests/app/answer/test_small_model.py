"""The whole path with a small real model, in this process and behind an HTTP server.

It writes badly: what it says wrong must not be shown, and what is shown must be proven.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.answer.prompts import HOSTED, LOCAL
from app.answering import generative_answerer, open_verifier
from app.chat_model.opening import open_chat_model
from app.chat_model.spec import ModelSpec
from tests.app.chat_model.models import FEW, small_model, small_model_path

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.answer.records import Answer
    from app.chat_model.chat import ChatModel
    from app.retrieval import IndexPassageSource

QUESTION = "What is SMOTE?"
WORDS = 40


@pytest.fixture
def in_process() -> ChatModel:
    return small_model()


@pytest.fixture(scope="module")
def over_http() -> Iterator[ChatModel]:
    """The same file, served by llama.cpp's own OpenAI-compatible server on loopback."""
    xllamacpp = pytest.importorskip("xllamacpp")
    parameters = xllamacpp.CommonParams()
    parameters.model.path = str(small_model_path())
    parameters.n_ctx, parameters.n_parallel, parameters.verbosity = 2048, 1, -1
    parameters.cpuparams.n_threads = FEW.threads
    parameters.hostnames = ["127.0.0.1"]
    parameters.port = 0
    server = xllamacpp.Server(parameters)
    environment = {"GROUNDWORK_MODEL_URL": f"{server.listening_address}/v1"}
    yield open_chat_model(ModelSpec("openai", "smollm2"), FEW, environment)
    del server


def require_proof(answer: Answer, source: IndexPassageSource) -> None:
    """Every sentence shown is verbatim, or supported by what it cites."""
    verifier = open_verifier(source)
    assert answer.sentences
    for sentence in answer.sentences:
        cited = [answer.source(citation.n).passage for citation in sentence.citations]
        assert cited
        if answer.fell_back:
            [citation] = sentence.citations
            assert cited[0].text[citation.start : citation.end] == sentence.text
        else:
            assert verifier.check(sentence.text, cited).verdict == "supported"


def test_a_local_model_streams_and_what_is_shown_is_proven(
    tiny_source: IndexPassageSource, in_process: ChatModel
) -> None:
    answerer = generative_answerer(in_process, tiny_source)
    answerer._style = replace(LOCAL, words=WORDS)
    steps = list(answerer.stream(QUESTION))
    assert len([step for step in steps if step.draft]) > 1
    require_proof(steps[-1].answer, tiny_source)
    stages = steps[-1].answer.stages
    assert stages["first token"] > 0
    assert stages["first shown"] >= 0


def test_a_served_model_streams_and_what_is_shown_is_proven(
    tiny_source: IndexPassageSource, over_http: ChatModel
) -> None:
    answerer = generative_answerer(over_http, tiny_source)
    answerer._style = replace(HOSTED, words=WORDS)
    answer = answerer.answer(QUESTION)
    require_proof(answer, tiny_source)
    assert answer.stages["first token"] > 0
    assert answer.asked_model == "openai:smollm2"
