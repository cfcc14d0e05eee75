"""The second pass: the model answers its own question without the key, from the evidence alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.practice.written.calling import asked_for
from app.practice.written.prompts import blind_prompt
from app.practice.written.refusal import Refusal
from app.practice.written.replies import LETTERS, BlindAnswer, BlindChoice

if TYPE_CHECKING:
    from app.practice.records import Question
    from app.practice.written.calling import StructuredModel
    from app.practice.written.quotes import PassageLibrary

SHIFTS = (1, 2)
"""How far the options are moved in each asking: a model that says "A" whatever is asked, or that
remembers where it put the key, cannot be right both times."""


def blind_refusal(
    question: Question, library: PassageLibrary, model: StructuredModel
) -> Refusal | None:
    """Return how the model's own answers differ from the key; None when all agree.

    Raises ChatModelError when the model cannot be asked.
    """
    count = len(question.options)
    form: type[BlindChoice | BlindAnswer] = BlindChoice if question.choose == 1 else BlindAnswer
    for shift in SHIFTS:
        shown = [(place + shift) % count for place in range(count)]
        reply = asked_for(model, blind_prompt(question, library, shown), form)
        if isinstance(reply, Refusal):
            return Refusal("blind answer differs", f"Answered blind, it gave {reply.message}")
        places = [LETTERS.index(letter) for letter in reply.answers]
        if any(place >= count for place in places):
            return Refusal("blind answer differs", "Answered blind, it named no option")
        given = [shown[place] for place in places]
        if question.type == "multiple_response":
            given.sort()
        if tuple(given) != question.key:
            said = "; ".join(question.options[k].text for k in given) or "nothing"
            return Refusal(
                "blind answer differs", f'From the evidence alone the answer was "{said}"'
            )
    return None
