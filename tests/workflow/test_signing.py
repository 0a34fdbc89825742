"""Signing: everything that belongs to a signature comes into being together, once, and stays as it is."""

import hashlib
from collections.abc import Callable

import pytest

from reporting.custody import archive, audit, sealing
from reporting.ductography.document import Override, ReportDocument, Safety
from reporting.models import AuditEvent, Delivery, Examination, Report, ReportVersion, User
from reporting.policy.exceptions import ActionRefused, Conflict, SigningLocked, WrongPassword
from reporting.policy.lifecycle import Action
from reporting.workflow import drafts, report_rendering, signing
from tests.cast import (
    PASSWORD,
    amend_now,
    complete_document,
    everything,
    incomplete_document,
    refusal,
    sign_now,
    without_authors,
)

pytestmark = pytest.mark.django_db


# --- What a signature leaves behind ---------------------------------------------------------------


def test_a_final_report(draft: Report, rosa: User, finn: User) -> None:
    version = sign_now(draft, rosa)
    report = draft.fresh()
    assert (report.status, report.current_version, report.row_version) == ("final", version, 3)
    assert report.signed_at == report.released_at == version.signed_at
    assert (report.side, report.outcome, report.birads, report.gics, report.urgency) == (
        "left",
        "succeeded",
        "4A",
        "4",
        "soon",
    )
    assert not report.revisions.exists()
    version.refresh_from_db()
    assert (version.number, version.kind, version.meaning) == (1, "final", "final")
    assert (version.signed_by, version.signer_name, version.supersedes) == (rosa, "Rosa", None)
    assert hashlib.sha256(version.document.encode()).hexdigest() == version.document_digest
    assert hashlib.sha256(archive.load(version)).hexdigest() == version.pdf_digest
    assert sealing.version_fault(version) == ""
    document = ReportDocument.from_json(version.document)
    assert document.identity.patient_name == "Synthetic Patient 1"
    assert document.identity.referrer == "Finn"
    event = AuditEvent.objects.latest("number")
    assert (event.kind, event.version_number, event.actor_id) == ("signed_final", 1, rosa.pk)
    assert Delivery.objects.get().recipient == finn
    assert audit.verify_chain() is None
    assert sealing.verify_versions() is None


def test_any_radiologist_signs_and_the_signature_says_who(draft: Report, rosa: User, remi: User) -> None:
    version = sign_now(draft, remi)
    assert (version.signer_name, draft.fresh().author) == ("Remi", rosa)


def test_preliminary_goes_on_being_edited_until_final(draft: Report, rosa: User, finn: User) -> None:
    first = sign_now(draft, rosa, Action.SIGN_PRELIMINARY)
    report = draft.fresh()
    assert (report.status, report.released_at, report.current_version) == ("preliminary", None, first)
    assert report.revisions.count() == 1
    assert not Delivery.objects.exists()
    assert not Report.objects.visible_to(finn).exists()
    drafts.save(report, complete_document("Looked at again."), user=rosa, row_version=report.row_version)
    second = sign_now(report, rosa)
    assert (second.number, second.kind, second.supersedes) == (2, "final", first)
    assert not report.revisions.exists()
    assert list(ReportVersion.objects.visible_to(finn)) == [second]
    assert report_rendering.version_print_state(
        second, [first]
    ).changes  # what differs from the preliminary report


def test_an_amendment_is_a_new_version_with_its_reason(
    final: Report, rosa: User, remi: User, finn: User
) -> None:
    first = final.current_version
    started = drafts.start_amendment(final, user=remi, reason=" Wrong side. ", row_version=final.row_version)
    amending = final.fresh()
    assert (amending.status, amending.amendment_reason, amending.amending) == ("final", "Wrong side.", True)
    assert amending.current_version == first
    assert list(ReportVersion.objects.visible_to(finn)) == [first]  # the signed one goes on being read
    assert drafts.document_to_sign(amending) == without_authors(ReportDocument.from_json(first.document))
    drafts.save(final, complete_document("Amended."), user=remi, row_version=started)
    second = sign_now(final, remi, Action.SIGN_AMENDMENT)
    report = final.fresh()
    assert (report.status, report.current_version, report.amendment_reason) == ("amended", second, "")
    assert (second.kind, second.reason, second.supersedes) == ("amended", "Wrong side.", first)
    assert not report.revisions.exists()
    assert report.released_at == first.signed_at
    changes = report_rendering.version_print_state(second, [first]).changes
    assert [(change.path, change.new) for change in changes] == [("impression.text", "Amended.")]
    first.refresh_from_db()
    assert ReportDocument.from_json(first.document).impression.text != "Amended."


