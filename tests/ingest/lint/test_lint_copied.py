"""No run of twelve words is shared with an AWS page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.lint.copied import RUN_WORDS, Passage, Runs, check_copied, page_words
from tests.ingest.lint.tiny_corpus import load_corpus, section

if TYPE_CHECKING:
    from pathlib import Path

TWELVE = "an old fox runs over seven hills and then sleeps until noon"
LONGER = f"{TWELVE} in its den"


def findings(tmp_path: Path, ours: str, theirs: str, page: str = "a.md") -> list[tuple[int, str]]:
    folder = tmp_path / "shared/aws-docs-2026/guide"
    folder.mkdir(parents=True)
    (folder / page).write_text(theirs)
    corpus = load_corpus(
        tmp_path, {"domain1/1.1-formats.md": section(ours)}, reference=tmp_path / "shared"
    )
    return [(f.line, f.message) for f in check_copied(corpus)]


def test_twelve_words_are_found_with_their_page(tmp_path: Path) -> None:
    assert findings(tmp_path, f"Know: {TWELVE.title()}!", f"# X\n\nWell, {TWELVE}, sir.") == [
        (17, f"12 words as on aws-docs-2026/guide/a.md: {TWELVE}")
    ]


def test_eleven_words_are_ours(tmp_path: Path) -> None:
    eleven = TWELVE.removesuffix(" noon")
    assert findings(tmp_path, f"{eleven} night", f"{eleven} dusk") == []


def test_longest_run_is_one_finding(tmp_path: Path) -> None:
    assert findings(tmp_path, f"Ours. {LONGER}. More of ours.", f"Theirs {LONGER}") == [
        (17, f"15 words as on aws-docs-2026/guide/a.md: {LONGER}")
    ]


def test_markup_line_breaks_and_addresses_do_not_hide_a_run(tmp_path: Path) -> None:
    theirs = (
        "An **old** [fox](fox.md)<a name='x'></a> runs over\nseven hills "
        "https://a.example/b and \\[then\\] sleeps until noon"
    )
    assert len(findings(tmp_path, TWELVE, theirs)) == 1


def test_code_cells_and_paragraphs_are_borders(tmp_path: Path) -> None:
    half, rest = TWELVE[:30], TWELVE[30:]
    ours = f"{half}\n\n{rest}\n\n| {half} | {rest} |\n\n```\n{TWELVE}\n```"
    assert findings(tmp_path, ours, TWELVE) == []


def test_only_pages_of_aws_are_compared(tmp_path: Path) -> None:
    (tmp_path / "shared/notes").mkdir(parents=True)
    (tmp_path / "shared/notes/a.md").write_text(TWELVE)
    assert findings(tmp_path, TWELVE, TWELVE, page="README.md") == []


def test_lists_are_compared_too(tmp_path: Path) -> None:
    (tmp_path / "shared/exam").mkdir(parents=True)
    (tmp_path / "shared/exam/a.md").write_text(TWELVE)
    files = {"questions/d1.toml": f'# Bank\nstem = "{TWELVE}"\n'}
    corpus = load_corpus(tmp_path, files, reference=tmp_path / "shared")
    (finding,) = check_copied(corpus)
    assert (finding.file.rpartition("/")[2], finding.line) == ("d1.toml", 2)


def test_nothing_is_compared_without_pages(tmp_path: Path) -> None:
    assert list(check_copied(load_corpus(tmp_path))) == []


WORDS = st.lists(st.sampled_from([b"a", b"b", b"c"]), max_size=40)


@settings(deadline=None)
@given(ours=WORDS, before=WORDS, first=st.integers(0, 40), count=st.integers(8, 20), after=WORDS)
def test_a_run_is_found_just_when_it_is_shared(
    ours: list[bytes], before: list[bytes], first: int, count: int, after: list[bytes]
) -> None:
    theirs = [*before, *ours[first : first + count], *after]
    runs = Runs((Passage("n.md", 1, tuple(ours)),))
    runs.compare("p.md", theirs)
    shared = {
        tuple(ours[start : start + RUN_WORDS]) for start in range(len(ours) - RUN_WORDS + 1)
    } & {tuple(theirs[start : start + RUN_WORDS]) for start in range(len(theirs) - RUN_WORDS + 1)}
    assert bool(list(runs.findings())) == bool(shared)


def test_page_words_are_lower_case_without_markup() -> None:
    page = b"# Don\xe2\x80\x99t use S3\\_x<br> [Async Inference](https://a.example/a.md#b)"
    assert page_words(page) == [b"don", b"t", b"use", b"s3", b"x", b"async", b"inference"]
