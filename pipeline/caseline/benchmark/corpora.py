"""The corpora that a pipeline is scored on: where their files are, and how their labels map to ours."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from caseline.errors import ReadingError
from caseline.training.brat import read_brat
from caseline.training.phee import read_phee
from caseline.training.pubtator import read_pubtator
from caseline.training.role_texts import read_marked
from caseline.training.texts import LabelledText

ALL = "all"
ALL_MAPPED = "all mapped"


class Split(StrEnum):
    """A part of a corpus, as its publishers name it."""

    TRAIN = "train"
    DEV = "dev"
    TEST = "test"


class Overlap(StrEnum):
    """Which of overlapping spans of one label count, in gold and prediction alike.

    `longest`: no shorter one that touches a longer. `innermost`: none that holds another one, so a list
    gives way to its members; of those that merely touch, the longest.
    """

    LONGEST = "longest"
    INNERMOST = "innermost"


class Discontinuous(StrEnum):
    """How a corpus marks a mention such as "chest pain" in "chest and abdominal pain".

    `parts`: each part as a span of its own. `whole`: the stretch from its first to its last character, in
    the place of all the members that it holds.
    """

    PARTS = "parts"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class View:
    """A row of the table: gold spans of some labels of the corpus against mentions of some of ours.

    `twin` is a corpus label: gold that bears it as well, at the same offsets, is let go when only the
    twin's label of ours was predicted there.
    """

    label: str
    ours: frozenset[str]
    gold: frozenset[str]
    twin: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class CorpusKind:
    """A corpus as published.

    `totals` names the rows that each micro average sums up. `unit` gives the document that a text belongs
    to, by the text's id; documents are what the bootstrap draws. The first of `rules` is the corpus's own.
    """

    name: str
    views: tuple[View, ...]
    totals: Mapping[str, tuple[str, ...]]
    rules: tuple[Overlap, ...]
    discontinuous: Discontinuous
    unit: Callable[[str], str]
    locate: Callable[[Path, Split], Path]
    read: Callable[[Path], Iterator[LabelledText]]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A part of a corpus, read: its texts, and the SHA-256 of its files."""

    kind: CorpusKind
    split: str
    sha256: str
    texts: tuple[LabelledText, ...]

    def units(self) -> tuple[int, ...]:
        """Returns the number of the document that each text belongs to, counted from 0."""
        numbers: dict[str, int] = {}
        return tuple(numbers.setdefault(self.kind.unit(text.id), len(numbers)) for text in self.texts)


def read_corpus(kind: CorpusKind, path: Path, split: Split) -> Corpus:
    """Reads a part of a corpus from its folder, or from the very file or folder of that part.

    Raises:
        ReadingError: When it is not there, holds nothing, or is malformed.
        AlignmentError: When an annotation does not select its text.
    """
    found = kind.locate(path, split)
    if not found.exists():
        raise ReadingError(
            str(found), f"does not exist; it is where the {split} part of {kind.name} should be"
        )
    try:
        texts = tuple(kind.read(found))
    except UnicodeDecodeError as error:
        raise ReadingError(str(found), f"is not UTF-8 text: {error.reason}") from error
    if not texts:
        raise ReadingError(str(found), f"holds no text of {kind.name}")
    # What was named itself may be any part.
    part = found.name if found == path else split.value
    return Corpus(kind=kind, split=part, sha256=checksum(found), texts=texts)


def checksum(path: Path) -> str:
    """Returns the SHA-256 of a file, or of the names and SHA-256 of a folder's files, sorted by name."""
    if path.is_file():
        return hashlib.sha256(path.read_bytes()).hexdigest()
    whole = hashlib.sha256()
    for file in sorted(item for item in path.rglob("*") if item.is_file()):
        whole.update(f"{file.relative_to(path).as_posix()}\0{checksum(file)}\n".encode())
    return whole.hexdigest()


def _view(label: str, gold: str, ours: str | None = None, twin: tuple[str, str] | None = None) -> View:
    return View(label, frozenset((ours or label).split()), frozenset(gold.split()), twin)


def _labels(views: Iterable[View]) -> tuple[str, ...]:
    return tuple(view.label for view in views)


