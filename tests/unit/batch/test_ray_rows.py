"""What the driver and Ray's workers tell each other comes across as it was; no Ray is needed for that."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseline.batch.outcomes import Failure, Finished, Made, Step, Without
from caseline.batch.ray_engine import _are_relative, _files, _whole
from caseline.batch.ray_rows import File, Refused, file_row, row_file, row_step, step_row
from caseline.batch.tasks import Papers
from caseline.errors import CaselineError

# Python reads a file name that is no Unicode as text with such halves of pairs.
NAMES = st.text(
    st.characters(exclude_categories=["Cs"]) | st.characters(min_codepoint=0xDC80, max_codepoint=0xDCFF)
)
STEPS = st.one_of(
    st.builds(Made, source=NAMES, document=NAMES, line=st.binary()),
    st.builds(Failure, NAMES, NAMES, st.none() | NAMES, st.sampled_from(Without), st.none() | NAMES),
    st.builds(Finished, NAMES),
    st.builds(Refused, NAMES),
)


@given(STEPS)
def test_steps_come_back(step: Step | Refused) -> None:
    row = step_row(step)
    assert row_step(row) == step
    assert {type(value) for value in row.values()} == {bytes}


@given(st.builds(File, NAMES, st.frozensets(NAMES)))
def test_files_come_back(file: File) -> None:
    row = file_row(file)
    assert row_file(row) == file
    assert {type(value) for value in row.values()} == {bytes}


def test_all_rows_have_the_same_columns() -> None:
    """Arrow joins only tables that are alike."""
    steps = [Made("a", "sha256:0", b"{}"), Failure("a", "is broken"), Finished("a"), Refused("no")]
    assert len({tuple(step_row(step)) for step in steps}) == 1


@pytest.mark.parametrize(
    ("name", "owner"),
    [
        pytest.param("set.xml#12", "set.xml", id="set"),
        pytest.param("a.zip!/b/c.txt", "a.zip", id="archive"),
        pytest.param("a.zip!/set.xml#3", "a.zip", id="set-in-archive"),
        pytest.param("odd#1.zip!/b.txt", "odd#1.zip", id="mark-in-path"),
        pytest.param("odd#1.zip#2", "odd#1.zip", id="mark-in-path-of-set"),
        pytest.param("other.xml#1", None, id="other-file"),
        pytest.param("set.xml.bak", None, id="longer-name"),
        pytest.param("!/b.txt", None, id="no-file"),
    ],
)
def test_a_worker_is_told_of_papers_in_its_file_only(name: str, owner: str | None) -> None:
    paths = ("set.xml", "a.zip", "odd#1.zip", "b.txt")
    files = _files(Papers(paths, done={name}))
    assert tuple(files) == paths
    assert {path: file.done for path, file in files.items() if file.done} == (
        {owner: {name}} if owner else {}
    )


def test_a_worker_is_told_of_papers_in_a_file_whose_name_is_no_unicode() -> None:
    path = os.fsdecode(b"caf\xe9.zip")
    files = _files(Papers((path,), done={"caf\\udce9.zip!/a.txt"}))
    assert files == {path: File(path, frozenset({"caf\\udce9.zip!/a.txt"}))}


@pytest.mark.parametrize(
    ("steps", "limit", "lost"),
    [
        pytest.param([Failure("a", "no"), Finished("a"), Finished("b")], None, False, id="all"),
        pytest.param([Failure("a", "no"), Finished("a")], None, True, id="a-file-is-missing"),
        pytest.param([Failure("a", "no"), Failure("b#1", "no")], 2, False, id="up-to-the-limit"),
        pytest.param([Failure("a", "no"), Finished("a")], 2, True, id="below-the-limit"),
    ],
)
def test_a_file_that_ray_loses_is_told(steps: list[Step], limit: int | None, lost: bool) -> None:
    found = _whole(steps, files=("a", "b"), limit=limit)
    if lost:
        with pytest.raises(CaselineError, match="lost what became of 1 files, such as b; --resume goes on"):
            list(found)
    else:
        assert list(found) == steps


def test_a_finished_file_goes_to_no_worker() -> None:
    files = _files(Papers(("a.txt", "set.xml", "b.txt"), done={"a.txt", "set.xml", "b.txt#1"}))
    assert files == {"b.txt": File("b.txt", frozenset({"b.txt#1"}))}


@pytest.mark.parametrize(
    ("paths", "relative"),
    [([], False), (["/a.txt", "s3://papers/a.zip"], False), (["/a.txt", "b.txt"], True), (["./a.txt"], True)],
    ids=["none", "absolute", "one", "dot"],
)
def test_relative_paths(paths: list[str], relative: bool) -> None:
    assert _are_relative(paths) is relative
