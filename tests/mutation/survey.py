"""Which functions of the clinical package does each of its tests reach?

A mutant of a function is asked only of the tests that reach it. Properties tried with random documents are left
out, and so are the slow tests named here: what they alone notice counts as not noticed.
"""

from __future__ import annotations

import functools
import gc
import sys
import time
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType

import pytest
from _pytest.runner import runtestprotocol

from tests.mutation.mutants import Mutant

SLOW = {
    "tests/ductography/narrative/test_narrative_properties.py",  # random documents
    "tests/ductography/vocabulary/test_translation.py",  # reads catalogues and sources, not behaviour
    # The reading grade of every variant.
    "tests/ductography/leaflets/test_patient_summary.py::test_reading_grade_of_every_variant",
    "tests/ductography/leaflets/test_patient_summary.py::test_no_single_section_is_hard_to_read",
    "tests/ductography/leaflets/test_patient_summary.py::test_the_sum_of_the_counts_of_parts_gives_the_grade_of_the_library",
    "tests/ductography/leaflets/test_patient_summary.py::test_nothing_frightens_and_no_category_or_percentage_is_given",
}
TESTS = sorted(str(path) for path in Path("tests/ductography").rglob("test_*.py") if str(path) not in SLOW)
OPTIONS = ["-x", "-q", "--noconftest", "-c", "/dev/null", "--rootdir=.", "--assert=plain", "-W", "error"]
OPTIONS += ["-p", "no:cacheprovider", "-p", "no:faulthandler", "-o", "markers=check", "-m", "not check"]


def is_asked(item: pytest.Item) -> bool:
    is_random = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
    return not is_random and item.nodeid.partition("[")[0] not in SLOW


def first_failure(items: Iterable[pytest.Item]) -> str:
    """The first of the tests that fails; "" when all pass."""
    for item in items:
        if any(report.failed for report in runtestprotocol(item, log=False, nextitem=None)):
            return item.nodeid
    return ""


@dataclass
class Survey:
    """By test: the functions that it reached, as file and first line, and its time. While importing: ``""``."""

    reached: dict[str, set[tuple[str, int]]] = field(default_factory=lambda: defaultdict(set))
    seconds: dict[str, float] = field(default_factory=dict)

    def watch(self, test: str) -> None:
        """Until ``sys.settrace(None)``."""
        reached = self.reached[test]

        def called(frame: FrameType, event: str, argument: object) -> None:
            if event == "call" and "/reporting/ductography/" in frame.f_code.co_filename:
                reached.add((frame.f_code.co_filename, frame.f_code.co_firstlineno))

        sys.settrace(called)

    def run(self, items: Iterable[pytest.Item]) -> Survey:
        caches = [found for found in gc.get_objects() if isinstance(found, functools._lru_cache_wrapper)]
        for item in items:
            for cached in caches:  # what an earlier test left there would hide what this one needs
                if cached.__module__.startswith("reporting"):
                    cached.cache_clear()
            start = time.process_time()
            self.watch(item.nodeid)
            failed = first_failure([item])
            sys.settrace(None)
            self.seconds[item.nodeid] = time.process_time() - start
            if failed:
                raise RuntimeError(f"{failed} fails without any change")
        return self

    def tests(self, mutant: Mutant) -> list[str]:
        """The tests that reach the changed function; all of them for what runs while importing."""
        reaching = self._reaching(mutant)
        return list(self.seconds) if "" in reaching else [test for test in self.seconds if test in reaching]

    def at_import(self, mutant: Mutant) -> bool:
        return "" in self._reaching(mutant)

    def _reaching(self, mutant: Mutant) -> set[str]:
        if mutant.function is None:
            return {""}
        first, last = mutant.function
        lines = self._by_function.get(str(mutant.path.resolve()), {})
        return {test for line, tests in lines.items() if first <= line <= last for test in tests}

    @functools.cached_property
    def _by_function(self) -> dict[str, dict[int, set[str]]]:
        """Test names by file and first line."""
        found: dict[str, dict[int, set[str]]] = {}
        for test, functions in self.reached.items():
            for file, line in functions:
                found.setdefault(file, {}).setdefault(line, set()).add(test)
        return found
