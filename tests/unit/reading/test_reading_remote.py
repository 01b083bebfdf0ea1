"""Files with a scheme: opened by fsspec, never from the web."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from caseline.errors import ReadingError
from caseline.reading import find_inputs, read_article, split_source
from tests.unit.reading.packing import zipped

fsspec = pytest.importorskip("fsspec")
A = b"A 45-year-old man had a rash.\n"


@pytest.fixture
def store() -> Iterator[None]:
    """Files in memory, for as long as the test runs."""
    system = fsspec.filesystem("memory")
    for name in ("/in/b.txt", "/in/a.txt", "/in/.hidden", "/in/deep/c.nxml", "/in/.git/d.txt", "/in/x.jpg"):
        system.pipe_file(name, A)
    system.pipe_file("/in.zip", zipped({"a.txt": A, "d/b.txt": A}))
    yield
    system.store.clear()
    system.pseudo_dirs.clear()


@pytest.mark.usefixtures("store")
def test_file_in_a_store() -> None:
    article = read_article("memory://in/a.txt")
    assert article.text == A.decode()
    assert article.source == "memory://in/a.txt"


@pytest.mark.usefixtures("store")
def test_archive_in_a_store() -> None:
    names = [one.source for one in split_source("memory://in.zip") if not isinstance(one, ReadingError)]
    assert names == ["memory://in.zip!/a.txt", "memory://in.zip!/d/b.txt"]


@pytest.mark.usefixtures("store")
def test_chained_address() -> None:
    assert read_article("zip://d/b.txt::memory://in.zip").text == A.decode()
    assert find_inputs(["zip://d::memory://in.zip"]).paths == ("zip://d/b.txt::memory://in.zip",)


@pytest.mark.usefixtures("store")
@pytest.mark.parametrize(
    ("path", "glob", "expected"),
    [
        pytest.param("memory://in", None, ["in/a.txt", "in/b.txt", "in/deep/c.nxml"], id="folder"),
        pytest.param("memory://in/", "*.nxml", ["in/deep/c.nxml"], id="pattern"),
        pytest.param("memory://in", "*/*.*", ["in/deep/c.nxml"], id="pattern-with-folder"),
        pytest.param("memory://in/.hidden", None, ["in/.hidden"], id="hidden-file-that-is-named"),
    ],
)
def test_folder_in_a_store(path: str, glob: str | None, expected: list[str]) -> None:
    found = find_inputs([path, path], glob=glob)
    assert found.paths == tuple(f"memory://{name}" for name in expected)
    assert found.problems == ()


def test_file_scheme_is_this_machine(tmp_path: Path) -> None:
    path = tmp_path / "in" / "a.txt"
    path.parent.mkdir()
    path.write_bytes(A)
    assert read_article(f"file://{path}").source == f"file://{path}"
    assert find_inputs([f"file://{tmp_path}", path]).paths == (f"file://{path}",)


REFUSED = [
    pytest.param("https://example.org/a.xml", "nothing is fetched from there; download it first", id="https"),
    pytest.param("HTTP://example.org/a.xml", "download it first", id="http"),
    pytest.param("zip://a.txt::https://example.org/a.zip", "download it first", id="chained"),
    pytest.param("simplecache::https://example.org/a.xml", "download it first", id="cached"),
    pytest.param("github://a:b@c/d", "download it first", id="github"),
    pytest.param("nope://a", "cannot be read: Protocol not known: nope", id="unknown"),
    pytest.param("memory://none.txt", "does not exist; check the path", id="missing"),
    pytest.param("file:///none.txt", "does not exist; check the path", id="missing-here"),
    pytest.param("zip://a.txt::file:///none.zip", "does not exist", id="missing-archive"),
    pytest.param("zip://a.txt::/dev/null", "is a device, not a file", id="device-in-a-chain"),
]


@pytest.mark.parametrize(("path", "message"), REFUSED)
def test_refused(path: str, message: str) -> None:
    (found,) = split_source(path)
    assert isinstance(found, ReadingError)
    assert message in found.reason
    assert found.path == path
    if not path.startswith(("file:", "zip://a.txt::/dev")):
        (problem,) = find_inputs([path]).problems
        assert message in problem.reason


def test_without_fsspec(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    (found,) = split_source("memory://in/a.txt")
    assert "pip install 'caseline[ray]'" in str(found)


def test_without_the_package_of_a_store(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    fsspec.get_filesystem_class.__globals__["_registry"].pop("s3", None)
    (found,) = split_source("s3://bucket/a.nxml")
    assert "needs a package that is not installed: Install s3fs" in str(found)


def test_what_a_driver_raises_is_explained(monkeypatch: pytest.MonkeyPatch) -> None:
    module = type(sys)("botocore.exceptions")
    module.BotoCoreError = type("BotoCoreError", (Exception,), {})  # type: ignore[attr-defined]
    module.ClientError = type("ClientError", (Exception,), {})  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "botocore.exceptions", module)

    def fail(*_: object, **__: object) -> None:
        raise module.BotoCoreError("Unable to locate\ncredentials")

    monkeypatch.setattr(fsspec, "open", fail)
    (found,) = split_source("memory://a")
    assert str(found) == "memory://a: cannot be read: Unable to locate credentials"
