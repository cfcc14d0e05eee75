"""Drills: plain recall of what a document says, for somebody who studies that document.

A drill is as sound as an item of the exam's grade (its key is right by construction, its quotes
stand where they should), but it asks for less: a name, a value, the next step of a procedure.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.practice.generate.choice_statements import statement_questions
from app.practice.generate.drill_blanks import blank_questions
from app.practice.generate.drill_cells import cell_matching, cell_questions, row_questions
from app.practice.generate.drill_duties import duty_questions
from app.practice.generate.drill_granted import granted_choices, granted_responses
from app.practice.generate.drill_kinds import kind_questions, kinds_questions
from app.practice.generate.drill_lists import member_questions, members_questions
from app.practice.generate.drill_modals import modal_questions
from app.practice.generate.drill_names import belonging_questions, owner_matching, owner_questions
from app.practice.generate.drill_pairs import pair_statements
from app.practice.generate.drill_settings import (
    default_matching,
    default_questions,
    valid_questions,
    values_questions,
)
from app.practice.generate.drill_steps import next_questions
from app.practice.generate.drill_subjects import subject_questions
from app.practice.generate.drill_support import support_choices, support_responses
from app.practice.generate.drill_terms import meaning_questions, term_matching, term_questions
from app.practice.generate.drill_tunable import tunable_questions, tuned_questions
from app.practice.generate.drill_workflow import order_questions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Item, ItemType, Question

DRILL_MAKERS: dict[ItemType, dict[str, Callable[[Page, Shelf], Iterator[Question]]]] = {
    "multiple_choice": {
        "drill term": term_questions,
        "drill meaning": meaning_questions,
        "drill row": row_questions,
        "drill cell": cell_questions,
        "drill statement": statement_questions,
        "drill default": default_questions,
        "drill valid values": valid_questions,
        "drill kind": kind_questions,
        "drill owner": owner_questions,
        "drill tuned": tuned_questions,
        "drill subject": subject_questions,
        "drill duty": duty_questions,
        "drill blank": blank_questions,
        "drill modal": modal_questions,
        "drill next step": next_questions,
        "drill member": member_questions,
        "drill supported": support_choices,
        "drill granted": granted_choices,
    },
    "multiple_response": {
        "drill members": members_questions,
        "drill pairs": pair_statements,
        "drill kinds": kinds_questions,
        "drill belonging": belonging_questions,
        "drill values": values_questions,
        "drill tunable": tunable_questions,
        "drill support": support_responses,
        "drill grants": granted_responses,
    },
    "ordering": {"drill steps": order_questions},
    "matching": {
        "drill terms": term_matching,
        "drill table": cell_matching,
        "drill defaults": default_matching,
        "drill owners": owner_matching,
    },
}
"""Makers by the name that a report calls them. A drill is never a case study."""


def asked_already(items: Iterable[Item]) -> Iterator[tuple[int, str]]:
    """Yield what items of one document turn on: where a key is proved, and what it says."""
    for item in items:
        for part in item.parts:
            if part.type == "multiple_choice":
                option = part.options[part.key[0]]
                yield (option.evidence.start if option.evidence else -1), option.text.casefold()
