"""Questions with the fewest words, for tests of shapes, grades and choices."""

from __future__ import annotations

from typing import Any

from app.practice.records import Evidence, Option, Prompt, Question


def options(number: int) -> tuple[Option, ...]:
    return tuple(Option(f"option {i}", f"reason {i}") for i in range(number))


def prompts(number: int) -> tuple[Prompt, ...]:
    return tuple(Prompt(f"prompt {i}", f"reason {i}") for i in range(number))


def choice(item_id: str = "c", **changes: Any) -> Question:
    """Return a question with four options."""
    given: dict[str, Any] = {
        "id": item_id,
        "type": "multiple_choice",
        "stem": f"Which one is meant by {item_id}?",
        "options": options(4),
        "key": (1,),
        "bullets": ("2.3.k1",),
    }
    return Question(**(given | changes))


def proved(item_id: str, bullet: str = "2.3.k1", **changes: Any) -> Question:
    """Return a choice that shares no word with others but "fact", with its own quote as proof."""
    word = item_id.replace(" ", "")
    evidence = Evidence(f"fact of {word}", start=0, document_id="d")
    own = tuple(
        Option(f"{word}-{i}", f"{word} says so", evidence if i == 0 else None) for i in range(4)
    )
    stem = f"{item_id}: what does {item_id} do when {item_id} runs?"
    changes = {"key": (0,), "stem": stem, "options": own, "bullets": (bullet,)} | changes
    return choice(item_id, **changes)


def response(key: tuple[int, ...] = (0, 2), number: int = 5) -> Question:
    return choice(
        "r", type="multiple_response", options=options(number), key=key, stem="Which ones?"
    )


def ordering(key: tuple[int, ...] = (2, 0, 1), number: int = 4) -> Question:
    return choice("o", type="ordering", options=options(number), key=key, stem="In which order?")


def matching(key: tuple[int, ...] = (1, 0, 1), number: int = 3) -> Question:
    return choice(
        "m",
        type="matching",
        options=options(number),
        key=key,
        prompts=prompts(len(key)),
        stem="Match them.",
    )
