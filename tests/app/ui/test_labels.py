from __future__ import annotations

import pytest

from app.ui.labels import LONGEST, label


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("two\nlines", "two lines"),
        ("*bold* [x](y) `c` $x$", r"\*bold\* \[x\](y) \`c\` \$x\$"),
        ("<b>", r"\<b\>"),
        (":material/delete: at 10:30", ":\u2060material/delete: at 10:\u206030"),
    ],
)
def test_markdown_is_escaped(text: str, shown: str) -> None:
    assert label(text) == shown


def test_a_long_label_is_cut() -> None:
    assert label("x" * 200) == "x" * (LONGEST - 1) + "…"
