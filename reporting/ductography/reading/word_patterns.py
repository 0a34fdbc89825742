"""Patterns made of plain lists of phrases.

The lists are phrases between commas: a space is any white space, ``*`` any ending of the word. The reader folds a
text to lower case first, so that its patterns need not ignore case, which is slow.
"""

from __future__ import annotations

import re


def any_of(phrases: str) -> str:
    """A pattern for one of the phrases, as whole words; longer phrases are tried first."""
    by_letter: dict[str, list[str]] = {}
    for phrase in sorted(
        filter(None, (phrase.strip() for phrase in phrases.split(","))), key=len, reverse=True
    ):
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
    return lower.translate(_APOSTROPHES)


_APOSTROPHES = str.maketrans({"’": "'", "´": "'", "`": "'", "‘": "'", "\xa0": " ", "\u202f": " ", "‑": "-"})
