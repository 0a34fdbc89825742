"""The full evaluation of a report: completeness, contradictions, recommendation and narrative, in pure Python.

Run alone: ``python -m benchmarks.bench_narrative``. Prints the median, the 95th percentile and the CPU time per
evaluation in milliseconds, in both languages, for a report of one duct and one of three.
"""

from __future__ import annotations

import json
import os
import shutil
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

CASES = Path(__file__).resolve().parent.parent / "fixtures" / "cases"
ROUNDS = 400
GOAL_MS = 2.0  # median of three ducts


def main() -> int:
    directory = tempfile.mkdtemp(prefix="ductogram-bench-")
    os.environ |= {"DJANGO_SETTINGS_MODULE": "reporting.settings", "REPORTING_DATA_DIR": directory}
    try:
        import django

        django.setup()
        return _measure()
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _measure() -> int:
    from django.utils.translation import override

    from reporting.ductography.decision.breast_plan import plans
    from reporting.ductography.document import ReportDocument
    from reporting.ductography.judgement.review import review
    from reporting.ductography.narrative import narrative

    slow = False
    for name, content in _reports().items():
        report = ReportDocument.from_json(json.dumps(content))
        for language in ("en", "de"):
            with override(language):
                parts = {
                    "rules": review,
                    "plans": plans,
                    "narrative": narrative,
                    # The narrative asks for the plans itself where no recommendation is written yet.
                    "all": lambda document: (review(document), narrative(document)),
                }
                for part, evaluate in parts.items():
                    median, late, cpu = _timed(evaluate, report)
                    print(
                        f"{name:<12} {language}  {part:<10} median {median:6.3f} ms   95 % below {late:6.3f} ms   "
                        f"CPU {cpu:6.3f} ms"
                    )
                    slow = slow or (part == "all" and name == "three ducts" and median > GOAL_MS)
    print(f"goal: all of three ducts within {GOAL_MS} ms (median){': MISSED' if slow else ': reached'}")
    return 0


def _reports() -> dict[str, dict[str, Any]]:
    """A usual report, and one of three ducts in both breasts with a lesion each and nothing written by hand."""
    one = json.loads((CASES / "synthetic-normal.json").read_text(encoding="utf-8"))
    three = json.loads((CASES / "synthetic-both-breasts.json").read_text(encoding="utf-8"))
    two = json.loads((CASES / "synthetic-two-ducts.json").read_text(encoding="utf-8"))
    three["ducts"].append(two["ducts"][0])
    three["impression"] = {}
    for breast in three["breasts"]:
        breast.pop("recommendation", None)
    return {"one duct": one, "three ducts": three}


def _timed(evaluate: Any, report: Any) -> tuple[float, float, float]:
    """Each round has a document of its own: what is remembered of one is of no use for the next."""
    evaluate(report)
    documents = [report.model_copy() for _round in range(ROUNDS)]
    walls = []
    cpu = time.process_time()
    for document in documents:
        start = time.perf_counter()
        evaluate(document)
        walls.append((time.perf_counter() - start) * 1000)
    cpu = (time.process_time() - cpu) / ROUNDS * 1000
    return statistics.median(walls), statistics.quantiles(walls, n=20)[-1], cpu


if __name__ == "__main__":
    raise SystemExit(main())
