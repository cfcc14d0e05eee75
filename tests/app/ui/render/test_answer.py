from __future__ import annotations

from app.ui.render.abstention import abstention_html, topic_question
from app.ui.render.anchors import Anchors
from app.ui.render.answer import answer_html, is_rewritten, quiet_line, verbatim_count
from app.ui.render.cards import cards_html
from app.ui.render.found import found_html
from tests.app.ui.records import answer, passage, sentence

PROSE = passage("First one. Second <b>.", "First one.", "Second <b>.")
TABLE = passage("A | B\n1 | 2\n3 | 4", "1 | 2", "3 | 4", kind="table", header_length=6)
STEPS = passage("1. Open.\nThen wait.\n2. Close.", "1. Open.", "Then wait.", "2. Close.")


def test_each_sentence_ends_in_its_number_and_is_escaped() -> None:
    given = answer(PROSE, sentences=(sentence(PROSE, 0, role="lead"), sentence(PROSE, 1)))
    shown = answer_html(given, Anchors(given, "k"))
    assert shown == (
        '<div class="gw-answer"><p class="gw-lead"><span>First one.&nbsp;'
        '<a class="gw-cite" href="#k-1-0" title="A title › A section" '
        'aria-label="Source 1: A title › A section">[1]</a></span></p>'
        '<p class="gw-support"><span>Second &lt;b&gt;.&nbsp;'
        '<a class="gw-cite" href="#k-1-11" title="A title › A section" '
        'aria-label="Source 1: A title › A section">[1]</a></span></p></div>'
    )


def test_rows_are_a_table_under_their_header() -> None:
    rows = tuple(sentence(TABLE, i, role="row", header="A | B") for i in (0, 1))
    given = answer(TABLE, sentences=rows)
    shown = answer_html(given, Anchors(given, "k"))
    assert shown.count("<table") == 1
    assert '<th scope="col">A</th><th scope="col">B</th>' in shown
    assert '<tr><td data-label="A">1</td><td data-label="B">2 <a' in shown


def test_steps_keep_their_numbers_and_what_follows_them() -> None:
    given = answer(STEPS, sentences=tuple(sentence(STEPS, i, role="step") for i in range(3)))
    shown = answer_html(given, Anchors(given, "k"))
    assert shown.count("<ol") == 1
    assert '<li class="gw-numbered">1. Open.' in shown
    assert '<li class="gw-continued">Then wait.' in shown


def test_two_sides_stand_beside_each_other() -> None:
    given = answer(
        PROSE, sentences=(sentence(PROSE, 0, group="One"), sentence(PROSE, 1, group="<Other>"))
    )
    shown = answer_html(given, Anchors(given, "k"))
    assert shown.count('<div class="gw-sides">') == 1
    assert "<h4>One</h4>" in shown
    assert "<h4>&lt;Other&gt;</h4>" in shown


def test_while_it_is_displayed_only_the_last_sentence_is_fresh() -> None:
    given = answer(PROSE, sentences=(sentence(PROSE, 0, role="lead"), sentence(PROSE, 1)))
    anchors = Anchors(given, "k")
    assert "Second" not in answer_html(given, anchors, 1)
    assert answer_html(given, anchors, 2).count("gw-fresh") == 1
    assert "gw-fresh" not in answer_html(given, anchors)


def test_a_card_marks_every_sentence_that_cites_it() -> None:
    given = answer(PROSE, sentences=(sentence(PROSE, 0), sentence(PROSE, 1)))
    shown = cards_html(given, Anchors(given, "k"))
    assert '<mark id="k-1-0">First one.</mark> <mark id="k-1-11">Second &lt;b&gt;.</mark>' in shown
    assert 'href="sources?doc=d0c&amp;at=0-10"' in shown


def test_a_card_names_page_licence_and_date() -> None:
    source = passage(
        "Text.",
        page=12,
        licence="CC BY 4.0",
        checked="2026-11-23",
        urls=("https://docs.aws.amazon.com/sagemaker/latest/dg/x.html", "javascript:alert(1)"),
        url="https://example.org/guide.pdf",
    )
    given = answer(source, sentences=(sentence(source, 0),))
    shown = cards_html(given, Anchors(given, "k"))
    assert "page 12 · corpus/notes/a.md · CC BY 4.0 · checked 23 Nov 2026" in shown
    assert ">docs.aws.amazon.com … x</a>" in shown
    assert "<span>javascript:alert(1)</span>" in shown
    assert 'href="javascript' not in shown


def test_the_quiet_line_counts_what_is_verbatim() -> None:
    true = sentence(PROSE, 0)
    changed = sentence(PROSE, 1, text="Second.")
    given = answer(PROSE, sentences=(true, changed))
    assert verbatim_count(given) == 1
    assert quiet_line(given) == (
        "1 of 2 sentences verbatim from the sources · 1,412 passages searched in 38 ms"
    )


def test_the_time_of_a_chat_model_is_not_called_a_search() -> None:
    given = answer(PROSE, sentences=(sentence(PROSE, 0),), asked_model="openai:x")
    assert quiet_line(given).endswith(" · 1,412 passages searched, 38 ms in all")


def test_a_rewritten_question_is_told_from_the_same_one() -> None:
    same = answer(sentences=(), question="what is PSI", understood_as="What is PSI?")
    other = answer(sentences=(), question="And its limit?", understood_as="PSI's limit?")
    assert not is_rewritten(same)
    assert is_rewritten(other)


def test_ranks_are_shown_for_what_was_considered() -> None:
    near = passage("Near.", dense_rank=1, dense_score=0.7, lexical_rank=None)
    given = answer(near, sentences=(sentence(near, 0),), retrieved=(near,))
    shown = found_html(given)
    assert '<td data-label="By meaning">1 (0.70)</td><td data-label="By words">–</td>' in shown
    assert '<td data-label="Cited">[1]</td>' in shown


def test_an_abstention_names_what_was_missing() -> None:
    given = answer(sentences=(), abstained=True, missing_terms=("<Paris>",))
    shown = abstention_html(given)
    assert "<b>&lt;Paris&gt;</b>" in shown
    assert "<q>A question?</q>" in shown


def test_a_topic_is_asked_about_as_a_question() -> None:
    assert topic_question("What is drift?") == "What is drift?"
    assert topic_question("Canary  shifting") == "What is said about Canary shifting?"
