"""Pipelines, lexicons, extras and the machine, as they are and spoilt."""

from __future__ import annotations

import json
import tempfile
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from caseline.doctor import lexicons, packages, parts, pipelines, place, source
from caseline.doctor.lexicons import LEXICONS
from caseline.doctor.place import Place
from caseline.doctor.shipped import listed, look
from tests.unit.doctor.fakes import Fake, finder, package

HERE = Place("Linux", "python", "folder", 2, 8_000_000_000, "/tmp", "utf-8")


def _pipelines(root: Path) -> tuple[pipelines.Pipeline, ...]:
    return pipelines.pipelines(root, look(root, listed(root)))


def _terms(root: Path) -> tuple[lexicons.Terms, ...]:
    return lexicons.terms(root, LEXICONS, look(root, listed(root)))


def test_a_pipeline_is_told_by_its_files(tmp_path: Path) -> None:
    (found,) = _pipelines(package(tmp_path))
    assert (found.name, found.version, found.whole) == ("small", "0.1.0", True)
    assert [(each.component, each.size) for each in found.networks] == [("tagger", 180)]


@pytest.mark.parametrize("name", ["tagger/network.onnx", "meta.json"])
def test_a_pipeline_that_lacks_a_file_is_not_whole(tmp_path: Path, name: str) -> None:
    root = package(tmp_path)
    (root / "models/small" / name).unlink()
    (found,) = _pipelines(root)
    assert not found.whole
    assert found.version == (None if name == "meta.json" else "0.1.0")


