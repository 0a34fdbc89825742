"""A plugin: every test that uses pages runs under the application's database role. PostgreSQL only.

    DATABASE_URL=$POSTGRES_URL pytest -p tests.as_application_role tests/web/views

A query for which the role has no privilege fails the test that sends it. Tests that need transactions of their own
run as before. Tests that delete rows while a request is answered, or count its queries, fail under this plugin.
"""

from __future__ import annotations

import uuid

import pytest
from django.db import connection
from django.test import Client


@pytest.fixture(autouse=True)
def _as_application_role(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    if "db" not in request.fixturenames or "transactional_db" in request.fixturenames:
        return
    request.getfixturevalue("db")
    from reporting.custody import database_roles

    role = f"application_{uuid.uuid4().hex[:12]}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {role}")
    database_roles.apply(connection, role)
    generic = Client.generic

    def as_role(client: Client, *arguments: object, **more: object) -> object:
        with connection.cursor() as cursor:
            cursor.execute(
                f"SET CONSTRAINTS ALL IMMEDIATE; SET CONSTRAINTS ALL DEFERRED; SET LOCAL ROLE {role}"
            )
        try:
            return generic(client, *arguments, **more)  # type: ignore[arg-type]
        finally:
            if not connection.needs_rollback:
                with connection.cursor() as cursor:
                    cursor.execute("RESET ROLE")

    monkeypatch.setattr(Client, "generic", as_role)
