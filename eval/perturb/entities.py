"""Exchange the name of an AWS service for that of another one."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from eval.perturb.records import FalseSentence

if TYPE_CHECKING:
    import random
    from pathlib import Path

    from eval.perturb.records import Kind, TrueSentence

UMBRELLA = re.compile(r"^(?:amazon|aws|amazon web services|amazon sagemaker ai|sagemaker.*)$", re.I)

OUTSIDE = "service"
"""Kind of the alias table's entries for services that no note treats."""


@dataclass(frozen=True, slots=True)
class Service:
    """A service by all its names, longest first."""

    names: tuple[str, ...]

    @property
    def display(self) -> str:
        """Return the full current name."""
        return self.names[0]

    def stands_in(self, text: str) -> re.Match[str] | None:
        """Return where one of the names stands in a text, or None."""
        for name in self.names:
            if name not in text:
                continue
            found = re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)
            if found:
                return found
        return None


@dataclass(frozen=True, slots=True)
class Services:
    """The AWS services that the alias table lists and the notes treat."""

    all: tuple[Service, ...]

    @classmethod
    def load(cls, table: Path) -> Self:
        """Read the entries whose current name begins with Amazon or AWS.

        Services outside the exam are left out: a swap to one that no note names is too easy.
        """
        entries = tomllib.loads(table.read_text(encoding="utf-8"))["alias"]
        services = [
            Service((entry["name"], *sorted(entry["aliases"], key=len, reverse=True)))
            for entry in entries
            if entry["name"].startswith(("Amazon ", "AWS "))
            and not entry.get("ambiguous")
            and entry.get("kind") != OUTSIDE
        ]
        return cls(tuple(one for one in services if not UMBRELLA.match(one.display)))


def entity_swapped(
    true: TrueSentence, services: Services, rng: random.Random
) -> FalseSentence | None:
    """Return the sentence with a service that its passage and headings do not name."""
    scope = " ".join((true.passage.title, *true.passage.heading_path, true.passage.text))
    strangers = [one for one in services.all if not one.stands_in(scope)]
    return _exchanged(true, services, strangers, "entity", rng)


def entity_swapped_within(
    true: TrueSentence, services: Services, rng: random.Random
) -> FalseSentence | None:
    """Return the sentence with another service that its own passage names, outside of it."""
    neighbours = [
        one
        for one in services.all
        if one.stands_in(true.passage.text) and not one.stands_in(true.text)
    ]
    return _exchanged(true, services, neighbours, "entity-hard", rng)


def _exchanged(
    true: TrueSentence,
    services: Services,
    others: list[Service],
    kind: Kind,
    rng: random.Random,
) -> FalseSentence | None:
    longest = max(
        (m for one in services.all if (m := one.stands_in(true.text))),
        key=lambda match: len(match.group()),
        default=None,
    )
    if longest is None or not others:
        return None
    other = rng.choice(others).display
    text = true.text[: longest.start()] + other + true.text[longest.end() :]
    return FalseSentence(kind, text, true.text, true.passage, f"{longest.group()} -> {other}")
