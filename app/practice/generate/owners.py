"""Whose settings and metrics a section lists: those of "the XGBoost algorithm"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.practice.generate.pieces import Section

_ALGORITHM = re.compile(
    r"^(?:(?:Tunable|Tuning|The) )?(?P<name>(?!Tun)[\w-][^:]{1,48}?)(?: [Aa]lgorithm)?"
    r" [Hh]yperparameters$"
    r"|^(?:Tunable [Hh]yperparameters for|(?:Evaluation )?[Mm]etrics [Cc]omputed by) the"
    r" (?P<other>.{2,40}?)"
    r"(?: [Aa]lgorithm)?$"
)
_RULE = re.compile(r"^Parameters? Descriptions for the (?P<name>\w{3,40}?)(?:Rule)? Rule$")
_ELEMENT = re.compile(r"^crowd-[a-z-]+$")
_PART = re.compile(r"^(?:Training|Data|Network Architecture|Algorithm)$")
"""Parts of an algorithm, which do not name it."""


def subject_of(section: Section) -> str:
    """Return what the entries of a section belong to, with its article; empty where no heading
    says it."""
    names: list[str] = []
    for title in section.titles:
        rule = _RULE.match(title)
        if rule:
            return f"the Debugger rule {rule['name']}"
        if _ELEMENT.match(title):
            return f"the HTML element {title}"
        match = _ALGORITHM.match(title)
        name = (match["name"] or match["other"] or "") if match else ""
        if name and not _PART.match(name):
            names.append(name.removesuffix(" Algorithm"))
    if not names:
        return ""
    mode = f" ({names[-1]})" if names[-1] != names[0] else ""
    return f"the {names[0]} algorithm{mode}"
