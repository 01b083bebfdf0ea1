"""Roles, pairs and what is told of events on PHEE: gold itself, nothing, and each kind of mistake."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from caseline.benchmark.case_counts import CaseCounts, score_cases
from caseline.benchmark.case_phee import (
    LINKS,
    NEGATED,
    NOT_NEGATED,
    NOT_SPECULATED,
    ONCE,
    PAIRS,
    SPECULATED,
    PheeCases,
)
from caseline.benchmark.record import CaseScore
from caseline.schema.case import Case, Causality, CausalityValue, Certainty, DrugRole
from caseline.schema.mention import Exclusion, Label, Mention
from caseline.schema.report import CaseReport
from caseline.training.phee_events import EventText, Parts, PheeEvent
from tests.unit.benchmark.case_records import drug, event, extent, mention, report, therapy

FIRST = "Ceftriaxone caused hives and fever; prednisolone helped."
SECOND = "Hives came with ceftriaxone again."
WHOLE = f"{FIRST} {SECOND}"


def parts(text: str, *words: str) -> tuple[Parts, ...]:
    return tuple((extent(text, word),) for word in words)


def gold(key: str, text: str, *events: PheeEvent) -> EventText:
    return EventText(key, text, ((0, len(text)),), events)


CAUSED = PheeEvent(True, parts(FIRST, "Ceftriaxone"), parts(FIRST, "hives", "fever"), False, False)
HELPED = PheeEvent(False, parts(FIRST, "prednisolone"), (), False, False)
AGAIN = PheeEvent(True, parts(SECOND, "ceftriaxone"), parts(SECOND, "Hives"), False, False)
SENTENCES = (gold("7_1", FIRST, CAUSED, HELPED), gold("7_2", SECOND, AGAIN))

MENTIONS = (
    mention(WHOLE, 1, Label.DRUG, "Ceftriaxone"),
    mention(WHOLE, 2, Label.EVENT, "hives"),
    mention(WHOLE, 3, Label.EVENT, "fever"),
    mention(WHOLE, 4, Label.DRUG, "prednisolone"),
    mention(WHOLE, 5, Label.EVENT, "Hives"),
    mention(WHOLE, 6, Label.DRUG, "ceftriaxone"),
)
RIGHT = Case(
    id="c1",
    drugs=(drug(1, "m1", "m6"),),
    events=(event(1, "m2", "m5"), event(2, "m3")),
    therapies=(therapy(1, "m4"),),
)


def counted(found: CaseReport, sentences: tuple[EventText, ...] = SENTENCES) -> CaseCounts:
    """Counts the joined document alone."""
    nothing = [report(text.text) for text in sentences]
    return next(iter(PheeCases(sentences).count(nothing, lambda _: [found])))


def score(found: CaseReport, sentences: tuple[EventText, ...] = SENTENCES) -> CaseScore:
    return score_cases(counted(found, sentences), seed=13, resamples=50)


def numbers(found: CaseReport, label: str, sentences: tuple[EventText, ...] = SENTENCES) -> tuple[int, ...]:
    """Gold, predicted, strict, touching, touched."""
    return tuple(counted(found, sentences).rows[label].sum(axis=0).tolist())


def test_gold_itself_scores_100() -> None:
    rows = score(report(WHOLE, MENTIONS, RIGHT)).labels
    assert {(row.strict.f1, row.relaxed.f1, row.strict.low) for row in rows} == {(100, 100, 100)}
    assert {row.label: row.gold for row in rows} == {
        "suspect": 2, "treatment": 1, "roles": 3,
        "suspect, both": 2, "treatment, both": 1, "roles, both": 3,
        "suspect by name": 1, "treatment by name": 1, "roles by name": 2,
        "suspect by name, both": 1, "treatment by name, both": 1, "roles by name, both": 2,
        PAIRS: 3, ONCE: 3,
    }  # fmt: skip


@pytest.mark.parametrize(
    "found", [pytest.param(report(WHOLE), id="nothing"), pytest.param(report(WHOLE, MENTIONS), id="no-case")]
)
def test_no_case_scores_0(found: CaseReport) -> None:
    assert {(row.predicted, row.strict.f1, row.relaxed.f1) for row in score(found).labels} == {(0, 0, 0)}


def test_both_views_are_counted_with_the_records_that_are_theirs() -> None:
    alone = [report(FIRST), report(SECOND, (mention(SECOND, 1, Label.DRUG, "ceftriaxone"),), _alone())]
    asked: list[str] = []

    def read(texts: Sequence[EventText]) -> list[CaseReport]:
        asked.extend(text.text for text in texts)
        return [report(WHOLE, MENTIONS, RIGHT)]

    documents, sentences = PheeCases(SENTENCES).count(alone, read)
    assert asked == [WHOLE]
    assert (documents.texts, sentences.texts) == ("documents", "sentences")
    assert documents.rows["suspect"].tolist() == [[2, 2, 2, 2, 2]]
    assert sentences.rows["suspect"].tolist() == [[2, 1, 1, 1, 1]]


def _alone() -> Case:
    return Case(id="c1", drugs=(drug(1, "m1"),))


def changed(**fields: Any) -> CaseReport:
    return report(WHOLE, MENTIONS, RIGHT.model_copy(update=fields))


ROLES = [
    pytest.param(
        {"drugs": (drug(1, "m1", "m6", role=DrugRole.INTERACTING),)}, (2, 2, 2, 2, 2), (1, 1, 1, 1, 1),
        id="interacting-is-suspect",
    ),
    pytest.param(
        {"drugs": (drug(1, "m1", "m6", role=DrugRole.CONCOMITANT),)}, (2, 0, 0, 0, 0), (1, 3, 1, 1, 1),
        id="concomitant-is-treatment",
    ),
    pytest.param(
        {"drugs": (drug(1, "m1", "m4"),)}, (2, 2, 1, 1, 1), (1, 0, 0, 0, 0), id="suspect-outranks-therapy"
    ),
    pytest.param({"therapies": ()}, (2, 2, 2, 2, 2), (1, 0, 0, 0, 0), id="therapy-missing"),
    pytest.param(
        {"therapies": (therapy(1, "m3", "m4"),)}, (2, 2, 2, 2, 2), (1, 1, 1, 1, 1), id="other-labels-are-none"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("fields", "suspect", "treatment"), ROLES)
def test_roles(fields: dict[str, Any], suspect: tuple[int, ...], treatment: tuple[int, ...]) -> None:
    found = changed(**fields)
    assert numbers(found, "suspect") == suspect
    assert numbers(found, "treatment") == treatment


def test_a_drug_of_both_kinds_of_event_is_a_suspect() -> None:
    both = (gold("7_1", FIRST, replace(HELPED, drugs=CAUSED.drugs), CAUSED), SENTENCES[1])
    assert numbers(report(WHOLE, MENTIONS, RIGHT), "suspect", both) == (2, 2, 2, 2, 2)
    assert numbers(report(WHOLE, MENTIONS, RIGHT), "treatment", both) == (0, 1, 0, 0, 0)


def test_both_leaves_out_what_only_one_side_gives_a_role() -> None:
    unmarked = (SENTENCES[0], gold("7_2", SECOND))
    found = report(WHOLE, MENTIONS, RIGHT)
    assert numbers(found, "suspect", unmarked) == (1, 2, 1, 1, 1)
    assert numbers(found, "suspect, both", unmarked) == (1, 1, 1, 1, 1)
    missing = changed(drugs=(drug(1, "m1"),))
    assert numbers(missing, "suspect") == (2, 1, 1, 1, 1)
    assert numbers(missing, "suspect, both") == (1, 1, 1, 1, 1)


def test_both_keeps_what_the_two_give_different_roles() -> None:
    found = changed(drugs=(drug(1, "m1", "m6", role=DrugRole.CONCOMITANT),))
    assert numbers(found, "suspect, both") == (2, 0, 0, 0, 0)
    assert numbers(found, "treatment by name, both") == (1, 2, 1, 1, 1)


def test_names_are_alike_when_one_holds_the_words_of_the_other() -> None:
    text = "Valproic acid sodium was stopped."
    marked = gold("1_1", text, replace(CAUSED, drugs=parts(text, "Valproic acid"), effects=()))
    for words, relaxed in (("Valproic acid sodium", 1), ("acid", 1), ("stopped", 0)):
        found = report(text, (mention(text, 1, Label.DRUG, words),), Case(id="c1", drugs=(drug(1, "m1"),)))
        expected = (1, 1, 0, relaxed, relaxed)
        assert numbers(found, "suspect by name", (marked,)) == expected


def _with(*more: Mention) -> tuple[Mention, ...]:
    return (*MENTIONS, *more)


LIST = mention(WHOLE, 7, Label.EVENT, "hives and fever")
PAIRINGS = [
    pytest.param(MENTIONS, {}, (3, 3, 3, 3, 3), id="right"),
    pytest.param(
        MENTIONS, {"events": (event(1, "m2", "m5", suspects=()), event(2, "m3"))}, (3, 1, 1, 1, 1),
        id="not-suspected",
    ),
    pytest.param(
        MENTIONS, {"drugs": (drug(1, "m1", "m6", role=DrugRole.CONCOMITANT),)}, (3, 0, 0, 0, 0),
        id="listed-but-no-suspect",
    ),
    pytest.param(
        MENTIONS, {"drugs": (drug(1, "m6"),)}, (3, 1, 1, 1, 1), id="only-where-both-are-in-one-sentence"
    ),
    pytest.param(
        _with(LIST), {"events": (event(1, "m2", "m5", "m7"), event(2, "m3", "m7"))}, (3, 2, 1, 2, 3),
        id="a-list-stands-for-its-members",
    ),
    pytest.param(
        _with(mention(WHOLE, 7, Label.DRUG, "prednisolone")), {"drugs": (drug(1, "m1", "m6", "m7"),)},
        (3, 5, 3, 3, 3), id="another-drug",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("mentions", "fields", "expected"), PAIRINGS)
def test_pairs(mentions: tuple[Mention, ...], fields: dict[str, Any], expected: tuple[int, ...]) -> None:
    assert numbers(report(WHOLE, mentions, RIGHT.model_copy(update=fields)), PAIRS) == expected


def test_pairs_stay_in_their_sentence_when_the_record_tells_both_at_once() -> None:
    found = report(WHOLE, MENTIONS, RIGHT)
    one = EventText("7_1", WHOLE, ((0, len(WHOLE)),), ())
    assert numbers(found, PAIRS, (one,)) == (0, 6, 0, 0, 0)
    assert numbers(found, PAIRS) == (3, 3, 3, 3, 3)


def test_discontinuous_mentions_are_stretches_in_pairs() -> None:
    text = "Quinine hurt arms and legs badly."
    broken = ((extent(text, "hurt"), extent(text, "legs")),)
    marked = gold("1_1", text, PheeEvent(True, parts(text, "Quinine"), broken, False, False))
    stretch = mention(text, 2, Label.EVENT, "hurt arms and legs", parts=broken[0])
    found = report(
        text,
        (mention(text, 1, Label.DRUG, "Quinine"), stretch),
        Case(id="c1", drugs=(drug(1, "m1"),), events=(event(1, "m2"),)),
    )
    assert numbers(found, PAIRS, (marked,)) == (1, 1, 1, 1, 1)


def _marked(**flags: bool) -> tuple[EventText, ...]:
    """The hives of the first sentence are marked, the other two events are not."""
    return (gold("7_1", FIRST, replace(CAUSED, effects=CAUSED.effects[:1], **flags), HELPED), SENTENCES[1])


def _told(number: int, **fields: Any) -> CaseReport:
    mentions = [found.model_copy(update=fields) if found.id == f"m{number}" else found for found in MENTIONS]
    return report(WHOLE, tuple(mentions), RIGHT)


def _event(**fields: Any) -> CaseReport:
    return changed(events=(event(1, "m2", **fields), event(2, "m3", "m5")))


POSSIBLE = Causality(value=CausalityValue.POSSIBLE, text="may")
PROBABLE = Causality(value=CausalityValue.PROBABLE, text="due to")
TOLD = [
    pytest.param("negated", _told(2), (0, 1), (2, 2), id="not-negated"),
    pytest.param("negated", _told(2, negated=True), (1, 1), (2, 2), id="negated"),
    pytest.param("negated", _told(2, excluded=Exclusion.RULED_OUT), (1, 1), (2, 2), id="ruled-out"),
    pytest.param("negated", _told(2, uncertain=True), (0, 1), (2, 2), id="doubt-is-no-negation"),
    pytest.param("negated", _told(5, negated=True), (0, 1), (1, 2), id="wrongly-negated"),
    pytest.param("negated", _told(1, negated=True), (0, 1), (2, 2), id="the-drug-of-an-event-with-effect"),
    pytest.param("negated", _told(4, negated=True), (0, 1), (1, 2), id="the-drug-of-an-event-without-effect"),
    pytest.param("speculated", _told(2), (0, 1), (2, 2), id="not-doubted"),
    pytest.param("speculated", _told(2, uncertain=True), (1, 1), (2, 2), id="uncertain"),
    pytest.param("speculated", _told(2, hypothetical=True), (1, 1), (2, 2), id="hypothetical"),
    pytest.param("speculated", _told(2, excluded=Exclusion.HYPOTHETICAL), (1, 1), (2, 2), id="excluded"),
    pytest.param("speculated", _told(2, excluded=Exclusion.FAMILY), (0, 1), (2, 2), id="other-exclusion"),
    pytest.param("speculated", _event(causality=POSSIBLE), (1, 1), (2, 2), id="possible"),
    pytest.param("speculated", _event(causality=PROBABLE), (0, 1), (2, 2), id="probable"),
    pytest.param("speculated", _event(certainty=Certainty.UNCERTAIN), (1, 1), (2, 2), id="uncertain-event"),
    pytest.param("speculated", _told(5, uncertain=True), (0, 1), (1, 2), id="wrongly-doubted"),
]


@pytest.mark.parametrize(("flag", "found", "marked", "others"), TOLD)
def test_what_is_told(flag: str, found: CaseReport, marked: tuple[int, int], others: tuple[int, int]) -> None:
    labels = {"negated": (NEGATED, NOT_NEGATED), "speculated": (SPECULATED, NOT_SPECULATED)}[flag]
    shares = counted(found, _marked(**{flag: True})).shares
    assert [tuple(shares[label].sum(axis=0).tolist()) for label in labels] == [marked, others]


LINKED = [
    pytest.param(MENTIONS, {}, (3, 3), id="an-event-in-each-of-its-sentences"),
    pytest.param(
        _with(mention(WHOLE, 7, Label.DRUG, "prednisolone")), {"drugs": (drug(1, "m1", "m6", "m7"),)}, (3, 3),
        id="two-names-in-a-sentence-are-one-drug",
    ),
    pytest.param(
        _with(LIST), {"events": (event(1, "m2", "m5", "m7"), event(2, "m3", "m7"))}, (3, 3),
        id="a-list-counts-for-each-member",
    ),
    pytest.param(
        MENTIONS,
        {"drugs": (drug(1, "m1", "m6"), drug(2, "m4")), "events": (event(1, "m2", "m5", suspects=("d1", "d2")),)},
        (2, 3), id="an-unmarked-suspect",
    ),
    pytest.param(MENTIONS, {"events": (event(1, "m2", "m5", suspects=()),)}, (0, 0), id="none-listed"),
]  # fmt: skip


TOLD_ONCE = [
    pytest.param(MENTIONS, {}, (3, 3, 3, 3, 3), id="gold"),
    pytest.param(
        _with(mention(WHOLE, 7, Label.DRUG, "prednisolone")), {"drugs": (drug(1, "m1", "m6", "m7"),)}, (3, 3, 3, 3, 3),
        id="two-names-in-a-sentence-are-one-drug",
    ),
    pytest.param(
        _with(LIST), {"events": (event(1, "m2", "m5", "m7"), event(2, "m3", "m7"))}, (3, 2, 1, 2, 3),
        id="a-list-is-one-event",
    ),
    pytest.param(
        MENTIONS,
        {"drugs": (drug(1, "m1", "m6"), drug(2, "m4")), "events": (event(1, "m2", "m5", suspects=("d1", "d2")),)},
        (3, 3, 2, 2, 2), id="an-unmarked-suspect",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("mentions", "fields", "expected"), TOLD_ONCE)
def test_pairs_once_a_sentence(
    mentions: tuple[Mention, ...], fields: dict[str, Any], expected: tuple[int, ...]
) -> None:
    assert numbers(report(WHOLE, mentions, RIGHT.model_copy(update=fields)), ONCE) == expected


@pytest.mark.parametrize(("mentions", "fields", "expected"), LINKED)
def test_links(mentions: tuple[Mention, ...], fields: dict[str, Any], expected: tuple[int, ...]) -> None:
    found = counted(report(WHOLE, mentions, RIGHT.model_copy(update=fields)))
    assert tuple(found.shares[LINKS].sum(axis=0).tolist()) == expected
