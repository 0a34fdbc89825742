import resource
import uuid

import pytest

from reporting.custody import archive
from reporting.delivery import sending
from reporting.models import Delivery, Report, ReportVersion
from reporting.policy.lifecycle import Action
from reporting.workflow import drafts
from tests.cast import PASSWORD, complete_document, incomplete_document, sign_now
from tests.web.views.conftest import hidden_fields, text_of


def test_the_page_shows_whose_report_it_is_and_what_the_signature_means(as_user, rosa, draft, at):
    page = text_of(as_user(rosa).get(at(draft, "sign/")))
    for told in (
        "Synthetic Patient 1",
        "9 March 1971",
        "M-1",
        "A-1",
        "LEFT BREAST",
        "I have personally reviewed the images and this report, and I approve it as final.",
        "I have prepared this preliminary report. It may still change.",
    ):
        assert told in page


@pytest.mark.parametrize(("action", "status"), [("sign_final", "final"), ("sign_preliminary", "preliminary")])
def test_signing_leads_to_the_signed_report(action, status, rosa, draft, at, step):
    response = step(rosa, at(draft, "sign/"), action=action)
    assert (response.status_code, response.headers["Location"]) == (302, at(draft))
    assert draft.fresh().status == status


def test_a_preliminary_report_is_made_final(rosa, remi, draft, at, step):
    sign_now(draft, rosa, Action.SIGN_PRELIMINARY)
    assert step(remi, at(draft, "sign/"), action="sign_final").status_code == 302
    assert draft.fresh().status == "final"


def test_what_is_missing_is_listed_with_its_field_and_nothing_can_be_signed(
    as_user, rosa, examination, at, step
):
    report = examination.report
    drafts.save(report, incomplete_document(), user=rosa, row_version=1)
    page = as_user(rosa).get(at(report, "sign/")).content.decode()
    assert f'href="{at(report, "edit/")}#id_outcome-status"' in page
    assert '<button class="btn btn-primary" disabled>' in page
    response = step(rosa, at(report, "sign/"), action="sign_final")
    assert response.status_code == 422
    assert "The report is not complete." in text_of(response)
    assert report.fresh().status == "draft"


def test_a_wrong_password_signs_nothing_and_loses_nothing(rosa, draft, at, step):
    response = step(rosa, at(draft, "sign/"), action="sign_preliminary", password="wrong")
    page = response.content.decode()
    assert response.status_code == 403
    assert "Wrong password. 4 attempts left." in text_of(response)
    assert 'value="sign_preliminary" id="action-sign_preliminary" checked' in page
    assert "wrong" not in page.split("<form", 2)[-1].replace("wrong passwords", "")
    assert not ReportVersion.objects.exists()


def test_after_too_many_wrong_passwords_the_right_one_is_refused_too(rosa, draft, at, step):
    for _ in range(5):
        step(rosa, at(draft, "sign/"), action="sign_final", password="wrong")
    response = step(rosa, at(draft, "sign/"), action="sign_final")
    assert response.status_code == 403
    assert "Signing is locked" in text_of(response)


def test_a_double_click_signs_once(as_user, rosa, draft, at, mailoutbox):
    client = as_user(rosa)
    form = hidden_fields(client.get(at(draft, "sign/"))) | {"action": "sign_final", "password": PASSWORD}
    answers = [client.post(at(draft, "sign/"), form) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 302]
    assert ReportVersion.objects.count() == 1
    assert Delivery.objects.count() == 1
    assert sending.send_pending() == len(mailoutbox) == 1


def test_somebody_elses_change_in_between_stops_the_signature(as_user, rosa, remi, draft, at):
    client = as_user(rosa)
    form = hidden_fields(client.get(at(draft, "sign/"))) | {"action": "sign_final", "password": PASSWORD}
    drafts.save(draft, complete_document("Other words."), user=remi, row_version=draft.row_version)
    response = client.post(at(draft, "sign/"), form)
    assert response.status_code == 409
    assert "Remi saved changes while you had this report open." in text_of(response)
    assert not ReportVersion.objects.exists()


def test_a_form_of_another_report_signs_neither(as_user, rosa, draft, register, at):
    other = register().report
    drafts.save(other, complete_document(), user=rosa, row_version=1)
    client = as_user(rosa)
    form = hidden_fields(client.get(at(other, "sign/"))) | {"action": "sign_final", "password": PASSWORD}
    response = client.post(at(draft, "sign/"), form)
    assert response.status_code == 400
    assert "belongs to a different examination" in text_of(response)
    assert not ReportVersion.objects.exists()


@pytest.mark.parametrize("token", ["", "forged", "a:b:c", "\x00", "x" * 10_000])
def test_a_forged_token_signs_nothing(token, as_user, rosa, draft, at):
    form = {"token": token, "request_key": str(uuid.uuid4()), "action": "sign_final", "password": PASSWORD}
    response = as_user(rosa).post(at(draft, "sign/"), form)
    assert response.status_code == 400
    assert not ReportVersion.objects.exists()


