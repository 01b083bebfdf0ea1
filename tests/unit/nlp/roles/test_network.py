"""The network that reads roles, as onnxruntime runs it."""

from __future__ import annotations

import json
import pickle
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from caseline.errors import ConfigError
from caseline.nlp.roles.features import NAMES
from caseline.nlp.roles.network import (
    DISEASE_ROLES,
    HEADS,
    STATUSES,
    TREATMENT_ROLES,
    Reading,
    RoleNetwork,
    Target,
    columns,
)
from caseline.nlp.roles.times import tells_time
from caseline.nlp.tagging.encoder import HEADS_FILE
from caseline.nlp.tagging.windows import Window
from caseline.schema.case import OutcomeStatus
from tests.tiny_network import ROLE_MODEL, ROLE_VOCABULARY, network, role_network

TEXT = "he took kava and warfarin with a rash . it was blamed".split()
KAVA, WARFARIN, RASH = (2, 3, True), (4, 5, True), (7, 8, False)
WHOLE = [(Window(0, 12, 0, 12), 0)]
APART = [(Window(0, 9, 0, 9), 0), (Window(9, 12, 9, 12), 0)]
Seen = list[tuple[Window, int]]


def readings(
    targets: list[Target],
    seen: Seen,
    *,
    net: RoleNetwork | None = None,
    said: dict[int, str] | None = None,
) -> list[Reading]:
    """Returns what is read of words, some of which have a feature."""
    made = net or role_network()
    table = np.zeros((len(TEXT), len(NAMES)), dtype=np.float32)
    for place, name in (said or {}).items():
        table[place, NAMES.index(name)] = 1
    return list(made.story([made.words(word) for word in TEXT], table, seen, targets, [(0, len(TEXT))]).roles)


def endings(text: str, sentences: list[tuple[int, int]] | None = None) -> tuple[tuple[int, int, str], ...]:
    """Returns the stretches of a text, seen as a whole, that tell an end."""
    net, words = role_network(), text.split()
    table = np.zeros((len(words), len(NAMES)), dtype=np.float32)
    seen = [(Window(0, len(words), 0, len(words)), 0)]
    return net.story(
        [net.words(word) for word in words], table, seen, [], sentences or [(0, len(words))]
    ).endings


def best(found: Reading, *, is_treatment: bool) -> str:
    return (TREATMENT_ROLES if is_treatment else DISEASE_ROLES)[int(np.argmax(found))]


def test_heads_stand_side_by_side() -> None:
    assert columns() == {
        "treatment": slice(0, 4),
        "disease": slice(4, 8),
        "ending": slice(8, 33),
        "time": slice(33, 82),
        "base": slice(82, 94),
        "link": slice(94, 158),
    }
    assert role_network().columns() == columns()
    assert HEADS["ending"] == STATUSES == tuple(status.value for status in OutcomeStatus)


@pytest.mark.parametrize(
    ("target", "seen", "said", "expected"),
    [
        pytest.param(KAVA, WHOLE, {}, "suspect", id="treatment-blamed"),
        pytest.param(KAVA, APART, {}, "concomitant", id="treatment-blamed-elsewhere"),
        pytest.param(KAVA, APART, {2: "THERAPY:begins"}, "therapy", id="treatment-with-a-feature"),
        pytest.param(RASH, WHOLE, {}, "event", id="disease-blamed"),
        pytest.param(RASH, APART, {}, "condition", id="disease-blamed-elsewhere"),
        pytest.param(RASH, APART, {7: "context:HISTORICAL"}, "history", id="disease-with-a-feature"),
        pytest.param(RASH, APART, {6: "context:HISTORICAL"}, "condition", id="feature-of-another-word"),
    ],
)
def test_roles(target: Target, seen: Seen, said: dict[int, str], expected: str) -> None:
    (found,) = readings([target], seen, said=said)
    assert best(found, is_treatment=target[2]) == expected
    assert sum(found) == pytest.approx(1, abs=1e-3)
    assert all(0 <= role <= 1 for role in found)


def test_target_is_the_mean_of_its_words() -> None:
    targets = [KAVA, (3, 4, True), (2, 4, True)]
    alone, other, together = np.log(readings(targets, APART, said={2: "THERAPY:begins"}))
    therapy, least = TREATMENT_ROLES.index("therapy"), TREATMENT_ROLES.index("concomitant")
    said = [float(each[therapy] - each[least]) for each in (alone, other, together)]
    assert said == pytest.approx([6, -2, 2], abs=0.1)


def test_same_words_as_a_disease_are_read_otherwise() -> None:
    treatment, disease = readings([(2, 3, True), (2, 3, False)], WHOLE)
    assert best(treatment, is_treatment=True) == "suspect"
    assert best(disease, is_treatment=False) == "event"


def test_numbers_are_rounded_and_plain() -> None:
    (found,) = readings([KAVA], APART)
    for number in found:
        assert type(number) is float
        assert number == round(number, 4)


def test_nothing_to_read() -> None:
    assert readings([], WHOLE) == []


def test_large_scores_are_probabilities() -> None:
    """What is blamed next to nothing else scores hundreds, which must not overflow."""
    net = role_network()
    table = np.zeros((1, len(NAMES)), dtype=np.float32)
    found = net.story([net.words("blamed")], table, [(Window(0, 1, 0, 1), 0)], [(0, 1, True)], [(0, 1)])
    assert found.roles == ((1.0, 0.0, 0.0, 0.0),)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("the rash was gone", ((3, 4, "recovered"),), id="over"),
        pytest.param("he died", ((1, 2, "fatal"),), id="dead"),
        pytest.param("gone , he died", ((0, 1, "recovered"), (3, 4, "fatal")), id="two"),
        pytest.param("he took kava", (), id="none"),
        pytest.param("", (), id="nothing"),
    ],
)
def test_endings(text: str, expected: tuple[tuple[int, int, str], ...]) -> None:
    assert endings(text) == expected


