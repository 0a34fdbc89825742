import datetime
import json

import pytest

from reporting.delivery import outbox
from reporting.models import AuditEvent, AuditKind, ContrastAgent, Role, User
from reporting.web.admin.accounts import AccountAdmin
from reporting.web.admin.records import GroupFilter, group_kinds
from tests.cast import sign_now
from tests.web.views.conftest import text_of

MODELS = [
    "user",
    "contrastagent",
    "patient",
    "examination",
    "reportversion",
    "auditevent",
    "delivery",
    "outgoingmail",
    "readreceipt",
]
RECORDS = ["reportversion", "auditevent", "delivery", "outgoingmail", "readreceipt"]


def details(kind: AuditKind) -> list[dict[str, object]]:
    return [json.loads(event.detail) for event in AuditEvent.objects.filter(kind=kind).order_by("number")]


@pytest.mark.parametrize("person", ["rosa", "finn"])
def test_flags_of_django_open_nothing_without_the_role(person, request, as_user):
    user = request.getfixturevalue(person)
    user.is_staff = user.is_superuser = True
    user.save(update_fields=["is_staff", "is_superuser"])
    response = as_user(user).get("/admin/reporting/user/")
    assert response.status_code in (302, 403)
    assert b"Select user" not in response.content


def test_the_role_opens_everything_without_flags_of_django(as_user, ada):
    ada.is_staff = ada.is_superuser = False
    ada.save(update_fields=["is_staff", "is_superuser"])
    assert as_user(ada).get("/admin/reporting/user/").status_code == 200


@pytest.mark.parametrize("model", MODELS)
def test_every_list_can_be_looked_at(model, as_user, ada, final):
    assert as_user(ada).get(f"/admin/reporting/{model}/").status_code == 200


def test_pages_of_other_apps_are_taken_out(as_user, ada):
    page = text_of(as_user(ada).get("/admin/"))
    for other in ("Groups", "Authenticators", "Email addresses"):
        assert other not in page
    assert as_user(ada).get("/admin/auth/group/").status_code == 404


