"""A note's diagram is drawn with its caption and the same in words."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest


def _page() -> None:
    from app.ui.diagrams import note_diagram

    note_diagram("corpus", "pictures/ml-life-cycle.md", "one")
    note_diagram("uploads", "pictures/ml-life-cycle.md", "two")
    note_diagram("corpus", "domain4/4.1-drift.md", "three")


def test_diagram_is_drawn_with_its_words() -> None:
    page = AppTest.from_function(_page).run()
    assert not page.exception
    [chart] = page.markdown
    assert chart.value.startswith("````mermaid")
    assert "flowchart" in chart.value
    shown = "".join(element.value for element in page.html)
    assert "What the diagram shows" in shown
    assert "The ML life cycle has six phases" in shown
