"""Who may do what: the whole table, written down a second time."""

import pytest
from django.contrib.auth.models import AnonymousUser

from reporting.models import Role, User
from reporting.policy.permissions import ALLOWED, REFUSAL_SENTENCES, Permission, may, refusal

WRITERS = {Permission.SEE_WORKLIST, Permission.WRITE, Permission.SIGN_PRELIMINARY}
WRITERS_AND_ADMIN = {Permission.SEE_CASES, Permission.REGISTER}
ADMIN_ONLY = {Permission.SEE_AUDIT, Permission.SEE_STATISTICS, Permission.ADMINISTER}
NOT_ADMIN = {Permission.READ_CONTENT}
REFERRER_ONLY = {Permission.SEE_INBOX, Permission.RELEASE_SHEET}

EXPECTED = {
    Role.RADIOLOGIST: WRITERS | WRITERS_AND_ADMIN | NOT_ADMIN | {Permission.SIGN},
    Role.RESIDENT: WRITERS | WRITERS_AND_ADMIN | NOT_ADMIN,
    Role.ADMIN: ADMIN_ONLY | WRITERS_AND_ADMIN,
    Role.REFERRER: REFERRER_ONLY | NOT_ADMIN,
}


@pytest.mark.parametrize("permission", Permission)
@pytest.mark.parametrize("role", Role)
def test_roles(role: Role, permission: Permission) -> None:
    user = User(username="x", role=role)
    allowed = permission in EXPECTED[role]
    assert may(user, permission) is allowed
    sentence = refusal(user, permission)
    assert (sentence == "") is allowed
    assert allowed or (sentence[0].isupper() and sentence.endswith("."))


@pytest.mark.parametrize("permission", Permission)
def test_nobody_else_may_anything(permission: Permission) -> None:
    assert not may(AnonymousUser(), permission)
    assert refusal(AnonymousUser(), permission) == "Sign in first."
    for role in Role:
        closed = User(username="x", role=role, is_active=False)
        assert not may(closed, permission)
        assert refusal(closed, permission) == "This account is deactivated."


def test_being_superuser_does_not_make_a_radiologist() -> None:
    assert not may(User(username="x", role=Role.ADMIN, is_superuser=True), Permission.SIGN)


def test_every_permission_has_its_roles_and_its_sentence() -> None:
    assert set(ALLOWED) == set(REFUSAL_SENTENCES) == set(Permission)
