"""Five editors at once, over HTTP, on the server of a small installation: the live panel and the autosave.

Run alone: ``python -m benchmarks.bench_live``. Each editor changes a text about four times a second, as somebody who
types without a pause, and asks for its panel at each change; every two seconds its draft is saved. Prints the median
and the 95th percentile of an answer in milliseconds. What a person waits for is the panel's figure and the 60 ms
that the page waits for the next key.
"""

from __future__ import annotations

import http.client
import os
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from html import unescape
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parent.parent
CASE = ROOT / "fixtures" / "cases" / "synthetic-two-ducts.json"
EDITORS = 5
SECONDS = 20.0
KEY_SECONDS = 0.25
SAVE_SECONDS = 2.0
CSRF = "c" * 32


def main() -> None:
    directory = tempfile.mkdtemp(prefix="ductogram-bench-")
    os.environ |= {"DJANGO_SETTINGS_MODULE": "reporting.settings", "REPORTING_DATA_DIR": directory}
    server = None
    try:
        import django
        from django.core.management import call_command

        django.setup()
        call_command("migrate", verbosity=0)
        call_command("createcachetable", verbosity=0)
        desks = _desks()
        server, port = _serve()
        _measure(desks, port)
    finally:
        if server is not None:
            os.killpg(server.pid, signal.SIGTERM)
            server.wait(timeout=30)
        shutil.rmtree(directory, ignore_errors=True)


def _desks() -> list[tuple[str, str]]:
    """A session and the address of a draft for each editor."""
    from django.test import Client

    from reporting.ductography.document import ReportDocument
    from reporting.models import Role, User
    from reporting.registry.registration import register_examination
    from reporting.workflow import drafts

    document = ReportDocument.from_json(CASE.read_bytes())
    desks = []
    for number in range(EDITORS):
        person = User.objects.create_user(
            f"bench{number}", password="a phrase to bench with", role=Role.RADIOLOGIST
        )
        report = register_examination(
            user=person,
            patient_name=f"Synthetic Bench {number}",
            mrn=f"BENCH-{number}",
            birth_date=None,
            sex="female",
            accession_number=f"BENCH-{number}",
            examination_date=None,
            referrer_name="Synthetic Referrer",
            ordered_side="left",
        ).report
        drafts.save(report, document, user=person, row_version=report.row_version)
        client = Client()
        client.force_login(person)
        desks.append((client.cookies["sessionid"].value, f"/reports/{report.public_id}/"))
    return desks


def _serve() -> tuple[subprocess.Popen[bytes], int]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = (
        sys.executable,
        "-m",
        "gunicorn",
        "reporting.wsgi",
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        "2",
    )
    server = subprocess.Popen(
        [*command, "--preload", "--log-level", "warning"], cwd=ROOT, start_new_session=True
    )
    end = time.monotonic() + 60
    while time.monotonic() < end:
        try:
            _ask(port, "", "GET", "/health/")
            return server, port
        except OSError:
            time.sleep(0.1)
    raise RuntimeError("the server does not answer")


def _measure(desks: list[tuple[str, str]], port: int) -> None:
    taken: dict[str, list[float]] = {"live": [], "save": []}
    end = time.monotonic() + SECONDS
    editors = [threading.Thread(target=_edit, args=(*desk, port, end, taken)) for desk in desks]
    for editor in editors:
        editor.start()
    for editor in editors:
        editor.join()
    print(f"{EDITORS} editors, {SECONDS:.0f} s, load {os.getloadavg()[0]:.1f} on {os.cpu_count()} processors")
    for name, label in (("live", "live panel"), ("save", "autosave")):
        found = sorted(taken[name])
        median, late = statistics.median(found), found[int(len(found) * 0.95)]
        print(f"{label:<12}{len(found):>6} answers{median:>8.0f} ms median{late:>8.0f} ms 95th percentile")


def _edit(session: str, address: str, port: int, end: float, taken: dict[str, list[float]]) -> None:
    page = _ask(port, session, "GET", f"{address}edit/")[1]
    token = unescape(re.search(r'name="token" value="([^"]+)"', page)[1])  # type: ignore[index]
    pairs = _pairs()
    saved, number = time.monotonic(), 0
    while time.monotonic() < end:
        number += 1
        sent = {**pairs, "impression-text": "word " * number, "token": token, "csrfmiddlewaretoken": CSRF}
        kinds = ["live"]
        if time.monotonic() - saved > SAVE_SECONDS:
            kinds, saved = ["live", "save"], time.monotonic()
        for kind in kinds:
            started = time.perf_counter()
            status, body = _ask(port, session, "POST", f"{address}{kind}/", urlencode(sent, doseq=True))
            taken[kind].append((time.perf_counter() - started) * 1000)
            if status != 200:
                raise RuntimeError(f"{kind}: {status} {body[:300]}")
            if kind == "save":
                token = re.search(r'"token": "([^"]+)"', body)[1]  # type: ignore[index]
        time.sleep(KEY_SECONDS)


def _pairs() -> dict[str, list[str]]:
    from reporting.ductography.document import ReportDocument
    from reporting.web.forms.document_form import DocumentForm

    sent: dict[str, list[str]] = {}
    for name, value in DocumentForm(ReportDocument.from_json(CASE.read_bytes())).pairs():
        sent.setdefault(name, []).append(value)
    return sent


def _ask(port: int, session: str, method: str, path: str, body: str | None = None) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {
        "Cookie": f"sessionid={session}; csrftoken={CSRF}",
        "X-Requested-With": "XMLHttpRequest",
        "Content-Type": "application/x-www-form-urlencoded",
    }
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode()
    finally:
        connection.close()


if __name__ == "__main__":
    main()
