from typing import Any

from django.apps import AppConfig
from django.core.management import call_command
from django.db.models.signals import post_migrate
from django.utils.translation import gettext_lazy as _

from reporting import checks


def make_cache_table(using: str, **_kwargs: Any) -> None:
    """The cache of the rate limits lies in the database; its table is no model's."""
    call_command("createcachetable", database=using, verbosity=0)


class ReportingConfig(AppConfig):
    name = "reporting"
    verbose_name = _("Ductography reporting")

    def ready(self) -> None:
        checks.register()
        post_migrate.connect(make_cache_table, sender=self)
