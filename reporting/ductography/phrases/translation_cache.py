"""Cache of translated phrases: a narrative needs hundreds of them and is rebuilt at every keystroke."""

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

# Texts of one language by the id of the phrase, or by id and grammatical number. The phrase itself is kept, so that
# its id is not reused.
LanguageCache = dict[int | tuple[int, int], tuple[Promise, str]]
_BY_LANGUAGE: dict[str, LanguageCache] = {}
# Cache of the language in use within `with_cached_language`, otherwise None.
_CURRENT: ContextVar[LanguageCache | None] = ContextVar(
    "phrases of the language of the narrative", default=None
)
# Plural forms of larger counts are not cached, which bounds the size of the cache.
CACHED_COUNT_MAX = 20


def with_cached_language(function: Callable[P, R]) -> Callable[P, R]:
    """Decorate ``function`` to look up the active language once instead of for every phrase."""

    @wraps(function)
    def wrapper(*args: P.args, **kwargs: P.kwargs) -> R:
        token = _CURRENT.set(_active_cache())
        try:
            return function(*args, **kwargs)
        finally:
            _CURRENT.reset(token)

    return wrapper


def translated(phrase: Phrase) -> str:
    """Return ``phrase`` in the active language. It must be a module-level object, because it is cached by its id."""
    if isinstance(phrase, str):
        return phrase
    cache = _CURRENT.get()
    if cache is None:
        cache = _active_cache()
    try:
        return cache[id(phrase)][1]
    except KeyError:
        text = str(phrase)
        cache[id(phrase)] = phrase, text
        return text


def translated_plural(phrase: Phrase, count: int, others: tuple[str, ...] = ()) -> str:
    """Return the form of a plural phrase for ``count``, leaving its ``others`` placeholders unfilled."""
    cache = _CURRENT.get()
    if cache is None:
        cache = _active_cache()
    found = cache.get((id(phrase), count))
    if found is None:
        text = str(cast(Any, phrase).format(count=count, **{name: f"{{{name}}}" for name in others}))
        found = cast(Promise, phrase), text
        if count <= CACHED_COUNT_MAX:
            cache[id(phrase), count] = found
    return found[1]


def _active_cache() -> LanguageCache:
    return _BY_LANGUAGE.setdefault(get_language() or "", {})
