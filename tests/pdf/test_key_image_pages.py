"""Key images on paper: on pages of their own, with their words, at the size of print, whatever is typed."""

import io
import json
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from pypdf import PdfReader
from pypdf.generic import ArrayObject, DictionaryObject

from reporting.ductography.document import ReportDocument
from reporting.images.formats import FileKind, clean
from reporting.pdf.key_image_pages import PIXELS_PER_POINT
from reporting.pdf.report import render
from tests.ductography.clinical_reports import KEY_IMAGE, LESION, report
from tests.pdf.judges import checked_by_qpdf, failures, spoken
from tests.pdf.samples import LETTERHEAD, stamp


def stored(
    size: tuple[int, int] = (600, 800), kind: FileKind = FileKind.PNG, darker: int = 0
) -> tuple[str, bytes]:
    image = clean(Image.linear_gradient("L").resize(size).point(lambda grey: max(0, grey - darker)), kind)
    return image.digest, image.data


DIGEST, DATA = stored()


def with_images(*images: dict[str, Any]) -> ReportDocument:
    return report(LESION, {"key_images": [{**KEY_IMAGE, "digest": DIGEST, **image} for image in images]})


def pages(document: ReportDocument, pictures: dict[str, bytes] | None = None) -> list[Any]:
    pdf = render(document, stamp(), LETTERHEAD, {DIGEST: DATA} if pictures is None else pictures)
    return list(PdfReader(io.BytesIO(pdf)).pages)


def text(page: Any) -> str:
    return " ".join(page.extract_text().split())


def test_a_report_without_images_has_no_page_for_them() -> None:
    assert not any("Key images" in text(page) for page in pages(report(LESION)))


@pytest.mark.parametrize("count", [1, 2, 3, 4, 5, 9])
def test_images_stand_on_pages_of_their_own_each_with_its_words(count: int) -> None:
    before = len(pages(report(LESION)))
    pictures = dict(stored(darker=9 * number) for number in range(count))
    shown = [{"caption": f"Caption {number}", "digest": digest} for number, digest in enumerate(pictures)]
    found = pages(with_images(*shown), pictures)
    assert not any(page.images for page in found[:before])
    assert sum(len(page.images) for page in found) == count
    seen = 0
    for page in found[before:]:
        for _image in page.images:
            assert f"Image {seen + 1}, left breast Caption {seen}" in text(page)
            seen += 1
    assert "Key images" in text(found[before])


def test_the_number_of_the_finding_stands_at_the_arrow() -> None:
    (page,) = pages(with_images({}))[-1:]
    assert text(page).count("1 filling defect, 2 o’clock in the breast") == 1


def test_a_fine_image_is_printed_with_200_dots_per_inch_and_a_coarse_one_as_it_is() -> None:
    digest, data = stored((2000, 2400))
    (image,) = pages(with_images({"digest": digest}), {digest: data})[-1].images
    assert abs(image.image.height - 500 * PIXELS_PER_POINT) <= 1
    digest, data = stored((300, 400), FileKind.JPEG)
    (image,) = pages(with_images({"digest": digest}), {digest: data})[-1].images
    assert image.image.size == (300, 400)


def test_equal_reports_make_equal_bytes() -> None:
    document = with_images({}, {"side": "right"})
    assert render(document, stamp(), LETTERHEAD, {DIGEST: DATA}) == render(
        document, stamp(), LETTERHEAD, {DIGEST: DATA}
    )


def test_a_missing_image_is_said_to_be_missing() -> None:
    (page,) = pages(with_images({}), {})[-1:]
    assert "Image not available." in text(page) and not page.images


@pytest.mark.parametrize("size", [(2400, 240), (240, 2400), (32, 32)])
def test_odd_forms_stay_within_the_page(size: tuple[int, int]) -> None:
    digest, data = stored(size)
    assert len(pages(with_images({"digest": digest}), {digest: data})[-1].images) == 1


def test_captions_and_arrows_without_end_go_on_over_the_page() -> None:
    """500 characters without a space, 300 arrows: nothing is lost, and an image keeps the first of its words."""
    arrows = [{**KEY_IMAGE["arrows"][0], "x": number / 300} for number in range(300)]
    found = pages(with_images({"caption": "x" * 500, "arrows": arrows}, {"caption": "y" * 500}))
    (with_image,) = [page for page in found if page.images]
    assert "Image 1" in text(with_image) and "Image 2" in text(with_image)
    words = " ".join(map(text, found))
    assert all(f"Arrow {number}:" in words for number in range(1, 301))
    assert words.count("x") >= 500


@pytest.mark.parametrize("status", ["draft", "withdrawn", "preliminary"])
def test_marks_of_the_state_stand_on_the_page_of_images_too(status: str) -> None:
    document = with_images({})
    pdf = render(document, stamp(status=status), LETTERHEAD, {DIGEST: DATA})
    assert status.upper() in text(PdfReader(io.BytesIO(pdf)).pages[-1]).upper()
    assert json.loads(document.canonical_json())["key_images"][0]["digest"] == DIGEST


@pytest.mark.parametrize("kind", [FileKind.PNG, FileKind.JPEG])
@pytest.mark.parametrize("mode", ["L", "RGB"])
def test_pages_with_images_are_accessible_and_archival(tmp_path: Path, kind: FileKind, mode: str) -> None:
    image = clean(Image.linear_gradient("L").resize((300, 400)).convert(mode), kind)
    document = with_images({"digest": image.digest}, {"digest": "0" * 64}, {"digest": image.digest})
    pdf = render(document, stamp(), LETTERHEAD, {image.digest: image.data})
    assert failures(pdf) == []
    assert spoken({kind: pdf}, tmp_path) == []
    checked_by_qpdf(pdf, tmp_path)


def test_an_image_is_a_figure_with_words_for_who_cannot_see_it() -> None:
    reader = PdfReader(io.BytesIO(render(with_images({}), stamp(), LETTERHEAD, {DIGEST: DATA})))
    told: list[str] = []

    def collect(element: Any) -> None:
        element = element.get_object()
        if isinstance(element, DictionaryObject):
            told.extend([str(element["/Alt"])] if "/Alt" in element else [])
            collect(element.get("/K", ArrayObject()))
        elif isinstance(element, ArrayObject):
            for kid in element:
                collect(kid)

    collect(reader.root_object["/StructTreeRoot"])
    assert [words for words in told if words.startswith("Image 1, left breast. The filled duct.")]
