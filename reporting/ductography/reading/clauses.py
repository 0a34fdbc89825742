"""A text taken apart into clauses: where each stands, of which side it speaks, and from where on it claims nothing.

Every step keeps the characters in their places, so that a claim can be quoted as it was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ..vocabulary import Side
from . import finding_words, silence_words
from .biopsy_words import BIOPSY
from .laterality import mentions
from .measures import SCHEME
from .side_vocabulary import LEFT_MARK, MARK, RIGHT_MARK
from .word_patterns import Phrases, folded

_MARKS = {Side.LEFT: LEFT_MARK, Side.RIGHT: RIGHT_MARK}
_BOTH = Phrases(
    "both breasts, both sides, both ducts, bilateral, bilaterally, bds, beide brüste, beider brüste, beiden brüsten, "
    "beide mammae, beidseits, beidseitig*, bilaterale, bilateralen, beiden seiten"
)
# “Left breast:” at the head of a line speaks for all that follows.
_HEADING = re.compile(rf"\s*(?:\w+\W+){{0,3}}?[{LEFT_MARK}{RIGHT_MARK}]+(?:[\s-]+\w+){{0,2}}\s*:(?=\s|$)")
_AND = re.compile(r"\s+(?:and|und)\s+")
_REACH = 120  # characters within which a list is expected to end
_LONGEST = 600  # characters; nobody writes a longer clause, and none is read
BOTH_SIDES = frozenset(Side)


@dataclass(frozen=True, slots=True)
class Clause:
    """A part of a sentence, which ends at ``sentence_end``; from ``silent_from`` on the part claims nothing."""

    start: int
    end: int
    sentence_end: int
    sides: frozenset[Side]
    silent_from: int


def marked(text: str) -> str:
    """``text`` in lower case, each mention of a side replaced by as many marks; no character changes its place."""
    letters = list(folded(MARK.sub(" ", text)))
    for side, start, end in mentions(text):
        letters[start:end] = _MARKS[side] * (end - start)
    return "".join(letters)


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of a marked text stands; a sentence is read without those around it."""
    return _spans(silence_words.SENTENCE_END, text, 0, len(text))


def heading_of(sentence: str) -> frozenset[Side]:
    """The side in whose name a marked sentence and those after it speak; empty where it is no heading."""
    found = _HEADING.match(sentence)
    return _named_sides(sentence, found.start(), found.end()) if found else frozenset()


def clauses(sentence: str, heading: frozenset[Side] = frozenset()) -> Iterator[Clause]:
    """The clauses of a marked sentence in order."""
    end = len(sentence)
    found = [
        Clause(first, last, end, _named_sides(sentence, first, last), _silent_from(sentence, first, last))
        for first, last in _clause_spans(sentence, 0, end)
    ]
    if _is_conditional(sentence, 0, end):
        return iter(())
    return _with_sides(_silence_carried(sentence, found), heading)


def _is_conditional(text: str, start: int, end: int) -> bool:
    if silence_words.CONDITION_FIRST.match(text, start, end):
        return True
    conditions = silence_words.CONDITION.finditer(text, start, end)
    return any(not silence_words.NO_CONDITION.match(text, found.end(), end) for found in conditions)


