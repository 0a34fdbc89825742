"""Judges of accessible and archival PDF that nobody here wrote."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import page

from tests.conftest import unavailable

PROFILES = ("ua1", "3a")


def failures(pdf: bytes) -> list[str]:
    """What `page-validation` finds wrong by PDF/UA-1 and by PDF/A-3a."""
    return [
        f"{profile} {failure.rule_id}: {failure.message}"
        for profile in PROFILES
        for failure in page.validate_pdf_bytes(pdf, profile=profile).failures
    ]


def spoken(pdfs: Mapping[str, bytes], folder: Path) -> list[tuple[str, str, str]]:
    """Name, rule and evidence of every error that `outloud` finds, which listens as a screen reader does."""
    paths = [folder / f"{number}.pdf" for number in range(len(pdfs))]
    for path, pdf in zip(paths, pdfs.values(), strict=True):
        path.write_bytes(pdf)
    tool = Path(sys.executable).with_name("outloud")
    report = folder / "heard.json"
    subprocess.run([tool, "--quiet", "--json", report, *paths], capture_output=True)
    heard = {Path(result["path"]): result["findings"] for result in json.loads(report.read_text())["results"]}
    return [
        (name, found["rule"], found["evidence"])
        for name, path in zip(pdfs, paths, strict=True)
        for found in heard[path]
        if found["severity"] == "error"
    ]


def checked_by_qpdf(pdf: bytes, folder: Path) -> None:
    """Stop at the first thing that qpdf warns of."""
    if shutil.which("qpdf") is None:
        unavailable("no qpdf on this machine (apt-get install qpdf)")
    path = folder / "checked.pdf"
    path.write_bytes(pdf)
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
