"""Captions, arrow labels and alternative texts of key images.

A finding has the number under which it is printed: with one duct, finding 2 is “2”; with several, finding 2 of duct 1
is “1.2”. A finding outside the ducts is “B1”.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from ..document import Arrow, BreastFinding, DuctFinding, KeyImage, LeafSpec, ReportDocument
from ..document.formatting import format_answer, not_recorded
from ..phrases.finding_labels import finding_title, place_label
from ..vocabulary import Side
from .report_sections import Entry


@dataclass(frozen=True, slots=True)
class NumberedFinding:
    """A finding that an arrow can point to; ``label`` is its printed number, ``text`` its name and location."""

    path: str
    label: str
    text: str
    side: Side | None

    @property
    def description(self) -> str:
        return f"{self.label} {self.text}".strip()


@dataclass(frozen=True, slots=True)
class PlacedArrow:
    """An arrow whose tip lies at (``x``, ``y``), shares of width and height; 0 degrees points up, 90 to the right."""

    label: str
    x: float
    y: float
    direction_degrees: int


@dataclass(frozen=True, slots=True)
class CaptionedImage:
    """A key image as printed and shown; ``alt`` describes the image with its arrows."""

    path: str
    digest: str
    title: str
    caption: str
    entries: tuple[Entry, ...]
    arrows: tuple[PlacedArrow, ...]
    alt: str

    def texts(self) -> Iterator[tuple[str, str]]:
        """Yield every printed text with the path of its field."""
        yield self.path, f"{self.title}\n{self.alt}"
        yield f"{self.path}.caption", self.caption
        yield from ((entry.path, f"{entry.label}\n{entry.text}") for entry in self.entries)


def numbered_findings(document: ReportDocument) -> list[NumberedFinding]:
    """Return every finding in report order."""
    several = len(document.ducts) > 1
    found = []
    for index, duct in enumerate(document.ducts):
        for position, finding in enumerate(duct.findings):
            label = f"{index + 1}.{position + 1}" if several else str(position + 1)
            path = f"ducts[{index}].findings[{position}]"
            found.append(NumberedFinding(path, label, _what_and_where(finding), duct.side))
    for position, outside in enumerate(document.breast.findings):
        label = f"{pgettext('letter on a diagram', 'B')}{position + 1}"
        path = f"breast.findings[{position}]"
        found.append(NumberedFinding(path, label, _what_and_where(outside), outside.side))
    return found


def captioned_images(document: ReportDocument) -> tuple[CaptionedImage, ...]:
    """Return the key images of a report in order."""
    findings = {finding.path: finding for finding in numbered_findings(document)}
    return tuple(_captioned_image(index, image, findings) for index, image in enumerate(document.key_images))


def _captioned_image(index: int, image: KeyImage, findings: dict[str, NumberedFinding]) -> CaptionedImage:
    path = f"key_images[{index}]"
    title = _title(index, image)
    caption = image.caption or ""
    entries = [*_entries(path, image), *_arrow_entries(path, image, findings)]
    entries.sort(key=lambda entry: entry.path.endswith(".digest"))  # the digest comes last
    arrows = tuple(filter(None, (_placed_arrow(arrow, findings) for arrow in image.arrows)))
    pointed = [findings[arrow.finding].description for arrow in image.arrows if arrow.finding in findings]
    alt_parts = [title, caption, str(image.projection.label) if image.projection else ""]
    alt_parts += [_("arrow to finding {finding}").format(finding=each) for each in pointed]
    return CaptionedImage(
        path,
        image.digest or "",
        title,
        caption,
        tuple(entries),
        arrows,
        ". ".join(part.rstrip(".") for part in alt_parts if part),
    )


def _title(index: int, image: KeyImage) -> str:
    """Return “Image 1, left breast”; the title of an image always includes its side."""
    number = _("Image {number}").format(number=index + 1)
    if image.side:
        return _("{image}, {side} breast").format(image=number, side=image.side.label)
    return _("{image}, side not recorded").format(image=number) if "side" in image.not_recorded else number


def _entries(path: str, image: KeyImage) -> Iterator[Entry]:
    for spec in image.leaf_specs():
        here, value = f"{path}.{spec.name}", getattr(image, spec.name)
        if spec.name in image.not_recorded:
            yield Entry(here, str(spec.label), not_recorded())
        elif spec.name not in ("side", "caption") and (text := format_answer(spec, value)):
            yield Entry(here, str(spec.label), text)


def _arrow_entries(path: str, image: KeyImage, findings: dict[str, NumberedFinding]) -> Iterator[Entry]:
    for index, arrow in enumerate(image.arrows):
        known = findings.get(arrow.finding or "")
        parts = [known.description if known else arrow.finding or "", *_place_of(arrow)]
        parts += [
            _("{field} not recorded").format(field=spec.label)
            for spec in arrow.leaf_specs()
            if spec.name in arrow.not_recorded
        ]
        label = pgettext("numbered item", "{item} {number}").format(item=_("arrow"), number=index + 1)
        yield Entry(f"{path}.arrows[{index}]", label, ", ".join(filter(None, parts)))


def _place_of(arrow: Arrow) -> Iterator[str]:
    specs: dict[str, LeafSpec] = {spec.name: spec for spec in arrow.leaf_specs()}
    for name, wording in (
        ("x", _("{share} from the left")),
        ("y", _("{share} from the top")),
        ("direction_degrees", _("pointing {angle}")),
    ):
        if text := format_answer(specs[name], getattr(arrow, name)):
            yield wording.format(share=text, angle=text)


def _placed_arrow(arrow: Arrow, findings: dict[str, NumberedFinding]) -> PlacedArrow | None:
    """Return the arrow with its label, or None if its position or direction is not entered."""
    if arrow.x is None or arrow.y is None or arrow.direction_degrees is None:
        return None
    known = findings.get(arrow.finding or "")
    return PlacedArrow(known.label if known else "", arrow.x, arrow.y, arrow.direction_degrees)


def _what_and_where(finding: DuctFinding | BreastFinding) -> str:
    where = place_label(finding.location.model_copy(update={"not_recorded": ()}))
    return ", ".join(filter(None, (finding_title(finding), where)))
