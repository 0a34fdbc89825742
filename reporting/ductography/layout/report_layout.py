"""Arrange the contents of a printed report, independently of page size and line width.

The PDF and the text report both render a `ReportLayout`, so that they have the same words in the same order: marks
and notices, identity, result, recommendation, details, and the signature last. An answer that the header states in
full is not repeated in the details.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from ..diagrams import SurgicalMap, surgical_map
from ..document import Difference, ReportDocument
from ..document.formatting import format_answer, moment, not_recorded
from ..narrative.caveats import caveats
from ..narrative.text_origin import without_redundant_suggestions
from .bidi_isolation import bidi_isolated
from .key_image_captions import CaptionedImage, captioned_images
from .print_state import Letterhead, PrintState, ReportSignature, Verification
from .recommendation_entries import (
    assessment_entries,
    generated_entries,
    recommendation_entries,
    suggestion_entries,
)
from .report_header import category_line, finding_lines, result_lines, side_line
from .report_sections import Entry, Section, report_sections
from .status_banners import Notice, PageMark, addendum_notices, notices, origin_mark, page_marks

# Reading order of the detail sections; others follow in the order of `report_sections`.
DETAIL_ORDER = (
    "findings",
    "breast",
    "outcome",
    "technique",
    "discharge",
    "complications",
    "added_procedures",
    "dose",
    "comparison",
    "correlation",
    "indication",
    "safety",
    "communications",
    "subsequent_procedures",
)
VERIFICATION = "stamp.verification"
RUNNING_IDENTITY = ("patient_name", "birth_date", "mrn", "accession_number", "examination_date")
# These sections have their own positions.
HEAD_SECTIONS = ("identity", "impression", "breasts", "key_images")

GENERATED_IMPRESSION = "impression.generated"


@dataclass(frozen=True, slots=True)
class ReportLayout:
    """The texts of a report by position; ``running_identity`` is repeated on every page."""

    title: str
    subtitle: str
    letterhead: Letterhead
    marks: tuple[PageMark, ...]
    notices: tuple[Notice, ...]
    running_identity: tuple[Entry, ...]
    identity: tuple[Entry, ...]
    side: str
    result: tuple[str, ...]
    category: str
    caveats: tuple[str, ...]
    result_details: tuple[Entry, ...]
    recommendation: tuple[Entry, ...]
    map: SurgicalMap
    addenda: tuple[Notice, ...]
    details: tuple[Section, ...]
    images: tuple[CaptionedImage, ...]
    signature: tuple[Entry, ...]
    certificate: str
    verification: Verification | None
    digest: str
    changes: tuple[Difference, ...]

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield every printed text with the path of its field."""
        yield from (
            ("letterhead.name", self.letterhead.name),
            ("letterhead.address", self.letterhead.address),
            ("letterhead.phone", self.letterhead.phone),
            ("stamp", f"{self.title}\n{self.subtitle}\n{self.digest}"),
        )
        yield from (("stamp", mark.text) for mark in self.marks)
        for notice in (*self.notices, *self.addenda):
            yield "stamp", notice.title
            yield from ((entry.path, f"{entry.label}\n{entry.text}") for entry in notice.entries)
        for change in self.changes:
            yield change.path, f"{change.label}\n{change.old}\n{change.new}"
        for entry in (*self.running_identity, *self.identity, *self.result_details, *self.recommendation):
            yield entry.path, f"{entry.label}\n{entry.text}"
        yield "impression.text", "\n".join(self.result)
        yield "breasts", self.category
        yield "result", "\n".join((self.side, *self.caveats))
        for figure in self.map.figures:
            yield "map", f"{figure.title}\n{figure.alt}"
        for key in self.map.legend:
            yield "map", f"{key.label} {key.text}"
        for section in self.details:
            yield from _section_texts(section)
        for image in self.images:
            yield from image.texts()
        for entry in self.signature:
            yield entry.path, f"{entry.label}\n{entry.text}"


def _section_texts(section: Section) -> Iterator[tuple[str, str]]:
    yield section.key, section.title
    yield from ((entry.path, f"{entry.label}\n{entry.text}") for entry in section.entries)
    for below in section.sections:
        yield from _section_texts(below)


def build_report_layout(
    document: ReportDocument, print_state: PrintState, letterhead: Letterhead
) -> ReportLayout:
    """Build the layout from every answer of ``document`` and from ``print_state``."""
    document = without_redundant_suggestions(document)
    sections = {section.key: section for section in report_sections(document)}
    category = category_line(document)
    return ReportLayout(
        title=_("Ductography report"),
        subtitle=_subtitle(print_state),
        letterhead=letterhead,
        marks=page_marks(document, print_state),
        notices=notices(print_state),
        running_identity=_running_identity(document),
        identity=sections["identity"].entries if "identity" in sections else (),
        side=side_line(document),
        result=result_lines(document),
        category=category,
        caveats=caveats(document),
        result_details=(
            *_findings_beside_impression(document),
            *_impression(sections),
            *assessment_entries(document, sections.get("breasts"), category),
        ),
        recommendation=tuple(recommendation_entries(document, sections.get("breasts"))),
        map=surgical_map(document),
        addenda=addendum_notices(print_state),
        details=(*_details(_without_marked_origin(sections, document)), *_suggestions(document, sections)),
        images=captioned_images(document),
        signature=_signature(print_state),
        certificate=print_state.certificate,
        verification=print_state.verification,
        digest=print_state.document_digest,
        changes=print_state.changes,
    )


