"""Which side a sentence speaks of, so that “left” in a right-sided report is noticed.

English and German words, abbreviations and quadrant letters. A side that is denied, normal, compared or past
(“no discharge on the left”, “compared with the left”) does not contradict the report and is not returned; nor is
the verb (“the cannula was left in place”, “right-angled needle”).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .vocabulary import Side


@dataclass(frozen=True, slots=True)
class SideWord:
    """A mention that claims something of one side: the side and the words it stands in."""

    side: Side
    clause: str


_CLAUSE = re.compile(
    r"(?<=[.;:!?\n])\s+|[;\n]|,?\s+(?:but|while|whereas|aber|während|sondern)\s+", re.IGNORECASE
)
_BODY = r"(?:breast|nipple|duct|ducts|side|areola|axilla|mamma|mamille|brust|gang|milchgang)"
_HOUR = r"(?:1[0-2]|[1-9])"
_WORDS = {
    Side.LEFT: re.compile(
        rf"\bleft(?:-sided)?\b|\blt\b\.?|\bL\.?(?=\s+{_BODY}\b)|\(L\)|\bL\s?(?={_HOUR}\s?(?:H|o[’']?clock|Uhr)\b)"
        r"|\bL[UL][OI]Q\b|\blinks(?:seitig\w*)?\b|\blinke[nmrs]?\b|\bli\.(?=\s)",
        re.IGNORECASE,
    ),
    Side.RIGHT: re.compile(
        rf"\bright(?:-sided)?\b|\brt\b\.?|\bR\.?(?=\s+{_BODY}\b)|\(R\)|\bR\s?(?={_HOUR}\s?(?:H|o[’']?clock|Uhr)\b)"
        r"|\bR[UL][OI]Q\b|\brechts(?:seitig\w*)?\b|\brechte[nmrs]?\b|\bre\.(?=\s)",
        re.IGNORECASE,
    ),
}
# “left” that is no side, and “right” that is none.
_NO_SIDE = re.compile(
    r"\b(?:was|were|is|are|be|been|being|has|have|had|having|and|then|to)\s+left\b(?!\s+(?:breast|nipple|duct|side|areola|axilla))"
    r"|\bleft\s+(?:in|on|open|behind|over|untreated|unchanged|alone|place|there|out|to|for|at|empty|the)\b"
    r"|\b(?:catheter|cannula|needle|wire|marker|contrast|nothing|residue|some|any|little|patient|she|he)\s+left\b"
    r"|\bright[\s-]angled?\b|\bright\s+(?:away|after|before|now|at|behind|into|through|across|up|down)\b|\ball\s+right\b"
    r"|\bat\s+right\s+angles?\b|\bthe\s+right\s+(?:duct|orifice|patient|size|place|position|time)\b(?=\s+(?:was|is)\s+"
    r"(?:identified|confirmed|chosen|found))",
    re.IGNORECASE,
)
_DENIED_BEFORE = re.compile(
    r"\b(?:no|not|nor|none|never|without|denies|denied|neither|absent|free of|negative|unlike|than|versus|vs|"
    r"compared (?:with|to)|in comparison (?:with|to)|contralateral|opposite|other|history of|prior|previous|previously|"
    r"earlier|formerly|status post|s/p|after|kein(?:e|en|er|em|es)?|nicht|ohne|weder|nie|im vergleich|gegenüber|"
    r"zustand nach|früher\w*|z\.\s?n\.)\b",
    re.IGNORECASE,
)
_DENIED_AFTER = re.compile(
    r"\b(?:unremarkable|normal|negative|clear of|not (?:examined|affected|involved|discharging|cannulated)|no (?:discharge|"
    r"abnormality|finding|lesion|mass)|unaffected|dry|for comparison|years? ago|in (?:19|20)\d\d|was (?:removed|excised|"
    r"operated)|unauffällig\w*|o\.\s?b\.|ohne befund|nicht (?:untersucht|betroffen)|zum vergleich|trocken)\b",
    re.IGNORECASE,
)


def side_words(text: str) -> Iterator[SideWord]:
    """Every mention in ``text`` that claims something of one side, in order."""
    for clause in _CLAUSE.split(text):
        if not clause:
            continue
        silent = [match.span() for match in _NO_SIDE.finditer(clause)]
        mentions = [
            (match.start(), match.end(), side)
            for side, words in _WORDS.items()
            for match in words.finditer(clause)
            if not any(start <= match.start() < end for start, end in silent)
        ]
        for start, end, side in sorted(mentions):
            if not _DENIED_BEFORE.search(clause[:start]) and not _DENIED_AFTER.search(clause[end:]):
                yield SideWord(side, clause.strip())
