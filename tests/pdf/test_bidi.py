"""The Unicode Bidirectional Algorithm, judged by Unicode's own files for conformance."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest

from reporting.pdf import bidi
from tests.conftest import unavailable

FOLDER = Path("/usr/share/unicode")
# A character of each class that BidiTest.txt names.
OF_CLASS = {
    **{"L": "a", "R": "\u05d0", "AL": "\u0639", "EN": "1", "ES": "+", "ET": "%", "AN": "\u0660", "CS": ","},
    **{"NSM": "\u0300", "BN": "\u00ad", "B": "\u2029", "S": "\t", "WS": " ", "ON": "!", "LRE": "\u202a"},
    **{"RLE": "\u202b", "PDF": "\u202c", "LRO": "\u202d", "RLO": "\u202e", "LRI": "\u2066", "RLI": "\u2067"},
    **{"FSI": "\u2068", "PDI": "\u2069"},
}


def lines_of(name: str) -> Iterator[str]:
    path = FOLDER / name
    if not path.exists():
        unavailable(f"no {name} on this machine (apt-get install unicode-data)")
    with path.open(encoding="utf-8") as file:
        yield from (line.strip() for line in file if line.strip() and not line.startswith("#"))


def ordered(text: str, base: int | None) -> tuple[int, list[int], list[int]]:
    """Level of the paragraph, levels of its characters in one line, and their places from left to right."""
    paragraph = bidi.base_level(text) if base is None else base
    levels = [0] * len(text)
    order: list[int] = []
    for start, end, level in bidi.visual_runs(text, bidi.levels(text, base), paragraph):
        levels[start:end] = [level] * (end - start)
        places = range(start, end)
        order += reversed(places) if level % 2 else places
    return paragraph, levels, order


def agrees(text: str, base: int | None, levels: str, order: str) -> bool:
    """Whether levels and order are those told; "x" stands for a character that has none."""
    wanted = levels.split()
    _, found, places = ordered(text, base)
    same = all(level in ("x", str(mine)) for level, mine in zip(wanted, found, strict=True))
    return same and [str(place) for place in places if wanted[place] != "x"] == order.split()


def of_characters(step: int) -> list[str]:
    wrong = []
    for line in islice(lines_of("BidiCharacterTest.txt"), 0, None, step):
        codes, direction, base, levels, order = line.split(";")
        text = "".join(chr(int(code, 16)) for code in codes.split())
        given = {"0": 0, "1": 1, "2": None}[direction]
        if ordered(text, given)[0] != int(base) or not agrees(text, given, levels, order):
            wrong.append(line)
    return wrong


def of_classes(step: int) -> list[str]:
    wrong, levels, order = [], "", ""
    for number, line in enumerate(lines_of("BidiTest.txt")):
        if line.startswith("@Levels:"):
            levels = line.removeprefix("@Levels:")
        elif line.startswith("@Reorder:"):
            order = line.removeprefix("@Reorder:")
        elif number % step == 0:
            classes, _, bits = line.partition(";")
            kinds = classes.split()
            text = "".join(map(OF_CLASS.__getitem__, kinds))
            if "B" in kinds[:-1]:
                continue  # two paragraphs; the report orders each by itself
            for bit, base in ((1, None), (2, 0), (4, 1)):
                if int(bits) & bit and not agrees(text, base, levels, order):
                    wrong.append(line)
    return wrong


def test_a_part_of_the_conformance_files() -> None:
    assert of_characters(step=23) == []
    assert of_classes(step=101) == []


@pytest.mark.check
def test_the_whole_conformance_files() -> None:
    assert of_characters(step=1) == []
    assert of_classes(step=1) == []


def test_much_text_takes_bounded_time() -> None:
    text = "(\u05d0 a 1) " * 4000
    assert len(bidi.levels(text)) == len(text)
