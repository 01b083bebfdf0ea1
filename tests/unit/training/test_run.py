"""What is wrong with a training is said before the corpora are read."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from tests.unit.training.toy import write_marked
from typer.testing import CliRunner

from caseline.cli import app
from caseline.errors import ConfigError, ReadingError
from caseline.training import recognisers
from caseline.training import run as module
from caseline.training.corpora import Corpus
from caseline.training.role_recipe import RoleRecipe, read_role_recipe
from caseline.training.run import run
from caseline.training.texts import LabelledSpan, LabelledText

CONFIGS = Path(__file__).parents[3] / "configs"
TAGGER = CONFIGS / "train_tagger.cfg"
RECOGNISER = CONFIGS / "train_ner.cfg"
ROLES = CONFIGS / "train_roles.cfg"
CASES = CONFIGS / "train_cases.cfg"
TEXT = LabelledText("1", "kava", (LabelledSpan(0, 4, "DRUG"),))
CORPUS = Corpus("phee", train=(TEXT,), dev=(TEXT,), pieces=iter)


def call(folder: Path, **changed: Any) -> Any:
    values: dict[str, Any] = {
        "config": TAGGER,
        "output": folder / "out",
        "seed": None,
        "teachers": (),
        "average": (),
        "say": lambda message: None,
    }
    return run(dict.fromkeys(("bc5cdr", "maccrobat", "phee", "roles"), folder), **(values | changed))


@pytest.fixture
def without_torch(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("tagger", "role_reader", "fit", "role_fit", "batches", "export", "network"):
        monkeypatch.delitem(sys.modules, f"caseline.training.{name}", raising=False)
        monkeypatch.delattr(f"caseline.training.{name}", raising=False)
    monkeypatch.setitem(sys.modules, "torch", None)


@pytest.mark.usefixtures("without_torch")
@pytest.mark.parametrize("config", [TAGGER, ROLES], ids=["tagger", "role-reader"])
def test_torch_that_is_missing(tmp_path: Path, config: Path) -> None:
    with pytest.raises(
        ConfigError, match=r"needs torch, which is not installed: pip install 'caseline\[train\]'"
    ):
        call(tmp_path, config=config)
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param(None, r"my\.cfg", id="no-file"),
        pytest.param(
            "[nlp]\nlang = 'en'\n", r"holds neither \[recipe\].* nor \[roles\].* nor \[training\]", id="none"
        ),
        pytest.param("[recipe]\nlayers = 2\n", r"recipe\.network: Field required", id="half-a-recipe"),
        pytest.param("[roles]\nlayers = 2\n", r"roles\.window: Field required", id="half-a-role-recipe"),
    ],
)
def test_config_that_trains_nothing(tmp_path: Path, text: str | None, message: str) -> None:
    path = tmp_path / "my.cfg"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=message):
        call(tmp_path, config=path)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        pytest.param(
            {"teachers": [Path("a")], "average": [Path("b")]}, "leave out one of the two", id="both"
        ),
        pytest.param({"config": RECOGNISER, "teachers": [Path("a")]}, "no teachers", id="teacher"),
        pytest.param({"config": RECOGNISER, "average": [Path("a")]}, "no mean", id="average"),
        pytest.param(
            {"config": ROLES, "teachers": [Path("a"), Path("b")]}, "begins as one tagger", id="two-teachers"
        ),
    ],
)
def test_what_does_not_go_together(tmp_path: Path, changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        call(tmp_path, **changed)


def test_corpora_that_are_not_there(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="holds no CDR"):
        call(tmp_path, config=RECOGNISER)


@pytest.mark.parametrize(("seed", "used"), [(None, recognisers.SEED), (0, 0), (3, 3)])
def test_recognisers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int | None, used: int) -> None:
    def train_all(corpora: Any, **values: Any) -> Any:
        assert values == {"config": RECOGNISER, "output": tmp_path / "out", "seed": used}
        return (recognisers.Trained("phee", tmp_path, {"ents_f": 0.5}, ()),)

    said: list[str] = []
    monkeypatch.setattr(module, "read_corpora", lambda **_: (CORPUS,))
    monkeypatch.setattr(recognisers, "train_all", train_all)
    assert call(tmp_path, config=RECOGNISER, seed=seed, say=said.append) == {"phee": 50.0}
    assert said == ["corpora: phee (1 texts)"]


@pytest.mark.parametrize(("seed", "used"), [(None, 2), (0, 0), (3, 3)])
@pytest.mark.parametrize(
    ("teachers", "average"),
    [((), ()), ((Path("a"),), ()), ((), (Path("b"), Path("c")))],
    ids=["pretrained", "teacher", "average"],
)
def test_role_reader(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    seed: int | None,
    used: int,
    teachers: tuple[Path, ...],
    average: tuple[Path, ...],
) -> None:
    def prepare_roles(folder: Path, corpora: Any, joined: Any, *, window: int) -> Any:
        assert (folder, corpora, window) == (tmp_path, (CORPUS,), read_role_recipe(ROLES).window)
        assert [(text.id, text.text) for text in joined] == [("7", "One. Two."), ("9", "Three.")]
        return SimpleNamespace(train=[None] * 1200)

    def train_roles(material: Any, recipe: RoleRecipe, *, output: Path, say: Any, teacher: Any) -> Any:
        assert recipe == read_role_recipe(ROLES).model_copy(update={"seed": used})
        assert (output, teacher) == (tmp_path / "out", teachers[0] if teachers else None)
        return {"marked": SimpleNamespace(roles={"treatment:suspect": 80.0})}

    def average_roles(folders: Any, material: Any, *, output: Path) -> Any:
        assert (folders, output) == (average, tmp_path / "out")
        return {"marked": SimpleNamespace(roles={"treatment:suspect": 81.0})}

    reader = SimpleNamespace(
        prepare_roles=prepare_roles, train_roles=train_roles, average_roles=average_roles
    )
    monkeypatch.setitem(sys.modules, "caseline.training.role_reader", reader)
    monkeypatch.setattr("caseline.training.role_reader", reader, raising=False)
    monkeypatch.setattr(module, "read_corpora", lambda **_: (CORPUS,))
    sentences = {"train": {"7_2": "Two.", "7_1": "One."}, "dev": {"9_1": "Three."}}
    for part, texts in sentences.items():
        records = [{"id": key, "context": text, "annotations": []} for key, text in texts.items()]
        (tmp_path / f"{part}.json").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    said: list[str] = []
    found = call(tmp_path, config=ROLES, seed=seed, teachers=teachers, average=average, say=said.append)
    assert found == {"marked, treatment:suspect": 81.0 if average else 80.0}
    assert said == ["corpora: phee (1 texts)", "roles: 1,200 windows"]


def test_marked_texts_are_a_corpus_where_the_recipe_names_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_marked(tmp_path, kinds="kava\tdrug\n", text="[[kava|S]]")
    prepared: list[list[str]] = []
    tagger = SimpleNamespace(
        prepare=lambda corpora: prepared.append([corpus.name for corpus in corpora]),
        train_tagger=lambda *_, **__: {"phee": SimpleNamespace(micro=70.0)},
    )
    monkeypatch.setitem(sys.modules, "caseline.training.tagger", tagger)
    monkeypatch.setattr("caseline.training.tagger", tagger, raising=False)
    monkeypatch.setattr(module, "read_corpora", lambda **_: (CORPUS,))
    said: list[str] = []
    for config in (TAGGER, CASES):
        assert call(tmp_path, config=config, say=said.append) == {"phee": 70.0}
    assert prepared == [["phee"], ["phee", "cases"]]
    assert said == ["corpora: phee (1 texts)", "corpora: phee (1 texts), cases (3 texts)"]


def test_marked_texts_that_are_missing_are_told_first(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"holds no kinds\.tsv"):
        call(tmp_path, config=CASES)


def test_command_ends_with_one_line(tmp_path: Path) -> None:
    config = tmp_path / "my.cfg"
    config.write_text("[nlp]\n", encoding="utf-8")
    folders = [part for name in ("phee", "bc5cdr", "maccrobat") for part in (f"--{name}", str(tmp_path))]
    result = CliRunner().invoke(
        app, ["train", *folders, "-o", str(tmp_path / "out"), "--config", str(config)]
    )
    assert result.exit_code == 2
    assert result.output.count("\n") == 1
    assert "holds neither [recipe]" in result.output


def test_commands_are_listed_without_the_heavy_parts() -> None:
    code = (
        "import sys; from typer.testing import CliRunner; from caseline.cli import app; "
        "assert CliRunner().invoke(app, ['--help']).exit_code == 0; "
        "sys.exit(' '.join({'torch', 'onnxruntime', 'spacy', 'numpy', 'scipy'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    assert (done.returncode, done.stderr.strip()) == (0, "")
