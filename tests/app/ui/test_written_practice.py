"""New questions by a chat model on the pages: offered, watched, kept over a refresh, or refused."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from streamlit.testing.v1 import AppTest

from app.settings import ROOT
from app.sitting import Sitting
from app.ui import services
from app.ui.model_choice import forget_opened_models
from tests.app.chat_model.openai_server import Script, serving
from tests.app.practice.written.author import author
from tests.app.test_model_items import ORDERING, PATH, STEPS
from tests.app.ui.conftest import SECONDS, ask, html
from tests.app.ui.practice import tab

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from app.store.quizzes import QuizStore

BADGE = "written by openai:scripted, checked"
LIMITS = "domain3/endpoint-limits.md"
"""A note whose table the factory can ask about too."""


@pytest.fixture
def script(practice_installation: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Script]:
    script = Script(write=author([ORDERING]))
    with serving(script) as address:
        monkeypatch.setenv("GROUNDWORK_MODEL_URL", address)
        monkeypatch.setenv("GROUNDWORK_MODEL", "openai:scripted")
        forget_opened_models()
        yield script
        run = services.run_board().running()
        if run is not None:
            run.stop()
            assert run.wait(SECONDS)


def choose_model(
    page: AppTest, count: int = 1, kind: str = "ordering", path: str = PATH
) -> AppTest:
    """Ask for questions by the model, of the type and on the document that the script knows."""
    page.segmented_control(key="well").set_value("model").run()
    page.pills(key="types").set_value([kind]).run()
    page.selectbox(key="document").set_value(path).run()
    page.segmented_control(key="count").set_value(count).run()
    assert not page.exception
    return page


def write(page: AppTest) -> AppTest:
    page.button(key="write").click().run()
    assert not page.exception
    return page


def written_out(page: AppTest) -> AppTest:
    """Wait for the end of the writing and draw the page again."""
    run = services.run_board().running()
    assert run is None or run.wait(SECONDS)
    page.run()
    assert not page.exception
    return page


def begun(page: AppTest) -> AppTest:
    """Wait until the model is at its first question, and draw the page again."""
    run = services.written().run(open_quiz(page))
    while run is not None and not (run.doing or run.ended):
        time.sleep(0.02)
        run = services.written().run(run.id)
    return page.run()


def open_quiz(page: AppTest) -> str:
    named = page.query_params["quiz"]
    return named if isinstance(named, str) else str(named[0])


def test_without_a_model_the_page_says_why_none_is_offered(practice: AppTest) -> None:
    assert len(practice.segmented_control(key="well").options) == 2
    assert "No chat model is chosen, so none can write new questions." in html(practice)


def test_a_wrong_name_is_said(practice_installation: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROUNDWORK_MODEL", "gpt-4o")
    page = tab()
    assert not page.exception
    assert len(page.segmented_control(key="well").options) == 2
    assert "names no chat model" in html(page)


def test_new_questions_are_written_answered_and_kept(script: Script, quizzes: QuizStore) -> None:
    page = written_out(write(choose_model(tab())))
    shown = html(page)
    assert ORDERING["stem"] in shown
    assert BADGE in shown
    assert "openai:scripted: asked " in shown
    found = Sitting.open(quizzes, open_quiz(page))
    assert found is not None
    assert found.current.item.origin == "model"
    again = tab(found.quiz.id)
    assert ORDERING["stem"] in html(again)
    assert BADGE in html(again)
    chooser = tab()
    chooser.segmented_control(key="well").set_value("model").run()
    assert "1 question kept from before fits." in html(chooser)
    assert not any(pills.key == "difficulties" for pills in chooser.pills)
    chooser.button(key="start").click().run()
    assert ORDERING["stem"] in html(chooser)
    assert open_quiz(chooser) != found.quiz.id


def test_a_refresh_while_it_writes_loses_nothing(script: Script) -> None:
    script.pause = 0.3
    page = begun(write(choose_model(tab())))
    assert "writes 1 new question, now an ordering question" in html(page)
    assert "Asked 1, kept 0, dropped 0, one is being written." in html(page)
    second = tab(open_quiz(page))
    assert "Asked " in html(second)
    script.pause = 0.0
    assert ORDERING["stem"] in html(written_out(second))


def test_the_writing_is_stopped(script: Script) -> None:
    script.endless, script.pause = True, 0.05
    page = begun(write(choose_model(tab())))
    page.button(key=f"stop_{open_quiz(page)}").click().run()
    shown = html(written_out(page))
    assert "No question was kept" in shown
    assert "Stopped; what was kept until then stays." in shown


def test_dropped_questions_are_counted_with_reasons_to_open(script: Script) -> None:
    lost = "Nobody ever wrote this down in any of the notes."
    steps = [{"text": step, "reason": step, "quote": lost} for step in STEPS]
    script.write = author([{**ORDERING, "steps": steps}])
    shown = html(written_out(write(choose_model(tab()))))
    assert "No question was kept" in shown
    assert "a quote stands in no passage word for word" in shown
    assert "Nobody ever wrote this" not in shown


@pytest.mark.parametrize("status", [401, 500])
def test_a_failing_model_gives_one_line_and_the_other_wells(
    script: Script, quizzes: QuizStore, status: int
) -> None:
    script.statuses = [status] * 9
    page = written_out(write(choose_model(tab(), kind="matching", path=LIMITS)))
    assert f"({status})" in html(page)
    assert page.button(key="instead_bank").label == "Take them from the bank"
    page.button(key="instead_factory").click().run()
    assert not page.exception
    found = Sitting.open(quizzes, open_quiz(page))
    assert found is not None
    assert found.current.item.origin == "factory"


def test_a_missing_key_is_said_before_anything_is_asked(
    script: Script, monkeypatch: pytest.MonkeyPatch, quizzes: QuizStore
) -> None:
    monkeypatch.delenv("GROUNDWORK_MODEL_URL")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    page = choose_model(tab(), kind="matching", path=LIMITS)
    write(page)
    assert "There is no key for openai." in html(page)
    page.button(key="instead_factory").click().run()
    assert not page.exception
    assert Sitting.open(quizzes, open_quiz(page)) is not None
    assert script.requests == []


def test_what_the_other_well_lacks_is_said(
    script: Script, monkeypatch: pytest.MonkeyPatch, quizzes: QuizStore
) -> None:
    monkeypatch.delenv("GROUNDWORK_MODEL_URL")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    page = choose_model(tab(), kind="case_study", path=LIMITS)
    write(page)
    page.button(key="instead_factory").click().run()
    assert not page.exception
    assert "endpoint-limits.md" in html(page)
    assert quizzes.quizzes() == []


@pytest.fixture
def chat(practice_installation: Path) -> AppTest:
    return AppTest.from_file(ROOT / "app" / "main.py", default_timeout=SECONDS).run()


def test_new_questions_are_asked_for_in_chat(
    script: Script, chat: AppTest, quizzes: QuizStore
) -> None:
    ask(chat, "write me a new ordering question about shadow tests")
    shown = html(written_out(chat))
    assert ORDERING["stem"] in shown
    assert BADGE in shown
    again = AppTest.from_file(ROOT / "app" / "main.py", default_timeout=SECONDS)
    again.query_params["c"] = chat.query_params["c"]
    assert ORDERING["stem"] in html(again.run())
    ask(again, "explain")
    assert "Add the shadow variant to the endpoint configuration." in html(again)
    assert len(quizzes.quizzes()) == 1


def test_chat_without_a_model_gives_other_questions_and_says_so(
    chat: AppTest, quizzes: QuizStore
) -> None:
    ask(chat, "quiz me on task 2.2 with new questions")
    shown = html(chat)
    assert "No chat model is chosen" in shown
    assert "These come from the bank and the text." in shown
    assert "A long training job on cheap capacity" in shown
    assert len(quizzes.quizzes()) == 1


def test_chat_with_a_failing_model_offers_other_questions(script: Script, chat: AppTest) -> None:
    script.statuses = [401] * 9
    ask(chat, "write me two new questions about shadow tests")
    page = written_out(chat)
    assert "(401)" in html(page)
    [instead] = [one for one in page.button if one.key.startswith("instead_")]
    instead.click().run()
    assert not page.exception
    assert html(page).count("gw-stem") >= 1
