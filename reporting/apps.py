from typing import Any

from django.apps import AppConfig
from django.core import checks as django_checks
from django.core.management import call_command
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from reporting import checks


def make_cache_table(using: str, **_kwargs: Any) -> None:
    """Receiver of ``post_migrate``: create the table of the rate-limit cache, which has no model."""
    call_command("createcachetable", database=using, verbosity=0)


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = _("Ductography reporting")

    def ready(self) -> None:
        # These need the models, which are not loaded when this module is.
        from reporting.accounts import owner_notices
        from reporting.custody import account_seals, audit, database_roles, sign_in_audit, triggers

        checks.register()
        django_checks.register(triggers.check, django_checks.Tags.database)
        django_checks.register(database_roles.check_sufficient, django_checks.Tags.database)
        django_checks.register(database_roles.check_restricted, django_checks.Tags.database, deploy=True)
        sign_in_audit.connect()
        owner_notices.connect()
        account_seals.connect()
        for receiver in (
            make_cache_table,
            triggers.install_after_migrate,
            audit.start_chain,
            database_roles.apply_after_migrate,
        ):
            post_migrate.connect(receiver, sender=self)
