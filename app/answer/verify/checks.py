"""The exact checks: numbers, names, denials, opposites and order, against one place of a passage.

Each check returns what is wrong in plain words, nothing when all is well.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.answer.verify.polarity import denying_words, has_only, opposites

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.answer.verify.evidence import Evidence, Place
    from app.answer.verify.names import Name
    from app.answer.verify.polarity import Denial
    from app.answer.verify.quantities import Quantity
    from app.answer.verify.statement import Statement
    from app.answer.verify.words import Word

    Fact = Quantity | Name

ROLE_MARGIN = 0.2
"""How much better a fact's surroundings must fit another fact before it counts as swapped."""
COVERED_DENIAL = 0.6
"""Share of a denial's scope that a sentence must repeat before it has to repeat the denial."""
DENYING_DISTANCE, DENYING_AFTER = 3, 2
"""Words between a denying word ("lacks", "instead of") and what it denies, which may precede it."""
_SLACK = 2
"""The words that a denial itself puts in ("does not")."""
_CALLED_WRONG = re.compile(
    r"\b(?:answer|option|choice|statement)s?\s+(?:that|which)\s+(.+?)\s+(?:is|are)\s+(?:wrong|false)\b"
)
_LOWER_BOUNDS = frozenset(("minimum", "min", "least", "more", "above", "over", "from", "fewest"))
PIVOTS = frozenset(("than", "before", "after", "divided"))
_ARM_WORDS = 6
_DIVIDED, _DIVIDED_ARM = "divided", 2
"""A quotient is of the nearest words; a comparison may reach further."""
_UMBRELLA = "sagemaker"
_UMBRELLA_KEYS = frozenset(("amazon sagemaker ai", "amazon sagemaker", "sagemaker ai", "sagemaker"))


def number_faults(said: Statement, place: Place, evidence: Evidence) -> Iterator[str]:
    """Yield the numbers that do not stand in the place, or stand there for something else."""
    units = {e.unit for e in place.statement.quantities}
    above = (e for e in evidence.headings.quantities if e.unit not in units)
    here = (*place.statement.quantities, *above)
    for q in said.quantities:
        equal = [e for e in here if q.agrees(e)]
        if not equal:
            if q.is_weak and not _contradicts_one(q, here):
                continue
            elsewhere = any(q.agrees(e) for e in evidence.whole.quantities)
            what = "stands in another part of" if elsewhere else "is not in"
            yield f'the number "{q.text}" {what} the cited passage'
            continue
        if (
            q.bound
            and any(e.bound for e in equal)
            and all(e.bound not in ("", q.bound) for e in equal)
        ):
            yield f'"{q.text}" is an upper limit in one text and a lower limit in the other'
        elif q.bound == "least" and not _bounds_below(q, equal, place):
            yield f'that "{q.text}" is the least is not said in the cited passage'
        others = [e for e in place.statement.quantities if e.unit == q.unit and not q.agrees(e)]
        if _said_too_often(q, said, place, others):
            yield f'the number "{q.text}" is said more often than in the cited passage'
        equal_here = [e for e in place.statement.quantities if q.agrees(e)]
        same = [s for s in said.quantities if s.agrees(q)]
        if equal_here and any(
            _stands_for_another(
                said, same, place, equal_here, o, [s for s in said.quantities if s.agrees(o)]
            )
            for o in others
        ):
            yield f'the number "{q.text}" belongs to something else in the cited passage'


def _bounds_below(q: Quantity, equal: Sequence[Quantity], place: Place) -> bool:
    """Whether a place names a number as a lower limit, in whatever words."""
    return any(e.bound == q.bound for e in equal) or any(
        word.lower in _LOWER_BOUNDS for word in place.statement.words
    )


def _said_too_often(q: Quantity, said: Statement, place: Place, others: Sequence[Quantity]) -> bool:
    """Whether a number takes the place of another one, which the sentence then lacks."""
    here = sum(q.agrees(e) for e in place.statement.quantities)
    return 0 < here < sum(q.agrees(e) for e in said.quantities) and any(
        not any(e.agrees(s) for s in said.quantities) for e in others
    )


def name_faults(said: Statement, place: Place, evidence: Evidence) -> Iterator[str]:
    """Yield the names that the place does not hold, or holds in another role."""
    here = place.statement
    for name in said.names:
        equal = [n for n in here.names if name.meets(n)]
        if not equal and not _is_written(name, here):
            problem = _name_not_here(name, said, place, evidence)
            if problem:
                yield problem
            continue
        others = [
            n
            for n in here.names
            if n.is_service
            and name.is_service
            and not name.meets(n)
            and not any(_listed_together(here, n, e) for e in equal)
        ]
        same = [n for n in said.names if n.meets(name)]
        if equal and any(
            _stands_for_another(said, same, place, equal, o, [n for n in said.names if n.meets(o)])
            for o in others
        ):
            yield f'"{name.text}" stands for something else in the cited passage'


