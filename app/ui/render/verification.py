"""Show what was verified of an answer that a chat model wrote, and what was taken out."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from app.ui.render.words import count

if TYPE_CHECKING:
    from app.answer.records import Answer, AnswerSentence

EXTRACTIVE = "extractive"
COPIED = "Word for word from its source"
_BADGES = {"supported": "✓", "partly": "◐", "not supported": "✗"}


def is_written(answer: Answer) -> bool:
    """Whether a chat model wrote what is shown."""
    return answer.model != EXTRACTIVE and not answer.abstained


def badge_html(answer: Answer, sentence: AnswerSentence) -> str:
    """Return the badge of a written sentence; sentences of the sources need none."""
    if not is_written(answer):
        return ""
    says = COPIED if sentence.added else f"Checked against its source: {sentence.verdict}"
    badge = "❝" if sentence.added else _BADGES[sentence.verdict]
    return (
        f'<span class="gw-badge" role="img" title="{escape(says)}" aria-label="{escape(says)}">'
        f"{badge}</span>"
    )


def verified_line(answer: Answer) -> str:
    """Return `7 of 7 sentences verified`, and how many were taken out."""
    total = len(answer.sentences)
    verified = sum(sentence.verdict == "supported" for sentence in answer.sentences)
    line = f"{verified} of {count(total, 'sentence')} verified"
    return f"{line}, {len(answer.removed)} taken out" if answer.removed else line


def removed_html(answer: Answer) -> str:
    """Return the sentences that were taken out with the reasons, closed; text only, no links."""
    rows = "".join(
        f"<li><s>{escape(one.text)}</s><small>{escape(one.verdict)}: "
        f"{escape('; '.join(one.reasons))}</small></li>"
        for one in answer.removed
    )
    head = f"What {escape(answer.asked_model)} wrote and the sources do not support"
    return (
        f'<details class="gw-removed"><summary>{head}: '
        f"{count(len(answer.removed), 'sentence')}</summary><ul>{rows}</ul></details>"
    )


def notice_html(answer: Answer) -> str:
    """Return the one line that says why this is not the chat model's whole answer."""
    return f'<p class="gw-notice">{escape(answer.notice)}</p>'


def draft_html(draft: str) -> str:
    """Return the sentence that is being written, and that nothing has checked it yet."""
    return (
        f'<p class="gw-draft" aria-hidden="true">{escape(draft)}</p>'
        '<p class="gw-quiet">Being written; not checked yet.</p>'
    )
