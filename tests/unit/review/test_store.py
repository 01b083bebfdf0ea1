"""The database: nothing acknowledged is lost, nothing is overwritten, nobody overtakes anybody."""

from __future__ import annotations

import json
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from caseline.review.states import Status
from caseline.review.store import ConflictError, Store, UnknownRecordError
from caseline.review.tables import StoreError
from caseline.schema import CaseReport
from tests.unit.evaluation.evaluation_records import with_item
from tests.unit.review.desk_folder import filled, key_of, write
from tests.unit.review.edited import BASES, edited

STORY, TWO = BASES
KEY = key_of(STORY)


def renamed(name: str) -> CaseReport:
    return with_item(STORY, "events", 0, name=name)


def save(store: Store, name: str, base: int, *, line: str = "", author: str = "ann") -> int:
    return store.save(KEY, renamed(name), line=line, base=base, author=author).version


def decide(store: Store, status: Status, base: int, *, author: str = "ann", comment: str = "") -> int:
    return store.decide(KEY, line="", base=base, author=author, status=status, comment=comment).version


def test_an_untouched_record_is_the_machines(store: Store) -> None:
    head = store.head(KEY, line="")
    assert (head.version, head.status, head.author, head.saved, head.changes) == (0, "open", None, None, "[]")
    assert head.record == head.made == STORY.to_json()


def test_a_save_is_a_version_with_author_time_and_difference(store: Store) -> None:
    assert save(store, "rash", 0) == 1
    head = store.head(KEY, line="")
    assert (head.version, head.author, head.edits) == (1, "ann", 1)
    assert head.saved
    assert head.saved.endswith("Z")
    assert CaseReport.from_json(head.record) == renamed("rash")
    assert [found["title"] for found in json.loads(head.changes)] == ["event hives: name hives → rash"]
    # Differences are from the machine's answer, not from the version before.
    save(store, "wheals", 1)
    assert [found["before"] for found in json.loads(store.head(KEY, line="").changes)] == ["hives"]


def test_the_same_record_makes_no_version(store: Store) -> None:
    assert save(store, "hives", 0) == 0
    assert save(store, "rash", 0) == 1
    assert save(store, "rash", 1) == 1
    # The answer to a save was lost, and it is sent again.
    assert save(store, "rash", 0) == 1


def test_a_save_on_another_version_is_a_conflict(store: Store) -> None:
    save(store, "rash", 0, author="bob")
    for base in (0, 2):
        with pytest.raises(ConflictError, match="version 1, which bob saved") as caught:
            save(store, "wheals", base)
    assert caught.value.current.version == 1
    assert "rash" in store.head(KEY, line="").record


def test_decisions_are_versions(store: Store) -> None:
    assert decide(store, Status.FLAGGED, 0, comment="which drug?") == 1
    assert decide(store, Status.FLAGGED, 1, comment="which drug?") == 1
    assert decide(store, Status.FLAGGED, 0, comment="which drug?") == 1
    with pytest.raises(ConflictError):
        decide(store, Status.ACCEPTED, 0)
    assert decide(store, Status.ACCEPTED, 1) == 2
    assert store.decisions("") == {KEY: Status.ACCEPTED}


@pytest.mark.parametrize(
    ("status", "after"),
    [(Status.ACCEPTED, Status.OPEN), (Status.FLAGGED, Status.FLAGGED), (Status.REJECTED, Status.REJECTED)],
)
def test_editing_opens_what_was_accepted_and_nothing_else(
    store: Store, status: Status, after: Status
) -> None:
    decide(store, status, 0, comment="why")
    save(store, "rash", 1)
    head = store.head(KEY, line="")
    assert (head.status, head.comment) == (after, "why")
    # What was accepted stays so until it is decided again.
    assert store.decisions("") == {KEY: status}
    found = [each.record for each in store.accepted("")]
    assert found == ([STORY.to_json()] if status is Status.ACCEPTED else [])


def test_a_decision_that_cannot_be_carried_out_is_not_kept(store: Store) -> None:
    def fail(_: object) -> None:
        raise OSError("disk")

    with pytest.raises(OSError, match="disk"):
        store.decide(KEY, line="", base=0, author="ann", status=Status.ACCEPTED, comment="", then=fail)
    assert store.head(KEY, line="").version == 0


