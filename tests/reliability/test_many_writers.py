"""Fifty people saving at once, each as fast as the server answers: no save fails, none is lost."""

from __future__ import annotations

import statistics
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest

from tests.reliability.site import REAL, Desk, Site

WRITERS = 50
IMPATIENT = "tests.reliability.variants:impatient()"


@dataclass
class Writer:
    """One person with one report."""

    desk: Desk
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)
    saved: int = 0

    def write(self, site: Site, end: float, until_failure: bool) -> None:
        browser = site.browser()
        while time.monotonic() < end and not (until_failure and max(self.statuses, default=0) >= 500):
            page = self.desk.page(self.saved + 1, f"{self.desk.id}: {self.saved}")
            begin = time.monotonic()
            answer = browser.post(self.desk.edit, page)
            self.seconds.append(time.monotonic() - begin)
            self.statuses[answer.status] += 1
            self.saved += answer.done


def write(site: Site, application: str, seconds: float, until_failure: bool = False) -> list[Writer]:
    site.start(application)
    writers = [Writer(Desk(site, number)) for number in range(WRITERS)]
    end = time.monotonic() + seconds
    with site.secret(), ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(lambda writer: writer.write(site, end, until_failure), writers))
    return writers


def everybody_saves(site: Site, seconds: float) -> None:
    writers = write(site, REAL, seconds)
    statuses = sum((writer.statuses for writer in writers), Counter())
    assert set(statuses) == {302}, statuses
    assert all(writer.saved for writer in writers)  # nobody is left waiting
    assert not any(word in site.log() for word in ("locked", "deadlock", "Traceback", "Timeout", "error"))
    found = site.survey()
    for writer in writers:
        report = found["reports"][writer.desk.id]
        assert report["row_version"] == 1 + writer.saved
        assert report["events"]["draft_saved"] == writer.saved
        assert report["saved"][str(1 + writer.saved)] == f"{writer.desk.id}: {writer.saved - 1}"
    assert (found["chain"], found["integrity"]) == ("", "ok")
    times = statistics.quantiles([each for writer in writers for each in writer.seconds], n=100)
    print(
        f"\n{WRITERS} writers, {seconds:.0f} s: {statuses[302]} saves, {statuses[302] / seconds:.0f} a second, "
        f"median {1000 * times[49]:.0f} ms, 99th percentile {1000 * times[98]:.0f} ms, nothing else answered"
    )


def test_fifty_writers_at_once(site: Site) -> None:
    everybody_saves(site, 4)


@pytest.mark.check
def test_fifty_writers_for_a_minute(site: Site) -> None:
    everybody_saves(site, 60)


def test_a_database_that_does_not_wait_fails_them(site: Site) -> None:
    """The control: the same writers where nobody waits for another's transaction to end."""
    writers = write(site, IMPATIENT, 5, until_failure=True)
    assert any(status >= 500 for writer in writers for status in writer.statuses)
