"""Brat annotations with their polarity."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseline.errors import ReadingError
from caseline.training.brat_marks import Mark, read_brat_marks

TEXT = "She had no fever and perhaps arm or leg weakness."
ROWS = """\
T1\tSign_symptom 29 32;40 48\tarm weakness
T2\tSign_symptom 11 16\tfever
E1\tSign_symptom:T2
A1\tPOLARITY E1 NEG
T3\tSex 0 3\tShe
A2\tPOLARITY T1 UNCERTAIN
A3\tTREND T1 INC
R1\tMODIFY Arg1:T1 Arg2:E1
#1\tAnnotatorNotes T1\tPOLARITY T1 NEG
"""


def write(folder: Path, rows: str) -> Path:
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "a.ann").write_text(rows, encoding="utf-8")
    return folder


def test_polarity_is_of_an_event_or_of_a_mention(tmp_path: Path) -> None:
    (text,) = read_brat_marks(write(tmp_path, ROWS))
    assert text.id == "a"
    assert text.marks == (
        Mark(((0, 3),), "Sex", "She"),
        Mark(((11, 16),), "Sign_symptom", "fever", ("NEG",)),
        Mark(((29, 32), (40, 48)), "Sign_symptom", "arm weakness", ("UNCERTAIN",)),
    )


def test_a_polarity_of_nothing(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"a\.ann: A1 is of E9, which is not there"):
        list(read_brat_marks(write(tmp_path, "T1\tSex 0 3\tShe\nA1\tPOLARITY E9 NEG\n")))


def test_malformed_files_are_refused_as_elsewhere(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="line 1 is not"):
        list(read_brat_marks(write(tmp_path, "T1\tSex\n")))
