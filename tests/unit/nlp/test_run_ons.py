"""Clauses beside the names inside them."""

import pytest

from caseline.nlp import enumeration
from caseline.nlp.layers import MENTIONS, PATTERN
from caseline.nlp.run_ons import drop_run_ons
from tests.marked import blank, parse, spans_of


@pytest.mark.parametrize(
    ("mentions", "expected"),
    [
        pytest.param(
            [
                "He had [ear pain and his hearing was worse](EVENT).",
                "He had [ear pain](EVENT) and his hearing was worse.",
            ],
            ["ear pain"],
            id="clause",
        ),
        pytest.param(
            ["He had [a cough that woke him](EVENT)."], ["a cough that woke him"], id="no-name-inside"
        ),
        pytest.param(
            ["She had [fever, rash and chills](EVENT).", "She had [fever](EVENT), rash and chills."],
            ["fever, rash and chills", "fever"],
            id="list",
        ),
    ],
)
def test_drops_clauses_that_hold_a_name(mentions: list[str], expected: list[str]) -> None:
    doc = blank().make_doc(parse(mentions[0]).text)
    doc.spans[MENTIONS] = [span for each in mentions for span in spans_of(doc, parse(each))]
    drop_run_ons(doc)
    assert [span.text for span in doc.spans[MENTIONS]] == expected


@pytest.mark.parametrize(
    ("mention", "complaint", "expected"),
    [
        pytest.param(
            "My [pee was dark and my eyes were](EVENT) yellow.",
            "My pee was dark and my [eyes were yellow](EVENT).",
            ["eyes were yellow"],
            id="cut",
        ),
        pytest.param(
            "She [passed out twice](EVENT).",
            "She [passed out](EVENT) twice.",
            ["passed out twice"],
            id="no-clause",
        ),
    ],
)
def test_complaints_come_in_the_place_of_clauses(mention: str, complaint: str, expected: list[str]) -> None:
    doc = blank().make_doc(parse(mention).text)
    doc.spans[MENTIONS] = spans_of(doc, parse(mention))
    told = spans_of(doc, parse(complaint))
    for span in told:
        span.id_ = enumeration.SOURCE
    doc.spans[PATTERN] = told
    drop_run_ons(doc)
    assert [span.text for span in doc.spans[MENTIONS]] == expected
