"""One scripted server per module."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.app.chat_model.models import scripted_model
from tests.app.chat_model.openai_server import Script
from tests.app.practice.written.bench import ROOMY, Bench

if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture(scope="module")
def bench() -> Iterator[Bench]:
    script = Script()
    with scripted_model(script, ROOMY) as model:
        yield Bench(model, script)
