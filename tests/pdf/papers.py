"""Papers to print, all synthetic: histories of a case, short, long, of every writing; the numbers of a period."""

from __future__ import annotations

import datetime
import json
from collections import Counter
from dataclasses import replace

from reporting.ductography.document import Difference
from reporting.ductography.facts.tally import Statistics, Tally
from reporting.ductography.layout.record_document import RecordDocument
from reporting.pdf.case_history import (
    CaseHistory,
    ChainStatus,
    EventEntry,
    HistoryEntry,
    VersionEntry,
    case_history_document,
)
from reporting.pdf.statistics_report import statistics_document

SCRIPTS = "Kowalska-Łąk Παπαδοπούλου Нечаева Nguyễn"
RIGHT_TO_LEFT = "مريم عبد الله"

VERSION = VersionEntry(
    number=1,
    kind="final report",
    is_current=True,
    signer="Rosa",
    signed="17 May 2026 18:04 CEST",
    meaning="I have personally reviewed the images and this report, and I approve it as final.",
    reason="",
    addendum="",
    digest="0123456789abcdef" * 4,
    pdf_digest="fedcba9876543210" * 4,
    certificate="Breast Imaging, Example Hospital",
    intact=True,
    changes=(),
)
CHANGE = Difference("impression.text", "impression in words", "One filling defect.", "Two filling defects.")


def event(number: int) -> EventEntry:
    detail = f"document_digest: {'0123456789abcdef' * 4}, fields: {json.dumps(['impression.text'])}"
    return EventEntry(
        number=number,
        at="17 May 2026 18:04 CEST",
        what=("report viewed", "signed as final", "PDF opened")[number % 3],
        who="rosa (radiologist)",
        outcome="success",
        version="1" if number % 2 else "",
        address="2001:db8:1234:5678::1",
        detail=detail if number % 3 == 1 else "",
    )


def timeline(events: int = 12, name: str = "Kowalska, Żaneta") -> CaseHistory:
    """An amended report with so many audit events."""
    amended = replace(VERSION, number=2, kind="amended report", reason="Overlooked.", changes=(CHANGE,))
    return CaseHistory(
        identity=(("Patient", name), ("Medical record number", "MRN-4711"), ("Status", "amended")),
        running_title=f"{name} · MRN-4711 · ACC-2026-00317",
        printed="Printed on 18 May 2026 09:30 CEST by Ada",
        report_id="7f0cc5a9-8ba1-4b9f-9a3a-4b0f2f7f0c11",
        versions=(replace(VERSION, is_current=False), amended),
        readers=(HistoryEntry(1, "Finn", "17 May 2026 19:00 CEST"),),
        notices=(HistoryEntry(1, "Finn", "17 May 2026 18:04 CEST", "sent 17 May 2026 18:05 CEST"),),
        chain=ChainStatus(9000, 9000, None),
        events=tuple(event(number) for number in range(events, 0, -1)),
    )


def timelines() -> dict[str, CaseHistory]:
    """Every kind of history under its name."""
    empty = replace(
        timeline(0), versions=(), readers=(), notices=(), events=(), chain=ChainStatus(0, 0, None)
    )
    tall = replace(event(1), detail="x" * 20_000)
    return {
        "short": timeline(),
        "empty": empty,
        "without events": replace(timeline(), events=None, chain=None),
        "200 events": timeline(200),
        "broken": replace(timeline(), chain=ChainStatus(4, 9000, 5)),
        "long trail": replace(timeline(), chain=ChainStatus(12, 2_000_000, None)),
        "right to left": replace(
            timeline(name=RIGHT_TO_LEFT), readers=(HistoryEntry(1, RIGHT_TO_LEFT, "today"),)
        ),
        "scripts": timeline(name=SCRIPTS),
        "a detail of 20,000 characters": replace(timeline(), events=(event(3), tall, event(2))),
    }


def numbers() -> Statistics:
    """Forty examinations, thirty of them signed as final and standing."""
    return Statistics(
        states=Counter(draft=6, preliminary=2, final=20, amended=7, addendum=3, withdrawn=2),
        changed=Counter(final=32, amended=8, addendum=3, withdrawn=2),
        outcomes=Counter(succeeded=22, partially_succeeded=3, failed=3, not_attempted=2),
        sides=Counter(left=16, right=11, both=3),
        birads=Counter({"0": 3, "1": 9, "4A": 14, "4C": 2, "": 2}),
        gics=Counter({"1": 9, "3": 14, "4": 4, "": 3}),
        tally=Tally(
            Counter(succeeded=27, partially_succeeded=2, failed=4),
            Counter(clinical_follow_up=9, core_biopsy=12, surgical_consultation=4),
            Counter(not_indicated=1, no_discharge_today=1),
        ),
        days=tuple(sorted([0] * 18 + [1] * 8 + [2] * 3 + [9])),
        hours=(0.5, 3.0, 20.0, 50.0, 200.0, None, None),
    )


NO_NUMBERS = Statistics(Counter(), Counter(), Counter(), Counter(), Counter(), Counter(), Tally(), (), ())
PERIOD = datetime.date(2025, 11, 1), datetime.date(2026, 10, 31)


def papers() -> dict[str, RecordDocument]:
    """Every paper under its name."""
    printed = "Printed on 18 May 2026 09:30 CEST by Ada"
    return {name: case_history_document(told) for name, told in timelines().items()} | {
        "statistics": statistics_document(numbers(), *PERIOD, printed),
        "empty statistics": statistics_document(NO_NUMBERS, *PERIOD, printed),
    }
