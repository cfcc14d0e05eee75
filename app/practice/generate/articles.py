"""The article that a phrase of a table lacks inside a sentence: "a CloudWatch alarm"."""

from __future__ import annotations

import re

from app.verbs import words

_DETERMINED = words(
    """
    a an the its their each every all any no one two three several many few some both other
    only up at about own more less not almost nearly
    """
)
_ONE_OF_A_KIND = words(
    """
    most highest lowest strongest final first last same largest smallest latest best shortest
    longest lower upper previous current whole global original official
    """
)
_UNCOUNTED = words(
    """
    data text traffic capacity access quality memory noise time cost accuracy compute latency
    training inference storage performance information knowledge drift encryption work effort
    control logging monitoring tuning hardware software code content help use input output privacy
    security compliance bias scaling sampling isolation durability throughput bandwidth usage
    activity metadata consent waste behavior equipment bias evidence advice machinery
    underfitting overfitting feedback traceability
    precision recall specificity sensitivity fairness purpose explainability interpretability
    """
)
_HEAD_ENDS = re.compile(
    r"[,;:(]|\s(?:of|that|which|who|for|in|to|with|by|from|on|at|when|where|whose|used|between|per"
    r"|after|before|into|under|over|without|within|through|during|behind|as|and|or|such|about)(?![-\w])"
)
_DEEDS = words("drop use add remove keep freeze evaluate choose move reduce pass correct")
"""How names begin that are deeds: "Drop rows" is one."""
_GERUND_NOUNS = words(
    "training processing tuning monitoring streaming labeling scaling testing logging building"
)
"""Gerunds that stand before a noun as its kind: "training jobs"."""
_PLURAL = {"is": "are", "has": "have", "does": "do"}
_DONE_AFTER = re.compile(r"(?<=s) (?:read|kept|left|built|written|seen|sent|\w+ed)\b")
"""What happened to several things, behind their noun: "archives read once a year"."""
_DONE = re.compile(r"(?:ed|read|kept|left|built|written|seen|sent)$")
"""How what happened to an uncounted thing ends: "data read once"."""
_OBJECTS = words("the a an its their each all every data text images")
"""Words that follow a verb: "loading a stream"."""
_AFTER_COMMA = re.compile(
    r"(?:and|or|but|so|such|which|that|who|where|when|while|with|without|for|from|in|on|to|by|of"
    r"|including|because|if|not|as|at|like|even|usually|often|then|per|across|after|before)\b"
)
_LAST_OF_LIST = re.compile(r", [^,]+,? (?:and|or) [^,]+$|, (?:and|or) ")


def articled(phrase: str) -> str:
    """Return a phrase with "a", "an" or "the" before it where it names one thing."""
    head = _DONE_AFTER.split(_HEAD_ENDS.split(phrase, maxsplit=1)[0], maxsplit=1)[0].split()
    if not head:
        return phrase
    first, last = head[0], head[-1]
    most = first.lower() == "most"
    if first.lower() in _ONE_OF_A_KIND and len(head) > 1 + most:
        return f"the {phrase}"
    rest = phrase[len(" ".join(head)) :].lstrip()
    if (
        first.lower() in _DETERMINED
        or _is_gerund(head)
        or not first[0].isalpha()
        or last.lower() in _UNCOUNTED
        or (_DONE.search(last) and _is_many(head[-2:][0]))
        or last[0].isupper()
        or not last.isalpha()
        or (last.endswith("s") and not last.endswith(("ss", "us", "is")))
        or last.endswith(("ing", "ics"))
        or re.match(r"(?:and|or)\b", rest)
        or "_" in phrase.split()[0]
    ):
        return phrase
    if re.match(r"of\b", rest):
        return f"the {phrase}"
    return f"{'an' if re.match('[aeiouAEFILMNORSX](?=[A-Z])|[aeioAEIO]', first) else 'a'} {phrase}"


def _is_many(noun: str) -> bool:
    """Whether a noun takes no "a": it is one of several, uncounted, or no noun at all."""
    return noun.lower() in _UNCOUNTED or noun.endswith("s") or bool(_DONE.search(noun))


def _is_gerund(head: list[str]) -> bool:
    """Whether a phrase begins with a verb and not with an adjective: "growing share" has one."""
    if not head[0].lower().endswith("ing"):
        return False
    has_object = len(head) > 2 and head[1].endswith("s") and not head[1].endswith("ss")
    return len(head) == 1 or head[1].lower() in _OBJECTS or has_object


def is_smooth(text: str) -> bool:
    """Whether a phrase reads as part of a sentence, not as notes strung together by commas."""
    if ";" in text or ": " in text:
        return False
    bare = re.sub(r"\([^)]*\)|\"[^\"]*\"", "", text)
    parts = bare.split(", ")[1:]
    if not parts or _LAST_OF_LIST.search(bare):
        return True
    return all(_AFTER_COMMA.match(part) for part in parts)


def agrees(name: str, said: str) -> str:
    """Return what is said of a name with its verb in the plural where the name is one of several:
    "management events contain"."""
    if not _is_several(name):
        return said
    verb, _, rest = said.partition(" ")
    return f"{_PLURAL.get(verb) or base_form(verb)} {rest}"


def _is_done_to(name: str) -> bool:
    """Whether a name is what is done with its noun: "deleting idle endpoints"."""
    first = name.split()[0].lower() if name else ""
    return first.endswith("ing") and first not in _GERUND_NOUNS


def _is_several(name: str) -> bool:
    """Whether a name is that of several things: a plural, "P, G", "a lock and a key"."""
    first = name.split()[0] if name else ""
    if first.lower() in _DEEDS or _is_done_to(name) or re.match(r"\W|/", name):
        return False
    bare = re.sub(r"\([^)]*\)", "", name)
    parts = bare.split(", ")
    if len(parts) > 1 and all(part[:1].isupper() for part in parts):
        return True
    joined = re.search(r"(\w+) and ([\w-]+)", bare)
    if (
        joined
        and len(parts) == 1
        and joined[1].islower()
        and not _HEAD_ENDS.search(bare[: joined.start()])
    ):
        return True
    head = _HEAD_ENDS.split(name, maxsplit=1)[0].split()
    last = head[-1] if head else ""
    several = last.endswith("s") and not last.endswith(("ss", "us", "is", "OS", "bias"))
    return (
        several and len(head) > 1 and not last[0].isupper() and "_" not in last and "/" not in name
    )


def base_form(verb: str) -> str:
    """Return "detect" for "detects"."""
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    if verb.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return verb[:-2]
    return verb[:-1] if verb.endswith("s") else verb
