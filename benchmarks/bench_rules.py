"""The rules in process: completeness, contradictions and recommendation of a report with three ducts.

Run alone: ``python -m benchmarks.bench_rules``. Prints the median and the 95th percentile in milliseconds, and how
long the proof of the decision table takes at a start. The whole evaluation is meant to stay within 1 ms, so that it
can be done at every keystroke beside the narrative.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

CASES = Path(__file__).resolve().parent.parent / "fixtures" / "cases"
ROUNDS = 500
LONG_TEXT = (
    "Bloody discharge from one duct of the left breast for four months. Compared with the right, the left duct is "
    "wide; no discharge on the right. The cannula was left in place for the images. "
)


def main() -> None:
    directory = tempfile.mkdtemp(prefix="ductogram-bench-")
    os.environ |= {"DJANGO_SETTINGS_MODULE": "reporting.settings", "REPORTING_DATA_DIR": directory}
    try:
        import django

        django.setup()
        _measure()
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _measure() -> None:
    from reporting.ductography.decision.breast_plan import plans
    from reporting.ductography.decision.evidence import evidence
    from reporting.ductography.decision.plan_proof import prove
    from reporting.ductography.decision.plan_table import rows
    from reporting.ductography.document import ReportDocument
    from reporting.ductography.judgement import completeness, contradictions
    from reporting.ductography.judgement.review import review
    from reporting.ductography.judgement.rules import ask
    from reporting.ductography.reading.laterality import side_words

    case = json.loads((CASES / "synthetic-two-ducts.json").read_bytes())
    case["ducts"].append(case["ducts"][0])
    case["indication"]["text"] = LONG_TEXT
    report = ReportDocument.from_json(json.dumps(case))

    _print("completeness", lambda: list(ask(completeness.RULES, report)))
    _print("contradictions", lambda: list(contradictions.contradictions(report)))
    _print("recommendation", lambda: plans(report))
    _print("all three (limit 1 ms)", lambda: (review(report), plans(report)))
    _print("published evidence", lambda: evidence(report))
    _print("side words, 1 000 letters", lambda: list(side_words(LONG_TEXT * 6)))
    started = time.perf_counter()
    prove(rows())
    print(f"{'proof of the table (limit 5 s)':<34}{(time.perf_counter() - started) * 1000:>8.0f} ms")


def _print(name: str, work: Callable[[], Any]) -> None:
    work()
    found = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        work()
        found.append((time.perf_counter() - started) * 1000)
    print(f"{name:<34}{statistics.median(found):>8.2f} / {sorted(found)[int(ROUNDS * 0.95)]:.2f} ms")


if __name__ == "__main__":
    main()
