import pytest

from reporting.models import Examination, Patient, Report
from tests.web.views.conftest import text_of

URL = "/examinations/new/"
ORDER = {
    "mrn": "M-500",
    "patient_name": "Wanda Gżegżółka",
    "birth_date": "1979-05-17",
    "sex": "female",
    "accession_number": "A-500",
    "examination_date": "2026-05-04",
    "ordered_side": "right",
    "reason": "Bloody discharge for three weeks.",
}


def test_an_order_is_registered_and_the_radiologist_goes_on_to_the_report(as_user, rosa, finn):
    response = as_user(rosa).post(URL, ORDER | {"referrer": str(finn.public_id)})
    report = Report.objects.get()
    assert (response.status_code, response.headers["Location"]) == (302, f"/reports/{report.public_id}/edit/")
    examination = report.examination
    assert examination.patient.name == "Wanda Gżegżółka"
    assert (examination.referrer, examination.ordered_side) == (finn, "right")
    assert examination.reason == "Bloody discharge for three weeks."


def test_the_administrator_comes_to_the_history_of_the_case(as_user, ada):
    response = as_user(ada).post(URL, ORDER)
    assert response.headers["Location"] == f"/cases/{Report.objects.get().public_id}/"


def test_a_known_patient_is_used_again(as_user, rosa, examination):
    known = {"mrn": " m-1", "patient_name": "SYNTHETIC PATIENT 1", "birth_date": "1971-03-09"}
    assert as_user(rosa).post(URL, ORDER | known).status_code == 302
    assert Patient.objects.count() == 1
    assert Examination.objects.count() == 2


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"patient_name": "Somebody Else"}, "belongs to a patient with a different name"),
        ({"birth_date": "1980-01-01"}, "belongs to a patient with a different date of birth"),
        ({"sex": "male"}, "different sex is recorded"),
        ({"accession_number": "a - 1"}, "already registered"),
        ({"accession_number": ""}, "This field is required."),
        ({"accession_number": "\u200b"}, "letter or digit"),
        ({"mrn": "nul\x00"}, "Null characters are not allowed."),
        ({"patient_name": "x" * 10_000}, "at most 200 characters"),
        ({"patient_name": "Ann\u202ea"}, "not allowed"),
        ({"birth_date": "3000-01-01"}, "is in the future"),
        ({"birth_date": "1971-02-30"}, "Enter a valid date."),
        ({"examination_date": "1960-01-01"}, "before the date of birth"),
        ({"ordered_side": "up"}, "not one of the available choices"),
        ({"referrer": "7"}, "Select a valid choice."),
        ({"referrer": "rosa"}, "Select a valid choice."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_everything_typed_is_kept(
    changed, sentence, as_user, rosa, examination
):
    known = {"mrn": "M-1", "patient_name": "Synthetic Patient 1", "birth_date": "1971-03-09"}
    typed = ORDER | known | changed
    if typed.get("referrer") == "rosa":
        typed["referrer"] = str(rosa.public_id)
    response = as_user(rosa).post(URL, typed)
    assert response.status_code == 422
    assert sentence in text_of(response)
    assert "Bloody discharge for three weeks." in text_of(response)
    assert Examination.objects.count() == 1


def test_sent_twice_it_is_registered_once(as_user, rosa):
    client = as_user(rosa)
    assert [client.post(URL, ORDER).status_code for _ in range(2)] == [302, 422]
    assert Examination.objects.count() == 1


def test_closed_accounts_are_not_offered(as_user, rosa, finn, olga):
    finn.is_active = False
    finn.save(update_fields=["is_active"])
    page = as_user(rosa).get(URL).content.decode()
    assert str(finn.public_id) not in page
    assert str(olga.public_id) in page


def test_fields_that_are_not_on_the_form_are_ignored(as_user, rosa):
    as_user(rosa).post(URL, ORDER | {"status": "final", "created_by": "1", "released_at": "2026-01-01"})
    assert Report.objects.get().status == "draft"
    assert Examination.objects.get().created_by == rosa


@pytest.mark.parametrize("method", ["get", "post"])
def test_referrers_are_refused(method, as_user, finn):
    response = getattr(as_user(finn), method)(URL, ORDER)
    assert response.status_code == 403
    assert not Examination.objects.exists()


def test_only_known_methods_are_answered(as_user, rosa):
    assert as_user(rosa).delete(URL).status_code == 405
