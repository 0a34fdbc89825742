"""What must be told of a key image before it is signed with the report."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from reporting.ductography.document import Arrow, KeyImage

from ..rules import Rule, Severity
from .examination import COMPONENTS

RULES: tuple[Rule, ...] = (
    Rule(
        "image-side",
        on=KeyImage,
        required=("side",),
        severity=Severity.PROHIBIT,
        says=_("Image {number}: the side is missing."),
        why=_("A wrong side harms the patient."),
        source=COMPONENTS,
    ),
    Rule(
        "image-attached",
        on=KeyImage,
        required=("digest",),
        severity=Severity.PROHIBIT,
        says=_("Image {number}: no stored image belongs to it."),
        why=_("What is signed must show what it speaks of."),
        source="CFR11",
    ),
    Rule(
        "arrow-placed",
        on=Arrow,
        required=("x", "y", "direction_degrees"),
        severity=Severity.PROHIBIT,
        says=_("Arrow {number} of a key image: say where its tip lies and which way it points."),
        why=_("What is signed must show what it speaks of."),
        source="CFR11",
    ),
)
