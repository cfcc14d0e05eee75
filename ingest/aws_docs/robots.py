"""What a host allows and how fast: its robots.txt (RFC 9309)."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.robotparser import RobotFileParser

from ingest.aws_docs.client import AGENT, FetchError
from ingest.aws_docs.pace import DEFAULT_DELAY

if TYPE_CHECKING:
    from ingest.aws_docs.client import Client

ROBOTS_BYTES = 500 * 1024
"""Largest robots.txt that is read; RFC 9309, 2.5 asks for no more."""


@dataclass(frozen=True, slots=True)
class Robots:
    """The rules of one host."""

    rules: RobotFileParser
    delay: float = DEFAULT_DELAY
    """Seconds between two requests."""

    @classmethod
    def parse(cls, text: str) -> Robots:
        """Read the text of a robots.txt."""
        rules = RobotFileParser()
        rules.parse(text.splitlines())
        delay = rules.crawl_delay(AGENT)
        rate = rules.request_rate(AGENT)
        named = [float(delay)] if delay is not None else []
        if rate is not None and rate.requests:
            named.append(rate.seconds / rate.requests)
        return cls(rules, max(named, default=DEFAULT_DELAY))

    @classmethod
    def ask(cls, client: Client, origin: str) -> Robots:
        """Read the robots.txt of a host; one that has none allows everything.

        Raises FetchError when the host does not answer: nothing may be asked for then (RFC 9309,
        2.3.1.4).
        """
        body = io.BytesIO()
        try:
            client.get(f"{origin}/robots.txt", body, limit=ROBOTS_BYTES, accept="text/plain")
        except FetchError as error:
            if error.transient or error.unreachable:
                raise
            return cls.parse("")
        return cls.parse(body.getvalue().decode("utf-8-sig", "replace"))

    def allows(self, address: str) -> bool:
        """Tell whether an address may be asked for."""
        return self.rules.can_fetch(AGENT, address)
