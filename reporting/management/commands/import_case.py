"""Import a case from a JSON file, and sign it on request."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from reporting.custody import archive
from reporting.custody.signed_content import SignedContentAltered
from reporting.delivery import integrity_alarms
from reporting.ductography.document import DocumentError, ReportDocument
from reporting.ductography.judgement.review import review
from reporting.ductography.judgement.rules import Remark
from reporting.management.command_user import (
    PASSWORD_VARIABLE,
    command_line_user,
    find_account,
    find_signer,
    read_signing_password,
)
from reporting.management.files import (
    EXIT_BAD_INPUT,
    EXIT_REFUSED,
    STDIO,
    altered_content_told,
    display_name,
    read_text,
    require_writable,
    write_atomically,
)
from reporting.models import Report, User
from reporting.policy.exceptions import ActionRefused, Conflict
from reporting.policy.lifecycle import Action
from reporting.site import read_only
from reporting.workflow import drafts, signing
from reporting.workflow.case_import import import_case


class Command(BaseCommand):
    help = (
        "Register patient and examination from a report document in JSON (see report_schema), with the document "
        "as draft. A file with an error changes nothing. Exit codes: 0 done, 1 refused or incomplete at signing, "
        "2 bad input."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="FILE.json", help="the document in UTF-8; - for standard input")
        parser.add_argument(
            "--sign-as",
            metavar="USER",
            help=f"sign as final in the name of this radiologist; the password comes from the environment "
            f"variable {PASSWORD_VARIABLE} or is asked in the terminal",
        )
        parser.add_argument(
            "--referrer", metavar="USER", help="account of the referring doctor, who will read the report"
        )
        parser.add_argument(
            "--pdf",
            metavar="OUT",
            help="write the signed report, or the draft, as PDF; - for standard output",
        )

    def handle(
        self,
        *args: Any,
        file: str,
        sign_as: str | None,
        referrer: str | None,
        pdf: str | None,
        **options: Any,
    ) -> None:
        if sentence := read_only.reason():
            raise CommandError(sentence, returncode=1)
        document = self._document(file)
        signer = find_signer(sign_as, "--sign-as") if sign_as else None
        reader = find_account(referrer, "--referrer") if referrer else None
        if pdf:
            require_writable(pdf)
        password = read_signing_password(signer) if signer else ""
        try:
            with transaction.atomic():  # rolls back the command-line account too if it was created here
                report = import_case(document, user=signer or command_line_user(), referrer=reader)
        except DocumentError as error:
            raise self._bad_document(file, error) from error
        except ActionRefused as error:
            raise CommandError(error.sentence, returncode=EXIT_REFUSED) from error
        # With the PDF on standard output, messages go to standard error.
        self._out = self.stderr if pdf == STDIO else self.stdout
        self._say(f"report {report.public_id}")
        try:
            if signer:
                self._sign(report, signer, password)
            else:
                self._say(
                    self._gaps(review(drafts.current_document(report), timezone.localdate()).in_the_way)
                )
        finally:
            # Also if signing failed: the draft is stored, and its PDF was requested.
            if pdf:
                with altered_content_told():
                    self._print(report.fresh(), signer or command_line_user(), pdf)

    def _document(self, file: str) -> ReportDocument:
        try:
            return ReportDocument.from_json(read_text(file))
        except DocumentError as error:
            raise self._bad_document(file, error) from error

    def _bad_document(self, file: str, error: DocumentError) -> CommandError:
        lines = "".join(f"\n  {problem}" for problem in error.problems)
        return CommandError(
            f"{display_name(file)} was not imported, and nothing was changed:{lines}",
            returncode=EXIT_BAD_INPUT,
        )

    def _sign(self, report: Report, signer: User, password: str) -> None:
        try:
            version = signing.sign(
                report,
                action=Action.SIGN_FINAL,
                user=signer,
                password=password,
                row_version=report.row_version,
                request_key=uuid.uuid4(),
            )
        except (ActionRefused, Conflict, SignedContentAltered) as error:
            if isinstance(error, SignedContentAltered):
                integrity_alarms.raise_alarm(error, actor=signer)
            gaps = self._gaps(error.missing) if isinstance(error, ActionRefused) and error.missing else ""
            raise CommandError(
                f"The case is stored as a draft; it is not signed: {error.sentence}\n{gaps}".rstrip(),
                returncode=EXIT_REFUSED,
            ) from error
        self._say(f"signed as final, version {version.number}, by {version.signer_name}")

    def _gaps(self, gaps: Sequence[Remark]) -> str:
        if not gaps:
            return "complete; ready to sign"
        return "to correct before signing:" + "".join(f"\n  {gap.path}: {gap.message}" for gap in gaps)

    def _print(self, report: Report, user: User, pdf: str) -> None:
        version = report.current_version
        write_atomically(pdf, archive.load(version, actor=user) if version else signing.preview(report, user))

    def _say(self, line: str) -> None:
        self._out.write(line)