@pytest.mark.parametrize(
    ("text", "targets", "expected"),
    [
        pytest.param("he had rash yesterday", [(2, 3)], [(3, 4, "onset", "now", (0,))], id="dated"),
        pytest.param("rash fortnight", [(0, 1)], [(1, 2, "length", "none", (0,))], id="length"),
        pytest.param(
            "yesterday rash and fever", [(1, 2), (3, 4)], [(0, 1, "onset", "now", (0, 1))], id="two"
        ),
        pytest.param("he came yesterday", [], [(2, 3, "onset", "now", ())], id="of-nothing"),
        pytest.param("rash " + "and " * 80 + "yesterday", [(0, 1)], [(81, 82, "onset", "now", ())], id="far"),
        pytest.param("he had rash", [(2, 3)], [], id="none"),
        pytest.param("", [], [], id="nothing"),
    ],
)
def test_times(text: str, targets: list[tuple[int, int]], expected: list[Any]) -> None:
    words = text.split()
    net = role_network()
    table = np.zeros((len(words), len(NAMES)), dtype=np.float32)
    for start, _ in targets:
        table[start, NAMES.index("EVENT:begins")] = 1
    whole = [(Window(0, len(words), 0, len(words)), 0)] if words else []
    story = net.story(
        [net.words(word) for word in words],
        table,
        whole,
        [(*target, False) for target in targets],
        [(0, len(words))] if words else [],
    )
    assert [
        (time.start, time.end, time.kind, time.base, tuple(place for place, _ in time.dated))
        for time in story.times
    ] == expected
    assert all(0.1 <= chance <= 1 for time in story.times for _, chance in time.dated)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("two days later", True, id="length"),
        pytest.param("at breakfast", True, id="meal"),
        pytest.param("in early March", True, id="month"),
        pytest.param("at 14:20", True, id="clock"),
        pytest.param("in 1998", True, id="year"),
        pytest.param("after starting kava", False, id="beginning"),
        pytest.param("during a second infusion of 500 mg", False, id="ordinal-like-a-unit"),
        pytest.param("following surgery", False, id="operation"),
        pytest.param("after daytime use", False, id="part-of-a-word"),
    ],
)
def test_words_of_time(text: str, expected: bool) -> None:
    assert tells_time(text) is expected


def test_what_opens_the_text_is_seen_before_a_window() -> None:
    text = "it was blamed . he took kava".split()
    net = role_network()
    table = np.zeros((len(text), len(NAMES)), dtype=np.float32)
    words = [net.words(word) for word in text]
    apart, opened = (
        net.story(
            words,
            table,
            [(Window(0, 4, 0, 4), 0), (Window(4, 7, 4, 7), by)],
            [(6, 7, True)],
            [(0, 4), (4, 7)],
        )
        for by in (0, 4)
    )
    assert [best(found.roles[0], is_treatment=True) for found in (apart, opened)] == [
        "concomitant",
        "suspect",
    ]


def test_to_disk_and_back(tmp_path: Path) -> None:
    role_network().to_disk(tmp_path)
    again = RoleNetwork.from_disk(tmp_path)
    assert (again.model, again.heads) == (ROLE_MODEL.read_bytes(), HEADS)
    assert again.words.vocabulary == ROLE_VOCABULARY
    assert readings([KAVA, RASH], WHOLE, net=again) == readings([KAVA, RASH], WHOLE)


def test_to_bytes_and_back() -> None:
    again = RoleNetwork.from_bytes(role_network().to_bytes())
    assert (again.model, again.heads) == (ROLE_MODEL.read_bytes(), HEADS)


def test_pickles_after_its_first_text() -> None:
    net = role_network()
    before = readings([KAVA, RASH], WHOLE, net=net)
    assert readings([KAVA, RASH], WHOLE, net=pickle.loads(pickle.dumps(net))) == before


@pytest.mark.parametrize(
    "features",
    [
        pytest.param([*NAMES, "x"], id="one-more"),
        pytest.param(NAMES[1:], id="one-less"),
        pytest.param(NAMES[::-1], id="another-order"),
    ],
)
def test_network_with_other_features(tmp_path: Path, features: list[str]) -> None:
    role_network().to_disk(tmp_path)
    (tmp_path / HEADS_FILE).write_text(json.dumps({"features": features, "heads": {}}), encoding="utf-8")
    with pytest.raises(ConfigError, match="train it again"):
        RoleNetwork.from_disk(tmp_path)


def test_network_of_a_tagger(tmp_path: Path) -> None:
    network().to_disk(tmp_path)
    with pytest.raises(ConfigError, match="train it again"):
        RoleNetwork.from_disk(tmp_path)
    with pytest.raises(ConfigError, match="train it again"):
        RoleNetwork.from_bytes(network().to_bytes())


def test_model_that_is_another(tmp_path: Path) -> None:
    net = RoleNetwork(network().model, vocabulary=ROLE_VOCABULARY, heads=HEADS)
    with pytest.raises(ConfigError, match="scores 14 tags and its heads have 158"):
        readings([KAVA], WHOLE, net=net)