@pytest.mark.parametrize("model", RECORDS)
def test_what_is_recorded_is_neither_added_changed_nor_deleted(model, as_user, ada, final, finn, at):
    as_user(finn).get(at(final))
    outbox.request_password_reset("nobody@example.org")
    client = as_user(ada)
    row = User._meta.apps.get_model("reporting", model).objects.first()
    assert client.get(f"/admin/reporting/{model}/add/").status_code == 403
    assert client.get(f"/admin/reporting/{model}/{row.pk}/change/").status_code == 200
    assert client.post(f"/admin/reporting/{model}/{row.pk}/change/", {"reason": "x"}).status_code == 403
    assert client.post(f"/admin/reporting/{model}/{row.pk}/delete/", {"post": "yes"}).status_code == 403
    action = {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    client.post(f"/admin/reporting/{model}/", action)
    assert type(row).objects.filter(pk=row.pk).exists()


def account(**changed: str) -> dict[str, str]:
    return {
        "username": "nora",
        "first_name": "Nora",
        "last_name": "",
        "email": "nora@example.org",
        "role": "radiologist",
        "is_active": "on",
    } | changed


CHANGED = {
    "username": ("rosa", "rosalind"),
    "first_name": ("Rosa", "Rosalind"),
    "last_name": ("", "Demo"),
    "email": ("rosa@example.org", "other@example.org"),
    "role": ("radiologist", "referrer"),
    "is_active": (True, False),
}


def test_each_field_that_can_be_changed_is_tried_below():
    offered = {name for _title, part in AccountAdmin.fieldsets for name in part["fields"]}
    assert offered - {"password", *AccountAdmin.readonly_fields} == set(CHANGED)


@pytest.mark.parametrize("field", CHANGED)
def test_a_change_of_an_account_is_recorded_with_old_and_new_value(field, as_user, ada, rosa):
    old, new = CHANGED[field]
    form = account(username="rosa", first_name="Rosa", email="rosa@example.org") | {field: new}
    if new is False:
        del form[field]
    assert as_user(ada).post(f"/admin/reporting/user/{rosa.pk}/change/", form).status_code == 302
    (event,) = details(AuditKind.ACCOUNT_CHANGED)
    assert (event["old"], event["new"]) == ({field: old}, {field: new})


def test_a_flag_that_follows_the_role_is_recorded_too(as_user, ada, rosa):
    form = account(username="rosa", first_name="Rosa", email="rosa@example.org", role="admin")
    as_user(ada).post(f"/admin/reporting/user/{rosa.pk}/change/", form)
    (event,) = details(AuditKind.ACCOUNT_CHANGED)
    assert event["old"] == {"role": "radiologist", "is_staff": False}
    assert event["new"] == {"role": "admin", "is_staff": True}


def test_values_of_patients_are_not_recorded(as_user, ada, examination):
    patient = examination.patient
    form = {"name": "Corrected Name", "mrn": patient.mrn, "birth_date": "1971-03-09", "sex": "female"}
    as_user(ada).post(f"/admin/reporting/patient/{patient.pk}/change/", form)
    event = AuditEvent.objects.get(kind=AuditKind.REGISTER_CORRECTED)
    assert "Corrected" not in event.detail and "Synthetic" not in event.detail


def test_an_account_is_closed_and_never_deleted(as_user, ada, rosa):
    client = as_user(ada)
    page = f"/admin/reporting/user/{rosa.pk}/change/"
    form = account(username="rosa", first_name="Rosa")
    del form["is_active"]
    assert client.post(page, form).status_code == 302
    rosa.refresh_from_db()
    assert not rosa.is_active
    changed = details(AuditKind.ACCOUNT_CHANGED)[0]
    assert changed["row"] == f"user {rosa.public_id}"
    assert "Active" in str(changed["changed"])
    assert client.post(f"/admin/reporting/user/{rosa.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_closed_account_is_out_at_its_next_click(as_user, rosa):
    client = as_user(rosa)
    User.objects.filter(pk=rosa.pk).update(is_active=False)
    assert client.get("/worklist/").headers["Location"].startswith("/accounts/login/")


def test_a_changed_role_counts_at_the_next_click(as_user, rosa):
    client = as_user(rosa)
    User.objects.filter(pk=rosa.pk).update(role=Role.REFERRER)
    assert client.get("/worklist/").status_code == 403


def test_the_flags_follow_the_role(as_user, ada, rosa):
    form = account(username="rosa", first_name="Rosa", role="admin")
    as_user(ada).post(f"/admin/reporting/user/{rosa.pk}/change/", form)
    rosa.refresh_from_db()
    assert (rosa.role, rosa.is_staff, rosa.is_superuser) == (Role.ADMIN, True, False)


@pytest.mark.parametrize("changed", [{"role": "referrer"}, {"is_active": ""}])
def test_nobody_locks_the_own_account_out(changed, as_user, ada):
    form = account(username="ada", first_name="Ada", role="admin") | changed
    response = as_user(ada).post(f"/admin/reporting/user/{ada.pk}/change/", form)
    assert "Ask another administrator" in text_of(response)
    ada.refresh_from_db()
    assert (ada.role, ada.is_active) == (Role.ADMIN, True)


def test_an_account_is_not_changed_when_that_cannot_be_recorded(as_user, ada, rosa, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the audit trail cannot be written")

    client = as_user(ada)
    client.raise_request_exception = False
    monkeypatch.setattr("reporting.custody.audit.record", broken)
    form = account(username="rosa", first_name="Changed", role="admin")
    assert client.post(f"/admin/reporting/user/{rosa.pk}/change/", form).status_code == 500
    rosa.refresh_from_db()
    assert (rosa.first_name, rosa.role) == ("Rosa", Role.RADIOLOGIST)


def test_contrast_agents_are_kept_here(as_user, ada):
    form = {"name": "Agent", "concentration_mg_i_per_ml": "300", "code": "", "active": "on"}
    assert as_user(ada).post("/admin/reporting/contrastagent/add/", form).status_code == 302
    agent = ContrastAgent.objects.get()
    assert details(AuditKind.CATALOGUE_CHANGED) == [{"created": True, "row": f"contrastagent {agent.pk}"}]
    assert as_user(ada).post(f"/admin/reporting/contrastagent/{agent.pk}/delete/").status_code == 403


PATIENT = {"name": "Corrected Name", "mrn": "M-1", "birth_date": "1971-03-09", "sex": "female"}


def test_a_patient_is_corrected_until_the_first_signature(as_user, ada, rosa, draft):
    patient = draft.examination.patient
    page, client = f"/admin/reporting/patient/{patient.pk}/change/", as_user(ada)
    assert client.post(page, PATIENT).status_code == 302
    patient.refresh_from_db()
    assert (patient.name, patient.name_search) == ("Corrected Name", "corrected name")
    assert details(AuditKind.REGISTER_CORRECTED) == [
        {"changed": ["Name"], "row": f"patient {patient.public_id}"}
    ]
    sign_now(draft, rosa)
    assert client.post(page, PATIENT | {"name": "Later"}).status_code == 403
    patient.refresh_from_db()
    assert patient.name == "Corrected Name"


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"mrn": " m-2 "}, "Another patient has this medical record number."),
        ({"birth_date": "3000-01-01"}, "is in the future"),
        ({"birth_date": "2026-05-05"}, "before the date of birth"),
        ({"name": "Ann\u202ea"}, "not allowed"),
    ],
)
def test_a_correction_that_cannot_be_is_refused(changed, sentence, as_user, ada, register):
    patient = register().patient
    register()
    page = f"/admin/reporting/patient/{patient.pk}/change/"
    response = as_user(ada).post(page, PATIENT | changed)
    assert response.status_code == 200
    assert sentence in text_of(response)
    patient.refresh_from_db()
    assert patient.mrn == "M-1"