def test_an_amendment_without_a_change_is_refused(final: Report, rosa: User) -> None:
    drafts.start_amendment(final, user=rosa, reason="Why not", row_version=final.row_version)
    assert "No changes were made" in refusal(final, rosa, Action.SIGN_AMENDMENT).sentence


def test_a_discarded_amendment_leaves_the_signed_version(final: Report, rosa: User) -> None:
    started = drafts.start_amendment(final, user=rosa, reason="Why not", row_version=final.row_version)
    drafts.save(final, complete_document("Never mind."), user=rosa, row_version=started)
    drafts.discard_amendment(final, user=rosa, row_version=started + 1)
    report = final.fresh()
    assert (report.status, report.amending, report.current_version) == ("final", False, final.current_version)
    assert not report.revisions.exists()
    signed = ReportDocument.from_json(final.current_version.document)
    assert signed.authorship.final_by == "Rosa"
    assert drafts.document_to_sign(report) == without_authors(signed)


def test_an_addendum_stands_below_every_later_version(final: Report, rosa: User, remi: User) -> None:
    first = final.current_version
    second = sign_now(final, remi, Action.ADD_ADDENDUM, addendum="Histology: papilloma.")
    assert final.fresh().status == "addendum"
    assert (second.document, second.document_digest) == (first.document, first.document_digest)
    assert second.addendum_text == "Histology: papilloma."
    third = amend_now(final, rosa, "Amended.")
    fourth = sign_now(final, rosa, Action.ADD_ADDENDUM, addendum="Second look.")
    fifth = sign_now(final, rosa, Action.WITHDRAW, reason="Wrong patient.")
    for version, earlier in ((third, [first, second]), (fifth, [first, second, third, fourth])):
        stamp = report_rendering.version_print_state(version, earlier)
        assert stamp.addenda[0].text == "Histology: papilloma."
        assert stamp.addenda[0].signer_name == "Remi"
    # The report below an addendum or a withdrawal is still the amended one, and says so.
    last = report_rendering.version_print_state(fifth, [first, second, third, fourth])
    assert (last.status, last.reason, last.withdrawn_reason) == (
        "withdrawn",
        "Typing error.",
        "Wrong patient.",
    )
    assert [change.path for change in last.changes] == ["impression.text"]
    assert len(last.addenda) == 2


def test_withdrawal_keeps_everything_and_marks_it(final: Report, rosa: User, finn: User) -> None:
    first = final.current_version
    version = sign_now(final, rosa, Action.WITHDRAW, reason="Wrong patient.")
    report = final.fresh()
    assert (report.status, report.current_version) == ("withdrawn", version)
    assert (version.kind, version.reason, version.document) == ("withdrawn", "Wrong patient.", first.document)
    assert archive.load(version) != archive.load(first)
    assert list(ReportVersion.objects.visible_to(finn).order_by("number")) == [first, version]
    assert version.deliveries.count() == 1
    for action in Action:
        if action in signing.SIGNS:
            assert "withdrawn" in refusal(report, rosa, action, reason="x", addendum="x").sentence


def test_a_withdrawn_preliminary_report_was_never_seen_and_stays_unseen(
    draft: Report, rosa: User, finn: User
) -> None:
    sign_now(draft, rosa, Action.SIGN_PRELIMINARY)
    sign_now(draft, rosa, Action.WITHDRAW, reason="Wrong patient.")
    report = draft.fresh()
    assert (report.status, report.released_at) == ("withdrawn", None)
    assert not report.revisions.exists()
    assert not Report.objects.visible_to(finn).exists()
    assert not ReportVersion.objects.visible_to(finn).exists()
    assert not Delivery.objects.exists()


def test_referrers_see_their_own_released_reports(final: Report, finn: User, olga: User, ada: User) -> None:
    assert list(Report.objects.visible_to(finn)) == [final]
    assert not Report.objects.visible_to(olga).exists()
    assert not ReportVersion.objects.visible_to(olga).exists()
    assert list(Report.objects.visible_to(ada)) == [final]


# --- Refusals -------------------------------------------------------------------------------------


def test_who_may_not_sign(draft: Report, ada: User, finn: User) -> None:
    for user in (ada, finn):
        assert refusal(draft, user).sentence == "Only radiologists can sign reports."


def test_an_incomplete_report_names_what_is_missing(examination: Examination, rosa: User) -> None:
    report = examination.report
    drafts.save(report, incomplete_document(), user=rosa, row_version=1)
    refused = refusal(report, rosa)
    assert {"outcome.status", "breasts"} <= {gap.path for gap in refused.missing}
    assert refused.sentence == "The report is not complete."


def test_identity_missing_in_the_rows_stops_the_signature(
    register: Callable[..., Examination], rosa: User
) -> None:
    report = register(referrer=None, referrer_name="", examination_date=None).report
    drafts.save(report, complete_document(), user=rosa, row_version=1)
    paths = {gap.path for gap in refusal(report, rosa).missing}
    assert paths == {"identity.examination_date", "identity.referrer"}


