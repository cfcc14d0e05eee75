"""Multiple choice from decision rules: which choice does this case call for?"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from app.practice.generate.articles import agrees, is_smooth
from app.practice.generate.assemble import Candidate, Place, capitalised
from app.practice.generate.clauses import form_of
from app.practice.generate.phrasing import listed
from app.practice.generate.rule_rivals import MOST_STRANGERS, STRANGER, Rivals, are_alike, thing
from app.practice.generate.rules import EMPTY, Rule, rules_of
from app.practice.generate.shelf import core_words
from app.practice.generate.topics import led, rows_of
from app.practice.generate.words import content_words, upper_first
from app.verbs import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.records import DistractorKind, Question

_VAGUE = words(
    """
    data must should need needed team aws simple company want case someone action enough wanted
    required matter task standard question control whole only
    """
)
"""Words that say neither what is handled nor what decides."""
_PLAIN = re.compile(r"[a-z]+(?:-[a-z]+)*(?: |$)")
"""How a name begins that is made of words: "fine-tuning", not "io2 volumes"."""
LEAST_TOLD = 3
"""Telling words of a case below its heading: fewer hold for many things."""
LEAST_ALONE = 4
"""Telling words of a clause that stands without its heading."""
MOST_CUES = 3
CUES_ASKED = 2
"""Phrases of one cue that are asked for, each in its own question."""
LEAST_CUE = 2
"""Words of a phrase that is asked for."""


def rule_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield one question per rule; what other rules choose is wrong."""
    rivals = Rivals.near(page, shelf)
    for rule in rules_of(page):
        if content_words(rule.name) & content_words(rule.case):
            continue
        if not says_enough(rule, rivals) or _decides_between_two(rule, rivals):
            continue
        place = Place(shelf, page, rule.section)
        others = list(_others(rule, rivals))
        key = Candidate(shown(rule, shelf), _reason(rule, shelf), place.evidence(rule.piece))
        deciding = rule.cues or (rule.case,)
        question = place.choice(
            _stem(rule, rivals, "service or feature"), key, others, deciding=deciding
        )
        if question is None or not _are_rivals(question, others, _shown(rule.rival, shelf)):
            continue
        texts = [option.text for option in question.options]
        if all(map(shelf.catalog.named, texts)):
            chosen = [one for one in others if one.text in texts]
            stem = _stem(rule, rivals, "service")
            question = place.choice(stem, key, chosen, deciding=deciding) or question
        yield question


def case_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield one question per rule for the case in which a thing is right; the cases of its rivals
    are wrong."""
    rivals = Rivals.near(page, shelf)
    for rule in rules_of(page):
        if not is_told(rule, rivals):
            continue
        place = Place(shelf, page, rule.section)
        others = list(_other_cases(rule, rivals))
        question = place.choice(
            _asks_case(rule, rivals),
            Candidate(upper_first(rule.case), _reason(rule, shelf), place.evidence(rule.piece)),
            others,
            is_true=partial(_is_said_of, shown(rule, shelf), shelf),
            deciding=(shown(rule, shelf),),
        )
        if question is not None and _are_rivals(question, others):
            yield question


def _asks_case(rule: Rule, rivals: Rivals) -> str:
    """Return the question for the case of a rule; what is not set against services is placed by
    its heading."""
    name = inside(rule, rivals.shelf)
    stands_alone = rivals.has_services(rule)
    if rule.link == "for":
        asked = f"which of these needs calls for {name}?"
        return upper_first(asked) if stands_alone else led(rule.section, asked)
    asked = f"n which case {'are' if _are_several(name) else 'is'} {name} the right choice?"
    return f"I{asked}" if stands_alone else led(rule.section, f"i{asked}")


def cue_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield one question per cue for the phrase that points to a service; those of its rivals are
    wrong."""
    rivals = Rivals.near(page, shelf)
    for rule in rules_of(page):
        service = shelf.catalog.named(rule.name)
        if service is None or rule.link != "cue":
            continue
        place = Place(shelf, page, rule.section)
        for cue in telling_cues(rule)[:CUES_ASKED]:
            others = list(_other_cues(rule, rivals))
            question = place.choice(
                f"Which of these phrases in a scenario points to {service.name}?",
                Candidate(f'"{cue}"', _reason_of_cue(rule, cue, shelf), place.evidence(rule.piece)),
                others,
                is_true=partial(_is_said_of, service.name, shelf),
                deciding=(service.name,),
            )
            if question is not None and _are_rivals(question, others):
                yield question


