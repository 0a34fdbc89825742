"""Look up the phrases of answers in tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from ..document import Node
from ..phrases.translation_cache import Phrase, translated
from ..vocabulary.terms import Term

T = TypeVar("T", bound=Term)


def sentences_for(
    node: Node, names: Sequence[str], tables: Mapping[str, Mapping[Term, Phrase]]
) -> Iterator[str]:
    """Yield the sentences of ``tables`` for the answers of ``node`` to the fields ``names``."""
    for name in names:
        if sentence := tables[name].get(getattr(node, name)):
            yield translated(sentence)


def phrases_for(terms: Iterable[T], phrases: Mapping[T, Phrase]) -> list[str]:
    """Return the phrase of every term that has one."""
    return [translated(phrases[term]) for term in terms if term in phrases]
