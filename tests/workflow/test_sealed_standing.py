"""The seal of a report's standing follows what the application itself changes, whoever writes at the same time."""

from collections.abc import Callable
from typing import Any

import pytest

from reporting.custody import signed_content, signed_lists
from reporting.delivery import notifications
from reporting.models import Examination, Patient, Report, User
from reporting.policy.exceptions import Conflict
from reporting.policy.lifecycle import Action
from reporting.workflow import drafts
from tests.cast import complete_document, sign_now

pytestmark = pytest.mark.django_db


@pytest.fixture
def incomplete(register: Callable[..., Examination], rosa: User) -> Report:
    """A draft about a patient whose sex is not recorded."""
    report = register(mrn="M-77", patient_name="Synthetic Patient", sex="").report
    drafts.save(report, complete_document(), user=rosa, row_version=report.row_version)
    return report.fresh()


def meanwhile(monkeypatch: pytest.MonkeyPatch, **values: Any) -> None:
    """Another transaction changes the patient just before the signature takes its place in the trail."""
    enqueue = notifications.enqueue

    def late(version: Any) -> Any:
        Patient.objects.filter(pk=version.report.examination.patient_id).update(**values)
        return enqueue(version)

    monkeypatch.setattr(notifications, "enqueue", late)


def test_a_patient_completed_after_the_signature_leaves_the_report_intact(
    incomplete: Report, rosa: User, register: Callable[..., Examination]
) -> None:
    sign_now(incomplete, rosa)
    register(mrn="M-77", patient_name="Synthetic Patient", sex="female")
    report = incomplete.fresh()
    assert report.examination.patient.sex == "female"
    assert len(signed_content.require_intact(report)) == 1
    assert signed_lists.altered_rows([report]) == {}
    sign_now(report, rosa, Action.ADD_ADDENDUM, addendum="Histology: papilloma.")


def test_completing_a_patient_does_not_hide_an_earlier_change(
    incomplete: Report, rosa: User, register: Callable[..., Examination]
) -> None:
    sign_now(incomplete, rosa)
    Examination.objects.filter(pk=incomplete.examination.pk).update(referrer=None)
    register(mrn="M-77", patient_name="Synthetic Patient", sex="female")
    with pytest.raises(signed_content.SignedContentAltered):
        signed_content.require_intact(incomplete.fresh())


def test_a_patient_completed_during_an_addendum_leaves_the_report_intact(
    incomplete: Report, rosa: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_now(incomplete, rosa)
    meanwhile(monkeypatch, sex="female")
    sign_now(incomplete, rosa, Action.ADD_ADDENDUM, addendum="Histology: papilloma.")
    assert len(signed_content.require_intact(incomplete.fresh())) == 2


def test_a_patient_changed_during_the_signature_prevents_it(
    incomplete: Report, rosa: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    meanwhile(monkeypatch, name="Somebody Else")
    with pytest.raises(Conflict):
        sign_now(incomplete, rosa)
    assert not incomplete.versions.exists()


@pytest.mark.parametrize("lists", [False, True])
def test_a_signature_between_two_queries_is_no_alteration(draft: Report, rosa: User, lists: bool) -> None:
    sign_now(draft, rosa)
    stale = signed_lists.with_heads(Report.objects.whole()).get(pk=draft.pk)
    sign_now(draft, rosa, Action.ADD_ADDENDUM, addendum="Histology: papilloma.")
    if lists:
        assert signed_lists.altered_rows([stale]) == {}
    else:
        assert len(signed_content.require_intact(stale)) == 2


def test_a_draft_signed_between_two_queries_is_no_alteration(draft: Report, rosa: User) -> None:
    stale = draft.fresh()
    sign_now(draft, rosa)
    assert len(signed_content.require_intact(stale)) == 1
