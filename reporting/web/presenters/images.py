"""Prepare key images for pages: URLs, sizes, and the arrows drawn on them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from reporting.ductography.layout.arrow_shape import ArrowShape, arrow_shape
from reporting.ductography.layout.key_image_captions import CaptionedImage, PlacedArrow
from reporting.models import KeyImage, Report


@dataclass(frozen=True, slots=True)
class Picture:
    """A stored image with its URLs and size in pixels; ``about`` describes its source."""

    digest: str
    href: str
    small_href: str
    width: int
    height: int
    about: str

    def drawn_arrows(self, arrows: Iterable[PlacedArrow]) -> tuple[DrawnArrow, ...]:
        """Return ``arrows`` as drawn on this image."""
        return tuple(_drawn_arrow(arrow_shape(arrow, self.width, self.height)) for arrow in arrows)


@dataclass(frozen=True, slots=True)
class DrawnArrow:
    """Coordinates of an arrow in an SVG whose unit is one pixel of the image."""

    points: str
    x: str
    y: str
    radius: str
    size: str
    baseline: str
    label: str


@dataclass(frozen=True, slots=True)
class ShownImage:
    """A key image of the report page; ``picture`` is None if the stored file is missing."""

    plate: CaptionedImage
    picture: Picture | None
    arrows: tuple[DrawnArrow, ...]


def pictures_of(report: Report, rows: Iterable[KeyImage]) -> dict[str, Picture]:
    """Return the stored images of a report's examination by digest, oldest first."""
    return {
        row.digest: Picture(
            row.digest,
            reverse("report-image", args=[report.public_id, row.digest]),
            reverse("report-image-small", args=[report.public_id, row.digest]),
            row.width,
            row.height,
            _about(row),
        )
        for row in rows
    }


def shown_images(plates: Iterable[CaptionedImage], pictures: dict[str, Picture]) -> list[ShownImage]:
    return [
        ShownImage(plate, picture, picture.drawn_arrows(plate.arrows) if picture else ())
        for plate in plates
        for picture in [pictures.get(plate.digest)]
    ]


def _drawn_arrow(shape: ArrowShape) -> DrawnArrow:
    size = shape.radius * (1.3 if len(shape.label) < 3 else 0.95)
    x, y = shape.centre
    return DrawnArrow(
        points=" ".join(f"{px:.1f},{py:.1f}" for px, py in shape.outline),
        x=f"{x:.1f}",
        y=f"{y:.1f}",
        radius=f"{shape.radius:.1f}",
        size=f"{size:.1f}",
        baseline=f"{y + size * 0.36:.1f}",
        label=shape.label,
    )


def _about(row: KeyImage) -> str:
    if row.frame_count:
        return _("{kind}, frame {number} of {count}").format(
            kind=row.get_source_display(), number=row.frame_number, count=row.frame_count
        )
    return str(row.get_source_display())