def test_components_that_are_not_declared(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = package(tmp_path)
    known = _pipelines(root)
    (fault,) = pipelines.unknown_factories(root, known)
    assert fault.part == "pipeline small"
    assert fault.what == "has components that are not declared: caseline_x"
    declared = [EntryPoint("caseline_x", "caseline:x", "spacy_factories")]
    monkeypatch.setattr(pipelines, "entry_points", lambda group: declared)
    assert not list(pipelines.unknown_factories(root, known))


def test_terms_have_rows_source_and_licence(tmp_path: Path) -> None:
    (found,) = _terms(package(tmp_path))
    assert (found.file, found.rows, found.system) == ("nlp/lexicons/drugs.csv", 2, "DrugBank")
    assert (found.licence, found.acknowledgements, found.whole) == ("Apache-2.0", ("Thanks.",), True)


@pytest.mark.parametrize("manifest", [None, b"", b"{", b"[]", b"[1]", b'{"files": "none"}', b"\xff"])
def test_a_manifest_that_cannot_be_used_is_told(tmp_path: Path, manifest: bytes | None) -> None:
    root = package(tmp_path)
    path = root / LEXICONS / "manifest.json"
    path.unlink() if manifest is None else path.write_bytes(manifest)
    assert _terms(root) == ()
    (fault,) = lexicons.without_manifest(root, LEXICONS, ())
    assert fault.part == "nlp/lexicons/manifest.json"


def test_a_folder_that_is_not_there_has_no_terms(tmp_path: Path) -> None:
    root = package(tmp_path)
    assert lexicons.terms(root, "nlp/terminologies", ()) == ()
    assert not list(lexicons.without_manifest(root, "nlp/terminologies", ()))


@pytest.mark.parametrize(
    ("name", "data", "rows"),
    [
        pytest.param("a.tsv", b"\t\tkey\nHP:1\ta\n", 2, id="lines"),
        pytest.param(
            "a.json", json.dumps({"about": "x", "a": [1, 2], "b": {"c": [3]}}).encode(), 3, id="json"
        ),
        pytest.param("a.json", b"{", None, id="broken-json"),
        pytest.param("drugs.csv", b"\xff\n", None, id="no-text"),
        pytest.param("drugs.csv", b"", 0, id="empty"),
    ],
)
def test_rows_are_counted(tmp_path: Path, name: str, data: bytes, rows: int | None) -> None:
    root = package(tmp_path)
    (root / LEXICONS / name).write_bytes(data)
    (root / LEXICONS / "manifest.json").write_text(json.dumps([{"file": name, "acknowledgement": "Thanks."}]))
    (found,) = _terms(root)
    assert found.rows == rows
    assert found.acknowledgements == ("Thanks.",)
    assert not found.whole


def test_extras_are_those_of_the_metadata(monkeypatch: pytest.MonkeyPatch) -> None:
    known = Fake(
        "caseline",
        "0.1.0",
        ["numpy<2", "numpy<2; extra == 'table'", "pyarrow<26; extra == 'table'", "duck; extra == 'web'"],
        extras=["web", "table"],
    )
    numpy = Fake("numpy", "1.26.4")
    monkeypatch.setattr(packages, "distribution", finder(known, numpy, Fake("pyarrow", "26.0")))
    table, web = parts.extras(known)
    assert (table.name, table.present, table.install) == ("table", False, "pip install 'caseline[table]'")
    assert [each.name for each in table.packages] == ["pyarrow"]
    assert not web.present
    (fault,) = parts.faults((table, web))
    assert fault.what.startswith("26.0 is installed, <26 is needed; pyarrow 26 refuses numpy 1.26")
    assert fault.grave
    monkeypatch.setattr(packages, "distribution", finder(known, numpy, Fake("pyarrow", "25.0")))
    assert parts.extras(known)[0].present
    assert not list(parts.faults(parts.extras(known)))


def test_recognisers_and_the_browser(monkeypatch: pytest.MonkeyPatch) -> None:
    models = [EntryPoint("en_one", "en_one", "spacy_models"), EntryPoint("typer", "typer", "spacy_models")]
    monkeypatch.setattr(parts, "entry_points", lambda group: models)
    monkeypatch.setenv("CASELINE_CHROMIUM", "/opt/browser")
    found = {each.name: each.found for each in parts.others()}
    assert found["spaCy packages"]
    assert found["spaCy packages"].startswith("en_one, typer 0.")
    assert found["Chromium"] == "/opt/browser"


def test_terminologies_of_the_users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CASELINE_MEDDRA", str(tmp_path))
    monkeypatch.setenv("CASELINE_TERMINOLOGIES", f"{tmp_path / 'drugs.csv'}:")
    assert [each.part for each in parts.own_faults()] == ["MedDRA", "own names"]
    (tmp_path / "MedAscii").mkdir()
    for name in ("MedAscii/llt.asc", "MedAscii/pt.asc", "drugs.csv"):
        (tmp_path / name).touch()
    assert not list(parts.own_faults())
    found = {each.name: each.found for each in parts.others()}
    assert found["MedDRA"] == str(tmp_path)
    monkeypatch.delenv("CASELINE_MEDDRA")
    monkeypatch.delenv("CASELINE_TERMINOLOGIES")
    assert not list(parts.own_faults())


def test_where_we_are() -> None:
    found = place.place(Path("x"))
    assert found.folder == "x"
    assert found.temporary == tempfile.gettempdir()
    assert [each for each in place.faults(found) if each.grave] == []


@pytest.mark.parametrize(
    ("found", "part", "grave"),
    [
        pytest.param(HERE, None, False, id="fine"),
        pytest.param(
            Place("Linux", "python", "folder", None, None, None, "utf-8"),
            "temporary files",
            True,
            id="temporary",
        ),
        pytest.param(Place("", "", "", 1, 300_000_000, "/tmp", "UTF-8"), "memory", False, id="memory"),
        pytest.param(Place("", "", "", 1, None, "/tmp", "ascii"), "terminal", False, id="characters"),
    ],
)
def test_what_is_in_the_way_is_told(found: Place, part: str | None, grave: bool) -> None:
    assert [(each.part, each.grave) for each in place.faults(found)] == ([(part, grave)] if part else [])


def test_no_folder_for_temporary_files(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> None:
        raise FileNotFoundError("no usable temporary directory")

    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    assert place.place(Path("x")).temporary is None


PROJECT = """
[project]
name = "caseline"
dependencies = ["numpy>=1.26,<2", "lxml[html_clean]>=5.3"]
optional-dependencies = { store = ["sqlalchemy"] }
entry-points.spacy_factories = { caseline_x = "a:b" }
"""


@pytest.mark.parametrize(
    ("project", "differing"),
    [
        pytest.param(PROJECT, None, id="same"),
        pytest.param(PROJECT.replace(">=1.26", ">=1.27"), "dependencies", id="bound"),
        pytest.param(PROJECT.replace("store =", "shop ="), "extras", id="extra"),
        pytest.param(PROJECT.replace("caseline_x", "caseline_y"), "components", id="component"),
        pytest.param(PROJECT.replace('"caseline"', '"another"'), None, id="another-project"),
        pytest.param("[", None, id="broken"),
        pytest.param(None, None, id="none"),
    ],
)
def test_sources_that_are_newer_than_the_installation(
    tmp_path: Path, project: str | None, differing: str | None
) -> None:
    root = package(tmp_path)
    if project is not None:
        (tmp_path / "pyproject.toml").write_text(project)
    known = Fake(
        "caseline",
        "0.1.0",
        ["numpy<2,>=1.26", "lxml[html-clean]>=5.3", "sqlalchemy; extra == 'store'"],
        extras=["store"],
        factories=["caseline_x"],
    )
    notes = list(source.outdated(root, known))
    assert [each.what for each in notes] == (
        [f"was installed before pyproject.toml changed its {differing}"] if differing else []
    )
