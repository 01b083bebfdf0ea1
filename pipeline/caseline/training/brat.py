"""Reads brat standoff files, the format of MACCROBAT: `name.txt` beside `name.ann`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from caseline.errors import ReadingError
from caseline.training.texts import LabelledSpan, LabelledText, check_span, labelled

_TEXT_BOUND = re.compile(r"T\S+\t(?P<label>\S+) (?P<parts>\d+ \d+(?:;\d+ \d+)*)\t(?P<text>.*)")


def read_brat(folder: Path) -> Iterator[LabelledText]:
    """Yields the folder's documents by name, with their text-bound annotations under the corpus's labels.

    Relations, events and attributes are passed over. Each part of a discontinuous annotation is a span of
    its own. Offsets count the characters of the file as it stands, both of a CRLF.

    Raises:
        ReadingError: When the folder holds no `.txt`, an `.ann` is missing, or a T line is malformed.
        AlignmentError: When offsets do not select the annotation's text.

    Source:
        https://brat.nlplab.org/standoff.html
    """
    paths = sorted(folder.glob("*.txt"))
    if not paths:
        raise ReadingError(str(folder), "holds no .txt files; name a folder of brat documents")
    for path in paths:
        yield _read_document(path)


def _read_document(path: Path) -> LabelledText:
    standoff = path.with_suffix(".ann")
    if not standoff.is_file():
        raise ReadingError(str(path), f"has no {standoff.name} beside it")
    with path.open(encoding="utf-8", newline="") as file:
        text = file.read()
    with standoff.open(encoding="utf-8") as lines:
        rows = [(row, line.rstrip("\n")) for row, line in enumerate(lines, start=1) if line.startswith("T")]
    spans = [span for row, line in rows for span in _read_row(standoff, row, line, text)]
    return labelled(path.stem, text, spans)


def _read_row(path: Path, row: int, line: str, text: str) -> Iterator[LabelledSpan]:
    match = _TEXT_BOUND.fullmatch(line)
    if match is None:
        raise ReadingError(str(path), f"line {row} is not `T<id>\\t<label> <start> <end>\\t<text>`")
    parts = [tuple(map(int, part.split())) for part in match["parts"].split(";")]
    # brat joins the parts' texts with one space each.
    begin = 0
    for start, end in parts:
        check_span(path.stem, text, start, end, match["text"][begin : begin + end - start])
        begin += end - start + 1
        yield LabelledSpan(start, end, match["label"])
