"""Database tables; what may be done with them is decided by the services that import this package."""

from .audit import AuditEvent, AuditHead, AuditKind, Outcome
from .delivery import Delivery, ReadReceipt
from .examinations import ContrastAgent, Examination
from .images import IdentityBasis, ImageKind, ImageSource, KeyImage
from .outbox import MailKind, OutboxQuerySet, OutboxRow, OutgoingMail
from .people import Patient, User
from .releases import SheetRelease
from .report_states import (
    FIRST_ATTESTATIONS,
    RELEASED_KINDS,
    RELEASED_STATUSES,
    Kind,
    Meaning,
    Status,
    attestation_to_record,
)
from .reports import DraftRevision, Report
from .roles import Role
from .sign_in_failures import SignInFailures
from .templates import ReportTemplate
from .versions import ReportVersion

__all__ = [
    "FIRST_ATTESTATIONS",
    "RELEASED_KINDS",
    "RELEASED_STATUSES",
    "AuditEvent",
    "AuditHead",
    "AuditKind",
    "ContrastAgent",
    "Delivery",
    "DraftRevision",
    "Examination",
    "IdentityBasis",
    "ImageKind",
    "ImageSource",
    "KeyImage",
    "Kind",
    "MailKind",
    "Meaning",
    "OutboxQuerySet",
    "OutboxRow",
    "Outcome",
    "OutgoingMail",
    "Patient",
    "ReadReceipt",
    "Report",
    "ReportTemplate",
    "ReportVersion",
    "Role",
    "SheetRelease",
    "SignInFailures",
    "Status",
    "User",
    "attestation_to_record",
]
