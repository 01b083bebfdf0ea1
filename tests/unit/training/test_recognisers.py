"""A trained recogniser loads by itself and has learnt something."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from caseline.errors import ConfigError
from caseline.training.convert import Loss
from caseline.training.corpora import Corpus
from caseline.training.recognisers import Trained, train_all, train_one
from caseline.training.texts import LabelledSpan, LabelledText, labelled

CONFIG = Path(__file__).parents[3] / "configs" / "train_ner.cfg"
TINY = {
    "training.max_steps": 60,
    "training.eval_frequency": 20,
    "training.dropout": 0.0,
    "components.ner.model.tok2vec.embed.rows": [200, 200, 200, 200, 200],
    "components.ner.model.tok2vec.encode.depth": 1,
}


def corpus(name: str, label: str) -> Corpus:
    def marked(text: str) -> LabelledText:
        start = text.index("warfarin")
        return labelled(
            text, text, [LabelledSpan(start, start + 8, label), LabelledSpan(start, start + 4, label)]
        )

    texts = ("He took warfarin daily.", "She had warfarin 5mg.", "No bleed under warfarin.")
    every = tuple(marked(text) for text in texts)
    return Corpus(name, train=every, dev=every, pieces=iter)


@pytest.fixture(scope="module")
def config(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("config") / "tiny.cfg"
    values = spacy.util.load_config(CONFIG, overrides=TINY, interpolate=False)
    values.to_disk(path)
    return path


@pytest.fixture(scope="module")
def trained(config: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Trained, ...]:
    output = tmp_path_factory.mktemp("runs")
    return train_all(
        [corpus("one", "Chemical"), corpus("two", "DRUG")], config=config, output=output, rounds=1
    )


def test_each_corpus_has_its_own_pipeline(trained: tuple[Trained, ...]) -> None:
    assert [(each.name, each.path.parent.name, each.path.name) for each in trained] == [
        ("one", "one", "model-best"),
        ("two", "two", "model-best"),
    ]


@pytest.mark.parametrize(("index", "label"), [(0, "Chemical"), (1, "DRUG")])
def test_pipeline_has_learnt(trained: tuple[Trained, ...], index: int, label: str) -> None:
    nlp = spacy.load(trained[index].path)
    doc = nlp("He took warfarin daily.")
    assert nlp.pipe_names == ["ner"]
    assert [(entity.text, entity.label_) for entity in doc.ents] == [("warfarin", label)]
    assert trained[index].scores["ents_f"] == 1.0


def test_lost_spans_are_reported(trained: tuple[Trained, ...]) -> None:
    assert [(lost.text, lost.loss) for lost in trained[0].lost] == [("warf", Loss.OVERLAPS)] * 3


def test_saved_config_names_no_path(trained: tuple[Trained, ...], config: Path) -> None:
    for each in trained:
        assert str(each.path.parent) not in (each.path / "config.cfg").read_text(encoding="utf-8")


def test_same_seed_same_weights(trained: tuple[Trained, ...], config: Path, tmp_path: Path) -> None:
    again = train_one(corpus("one", "Chemical"), config=config, output=tmp_path)
    assert (again.path / "ner" / "model").read_bytes() == (trained[0].path / "ner" / "model").read_bytes()


def test_start_changes_the_beginning(trained: tuple[Trained, ...], config: Path, tmp_path: Path) -> None:
    cold = train_one(corpus("two", "DRUG"), config=config, output=tmp_path)
    assert (cold.path / "ner" / "model").read_bytes() != (trained[1].path / "ner" / "model").read_bytes()


def test_later_rounds_begin_where_the_last_ended(
    trained: tuple[Trained, ...], config: Path, tmp_path: Path
) -> None:
    (again,) = train_all([corpus("one", "Chemical")], config=config, output=tmp_path, rounds=2)
    assert (again.path / "ner" / "model").read_bytes() != (trained[0].path / "ner" / "model").read_bytes()


def test_config_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"absent\.cfg"):
        train_one(corpus("one", "DRUG"), config=tmp_path / "absent.cfg", output=tmp_path)


def test_config_that_does_not_build(config: Path, tmp_path: Path) -> None:
    wrong = {"components.ner.model.hidden_width": "wide"}
    with pytest.raises(ConfigError, match=r"tiny\.cfg"):
        train_one(corpus("one", "DRUG"), config=config, output=tmp_path, overrides=wrong)


def test_shipped_config_is_the_one_trained_with() -> None:
    config = spacy.util.load_config(CONFIG)
    assert config["nlp"]["pipeline"] == ["ner"]
    assert config["components"]["ner"]["model"]["tok2vec"]["@architectures"] == "spacy.Tok2Vec.v2"
    assert config["components"]["ner"]["model"]["tok2vec"]["embed"]["include_static_vectors"] is False
