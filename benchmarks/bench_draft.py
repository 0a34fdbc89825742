"""The editor in process: showing the page and saving a draft, on SQLite with the settings of a small installation.

Run alone: ``python -m benchmarks.bench_draft``. Prints the median and the 95th percentile of each, in
milliseconds, and the size of the page.
"""

from __future__ import annotations

import gzip
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

CASES = Path(__file__).resolve().parent.parent / "fixtures" / "cases"
USUAL = ("synthetic-normal", "c03", "synthetic-two-ducts")
ROUNDS = 40


def main() -> None:
    directory = tempfile.mkdtemp(prefix="ductogram-bench-")
    os.environ |= {"DJANGO_SETTINGS_MODULE": "reporting.settings", "REPORTING_DATA_DIR": directory}
    try:
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        _measure()
    finally:
        shutil.rmtree(directory, ignore_errors=True)


def _measure() -> None:
    from django.conf import settings
    from django.test import Client
    from django.urls import reverse

    from reporting.ductography.document import ReportDocument, leaf_values
    from reporting.models import Role, User
    from reporting.registry.registration import register_examination
    from reporting.workflow import drafts

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    rosa = User.objects.create_user(
        "bench", "bench@example.org", "a phrase for the bench", role=Role.RADIOLOGIST
    )
    client = Client()
    client.force_login(rosa)
    print(f"{'case':<24}{'controls':>9}{'page kB':>9}{'gzip kB':>9}{'show ms':>16}{'save ms':>16}")
    for number, name in enumerate(USUAL):
        document = ReportDocument.from_json((CASES / f"{name}.json").read_bytes())
        report = register_examination(
            user=rosa,
            patient_name=f"Synthetic Bench {number}",
            mrn=f"BENCH-{number}",
            birth_date=None,
            sex="female",
            accession_number=f"BENCH-{number}",
            examination_date=None,
            referrer_name="Synthetic Referrer",
            ordered_side="left",
        ).report
        drafts.save(report, document, user=rosa, row_version=report.row_version)
        address = reverse("report-edit", args=[report.public_id])
        page = client.get(address).content

        saved = [_save(client, address, report, rosa, number) for number in range(ROUNDS)]
        shown = _times(lambda address=address: client.get(address))
        controls = sum(1 for _leaf in leaf_values(document))
        print(
            f"{name:<24}{controls:>9}{len(page) / 1000:>9.0f}{len(gzip.compress(page)) / 1000:>9.0f}"
            f"{_figures(shown):>16}{_figures(saved):>16}"
        )


def _save(client: Any, address: str, report: Any, user: Any, round_number: int) -> float:
    """Milliseconds from the body of a request to its answer, everything included that the server does."""
    from reporting.web.forms import tokens
    from reporting.web.forms.document_form import DocumentForm
    from reporting.workflow import drafts

    now = report.fresh()
    form = DocumentForm(drafts.current_document(now))
    form.form_values["impression-text"] = f"Round {round_number}."
    body = urlencode([("token", tokens.issue(now, user, now.row_version)), *form.pairs()])
    started = time.perf_counter()
    response = client.post(address, body, content_type="application/x-www-form-urlencoded")
    taken = time.perf_counter() - started
    if response.status_code != 302:
        raise RuntimeError(f"not saved: {response.status_code}")
    return taken * 1000


def _times(work: Callable[[], Any]) -> list[float]:
    found = []
    for _round in range(ROUNDS):
        started = time.perf_counter()
        work()
        found.append((time.perf_counter() - started) * 1000)
    return found


def _figures(found: list[float]) -> str:
    return f"{statistics.median(found):.0f} / {sorted(found)[int(len(found) * 0.95)]:.0f}"


if __name__ == "__main__":
    main()
