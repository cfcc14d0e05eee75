from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.store.database import open_database
from app.store.preferences import PreferenceStore

if TYPE_CHECKING:
    from sqlalchemy import Engine


@pytest.fixture
def preferences(engine: Engine) -> PreferenceStore:
    return PreferenceStore(engine)


def test_unset_preference_has_its_default(preferences: PreferenceStore) -> None:
    assert preferences.get("theme") == ""
    assert preferences.get("theme", "light") == "light"


def test_preference_is_kept_and_replaced(preferences: PreferenceStore) -> None:
    preferences.set("theme", "dark")
    assert preferences.get("theme", "light") == "dark"
    preferences.set("theme", "")
    assert preferences.get("theme", "light") == ""


def test_preferences_do_not_touch_each_other(preferences: PreferenceStore) -> None:
    preferences.set("theme", "dark")
    preferences.set("domain", "3")
    preferences.set("theme", "light")
    assert (preferences.get("theme"), preferences.get("domain")) == ("light", "3")


def test_preference_survives_a_restart(url: str) -> None:
    first = open_database(url)
    PreferenceStore(first).set("theme", "dark")
    first.dispose()
    second = open_database(url)
    assert PreferenceStore(second).get("theme") == "dark"
    second.dispose()
