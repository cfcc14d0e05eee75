"""The report of hand-made cases: one file, no script, nothing unescaped, the numbers by hand."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest

from app.evaluations import Figure as Estimate
from app.evaluations import read_cases, read_summary, worst_first
from eval.cli import main
from eval.html_report.ablation_plot import ablation_plots
from eval.html_report.files import make_report
from eval.html_report.measure_tables import group_tables, measures_table
from eval.html_report.recall_plot import recall_plot
from eval.html_report.reliability_plot import reliability_plot
from eval.html_report.risk_plot import risk_plot
from eval.html_report.time_plot import time_plot
from eval.html_report.verdict_plot import verdict_plot
from eval.html_report.worst_cases import worst_cases_html
from index.errors import UsageError
from tests.evaluation_files import GOLD, write_run

if TYPE_CHECKING:
    from pathlib import Path

    from app.evaluations import EvaluatedCase

VOID = {"meta", "br", "img", "link", "input"}
ABLATION = {
    "suite": "golden",
    "rows": [
        {
            "system": "fused",
            "what": "what the product does",
            "measures": {"R@5": {"mean": 0.9, "low": 0.8, "high": 1.0, "n": 10}},
            "difference": {},
        },
        {
            "system": "dense <alone>",
            "what": "by meaning",
            "hash": "0123456789ab",
            "measures": {"R@5": {"mean": 0.7, "low": 0.5, "high": 0.9, "n": 10}},
            "difference": {
                "R@5": {"mean": -0.2, "low": -0.4, "high": -0.1, "n": 10, "won": 0.1, "lost": 0.3}
            },
        },
    ],
}


class Checker(HTMLParser):
    """Collects tags and addresses, and fails when tags do not close in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.tags: set[str] = set()
        self.addresses: list[str] = []
        self.handlers: list[str] = []
        self.ids: list[str] = []
        self.unlabelled = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        named = dict(attrs)
        self.addresses += [str(named[name]) for name in ("src", "href") if name in named]
        self.handlers += [name for name in named if name.startswith("on")]
        if "id" in named:
            self.ids.append(str(named["id"]))
        if tag == "svg" and "aria-label" not in named and "aria-hidden" not in named:
            self.unlabelled += 1
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_run(tmp_path / "out" / "golden")


@pytest.fixture
def cases(folder: Path) -> list[EvaluatedCase]:
    return read_cases(folder)


def test_report_is_one_sound_file_that_asks_for_nothing(folder: Path, tmp_path: Path) -> None:
    write_run(tmp_path / "out" / "other", system="dense")
    (tmp_path / "out" / "ablation.json").write_text(json.dumps(ABLATION))
    html = make_report(tmp_path / "out")
    checker = Checker()
    checker.feed(html)
    checker.close()
    assert checker.open == []
    assert checker.tags.isdisjoint({"script", "img", "link", "iframe", "object", "form"})
    assert all(address.startswith("#") for address in checker.addresses)
    assert {address[1:] for address in checker.addresses} <= set(checker.ids)
    assert len(checker.ids) == len(set(checker.ids))
    assert checker.handlers == []
    assert checker.unlabelled == 0
    assert "<dt>suite</dt><dd>golden</dd>" in html
    assert "url(" not in html
    assert "@import" not in html
    assert "<script" not in html
    assert "dense &lt;alone&gt;" in html
    assert f"<mark>{GOLD}</mark>" not in html.split("Worst cases")[0]


def test_header_names_what_decides_the_figures(folder: Path) -> None:
    html = make_report(folder)
    for name, value in (("snapshot", "s1"), ("seed", "7"), ("configuration", "hash-golden")):
        assert f"<dt>{name}</dt><dd>{value}</dd>" in html


def test_every_plot_has_its_table(folder: Path) -> None:
    html = make_report(folder)
    assert html.count("<figure>") == 5
    assert html.count("The same as a table") == 5


def test_difference_to_a_baseline_is_told_with_won_and_lost(tmp_path: Path) -> None:
    difference = {"mean": -0.1, "low": -0.2, "high": 0.05, "n": 3, "won": 0.125, "lost": 0.25}
    run = read_summary(write_run(tmp_path / "run", comparison={"R@5": difference}))
    table = measures_table(run)
    assert "<td>-0.100</td><td>-0.200 to +0.050</td><td>12.5%</td><td>25.0%</td>" in table
    assert table.count("<th scope") == 8 + 3


