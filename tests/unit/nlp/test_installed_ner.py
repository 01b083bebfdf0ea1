"""The recogniser of an installed package reads our tokens."""

from __future__ import annotations

import pickle
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_config, load_model_from_config

from caseline.errors import ConfigError
from caseline.nlp.layers import NER
from caseline.pipeline import load
from tests.marked import blank

PACKAGE = "en_tiny_package"
CONFIG = Path(__file__).parents[3] / "configs" / "scispacy.cfg"
SETTINGS: dict[str, Any] = {
    "package": PACKAGE,
    "labels": {"CHEMICAL": "DRUG", "DISEASE": "DISORDER"},
    "source": "tiny",
}
# A spaCy package as pip installs it: a module with `load`, and its data beside it.
MODULE = """
from pathlib import Path

from spacy.util import load_model_from_path


def load(**overrides):
    return load_model_from_path(Path(__file__).parent / "data", **overrides)
"""


def install(folder: Path, name: str, nlp: Language) -> None:
    (folder / name).mkdir()
    (folder / name / "__init__.py").write_text(MODULE)
    nlp.to_disk(folder / name / "data")


def ruler(nlp: Language, name: str) -> None:
    nlp.add_pipe("entity_ruler", name=name).add_patterns(
        [
            {"label": "CHEMICAL", "pattern": "kava"},
            {"label": "DISEASE", "pattern": [{"LOWER": "liver"}, {"LOWER": "failure"}]},
            {"label": "CELL", "pattern": "hepatocytes"},
        ]
    )


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Puts a package with a recogniser, and what a recogniser does not need, where Python finds it."""
    theirs = spacy.blank("en")
    theirs.add_pipe("sentencizer")
    ruler(theirs, "ner")
    install(tmp_path, PACKAGE, theirs)
    monkeypatch.syspath_prepend(tmp_path)
    yield tmp_path
    for name in [name for name in sys.modules if name.startswith("en_tiny")]:
        del sys.modules[name]


def ours(**changed: object) -> Language:
    nlp = blank()
    nlp.add_pipe("caseline_installed_ner", config=SETTINGS | changed)
    return nlp


def found(doc: Doc) -> list[tuple[str, str, str]]:
    return [(span.text, span.label_, span.id_) for span in doc.spans[NER]]


TEXT = "Kava? He took kava/tea;\nliver  failure and liver failure: hepatocytes (kava)"
FOUND = [("kava", "DRUG", "tiny"), ("liver failure", "DISORDER", "tiny"), ("kava", "DRUG", "tiny")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(TEXT, FOUND, id="mapped-and-sorted"),
        pytest.param("hepatocytes", [], id="label-without-equal-dropped"),
        pytest.param("He was well.", [], id="nothing-there"),
        pytest.param("", [], id="no-text"),
    ],
)
def test_entities_become_candidates(text: str, expected: list[tuple[str, str, str]]) -> None:
    doc = ours()(text)
    assert found(doc) == expected
    assert not doc.ents


def test_one_label_may_become_two() -> None:
    nlp = ours(labels={"DISEASE": ["EVENT", "DISORDER"]})
    assert {label for _, label, _ in found(nlp("liver failure"))} == {"EVENT", "DISORDER"}


def test_what_other_finders_gave_stays() -> None:
    nlp = ours()
    nlp.add_pipe("caseline_installed_ner", name="second", config=SETTINGS | {"source": "other"})
    doc = nlp("He took kava.")
    assert {source for *_, source in found(doc)} == {"tiny", "other"}
    assert len(nlp.get_pipe("second")(doc).spans[NER]) == 2


def test_a_stream_gives_what_single_texts_give() -> None:
    nlp = ours(batch_size=2)
    texts = [TEXT, "He was well.", "", "kava", "liver failure"]
    assert [found(doc) for doc in nlp.pipe(texts)] == [found(nlp(text)) for text in texts]


def test_only_what_the_recogniser_needs_is_kept() -> None:
    component = ours().get_pipe("caseline_installed_ner")
    assert component._package.pipe_names == ["ner"]


def test_a_trained_recogniser_keeps_what_it_listens_to(folder: Path) -> None:
    theirs = spacy.blank("en")
    theirs.add_pipe("tok2vec")
    theirs.add_pipe("tagger").add_label("NN")
    model = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "ner",
        "extra_state_tokens": False,
        "hidden_width": 8,
        "maxout_pieces": 2,
        "use_upper": True,
        "tok2vec": {"@architectures": "spacy.Tok2VecListener.v1", "width": 96},
    }
    theirs.add_pipe("ner", config={"model": model}).add_label("CHEMICAL")
    theirs.initialize()
    install(folder, "en_tiny_trained", theirs)
    nlp = ours(package="en_tiny_trained", labels={"CHEMICAL": "DRUG"})
    component = nlp.get_pipe("caseline_installed_ner")
    assert component._package.pipe_names == ["tok2vec", "ner"]
    assert len(list(nlp.pipe([TEXT, "kava"]))) == 2


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        pytest.param(
            {"package": "en_tiny_absent"}, "en_tiny_absent.*not installed.*default", id="not-installed"
        ),
        pytest.param({"package": "../data"}, "not installed", id="no-name-of-a-package"),
        pytest.param({"package": "json"}, "'json' cannot be loaded", id="no-spacy-package"),
        pytest.param({"component": "parser"}, "no component 'parser'; it has .*ner", id="no-such-component"),
        pytest.param(
            {"labels": {"CHEM": "DRUG"}}, "CHEM; the labels of en_tiny_package are", id="not-its-label"
        ),
        pytest.param(
            {"labels": {"CHEMICAL": "POTION"}}, "POTION; the labels of record are AGE|DRUG", id="not-ours"
        ),
        pytest.param({"source": ""}, "source is empty", id="no-source"),
    ],
)
def test_wrong_settings_fail_when_built(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        ours(**changed)


def test_it_survives_disk_bytes_and_pickle(tmp_path: Path) -> None:
    nlp = ours()
    nlp.to_disk(tmp_path / "saved")
    assert not (tmp_path / "saved" / "caseline_installed_ner").exists()
    assert found(spacy.load(tmp_path / "saved")(TEXT)) == FOUND
    assert found(ours().from_bytes(nlp.to_bytes())(TEXT)) == FOUND
    copy = pickle.loads(pickle.dumps(nlp.get_pipe("caseline_installed_ner")))
    assert found(copy(nlp.make_doc(TEXT))) == FOUND


def test_two_processes_give_the_same() -> None:
    nlp = ours()
    texts = ["He took kava.", "He was well.", TEXT]
    assert [found(doc) for doc in nlp.pipe(texts, n_process=2)] == [found(nlp(text)) for text in texts]


def test_the_packaged_config_says_what_it_lacks() -> None:
    with pytest.raises(
        ConfigError, match=r"en_ner_bc5cdr_md.*not installed.*allenai\.github\.io/scispacy.*default"
    ):
        load(str(CONFIG))


def test_the_packaged_config_runs_with_the_package(folder: Path) -> None:
    theirs = spacy.blank("en")
    ruler(theirs, "ner")
    install(folder, "en_ner_bc5cdr_md", theirs)
    config = load_config(CONFIG)
    # The tagger and the role reader have tests of their own; without their networks this one is quick.
    left = {"tagger", "tagged", "roles"}
    config["nlp"]["pipeline"] = [name for name in config["nlp"]["pipeline"] if name not in left]
    config["components"] = {name: config["components"][name] for name in config["nlp"]["pipeline"]}
    nlp = load_model_from_config(config, auto_fill=True)
    doc = nlp("A 40-year-old man took kava and developed liver failure.")
    assert {("kava", "DRUG", "bc5cdr"), ("liver failure", "DISORDER", "bc5cdr")} == set(found(doc))
    assert not any(nlp.analyze_pipes()["problems"].values())
    del sys.modules["en_ner_bc5cdr_md"]


def test_the_packaged_config_is_the_default_but_for_the_recogniser() -> None:
    default, own = load_config(CONFIG.with_name("default.cfg")), load_config(CONFIG)
    added = {"installed_ner"}
    labels = default["components"]["tagged"]["labels"]
    assert labels.pop("bc5cdr")
    # No table of scores was fitted to a recogniser of somebody else's.
    default["nlp"]["pipeline"].remove("scores")
    del default["components"]["scores"]
    assert [name for name in own["nlp"]["pipeline"] if name not in added] == default["nlp"]["pipeline"]
    assert {name: part for name, part in own["components"].items() if name not in added} == default[
        "components"
    ]
