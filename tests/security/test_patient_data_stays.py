"""Names and numbers of patients stand on pages and in PDFs, not in addresses, log lines, mails or file names."""

from __future__ import annotations

import io
import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.core import mail
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from reporting.delivery import sending
from reporting.models import AuditEvent, Delivery, Report, User
from reporting.site import logs
from tests.cast import PASSWORD, complete_document
from tests.journeys import register, save, sign, step, submit
from tests.security.conftest import Hospital, canaries_in
from tests.security.walking import addresses, body_of, crawl, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """Everything that is logged, as production writes it."""
    root = logging.getLogger()
    before = root.handlers[:], root.level
    logs.configure(logs.configuration(json=True))
    written = io.StringIO()
    for handler in root.handlers:
        assert isinstance(handler, logging.StreamHandler)
        handler.stream = written
    yield written
    root.handlers[:], root.level = before


def outside(address: str, response: HttpResponseBase) -> Iterator[str]:
    """What of a request and its answer ends in histories, logs, caches and folders."""
    yield address
    yield from (f"{name}: {value}" for name, value in response.items())
    yield from (str(cookie) for cookie in response.cookies.values())
    if "text/html" in response.get("Content-Type", ""):
        for tag, name, value in addresses(text_of(response)):
            if (tag, name) != ("meta", "content"):
                yield value


def test_no_address_header_or_file_name_names_a_patient(
    hospital: Hospital, as_user: Callable[[User], Client], rosa: User, finn: User, ada: User
) -> None:
    shown, pages = 0, 0
    for person in (rosa, finn, ada):
        for address, response in crawl(as_user(person)):
            pages += 1
            for place in outside(address, response):
                assert not canaries_in(place), (address, place)
            assert response.status_code < 500, address
            shown += bool(canaries_in(text_of(response)))
    assert pages > 100 and shown > 40  # the pages themselves do show them, so the walk would have met them


def test_the_crawler_finds_an_address_that_names_a_patient() -> None:
    """The control: the same reader on a page that does."""
    page = '<a href="/cases/?q=Quixwolf%20A">all</a><form action="/x?mrn=mrnqx%2D1"><img src="ok.png"></form>'
    assert [canaries_in(value) for _tag, _name, value in addresses(page)] == [["quixwolf"], ["mrnqx"], []]


def test_a_whole_life_leaves_no_patient_in_logs_mails_or_file_names(
    as_user: Callable[[User], Client], rosa: User, finn: User, ada: User, log: io.StringIO, settings
) -> None:
    client, answers = as_user(rosa), []
    who = {"patient_name": "Quixwolf Z", "mrn": "MRNQX-Z", "accession_number": "ACCQX-Z"}
    date = {"birth_date": "1971-03-09", "examination_date": "2026-05-04", "ordered_side": "left"}

    answers += [
        register(client, **who, **date, sex="female", referrer=str(finn.public_id)),
        register(client, **who),  # taken
        register(client, **who | {"patient_name": "Quixwolf Other", "accession_number": "ACCQX-Y"}),
        client.get(f"/worklist/?list={who['patient_name']}"),
    ]
    report = Report.objects.get()
    answers += [
        save(client, report, complete_document("Quixwolf Z was examined.")),
        client.get(reverse("report-preview", args=[report.public_id])),
        sign(client, report, password="wrong"),
        sign(client, report),
        submit(client, reverse("cases"), words="Quixwolf"),
        submit(client, reverse("worklist"), words="MRNQX-Z"),
        submit(client, reverse("cases"), words="\N{ZERO WIDTH SPACE}"),
        step(client, "report-addendum", report, addendum="Quixwolf Z came back.", password=PASSWORD),
        step(client, "report-amend", report, reason="Quixwolf Z is her name."),
        step(client, "report-discard", report),
        step(client, "report-withdraw", report, reason="Not Quixwolf Z.", password=PASSWORD),
        as_user(finn).get(reverse("version-pdf", args=[report.public_id, 1])),
        as_user(finn).post(reverse("inbox"), {"words": "Quixwolf"}),
        as_user(ada).get(reverse("report-sign", args=[report.public_id])),
        Client().post(reverse("account_login"), {"login": "Quixwolf", "password": "MRNQX-Z"}),
    ]
    statuses = [answer.status_code for answer in answers]
    assert statuses == [
        302,
        422,
        422,
        400,
        302,
        200,
        403,
        302,
        302,
        302,
        400,
        302,
        302,
        302,
        302,
        200,
        302,
        403,
        200,
    ]
    # The visitor typed the one that stands in the address of the fourth.
    for answer in answers:
        for place in outside("", answer):
            assert not canaries_in(place)
    assert report.fresh().status == "withdrawn"

    assert sending.send_pending() == len(mail.outbox) == Delivery.objects.count() == 3
    for message in mail.outbox:
        assert not canaries_in(message.message().as_string())
    lines = [line for line in log.getvalue().splitlines() if "/worklist/" not in line]
    assert len(lines) > 3
    assert not canaries_in("\n".join(lines))
    for path in Path(settings.ARCHIVE_DIR).rglob("*"):
        assert not canaries_in(str(path))
    for event in AuditEvent.objects.all():
        assert not canaries_in(event.detail)


def test_a_fault_in_the_middle_is_logged_without_what_was_typed(
    hospital: Hospital, rosa: User, log: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_kwargs: object) -> None:
        raise RuntimeError("Quixwolf A could not be saved")

    monkeypatch.setattr("reporting.workflow.drafts.save", broken)
    client = Client(raise_request_exception=False)
    client.force_login(rosa)
    response = save(client, hospital.draft, complete_document("Quixwolf A"))
    assert response.status_code == 500
    assert not canaries_in(text_of(response)) and "Traceback" not in text_of(response)
    assert "RuntimeError" in log.getvalue()
    assert not canaries_in(log.getvalue())


def test_what_is_saved_from_the_browser_has_a_name_that_tells_nothing(
    hospital: Hospital, as_user: Callable[[User], Client], rosa: User
) -> None:
    client = as_user(rosa)
    report = hospital.final
    for address in (
        reverse("version-pdf", args=[report.public_id, 1]),
        reverse("report-preview", args=[hospital.draft.public_id]),
    ):
        response = client.get(address)
        assert re.fullmatch(
            r'inline; filename="ductography-[0-9a-f]{8}-(v1|draft)\.pdf"', response["Content-Disposition"]
        )
        about = PdfReader(io.BytesIO(body_of(response))).metadata or {}
        assert not canaries_in(" ".join(map(str, about.values())))
