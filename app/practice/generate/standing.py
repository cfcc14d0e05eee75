"""Which sentences of a page say what they say without their page."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from app.practice.generate.named_kinds import CODED
from app.practice.generate.plain import (
    LABEL,
    has_pronoun,
    is_bare_verb,
    is_instruction,
    is_plain,
)
from app.verbs import is_acting_verb, is_base_verb, words

LEAST_WORDS = 7
MOST_WORDS = 36
FIRST_WORDS = 6
"""Words of a sentence among which a pronoun has its noun in another sentence."""
_ENTRY_LABEL = re.compile(
    r"^(?:A|Q): (?=[A-Z])"
    r"|^(?P<label>(?:[A-Z][\w./+-]*|\([\w .-]+\))(?: (?:[\w./+&-]+|\([\w .-]+\))){0,6})"
    r"(?: [–—-] |—|–|: )(?=[A-Z])"
)
"""What an entry is called before its sentence: "Metrics: When you choose"."""
_AUXILIARIES = words(
    "is are was were can must will should has have does do may might cannot don't doesn't isn't"
    " aren't can't need needs don’t doesn’t isn’t aren’t can’t could would"
)
_RELATIVES = words("that which who when where whose if whether")
_ACTORS = words("you they we")
_RUN_ON = re.compile(
    r"^[A-Z][\w ]{2,40}: [a-z]|[.;] [a-z]|[,;]\.|\. [A-Z]| [-–—] [a-z]| [–—] |—|[a-z]{2}[.][A-Z]"
)
"""Two sentences in one, or a label before one."""
_LIGHT = re.compile(r"\balso |^We recommend (?:that )?")
"""Words that lean on nothing that a reader needs."""
_READABLE = re.compile(r"[A-Z][^{}<>|\\]{20,300}")
"""A sentence that is no code."""
_INVENTED = re.compile(
    r"abalone|mnist|\bmy[_-]|\b(?:for example|demo|titanic|housing|iris|cifar)\b|\bJohn\b"
    r"|\bexample[_-]|_example|sample_|\bnotebook example|customer churn|[\w]+-(?:test|demo)\b",
    re.IGNORECASE,
)
"""Names of tutorials."""
_LEANS = re.compile(
    r"^(?:This|That|These|Those|It|They|Then|Next|Note|Also|However|For example|In this|Here|Such"
    r"|Otherwise|To do (?:this|that|so)|In (?:some|other) cases|The permissions?|Instead"
    r"|Likewise|Furthermore|Moreover|Alternatively"
    r"|Consequently|Thus|Hence|You should now|You now"
    r"|Therefore|Similarly|Additionally|Finally|Or|And|But|See|Learn|For more|As a result"
    r"|Choose|Select|Click|Enter|Open|Under|For [A-Z]|In the|On the|From the|Some|Note|After doing"
    r"|Both|Another|Other|Run|Type|Navigate|Go to|Sign|Locate|Expand|Press|Verify|Review|Read"
    r"|If (?:so|not|yes|no)|In addition|For (?:all )?other"
    r"|As such|By doing so|Now|First|Second|Third|Lastly"
    r"|Replace|Paste|Copy|Wait|Check|Confirm|Provide|Give|Optional|Required)\b"
)
"""Sentences that lean on the one before, and steps in a console."""
_UNQUALIFIED = re.compile(
    r"^(?:The|An?|Your) (?:(?:first|second|third|last) )?"
    r"(?:files?|policy|roles?|values?|names?|keys?|lists?|tables?|jobs?|code|query|queries|scripts?|pages?|steps?|functions?|objects?|fields?|columns?|rows?"
    r"|buckets?|reports?|images?|results?|outputs?|inputs?|requests?|response|errors?|messages?"
    r"|process|system|data|datasets?|number|status|format|path|string|document|command|folder"
    r"|directory|template|window|tasks?|apps?|applications?|option|section|notebook|transform"
    r"|operation|parameters?|chart|graph|plot|service|domain|project|team|link|version)"
    r" (?:is|are|was|were|must|can|cannot|will|has|have|does|do|should|may|also|then|you|____"
    r"|(?!class|process|access)[a-z]{3,}(?<!s)s)\b",
)
"""Which one is meant, the page says: "The file must be"."""
_ADVICE = re.compile(
    r"^(?:Use .* (?:to|when|if|for) |Do not |Don't |Don’t |Avoid |Consider |Make sure |Ensure )"
)
"""Instructions that hold outside the procedure in which they stand."""
_CLICKS = re.compile(
    r", (?:choose|select|click|enter|open|go to|navigate|locate|expand|sign in|paste|type)\b"
    r"|\b(?:navigation|left|right|side) (?:pane|panel|menu|bar|sidebar)\b|\bicons?\b|\bbuttons?\b"
    r"|\bdrop-?down\b|\bdialog\b|\btab\b|\bcheckbox\b|\bcheck box\b|\bmenu\b|\bright-click\b",
    re.IGNORECASE,
)
"""What is done in a window: nobody learns it by heart."""
_OWNER = re.compile(
    r"\b(?:its|their|these|those|respectively|the same|such|two|either|both of)\b", re.IGNORECASE
)
"""Words that lean on the sentence before where they stand early."""
_BOTH_AND = re.compile(r"\bboth\b(?!.* and )|\bboth (?:of|are|can|cases)\b", re.IGNORECASE)
_AROUND = re.compile(
    r"\b(?:our|my|following|above|below|chapter|guide|blog|notebook example|tutorial|former|latter"
    r"|console|procedure"
    r"|should now|listed in|link|links|this|image below|snippet|previously|earlier|again|red|blue"
    r"|green|the text|the code|as described|appears?|is displayed|are displayed)\b",
    re.IGNORECASE,
)
"""Words that lean on what stands around a sentence."""
_OPENING = re.compile(
    r"^(?:If|When|Whenever|Once|After|Before|While|Because|Unless|Until|Since|Although|Though|Where)\b"
)
"""A clause that needs another one."""


_GENERIC = re.compile(
    r"\bintegrat(?:es|ed|ion) with\b|\bis (?:an open[- ]source|a popular|a fully managed)\b"
    r"|\bfor the first time\b|\bGetting Started\b|\bopen[- ]source (?:\w+ ){0,5}"
    r"(?:library|framework)"
    r"|\b[Ff]or more information\b|\bsee (?:the|how)\b|, see\b"
)
"""What holds for many things, or points elsewhere."""


def is_generic(text: str) -> bool:
    """Whether a sentence is true of many things, or says only where to read on."""
    return bool(_GENERIC.search(text))


def said_by(text: str) -> tuple[str, str]:
    """Return the sentence that an entry says, and what the entry is called; the name is empty
    where nothing stands before the sentence."""
    bare = LABEL.sub("", text)
    label = _ENTRY_LABEL.match(bare)
    if label is None:
        return bare, ""
    return bare[label.end() :], label["label"] or ""


def is_invented(text: str) -> bool:
    """Whether a text is about the people and things of a tutorial."""
    return bool(_INVENTED.search(text))


@lru_cache(maxsize=100_000)
def is_readable(text: str) -> bool:
    """Whether a text is one sentence in words, whatever it leans on."""
    return text.endswith(".") and bool(_READABLE.fullmatch(text))


@lru_cache(maxsize=100_000)
def stands_alone(text: str) -> bool:
    """Whether a sentence says what it says without its page."""
    if not is_readable(text) or _LEANS.match(text) or _UNQUALIFIED.match(text):
        return False
    if is_instruction(text) and not _ADVICE.match(text):
        return False
    if _AROUND.search(text) or _CLICKS.search(text) or _RUN_ON.search(text):
        return False
    opening = " ".join(text.split()[:FIRST_WORDS])
    return (
        not _INVENTED.search(text)
        and not _OWNER.search(opening)
        and not _BOTH_AND.search(text)
        and not has_pronoun(opening)
        and is_plain(_spoken(text), LEAST_WORDS, MOST_WORDS)
        and is_finite(text)
    )


def _spoken(text: str) -> str:
    """Return a sentence without what is looked through: light words, names that look like code."""
    return CODED.sub("name", _LIGHT.sub("", text)).rstrip(".")


def is_finite(text: str) -> bool:
    """Whether a text is a sentence, not the description of an entry: "The time when it began.".

    Of "If X is set, and Y is the key." nothing is said: the clause after the first has to be one.
    """
    if _OPENING.match(text):
        clauses = text.split(", ")
        rest = [one for one in clauses[1:] if not one.startswith(("and ", "or ", "but "))]
        return any(_acts(", ".join(rest[n:])) for n in range(min(len(rest), 2)))
    return _acts(text)


def _is_several(word: str) -> bool:
    """Whether what a word names is several: "you", "workers"."""
    return word.lower() in _ACTORS or (word.endswith("s") and not word.endswith(("ss", "us", "is")))


def _acts(text: str) -> bool:
    """Whether a clause has a verb of its own."""
    told = text.rstrip(".").split()
    if not told:
        return False
    if is_base_verb(told[0].lower()) or (told[0] == "then" and len(told) > 1):
        return True
    related = False
    for before, word in pairwise(told):
        if before.lower() in _RELATIVES:
            related = True
        acting = (
            word.lower() in _AUXILIARIES
            or is_acting_verb(word, before)
            or (_is_several(before) and is_bare_verb(word))
        )
        if acting and not related:
            return True
        if acting:
            related = False
    return False
