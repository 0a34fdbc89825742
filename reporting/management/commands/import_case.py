"""Bring one case in from a JSON file, and sign it if asked to."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from reporting.custody import archive
from reporting.ductography.document import DocumentError, ReportDocument
from reporting.ductography.judgement.review import review
from reporting.ductography.judgement.rules import Remark
from reporting.management.command_user import (
    PASSWORD_VARIABLE,
    account_named,
    command_line,
    signer_named,
    signing_password,
)
from reporting.management.files import (
    BAD_INPUT,
    REFUSED,
    STDIO,
    read_text,
    require_writable,
    shown,
    write_whole,
)
from reporting.models import Report, User
from reporting.policy.exceptions import Conflict, Refused
from reporting.policy.lifecycle import Action
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
        document = self._document(file)
        signer = signer_named(sign_as, "--sign-as") if sign_as else None
        reader = account_named(referrer, "--referrer") if referrer else None
        if pdf:
            require_writable(pdf)
        password = signing_password(signer) if signer else ""
        try:
            with transaction.atomic():  # an account made for this goes with what it was made for
                report = import_case(document, user=signer or command_line(), referrer=reader)
        except DocumentError as error:
            raise self._bad_document(file, error) from error
        except Refused as error:
            raise CommandError(error.sentence, returncode=REFUSED) from error
        # With the PDF on standard output, the words go to standard error.
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
            # Also when it could not be signed: the draft is there, and its print was asked for.
            if pdf:
                self._print(report.fresh(), signer or command_line(), pdf)

    def _document(self, file: str) -> ReportDocument:
        try:
            return ReportDocument.from_json(read_text(file))
        except DocumentError as error:
            raise self._bad_document(file, error) from error

    def _bad_document(self, file: str, error: DocumentError) -> CommandError:
        lines = "".join(f"\n  {problem}" for problem in error.problems)
        return CommandError(
            f"{shown(file)} was not imported, and nothing was changed:{lines}", returncode=BAD_INPUT
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
        except (Refused, Conflict) as error:
            gaps = self._gaps(error.missing) if isinstance(error, Refused) and error.missing else ""
            raise CommandError(
                f"The case is stored as a draft; it is not signed: {error.sentence}\n{gaps}".rstrip(),
                returncode=REFUSED,
            ) from error
        self._say(f"signed as final, version {version.number}, by {version.signer_name}")

    def _gaps(self, gaps: Sequence[Remark]) -> str:
        if not gaps:
            return "complete; ready to sign"
        return "to correct before signing:" + "".join(f"\n  {gap.path}: {gap.message}" for gap in gaps)

    def _print(self, report: Report, user: User, pdf: str) -> None:
        version = report.current_version
        write_whole(pdf, archive.load(version, actor=user) if version else signing.preview(report, user))

    def _say(self, line: str) -> None:
        self._out.write(line)
