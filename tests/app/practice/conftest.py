from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.practice.bank import load_bank
from tests.app.practice.tiny_bank import BANK, tiny_room

if TYPE_CHECKING:
    from app.practice.records import Item
    from app.question_room import QuestionRoom


@pytest.fixture(scope="session")
def bank() -> dict[str, Item]:
    return {item.id: item for item in load_bank(BANK)}


@pytest.fixture(scope="session")
def room(tmp_path_factory: pytest.TempPathFactory) -> QuestionRoom:
    return tiny_room(tmp_path_factory.mktemp("room"))
