"""What the program does to an account keeps its seal; what anybody else does to it is noticed."""

import ast
import importlib
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.apps import apps
from django.contrib.auth.hashers import make_password
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from reporting.accounts import confirmation, credentials, invitations, sessions, sign_in_lock
from reporting.custody import account_seals, signed_content
from reporting.models import Report, Role, User
from tests.cast import sign_now

pytestmark = pytest.mark.django_db

NEW = "kitchen lantern seven foxes"
ROOT = Path(account_seals.__file__).parents[1]


def invited(user: User, ada: User) -> None:
    User.objects.get(pk=user.pk)
    user.password = make_password(None)
    user.save()
    token = invitations.invite(user, actor=ada).rstrip("/").rpartition("/")[2]
    assert invitations.accept(token, NEW) is not None


def administrator_turned_radiologist(user: User, ada: User) -> None:
    call_command("createsuperuser", username="nora", email="nora@example.org", stdout=io.StringIO())
    nora = User.objects.get(username="nora")
    assert account_seals.account_fault(nora) == ""
    invited(user, nora)


def factor_reset(user: User, ada: User) -> None:
    TOTP.activate(user, generate_totp_secret())
    RecoveryCodes.activate(user)
    credentials.reset_second_factor(user, actor=ada)


def factors_enrolled_and_used(user: User, ada: User) -> None:
    TOTP.activate(user, generate_totp_secret()).instance.record_usage()
    codes = RecoveryCodes.activate(user)
    assert codes.validate_code(codes.get_unused_codes()[0])


def one_factor_given_up(user: User, ada: User) -> None:
    factors_enrolled_and_used(user, ada)
    Authenticator.objects.filter(user=user, type=Authenticator.Type.RECOVERY_CODES).get().delete()


JOURNEYS: dict[str, Callable[[User, User], object]] = {
    "invitation": invited,
    "createsuperuser": administrator_turned_radiologist,
    "reset link": lambda user, _ada: credentials.store_password_from_link(user, NEW),
    "own password": lambda user, _ada: credentials.store_own_password(user, NEW),
    "second factor reset": factor_reset,
    "second factor enrolled": factors_enrolled_and_used,
    "second factor given up": one_factor_given_up,
    "unlocked": lambda user, ada: sign_in_lock.unlock(user, actor=ada),
    "sessions ended": lambda user, ada: sessions.end_all(user, actor=ada),
}


@pytest.mark.parametrize("journey", JOURNEYS.values(), ids=JOURNEYS)
def test_after_every_change_by_the_program_the_owner_confirms_and_signs(
    journey: Callable[[User, User], object], rosa: User, ada: User, draft: Report
) -> None:
    journey(rosa, ada)
    owner = User.objects.get(pk=rosa.pk)
    assert account_seals.account_fault(owner) == ""
    confirmation.confirm(owner)
    owner.refresh_from_db()
    assert owner.confirmation_due_since is None
    given = {"password": NEW} if owner.check_password(NEW) else {}
    assert sign_now(draft, owner, **given).number == 1


def execute(statement: str, *values: object) -> Callable[[User], None]:
    def run(user: User) -> None:
        with connection.cursor() as cursor:
            cursor.execute(statement, [*values, user.pk])

    return run


SET = "UPDATE reporting_user SET {} = %s WHERE id = %s"
TAMPERING: dict[str, Callable[[User], None]] = {
    "factors removed": execute("DELETE FROM mfa_authenticator WHERE user_id = %s"),
    "secret replaced": execute(
        "UPDATE mfa_authenticator SET data = %s WHERE user_id = %s", json.dumps({"secret": "A" * 32})
    ),
    "address changed": execute(SET.format("email"), "thief@example.org"),
    "role raised": execute(SET.format("role"), "admin"),
    "hold removed": execute(SET.format("confirmation_due_since"), None),
    "address hold removed": execute(SET.format("email_replaced_at"), None),
}


@pytest.mark.parametrize("tamper", TAMPERING.values(), ids=TAMPERING)
def test_a_change_behind_the_program_is_named_and_never_sealed_again(
    tamper: Callable[[User], None], rosa: User, draft: Report
) -> None:
    TOTP.activate(rosa, generate_totp_secret())
    rosa.confirmation_due_since = rosa.email_replaced_at = timezone.now()
    rosa.save()
    assert account_seals.account_fault(User.objects.get(pk=rosa.pk)) == ""
    tamper(rosa)
    with pytest.raises(CommandError):
        call_command("verify_documents", stdout=(output := io.StringIO()), stderr=output)
    assert f"account {rosa.public_id}" in output.getvalue()
    # A new factor, a new password and the confirmation leave it altered.
    altered = User.objects.get(pk=rosa.pk)
    Authenticator.objects.filter(user=altered).delete()
    TOTP.activate(altered, generate_totp_secret())
    credentials.store_password_from_link(altered, NEW)
    account_seals.change(
        User.objects.filter(pk=rosa.pk),
        confirmation_due_since=None,
        email_replaced_at=None,
        role="radiologist",
    )
    with pytest.raises(signed_content.AccountAltered):
        sign_now(draft, User.objects.get(pk=rosa.pk), password=NEW)


def test_the_update_seals_intact_accounts_with_their_factors_and_no_altered_one(
    rosa: User, remi: User
) -> None:
    migration = importlib.import_module("reporting.migrations.0014_accounts_seal_second_factors")
    TOTP.activate(rosa, generate_totp_secret())
    for user, altered in ((rosa, ""), (remi, "x")):
        columns = (str(getattr(user, name)) for name in migration.SEALED_BEFORE)
        seal = account_seals.keyed_digest("account", str(user.public_id), *columns, *altered)
        User.objects.filter(pk=user.pk).update(account_seal=seal)
    with connection.schema_editor() if connection.vendor == "postgresql" else _Editor() as editor:
        migration.extend_seals(apps, editor)
    assert account_seals.account_fault(User.objects.get(pk=rosa.pk)) == ""
    assert account_seals.account_fault(User.objects.get(pk=remi.pk)) != ""


class _Editor:
    """A schema editor of SQLite does not open within a transaction."""

    connection = connection

    def __enter__(self) -> "_Editor":
        return self

    def __exit__(self, *_error: object) -> None: ...


def test_no_query_changes_a_sealed_column_without_its_seal() -> None:
    """The first password was once stored by ``update``, and its owner could never sign."""
    queries = {"update", "bulk_update", "bulk_create", "update_or_create"}
    wrong = []
    for path in ROOT.rglob("*.py"):
        if "migrations" in path.parts or "ductography" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in queries
            ):
                named = {each.arg for each in node.keywords} | {
                    each.value for each in ast.walk(node) if isinstance(each, ast.Constant)
                }
                if named & set(account_seals.COLUMNS):
                    wrong.append(f"{path.name}:{node.lineno}")
    assert wrong == []


def test_a_change_of_nobody_is_told(rosa: User) -> None:
    nobody: QuerySet[User] = User.objects.filter(pk=rosa.pk, role=Role.ADMIN)
    assert not account_seals.change(nobody, role="referrer")
    assert User.objects.get(pk=rosa.pk).role == Role.RADIOLOGIST
