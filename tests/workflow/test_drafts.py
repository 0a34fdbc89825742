"""Working copies: nobody overwrites what he or she has not seen, and nothing typed is lost."""

import random
from typing import Any

import pytest
from django.utils import timezone

from reporting.ductography.document import replace_identity
from reporting.models import AuditEvent, DraftRevision, Examination, Patient, Report, User
from reporting.policy.exceptions import ActionRefused, Conflict
from reporting.workflow import drafts
from tests.cast import complete_document, in_parallel, incomplete_document

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(examination: Examination) -> Report:
    return examination.report


def impression(report: Report) -> str | None:
    return drafts.current_document(report.fresh()).impression.text


def test_a_new_report_is_blank_but_for_the_identity(report: Report) -> None:
    document = drafts.current_document(report)
    assert document.identity.patient_name == "Synthetic Patient 1"
    assert document.identity.accession_number == "A-1"
    assert document.identity.referrer == "Finn"
    assert str(document.identity.ordered_side) == "left"
    assert document.model_copy(update={"identity": type(document.identity)()}).is_empty()


def test_saving_advances_the_row(report: Report, rosa: User) -> None:
    saved = drafts.save(report, complete_document("first"), user=rosa, row_version=1)
    assert (saved.row_version, saved.changed) == (2, True)
    saved = drafts.save(report, complete_document("second"), user=rosa, row_version=2)
    assert saved.row_version == 3
    now = report.fresh()
    assert (now.row_version, now.author, now.status) == (3, rosa, "draft")
    assert impression(report) == "second"
    assert [row.row_version for row in now.revisions.order_by("row_version")] == [2, 3]
    assert AuditEvent.objects.filter(kind="draft_saved", report_id=report.public_id).count() == 2


def test_identity_comes_from_the_rows_whatever_is_typed(report: Report, rosa: User) -> None:
    typed = replace_identity(complete_document(), patient_name="Somebody Else", operator="Rosa")
    drafts.save(report, typed, user=rosa, row_version=1)
    assert drafts.current_document(report.fresh()).identity.patient_name == "Synthetic Patient 1"
    assert drafts.current_document(report.fresh()).identity.operator == "Rosa"
    Patient.objects.filter(pk=report.examination.patient_id).update(name="Corrected Name")
    assert drafts.current_document(report.fresh()).identity.patient_name == "Corrected Name"


def test_the_second_save_is_refused_with_what_the_first_changed(
    report: Report, rosa: User, remi: User
) -> None:
    drafts.save(report, complete_document("as both read it"), user=rosa, row_version=1)
    drafts.save(report, complete_document("Rosa's words"), user=rosa, row_version=2)
    with pytest.raises(Conflict) as raised:
        drafts.save(report, complete_document("Remi's words"), user=remi, row_version=2)
    conflict = raised.value
    assert conflict.base.impression.text == "as both read it"
    assert conflict.theirs.impression.text == "Rosa's words"
    assert (conflict.saved_by, conflict.row_version) == (rosa, 3)
    assert conflict.sentence == "Rosa saved changes while you had this report open."
    assert impression(report) == "Rosa's words"
    merged = drafts.merge(conflict.base, conflict.theirs, complete_document("Remi's words"))
    saved = drafts.save(report, merged.document, user=remi, row_version=conflict.row_version)
    assert saved.row_version == 4


def test_the_same_person_in_two_tabs_is_warned_too(report: Report, rosa: User) -> None:
    drafts.save(report, complete_document("first tab"), user=rosa, row_version=1)
    with pytest.raises(Conflict):
        drafts.save(report, complete_document("second tab"), user=rosa, row_version=1)


def test_identical_content_is_harmless(report: Report, rosa: User, remi: User) -> None:
    drafts.save(report, complete_document("once"), user=rosa, row_version=1)
    for row_version, user in ((1, rosa), (2, rosa), (1, remi)):
        saved = drafts.save(report, complete_document("once"), user=user, row_version=row_version)
        assert (saved.row_version, saved.changed) == (2, False)
    assert DraftRevision.objects.count() == 1
    assert AuditEvent.objects.filter(kind="draft_saved").count() == 1


