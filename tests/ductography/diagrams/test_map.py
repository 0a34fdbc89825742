"""The surgical map: what is drawn, under which number, and what the alternative text says of it."""

import json
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from reporting.ductography.diagrams import Figure, surgical_map
from reporting.ductography.diagrams.primitives import Box, Circle, Text, Tone
from reporting.ductography.diagrams.primitives import Path as Polyline
from reporting.ductography.document import ReportDocument
from reporting.ductography.layout.report_sections import report_sections
from tests.full_document import full_document, not_recorded_document
from tests.pdf.samples import bilateral, papilloma

CASES = Path(__file__).parents[3] / "fixtures" / "cases"
HOUR = {"clock_position": 4, "distance_from_nipple_mm": 30}


def case(name: str) -> ReportDocument:
    return ReportDocument.from_json((CASES / f"{name}.json").read_bytes())


def with_ducts(*ducts: dict[str, Any]) -> ReportDocument:
    return ReportDocument.from_json(json.dumps({"ducts": ducts}))


def figures(document: ReportDocument) -> dict[str, Figure]:
    return {figure.key: figure for figure in surgical_map(document).figures}


def numbers(figure: Figure) -> dict[str, Box]:
    """The boxes of a figure by the number that stands in them."""
    boxes = [shape for shape in figure.shapes if isinstance(shape, Box)]
    return {
        shape.text: box
        for shape in figure.shapes
        if isinstance(shape, Text) and shape.bold
        for box in boxes
        if shape.at[0] == box.centre[0] and 0 < shape.at[1] - box.centre[1] < 1.2 and box.height < 4
    }


def is_within(figure: Figure) -> bool:
    for shape in figure.shapes:
        points: list[tuple[float, float]]
        if isinstance(shape, Polyline):
            points = list(shape.points)
        elif isinstance(shape, Text):
            points = [shape.at]
        elif isinstance(shape, Circle):
            (x, y), r = shape.centre, shape.radius
            points = [(x - r, y - r), (x + r, y + r)]
        else:
            (x, y), w, h = shape.centre, shape.width / 2, shape.height / 2
            points = [(x - w, y - h), (x + w, y + h)]
        if not all(
            -0.01 <= x <= figure.width + 0.01 and -0.01 <= y <= figure.height + 0.01 for x, y in points
        ):
            return False
    return True


@pytest.mark.parametrize("document", [ReportDocument(), not_recorded_document(), case("n01"), case("n05")])
def test_nothing_is_drawn_of_nothing(document: ReportDocument) -> None:
    found = surgical_map(document)
    assert found.rows == () and found.legend == ()


@pytest.mark.parametrize("path", sorted(CASES.glob("*.json")), ids=lambda path: path.stem)
def test_every_case_is_drawn_within_its_figures(path: Path) -> None:
    found = surgical_map(ReportDocument.from_json(path.read_bytes()))
    for figure in found.figures:
        assert is_within(figure), figure.key
        assert figure.alt.endswith(".") and "None" not in figure.alt
        assert sum(other.width for other in found.rows[0]) <= 200


@pytest.mark.parametrize("items", [1, 3])
def test_everything_at_once_is_drawn(items: int) -> None:
    assert all(map(is_within, surgical_map(full_document(items)).figures))


def test_the_alternative_text_says_side_hour_distance_and_size() -> None:
    alt = figures(papilloma())["breast-left"].alt
    for words in (
        "left breast",
        "2 o’clock in the breast",
        "22 mm from the nipple",
        "6 × 4 mm",
        "trigger zone",
    ):
        assert words in alt, words
    assert "right" not in alt


@pytest.mark.parametrize("document", [papilloma(), bilateral(), case("c03"), case("synthetic-cancer-signs")])
def test_every_number_is_explained_and_every_alternative_text_names_the_side(
    document: ReportDocument,
) -> None:
    found = surgical_map(document)
    explained = {entry.label for entry in found.legend}
    for figure in found.figures:
        assert set(numbers(figure)) - {"R", "L"} <= explained
        assert ("right" in figure.alt) != ("left" in figure.alt)
        assert ("RIGHT" in figure.title) != ("LEFT" in figure.title)


