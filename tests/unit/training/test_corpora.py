"""The three corpora as they are published, and what of them is learnt."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.unit.training.toy import write_marked

from caseline.errors import ReadingError
from caseline.training.corpora import MACCROBAT_LABELS, Corpus, read_cases, read_corpora
from caseline.training.texts import LabelledSpan, LabelledText

PAPER = (
    "7|t|Rash after kava.\n7|a|A man took kava.\n7\t0\t4\tRash\tDisease\tD1\n7\t11\t15\tkava\tChemical\tC1\n"
)
CASE = "A woman had a rash in 2001."
MARKS = "T1\tSex 2 7\twoman\nT2\tSign_symptom 14 18\trash\nT3\tDate 22 26\t2001\nT4\tHistory 0 18\tA woman had a rash\n"
SENTENCE = {
    "id": "9_1",
    "context": "Two weeks after kava she bled.",
    "annotations": [
        {
            "events": [
                {
                    "event_id": "E1",
                    "event_type": "Adverse_event",
                    "Effect": {"text": [["bled"]], "start": [[25]], "entity_id": ["T1"]},
                    "Treatment": {
                        "text": [["kava"]],
                        "start": [[16]],
                        "entity_id": ["T2"],
                        "Drug": {"text": [["kava"]], "start": [[16]], "entity_id": ["T5"]},
                        "Duration": {"text": [["Two weeks"]], "start": [[0]], "entity_id": ["T3"]},
                        "Time_elapsed": {"text": [["Two weeks"]], "start": [[0]], "entity_id": ["T4"]},
                    },
                }
            ]
        }
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for part in ("Training", "Development"):
        (tmp_path / f"CDR_{part}Set.PubTator.txt").write_text(PAPER, encoding="utf-8")
    for part in ("train", "dev"):
        (tmp_path / part).mkdir()
        (tmp_path / part / "1.txt").write_text(CASE, encoding="utf-8")
        (tmp_path / part / "1.ann").write_text(MARKS, encoding="utf-8")
        (tmp_path / f"{part}.json").write_text(json.dumps(SENTENCE) + "\n", encoding="utf-8")
    return tmp_path


def read(folder: Path) -> dict[str, Corpus]:
    return {corpus.name: corpus for corpus in read_corpora(bc5cdr=folder, maccrobat=folder, phee=folder)}


def test_order_is_that_of_the_heads(folder: Path) -> None:
    assert list(read(folder)) == ["bc5cdr", "maccrobat", "phee"]


@pytest.mark.parametrize(
    ("name", "labels"),
    [
        pytest.param("bc5cdr", ("Chemical", "Disease"), id="bc5cdr"),
        pytest.param("maccrobat", ("Date", "Sex", "Sign_symptom"), id="maccrobat-without-histories"),
        pytest.param("phee", ("DRUG", "EVENT", "TIME_AND_DURATION"), id="phee-with-joined-times"),
    ],
)
def test_labels(folder: Path, name: str, labels: tuple[str, ...]) -> None:
    corpus = read(folder)[name]
    assert corpus.labels == labels
    assert len(corpus.train) == len(corpus.dev) == 1


def test_labels_are_those_of_training_alone() -> None:
    def text(label: str) -> tuple[LabelledText, ...]:
        return (LabelledText("1", "kava", (LabelledSpan(0, 4, label),)),)

    assert Corpus("x", train=text("DRUG"), dev=text("EVENT"), pieces=iter).labels == ("DRUG",)


def test_long_texts_are_cut_and_sentences_are_not(folder: Path) -> None:
    corpora = read(folder)
    assert [text.id for text in corpora["bc5cdr"].pieces(corpora["bc5cdr"].train)] == ["7@0", "7@17"]
    assert [text.id for text in corpora["phee"].pieces(corpora["phee"].train)] == ["9_1"]


def test_events_win_a_tie_in_phee(folder: Path) -> None:
    assert {name: corpus.prefer for name, corpus in read(folder).items()} == {
        "bc5cdr": (),
        "maccrobat": (),
        "phee": ("EVENT",),
    }


def test_maccrobat_labels_that_hide_others_are_left_out() -> None:
    assert "History" not in MACCROBAT_LABELS


MARKED = (
    "[[Rash|E]] after [[kava|S]] and [[a  Graft|T]]; [[kava|H]] before, [[gout|N]], [[coffee|N]], [[him|N]]."
)
NAMES = [
    ("Rash", "disease"),
    ("kava", "drug"),
    ("a  Graft", "procedure"),
    ("kava", "drug"),
    ("gout", "disease"),
    ("coffee", "drug"),
]


KINDS = "a graft\tprocedure\ncoffee\tdrug\ngout\tdisease\ngout\tdrug\nhim\tother\nkava\tdrug\n"


def test_marked_texts_are_a_corpus_of_names(tmp_path: Path) -> None:
    write_marked(tmp_path, kinds=KINDS, text=MARKED)
    corpus = read_cases(tmp_path)
    assert (corpus.name, corpus.labels) == ("cases", ("disease", "drug", "procedure"))
    assert [[text.id for text in part] for part in (corpus.train, corpus.dev)] == [
        ["marked:1", "papers:1", "notes:1"]
    ] * 2
    text = corpus.train[0]
    assert [(text.text[span.start : span.end], span.label) for span in text.spans] == NAMES


@pytest.mark.parametrize(
    ("kinds", "message"),
    [
        pytest.param(KINDS.replace("coffee\tdrug\n", ""), "1 marks 'coffee', whose kind", id="one"),
        pytest.param("him\tother\n", "1 marks 'kava', whose kind", id="nearly-all"),
    ],
)
def test_name_without_a_kind(tmp_path: Path, kinds: str, message: str) -> None:
    write_marked(tmp_path, kinds=kinds, text=MARKED)
    with pytest.raises(ReadingError, match=message):
        read_cases(tmp_path)


def test_marked_texts_that_are_missing(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match=r"holds no kinds\.tsv; name the folder of the marked texts"):
        read_cases(tmp_path)


@pytest.mark.parametrize(
    "kinds",
    ["kava", "kava\tdrugs", "\tdrug", "kava\tdrug\n\n"],
    ids=["no-kind", "unknown", "no-name", "blank"],
)
def test_kinds_that_are_wrong(tmp_path: Path, kinds: str) -> None:
    write_marked(tmp_path, kinds=kinds, text=MARKED)
    with pytest.raises(ReadingError, match="is no name with its kind"):
        read_cases(tmp_path)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        pytest.param("CDR_DevelopmentSet.PubTator.txt", r"holds no CDR_Dev", id="bc5cdr"),
        pytest.param("dev/1.txt", r"holds no \.txt files", id="maccrobat-texts"),
        pytest.param("dev/1.ann", r"has no 1\.ann", id="maccrobat-marks"),
        pytest.param("train.json", r"holds no train\.json", id="phee"),
    ],
)
def test_file_that_is_missing(folder: Path, name: str, message: str) -> None:
    (folder / name).unlink()
    with pytest.raises(ReadingError, match=message):
        read(folder)
