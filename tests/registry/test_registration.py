"""A new examination: patient, examination and report come into being together, once."""

import datetime
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from reporting.custody import audit
from reporting.models import AuditEvent, Examination, Patient, Report, User
from reporting.policy.exceptions import ActionRefused
from tests.cast import in_parallel

pytestmark = pytest.mark.django_db

Register = Callable[..., Examination]


def problems(register: Register, **given: Any) -> dict[str, list[str]]:
    counts = [model.objects.count() for model in (Patient, Examination, Report, AuditEvent)]
    with pytest.raises(ValidationError) as raised:
        register(**given)
    assert [model.objects.count() for model in (Patient, Examination, Report, AuditEvent)] == counts
    return raised.value.message_dict


def test_patient_examination_and_report_together(register: Register, rosa: User, finn: User) -> None:
    examination = register(accession_number=" ac 7 ", reason="Bloody discharge.\r\nWhich duct?")
    assert (examination.patient.name, examination.created_by) == ("Synthetic Patient 1", rosa)
    assert (examination.accession_number, examination.accession_key) == ("ac 7", "AC7")
    assert (examination.referrer, examination.referrer_name) == (finn, "Finn")
    assert examination.reason == "Bloody discharge.\nWhich duct?"
    assert (examination.report.status, examination.report.row_version) == ("draft", 1)
    event = AuditEvent.objects.get()
    assert (event.kind, event.report_id) == ("examination_registered", examination.report.public_id)
    assert audit.verify_chain() is None


def test_a_second_examination_of_the_same_patient(register: Register) -> None:
    first = register(mrn="M-7", patient_name="Łucja Šťastná", birth_date=None, sex="")
    second = register(mrn=" m-7", patient_name="LUCJA ŠŤASTNÁ", birth_date=datetime.date(1960, 1, 2))
    assert second.patient == first.patient
    patient = Patient.objects.get()
    assert (patient.birth_date, patient.sex) == (datetime.date(1960, 1, 2), "female")  # completed
    assert patient.name == "Łucja Šťastná"  # never overwritten


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"patient_name": "Somebody Else"}, "patient_name", "a different name"),
        ({"birth_date": datetime.date(1971, 3, 10)}, "birth_date", "a different date of birth"),
        ({"sex": "male"}, "sex", "different sex"),
    ],
)
def test_a_record_number_that_belongs_to_another(
    register: Register, given: dict[str, Any], field: str, words: str
) -> None:
    register(mrn="M-7", patient_name="Synthetic Patient")
    found = problems(
        register, **{"mrn": "m 7".replace(" ", "-"), "patient_name": "Synthetic Patient"} | given
    )
    assert list(found) == [field]
    assert words in found[field][0]


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"patient_name": ""}, "patient_name", "cannot be blank"),
        ({"patient_name": "  \u3000"}, "patient_name", "cannot be blank"),
        ({"patient_name": "a\x00b"}, "patient_name", "U+0000"),
        ({"patient_name": "a\u202eb"}, "patient_name", "U+202E"),
        ({"patient_name": "a\ud800b"}, "patient_name", "U+D800"),
        ({"patient_name": "a\nb"}, "patient_name", "U+000A"),
        ({"patient_name": "x" * 201}, "patient_name", "at most 200"),
        ({"mrn": "\u200b"}, "mrn", "letter or digit"),
        ({"mrn": "1\x002"}, "mrn", "U+0000"),
        ({"accession_number": ""}, "accession_number", "cannot be blank"),
        ({"accession_number": "\u200b\u2060"}, "accession_number", "letter or digit"),
        ({"accession_number": "x" * 65}, "accession_number", "at most 64"),
        ({"sex": "unheard of"}, "sex", "not a valid choice"),
        ({"ordered_side": "up"}, "ordered_side", "not a valid choice"),
        ({"birth_date": datetime.date(2999, 1, 1)}, "birth_date", "future"),
        ({"examination_date": datetime.date(2999, 1, 1)}, "examination_date", "future"),
        ({"examination_date": datetime.date(1971, 3, 8)}, "examination_date", "before the date of birth"),
        ({"reason": "a\x00b"}, "reason", "U+0000"),
        ({"referrer_name": "a\u2066b"}, "referrer_name", "U+2066"),
    ],
    ids=ascii,
)
def test_what_is_not_allowed_is_named_by_field(
    register: Register, given: dict[str, Any], field: str, words: str
) -> None:
    found = problems(register, **given)
    assert list(found) == [field]
    assert words in " ".join(found[field])


def test_every_problem_is_named_at_once(register: Register) -> None:
    assert set(problems(register, patient_name="", mrn="", accession_number="")) == {
        "patient_name",
        "mrn",
        "accession_number",
    }


def test_only_a_referrer_refers(register: Register, ada: User) -> None:
    assert list(problems(register, referrer=ada)) == ["referrer"]


def test_a_referrer_without_an_account(register: Register) -> None:
    assert register(referrer=None, referrer_name="A Doctor").printed_referrer == "A Doctor"


def test_who_may_register(register: Register, ada: User, finn: User) -> None:
    register(user=ada)
    with pytest.raises(ActionRefused, match="Only radiologists and administrators"):
        register(user=finn)


@pytest.mark.parametrize("variant", ["A-1", "a-1", " A - 1", "Ａ－１", "A\u200b-1"])
def test_an_accession_number_is_taken_in_every_spelling(register: Register, variant: str) -> None:
    register(accession_number="A-1")
    assert "already registered" in problems(register, accession_number=variant)["accession_number"][0]


def test_a_hundred_at_once_register_one(transactional_db: None, register: Register) -> None:
    variants = ["A-1", "a-1", " A - 1", "Ａ－１", "A\u200b-1"]
    results = list(in_parallel(lambda number: register(accession_number=variants[number % 5]), 100))
    made = [result for result in results if isinstance(result, Examination)]
    refused = [result for result in results if isinstance(result, ValidationError)]
    assert (len(made), len(refused)) == (1, 99)
    assert {tuple(error.message_dict) for error in refused} == {("accession_number",)}
    assert [model.objects.count() for model in (Examination, Report, Patient)] == [1, 1, 1]
    assert audit.verify_chain() is None


def test_one_new_patient_registered_many_times_at_once(transactional_db: None, register: Register) -> None:
    results = list(in_parallel(lambda number: register(mrn="M-9", patient_name="Synthetic Patient"), 20))
    assert all(isinstance(result, Examination) for result in results), results
    assert Patient.objects.count() == 1
    assert Examination.objects.count() == 20
