from __future__ import annotations

from app.ui.render.blocks import block_html
from app.ui.render.marks import Mark
from app.ui.render.passage import passage_html
from tests.app.ui.records import passage


def test_rows_become_a_table_whose_cells_know_their_column() -> None:
    text = "Name | Limit\nServerless | 4 MB"
    assert block_html("table", text, 0, len(text), [Mark(13, 30, "m")]) == (
        '<table class="gw-table"><thead><tr><th>Name</th><th>Limit</th></tr></thead><tbody>'
        '<tr><td data-label="Name"><mark id="m">Serverless</mark></td>'
        '<td data-label="Limit"><mark>4 MB</mark></td></tr></tbody></table>'
    )


def test_a_line_without_cells_ends_a_table() -> None:
    text = "A | B\n1 | 2\nThat was it."
    assert block_html("table", text, 0, len(text)).endswith("</table><p>That was it.</p>")


def test_items_and_steps_are_lines_of_their_own() -> None:
    text = "- first\n  - inner\n1. Open it."
    assert block_html("list", text, 0, len(text)) == (
        '<p class="gw-bullet gw-in0">first</p><p class="gw-bullet gw-in1">inner</p>'
        '<p class="gw-step gw-in0">1. Open it.</p>'
    )


def test_code_keeps_its_lines_and_is_escaped() -> None:
    text = "if a < b:\n    c()"
    assert block_html("code", text, 0, len(text)) == "<pre>if a &lt; b:\n    c()</pre>"


def test_a_passage_with_code_shows_it_whole() -> None:
    text = "See:\n\nRules = [\n\n    A\n]\n\nThe end."
    shown = passage_html(passage(text, "See:", "Rules = [\n\n    A\n]", "The end.", kind="code"))
    assert "<p>See:</p><pre>Rules = [\n\n    A\n]</pre><p>The end.</p>" in shown


def test_prose_with_bars_is_no_table() -> None:
    assert "<table" not in passage_html(passage("Either a | or b.", kind="prose"))
