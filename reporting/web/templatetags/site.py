"""Template tags of the page frame: navigation by role, facility name, release."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import template
from django.conf import settings
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from reporting.models import User
from reporting.policy.permissions import Permission, may
from reporting.site import read_only
from reporting.site.version import VERSION

register = template.Library()

# In the order of the header; pages without permission are left out.
SCREENS: tuple[tuple[str, Promise, Permission], ...] = (
    ("worklist", _("Worklist"), Permission.SEE_WORKLIST),
    ("inbox", _("Reports"), Permission.SEE_INBOX),
    ("cases", _("All cases"), Permission.SEE_CASES),
    ("examination-new", _("New examination"), Permission.REGISTER),
    ("statistics", _("Statistics"), Permission.SEE_STATISTICS),
    ("admin:index", _("Administration"), Permission.ADMINISTER),
)


@dataclass(frozen=True, slots=True)
class Item:
    label: str
    href: str
    current: bool


@register.inclusion_tag("partials/navigation.html", takes_context=True)
def navigation(context: dict[str, Any]) -> dict[str, list[Item]]:
    """Return the pages that the user may open."""
    path = context["request"].path
    offered = [
        (reverse(name), label) for name, label, permission in SCREENS if may(context["user"], permission)
    ]
    return {"items": [Item(str(label), href, path == href) for href, label in offered]}


@register.simple_tag(takes_context=True)
def confirmation_due(context: dict[str, Any]) -> bool:
    """Return True if the user signs, and must first confirm a changed password or second factor."""
    user = context.get("user")
    return (
        isinstance(user, User)
        and user.confirmation_due_since is not None
        and may(user, Permission.SIGN_PRELIMINARY)
    )


@register.simple_tag
def facility_name() -> str:
    return str(settings.FACILITY_NAME)


@register.simple_tag
def read_only_reason() -> str:
    """Return why nothing can be saved now, or ""."""
    return read_only.reason()


@register.simple_tag
def release() -> str:
    return VERSION