def test_versions_newest_first_with_the_machines_last(store: Store) -> None:
    save(store, "rash", 0)
    decide(store, Status.ACCEPTED, 1, author="bob", comment="fine")
    found = store.versions(KEY, line="")
    assert [(each.version, each.author, each.status, each.comment, each.edits) for each in found] == [
        (2, "bob", "accepted", "fine", 1),
        (1, "ann", "open", "", 1),
        (0, None, "open", "", 0),
    ]
    assert store.version(KEY, 0, line="")[1] == STORY.to_json()
    assert "rash" in store.version(KEY, 1, line="")[1]
    for number in (-1, 3, 2**70):
        with pytest.raises(UnknownRecordError, match="has 0 to 2"):
            store.version(KEY, number, line="")
    with pytest.raises(UnknownRecordError, match="no record x"):
        store.head("x", line="")


def test_lines_do_not_see_each_other(store: Store) -> None:
    save(store, "rash", 0)
    save(store, "wheals", 0, line="bob", author="bob")
    assert "rash" in store.head(KEY, line="").record
    assert "wheals" in store.head(KEY, line="bob").record
    assert store.head(KEY, line="cleo").record == STORY.to_json()
    assert store.lines() == ["", "bob"]
    assert store.search("rash", line="bob") == [key_of(TWO)]


def test_machine_answers_are_kept_side_by_side(store: Store, folder: Path) -> None:
    save(store, "rash", 0)
    write(folder, [renamed("newer"), with_item(TWO, "events", 0, name="newer")])
    taken = filled(store, folder)
    assert (taken.records, taken.new, taken.answers) == (2, 0, 2)
    touched, untouched = store.head(KEY, line=""), store.head(key_of(TWO), line="")
    assert (touched.made, touched.newer) == (STORY.to_json(), 1)
    assert "rash" in touched.record
    assert '"name":"newer"' in untouched.record
    assert untouched.newer == 0
    # The first answer once more: it is the newest again, and no third one.
    write(folder, BASES)
    assert filled(store, folder).answers == 0
    assert store.head(KEY, line="").newer == 0
    assert store.head(key_of(TWO), line="").record == TWO.to_json()


def test_what_was_seen_is_what_is_worked_on(store: Store, folder: Path) -> None:
    seen = {key: store.head(key, line="").answer for key in (KEY, key_of(TWO))}
    write(folder, [renamed("newer"), with_item(TWO, "events", 0, name="newer")])
    filled(store, folder)
    saved = store.save(KEY, renamed("rash"), line="", base=0, author="ann", answer=seen[KEY])
    assert (saved.version, saved.made, saved.newer, saved.edits) == (1, STORY.to_json(), 1, 1)
    told = {"base": 0, "author": "ann", "status": Status.ACCEPTED, "comment": "", "answer": seen[key_of(TWO)]}
    for _ in range(2):  # The second time the answer to the first was lost.
        decided = store.decide(key_of(TWO), line="", **told)  # type: ignore[arg-type]
        assert (decided.version, decided.record, decided.newer) == (1, TWO.to_json(), 1)


def test_an_answer_that_is_not_known_is_a_conflict(store: Store) -> None:
    with pytest.raises(ConflictError, match="the machine's answer is newer than the one this is based on"):
        store.save(KEY, renamed("rash"), line="", base=0, author="ann", answer="0" * 64)
    told = {"base": 0, "author": "ann", "status": Status.ACCEPTED, "comment": "", "answer": "0" * 64}
    with pytest.raises(ConflictError):
        store.decide(KEY, line="", **told)  # type: ignore[arg-type]
    assert save(store, "rash", 0) == 1
    # A version says itself which answer it began from.
    found = store.save(KEY, renamed("wheals"), line="", base=1, author="ann", answer="0" * 64)
    assert found.version == 2


def test_a_record_that_fails_its_check_is_not_kept(store: Store) -> None:
    def refuse(head: object) -> None:
        raise ValueError(head)

    with pytest.raises(ValueError, match="version=0"):
        store.save(KEY, renamed("rash"), line="", base=0, author="ann", check=refuse)
    assert store.head(KEY, line="").version == 0
    # Who knows of another version is told of that first.
    with pytest.raises(ConflictError):
        store.save(KEY, renamed("rash"), line="", base=1, author="ann", check=refuse)


def test_versions_and_answers_cannot_be_changed(store: Store) -> None:
    save(store, "rash", 0)
    with closing(sqlite3.connect(store.path)) as database:
        for statement in (
            "UPDATE versions SET author = 'x'",
            "DELETE FROM versions",
            "UPDATE machines SET record = 'x'",
            "DELETE FROM machines",
        ):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                database.execute(statement)


