"""Where a corpus's files are looked for, their checksums, and which texts are one document."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from caseline.benchmark.corpora import ALL, KINDS, Split, checksum, read_corpus
from caseline.errors import ReadingError
from caseline.schema.mention import Label
from tests.unit.benchmark.corpora_files import write_all, write_phee

FILES = {
    "phee": "phee/dev.json",
    "bc5cdr": "bc5cdr/CDR_DevelopmentSet.PubTator.txt",
    "maccrobat": "maccrobat/dev",
}


@pytest.mark.parametrize("name", FILES)
def test_by_the_corpus_s_folder_or_by_the_part_itself(tmp_path: Path, name: str) -> None:
    folders = write_all(tmp_path)
    whole = read_corpus(KINDS[name], folders[name], Split.DEV)
    part = read_corpus(KINDS[name], tmp_path / FILES[name], Split.TRAIN)
    assert whole.texts == part.texts != ()
    assert whole.sha256 == part.sha256 == checksum(tmp_path / FILES[name])
    assert (whole.split, part.split) == ("dev", Path(FILES[name]).name)


@pytest.mark.parametrize("name", FILES)
def test_a_missing_part_is_named(tmp_path: Path, name: str) -> None:
    folders = write_all(tmp_path)
    with pytest.raises(ReadingError, match=f"test part of {name} should be"):
        read_corpus(KINDS[name], folders[name], Split.TEST)


def test_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "dev.json"
    path.write_bytes(b'{"id": "\xff"}')
    with pytest.raises(ReadingError, match="not UTF-8"):
        read_corpus(KINDS["phee"], path, Split.DEV)


def test_empty(tmp_path: Path) -> None:
    (tmp_path / "dev.json").touch()
    with pytest.raises(ReadingError, match="holds no text of phee"):
        read_corpus(KINDS["phee"], tmp_path, Split.DEV)


def test_sentences_of_one_paper_are_one_document(tmp_path: Path) -> None:
    corpus = read_corpus(KINDS["phee"], write_phee(tmp_path), Split.DEV)
    assert corpus.units() == (0, 0, 1)


def test_checksum_of_a_file_is_that_of_its_bytes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"text")
    assert checksum(tmp_path / "a") == hashlib.sha256(b"text").hexdigest()


def test_checksum_of_a_folder_knows_names_and_contents_but_not_its_own_name(tmp_path: Path) -> None:
    sums = []
    for folder, name, content in (("x", "a", "1"), ("y", "a", "1"), ("x2", "b", "1"), ("x3", "a", "2")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / name).write_text(content)
        sums.append(checksum(tmp_path / folder))
    assert sums[0] == sums[1]
    assert len(set(sums)) == 3


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)
def test_rows_name_labels_of_the_record_and_totals_name_rows(kind: object) -> None:
    views = kind.views  # type: ignore[attr-defined]
    labels = [view.label for view in views]
    assert len(set(labels)) == len(labels)
    assert {label for view in views for label in view.ours} <= set(Label)
    for members in kind.totals.values():  # type: ignore[attr-defined]
        assert set(members) <= set(labels)
        summed = [label for view in views if view.label in members for label in view.ours]
        assert len(set(summed)) == len(summed), "a label counts twice"
    assert (ALL in kind.totals) is bool(views)  # type: ignore[attr-defined]
