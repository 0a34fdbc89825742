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
        says=_("Image {number}: select the side."),
        why=_("A laterality error can harm the patient."),
        source=COMPONENTS,
    ),
    Rule(
        "image-attached",
        on=KeyImage,
        required=("digest",),
        severity=Severity.PROHIBIT,
        says=_("Image {number}: the image file is missing."),
        why=_("A signed report must include the images it refers to."),
        source="CFR11",
    ),
    Rule(
        "arrow-placed",
        on=Arrow,
        required=("x", "y", "direction_degrees"),
        severity=Severity.PROHIBIT,
        says=_("Arrow {number} of a key image: set the tip and the direction."),
        why=_("A signed report must include the images it refers to."),
        source="CFR11",
    ),
)
