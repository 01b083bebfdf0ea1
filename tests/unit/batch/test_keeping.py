"""A run that is broken off at any moment goes on without loss or repetition."""

from __future__ import annotations

import io
import json
import os
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.batch.journal import FINISHED, Done, Entry, Journal
from caseline.batch.keeping import keeping
from caseline.batch.outcomes import Failure, Finished, Made
from caseline.batch.tasks import Papers, find_tasks
from caseline.errors import WritingError
from caseline.reading.pieces import Piece
from tests.unit.batch.runs import MADE_BY, keep, lines, made, steps

PART, JOURNAL = "out.jsonl.part", "out.jsonl.journal"
GIVEN = steps("first", None, "second\u2028line", "first", None, "third")


def files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.fixture(scope="module")
def unbroken() -> dict[str, bytes]:
    with TemporaryDirectory() as folder:
        keep(Path(folder), GIVEN)
        return files(Path(folder))


def test_a_whole_run_leaves_records_and_errors_only(unbroken: dict[str, bytes]) -> None:
    assert sorted(unbroken) == ["errors.jsonl", "out.jsonl"]
    assert [json.loads(line)["document"]["source"] for line in unbroken["out.jsonl"].splitlines()] == [
        "0",
        "2",
        "5",
    ]
    errors = [json.loads(line) for line in unbroken["errors.jsonl"].splitlines()]
    assert [(error["path"], error["kind"]) for error in errors] == [
        ("1", "failed"),
        ("3", "duplicate"),
        ("4", "failed"),
    ]
    assert "same text as 0" in errors[1]["reason"]


@pytest.mark.parametrize("stop", range(len(GIVEN)))
def test_an_interrupted_run_goes_on(tmp_path: Path, unbroken: dict[str, bytes], stop: int) -> None:
    with pytest.raises(KeyboardInterrupt):
        keep(tmp_path, GIVEN, stop=stop)
    assert not (tmp_path / "out.jsonl").exists()
    assert (tmp_path / PART).exists() is (stop > 0)
    keep(tmp_path, GIVEN, resume=True)
    assert files(tmp_path) == unbroken


