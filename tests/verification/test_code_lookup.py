"""What a stranger with a printed report is told: genuine or not, and whether it still holds. Nothing else."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client

from reporting.custody import archive, sealing, triggers
from reporting.models import AuditEvent, Report, ReportVersion, User
from reporting.policy.lifecycle import Action
from reporting.verification import code_lookup, verification_codes
from reporting.verification.code_lookup import VersionValidity
from reporting.web.views.verify import CODES_PER_MINUTE
from tests.cast import amend_now, sign_now

UNKNOWN = "0000-0000-0000-0000"
pytestmark = pytest.mark.django_db


def printed(version: ReportVersion) -> str:
    assert version.verification_code
    return verification_codes.format_code(version.verification_code)


def text_of(response: Any) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


# --- Codes ------------------------------------------------------------------------------------------


def test_a_code_has_eighty_bits_and_no_letter_that_looks_like_another() -> None:
    codes = {verification_codes.new_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert {len(code) for code in codes} == {16}  # of 32 kinds: 5 bits each
    assert set("".join(codes)) == set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")


@pytest.mark.parametrize(
    "typed",
    [
        "0123-4567-89AB-CDEF",
        "0123456789abcdef",
        " 0123 4567 89ab cdef ",
        "oi23-4567-89aB-CDEF",
        "OL23456789ABCDEF",
    ],
)
def test_a_code_is_read_however_it_is_typed(typed: str) -> None:
    assert verification_codes.parse_code(typed) == "0123456789ABCDEF"


@pytest.mark.parametrize(
    "typed", ["", "0123", "0123-4567-89AB-CDEU", "0123-4567-89AB-CDEF-0", "%", "\x00" * 16, "٠" * 16]
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert verification_codes.parse_code(typed) == ""


# --- Standing ---------------------------------------------------------------------------------------


def standings(report: Report) -> list[VersionValidity]:
    found = [code_lookup.look_up_code(printed(version)) for version in report.versions.order_by("number")]
    return [answer.validity for answer in found if answer]


def test_every_version_tells_whether_it_still_holds(draft: Report, rosa: User) -> None:
    sign_now(draft, rosa, Action.SIGN_PRELIMINARY)
    assert standings(draft) == [VersionValidity.PRELIMINARY]
    sign_now(draft, rosa)
    assert standings(draft) == [VersionValidity.SUPERSEDED, VersionValidity.CURRENT]
    amend_now(draft, rosa, "Amended.")
    assert standings(draft) == [
        VersionValidity.SUPERSEDED,
        VersionValidity.SUPERSEDED,
        VersionValidity.CURRENT,
    ]
    sign_now(draft, rosa, Action.WITHDRAW, reason="Wrong patient.")
    assert standings(draft) == [VersionValidity.WITHDRAWN] * 4


def test_every_version_has_its_own_code_in_its_seal(final: Report, rosa: User) -> None:
    amended = amend_now(final, rosa, "Amended.")
    first = final.versions.get(number=1)
    assert first.verification_code != amended.verification_code
    triggers.remove(connection)
    ReportVersion.objects.filter(pk=first.pk).update(verification_code="0" * 16)
    assert sealing.verify_versions() is not None
    answer = code_lookup.look_up_code("0" * 16)
    assert answer is not None
    assert answer.validity is VersionValidity.DAMAGED


def test_a_damaged_file_is_not_called_genuine(settings: Any, final: Report, client: Client) -> None:
    version = final.current_version
    assert version is not None
    path = Path(settings.ARCHIVE_DIR) / version.pdf_name
    path.write_bytes(path.read_bytes() + b"\n")
    response = client.get(f"/verify/{printed(version)}/")
    assert "has been altered. Do not use it" in text_of(response)
    assert AuditEvent.objects.filter(kind="pdf_damaged").count() == 1


# --- The page ---------------------------------------------------------------------------------------


def test_a_stranger_learns_what_holds_and_nothing_of_the_patient(final: Report, client: Client) -> None:
    version = final.current_version
    assert version is not None
    response = client.get(f"/verify/{printed(version)}/")
    assert response.status_code == 200
    page = text_of(response)
    for told in ("Genuine and current", printed(version), version.pdf_digest, "Breast Imaging"):
        assert told in page
    examination = final.examination
    for kept in (
        examination.patient.name,
        examination.patient.mrn,
        examination.accession_number,
        "1971",
        str(final.public_id),
        str(examination.patient.public_id),
        version.signer_name,
        "filling defect",
        "4A",
    ):
        assert kept not in response.content.decode()
    assert response["X-Robots-Tag"] == "noindex, nofollow"
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies


def test_the_code_on_paper_leads_there(final: Report, client: Client, settings: Any) -> None:
    version = final.current_version
    assert version is not None
    response = client.get("/verify/", {"code": printed(version).lower().replace("-", " ")})
    assert response.status_code == 302
    assert client.get(response["Location"]).status_code == 200


def test_an_unknown_code_and_what_is_none_look_the_same(
    final: Report, client: Client, django_assert_num_queries: Callable[[int], Any]
) -> None:
    pages = []
    for typed in (UNKNOWN, "1234", "x" * 5000, "<script>", "%00", "ÿÿÿÿ-ÿÿÿÿ-ÿÿÿÿ-ÿÿÿÿ"):
        with django_assert_num_queries(3):  # two of them are the limit
            response = client.get(f"/verify/{typed}/")
        assert response.status_code == 404
        assert "<script>" not in response.content.decode()
        pages.append(re.sub(r'value="[^"]*"', "", response.content.decode()))
    assert len(set(pages)) == 1
    assert "No report matches this code" in pages[0]


def test_who_asks_too_often_waits(final: Report, client: Client) -> None:
    version = final.current_version
    assert version is not None
    cache.clear()
    for _ in range(CODES_PER_MINUTE):
        assert client.get(f"/verify/{UNKNOWN}/").status_code == 404
    assert client.get(f"/verify/{printed(version)}/").status_code == 429
    assert client.get(f"/verify/{printed(version)}/", REMOTE_ADDR="10.0.0.9").status_code == 200
    # What a visitor says of himself is not believed unless a proxy is trusted.
    assert client.get(f"/verify/{UNKNOWN}/", HTTP_X_FORWARDED_FOR="10.0.0.8").status_code == 429


def test_a_version_from_before_there_were_codes_is_not_asked_after(final: Report) -> None:
    version = final.current_version
    assert version is not None
    triggers.remove(connection)
    version.verification_code = None
    version.seal = sealing.version_seal(version)
    ReportVersion.objects.filter(pk=version.pk).update(verification_code=None, seal=version.seal)
    assert sealing.verify_versions() is None
    for typed in ("", "-", "None"):
        assert code_lookup.look_up_code(typed) is None


def test_an_archive_that_is_away_is_told(
    final: Report, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    version = final.current_version
    assert version is not None

    def away(*_args: Any, **_kwargs: Any) -> None:
        raise ConnectionError

    monkeypatch.setattr(archive._storage(), "open", away)
    assert client.get(f"/verify/{printed(version)}/").status_code == 503
