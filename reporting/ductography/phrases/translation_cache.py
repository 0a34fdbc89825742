"""Phrases in the active language, each looked up once: a narrative takes hundreds, and is made at every keystroke."""

from __future__ import annotations

from collections.abc import Callable
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar, cast

from django.utils.functional import Promise
from django.utils.translation import get_language

Phrase = str | Promise

P = ParamSpec("P")
R = TypeVar("R")

# What is known of a language: the text of a phrase by its identity, or by identity and grammatical number. The phrase
# itself is kept, so that no other takes its identity.
LanguageCache = dict[int | tuple[int, int], tuple[Promise, str]]
_BY_LANGUAGE: dict[str, LanguageCache] = {}
# Of the language of the text that is being made; None while none is.
_CURRENT: ContextVar[LanguageCache | None] = ContextVar(
    "phrases of the language of the narrative", default=None
)
# Plural forms beyond this number are asked for anew, which bounds what is kept.
CACHED_COUNT_MAX = 20


def with_cached_language(function: Callable[P, R]) -> Callable[P, R]:
    """Ask for the active language once, not for every phrase that ``function`` takes."""

    @wraps(function)
    def speaking(*args: P.args, **kwargs: P.kwargs) -> R:
        token = _CURRENT.set(_active_cache())
        try:
            return function(*args, **kwargs)
        finally:
            _CURRENT.reset(token)

    return speaking


def translated(phrase: Phrase) -> str:
    """``phrase``, a lasting object of this package or of a vocabulary, in the active language."""
    if isinstance(phrase, str):
        return phrase
    known = _CURRENT.get()
    if known is None:
        known = _active_cache()
    try:
        return known[id(phrase)][1]
    except KeyError:
        text = str(phrase)
        known[id(phrase)] = phrase, text
        return text


def translated_plural(phrase: Phrase, count: int, others: tuple[str, ...] = ()) -> str:
    """The singular or plural of a phrase on ``count``; its ``others`` placeholders are left as they are."""
    known = _CURRENT.get()
    if known is None:
        known = _active_cache()
    found = known.get((id(phrase), count))
    if found is None:
        text = str(cast(Any, phrase).format(count=count, **{name: f"{{{name}}}" for name in others}))
        found = cast(Promise, phrase), text
        if count <= CACHED_COUNT_MAX:
            known[id(phrase), count] = found
    return found[1]


def _active_cache() -> LanguageCache:
    return _BY_LANGUAGE.setdefault(get_language() or "", {})
