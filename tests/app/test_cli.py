"""`python -m app ask`: what it prints, where, and its exit status."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from app.cli import main
from app.settings import ROOT
from eval.suites import SHARED
from tests.app.chat_model.openai_server import Script, serving

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("model_loaded_once")
CONTRACT = SHARED / "contracts" / "ask.py"
QUESTIONS = (
    "What is the difference between File mode and Pipe mode?",
    "What is the maximum payload of serverless inference?",
    "How do I start a shadow test?",
    "Which types of monitors does Model Monitor have?",
    "What is PSI?",
)


def ask(tiny_index: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    """Run `ask --json` in this process and return the one object it prints."""
    assert main(["ask", *arguments, "--json", "--index", str(tiny_index)]) == 0
    printed = capsys.readouterr()
    assert printed.err == ""
    assert len(printed.out.splitlines()) == 1
    answer: dict[str, Any] = json.loads(printed.out)
    return answer


def check_contract(answer: dict[str, Any]) -> None:
    """Check that every shown sentence is cited and every span lies where it says."""
    assert not answer["abstained"]
    assert answer["sentences"]
    passages = {source["n"]: source["passage"] for source in answer["sources"]}
    cited = set()
    for sentence in answer["sentences"]:
        assert sentence["citations"]
        assert sentence["verdict"] in (None, "supported")
        spans = []
        for citation in sentence["citations"]:
            passage = passages[citation["n"]]
            assert 0 <= citation["start"] < citation["end"] <= len(passage)
            spans.append(passage[citation["start"] : citation["end"]])
            cited.add(citation["n"])
        if answer["model"] == "extractive":
            assert sentence["text"] in spans
    assert cited == set(passages)
    assert len(passages) == len(answer["sources"])


@pytest.mark.parametrize("question", QUESTIONS)
def test_json_holds_the_contract(
    tiny_index: Path, capsys: pytest.CaptureFixture[str], question: str
) -> None:
    check_contract(ask(tiny_index, capsys, question))


def test_json_has_the_documented_fields(
    tiny_index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = ask(tiny_index, capsys, QUESTIONS[0])
    assert answer["question"] == QUESTIONS[0]
    assert answer["abstained"] is False
    assert answer["model"] == "extractive"
    assert isinstance(answer["snapshot"], str)
    assert isinstance(answer["seconds"], float)
    assert set(answer["sentences"][0]) >= {"text", "verdict", "citations"}
    assert set(answer["sentences"][0]["citations"][0]) == {"n", "start", "end"}
    source = answer["sources"][0]
    assert set(source) >= {
        *("n", "chunk_id", "title", "path", "url", "heading_path", "page", "passage")
    }
    assert source["path"] == "domain1/input-modes.md"
    assert source["heading_path"] == [
        "Input modes of a training job",
        "File mode and Pipe mode compared",
    ]
    assert (source["url"], source["page"]) == (None, None)


def test_json_of_an_abstention_says_so(
    tiny_index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = ask(tiny_index, capsys, "How long do I boil an egg?")
    assert answer["abstained"] is True
    assert (answer["sentences"], answer["sources"]) == ([], [])
    assert {"boil", "egg"} <= set(answer["missing_terms"])
    assert set(answer["topics"][0]) == {"title", "heading_path", "path"}


def test_earlier_questions_give_the_subject(
    tiny_index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    earlier = ("--after", "What is PSI?", "--after", "What is asynchronous inference?")
    answer = ask(tiny_index, capsys, "what does it cost?", *earlier)
    assert answer["understood_as"] == "what does asynchronous inference cost?"


def test_search_can_be_limited(tiny_index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for limits in (("--domain", "3"), ("--task", "3.1"), ("--collection", "corpus")):
        answer = ask(tiny_index, capsys, QUESTIONS[1], *limits)
        assert {s["path"] for s in answer["sources"]} == {"domain3/endpoint-limits.md"}
    assert ask(tiny_index, capsys, QUESTIONS[1], "--collection", "uploads")["abstained"] is True


def test_without_json_the_answer_is_markdown(
    tiny_index: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "What is PSI?", "--index", str(tiny_index)]) == 0
    printed = capsys.readouterr().out
    assert printed.startswith("The population stability index (PSI) is a measure")
    assert "**Sources**\n\n- [1] Measures of drift \\> Population stability index (PSI)" in printed


@pytest.mark.parametrize(
    ("arguments", "reason"),
    [
        (["ask", "   "], "The question is empty"),
        (["ask", "What is PSI?", "--model", "gpt"], "'gpt' names no chat model"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what(
    capsys: pytest.CaptureFixture[str], arguments: list[str], reason: str
) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith(f"error: {reason}")


@pytest.mark.parametrize("arguments", [[], ["ask"], ["ask", "x", "--domain", "three"], ["sing"]])
def test_what_the_parser_refuses_ends_with_2(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert "usage: python -m app" in capsys.readouterr().err


def test_missing_index_ends_with_1_and_says_what_to_do(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["ask", "What is PSI?", "--index", str(tmp_path)]) == 1
    assert "ingest build" in capsys.readouterr().err


def test_index_of_the_settings_is_the_default(
    tiny_index: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GROUNDWORK_INDEX", str(tiny_index))
    assert main(["ask", "What is PSI?"]) == 0
    assert "population stability index" in capsys.readouterr().out


def test_command_in_a_process_of_its_own(tiny_index: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "app", "ask", "What is PSI?", "--json", "--index", str(tiny_index)],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert (done.returncode, done.stderr) == (0, "")
    check_contract(json.loads(done.stdout))
    if CONTRACT.exists():
        checked = subprocess.run(
            [sys.executable, str(CONTRACT)],
            input=done.stdout,
            capture_output=True,
            text=True,
            check=False,
        )
        assert (checked.returncode, checked.stderr) == (0, "")


def test_a_chat_model_answers_and_its_sentences_are_checked(
    tiny_index: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    script = Script(
        write=lambda _: "PSI above 0.2 is commonly read as a strong shift [1]. PSI is 9."
    )
    with serving(script) as address:
        monkeypatch.setenv("GROUNDWORK_MODEL_URL", address)
        asked = ["ask", "What is PSI?", "--model", "openai:scripted", "--json"]
        assert main([*asked, "--index", str(tiny_index)]) == 0
    printed = capsys.readouterr()
    answer = json.loads(printed.out)
    assert answer["model"] == "openai:scripted"
    written, *added = answer["sentences"]
    assert written["text"] == "PSI above 0.2 is commonly read as a strong shift."
    assert {s["verdict"] for s in answer["sentences"]} == {"supported"}
    assert printed.err == (
        "note: The last sentence, word for word from the sources, completes what openai:scripted"
        " wrote.\n"
    )
    [completed] = added
    [citation] = completed["citations"]
    passages = {source["n"]: source["passage"] for source in answer["sources"]}
    assert passages[citation["n"]][citation["start"] : citation["end"]] == completed["text"]
    assert [r["text"] for r in answer["removed"]] == ["PSI is 9."]


def test_the_environment_names_the_model(
    tiny_index: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GROUNDWORK_MODEL", "openai:scripted")
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    assert main(["ask", "What is PSI?", "--index", str(tiny_index), "--json"]) == 0
    printed = capsys.readouterr()
    answer = json.loads(printed.out)
    assert (answer["model"], answer["asked_model"]) == ("extractive", "openai:scripted")
    assert answer["sentences"]
    assert printed.err.startswith("note: There is no key for openai. Set OPENAI_API_KEY in ")
