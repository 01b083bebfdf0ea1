"""A network learns roles, by the seed, and what it learns from is what it is given."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("transformers")

from tests.tiny_network import VOCABULARY  # noqa: E402
from tests.unit.training.bag import bag, same  # noqa: E402
from tests.unit.training.toy_roles import RECIPE, finders, marked  # noqa: E402

from caseline.errors import ConfigError  # noqa: E402
from caseline.nlp.roles.features import NAMES  # noqa: E402
from caseline.nlp.roles.network import SIZES, columns  # noqa: E402
from caseline.nlp.tagging.wordpieces import WordPieces  # noqa: E402
from caseline.training.batches import LONGEST, arrays  # noqa: E402
from caseline.training.network import Network  # noqa: E402
from caseline.training.role_examples import RoleExample, role_examples  # noqa: E402
from caseline.training.role_fit import RoleScores, RoleTrainer, evaluate_roles  # noqa: E402
from caseline.training.role_times import LabelledTime  # noqa: E402

WORDS = WordPieces(VOCABULARY)
HIDDEN = VOCABULARY.index("x")
NLP = finders()


def fresh() -> Network:
    return bag(features=len(NAMES), sizes=SIZES)


def examples(*sources: str, whole: bool = False) -> list[RoleExample]:
    texts = [marked(source, str(number)) for number, source in enumerate(sources)]
    return list(role_examples(texts, NLP, words=WORDS, window=400, whole=whole))


LEARNT = examples(
    "[[kava|Sa]] did [[rash|Ea]]",
    "[[warfarin|C]] for [[gout|D]] and [[kava|Sa]], not [[ibuprofen|Sb]], did [[rash|Ea]]",
    "[[ibuprofen|Sa]] did [[fever|Ea]], [[kava|Sb]] did [[rash|Eb]]",
    "[[massage|T]] for [[gout|D]]",
)


def trainer(*, say: Any = lambda _: None, **changed: Any) -> RoleTrainer:
    recipe = RECIPE.model_copy(
        update={
            "epochs": 60,
            "rate": 0.05,
            "rate_heads": 0.05,
            "hide_names": 0.0,
            "hide_context": 0.0,
            **changed,
        }
    )
    return RoleTrainer(fresh(), recipe, words=WORDS, hidden=HIDDEN, say=say)


def fitted(found: list[RoleExample] = LEARNT, **changed: Any) -> Network:
    return trainer(**changed).fit(found)


def scores(network: Network, found: list[RoleExample] = LEARNT) -> RoleScores:
    return evaluate_roles(network, found, words=WORDS)


def test_learns() -> None:
    assert scores(fitted()) == RoleScores(
        roles={
            "disease:condition": 100,
            "disease:event": 100,
            "treatment:concomitant": 100,
            "treatment:suspect": 100,
            "treatment:therapy": 100,
        },
    )
    assert min(scores(fresh()).roles.values()) < 50


def test_same_seed_same_weights() -> None:
    short = {"epochs": 3, "hide_names": 0.5}
    assert same(fitted(**short), fitted(**short))
    assert not same(fitted(**short), fitted(**short, seed=2))


def test_every_epoch_is_told() -> None:
    said: list[str] = []
    fitted(epochs=2, say=said.append)
    assert [line.split(":")[0] for line in said] == ["epoch 1 of 2", "epoch 2 of 2"]


def test_what_is_kept_is_the_average() -> None:
    made = trainer(epochs=1, average=0.0)
    assert same(made.fit(LEARNT), made._network)
    made = trainer(epochs=1, average=0.9)
    assert not same(made.fit(LEARNT), made._network)


@pytest.mark.parametrize(
    ("source", "part", "is_learnt"),
    [
        pytest.param("[[kava|S]]", "treatment", True, id="treatment"),
        pytest.param("[[kava|S]]", "disease", False, id="no-disease"),
        pytest.param("kava did [[rash|E]]", "treatment", False, id="unknown-treatment"),
        pytest.param("kava did [[rash|E]]", "disease", True, id="disease"),
    ],
)
def test_unknown_teaches_nothing(source: str, part: str, is_learnt: bool) -> None:
    taught = fitted(examples(source), epochs=5, decay=0.0)
    moved = (taught.heads.weight - fresh().heads.weight)[columns()[part]]
    assert bool(moved.abs().max() > 1e-6) is is_learnt
    assert all(torch.isfinite(each).all() for each in taught.parameters())


@pytest.mark.parametrize("hide_names", [0.0, 1.0])
@pytest.mark.parametrize("hide_context", [0.0, 1.0])
def test_hides(hide_names: float, hide_context: float) -> None:
    found = examples("was [[kava|S]] did [[liver failure|E]]", "[[rash|D]]")
    for each in found:
        each.features[:] = 1
    inputs = arrays(found, WORDS)
    before = [each.clone() for each in inputs]
    hidden = trainer(hide_names=hide_names, hide_context=hide_context)._hide(inputs, found)
    changed = {VOCABULARY[piece] for piece in before[0][hidden.pieces != before[0]].tolist()}
    assert changed == ({"kava", "liver", "failure", "rash"} if hide_names else set())
    assert hidden.pieces.eq(HIDDEN).sum() - before[0].eq(HIDDEN).sum() == len(changed)
    context = [place for place, name in enumerate(NAMES) if name.startswith("context:")]
    others = [place for place in range(len(NAMES)) if place not in context]
    assert hidden.features[:, :, context].any() != bool(hide_context)
    assert torch.equal(hidden.features[:, :, others], before[2][:, :, others])
    assert torch.equal(hidden.mask, before[1])
    assert torch.equal(hidden.places, before[3])


def test_a_name_is_hidden_everywhere_in_its_window() -> None:
    found = examples("[[kava|S]] and [[rash|E]] " * 20)
    made = trainer(hide_names=0.5)
    hidden = [made._hide(arrays(found, WORDS), found).pieces.eq(HIDDEN).sum().item() for _ in range(20)]
    assert set(hidden) == {0, 20, 40}


def test_scores_count_roles() -> None:
    network = fitted()
    wrong = examples("[[kava|C]] did [[rash|E]]", "[[kava|Sa]] did not do [[rash|Eb]]")
    # Of kava five were suspects and one was not; the sixth was read as one.
    found = scores(network, [*LEARNT, *wrong])
    assert found.roles["treatment:suspect"] == pytest.approx(200 * 6 / (6 + 7), abs=0.1)
    assert found.roles["treatment:concomitant"] == pytest.approx(200 * 1 / (2 + 1), abs=0.1)
    assert found.roles["disease:event"] == 100
    assert "treatment:none" not in found.roles


@pytest.mark.parametrize(
    ("sources", "roles"),
    [
        pytest.param([], {}, id="nothing"),
        pytest.param(["[[kava|S]] and fever"], {"treatment:suspect": 100}, id="unknown-is-not-scored"),
    ],
)
def test_scores_of_little(sources: list[str], roles: dict[str, float]) -> None:
    assert scores(fitted(), examples(*sources)) == RoleScores(roles=roles)


def stretch(example: RoleExample) -> RoleExample:
    """Returns a window that is too long for the encoder."""
    return replace(example, pieces=(example.pieces[0] * LONGEST, *example.pieces[1:]))


def test_window_too_long_for_the_encoder_is_left_out() -> None:
    (long,) = examples("[[kava|S]] was " * 4)
    stretched = stretch(long)
    assert scores(fitted(), [stretched, *LEARNT]) == scores(fitted())
    assert np.isfinite(fitted([stretched, *LEARNT], epochs=1).heads.weight.detach().numpy()).all()


@pytest.mark.parametrize(
    "found",
    [
        pytest.param([], id="no-window"),
        pytest.param([stretch(LEARNT[0])], id="too-long"),
        pytest.param(examples("[[liver|E]] [[failure|D]]"), id="no-role-is-known"),
    ],
)
def test_nothing_to_learn_from(found: list[RoleExample]) -> None:
    said: list[str] = []
    with pytest.raises(ConfigError, match=r"no labelled mention was found .*; name .* with --roles"):
        fitted(found, say=said.append)
    assert said == []


def dated(source: str, *times: LabelledTime) -> list[RoleExample]:
    text = marked(source)
    return list(role_examples([text], NLP, words=WORDS, window=400, whole=False, times={text.id: times}))


TIMED = [
    *dated("[[kava|S]], rash xx and gout", LabelledTime(11, 13, "onset", "told", ((6, 10),))),
    *dated("yy of fever, [[kava|S]]", LabelledTime(0, 2, "length", "none", ((6, 11),))),
    *dated("zz [[kava|S]]", LabelledTime(0, 2, "start", "calendar", ((3, 7),))),
]


def test_learns_when_things_were() -> None:
    found = scores(fitted(TIMED), TIMED).roles
    assert {name: found[name] for name in found if not name.startswith("treatment")} == {
        "time:told": 100,
        "time:kind": 100,
        "link:dates": 100,
        "base:right": 100,
    }


def test_links_of_no_time_are_not_scored() -> None:
    assert not {name for name in scores(fitted()).roles if name.startswith(("time", "link", "base"))}
