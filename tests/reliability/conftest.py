"""Installations that are served for real, each begun from one that is made once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.reliability import site as sites
from tests.reliability.site import Site

STAGED_REPORTS = 60


@pytest.fixture(scope="session")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """People, and reports with nothing written; never served itself."""
    site = sites.stage(tmp_path_factory.mktemp("staged"), STAGED_REPORTS)
    yield site
    sites.remove(site)


@pytest.fixture
def new_site(staged: Site, tmp_path: Path) -> Iterator[Callable[[], Site]]:
    made: list[Site] = []

    def site() -> Site:
        made.append(sites.copy_of(staged, tmp_path / f"site-{len(made)}"))
        return made[-1]

    yield site
    for each in made:
        sites.remove(each)


@pytest.fixture
def site(new_site: Callable[[], Site]) -> Site:
    return new_site()
