"""How models are named, and what is kept out of names."""

from __future__ import annotations

import tomllib

import pytest

from app.chat_model.ollama import ollama_address
from app.chat_model.options import ModelOptions
from app.chat_model.providers import PROVIDERS
from app.chat_model.scrub import scrub
from app.chat_model.spec import ModelSpec
from app.settings import ROOT, Settings
from index.errors import UsageError


@pytest.mark.parametrize("text", ["", " ", "extractive"])
def test_no_model_is_a_choice(text: str) -> None:
    assert ModelSpec.parse(text) is None


@pytest.mark.parametrize(
    ("text", "provider", "model"),
    [
        ("ollama:llama3.2:3b", "ollama", "llama3.2:3b"),
        ("Bedrock-Converse:anthropic.claude-v2:1", "bedrock_converse", "anthropic.claude-v2:1"),
        ("local:/models/a b.gguf", "local", "/models/a b.gguf"),
    ],
)
def test_the_first_colon_divides(text: str, provider: str, model: str) -> None:
    assert ModelSpec.parse(text) == ModelSpec(provider, model)


@pytest.mark.parametrize("text", ["gpt-4o", "openai:", ":x", "open ai"])
def test_a_name_without_provider_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="PROVIDER:MODEL"):
        ModelSpec.parse(text)


def test_a_local_file_is_shown_without_its_folders() -> None:
    spec = ModelSpec("local", "/home/reader/secret place/qwen.gguf")
    assert spec.label == "local:qwen.gguf"
    assert str(spec) == "local:/home/reader/secret place/qwen.gguf"


def test_the_extras_are_those_that_the_messages_name() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    named = {one.extra: [one.requirement] for one in PROVIDERS.values()}
    assert project["optional-dependencies"] == named


def test_the_tests_pin_what_the_messages_name() -> None:
    pinned = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8").splitlines()
    assert PROVIDERS["openai"].requirement in pinned
    assert PROVIDERS["local"].requirement in pinned


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Bearer abcdefgh123", "Bearer [hidden]"),
        (
            "Incorrect API key provided: sk-proj-abc123def456.",
            "Incorrect API key provided: [hidden]",
        ),
        ("key AKIAIOSFODNN7EXAMPLE used", "key [hidden] used"),
        ("http://user:pass@host/v1", "http://[hidden]@host/v1"),
        ("api_key='topsecretvalue'", "api_key='[hidden]'"),
        ("value correct-horse-battery here", "value [hidden] here"),
        ("a token limit of 512 tokens", "a token limit of 512 tokens"),
    ],
)
def test_keys_are_taken_out_of_texts(text: str, shown: str) -> None:
    assert scrub(text, {"MY_API_KEY": "correct-horse-battery", "HOME": "here"}) == shown


def test_the_settings_name_the_model_and_its_limits() -> None:
    settings = Settings.from_environment(
        {
            "GROUNDWORK_MODEL": " ollama:llama3.2 ",
            "GROUNDWORK_MODEL_TIMEOUT": "12.5",
            "GROUNDWORK_MODEL_TOKENS": "300",
            "GROUNDWORK_MODEL_CONTEXT": "4096",
        }
    )
    assert settings.model == "ollama:llama3.2"
    assert settings.model_options == ModelOptions(timeout=12.5, max_tokens=300, context_tokens=4096)


@pytest.mark.parametrize("value", ["0", "-1", "soon", "inf", "nan"])
def test_a_limit_that_is_no_positive_number_is_refused(value: str) -> None:
    with pytest.raises(UsageError, match="GROUNDWORK_MODEL_TIMEOUT"):
        Settings.from_environment({"GROUNDWORK_MODEL_TIMEOUT": value})


@pytest.mark.parametrize(
    ("host", "address"),
    [
        ("", "http://127.0.0.1:11434"),
        ("0.0.0.0", "http://127.0.0.1:11434"),
        ("localhost:5000", "http://localhost:5000"),
        ("http://[::1]:11434", "http://[::1]:11434"),
        ("http://gpu.example.com:11434", None),
    ],
)
def test_ollama_is_looked_for_on_this_machine_only(host: str, address: str | None) -> None:
    assert ollama_address({"OLLAMA_HOST": host}) == address
