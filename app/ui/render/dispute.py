"""Show a verdict on a disputed key, with the quotes for and against each option."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from app.ui.render.links import document_address, official_link
from app.ui.render.words import day

if TYPE_CHECKING:
    from collections.abc import Iterable

    from app.practice.dispute import Dispute, OptionCase, Quote

_LEADS = {
    "key stands": "The key stands.",
    "ambiguous": "The question is ambiguous.",
    "key wrong": "The key is wrong, as far as the sources say.",
}


def dispute_html(dispute: Dispute, created: str) -> str:
    """Return the verdict, the rule that gave it, and its evidence."""
    wanted = [case for case in dispute.cases if case.is_key or case.is_claimed]
    others = [case for case in dispute.cases if case not in wanted]
    more = (
        f"<details><summary>The other options</summary>{_cases(others)}</details>" if others else ""
    )
    return (
        f'<div class="gw-dispute"><p class="gw-lead">{escape(_LEADS[dispute.verdict])}</p>'
        f"<p>{escape(dispute.reason)}</p>"
        f'<p class="gw-quiet">Rule: {escape(dispute.rule)} · {escape(day(created))} · '
        "recorded; your grade stays as it is</p>"
        f"{_cases(wanted)}{more}</div>"
    )


def _cases(cases: Iterable[OptionCase]) -> str:
    return "".join(map(_case, cases))


def _case(case: OptionCase) -> str:
    roles = [w for w, is_it in (("the key", case.is_key), ("your claim", case.is_claimed)) if is_it]
    tag = f' <span class="gw-tag">{escape(", ".join(roles))}</span>' if roles else ""
    quotes = _quotes("For", case.supporting) + _quotes("Against", case.opposing)
    nothing = '<p class="gw-quiet">The sources say nothing for or against it.</p>'
    return (
        f'<section><p class="gw-option">{escape(case.text)}{tag}</p>{quotes or nothing}</section>'
    )


def _quotes(side: str, quotes: Iterable[Quote]) -> str:
    return "".join(_quote(side, quote) for quote in quotes)


def _quote(side: str, quote: Quote) -> str:
    address = document_address(quote.document_id, quote.start, quote.start + len(quote.text))
    official = f" · {official_link(quote.url)}" if quote.url else ""
    absence = " (this list is complete and lacks it)" if quote.by_absence else ""
    return (
        f'<blockquote class="gw-quote"><b>{side}{absence}:</b> {escape(quote.text)}'
        f'<footer><a href="{escape(address)}" target="_blank">{escape(quote.where)}</a>'
        f"{official}</footer></blockquote>"
    )
