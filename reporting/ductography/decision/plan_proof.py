"""Proof that every rank gets at least one step, whatever the other answers are."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping

from .plan_table import NO_RANK, PlanRow
from .ranks import Rank

# One of these is answered yes when the rank is reached.
EVIDENCE = (
    "nipple_skin",
    "cells",
    "atypia",
    "calcification",
    "distortion",
    "mass",
    "mammogram_suspicious",
    "ultrasound_suspicious",
    "mri_suspicious",
    "study_suspicious",
    "palpable",
)


def prove(table: tuple[PlanRow, ...]) -> list[str]:
    """Every fault of the table: a rank and answers that get no step, or two steps of one action."""
    faults = []
    for name in (NO_RANK, *(rank.value for rank in Rank)):
        fitting = [row for row in table if name in row.ranks]
        for answers in _combinations(name, fitting):
            holding = [row for row in fitting if row.holds(answers)]
            if not holding:
                yes = sorted(question for question, answer in answers.items() if answer)
                faults.append(f"{name} with {', '.join(yes) or 'nothing else'}: no step")
    return faults


def _combinations(rank: str, table: list[PlanRow]) -> Iterator[Mapping[str, bool]]:
    """Every possible set of answers to the questions that the rows of a rank ask.

    Of several kinds of evidence each asks for its own steps, so that one at a time proves them all.
    """
    asked = sorted({question for row in table for question in row.when})
    if rank == Rank.OUTSIDE_EVIDENCE.value:
        others = [question for question in asked if question not in EVIDENCE]
        for kind in EVIDENCE:
            for answers in itertools.product((False, True), repeat=len(others)):
                alone = {question: question == kind for question in EVIDENCE}
                yield {**alone, **dict(zip(others, answers, strict=True))}
        return
    for answers in itertools.product((False, True), repeat=len(asked)):
        found = dict(zip(asked, answers, strict=True))
        if is_possible(rank, found):
            yield found


def is_possible(rank: str, answers: Mapping[str, bool]) -> bool:
    """Whether the answers can occur together."""

    def yes(question: str) -> bool:
        return answers.get(question, False)

    if rank == NO_RANK and not yes("not_performed"):
        return False  # nothing can be said, and nothing is suggested
    if yes("pregnant") and (yes("iodine_possible") or yes("mri_possible")):
        return False
    if yes("targeted_done") != (yes("targeted_shows") or yes("targeted_negative")):
        return "targeted_done" not in answers or "targeted_shows" not in answers
    if yes("targeted_shows") and yes("targeted_negative"):
        return False
    obstacles = [answers[name] for name in ("extravasation", "other_obstacle") if name in answers]
    if rank == Rank.NON_DIAGNOSTIC.value and obstacles and not any(obstacles):
        return False
    if yes("child") and "under_30" in answers and not yes("under_30"):
        return False
    return not (yes("dark_untested") and ("blood" in answers and not yes("blood")))
