"""A run of writing in the background: kept at once, counted, stopped, and never lost."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app import sitting as taking
from app.answer.verify.verifier import Verifier
from app.item_run import STOPPED, Commission, ItemRun, RunBoard
from app.practice.export import export
from app.practice.wish import Wish
from app.question_room import QuestionRoom, written_pool
from app.retrieval import IndexPassageSource
from app.settings import ROOT, Settings
from app.sitting import Sitting
from index.errors import UsageError
from tests.app.chat_model.models import scripted_model
from tests.app.chat_model.openai_server import Script
from tests.app.practice.written.author import CHOICE, NOTE, REPLIES, author_of_all
from tests.app.practice.written.bench import ROOMY
from tests.app.practice.written.library import build_options_index, commission

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.chat_model.chat import ChatModel
    from app.store.written import WritingRun
    from index.embedder import Embedder

SECONDS = 300
"""Far more than a run takes; a busy machine is no failure."""


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory, real_embedder: Embedder) -> IndexPassageSource:
    folder = build_options_index(tmp_path_factory.mktemp("options"), real_embedder)
    return IndexPassageSource.open(folder, real_embedder)


@pytest.fixture(scope="module")
def verifier() -> Verifier:
    return Verifier.load(ROOT / "corpus" / "aliases.toml")


@pytest.fixture
def script() -> Script:
    return Script(write=author_of_all)


@pytest.fixture
def model(script: Script) -> Iterator[ChatModel]:
    with scripted_model(script, replace(ROOMY, retries=0)) as opened:
        yield opened


@pytest.fixture
def order(
    tmp_path: Path, source: IndexPassageSource, model: ChatModel, verifier: Verifier
) -> Commission:
    """One ordering question; the quickest to write."""
    return commission(tmp_path, source, model, verifier, Wish(types=("ordering",)))


def run_to_end(order: Commission) -> WritingRun:
    """Let the model write, and return how it went."""
    run = ItemRun(order)
    run.start()
    assert run.wait(SECONDS)
    found = order.written.run(run.id)
    assert found is not None
    assert found.ended is not None
    assert found.doing == ""
    return found


def asking(kind: str, order: Commission) -> Commission:
    return replace(order, wish=replace(order.wish, types=(kind,)))


@pytest.mark.parametrize("kind", list(REPLIES))
def test_every_type_is_kept_and_asked(kind: str, order: Commission) -> None:
    run = run_to_end(asking(kind, order))
    assert (run.kept, run.dropped_parts, run.problem, run.model) == (1, {}, "", "openai:scripted")
    assert run.tried == 1 + sum(run.dropped.values())
    found = Sitting.open(order.quizzes, run.id)
    assert found is not None
    [item] = found.items
    assert (item.type, item.origin, item.author) == (kind, "model", "openai:scripted")
    assert len(found.steps) == (2 if kind == "case_study" else 1)
    assert len(order.written.archives()) == 1


def test_what_is_kept_can_be_answered_disputed_and_asked_again(
    order: Commission, source: IndexPassageSource
) -> None:
    run = run_to_end(order)
    found = Sitting.open(order.quizzes, run.id)
    assert found is not None
    step = found.current
    assert taking.answer(order.quizzes, found, step, step.question.key, "sure").correct
    again = Sitting.open(order.quizzes, run.id)
    assert again is not None
    assert again.current.attempt is not None
    room = QuestionRoom.open(source, Settings.from_environment({}))
    room = room.with_written(written_pool(order.written.archives(), source))
    wish = Wish(origins=("model",))
    assert [item.id for item in room.catalogue_for(wish, 1).matching(wish)] == [step.item.id]
    assert room.item(step.item.id) is not None
    packed = json.loads(export(room.catalogue_for(wish, 0).matching(wish), "json"))
    assert [item["origin"] for item in packed["items"]] == ["model"]
    assert room.catalogue_for(Wish(origins=("bank",)), 1).matching(wish) == []


def test_what_the_sources_lost_is_kept_out(
    order: Commission, tmp_path: Path, real_embedder: Embedder
) -> None:
    run_to_end(order)
    changed = NOTE.replace("names the model.", "names the model and its variants.")
    index = build_options_index(tmp_path / "changed", real_embedder, changed)
    pool = written_pool(order.written.archives(), IndexPassageSource.open(index, real_embedder))
    assert pool.items == ()
    [out] = pool.quarantined
    assert out.lost == ("2. Create an endpoint configuration that names the model.",)


def test_a_run_goes_on_until_enough_are_kept_and_counts_what_is_dropped(order: Commission) -> None:
    run = run_to_end(replace(order, wanted=2))
    assert run.kept == 1
    assert run.tried == run.kept + sum(run.dropped.values())
    assert set(run.dropped) <= {"near duplicate", "no fit passage", "quote not found"}


def test_what_exists_already_is_not_written_again(order: Commission) -> None:
    run = run_to_end(replace(order, existing=(REPLIES["ordering"]["stem"],)))
    assert run.kept == 0
    assert Sitting.open(order.quizzes, run.id) is None
    assert order.written.archives() == []


def test_it_stops_in_the_middle_of_a_reply(order: Commission, script: Script) -> None:
    script.endless = True
    script.pause = 0.05
    run = ItemRun(order)
    run.start()
    while not script.requests:
        assert not run.wait(0.02)
    run.stop()
    assert run.wait(SECONDS)
    found = order.written.run(run.id)
    assert found is not None
    assert (found.tried, found.kept, found.problem) == (1, 0, STOPPED)
    assert found.ended


@pytest.mark.parametrize(("status", "words"), [(401, "(401)"), (404, "(404)"), (500, "(500)")])
def test_a_model_that_refuses_ends_the_run_in_one_line(
    order: Commission, script: Script, status: int, words: str
) -> None:
    script.statuses = [status] * 9
    run = run_to_end(order)
    assert words in run.problem
    assert "\n" not in run.problem
    assert (run.tried, run.kept, run.dropped) == (1, 0, {"model failed": 1})


def test_a_model_that_is_silent_ends_the_run(
    tmp_path: Path, source: IndexPassageSource, verifier: Verifier, script: Script
) -> None:
    script.silent_after = 3
    with scripted_model(script, replace(ROOMY, timeout=1.5, retries=0)) as silent:
        wish = Wish(types=("ordering",))
        run = run_to_end(commission(tmp_path, source, silent, verifier, wish))
    assert run.problem in (
        "openai:scripted was silent for 1.5 s",
        "openai:scripted did not answer in time",
    )
    assert (run.kept, run.dropped) == (0, {"model failed": 1})


def test_replies_that_cannot_be_read_end_the_run(order: Commission, script: Script) -> None:
    script.write = lambda _: "I would rather not."
    run = run_to_end(replace(asking("multiple_choice", order), wanted=5))
    assert run.kept == 0
    assert set(run.dropped) == {"invalid reply"}
    assert run.dropped["invalid reply"] <= 3


def test_a_finished_quiz_is_not_begun_again(order: Commission) -> None:
    run = run_to_end(order)
    found = Sitting.open(order.quizzes, run.id)
    assert found is not None
    taking.finish(order.quizzes, found)
    assert not order.quizzes.append(run.id, [taking.new_item(found.items[0], 1)])
    assert not order.quizzes.append("nothing", [])


def test_one_run_at_a_time(order: Commission, script: Script) -> None:
    script.endless = True
    script.pause = 0.05
    board = RunBoard()
    run = board.post(order)
    assert board.running() is run
    assert board.running(run.id) is run
    assert board.running("another") is None
    with pytest.raises(UsageError, match="still writing"):
        board.post(order)
    run.stop()
    assert run.wait(SECONDS)
    assert board.running() is None
    assert CHOICE["stem"] not in str(script.requests)
