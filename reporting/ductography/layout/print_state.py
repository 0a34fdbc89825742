"""Status, signature, changes and letterhead of a printed report."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from ..document import Difference


@dataclass(frozen=True, slots=True)
class AddendumText:
    """A signed addendum to a report that is itself unchanged."""

    text: str
    signer_name: str
    signed_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class ReportSignature:
    """Signature of an earlier version: a preliminary report, or the report of an addendum or a withdrawal."""

    signer_name: str
    signed_at: datetime.datetime
    version_number: int


@dataclass(frozen=True, slots=True)
class Verification:
    """Verification page of a printed report, and its verification code in groups."""

    page: str
    code: str

    @property
    def address(self) -> str:
        """The verification URL of this report."""
        return f"{self.page}{self.code}/"


@dataclass(frozen=True, slots=True)
class PrintState:
    """The state in which a document is printed.

    ``status`` is draft, preliminary, final, amended, addendum or withdrawn; ``document_digest`` the SHA-256
    of the document in 64 hexadecimal digits; every datetime has its time zone. ``changes`` and ``reason`` are
    those of an amendment. ``report_signature`` is set if the report itself was signed earlier, for an addendum
    or a withdrawal; ``preliminary_signature`` if another person signed the preliminary report. ``certificate`` is
    the name on the certificate that signs the file, "" for none.
    """

    status: str
    version_number: int | None = None
    document_digest: str = ""
    signer_name: str = ""
    signed_at: datetime.datetime | None = None
    meaning: str = ""
    reason: str = ""
    changes: tuple[Difference, ...] = ()
    addenda: tuple[AddendumText, ...] = ()
    withdrawn_reason: str = ""
    report_signature: ReportSignature | None = None
    preliminary_signature: ReportSignature | None = None
    certificate: str = ""
    verification: Verification | None = None


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Issuer of the report; ``logo_path`` is a PNG or JPEG file, "" for none.

    ``page_size`` is "a4" or "letter"; ``accent`` is the colour of headings as "#rrggbb", "" for the default.
    """

    name: str
    address: str = ""
    phone: str = ""
    logo_path: str = ""
    page_size: str = "a4"
    accent: str = ""
