"""How phrases become sentences: lists, numbers, and the forms of a noun."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..document.formatting import number
from .translation_cache import Phrase, agreeing, spoken


@dataclass(frozen=True, slots=True)
class Noun:
    """The forms of what was found. ``counted`` is a plural phrase on ``count``; ``it`` stands for ``the``."""

    a: Phrase
    no: Phrase
    the: Phrase
    it: Phrase
    several: Phrase = ""
    counted: Phrase = ""
    the_several: Phrase = ""


THEY = pgettext_lazy("several findings", "they")


def say(template: Phrase, **values: object) -> str:
    """``template`` with its placeholders filled; what is filled in is never read as a template."""
    return spoken(template).format(**values)


def counted(template: Phrase, count: int, **values: object) -> str:
    """The same for a template with singular and plural."""
    form = agreeing(template, count, tuple(values))
    return form.format(**values) if values else form


AND = pgettext_lazy("end of a list", "{items} and {last}")
OR = pgettext_lazy("end of a list", "{items} or {last}")
COMMA = pgettext_lazy("between the items of a list", ", ")
SUBJECT_AND_PREDICATE = pgettext_lazy("subject and what is said of it", "{subject} {predicates}.")
LENGTH = pgettext_lazy("length", "{number} mm")
NOT_RECORDED = _("{what} is not recorded.")


def listed(parts: Iterable[str]) -> str:
    """“a”, “a and b”, “a, b and c”."""
    return _list(parts, AND)


def alternatives(parts: Iterable[str]) -> str:
    """“a”, “a or b”, “a, b or c”."""
    return _list(parts, OR)


def _list(parts: Iterable[str], end: Phrase) -> str:
    *before, last = parts
    return say(end, items=spoken(COMMA).join(before), last=last) if before else last


def apposed(parts: Iterable[str]) -> str:
    """“at 9 o’clock in the left breast, 30 mm from the nipple”: each part narrows the one before."""
    return spoken(COMMA).join(part for part in parts if part)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def predicate(subject: Phrase, predicates: Iterable[str]) -> list[str]:
    """One sentence that says all ``predicates`` of ``subject``; [] when there is nothing to say."""
    said = [text for text in predicates if text]
    if not said:
        return []
    subject = capital(spoken(subject))
    return [say(SUBJECT_AND_PREDICATE, subject=subject, predicates=listed(said))]


def own_words(text: str | None) -> list[str]:
    """Free text as sentences: a line each, single spaces, and a full stop where none ends it."""
    lines = [" ".join(line.split()) for line in (text or "").splitlines()]
    return [line if line[-1] in ".!?…" else f"{line}." for line in lines if line]


def inline(text: str) -> str:
    """Free text inside a sentence: one line, without the full stop that the sentence has itself."""
    return " ".join(text.split()).rstrip(".")


def length(value_mm: float) -> str:
    """“4.5 mm”, with the decimal mark of the language."""
    return say(LENGTH, number=number(value_mm))


def size(*values_mm: float | None) -> str:
    """“6 × 3 mm”; "" when no value is given."""
    given = [number(value) for value in values_mm if value is not None]
    return say(LENGTH, number=" × ".join(given)) if given else ""


def unique(sentences: Iterable[str]) -> tuple[str, ...]:
    """Each sentence once, at its first place."""
    return tuple(dict.fromkeys(sentences))


def not_recorded(what: Phrase) -> str:
    """“… is not recorded.”, for what a reader would miss."""
    return say(NOT_RECORDED, what=capital(spoken(what)))
