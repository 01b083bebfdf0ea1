"""A trained network and a config become a pipeline that spaCy loads."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from tests.tiny_network import network

from caseline import __version__
from caseline.errors import ConfigError
from caseline.nlp.layers import TAGGED
from caseline.training.assemble import assemble, with_network

CONFIG = """
[paths]
trained = null

[nlp]
lang = "en"
pipeline = ["sentences","tagger"]

[nlp.tokenizer]
@tokenizers = "caseline.ClinicalTokenizer.v1"

[components]

[components.sentences]
factory = "caseline_sentences"

[components.tagger]
source = ${paths.trained}
component = "tagger"
"""


@pytest.fixture
def trained(tmp_path: Path) -> Path:
    network().to_disk(tmp_path / "trained" / "tagger")
    return tmp_path / "trained"


def config(tmp_path: Path, text: str = CONFIG) -> Path:
    path = tmp_path / "tiny.cfg"
    path.write_text(text, encoding="utf-8")
    return path


def test_network_moves_in(tmp_path: Path, trained: Path) -> None:
    nlp = assemble(config(tmp_path), tmp_path / "made", trained=trained)
    again = spacy.load(tmp_path / "made")
    assert again.pipe_names == nlp.pipe_names == ["sentences", "tagger"]
    doc = again("a rash.")
    assert [span.text for span in doc.spans[TAGGED]] == ["rash"]


def test_saved_pipeline_tells_what_it_is(tmp_path: Path, trained: Path) -> None:
    assemble(config(tmp_path), tmp_path / "made", trained=trained)
    nlp = spacy.load(tmp_path / "made")
    assert (nlp.meta["name"], nlp.meta["version"]) == ("caseline_tiny", __version__)
    assert nlp.meta["license"] == "Apache-2.0"
    assert str(tmp_path) not in (tmp_path / "made" / "config.cfg").read_text(encoding="utf-8")


def test_tagger_alone_has_our_tokenizer(trained: Path) -> None:
    nlp = with_network(trained)
    assert nlp.pipe_names == ["tagger"]
    assert nlp.config["nlp"]["tokenizer"] == {"@tokenizers": "caseline.ClinicalTokenizer.v1"}


def test_folder_without_a_network(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="holds no network"):
        assemble(config(tmp_path), tmp_path / "made", trained=tmp_path)
    assert not (tmp_path / "made").exists()


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(None, id="no-file"),
        pytest.param("nonsense", id="no-config"),
        pytest.param(CONFIG.replace("caseline_sentences", "caseline_nobody"), id="no-such-component"),
        pytest.param(CONFIG.replace('"tagger"\n', '"nobody"\n'), id="no-such-source"),
    ],
)
def test_config_that_does_not_build(tmp_path: Path, trained: Path, text: str | None) -> None:
    path = tmp_path / "tiny.cfg" if text is None else config(tmp_path, text)
    with pytest.raises(ConfigError, match=r"tiny\.cfg: cannot build the pipeline"):
        assemble(path, tmp_path / "made", trained=trained)
