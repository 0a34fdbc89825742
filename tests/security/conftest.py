"""A small hospital whose patients bear words that nothing else contains: wherever one turns up, it came from them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from types import SimpleNamespace

import pytest

from reporting.delivery import notifications, outbox
from reporting.models import ContrastAgent, Examination, Report, ReportTemplate, User
from reporting.policy.lifecycle import Action
from reporting.workflow import drafts
from tests.cast import complete_document, sign_now
from tests.security.walking import decoded

CANARIES = ("quixwolf", "mrnqx", "accqx")


def canaries_in(text: str) -> list[str]:
    """Which of the patients' words stand in ``text``, escaped or not."""
    plain = decoded(text).casefold()
    return [canary for canary in CANARIES if canary in plain]


@dataclass(frozen=True, slots=True)
class Hospital:
    """One report in each state; all were asked for by Finn but the foreign one, which is Olga's and final."""

    draft: Report
    preliminary: Report
    final: Report
    amending: Report
    withdrawn: Report
    foreign: Report


@pytest.fixture
def hospital(register: Callable[..., Examination], rosa: User, finn: User, olga: User) -> Hospital:
    def report(number: int, **given: object) -> Report:
        words = {
            "patient_name": f"Quixwolf {'ABCDEF'[number]}",
            "mrn": f"MRNQX-{number}",
            "accession_number": f"ACCQX-{number}",
        }
        made = register(**(words | given)).report
        drafts.save(made, complete_document(f"Impression {number}."), user=rosa, row_version=1)
        return made

    draft, preliminary, final, amending, withdrawn = map(report, range(5))
    foreign = report(5, referrer=olga)
    sign_now(preliminary, rosa, Action.SIGN_PRELIMINARY)
    for each in (final, amending, withdrawn, foreign):
        sign_now(each, rosa)
    drafts.start_amendment(amending, user=rosa, reason="Typing error.", row_version=3)
    sign_now(withdrawn, rosa, Action.WITHDRAW, reason="Wrong patient.")
    notifications.mark_read(withdrawn.versions.get(number=1), finn)
    ContrastAgent.objects.create(name="Synthetic agent", concentration_mg_i_per_ml=300)
    ReportTemplate.objects.create(name="Synthetic template", owner=rosa, document="{}")
    outbox.request_password_reset("nobody@example.org")
    return Hospital(
        *(each.fresh() for each in (draft, preliminary, final, amending, withdrawn, foreign)),
    )


@pytest.fixture
def nothing_in_the_way(monkeypatch: pytest.MonkeyPatch) -> None:
    """Documents are signed whatever they lack or contradict: here every field counts, not what it says."""
    monkeypatch.setattr(
        "reporting.workflow.signing.review", lambda _document, _today: SimpleNamespace(in_the_way=())
    )
