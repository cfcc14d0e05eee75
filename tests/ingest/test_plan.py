"""The plan is a pure comparison of hashes by key."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.plan import Plan, make_plan

KEYS = st.tuples(st.sampled_from(["a", "b"]), st.sampled_from(["x", "y", "z"]))
STATES = st.dictionaries(KEYS, st.sampled_from(["1", "2"]))


def test_added_changed_unchanged_and_removed() -> None:
    found = {("c", "new"): "1", ("c", "edited"): "2", ("c", "same"): "3"}
    indexed = {("c", "edited"): "1", ("c", "same"): "3", ("c", "gone"): "4", ("d", "kept"): "5"}
    assert make_plan(found, indexed, kept=[("d", "kept")]) == Plan(
        added=(("c", "new"),),
        changed=(("c", "edited"),),
        unchanged=(("c", "same"),),
        removed=(("c", "gone"),),
    )


@given(found=STATES, indexed=STATES)
def test_plan_is_complete_and_free_of_overlap(
    found: dict[tuple[str, str], str], indexed: dict[tuple[str, str], str]
) -> None:
    plan = make_plan(found, indexed)
    keys = [*plan.added, *plan.changed, *plan.unchanged, *plan.removed]
    assert sorted(keys) == sorted({*found, *indexed})
    assert plan.is_empty == (found == indexed)
