"""Report templates of a radiologist: list, read, save and delete."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from reporting.custody import signed_content
from reporting.ductography.document import ReportDocument
from reporting.ductography.drafting.patterns import (
    NORMAL,
    PATTERNS,
    as_personal_template,
    bundled_pattern,
    technique_pattern,
)
from reporting.models import ReportTemplate, ReportVersion, User
from reporting.policy.exceptions import ActionRefused

LAST_TECHNIQUE = "last"  # key of the technique in the radiologist's last signed report
TEMPLATES_MAX = 50  # templates of one radiologist


@dataclass(frozen=True, slots=True)
class OfferedTemplate:
    """A template in the editor; ``key`` identifies it, ``own``: the radiologist may delete it."""

    key: str
    label: str
    own: bool = False


def offered_templates(user: User) -> list[OfferedTemplate]:
    """Return all templates that ``user`` may fill in, except the normal study and the last technique."""
    rows = ReportTemplate.objects.filter(Q(owner=user) | Q(owner=None), is_normal_study=False)
    found = [OfferedTemplate(str(row.public_id), row.name, row.owner_id is not None) for row in rows]
    return [OfferedTemplate(name, str(label)) for name, label in PATTERNS.items() if name != NORMAL] + found


def template_document(user: User, key: str) -> ReportDocument | None:
    """Return the answers of template ``key``, or None if it is not available to ``user``."""
    if key == LAST_TECHNIQUE:
        return _last_technique(user)
    if key == NORMAL and (normal := ReportTemplate.objects.filter(is_normal_study=True).first()):
        return ReportDocument.from_json(normal.document)
    if key in PATTERNS:
        return bundled_pattern(key)
    mine = ReportTemplate.objects.filter(Q(owner=user) | Q(owner=None))
    row = mine.filter(public_id=identifier).first() if (identifier := _parsed_uuid(key)) else None
    return ReportDocument.from_json(row.document) if row else None


def _last_technique(user: User) -> ReportDocument | None:
    signed = ReportVersion.objects.filter(signed_by=user).order_by("-signed_at", "-pk")
    last = signed.select_related("report__examination__patient", "supersedes").first()
    return technique_pattern(signed_content.document_of(last)) if last else None


def save_template(user: User, name: str, document: ReportDocument) -> ReportTemplate:
    """Save the answers of ``document`` without patient data as a template, replacing one of the same name.

    Raises:
        ActionRefused: the name is invalid, the template is empty, or the limit is reached.
    """
    template = as_personal_template(document)
    if template.is_empty():
        raise ActionRefused(_("There are no answers to save in a template."))
    mine = ReportTemplate.objects.filter(owner=user)
    row = mine.filter(name=name.strip()).first() or ReportTemplate(owner=user, name=name.strip())
    row.document = template.canonical_json()
    if row._state.adding and mine.count() >= TEMPLATES_MAX:
        raise ActionRefused(
            _("You already have {number} templates. Delete one first.").format(number=TEMPLATES_MAX)
        )
    try:
        row.full_clean()
    except ValidationError as error:
        raise ActionRefused(
            _("Name of the template: {problem}").format(problem=" ".join(error.messages))
        ) from None
    row.save()
    return row


def delete_template(user: User, key: str) -> None:
    """Delete one of the user's own templates, if it exists."""
    if identifier := _parsed_uuid(key):
        ReportTemplate.objects.filter(owner=user, public_id=identifier).delete()


def _parsed_uuid(text: str) -> uuid.UUID | None:
    try:
        return uuid.UUID(text)
    except ValueError:
        return None
