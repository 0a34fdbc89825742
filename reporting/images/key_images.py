"""Attach uploaded files as key images, and load, check and delete the stored pictures."""

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
    detect_kind,
    read_frame,
    read_header,
    read_picture,
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
    """A file that may be attached, and what the user must confirm first."""

    kind: FileKind
    header: Header | None
    names_the_patient: bool
    burned_in: bool

    @property
    def frames(self) -> int:
        return self.header.frames if self.header else 1

    @property
    def needs_answer(self) -> bool:
        """True if the user must choose a frame or confirm the patient before it is attached."""
        return self.frames > 1 or not self.names_the_patient or self.burned_in


class PatientMismatch(ActionRefused):
    """The header names another patient; the sentence does not reveal whom."""


class NotConfirmed(ActionRefused):
    """The user must confirm that the image is of this patient."""


def examine_upload(report: Report, file: BinaryIO, size: int, *, user: User) -> UploadedImage:
    """Check ``file`` of ``size`` bytes.

    Call it outside a transaction, because an image of another patient is recorded at once.

    Raises:
        ActionRefused: ``user`` may not write this report, or not now.
        PatientMismatch: its header names another patient.
        ImageTooLarge, UnsupportedImage: it cannot be shown correctly.
    """
    lifecycle.require(ReportState.of(report.fresh()), Action.SAVE, user)
    kind = detect_kind(file)
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
    match = patient_match.match_patient(header, report.examination.patient)
    if match.different:
        with transaction.atomic():
            audit.record(
                AuditKind.IMAGE_REFUSED,
                actor=user,
                report=report,
                outcome=Outcome.REFUSED,
                different=list(match.different),
            )
        raise PatientMismatch(match.sentence)
    return UploadedImage(kind, header, match.certain, header.burned_in)


def attach(
    report: Report, file: BinaryIO, size: int, *, user: User, frame: int = 1, confirmed: bool = False
) -> KeyImage:
    """Store the picture in ``file`` for the examination; a picture already attached is returned unchanged.

    ``confirmed``: the user states that it is of this patient and shows no other name. The report does not include it
    yet. Call it outside a transaction.

    Raises:
        NotConfirmed: confirmation is required first.
        All exceptions of `examine_upload`, and `archive.ArchiveUnavailable`.
    """
    found = examine_upload(report, file, size, user=user)
    if not confirmed and (not found.names_the_patient or found.burned_in):
        raise NotConfirmed(_("Confirm that the image is of this patient and shows no other patient’s name."))
    picture = read_frame(file, frame) if found.header else read_picture(file, found.kind)
    image = clean(picture, found.kind)
    digest = archive.store(image.data, SUFFIXES[image.kind])
    header = found.header or Header(1)
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
                "side": header.side or "",
                "projection": header.projection or "",
                "taken": header.taken,
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
    """Return the stored bytes, or None if they are missing or altered.

    Call it outside a transaction, because damage is recorded at once.

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
    """Return report and stored name of images recorded as damaged that are still damaged, latest first.

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


def image_files(examination: Examination, document: ReportDocument) -> dict[str, bytes]:
    """Return the intact files of the key images in ``document``, by digest."""
    wanted = {image.digest for image in document.key_images if image.digest}
    if not wanted:
        return {}
    rows = examination.key_images.filter(digest__in=wanted).select_related("examination__report")
    return {row.digest: data for row in rows if (data := load(row)) is not None}


def missing_images(examination: Examination, document: ReportDocument) -> tuple[Remark, ...]:
    """Return a remark for each key image of ``document`` that is missing or damaged."""
    printable = image_files(examination, document)
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
        if image.digest and image.digest not in printable
    )


def discard(report: Report, digest: str, *, user: User) -> None:
    """Delete an image that no version and no draft of the report shows, and its file.

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