def test_a_run_killed_as_it_ends_is_not_done_again(
    tmp_path: Path, unbroken: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(Journal, "remove", _interrupt)
        with pytest.raises(KeyboardInterrupt):
            keep(tmp_path, GIVEN)
    assert sorted(files(tmp_path)) == ["errors.jsonl", "out.jsonl", JOURNAL]
    assert keep(tmp_path, GIVEN, resume=True) == []
    assert files(tmp_path) == unbroken


def test_an_old_output_is_not_taken_for_the_records_of_a_run(
    tmp_path: Path, unbroken: dict[str, bytes]
) -> None:
    (tmp_path / "out.jsonl").write_bytes(b"old\n" * 10_000)
    with pytest.raises(KeyboardInterrupt):
        keep(tmp_path, GIVEN, stop=5)
    (tmp_path / PART).unlink()
    keep(tmp_path, GIVEN, resume=True)
    assert files(tmp_path) == unbroken


def _interrupt(_: Journal) -> None:
    raise KeyboardInterrupt


@settings(max_examples=150)
@given(data=st.data())
def test_a_run_killed_at_any_byte_goes_on(data: st.DataObject, unbroken: dict[str, bytes]) -> None:
    """Each file is cut at any place: a kill tears one line, lost power may tear all three."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        with pytest.raises(KeyboardInterrupt):
            keep(folder, GIVEN, stop=data.draw(st.integers(1, len(GIVEN) - 1)))
        for path in sorted(folder.iterdir()):
            whole = path.read_bytes()
            path.write_bytes(whole[: data.draw(st.integers(0, len(whole)), label=path.name)])
        keep(folder, GIVEN, resume=True)
        assert files(folder) == unbroken


@pytest.mark.parametrize("tail", [b'{"torn', b"\n", b'{"other": 1}\n', b"\xff\xfe"])
def test_what_stands_behind_the_journal_s_last_line_is_cut_off(
    tmp_path: Path, unbroken: dict[str, bytes], tail: bytes
) -> None:
    with pytest.raises(KeyboardInterrupt):
        keep(tmp_path, GIVEN, stop=5)
    for name in (PART, JOURNAL, "errors.jsonl"):
        with (tmp_path / name).open("ab") as stream:
            stream.write(tail)
    keep(tmp_path, GIVEN, resume=True)
    assert files(tmp_path) == unbroken


def test_without_resume_a_broken_off_run_is_not_touched(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        keep(tmp_path, GIVEN, stop=5)
    before = files(tmp_path)
    with pytest.raises(WritingError, match=r"add --resume to go on, or remove out\.jsonl\.part"):
        keep(tmp_path, GIVEN)
    assert files(tmp_path) == before


def test_resume_without_a_broken_off_run_begins(tmp_path: Path, unbroken: dict[str, bytes]) -> None:
    keep(tmp_path, GIVEN, resume=True)
    assert files(tmp_path) == unbroken


def test_another_config_does_not_go_on(tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt):
        keep(tmp_path, GIVEN, stop=3)
    before = files(tmp_path)
    other = {**MADE_BY, "config": "fast"}
    with (
        pytest.raises(WritingError, match="config was default, is fast"),
        keeping(tmp_path / "out.jsonl", errors=tmp_path / "errors.jsonl", made_by=other, resume=True),
    ):
        pytest.fail("it went on")
    assert files(tmp_path) == before


def test_two_runs_do_not_write_at_once(tmp_path: Path) -> None:
    with (
        keeping(
            tmp_path / "out.jsonl", errors=tmp_path / "errors.jsonl", made_by=MADE_BY, resume=False
        ) as tally,
    ):
        tally.add(made("first", "0"))
        for resume in (True, False):
            with pytest.raises(WritingError, match="another run is writing here"):
                keep(tmp_path, GIVEN, resume=resume)
    assert len(list(lines(tmp_path / "out.jsonl"))) == 1


def test_two_runs_do_not_share_a_file_of_errors(tmp_path: Path) -> None:
    """Each would cut off what the other wrote."""
    errors = tmp_path / "errors.jsonl"
    with keeping(tmp_path / "a.jsonl", errors=errors, made_by=MADE_BY, resume=False) as tally:
        with (
            pytest.raises(WritingError, match=r"errors\.jsonl: another run is writing here"),
            keeping(tmp_path / "b.jsonl", errors=errors, made_by=MADE_BY, resume=False),
        ):
            pytest.fail("it began")
        tally.add(Failure("0", "is broken"))
    assert len(list(lines(errors))) == 1
    assert sorted(files(tmp_path)) == ["errors.jsonl"]


def test_errors_that_nobody_keeps_do_not_make_a_run_begin_anew(tmp_path: Path) -> None:
    nowhere = Path(os.devnull)
    with pytest.raises(KeyboardInterrupt):
        keep(tmp_path, GIVEN, stop=5, errors=nowhere)
    assert len(keep(tmp_path, GIVEN, resume=True, errors=nowhere)) == 3
    assert nowhere.is_char_device()


def test_errors_elsewhere_do_not_go_on(tmp_path: Path) -> None:
    """The journal tells how long they were, which says nothing of another file."""
    with pytest.raises(KeyboardInterrupt):
        keep(tmp_path, GIVEN, stop=5)
    before = files(tmp_path)
    with (
        pytest.raises(WritingError, match=r"errors was errors\.jsonl, is other\.jsonl"),
        keeping(tmp_path / "out.jsonl", errors=tmp_path / "other.jsonl", made_by=MADE_BY, resume=True),
    ):
        pytest.fail("it went on")
    assert files(tmp_path) == before


def test_a_file_that_is_no_journal_is_not_touched(tmp_path: Path) -> None:
    (tmp_path / JOURNAL).write_text("my diary\n")
    with pytest.raises(WritingError, match="is no journal of a run"):
        keep(tmp_path, GIVEN, resume=True)
    assert (tmp_path / JOURNAL).read_text() == "my diary\n"


def test_an_old_output_stands_until_the_run_ends_and_when_it_gives_nothing(tmp_path: Path) -> None:
    (tmp_path / "out.jsonl").write_text("old")
    with pytest.raises(KeyboardInterrupt):
        keep(tmp_path, GIVEN, stop=3)
    assert (tmp_path / "out.jsonl").read_text() == "old"
    (tmp_path / PART).unlink()
    (tmp_path / JOURNAL).unlink()
    keep(tmp_path, steps(None))
    assert (tmp_path / "out.jsonl").read_text() == "old"
    assert sorted(files(tmp_path)) == ["errors.jsonl", "out.jsonl"]


@pytest.fixture
def archive(tmp_path: Path) -> str:
    """An archive with names that lead out of it, that are no Unicode, or that look the same."""
    path = tmp_path / os.fsdecode(b"caf\xe9.tar")
    with tarfile.open(path, "w", errors="surrogateescape") as packed:
        for number, name in enumerate((b"1", b"../2", b"../3", b"b\x01", b"b\x02", b"caf\xe9", b"1", b"4")):
            data = f"A man, {number}.".encode()
            member = tarfile.TarInfo(os.fsdecode(name) + ".txt")
            member.size = len(data)
            packed.addfile(member, io.BytesIO(data))
    return str(path)


def through(folder: Path, archive: str, *, resume: bool = False, stop: int | None = None) -> dict[str, bytes]:
    """Makes records of an archive's papers; stops with an error before paper `stop`."""
    folder.mkdir(exist_ok=True)
    with keeping(
        folder / "out.jsonl", errors=folder / "errors.jsonl", made_by=MADE_BY, resume=resume
    ) as tally:
        for number, task in enumerate(find_tasks(Papers((archive,), done=tally.done.names))):
            if number == stop:
                raise KeyboardInterrupt
            tally.add(made(task.data.decode(), task.source) if isinstance(task, Piece) else task)
    return files(folder)


@pytest.mark.parametrize("stop", range(1, 9))
def test_an_archive_goes_on_at_any_member(tmp_path: Path, archive: str, stop: int) -> None:
    unbroken = through(tmp_path / "unbroken", archive)
    assert (unbroken["out.jsonl"].count(b"\n"), unbroken["errors.jsonl"].count(b"\n")) == (5, 3)
    with pytest.raises(KeyboardInterrupt):
        through(tmp_path / "cut", archive, stop=stop)
    assert through(tmp_path / "cut", archive, resume=True) == unbroken


def test_what_comes_again_is_passed_over(tmp_path: Path) -> None:
    """As from a machine of Ray's that takes over from one that was lost."""
    given = [made("one", "a.zip!/1"), Failure("a.zip", "is broken", name="a.zip#error 1")]
    keep(tmp_path, given)
    once = files(tmp_path)
    with keeping(
        tmp_path / "out.jsonl", errors=tmp_path / "errors.jsonl", made_by=MADE_BY, resume=False
    ) as tally:
        assert [tally.add(step) for step in (*given, *given)] == [*given, None, None]
    assert files(tmp_path) == once


def test_many_files_named_like_papers_are_forgotten() -> None:
    done = Done()
    for number in range(3):
        name = f"case #{number}.txt"
        done.add(Entry(name, "filtered", None, 0, 0))
        done.add(Entry(name, FINISHED, None, 0, 0))
    assert done._inside == []
    assert done.names == {f"case #{number}.txt" for number in range(3)}


def test_errors_of_an_earlier_run_do_not_stay(tmp_path: Path) -> None:
    keep(tmp_path, steps(None))
    assert len(list(lines(tmp_path / "errors.jsonl"))) == 1
    keep(tmp_path, steps("fine"))
    assert list(lines(tmp_path / "errors.jsonl")) == []


def test_a_finished_file_stands_for_its_papers(tmp_path: Path) -> None:
    """A set of thirty thousand papers leaves one name in memory, and is not opened again."""
    given = [
        made("one", "set.xml#1"),
        Failure("set.xml#2", "is broken"),
        Finished("set.xml"),
        made("two", "b"),
    ]
    with pytest.raises(KeyboardInterrupt):
        keep(tmp_path, [*given, Finished("b")], stop=4)
    with keeping(
        tmp_path / "out.jsonl", errors=tmp_path / "errors.jsonl", made_by=MADE_BY, resume=True
    ) as tally:
        assert tally.done.names == {"set.xml", "b"}
        assert (tally.papers, tally.records) == (3, 2)
        again = tally.add(made("one", "c"))
    assert isinstance(again, Failure)
    assert isinstance(given[0], Made)
