"""When the audit trail cannot be written, nothing is done and nothing is shown: walked over every action."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from reporting.accounts import invitations
from reporting.custody import anchors
from reporting.ductography.document import replace_identity
from reporting.models import AuditEvent, ContrastAgent, Report, User
from reporting.workflow.case_import import import_case
from tests.cast import PASSWORD, complete_document, give_reason
from tests.journeys import opened, post_pairs
from tests.security.conftest import Hospital, canaries_in, hospital  # noqa: F401
from tests.security.expectations import REPORTS
from tests.security.test_access_matrix import cases
from tests.security.walking import checksum, text_of

pytestmark = pytest.mark.django_db

Act = Callable[[], Any]
# All others lead on to a page.
ANSWERS = {"read": 200, "read as PDF": 200, "wrong password": 403, "failed sign-in": 200}
NEW = "another long phrase to sign with"
COUNTS = ["reporting_signinfailures"]


# Who else has the page open; how everybody prepares for the examination.
NO_PATIENT = {"report-presence", "report-access", "preparation-sheet"}


@pytest.fixture
def broken_trail(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """From this call on, no audit event can be inserted."""

    def broken(event: AuditEvent, *_args: object, **_kwargs: object) -> None:
        raise DatabaseError("no more room for events")

    return lambda: monkeypatch.setattr(AuditEvent, "save", broken)


@pytest.fixture
def clients(rosa: User, finn: User, ada: User) -> dict[str, Client]:
    found = {}
    for role, person in (("radiologist", rosa), ("referrer", finn), ("admin", ada)):
        found[role] = Client(raise_request_exception=False)
        found[role].force_login(person)
        found[role].get("/")  # notes when the session began
    return found


def shows(client: Client, path: str) -> bool:
    """Whether an answer holds patient data; every PDF does."""
    response = client.get(path)
    if response.status_code >= 400 and not canaries_in(text_of(response)):
        return False
    return "application/pdf" in response["Content-Type"] or bool(canaries_in(text_of(response)))


def test_nothing_is_shown_that_cannot_be_recorded(
    hospital: Hospital,  # noqa: F811
    clients: dict[str, Client],
    broken_trail: Callable[[], None],
) -> None:
    give_reason(clients["admin"], hospital.final)
    looked = [
        (role, name, path)
        for role, client in clients.items()
        for name, path, _row in cases(hospital)
        if name not in NO_PATIENT and shows(client, path)
    ]
    # Enough to know that the question was asked where patients are shown.
    pages = {
        name for name, row in REPORTS.items() if "200" in f"{row.final.get} {row.draft.get}"
    } - NO_PATIENT
    assert pages | {"worklist", "inbox", "cases"} <= {name for _role, name, _path in looked}
    assert len(looked) >= 30
    before = checksum()
    broken_trail()
    shown = [(role, path) for role, _name, path in looked if shows(clients[role], path)]
    assert shown == []
    assert checksum() == before


@pytest.fixture
def actions(hospital: Hospital, clients: dict[str, Client], remi: User, ada: User) -> dict[str, Act]:  # noqa: F811
    """Everything that writes, ready to be done; its pages are open already."""
    doctor, reader, admin = clients["radiologist"], clients["referrer"], clients["admin"]
    visitor = Client(raise_request_exception=False)
    h = hospital

    def page(client: Client, address: str, **typed: str) -> Act:
        return partial(post_pairs, client, address, opened(client, address, **typed))

    def of(name: str, report: Report, /, **typed: str) -> Act:
        return page(doctor, reverse(name, args=[report.public_id]), **typed)

    def row(name: str, /, *ids: int, **typed: str) -> Act:
        return page(admin, reverse(f"admin:{name}", args=ids), **typed)

    def press(account: User, action: str) -> Act:
        return partial(admin.post, reverse("admin:reporting_user_action", args=[account.pk, action]))

    text, examined = "impression-text", h.draft.examination
    new = {"patient_name": "Quixwolf New", "mrn": "MRNQX-N", "accession_number": "ACCQX-N"}
    own = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    first = {"new_password1": NEW, "new_password2": NEW}
    given = {"reason": "quality", "details": ""}
    nora = User.objects.create(username="nora", email="nora@example.org", password=make_password(None))
    invitation = invitations.invite(nora, actor=ada)
    agent = ContrastAgent.objects.get()
    Authenticator.objects.create(user=nora, type=Authenticator.Type.TOTP, data={})
    return {
        "register": page(doctor, reverse("examination-new"), **new),
        "save": of("report-edit", h.draft, **{text: "Changed.", "then": "save"}),
        "discard": of("report-discard", h.draft),
        "sign preliminary": of("report-sign", h.draft, action="sign_preliminary", password=PASSWORD),
        "sign final": of("report-sign", h.preliminary, action="sign_final", password=PASSWORD),
        "wrong password": of("report-sign", h.draft, action="sign_final", password="wrong"),
        "amend": of("report-amend", h.final, reason="Typing error."),
        "save amendment": of("report-edit", h.amending, **{text: "New.", "then": "save"}),
        "discard amendment": of("report-discard", h.amending),
        "add addendum": of("report-addendum", h.final, addendum="More.", password=PASSWORD),
        "withdraw": of("report-withdraw", h.final, reason="Wrong patient.", password=PASSWORD),
        "read": partial(reader.get, reverse("report", args=[h.final.public_id])),
        "read as PDF": partial(reader.get, reverse("version-pdf", args=[h.final.public_id, 1])),
        "new account": row("reporting_user_add", username="new", email="new@example.org", role="referrer"),
        "account": row("reporting_user_change", remi.pk, first_name="Changed"),
        "invite again": press(nora, "invite"),
        "reset link": press(remi, "reset-link"),
        "remove second factor": press(nora, "reset-second-factor"),
        "unlock": press(remi, "unlock"),
        "end sessions": press(remi, "end-sessions"),
        "first password": page(visitor, urlsplit(invitation).path, **first),
        "reason for access": page(admin, reverse("report-access", args=[h.final.public_id]), **given),
        "own password": page(doctor, reverse("account_change_password"), **own),
        "new agent": row("reporting_contrastagent_add", name="New", concentration_mg_i_per_ml="300"),
        "agent": row("reporting_contrastagent_change", agent.pk, name="Changed"),
        "patient": row("reporting_patient_change", examined.patient_id, name="Quixwolf Corrected"),
        "examination": row("reporting_examination_change", examined.pk, accession_number="ACCQX-C"),
        "sign in": page(visitor, reverse("account_login"), login="remi", password=PASSWORD),
        "failed sign-in": page(visitor, reverse("account_login"), login="remi", password="wrong"),
    }


def test_nothing_is_done_that_cannot_be_recorded(
    actions: dict[str, Act], broken_trail: Callable[[], None]
) -> None:
    before = checksum()
    broken_trail()
    for name, act in actions.items():
        assert act().status_code == 500, name
        changed = [table for table, digest in checksum().items() if digest != before[table]]
        # An attempt to sign in is counted before its password is looked at, whatever happens then.
        assert changed == (COUNTS if name in ("sign in", "failed sign-in") else []), name
        before = checksum()


@contextmanager
def undone(clients: Iterable[Client]) -> Iterator[None]:
    """What is done within is taken back, so that every action meets the same hospital and the same sessions."""
    cookies = [(client, client.cookies.copy()) for client in clients]
    folder = Path(settings.ARCHIVE_DIR) / anchors.FOLDER
    kept = {path: path.read_bytes() for path in folder.glob("*")}
    block = transaction.atomic()
    block._from_testcase = True  # type: ignore[attr-defined] # as the test's own, in which the services may commit
    with block:
        yield
        transaction.set_rollback(True)
    shutil.rmtree(folder, ignore_errors=True)  # of what never was
    folder.mkdir(parents=True)
    for path, content in kept.items():
        path.write_bytes(content)
    for client, before in cookies:
        client.cookies = before


def test_with_the_trail_each_of_them_is_done(actions: dict[str, Act], clients: dict[str, Client]) -> None:
    """The control: nothing but the audit trail stood in their way."""
    for name, act in actions.items():
        with undone(clients.values()):
            events = AuditEvent.objects.count()
            answer = act()
            assert answer.status_code == ANSWERS.get(name, 302), name
            asked_to_sign_in = "login" in answer.get("Location", "")
            assert asked_to_sign_in is (name == "first password"), name
            assert AuditEvent.objects.count() > events, name


def test_an_import_that_cannot_be_recorded_leaves_nothing(
    rosa: User, broken_trail: Callable[[], None]
) -> None:
    identity = {"patient_name": "Quixwolf", "mrn": "MRNQX", "accession_number": "ACCQX"}
    document = replace_identity(complete_document(), **identity)
    before = checksum()
    broken_trail()
    with pytest.raises(DatabaseError):
        import_case(document, user=rosa)
    assert checksum() == before
