"""Where pages end: nothing is lost, nothing overflows, and no heading is left alone."""

from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.pdf import style
from reporting.pdf.blocks import Cell, Panel, Row
from reporting.pdf.fields import text_row
from reporting.pdf.page_breaks import fill_page
from reporting.pdf.tagging import Element

P = Element("P")
LEADING = style.VALUE.leading


def row(name: str, count: int, keeps_next: bool = False, above: float = 0.0) -> Row:
    return Row(
        (Cell.plain([f"{name}.{line}" for line in range(count)], style.VALUE, P),), LEADING, above, keeps_next
    )


def words(blocks: list[Row | Panel]) -> list[str]:
    rows = [found for block in blocks for found in (block.rows if isinstance(block, Panel) else (block,))]
    return [run.text for found in rows for cell in found.cells for line in cell.lines for run in line]


def all_pages(blocks: list[Row | Panel], height: float) -> list[list[Row | Panel]]:
    pages, rest = [], blocks
    while rest:
        placed, rest = fill_page(rest, height, force=True)
        assert placed, "a page must take something"
        pages.append(placed)
    return pages


@given(
    st.lists(
        st.tuples(st.integers(1, 90), st.booleans(), st.integers(0, 12), st.integers(0, 3)), max_size=40
    ),
    st.integers(120, 700),
)
@settings(max_examples=150, deadline=None)
def test_pages_hold_everything_in_order(given_rows: list[tuple[int, bool, int, int]], height: int) -> None:
    blocks: list[Row | Panel] = []
    for number, (count, keeps_next, above, panel) in enumerate(given_rows):
        made = row(str(number), count, keeps_next, above)
        if panel == 3:
            inner = (made, row(f"{number}b", 2))
            blocks.append(Panel(inner, style.PageStyle().result_panel, above=6.0, whole=number % 2 == 0))
        else:
            blocks.append(made)
    pages = all_pages(blocks, height)
    assert [word for page in pages for word in words(page)] == words(blocks)
    for page in pages:
        assert sum(block.height for block in page) <= height + 0.01


def test_a_heading_goes_with_what_follows() -> None:
    heading = text_row("heading", style.PageStyle().section, 100, P, keeps_next=True)
    height = 10 * LEADING
    first, second = all_pages([row("a", 8), heading, row("b", 3)], height)
    assert words(first) == [f"a.{line}" for line in range(8)]
    assert words(second)[0] == "heading"


def test_headings_in_a_chain_go_together() -> None:
    chain = [text_row(str(level), style.PageStyle().section, 100, P, keeps_next=True) for level in range(3)]
    first, second = all_pages([row("a", 6), *chain, row("b", 2)], 10 * LEADING)
    assert words(second) == ["0", "1", "2", "b.0", "b.1"]


def test_short_rows_are_not_cut_and_long_ones_leave_three_lines() -> None:
    height = 10 * LEADING
    assert [words(page)[0] for page in all_pages([row("a", 8), row("b", 5)], height)] == ["a.0", "b.0"]
    first, second = all_pages([row("a", 6), row("b", 7)], height)
    assert words(first)[6:] == ["b.0", "b.1", "b.2", "b.3"]
    assert words(second) == ["b.4", "b.5", "b.6"]


def test_a_panel_is_cut_between_its_rows_and_a_whole_one_is_not() -> None:
    rows = tuple(row(str(number), 2) for number in range(5))
    height = 10 * LEADING
    cut = all_pages([row("a", 4), Panel(rows, style.PageStyle().result_panel)], height)
    assert [len(words(page)) for page in cut] == [8, 6]
    whole = all_pages([row("a", 4), Panel(rows[:3], style.PageStyle().result_panel, whole=True)], height)
    assert [len(words(page)) for page in whole] == [4, 6]
