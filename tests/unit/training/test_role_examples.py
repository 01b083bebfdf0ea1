"""Labelled texts become windows with the roles of their mentions."""

from __future__ import annotations

import numpy as np
import pytest
from tests.tiny_network import VOCABULARY
from tests.unit.training.toy_roles import finders, marked

from caseline.nlp.roles.features import NAMES
from caseline.nlp.roles.network import DISEASE_ROLES, TREATMENT_ROLES
from caseline.nlp.roles.times import BASES, KINDS
from caseline.nlp.tagging import tags
from caseline.nlp.tagging.wordpieces import WordPieces
from caseline.training.role_examples import UNKNOWN, RoleExample, role_examples
from caseline.training.role_texts import DISEASE_CODES, TREATMENT_CODES
from caseline.training.role_times import LabelledTime

WORDS = WordPieces(VOCABULARY)
NLP = finders()
Roles = list[tuple[str, str | None]]


def examples(source: str, *, whole: bool = False, window: int = 400) -> list[RoleExample]:
    return list(role_examples([marked(source)], NLP, words=WORDS, window=window, whole=whole))


def roles(example: RoleExample) -> Roles:
    """Returns the name and the role of each target, None for an unknown one."""
    return [
        (
            target.name,
            None
            if target.role == UNKNOWN
            else (TREATMENT_ROLES if target.is_treatment else DISEASE_ROLES)[target.role],
        )
        for target in example.targets
    ]


def test_codes_stand_in_the_order_of_the_roles() -> None:
    assert [TREATMENT_ROLES[TREATMENT_CODES.index(code)] for code in "SCTN"] == [
        "suspect",
        "concomitant",
        "therapy",
        "none",
    ]
    assert [DISEASE_ROLES[DISEASE_CODES.index(code)] for code in "EDHN"] == [
        "event",
        "condition",
        "history",
        "none",
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("[[Kava|S]] and rash", [("kava", "suspect"), ("rash", None)], id="unknown"),
        pytest.param(
            "[[kava|C]], [[massage|T]] and [[insulin|N]]",
            [("kava", "concomitant"), ("massage", "therapy"), ("insulin", "none")],
            id="treatments",
        ),
        pytest.param(
            "[[rash|E]], [[gout|D]], [[asthma|H]] and [[fever|N]]",
            [("rash", "event"), ("gout", "condition"), ("asthma", "history"), ("fever", "none")],
            id="diseases",
        ),
        pytest.param("[[kava|Sab]]", [("kava", "suspect")], id="culprit"),
        pytest.param("A [[man|N]] took [[kava|S]]", [("kava", "suspect")], id="no-target"),
        pytest.param("[[acute liver failure|E]]", [("liver failure", "event")], id="mark-is-longer"),
        pytest.param("liver [[failure|E]]", [("liver failure", "event")], id="mark-is-shorter"),
        pytest.param("[[liver|E]] [[failure|D]]", [("liver failure", None)], id="two-roles"),
        pytest.param("[[liver|Ea]] [[failure|Eb]]", [("liver failure", "event")], id="two-culprits"),
        pytest.param("[[kava|E]] [[rash|E]]", [("kava", None), ("rash", "event")], id="role-of-the-others"),
    ],
)
def test_roles(source: str, expected: Roles) -> None:
    (example,) = examples(source)
    assert roles(example) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("[[kava|S]] and rash", [("kava", "suspect"), ("rash", "none")], id="unlabelled-is-none"),
        pytest.param("[[liver|E]] [[failure|D]]", [("liver failure", None)], id="two-roles-stay-unknown"),
        pytest.param("kava", [("kava", "none")], id="no-label-at-all"),
    ],
)
def test_roles_of_a_whole_text(source: str, expected: Roles) -> None:
    (example,) = examples(source, whole=True)
    assert roles(example) == expected


@pytest.mark.parametrize("source", ["kava and rash", "", " \n ", "\u0301"])
def test_text_that_teaches_nothing(source: str) -> None:
    assert examples(source) == []


@pytest.mark.parametrize("source", ["A man was well.", ""])
def test_whole_text_without_targets_teaches_nothing(source: str) -> None:
    assert examples(source, whole=True) == []


@pytest.mark.parametrize("whole", [False, True])
def test_letters_of_culprits_teach_nothing(whole: bool) -> None:
    plain, lettered = (
        examples(source, whole=whole)[0].targets
        for source in ("[[kava|S]] did [[rash|E]]", "[[kava|Sa]] did [[rash|Eb]]")
    )
    assert plain == lettered


