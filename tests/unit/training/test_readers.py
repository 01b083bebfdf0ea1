"""The three corpus readers, on files of their format written here."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from caseline.errors import AlignmentError, ReadingError
from caseline.training.brat import read_brat
from caseline.training.phee import TIME_AND_DURATION, join_times, read_phee
from caseline.training.pubtator import read_pubtator
from caseline.training.texts import LabelledText

SENTENCE = "A man of 58 bled badly two days after oral warfarin 5 mg for clots."


def stretches(texts: Iterable[LabelledText]) -> list[list[tuple[str, str]]]:
    return [[(text.text[span.start : span.end], span.label) for span in text.spans] for text in texts]


def argument(*mentions: str, **roles: Any) -> dict[str, Any]:
    """A PHEE argument; a mention's parts are divided by a bar."""
    parts = [mention.split("|") for mention in mentions]
    starts = [[SENTENCE.index(part) for part in each] for each in parts]
    return {"text": parts, "start": starts, "entity_id": [f"T{n}" for n, _ in enumerate(parts)], **roles}


def phee_file(tmp_path: Path, *events: dict[str, Any], text: str = SENTENCE, end: str = "\n") -> Path:
    path = tmp_path / "train.json"
    record = {"id": "9_1", "context": text, "annotations": [{"events": list(events)}]}
    path.write_bytes((json.dumps(record) + end).encode())
    return path


def event(kind: str = "Adverse_event", **arguments: Any) -> dict[str, Any]:
    return {"event_id": "E1", "event_type": kind, "Trigger": argument("after"), **arguments}


PHEE = [
    pytest.param(event(Effect=argument("bled")), [("bled", "EVENT")], id="effect"),
    pytest.param(
        event("Potential_therapeutic_event", Effect=argument("bled")), [], id="effect-of-therapy-is-no-event"
    ),
    pytest.param(
        event(Subject=argument("A man of 58", Gender=argument("man"), Age=argument("58"))),
        [("man", "SEX"), ("58", "AGE")],
        id="subject-roles",
    ),
    pytest.param(
        event(
            Treatment=argument(
                "oral warfarin 5 mg for clots",
                Drug=argument("warfarin"),
                Dosage=argument("5 mg"),
                Route=argument("oral"),
                Time_elapsed=argument("two days after"),
                Disorder=argument("clots"),
            )
        ),
        [
            ("two days after", "TIME"),
            ("oral", "ROUTE"),
            ("warfarin", "DRUG"),
            ("5 mg", "DOSE"),
            ("clots", "DISORDER"),
        ],
        id="treatment-roles",
    ),
    pytest.param(event(Severity=argument("badly")), [("badly", "SEVERITY")], id="argument-without-roles"),
    pytest.param(
        event(Effect=argument("bled|clots")), [("bled", "EVENT"), ("clots", "EVENT")], id="discontinuous"
    ),
    pytest.param(
        event(Effect=argument("bled badly", "bled")),
        [("bled", "EVENT"), ("bled badly", "EVENT")],
        id="nested-both-kept",
    ),
    pytest.param(event(Subject=argument("man")), [], id="argument-itself-without-label"),
]


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize(("record", "expected"), PHEE)
def test_phee(tmp_path: Path, record: dict[str, Any], expected: list[tuple[str, str]], end: str) -> None:
    path = phee_file(tmp_path, record, end=end)
    assert stretches(read_phee(path)) == [expected]


def test_phee_same_span_of_two_events_once(tmp_path: Path) -> None:
    path = phee_file(tmp_path, event(Effect=argument("bled")), event(Effect=argument("bled")))
    assert stretches(read_phee(path)) == [[("bled", "EVENT")]]


TIMES = [
    pytest.param({"Time_elapsed": "two days"}, ["TIME"], id="time"),
    pytest.param({"Duration": "two days"}, ["DURATION"], id="duration"),
    pytest.param({"Time_elapsed": "two days", "Duration": "two days"}, [TIME_AND_DURATION], id="both"),
    pytest.param(
        {"Time_elapsed": "two days after", "Duration": "two days"},
        ["DURATION", "TIME"],
        id="not-the-same-words",
    ),
]


@pytest.mark.parametrize(("roles", "labels"), TIMES)
def test_times_joined(tmp_path: Path, roles: dict[str, str], labels: list[str]) -> None:
    treatment = argument("warfarin", Drug=argument("warfarin"), **{k: argument(v) for k, v in roles.items()})
    (text,) = join_times(read_phee(phee_file(tmp_path, event(Treatment=treatment))))
    assert [span.label for span in text.spans] == [*labels, "DRUG"]


def brat_folder(tmp_path: Path, text: str, *lines: str) -> Path:
    (tmp_path / "case.txt").write_bytes(text.encode())
    (tmp_path / "case.ann").write_bytes("".join(f"{line}\n" for line in lines).encode())
    return tmp_path


BRAT = [
    pytest.param("He bled.", ["T1\tSign 3 7\tbled"], [("bled", "Sign")], id="one"),
    pytest.param(
        "left and right arm",
        ["T1\tPart 0 4;15 18\tleft arm", "T2\tPart 9 18\tright arm"],
        [("left", "Part"), ("right arm", "Part"), ("arm", "Part")],
        id="discontinuous-and-nested",
    ),
    pytest.param(
        "He bled.\r\nShe died.", ["T1\tSign 14 18\tdied"], [("died", "Sign")], id="crlf-counts-two-characters"
    ),
    pytest.param(
        "severe\nbleeding",
        ["T1\tSign 0 15\tsevere bleeding"],
        [("severe\nbleeding", "Sign")],
        id="over-lines",
    ),
    pytest.param(
        "He bled.", ["E1\tSign:T1", "R1\tBEFORE Arg1:E1 Arg2:E2\t", "#1\tNote T1\tx"], [], id="no-text-bound"
    ),
]


