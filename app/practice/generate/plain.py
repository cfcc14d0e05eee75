"""Which phrases of a text can stand alone in a stem or an option, away from their page."""

from __future__ import annotations

import re
from itertools import pairwise

from app.verbs import is_acting_verb, is_base_verb, words

_BE = frozenset({"is", "are", "has", "have", "can", "must"})
LABEL = re.compile(
    r"^(?:Trap|Note|Tip|Important|Exam cue|Caution|Warning): |^Note (?:that )?(?=[a-z])"
)
"""What stands before a sentence and is no part of it."""
REACH = 6
"""Words after ", and" among which a verb tells a new clause."""
_NEW_CLAUSE = re.compile(r", (?:and )?")
MOST_WORDS = 26
"""Words of a phrase; a longer one is read twice."""
_POINTS = re.compile(
    r"\b(?:this|these|those|here|there|above|below|following|previous|preceding|aforementioned"
    r"|former|latter|counterpart|see|also|too|however|instead|otherwise|therefore|thus|as well"
    r"|as shown|as follows|as described|for example|for instance|e\.g|i\.e|etc|and so on"
    r"|example|examples|sample|figure|image shows|screenshot|diagram|snippet|section|topic"
    r"|chapter|tutorial|page|walkthrough|next step|previous step|step \d+|steps \d+"
    r"|we|we're|our|us|let's|i"
    r"|exam|MLA-C01|in scope|more information|learn more|learn how"
    r"|recommended that you (?:read|review)|to-do"
    r"|procedure|default(?:s)? to the)\b",
    re.IGNORECASE,
)
"""Words that lean on the page around a phrase."""
_MORE_VERBS = words(
    """
    consider finish omit expect repeat
    activate adapt adjust adopt advance aggregate allocate analyze annotate anticipate
    approximate archive assemble assess associate assume attach audit augment author balance
    bind blend bridge bundle calculate calibrate cancel capture categorize certify cite clarify
    clear clone collect compile complete comply concentrate conduct confine confirm connect
    consolidate construct contribute copy correlate couple customize deactivate debug declare
    decode decompress deduplicate delegate derive design detach determine differentiate digest
    disable discard discover dispatch display distinguish distribute divide double download draw
    edit embed emit employ encode encourage enrich enroll ensure enter erase estimate evict
    examine expand expedite experiment explore expose extend facilitate fetch filter fine-tune
    flag flatten focus fold format forward fuse gather generate grade group grow guide handle
    highlight host identify implement impute incorporate infer inform initialize initiate inject
    inspect install instruct interact invite involve isolate issue iterate label leave list
    listen locate lock maintain map mark mask maximize migrate minimize mirror mitigate moderate
    modify mount mutate navigate nest notify obey observe obtain occupy operate optimize
    organize originate override pack package parallelize partition patch pause penalize perceive
    permit persist pin pinpoint pipe place plot poll populate prepare preprocess preserve
    preside preview prioritize proceed profile prohibit promote prompt propagate provision prune
    purge quantify quantize query randomize rank re-create reach rebalance receive reconcile
    reconstruct recreate redeploy redirect reference refine reflect regulate reinitialize relate
    rely render repeat replay represent rescale reserve reshape reside respect restart retrieve
    retry reuse reveal review rewrite rotate round route run sample scan seed segment sequence
    serialize settle shape shard shift ship signal simplify simulate skip smooth specify spin
    split stack standardize steer stitch stratify streamline strengthen strip substitute
    subtract suggest summarize supersede supply suppress surface suspend swap synchronize
    synthesize tailor terminate test throttle tie tokenize tolerate trace track transcribe
    translate transport trigger truncate try tweak uncover undergo understand unify unload unzip
    upgrade use utilize vary verify view visit visualize warn weight wrap zip
    """
)
"""Verbs of instructions beside those of questions."""
_PRONOUN = re.compile(
    r"\b(?:it|it's|they|they're|them|he|she|one of them|that is)\b", re.IGNORECASE
)
_OPENS_BADLY = re.compile(
    r"^(?:that|which|and|or|but|so|then|its|their|such|same|both|each|either|neither|another"
    r"|what|whether|not|only|just|more|most|other|others|all|some|any|none|note)\b",
    re.IGNORECASE,
)
_ENDS_BADLY = re.compile(
    r"\b(?:even|named|called|as|only|with|to|in|of|the|an?|and|or|for|by|that|is|are|on|at|from"
    r"|your|than|such|when|if|which|whose|where|until|unless|while|because|though|into)$"
)
_CUT_OFF = re.compile(
    r"\b(?:such as|including|like) (?:(?!\b(?:and|or)\b)[^,;.])+, (?:(?!\b(?:and|or)\b)[^;.])+$"
)
_CODE = re.compile(
    r"\s[,.;:)]|,,|[{}<>\\|=`$#@~^*\[\]]|\w\(|::|://|\.\.\.|…|\b\w+/\w+/\w+|_\w*_\w*_\w*_"
    r"|^\W|--\w|\.\w+\.\w+\."
    r"|\b\w+\.(?:py|json|html|ipynb|csv|yaml|yml|sh|txt|tar|gz|zip|md)\b|\bhttps?\b|\b\d{12}\b"
    r"|\barn:|\bvar(?:iable)? name\b"
)
"""Code, addresses, paths, and what is left of a page's markup."""


