"""Verify everything that is signed, and that nothing is missing or was added, and list the differences."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from cryptography import x509
from django.core.management.base import BaseCommand
from tqdm import tqdm

from reporting.custody import archive
from reporting.custody.pades.keys import KeyFault
from reporting.management.files import refused_error
from reporting.models import Report, ReportVersion
from reporting.verification import recorded_rows, sealed_set, stored_versions
from reporting.verification.sealed_set import CheckedReport, Finding


class Command(BaseCommand):
    help = (
        "Verify every signed version (document, seal, patient, stored PDF, digital signature, attached document) and "
        "compare audit trail, versions, status, archive, anchors and accounts with each other, in both directions. "
        "Differences are listed; exit code 1 if there are any. Files that no row names are listed as well."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        total, self.broken, self.unsigned = ReportVersion.objects.count(), 0, 0
        self.differences = 0
        try:
            self._verify(stored_versions.trusted_roots())
            unreferenced = sealed_set.unreferenced_files()
        except (archive.ArchiveUnavailable, KeyFault) as error:
            raise refused_error(str(error)) from error
        for name in unreferenced:
            self.stdout.write(f"file without a row: {name}")
        if self.broken or self.differences:
            raise refused_error(
                f"{self.broken} of {total} signed versions failed verification. "
                f"{self.differences} other differences were found."
            )
        self.stdout.write(
            f"All {total} signed versions verified; {self.unsigned} without a digital signature."
        )

    def _verify(self, roots: Sequence[x509.Certificate]) -> None:
        existing: set[uuid.UUID] = set()
        reports = sealed_set.checked_reports()
        # With disable=None, tqdm draws nothing without a terminal.
        for checked in tqdm(reports, "Reports", Report.objects.count(), disable=None, leave=False):
            if isinstance(checked, Finding):
                self._tell([checked])
                continue
            existing.add(checked.report.public_id)
            self._tell(checked.findings)
            self._verify_versions(checked, roots)
        self._tell(sealed_set.trail_findings(existing))
        self._tell(sealed_set.anchor_findings())
        self._tell(recorded_rows.findings())

    def _verify_versions(self, checked: CheckedReport, roots: Sequence[x509.Certificate]) -> None:
        for version in checked.versions:
            faults = list(stored_versions.find_faults(version, roots))
            self.broken += bool(faults)
            self.unsigned += not version.certificate_digest
            for fault in faults:
                self.stderr.write(f"version {version.number} of report {checked.report.public_id}: {fault}")

    def _tell(self, findings: Iterable[Finding]) -> None:
        for finding in findings:
            self.differences += 1
            self.stderr.write(str(finding))
