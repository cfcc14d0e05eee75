"""Read the question bank: `corpus/questions/**/*.toml`, in the form of `docs/question-bank.md`."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any, cast

from app.practice.errors import BankError, ItemError
from app.practice.records import (
    CONSTRAINTS,
    DIFFICULTIES,
    DISTRACTOR_KINDS,
    ITEM_TYPES,
    CaseStudy,
    Evidence,
    Option,
    Prompt,
    Question,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from app.practice.records import Constraint, Difficulty, DistractorKind, Item, QuestionType

Table = dict[str, Any]
_COMMON = {"id", "type", "difficulty"}
_QUESTION = {
    *("bullets", "services", "constraint", "deciding", "pair", "stem", "option", "prompt", "extra")
}
_CASE = {"title", "scenario", "question"}


def bank_files(folder: Path) -> list[Path]:
    """Return the files of a bank in a fixed order."""
    return sorted(folder.rglob("*.toml"))


def load_bank(folder: Path) -> list[Item]:
    """Read a whole bank.

    Raises BankError naming the file and the item when one is malformed or an id occurs twice.
    """
    items: list[Item] = []
    seen: dict[str, Path] = {}
    for path in bank_files(folder):
        for item in load_file(path):
            if item.id in seen:
                raise BankError(
                    str(path), f"item {item.id} stands in {seen[item.id]} too", "Give it another id"
                )
            seen[item.id] = path
            items.append(item)
    return items


def load_file(path: Path) -> list[Item]:
    """Read one file. Raises BankError."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise BankError(str(path), f"cannot be read ({error.strerror})") from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise BankError(str(path), f"is no valid TOML ({error})", "Correct it") from error
    exam = str(data.get("exam", "mla-c01"))
    checked = str(data["checked"]) if "checked" in data else None
    items = []
    for table in data.get("item", []):
        try:
            items.append(_item(table, exam, checked))
        except ItemError as error:
            raise BankError(str(path), error.what, error.remedy or "Correct it") from error
    return items


def _item(table: Table, exam: str, checked: str | None) -> Item:
    item_id = str(table.get("id", ""))
    kind = table.get("type")
    if kind not in ITEM_TYPES:
        raise ItemError(item_id, f"unknown type '{kind}'", f"Choose from: {', '.join(ITEM_TYPES)}")
    if kind != "case_study":
        _check_names(item_id, table, _COMMON | _QUESTION)
        return _question(item_id, kind, table, exam, checked)
    _check_names(item_id, table, _COMMON | _CASE)
    questions = []
    for number, part in enumerate(table.get("question", []), 1):
        part_id = f"{item_id}-q{number}"
        _check_names(part_id, part, _COMMON | _QUESTION)
        form = part.get("type")
        if form not in ITEM_TYPES or form == "case_study":
            raise ItemError(part_id, f"unknown type '{form}'")
        questions.append(_question(part_id, form, part, exam, checked))
    return CaseStudy(
        id=item_id,
        title=str(table.get("title", "")),
        scenario=_text(table.get("scenario", "")),
        questions=tuple(questions),
        difficulty=_difficulty(item_id, table.get("difficulty", "hard")),
        exam=exam,
        checked=checked,
    )


def _question(
    item_id: str, kind: QuestionType, table: Table, exam: str, checked: str | None
) -> Question:
    options, prompts, key = (
        _pairs(item_id, table) if kind == "matching" else _options(item_id, kind, table)
    )
    constraint = table.get("constraint", "none")
    if constraint not in CONSTRAINTS:
        raise ItemError(
            item_id, f"unknown constraint '{constraint}'", f"Choose from: {', '.join(CONSTRAINTS)}"
        )
    return Question(
        id=item_id,
        type=kind,
        stem=_text(table.get("stem", "")),
        options=options,
        key=key,
        prompts=prompts,
        bullets=_strings(table, "bullets"),
        services=_strings(table, "services"),
        difficulty=_difficulty(item_id, table.get("difficulty", "medium")),
        constraint=cast("Constraint", constraint),
        deciding=tuple(_text(phrase) for phrase in _strings(table, "deciding")),
        pair=str(table.get("pair", "")),
        exam=exam,
        checked=checked,
    )


