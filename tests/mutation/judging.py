"""One mutant in a process of its own, and the tests that may notice it."""

from __future__ import annotations

import gc
import importlib
import importlib.util
import os
import pickle
import resource
import signal
import sys
import tempfile
from collections.abc import Callable
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType
from typing import Any

import pytest

from tests.mutation.mutants import Mutant
from tests.mutation.survey import OPTIONS, Only, Survey

CPU_SECONDS = 120  # of one mutant; all the tests together need 15


class Died(Exception):
    """The process ended without an answer; holds the number of the signal, or 0."""


def apart(task: Callable[[], Any]) -> Any:
    """What ``task`` returns in a process of its own."""
    with tempfile.TemporaryFile() as answer:
        child = os.fork()
        if child == 0:
            silence = os.open(os.devnull, os.O_WRONLY)
            os.dup2(silence, 1)
            os.dup2(silence, 2)
            resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
            pickle.dump(task(), answer)
            answer.flush()
            os._exit(0)
        status = os.waitpid(child, 0)[1]
        if status:
            raise Died(os.WTERMSIG(status))
        answer.seek(0)
        return pickle.load(answer)


class Changed(SourceFileLoader):
    """Finds and loads one module from another source than its file."""

    def __init__(self, path: Path, source: str) -> None:
        self.module = ".".join(path.with_suffix("").parts).removesuffix(".__init__")
        super().__init__(self.module, str(path.resolve()))
        self.code = compile(source, self.path, "exec", dont_inherit=True)

    def find_spec(self, fullname: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if fullname != self.module:
            return None
        return importlib.util.spec_from_file_location(fullname, self.path, loader=self)

    def get_code(self, fullname: str) -> CodeType:
        return self.code


def selected(mutant: Mutant, survey: Survey) -> dict[str, set[str]]:
    """The tests that reach the changed function, by file; all of them for what runs while importing."""
    file = str(mutant.path.resolve())

    def reaches(test: str) -> bool:
        first, last = mutant.function or (0, 0)
        return any(where == file and first <= line <= last for where, line in survey.reached[test])

    everywhere = mutant.function is None or reaches("")
    files: dict[str, set[str]] = {}
    for test in survey.seconds:
        if everywhere or reaches(test):
            files.setdefault(test.partition("::")[0], set()).add(test)
    return files


def judge(path: Path, source: str, files: dict[str, set[str]]) -> tuple[str, str]:
    """What becomes of ``source`` in place of the file ``path``, and the test file that noticed it.

    ``files`` are asked in their order. What cannot even be imported is stillborn, and not counted.
    """

    def live() -> tuple[str, str]:
        gc.disable()
        try:
            changed = Changed(path, source)
            sys.meta_path.insert(0, changed)
            importlib.import_module(changed.module)
        except BaseException:
            return "stillborn", ""
        for file, tests in files.items():
            if pytest.main([*OPTIONS, file], plugins=[Only(tests)]) not in (0, 5):  # 5: none was selected
                return "killed", file
        return "alive", ""

    try:
        outcome: tuple[str, str] = apart(live)
    except Died as death:
        return ("timeout" if death.args == (signal.SIGXCPU,) else "killed"), ""
    return outcome
