import pytest

from reporting.models import AuditEvent, AuditKind
from reporting.policy.lifecycle import Action
from reporting.workflow import drafts
from tests.cast import amend_now, give_reason, sign_now
from tests.web.views.conftest import text_of

pytestmark = pytest.mark.page


def test_the_referrer_reads_the_result_first_and_is_offered_nothing_to_write(as_user, finn, final, at):
    page = text_of(as_user(finn).get(at(final)))
    assert page.index("One filling defect in the left breast.") < page.index("Ductographic findings")
    for told in ("LEFT BREAST", "BI-RADS 4A", "final", "Rosa", "PDF"):
        assert told in page
    for offered in ("Actions", "History", "Preview"):
        assert offered not in page


def test_the_radiologist_sees_what_can_be_done_and_why_the_rest_cannot(as_user, rosa, final, at):
    page = as_user(rosa).get(at(final)).content.decode()
    for step in ("amend/", "addendum/", "withdraw/"):
        assert f'href="{at(final, step)}"' in page
    assert f'href="{at(final, "sign/")}"' not in page
    assert "This report is already final. Amend it to make changes." in text_of(as_user(rosa).get(at(final)))


def test_the_administrator_reads_and_writes_nothing(as_user, ada, draft, at):
    page = text_of(give_reason(as_user(ada), draft).get(at(draft)))
    assert "DRAFT – NOT SIGNED" in page
    assert "Actions" not in page
    assert "History" in page


def test_a_draft_is_marked_as_such(as_user, rosa, draft, at):
    page = text_of(as_user(rosa).get(at(draft)))
    assert "DRAFT – NOT SIGNED" in page
    assert "Preview draft" in page


def test_a_preliminary_report_is_marked_and_not_shown_to_the_referrer(as_user, rosa, finn, draft, at):
    sign_now(draft, rosa, Action.SIGN_PRELIMINARY)
    assert "PRELIMINARY REPORT" in text_of(as_user(rosa).get(at(draft)))
    assert as_user(finn).get(at(draft)).status_code == 404


def test_an_amended_report_tells_why_and_what_changed(as_user, rosa, finn, final, at):
    amend_now(final, rosa, "Two filling defects.", reason="Second defect overlooked.")
    page = text_of(as_user(finn).get(at(final)))
    assert "Second defect overlooked." in page
    assert "1 field" in page
    assert page.index("Two filling defects.") < page.index("One filling defect in the left breast.")


def test_an_older_version_says_that_another_stands(as_user, rosa, finn, final, at):
    amend_now(final, rosa, "Two filling defects.")
    page = text_of(as_user(finn).get(at(final), {"version": 1}))
    assert "You are viewing version 1. It was superseded" in page
    assert "One filling defect in the left breast." in page


def test_a_version_before_the_withdrawal_says_that_the_report_was_withdrawn(as_user, rosa, finn, final, at):
    sign_now(final, rosa, Action.WITHDRAW, reason="Wrong patient.")
    page = as_user(finn).get(at(final), {"version": 1})
    assert "Do not use version 1 for patient care." in text_of(page)


def test_a_withdrawn_report_is_struck_and_tells_why(as_user, rosa, finn, final, at):
    sign_now(final, rosa, Action.WITHDRAW, reason="Wrong patient.")
    response = as_user(finn).get(at(final))
    assert "This report has been withdrawn." in text_of(response)
    assert "Wrong patient." in text_of(response)
    assert 'class="result struck"' in response.content.decode()


def test_addenda_stand_below_the_result(as_user, rosa, finn, final, at):
    sign_now(final, rosa, Action.ADD_ADDENDUM, addendum="Cytology: no malignant cells.")
    page = text_of(as_user(finn).get(at(final)))
    assert page.index("One filling defect") < page.index("Cytology: no malignant cells.")


def test_an_amendment_in_progress_is_told_to_those_who_write_only(as_user, rosa, remi, finn, final, at):
    drafts.start_amendment(final, user=rosa, reason="Typing error.", row_version=final.row_version)
    assert "Rosa is preparing an amendment." in text_of(as_user(remi).get(at(final)))
    page = text_of(as_user(finn).get(at(final)))
    assert "amendment" not in page


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("version=2", 404),
        ("version=0", 404),
        ("version=999999999", 404),
        ("version=x", 400),
        ("version=-1", 400),
        ("version=%00", 400),
        (f"version={'1' * 10_000}", 400),
    ],
)
def test_versions_that_are_none(query, status, as_user, rosa, final, at):
    assert as_user(rosa).get(f"{at(final)}?{query}").status_code == status


def test_a_stranger_gets_what_everybody_gets_for_nothing(as_user, olga, final, at):
    client = as_user(olga)
    foreign = client.get(at(final))
    nowhere = client.get("/reports/7f0cc5a9-8ba1-4b9f-9a3a-4b0f2f7f0c11/")
    assert (foreign.status_code, nowhere.status_code) == (404, 404)
    assert text_of(foreign) == text_of(nowhere)
    assert len(foreign.content) == len(nowhere.content)


def test_only_reading_is_answered(as_user, rosa, final, at):
    assert as_user(rosa).post(at(final)).status_code == 405


def test_each_look_is_recorded(as_user, finn, rosa, final, at):
    as_user(rosa).get(at(final))
    as_user(finn).get(at(final))
    seen = AuditEvent.objects.filter(kind=AuditKind.REPORT_SEEN, report_id=final.public_id)
    assert list(seen.order_by("number").values_list("actor_name", "version_number")) == [
        ("rosa", 1),
        ("finn", 1),
    ]


def test_nothing_is_shown_that_cannot_be_recorded(as_user, finn, final, at, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the audit trail cannot be written")

    client = as_user(finn)
    client.raise_request_exception = False
    monkeypatch.setattr("reporting.custody.audit.record", broken)
    response = client.get(at(final))
    assert response.status_code == 500
    assert b"filling defect" not in response.content


def test_what_looks_like_markup_is_shown_as_typed(as_user, rosa, draft, at):
    hostile = "<script>alert(1)</script> {{ 7|add:7 }} </textarea> \"onx='1' <papilloma> a < b & c"
    document = drafts.current_document(draft)
    impression = document.impression.model_copy(update={"text": hostile})
    drafts.save(
        draft,
        document.model_copy(update={"impression": impression}),
        user=rosa,
        row_version=draft.row_version,
    )
    response = as_user(rosa).get(at(draft))
    assert b"<script>alert" not in response.content
    assert b"&lt;script&gt;alert(1)&lt;/script&gt; {{ 7|add:7 }}" in response.content