def test_a_wrong_password_changes_nothing_but_is_recorded(draft: Report, rosa: User) -> None:
    refused = refusal(draft, rosa, password="wrong")
    assert isinstance(refused, WrongPassword)
    assert draft.fresh().status == "draft"
    event = AuditEvent.objects.latest("number")
    assert (event.kind, event.report_id) == ("signing_password_wrong", draft.public_id)
    assert not ReportVersion.objects.exists()


def test_a_locked_signer_signs_nothing(draft: Report, rosa: User) -> None:
    for _turn in range(5):
        refusal(draft, rosa, password="wrong")
    assert isinstance(refusal(draft, rosa), SigningLocked)
    assert draft.fresh().status == "draft"


@pytest.mark.parametrize("text", ["", "  \n", "a\x00b"])
def test_addendum_and_withdrawal_need_their_text(final: Report, rosa: User, text: str) -> None:
    refusal(final, rosa, Action.ADD_ADDENDUM, addendum=text)
    refusal(final, rosa, Action.WITHDRAW, reason=text)


@pytest.mark.parametrize("where", ["name", "text", "addendum"])
def test_what_no_font_can_print_is_not_signed(
    register: Callable[..., Examination], rosa: User, where: str
) -> None:
    name, text = ("ᚠ", "words") if where == "name" else ("Łucja Šťastná", "ᚠ" if where == "text" else "words")
    report = register(patient_name=name).report
    drafts.save(report, complete_document(text), user=rosa, row_version=1)
    if where == "addendum":
        sign_now(report, rosa)
        refused = refusal(report, rosa, Action.ADD_ADDENDUM, addendum="ᚠ")
    else:
        refused = refusal(report, rosa)
    assert "U+16A0 RUNIC LETTER FEHU" in refused.sentence


def test_a_report_that_changed_since_it_was_read(draft: Report, rosa: User, remi: User) -> None:
    read = draft.row_version
    drafts.save(draft, complete_document("Changed by Remi."), user=remi, row_version=read)
    before = everything()
    with pytest.raises(Conflict) as raised:
        sign_now(draft, rosa, row_version=read)
    assert raised.value.theirs.impression.text == "Changed by Remi."
    assert raised.value.saved_by == remi
    assert everything() == before


# --- Preview --------------------------------------------------------------------------------------


def test_a_draft_can_be_seen_before_it_is_signed(draft: Report, rosa: User, ada: User, finn: User) -> None:
    for user in (rosa, ada):
        assert signing.preview(draft, user).startswith(b"%PDF")
    with pytest.raises(ActionRefused):
        signing.preview(draft, finn)
    assert draft.fresh().row_version == draft.row_version


def test_even_an_empty_or_unprintable_draft_can_be_seen(examination: Examination, rosa: User) -> None:
    assert signing.preview(examination.report, rosa).startswith(b"%PDF")
    drafts.save(examination.report, complete_document("王"), user=rosa, row_version=1)
    assert signing.preview(examination.report, rosa).startswith(b"%PDF")


def test_a_signed_report_has_no_preview_until_it_is_amended(final: Report, rosa: User) -> None:
    with pytest.raises(ActionRefused, match="Open the signed version"):
        signing.preview(final, rosa)
    drafts.start_amendment(final, user=rosa, reason="Typing error.", row_version=final.row_version)
    assert signing.preview(final, rosa).startswith(b"%PDF")


@pytest.mark.parametrize("action", signing.SIGNS)
def test_the_meaning_is_said_in_the_first_person(action: Action) -> None:
    assert signing.meaning_of(action).startswith("I ")


def test_the_password_is_kept_nowhere(draft: Report, rosa: User) -> None:
    sign_now(draft, rosa)
    assert PASSWORD not in str(everything())


def test_an_alert_stops_the_signature_until_it_stands_for_a_reason(
    examination: Examination, rosa: User
) -> None:
    report = examination.report
    unasked = complete_document().model_copy(update={"safety": Safety()})
    drafts.save(report, unasked, user=rosa, row_version=report.row_version)
    refused = refusal(report.fresh(), rosa)
    assert {gap.rule_id for gap in refused.missing} == {"allergy-asked", "pregnancy-asked"}
    reasons = tuple(
        Override(rule_id=gap.rule_id, path=gap.path, reason="Asked by the ward.") for gap in refused.missing
    )
    report = report.fresh()
    left = unasked.model_copy(update={"overrides": (*unasked.overrides, *reasons)})
    drafts.save(report, left, user=rosa, row_version=report.row_version)
    version = sign_now(report.fresh(), rosa)
    assert "Asked by the ward." in version.document
