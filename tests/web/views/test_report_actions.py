"""Amend, add an addendum, withdraw, discard."""

import pytest

from reporting.models import DraftRevision, ReportVersion
from reporting.workflow import drafts
from tests.cast import PASSWORD, complete_document
from tests.web.views.conftest import hidden_fields, text_of


def test_an_amendment_begins_with_its_reason_in_the_editor(rosa, final, at, step):
    response = step(rosa, at(final, "amend/"), reason="Second defect overlooked.")
    assert (response.status_code, response.headers["Location"]) == (302, at(final, "edit/"))
    assert final.fresh().amendment_reason == "Second defect overlooked."


def test_a_second_click_on_amend_goes_on_to_the_editor_too(as_user, rosa, final, at):
    client = as_user(rosa)
    form = hidden_fields(client.get(at(final, "amend/"))) | {"reason": "Typing error."}
    assert [client.post(at(final, "amend/"), form).status_code for _ in range(2)] == [302, 302]
    assert DraftRevision.objects.count() == 1


def test_an_amendment_of_somebody_else_is_not_taken_over(rosa, remi, final, at, step):
    drafts.start_amendment(final, user=remi, reason="Typing error.", row_version=final.row_version)
    response = step(rosa, at(final, "amend/"), reason="Mine.")
    assert response.status_code == 409
    assert "An amendment is in progress." in text_of(response)


@pytest.mark.parametrize(
    ("reason", "sentence"),
    [
        ("", "Enter the reason for the amendment."),
        ("   ", "Enter the reason for the amendment."),
        ("nul\x00", "Null characters are not allowed."),
        ("right\u202eleft", "U+202E"),
        ("x" * 100_001, "at most 100000 characters"),
    ],
)
def test_a_reason_is_needed_that_can_be_printed(reason, sentence, rosa, final, at, step):
    response = step(rosa, at(final, "amend/"), reason=reason)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert not final.fresh().amending


def test_an_amendment_is_signed_with_its_reason(as_user, rosa, final, at, step):
    step(rosa, at(final, "amend/"), reason="Second defect overlooked.")
    report = final.fresh()
    drafts.save(report, complete_document("Two defects."), user=rosa, row_version=report.row_version)
    page = text_of(as_user(rosa).get(at(final, "sign/")))
    assert "I have amended this report for the reason stated" in page
    assert "Changes since the previous version: 1 field" in page
    assert step(rosa, at(final, "sign/"), action="sign_amendment").status_code == 302
    version = ReportVersion.objects.get(number=2)
    assert (version.kind, version.reason) == ("amended", "Second defect overlooked.")


def test_an_addendum_is_signed_below_the_report(rosa, final, at, step):
    response = step(rosa, at(final, "addendum/"), addendum="Cytology: no malignant cells.")
    assert (response.status_code, response.headers["Location"]) == (302, at(final))
    assert final.fresh().current_version.addendum_text == "Cytology: no malignant cells."


def test_an_addendum_keeps_its_text_when_the_password_is_wrong(rosa, final, at, step):
    response = step(rosa, at(final, "addendum/"), addendum="Long text.", password="wrong")
    assert response.status_code == 403
    assert "Long text." in text_of(response)
    assert ReportVersion.objects.count() == 1


@pytest.mark.parametrize(
    ("tail", "typed"), [("addendum/", {"addendum": "Text."}), ("withdraw/", {"reason": "Wrong patient."})]
)
def test_a_double_click_signs_once(tail, typed, as_user, rosa, final, at):
    client = as_user(rosa)
    form = hidden_fields(client.get(at(final, tail))) | typed | {"password": PASSWORD}
    assert [client.post(at(final, tail), form).status_code for _ in range(3)] == [302, 302, 302]
    assert ReportVersion.objects.count() == 2


@pytest.mark.parametrize(("tail", "field"), [("addendum/", "addendum"), ("withdraw/", "reason")])
def test_an_empty_text_is_asked_for(tail, field, rosa, final, at, step):
    response = step(rosa, at(final, tail), **{field: ""})
    assert response.status_code == 422
    assert "No action was taken." in text_of(response)
    assert ReportVersion.objects.count() == 1


def test_a_withdrawal_keeps_everything_and_marks_it(as_user, rosa, final, at, step):
    assert step(rosa, at(final, "withdraw/"), reason="Wrong patient.").status_code == 302
    assert final.fresh().status == "withdrawn"
    assert ReportVersion.objects.count() == 2
    page = text_of(as_user(rosa).get(at(final, "amend/")))
    assert "This report has been withdrawn and cannot be changed." in page


def test_nothing_signed_is_not_withdrawn(as_user, rosa, draft, at, step):
    assert "Discard the draft instead." in text_of(as_user(rosa).get(at(draft, "withdraw/")))
    assert step(rosa, at(draft, "withdraw/"), reason="Wrong patient.").status_code == 409


def test_a_draft_is_discarded_after_asking_once(as_user, rosa, draft, at, step):
    assert "All entries are deleted" in text_of(as_user(rosa).get(at(draft, "discard/")))
    assert DraftRevision.objects.exists()  # asking drops nothing
    assert step(rosa, at(draft, "discard/")).status_code == 302
    assert not DraftRevision.objects.exists()


def test_discarding_an_amendment_leaves_the_signed_report(rosa, final, at, step):
    step(rosa, at(final, "amend/"), reason="Typing error.")
    assert step(rosa, at(final, "discard/")).status_code == 302
    assert not final.fresh().amending
    assert final.fresh().status == "final"


def test_discarding_what_somebody_else_went_on_writing_is_stopped(as_user, rosa, remi, draft, at):
    client = as_user(rosa)
    form = hidden_fields(client.get(at(draft, "discard/")))
    drafts.save(draft, complete_document("More."), user=remi, row_version=draft.row_version)
    assert client.post(at(draft, "discard/"), form).status_code == 409
    assert DraftRevision.objects.count() == 2


def test_discarding_twice_is_harmless(as_user, rosa, draft, at):
    client = as_user(rosa)
    form = hidden_fields(client.get(at(draft, "discard/")))
    assert [client.post(at(draft, "discard/"), form).status_code for _ in range(2)] == [302, 409]
