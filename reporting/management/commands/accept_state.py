"""Record that a restored database, or a clock that was put right, is accepted, so that signing is possible again."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from reporting.custody import account_seals, anchors, archive, audit, clock, draft_trail
from reporting.management.command_user import command_line_user, find_account
from reporting.management.files import bad_input_error, refused_error
from reporting.management.lookup import find_report

REASON_MAX = 1000  # characters


class Command(BaseCommand):
    help = (
        "Accept what otherwise prevents signing, after an investigation. 'restored': the database was restored from "
        "a backup and lacks events that are anchored in the archive; they are listed and remain listed in the audit "
        "trail. 'clock': the clock was ahead, and later times are recorded. 'account': an account was changed "
        "outside the application and has been checked. 'drafts': the saved drafts of a report were changed outside "
        "the application and have been checked. The audit trail must be intact. "
        "Exit codes: 0 done, 1 refused, 2 bad input."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "state", choices=["restored", "clock", "account", "drafts"], help="what is accepted"
        )
        parser.add_argument(
            "--reason", required=True, help="recorded in the audit trail; without patient data"
        )
        parser.add_argument("--account", metavar="USER", help="user name of the account, for 'account'")

        parser.add_argument("--report", metavar="ID", help="id or accession number, for 'drafts'")

    def handle(
        self,
        *args: Any,
        state: str,
        reason: str,
        account: str | None,
        report: str | None,
        **options: Any,
    ) -> None:
        reason = " ".join(reason.split())[:REASON_MAX]
        if not reason:
            raise bad_input_error("--reason is empty. State why this is accepted.")
        if broken := audit.verify_chain():
            raise refused_error(f"The audit trail is broken at event {broken.number}: {broken.reason}.")
        if state == "clock":
            clock.accept(command_line_user(), reason)
            self.stdout.write("Clock accepted. Signing is possible from the present time on.")
            return
        if state == "account":
            user = find_account(account or "", "--account")
            account_seals.accept(user, command_line_user(), reason)
            self.stdout.write(
                f"Account {user.username} accepted: role {user.role}, active: {user.is_active}."
            )
            return
        if state == "drafts":
            for fault in draft_trail.accept(find_report(report or ""), command_line_user(), reason):
                self.stdout.write(f"accepted: {fault}")
            self.stdout.write("Drafts accepted as they are now.")
            return
        try:
            lost = anchors.accept_restored(command_line_user(), reason)
        except archive.ArchiveUnavailable as error:
            raise refused_error(error.sentence) from error
        for anchor in lost:
            self.stdout.write(f"lost: {anchor}")
        self.stdout.write(f"Restored database accepted; {len(lost)} anchored events are lost.")
