"""A network learns, by the seed, and what it learns from is what it is given."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")

from tests.tiny_network import VOCABULARY  # noqa: E402
from tests.unit.training.bag import bag, same  # noqa: E402
from tests.unit.training.toy import RECIPE  # noqa: E402

from caseline.nlp.tagging import tags  # noqa: E402
from caseline.nlp.tagging.features import NAMES  # noqa: E402
from caseline.nlp.tagging.wordpieces import WordPieces  # noqa: E402
from caseline.training.batches import LONGEST, collate, group  # noqa: E402
from caseline.training.examples import UNKNOWN_TAG, Example  # noqa: E402
from caseline.training.fit import Trainer, columns, evaluate, predict  # noqa: E402
from caseline.training.network import Network  # noqa: E402

WORDS = WordPieces(VOCABULARY)
HEADS = {"bc5cdr": ("DRUG", "SIGN"), "phee": ("DRUG",)}
SINGLE = 4


def fresh() -> Network:
    return bag(features=len(NAMES), sizes=[9, 5])


def example(words: str, marked: dict[int, int], *, head: int = 0, name: str = "") -> Example:
    pieces = tuple(WORDS(word) for word in words.split())
    gold = np.zeros(len(pieces), dtype=np.int64)
    for place, tag in marked.items():
        gold[place] = tag
    table = np.ones((len(pieces), len(NAMES)), dtype=np.float32)
    return Example(name or words, head, pieces, table, gold, tuple((0, 1) for _ in pieces))


LEARNT = {
    "bc5cdr": [
        example("kava was rash", {0: SINGLE, 2: 4 + SINGLE}),
        example("was warfarin was was", {1: SINGLE}),
    ],
    "phee": [example("kava was", {0: SINGLE}, head=1)],
}


def fitted(**changed: Any) -> Network:
    found = changed.pop("found", LEARNT)
    teaching = changed.pop("teaching", None)
    recipe = RECIPE.model_copy(update={"epochs": 40, "rate_words": 0.05, "rate_heads": 0.05, **changed})
    trainer = Trainer(fresh(), recipe, heads=HEADS, words=WORDS, teaching=teaching, say=lambda _: None)
    return trainer.fit(found)


def f1(network: Network, name: str = "bc5cdr", found: list[Example] | None = None) -> float:
    part = dict(zip(HEADS, columns(HEADS), strict=True))[name]
    return evaluate(
        network, found or LEARNT[name], labels=HEADS[name], part=part, words=WORDS, use_features=True
    ).micro


@pytest.mark.parametrize("name", ["bc5cdr", "phee"])
def test_learns(name: str) -> None:
    assert f1(fitted(), name) == 100
    assert f1(fresh(), name) < 100


def test_same_seed_same_weights() -> None:
    assert same(fitted(), fitted())
    assert not same(fitted(), fitted(seed=2))


def test_features_that_are_off_learn_nothing() -> None:
    weights = fitted(use_features=False, decay=0.5).features.weight
    assert not weights.any()
    assert fitted().features.weight.any()


def test_text_with_unknown_tags_alone_does_no_harm() -> None:
    lost = example("was was", {0: UNKNOWN_TAG, 1: UNKNOWN_TAG}, name="lost")
    network = fitted(found={"bc5cdr": [lost]}, epochs=2)
    assert all(torch.isfinite(each).all() for each in network.parameters())


def test_unknown_tags_teach_nothing() -> None:
    """What stands on a word of unknown tag may be anything."""
    hidden = [example("kava was rash", {0: UNKNOWN_TAG, 2: 4 + SINGLE})]
    known = [example("kava was rash", {0: 0, 2: 4 + SINGLE})]
    scores = [
        predict(fitted(found={"bc5cdr": found}), found, words=WORDS)[0, "kava was rash"][0]
        for found in (hidden, known)
    ]
    untaught, outside = (np.exp(row[:9]) / np.exp(row[:9]).sum() for row in scores)
    assert outside[0] > 0.95 > untaught[0]


def test_teacher_is_believed() -> None:
    """Where the teacher alone counts, its tag is learnt against that of the text."""
    found = {"bc5cdr": [example("kava was", {})]}
    soft = np.zeros((2, 14), dtype=np.float32)
    soft[0, SINGLE] = soft[1, 0] = soft[:, 9] = 1
    taught = {(0, "kava was"): soft}
    for share, tag in ((1.0, SINGLE), (0.0, 0)):
        network = fitted(found=found, teaching=taught, teacher_share=share)
        scores = predict(network, found["bc5cdr"], words=WORDS)[0, "kava was"]
        assert scores[0, :9].argmax() == tag


def test_epochs_on_phee_alone() -> None:
    said: list[str] = []
    recipe = RECIPE.model_copy(update={"epochs": 1, "phee_epochs": 2})
    Trainer(fresh(), recipe, heads=HEADS, words=WORDS, teaching=None, say=said.append).fit(LEARNT)
    assert [line.split(":")[0] for line in said] == [f"epoch {number} of 3" for number in (1, 2, 3)]


def test_scores_count_labels_and_words() -> None:
    network = fitted()
    wrong_label = [example("kava was", {0: 4 + SINGLE})]
    assert f1(network, found=wrong_label) == 0
    part = columns(HEADS)[0]
    scores = evaluate(
        network,
        [*LEARNT["bc5cdr"], *wrong_label],
        labels=HEADS["bc5cdr"],
        part=part,
        words=WORDS,
        use_features=True,
    )
    # Four marked, four gold, three both.
    assert scores.micro == 75
    assert scores.labels == {"DRUG": 80, "SIGN": 66.7}


def test_groups_hold_every_example_that_fits() -> None:
    short = [example("was " * length, {}, name=str(length)) for length in range(1, 60)]
    long = example("was " * LONGEST, {}, name="long")
    groups = group([*short, long], size=100)
    assert sorted(int(each.text_id) for found in groups for each in found) == list(range(1, 60))
    assert all(len(found) == 1 or len(found) * max(e.length for e in found) <= 100 for found in groups)


def test_arrays_of_a_batch() -> None:
    batch = collate([example("kavas x1", {1: SINGLE}), example("was", {})], WORDS)
    names = [[VOCABULARY[piece] for piece in row] for row in batch.pieces.tolist()]
    assert names == [
        ["[CLS]", "kava", "##s", "x", "##1", "[SEP]"],
        ["[CLS]", "was", "[SEP]", "[PAD]", "[PAD]", "[PAD]"],
    ]
    assert batch.mask.tolist() == [[1] * 6, [1, 1, 1, 0, 0, 0]]
    assert batch.places.tolist() == [[1, 3], [1, 0]]
    assert batch.tags.tolist() == [[0, SINGLE], [0, UNKNOWN_TAG]]
    assert batch.features.sum(-1).tolist() == [
        [0, *[len(NAMES)] * 4, 0],
        [0, len(NAMES), 0, 0, 0, 0],
    ]


def test_columns_are_those_of_the_heads() -> None:
    assert columns(HEADS) == [slice(0, tags.count_tags(2)), slice(9, 14)]
