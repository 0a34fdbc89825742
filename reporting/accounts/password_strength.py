"""Refuse passwords that are long but easy to guess: listed passwords, known phrases, repetitions, sequences, words.

The password is read as the cheapest series of such pieces, each with the bits that a guesser who knows the pieces
needs. Django's list of 20,000 common passwords holds few of fifteen characters, but the pieces of most weak ones.
"""

from __future__ import annotations

import functools
import gzip
import re
import unicodedata
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.contrib.auth import password_validation
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from reporting.models import User

BITS_MIN = 40.0  # about as much as three unrelated words and a separator
CHECKED_CHARACTERS = 128  # characters after these are not needed to be strong enough
WORD_MIN, WORD_MAX = 3, 24  # characters

LETTER_BITS = 3.3  # less than for random letters, because unlisted words are letters too
DIGIT_BITS = 3.3
OTHER_BITS = 5.0
SPACE_BITS = 1.0
NEXT_BITS = 0.5  # the third and further characters of a run, such as aaa, 123 or qwe
COPY_BITS = 2.0  # a piece that the password already contains
LISTED_BITS = 13.0  # one of about 2 ** 14 listed passwords
KNOWN_BITS = 3.0  # one of the words of the site or of the person
YEAR_BITS = 6.0
DISGUISE_BITS = 1.0  # 0 for o, 3 for e, and the like

DISGUISES = str.maketrans("013457@$!|", "oieastasil")
YEAR = re.compile(r"(?:19|20)\d\d")
ROWS = ("qwertyuiop", "qwertzuiop", "asdfghjkl", "zxcvbnm", "yxcvbnm", "1234567890")
NEIGHBOURS = frozenset(
    pair for row in ROWS for forth in zip(row, row[1:], strict=False) for pair in (forth, forth[::-1])
)
KNOWN_PHRASES = Path(__file__).with_name(
    "known_phrases.txt"
)  # quotations, rhymes and examples; parts count too
PHRASE_MAX = 96  # characters
SITE_WORDS = Path(__file__).with_name("site_words.txt")  # what people of this department try first


class GuessablePasswordValidator:
    """Django password validator that refuses fewer than `BITS_MIN` bits."""

    def validate(self, password: str, user: User | None = None) -> None:
        if guessing_bits(password, known_words(user)) < BITS_MIN:
            raise ValidationError(
                _(
                    "This password is easy to guess: it consists of common words or phrases, names, repetitions or "
                    "sequences. "
                    "Use several unrelated words."
                ),
                code="password_guessable",
            )

    def get_help_text(self) -> str:
        return _(
            "Use several unrelated words. Common passwords and phrases, names, repetitions and sequences are "
            "refused, also in combination."
        )


def known_words(user: User | None) -> frozenset[str]:
    """Return the words of the site and of ``user`` that anybody would try first."""
    texts = [settings.FACILITY_NAME, settings.SITE_URL.partition("//")[2]]
    if user is not None:
        texts += [user.username, user.first_name, user.last_name, user.email]
    found = {word for text in texts for word in re.split(r"[\W\d_]+", _folded(text))}
    return _site_words() | {word for word in found if len(word) >= WORD_MIN}


def guessing_bits(password: str, known: Iterable[str] = ()) -> float:
    """Return the bits of the cheapest series of pieces that makes the first 128 characters."""
    text = _folded(password)[:CHECKED_CHARACTERS]
    plain = text.translate(DISGUISES)
    words = frozenset(known)
    best = [0.0] + [float("inf")] * len(text)
    for start in range(len(text)):
        for end, bits in _pieces(text, plain, start, words):
            best[end] = min(best[end], best[start] + bits)
    return best[-1]


def _pieces(text: str, plain: str, start: int, known: frozenset[str]) -> Iterable[tuple[int, float]]:
    """Yield the end and the bits of every piece that begins at ``start``."""
    yield start + 1, _character_bits(text, start)
    if YEAR.match(text, start):
        yield start + 4, YEAR_BITS
    copied = start + 1
    while copied < len(text) and text[start : copied + 1] in text[:copied]:
        copied += 1
        if copied - start >= WORD_MIN:
            yield copied, COPY_BITS
    for version in (text, plain):
        for end in _phrase_ends(version, start):
            yield end, LISTED_BITS
    for end in range(start + WORD_MIN, min(len(text), start + WORD_MAX) + 1):
        for word, extra in ((text[start:end], 0.0), (plain[start:end], DISGUISE_BITS)):
            for candidate in (word, word[::-1]):
                if candidate in known:
                    yield end, KNOWN_BITS + extra
                elif candidate in _listed():
                    yield end, LISTED_BITS + extra


def _phrase_ends(text: str, start: int) -> Iterable[int]:
    """Yield the ends of parts of known phrases that begin at ``start``, whatever separates their words."""
    letters = ""
    for at in range(start, min(len(text), start + PHRASE_MAX)):
        if text[at].isalnum():
            letters += text[at]
            if letters in _phrase_parts():
                yield at + 1
            elif letters not in _phrase_beginnings():
                return
        elif not letters:
            return


def _character_bits(text: str, at: int) -> float:
    here = text[at]
    if at > 1 and _continues(text, at) and _continues(text, at - 1):
        return NEXT_BITS
    if here.isspace():
        return SPACE_BITS
    if here.isdigit():
        return DIGIT_BITS
    return LETTER_BITS if here.isalpha() else OTHER_BITS


def _continues(text: str, at: int) -> bool:
    """Return True if the character repeats the one before it, or is the next in an alphabet or row of keys."""
    before, here = text[at - 1], text[at]
    return abs(ord(here) - ord(before)) <= 1 or (before, here) in NEIGHBOURS


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", text).lower()


@functools.cache
def _listed() -> frozenset[str]:
    """Return Django's list of common passwords, the shortest left out."""
    path = Path(password_validation.__file__).with_name("common-passwords.txt.gz")
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return frozenset(word for line in lines if len(word := line.strip()) >= WORD_MIN)


@functools.cache
def _phrase_parts() -> frozenset[str]:
    """Return every run of two or more words of a known phrase, without separators."""
    phrases = [line.split() for line in KNOWN_PHRASES.read_text(encoding="utf-8").splitlines()]
    return frozenset(
        "".join(words[first:last])
        for words in phrases
        for first in range(len(words))
        for last in range(first + 2, len(words) + 1)
    )


@functools.cache
def _phrase_beginnings() -> frozenset[str]:
    return frozenset(part[:length] for part in _phrase_parts() for length in range(1, len(part)))


@functools.cache
def _site_words() -> frozenset[str]:
    return frozenset(SITE_WORDS.read_text(encoding="utf-8").split())