def is_plain(text: str, least_words: int = 3, most_words: int = MOST_WORDS) -> bool:
    """Whether a phrase says what it says without its page, in words instead of code."""
    return (
        least_words <= len(text.split()) <= most_words
        and not _POINTS.search(text)
        and not _OPENS_BADLY.match(text)
        and not _ENDS_BADLY.search(text)
        and not _CODE.search(text)
        and text.count("(") == text.count(")")
        and text.count('"') % 2 == 0
        and text.count("“") == text.count("”")
    )


def is_cut_off(text: str) -> bool:
    """Whether a list inside a phrase lost its end: "such as the time, the name"."""
    return bool(_CUT_OFF.search(text))


def ends_badly(text: str) -> bool:
    """Whether a phrase breaks off: "that comes in the form of"."""
    return bool(_ENDS_BADLY.search(text))


def is_bare_verb(word: str) -> bool:
    """Whether a word may be the verb of an instruction, or that of several things."""
    return is_base_verb(word) or word in _MORE_VERBS


def is_third_person(word: str) -> bool:
    """Whether a word may be the verb of one thing: "translates"."""
    return is_acting_verb(word) or (word.endswith("s") and word[:-1] in _MORE_VERBS)


def is_instruction(text: str) -> bool:
    """Whether a phrase begins with a bare verb and goes on as an instruction does."""
    first, *rest = text.split()
    return is_bare_verb(first.lower()) and not any(
        word in ("must", "is", "are", "will", "can", "should", "results", "has")
        for word in rest[:2]
    )


def has_pronoun(text: str) -> bool:
    """Whether a phrase has a pronoun whose noun may stand outside it."""
    return bool(_PRONOUN.search(text))


def first_clause(text: str) -> str:
    """Return a phrase up to a second clause, such as ", and a subnet is a range"."""
    for match in _NEW_CLAUSE.finditer(text):
        added = text[match.end() :].removeprefix("then ").split()[:REACH]
        if "and" not in match.group() and added[:1] not in (["the"], ["a"], ["an"]):
            continue
        if not is_acting_verb("".join(added[:1])) and any(
            _acts(word, before) for before, word in pairwise(added)
        ):
            return text[: match.start()]
    return text


def _acts(word: str, before: str) -> bool:
    """Whether a word is the verb of the one before it, or of several: "the keys come"."""
    several = before.endswith("s") and not before.endswith(("ss", "us"))
    return word in _BE or is_acting_verb(word, before) or (several and is_bare_verb(word))
