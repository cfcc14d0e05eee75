"""The Ask page without a browser."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

from streamlit.testing.v1 import AppTest

from app.answer import archive
from app.settings import ROOT
from app.ui.starters import QUESTIONS
from tests.app.ui.conftest import SECONDS, ask, html

if TYPE_CHECKING:
    from pathlib import Path

    from app.store.conversations import ConversationStore

COMPARISON = "When should I use asynchronous inference rather than batch transform?"
LEAD = (
    "Choose asynchronous inference when requests arrive one by one at unknown times, "
    "and choose batch transform when a complete dataset is waiting."
)


def test_an_empty_page_offers_six_questions(app: AppTest) -> None:
    app.run()
    assert not app.exception
    assert app.pills(key="starters").options == list(QUESTIONS)
    assert app.title[0].value == "What would you like to know?"


def test_a_starter_is_asked(app: AppTest) -> None:
    app.run()
    app.pills(key="starters").set_value(QUESTIONS[0]).run()
    assert not app.exception
    assert f'<p class="gw-question">{QUESTIONS[0]}</p>' in html(app)
    assert LEAD in html(app)


def test_an_answer_shows_sentences_sources_and_the_marked_sentence(app: AppTest) -> None:
    shown = html(ask(app.run(), COMPARISON))
    assert f'<p class="gw-lead"><span>{LEAD}' in shown
    assert f">{LEAD}</mark>" in shown
    target = re.search(r'class="gw-cite" href="#([^"]+)"', shown)
    assert target is not None
    assert f'<mark id="{target.group(1)}">' in shown
    assert '<td data-label="Batch transform">A complete dataset in Amazon S3 <a' in shown
    assert "docs.aws.amazon.com … async-inference" in shown
    assert re.search(r"(\d+) of \1 sentences verbatim from the sources · 9 passages", shown)


def test_only_cited_sources_are_shown(app: AppTest, store: ConversationStore) -> None:
    shown = html(ask(app.run(), COMPARISON))
    [conversation] = store.conversations()
    answer = archive.load(store.messages(conversation.id)[1].answer or "")
    cited = {c.n for sentence in answer.sentences for c in sentence.citations}
    assert shown.count("<details") == len(cited) == len(answer.sources)
    assert len(answer.retrieved) > len(cited)


def test_a_reload_shows_the_same_conversation(app: AppTest) -> None:
    ask(app.run(), COMPARISON)
    again = AppTest.from_file(ROOT / "app" / "main.py", default_timeout=SECONDS)
    again.query_params["c"] = app.query_params["c"]
    again.run()
    assert not again.exception
    assert f">{LEAD}</mark>" in html(again)


def test_a_stored_answer_outlives_its_index(app: AppTest, installation: Path) -> None:
    ask(app.run(), COMPARISON)
    shutil.rmtree(installation / "index")
    app.run()
    assert not app.exception
    shown = html(app)
    assert "There is no index yet" in shown
    assert f">{LEAD}</mark>" in shown
    assert app.chat_input(key="question").disabled
    assert app.button(key="build_index").label == "Build the index"


def test_an_unreadable_stored_answer_shows_its_text(app: AppTest, store: ConversationStore) -> None:
    conversation = store.start("Old")
    store.add(conversation.id, "user", "Old question?")
    store.add(conversation.id, "assistant", "Old <b>answer</b>. [1]", '{"version": 0}')
    app.query_params["c"] = conversation.id
    app.run()
    assert not app.exception
    assert '<p class="gw-plain">Old &lt;b&gt;answer&lt;/b&gt;. [1]</p>' in html(app)


def test_a_follow_up_says_how_it_was_understood(app: AppTest) -> None:
    ask(app.run(), "What is serverless inference?")
    shown = html(ask(app, "What is its maximum payload?"))
    assert "Understood as: What is serverless inference" in shown
    assert "4 MB" in shown


def test_an_unanswerable_question_is_said_to_be_one(app: AppTest) -> None:
    ask(app.run(), "Who won the football world cup in 1998?")
    shown = html(app)
    assert "The sources do not hold an answer to this." in shown
    assert "<b>football</b>" in shown
    assert "<details" not in shown
    topics = next(pills for pills in app.pills if pills.label == "Nearest topics")
    topics.set_value(topics.options[0]).run()
    assert not app.exception
    assert html(app).count('class="gw-question"') == 2


def test_a_thumb_and_its_reason_are_kept(app: AppTest, store: ConversationStore) -> None:
    ask(app.run(), COMPARISON)
    [conversation] = store.conversations()
    message = store.messages(conversation.id)[1]
    app.feedback(key=f"thumbs_{message.id}").set_value(0).run()
    app.pills(key=f"why_{message.id}").set_value(["Incomplete"])
    app.text_input(key=f"words_{message.id}").set_value("no prices")
    app.button(key=f"keep_{message.id}").click().run()
    assert not app.exception
    kept = store.feedback(message.id)
    assert kept is not None
    assert (kept.rating, kept.reason) == (0, "Incomplete; no prices")


def test_how_it_was_found_lists_ranks(app: AppTest, store: ConversationStore) -> None:
    from app.ui.render.found import found_html

    ask(app.run(), COMPARISON)
    [conversation] = store.conversations()
    answer = archive.load(store.messages(conversation.id)[1].answer or "")
    table = found_html(answer)
    assert table.count("<tr>") == len(answer.retrieved) + 1
    assert "9 passages searched" in table
    assert answer.snapshot in table


def test_a_stopped_question_is_offered_again(app: AppTest, store: ConversationStore) -> None:
    conversation = store.start("Stopped")
    store.add(conversation.id, "user", COMPARISON)
    app.query_params["c"] = conversation.id
    app.run()
    assert "No answer was kept: it was stopped, or another tab is still writing it." in html(app)
    app.button(key="ask_again").click().run()
    assert not app.exception
    assert LEAD in html(app)
    assert [m.role for m in store.messages(conversation.id)] == ["user", "assistant"]


def test_document_text_is_never_markup(app: AppTest) -> None:
    ask(app.run(), "What is a zebra marker?")
    shown = html(app)
    assert "A zebra marker is the text &lt;script&gt;window.harmed=1&lt;/script&gt;" in shown
    assert "&lt;img src=x onerror=window.harmed=1&gt;" in shown
    assert "[a link](javascript:window.harmed=1)" in shown
    assert "<img" not in shown
    assert 'href="javascript' not in shown
    assert "<script>window.harmed" not in shown


def test_a_conversation_that_is_gone_says_so(app: AppTest) -> None:
    app.query_params["c"] = "0" * 32
    app.run()
    assert not app.exception
    assert "does not exist any more" in html(app)
    ask(app, COMPARISON)
    assert LEAD in html(app)