@pytest.mark.parametrize(("text", "lines", "expected"), BRAT)
def test_brat(tmp_path: Path, text: str, lines: list[str], expected: list[tuple[str, str]]) -> None:
    documents = list(read_brat(brat_folder(tmp_path, text, *lines)))
    assert [document.id for document in documents] == ["case"]
    assert documents[0].text == text
    assert stretches(documents) == [expected]


PAPERS = [
    "1|t|Warfarin bleeds.",
    "1|a|Clots | went.",
    "1\t0\t8\tWarfarin\tChemical\tD1",
    "1\t17\t22\tClots\tDisease\tD2|D3\tone|two",
    "1\tCID\tD1\tD2",
    "",
    "2|t|Nothing.",
    "2|a|",
    "",
]


@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["lf", "crlf"])
def test_pubtator(tmp_path: Path, end: str) -> None:
    path = tmp_path / "papers.txt"
    path.write_bytes(end.join(PAPERS).encode())
    texts = list(read_pubtator(path))
    assert [(text.id, text.text) for text in texts] == [
        ("1", "Warfarin bleeds.\nClots | went."),
        ("2", "Nothing.\n"),
    ]
    assert stretches(texts) == [[("Warfarin", "Chemical"), ("Clots", "Disease")], []]


def wrong_phee(tmp_path: Path) -> list[LabelledText]:
    shifted = argument("bled")
    shifted["start"][0][0] += 1
    return list(read_phee(phee_file(tmp_path, event(Effect=shifted))))


def wrong_brat(tmp_path: Path) -> list[LabelledText]:
    return list(read_brat(brat_folder(tmp_path, "He bled.", "T1\tSign 4 8\tbled")))


def beyond_the_end(tmp_path: Path) -> list[LabelledText]:
    return list(read_brat(brat_folder(tmp_path, "He bled.", "T1\tSign 30 34\tbled")))


def wrong_pubtator(tmp_path: Path) -> list[LabelledText]:
    path = tmp_path / "papers.txt"
    path.write_text("1|t|Title.\n1|a|Text.\n1\t0\t4\tText\tDisease\tD1\n", encoding="utf-8")
    return list(read_pubtator(path))


@pytest.mark.parametrize("read", [wrong_phee, wrong_brat, beyond_the_end, wrong_pubtator])
def test_offsets_must_select_their_text(tmp_path: Path, read: Callable[[Path], object]) -> None:
    with pytest.raises(AlignmentError):
        read(tmp_path)


def not_json(tmp_path: Path) -> object:
    (tmp_path / "train.json").write_text("\n{\n", encoding="utf-8")
    return list(read_phee(tmp_path / "train.json"))


def other_json(tmp_path: Path) -> object:
    (tmp_path / "train.json").write_text('\n{"id": "1"}\n', encoding="utf-8")
    return list(read_phee(tmp_path / "train.json"))


def unequal_parts(tmp_path: Path) -> object:
    uneven = argument("bled|clots")
    uneven["start"][0].pop()
    return list(read_phee(phee_file(tmp_path, event(Effect=uneven), end="\n")))


def no_documents(tmp_path: Path) -> object:
    return list(read_brat(tmp_path))


def no_standoff(tmp_path: Path) -> object:
    (tmp_path / "case.txt").write_text("He bled.", encoding="utf-8")
    return list(read_brat(tmp_path))


def malformed_standoff(tmp_path: Path) -> object:
    return list(read_brat(brat_folder(tmp_path, "He bled.", "E1\tSign:T1", "T1\tSign 3-7\tbled")))


def no_abstract(tmp_path: Path) -> object:
    (tmp_path / "papers.txt").write_text("\n1|t|Title.\n1\t0\t5\tTitle\tDisease\tD1\n", encoding="utf-8")
    return list(read_pubtator(tmp_path / "papers.txt"))


def words_for_offsets(tmp_path: Path) -> object:
    text = "1|t|Title.\n1|a|Text.\n1\tx\ty\tTitle\tDisease\tD1\n"
    (tmp_path / "papers.txt").write_text(text, encoding="utf-8")
    return list(read_pubtator(tmp_path / "papers.txt"))


@pytest.mark.parametrize(
    ("read", "message"),
    [
        pytest.param(not_json, "line 2 is not a PHEE record", id="phee-not-json"),
        pytest.param(other_json, "line 2 is not a PHEE record: KeyError", id="phee-other-json"),
        pytest.param(unequal_parts, "line 1 is not a PHEE record", id="phee-unequal-parts"),
        pytest.param(no_documents, "holds no .txt files", id="brat-empty-folder"),
        pytest.param(no_standoff, r"has no case\.ann beside it", id="brat-no-ann"),
        pytest.param(malformed_standoff, r"case\.ann: line 2 is not", id="brat-malformed"),
        pytest.param(no_abstract, "line 2 does not begin a record", id="pubtator-no-abstract"),
        pytest.param(words_for_offsets, "line 3: offsets must be whole numbers", id="pubtator-offsets"),
    ],
)
def test_malformed_files(tmp_path: Path, read: Callable[[Path], object], message: str) -> None:
    with pytest.raises(ReadingError, match=message):
        read(tmp_path)
