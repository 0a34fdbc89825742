"""What a printed version says of its signatures: an addendum or a withdrawal never hides who signed the report."""

import io

import pytest
from pypdf import PdfReader

from reporting.custody import archive
from reporting.models import Report, User
from reporting.policy.lifecycle import Action
from tests.cast import sign_now

pytestmark = pytest.mark.django_db


def text_of(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def test_an_addendum_prints_both_signatures(final: Report, rosa: User, remi: User) -> None:
    version = sign_now(final, remi, Action.ADD_ADDENDUM, addendum="Cytology came later: no atypia.")
    text = text_of(archive.load(version))
    assert f"report signed by {rosa.display_name}".casefold() in text.casefold()
    assert remi.display_name in text
    assert "Cytology came later: no atypia." in text
