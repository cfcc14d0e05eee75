"""Which passages go together, and which types are asked of them."""

from __future__ import annotations

from app.practice.written.orders import orders_about
from tests.app.answer.passages import make_passage
from tests.app.practice.written.author import LIMITS, PROCEDURE

A, B, C = (
    make_passage([f"Passage {name} of ten words stands in one document here."], name)
    for name in "abc"
)
CODE = make_passage(["x = 1"], "code", kind="code")


def test_neighbours_of_one_document_come_along_as_far_as_they_fit() -> None:
    orders = {o.passages[0].chunk_id: o.passages for o in orders_about(
        [A, B, C, PROCEDURE], ["multiple_choice"], words=20
    )}  # fmt: skip
    assert orders == {"a": (A, B), "b": (B, C), "c": (C,), "c2": (PROCEDURE,)}


def test_steps_are_asked_for_only_where_a_procedure_is() -> None:
    kinds = {o.passages: o.kind for o in orders_about([LIMITS, PROCEDURE], ["ordering"], 5)}
    assert kinds == {(PROCEDURE,): "ordering"}


def test_code_is_not_asked_about_and_a_seed_repeats() -> None:
    passages = [A, CODE, B, C, LIMITS]
    first = list(orders_about(passages, ["multiple_choice", "matching"], 30, seed=3))
    assert first == list(orders_about(passages, ["multiple_choice", "matching"], 30, seed=3))
    assert len(first) == 4
    assert {order.kind for order in first} == {"multiple_choice", "matching"}
