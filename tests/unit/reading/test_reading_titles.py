"""What a section is, from its title and from the section it stands in."""

from __future__ import annotations

import pytest

from caseline.reading.titles import section_name
from caseline.schema.document import SectionName

TITLES = [
    pytest.param("2. Case Report", "body", "case", id="numbered"),
    pytest.param("Case presentations", "body", "case", id="plural"),
    pytest.param("Patient 2: hepatitis in a neonate", "body", "case", id="titled-patient"),
    pytest.param("Treatment", "case", "case", id="part-of-a-case"),
    pytest.param("Treatment", "discussion", "discussion", id="part-inside-a-discussion"),
    pytest.param("Outcomes", "methods", "methods", id="part-of-a-case-inside-methods"),
    pytest.param("Outcomes", "results", "results", id="part-of-a-case-inside-results"),
    pytest.param("Patient characteristics", "results", "results", id="characteristics"),
    pytest.param("Case definition", "methods", "methods", id="definition"),
    pytest.param("Case 1", "results", "case", id="case-inside-results"),
    pytest.param("Second case", "results", "case", id="ordinal-inside-results"),
    pytest.param("Case presentation", "methods", "case", id="whole-case-inside-methods"),
    pytest.param("Statistical analysis", "case", "case", id="part-of-methods-inside-a-case"),
    pytest.param("Patients and methods", "body", "methods", id="methods"),
    pytest.param("Case 1", "introduction", "case", id="case-below-an-introduction"),
    pytest.param("Case 1", "discussion", "discussion", id="case-inside-a-discussion"),
    pytest.param("Patients", "discussion", "discussion", id="patients-discussed"),
    pytest.param("A case for caution", "discussion", "discussion", id="case-discussed"),
    pytest.param("Torazine", "methods", "methods", id="says-nothing"),
    pytest.param("", "results", "results", id="empty"),
    pytest.param(None, "abstract", "abstract", id="none"),
]


@pytest.mark.parametrize(("title", "above", "name"), TITLES)
def test_kind_of_a_section(title: str | None, above: str, name: str) -> None:
    assert section_name(title, above=SectionName(above)) is SectionName(name)
