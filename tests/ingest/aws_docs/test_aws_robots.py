"""What robots.txt allows and how fast; when a request is made again."""

from datetime import UTC, datetime

import pytest

from ingest.aws_docs.pace import Pace
from ingest.aws_docs.retry import back_off, retry_after
from ingest.aws_docs.robots import Robots
from tests.ingest.aws_docs.docs_server import FakeTime

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def test_rules_and_delay_are_read() -> None:
    robots = Robots.parse("User-agent: *\nDisallow: /search/\nCrawl-delay: 7\n")
    assert robots.delay == 7
    assert robots.allows("https://docs.aws.amazon.com/sagemaker/latest/dg/a.md")
    assert not robots.allows("https://docs.aws.amazon.com/search/x.html")


def test_own_block_goes_before_the_general_one() -> None:
    robots = Robots.parse(
        "User-agent: groundwork\nDisallow: /private/\n\nUser-agent: *\nDisallow: /\n"
    )
    assert robots.allows("https://a.example/page.md")
    assert not robots.allows("https://a.example/private/page.md")


@pytest.mark.parametrize(
    ("text", "delay"),
    [
        ("", 5.0),
        ("User-agent: *\nDisallow:\n", 5.0),
        ("User-agent: *\nRequest-rate: 1/20\n", 20.0),
        ("User-agent: *\nCrawl-delay: 2\nRequest-rate: 10/5\n", 2.0),
    ],
)
def test_delay_defaults_to_five_seconds(text: str, delay: float) -> None:
    assert Robots.parse(text).delay == delay


def test_back_off_doubles() -> None:
    assert [back_off(failures) for failures in (1, 2, 3)] == [5.0, 10.0, 20.0]


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Mon, 23 Nov 2026 12:00:30 GMT", 30.0),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
    ],
)
def test_retry_after_as_seconds_or_date(header: str | None, seconds: float | None) -> None:
    assert retry_after(header, NOW) == seconds


def test_pace_keeps_requests_apart_per_host() -> None:
    time = FakeTime()
    pace = Pace(time.clock, time.sleep)
    pace.set_delay("https://a", 5)
    pace.set_delay("https://b", 2)
    pace.wait("https://a")
    pace.wait("https://b")
    time.seconds += 3
    pace.wait("https://a")
    pace.wait("https://b")
    assert time.slept == [2.0]


def test_pace_takes_the_longer_of_delay_and_wait() -> None:
    time = FakeTime()
    pace = Pace(time.clock, time.sleep)
    pace.set_delay("https://a", 5)
    pace.wait("https://a")
    pace.wait("https://a", at_least=1)
    pace.wait("https://a", at_least=30)
    assert time.slept == [5.0, 30.0]
