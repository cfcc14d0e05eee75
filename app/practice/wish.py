"""What is asked for: which questions, by exam, domain, task, bullet, service, type, difficulty."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING, Any, Literal, Self

from app.practice.records import DIFFICULTIES, GRADES, ITEM_TYPES
from index.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from app.practice.blueprint import Blueprint
    from index.aliases import AliasTable

Well = Literal["bank", "factory", "model"]
WELLS: tuple[Well, ...] = ("bank", "factory", "model")
NAMES = {
    "multiple_choice": "multiple choice",
    "multiple_response": "multiple response",
    "ordering": "ordering",
    "matching": "matching",
    "case_study": "case study",
}
"""Item types as a reader calls them."""


@dataclass(frozen=True, slots=True)
class Wish:
    """Limits on the questions of a quiz. Empty fields do not limit; given ones all hold."""

    exam: str = ""
    domains: tuple[int, ...] = ()
    tasks: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    """Services as the blueprint writes them, or other named things (see `checked`)."""
    topic: str = ""
    """Words that an item is about, e.g. "feature store"; its other names count too."""
    types: tuple[str, ...] = ()
    difficulties: tuple[str, ...] = ()
    origins: tuple[str, ...] = ()
    paths: tuple[str, ...] = ()
    """Beginnings of the paths of documents that the proof stands in, e.g. `("uploads.pdf",)`."""
    missed: bool = False
    """Only what was missed when it was last asked, the most missed first."""
    grades: tuple[str, ...] = ()
    """`exam`, `drill`; unless it is named, what an exam could ask comes first, and drills only
    where that is too little. An exam simulation names `exam`."""
    pairs: bool = False
    """Let both halves of a minimal pair into one quiz."""

    @property
    def is_placed(self) -> bool:
        """Whether it names a part of the outline, so that the exam's weights do not apply."""
        places = (self.domains, self.tasks, self.bullets, self.services, self.topic, self.paths)
        return any(places)

    def to_json(self) -> dict[str, Any]:
        """Return the fields that limit, as JSON."""
        return {name: value for name, value in asdict(self).items() if value}

    @classmethod
    def from_json(cls, record: Mapping[str, Any]) -> Self:
        """Return the wish that `to_json` wrote; names it does not know are left out."""
        known: dict[str, Any] = {n: record[n] for n in cls.__slots__ if n in record}
        read: dict[str, Any] = {n: tuple(v) if isinstance(v, list) else v for n, v in known.items()}
        return cls(**read)

    def checked(self, blueprint: Blueprint, aliases: AliasTable) -> Wish:
        """Return the wish with its services under current names.

        Raises:
            UsageError: it names something that does not exist; the text says what does.
        """
        _check("domain", self.domains, [domain.id for domain in blueprint.domains])
        _check("task", self.tasks, [task.id for task in blueprint.tasks])
        _check_bullets(self.bullets, blueprint)
        _check("type", self.types, ITEM_TYPES)
        _check("difficulty", self.difficulties, DIFFICULTIES)
        _check("origin", self.origins, WELLS)
        _check("grade", self.grades, GRADES)
        services = tuple(_service(name, blueprint, aliases) for name in self.services)
        return replace(self, services=services)

    def describe(self) -> str:
        """Return the wish in words: `hard ordering questions on task 2.3`."""
        kind = " ".join(NAMES.get(t, t) for t in self.types)
        noun = "recall drills" if self.grades == ("drill",) else "questions"
        words = [" or ".join(self.difficulties), kind, noun, self._place()]
        return " ".join(word for word in words if word)

    def _place(self) -> str:
        places = [
            *(f"domain {domain}" for domain in self.domains),
            *(f"task {task}" for task in self.tasks),
            *self.bullets,
            *self.services,
            *([self.topic] if self.topic else []),
            *self.paths,
        ]
        missed = "that you missed" if self.missed else ""
        return " ".join(p for p in (f"on {', '.join(places)}" if places else "", missed) if p)


def service_named(name: str, blueprint: Blueprint, aliases: AliasTable) -> str | None:
    """Return the blueprint's name of a service given under any of its names, or None.

    A named thing that is no service of its own (Feature Store) comes back under its current name.
    """
    wanted = {name.casefold().strip()}
    named = None
    for entry in aliases.entries:
        if wanted & {other.casefold() for other in entry.names}:
            named = entry.name
            wanted.update(other.casefold() for other in entry.names)
    for service in blueprint.services:
        bare = service.casefold()
        if wanted & {bare, bare.removeprefix("amazon "), bare.removeprefix("aws ")}:
            return service
    return named


def _service(name: str, blueprint: Blueprint, aliases: AliasTable) -> str:
    found = service_named(name, blueprint, aliases)
    if found is None:
        near = [s for s in blueprint.services if name.casefold().strip() in s.casefold()]
        hint = f"Did you mean: {', '.join(near)}" if near else _some(blueprint.services)
        raise UsageError(f"Unknown service '{name}'", hint)
    return found


def _some(names: tuple[str, ...]) -> str:
    return f"In scope are {len(names)}, e.g. {', '.join(names[:5])}"


def _check_bullets(bullets: Iterable[str], blueprint: Blueprint) -> None:
    for bullet in bullets:
        if bullet not in blueprint.bullets:
            task = bullet.rpartition(".")[0]
            near = [b for b in blueprint.bullets if b.rpartition(".")[0] == task]
            known = near or [b.id for b in blueprint.tasks]
            word = f"Those of task {task}" if near else "The tasks are"
            raise UsageError(f"Unknown bullet '{bullet}'", f"{word}: {', '.join(known)}")


def _check(noun: str, given: Iterable[object], known: Iterable[object]) -> None:
    listed = list(known)
    for value in given:
        if value not in listed:
            there = ", ".join(str(one) for one in listed)
            raise UsageError(f"Unknown {noun} '{value}'", f"There is: {there}")
