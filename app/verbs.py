"""Tell verbs from nouns well enough to see where the subject of a question ends."""

from __future__ import annotations


def words(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())


_BASES = words(
    """
    accept access add address affect alert allow answer appear apply approve arrive ask assign
    attach automate avoid balance become begin belong bill bind block branch break bring build
    buy cache call capture catch cause change charge check choose clean combine come communicate
    compare compress compute configure connect consume contain control convert cope copy correct
    cost count cover crash crawl create cut deal decide decrease define delete deliver deny
    depend deploy describe detect determine differ disable diverge do drift drive drop eat
    enable encode encrypt end enforce evaluate exceed exist expect expire explain export extract
    fail favor feed fetch fill find fire fit fix follow forecast freeze gain generate get give
    go grant grow guarantee handle hang happen have help hide hit hold host ignore import
    improve impute include increase indicate inherit integrate interpret interrupt invalidate
    invoke isolate join keep know label last launch lead leak learn let lie limit link list live
    load log look lose lower make manage match matter mean measure merge migrate miss mitigate
    mix monitor move need normalize notice offer open optimize orchestrate outperform overfit
    overlap override own parse pass pay peek perform pick plan play plug point predict prefer
    prepare prevent process produce profit protect prove provide publish pull push put queue
    quote raise reach read rebuild receive recommend record recover reduce refer register reject
    release rely remain remove rename replace replay replicate report request require reset
    resolve respond restrict resume retain retake retrain return reuse revoke roll rotate route
    run sample save say scale scan schedule score search see select send separate serve set
    share shorten show shrink shuffle shut sign sit slow solve sort speed split spread stabilize
    stall stand start stay stop store stream submit suffer suit support survive switch sync tag
    take tell tend terminate test throttle throw tolerate touch track train transfer transform
    trigger trust tune turn underfit undo unlock update upgrade upload use validate vary version
    wait wake want weigh wipe work write
    """
)
_PARTICIPLES = words(
    """
    billed built called chosen done gone given held kept known left lost made meant put read run
    seen sent set shown shut stored taken tested used written
    """
)
_NOUN_PAIRS = frozenset(
    tuple(pair.split())
    for pair in (
        "batch transform",
        "data capture",
        "data set",
        "data stream",
        "feature set",
        "feature store",
        "health check",
        "instance store",
        "load balance",
        "load test",
        "model monitor",
        "object store",
        "offline store",
        "online store",
        "parameter store",
        "rolling update",
        "shadow test",
        "stack set",
        "test set",
        "training run",
        "training set",
        "validation set",
        "vector store",
        "version control",
        "warm start",
    )
)
"""Compounds whose second word is a noun that looks like a verb."""
_AFTER_PARTICIPLE = words(
    """
    and as at automatically because before by down during for from if in into off on or out over
    so the to under until up via when while with within without
    """
)


def is_base_verb(word: str, before: str = "") -> bool:
    """Whether a word may be the verb of "does SUBJECT VERB"; not so after "feature" in "store"."""
    return word in _BASES and (before.lower(), word) not in _NOUN_PAIRS


def is_acting_verb(word: str, before: str = "") -> bool:
    """Whether a word may be the verb of "SUBJECT VERBs": the third person."""
    return any(is_base_verb(base, before) for base in _singular(word))


def is_verb(word: str, before: str = "") -> bool:
    """Whether a word may be a verb in the present tense."""
    return is_base_verb(word, before) or is_acting_verb(word, before)


def is_participle(word: str, after: str = "") -> bool:
    """Whether a word closes a clause ("scored as wrong"), not a modifier ("scored questions")."""
    if not word.islower() or (after and after.lower() not in _AFTER_PARTICIPLE):
        return False
    return word in _PARTICIPLES or (word.endswith("ed") and len(word) > 4)


def _singular(word: str) -> tuple[str, ...]:
    """Return what a word may be without the ending of the third person."""
    if word.endswith("ies"):
        return (word[:-3] + "y",)
    if word.endswith("es"):
        return word[:-1], word[:-2]
    return (word[:-1],) if word.endswith("s") else ()
