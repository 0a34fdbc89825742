"""PDF of a two-page report, in process: time beside peers and budgets, size, memory, and threads.

Run alone: ``python -m benchmarks.bench_pdf``. Typst, WeasyPrint and reportlab's own layout engine set the same words
in the same fonts, without the heads, marks and drawings of ours; Typst attaches the same files. All are measured in
turns in one run. The median of the clock wobbles with whatever else the machine does; the minimum and the processor's
own time are the fairer figures.
"""

from __future__ import annotations

import datetime
import io
import logging
import os
import resource
import statistics
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path

CASES = Path(__file__).resolve().parent.parent / "fixtures" / "cases"
TWO_PAGES = "synthetic-cancer-signs"
ROUNDS = 100
SLOW = 8  # one round in so many is a slow peer's turn too
WEASYPRINT_SHARE = 1 / 8
SIZE_LIMIT = 60_000
SIGNING_LIMIT_MS = 30.0
MEMORY_ROUNDS = 1000
THREADS = 8


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reporting.settings")
    started = time.perf_counter()
    import django

    django.setup()
    django_ms = (time.perf_counter() - started) * 1000
    started = time.perf_counter()
    from reporting.ductography.document import ReportDocument
    from reporting.ductography.layout.print_state import Letterhead, PrintState
    from reporting.ductography.layout.report_layout import build_report_layout
    from reporting.pdf.attachments import attachments
    from reporting.pdf.report import render

    import_ms = (time.perf_counter() - started) * 1000
    letterhead = Letterhead("Breast Imaging", "12 Example Street\n12345 Exampletown", "01234 567890")
    signed_at = datetime.datetime(2026, 5, 17, 16, 4, tzinfo=datetime.UTC)
    given = {}
    for path in sorted(CASES.glob("*.json")):
        document = ReportDocument.from_json(path.read_bytes())
        stamp = PrintState(
            "final", 1, document.digest(), "Rosa", signed_at, "I am responsible for this report."
        )
        given[path.stem] = (document, stamp)

    document, stamp = given[TWO_PAGES]
    started = time.perf_counter()
    render(document, stamp, letterhead)
    first_ms = (time.perf_counter() - started) * 1000

    from benchmarks.peers import STANDARDS, platypus_peer, typst_peer, weasyprint_peer

    logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)
    typst, weasyprint, platypus = typst_peer(), weasyprint_peer(), platypus_peer()
    calls: dict[str, Callable[[], bytes]] = {
        "render, tagged and archival": lambda: render(document, stamp, letterhead),
        f"typst {' '.join(STANDARDS)}": lambda: typst(
            build_report_layout(document, stamp, letterhead), attachments(document, stamp)
        ),
        "platypus, untagged": lambda: platypus(build_report_layout(document, stamp, letterhead)),
        "weasyprint pdf/ua-1": lambda: weasyprint(build_report_layout(document, stamp, letterhead)),
    }
    ours, *peers = _times(calls, slow={"weasyprint pdf/ua-1"})
    print(f"{TWO_PAGES}; ms in {ROUNDS} rounds, WeasyPrint in each {SLOW}th; load {os.getloadavg()[0]:.1f}")
    print(f"{'':<30}{'median':>8}{'min':>8}{'cpu':>8}{'cpu min':>9}{'bytes':>9}{'pages':>7}  judged wrong by")
    for (name, call), times in zip(calls.items(), (ours, *peers), strict=True):
        print(f"{name:<30}{times}{_described(call())}")
    typst_times, _, weasyprint_times = peers
    size = len(calls["render, tagged and archival"]())
    _verdict("no slower than Typst", ours.least <= typst_times.least and ours.cpu <= typst_times.cpu)
    _verdict("at most 1/8 of WeasyPrint", ours.least <= weasyprint_times.least * WEASYPRINT_SHARE)
    _verdict(f"at most {SIZE_LIMIT:,} bytes", size <= SIZE_LIMIT)
    print(f"first in the process {first_ms:.0f}, import {import_ms:.0f} (Django {django_ms:.0f})")
    _signing(document, stamp, letterhead)
    _threads(lambda name: render(*given[name], letterhead), sorted(given))
    _memory(lambda name: render(*given[name], letterhead), sorted(given))


