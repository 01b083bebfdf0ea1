"""Reads brat annotations with what is said of them: polarity, which `caseline.training.brat` passes over."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from caseline.errors import ReadingError
from caseline.training.brat import read_brat
from caseline.training.texts import LabelledText

_MENTION = re.compile(r"(?P<id>T\S+)\t(?P<label>\S+) (?P<parts>\d+ \d+(?:;\d+ \d+)*)\t(?P<text>.*)")
_EVENT = re.compile(r"(?P<id>E\S+)\t\S+?:(?P<mention>T\S+)")
_POLARITY = re.compile(r"A\S+\tPOLARITY (?P<of>\S+) (?P<value>\S+)")


@dataclass(frozen=True, slots=True, order=True)
class Mark:
    """A mention under its label of the corpus, with its words and its polarities, such as NEG.

    `parts` are half-open, one unless the mention is discontinuous.
    """

    parts: tuple[tuple[int, int], ...]
    label: str
    text: str
    polarity: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A document with its marks, in order of the text."""

    id: str
    marks: tuple[Mark, ...]


def read_brat_marks(folder: Path) -> Iterator[MarkedText]:
    """Yields the folder's documents by name, in the order of `read_brat`, which checks their offsets.

    A polarity is given to an event or to a mention itself.

    Raises:
        ReadingError: As `read_brat`, and when an attribute names what is not there.
        AlignmentError: As `read_brat`.
    """
    for text in read_brat(folder):
        yield _read_document(folder, text)


def _read_document(folder: Path, text: LabelledText) -> MarkedText:
    path = folder / f"{text.id}.ann"
    lines = path.read_text(encoding="utf-8").split("\n")
    mentions = {found["id"]: found for line in lines if (found := _MENTION.match(line))}
    triggers = {found["id"]: found["mention"] for line in lines if (found := _EVENT.match(line))}
    polarity: dict[str, list[str]] = {key: [] for key in mentions}
    for line in lines:
        if found := _POLARITY.match(line):
            key = triggers.get(found["of"], found["of"])
            if key not in mentions:
                raise ReadingError(str(path), f"{line.split()[0]} is of {found['of']}, which is not there")
            polarity[key].append(found["value"])
    marks = (_mark(found, polarity[key]) for key, found in mentions.items())
    return MarkedText(text.id, tuple(sorted(marks)))


def _mark(found: re.Match[str], polarity: list[str]) -> Mark:
    parts = (tuple(map(int, part.split())) for part in found["parts"].split(";"))
    return Mark(tuple((start, end) for start, end in parts), found["label"], found["text"], tuple(polarity))
