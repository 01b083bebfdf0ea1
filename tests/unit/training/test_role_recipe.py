"""A recipe of a role reader names every setting, and an error names the setting that is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy.util import load_config

from caseline.errors import ConfigError
from caseline.nlp.role_reader import DEFAULT_CONFIG
from caseline.nlp.tagging.component import LARGEST_WINDOW
from caseline.training.role_recipe import RoleRecipe, read_role_recipe

CONFIG = Path(__file__).parents[3] / "configs" / "train_roles.cfg"


@pytest.fixture
def values() -> dict[str, object]:
    return dict(load_config(CONFIG)["roles"])


def written(tmp_path: Path, values: dict[str, object]) -> Path:
    config = load_config(CONFIG)
    config["roles"] = values
    config.to_disk(tmp_path / "my.cfg")
    return tmp_path / "my.cfg"


def test_shipped_recipe(values: dict[str, object]) -> None:
    recipe = read_role_recipe(CONFIG)
    assert recipe.model_dump() == values
    assert RoleRecipe.model_validate_json(recipe.model_dump_json()) == recipe


def test_windows_are_learnt_as_they_are_read() -> None:
    assert read_role_recipe(CONFIG).window == DEFAULT_CONFIG["window"]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        pytest.param("layers", 0, id="no-layers"),
        pytest.param("layers", 13, id="more-layers-than-there-are"),
        pytest.param("window", 31, id="window-too-small"),
        pytest.param("window", LARGEST_WINDOW + 1, id="window-larger-than-the-encoder"),
        pytest.param("epochs", 0, id="no-epochs"),
        pytest.param("batch", 63, id="batch-too-small"),
        pytest.param("rate", 0.0, id="no-rate"),
        pytest.param("rate_heads", -1.0, id="rate-under-nothing"),
        pytest.param("dropout", 1.5, id="share-over-one"),
        pytest.param("hide_names", -0.1, id="share-under-nothing"),
        pytest.param("average", 1.1, id="average-over-one"),
        pytest.param("seed", "x", id="seed"),
        pytest.param("network", "transformer", id="setting-that-is-none"),
    ],
)
def test_wrong_setting_is_named(tmp_path: Path, values: dict[str, object], name: str, value: object) -> None:
    with pytest.raises(ConfigError, match=rf"my\.cfg: roles\.{name}"):
        read_role_recipe(written(tmp_path, values | {name: value}))


def test_setting_that_is_missing_is_named(tmp_path: Path, values: dict[str, object]) -> None:
    del values["hide_names"]
    with pytest.raises(ConfigError, match=r"roles\.hide_names: Field required"):
        read_role_recipe(written(tmp_path, values))


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(None, id="no-file"),
        pytest.param("[recipe]\nseed = 1\n", id="no-section"),
        pytest.param("roles", id="no-config"),
    ],
)
def test_config_without_a_recipe(tmp_path: Path, text: str | None) -> None:
    path = tmp_path / "my.cfg"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=r"my\.cfg: no \[roles\]"):
        read_role_recipe(path)
