"""What can be wrong with practice questions.

GroundworkError
  ItemError          one item is malformed; the text names it
  BankError          a file of the question bank cannot be read
"""

from __future__ import annotations

from index.errors import GroundworkError


class ItemError(GroundworkError):
    """An item has a shape that its type does not allow."""

    def __init__(self, item_id: str, problem: str, remedy: str = "") -> None:
        super().__init__(f"item {item_id or '(without id)'}: {problem}", remedy)
        self.item_id = item_id
        self.problem = problem


class BankError(GroundworkError):
    """A file of the question bank cannot be read, or an item in it is malformed."""

    def __init__(self, path: str, problem: str, remedy: str = "") -> None:
        super().__init__(f"{path}: {problem}", remedy)
        self.path = path
        self.problem = problem
