"""Whose patient data a person reaches. Views ask here and nowhere else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self, TypeAlias

from django.db import models
from django.db.models import Exists, OuterRef, Q

from .normalisation import comparable_name, comparable_number
from .roles import Role

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    # The row types of the classes below; named in strings, which ruff does not read.
    from .examinations import Examination  # noqa: F401
    from .images import KeyImage  # noqa: F401
    from .people import Patient, User  # noqa: F401
    from .reports import Report, ReportVersion  # noqa: F401

    Person: TypeAlias = User | AnonymousUser


def _reach(user: Person, released: Q) -> Q | None:
    """What ``user`` reaches: everything (an empty Q), what was ``released`` to a referrer, nothing (None)."""
    role = getattr(user, "role", None) if user.is_active else None
    if role in (Role.RADIOLOGIST, Role.ADMIN):
        return Q()
    return released if role == Role.REFERRER else None


class PatientQuerySet(models.QuerySet["Patient"]):
    def visible_to(self, user: Person) -> Self:
        """Patients whose examinations ``user`` may see."""
        reach = _reach(
            user, Q(examinations__referrer=user.pk, examinations__report__released_at__isnull=False)
        )
        return self.none() if reach is None else self.filter(reach).distinct() if reach else self

    def with_mrn(self, mrn: str) -> Self:
        """The one patient of a medical record number, however it is typed."""
        return self.filter(mrn_key=comparable_number(mrn))


class ExaminationQuerySet(models.QuerySet["Examination"]):
    def visible_to(self, user: Person) -> Self:
        """Radiologists and administrators: all. Referrers: their own, once the report was released."""
        reach = _reach(user, Q(referrer=user.pk, report__released_at__isnull=False))
        return self.none() if reach is None else self.filter(reach)

    def with_accession(self, accession_number: str) -> Self:
        return self.filter(accession_key=comparable_number(accession_number))


class KeyImageQuerySet(models.QuerySet["KeyImage"]):
    def visible_to(self, user: Person) -> Self:
        """Radiologists and administrators: all. Referrers: those that a report released to them shows."""
        from .reports import ReportVersion

        shown = ReportVersion.objects.visible_to(user).filter(
            report__examination=OuterRef("examination"), document__contains=OuterRef("digest")
        )
        reach = _reach(user, Q(Exists(shown)))
        return self.none() if reach is None else self.filter(reach)


class ReportQuerySet(models.QuerySet["Report"]):
    def visible_to(self, user: Person) -> Self:
        """Radiologists and administrators: all. Referrers: released reports of their own patients."""
        reach = _reach(user, Q(examination__referrer=user.pk, released_at__isnull=False))
        return self.none() if reach is None else self.filter(reach)

    def whole(self) -> Self:
        """With the rows that the services read beside a report."""
        return self.select_related(
            "examination__patient", "examination__referrer", "current_version__signed_by", "author"
        )

    def newest_first(self) -> Self:
        """The order of every list; a page is cut after (``examination.listed_on``, ``examination_id``)."""
        return self.order_by("-examination__listed_on", "-examination_id")

    def after(self, listed_on: Any, examination_id: int) -> Self:
        """The rows that follow the given one in `newest_first`."""
        # The first condition is implied by the second; it lets both planners start at the right index entry.
        return self.filter(examination__listed_on__lte=listed_on).filter(
            Q(examination__listed_on__lt=listed_on) | Q(examination_id__lt=examination_id)
        )

    def of_patients_named(self, words: str) -> Self:
        """Reports of patients in whose name every word typed begins a word, whatever case and accents."""
        key = comparable_name(words)
        found = self if key or not words.strip() else self.none()
        for word in key.split():
            found = found.filter(
                Q(examination__patient__name_search__startswith=word)
                | Q(examination__patient__name_search__contains=f" {word}")
            )
        return found

    def earlier_than(self, report: Report, most: int = 5) -> Self:
        """The last signed reports of its patient before ``report``, newest first, without withdrawn ones."""
        from .reports import RELEASED_STATUSES

        examination = report.examination
        return (
            self.filter(examination__patient=examination.patient_id, status__in=RELEASED_STATUSES)
            .filter(examination__listed_on__lte=examination.listed_on)
            .exclude(pk=report.pk)
            .select_related("examination", "current_version")
            .newest_first()[:most]
        )

    def with_unread(self, reader: Person) -> Self:
        """Adds ``unread``: the current version was not opened by ``reader``."""
        from .delivery import ReadReceipt

        receipts = ReadReceipt.objects.filter(version=OuterRef("current_version"), reader=reader.pk)
        return self.annotate(unread=~Exists(receipts))


class ReportVersionQuerySet(models.QuerySet["ReportVersion"]):
    def visible_to(self, user: Person) -> Self:
        """Radiologists and administrators: all. Referrers: what was released of their own patients."""
        from .reports import RELEASED_KINDS

        released = Q(
            kind__in=RELEASED_KINDS,
            report__examination__referrer=user.pk,
            report__released_at__isnull=False,
        )
        reach = _reach(user, released)
        return self.none() if reach is None else self.filter(reach)
