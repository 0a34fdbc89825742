"""User accounts and patients."""

from __future__ import annotations

import uuid
from typing import Any, ClassVar, Self

from django.contrib.auth.models import AbstractUser, UserManager
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.db.models import Q
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

from reporting.ductography.vocabulary import Sex

from .normalisation import (
    NAME_KEY_MAX,
    NUMBER_KEY_MAX,
    Derived,
    comparable_name,
    comparable_number,
    one_printable_line,
    register_number,
)
from .roles import Role
from .visibility import Person, reach

SIGNING_ROLES = (Role.RADIOLOGIST, Role.RESIDENT)


class PeopleManager(UserManager["User"]):
    def create_superuser(
        self, username: str, email: str | None = None, password: str | None = None, **extra: Any
    ) -> User:
        extra.setdefault("role", Role.ADMIN)
        return super().create_superuser(username, email, password, **extra)


class User(AbstractUser):
    """A person with an account. Accounts are deactivated, never deleted: signatures and history name them."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.REFERRER)
    language = models.CharField(
        max_length=10, blank=True, editable=False
    )  # of screens; blank: the browser's language
    signature_failures = models.PositiveSmallIntegerField(default=0, editable=False)
    # Keyed digest of the columns that decide who signs and who reads; see `reporting.custody.account_seals`.
    account_seal = models.CharField(max_length=64, blank=True, editable=False)
    signature_tried_at = models.DateTimeField(null=True, editable=False)
    # The last invitation; none for accounts from before there were invitations.
    invited_at = models.DateTimeField(_("invited on"), null=True, editable=False)
    # Since when signing waits for the owner to confirm a changed password, second factor, name or role.
    confirmation_due_since = models.DateTimeField(null=True, editable=False)
    # When an administrator last replaced the e-mail address of an account in use.
    email_replaced_at = models.DateTimeField(null=True, editable=False)
    # Increased to end all sessions; see `_get_session_auth_hash`.
    session_generation = models.PositiveIntegerField(default=0, editable=False)

    objects: ClassVar[PeopleManager] = PeopleManager()

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(name="user_role_known", condition=models.Q(role__in=Role.values)),
        ]

    def __str__(self) -> str:
        return self.display_name

    @property
    def display_name(self) -> str:
        """The name shown on screens and printed below a signature."""
        return self.get_full_name() or self.username

    def _get_session_auth_hash(self, secret: str | bytes | None = None) -> str:
        """Return the hash that every session of this account must carry; Django compares it at each request.

        It covers the password, as Django's own does, and the session generation. Generation 0 has Django's hash.
        """
        covered = f"{self.password}{self.session_generation or ''}"
        return salted_hmac(
            "django.contrib.auth.models.AbstractBaseUser.get_session_auth_hash",
            covered,
            secret=secret,
            algorithm="sha256",
        ).hexdigest()

    def save(self, *args: Any, **options: Any) -> None:
        # The receiver of post_save seals the row: both are stored, or neither is.
        with transaction.atomic():
            super().save(*args, **options)

    def clean(self) -> None:
        super().clean()
        for name in (self.first_name, self.last_name):
            one_printable_line(name)
        self._refuse_name_of_signer()

    def _refuse_name_of_signer(self) -> None:
        """Refuse, when it is entered, a name under which another account signs or has signed."""
        stored = User.objects.filter(pk=self.pk).first()
        if stored is not None and (stored.display_name, stored.role) == (self.display_name, self.role):
            return
        signers = User.objects.filter(Q(role__in=SIGNING_ROLES) | Q(signatures__isnull=False))
        taken = {comparable_name(other.display_name) for other in signers.exclude(pk=self.pk).distinct()}
        if comparable_name(self.display_name) in taken:
            raise ValidationError(
                _(
                    "Another account signs reports with this name. Add a middle name, an initial or a title, so that "
                    "readers can distinguish the two."
                ),
                code="name_taken",
            )


class PatientQuerySet(models.QuerySet["Patient"]):
    def visible_to(self, user: Person) -> Self:
        """Patients whose examinations ``user`` may see."""
        reached = reach(
            user, Q(examinations__referrer=user.pk, examinations__report__released_at__isnull=False)
        )
        return self.none() if reached is None else self.filter(reached).distinct() if reached else self

    def with_mrn(self, mrn: str) -> Self:
        """Return the patient with this medical record number, regardless of spacing and case."""
        return self.filter(mrn_key=comparable_number(mrn))


class Patient(Derived):
    """A patient, identified by one medical record number."""

    derived = {"name_search": ("name", comparable_name), "mrn_key": ("mrn", comparable_number)}

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(_("name"), max_length=200, validators=[one_printable_line])
    name_search = models.CharField(max_length=NAME_KEY_MAX, db_index=True, editable=False)
    mrn = models.CharField(
        _("medical record number"), max_length=64, validators=[one_printable_line, register_number]
    )
    mrn_key = models.CharField(max_length=NUMBER_KEY_MAX, unique=True, editable=False)
    birth_date = models.DateField(_("date of birth"), null=True, blank=True)
    sex = models.CharField(_("sex"), max_length=20, blank=True, choices=Sex.choices())

    objects = PatientQuerySet.as_manager()

    class Meta:
        verbose_name = _("patient")
        verbose_name_plural = _("patients")
        constraints = [
            models.CheckConstraint(name="patient_has_mrn", condition=models.Q(mrn_key__gt="")),
        ]

    def __str__(self) -> str:
        return self.name
