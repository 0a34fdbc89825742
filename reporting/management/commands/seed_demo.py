"""Load the demo data into an installation."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from tqdm import tqdm

from reporting.management import demo
from reporting.management.files import refused_error
from reporting.policy.exceptions import ActionRefused


class Command(BaseCommand):
    help = (
        "Load the demo: invented accounts of every role, contrast agents, and published and synthetic cases as "
        "reports in every state. Run again, it adds what is missing and changes nothing."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.PRODUCTION:
            raise refused_error("The demo cannot be loaded in production: its passwords are public.")
        # With disable=None, tqdm draws nothing without a terminal.
        for step in tqdm(demo.pending_steps(), desc="Demo", unit="step", disable=None, leave=False):
            try:
                step()
            except ActionRefused as error:
                raise refused_error(f"The demo could not be completed: {error.sentence}") from error
        self.stdout.write("Demo accounts (fictitious; initial passwords):\n")
        self.stdout.write(f"  {'user':<8}{'password':<20}role")
        for person in demo.DEMO_USERS:
            self.stdout.write(f"  {person.username:<8}{demo.PASSWORD:<20}{person.role.label}")
