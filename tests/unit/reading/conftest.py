"""Readers that stand in where only the way to a reader is tested."""

from __future__ import annotations

from importlib.util import find_spec

import pytest

from caseline.reading import readers
from tests.unit.reading.stub_readers import STUBS


@pytest.fixture
def stubs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes a stub for the reader of every format but plain text."""
    monkeypatch.setattr(readers, "READERS", STUBS)


@pytest.fixture
def readers_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """Takes a stub for the reader of a format that has none yet."""
    there = {form: reader for form, reader in readers.READERS.items() if find_spec(reader.module)}
    monkeypatch.setattr(readers, "READERS", STUBS | there)
