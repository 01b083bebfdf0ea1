"""A recipe names every setting, and an error names the setting that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.util import load_config

from caseline.errors import ConfigError
from caseline.training.recipe import Recipe, read_recipe

CONFIGS = Path(__file__).parents[3] / "configs"


@pytest.fixture
def values() -> dict[str, object]:
    return dict(load_config(CONFIGS / "train_tagger.cfg")["recipe"])


def written(tmp_path: Path, values: dict[str, object]) -> Path:
    config = load_config(CONFIGS / "train_tagger.cfg")
    config["recipe"] = values
    config.to_disk(tmp_path / "my.cfg")
    return tmp_path / "my.cfg"


@pytest.mark.parametrize(
    ("name", "network"), [("train_tagger", "transformer"), ("train_fast", "convolution")]
)
def test_shipped_recipes(name: str, network: str) -> None:
    recipe = read_recipe(CONFIGS / f"{name}.cfg")
    assert recipe.network == network
    assert recipe.corpora == ("bc5cdr", "maccrobat", "phee")


def test_survives_json(values: dict[str, object]) -> None:
    recipe = Recipe.model_validate(values)
    assert Recipe.model_validate_json(recipe.model_dump_json()) == recipe


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("network", "forest", id="network"),
        pytest.param("layers", 0, id="no-layers"),
        pytest.param("layers", 13, id="more-layers-than-there-are"),
        pytest.param("width", 385, id="wider-than-the-vectors"),
        pytest.param("corpora", ["phee", "mine"], id="corpus"),
        pytest.param("corpora", [], id="no-corpora"),
        pytest.param("epochs", 0, id="no-epochs"),
        pytest.param("rate", 0.0, id="no-rate"),
        pytest.param("dropout", 1.5, id="share-over-one"),
        pytest.param("teacher_share", -0.1, id="share-under-nothing"),
        pytest.param("seed", "x", id="seed"),
        pytest.param("learning_rate", 0.1, id="setting-that-is-none"),
    ],
)
def test_wrong_setting_is_named(tmp_path: Path, values: dict[str, object], name: str, value: object) -> None:
    with pytest.raises(ConfigError, match=rf"my\.cfg: recipe\.{name}"):
        read_recipe(written(tmp_path, values | {name: value}))


def test_setting_that_is_missing_is_named(tmp_path: Path, values: dict[str, object]) -> None:
    del values["batch"]
    with pytest.raises(ConfigError, match=r"recipe\.batch: Field required"):
        read_recipe(written(tmp_path, values))


def test_epochs_on_a_corpus_that_is_left_out(tmp_path: Path, values: dict[str, object]) -> None:
    wrong = values | {"corpora": ["bc5cdr"], "phee_epochs": 1}
    with pytest.raises(ConfigError, match=r"recipe\.phee_epochs: .*no phee among the corpora"):
        read_recipe(written(tmp_path, wrong))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(None, id="no-file"),
        pytest.param("[training]\nseed = 1\n", id="no-section"),
        pytest.param("recipe", id="no-config"),
    ],
)
def test_config_without_a_recipe(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "my.cfg"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"my\.cfg: no \[recipe\]"):
        read_recipe(path)
