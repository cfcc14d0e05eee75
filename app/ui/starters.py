"""Questions to begin with: six that show what can be asked, or the index's own titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui.render.abstention import topic_question
from app.ui.services import entries

if TYPE_CHECKING:
    from app.retrieval import IndexPassageSource

NOTES = "corpus"
"""The collection that holds our own notes, which these questions are about."""
QUESTIONS = (
    "When should I use asynchronous inference rather than batch transform?",
    "How long is the exam and how many questions does it have?",
    "What is the maximum payload of a real-time endpoint?",
    "What is the difference between data drift and concept drift?",
    "How do I register and approve a model version?",
    "Which metrics suit an imbalanced classification problem?",
)


def starter_questions(source: IndexPassageSource) -> tuple[str, ...]:
    """Return six questions that the index in use can answer."""
    documents = entries(source)
    if any(entry.source.collection == NOTES for entry in documents):
        return QUESTIONS
    titles = dict.fromkeys(entry.source.title for entry in documents)
    return tuple(topic_question(title) for title in list(titles)[: len(QUESTIONS)])
