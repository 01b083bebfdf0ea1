"""A trained network and a config become a pipeline that spaCy loads."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from tests.tiny_network import ROLE_MODEL, network, role_network

from caseline import __version__
from caseline.errors import ConfigError
from caseline.nlp.layers import TAGGED
from caseline.pipeline import packaged, trained_by
from caseline.training.assemble import assemble, with_networks

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

BOTH = (
    CONFIG.replace('"tagger"]', '"tagger","roles"]')
    + """
[components.roles]
source = ${paths.trained}
component = "roles"
"""
)


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
    nlp = with_networks(trained)
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


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Returns a saved pipeline of both networks, whose tagger has another vocabulary."""
    folder = tmp_path / "networks"
    other = network()
    other.words = type(other.words)((*other.words.vocabulary, "base"))
    other.to_disk(folder / "tagger")
    role_network().to_disk(folder / "roles")
    with_networks(folder).to_disk(tmp_path / "base")
    return tmp_path / "base"


def based(tmp_path: Path, base: Path, text: str = BOTH) -> Path:
    return config(tmp_path, text.replace("trained = null", f'trained = "{base}"'))


def vocabulary(nlp: spacy.language.Language) -> tuple[str, ...]:
    return nlp.get_pipe("tagger").network.words.vocabulary  # type: ignore[attr-defined]


def test_both_networks_move_in(tmp_path: Path, trained: Path) -> None:
    role_network().to_disk(trained / "roles")
    nlp = assemble(config(tmp_path, BOTH), tmp_path / "made", trained=trained)
    assert nlp.pipe_names == ["sentences", "tagger", "roles"]
    assert spacy.load(tmp_path / "made").get_pipe("roles").network.model == ROLE_MODEL.read_bytes()


def test_network_that_was_not_trained_is_the_base_pipelines(
    tmp_path: Path, trained: Path, base: Path
) -> None:
    nlp = assemble(based(tmp_path, base), tmp_path / "made", trained=trained)
    assert nlp.get_pipe("roles").network.model == ROLE_MODEL.read_bytes()
    assert vocabulary(nlp) == network().words.vocabulary


def test_role_reader_alone_is_trained(tmp_path: Path, base: Path) -> None:
    role_network().to_disk(tmp_path / "trained" / "roles")
    nlp = assemble(based(tmp_path, base), tmp_path / "made", trained=tmp_path / "trained")
    assert vocabulary(nlp)[-1] == "base"


def test_without_a_training_all_networks_are_the_base_pipelines(tmp_path: Path, base: Path) -> None:
    nlp = assemble(based(tmp_path, base), tmp_path / "made")
    assert nlp.pipe_names == ["sentences", "tagger", "roles"]
    assert vocabulary(nlp)[-1] == "base"


def test_base_pipeline_gives_what_it_has(tmp_path: Path, trained: Path) -> None:
    """The control: a network that neither has is missed."""
    with_networks(trained).to_disk(tmp_path / "base")
    path = based(tmp_path, tmp_path / "base")
    with pytest.raises(ConfigError, match=r"tiny\.cfg: cannot build the pipeline.*roles"):
        assemble(path, tmp_path / "made", trained=trained)
    assert not (tmp_path / "made").exists()


def test_networks_come_from_the_first_folder_that_has_them(tmp_path: Path, trained: Path, base: Path) -> None:
    assert with_networks(trained).pipe_names == ["tagger"]
    nlp = with_networks(trained, others=base)
    assert nlp.pipe_names == ["tagger", "roles"]
    assert vocabulary(nlp) == network().words.vocabulary


def test_base_pipeline_is_no_training(tmp_path: Path, base: Path) -> None:
    with pytest.raises(ConfigError, match="holds no network"):
        with_networks(tmp_path, others=base)


def test_network_of_the_other_component(tmp_path: Path, trained: Path) -> None:
    network().to_disk(trained / "roles")
    with pytest.raises(ConfigError, match="train it again"):
        assemble(config(tmp_path, BOTH), tmp_path / "made", trained=trained)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("[paths]\ntrained = null\n", "default", id="nothing"),
        pytest.param("[paths]\n", "default", id="no-setting"),
        pytest.param("[nlp]\n", "default", id="no-paths"),
        pytest.param(f'[paths]\ntrained = "{packaged()[-1]}"\n', packaged()[-1], id="packaged"),
    ],
)
def test_trained_components_are_taken_from_a_packaged_pipeline(
    tmp_path: Path, text: str, expected: str
) -> None:
    with trained_by(config(tmp_path, text)) as folder:
        assert folder.name == expected
        assert (folder / "meta.json").is_file()


def test_trained_components_are_taken_from_a_folder(tmp_path: Path) -> None:
    with trained_by(config(tmp_path, '[paths]\ntrained = "some/folder"\n')) as folder:
        assert folder == Path("some/folder")


def test_config_of_trained_components_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="none"), trained_by(tmp_path / "none.cfg"):
        pass
