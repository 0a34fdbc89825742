"""A dozen reports look, read and are tagged as when somebody last looked at them (`make golden`)."""

from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils.translation import override

from reporting.ductography.document import ReportDocument
from reporting.ductography.layout.print_state import PrintState, Verification
from reporting.pdf.blocks import Panel
from reporting.pdf.report import render
from tests.ductography.clinical_reports import KEY_IMAGE

from .golden import FOLDER, MAY_DIFFER, TAKING, Golden, complaints, differing, drawn_pages, reduced
from .samples import IDENTITY, LETTERHEAD, amended, document, papilloma, stamp
from .test_key_image_pages import stored

pytestmark = pytest.mark.golden

CASES = Path(__file__).parents[2] / "fixtures" / "cases"
SIGNED = {
    "certificate": "Breast Imaging, Example Hospital",
    "verification": Verification("https://reports.example.org/verify/", "4Q7M-0X9A-KT2P-61CZ"),
}


def case(name: str) -> tuple[ReportDocument, PrintState]:
    """A case of the fixtures, signed."""
    given = ReportDocument.from_json((CASES / f"{name}.json").read_bytes())
    return given, stamp("final", given, **SIGNED)


def with_images() -> bytes:
    pictures = dict(stored(darker=40 * number) for number in range(3))
    shown = [{**KEY_IMAGE, "digest": digest, "caption": f"Image {digest[:4]}"} for digest in pictures]
    given = document(key_images=shown)
    return render(given, stamp("final", given, **SIGNED), LETTERHEAD, pictures)


def german() -> bytes:
    with override("de"):
        return render(*case("synthetic-two-ducts"), LETTERHEAD)


def withdrawn() -> bytes:
    reason = "Dictated for another patient."
    return render(papilloma(), stamp("withdrawn", version_number=2, withdrawn_reason=reason), LETTERHEAD)


def right_to_left() -> bytes:
    given = document(identity={**IDENTITY, "patient_name": "مريم عبد الله"})
    return render(given, stamp("final", given, **SIGNED), LETTERHEAD)


REPORTS: dict[str, Callable[[], bytes]] = {
    "normal": lambda: render(*case("synthetic-normal"), LETTERHEAD),
    "not-indicated": lambda: render(*case("n01"), LETTERHEAD),
    "single-filling-defect": lambda: render(papilloma(), stamp("final", **SIGNED), LETTERHEAD),
    "two-ducts": lambda: render(*case("synthetic-two-ducts"), LETTERHEAD),
    "both-breasts": lambda: render(*case("synthetic-both-breasts"), LETTERHEAD),
    "failed-cannulation": lambda: render(*case("synthetic-failed-cannulation"), LETTERHEAD),
    "draft": lambda: render(papilloma(), stamp("draft"), LETTERHEAD),
    "preliminary": lambda: render(papilloma(), stamp("preliminary"), LETTERHEAD),
    "amended": lambda: render(*amended(), LETTERHEAD),
    "withdrawn": withdrawn,
    "german": german,
    "right-to-left-name": right_to_left,
    "key-images": with_images,
}


@pytest.mark.parametrize("name", REPORTS)
def test_it_is_as_it_was(name: str, tmp_path: Path) -> None:
    made = Golden.of(REPORTS[name](), tmp_path)
    if TAKING and not is_true(name, made, tmp_path):
        made.store(name)
    found = list(complaints(name, Golden.stored(name), made, tmp_path))
    assert not found, "\n".join([*found, "If that is how it should be: make golden"])


def is_true(name: str, made: Golden, folder: Path) -> bool:
    """Whether what is stored still holds; then its pictures are not drawn anew, of which every byte would count."""
    try:
        return not list(complaints(name, Golden.stored(name), made, folder))
    except FileNotFoundError:
        return False


def test_no_file_is_left_of_a_report_that_is_none() -> None:
    names = {path.name.partition("-page-")[0].partition(".")[0] for path in FOLDER.iterdir()}
    assert names == set(REPORTS)
    assert max(path.stat().st_size for path in FOLDER.glob("*.png")) < 25_000


# --- Controls: what must be noticed, and what must not -----------------------------------------------

THREE_MM = 3 / 25.4 * 72  # points


@pytest.mark.parametrize("panel", range(3))
def test_a_panel_that_stands_3_mm_aside_is_noticed(
    panel: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    moved = []
    for name in ("draw_ground", "draw_text"):
        drawn, count = getattr(Panel, name), iter(range(100))

        def aside(
            block: Panel,
            canvas: object,
            x: float,
            top: float,
            drawn=drawn,
            count=count,  # type: ignore[no-untyped-def]
        ) -> None:
            here = next(count) == panel
            moved.append(here)
            drawn(block, canvas, x + (THREE_MM if here else 0.0), top)

        monkeypatch.setattr(Panel, name, aside)
    made = Golden.of(REPORTS["withdrawn"](), tmp_path)
    assert sum(moved) == 2, "there is no such panel"
    found = list(complaints("withdrawn", Golden.stored("withdrawn"), made, tmp_path))
    assert ["looks different" in each for each in found] == [True], found
    assert "page 1" in found[0] and Path(found[0].rpartition(": ")[2]).is_file()


def test_a_word_that_changes_is_noticed(tmp_path: Path) -> None:
    given = papilloma()
    text = str(given.impression.text).replace("lobulated", "irregular")
    changed = given.model_copy(update={"impression": given.impression.model_copy(update={"text": text})})
    made = Golden.of(render(changed, stamp("final", given, **SIGNED), LETTERHEAD), tmp_path)
    name = "single-filling-defect"
    found = "\n".join(complaints(name, Golden.stored(name), made, tmp_path))
    assert "another text (page 1: 'Single lobulated" in found
    assert "another tree" in found


def test_letters_smoothed_in_another_way_are_not(tmp_path: Path) -> None:
    pdf = REPORTS["german"]()
    pages = [drawn_pages(pdf, tmp_path, by=program) for program in ("pdftoppm", "pdftocairo")]
    for one, other in zip(*pages, strict=True):
        assert one.tobytes() != other.tobytes()
        assert differing(reduced(one), reduced(other)) < MAY_DIFFER