def test_numbers_are_those_of_the_printed_sections() -> None:
    document = bilateral()
    sections = {section.key: section for section in report_sections(document)}
    titles = [
        f"{number}.{below.title.split(':')[0].rpartition(' ')[2]} {below.title.partition(': ')[2]}"
        for number, duct in enumerate(sections["findings"].sections, start=1)
        for below in duct.sections
        if below.title.startswith("Finding")
    ]
    legend = [f"{entry.label} {entry.text.split(': ')[1]}" for entry in surgical_map(document).legend[:4]]
    assert [told.split(",")[0] for told in legend] == titles[:4]


def test_the_right_breast_is_drawn_at_the_left_and_the_left_one_at_the_right() -> None:
    (faces, trees) = surgical_map(bilateral()).rows
    assert [figure.key for figure in faces] == ["breast-right", "nipple-left", "breast-left"]
    assert [figure.key for figure in trees] == ["tree-2", "tree-0", "tree-1"]
    (row,) = surgical_map(papilloma()).rows
    assert row[-1].key == "breast-left" and row[-1].align_right
    (row,) = surgical_map(case("synthetic-normal")).rows
    assert row[0].key == "breast-right" and not row[0].align_right


@pytest.mark.parametrize(
    "finding",
    [
        {"kind": "filling_defect", "presence": "absent", "location": HOUR},
        {"kind": "filling_defect", "presence": "not_assessable", "location": HOUR},
        {"kind": "filling_defect", "gone_after_refill": "yes", "location": HOUR},
        {"kind": "normal_duct", "location": HOUR},
    ],
)
def test_what_was_not_seen_is_not_drawn(finding: dict[str, Any]) -> None:
    document = with_ducts({"side": "right", "findings": [finding]})
    assert surgical_map(document).figures == ()
    seen = {"kind": "ectasia", "location": HOUR}
    found = figures(with_ducts({"side": "right", "findings": [finding, seen]}))
    assert set(numbers(found["breast-right"])) - {"R"} == {"2"}


def test_a_side_that_is_not_told_is_not_guessed() -> None:
    found = figures(case("c07"))
    assert set(found) == {"breast-"}
    assert "SIDE NOT RECORDED" in found["breast-"].title and "side not recorded" in found["breast-"].alt


def test_the_two_faces_are_not_confusable() -> None:
    found = figures(papilloma())
    frames = {
        key: [shape for shape in figure.shapes if isinstance(shape, Box) and shape.width > 20]
        for key, figure in found.items()
    }
    assert frames["nipple-left"] and not frames["breast-left"]
    assert "nipple" in found["nipple-left"].alt and "NIPPLE" in found["nipple-left"].title


def test_a_distance_without_a_direction_is_told_as_such() -> None:
    def legend(**location: object) -> list[str]:
        finding = {"kind": "filling_defect", "presence": "present", "location": location}
        trigger = {"found": "yes", "distance_from_nipple_mm": 10}
        duct = {"side": "right", "trigger_zone": trigger, "findings": [finding]}
        return [entry.text for entry in surgical_map(with_ducts(duct)).legend]

    finding, trigger = legend(distance_from_nipple_mm=30)
    assert finding == "filling defect, 30 mm from the nipple, direction not recorded"
    assert trigger == "trigger zone: 10 mm from the nipple, direction not recorded"
    for direction in ({"clock_position": 4}, {"region": "upper_outer"}, {"direction_from_nipple": "medial"}):
        assert "direction" not in legend(distance_from_nipple_mm=30, **direction)[0]


def dashed(figure: Figure) -> int:
    return sum(isinstance(shape, Polyline) and shape.dashed and shape.width > 0.3 for shape in figure.shapes)


def test_the_tree_is_dashed_where_contrast_did_not_go() -> None:
    duct = {"side": "left", "filling": {"completeness": "complete"}}
    cut = {"kind": "cut_off", "branch_order": "main_duct"}
    whole = figures(with_ducts(duct))["tree-0"]
    beyond = figures(with_ducts({**duct, "filling": {"upstream": "not_opacified"}, "findings": [cut]}))[
        "tree-0"
    ]
    failed = figures(with_ducts({"side": "left", "cannulation": {"outcome": "failed"}}))["tree-0"]
    assert dashed(whole) == 0
    assert dashed(beyond) == 1 + 2 + 4 + 8  # the rest of the main duct, and every branch
    assert dashed(failed) == 15
    assert "not opacified" in beyond.alt and "unsuccessful" in failed.alt
    assert all("schematic" in figure.alt.lower() for figure in (whole, beyond, failed))


