"""A paper as one line."""

from __future__ import annotations

from typing import Any

import pytest

from caseline.export.facts.reference import vancouver
from caseline.schema.document import Document

SIX = ["Ann Ba", "Bo Cy", "Cy Do", "Di El", "Ed Fu", "Flo Gi"]


def _document(**fields: Any) -> Document:
    return Document.model_validate({"id": f"sha256:{'0' * 64}", "text": "", **fields})


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        pytest.param({}, None, id="nothing"),
        pytest.param({"title": " ", "authors": ["\n"]}, None, id="white-space"),
        pytest.param({"title": "A rash\nafter\x85all?"}, "A rash after all?", id="title-with-mark"),
        pytest.param({"authors": SIX}, "Ann Ba, Bo Cy, Cy Do, Di El, Ed Fu, Flo Gi.", id="six"),
        pytest.param(
            {"authors": [*SIX, "Gus Ho"]}, "Ann Ba, Bo Cy, Cy Do, Di El, Ed Fu, Flo Gi, et al.", id="seven"
        ),
        pytest.param(
            {
                "authors": ["Ann Ba"],
                "title": "Rash",
                "journal": "J Skin",
                "year": 2020,
                "doi": "10.1/x",
                "pmid": "12",
                "pmcid": "PMC3",
            },
            "Ann Ba. Rash. J Skin. 2020. doi:10.1/x PMID: 12 PMCID: PMC3",
            id="all",
        ),
    ],
)
def test_reference(fields: dict[str, Any], expected: str | None) -> None:
    assert vancouver(_document(**fields)) == expected