def _are_rivals(question: Question, others: Sequence[Candidate], rival: str = "") -> bool:
    """Whether the wrong options of a question are one set with the key, and the rival that its
    rule names is among them."""
    distances: dict[str, int] = {}
    for one in others:
        distances.setdefault(capitalised(one.text).casefold(), one.distance)
    texts = [option.text for option in question.options]
    strangers = sum(distances.get(text.casefold(), 0) == STRANGER for text in texts)
    return strangers <= MOST_STRANGERS and (not rival or rival in texts)


def telling_cues(rule: Rule) -> list[str]:
    """Return the phrases of a cue that say enough to be asked for, the longest first."""
    return [
        cue
        for cue in sorted(rule.cues, key=len, reverse=True)
        if len(cue.split()) >= LEAST_CUE and len(content_words(cue) - _VAGUE - EMPTY) >= LEAST_CUE
    ]


def _other_cues(rule: Rule, rivals: Rivals) -> Iterator[Candidate]:
    shelf = rivals.shelf
    own = [
        content_words(cue) - EMPTY
        for one in rivals.rules
        if core_words(one.name) == core_words(rule.name)
        for cue in one.cues
    ]
    for other in rivals.rules:
        distance = rivals.distance(rule, other)
        if other.link != "cue" or distance is None or rivals.are_one(rule, other):
            continue
        cue = next(iter(telling_cues(other)), "")
        if not cue or any(content_words(cue) & words for words in own):
            continue
        theirs, mine = inside(other, shelf), inside(rule, shelf)
        yield Candidate(
            f'"{cue}"',
            f'"{cue}" points to {theirs}, not to {mine}.',
            Place(shelf, other.page, other.section).evidence(other.piece),
            "wrong service",
            distance,
            other.name,
        )


def _is_said_of(name: str, shelf: Shelf, one: Candidate) -> bool:
    return shelf.said_of(name, one.text)


def _decides_between_two(rule: Rule, rivals: Rivals) -> bool:
    """Whether a case holds for more things than the one that is chosen over another: "NTM over LDA
    when training must scale" says nothing of a third algorithm."""
    return bool(rule.rival) and not rivals.has_services(rule)


def says_enough(rule: Rule, rivals: Rivals) -> bool:
    """Whether the case of a rule says what is handled and what decides."""
    alone = rivals.has_services(rule) and rule.link == "when"
    least = LEAST_ALONE if alone else LEAST_TOLD
    return rule.link == "cue" or len(content_words(rule.case) - _VAGUE) >= least


def is_told(rule: Rule, rivals: Rivals) -> bool:
    """Whether the case of a rule can be an option: one smooth clause, or phrase behind "for", that
    does not name it."""
    forms = {"when": ("clause", "acts"), "for": ("phrase",), "cue": ()}
    return (
        form_of(rule.case) in forms[rule.link]
        and says_enough(rule, rivals)
        and is_smooth(rule.case)
        and not content_words(rule.name) & content_words(rule.case)
    )


def _other_cases(rule: Rule, rivals: Rivals) -> Iterator[Candidate]:
    shelf = rivals.shelf
    own = [one for one in rivals.rules if core_words(one.name) == core_words(rule.name)]
    for other in rivals.rules:
        distance = rivals.distance(rule, other)
        if distance is None or other.link != rule.link or not is_told(other, rivals):
            continue
        if rivals.are_one(rule, other) or any(are_alike(one.case, other.case) for one in own):
            continue
        yield Candidate(
            upper_first(other.case),
            f"This calls for {inside(other, shelf)}, not for {inside(rule, shelf)}.",
            Place(shelf, other.page, other.section).evidence(other.piece),
            _wrong(other, rivals),
            distance,
            other.name,
        )


def _others(rule: Rule, rivals: Rivals) -> Iterator[Candidate]:
    """Yield what rules of other cases choose: rivals of a rule, of which its case is not said."""
    shelf = rivals.shelf
    seen = {thing(rule.name, shelf)}
    taken: list[Rule] = []
    if rule.rival:
        seen.add(thing(rule.rival, shelf))
        yield _named_rival(rule, rivals)
    ranked = [
        (distance, number)
        for number, other in enumerate(rivals.rules)
        if (distance := rivals.distance(rule, other)) is not None
    ]
    for distance, number in sorted(ranked):
        other = rivals.rules[number]
        if _is_code(other.name) != _is_code(rule.name):
            continue
        if thing(other.name, shelf) in seen or rivals.are_one(rule, other):
            continue
        if not says_enough(other, rivals) or rivals.fits_too(other, rule):
            continue
        if any(rivals.are_one(other, one) for one in taken):
            continue
        seen.add(thing(other.name, shelf))
        taken.append(other)
        yield Candidate(
            shown(other, shelf),
            _against(other),
            Place(shelf, other.page, other.section).evidence(other.piece),
            _wrong(other, rivals),
            distance,
        )


