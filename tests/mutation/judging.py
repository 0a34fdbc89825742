"""One mutant in a process of its own, and the tests that may notice it.

A change within a function is put into the loaded program, whose tests are collected already. A change of what runs
while importing needs the program loaded anew.
"""

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
from collections import Counter
from collections.abc import Callable, Iterator
from importlib.machinery import ModuleSpec, SourceFileLoader
from pathlib import Path
from types import CodeType, FunctionType
from typing import Any

import pytest

from tests.mutation.mutants import Mutant
from tests.mutation.survey import OPTIONS, Survey, first_failure, is_asked

CPU_SECONDS = 120  # of one mutant; all the tests together need 10

Outcome = tuple[
    str, str
]  # "killed", "alive", "timeout" or "stillborn" (cannot be imported), and the test that noticed


class Died(Exception):
    """A process ended without an answer; holds the number of the signal."""


def apart(task: Callable[[], Any], cpu_seconds: int = -1) -> Any:
    """What ``task`` returns in a process of its own, which prints nothing."""
    with tempfile.TemporaryFile() as answer:
        child = os.fork()
        if child == 0:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, -1))
            try:
                pickle.dump(task(), answer)
                answer.flush()
                os._exit(0)
            except BaseException as error:
                print(repr(error), file=sys.stderr)
                os._exit(1)
        status = os.waitpid(child, 0)[1]
        if status:
            raise Died(os.WTERMSIG(status))
        answer.seek(0)
        return pickle.load(answer)


def judged(task: Callable[[], Outcome]) -> Outcome:
    """The outcome of a mutant that ``task`` asks; one that kills its process is noticed."""

    def quietly() -> Outcome:
        os.dup2(1, 2)
        gc.disable()
        return task()

    try:
        outcome: Outcome = apart(quietly, CPU_SECONDS)
    except Died as death:
        return ("timeout" if death.args == (signal.SIGXCPU,) else "killed"), ""
    return outcome


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


class Only:
    """A plugin that runs the given tests and no other, and keeps the one that failed."""

    def __init__(self, tests: set[str]) -> None:
        self.tests = tests

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        items[:] = [item for item in items if item.nodeid in self.tests]


def ask_anew(path: Path, source: str, tests: list[str]) -> Outcome:
    """Load the program with ``source`` in place of the file ``path``, and ask the tests file by file."""

    def ask() -> Outcome:
        try:
            changed = Changed(path, source)
            sys.meta_path.insert(0, changed)
            importlib.import_module(changed.module)
        except BaseException:
            return "stillborn", ""
        for file in dict.fromkeys(test.partition("::")[0] for test in tests):
            if pytest.main([*OPTIONS, file], plugins=[Only(set(tests))]) not in (
                0,
                5,
            ):  # 5: none was selected
                return "killed", file
        return "alive", ""

    return judged(ask)


class Loaded:
    """A plugin that, in place of running the tests, asks them of every mutant that the loaded program can take.

    ``tell`` hears each outcome. What must be asked otherwise is ``left``.
    """

    def __init__(self, mutants: list[Mutant], tell: Callable[[Mutant, Outcome], None]) -> None:
        self.mutants, self.tell = mutants, tell
        self.survey = Survey()
        self.left: list[int] = []
        self.survey.watch("")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        sys.settrace(None)
        items = {item.nodeid: item for item in session.items if is_asked(item)}
        if any(mutant.function for mutant in self.mutants):
            self.survey = apart(lambda: self.survey.run(items.values()))
        else:  # a table is asked of every test anyhow
            self.survey.seconds = dict.fromkeys(items, 0.0)
        functions = [
            found
            for found in gc.get_objects()
            if isinstance(found, FunctionType) and "/reporting/ductography/" in found.__code__.co_filename
        ]
        gc.freeze()  # from here on get_objects() knows none of them
        order = Order(self.survey)
        for number, mutant in enumerate(self.mutants):
            replaced = None if self.survey.at_import(mutant) else list(_replacements(mutant, functions))
            if not replaced:
                self.left.append(number)
                continue
            tests = order.of(mutant)
            outcome = judged(lambda: _ask_loaded(replaced, [items[test] for test in tests]))  # noqa: B023
            order.noticed(mutant, outcome[1])
            self.tell(mutant, outcome)
        return True


def _ask_loaded(replaced: list[tuple[FunctionType, CodeType]], items: list[pytest.Item]) -> Outcome:
    for function, code in replaced:
        function.__code__ = code
    noticed_by = first_failure(items)
    return ("killed" if noticed_by else "alive"), noticed_by


def _replacements(mutant: Mutant, functions: list[FunctionType]) -> Iterator[tuple[FunctionType, CodeType]]:
    """Those of ``functions`` that the mutant changes, with their new code; none when it changes something else."""
    file, line = str(mutant.path.resolve()), (mutant.function or (0, 0))[0]
    (code,) = _codes(compile(mutant.source(), file, "exec", dont_inherit=True), line)
    for found in functions:
        old = found.__code__
        if (old.co_filename, old.co_firstlineno, old.co_freevars) == (
            file,
            line,
            code.co_freevars,
        ) and old != code:
            yield found, code


def _codes(code: CodeType, line: int) -> list[CodeType]:
    """The outermost code that begins on ``line``."""
    inner = [const for const in code.co_consts if isinstance(const, CodeType)]
    return [one for one in inner if one.co_firstlineno == line] or [
        found for one in inner for found in _codes(one, line)
    ]


class Order:
    """The tests of a mutant; first those that noticed most mutants for their time, above all of the same module."""

    def __init__(self, survey: Survey) -> None:
        self.survey = survey
        self.kills: Counter[str] = Counter()

    def of(self, mutant: Mutant) -> list[str]:
        def cost(test: str) -> float:
            file = test.partition("::")[0]
            kills = (
                self.kills[f"{mutant.path} {test}"]
                + self.kills[f"{mutant.path} {file}"]
                + self.kills[file] / 10
            )
            return (self.survey.seconds[test] + 0.002) / (kills + 0.1)

        return sorted(self.survey.tests(mutant), key=cost)

    def noticed(self, mutant: Mutant, test: str) -> None:
        self.kills[f"{mutant.path} {test}"] += 1
        self.kills[test.partition("::")[0]] += 1
