"""Whose patient data a person reaches, and the order of lists."""

import datetime
from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from reporting.models import Examination, Patient, Report, ReportVersion, User

pytestmark = pytest.mark.django_db


def test_unreleased_reports_reach_radiologists_and_administrators_only(
    examination: Examination, rosa: User, ada: User, finn: User, olga: User
) -> None:
    for user in (rosa, ada):
        assert examination in Examination.objects.visible_to(user)
        assert examination.report in Report.objects.visible_to(user)
        assert examination.patient in Patient.objects.visible_to(user)
    for user in (finn, olga, AnonymousUser()):
        assert not Examination.objects.visible_to(user).exists()
        assert not Report.objects.visible_to(user).exists()
        assert not Patient.objects.visible_to(user).exists()
        assert not ReportVersion.objects.visible_to(user).exists()


def test_a_closed_account_reaches_nothing(examination: Examination, rosa: User) -> None:
    rosa.is_active = False
    assert not Report.objects.visible_to(rosa).exists()


def test_newest_first_in_pages(register: Callable[..., Examination], rosa: User) -> None:
    dates = [datetime.date(2026, 5, day) for day in (3, 1, 3, 2)]
    made = [register(examination_date=date) for date in dates]
    undated = register(examination_date=None)
    assert undated.listed_on == timezone.localdate()
    found = list(Report.objects.newest_first().select_related("examination"))
    expected = [undated, made[2], made[0], made[3], made[1]]
    assert [report.examination for report in found] == expected
    for number, report in enumerate(found):
        after = Report.objects.newest_first().after(report.examination.listed_on, report.examination_id)
        assert list(after) == found[number + 1 :]


@pytest.mark.parametrize("words", ["łuc", "LUC", "stast", "ŠŤA", "stast luc", "örst", "Ørsted"])
def test_a_patient_is_found_by_the_beginning_of_each_word(
    register: Callable[..., Examination], words: str
) -> None:
    wanted = register(patient_name="Łucja Šťastná-Ørsted")
    register(patient_name="Petra Stone")
    assert [report.examination for report in Report.objects.of_patients_named(words)] == [wanted]


@pytest.mark.parametrize("words", ["tastna", "%", "_", "'", "stone luc x"])
def test_and_not_by_anything_else(register: Callable[..., Examination], words: str) -> None:
    register(patient_name="Łucja Šťastná")
    assert not Report.objects.of_patients_named(words).exists()


def test_numbers_are_found_however_they_are_typed(register: Callable[..., Examination]) -> None:
    wanted = register(accession_number="Ac-17", mrn="M 9")
    assert Examination.objects.with_accession("ＡＣ－１７").get() == wanted
    assert Patient.objects.with_mrn("m\u200b9").get() == wanted.patient
