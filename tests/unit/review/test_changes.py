"""What differs between two records: typed, by ids, and in words."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.review.changes import changes
from caseline.schema import CaseReport, Label
from caseline.schema.case import Onset
from tests.unit.evaluation.evaluation_records import (
    STORY,
    changed,
    mention,
    story,
    two_patients,
    with_case,
    with_item,
)
from tests.unit.review.edited import BASES, edited


def told(before: CaseReport, after: CaseReport) -> list[tuple[str, str]]:
    return [(found.path, found.title) for found in changes(before, after)]


def with_mentions(base: CaseReport, *, without: str = "", **fields: object) -> CaseReport:
    found = tuple(each for each in base.mentions if each.id != without)
    return changed(base, mentions=(*found, *fields.get("more", ())))  # type: ignore[misc]


def onset() -> Onset:
    found = story().cases[0].events[0].onset
    assert found is not None
    return found


CHANGES = [
    pytest.param(
        with_item(story(), "events", 0, onset=changed(onset(), value=3)),
        [("cases.c1.events.e1.onset.value", "event hives: onset value 2 → 3")],
        id="value",
    ),
    pytest.param(
        with_item(story(), "events", 0, onset=None),
        [("cases.c1.events.e1.onset", "event hives: onset Two days later removed")],
        id="part-removed",
    ),
    pytest.param(
        with_item(story(), "events", 1, onset=onset()),
        [("cases.c1.events.e2.onset", "event fever: onset Two days later added")],
        id="part-added",
    ),
    pytest.param(
        with_item(story(), "events", 0, suspects=("d1", "d2")),
        [("cases.c1.events.e1.suspects", "event hives: suspects infliximab → infliximab, folic acid")],
        id="references-by-name",
    ),
    pytest.param(
        with_item(story(), "events", 1, evidence=("m11", "m12")),
        [("cases.c1.events.e2.evidence", "event fever: evidence ‘fever’ → ‘fever’, ‘chest pain’")],
        id="evidence-by-text",
    ),
    pytest.param(
        with_case(story(), patient=changed(story().cases[0].patient, ethnicity=None)),
        [("cases.c1.patient.ethnicity", "patient: ethnicity Norwegian removed")],
        id="patient",
    ),
    pytest.param(
        with_case(story(), outcome=None),
        [("cases.c1.outcome", "case: outcome cleared removed")],
        id="outcome-of-the-case",
    ),
    pytest.param(
        with_case(story(), timeline=story().cases[0].timeline[1:]),
        [("cases.c1.timeline.0", "case: timeline 1 second infusion removed")],
        id="first-step-gone-and-the-others-as-they-were",
    ),
    pytest.param(
        with_case(story(), events=story().cases[0].events[::-1]),
        [("cases.c1.events", "events: order changed")],
        id="order",
    ),
    pytest.param(
        with_case(
            story(),
            events=(changed(story().cases[0].events[1], id="e3", name="rash"), *story().cases[0].events),
        ),
        [("cases.c1.events.e3", "event rash added")],
        id="put-before-the-others",
    ),
    pytest.param(
        with_case(story(), drugs=story().cases[0].drugs[:1]),
        [("cases.c1.drugs.d2", "drug folic acid removed")],
        id="item-removed",
    ),
    pytest.param(
        with_mentions(story(), without="m19"),
        [("mentions.m19", "mention removed: DISORDER ‘asthma’")],
        id="mention-removed",
    ),
    pytest.param(
        with_mentions(story(), more=(mention(STORY, 21, Label.DRUG, "folic"),)),
        [("mentions.m21", "mention added: DRUG ‘folic’")],
        id="mention-added",
    ),
    pytest.param(
        changed(story(), document=changed(story().document, title=None, year=2021)),
        [
            ("document.title", "document title Hives on infliximab removed"),
            ("document.year", "document year 2020 → 2021"),
        ],
        id="document",
    ),
]


@pytest.mark.parametrize(("after", "expected"), CHANGES)
def test_a_change(after: CaseReport, expected: list[tuple[str, str]]) -> None:
    assert told(story(), after) == expected


def test_cases_are_named_where_there_are_several() -> None:
    after = with_item(two_patients(), "events", 0, name="fits")
    assert told(two_patients(), after) == [
        ("cases.c1.events.e1.name", "case 1, event seizures: name seizures → fits")
    ]
    assert told(two_patients(), with_case(two_patients(), 1, outcome=None)) == [
        ("cases.c2.outcome", "case 2: outcome recovered removed")
    ]
    (gone,) = changes(two_patients(), changed(two_patients(), cases=two_patients().cases[:1]))
    assert (gone.path, gone.title, gone.after) == ("cases.c2", "case 2 removed", None)


def test_before_and_after_are_json() -> None:
    (found,) = changes(story(), with_item(story(), "events", 0, onset=None))
    assert found.before == onset().model_dump(mode="json")
    assert found.after is None


@settings(deadline=None)
@given(st.data())
def test_nothing_differs_exactly_where_records_are_equal(data: st.DataObject) -> None:
    base = data.draw(st.sampled_from(BASES))
    one, other = data.draw(edited(base)), data.draw(edited(base))
    found = changes(one, other)
    assert (not found) == (one == other)
    assert not changes(one, one)
    assert all(each.path and each.title.strip() and "\n" not in each.title for each in found)
    assert len({each.path for each in found}) == len(found)


@settings(deadline=None)
@given(st.data())
def test_back_and_forth_is_the_same_places(data: st.DataObject) -> None:
    base = data.draw(st.sampled_from(BASES))
    after = data.draw(edited(base))
    assert bool(changes(base, after)) == bool(changes(after, base))
