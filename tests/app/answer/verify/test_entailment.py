from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from app.answer.verify.verifier import Verifier
from index.aliases import AliasTable
from tests.app.answer.passages import make_passage

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

PASSAGE = make_passage(["A cold start delays the first answer of an idle endpoint."])
RETOLD = "The first answer of an idle endpoint is delayed by a cold start."


class Length:
    """An entailment model of its own: short hypotheses follow, long ones do not."""

    def __init__(self, longest: int) -> None:
        self.longest = longest
        self.asked = 0

    def entails(self, premises: Sequence[str], hypotheses: Sequence[str]) -> NDArray[np.float32]:
        self.asked += len(premises)
        return np.array([len(h) <= self.longest for h in hypotheses], dtype=np.float32)


def test_the_model_can_object_to_what_the_checks_let_through() -> None:
    check = Verifier(AliasTable(), entailment=Length(5)).check(RETOLD, (PASSAGE,))
    assert check.verdict == "partly"
    assert "entailment model" in check.reasons[0]


def test_the_model_lets_through_what_it_sees_follow() -> None:
    assert Verifier(AliasTable(), entailment=Length(500)).check(RETOLD, (PASSAGE,)).verdict == (
        "supported"
    )


def test_the_model_is_not_asked_about_what_the_checks_refuse() -> None:
    model = Length(500)
    check = Verifier(AliasTable(), entailment=model).check("It takes 9 minutes.", (PASSAGE,))
    assert (check.verdict, model.asked) == ("not supported", 0)
