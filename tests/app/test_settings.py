from pathlib import Path

import pytest

from app.settings import ROOT, Settings


def test_defaults_lie_in_the_checkout() -> None:
    settings = Settings.from_environment({})
    assert settings == Settings(
        index=ROOT / "index" / "data",
        data=ROOT / "app" / "data",
        database_url="",
        corpus=ROOT / "corpus",
        bank=ROOT / "corpus" / "questions",
        exam="mla-c01",
    )
    assert settings.uploads == ROOT / "app" / "data" / "uploads"


def test_environment_overrides_the_defaults() -> None:
    settings = Settings.from_environment(
        {
            "GROUNDWORK_INDEX": "/srv/index",
            "GROUNDWORK_DATA": "/srv/data",
            "DATABASE_URL": "sqlite:////srv/db",
            "GROUNDWORK_EXAM": "mla-c02",
        }
    )
    assert (settings.index, settings.data) == (Path("/srv/index"), Path("/srv/data"))
    assert (settings.database_url, settings.exam) == ("sqlite:////srv/db", "mla-c02")
    assert settings.uploads == Path("/srv/data/uploads")


@pytest.mark.parametrize(
    "name", ["GROUNDWORK_INDEX", "GROUNDWORK_DATA", "GROUNDWORK_EXAM", "DATABASE_URL"]
)
def test_empty_variable_counts_as_unset(name: str) -> None:
    assert Settings.from_environment({name: ""}) == Settings.from_environment({})


def test_process_environment_is_read_by_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GROUNDWORK_EXAM", "mla-c02")
    assert Settings.from_environment().exam == "mla-c02"
