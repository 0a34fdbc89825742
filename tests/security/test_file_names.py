"""No name that a person or a clinic has reaches the name of a file, and none can break out of a header."""

from __future__ import annotations

from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest
from django.core.cache import cache
from django.http import BadHeaderError, HttpResponse
from django.test import Client
from django.urls import reverse

from reporting.models import Examination, Patient, Report, User
from tests.security.walking import body_of

pytestmark = [pytest.mark.django_db, pytest.mark.page]

HOSTILE_NAMES = [
    'a";x=".pdf',
    "a\"; filename*=UTF-8''evil.exe; x=\"",
    "a\r\nSet-Cookie: a=b",
    "a\nX-Evil: 1",
    "a\rb",
    "a\x00b.exe",
    "../../etc/passwd",
    "..\\..\\windows\\system32\\evil.dll",
    "/etc/passwd",
    "C:\\evil.exe",
    "\\\\server\\share",
    "~root",
    "-rf",
    ".htaccess",
    "CON",
    "NUL.pdf",
    "a:b",
    "a|b",
    "a?b*c",
    "<script>alert(1)</script>",
    "$(reboot)",
    "`reboot`",
    "%2e%2e%2fevil",
    "%0d%0aX-Evil:%201",
    "=?utf-8?q?evil?=",
    "Łódź Šťastná",
    "рапорт",
    "تقرير",
    "a\u202egpj.exe",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
    "x" * 5000,
    "",
]


def file_name(header: str) -> str | None:
    """The name under which a mail or web program would save the file, by Python's own reader of such headers."""
    message = EmailMessage()
    message["Content-Disposition"] = header
    assert not message.defects
    assert list(message["Content-Disposition"].params) == ["filename"]
    return message.get_filename()


def test_no_name_reaches_the_name_of_a_file(
    final: Report,
    as_user: Callable[[User], Client],
    rosa: User,
    settings: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # As if the report had been signed with each of these names: here only the name of the file counts.
    monkeypatch.setattr("reporting.custody.signed_content.identity_faults", lambda *_compared: iter(()))
    monkeypatch.setattr("reporting.custody.standing.standing_fault", lambda *_compared: "")
    client = as_user(rosa)
    expected = f"ductography-{final.public_id.hex[:8]}"
    for hostile_name in HOSTILE_NAMES:
        cache.clear()  # how many PDFs may be opened in a minute has a test of its own
        settings.FACILITY_NAME = hostile_name
        User.objects.filter(pk=rosa.pk).update(first_name=hostile_name.replace("\x00", "")[:150])
        # As if an import had let it through: the columns take more than the forms do.
        printable = hostile_name.replace("\x00", "")[:60]
        Patient.objects.update(name=printable, mrn=printable)
        Examination.objects.update(accession_number=printable)
        response = client.get(reverse("version-pdf", args=[final.public_id, 1]))
        assert response.status_code == 200
        assert file_name(response["Content-Disposition"]) == f"{expected}-v1.pdf"
        assert body_of(response).startswith(b"%PDF")
        assert "X-Evil" not in response and "a" not in response.cookies


def test_a_name_put_into_the_header_by_hand_would_be_obeyed() -> None:
    """The control: what the names above do to a header that is merely put together."""
    with pytest.raises(BadHeaderError):
        HttpResponse(headers={"Content-Disposition": f'inline; filename="{HOSTILE_NAMES[2]}"'})
    made = HttpResponse(headers={"Content-Disposition": f'inline; filename="{HOSTILE_NAMES[1]}"'})
    with pytest.raises(AssertionError):
        file_name(made["Content-Disposition"])
