"""From a text to its claims.

A clause that is hypothetical, historical, comparative or in doubt claims nothing, and neither does one that can be
understood in two ways: the reader is silent rather than wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from ..vocabulary import DuctFindingKind, Side
from . import biopsy_words, finding_words, silence_words
from .claims import (
    BiopsyClaim,
    CategoryClaim,
    Claim,
    ClockClaim,
    DistanceClaim,
    FindingClaim,
    NormalClaim,
    SideClaim,
    SizeClaim,
    Subject,
)
from .clauses import Clause, clauses, heading_of, marked, sentences
from .laterality import side_words
from .measures import categories, hours, lengths
from .sign_mentions import Mention, Polarity, sign_mentions
from .word_patterns import Found

# A form asks again at every keystroke; most of its texts, and of the sentences of each, have not changed.
_KEPT_TEXTS = 256
_KEPT_SENTENCES = 2048
_REACH = 60  # characters within which a word changes the meaning of another
_METHOD_REACH = 40


@lru_cache(maxsize=_KEPT_TEXTS)
def read(text: str) -> tuple[Claim, ...]:
    """Every claim of ``text`` except those of a mere side, in the order of its clauses."""
    folded = marked(text)
    found: list[Claim] = []
    heading: frozenset[Side] = frozenset()
    for start, end in sentences(folded):
        claims, heading = _read_sentence(text[start:end], folded[start:end], heading)
        found += (replace(claim, start=claim.start + start, end=claim.end + start) for claim in claims)
    return tuple(found)


@lru_cache(maxsize=_KEPT_SENTENCES)
def _read_sentence(
    text: str, folded: str, heading: frozenset[Side]
) -> tuple[tuple[Claim, ...], frozenset[Side]]:
    """The claims of one sentence, and the side of the heading under which the next one stands."""
    found: list[Claim] = []
    earlier: Mention | None = None
    heading = heading_of(folded) or heading
    for clause in clauses(folded, heading):
        if clause.silent_from <= clause.start:
            continue
        mentions = list(sign_mentions(folded, clause))
        found += _ClauseReader(text, folded, clause, mentions, earlier).claims()
        earlier = mentions[-1] if mentions else earlier
    return tuple(found), heading


@lru_cache(maxsize=_KEPT_TEXTS)
def read_sides(text: str) -> tuple[SideClaim, ...]:
    """The sides of which ``text`` claims something, each with its clause."""
    found = []
    start = 0
    for word in side_words(text):
        place = text.find(word.clause, start)
        start = max(place, start)
        end = start + len(word.clause)
        found.append(SideClaim(start, end, frozenset({word.side}), word.clause))
    return tuple(found)


class _ClauseReader:
    """The claims of one clause."""

    def __init__(
        self, text: str, folded: str, clause: Clause, mentions: list[Mention], earlier: Mention | None
    ) -> None:
        self.text = text
        self.folded = folded
        self.clause = clause
        self.mentions = mentions
        self.earlier = earlier
        self.words = text[clause.start : clause.end].strip(" ,;\n")

    def claims(self) -> Iterator[Claim]:
        yield from self._categories()
        yield from self._biopsies()
        yield from self._normal()
        yield from self._findings()
        yield from self._measures()

    def _place(self, start: int, end: int) -> tuple[int, int, frozenset[Side], str]:
        return start, end, self.clause.sides, self.words

    def _is_silent(self, start: int, end: int) -> bool:
        """Whether the place lies where the clause claims nothing, or another method is said to show it."""
        if start >= self.clause.silent_from:
            return True
        before = silence_words.OTHER_METHOD.search(self.folded, self.clause.start, start)
        if before and not finding_words.WHOLE.search(self.folded, before.end(), start):
            return True
        after = silence_words.OTHER_METHOD.search(self.folded, end, min(end + _METHOD_REACH, self.clause.end))
        return after is not None and bool(
            silence_words.BY_METHOD.search(self.folded, self.clause.start, after.start())
        )

    def _categories(self) -> Iterator[Claim]:
        for found in categories(self.folded, self.clause.start, self.clause.end):
            # “Suspicious for malignancy (BI-RADS 4C)” is no guess at the category.
            in_brackets = self.folded.startswith("(", found.start - 1)
            if in_brackets or not self._is_silent(found.start, found.end):
                yield CategoryClaim(*self._place(found.start, found.end), found.scheme, found.grades)

    def _biopsies(self) -> Iterator[Claim]:
        for found in biopsy_words.BIOPSY.finditer(self.folded, self.clause.start, self.clause.silent_from):
            before = max(self.clause.start, found.start() - _REACH)
            after = min(self.clause.end, found.end() + _REACH)
            if biopsy_words.NOT_ADVISED_BEFORE.search(self.folded, before, found.start()):
                continue
            if biopsy_words.YEAR.search(self.folded, found.end(), after):
                continue
            if not biopsy_words.NOT_ADVISED_AFTER.search(self.folded, found.end(), after):
                yield BiopsyClaim(*self._place(found.start(), found.end()))

    def _normal(self) -> Iterator[Claim]:
        if self.mentions and any(mention.polarity is not Polarity.ABSENT for mention in self.mentions):
            return
        start, end = self.clause.start, self.clause.end
        if finding_words.EXCEPTED.search(self.folded, start, end):
            return
        for found in finding_words.QUIET.finditer(self.folded, start, self.clause.silent_from):
            subject = self._called_normal(found)
            if subject and not self._is_silent(found.start(), found.end()):
                hour = next((span.least for span in hours(self.folded, start, end)), None)
                yield NormalClaim(*self._place(found.start(), found.end()), subject, frozenset(), hour)
                return

    def _called_normal(self, found: Found) -> Subject | None:
        """What is called normal: the noun that follows, or the last one before it; None of anything else."""
        text, start, end = self.folded, self.clause.start, self.clause.end
        denied = finding_words.DENIAL.search(text, max(start, found.start() - _REACH), found.start())
        if denied or "abnormal" in text[start : found.start()]:
            return None
        after = _AFTER_QUIET.match(text, found.end(), end)
        if after and after["noun"]:
            following = finding_words.ELSE.search(text, after.end(), end)
            if following and following.start() == after.end() + 1:  # “the normal duct calibre”
                return None
            return self._subject(after.start("noun"), after.end("noun"))
        if not after or finding_words.ELSE.search(text, found.end(), min(end, found.end() + _NEXT_WORDS)):
            return None
        if finding_words.ELSE.search(text, start, found.start()):
            return None
        if subject := self._subject(start, found.start()):
            return subject
        # “Left normal”, “Unauffällig”: nothing else is named.
        words = _WORDS.findall(text, start, found.start())
        return Subject.BREAST if len(words) <= _FEW_WORDS else None

    def _subject(self, start: int, end: int) -> Subject | None:
        if finding_words.ELSE.search(self.folded, start, end):
            return None
        if finding_words.DUCT.search(self.folded, start, end):
            return Subject.DUCT
        return Subject.BREAST if finding_words.WHOLE.search(self.folded, start, end) else None

    def _findings(self) -> Iterator[Claim]:
        for mention in self.mentions:
            if self._is_silent(mention.start, mention.end):
                continue
            place = self._place(mention.start, mention.end)
            if mention.polarity is Polarity.PRESENT and mention.kind:
                yield FindingClaim(*place, mention.kind)
            elif mention.polarity is Polarity.ABSENT:
                kinds = frozenset({mention.kind}) if mention.kind else finding_words.NO_LESION
                in_duct = finding_words.DUCT.search(self.folded, mention.end, self.clause.end)
                yield NormalClaim(*place, Subject.DUCT if in_duct else Subject.BREAST, kinds, None)

    def _measures(self) -> Iterator[Claim]:
        start, end = self.clause.start, self.clause.silent_from
        for span in hours(self.folded, start, end):
            told, about = self._said_of(span.start, span.end)
            if told and not self._is_silent(span.start, span.end):
                yield ClockClaim(*self._place(span.start, span.end), span.least, span.most, about)
        follows = self.earlier is not None and not self.mentions
        for length in lengths(self.folded, start, end, follows):
            span = length.span
            told, about = self._said_of(span.start, span.end)
            if not told or self._is_silent(span.start, span.end):
                continue
            claim = DistanceClaim if length.of == "distance" else SizeClaim
            yield claim(*self._place(span.start, span.end), span.least, span.most, about)

    def _said_of(self, start: int, end: int) -> tuple[bool, DuctFindingKind | None]:
        """Whether a number tells of something in the duct, and the sign that it belongs to where one is named."""
        before = [mention for mention in self.mentions if mention.end <= start]
        after = [mention for mention in self.mentions if mention.start >= end]
        # “the 6 mm defect”, “the 2 o’clock duct”: directly before the noun.
        near = after and not self.folded[end : after[0].start].strip(" -,") and after[0]
        mention = near or (before[-1] if before else after[0] if after else self.earlier)
        since = mention.end if mention and mention.end <= start else self.clause.start
        if silence_words.OTHER_THING.search(self.folded, max(since, self.clause.start), start):
            return False, None
        thing = silence_words.OTHER_THING.search(self.folded, end, self.clause.end)
        if thing and thing.start() <= end + 1:
            return False, None
        if mention is None:
            return True, None
        return mention.polarity is Polarity.PRESENT, mention.kind


_WORDS = re.compile(r"[^\W\d]{2,}")
_NEXT_WORDS = 15  # characters
_FEW_WORDS = 3  # words that may stand before “normal” where nothing is named
_NOUNS = "|".join((finding_words.WHOLE.pattern, finding_words.DUCT.pattern))
_AFTER_QUIET = re.compile(
    rf"(?:\s+(?:\w+[-\s]+)?[\ue000\ue001]*(?:\s*-?\s*(?:sided|breast|brust))?\s*(?P<noun>{_NOUNS}))"
    r"|\s*(?:$|[.,;:!)\n]|\s[\ue000\ue001]|\s(?:in|on|of|and|throughout|without|im|in|ohne|und|study)(?!\w))"
)