def test_arrays_are_those_of_the_words() -> None:
    (example,) = examples("He \n took [[kavas|S]] or [[liver failure|E]]")
    spelt = [[VOCABULARY[piece] for piece in word] for word in example.pieces]
    assert spelt[2:] == [["kava", "##s"], ["o", "##r"], ["liver"], ["failure"]]
    assert example.length == sum(map(len, spelt)) + 2
    assert example.features.shape == (6, len(NAMES))
    assert [(target.start, target.end) for target in example.targets] == [(4, 6)]
    assert example.features[4, NAMES.index("EVENT:begins")] == 1
    assert example.features[5, NAMES.index("EVENT:continues")] == 1


def test_every_mention_is_in_one_window() -> None:
    source = "".join(f"He was so. [[kava|S]] did [[{sign}|E]]. " for sign in ("rash", "fever", "gout") * 20)
    found = examples(source, window=120)
    assert sum(len(example.pieces) for example in found) > 8 * 60, "no windows overlap"
    assert [role for example in found for role in roles(example)] == [
        each for sign in ("rash", "fever", "gout") * 20 for each in (("kava", "suspect"), (sign, "event"))
    ]
    for example in found:
        assert example.length <= 122
        for target in example.targets:
            spelt = "".join(VOCABULARY[piece] for piece in example.pieces[target.start])
            assert spelt.replace("##", "") == target.name
            assert example.features[target.start, : NAMES.index("named:around")].sum() == 1


def test_windows_without_a_label_are_left_out_of_a_text_that_is_not_whole() -> None:
    source = "kava. " * 60 + "[[kava|S]]. " + "It was so. " * 60
    (one,) = examples(source, window=20)
    assert roles(one)[-1] == ("kava", "suspect")
    assert len(examples(source, window=20, whole=True)) > 5


def test_texts_keep_their_order() -> None:
    texts = [marked("[[kava|S]]", "b"), marked("nothing", "c"), marked("[[rash|E]]", "a")]
    found = list(role_examples(iter(texts), NLP, words=WORDS, window=50, whole=False))
    assert [target.name for each in found for target in each.targets] == ["kava", "rash"]
    assert all(isinstance(each.features, np.ndarray) for each in found)


def timed(source: str, *times: LabelledTime, window: int = 400) -> list[RoleExample]:
    text = marked(source)
    return list(role_examples([text], NLP, words=WORDS, window=window, whole=False, times={text.id: times}))


def test_phrases_of_time_are_tagged_and_linked() -> None:
    source = "He had rash and fever two days later, and gout."
    (example,) = timed(source, LabelledTime(22, 36, "onset", "told", ((7, 11),)))
    words = ["He", "had", "rash", "and", "fever", "two", "days", "later", ",", "and", "gout", "."]
    tagged = tags.decode([int(tag) for tag in example.times])
    assert [(words[start:end], KINDS[label]) for start, end, label in tagged] == [
        (["two", "days", "later"], "onset")
    ]
    (time,) = example.dated
    assert (time.start, time.end, BASES[time.base]) == (5, 8, "told")
    assert dict(zip([each.name for each in example.targets], time.dates, strict=True)) == {
        "rash": 1,
        "fever": 0,
        "gout": 0,
    }


def test_another_telling_of_what_is_dated_is_unknown() -> None:
    (example,) = timed("Rash. A rash came at once.", LabelledTime(18, 25, "onset", None, ((8, 12),)))
    (time,) = example.dated
    assert time.dates == (UNKNOWN, 1)
    assert time.base == UNKNOWN


def test_nobody_said_when() -> None:
    (example,) = examples("[[kava|S]]")
    assert set(example.times.tolist()) == {UNKNOWN}
    (other,) = timed("kava")
    assert set(other.times.tolist()) == {tags.OUTSIDE}
    assert example.dated == other.dated == ()


def test_a_phrase_is_in_one_window() -> None:
    source = "He was so. rash came at once. " * 30
    times = [
        LabelledTime(at + 21, at + 28, "onset", "told", ((at + 11, at + 15),)) for at in range(0, 900, 30)
    ]
    assert source[21:28] == "at once"
    found = timed(source, *times, window=80)
    assert len(found) > 3
    assert sum(len(each.dated) for each in found) == 30
    assert all(1 in time.dates for each in found for time in each.dated)
