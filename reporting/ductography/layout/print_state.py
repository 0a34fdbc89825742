"""What a printed report says about itself: its status, who signed it, what changed, and who issued it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from ..document import Difference


@dataclass(frozen=True, slots=True)
class AddendumText:
    """A signed text below a report that is itself left as it was."""

    text: str
    signer_name: str
    signed_at: datetime.datetime


@dataclass(frozen=True, slots=True)
class ReportSignature:
    """Who signed the report below which an addendum or a withdrawal stands, when, and as which version."""

    signer_name: str
    signed_at: datetime.datetime
    version_number: int


@dataclass(frozen=True, slots=True)
class Verification:
    """Where anybody may ask whether a printed report is genuine, and the code to ask with, in groups."""

    page: str
    code: str

    @property
    def address(self) -> str:
        """The page that answers for this report."""
        return f"{self.page}{self.code}/"


@dataclass(frozen=True, slots=True)
class PrintState:
    """The state in which a document is printed.

    ``status`` is draft, preliminary, final, amended, addendum or withdrawn; ``document_digest`` the SHA-256
    of the document in 64 hexadecimal digits; every moment carries its time zone. ``changes`` and ``reason``
    tell what an amendment replaced and why. ``report_signature`` is set where the report itself was signed
    before, by another act. ``certificate`` tells whose certificate signs the file itself, "" for none.
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
    certificate: str = ""
    verification: Verification | None = None


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues the report; ``logo_path`` is a PNG or JPEG file, "" for none.

    ``page_size``, "a4" or "letter", and ``accent``, the colour of headings as "#rrggbb", are those of its papers;
    "" is the colour of the program.
    """

    name: str
    address: str = ""
    phone: str = ""
    logo_path: str = ""
    page_size: str = "a4"
    accent: str = ""