def test_measures_are_grouped(cases: list[EvaluatedCase]) -> None:
    """Of the three cases of domain 3, two find the gold among five, and one is right."""
    html = group_tables(cases)
    assert "By domain" in html
    assert re.search(r"domain3</th><td>3</td><td>0\.67 \[.*?<td>0\.50 \[.*?<td>0\.33 \[", html)
    assert re.search(r'<th scope="row">none</th><td>1</td><td>–</td>', html)


def test_recall_curve_stands_at_its_values() -> None:
    figure = recall_plot({"R@1": Estimate(0.5, 0.25, 0.75, 4), "R@5": Estimate(1.0, 1.0, 1.0, 4)})
    assert figure.table is not None
    assert figure.table.rows == (
        ("R@1", "0.500", "0.250 to 0.750", "4"),
        ("R@5", "1.000", "1.000 to 1.000", "4"),
    )
    heights = [float(y) for y in re.findall(r'<circle cx="[\d.]+" cy="([\d.]+)"', figure.drawing)]
    assert heights == [(12 + 256) / 2, 12]
    assert recall_plot({"crag": Estimate(0, 0, 0)}).drawing == ""


def test_reliability_of_four_cases(cases: list[EvaluatedCase]) -> None:
    """Scores .95 and .85 have an answer; of the two at .25 one has.

    Distances: .05 once, .15 once, .25 twice: (.05 + .15 + .5) / 4 = .175.
    """
    figure = reliability_plot(cases)
    assert "error): 0.175" in figure.note
    assert figure.table is not None
    rows = [(row[1], row[2], row[3], row[4][:5]) for row in figure.table.rows]
    assert rows == [
        ("0.2 to 0.3", "2", "0.250", "0.500"),
        ("0.8 to 0.9", "1", "0.850", "1.000"),
        ("0.9 to 1.0", "1", "0.950", "1.000"),
    ]


def test_reliability_needs_questions_of_both_kinds(cases: list[EvaluatedCase]) -> None:
    figure = reliability_plot([case for case in cases if case.answerable])
    assert (figure.drawing, figure.table) == ("", None)
    assert figure.note.startswith("Not drawn")


def test_risk_of_four_cases(cases: list[EvaluatedCase]) -> None:
    """Right at .95, half the facts at .85 is wrong, both at .25 are wrong: 0, 1/2, 3/4.

    AURC: the two of one score share their errors: (0 + 1/2 + 2/3 + 3/4) / 4 = .479.
    """
    figure = risk_plot(cases)
    assert figure.table is not None
    assert figure.table.rows == (
        ("all questions", "0.250", "0.000", "0.950"),
        ("all questions", "0.500", "0.500", "0.850"),
        ("all questions", "1.000", "0.750", "0.250"),
    )
    assert "(all questions: 4, mean risk (AURC) 0.479)" in figure.note
    assert ("ideal", "answered by the run: 75%") in figure.legend
    assert risk_plot([]).drawing == ""


def test_golden_questions_without_their_page_are_told_apart(cases: list[EvaluatedCase]) -> None:
    asked = [*cases[:3], replace(cases[3], kind="U3"), replace(cases[3], kind="U1", id="u1")]
    without = [*cases[:3], replace(cases[3], kind="U1", id="u1")]
    figure = reliability_plot(asked)
    (alone,) = re.findall(r"Without U3: .*?error\): ([\d.]+)", figure.note)
    assert f"error): {alone}" in reliability_plot(without).note
    assert ("s2", "without U3") in figure.legend
    assert "U3: golden questions, asked without" in figure.note
    risk = risk_plot(asked)
    assert risk.table is not None
    assert {row[0] for row in risk.table.rows} == {"all questions", "without U3"}


def test_overview_names_the_headlines_and_the_levels(tmp_path: Path) -> None:
    levels = {"R@5": {"relation": ">=", "limit": 0.9}}
    write_run(tmp_path / "golden", levels=levels)
    write_run(tmp_path / "good", r5=0.95, levels=levels)
    html = make_report(tmp_path)
    assert "levels: missed: R@5" in html
    assert "levels: all 1 reached" in html
    assert "AUROC U1 <b>0.900</b>" in html
    assert "<td>≥ 0.9: missed</td>" in html
    assert "<td>≥ 0.9: reached</td>" in html
    assert '<a href="#answerability1">Answerability</a>' in html
    assert "<dt>R@1, R@5</dt><dd>a passage with the gold span" in html


