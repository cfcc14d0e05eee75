"""`python -m app quiz --origin model`: a model behind a real server writes, the gate decides."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from app.cli import main
from app.model_items import open_item_model, wished_passages
from app.practice.wish import Wish
from app.retrieval import IndexPassageSource
from app.settings import Settings
from index.errors import UsageError
from tests.app.chat_model.openai_server import Script, serving
from tests.app.practice.tiny_bank import BANK
from tests.app.practice.written.author import REPLIES, author, author_of_all
from tests.app.practice.written.library import build_options_index

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from index.embedder import Embedder

STEPS = (
    "Create the model of the shadow variant.",
    "Add the shadow variant to the endpoint configuration.",
    "Set the share of requests that is copied.",
)
ORDERING = {
    "stem": "Put the steps that start a shadow test of a second variant in the right order.",
    "steps": [{"text": step, "reason": step, "quote": step} for step in STEPS],
}
PATH = "domain3/shadow-tests.md"
ASKED = ("quiz", "--origin", "model", "--model", "openai:scripted", "--source", PATH)


@pytest.fixture
def script(monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    script = Script(write=author([ORDERING]))
    with serving(script) as address:
        monkeypatch.setenv("GROUNDWORK_BANK", str(BANK))
        monkeypatch.setenv("OPENAI_API_KEY", "sk-test-4f9a1c7b2e")
        monkeypatch.setenv("GROUNDWORK_MODEL_URL", address)
        monkeypatch.delenv("GROUNDWORK_MODEL", raising=False)
        yield script


@pytest.mark.usefixtures("script", "model_loaded_once")
def test_what_the_model_writes_is_given_out(
    tiny_index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = (*ASKED, "--type", "ordering", "--count", "2", "--json", "--key", "--seed", "1")
    assert main([*arguments, "--index", str(tiny_index)]) == 0
    printed = capsys.readouterr()
    [item] = json.loads(printed.out)["items"]
    assert item["origin"] == "model"
    assert [item["options"][k] for k in item["key"]] == list(STEPS)
    assert {evidence["path"] for evidence in item["evidence"]} == {PATH}
    assert "note: openai:scripted: 1 of " in printed.err


@pytest.mark.usefixtures("model_loaded_once")
def test_a_model_that_writes_nonsense_gives_one_clear_line(
    tiny_index: Path, script: Script, capsys: pytest.CaptureFixture[str]
) -> None:
    script.write = lambda _: "I would rather not."
    assert main([*ASKED, "--count", "1", "--index", str(tiny_index)]) == 1
    error = capsys.readouterr().err
    assert "openai:scripted wrote no question" in error
    assert "invalid reply" in error


@pytest.mark.usefixtures("model_loaded_once")
def test_a_case_study_is_given_out(
    tmp_path: Path, real_embedder: Embedder, script: Script, capsys: pytest.CaptureFixture[str]
) -> None:
    script.write = author_of_all
    index = build_options_index(tmp_path, real_embedder)
    asked = ("quiz", "--origin", "model", "--model", "openai:scripted", "--type", "case-study")
    assert main([*asked, "--count", "1", "--json", "--key", "--index", str(index)]) == 0
    printed = capsys.readouterr()
    [item] = json.loads(printed.out)["items"]
    assert (item["type"], item["origin"]) == ("case_study", "model")
    assert item["scenario"] == REPLIES["case_study"]["scenario"]
    keys = [part["options"][part["key"]] for part in item["questions"]]
    assert keys == ["An asynchronous endpoint", "100 MB"]
    assert "note: openai:scripted: 1 of 1 items kept" in printed.err


def test_without_a_model_it_says_how_to_name_one() -> None:
    with pytest.raises(UsageError, match="PROVIDER:MODEL"):
        open_item_model(Settings.from_environment({}))


def test_passages_are_those_that_the_wish_means(tiny_index: Path, real_embedder: Embedder) -> None:
    source = IndexPassageSource.open(tiny_index, real_embedder)
    assert {p.path for p in wished_passages(source, Wish(paths=(PATH,)))} == {PATH}
    assert {p.domain for p in wished_passages(source, Wish(domains=(1,)))} == {1}
    found = wished_passages(source, Wish(topic="shadow test"))
    assert PATH in {p.path for p in found}
    assert wished_passages(source, Wish(bullets=("9.9.k9",))) == []
