"""Lists of plain phrases, and where they stand in a text.

The lists are phrases between commas: a space is any white space or a hyphen, ``*`` any ending of the word. All lists
are looked for in one pass over the words of a text, which is far quicker than a pattern for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain
from typing import Any, NamedTuple

_WORD = re.compile(r"\w+")
_KEPT_SCANS = 64
_KEPT_WORDS = 4096


class Found(NamedTuple):
    """A phrase in a text, with what its list says of it."""

    first: int
    last: int
    tag: Any

    def start(self) -> int:
        return self.first

    def end(self) -> int:
        return self.last


class _Entry(NamedTuple):
    """A phrase by its first word: ``rest`` is looked for where that word stands; None for a single word."""

    owner: Phrases
    rest: re.Pattern[str] | None
    tag: Any


_BY_WORD: dict[str, list[_Entry]] = {}
_BY_BEGINNING: dict[str, list[_Entry]] = {}
_BEGINNING_LENGTHS: set[int] = set()


class Phrases:
    """A list of phrases that can be looked for in folded texts; lists by tag tell which one was found."""

    def __init__(self, phrases: str | Mapping[Any, str]) -> None:
        tagged = {None: phrases} if isinstance(phrases, str) else phrases
        for tag, listed in tagged.items():
            for phrase in _split(listed):
                self._register(phrase, tag)
        self.pattern = any_of(",".join(tagged.values()))

    def _register(self, phrase: str, tag: Any) -> None:
        word = _WORD.match(phrase)
        if word is None:
            raise ValueError(phrase)
        rest = phrase[word.end() :]
        single = rest in ("", "*")
        entry = _Entry(self, None if single else re.compile(rf"{_pattern(phrase)}(?!\w)"), tag)
        if rest.startswith("*"):
            _BEGINNING_LENGTHS.add(len(word.group()))
            _BY_BEGINNING.setdefault(word.group(), []).append(entry)
        else:
            _BY_WORD.setdefault(word.group(), []).append(entry)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Found]:
        last = len(text) if end is None else end
        return (found for found in _scan(text).get(self, ()) if start <= found.first and found.last <= last)

    def search(self, text: str, start: int = 0, end: int | None = None) -> Found | None:
        return next(self.finditer(text, start, end), None)


def _split(phrases: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in phrases.split(",") if phrase.strip()]


@lru_cache(maxsize=_KEPT_SCANS)
def _scan(text: str) -> dict[Phrases, list[Found]]:
    """Where each list has a phrase in ``text``: the longest at its place, none within another of its list."""
    found: dict[Phrases, list[Found]] = {}
    for word in _WORD.finditer(text):
        for entry in _entries(word.group()):
            _note(found, text, word, entry)
    return found


@lru_cache(maxsize=_KEPT_WORDS)
def _entries(word: str) -> tuple[_Entry, ...]:
    """The phrases that may begin with ``word``."""
    beginnings = (
        _BY_BEGINNING.get(word[:length], ()) for length in _BEGINNING_LENGTHS if length <= len(word)
    )
    return (*_BY_WORD.get(word, ()), *chain.from_iterable(beginnings))


def _note(found: dict[Phrases, list[Found]], text: str, word: re.Match[str], entry: _Entry) -> None:
    start, end = word.span()
    if entry.rest is not None:
        match = entry.rest.match(text, start)
        if match is None:
            return
        end = match.end()
    places = found.setdefault(entry.owner, [])
    if places and places[-1].first == start:
        if end > places[-1].last:
            places[-1] = Found(start, end, entry.tag)
    elif not places or start >= places[-1].last:
        places.append(Found(start, end, entry.tag))


def any_of(phrases: str) -> str:
    """A pattern for one of the phrases, as whole words; longer phrases are tried first."""
    by_letter: dict[str, list[str]] = {}
    for phrase in sorted(_split(phrases), key=len, reverse=True):
        by_letter.setdefault(phrase[0], []).append(_pattern(phrase[1:]))
    groups = (f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in by_letter.items())
    return rf"(?<!\w)(?:{'|'.join(groups)})(?!\w)"


def _pattern(phrase: str) -> str:
    return re.escape(phrase).replace(r"\ ", r"[\s-]+").replace(r"\*", r"\w*")


def folded(text: str) -> str:
    """``text`` in lower case and with plain apostrophes, every character in its place."""
    lower = text.lower()
    if len(lower) != len(text):
        lower = "".join(small if len(small := letter.lower()) == 1 else letter for letter in text)
    for letter, plain in _PLAIN.items():
        lower = lower.replace(letter, plain)
    return lower


_PLAIN = {"’": "'", "´": "'", "`": "'", "‘": "'", "\xa0": " ", "\u202f": " ", "‑": "-"}
