"""Say in words what a question asks for, and what its key is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.practice.records import Item, Question

LETTERS = "ABCDEFGHIJKLMNOP"
_NUMBERS = ("zero", "one", "two", "three", "four", "five", "six", "seven")


def number_word(number: int) -> str:
    """Return a small number as a word."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def task_words(item: Item) -> str:
    """Return `task 2.3`, or that an item about a document of one's own belongs to none."""
    return f"task {item.task}" if item.task else "outside the outline"


def instruction(question: Question) -> str:
    """Return what a response has to be: `Choose TWO.`"""
    count = number_word(question.choose)
    if question.type == "multiple_choice":
        return "Choose ONE."
    if question.type == "multiple_response":
        return f"Choose {count.upper()}."
    if question.type == "ordering":
        left = len(question.options) > question.choose
        others = " Not every step belongs." if left else ""
        return f"Put {count.upper()} steps in order.{others}"
    more = len(set(question.key)) < len(question.options)
    twice = len(set(question.key)) < len(question.key)
    usage = " A response may serve more than once." if twice else ""
    spare = " Not every response is used." if more else ""
    return f"Match each of {count.upper()} prompts with a response.{usage}{spare}"
