"""Changes the clinical rules one by one, and counts the changes that some test notices.

Each mutant is loaded in a process of its own and asked of the tests in tests/ductography that reach it, until one
fails. They are drawn in random order, so that a run that is broken off has asked a fair sample. The file of results
has one line of JSON for each mutant; those alive with the lines that were changed.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import django
import pytest
from django.conf import settings

from tests.mutation.judging import Loaded, Order, Outcome, apart, ask_anew
from tests.mutation.mutants import Mutant, mutants
from tests.mutation.survey import OPTIONS, TESTS, Survey

ROOT = Path("reporting/ductography")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="scripts/mutate", description=__doc__)
    parser.add_argument("modules", nargs="*", help=f"files or folders below {ROOT}")
    parts = ("functions", "tables")
    parser.add_argument("--part", choices=parts, help="changes within functions only, or outside of them")
    parser.add_argument("--sample", type=int, metavar="N", help="the first N only")
    parser.add_argument("--seed", type=int, default=1, help="of the order in which they are drawn")
    alive = "first those that these results tell to be alive (of modules that have not changed since)"
    parser.add_argument("--alive", type=Path, metavar="FILE", nargs="+", default=[], help=alive)
    parser.add_argument("--out", type=Path, metavar="FILE", default=Path("data/mutants.jsonl"))
    parser.add_argument(
        "--summary", type=Path, metavar="FILE", nargs="+", help="print a table of these results"
    )
    return parser.parse_args()


def drawn(chosen: argparse.Namespace) -> list[Mutant]:
    """What a former run left alive, then a draw from the modules."""
    alive = {(line["module"], line["index"]) for line in read(chosen.alive) if line["outcome"] == "alive"}
    again = [
        mutant
        for path in sorted({ROOT / name for name, _index in alive})
        for mutant in mutants(path)
        if (module(mutant), mutant.index) in alive
    ]
    paths = [path for name in chosen.modules for path in sorted((ROOT / name).rglob("*.py")) or [ROOT / name]]
    found = [
        mutant
        for path in paths
        for mutant in mutants(path)
        if chosen.part in (None, "functions" if mutant.function else "tables")
    ]
    random.Random(chosen.seed).shuffle(found)
    return again + found[: chosen.sample]


def module(mutant: Mutant) -> str:
    return str(mutant.path.relative_to(ROOT))


def configure() -> None:
    """As little of Django as the clinical package needs."""
    locales = [Path("locale").resolve()]
    settings.configure(INSTALLED_APPS=[], USE_TZ=True, TIME_ZONE="UTC", LOCALE_PATHS=locales)
    django.setup()


def results(found: list[Mutant], tell: Callable[[Mutant, Outcome], None]) -> None:
    """Judges every mutant; first those that the loaded program can take."""
    configure()

    def look() -> tuple[Survey, list[int], list[str]]:
        loaded = Loaded(found, tell)
        if code := pytest.main([*OPTIONS, *TESTS], plugins=[loaded]):
            raise RuntimeError(f"pytest ends with {code}")
        return loaded.survey, loaded.left, list(sys.modules)

    survey, left, names = apart(look)
    for name in names:  # what is not ours need not be loaded by each process
        if not name.startswith(("reporting", "tests")):
            importlib.import_module(name)
    gc.freeze()
    order = Order(survey)
    if ask_anew(found[0].path, found[0].module.code, list(survey.seconds)) != ("alive", ""):
        raise SystemExit("The tests fail without any change.")
    for number in left:
        mutant = found[number]
        outcome = ask_anew(mutant.path, mutant.source(), order.of(mutant))
        order.noticed(mutant, outcome[1])
        tell(mutant, outcome)


def read(files: Iterable[Path]) -> list[dict[str, Any]]:
    return [json.loads(line) for file in files for line in file.read_text(encoding="utf-8").splitlines()]


def table(lines: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The outcomes by module, as a table in Markdown."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for line in lines:
        counts[line["module"]][line["outcome"]] += 1
        counts["**together**"][line["outcome"]] += 1
    yield "| module | mutants | killed | timeout | alive | noticed |"
    yield "| --- | ---: | ---: | ---: | ---: | ---: |"
    for name in [*sorted(set(counts) - {"**together**"}), "**together**"]:
        count = counts[name]
        noticed, asked = count["killed"] + count["timeout"], count.total() - count["stillborn"]
        share = f"{100 * noticed / asked:.1f} %" if asked else "–"
        yield f"| {name} | {asked} | {count['killed']} | {count['timeout']} | {count['alive']} | {share} |"


def main() -> None:
    if os.environ.get("PYTHONHASHSEED") != "0":  # sets in the same order every time
        os.environ |= {"PYTHONHASHSEED": "0", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
        os.execv(sys.executable, [sys.executable, "-m", "tests.mutation", *sys.argv[1:]])
    chosen = options()
    if not chosen.summary:
        chosen.out.parent.mkdir(exist_ok=True)
        with chosen.out.open("w", encoding="utf-8", buffering=1) as out:

            def tell(mutant: Mutant, outcome: Outcome) -> None:
                line = {"module": module(mutant), "index": mutant.index, "line": mutant.line}
                line |= {"outcome": outcome[0], "by": outcome[1]}
                if outcome[0] == "alive":
                    line["change"] = mutant.difference()
                out.write(json.dumps(line, ensure_ascii=False) + "\n")

            results(drawn(chosen), tell)
    print(*table(read(chosen.summary or [chosen.out])), sep="\n")


if __name__ == "__main__":
    main()
