"""Which questions a quiz gets: by wish, by weight, by history; none twice; by seed again."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from app.practice.blueprint import Blueprint
from app.practice.matching import Catalogue
from app.practice.records import CaseStudy, Option
from app.practice.selection import History, NothingToAskError, Past, select, shares, similar
from app.practice.wish import Wish
from index.aliases import AliasTable
from index.errors import UsageError
from tests.app.practice.drafts import proved
from tests.app.practice.tiny_bank import COUNT, EXAMS, tiny_room

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from app.practice.records import Item
    from app.practice.selection import Selection
    from app.question_room import QuestionRoom

BLUEPRINT = Blueprint.open(EXAMS, "mla-c01")
NO_NAMES = AliasTable()
WORDS = ("amber", "basil", "cedar", "delta", "ember", "fjord", "grove", "heron", "ivory", "jolly")


def many(per_domain: int) -> list[Item]:
    """Return items that are nothing like each other, as many in each domain."""
    return [
        proved(f"{WORDS[domain]} {WORDS[i // 10]} {WORDS[i % 10]}", f"{domain}.{1 + i % 3}.k1")
        for domain in (1, 2, 3, 4)
        for i in range(per_domain)
    ]


def choose(
    items: Sequence[Item], count: int, seed: int = 1, wish: Wish | None = None, **more: object
) -> Selection:
    catalogue = Catalogue(items, NO_NAMES)
    return select(catalogue, wish or Wish(), BLUEPRINT, count, seed, **more)  # type: ignore[arg-type]


def ids(selection: Selection) -> list[str]:
    return [item.id for item in selection.items]


def test_shares_follow_the_weights_of_the_exam() -> None:
    assert shares(BLUEPRINT, 50) == {1: 14, 2: 13, 3: 11, 4: 12}
    assert shares(BLUEPRINT, 1) == {1: 1, 2: 0, 3: 0, 4: 0}
    assert sum(shares(BLUEPRINT, 7).values()) == 7
    other = Blueprint.open(EXAMS, "mla-c02")
    assert shares(other, 50) == {1: 14, 2: 12, 3: 12, 4: 12}


def test_quiz_without_a_place_is_weighted_as_the_exam() -> None:
    chosen = choose(many(20), 50)
    assert Counter(item.domain for item in chosen.items) == {1: 14, 2: 13, 3: 11, 4: 12}
    tasks = Counter(item.task for item in chosen.items if item.domain == 1)
    assert sorted(tasks.values()) == [4, 5, 5]


def test_domains_that_lack_questions_are_made_up_by_others() -> None:
    items = [item for item in many(20) if item.domain != 3 or item.id.endswith("amber")]
    chosen = choose(items, 50)
    assert len(chosen.items) == 50
    assert Counter(item.domain for item in chosen.items)[3] == 2


def test_same_seed_same_quiz_whatever_the_order_of_the_pool() -> None:
    items = many(10)
    assert ids(choose(items, 10, seed=7)) == ids(choose(items[::-1], 10, seed=7))
    assert ids(choose(items, 10, seed=7)) != ids(choose(items, 10, seed=8))


def test_unseen_come_first_then_missed_then_known() -> None:
    items = [item for item in many(4) if item.domain == 1]
    seen = {
        items[0].id: Past(1, 1, False, "2026-11-20"),
        items[1].id: Past(2, 0, True, "2026-11-21"),
    }
    wish = Wish(domains=(1,))
    three = ids(choose(items, 2, wish=wish, history=History(seen)))
    assert set(three) == {items[2].id, items[3].id}
    assert items[0].id in ids(choose(items, 3, wish=wish, history=History(seen)))
    assert items[1].id not in ids(choose(items, 3, wish=wish, history=History(seen)))


def test_missed_are_the_most_missed_first() -> None:
    items = many(3)
    seen = {
        items[0].id: Past(1, 1, False, "2026-11-20"),
        items[1].id: Past(3, 3, False, "2026-11-20"),
        items[2].id: Past(2, 1, True, "2026-11-20"),
    }
    wish = Wish(missed=True)
    assert ids(choose(items, 1, wish=wish, history=History(seen))) == [items[1].id]
    both = choose(items, 5, wish=wish, history=History(seen), exact=False)
    assert set(ids(both)) == {items[0].id, items[1].id}
    with pytest.raises(NothingToAskError, match="Nothing is missed so far"):
        choose(items, 1, wish=wish)


def test_bank_comes_before_the_factory() -> None:
    bank = many(2)
    made = [replace(item, id=f"{item.id} made", origin="factory") for item in many(4)[8:]]
    made = [item for item in made if item.id.removesuffix(" made") not in {b.id for b in bank}]
    chosen = choose([*made, *bank], len(bank), wish=Wish(types=("multiple_choice",)))
    assert sum(item.origin == "bank" for item in chosen.items) >= 6


def test_halves_of_a_minimal_pair_meet_only_when_asked(room: QuestionRoom) -> None:
    wish = Wish(tasks=("1.1",))
    with pytest.raises(UsageError, match="There are 1 different ones"):
        select(room.catalogue, wish, BLUEPRINT, 2, 1)
    both = select(room.catalogue, replace(wish, pairs=True), BLUEPRINT, 2, 1)
    assert {item.id for item in both.items} == {"t-mode-file", "t-mode-pipe"}


def test_near_duplicates_do_not_meet() -> None:
    first = proved("amber")
    again = replace(first, id="other", stem=f"{first.stem} ")
    reworded = replace(first, id="third", stem=first.stem.replace("when", "as soon as"))
    chosen = choose([first, again, reworded], 3, exact=False)
    assert len(chosen.items) == 1


def test_two_questions_on_one_proof_meet_only_when_nothing_else_is_left() -> None:
    first, second = proved("amber"), proved("basil")
    same = tuple(
        Option(option.text, "basil", first.options[0].evidence if i == 0 else None)
        for i, option in enumerate(second.options)
    )
    second = replace(second, options=same)
    third = proved("cedar")
    for seed in range(8):
        two = ids(choose([first, second, third], 2, seed=seed))
        assert set(two) != {"amber", "basil"}
    assert len(ids(choose([first, second, third], 3))) == 3


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Wish(domains=(4,)), {"t-psi", "t-monitors-two", "t-monitors-match"}),
        (Wish(tasks=("2.1",)), {"t-case"}),
        (Wish(bullets=("4.1.k2",)), {"t-monitors-two", "t-monitors-match"}),
        (Wish(types=("ordering", "case_study")), {"t-shadow-order", "t-case"}),
        (Wish(difficulties=("hard",)), {"t-psi", "t-case"}),
        (Wish(services=("S3",)), {"t-spot"}),
        (Wish(services=("Simple Storage Service",)), {"t-spot"}),
        (Wish(topic="shadow tests"), {"t-shadow-order"}),
        (Wish(topic="PSI"), {"t-psi"}),
        (Wish(topic="population stability index"), {"t-psi"}),
        (Wish(exam="mla-c01", types=("matching",)), {"t-monitors-match"}),
    ],
)
def test_filters(room: QuestionRoom, wish: Wish, expected: set[str]) -> None:
    found = room.catalogue.matching(wish.checked(BLUEPRINT, room.aliases))
    assert {item.id for item in found} == expected


@pytest.mark.parametrize(
    ("wish", "message"),
    [
        (Wish(domains=(5,)), r"Unknown domain '5'\. There is: 1, 2, 3, 4"),
        (Wish(tasks=("2.9",)), r"Unknown task '2\.9'\. There is: 1\.1, .*4\.3"),
        (Wish(bullets=("2.1.k99",)), r"Unknown bullet '2\.1\.k99'\. Those of task 2\.1: 2\.1\.k1"),
        (Wish(bullets=("9.1.k1",)), r"Unknown bullet '9\.1\.k1'\. The tasks are: 1\.1"),
        (Wish(types=("essay",)), r"Unknown type 'essay'\. There is: multiple_choice, .*case_study"),
        (Wish(difficulties=("brutal",)), r"Unknown difficulty 'brutal'\. There is: easy, medium"),
        (Wish(services=("Frobnicator",)), r"Unknown service 'Frobnicator'\. In scope are \d+"),
        (Wish(services=("Kinesi",)), r"Did you mean: Amazon Kinesis"),
    ],
)
def test_what_does_not_exist_is_said_with_what_does(
    room: QuestionRoom, wish: Wish, message: str
) -> None:
    with pytest.raises(UsageError, match=message):
        wish.checked(BLUEPRINT, room.aliases)


def test_counts_beyond_what_exists_are_refused_or_cut(room: QuestionRoom) -> None:
    with pytest.raises(UsageError, match=rf"There are {COUNT - 1} different ones"):
        select(room.catalogue, Wish(), BLUEPRINT, 50, 1)
    assert len(select(room.catalogue, Wish(), BLUEPRINT, 50, 1, exact=False).items) == COUNT - 1
    with pytest.raises(UsageError, match="quiz of 0 questions"):
        select(room.catalogue, Wish(), BLUEPRINT, 0, 1)


def test_nothing_to_ask_says_what_there_is(room: QuestionRoom) -> None:
    wish = Wish(types=("ordering",), difficulties=("hard",))
    with pytest.raises(NothingToAskError, match=r"no hard ordering questions.*1 of another diff"):
        select(room.catalogue, wish, BLUEPRINT, 1, 1)
    with pytest.raises(NothingToAskError, match="9 questions in all"):
        select(room.catalogue, Wish(tasks=("3.3",)), BLUEPRINT, 1, 1)
    with pytest.raises(NothingToAskError, match="holds no document that questions are made of"):
        select(Catalogue((), NO_NAMES), Wish(), BLUEPRINT, 1, 1)


def test_another_like_it_is_near_and_new(room: QuestionRoom) -> None:
    two = room.pool.item("t-monitors-two")
    assert two is not None
    found = similar(room.catalogue, two, Wish(), BLUEPRINT, 1)
    assert found.id == "t-monitors-match"
    third = similar(room.catalogue, two, Wish(), BLUEPRINT, 1, without=[found])
    assert third.id == "t-psi"
    with pytest.raises(NothingToAskError, match="no other question in domain 4"):
        similar(room.catalogue, two, Wish(), BLUEPRINT, 1, without=[found, third])


def test_wish_survives_json() -> None:
    wish = Wish(domains=(1, 2), types=("ordering",), topic="drift", missed=True)
    assert Wish.from_json(wish.to_json()) == wish
    assert wish.describe() == "ordering questions on domain 1, domain 2, drift that you missed"


def test_case_studies_are_chosen_whole(room: QuestionRoom) -> None:
    chosen = select(room.catalogue, Wish(types=("case_study",)), BLUEPRINT, 1, 1)
    assert isinstance(chosen.items[0], CaseStudy)


def test_factory_is_asked_only_where_the_bank_is_short(tmp_path: Path) -> None:
    @dataclass
    class Factory:
        asked: int = 0

        def items(self, wish: Wish) -> list[Item]:
            self.asked += 1
            return [replace(proved(f"{word} made"), origin="factory") for word in WORDS]

    factory = Factory()
    room = replace(tiny_room(tmp_path), factory=factory)
    assert room.catalogue_for(Wish(domains=(4,)), 1) is room.catalogue
    assert room.catalogue_for(Wish(origins=("bank",)), 99) is room.catalogue
    assert factory.asked == 0
    wish = Wish(origins=("factory",))
    made = room.catalogue_for(wish, 1).matching(wish)
    assert len(made) == len(WORDS)
    assert room.catalogue_for(Wish(tasks=("2.3",)), 5).matching(Wish(tasks=("2.3",))) == made
    assert factory.asked == 2
    assert len(room.catalogue_for(wish, 0).matching(wish)) == len(WORDS)
    assert room.catalogue_for(wish, 0) is room.catalogue_for(wish, 0)
    assert factory.asked == 3
    assert room.item("amber made") is not None
    assert [i.id for i in room.catalogue_for(Wish(paths=("domain2/",)), 9).matching(
        Wish(paths=("domain2/",)))] == ["t-case", "t-spot"]  # fmt: skip


def drill(word: str) -> Item:
    """Return a made drill."""
    return replace(proved(f"{word} drilled"), origin="factory", grade="drill")


def test_drills_are_taken_only_where_other_items_are_too_few() -> None:
    items = [*(drill(word) for word in WORDS), *many(1)]
    four = choose(items, 4)
    assert [item.grade for item in four.items] == ["exam"] * 4
    six = choose(items, 6)
    assert Counter(item.grade for item in six.items) == {"exam": 4, "drill": 2}
    past = History({item.id: Past(1, 0, True, "2026-11-01") for item in many(1)})
    known = choose(items, 4, history=past)
    assert [item.grade for item in known.items] == ["exam"] * 4


def test_wish_may_name_the_grade() -> None:
    items = [drill("amber"), drill("basil"), *many(1)]
    drills = choose(items, 2, wish=Wish(grades=("drill",)))
    assert set(ids(drills)) == {drill("amber").id, drill("basil").id}
    with pytest.raises(UsageError):
        choose(items, 5, wish=Wish(grades=("exam",)))
    assert Wish(grades=("drill",)).describe() == "recall drills"
    with pytest.raises(UsageError, match="There is: exam, drill"):
        Wish(grades=("test",)).checked(BLUEPRINT, NO_NAMES)


def test_drills_join_where_what_an_exam_could_ask_is_short(tmp_path: Path) -> None:
    class Factory:
        def items(self, wish: Wish) -> list[Item]:
            return [drill("amber"), drill("basil")] if wish.grades == ("drill",) else []

    room = replace(tiny_room(tmp_path), factory=Factory())
    wish = Wish(tasks=("2.3",))
    enough = room.catalogue_for(Wish(), 1).matching(Wish())
    assert {item.grade for item in enough} == {"exam"}
    short = room.catalogue_for(wish, 5).matching(wish)
    assert [item.grade for item in short].count("drill") == 2
    named = replace(wish, grades=("exam",))
    assert {item.grade for item in room.catalogue_for(named, 5).matching(named)} <= {"exam"}
