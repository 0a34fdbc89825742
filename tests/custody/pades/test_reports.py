"""Signing a report with the site's certificate: what the version notes, what the file says, and what stops it."""

import io
import uuid

import pytest
from pypdf import PdfReader

from reporting.custody import archive
from reporting.models import ReportVersion
from reporting.workflow import report_rendering
from tests.cast import everything, sign_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def site(authority, signs_with, settings):
    signs_with(authority.issue("site", subject="Breast Imaging, St. Hedwig"))
    settings.SIGNING_ROOTS = str(authority.folder / "authority.pem")


def test_the_file_names_the_signer_and_the_site(site, draft, rosa):
    version = sign_now(draft, rosa)
    pdf = PdfReader(io.BytesIO(archive.load(version)))
    field = pdf.get_fields()["Signature"]["/V"]
    assert field["/Name"] == f"{rosa.display_name} ({rosa.public_id})"
    assert field["/Reason"].startswith(
        "I have personally reviewed the images and this report, and I approve it as final."
    )
    assert "sealed with the site’s certificate" in field["/Reason"]
    assert (version.certificate_name, version.signature_level) == ("Breast Imaging, St. Hedwig", "B-B")
    text = " ".join("\n".join(page.extract_text() for page in pdf.pages).split())
    assert "signed with the certificate of Breast Imaging, St. Hedwig" in text


@pytest.mark.parametrize(("broken", "level"), [("", "B-LT"), ("no list", "B-T"), ("garbage", "B-B")])
def test_the_version_notes_which_level_was_reached(site, authority, settings, draft, rosa, broken, level):
    settings.SIGNING_TIMESTAMP_URL = authority.address
    authority.answers.broken = broken
    version = sign_now(draft, rosa)
    assert ReportVersion.objects.get().signature_level == level
    assert archive.load(version).startswith(report_rendering.version_pdf(version, []))


def test_the_same_request_asks_for_one_time_stamp_alone(site, authority, settings, draft, rosa):
    settings.SIGNING_TIMESTAMP_URL = authority.address
    key = uuid.uuid4()
    first = sign_now(draft, rosa, request_key=key)
    asked = list(authority.answers.asked)
    assert sign_now(draft, rosa, request_key=key) == first
    assert authority.answers.asked == asked


@pytest.mark.parametrize("fault", ["expired", "unreadable", "gone"])
def test_a_certificate_that_cannot_sign_stops_the_signature(
    site, authority, signs_with, settings, draft, rosa, as_user, fault
):
    private, public = authority.issue("other", days=-1 if fault == "expired" else 1)
    if fault == "unreadable":
        private.chmod(0o644)
    if fault == "gone":
        private.unlink()
    signs_with((private, public))
    before = everything()
    with pytest.raises(Exception, match="Signing with the site’s certificate is not possible"):
        sign_now(draft, rosa)
    assert everything() == before
    settings.SIGNING_KEY = ""
    assert sign_now(draft, rosa).certificate_name == ""
