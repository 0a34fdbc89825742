"""The structure tree of a PDF: what each piece of the page is, told to screen readers and to programs.

A block is made with the element that its words belong to; drawing it marks the words with that element. The tree is
therefore complete, and in reading order, before anything is drawn, and what is cut where a page ends keeps its
element: a paragraph on two pages is one paragraph. An element holds either other elements or marked content, never
both. Words of no element are those of an artifact, which readers leave out: it must be said, there is no default.

Tags and their attributes are those of ISO 32000-1, 14.8.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from .syntax import text_string

Box = tuple[float, float, float, float]
# A sequence of marked content of an element (page from 0, its MCID there), or an annotation (page, reference).
ContentMark = tuple[int, int | bytes]

ROW_HEAD = "/A<</O/Table/Scope/Row>>"
COLUMN_HEAD = "/A<</O/Table/Scope/Column>>"
BULLETS = "/A<</O/List/ListNumbering/Disc>>"
LAST_HEADING = 6


class Element:
    """A node of the tree: its ``tag``, and ``attributes`` as finished syntax; ``title`` names it in the outline."""

    __slots__ = ("attributes", "kids", "parent", "tag", "title")

    def __init__(
        self, tag: str, parent: Element | None = None, attributes: str = "", title: str | None = None
    ) -> None:
        self.tag, self.parent, self.attributes, self.title = tag, parent, attributes, title
        self.kids: list[Element] = []

    def add(self, tag: str, attributes: str = "", title: str | None = None) -> Element:
        """A new last child."""
        kid = Element(tag, self, attributes, title)
        self.kids.append(kid)
        return kid

    def heading(self, level: int, title: str) -> Element:
        """A heading, 1 the highest; it becomes an entry of the outline."""
        return self.add(f"H{min(level, LAST_HEADING)}", title=title)

    def figure(self, alternative: str) -> Element:
        """A drawing or picture with the words that stand for it. Its box is known when it is drawn."""
        return self.add("Figure", f"/Alt{text_string(alternative)}")

    def pair(self) -> tuple[Element, Element]:
        """A row of this table: its head, which is the label, and the cell with the value."""
        row = self.add("TR")
        return row.add("TH", ROW_HEAD), row.add("TD")

    def heads(self, count: int) -> list[Element]:
        """The first row of this table, which heads its ``count`` columns."""
        row = self.add("TR")
        return [row.add("TH", COLUMN_HEAD) for _ in range(count)]

    def item(self) -> tuple[Element, Element]:
        """An item of this list: its label and its body."""
        item = self.add("LI")
        return item.add("Lbl"), item.add("LBody")

    def walk(self) -> Iterator[Element]:
        """This element and all below it, in reading order."""
        yield self
        for kid in self.kids:
            yield from kid.walk()


def document() -> Element:
    """The root of a tree."""
    return Element("Document")


# Two ways of being no content. What repeats on every page, heads, feet and watermarks, is pagination.
PAGINATION = Element("Artifact", attributes="<</Type/Pagination>>")
DECORATION = Element("Artifact", attributes="<</Type/Layout>>")
ARTIFACTS = frozenset({PAGINATION, DECORATION})


def box_attribute(box: Box) -> str:
    """Where a figure is, as attribute of its element."""
    return "/A<</O/Layout/Placement/Block/BBox[{:.2f} {:.2f} {:.2f} {:.2f}]>>".format(*box)


def structure(
    root: Element,
    marks: Mapping[Element, Sequence[ContentMark]],
    drawn: Mapping[Element, str],
    owners: Sequence[Iterable[Element]],
    pages: Sequence[bytes],
    first: int,
) -> Iterator[bytes]:
    """The objects of the tree, numbered from ``first`` on; the first of them is the structure tree root.

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
    """Where the content of an element is, as entries of its dictionary."""
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