def _signing(document, stamp, letterhead) -> None:  # type: ignore[no-untyped-def]
    """What the site's signature adds, by the demonstration's certificate (EC P-256, PAdES B-B)."""
    from reporting.custody.pades import keys, signing, validation
    from reporting.pdf.report import render

    key = keys.site_key()
    if key is None:
        print("no signature: SIGNING_KEY is empty")
        return
    pdf = render(document, replace(stamp, certificate=key.name), letterhead)
    statement = signing.SignatureStatement(
        "Rosa", stamp.meaning, letterhead.name, datetime.datetime.now(datetime.UTC)
    )
    signed, level = signing.sign(pdf, key, statement, signing.SigningAuthorities())
    calls: dict[str, Callable[[], object]] = {
        f"PAdES {level} added to it": lambda: signing.sign(pdf, key, statement, signing.SigningAuthorities()),
        "validation of it": lambda: validation.find_fault(signed, key.fingerprint, statement.signed_at),
    }
    making, checking = _times(calls, slow=set())
    for name, times in zip(calls, (making, checking), strict=True):
        print(f"{name:<30}{times}{len(signed) - len(pdf):>9,}")
    _verdict(f"signature within {SIGNING_LIMIT_MS:.0f} ms", making.cpu <= SIGNING_LIMIT_MS)


def _verdict(wanted: str, met: bool) -> None:
    print(f"{wanted}: {'met' if met else 'MISSED'}")


def _described(pdf: bytes) -> str:
    """Size, pages, and the profiles by which `page-validation` finds something wrong."""
    import page
    from pypdf import PdfReader

    wrong = [name for name in ("ua1", "3a") if page.validate_pdf_bytes(pdf, profile=name).failures]
    return f"{len(pdf):>9,}{len(PdfReader(io.BytesIO(pdf)).pages):>7}  {', '.join(wrong) or '–'}"


@dataclass
class Times:
    """Milliseconds by the clock and of the processor."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    @property
    def least(self) -> float:
        return min(self.clock)

    @property
    def cpu(self) -> float:
        return statistics.median(self.processor)

    def __str__(self) -> str:
        median = statistics.median(self.clock)
        return f"{median:>8.1f}{self.least:>8.1f}{self.cpu:>8.1f}{min(self.processor):>9.1f}"


def _times(calls: Mapping[str, Callable[[], object]], slow: set[str]) -> list[Times]:
    """Each call in turns, after some rounds of warming up."""
    found = {name: Times() for name in calls}
    for turn in range(-SLOW, ROUNDS):
        for name, call in calls.items():
            if name in slow and turn % SLOW:
                continue
            clock, processor = time.perf_counter(), time.process_time()
            call()
            if turn >= 0:
                found[name].processor.append((time.process_time() - processor) * 1000)
                found[name].clock.append((time.perf_counter() - clock) * 1000)
    return list(found.values())


def _threads(render: Callable[[str], bytes], names: list[str]) -> None:
    alone = {name: render(name) for name in names}
    work = [names[(start + step) % len(names)] for start in range(THREADS) for step in range(len(names))]
    started = time.perf_counter()
    with ThreadPoolExecutor(THREADS) as pool:
        made = list(pool.map(render, work))
    took = (time.perf_counter() - started) * 1000
    wrong = sum(pdf != alone[name] for name, pdf in zip(work, made, strict=True))
    print(
        f"{THREADS} threads, {len(work)} reports of {len(names)} cases: {wrong} differ from alone; {took:.0f} ms"
    )


def _memory(render: Callable[[str], bytes], names: list[str]) -> None:
    for name in names:
        render(name)
    before = _peak_mib()
    for number in range(MEMORY_ROUNDS):
        render(names[number % len(names)])
    after = _peak_mib()
    print(f"peak memory {before:.1f} MiB, after {MEMORY_ROUNDS} more reports {after:.1f} MiB")


def _peak_mib() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