def _named_rival(rule: Rule, rivals: Rivals) -> Candidate:
    """Return what a rule is chosen over as a wrong option, before all others."""
    other = rivals.named_rule(rule) or rule
    return Candidate(
        _shown(rule.rival, rivals.shelf),
        _reason(rule, rivals.shelf) if other is rule else _against(other),
        Place(rivals.shelf, other.page, other.section).evidence(other.piece),
        _wrong(other, rivals),
        -STRANGER,
    )


def _wrong(other: Rule, rivals: Rivals) -> DistractorKind:
    return "wrong service" if rivals.service(other) else "right service, wrong feature"


def _is_code(name: str) -> bool:
    """Whether a name is an identifier: an operation, a parameter; "SageMaker JumpStart" is none."""
    first = name.split()[0]
    return "_" in name or "." in first or (first[0].islower() and not first.islower())


def shown(rule: Rule, shelf: Shelf) -> str:
    """Return what a rule chooses as an option: services by their full names, so that all look
    alike."""
    return _shown(rule.name, shelf)


def _shown(name: str, shelf: Shelf) -> str:
    service = shelf.catalog.named(name)
    if service:
        return service.name
    return upper_first(name) if _PLAIN.match(name) else name


def inside(rule: Rule, shelf: Shelf) -> str:
    """Return what a rule chooses as it stands inside a sentence."""
    service = shelf.catalog.named(rule.name)
    return service.name if service else _with_article(rule)


def _stem(rule: Rule, rivals: Rivals, kind: str) -> str:
    """Return the question for the choice of a rule, of a kind where services are chosen."""
    which = f"which {kind if rivals.has_services(rule) else 'choice'}"
    stands_alone = rivals.has_services(rule)
    if rule.link == "cue":
        said = listed([f'"{cue}"' for cue in rule.cues[:MOST_CUES]])
        asked = f"a scenario mentions {said}. {upper_first(which)} does it point to?"
        return upper_first(asked) if stands_alone else led(rule.section, asked)
    asked = f"{'fits best for' if rule.link == 'for' else 'is right when'} {rule.case}?"
    if stands_alone:
        return f"{upper_first(which)} {asked}"
    rows = rows_of(rule.section) if rivals.are_rows(rule.section) else ""
    return f"Which {rows} {asked}" if rows else led(rule.section, f"{which} {asked}")


def _are_several(name: str) -> bool:
    """Whether a single word names several things: "GPUs"."""
    return bool(re.fullmatch(r"[A-Z]{2,4}s|[A-Z]?[a-z]+(?<!s)s", name)) and not name.endswith("is")


def _reason(rule: Rule, shelf: Shelf) -> str:
    """Return why what a rule chooses is right, with what a service is."""
    what = _what_it_is(rule, shelf)
    if rule.link == "cue":
        said = listed([f'"{cue}"' for cue in rule.cues])
        points = "point" if len(rule.cues) > 1 else "points"
        return f"{said} {points} to {_with_article(rule)}. {what}".strip()
    name = _opening(rule)
    if rule.rival:
        return f"{name} is chosen over {rule.rival} {rule.link} {rule.case}. {what}".strip()
    said = agrees(name, f"is the right choice {rule.link} {rule.case}")
    if _are_several(name):
        said = said.replace("is the right", "are the right", 1)
    return f"{name} {said}. {what}".strip()


def _with_article(rule: Rule) -> str:
    return f"{rule.article} {rule.name}".strip()


def _opening(rule: Rule) -> str:
    """Return what a rule chooses as a sentence begins with it."""
    name = _with_article(rule)
    return upper_first(name) if _PLAIN.match(name) else name


def _what_it_is(rule: Rule, shelf: Shelf) -> str:
    service = shelf.catalog.named(rule.name)
    return shelf.introduced(service) if service else ""


def _reason_of_cue(rule: Rule, cue: str, shelf: Shelf) -> str:
    others = [f'"{one}"' for one in rule.cues if one != cue]
    like = f", like {listed(others)}" if others else ""
    said = f'"{cue}" points to {_with_article(rule)}{like}.'
    return f"{said} {_what_it_is(rule, shelf)}".strip()


def _against(other: Rule) -> str:
    """Return why the choice of another rule is wrong: what would have to be said for it."""
    if other.link == "cue":
        said = listed([f'"{cue}"' for cue in other.cues])
        return f"{said} would point to {_with_article(other)}."
    name = _opening(other)
    return f"{name} would be right {other.link} {other.case}."
