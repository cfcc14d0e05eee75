"""Sentences are cut out of a stream as they arrive, however the pieces fall."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.answer.cite_marks import split_marks
from app.answer.draft import SeenWords, visible_draft
from app.answer.prose import form_of, holds_address, holds_markup, plain, without_opening
from app.answer.stream import SentenceStream, Written

TEXT = (
    "Pipe mode streams the data [1]. File mode copies it first. [2][3] Use ml.m5.xlarge, e.g. for "
    "tests [1].\n\n- The first option [2]\n- The second one. [3]\n1. Create the model [1].\n"
    "## Why\n<think>the user wants [9]. Hm.</think>It starts sooner [1]"
)
SENTENCES = [
    Written("Pipe mode streams the data [1].", "prose"),
    Written("File mode copies it first. [2][3]", "prose"),
    Written("Use ml.m5.xlarge, e.g. for tests [1].", "prose"),
    Written("- The first option [2]", "item"),
    Written("- The second one. [3]", "item"),
    Written("1. Create the model [1].", "step"),
    Written("## Why", "heading"),
    Written("It starts sooner [1]", "prose"),
]


def cut(pieces: list[str]) -> list[Written]:
    stream = SentenceStream()
    found = [written for piece in pieces for written in stream.feed(piece)]
    return found + stream.finish()


def test_sentences_keep_the_marks_behind_them() -> None:
    assert cut([TEXT]) == SENTENCES


def test_pieces_of_one_character_give_the_same_sentences() -> None:
    assert cut(list(TEXT)) == SENTENCES


@given(st.lists(st.integers(1, len(TEXT) - 1), max_size=12))
def test_any_cut_gives_the_same_sentences(cuts: list[int]) -> None:
    places = [0, *sorted(set(cuts)), len(TEXT)]
    assert cut([TEXT[a:b] for a, b in pairwise(places)]) == SENTENCES


@given(st.lists(st.text(alphabet="aB1 .[]!\n-<>", max_size=8), max_size=20))
def test_no_text_is_given_twice_or_out_of_order(pieces: list[str]) -> None:
    whole = "".join(pieces)
    position = 0
    for written in cut(pieces):
        position = whole.index(written.text, position) + len(written.text)


def test_a_sentence_comes_as_soon_as_the_next_has_begun() -> None:
    stream = SentenceStream()
    assert stream.feed("It streams [1]. ") == []
    assert stream.feed("It") == []
    assert stream.feed(" starts") == [Written("It streams [1].", "prose")]
    assert stream.draft.strip() == "It starts"


def test_thoughts_are_never_a_draft() -> None:
    stream = SentenceStream()
    stream.feed("<thi")
    assert stream.draft == ""
    stream.feed("nk>secret plans")
    assert stream.draft == ""
    stream.feed(" go on</think>Answer")
    assert stream.draft == "Answer"


@pytest.mark.parametrize(
    ("text", "bare", "numbers"),
    [
        ("It streams [1].", "It streams.", (1,)),
        ("It streams. [1][2]", "It streams.", (1, 2)),
        ("Both [1, 3] do", "Both do", (1, 3)),
        ("All [2-4].", "All.", (2, 3, 4)),
        ("It does 【4†source】.", "It does.", (4,)),
        ("It does [passage 2].", "It does.", (2,)),
        ("It does [Source: 2, 3].", "It does.", (2, 3)),
        ("It does [^2].", "It does.", (2,)),
        ("From [1-900].", "From.", ()),
        ("A list x[i] stays [a].", "A list x[i] stays [a].", ()),
        ("No [99] here.", "No here.", (99,)),
        ("It costs less [5]. [1].", "It costs less.", (5, 1)),
        ("And so on... [1]", "And so on...", (1,)),
    ],
)
def test_marks_are_read_in_the_forms_models_use(
    text: str, bare: str, numbers: tuple[int, ...]
) -> None:
    assert split_marks(text) == (bare, numbers)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("**Pipe mode** *streams* the `data`.", "Pipe mode streams the data."),
        ("See [the guide](https://evil.example/x) now.", "See the guide now."),
        ("![alt](http://evil.example/p.png)Done.", "Done."),
        ("<b>Bold</b> <script>x()</script>", "Bold x()"),
        ("&lt;img src=x onerror=y&gt;Hi", "Hi"),
        ("- item one", "item one"),
        ("> > quoted", "quoted"),
        ("a\u202eb\u200bc", "abc"),
        ("x < 5 and y > 3", "x < 5 and y > 3"),
        ("snake_case_name and 2 * 3 * 4", "snake_case_name and 2 * 3 * 4"),
    ],
)
def test_markdown_becomes_plain_text(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    "text",
    [
        "Go to https://evil.example.",
        "Go to www.evil.example.",
        "![x](y)",
        "[click](javascript:alert(1))",
        "mailto:a@b.example",
        "h\u200bttps://evil.example",
        "&#104;ttps://evil.example",
    ],
)
def test_addresses_are_seen_in_every_disguise(text: str) -> None:
    assert holds_address(text)


def test_markup_is_seen_and_a_comparison_is_none() -> None:
    assert holds_markup("<img src=x>")
    assert holds_markup("&lt;script&gt;")
    assert not holds_markup("x < 5 and y > 3")


def test_forms_of_lines() -> None:
    lines = ("# A", "**Bold line**", "- a", "2) b", "Plain.", "---", "3.5 GB is enough")
    assert [form_of(line) for line in lines] == [
        "heading", "heading", "item", "step", "prose", "heading", "prose",
    ]  # fmt: skip


def test_a_draft_shows_only_words_of_the_passages() -> None:
    known = SeenWords.of("Pipe mode streams 25 MB of data")
    assert visible_draft("Pipe mode streams 25 MB of the data [1", known) == (
        "Pipe mode streams 25 MB of the data"
    )
    assert visible_draft("Pipe mode streams 99 GB to PWNED now", known) == (
        "Pipe mode streams … to …"
    )
    assert visible_draft("See https://evil.example", known) == "…"
    assert visible_draft("It **streams** <im", known) == "It streams"


@pytest.mark.parametrize(
    ("written", "seen"),
    [
        ("Pi", "Pi"),
        ("Pipe mode str", "Pipe mode str"),
        ("Pi mode", "… mode"),
        ("PWN", "…"),
        ("No", ""),
        ("No, Pipe mode", "Pipe mode"),
    ],
)
def test_a_word_is_seen_while_it_is_written(written: str, seen: str) -> None:
    assert visible_draft(written, SeenWords.of("Pipe mode streams 25 MB of data")) == seen


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Yes, pipe mode does.", "Pipe mode does."),
        ("Answer: No. It copies first.", "It copies first."),
        ("Yes.", ""),
        ("No single passage says so.", "No single passage says so."),
        ("Note that it streams.", "Note that it streams."),
        ("2 of them stream.", "2 of them stream."),
        ("mlflow tracks runs.", "mlflow tracks runs."),
        ("Answer: it streams.", "It streams."),
    ],
)
def test_a_verdict_that_no_source_can_prove_is_left_out(written: str, said: str) -> None:
    assert without_opening(written) == said
