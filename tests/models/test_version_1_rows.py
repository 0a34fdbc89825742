"""Reports signed with documents of version 1 stay as signed, and are read, compared, printed and continued."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from reporting.custody import sealing
from reporting.ductography.document import ReportDocument
from reporting.models import Report, ReportVersion, User
from reporting.policy.lifecycle import Action
from reporting.workflow import report_rendering
from tests.cast import COMPLETE, amend_now, sign_now
from tests.pdf.reading import pages_by_pypdf, squeezed


def version_1_text(document: ReportDocument) -> str:
    """The canonical text that the release before wrote for this report."""
    values: dict[str, Any] = document.model_dump(mode="json")
    (breast,) = values.pop("breasts")
    proposal = breast["recommendation"]["proposal"]
    values |= {
        "schema_version": 1,
        "assessments": [
            {name: breast[name] for name in ("side", "birads", "gics", "not_recorded", "assumed")}
        ],
        "recommendation": COMPLETE["recommendation"] | {"proposal": proposal},
    }
    return json.dumps(values, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


@pytest.fixture
def signed_before(draft: Report, rosa: User, monkeypatch: pytest.MonkeyPatch) -> ReportVersion:
    """A report whose document, digest, seal, audit event and PDF are of version 1."""
    with monkeypatch.context() as before:
        before.setattr(ReportDocument, "canonical_json", version_1_text)
        version = sign_now(draft, rosa)
    assert json.loads(version.document)["schema_version"] == 1
    return version


@pytest.mark.django_db(transaction=True)
def test_it_is_read_compared_and_continued(
    signed_before: ReportVersion, rosa: User, finn: User, as_user: Callable[[User], Client]
) -> None:
    report, text = signed_before.report, signed_before.document
    page = as_user(finn).get(f"/reports/{report.public_id}/").content.decode()
    assert "One filling defect in the left breast." in page and "Targeted ultrasound" in page
    (breast,) = ReportDocument.from_json(text).breasts
    assert [step.action for step in breast.recommendation.steps] == COMPLETE["recommendation"]["actions"]

    amend_now(report, rosa, "Amended since.")
    sign_now(report, rosa, Action.ADD_ADDENDUM, addendum="Histology: papilloma.")
    versions = list(report.fresh().versions.order_by("number"))
    assert versions[0].document == text
    assert [json.loads(version.document)["schema_version"] for version in versions] == [1, 2, 2]
    stamp = report_rendering.version_print_state(versions[1], versions[:1])
    assert [change.path for change in stamp.changes] == ["impression.text"]
    assert sealing.verify_versions() is None
    call_command("verify_documents", verbosity=0)
    call_command("verify_audit", verbosity=0)


@pytest.mark.django_db(transaction=True)
def test_an_addendum_prints_what_was_signed(signed_before: ReportVersion, rosa: User) -> None:
    added = sign_now(signed_before.report, rosa, Action.ADD_ADDENDUM, addendum="Histology: papilloma.")
    paper = squeezed("".join(pages_by_pypdf(report_rendering.version_pdf(added, [signed_before]))))
    assert squeezed("One filling defect in the left breast.") in paper
    assert squeezed("Image-guided core biopsy") in paper