def _options(
    item_id: str, kind: QuestionType, table: Table
) -> tuple[tuple[Option, ...], tuple[Prompt, ...], tuple[int, ...]]:
    """Read options with `key = true` on the right ones; steps stand in the right order."""
    if "prompt" in table or "extra" in table:
        raise ItemError(item_id, f"{kind} has no prompts", "Use [[item.option]]")
    rows = table.get("option", [])
    options = tuple(_option(item_id, row) for row in rows)
    key = tuple(i for i, row in enumerate(rows) if row.get("key") is True)
    return options, (), key


def _option(item_id: str, row: Table) -> Option:
    _check_names(item_id, row, {"text", "key", "why", "quote", "by_absence", "kind"})
    is_key = row.get("key") is True
    kind = row.get("kind")
    if is_key and kind is not None:
        raise ItemError(item_id, "an option that is the key has no distractor kind", "Remove kind")
    if not is_key and kind not in DISTRACTOR_KINDS:
        raise ItemError(
            item_id,
            f"a wrong option has the kind '{kind}'",
            f"Choose from: {'; '.join(DISTRACTOR_KINDS)}",
        )
    return Option(
        text=_text(row.get("text", "")),
        rationale=_text(row.get("why", "")),
        evidence=_evidence(row),
        kind=cast("DistractorKind | None", kind),
    )


def _pairs(
    item_id: str, table: Table
) -> tuple[tuple[Option, ...], tuple[Prompt, ...], tuple[int, ...]]:
    """Read prompts with their answers; `extra` responses belong to none of them."""
    if "option" in table:
        raise ItemError(item_id, "matching has no options", "Use [[item.prompt]], [[item.extra]]")
    rows = table.get("prompt", [])
    for row in rows:
        _check_names(item_id, row, {"text", "answer", "why", "quote"})
    answers = [_text(row.get("answer", "")) for row in rows]
    responses = list(dict.fromkeys(answers))
    options = [
        Option(text, " ".join(_reasons(rows, answers, text)), _first_evidence(rows, answers, text))
        for text in responses
    ]
    options += [_option(item_id, row) for row in table.get("extra", [])]
    prompts = tuple(
        Prompt(_text(row.get("text", "")), _text(row.get("why", "")), _evidence(row))
        for row in rows
    )
    return tuple(options), prompts, tuple(responses.index(answer) for answer in answers)


def _reasons(rows: Sequence[Table], answers: Sequence[str], text: str) -> Iterable[str]:
    pairs = zip(rows, answers, strict=True)
    return (_text(row.get("why", "")) for row, answer in pairs if answer == text)


def _first_evidence(rows: Sequence[Table], answers: Sequence[str], text: str) -> Evidence | None:
    return _evidence(rows[answers.index(text)])


def _evidence(row: Table) -> Evidence | None:
    quote = _text(row.get("quote", ""))
    return Evidence(quote, by_absence=row.get("by_absence") is True) if quote else None


def _difficulty(item_id: str, value: object) -> Difficulty:
    if value not in DIFFICULTIES:
        raise ItemError(
            item_id, f"unknown difficulty '{value}'", f"Choose from: {', '.join(DIFFICULTIES)}"
        )
    return value


def _strings(table: Table, name: str) -> tuple[str, ...]:
    value = table.get(name, [])
    return tuple(str(one) for one in ([value] if isinstance(value, str) else value))


def _text(value: object) -> str:
    """Return a text on one line: TOML's line breaks are for the eye."""
    return " ".join(str(value).split())


def _check_names(item_id: str, table: Table, known: set[str]) -> None:
    unknown = sorted(set(table) - known)
    if unknown:
        raise ItemError(item_id, f"unknown entry '{unknown[0]}'", f"Known: {sorted(known)}")