@pytest.mark.parametrize("branching", ["normal", "reduced"])
@pytest.mark.parametrize("order", [None, "main_duct", "second_order", "third_order", "peripheral"])
def test_partly_opacified_is_dashed_in_part(branching: str, order: str | None) -> None:
    duct = {"side": "left", "filling": {"upstream": "partly_opacified", "branching": branching}}
    cut = [{"kind": "cut_off", "branch_order": order}] if order else []
    tree = figures(with_ducts({**duct, "findings": cut}))["tree-0"]
    assert 1 <= dashed(tree) <= 7
    ways = [shape for shape in tree.shapes if isinstance(shape, Polyline) and shape.points[0][0] >= 7.0]
    empty = {way.points[-1] for way in ways if way.dashed and way.tone is Tone.INK}
    full = {way.points[0] for way in ways if not way.dashed and way.tone is Tone.SOFT}
    assert full and not full & empty, "contrast does not reach a branch through an empty one"


PLACES = st.fixed_dictionaries(
    {},
    optional={
        "clock_position": st.integers(1, 12),
        "distance_from_nipple_mm": st.sampled_from([0, 1, 20, 20, 21, 90]),
        "region": st.sampled_from(["upper_outer", "subareolar", "axilla", "axillary_tail", "lower_inner"]),
    },
)


@given(
    st.lists(
        st.tuples(
            PLACES, st.sampled_from([None, "main_duct", "peripheral"]), st.sampled_from([None, "middle"])
        ),
        min_size=1,
        max_size=30,
    )
)
@settings(max_examples=25, deadline=None)
def test_no_number_covers_another(found: list[tuple[dict[str, Any], str | None, str | None]]) -> None:
    findings = [
        {"kind": "filling_defect", "location": where, "branch_order": order, "along_duct": along}
        for where, order, along in found
    ]
    for figure in surgical_map(with_ducts({"side": "left", "findings": findings})).figures:
        boxes = list(numbers(figure).values())
        assert is_within(figure)
        for position, one in enumerate(boxes):
            for other in boxes[position + 1 :]:
                apart = (
                    abs(one.centre[0] - other.centre[0]) >= (one.width + other.width) / 2
                    or abs(one.centre[1] - other.centre[1]) >= (one.height + other.height) / 2
                )
                assert apart, figure.key


def test_three_hundred_findings_are_bounded_and_the_rest_is_named() -> None:
    finding = {"kind": "filling_defect", "location": HOUR}
    found = surgical_map(with_ducts({"side": "left", "findings": [finding] * 300}))
    assert any("260 more findings" in entry.text for entry in found.legend)
    assert len(numbers(found.figures[-1])) <= 42


@pytest.mark.parametrize("ducts", [1, 2])
def test_what_finds_no_room_is_counted(ducts: int) -> None:
    finding = {"kind": "filling_defect", "branch_order": "main_duct", "location": HOUR}
    found = figures(with_ducts(*[{"side": "left", "findings": [finding] * 40}] * ducts))
    for figure in found.values():
        drawn = {label for label in numbers(figure) if label[0].isdigit()}
        wanted = 40  # no figure takes more
        counted = [shape.text for shape in figure.shapes if isinstance(shape, Text) and shape.text[0] == "+"]
        assert is_within(figure)
        assert counted == ([f"+{wanted - len(drawn)}"] if len(drawn) < wanted else [])


def test_the_figures_speak_german() -> None:
    with override("de"):
        found = surgical_map(bilateral())
    alt = " ".join(figure.alt for figure in found.figures)
    assert "linke Brust" in alt and "22 mm von der Mamille entfernt" in alt and "breast" not in alt
    assert {figure.title for figure in found.figures} >= {"RECHTE BRUST", "LINKE BRUST", "LINKE MAMILLE"}
