"""Input files: which paths stand for which files."""

import os
from pathlib import Path

import pytest

from caseline.reading import find_inputs


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A directory with files, hidden ones and directories below."""
    monkeypatch.chdir(tmp_path)
    for name in ("in/b.txt", "in/a.txt", "in/.hidden", "in/deep/c.txt", "in/.git/d.txt", "in/B.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("Rash.", encoding="utf-8")
    (tmp_path / "empty").mkdir()
    return tmp_path


def test_directory_means_its_files_sorted(folder: Path) -> None:
    assert find_inputs(["in"]).paths == ("in/B.txt", "in/a.txt", "in/b.txt", "in/deep/c.txt")


def test_paths_stay_as_given(folder: Path) -> None:
    assert find_inputs(["./in/a.txt", Path("in/b.txt")]).paths == ("./in/a.txt", "in/b.txt")
    assert find_inputs(["in/deep/"]).paths == ("in/deep/c.txt",)


def test_order_given_is_kept_and_twice_is_once(folder: Path) -> None:
    found = find_inputs(["in/b.txt", "in", "in/../in/a.txt", "in/b.txt"])
    assert found.paths == ("in/b.txt", "in/B.txt", "in/a.txt", "in/deep/c.txt")
    assert found.problems == ()


def test_link_to_a_file_is_the_file(folder: Path) -> None:
    (folder / "link.txt").symlink_to("in/a.txt")
    assert find_inputs(["link.txt", "in/a.txt"]).paths == ("link.txt",)


def test_link_to_a_directory_is_not_followed(folder: Path) -> None:
    (folder / "in/deep/loop").symlink_to("..")
    assert find_inputs(["in/deep"]).paths == ("in/deep/c.txt",)


def test_hidden_file_is_read_when_named(folder: Path) -> None:
    assert find_inputs(["in/.hidden"]).paths == ("in/.hidden",)


PROBLEMS = [
    pytest.param("none.txt", "does not exist", id="missing"),
    pytest.param("empty", "holds no files", id="empty-directory"),
    pytest.param("a\0b", "cannot be read", id="nul"),
]


@pytest.mark.parametrize(("path", "message"), PROBLEMS)
def test_problem_stops_nothing_else(folder: Path, path: str, message: str) -> None:
    found = find_inputs(["in/a.txt", path, "in/b.txt"])
    assert found.paths == ("in/a.txt", "in/b.txt")
    assert [message in error.reason for error in found.problems] == [True]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_pipe_in_a_directory_is_no_file(folder: Path) -> None:
    os.mkfifo(folder / "in/deep/pipe")
    assert find_inputs(["in/deep"]).paths == ("in/deep/c.txt",)
    assert find_inputs(["in/deep/pipe"]).paths == ("in/deep/pipe",)


def test_directory_that_cannot_be_listed(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed = os.scandir

    def denied(path: str) -> object:
        if str(path).endswith("deep"):
            raise PermissionError(13, "Permission denied", str(path))
        return listed(path)

    monkeypatch.setattr(os, "scandir", denied)
    found = find_inputs(["in"])
    assert found.paths == ("in/B.txt", "in/a.txt", "in/b.txt")
    assert [error.reason for error in found.problems] == ["cannot be read: Permission denied"]
