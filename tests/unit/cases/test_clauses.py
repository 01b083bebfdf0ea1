"""Clauses, lists that hold their members, and words that refer back."""

import pytest

from caseline.cases.clauses import clause_of, holders, inside, refers_back, stretches_of
from tests.narratives import narrative


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "He developed [hives](EVENT), which resolved.", "He developed hives", id="relative-clause-behind"
        ),
        pytest.param(
            "The fever went; the [hives](EVENT) stayed.", " the hives stayed.", id="semicolon-before"
        ),
        pytest.param(
            "The fever persisted but the [hives](EVENT) resolved.", "the hives resolved", id="but-before"
        ),
        pytest.param(
            "The [hives](EVENT) resolved, while the fever persisted.", "The hives resolved", id="while-behind"
        ),
        pytest.param(
            "He had [hives](EVENT) and subsequently recovered.", "He had hives", id="and-with-a-new-verb"
        ),
        pytest.param(
            "He had fever and [hives](EVENT) on both arms.",
            "He had fever and hives on both arms.",
            id="and-of-a-list-is-no-border",
        ),
        pytest.param(
            "He had [hives](EVENT) two days before admission.",
            "He had hives two days before admission.",
            id="before-a-noun-is-no-border",
        ),
        pytest.param(
            "The fever went. He had [hives](EVENT). He left.", "He had hives.", id="never-beyond-its-sentence"
        ),
    ],
)
def test_clause(source: str, expected: str) -> None:
    found = narrative(source)
    [mention] = found.mentions
    start, end = clause_of(found, mention)
    clause = found.text[start:end]
    assert expected in clause
    assert len(clause) < len(expected) + len(" although the ")
    assert start <= mention.start < mention.end <= end


def test_each_mention_has_its_own_clause() -> None:
    found = narrative("The [fever](EVENT) persisted, whereas the [hives](EVENT) cleared, which was a relief.")
    clauses = [found.text[slice(*clause_of(found, mention))] for mention in found.mentions]
    assert ["fever" in clause for clause in clauses] == [True, False]
    assert ["hives" in clause for clause in clauses] == [False, True]
    assert not any("relief" in clause for clause in clauses)


def test_a_border_inside_a_mention_does_not_cut_it() -> None:
    found = narrative("He felt [pain which came and went](EVENT) daily.")
    [mention] = found.mentions
    start, end = clause_of(found, mention)
    assert start <= mention.start
    assert mention.end <= end


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        pytest.param(7, 12, ["fever"], id="exactly"),
        pytest.param(0, 12, ["fever"], id="before-it"),
        pytest.param(0, 99, ["fever", "hives"], id="both"),
        pytest.param(8, 99, ["hives"], id="cut-at-the-start"),
        pytest.param(0, 11, [], id="cut-at-the-end"),
        pytest.param(12, 12, [], id="empty-stretch"),
    ],
)
def test_inside(start: int, end: int, expected: list[str]) -> None:
    found = narrative("He had [fever](EVENT) and [hives](EVENT).")
    assert [mention.text for mention in inside(found.mentions, start, end)] == expected


@pytest.mark.parametrize(
    ("spans", "expected"),
    [
        pytest.param([(0, 15), (0, 5), (10, 15)], [(0, 15)], id="list-and-its-members"),
        pytest.param([(0, 5), (10, 15)], [], id="neighbours"),
        pytest.param([(0, 9), (5, 14)], [], id="overlap-is-no-list"),
        pytest.param([(0, 5)], [], id="alone"),
        pytest.param([], [], id="nothing"),
        pytest.param([(0, 5), (7, 20), (7, 12), (15, 20)], [(7, 20)], id="list-behind-another"),
    ],
)
def test_holders(spans: list[tuple[int, int]], expected: list[tuple[int, int]]) -> None:
    [model] = narrative("[hives](EVENT)").mentions
    mentions = [
        type(model)(**{**vars(model), "index": index, "start": start, "end": end})
        for index, (start, end) in enumerate(spans)
    ]
    assert [(mention.start, mention.end) for mention in holders(mentions)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("The symptoms began at night.", True, id="symptoms"),
        pytest.param("The adverse drug reaction occurred.", True, id="adverse-reaction"),
        pytest.param("These SIDE EFFECTS started early.", True, id="any-case"),
        pytest.param("His condition improved.", True, id="condition"),
        pytest.param("The tablets were stopped.", False, id="no-event"),
        pytest.param("She was asymptomatic.", False, id="part-of-a-word"),
        pytest.param("Eventually he left.", False, id="eventually-is-no-event"),
    ],
)
def test_refers_back(text: str, expected: bool) -> None:
    assert refers_back(text) is expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "Kava was begun on [Monday](TIME) and [two days later](TIME) hives developed.",
            ["Kava was begun on Monday", "and two days later hives developed."],
            id="two-times-joined",
        ),
        pytest.param(
            "Hives came [two days after](TIME) kava, fever [a day later](TIME).",
            ["Hives came two days after kava", ", fever a day later."],
            id="two-times-and-a-comma",
        ),
        pytest.param(
            "Kava was given, and [within a day](TIME) hives came.",
            ["Kava was given", ", and within a day hives came."],
            id="one-time-opens-its-clause",
        ),
        pytest.param(
            "Although he was given fluids, he died [a day later](TIME).",
            ["Although he was given fluids", ", he died a day later."],
            id="concession",
        ),
        pytest.param(
            "He had fever, chills and hives [a day later](TIME).",
            ["He had fever, chills and hives a day later."],
            id="a-list-is-not-cut",
        ),
        pytest.param("He had fever.", ["He had fever."], id="no-time"),
    ],
)
def test_stretches(source: str, expected: list[str]) -> None:
    found = narrative(source)
    phrases = [(mention.start, mention.end) for mention in found.mentions]
    bounds = stretches_of(found, found.sentences[0], phrases)
    assert [found.text[start:end].strip() for start, end in bounds] == expected
