"""Tell verbs from nouns well enough to see where the subject of a question ends."""

from __future__ import annotations

_BASES = frozenset(
    """
    accept access add affect allow apply appear automate avoid balance become begin belong bill
    build cache call capture catch change charge check choose come compare compress compute
    configure connect contain control convert copy correct cost count cover create cut deal decide
    decrease define delete deliver depend deploy describe detect determine differ disable diverge
    do drop enable encode encrypt end enforce evaluate exist expect expire explain export extract
    fail favor fetch fit fix follow get give go grant guarantee handle happen have help hold host
    ignore import improve include increase indicate integrate interpret invoke isolate keep label
    last launch lead let limit list load log look lose lower make manage matter mean measure
    mitigate monitor move need normalize offer optimize orchestrate outperform overfit parse pass
    pay perform prevent process produce protect provide publish put read receive record reduce
    refer register remove replace replicate report request require reset resolve respond restrict
    retain retake retrain return reuse revoke roll rotate route run sample save say scale schedule
    score select send serve set share show shut speed split spread start stay stop store stream
    submit suit support switch take tell terminate test track train transform transfer trigger
    tune turn underfit update upgrade upload use validate version wait want work write
    """.split()
)
_PARTICIPLES = frozenset(
    """
    billed built called chosen done given held kept known left made meant run seen sent set shown
    stored taken tested used written
    """.split()
)
_BEFORE_NOUN = frozenset(
    ["feature", "online", "offline", "object", "key", "parameter", "vector", "training", "data"]
)
_NOUNS_AFTER_THOSE = frozenset(["run", "runs", "store", "stores", "stream", "streams", "test"])
_AFTER_PARTICIPLE = frozenset(
    """
    and as at automatically because before by during for from if in into on or out over so the
    to under until via when while with within without
    """.split()
)


def is_verb(word: str, before: str = "") -> bool:
    """Whether a word may be a finite verb; "feature store" and "training run" are nouns."""
    if not word.islower() or (before.lower() in _BEFORE_NOUN and word in _NOUNS_AFTER_THOSE):
        return False
    return any(base in _BASES for base in _bases(word))


def is_participle(word: str, after: str = "") -> bool:
    """Whether a word closes a clause ("scored as wrong"), not a modifier ("scored questions")."""
    if not word.islower() or (after and after.lower() not in _AFTER_PARTICIPLE):
        return False
    return word in _PARTICIPLES or (word.endswith("ed") and len(word) > 4)


def _bases(word: str) -> tuple[str, ...]:
    if word.endswith("ies"):
        return word, word[:-3] + "y"
    if word.endswith("es"):
        return word, word[:-1], word[:-2]
    return (word, word[:-1]) if word.endswith("s") else (word,)
