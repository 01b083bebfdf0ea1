"""What a section is, from its title and from the section it stands in."""

from __future__ import annotations

import pytest

from caseline.reading.titles import section_name
from caseline.schema.document import SectionName


@pytest.mark.parametrize(
    ("title", "above", "name"),
    [
        pytest.param("2. Case 1: a boy", SectionName.BODY, SectionName.CASE, id="numbered-case"),
        pytest.param("Patient 2", SectionName.BODY, SectionName.CASE, id="patient"),
        pytest.param("Case-control analysis", SectionName.METHODS, SectionName.METHODS, id="case-control"),
        pytest.param(
            "Patient characteristics", SectionName.RESULTS, SectionName.RESULTS, id="characteristics"
        ),
        pytest.param("Case definitions", SectionName.METHODS, SectionName.METHODS, id="definitions"),
        pytest.param("Patient 2", SectionName.DISCUSSION, SectionName.DISCUSSION, id="in-discussion"),
    ],
)
def test_only_a_case_is_a_case(title: str, above: SectionName, name: SectionName) -> None:
    assert section_name(title, above=above) is name
