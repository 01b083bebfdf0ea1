"""The papers of a run: those done are not read again, and a limit counts the rest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseline.batch import tasks
from caseline.batch.outcomes import Failure, Finished
from caseline.batch.tasks import Papers, Task, batches, find_tasks
from caseline.errors import ReadingError
from caseline.reading.pieces import Piece
from caseline.schema.document import SourceFormat

# What cannot be split off a set has the name of the set, and two members of an archive may look the same.
FILES = {
    "a.txt": ["a.txt"],
    "set.xml": ["set.xml#1", "!set.xml", "!set.xml", "set.xml#4"],
    "b.zip": ["b.zip!/x", "b.zip!/x (2)", "b.zip!/x", "b.zip!/x"],
    "b.txt": ["!b.txt"],
}


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Files hold the papers of `FILES`; those with a "!" cannot be read. Gives the files opened."""
    seen: list[str] = []

    def split(path: str, **_: object) -> Iterator[Piece | ReadingError]:
        seen.append(path)
        for name in FILES[path]:
            known = Piece(name, b"A man.", SourceFormat.TEXT)
            yield ReadingError(name[1:], "is broken", where="line 1") if name.startswith("!") else known

    monkeypatch.setattr(tasks, "split_source", split)
    return seen


def names(found: Iterator[Task]) -> list[str]:
    return [
        f"end of {task.path}"
        if isinstance(task, Finished)
        else (f"{task.key}?" if isinstance(task, Failure) else task.source)
        for task in found
    ]


ALL = [
    "a.txt",
    "end of a.txt",
    "set.xml#1",
    "set.xml#error 1?",
    "set.xml#error 2?",
    "set.xml#4",
    "end of set.xml",
    "b.zip!/x",
    "b.zip!/x (2)",
    "b.zip!/x (3)",
    "b.zip!/x (4)",
    "end of b.zip",
    "b.txt#error 1?",
    "end of b.txt",
]


@pytest.mark.parametrize(
    ("done", "limit", "expected", "read"),
    [
        pytest.param([], None, ALL, 4, id="all"),
        pytest.param(["set.xml"], None, [*ALL[:2], *ALL[6:]], 3, id="a-finished-set"),
        pytest.param(["set.xml#1"], None, [*ALL[:2], *ALL[3:]], 4, id="half-a-set"),
        pytest.param(
            ["set.xml#1", "set.xml#error 1"], None, [*ALL[:2], *ALL[4:]], 4, id="with-one-that-failed"
        ),
        pytest.param(["b.zip!/x"], None, [*ALL[:7], *ALL[8:]], 4, id="the-first-of-one-name"),
        pytest.param([], 2, ALL[:3], 2, id="limit"),
        pytest.param(
            ["a.txt", "set.xml#1"], 1, ["end of a.txt", "set.xml#error 1?"], 1, id="limit-of-the-rest"
        ),
        pytest.param(list(FILES), None, [each for each in ALL if "end" in each], 0, id="none"),
    ],
)
def test_tasks(opened: list[str], done: list[str], limit: int | None, expected: list[str], read: int) -> None:
    papers = Papers(tuple(FILES), done=set(done), limit=limit)
    assert names(find_tasks(papers)) == expected
    assert len(opened) == read


def test_files_are_opened_as_they_are_reached(opened: list[str]) -> None:
    next(find_tasks(Papers(tuple(FILES))))
    assert opened == ["a.txt"]


def test_where_it_is_broken_is_kept(opened: list[str]) -> None:
    failures = [task for task in find_tasks(Papers(("b.txt",))) if isinstance(task, Failure)]
    assert failures == [Failure("b.txt", "is broken", "line 1", name="b.txt#error 1")]


def test_a_fault_in_reading_one_file_harms_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def split(path: str, **_: object) -> Iterator[Piece]:
        yield Piece(f"{path}#1", b"A man.", SourceFormat.TEXT)
        if path == "a":
            raise AttributeError("'NoneType' object has no attribute 'text'")

    monkeypatch.setattr(tasks, "split_source", split)
    found = list(find_tasks(Papers(("a", "b"))))
    assert names(iter(found)) == ["a#1", "a#error 1?", "end of a", "b#1", "end of b"]
    assert isinstance(found[1], Failure)
    assert "a fault of Caseline (AttributeError" in found[1].reason


@given(st.lists(st.integers(0, 300_000), max_size=200))
def test_batches_keep_the_order_and_are_short(sizes: list[int]) -> None:
    papers = [Piece(str(number), bytes(size), SourceFormat.TEXT) for number, size in enumerate(sizes)]
    found = list(batches(papers))
    assert [task for batch in found for task in batch] == papers
    for batch in found:
        assert 1 <= len(batch) <= 32
        assert sum(len(task.data) for task in batch[:-1] if isinstance(task, Piece)) < 200_000
