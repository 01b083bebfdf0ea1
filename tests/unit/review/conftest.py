"""A database of two records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from caseline.review.store import Store
from tests.unit.review.desk_folder import filled, write
from tests.unit.review.edited import BASES


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "records"
    write(found, BASES)
    return found


@pytest.fixture
def store(folder: Path) -> Iterator[Store]:
    with Store(folder / "review.sqlite") as found:
        filled(found, folder)
        yield found
