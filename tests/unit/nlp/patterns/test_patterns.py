"""All families together: overlaps, offsets, time."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.nlp.patterns import FAMILIES, find
from caseline.nlp.patterns.base import lower
from caseline.schema.mention import Label

_REPORT = (
    "A 58-year-old Caucasian woman took 5 mg of oral kava twice daily for 3 weeks. Two days after the second "
    "dose she had a severe rash, which resolved completely. It was probably related to kava."
)
# Beginnings of matches that never end.
_HARD = (
    "1 ",
    "1,1",
    "12345",
    "a few ",
    "second ",
    "one-",
    "in her ",
    "no ",
    "possibly ",
    "(1/2",
    "to \n",
    "5 mg/",
)


def test_each_family_finds_its_labels() -> None:
    labels = [Label.AGE, Label.ETHNICITY, Label.SEX, Label.DOSE, Label.ROUTE, Label.FREQUENCY, Label.DURATION]
    labels += [
        Label.TIME,
        Label.DOSE_ORDINAL,
        Label.SEVERITY,
        Label.OUTCOME,
        Label.CAUSALITY,
        Label.CAUSALITY,
    ]
    assert [mention.label for mention in find(_REPORT)] == labels


def test_only_named_families_are_found() -> None:
    assert {mention.label for mention in find(_REPORT, ["age", "sex"])} == {Label.AGE, Label.SEX}


def test_an_age_is_no_time() -> None:
    assert [label for label, _, _ in find("It began at 14 years of age.")] == [Label.AGE]


@pytest.mark.parametrize("family", FAMILIES)
@settings(deadline=None)
@given(pieces=st.lists(st.sampled_from([*"aA1 2½,.()/-–\n\t%İẞ", *_HARD, *_REPORT.split()]), max_size=40))
def test_offsets_lie_in_the_text(family: str, pieces: list[str]) -> None:
    text = "".join(pieces)
    reached = 0
    for _, start, end in FAMILIES[family](text):
        assert reached <= start < end <= len(text)
        reached = end


@pytest.mark.parametrize("unit", _HARD)
def test_time_is_linear(unit: str) -> None:
    started = time.process_time()
    find(unit * (20_000 // len(unit)))
    short = time.process_time() - started
    started = time.process_time()
    find(unit * (200_000 // len(unit)))
    assert time.process_time() - started < 30 * short + 1


@settings(deadline=None)
@given(st.text())
def test_lower_keeps_offsets(text: str) -> None:
    assert len(lower(text)) == len(text)