def test_where_the_old_copy_is_gone_every_difference_is_shown(
    report: Report, rosa: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafts, "REVISIONS_MAX", 3)
    for number in range(1, 7):
        drafts.save(report, complete_document(f"copy {number}"), user=rosa, row_version=number)
    assert [row.row_version for row in report.revisions.order_by("row_version")] == [5, 6, 7]
    with pytest.raises(Conflict) as raised:
        drafts.save(report, complete_document("from long ago"), user=rosa, row_version=2)
    assert raised.value.base.impression.text is None
    merged = drafts.merge(raised.value.base, raised.value.theirs, complete_document("from long ago"))
    assert merged.conflicts == ("impression.text",)


def test_only_radiologists_write(report: Report, ada: User, finn: User) -> None:
    for user in (ada, finn):
        with pytest.raises(ActionRefused, match="Only radiologists can write reports"):
            drafts.save(report, complete_document(), user=user, row_version=1)
        with pytest.raises(ActionRefused, match="Only radiologists can write reports"):
            drafts.discard(report, user=user, row_version=1)
    assert report.fresh().row_version == 1


def test_any_radiologist_goes_on_with_a_draft(draft: Report, remi: User) -> None:
    drafts.save(draft, complete_document("Remi goes on"), user=remi, row_version=draft.row_version)
    assert draft.fresh().author == remi


def test_a_discarded_draft_is_blank_again(draft: Report, rosa: User) -> None:
    with pytest.raises(Conflict):
        drafts.discard(draft, user=rosa, row_version=1)
    drafts.discard(draft, user=rosa, row_version=draft.row_version)
    now = draft.fresh()
    assert (now.row_version, now.author, now.status) == (3, None, "draft")
    assert impression(draft) is None
    event = AuditEvent.objects.get(kind="draft_discarded")
    assert "digest" in event.detail
    with pytest.raises(ActionRefused, match="The report is empty"):
        drafts.discard(draft, user=rosa, row_version=3)


def test_saving_writes_no_facets(draft: Report) -> None:
    assert (draft.birads, draft.side, draft.outcome) == ("", "", "")


WORKERS, SAVES = 20, 20


def _editor(report: Report, user: User, save: Any) -> Any:
    """Somebody who opens and saves the report again and again; returns how many saves were acknowledged."""

    def work(number: int) -> int:
        random.seed(number)
        held = 0
        for turn in range(SAVES):
            seen = Report.objects.values_list("row_version", flat=True).get(pk=report.pk)
            try:
                save(report, incomplete_document(f"{number}-{turn}-{random.random()}"), user, seen)
            except Conflict:
                continue
            held += 1
        return held

    return work


def test_no_acknowledged_save_is_lost(transactional_db: None, report: Report, rosa: User) -> None:
    def save(report: Report, document: Any, user: User, seen: int) -> None:
        drafts.save(report, document, user=user, row_version=seen)

    held = list(in_parallel(_editor(report, rosa, save), WORKERS))
    assert not [found for found in held if isinstance(found, Exception)]
    now = report.fresh()
    assert sum(held) == now.row_version - 1 == now.revisions.count() > 0
    assert len(set(now.revisions.values_list("document", flat=True))) == sum(held)


def test_without_the_comparison_saves_are_lost(transactional_db: None, report: Report, rosa: User) -> None:
    """The control: the same editors with an UPDATE that does not compare overwrite each other."""

    def save(report: Report, document: Any, user: User, seen: int) -> None:
        Report.objects.filter(pk=report.pk).update(row_version=seen + 1, updated_at=timezone.now())

    held = list(in_parallel(_editor(report, rosa, save), WORKERS))
    assert sum(held) > report.fresh().row_version - 1
