"""Input files: which paths stand for which files."""

import os
import time
from pathlib import Path

import pytest

from caseline.reading import find_inputs
from caseline.reading.patterns import compile_pattern


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


@pytest.mark.parametrize(
    ("glob", "expected"),
    [
        pytest.param("*.txt", ["in/B.txt", "in/a.txt", "in/b.txt", "in/deep/c.txt"], id="name-at-any-depth"),
        pytest.param("[ab].txt", ["in/a.txt", "in/b.txt"], id="set"),
        pytest.param("[!ab].txt", ["in/B.txt", "in/deep/c.txt"], id="not-in-set"),
        pytest.param("?.txt", ["in/B.txt", "in/a.txt", "in/b.txt", "in/deep/c.txt"], id="one-letter"),
        pytest.param("./*.txt", ["in/B.txt", "in/a.txt", "in/b.txt", "in/deep/c.txt"], id="dot-is-nothing"),
        pytest.param("**/*.txt", ["in/B.txt", "in/a.txt", "in/b.txt", "in/deep/c.txt"], id="any-folders"),
        pytest.param("*/*.txt", ["in/deep/c.txt"], id="one-folder"),
        pytest.param("deep/**", ["in/deep/c.txt"], id="all-below"),
        pytest.param("**/deep/**/*", ["in/deep/c.txt"], id="any-folders-twice"),
        pytest.param("**", ["in/B.txt", "in/a.txt", "in/b.txt", "in/deep/c.txt"], id="everything"),
        pytest.param("a*", ["in/a.txt"], id="begin"),
    ],
)
def test_pattern(folder: Path, glob: str, expected: list[str]) -> None:
    assert find_inputs(["in"], glob=glob).paths == tuple(expected)


@pytest.mark.parametrize("glob", ["*.xml", "a", "in/a.txt", ".hidden", ".git/*", "[", "***x"])
def test_pattern_that_fits_nothing(folder: Path, glob: str) -> None:
    found = find_inputs(["in"], glob=glob)
    assert found.paths == ()
    assert "no files that the pattern fits" in found.problems[0].reason


def test_pattern_does_not_hold_for_files_that_are_named(folder: Path) -> None:
    assert find_inputs(["in/a.txt", "in/deep"], glob="*.xml").paths == ("in/a.txt",)


@pytest.mark.parametrize("glob", ["*a" * 30, "a*" * 30, "**/" * 30 + "x", "[a" * 30, "?*" * 30])
def test_no_pattern_takes_long(glob: str) -> None:
    matches = compile_pattern(glob)
    begun = time.process_time()
    matches("a/" * 20 + "a" * 60 + "b")
    assert time.process_time() - begun < 10


def test_directory_means_its_papers(folder: Path) -> None:
    for name in ("x.jpg", "style.css", "d.pdf", "d.xml", "e.pdf", "PMC1/f.nxml", "PMC1/g.pdf", "PMC1/s.docx"):
        path = folder / "in/deep" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    papers = ("c.txt", "d.xml", "e.pdf", "PMC1/f.nxml")
    assert find_inputs(["in/deep"]).paths == tuple(f"in/deep/{name}" for name in papers)
    assert find_inputs(["in/deep/PMC1"]).paths == ("in/deep/PMC1/f.nxml",)
    assert find_inputs(["in/deep/x.jpg", "in/deep/d.pdf"]).paths == ("in/deep/x.jpg", "in/deep/d.pdf")
    assert "in/deep/x.jpg" in find_inputs(["in"], glob="*.jpg").paths


def test_directory_reached_by_a_link_is_reached_twice(folder: Path) -> None:
    (folder / "link").symlink_to("in/deep")
    (folder / "in/deep/same.txt").symlink_to("../a.txt")
    assert find_inputs(["link", "in"]).paths == ("link/c.txt", "link/same.txt", "in/B.txt", "in/b.txt")


def test_hard_links_are_two_files(folder: Path) -> None:
    os.link(folder / "in/a.txt", folder / "in/deep/a.txt")
    assert find_inputs(["in"]).paths[-2:] == ("in/deep/a.txt", "in/deep/c.txt")


def test_link_that_leads_nowhere_is_no_file(folder: Path) -> None:
    (folder / "in/deep/none").symlink_to("none-at-all")
    (folder / "in/deep/loop").symlink_to("loop")
    assert find_inputs(["in/deep"]).paths == ("in/deep/c.txt",)


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