def test_an_order_is_corrected_until_the_first_signature(as_user, ada, rosa, olga, draft, register):
    register()
    examination = draft.examination
    page, client = f"/admin/reporting/examination/{examination.pk}/change/", as_user(ada)
    form = {
        "accession_number": "A-1",
        "examination_date": "2026-05-04",
        "referrer": str(olga.pk),
        "referrer_name": "Olga",
        "ordered_side": "left",
        "reason": "",
    }
    taken = client.post(page, form | {"accession_number": "a-2"})
    assert "Another examination has this accession number." in text_of(taken)
    assert "Select a valid choice" in text_of(client.post(page, form | {"referrer": str(rosa.pk)}))
    assert client.post(page, form).status_code == 302
    examination.refresh_from_db()
    assert (examination.referrer, examination.ordered_side) == (olga, "left")
    sign_now(draft, rosa)
    assert client.post(page, form).status_code == 403


def test_a_look_at_the_audit_trail_is_an_event(as_user, ada):
    as_user(ada).get("/admin/reporting/auditevent/")
    assert details(AuditKind.AUDIT_SEEN) == [{"list": "admin/auditevent", "row": ""}]


@pytest.mark.parametrize("query", ["q=%00", "kind__exact=%00", "p=x", "o=99", "nonsense=1", "e=1"])
@pytest.mark.parametrize("model", ["user", "auditevent", "patient"])
def test_hostile_addresses_break_nothing(model, query, as_user, ada, draft):
    assert as_user(ada).get(f"/admin/reporting/{model}/?{query}").status_code in (200, 302, 400)


# --- The audit trail answers ------------------------------------------------------------------------

AUDIT = "/admin/reporting/auditevent/"


def shown_numbers(response):
    return [event.number for event in response.context["cl"].result_list]


def test_each_kind_of_event_is_in_one_group():
    groups = [name for name, _label in GroupFilter.lookups(None, None, None)]
    found = [kind for group in groups for kind in group_kinds(group)]
    assert sorted(found) == sorted(AuditKind)
    assert {AuditKind.REPORT_SEEN, AuditKind.PDF_OPENED, AuditKind.AUDIT_SEEN} <= set(group_kinds("reads"))


def test_reads_are_found_by_group_report_patient_person_and_address(as_user, ada, finn, final):
    as_user(finn).get(f"/reports/{final.public_id}/", REMOTE_ADDR="192.0.2.7")
    read = AuditEvent.objects.get(kind=AuditKind.REPORT_SEEN)
    client = as_user(ada)
    patient = final.examination.patient.public_id
    for query in (
        "group=reads&actor_role=referrer",
        f"q={final.public_id}&kind=report_seen",
        f"q={final.public_id.hex}&kind=report_seen",
        f"q={patient}&kind=report_seen",
        "q=finn&kind=report_seen",
        f"q={read.request_ip}&kind=report_seen",
        f"q={read.number}",
    ):
        assert read.number in shown_numbers(client.get(f"{AUDIT}?{query}")), query
    assert shown_numbers(client.get(f"{AUDIT}?q=nobody-of-this-name")) == []
    assert client.get(f"{AUDIT}?q={'9' * 30}").status_code == 200
    assert client.get(f"{AUDIT}?group=unknown").status_code == 200


def test_the_time_of_an_event_is_shown_with_its_seconds(as_user, ada, finn, final, monkeypatch):
    moment = datetime.datetime(2026, 5, 17, 14, 5, 9, tzinfo=datetime.UTC)
    monkeypatch.setattr("reporting.custody.audit.timezone.now", lambda: moment)
    as_user(finn).get(f"/reports/{final.public_id}/")
    monkeypatch.undo()
    event = AuditEvent.objects.get(kind=AuditKind.REPORT_SEEN)
    client = as_user(ada)
    for page in (AUDIT, f"{AUDIT}{event.pk}/change/", f"/cases/{final.public_id}/"):
        assert "17 May 2026, 14:05:09 UTC" in text_of(client.get(page)), page
