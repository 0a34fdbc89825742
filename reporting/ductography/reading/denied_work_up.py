"""Sentences that deny a biopsy or any further work-up, in English and German, for comparison with the steps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..vocabulary import Side
from . import side_vocabulary

_NEEDED = r"(?:is |are )?(?:needed|required|necessary|indicated|recommended|warranted)"
_ERFORDERLICH = r"(?:ist |sind )?(?:nicht )?(?:erforderlich|notwendig|nötig|indiziert|empfohlen)"
_BIOPSY = re.compile(
    rf"\bno (?:further )?(?:biopsy|tissue sampling|excision)\b[^.;\n]{{0,40}}\b{_NEEDED}"
    r"|\bno biopsy(?=\s*[.;\n]|$)|\b(?:biopsy|excision) (?:is )?(?:not|un)\s?(?:needed|required|necessary)"
    rf"|\bkeine (?:weitere )?(?:\w*biopsie|exzision)\b[^.;\n]{{0,40}}\b{_ERFORDERLICH}",
    re.IGNORECASE,
)
_ANYTHING = re.compile(
    rf"\bno (?:further|additional) (?:work-?up|imaging|investigation|evaluation|action|tests?|procedure)\b"
    rf"[^.;\n]{{0,60}}\b{_NEEDED}|\bno further (?:work-?up|action|investigation)(?=\s*[.;\n]|$)"
    rf"|\bkeine weiteren? (?:\w*abklärung|maßnahmen?|diagnostik|bildgebung|untersuchung(?:en)?)\b[^.;\n]{{0,40}}"
    rf"\b{_ERFORDERLICH}|\broutine (?:follow-?up|screening) only\b|\bnur routinekontrollen?\b",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[^.;\n]+[.;\n]?")


@dataclass(frozen=True, slots=True)
class DeniedWorkUp:
    """A sentence that denies work-up; ``biopsy_only`` if it speaks of tissue alone, ``sides`` if it names any."""

    sentence: str
    biopsy_only: bool
    sides: frozenset[Side]


def denied_work_up(text: str) -> Iterator[DeniedWorkUp]:
    """Every such sentence of ``text``, in order."""
    for found in _SENTENCE.finditer(text):
        sentence = found.group().strip()
        biopsy, anything = _BIOPSY.search(sentence), _ANYTHING.search(sentence)
        if biopsy or anything:
            yield DeniedWorkUp(sentence.rstrip(".;"), not anything, _sides(sentence))


def _sides(sentence: str) -> frozenset[Side]:
    return frozenset(
        Side.LEFT if found.lastgroup == "left" else Side.RIGHT
        for found in side_vocabulary.MENTION.finditer(sentence)
        if found.lastgroup in ("left", "right")
    )
