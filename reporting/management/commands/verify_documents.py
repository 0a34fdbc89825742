"""Verify every signed version and its stored PDF, and list the failures."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from reporting.custody import archive
from reporting.custody.pades.keys import KeyFault
from reporting.custody.sealing import in_chunks
from reporting.management.files import refused_error
from reporting.models import ReportVersion
from reporting.verification import stored_versions


class Command(BaseCommand):
    help = (
        "Verify every signed version: document and seal, the digest of the stored PDF, its digital signature and the "
        "attached document. Exit code 1 if any version fails; failures are listed."
    )

    def handle(self, *args: Any, **options: Any) -> None:
        versions = ReportVersion.objects.select_related("report__examination__patient", "supersedes")
        total, broken, unsigned = versions.count(), 0, 0
        try:
            roots = stored_versions.trusted_roots()
            # With disable=None, tqdm draws nothing without a terminal.
            for version in tqdm(in_chunks(versions, "id"), "Versions", total, disable=None, leave=False):
                found = list(stored_versions.find_faults(version, roots))
                broken += bool(found)
                unsigned += not version.certificate_digest
                for fault in found:
                    self.stderr.write(
                        f"version {version.number} of report {version.report.public_id}: {fault}"
                    )
        except (archive.ArchiveUnavailable, KeyFault) as error:
            raise refused_error(str(error)) from error
        if broken:
            raise refused_error(f"{broken} of {total} signed versions failed verification.")
        self.stdout.write(f"All {total} signed versions verified; {unsigned} without a digital signature.")
