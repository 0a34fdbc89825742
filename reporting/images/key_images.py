"""Key images: from a file that somebody hands in to bytes that a signed report can rely on."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from reporting.custody import archive, audit
from reporting.ductography.document import ReportDocument
from reporting.ductography.judgement.rules import Remark, Severity
from reporting.images import patient_match
from reporting.images.formats import (
    FileKind,
    Header,
    ImageTooLarge,
    clean,
    read_frame,
    read_header,
    read_picture,
    sniff,
)
from reporting.models import (
    AuditEvent,
    AuditKind,
    Examination,
    IdentityBasis,
    KeyImage,
    Outcome,
    Report,
    User,
)
from reporting.policy import lifecycle
from reporting.policy.exceptions import ActionRefused
from reporting.policy.lifecycle import Action, ReportState

SUFFIXES = {"png": ".png", "jpeg": ".jpg"}
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class UploadedImage:
    """A file that may be attached: what it is, and what a person has to say about it first."""

    kind: FileKind
    header: Header | None
    names_the_patient: bool
    burned_in: bool

    @property
    def frames(self) -> int:
        return self.header.frames if self.header else 1

    @property
    def asks(self) -> bool:
        """Whether it cannot be attached without a person's answer."""
        return self.frames > 1 or not self.names_the_patient or self.burned_in


class PatientMismatch(ActionRefused):
    """The header names somebody else; the sentence does not say whom."""


class NotConfirmed(ActionRefused):
    """Somebody has to say that the image is of this patient."""


