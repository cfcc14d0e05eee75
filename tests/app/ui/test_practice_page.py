"""The Practice page without a browser: choose, answer, reveal, refresh, finish, dispute."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.practice.records import Question
from app.sitting import Sitting
from tests.app.ui.conftest import html
from tests.app.ui.practice import tab

if TYPE_CHECKING:
    from pathlib import Path

    import pytest
    from streamlit.testing.v1 import AppTest

    from app.sitting import Step
    from app.store.disputes import DisputeStore
    from app.store.quizzes import QuizStore


def begin(app: AppTest, *, kind: str = "", task: str = "", mode: str = "study") -> AppTest:
    """Choose and start a quiz."""
    if kind:
        app.pills(key="types").set_value([kind]).run()
    if task:
        app.selectbox(key="place").set_value(task).run()
    if mode != "study":
        app.segmented_control(key="mode").set_value(mode).run()
    app.button(key="start").click().run()
    assert not app.exception
    return app


def open_quiz(app: AppTest) -> str:
    """Return the id of the quiz that the address names."""
    named = app.query_params["quiz"]
    return named if isinstance(named, str) else str(named[0])


def shown(app: AppTest, store: QuizStore) -> tuple[Sitting, Step]:
    """Return the quiz that is open, and its question."""
    found = Sitting.open(store, open_quiz(app))
    assert found is not None
    return found, found.current


def names(found: Sitting, step: Step) -> str:
    return f"{found.quiz.id[:12]}_{step.question.id}"


def press(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def choose(app: AppTest, store: QuizStore, place: int) -> AppTest:
    found, step = shown(app, store)
    app.radio(key=f"choice_{names(found, step)}").set_value(place).run()
    assert not app.exception
    return app


def hand_in(app: AppTest, store: QuizStore, confidence: str = "sure") -> AppTest:
    found, step = shown(app, store)
    return press(app, f"{confidence}_{names(found, step)}")


def test_choice_says_how_many_questions_there_are(practice: AppTest) -> None:
    assert not practice.exception
    assert practice.title[0].value == "Practice"
    assert "9 questions, each with its proof" in html(practice)
    practice.pills(key="difficulties").set_value(["hard"]).run()
    assert "2 questions fit; you get these 2." in html(practice)
    practice.pills(key="types").set_value(["ordering"]).run()
    assert "No question fits. Take a limit away." in html(practice)
    assert practice.button(key="start").disabled


def test_choice_is_answered_and_explained(practice: AppTest, quizzes: QuizStore) -> None:
    begin(practice, task="2.2")
    found, step = shown(practice, quizzes)
    assert practice.button(key=f"sure_{names(found, step)}").disabled
    assert "<mark>" not in html(practice)
    choose(practice, quizzes, 1)
    hand_in(practice, quizzes)
    page = html(practice)
    assert "Not right. The answer is" in page
    assert "You were sure: worth reading the quote below." in page
    assert "<mark>can be interrupted</mark>" in page
    assert "Why it is right" in page
    assert "Why the others are wrong" in page
    assert "so the script writes checkpoints to S3" in page
    assert 'href="sources?doc=' in page
    attempt = quizzes.quiz(found.quiz.id).attempts["t-spot"]  # type: ignore[union-attr]
    assert (attempt.response, attempt.correct, attempt.confidence) == ((1,), False, "sure")


def test_refresh_keeps_choice_and_order_and_the_reveal(
    practice: AppTest, quizzes: QuizStore
) -> None:
    begin(practice, task="2.2")
    choose(practice, quizzes, 2)
    found, step = shown(practice, quizzes)
    again = tab(found.quiz.id)
    radio = again.radio(key=f"choice_{names(found, step)}")
    assert radio.value == 2
    assert radio.options == practice.radio(key=f"choice_{names(found, step)}").options
    hand_in(again, quizzes, "guess")
    third = tab(found.quiz.id)
    assert "Not right. The answer is" in html(third)
    assert "You guessed." in html(third)


def test_second_tab_cannot_grade_again(practice: AppTest, quizzes: QuizStore) -> None:
    begin(practice, task="2.2")
    choose(practice, quizzes, 1)
    found, step = shown(practice, quizzes)
    second = tab(found.quiz.id)
    second.radio(key=f"choice_{names(found, step)}").set_value(0).run()
    hand_in(second, quizzes, "sure")
    assert "Right." in html(second)
    hand_in(practice, quizzes, "guess")
    assert "Right." in html(practice)
    quiz = quizzes.quiz(found.quiz.id)
    assert quiz is not None
    assert quiz.attempts["t-spot"].confidence == "sure"
    assert len(quizzes.pasts()) == 1


def test_choose_two_is_enforced_and_said(practice: AppTest, quizzes: QuizStore) -> None:
    begin(practice, kind="multiple_response")
    found, step = shown(practice, quizzes)
    name = names(found, step)
    assert "Choose TWO." in html(practice)
    practice.checkbox(key=f"box_{name}_1").check().run()
    assert "Choose two; you have one." in html(practice)
    assert practice.button(key=f"sure_{name}").disabled
    practice.checkbox(key=f"box_{name}_0").check().run()
    practice.checkbox(key=f"box_{name}_2").check().run()
    assert "You have chosen three: take away 1." in html(practice)
    assert practice.button(key=f"sure_{name}").disabled
    practice.checkbox(key=f"box_{name}_0").uncheck().run()
    hand_in(practice, quizzes, "unsure")
    assert "Right. The answers are" in html(practice)


def test_steps_are_taken_moved_and_removed(practice: AppTest, quizzes: QuizStore) -> None:
    begin(practice, kind="ordering")
    found, step = shown(practice, quizzes)
    name = names(found, step)
    for place in (1, 0, 3):
        press(practice, f"take_{name}_{place}")
    assert shown(practice, quizzes)[1].response == (1, 0, 3)
    assert practice.button(key=f"take_{name}_2").disabled
    press(practice, f"up_{name}_0")
    press(practice, f"remove_{name}_3")
    assert practice.button(key=f"sure_{name}").disabled
    press(practice, f"take_{name}_2")
    assert shown(practice, quizzes)[1].response == (0, 1, 2)
    hand_in(practice, quizzes)
    page = html(practice)
    assert "Right. The order is" in page
    assert "What does not belong" in page


def test_wrong_order_earns_nothing_and_says_so(practice: AppTest, quizzes: QuizStore) -> None:
    begin(practice, kind="ordering")
    name = names(*shown(practice, quizzes))
    for place in (0, 2, 1):
        press(practice, f"take_{name}_{place}")
    hand_in(practice, quizzes)
    page = html(practice)
    assert "One of three steps in their place right; the exam gives no credit for a part." in page
    assert "you put it third" in page


def test_prompts_are_matched(practice: AppTest, quizzes: QuizStore) -> None:
    begin(practice, kind="matching")
    name = names(*shown(practice, quizzes))
    practice.selectbox(key=f"match_{name}_0").set_value(0).run()
    assert "2 of 3 prompts are open." in html(practice)
    practice.selectbox(key=f"match_{name}_1").set_value(2).run()
    practice.selectbox(key=f"match_{name}_2").set_value(2).run()
    hand_in(practice, quizzes)
    page = html(practice)
    assert "Two of three pairs right" in page
    assert "What fits no prompt" in page


def test_case_study_is_answered_part_by_part(practice: AppTest, quizzes: QuizStore) -> None:
    begin(practice, kind="case_study")
    found, step = shown(practice, quizzes)
    assert len(found.steps) == 2
    assert "An insurer trains a claims model" in html(practice)
    choose(practice, quizzes, 0)
    hand_in(practice, quizzes)
    assert "<mark>pays nothing for idle hours</mark>" in html(practice)
    press(practice, f"next_{names(found, step)}")
    assert "Case study, question 2 of 2" in html(practice)
    assert "An insurer trains a claims model" in html(practice)


def test_quiz_mode_tells_nothing_before_the_end(practice: AppTest, quizzes: QuizStore) -> None:
    begin(practice, kind="case_study", mode="quiz")
    found, first = shown(practice, quizzes)
    choose(practice, quizzes, 0)
    hand_in(practice, quizzes, "sure")
    assert "Right." not in html(practice)
    _, second = shown(practice, quizzes)
    assert second.question.id != first.question.id
    press(practice, f"flag_{names(found, second)}")
    press(practice, f"end_{names(found, second)}")
    assert practice.title[0].value == "Look it over"
    assert "1 open, 1 flagged. What is open counts as wrong." in html(practice)
    again = tab(found.quiz.id)
    press(again, "finish")
    assert again.title[0].value == "1 of 2 right"
    page = html(again)
    assert "Task 2.1: Choose a modeling approach" in page
    assert "1 of 1 right when sure" in page
    assert 'href="sources?doc=' in page
    again.button(key=f"look_{second.question.id}").click().run()
    assert "Not answered. The answer is" in html(again)
    assert again.button(key="look_next").disabled
    press(again, "look_back")
    assert "Right. The answer is" in html(again)
    press(again, "back")
    assert again.title[0].value == "1 of 2 right"


def test_what_was_missed_is_practised_again(practice: AppTest, quizzes: QuizStore) -> None:
    begin(practice, task="2.2")
    found, step = shown(practice, quizzes)
    choose(practice, quizzes, 1)
    hand_in(practice, quizzes)
    press(practice, f"end_{names(found, step)}")
    assert practice.title[0].value == "0 of 1 right"
    press(practice, "again_missed")
    assert open_quiz(practice) != found.quiz.id
    assert shown(practice, quizzes)[1].question.id == "t-spot"
    press(practice, "back")
    assert any("What I miss most" in option for option in practice.selectbox(key="place").options)


def test_unfinished_quiz_is_offered_again(practice: AppTest, quizzes: QuizStore) -> None:
    begin(practice, task="2.2")
    found, _ = shown(practice, quizzes)
    press(practice, "back")
    resume = practice.button(key=f"resume_{found.quiz.id}")
    assert resume.label.startswith("1 question on task 2.2: 0 answered")
    resume.click().run()
    assert open_quiz(practice) == found.quiz.id


def test_another_like_this_comes_next(practice: AppTest, quizzes: QuizStore) -> None:
    begin(practice, kind="multiple_response")
    found, step = shown(practice, quizzes)
    name = names(found, step)
    for place in (1, 2):
        practice.checkbox(key=f"box_{name}_{place}").check().run()
    hand_in(practice, quizzes)
    press(practice, f"another_{name}")
    assert shown(practice, quizzes)[1].question.id == "t-monitors-match"
    assert "Question 2 of 2" in html(practice)


def test_disputed_key_is_weighed_and_changes_no_grade(
    practice: AppTest, quizzes: QuizStore, disputes: DisputeStore
) -> None:
    begin(practice, task="2.2")
    found, step = shown(practice, quizzes)
    name = names(found, step)
    choose(practice, quizzes, 1)
    hand_in(practice, quizzes)
    practice.session_state[f"dispute_{name}"] = True
    practice.run()
    practice.pills(key=f"claimed_{name}").set_value([1])
    practice.text_input(key=f"why_{name}").set_value("It says so.")
    next(b for b in practice.button if b.label == "Weigh the evidence").click().run()
    assert not practice.exception
    page = html(practice)
    assert "The key stands." in page
    assert "recorded; your grade stays as it is" in page
    [kept] = disputes.all()
    assert (kept.item_id, kept.claimed, kept.verdict) == ("t-spot", (1,), "key stands")
    assert kept.record["comment"] == "It says so."
    quiz = quizzes.quiz(found.quiz.id)
    assert quiz is not None
    assert not quiz.attempts["t-spot"].correct


def test_changed_source_is_listed_and_kept_out(
    practice_installation: Path, quizzes: QuizStore
) -> None:
    path = practice_installation / "bank" / "choices.toml"
    text = path.read_text(encoding="utf-8").replace("above 0.2 is", "above 0.3 is")
    path.write_text(text, encoding="utf-8")
    page = tab()
    assert not page.exception
    assert "8 questions, each with its proof" in html(page)
    assert any(e.label == "1 question kept out: source changed" for e in page.expander)
    assert "t-psi" in html(page)
    assert "source changed on" in html(page)


def test_broken_bank_is_said_in_words(practice_installation: Path) -> None:
    path = practice_installation / "bank" / "choices.toml"
    path.write_text("[[item", encoding="utf-8")
    page = tab()
    assert not page.exception
    assert "choices.toml" in html(page)
    assert "is no valid TOML" in html(page)


def test_without_a_bank_questions_are_made_from_the_text(
    practice_installation: Path, monkeypatch: pytest.MonkeyPatch, quizzes: QuizStore
) -> None:
    monkeypatch.setenv("GROUNDWORK_BANK", str(practice_installation / "none"))
    page = tab()
    assert not page.exception
    assert page.segmented_control(key="well").value == "factory"
    begin(page)
    assert shown(page, quizzes)[1].question.origin == "factory"
    assert "made from the text" in html(page)


def test_nothing_to_ask_says_what_to_do(
    practice_installation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GROUNDWORK_BANK", str(practice_installation / "none"))
    monkeypatch.setattr("app.question_factory.SnapshotFactory.items", lambda *_: ())
    page = tab()
    assert not page.exception
    assert "There is nothing to ask yet" in html(page)


def test_quiz_that_does_not_exist_is_said(practice_installation: Path) -> None:
    page = tab("nothing")
    assert not page.exception
    assert "This quiz does not exist any more." in html(page)
    assert page.title[0].value == "Practice"


def test_question_text_is_never_markup(practice_installation: Path, quizzes: QuizStore) -> None:
    path = practice_installation / "bank" / "choices.toml"
    text = path.read_text(encoding="utf-8")
    text = text.replace("What keeps its progress?", "What <b>keeps</b> :red[it]?")
    text = text.replace("Checkpoints that", "<i>Checkpoints</i> **that** $x$ :material/delete:")
    path.write_text(text, encoding="utf-8")
    page = begin(tab(), task="2.2")
    assert "What &lt;b&gt;keeps&lt;/b&gt; :red[it]?" in html(page)
    found, step = shown(page, quizzes)
    [option] = [o for o in page.radio(key=f"choice_{names(found, step)}").options if "heckp" in o]
    assert "\\<i\\>Checkpoints\\</i\\> \\*\\*that\\*\\* \\$x\\$" in option
    assert isinstance(step.question, Question)
    choose(page, quizzes, 0)
    hand_in(page, quizzes)
    assert "<i>Checkpoints" not in html(page)