def _listed_together(here: Statement, one: Name, other: Name) -> bool:
    """Whether nothing but names and listing words stands between two names."""
    start, end = min(one.end, other.end), max(one.start, other.start)
    return not any(
        word.is_content and not any(n.start <= word.start < n.end for n in here.names)
        for word in here.words
        if start <= word.start < end
    )


def _name_not_here(name: Name, said: Statement, place: Place, evidence: Evidence) -> str:
    if name.text.lower() in _UMBRELLA_KEYS and any(_UMBRELLA in key for key in evidence.keys):
        return ""
    around = (evidence.headings, *evidence.before(place))
    if any(not name.keys.isdisjoint(s.keys) or _is_written(name, s) for s in around):
        replaced = [
            n
            for n in place.statement.names
            if n.known
            and name.known
            and n.keys.isdisjoint(said.keys)
            and n.keys.isdisjoint(_UMBRELLA_KEYS)
            and not _is_written(n, said)
        ] or (place.is_row and _fewer(place.statement, said, name))
        if replaced:
            return f'"{name.text}" where the cited passage names "{replaced[0].text}"'
        return ""
    elsewhere = not name.keys.isdisjoint(evidence.keys) or _is_written(name, evidence.whole)
    what = "stands in another part of" if elsewhere else "is not in"
    return f'"{name.text}" {what} the cited passage'


def _fewer(row: Statement, said: Statement, besides: Name) -> list[Name]:
    """Return the names that a row holds more often than the sentence, which says another one."""
    return [
        n
        for n in row.names
        if n.known
        and not n.meets(besides)
        and sum(n.meets(m) for m in row.names) > sum(n.meets(m) for m in said.names) > 0
    ]


def _is_written(name: Name, statement: Statement) -> bool:
    """Whether a name that is not a service's stands in a text, in any spelling of its words."""
    lower = name.text.lower()
    if not name.known:
        parts = [p for p in lower.replace("-", " ").split() if len(p) > 1]
        return all(
            part in statement.lower or (len(part) > 4 and part[:-1] in statement.lower)
            for part in parts
        )
    return any(
        key in statement.lower and " " in key and _bounded(key, statement.lower)
        for key in name.keys
    )


def _bounded(key: str, text: str) -> bool:
    at = text.find(key)
    return at >= 0 and not text[at - 1 : at].isalnum()


def denial_faults(said: Statement, place: Place) -> Iterator[str]:
    """Yield what one text denies and the other states."""
    here = place.statement
    if place.is_row and "|" in said.text:
        if tuple(sorted(d.word for d in said.denials)) != place.denied:
            yield "the row denies other things than the sentence"
        return
    for denial in said.denials:
        if not denial.scope:
            continue
        if any(_same_denial(denial, other) for other in here.denials):
            continue
        if _denied_by_word(denial, said, here) or _denied_by_opposite(denial, here):
            continue
        yield f'"{denial.word}" is not said of this in the cited passage'
    for denial in here.denials:
        heads = denial.scope[:2]
        covered = [stem for stem in denial.scope if stem in said.stems]
        if not heads or len(covered) < COVERED_DENIAL * len(denial.scope):
            continue
        if any(_same_denial(denial, other) for other in said.denials):
            continue
        if _denied_by_word(denial, here, said) or _denied_by_opposite(denial, said):
            continue
        yield f'the cited passage says "{denial.word}" of this'


def wrong_answer_faults(said: Statement, place: Place) -> Iterator[str]:
    """Yield what the place names only to call it wrong ("an answer that ... is wrong")."""
    for named in _CALLED_WRONG.finditer(place.statement.lower):
        inside = {w.stem for w in place.statement.words if named.start(1) <= w.start < named.end(1)}
        covered = sum(stem in inside for stem in said.content)
        agrees = said.denials or "wrong" in said.lower or "false" in said.lower
        if said.content and covered >= COVERED_DENIAL * len(said.content) and not agrees:
            yield "the cited passage calls this wrong"


def _same_denial(one: Denial, other: Denial) -> bool:
    if not one.scope or not other.scope:
        return not one.scope and not other.scope
    return bool(set(one.scope[:2]) & set(other.scope)) or bool(
        set(other.scope[:2]) & set(one.scope)
    )


def _denied_by_word(denial: Denial, denying: Statement, other: Statement) -> bool:
    """Whether `other` denies the same by a word that `denying` lacks: "lacks", "instead of"."""
    return bool(_denying_near(denial, other) - _denying_near(denial, denying, _SLACK))


def _denying_near(denial: Denial, statement: Statement, slack: int = 0) -> frozenset[str]:
    wanted = set(denial.scope[:3])
    before, after = DENYING_DISTANCE + slack, DENYING_AFTER + slack
    return frozenset().union(
        *(
            denying_words(statement.words[max(0, at - before) : at + after + 1])
            for at, word in enumerate(statement.words)
            if word.stem in wanted
        )
    )


def _denied_by_opposite(denial: Denial, statement: Statement) -> bool:
    return any(
        opposite in statement.stems
        for stem in denial.scope[:3]
        if stem not in statement.stems
        for opposite in opposites().get(stem, ())
    )


