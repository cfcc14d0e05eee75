from collections.abc import Iterator

import pytest

from tests.ingest.aws_docs.docs_server import DocsServer, FakeTime


@pytest.fixture
def server() -> Iterator[DocsServer]:
    docs = DocsServer()
    yield docs
    docs.close()


@pytest.fixture
def fake_time() -> FakeTime:
    return FakeTime()
