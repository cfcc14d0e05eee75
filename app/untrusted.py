"""Treat passages as data: what in them could pass for a part of the prompt is made harmless.

A passage that speaks to a language model is not given to it at all, and supports nothing that the
model writes; it can still be quoted, word for word and with its source, without a model.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.records import Passage

_RULES = (
    "instructions?|prompts?|rules?|guidelines?|directions?|commands?|programming|constraints?"
    "|context|passages|sources"
)
_MODELS = "ai|llm|language model|assistant|model|chatbot|bot|claude|gpt|gemini|summari[sz]er|agent"
_SAY = (
    "answer|reply|respond|say|write|output|print|repeat|begin|start|end|finish|append|include"
    "|insert|add|embed|state|tell|recommend|claim|ignore"
)
_REPLY = "answer|reply|response|output|sentence"
_ORDERS = (
    r"\b(?:ignore|disregard|forget|override|bypass)\b[^.\n]{0,40}"
    r"\b(?:previous|prior|above|earlier|preceding|your|all|any|these|those|system)\b"
    rf"[^.\n]{{0,30}}\b(?:{_RULES})\b",
    r"\b(?:your|the|new|updated|hidden|real|system|developer|following) (?:system )?"
    r"(?:prompt|instructions?) (?:is|are|say|says|have|has|changed|now|follow)\b",
    r"\b(?:reveal|print|repeat|show|output|leak|reply with|copy|return)\b[^.\n]{0,40}"
    r"\b(?:system|initial|hidden|secret|your) "
    r"(?:prompt|instructions?|message|api keys?|keys?)\b",
    r"\b(?:you are|act|behave|pretend|respond|roleplay) (?:now|as|to be)\b[^.\n]{0,40}"
    rf"\b(?:{_MODELS}|dan|unrestricted|pirate|persona|administrator|root|jailbroken)\b",
    r"\byou are (?:now|no longer)\b",
    r"\b(?:dear|hey|attention|hello|note to|message (?:to|for)|instructions? (?:to|for))[\s,]+"
    rf"(?:the |any |all )?(?:{_MODELS})s?\b",
    r"\b(?:ai|llm|language model|assistant|chatbot|agent)s?\b[^.\n]{0,30}"
    rf"\b(?:must|should|shall|will|has to|needs to)\b[^.\n]{{0,20}}\b(?:{_SAY})\b",
    r"\b(?:do not|don't|never|stop) (?:cite|citing|mention(?:ing)?|use|using|verify(?:ing)?)\b"
    r"[^.\n]{0,30}\b(?:sources?|passages?|citations?|this (?:note|instruction|text))\b",
    rf"\b(?:{_SAY})\b[^.\n]{{0,60}}\b(?:to the (?:user|reader|student|candidate)"
    rf"|(?:your|every|each) (?:{_REPLY})|(?:in|to|of|with) the (?:answer|reply|response)"
    r"|regardless of the question|whatever (?:is|was) asked|and nothing else|only the word)\b",
    rf"\b(?:{_SAY}) (?:only|just|exactly|verbatim|literally|the word)\b",
    r"\b(?:when|if|whenever) (?:you are |the user )?"
    rf"(?:asked|asks|answering|summari[sz]ing|reading)\b[^.\n]{{0,60}}\b(?:{_SAY})\b",
)
"""Sentences that tell a language model what to do."""
_FRAMES = (
    r"<\|\w+\|>|\[/?INST\]|<</?SYS>>|<(?:start|end)_of_turn>",
    r"</?(?:system|passages?|question)\b",
    r"\bsystem (?:prompt|message|override)\b\s*[:=]",
    r"^\s*(?:#+\s*|\*\*)?(?:system|developer|assistant|human|user|question)"
    r"(?: prompt| message)?\s*(?:\*\*)?:\s",
    r"\bend of (?:the )?(?:passages?|documents?|context|sources?|data)\b",
    r"\bBEGIN (?:SYSTEM|INSTRUCTIONS?|NEW)\b",
)
"""What imitates the frame of a prompt: chat templates, role names, our own delimiters."""
_SPEAKS_TO_A_MODEL = re.compile("|".join((*_ORDERS, *_FRAMES)), re.IGNORECASE | re.MULTILINE)
_ELSEWHERE = re.compile(
    r"(?:ignorier|ignorez|ignora|ignore[zr]?|vergiss|oubliez|olvida|игнориру|забудь|忽略|无视|無視|무시)"
    r".{0,40}(?:anweisung|instruktion|instruction|instruccion|istruzion|instruções|consigne|инструкц"
    r"|указани|指令|指示|지시)",
    re.IGNORECASE,
)
"""The commonest order in other languages: models read them all."""
_LOOKALIKES = str.maketrans(
    "аеорсухіјѕһкмтвнАЕОРСУХІЈЅНКМТВοαιρνΟΑΙΡΝΕΤΗΚΜ",
    "aeopcyxijshkmtbhAEOPCYXIJSHKMTBoaipvOAIPNETHKM",
)
"""Cyrillic and Greek letters that are read as Latin ones."""
_DIGITS_AS_LETTERS = str.maketrans("013457@$", "oieastas")
_DISGUISED = re.compile(r"[A-Za-z][013457@$]+[A-Za-z]|\b[013457@$][A-Za-z]{2}")
_SPACED_OUT = re.compile(r"\b(?:\w[ .\-_]){4,}\w\b")
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
    "\U000e0000-\U000e0fff]"
)
_MARK = re.compile(r"[\[【［](\s*\^?\s*\d[\d\s,;–-]*)(?:†[^\]】］]*)?[\]】］]")
_TAG_OPENS = re.compile(r"<(?=[A-Za-z/!|?<])")
_IMAGE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_ADDRESS = re.compile(r"\b(?:[a-z][a-z0-9+.-]{1,9}://|www\.|data:|javascript:|mailto:)\S+", re.I)
_FENCE = re.compile(r"`{3,}|~{3,}|^[-=_*#]{3,}\s*$", re.MULTILINE)


def visible(text: str) -> str:
    """Return the text without characters that are not seen: zero width, direction, tags."""
    plain = _INVISIBLE.sub("", text)
    return "".join(c for c in plain if c in "\n\t" or unicodedata.category(c) not in ("Cc", "Cf"))


@lru_cache(maxsize=4096)
def speaks_to_a_model(text: str) -> bool:
    """Whether a text gives orders to a language model, or imitates the frame of a prompt."""
    seen = unicodedata.normalize("NFKC", visible(text)).translate(_LOOKALIKES)
    readings = [seen]
    if _DISGUISED.search(seen):
        readings.append(seen.translate(_DIGITS_AS_LETTERS))
    if _SPACED_OUT.search(seen):
        readings.append(_SPACED_OUT.sub(_closed_up, seen))
    return any(
        pattern.search(reading)
        for reading in readings
        for pattern in (_SPEAKS_TO_A_MODEL, _ELSEWHERE)
    )


def _closed_up(match: re.Match[str]) -> str:
    """Return `ignore your` for `i g n o r e  y o u r`; words are divided by wider gaps."""
    return re.sub(r"(?<=\w)[ .\-_](?=\w)", "", match.group())


def is_safe(passage: Passage) -> bool:
    """Whether a passage may be given to a model: its text and its headings speak to none."""
    return not speaks_to_a_model("\n".join((passage.title, *passage.heading_path, passage.text)))


def as_data(text: str) -> str:
    """Return passage text for the prompt: no marks, no tags, no addresses, nothing unseen."""
    plain = visible(text)
    plain = _IMAGE.sub(r"\1", plain)
    plain = _LINK.sub(r"\1", plain)
    plain = _ADDRESS.sub("(address)", plain)
    plain = _MARK.sub(r"(\1)", plain)
    plain = _FENCE.sub("", plain)
    return _TAG_OPENS.sub("‹", plain).strip()
