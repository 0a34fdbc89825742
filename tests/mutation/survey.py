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
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

import pytest

SLOW = {
    "tests/ductography/test_narrative_properties.py",  # random documents
    "tests/ductography/test_translation.py",  # reads catalogues and sources, not behaviour
    # The reading grade of every variant.
    "tests/ductography/test_patient_sheet.py::test_reading_grade_of_every_variant",
    "tests/ductography/test_patient_sheet.py::test_no_single_section_is_hard_to_read",
    "tests/ductography/test_patient_sheet.py::test_the_sum_of_the_counts_of_parts_gives_the_grade_of_the_library",
    "tests/ductography/test_patient_sheet.py::test_nothing_frightens_and_no_category_or_percentage_is_given",
}
TESTS = sorted(str(path) for path in Path("tests/ductography").glob("test_*.py") if str(path) not in SLOW)
OPTIONS = ["-x", "-q", "--noconftest", "-c", "/dev/null", "--rootdir=.", "--assert=plain", "-W", "error"]
OPTIONS += ["-p", "no:cacheprovider", "-p", "no:faulthandler"]

Reached = set[tuple[str, int]]  # file and first line of functions


def is_left_out(item: pytest.Item) -> bool:
    is_random = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
    return bool(is_random) or item.nodeid.partition("[")[0] in SLOW


@dataclass
class Survey:
    """A plugin that keeps the functions each test reached; those reached while importing are under ``""``."""

    reached: dict[str, Reached] = field(default_factory=lambda: defaultdict(set))
    seconds: dict[str, float] = field(default_factory=dict)
    caches: list[Any] = field(default_factory=list)

    def watch(self, test: str) -> None:
        reached = self.reached[test]

        def called(frame: FrameType, event: str, argument: object) -> None:
            if event == "call" and "/reporting/ductography/" in frame.f_code.co_filename:
                reached.add((frame.f_code.co_filename, frame.f_code.co_firstlineno))

        sys.setprofile(called)

    def close(self) -> None:
        sys.setprofile(None)
        self.caches = []

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if not is_left_out(item)]
        self.caches = [
            found
            for found in gc.get_objects()
            if isinstance(found, functools._lru_cache_wrapper) and found.__module__.startswith("reporting")
        ]

    @pytest.hookimpl(hookwrapper=True)
    def pytest_runtest_protocol(self, item: pytest.Item) -> Generator[None]:
        for cached in self.caches:  # what an earlier test left there would hide what this one needs
            cached.cache_clear()
        self.watch(item.nodeid)
        start = time.process_time()
        yield
        self.seconds[item.nodeid] = time.process_time() - start
        sys.setprofile(None)


class Only:
    """A plugin that runs the given tests and no other."""

    def __init__(self, tests: set[str]) -> None:
        self.tests = tests

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if item.nodeid in self.tests]
