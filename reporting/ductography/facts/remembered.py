"""Remember what was derived from the last few documents: one evaluation asks for the same facts many times."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

from ..document import ReportDocument

Result = TypeVar("Result")

DOCUMENTS = 8  # those that are evaluated at the same time, with a margin


class _Same:
    """A document as a key: documents are frozen, so that the same object always has the same facts."""

    __slots__ = ("report",)

    def __init__(self, report: ReportDocument) -> None:
        self.report = report

    def __hash__(self) -> int:
        return id(self.report)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.report is self.report


def remembered(derive: Callable[[ReportDocument], Result]) -> Callable[[ReportDocument], Result]:
    """``derive``, asked once for each of the last `DOCUMENTS` documents; the result must not be changed."""

    @lru_cache(maxsize=DOCUMENTS)
    def known(key: _Same) -> Result:
        return derive(key.report)

    @wraps(derive)
    def ask(report: ReportDocument) -> Result:
        return known(_Same(report))

    return ask
