"""Signs named in a clause, and whether each is said to be there or not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from ..vocabulary import DuctFindingKind
from . import finding_words as words
from .clauses import Clause

_REACH = 120  # characters over which a denial may go on as a list
_AFTER = 70


class Polarity(Enum):
    """What is said of a sign."""

    PRESENT = "present"
    ABSENT = "absent"
    UNSURE = "unsure"  # it can be understood in two ways


@dataclass(frozen=True, slots=True)
class Mention:
    """A sign with its place; ``kind`` is None for a lesion of any kind."""

    start: int
    end: int
    kind: DuctFindingKind | None
    polarity: Polarity


def sign_mentions(text: str, clause: Clause) -> Iterator[Mention]:
    """Every sign named in a clause of a marked text, in order."""
    for found in words.SIGN.finditer(text, clause.start, clause.end):
        start, end = found.start(), found.end()
        if words.NO_SIGN_BEFORE.search(text, max(clause.start, start - 20), start):
            continue
        if words.NO_SIGN_AFTER.match(text, end, clause.end):
            continue
        yield Mention(start, end, words.kind_of(found), _polarity(text, clause, start, end))


def _polarity(text: str, clause: Clause, start: int, end: int) -> Polarity:
    last = min(clause.end, end + _AFTER)
    if words.DENIED_AFTERWARDS.match(text, end, last):
        return Polarity.ABSENT
    if words.GONE.search(text, end, last):
        return Polarity.UNSURE
    denials = list(words.DENIAL.finditer(text, max(clause.start, start - _REACH), start))
    if not denials:
        # “Extravasation, reflux or an artefact limits this study” states none of them.
        alone = not text[clause.start : start].strip() and not text[end : clause.end].strip()
        last = min(clause.sentence_end, end + _REACH) if alone else clause.end
        listed = words.LISTED.search(text, clause.start, last)
        return Polarity.UNSURE if listed else Polarity.PRESENT
    if any(words.PLAIN_LIST.fullmatch(text, cue.end(), start) for cue in denials):
        return Polarity.ABSENT
    anew = words.STATES_ANEW.search(text, denials[-1].end(), start)
    return Polarity.PRESENT if anew else Polarity.UNSURE
