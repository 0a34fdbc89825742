"""The server is killed at any moment, also in the middle of signing: what it acknowledged is there, and whole.

SIGKILL leaves the page cache, so this says nothing about power cuts; for those, what is written is synchronised.
"""

from __future__ import annotations

import random
import threading
import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from tests.reliability.site import REAL, Desk, Site
from tests.reliability.variants import UNDER_WAY

BROWSERS = 6
SLOW, TORN = (f"tests.reliability.variants:{name}()" for name in ("slow", "torn"))
CONTROL_ROUNDS = 15
PATIENCE = 30  # seconds


@dataclass
class Story:
    """What one browser sent about one report, and what it was told."""

    desk: Desk
    key: uuid.UUID = field(default_factory=uuid.uuid4)
    words: list[str] = field(default_factory=list)  # of every save that was sent, in order
    saves_told: int = 0
    signature_told: bool = False
    # What was under way when the connection broke.
    pending: tuple[str, list[tuple[str, str]]] | None = None


class Round:
    """Browsers that save and sign until the server is gone."""

    def __init__(self, site: Site, chance: random.Random) -> None:
        self.site, self.stories, self.lock = site, [], threading.Lock()
        self.desks = iter([Desk(site, number) for number in range(len(site.staged["reports"]))])
        self.saves = [chance.randrange(1, 4) for _report in site.staged["reports"]]
        self.unexpected: list[str] = []

    def run(self, chance: random.Random, aimed: bool) -> None:
        """Let them work until some of them sign; then kill, at any moment or ``aimed`` at a signature."""
        threads = [threading.Thread(target=self._work) for _browser in range(BROWSERS)]
        for thread in threads:
            thread.start()
        enough = chance.randrange(6, 30)
        self._wait(lambda: self.told >= enough)
        if aimed:
            mark = self.site.folder / UNDER_WAY
            mark.unlink(missing_ok=True)
            self._wait(mark.exists)
        time.sleep(chance.uniform(0, 0.08 if aimed else 0.3))
        self.site.kill()
        for thread in threads:
            thread.join(timeout=60)

    def _wait(self, until: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE
        while not until() and time.monotonic() < end:
            time.sleep(0.001)

    def _work(self) -> None:
        browser = self.site.browser()
        while True:
            with self.lock:
                desk = next(self.desks, None)
                if desk is None:
                    return
                story = Story(desk)
                self.stories.append(story)
                saves = self.saves[len(self.stories) - 1]
            for turn in range(saves):
                story.words.append(f"{desk.id} {turn}")
                if not self._send(browser, story, desk.edit, desk.page(turn + 1, story.words[-1])):
                    return
                story.saves_told += 1
            if not self._send(browser, story, desk.sign, desk.signature(saves + 1, story.key)):
                return
            story.signature_told = True

    def _send(self, browser: Any, story: Story, address: str, sent: list[tuple[str, str]]) -> bool:
        story.pending = (address, sent)
        try:
            answer = browser.post(address, sent)
        except OSError:
            return False
        if not answer.done:
            self.unexpected.append(f"{address}: {answer.status}")
            return False
        story.pending = None
        return True

    @property
    def told(self) -> int:
        return sum(story.saves_told + story.signature_told for story in self.stories)


def torn_apart(report: dict[str, Any]) -> str:
    """What of a report does not belong together, or an empty string: signed in all respects, or in none."""
    versions, events = report["versions"], report["events"]
    saves, signatures = events.get("draft_saved", 0), events.get("signed_final", 0)
    unsigned = {
        "status": report["status"] == "draft",
        "row": report["row_version"] == 1 + saves,
        "working copies": len(report["saved"]) == saves,
        "current version": report["current"] is None,
        "release": not report["released"],
        "event": signatures == 0,
        "version": versions == [],
    }
    signed = {
        "status": report["status"] == "final",
        "row": report["row_version"] == 2 + saves,
        "working copies": report["saved"] == {},
        "current version": report["current"] == 1,
        "release": report["released"],
        "event": signatures == 1,
        "version": [version["number"] for version in versions] == [1],
    }
    fewest = min(
        ([name for name, holds in each.items() if not holds] for each in (unsigned, signed)), key=len
    )
    for version in versions:
        fewest += [name for name in ("fault",) if version[name]]
        fewest += [name for name, right in (("pdf", True), ("notices", 1)) if version[name] != right]
    return ", ".join(fewest)


def lost(story: Story, report: dict[str, Any]) -> str:
    """What was acknowledged and is not there, or an empty string."""
    versions = report["versions"]
    if story.signature_told and [version["key"] for version in versions] != [str(story.key)]:
        return "the signature"
    if versions:
        return "" if versions[0]["impression"] == story.words[-1] else "the last words that were signed"
    for turn, words in enumerate(story.words[: story.saves_told]):
        if report["saved"].get(str(turn + 2)) != words:
            return f"save {turn + 1}"
    return ""


def interrupted(site: Site, application: str, chance: random.Random) -> tuple[Round, dict[str, Any]]:
    """A round that ends with a kill, and all that is there afterwards."""
    site.start(application)
    with site.secret():
        done = Round(site, chance)
        done.run(chance, aimed=application != REAL)
    return done, site.survey()


def examine(site: Site, application: str, chance: random.Random) -> int:
    """One round, its findings, and the restart; returns how many acknowledgements were checked."""
    done, after = interrupted(site, application, chance)
    assert done.unexpected == []
    assert (after["chain"], after["integrity"]) == ("", "ok")
    assert [fault for report in after["reports"].values() if (fault := torn_apart(report))] == []
    assert [fault for story in done.stories if (fault := lost(story, after["reports"][story.desk.id]))] == []

    site.start()
    with site.secret():
        for story in done.stories:
            if story.pending:
                assert site.browser().post(*story.pending).done  # done before the kill, or done now: once
    again = site.survey()
    assert again["chain"] == ""
    assert [fault for report in again["reports"].values() if (fault := torn_apart(report))] == []
    for story in done.stories:
        found = again["reports"][story.desk.id]
        asked_to_sign = bool(story.pending) and story.pending[0] == story.desk.sign
        story.signature_told |= asked_to_sign
        story.saves_told = len(story.words)
        assert lost(story, found) == ""
    assert "Traceback" not in site.log()
    return done.told


def rounds(new_site: Callable[[], Site], number: int) -> int:
    chance = random.Random(number)
    told = sum(examine(new_site(), (SLOW, REAL)[turn % 2], chance) for turn in range(number))
    print(f"\n{number} rounds of SIGKILL, {told} acknowledgements, none lost, no report half signed")
    return told


def test_nothing_acknowledged_is_lost_and_nothing_is_half_signed(new_site: Callable[[], Site]) -> None:
    assert rounds(new_site, 2) > 0


@pytest.mark.check
def test_forty_rounds_of_sigkill(new_site: Callable[[], Site]) -> None:
    assert rounds(new_site, 40) > 400


def test_without_the_transaction_reports_are_half_signed(new_site: Callable[[], Site]) -> None:
    """The control: the same rounds on an application that signs statement by statement."""
    chance = random.Random(1)
    for _turn in range(CONTROL_ROUNDS):
        _done, after = interrupted(new_site(), TORN, chance)
        if any(map(torn_apart, after["reports"].values())):
            return
    pytest.fail(f"no report half signed in {CONTROL_ROUNDS} rounds: the harness would not notice one")