def test_what_has_left_the_folder_is_listed_only_where_it_was_worked_on(store: Store, folder: Path) -> None:
    save(store, "rash", 0)
    (folder / "records.jsonl").unlink()
    filled(store, folder)
    assert [row.key for row in store.rows("")] == [KEY]
    assert store.rows("bob") == []


def test_many_writers_lose_nothing(store: Store) -> None:
    """Four connections, as of four processes, save on what they last saw until ten saves each went through."""
    lost: list[str] = []

    def work(author: str) -> None:
        with Store(store.path) as own:
            for number in range(10):
                while True:
                    base = own.head(KEY, line="").version
                    try:
                        save(own, f"{author}-{number}", base, author=author)
                        break
                    except ConflictError:
                        continue
                    except StoreError as error:
                        lost.append(str(error))
                        return

    threads = [threading.Thread(target=work, args=(author,)) for author in "abcd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not lost
    versions = store.versions(KEY, line="")
    assert [found.version for found in versions] == list(range(40, -1, -1))
    names = {
        CaseReport.from_json(store.version(KEY, n, line="")[1]).cases[0].events[0].name for n in range(1, 41)
    }
    assert names == {f"{author}-{number}" for author in "abcd" for number in range(10)}


def test_it_opens_again(store: Store) -> None:
    save(store, "rash", 0)
    with Store(store.path) as again:
        assert again.head(KEY, line="").version == 1
        mode = again._database.execute("PRAGMA journal_mode").fetchone()[0]
        assert (mode, again._database.execute("PRAGMA synchronous").fetchone()[0]) == ("wal", 2)
        assert again._database.execute("PRAGMA foreign_keys").fetchone()[0] == 1


def test_a_newer_database(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    Store(path).__exit__()
    with closing(sqlite3.connect(path)) as database:
        database.execute("PRAGMA user_version = 99")
    with pytest.raises(StoreError, match=r"a\.sqlite: was written by a newer Caseline .*; update Caseline"):
        Store(path)


def test_a_database_of_somebody_else_stays_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "a.sqlite"
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE theirs (x)")
    before = path.read_bytes()
    with pytest.raises(StoreError, match="of another program"):
        Store(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        pytest.param(
            lambda path: path.write_bytes(b"no database, but long enough" * 99), "not a database", id="text"
        ),
        pytest.param(lambda path: path.mkdir(), "cannot be written", id="folder"),
        pytest.param(lambda path: None, "", id="new"),
    ],
)
def test_files_that_are_no_database(tmp_path: Path, make: object, reason: str) -> None:
    path = tmp_path / "file:odd?name#.sqlite"
    make(path)  # type: ignore[operator]
    if reason:
        with pytest.raises(StoreError, match=reason):
            Store(path)
    else:
        with Store(path) as store:
            assert store.rows("") == []
        assert path.is_file()


def test_a_writer_that_does_not_end_is_told_of(store: Store) -> None:
    with closing(sqlite3.connect(store.path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        store._database.execute("PRAGMA busy_timeout = 50")
        with pytest.raises(StoreError, match="another process is writing") as caught:
            save(store, "rash", 0)
        assert caught.value.passing
        # Reading goes on.
        assert store.head(KEY, line="").version == 0
    assert save(store, "rash", 0) == 1


@pytest.mark.parametrize("other", [False, True], ids=["gone", "another"])
def test_nothing_is_saved_into_a_file_that_is_gone(store: Store, other: bool) -> None:
    aside = store.path.with_name("aside.sqlite")
    store.path.rename(aside)
    if other:
        store.path.write_bytes(b"")
    with pytest.raises(
        StoreError, match="is not the file any more that was opened; nothing was saved"
    ) as caught:
        save(store, "rash", 0)
    assert not caught.value.passing
    aside.replace(store.path)
    assert save(store, "rash", 0) == 1


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_it_returns_what_was_saved(store: Store, data: st.DataObject) -> None:
    report = data.draw(edited(STORY))
    head = store.head(KEY, line="")
    before = CaseReport.from_json(head.record)
    after = store.save(KEY, report, line="", base=head.version, author="ann")
    assert CaseReport.from_json(after.record) == report
    assert (after.version > head.version) == (report != before)
    assert CaseReport.from_json(store.version(KEY, after.version, line="")[1]) == report
