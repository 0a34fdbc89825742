"""Key images of an examination: what is stored, where it came from, and who attached it."""

from __future__ import annotations

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from reporting.ductography.vocabulary import Projection, Side

from .examinations import Examination
from .versions import DIGEST_LENGTH, ReportVersion
from .visibility import Person, reach


class ImageKind(models.TextChoices):
    """Format of the stored file."""

    PNG = "png", "PNG"
    JPEG = "jpeg", "JPEG"


class ImageSource(models.TextChoices):
    """Format of the uploaded file."""

    PNG = "png", "PNG"
    JPEG = "jpeg", "JPEG"
    DICOM = "dicom", "DICOM"


class IdentityBasis(models.TextChoices):
    """Evidence that the image is of this patient."""

    HEADER = "header", _("the header names this patient")
    CONFIRMED = "confirmed", _("confirmed by the person who attached it")


class KeyImageQuerySet(models.QuerySet["KeyImage"]):
    def visible_to(self, user: Person) -> Self:
        """Radiologists and administrators: all. Referrers: images shown in a report released to them."""
        shown = ReportVersion.objects.visible_to(user).filter(
            report__examination=OuterRef("examination"), document__contains=OuterRef("digest")
        )
        reached = reach(user, Q(Exists(shown)))
        return self.none() if reached is None else self.filter(reached)


class KeyImage(models.Model):
    """One stored image, identified by the digest of its bytes, which never change. The report describes it.

    ``side``, ``projection`` and ``taken`` come from the file header and are initial values for the report.
    """

    examination = models.ForeignKey(Examination, on_delete=models.PROTECT, related_name="key_images")
    digest = models.CharField(max_length=DIGEST_LENGTH)
    kind = models.CharField(max_length=10, choices=ImageKind)
    width = models.PositiveIntegerField()  # pixels
    height = models.PositiveIntegerField()  # pixels
    source = models.CharField(max_length=10, choices=ImageSource)
    frame_number = models.PositiveIntegerField(null=True)
    frame_count = models.PositiveIntegerField(null=True)
    side = models.CharField(max_length=20, blank=True, choices=Side.choices())
    projection = models.CharField(max_length=20, blank=True, choices=Projection.choices())
    taken = models.DateField(null=True)
    identity = models.CharField(max_length=20, choices=IdentityBasis)
    attached_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    attached_at = models.DateTimeField(default=timezone.now)

    objects = KeyImageQuerySet.as_manager()

    class Meta:
        verbose_name = _("key image")
        verbose_name_plural = _("key images")
        ordering = ["examination", "id"]
        constraints = [
            models.UniqueConstraint(fields=["examination", "digest"], name="key_image_once"),
            models.CheckConstraint(name="key_image_kind_known", condition=Q(kind__in=ImageKind.values)),
            models.CheckConstraint(name="key_image_source_known", condition=Q(source__in=ImageSource.values)),
            models.CheckConstraint(
                name="key_image_identity_known", condition=Q(identity__in=IdentityBasis.values)
            ),
            models.CheckConstraint(
                name="key_image_frame_of_several",
                condition=Q(frame_number__isnull=True, frame_count__isnull=True)
                | Q(
                    source=ImageSource.DICOM,
                    frame_number__isnull=False,
                    frame_count__isnull=False,
                    frame_number__gte=1,
                    frame_count__gt=1,
                    frame_number__lte=models.F("frame_count"),
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.examination_id}/{self.digest[:8]}"

    @property
    def content_type(self) -> str:
        return f"image/{self.kind}"
