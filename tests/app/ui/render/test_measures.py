from __future__ import annotations

from app.ui.render.measures import meanings_html


def test_only_what_is_shown_is_explained() -> None:
    shown = meanings_html(["doc-R@5", "crag"])
    assert "<dt>doc-</dt><dd>the same for whole documents</dd>" in shown
    assert "<dt>crag</dt>" in shown
    assert "<dt>R</dt>" not in shown


def test_unknown_measures_are_not_explained() -> None:
    assert meanings_html(["token-F1"]) == ""
