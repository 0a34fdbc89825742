"""Counting over many reports: what the documents tell beside the columns of the lists, and how sure a share is.

Documents are read as plain JSON: a year of them is counted at once, and only a few answers of each.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

Z_95 = 1.959963984540054  # of the normal distribution, for an interval of 95 %


@dataclass(frozen=True, slots=True)
class Share:
    """``count`` of ``of``."""

    count: int
    of: int

    @property
    def percent(self) -> float | None:
        """None where there is nothing to take a share of."""
        return 100 * self.count / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % score interval in per cent (Wilson, J Am Stat Assoc 1927;22:209-212)."""
        if not self.of:
            return None
        n, p, zz = self.of, self.count / self.of, Z_95 * Z_95
        middle = (p + zz / (2 * n)) / (1 + zz / n)
        half = Z_95 / (1 + zz / n) * math.sqrt(p * (1 - p) / n + zz / (4 * n * n))
        return 100 * max(middle - half, 0.0), 100 * min(middle + half, 1.0)


@dataclass(frozen=True, slots=True)
class Tally:
    """Answers of the documents by their stored value: of ducts, of recommendations, and why none was examined."""

    cannulations: Counter[str] = field(default_factory=Counter)
    actions: Counter[str] = field(default_factory=Counter)
    not_attempted: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Statistics:
    """Counts of the examinations of a period.

    ``states`` count all of them by the state of the report, ``changed`` those that ever got a version of a kind;
    ``outcomes``, ``sides``, ``birads`` and ``gics`` the reports that stand, "" where nothing is said. ``days`` are
    those from examination to first final signature, ``hours`` those from a standing version to its opening by the
    referrer, None where it was not opened; both in ascending order, None last.
    """

    states: Counter[str]
    changed: Counter[str]
    outcomes: Counter[str]
    sides: Counter[str]
    birads: Counter[str]
    gics: Counter[str]
    tally: Tally
    days: tuple[int, ...]
    hours: tuple[float | None, ...]

    @property
    def examinations(self) -> int:
        return self.states.total()

    @property
    def standing(self) -> int:
        return self.outcomes.total()


def tally(documents: Iterable[str]) -> Tally:
    """Count over ``documents``, each the canonical JSON of a report."""
    found = Tally()
    for text in documents:
        document = json.loads(text)
        for duct in document.get("ducts", ()):
            if outcome := duct.get("cannulation", {}).get("outcome"):
                found.cannulations[outcome] += 1
        found.actions.update(_actions(document))
        outcome = document.get("outcome", {})
        if outcome.get("status") == "not_attempted":
            found.not_attempted.update(outcome.get("reasons", ()))
    return found


def _actions(document: dict[str, Any]) -> set[str]:
    """The actions of a report, each once; version 1 of the document held one list for the whole report."""
    found = set(document.get("recommendation", {}).get("actions", ()))
    for breast in document.get("breasts", ()):
        found.update(step.get("action") for step in breast.get("recommendation", {}).get("steps", ()))
    return found - {None}


def quantile(ascending: Sequence[float], share: float) -> float | None:
    """The value that ``share`` of the values do not exceed (nearest rank); None of nothing."""
    return ascending[max(math.ceil(share * len(ascending)), 1) - 1] if ascending else None