def test_a_page_of_the_person_before_is_made_anew_before_it_signs(as_user, rosa, remi, draft, at):
    form = hidden_fields(as_user(rosa).get(at(draft, "sign/")))
    form |= {"action": "sign_final", "password": PASSWORD}
    client = as_user(remi)
    response = client.post(at(draft, "sign/"), form)
    assert response.status_code == 400
    assert "you are now signed in as Remi" in text_of(response)
    assert not ReportVersion.objects.exists()
    again = form | hidden_fields(response)
    assert client.post(at(draft, "sign/"), again).status_code == 302
    assert ReportVersion.objects.get().signed_by == remi


def test_a_correction_of_the_patient_after_the_page_was_opened_is_shown_first(
    as_user, rosa, draft, register, at
):
    other = register()
    client = as_user(rosa)
    form = hidden_fields(client.get(at(draft, "sign/"))) | {"action": "sign_final", "password": PASSWORD}
    draft.examination.patient = other.patient
    draft.examination.save(update_fields=["patient"])
    response = client.post(at(draft, "sign/"), form)
    assert response.status_code == 400
    assert "Synthetic Patient 2" in text_of(response)
    assert not ReportVersion.objects.exists()


def test_a_character_that_no_font_has_is_named(rosa, examination, at, step):
    report = examination.report
    drafts.save(report, complete_document("Looks like \U0001f9ff"), user=rosa, row_version=1)
    response = step(rosa, at(report, "sign/"), action="sign_final")
    assert response.status_code == 422
    assert "U+1F9FF" in text_of(response)
    assert "impression" in text_of(response).casefold()


@pytest.mark.parametrize(
    "typed", [{"action": ""}, {"action": "save"}, {"action": "sign_final", "password": ""}]
)
def test_what_was_left_out_is_asked_for(typed, rosa, draft, at, step):
    response = step(rosa, at(draft, "sign/"), **typed)
    assert response.status_code == 422
    assert "No action was taken." in text_of(response)


def test_what_is_final_is_not_signed_again(as_user, rosa, final, at, step):
    assert "This report is already final." in text_of(as_user(rosa).get(at(final, "sign/")))
    assert step(rosa, at(final, "sign/"), action="sign_final").status_code == 409


def test_extra_fields_change_nothing(rosa, remi, draft, at, step):
    step(rosa, at(draft, "sign/"), action="sign_preliminary", status="final", signed_by=str(remi.pk))
    assert Report.objects.get().status == "preliminary"
    assert ReportVersion.objects.get().signed_by == rosa


STEPS = ["sign/", "amend/", "addendum/", "withdraw/", "discard/"]


@pytest.mark.parametrize("tail", STEPS)
@pytest.mark.parametrize(("person", "status"), [("finn", 403), ("olga", 404), ("ada", 403)])
def test_only_radiologists_take_steps(tail, person, status, request, as_user, final, at):
    client = as_user(request.getfixturevalue(person))
    assert client.get(at(final, tail)).status_code == status
    assert client.post(at(final, tail)).status_code == status


@pytest.mark.parametrize("tail", STEPS)
def test_steps_on_nothing_are_not_found(tail, as_user, rosa):
    address = f"/reports/7f0cc5a9-8ba1-4b9f-9a3a-4b0f2f7f0c11/{tail}"
    assert as_user(rosa).get(address).status_code == 404
    assert as_user(rosa).post(address).status_code == 404


@pytest.mark.parametrize("tail", STEPS)
def test_only_known_methods_are_answered(tail, as_user, rosa, final, at):
    assert as_user(rosa).put(at(final, tail)).status_code == 405


@pytest.mark.parametrize("tail", STEPS)
def test_a_form_from_elsewhere_is_refused(tail, rosa, final, at):
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(rosa)
    response = client.post(at(final, tail))
    assert response.status_code == 403
    assert "This page has expired" in text_of(response)


@pytest.mark.parametrize("step_name", ["sign/", "withdraw/"])
def test_a_disk_that_is_full_signs_nothing_and_loses_nothing(rosa, draft, at, step, monkeypatch, step_name):
    typed = {"action": "sign_preliminary"}
    if step_name == "withdraw/":
        sign_now(draft, rosa)
        typed = {"reason": "Signed for the wrong woman."}
    before = ReportVersion.objects.count()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    store = archive.store

    def full(pdf):
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, hard))  # the kernel stops in the middle of the file
        try:
            return store(pdf)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))

    with monkeypatch.context() as patch:
        patch.setattr(archive, "store", full)
        response = step(rosa, at(draft, step_name), **typed)
    assert response.status_code == 503
    assert "The archive cannot store files at the moment. Nothing was signed" in text_of(response)
    page = response.content.decode()
    assert ('value="sign_preliminary" id="action-sign_preliminary" checked' in page) or typed[
        "reason"
    ] in page
    assert ReportVersion.objects.count() == before
    assert step(rosa, at(draft, step_name), **typed).status_code == 302