def test_kinds_take_turns_among_the_worst(cases: list[EvaluatedCase]) -> None:
    wrong = replace(cases[2], measures={"x": 0.0})
    named = [replace(wrong, id=one, kind=one[0]) for one in ("a1", "a2", "a3", "b1")]
    assert [case.id for case in worst_first(named)] == ["a1", "b1", "a2", "a3"]


def test_labels_that_cut_as_the_domains_do_are_left_out(cases: list[EvaluatedCase]) -> None:
    named = [replace(case, kind=case.domain or "exam") for case in cases]
    assert "By label" not in group_tables(named)


def test_verdicts_are_counted(cases: list[EvaluatedCase]) -> None:
    figure = verdict_plot(cases)
    assert figure.table is not None
    assert figure.table.rows == (("all", "1", "0", "1", "0"), ("fact", "1", "0", "1", "0"))
    assert verdict_plot([]).drawing == ""


def test_stages_are_told_with_their_percentiles(cases: list[EvaluatedCase]) -> None:
    figure = time_plot(cases)
    assert figure.table is not None
    assert figure.table.rows == (
        ("whole answer", "100", "100", "100", "4"),
        ("retrieve", "60", "60", "60", "4"),
        ("answer", "40", "40", "40", "4"),
    )


def test_ablation_has_a_bar_and_a_difference_per_system() -> None:
    (figure,) = ablation_plots(ABLATION["rows"])  # type: ignore[arg-type]
    assert figure.drawing.count("<rect") == 2
    assert "fused: what the product does" in figure.drawing
    assert re.findall(r">(0\.\d+[ *]*)<", figure.drawing) == ["0.900", "0.700 *"]
    assert figure.table is not None
    assert figure.table.rows[1] == (
        "dense <alone>",
        "by meaning",
        "0.700",
        "0.500 to 0.900",
        "-0.200 [-0.400, -0.100], won 10%, lost 30%",
        "0123456789ab",
    )


def test_worst_cases_come_first_and_are_limited(cases: list[EvaluatedCase]) -> None:
    html = worst_cases_html(cases, 2)
    assert "3 cases of 4 with a measure below its best" in html
    assert "The worst 2 of 3 are here" in html
    assert html.count('<details class="worst">') == 2
    assert html.index("Question declined?") < html.index("boil an egg")
    assert worst_cases_html([cases[0]]) == "<p>No case of this run has a fault.</p>"


def test_command_writes_the_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(folder)]) == 0
    assert capsys.readouterr().out == f"{folder / 'report.html'}\n"
    assert (folder / "report.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_bench_beside_the_runs_is_drawn(folder: Path) -> None:
    start = {"seconds_to_first_page": 3.5, "questions": 5, "resident_mb": 640}
    path = folder / "bench.json"
    path.write_text(json.dumps({"machine": {"cpus": 2}, "start": start}), encoding="utf-8")
    html = make_report(folder)
    assert '<a href="#bench">Speed and memory</a>' in html
    assert '<th scope="row">the app</th><td>640</td>' in html
    path.write_text('{"start": 3}', encoding="utf-8")
    with pytest.raises(UsageError, match="is no bench of this version"):
        make_report(folder)


def test_command_names_what_is_wrong(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(tmp_path)]) == 2
    assert "holds no finished run" in capsys.readouterr().err
    folder = write_run(tmp_path / "run")
    assert main(["report", str(folder), "--ablation", str(folder / "summary.json")]) == 2
    assert "is no ablation" in capsys.readouterr().err
    assert not (folder / "report.html").exists()


def test_folder_of_runs_is_one_report(tmp_path: Path) -> None:
    write_run(tmp_path / "golden")
    write_run(tmp_path / "unanswerable")
    html = make_report(tmp_path)
    assert html.count("<h3>Measures</h3>") == 2
    assert html.count("Reliability of the answerability score") == 1
    with pytest.raises(UsageError, match="no finished run"):
        make_report(tmp_path / "nowhere")
