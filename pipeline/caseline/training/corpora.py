"""The corpora a tagger learns from, each with what of it is learnt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from caseline.errors import ReadingError
from caseline.training.brat import read_brat
from caseline.training.phee import join_times, read_phee
from caseline.training.pieces import split_texts
from caseline.training.pubtator import read_pubtator
from caseline.training.role_texts import (
    DISEASE,
    DISEASE_CODES,
    KINDS_FILE,
    MARKED,
    TREATMENT_CODES,
    name_of,
    read_kinds,
    read_marked,
)
from caseline.training.texts import LabelledSpan, LabelledText, labelled

# MACCROBAT's labels that are learnt. The others are too rare, of no use to a case or, as its histories are,
# long spans that hide the disorders within. Tests and their results are no label of a record: they are learnt
# so that "calcium" in a table of results is not taken for a drug.
MACCROBAT_LABELS = frozenset(
    {
        "Age",
        "Biological_structure",
        "Clinical_event",
        "Date",
        "Diagnostic_procedure",
        "Disease_disorder",
        "Dosage",
        "Duration",
        "Frequency",
        "Lab_value",
        "Medication",
        "Personal_background",
        "Severity",
        "Sex",
        "Sign_symptom",
        "Therapeutic_procedure",
    }
)
# The corpus of our own marked texts.
CASES = "cases"
# What a name can be in each role, the likelier first. A history is a disease as a rule, and an operation, or a drug
# that the patient was allergic to, at times.
_TREATMENTS = ("drug", "procedure")
_KINDS_OF = dict.fromkeys(TREATMENT_CODES, _TREATMENTS) | dict.fromkeys(
    DISEASE_CODES, (DISEASE, *_TREATMENTS)
)
# Where annotators gave two roles to the same words, the one that a case cannot do without.
PHEE_TIES = ("EVENT",)
_MARKED = f"the marked texts and of {KINDS_FILE}, such as annotations/roles"
_PARTS = ("train", "dev")
_PAPERS = ("Training", "Development")

Pieces = Callable[[Iterable[LabelledText]], Iterator[LabelledText]]


@dataclass(frozen=True, slots=True)
class Corpus:
    """A corpus's name, its texts to learn from and to choose by, and how to cut long ones.

    `prefer` are the labels that win where two stand on the same words.
    """

    name: str
    train: tuple[LabelledText, ...]
    dev: tuple[LabelledText, ...]
    pieces: Pieces
    prefer: tuple[str, ...] = ()

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels of the training texts, sorted."""
        return tuple(sorted({span.label for text in self.train for span in text.spans}))


def read_corpora(*, bc5cdr: Path, maccrobat: Path, phee: Path) -> tuple[Corpus, ...]:
    """Reads the three corpora from their folders as published.

    Raises:
        ReadingError: When a file is missing or malformed.
        AlignmentError: When an annotation does not select its text.
    """
    papers = [tuple(read_pubtator(corpus_file(bc5cdr, f"CDR_{part}Set.PubTator.txt"))) for part in _PAPERS]
    documents = [_keep(read_brat(maccrobat / part), MACCROBAT_LABELS) for part in _PARTS]
    sentences = [tuple(join_times(read_phee(corpus_file(phee, f"{part}.json")))) for part in _PARTS]
    return (
        Corpus("bc5cdr", train=papers[0], dev=papers[1], pieces=split_texts),
        Corpus("maccrobat", train=documents[0], dev=documents[1], pieces=split_texts),
        Corpus("phee", train=sentences[0], dev=sentences[1], pieces=iter, prefer=PHEE_TIES),
    )


def read_cases(folder: Path) -> Corpus:
    """Reads the texts that bear marks of roles as a corpus of names: every drug, procedure and disease told in them.

    Raises:
        ReadingError: When a file is missing or malformed.
    """
    kinds = read_kinds(corpus_file(folder, KINDS_FILE, what=_MARKED))
    train, dev = (
        tuple(
            _named(path, text, kinds, source)
            for source in MARKED
            for path in [corpus_file(folder, f"{source}-{part}.jsonl", what=_MARKED)]
            for text in read_marked(path)
        )
        for part in _PARTS
    )
    return Corpus(CASES, train=train, dev=dev, pieces=split_texts)


def corpus_file(folder: Path, name: str, *, what: str = "the corpus as published") -> Path:
    """Returns a file of a corpus's folder.

    Raises:
        ReadingError: When it is not there.
    """
    path = folder / name
    if not path.is_file():
        raise ReadingError(str(folder), f"holds no {name}; name the folder of {what}")
    return path


def _named(path: Path, text: LabelledText, kinds: Mapping[str, frozenset[str]], source: str) -> LabelledText:
    """Returns a marked text with the kind of each name instead of its role, as far as a tagger learns it."""
    spans = []
    for span in text.spans:
        name = name_of(text.text[span.start : span.end])
        known = kinds.get(name, None if span.label[0] in TREATMENT_CODES else frozenset({DISEASE}))
        if known is None:
            raise ReadingError(
                str(path), f"{text.id} marks {name!r}, whose kind {KINDS_FILE} beside it does not tell"
            )
        if (kind := next((kind for kind in _KINDS_OF[span.label[0]] if kind in known), None)) is not None:
            spans.append(LabelledSpan(span.start, span.end, kind))
    return labelled(f"{source}:{text.id}", text.text, spans)


def _keep(texts: Iterable[LabelledText], labels: frozenset[str]) -> tuple[LabelledText, ...]:
    return tuple(
        LabelledText(text.id, text.text, tuple(span for span in text.spans if span.label in labels))
        for text in texts
    )
