"""What people do, posted as a browser posts it: a page is opened, some of its controls are changed, all are sent."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from reporting.ductography.document import ReportDocument
from reporting.models import Report
from reporting.web.forms.document_form import DocumentForm
from tests.browser_form import pairs
from tests.cast import PASSWORD

FORM = "application/x-www-form-urlencoded"


def post_pairs(client: Client, address: str, sent: list[tuple[str, str]], **options: Any) -> HttpResponse:
    return client.post(address, urlencode(sent), content_type=FORM, **options)


def opened(client: Client, address: str, /, **typed: str) -> list[tuple[str, str]]:
    """What ``address`` would send back when the controls that ``form_values`` names were typed into."""
    page = client.get(address)
    assert page.status_code == 200, (address, page.status_code)
    unchanged = [(name, value) for name, value in pairs(page.content.decode()) if name not in typed]
    return [*unchanged, *typed.items()]


def submit(client: Client, address: str, /, **typed: str) -> HttpResponse:
    """Open ``address``, type into the controls that ``form_values`` names, and send the page back."""
    return post_pairs(client, address, opened(client, address, **typed))


def register(client: Client, **typed: str) -> HttpResponse:
    return submit(client, reverse("examination-new"), **typed)


def save(client: Client, report: Report, document: ReportDocument, then: str = "save") -> HttpResponse:
    """Bring the editor to ``document`` and press a save button."""
    address = reverse("report-edit", args=[report.public_id])
    page = client.get(address)
    assert page.status_code == 200, (address, page.status_code)
    token = dict(pairs(page.content.decode()))["token"]
    sent = [("token", token), *DocumentForm(document).pairs(), ("then", then)]
    return post_pairs(client, address, sent)


def step(client: Client, name: str, report: Report, /, **typed: str) -> HttpResponse:
    """Take the step of the route ``name`` (``report-sign``, ``report-amend``, …)."""
    return submit(client, reverse(name, args=[report.public_id]), **typed)


def sign(
    client: Client, report: Report, action: str = "sign_final", password: str = PASSWORD
) -> HttpResponse:
    return step(client, "report-sign", report, action=action, password=password)