def _subtitle(print_state: PrintState) -> str:
    states = {
        "draft": _("draft"),
        "preliminary": _("preliminary"),
        "final": _("final"),
        "amended": _("amended"),
        "addendum": _("final, with addendum"),
        "withdrawn": _("withdrawn"),
    }
    state = states[print_state.status]
    if print_state.version_number is None:
        return state
    return _("{state}, version {number}").format(state=state, number=print_state.version_number)


def _running_identity(document: ReportDocument) -> tuple[Entry, ...]:
    """Return patient, examination and side; "–" stands for a value that is not entered yet."""
    identity = document.identity
    specs = {spec.name: spec for spec in identity.leaf_specs()}
    entries = []
    for name in RUNNING_IDENTITY:
        text = (
            not_recorded()
            if name in identity.not_recorded
            else format_answer(specs[name], getattr(identity, name))
        )
        entries.append(Entry(f"identity.{name}", str(specs[name].label), text or "–"))
    return (*entries, Entry("ducts", _("side"), side_line(document) or "–"))


def _findings_beside_impression(document: ReportDocument) -> Iterator[Entry]:
    """Yield the recorded findings where the impression is the radiologist's own words."""
    if document.impression.text and (lines := finding_lines(document, beside_impression=True)):
        yield Entry("ducts", _("findings"), "\n".join(lines))


def _impression(sections: dict[str, Section]) -> Iterator[Entry]:
    for entry in sections["impression"].entries if "impression" in sections else ():
        # The impression text is the result itself, printed above.
        is_result = entry.path == "impression.text" and entry.text != not_recorded()
        if not is_result and entry.path != GENERATED_IMPRESSION:
            yield entry


def _suggestions(document: ReportDocument, sections: dict[str, Section]) -> Iterator[Section]:
    """Yield a section with the suggestions, their rules and sources."""
    conclusions, impression = sections.get("breasts"), sections.get("impression")
    edited = impression.entries if impression else ()
    entries = (
        *suggestion_entries(document, conclusions),
        *generated_entries(conclusions),
        *(entry for entry in edited if entry.path == GENERATED_IMPRESSION),
    )
    if entries:
        yield Section("proposals", _("Decision-support suggestion"), entries)


def _details(sections: dict[str, Section]) -> tuple[Section, ...]:
    others = [key for key in sections if key not in DETAIL_ORDER and key not in HEAD_SECTIONS]
    return tuple(sections[key] for key in (*DETAIL_ORDER, *others) if key in sections)


def _without_marked_origin(sections: dict[str, Section], document: ReportDocument) -> dict[str, Section]:
    """Return ``sections`` without the origin of the case if a mark on every page states it."""
    if "origin" not in sections or origin_mark(document) is None:
        return sections
    origin = sections["origin"]
    left = replace(origin, entries=tuple(entry for entry in origin.entries if entry.path != "origin.kind"))
    others = {key: section for key, section in sections.items() if key != "origin"}
    return others if left.is_empty else {**others, "origin": left}


def _report_signature(signature: ReportSignature | None) -> str:
    if signature is None:
        return ""
    return _("{name}, {moment}, version {number}").format(
        name=bidi_isolated(signature.signer_name),
        moment=moment(signature.signed_at),
        number=signature.version_number,
    )


def _certificate(print_state: PrintState) -> str:
    if not print_state.signer_name:
        return ""
    if not print_state.certificate:
        return _("Electronically signed in the application. This PDF carries no digital signature.")
    return _("This PDF is digitally signed with the certificate of {name}.").format(
        name=bidi_isolated(print_state.certificate)
    )


def _verification(verification: Verification | None) -> str:
    if verification is None:
        return ""
    return _("{page} with the code {code}").format(page=verification.page, code=verification.code)


def _signature(print_state: PrintState) -> tuple[Entry, ...]:
    rows = [
        (
            "stamp.preliminary_signature",
            _("preliminary report signed by"),
            _report_signature(print_state.preliminary_signature),
        ),
        ("stamp.report_signature", _("report signed by"), _report_signature(print_state.report_signature)),
        ("stamp.signer_name", _("signed by"), print_state.signer_name),
        ("stamp.signed_at", _("signed on"), moment(print_state.signed_at) if print_state.signed_at else ""),
        (
            "stamp.version_number",
            _("version"),
            str(print_state.version_number) if print_state.version_number else "",
        ),
        ("stamp.meaning", _("attestation"), print_state.meaning),
        ("stamp.certificate", _("digital signature"), _certificate(print_state)),
        (VERIFICATION, _("verification"), _verification(print_state.verification)),
    ]
    entries = tuple(Entry(*row) for row in rows if row[2])
    return entries if print_state.signer_name else (Entry("stamp", _("signature"), _("not signed")), *entries)
