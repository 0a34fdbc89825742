"""A reportlab canvas with a structure tree that writes an archival file.

All content is marked as belonging to an element of the tree or to an artifact. Text has its elements in `blocks.Run`;
drawings are enclosed in ``artifact`` or ``figure``.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from reportlab.pdfbase.pdfdoc import PDFPage
from reportlab.pdfgen.canvas import Canvas

from .archival import Attachment, FileDescription, catalogue
from .fonts import REGULAR
from .syntax import text_string
from .tagging import ARTIFACTS, DECORATION, Box, ContentMark, Element, box_attribute, structure
from .text import Line
from .writer import Raw, write

END = "EMC"
OUTLINED = {"H1": 0, "H2": 0, "H3": 1}


class TaggedCanvas(Canvas):
    """Draws pages; ``root`` is the tree of the drawn elements, ``description`` the metadata of the file."""

    def __init__(self, page: tuple[float, float], root: Element, description: FileDescription) -> None:
        super().__init__(
            "unnamed",  # never written by reportlab
            pagesize=page,
            pageCompression=1,
            invariant=1,
            pdfVersion=(1, 7),
            initialFontName=REGULAR.fontName,  # type: ignore[arg-type]  # the published types want a number
            lang=description.language,
        )
        self.root, self.description = root, description
        self._marks: dict[Element, list[ContentMark]] = {}
        self._boxes: dict[Element, Box] = {}
        self._recorded_texts: dict[Element, list[str]] = {}
        self._owners: list[list[Element]] = [[]]  # elements of the marked content, by page
        self._annotated: list[Element] = []
        self._fields: list[bytes] = []
        self._pages: list[PDFPage] = []
        description.describe(self._doc)  # type: ignore[attr-defined]  # missing in the published types

    def begin_content(self, element: Element, top: float) -> str:
        """Return the operator that begins content of ``element`` (ended by `END`); ``top`` is its bookmark."""
        if element in ARTIFACTS:
            return f"/Artifact {element.attributes} BDC"
        marks = self._marks.get(element)
        if marks is None:
            marks = self._marks[element] = []
            if element.title and element.tag in OUTLINED:
                self._outline(element, top)
        of_page = self._owners[-1]
        number = len(of_page)
        of_page.append(element)
        marks.append((len(self._pages), number))
        return f"/{element.tag} <</MCID {number}>> BDC"

    def record_text(self, element: Element, text: str) -> None:
        """Record a line of ``element`` as typed, because right-to-left text is drawn in another order."""
        self._recorded_texts.setdefault(element, []).append(text)

    @contextmanager
    def artifact(self, kind: Element = DECORATION) -> Iterator[None]:
        """Mark the content drawn within the context as an artifact."""
        self._code.append(self.begin_content(kind, 0.0))  # type: ignore[attr-defined]
        yield
        self._code.append(END)  # type: ignore[attr-defined]

    @contextmanager
    def figure(self, element: Element, box: Box) -> Iterator[None]:
        """Mark the content drawn within the context as a figure; ``box`` is left, bottom, right, top in points."""
        self._boxes[element] = box
        self._code.append(self.begin_content(element, box[3]))  # type: ignore[attr-defined]
        yield
        self._code.append(END)  # type: ignore[attr-defined]

    def draw(self, operators: str) -> None:
        """Append operators to the page."""
        self._code.append(operators)  # type: ignore[attr-defined]

    def annotate(self, element: Element, entries: str, *, field: bool = False) -> None:
        """Add an annotation to this page as content of ``element``, a Link or a Form.

        ``entries`` are the entries of its dictionary in PDF syntax, without /Type, /P and /StructParent. A ``field``
        is also added to the form of the file.
        """
        document = self._doc  # type: ignore[attr-defined]
        key = len(self._annotated)
        body = Raw(lambda: self._annotation(entries, page, key))
        page = len(self._pages)
        reference = document.Reference(body, f"annotation{key}")
        self._annotationrefs.append(reference)  # type: ignore[attr-defined]
        number = reference.format(document)
        self._annotated.append(element)
        self._marks.setdefault(element, []).append((page, number))
        if field:
            self._fields.append(number)

    def link(self, element: Element, box: Box, address: str, contents: str) -> None:
        """Link ``box`` to ``address``; ``contents`` describes the target."""
        rect = "{:.2f} {:.2f} {:.2f} {:.2f}".format(*box)
        self.annotate(
            element,
            f"/Subtype/Link/F 4/Border[0 0 0]/Rect[{rect}]/Contents{text_string(contents)}"
            f"/A<</S/URI/URI{text_string(address)}>>",
        )

    def showPage(self) -> None:
        """End the page."""
        super().showPage()
        page = self._doc.Pages.pages[-1]  # type: ignore[attr-defined]
        page.StructParents, page.Tabs = len(self._pages), "/S"
        page.__NoDefault__ = [*PDFPage.__NoDefault__, "StructParents", "Tabs"]
        self._pages.append(page)
        self._owners.append([])

    def finish(self, *attachments: Attachment) -> bytes:
        """Return the file. Must be called under the lock ``report.SAVING``."""
        document = self._doc  # type: ignore[attr-defined]
        if document.info.title == "":
            raise ValueError("a file must have a title")
        document.format = lambda: self._file_content(attachments)
        return bytes(self.getpdfdata())  # type: ignore[no-untyped-call]

    def _file_content(self, attachments: tuple[Attachment, ...]) -> bytes:
        document = self._doc  # type: ignore[attr-defined]
        pages = [document.Reference(page).format(document) for page in self._pages]
        owners = [*self._owners[: len(pages)], *([element] for element in self._annotated)]
        count = 1 + sum(1 for _ in self.root.walk())
        first = document.objectcounter + 1
        document.objectcounter += count
        catalogue(document, self.description, b"%d 0 R" % first, attachments, self._fields)
        tree = structure(self.root, self._marks, self._attributes(), owners, pages, first)
        return write(document, dict(zip(range(first, first + count), tree, strict=True)))

    def _attributes(self) -> dict[Element, str]:
        """Return attributes known only after drawing: boxes, and texts drawn from right to left."""
        known = {element: box_attribute(box) for element, box in self._boxes.items()}
        for element, texts in self._recorded_texts.items():
            if any(isinstance(text, Line) for text in texts):
                known[element] = f"/ActualText{text_string(' '.join(texts))}"
        return known

    def _annotation(self, entries: str, page: int, key: int) -> bytes:
        document = self._doc  # type: ignore[attr-defined]
        reference = document.Reference(self._pages[page]).format(document).decode()
        key += len(self._pages)
        return f"<</Type/Annot/P {reference}/StructParent {key}{entries}>>".encode("ascii")

    def _outline(self, element: Element, top: float) -> None:
        key = f"h{len(self._marks)}"
        self.bookmarkPage(key, fit="XYZ", left=0, top=top, zoom=0)
        self.addOutlineEntry(element.title, key, OUTLINED[element.tag])
