"""The drawings on a page: the figures of the description, whole, with a name and a description."""

import re
from collections.abc import Callable
from xml.etree import ElementTree

import pytest
from django.template import Context, Template
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from reporting.ductography.diagrams import surgical_map
from reporting.ductography.diagrams.primitives import Text
from reporting.models import Report, User
from tests.pdf.samples import bilateral, papilloma

pytestmark = pytest.mark.page

SVG = re.compile(r"<svg.*?</svg>", re.DOTALL)


def pictures(html: str) -> list[ElementTree.Element]:
    return [ElementTree.fromstring(found) for found in SVG.findall(html)]  # noqa: S314 - our own page


def rendered(document: object) -> str:
    return Template("{% load diagrams %}{% diagrams document %}").render(Context({"document": document}))


def test_each_figure_is_a_picture_with_its_words() -> None:
    document = bilateral()
    figures = surgical_map(document).figures
    found = pictures(rendered(document))
    assert len(found) == len(figures)
    for figure, picture in zip(figures, found, strict=True):
        assert picture.attrib["role"] == "img"
        names = picture.attrib["aria-labelledby"].split()
        told = {child.attrib.get("id"): child.text for child in picture}
        assert [told[name] for name in names] == [figure.title, figure.alt]
        assert [child.text for child in picture if child.tag == "text"] == [
            shape.text for shape in figure.shapes if isinstance(shape, Text)
        ]
    ids = [child.attrib["id"] for picture in found for child in picture if "id" in child.attrib]
    assert len(set(ids)) == len(ids)


def test_no_inline_style_and_no_decimal_comma() -> None:
    with override("de"):
        html = rendered(papilloma())
    assert "style=" not in html
    for picture in pictures(html):
        for child in picture:
            for name in ("cx", "cy", "r", "x", "y", "width", "font-size", "stroke-width"):
                assert "," not in child.attrib.get(name, "")


def test_the_map_of_a_document_and_the_map_itself_draw_the_same() -> None:
    assert rendered(papilloma()) == rendered(surgical_map(papilloma()))


def test_the_referring_doctor_sees_it(as_user: Callable[[User], Client], final: Report, finn: User) -> None:
    page = as_user(finn).get(reverse("report", args=[final.public_id])).content.decode()
    assert len(pictures(page)) >= 2
