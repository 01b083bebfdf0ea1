"""Names that a finder took with the date before them."""

from __future__ import annotations

import pytest

from caseline.nlp.dated_names import name_start


@pytest.mark.parametrize(
    ("before", "name", "kept"),
    [
        pytest.param("by ", "12 September severe mucositis", "severe mucositis", id="a-date"),
        pytest.param("by 12 ", "September severe mucositis", "severe mucositis", id="the-rest-of-a-date"),
        pytest.param("from 3rd ", "May 2020, rash", "rash", id="with-its-year"),
        pytest.param("", "May 3, 2020: rash", "rash", id="the-month-first"),
        pytest.param("with a ", "latency of 5 days morning stiffness", "morning stiffness", id="a-latency"),
        pytest.param("", "march fracture", "march fracture", id="a-name-with-a-month"),
        pytest.param("in ", "May 2020", "May 2020", id="nothing-but-a-date"),
        pytest.param("", "2 September", "2 September", id="no-name-behind"),
        pytest.param("", "5 day fever", "5 day fever", id="a-length"),
    ],
)
def test_name_start(before: str, name: str, kept: str) -> None:
    text = before + name
    assert text[name_start(text, len(before), len(text)) :] == kept