def _spans(ends: re.Pattern[str], text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for found in ends.finditer(text, start, end):
        if text[start : found.start()].strip():
            yield start, found.start()
        start = found.end()
    if text[start:end].strip():
        yield start, end


def _clause_spans(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Parts between commas and at “but”; a denied list (“no cut-off, ectasia or defect”) stays whole."""
    held: tuple[int, int] | None = None
    for first, last in _spans(silence_words.BOUNDARY, text, start, end):
        if held and _goes_on(text, held, first, last, end):
            held = held[0], last
            continue
        if held:
            yield from _at_other_side(text, *held)
        held = first, last
    if held:
        yield from _at_other_side(text, *held)


def _goes_on(text: str, held: tuple[int, int], first: int, last: int, end: int) -> bool:
    """Whether a part continues the list of what the part before denies."""
    if not finding_words.DENIAL.search(text, *held) or not finding_words.STARTS_WITH_SIGN.match(
        text, first, last
    ):
        return False
    return finding_words.LISTED.search(text, first, min(end, first + _REACH)) is not None


def _at_other_side(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Parts at “and” where each names another side."""
    parts = _AND.finditer(text, start, end) if end - start <= _LONGEST else ()
    for found in parts:
        before, after = _named_sides(text, start, found.start()), _named_sides(text, found.end(), end)
        if (
            before
            and after
            and before.isdisjoint(after)
            and text[start : found.start()].strip(" \ue000\ue001")
        ):
            rest = found.end(), end
            if finding_words.SIGN.search(text, *rest) or finding_words.QUIET.search(text, *rest):
                yield start, found.start()
                yield found.end(), end
                return
    yield start, end


def _named_sides(text: str, start: int, end: int) -> frozenset[Side]:
    part = text[start:end]
    if _BOTH.search(text, start, end):
        return BOTH_SIDES
    return frozenset(side for side, mark in _MARKS.items() if mark in part)


def _silent_from(text: str, start: int, end: int) -> int:
    if end - start > _LONGEST:
        return start
    past = silence_words.PAST.search(text, start, end) or silence_words.PAST_DATE.search(text, start, end)
    if past and not silence_words.NOW.search(text, start, end):
        return start
    if silence_words.DOUBT.search(text, start, end):
        return start
    onwards = silence_words.ONWARDS.search(text, start, end)
    return onwards.start() if onwards else end


def _silence_carried(text: str, found: list[Clause]) -> Iterator[Clause]:
    """A clause that states nothing of its own belongs to the one before it: “previously a defect, 3 cm deep”."""
    before: Clause | None = None
    for clause in found:
        if before and _is_silent_on_ducts(text, before) and not _is_new_statement(text, before, clause):
            clause = replace(clause, silent_from=clause.start)
        yield clause
        before = clause


def _is_silent_on_ducts(text: str, clause: Clause) -> bool:
    """Whether the clause claims nothing towards its end, or tells what another method shows."""
    if clause.silent_from < clause.end:
        return True
    by_other_method = silence_words.OTHER_METHOD.search(text, clause.start, clause.end)
    return by_other_method is not None and not finding_words.SIGN.search(text, clause.start, clause.end)


def _is_new_statement(text: str, before: Clause, clause: Clause) -> bool:
    if silence_words.TURN.search(text, before.end, clause.start) or silence_words.NOW.search(
        text, clause.start, clause.end
    ):
        return True
    if clause.sides and clause.sides != before.sides:
        return True
    introduction = before.silent_from == before.start and not _states(text, before)
    onwards = silence_words.ONWARDS.search(text, before.start, before.end)
    if introduction and not (onwards and onwards.start() == before.start):
        return False
    return _states(text, clause)


def _states(text: str, clause: Clause) -> bool:
    return bool(
        finding_words.SIGN.search(text, clause.start, clause.end)
        or finding_words.QUIET.search(text, clause.start, clause.end)
        or BIOPSY.search(text, clause.start, clause.end)
        or SCHEME.search(text, clause.start, clause.end)
    )


def _with_sides(found: Iterator[Clause], heading: frozenset[Side]) -> Iterator[Clause]:
    """Each clause with its own side, that of the one before it, or else that of the next which names one."""
    waiting: list[Clause] = []
    sides: frozenset[Side] = frozenset()
    for clause in found:
        if clause.sides:
            sides = clause.sides
            yield from (replace(earlier, sides=sides) for earlier in waiting)
            waiting = []
            yield clause
        elif sides:
            yield replace(clause, sides=sides)
        else:
            waiting.append(clause)
    yield from (replace(earlier, sides=heading) for earlier in waiting)
