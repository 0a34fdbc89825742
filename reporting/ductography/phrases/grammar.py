"""Build sentences from phrases: lists, numbers, and the forms of a noun."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..document.formatting import number
from .translation_cache import Phrase, translated, translated_plural


@dataclass(frozen=True, slots=True)
class Noun:
    """Forms of a finding's noun. ``counted`` is a plural phrase on ``count``; ``it`` is the pronoun for ``the``."""

    a: Phrase
    no: Phrase
    the: Phrase
    it: Phrase
    several: Phrase = ""
    counted: Phrase = ""
    the_several: Phrase = ""


THEY = pgettext_lazy("several findings", "they")


def format_phrase(template: Phrase, **values: object) -> str:
    """Translate ``template`` and fill its placeholders; braces in the values are left as they are."""
    return translated(template).format(**values)


def format_plural(template: Phrase, count: int, **values: object) -> str:
    """Translate ``template`` in the singular or plural form for ``count`` and fill its placeholders."""
    form = translated_plural(template, count, tuple(values))
    return form.format(**values) if values else form


AND = pgettext_lazy("end of a list", "{items} and {last}")
OR = pgettext_lazy("end of a list", "{items} or {last}")
COMMA = pgettext_lazy("between the items of a list", ", ")
SUBJECT_AND_PREDICATE = pgettext_lazy("subject and what is said of it", "{subject} {predicates}.")
LENGTH = pgettext_lazy("length", "{number} mm")
NOT_RECORDED = _("{what} is not recorded.")


def join_with_and(parts: Iterable[str]) -> str:
    """Join the parts: “a”, “a and b”, “a, b and c”."""
    return _join(parts, AND)


def join_with_or(parts: Iterable[str]) -> str:
    """Join the parts: “a”, “a or b”, “a, b or c”."""
    return _join(parts, OR)


def _join(parts: Iterable[str], end: Phrase) -> str:
    *before, last = parts
    return format_phrase(end, items=translated(COMMA).join(before), last=last) if before else last


def join_with_commas(parts: Iterable[str]) -> str:
    """Join the non-empty parts with commas: “at 9 o’clock in the left breast, 30 mm from the nipple”."""
    return translated(COMMA).join(part for part in parts if part)


def capitalise(text: str) -> str:
    return text[:1].upper() + text[1:]


def predicate_sentence(subject: Phrase, predicates: Iterable[str]) -> list[str]:
    """Return one sentence with all ``predicates`` of ``subject``, or [] if there are none."""
    texts = [text for text in predicates if text]
    if not texts:
        return []
    subject = capitalise(translated(subject))
    return [format_phrase(SUBJECT_AND_PREDICATE, subject=subject, predicates=join_with_and(texts))]


def free_text_sentences(text: str | None) -> list[str]:
    """Return free text as sentences: one per line, single spaces, a full stop added where missing."""
    lines = [" ".join(line.split()) for line in (text or "").splitlines()]
    return [line if line[-1] in ".!?…" else f"{line}." for line in lines if line]


def inline_text(text: str) -> str:
    """Return free text for use inside a sentence: one line, without a final full stop."""
    return " ".join(text.split()).rstrip(".")


def format_length(value_mm: float) -> str:
    """Format a length in mm with the decimal mark of the language: “4.5 mm”."""
    return format_phrase(LENGTH, number=number(value_mm))


def format_size(*values_mm: float | None) -> str:
    """Format the given dimensions in mm: “6 × 3 mm”; "" if there are none."""
    numbers = [number(value) for value in values_mm if value is not None]
    return format_phrase(LENGTH, number=" × ".join(numbers)) if numbers else ""


def unique(sentences: Iterable[str]) -> tuple[str, ...]:
    """Remove repeated sentences, keeping the first."""
    return tuple(dict.fromkeys(sentences))


def not_recorded_sentence(what: Phrase) -> str:
    """Return “… is not recorded.” for a field that is explicitly not recorded."""
    return format_phrase(NOT_RECORDED, what=capitalise(translated(what)))
