"""PDF of a two-page report, in process: time beside a stated limit and beside a peer, memory, and threads.

Run alone: ``python -m benchmarks.bench_pdf``. The peer is reportlab's own layout engine as its manual shows it,
tables of Paragraphs on a SimpleDocTemplate, with the same fonts and the same words and no head, foot or marks. Both
are measured in turns in one run. The median of the clock wobbles with whatever else the machine does; the minimum and
the processor's own time are the fairer figures.
"""

from __future__ import annotations

import datetime
import io
import os
import re
import resource
import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.sax.saxutils import escape

CASES = Path(__file__).resolve().parent.parent / "fixtures" / "cases"
TWO_PAGES = "synthetic-two-ducts"
LIMIT_MS = 25.0
SIGNING_LIMIT_MS = 30.0
ROUNDS = 200
MEMORY_ROUNDS = 1000
THREADS = 8


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "reporting.settings")
    started = time.perf_counter()
    import django

    django.setup()
    django_ms = (time.perf_counter() - started) * 1000
    started = time.perf_counter()
    from reporting.ductography.composition import compose
    from reporting.ductography.document import ReportDocument
    from reporting.pdf.report import render
    from reporting.pdf.stamp import Letterhead, Stamp

    import_ms = (time.perf_counter() - started) * 1000
    letterhead = Letterhead("Breast Imaging", "12 Example Street\n12345 Exampletown", "01234 567890")
    signed_at = datetime.datetime(2026, 5, 17, 16, 4, tzinfo=datetime.UTC)
    given = {}
    for path in sorted(CASES.glob("*.json")):
        document = ReportDocument.from_json(path.read_bytes())
        stamp = Stamp("final", 1, document.digest(), "Rosa", signed_at, "I am responsible for this report.")
        given[path.stem] = (document, stamp)

    document, stamp = given[TWO_PAGES]
    started = time.perf_counter()
    pdf = render(document, stamp, letterhead)
    first_ms = (time.perf_counter() - started) * 1000
    composition = compose(document, stamp, letterhead)
    ours, peers = _times(
        lambda: render(document, stamp, letterhead),
        lambda: _peer(compose(document, stamp, letterhead)),
    )
    pages = len(re.findall(rb"/Type /Page\b", pdf))
    print(
        f"{TWO_PAGES}: {pages} pages, {len(pdf):,} bytes (peer {_peer_size(composition):,}); {ROUNDS} rounds, ms"
    )
    print(f"{'':<32}{'median':>8}{'min':>8}{'cpu':>8}")
    verdict = "met" if ours.median <= LIMIT_MS else "MISSED"
    print(f"{'render':<32}{ours}   limit {LIMIT_MS:.0f} median: {verdict}")
    print(f"{'peer: platypus, Paragraph cells':<32}{peers}")
    print(f"first in the process {first_ms:.0f}, import {import_ms:.0f} (Django {django_ms:.0f})")
    _signing(document, stamp, letterhead)
    _threads(lambda name: render(*given[name], letterhead), sorted(given))
    _memory(lambda name: render(*given[name], letterhead), sorted(given))


def _signing(document, stamp, letterhead) -> None:  # type: ignore[no-untyped-def]
    """What the site's signature adds, by the demonstration's certificate (EC P-256, PAdES B-B)."""
    from reporting.pades import keys, signing, validation
    from reporting.pdf.report import render

    key = keys.site_key()
    if key is None:
        print("no signature: SIGNING_KEY is empty")
        return
    pdf = render(document, replace(stamp, certificate=key.name), letterhead)
    statement = signing.Statement("Rosa", stamp.meaning, letterhead.name, datetime.datetime.now(datetime.UTC))
    signed, level = signing.sign(pdf, key, statement, signing.Authorities())
    making, checking = _times(
        lambda: signing.sign(pdf, key, statement, signing.Authorities()),
        lambda: validation.fault_of(signed, key.fingerprint, statement.moment),
    )
    verdict = "met" if making.median <= SIGNING_LIMIT_MS else "MISSED"
    added = len(signed) - len(pdf)
    print(
        f"{f'PAdES {level}, {added:,} bytes added':<32}{making}   limit {SIGNING_LIMIT_MS:.0f} median: {verdict}"
    )
    print(f"{'validation of it':<32}{checking}")


@dataclass
class Times:
    """Milliseconds by the clock and of the processor."""

    clock: list[float] = field(default_factory=list)
    processor: list[float] = field(default_factory=list)

    @property
    def median(self) -> float:
        return statistics.median(self.clock)

    def __str__(self) -> str:
        return f"{self.median:>8.1f}{min(self.clock):>8.1f}{statistics.median(self.processor):>8.1f}"


def _times(*calls: Callable[[], object]) -> list[Times]:
    """Each call in turns, after ten rounds of warming up."""
    found = [Times() for _ in calls]
    for turn in range(ROUNDS + 10):
        for call, times in zip(calls, found, strict=True):
            clock, processor = time.perf_counter(), time.process_time()
            call()
            if turn >= 10:
                times.processor.append((time.process_time() - processor) * 1000)
                times.clock.append((time.perf_counter() - clock) * 1000)
    return found


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


def _peer_size(composition) -> int:  # type: ignore[no-untyped-def]
    return len(_peer(composition))


def _peer(composition) -> bytes:  # type: ignore[no-untyped-def]
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Table, TableStyle

    from reporting.pdf import style

    value = ParagraphStyle("value", fontName=style.VALUE.font.fontName, fontSize=8.7, leading=11.8)
    label = ParagraphStyle("label", parent=value, textColor=style.MUTED)
    heading = ParagraphStyle("heading", fontName=style.STRONG.font.fontName, fontSize=9.5, leading=13)

    def table(entries):  # type: ignore[no-untyped-def]
        cells = [
            Paragraph(escape(text), face) for entry in entries for text, face in _pair(entry, label, value)
        ]
        rows = [cells[start : start + 4] for start in range(0, len(cells), 4)]
        rows[-1] += [""] * (4 - len(rows[-1]))
        return Table(
            rows, colWidths=[style.WIDTH / 4] * 4, style=TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP")])
        )

    def section(given) -> Iterator[object]:  # type: ignore[no-untyped-def]
        yield Paragraph(escape(given.title), heading)
        if given.entries:
            yield table(given.entries)
        for below in given.sections:
            yield from section(below)

    story: list[object] = [Paragraph(escape(composition.title), heading), table(composition.identity)]
    story += [
        Paragraph(escape(line), value)
        for line in (composition.side, *composition.result, composition.category)
    ]
    if composition.recommendation:
        story.append(table(composition.recommendation))
    for given in composition.evidence:
        story += section(given)
    story.append(table(composition.signature))
    buffer = io.BytesIO()
    SimpleDocTemplate(buffer, leftMargin=style.MARGIN_X, rightMargin=style.MARGIN_X).build(story)
    return buffer.getvalue()


def _pair(entry, label, value):  # type: ignore[no-untyped-def]
    return (entry.label, label), (entry.text, value)


if __name__ == "__main__":
    main()
