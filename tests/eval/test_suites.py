from dataclasses import replace
from pathlib import Path

import pytest

from eval import suites
from eval.suites import FITTING, SUITES, Suite, cases_of, suite
from index.errors import UsageError


def test_our_own_sets_are_always_available() -> None:
    assert {"golden", "unanswerable", "aws-docs"} <= set(SUITES)
    for name in ("golden", "unanswerable"):
        assert suite(name).name == name
        assert suite(name).available


def test_the_set_for_fitting_runs_when_it_is_named_only() -> None:
    assert suite("golden-train") is FITTING
    assert "golden-train" not in SUITES
    assert all(case.pooled is not None for case in cases_of(FITTING))


def test_unknown_suite_is_refused_with_those_that_exist() -> None:
    with pytest.raises(UsageError, match=r"Unknown suite 'gold'.*golden, unanswerable"):
        suite("gold")


@pytest.mark.parametrize("name", ["retrieval", "questions"])
def test_suite_that_is_no_data_set_is_for_run_alone(name: str) -> None:
    with pytest.raises(UsageError, match=r"for `python -m eval run` alone.*golden, unanswerable"):
        suite(name)


def test_suite_needs_its_data_and_its_folders(tmp_path: Path) -> None:
    data = tmp_path / "set.jsonl"
    one = Suite("one", data, tmp_path / "index", (tmp_path / "pages",))
    assert not one.available
    data.write_text("{}", encoding="utf-8")
    assert not one.available
    (tmp_path / "pages").mkdir()
    assert one.available
    assert not replace(one, dataset=tmp_path / "other.jsonl").available


def test_suite_whose_data_is_not_here_is_refused_by_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = tmp_path / "none.jsonl"
    monkeypatch.setitem(suites.SUITES, "public", Suite("public", missing, tmp_path))
    with pytest.raises(UsageError, match=r"'public' needs .*none\.jsonl, which is not here"):
        suite("public")