def _file_named(names: Mapping[Split, str]) -> Callable[[Path, Split], Path]:
    return lambda path, split: path / names[split] if path.is_dir() else path


def _brat_folder(path: Path, split: Split) -> Path:
    return path if path.is_dir() and any(path.glob("*.txt")) else path / split


_PHEE = tuple(
    _view(label, label) for label in "DRUG EVENT DISORDER AGE SEX TIME DURATION DOSE ROUTE FREQUENCY".split()
)
# PHEE marks some stretches as TIME and as DURATION; a record gives a stretch one label.
_PHEE_TIMES = (
    _view("TIME, either", "TIME", "TIME", ("DURATION", "DURATION")),
    _view("DURATION, either", "DURATION", "DURATION", ("TIME", "TIME")),
    _view("TIME or DURATION", "TIME DURATION", "TIME DURATION"),
)
# A disease is an event or a disorder by what a text says of it, which these two corpora do not tell.
_DISEASE = ("EVENT or DISORDER", "EVENT DISORDER")
_BC5CDR = (_view("DRUG", "Chemical"), _view(_DISEASE[0], "Disease", _DISEASE[1]))
_MACCROBAT = (
    _view("AGE", "Age"),
    _view("SEX", "Sex"),
    _view("DRUG", "Medication"),
    _view("THERAPY", "Therapeutic_procedure"),
    _view(_DISEASE[0], "Sign_symptom Disease_disorder", _DISEASE[1]),
    _view("DOSE", "Dosage"),
    _view("DURATION", "Duration"),
    _view("BODY_SITE", "Biological_structure"),
    _view("SEVERITY", "Severity"),
)
_MACCROBAT_MORE = (
    _view("FREQUENCY", "Frequency"),
    _view("TIME", "Time Date"),
    _view("OUTCOME", "Outcome"),
)
_MACCROBAT_APART = (
    _view("EVENT", "Sign_symptom"),
    _view("DISORDER", "Disease_disorder"),
    _view("DRUG or THERAPY", "Medication Therapeutic_procedure", "DRUG THERAPY"),
)

KINDS: Mapping[str, CorpusKind] = {
    kind.name: kind
    for kind in (
        CorpusKind(
            name="phee",
            views=_PHEE + _PHEE_TIMES,
            totals={ALL: _labels(_PHEE)},
            rules=(Overlap.LONGEST,),
            discontinuous=Discontinuous.PARTS,
            # Ids are PMID_sentence.
            unit=lambda text_id: text_id.partition("_")[0],
            locate=_file_named({split: f"{split}.json" for split in Split}),
            read=read_phee,
        ),
        CorpusKind(
            name="bc5cdr",
            views=_BC5CDR,
            totals={ALL: _labels(_BC5CDR)},
            rules=(Overlap.INNERMOST, Overlap.LONGEST),
            discontinuous=Discontinuous.WHOLE,
            unit=str,
            locate=_file_named(
                {
                    Split.TRAIN: "CDR_TrainingSet.PubTator.txt",
                    Split.DEV: "CDR_DevelopmentSet.PubTator.txt",
                    Split.TEST: "CDR_TestSet.PubTator.txt",
                }
            ),
            read=read_pubtator,
        ),
        CorpusKind(
            name="maccrobat",
            views=_MACCROBAT + _MACCROBAT_MORE + _MACCROBAT_APART,
            totals={ALL: _labels(_MACCROBAT), ALL_MAPPED: _labels(_MACCROBAT + _MACCROBAT_MORE)},
            rules=(Overlap.INNERMOST, Overlap.LONGEST),
            discontinuous=Discontinuous.PARTS,
            unit=str,
            locate=_brat_folder,
            read=read_brat,
        ),
        # Only the parts in a case are labelled there, so its mentions are not scored.
        CorpusKind(
            name="roles",
            views=(),
            totals={},
            rules=(Overlap.LONGEST,),
            discontinuous=Discontinuous.PARTS,
            unit=str,
            locate=_file_named({split: f"marked-{split}.jsonl" for split in Split}),
            read=read_marked,
        ),
    )
}