def examine(report: Report, file: BinaryIO, size: int, *, user: User) -> UploadedImage:
    """Look at ``file`` of ``size`` bytes. Call it outside a transaction: another patient's image is recorded at once.

    Raises:
        ActionRefused: ``user`` may not write this report, or not now.
        PatientMismatch: its header names another patient.
        ImageTooLarge, UnsupportedImage: it cannot be shown rightly.
    """
    lifecycle.require(ReportState.of(report.fresh()), Action.SAVE, user)
    kind = sniff(file)
    most = settings.DICOM_MAX_BYTES if kind is FileKind.DICOM else settings.IMAGE_MAX_BYTES
    if size > most:
        raise ImageTooLarge(
            _("This file is {size} MB; the limit is {most} MB.").format(
                size=-(-size // MEGABYTE), most=most // MEGABYTE
            )
        )
    if kind is not FileKind.DICOM:
        read_picture(file, kind)
        return UploadedImage(kind, None, names_the_patient=False, burned_in=False)
    header = read_header(file)
    verdict = patient_match.compared(header, report.examination.patient)
    if verdict.different:
        with transaction.atomic():
            audit.record(
                AuditKind.IMAGE_REFUSED,
                actor=user,
                report=report,
                outcome=Outcome.REFUSED,
                different=list(verdict.different),
            )
        raise PatientMismatch(verdict.sentence)
    return UploadedImage(kind, header, verdict.certain, header.burned_in)


def attach(
    report: Report, file: BinaryIO, size: int, *, user: User, frame: int = 1, confirmed: bool = False
) -> KeyImage:
    """Store the picture in ``file`` for the examination; attaching the same again gives the first.

    ``confirmed``: a person says that it is of this patient and bears no other name. It is no part of the report
    yet. Call it outside a transaction.

    Raises:
        NotConfirmed: somebody has to confirm it first.
        and as `examine`, and `archive.ArchiveUnavailable`.
    """
    found = examine(report, file, size, user=user)
    if not confirmed and (not found.names_the_patient or found.burned_in):
        raise NotConfirmed(_("Confirm that the image is of this patient and shows no other patient’s name."))
    picture = read_frame(file, frame) if found.header else read_picture(file, found.kind)
    image = clean(picture, found.kind)
    digest = archive.store(image.data, SUFFIXES[image.kind])
    told = found.header or Header(1)
    with transaction.atomic():
        row, created = KeyImage.objects.get_or_create(
            examination=report.examination,
            digest=digest,
            defaults={
                "kind": image.kind,
                "width": image.width,
                "height": image.height,
                "source": found.kind,
                "frame_number": frame if found.frames > 1 else None,
                "frame_count": found.frames if found.frames > 1 else None,
                "side": told.side or "",
                "projection": told.projection or "",
                "taken": told.taken,
                "identity": IdentityBasis.HEADER if found.names_the_patient else IdentityBasis.CONFIRMED,
                "attached_by": user,
            },
        )
        if created:
            audit.record(
                AuditKind.IMAGE_ATTACHED,
                actor=user,
                report=report,
                digest=digest,
                source=row.source,
                frame=row.frame_number,
                identity=row.identity,
                burned_in=found.burned_in,
            )
    return row


def load(image: KeyImage, *, actor: User | None = None) -> bytes | None:
    """The stored bytes; None when they are missing or are not those that were stored.

    Call it outside a transaction: damage is recorded at once.

    Raises:
        archive.ArchiveUnavailable: the storage does not answer.
    """
    blob, found = archive.read_with_digest(image.digest, SUFFIXES[image.kind])
    if blob is None:
        with transaction.atomic():
            audit.record(
                AuditKind.IMAGE_DAMAGED,
                actor=actor,
                report=image.examination.report,
                outcome=Outcome.FAILURE,
                expected=image.digest,
                found=found,
            )
    return blob


def still_damaged() -> list[tuple[Report, str]]:
    """Report and stored name of the images that were found damaged and are so now; the latest first.

    Raises:
        archive.ArchiveUnavailable: the storage does not answer.
    """
    events = AuditEvent.objects.filter(kind=AuditKind.IMAGE_DAMAGED, report_id__isnull=False).order_by(
        "-number"
    )
    found = dict.fromkeys(events.values_list("report_id", "detail")[: archive.EVENTS_SEARCHED])
    images = [
        KeyImage.objects.filter(examination__report__public_id=report, digest=json.loads(detail)["expected"])
        .select_related("examination__report")
        .first()
        for report, detail in list(found)[: archive.DAMAGED_LISTED]
        if report
    ]
    return [
        (image.examination.report, archive.storage_name(image.digest, SUFFIXES[image.kind]))
        for image in images
        if image and archive.read(image.digest, SUFFIXES[image.kind]) is None
    ]


def pictures(examination: Examination, document: ReportDocument) -> dict[str, bytes]:
    """The files of the key images of ``document`` by digest, as far as they are there and unchanged."""
    wanted = {image.digest for image in document.key_images if image.digest}
    if not wanted:
        return {}
    rows = examination.key_images.filter(digest__in=wanted).select_related("examination__report")
    return {row.digest: data for row in rows if (data := load(row)) is not None}


def absent(examination: Examination, document: ReportDocument) -> tuple[Remark, ...]:
    """The key images of ``document`` that could not be printed, each at its field."""
    there = pictures(examination, document)
    return tuple(
        Remark(
            "image-stored",
            Severity.PROHIBIT,
            f"key_images[{index}].digest",
            _(
                "Image {number}: the stored image is missing or damaged. Remove it, or attach it again."
            ).format(number=index + 1),
            _("A signed report must include the images it refers to."),
            "CFR11",
        )
        for index, image in enumerate(document.key_images)
        if image.digest and image.digest not in there
    )


def discard(report: Report, digest: str, *, user: User) -> None:
    """Forget an image that no version and no working copy of the report shows; its bytes go with it.

    Raises:
        ActionRefused: ``user`` may not, or the report shows it.
    """
    lifecycle.require(ReportState.of(report.fresh()), Action.SAVE, user)
    with transaction.atomic():
        image = KeyImage.objects.filter(examination=report.examination, digest=digest).first()
        if image is None:
            return
        latest = report.revisions.order_by("-row_version").first()
        if report.versions.filter(document__contains=digest).exists() or (
            latest and digest in latest.document
        ):
            raise ActionRefused(_("This image is used in the report. Remove it there and save first."))
        image.delete()
        audit.record(AuditKind.IMAGE_DISCARDED, actor=user, report=report, digest=digest)
    if not KeyImage.objects.filter(digest=digest).exists():
        archive.remove(digest, SUFFIXES[image.kind])
