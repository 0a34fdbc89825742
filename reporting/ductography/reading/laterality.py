"""Which side a sentence claims something of, so that “left” in a right-sided report is noticed.

English and German words, abbreviations, quadrants and views. What is said of the other breast by way of comparison,
denial or history (“compared with the left”, “no discharge on the left”, “left mastectomy in 2015”) claims nothing
of this examination; nor does the verb (“the cannula was left in place”). A negative result of the ductogram itself
does: “no filling defect in the left duct” says that the left duct was filled.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..vocabulary import Side
from . import side_vocabulary as words


@dataclass(frozen=True, slots=True)
class SideWord:
    """A mention that claims something of one side: the side and the words it stands in."""

    side: Side
    clause: str


_MARKS = {"left": words.LEFT_MARK, "right": words.RIGHT_MARK}
_SIDES = {words.LEFT_MARK: Side.LEFT, words.RIGHT_MARK: Side.RIGHT}

# Line ends and sentence ends; a dot after “o.” (o. B.), “Z. n.” and “vs.” ends none.
_SENTENCE_END = re.compile(r"(?<=[.;!?])(?<!\b[oz]\.)(?<!\bn\.)(?<!\bvs\.)\s+|[;\n]", re.IGNORECASE)
_REACH = 60  # characters; what changes the meaning of a side stands close to it


def side_words(text: str) -> Iterator[SideWord]:
    """Every mention in ``text`` that claims something of one side, in order."""
    if not words.ANY_SIDE.search(text):
        return
    originals: list[str] = []

    def mark(found: re.Match[str]) -> str:
        if _is_no_side(found) or found.lastgroup is None:
            return found.group()
        originals.append(found.group())
        return _MARKS[found.lastgroup]

    marked = words.MENTION.sub(mark, words.MARK.sub(" ", text))
    original = iter(originals)
    for phrase in _phrases(marked):
        if not words.MARK.search(phrase):
            continue
        quote = words.MARK.sub(lambda _mark: next(original), phrase).strip(" ,")
        if _is_silent(phrase):
            continue
        for found in words.MARK.finditer(phrase):
            if not words.COMPARED_WITH.search(phrase, max(0, found.start() - _REACH), found.start()):
                yield SideWord(_SIDES[found.group()], quote)


def _is_no_side(mention: re.Match[str]) -> bool:
    """Whether the word stands in a phrase such as “was left”, “right-angled” or “left arm”."""
    text, start = mention.string, mention.start()
    before = max(0, start - _REACH)
    if words.NO_SIDE_AHEAD.match(text, start) or words.LYING.search(text, before, start):
        return True
    body_follows = words.NAMES_A_SIDE.match(text, mention.end())
    if words.TOWARDS.search(text, before, start):
        return True
    if words.TURNING.search(text, before, start) and not body_follows:
        return True
    verb = mention.group().lower() == "left" and words.LEFT_AS_VERB.search(text, before, start)
    return bool(verb) and not body_follows


def mentions(text: str) -> Iterator[tuple[Side, int, int]]:
    """Every mention of a side of the breast with its place, denied or not; a mere standard of comparison is none."""
    if not words.ANY_SIDE.search(text):
        return
    for found in words.MENTION.finditer(text):
        before = max(0, found.start() - _REACH)
        if not _is_no_side(found) and not words.MEASURED_BY.search(text, before, found.start()):
            side = Side.LEFT if found.lastgroup == "left" else Side.RIGHT
            yield side, found.start(), found.end()


def _phrases(text: str) -> Iterator[str]:
    """Parts of sentences, each with its own subject; sentences that name no side are left out."""
    for sentence in _SENTENCE_END.split(text):
        if words.MARK.search(sentence):
            for part in words.TURN.split(sentence):
                for chunk in _at_commas(part):
                    for clause in _at_and(chunk):
                        yield from _at_afterthought(clause)


def _at_commas(text: str) -> Iterator[str]:
    """Parts between commas; “no mass, discharge or pain on the left” and “for comparison, the left” stay whole."""
    held: list[str] = []
    named = denied = False
    for part in text.split(","):
        mark = words.MARK.search(part)
        listed = mark is None or words.LISTED.search(part[: mark.start()])
        introduced = len(held) == 1 and words.INTRODUCTION.fullmatch(held[0])
        if held and (named or not (denied and listed or introduced)):
            yield ",".join(held)
            held, named, denied = [], False, False
        held.append(part)
        named = named or mark is not None
        denied = denied or words.DENIAL.search(part) is not None
    yield ",".join(held)


def _at_and(text: str) -> Iterator[str]:
    """Parts at “and”, where the second speaks of something else; “on the left and right” stays whole."""
    start = 0
    held: set[str] = set()
    end = 0
    for found in (*words.AND.finditer(text), None):
        part = text[end : found.start() if found else len(text)]
        mentions = set(words.MARK.findall(part))
        two_sides = held and mentions and held != mentions and not words.BARE.fullmatch(part)
        if two_sides or (mentions and not held and words.NEW_SUBJECT.match(part)):
            yield text[start:end]
            start, held = end, set()
        held |= mentions
        end = found.end() if found else end
    yield text[start:]


def _at_afterthought(text: str) -> Iterator[str]:
    """“Ectasia on the left without filling defect” claims the left; “left breast without discharge” does not."""
    found = words.AFTERTHOUGHT.search(text)
    said = text[: found.start()] if found else ""
    if found and words.MARK.search(said) and not words.BARE.fullmatch(said):
        yield said
        yield text[found.end() :]
    else:
        yield text


def _is_silent(phrase: str) -> bool:
    """Whether ``phrase`` claims nothing of any side that it names: another time or person, denied, or quiet."""
    if words.ELSEWHERE.search(phrase) or words.NOT_DONE.search(phrase):
        return True
    if words.OTHER_FINDING.search(phrase):
        return not (words.DUCTOGRAM_OR_DUCT.search(phrase) or words.ADVISED.search(phrase))
    if words.DENIAL.search(phrase):
        by_ductogram = words.DUCTOGRAM.search(phrase)
    elif words.QUIET.search(phrase):
        by_ductogram = words.DUCTOGRAM_OR_DUCT.search(phrase)
    else:
        return False
    return not by_ductogram or bool(words.OTHER_METHOD.search(phrase))