def opposite_faults(said: Statement, place: Place) -> Iterator[str]:
    """Yield words of the sentence where the place says the opposite, both or neither denied."""
    here = place.statement
    for word in said.words:
        turned = opposites().get(word.stem)
        if not turned or word.stem in here.stems:
            continue
        met = [w for w in here.words if w.stem in turned and w.stem not in said.stems]
        if not met or not _shares_neighbour(said, word, here, met):
            continue
        if _is_denied(word.stem, said) == any(_is_denied(w.stem, here) for w in met):
            yield f'"{word.text}" where the cited passage says "{met[0].text}"'


def _shares_neighbour(said: Statement, word: Word, here: Statement, met: Sequence[Word]) -> bool:
    near = said.near(word.start, word.end)
    theirs = [here.near(w.start, w.end) for w in met]
    return not near or any(not their or near & their for their in theirs)


def _is_denied(stem: str, statement: Statement) -> bool:
    return any(stem in denial.scope for denial in statement.denials)


def only_faults(said: Statement, place: Place) -> Iterator[str]:
    """Yield an "only" that the place does not say; "the only one" and "not only" are no such."""
    for before, word in zip((None, *said.words), said.words, strict=False):
        idle = before is not None and before.lower in ("the", "not", "its", "their")
        if word.lower in ("only", "solely", "exclusively") and not idle:
            if not has_only(place.statement.words):
                yield 'the cited passage does not say "only"'
            return


def order_faults(said: Statement, place: Place) -> Iterator[str]:
    """Yield a comparison or sequence whose sides are exchanged."""
    here = place.statement
    for at, word in enumerate(said.words):
        if word.lower not in PIVOTS or "|" in said.text:
            continue
        for other, same in enumerate(here.words):
            if same.lower != word.lower:
                continue
            left, right = _arms(said, at)
            their_left, their_right = _arms(here, other)
            straight = len(left & their_left) + len(right & their_right)
            crossed = len(left & their_right) + len(right & their_left)
            if crossed > straight:
                yield f'the two sides of "{word.text}" are exchanged'


def _arms(statement: Statement, at: int) -> tuple[set[str], set[str]]:
    longest = _DIVIDED_ARM if statement.words[at].lower == _DIVIDED else _ARM_WORDS

    def stems(words: Sequence[Word]) -> set[str]:
        found = []
        for word in words:
            if word.lower in (";", ".", "\n", "|"):
                break
            if word.is_content or (word.stem and word.text[:1].isupper()):
                found.append(word.stem)
            if len(found) == longest:
                break
        return set(found)

    return stems(tuple(reversed(statement.words[:at]))), stems(statement.words[at + 1 :])


def dropped_conditions(said: Statement, place: Place) -> Iterator[str]:
    """Yield a condition ("only with", "unless", "except") that the sentence leaves out."""
    words = place.statement.words
    for at, word in enumerate(words):
        follows = words[at + 1].lower if at + 1 < len(words) else ""
        narrow = word.lower in ("unless", "except") or (
            word.lower == "only"
            and follows in ("with", "when", "if", "after", "on", "for", "while")
        )
        if not narrow:
            continue
        scope = []
        for later in words[at + 1 :]:
            if later.lower in (",", ";", ".", "|", "\n"):
                break
            if later.is_content:
                scope.append(later.stem)
        kept = sum(s in said.stems for s in scope)
        if scope and word.lower == "except" and kept == len(scope) and not _turns(said):
            yield "the cited passage excepts this"
        elif scope and kept < len(scope) / 3:
            condition = place.statement.text[word.start : word.start + 60].split("\n")[0]
            yield f'the cited passage adds a condition: "{condition.strip()}"'


def _turns(said: Statement) -> bool:
    """Whether a sentence denies or excepts something too."""
    return bool(said.denials) or any(w.lower in ("except", "unless", "but") for w in said.words)


def _contradicts_one(one: Quantity, here: Sequence[Quantity]) -> bool:
    return bool(one.unit) and any(e.unit == one.unit for e in here)


def _stands_for_another(
    said: Statement,
    facts: Sequence[Fact],
    place: Place,
    equal: Sequence[Fact],
    other: Fact,
    other_said: Sequence[Fact],
) -> bool:
    """Whether the surroundings of a fact fit another fact of its kind clearly better than its own.

    When the sentence says the other one too, both are looked at together: they are exchanged when
    each fits better where the other stands.
    """
    if not any(place.statement.near(e.start, e.end) for e in equal):
        return False
    straight = _fit(said, facts, place.statement, equal)
    crossed = _fit(said, facts, place.statement, (other,))
    if other_said:
        straight += _fit(said, other_said, place.statement, (other,))
        crossed += _fit(said, other_said, place.statement, equal)
    return crossed > straight + ROLE_MARGIN


def _fit(said: Statement, facts: Sequence[Fact], here: Statement, others: Sequence[Fact]) -> float:
    """Return how much of the surroundings of a fact recurs around another, at best, 0..1."""
    best = 0.0
    for fact in facts:
        near = said.near(fact.start, fact.end)
        for other in others:
            around = here.near(other.start, other.end)
            best = max(best, len(near & around) / len(near) if near else 0.0)
    return best
