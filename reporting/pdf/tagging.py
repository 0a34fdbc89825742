"""Structure tree of a PDF, for screen readers and other programs.

A block is created with the element of its text, and drawing it marks the text with that element. The tree is
therefore complete and in reading order before anything is drawn, and a block split where a page ends keeps its
element: a paragraph on two pages is one paragraph. An element contains either elements or marked content.
Text without an element must be marked explicitly as an artifact, which readers skip.

Tags and their attributes are those of ISO 32000-1, 14.8.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from .syntax import text_string

Box = tuple[float, float, float, float]
# Marked content of an element (page from 0, MCID), or an annotation (page, reference).
ContentMark = tuple[int, int | bytes]

ROW_HEAD = "/A<</O/Table/Scope/Row>>"
COLUMN_HEAD = "/A<</O/Table/Scope/Column>>"
BULLETS = "/A<</O/List/ListNumbering/Disc>>"
LAST_HEADING = 6


class Element:
    """A node of the tree; ``attributes`` are in PDF syntax, ``title`` is its name in the outline."""

    __slots__ = ("attributes", "kids", "parent", "tag", "title")

    def __init__(
        self, tag: str, parent: Element | None = None, attributes: str = "", title: str | None = None
    ) -> None:
        self.tag, self.parent, self.attributes, self.title = tag, parent, attributes, title
        self.kids: list[Element] = []

    def add(self, tag: str, attributes: str = "", title: str | None = None) -> Element:
        """Append and return a new child."""
        kid = Element(tag, self, attributes, title)
        self.kids.append(kid)
        return kid

    def heading(self, level: int, title: str) -> Element:
        """Add a heading, level 1 being the highest; it becomes an entry of the outline."""
        return self.add(f"H{min(level, LAST_HEADING)}", title=title)

    def figure(self, alternative: str) -> Element:
        """Add a figure with its alternative text. Its box is set when it is drawn."""
        return self.add("Figure", f"/Alt{text_string(alternative)}")

    def label_value_row(self) -> tuple[Element, Element]:
        """Add a row to this table and return its head, for the label, and its cell, for the value."""
        row = self.add("TR")
        return row.add("TH", ROW_HEAD), row.add("TD")

    def header_row(self, count: int) -> list[Element]:
        """Add the head row of this table and return its ``count`` cells."""
        row = self.add("TR")
        return [row.add("TH", COLUMN_HEAD) for _ in range(count)]

    def list_item(self) -> tuple[Element, Element]:
        """Add an item to this list and return its label and its body."""
        item = self.add("LI")
        return item.add("Lbl"), item.add("LBody")

    def walk(self) -> Iterator[Element]:
        """Yield this element and its descendants in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()


def document() -> Element:
    """Return the root of a new tree."""
    return Element("Document")


# Kinds of artifacts; headers, footers and watermarks repeated on every page are pagination.
PAGINATION = Element("Artifact", attributes="<</Type/Pagination>>")
DECORATION = Element("Artifact", attributes="<</Type/Layout>>")
ARTIFACTS = frozenset({PAGINATION, DECORATION})


def box_attribute(box: Box) -> str:
    """Return the bounding box of a figure as attribute of its element."""
    return "/A<</O/Layout/Placement/Block/BBox[{:.2f} {:.2f} {:.2f} {:.2f}]>>".format(*box)


def structure(
    root: Element,
    marks: Mapping[Element, Sequence[ContentMark]],
    drawn: Mapping[Element, str],
    owners: Sequence[Iterable[Element]],
    pages: Sequence[bytes],
    first: int,
) -> Iterator[bytes]:
    """Yield the objects of the tree, numbered from ``first``, the structure tree root being the first.

    ``drawn`` are attributes that became known while drawing. ``owners`` are, for each key of the parent tree, the
    elements of a page's marked content in the order of their numbers; ``pages`` are the references of the pages. An
    annotation's key holds its one element.
    """
    elements = list(root.walk())
    references = {element: b"%d 0 R" % (first + 1 + place) for place, element in enumerate(elements)}
    keys = b""
    for key, of_page in enumerate(owners):
        listed = b" ".join(map(references.__getitem__, of_page))
        keys += b"%d [%s]" % (key, listed) if key < len(pages) else b"%d %s " % (key, listed)
    yield (
        b"<</Type/StructTreeRoot/K %s/ParentTree<</Nums[%s]>>/ParentTreeNextKey %d>>"
        % (references[root], keys, len(owners))
    )
    tree_root = b"%d 0 R" % first
    for element in elements:
        parent = references[element.parent] if element.parent else tree_root
        attributes = (element.attributes + drawn.get(element, "")).encode("ascii")
        content = (
            b"/K[%s]" % b" ".join(map(references.__getitem__, element.kids))
            if element.kids
            else _content(marks.get(element, ()), pages)
        )
        yield b"<</Type/StructElem/S/%s/P %s%s%s>>" % (element.tag.encode(), parent, attributes, content)


def _content(marks: Sequence[ContentMark], pages: Sequence[bytes]) -> bytes:
    """Return the references to the content of an element, as entries of its dictionary."""
    if not marks:
        return b""
    page = marks[0][0]
    kids = []
    for at, mark in marks:
        if isinstance(mark, bytes):
            kids.append(b"<</Type/OBJR/Obj %s/Pg %s>>" % (mark, pages[at]))
        elif at == page:
            kids.append(b"%d" % mark)
        else:
            kids.append(b"<</Type/MCR/MCID %d/Pg %s>>" % (mark, pages[at]))
    return b"/Pg %s/K[%s]" % (pages[page], b" ".join(kids))
