"""The counts of a run of writing are true, and nothing that the model wrote is markup."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from app.practice.written.refusal import Rule
from app.store.written import WritingRun
from app.ui.render.writing import (
    INTERRUPTED,
    REASONS,
    counts_line,
    dropped_html,
    ended_html,
    writing_html,
)

RUN = WritingRun(
    id="r",
    created="2026-11-25T17:00:00+00:00",
    model="openai:<b>x</b>",
    wish={},
    mode="study",
    wanted=3,
    tried=4,
    kept=2,
    dropped={"flaw": 1, "near duplicate": 1},
    dropped_parts={},
    doing="",
    problem="",
    ended="2026-11-25T17:01:00+00:00",
)


def test_counts_are_told_in_one_line() -> None:
    assert counts_line(RUN) == "Asked 4, kept 2, dropped 2"
    assert counts_line(replace(RUN, tried=5, doing="matching")) == (
        "Asked 5, kept 2, dropped 2, one is being written"
    )


def test_what_is_being_written_is_named() -> None:
    shown = writing_html(replace(RUN, doing="ordering"), seconds=12.3)
    assert "<b>openai:&lt;b&gt;x&lt;/b&gt;</b> writes 3 new questions" in shown
    assert "now an ordering question · 12 s" in shown
    assert "now a case study · " in writing_html(replace(RUN, doing="case_study"), seconds=1)
    assert "now the first question · " in writing_html(RUN, seconds=1)


def test_reasons_are_folded_up_with_their_counts() -> None:
    shown = dropped_html(replace(RUN, dropped_parts={"flaw": 2}))
    assert "<summary>Why 2 questions were dropped</summary>" in shown
    assert "<li>1 × it asks what another question asks</li>" in shown
    assert "<li>2 × it breaks a rule of item writing (a question of a case study)</li>" in shown
    assert dropped_html(replace(RUN, dropped={})) == ""
    assert "Why 1 part of a case study was dropped" in dropped_html(
        replace(RUN, dropped={}, dropped_parts={"flaw": 1})
    )


def test_an_end_without_questions_says_why() -> None:
    none = replace(RUN, kept=0, problem="openai:x refused the key (401)")
    shown = ended_html(none)
    assert "No question was kept" in shown
    assert "<p>openai:x refused the key (401).</p>" in shown
    assert "<p>Asked 4, kept 0, dropped 2.</p>" in shown
    assert "openai:&lt;b&gt;x&lt;/b&gt; wrote none that passes." in ended_html(
        replace(none, problem="")
    )
    assert INTERRUPTED.rstrip(".") in ended_html(replace(RUN, kept=0, ended=None))


def test_an_end_with_fewer_than_wanted_says_so() -> None:
    line = "openai:&lt;b&gt;x&lt;/b&gt;: asked 4, kept 2, dropped 2. You asked for 3."
    assert f"<summary>{line}</summary>" in ended_html(RUN)
    assert "You asked for" not in ended_html(replace(RUN, wanted=2))


def test_every_reason_is_in_words() -> None:
    assert set(REASONS) == set(get_args(Rule))
