"""brat standoff: lines as brat has them, and what is wrong with others."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseline.errors import ReadingError
from caseline.export.brat import Brat
from caseline.export.brat_conf import annotation_conf, visual_conf
from caseline.export.brat_read import sheet_of_standoff
from caseline.export.brat_spans import as_note, covered, fragments, joined, noted
from caseline.export.brat_write import standoff
from caseline.export.exchange import exported, sheet_of
from caseline.export.merge import merged, unbased
from caseline.export.sheet import ITSELF, Kind, tidy
from caseline.export.tools import Tool
from caseline.schema.mention import Exclusion, Label
from caseline.schema.report import CaseReport
from tests.unit.export.example import TEXT, example, written

SHEET = sheet_of(example(), "one")
ANN = standoff(SHEET)
_AT, _CHEST = TEXT.index("pain;"), TEXT.index("chest")


def _read(ann: str, text: str = TEXT) -> CaseReport:
    return merged(example(), written(Tool.BRAT, example()), sheet_of_standoff("one", "one.ann", text, ann))


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("T3\tDRUG 27 36\tzelinavir", id="mention"),
        pytest.param(
            f"T8\tEVENT {_AT - 10} {_AT - 1};{_AT} {_AT + 4}\tabdominal pain", id="no-newline-inside"
        ),
        pytest.param(f"T7\tEVENT {_CHEST} {_CHEST + 5};{_AT} {_AT + 4}\tchest pain", id="discontinuous"),
        pytest.param("N1\tReference T3 ATC:L04%20AX%25\tzelinavir 100%25", id="code"),
        pytest.param("#3\tAnnotatorNotes T3\tfound_by=ner score=0.75", id="note"),
    ],
)
def test_lines(line: str) -> None:
    assert line in ANN.splitlines()


@pytest.mark.parametrize(
    "pattern",
    [
        pytest.param(r"^A\d+\tExcluded T10 family$", id="excluded"),
        pytest.param(r"^A\d+\tHistorical T10$", id="flag"),
        pytest.param(r"^E3\tCase_Drug:T\d+ Evidence:T3 Dose:T6$", id="drug"),
        pytest.param(r"^E5\tCase_Event:T\d+ Evidence:T7 Onset:T5 Outcome:T9 Suspect:E3$", id="event"),
        pytest.param(r"^A\d+\tDrugRole E3 suspect$", id="role"),
        pytest.param(r"^A\d+\tCaseId E3 c1$", id="case"),
        pytest.param(r"^A\d+\tItemId E3 d1$", id="item"),
        pytest.param(r"^E7\tCase_Therapy:T\d+ Evidence:T11 Treats:E5$", id="therapy"),
    ],
)
def test_structure(pattern: str) -> None:
    assert re.search(pattern, ANN, re.MULTILINE)


def test_every_type_and_name_of_the_file_is_configured() -> None:
    conf = annotation_conf([SHEET])
    named = {line.split("\t")[1].split(" ")[0] for line in ANN.splitlines() if line[0] in "TA"}
    configured = {line.split("\t")[0] for line in conf.splitlines()}
    assert named <= configured
    values = re.findall(r"^A\d+\t(\w+) \w+ (\S+)$", ANN, re.MULTILINE)
    allowed = dict(re.findall(r"^(\w+)\t.*Value:(\S+)$", conf, re.MULTILINE))
    assert values
    assert all(value in allowed[name].split("|") for name, value in values)
    assert all(f"\n{label}\t" in visual_conf() for label in Label)


def test_lines_of_ann_are_lines_for_python_too() -> None:
    text = "a\u2028b\x85c\x0bd e"
    record = unbased(sheet_of_standoff("one", "", text, "T1\tDRUG 0 1\ta\n"))
    case = {"id": "c1", "conditions": [{"id": "k1", "name": "x\u2028\x85y", "role": "history"}]}
    mention = record.mentions[0].model_copy(update={"end": 9, "text": text[:9]})
    wide = CaseReport.model_validate({**record.model_dump(), "mentions": [mention], "cases": [case]})
    ann = standoff(sheet_of(wide, "one"))
    assert ann.splitlines() == ann.removesuffix("\n").split("\n")
    assert unbased(sheet_of_standoff("one", "", text, ann)).cases == wide.cases


@given(st.text("ab\n\r \u2028", min_size=1, max_size=20), st.data())
def test_stretches_come_back_from_fragments(text: str, data: st.DataObject) -> None:
    cuts = data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=6, unique=True).map(sorted))
    parts = tuple(zip(cuts[::2], cuts[1::2], strict=False))
    pieces = fragments(text, parts)
    assert not set("\n\r\u2028") & set(covered(text, pieces))
    note = as_note(text, parts)
    assert (noted(text, tidy(pieces), note) if note else joined(text, pieces)) == parts


def test_a_note_of_another_place_is_not_believed() -> None:
    assert noted("ab\ncd", ((0, 1),), "as=0-2") is None
    assert noted("ab\ncd", ((0, 2),), "as=0-3") == ((0, 3),)


@pytest.mark.parametrize("end", ["\r\n", "\n\n"])
def test_other_ends_of_lines_in_the_ann_do_no_harm(end: str) -> None:
    assert _read(ANN.replace("\n", end)) == example()


def test_lines_of_others_are_passed_over() -> None:
    assert (
        _read(f"{ANN}R1\tBefore Arg1:T1 Arg2:T2\n*\tEquiv T1 T2\n#99\tAnnotatorNotes T1\tseen\n") == example()
    )


def test_what_brat_leaves_of_a_removed_mention_is_passed_over() -> None:
    found = _read(ANN.replace("T10\tEVENT", "T99\tEVENT"))
    assert found.mentions[9].excluded is None
    assert found.cases == example().cases


def test_an_event_drawn_over_bare_text_makes_a_mention() -> None:
    start = TEXT.index("mother")
    found = _read(f"{ANN}T90\tCase_Condition {start} {start + 6}\tmother\nE90\tCase_Condition:T90\n")
    assert (found.mentions[9].text, found.mentions[9].label) == ("mother", "DISORDER")
    assert found.cases[0].conditions[1].evidence == (found.mentions[9].id,)


def test_an_event_drawn_over_a_mention_rests_on_it() -> None:
    start = TEXT.index("rash")
    found = _read(f"{ANN}T90\tCase_Event {start} {start + 4}\trash\nE90\tCase_Event:T90 Suspect:E3\n")
    assert len(found.mentions) == len(example().mentions)
    event = found.cases[0].events[2]
    assert (event.name, event.evidence, event.suspects) == ("rash", ("m10",), ("d1",))


def test_attributes_and_spans_as_brat_changes_them() -> None:
    start = TEXT.index("aspirin")
    ann = ANN.replace(f"T4\tDRUG {start} {start + 7}\taspirin", f"T4\tDRUG {start} {start + 4}\taspi")
    found = _read(f"{ann}A98\tNegated T4\nA99\tExcluded T9 ruled_out\n")
    assert (found.mentions[3].text, found.mentions[3].negated) == ("aspi", True)
    assert found.mentions[8].excluded is Exclusion.RULED_OUT
    assert found.cases[0].events[0].outcome is None


def test_foreign_files_become_records() -> None:
    ann = "T1\tDRUG 0 1\ta\nT2b\tEVENT 2 3\tb\n"
    found = unbased(sheet_of_standoff("one", "one.ann", "a b", ann))
    assert [(one.id, one.label, one.found_by) for one in found.mentions] == [
        ("m1", "DRUG", "curator"),
        ("m2", "EVENT", "curator"),
    ]
    assert (found.provenance.caseline, found.document.source) == ("gold", "one.ann")


@pytest.mark.parametrize(
    ("line", "said"),
    [
        pytest.param("T1 DRUG 0 1 a", "is not T<id> TAB", id="no-tabs"),
        pytest.param("T1\tDRUG 0 x\ta", "is not T<id> TAB", id="no-number"),
        pytest.param("T1\tPILL 0 1\ta", "the label 'PILL' is unknown; use one of DRUG, EVENT", id="label"),
        pytest.param("T1\tDRUG 1 9\tb c", "1–9 lies outside the text, which has 5 characters", id="outside"),
        pytest.param("T1\tDRUG 2 2\t", "2–2 lies outside", id="empty"),
        pytest.param("T1\tDRUG 0 1\tb", "reads 'b', but the text has 'a' there", id="other-text"),
        pytest.param("X1\tDRUG 0 1\ta", "begins with 'X'", id="kind"),
        pytest.param(
            "A1\tNegatd T1", "the attribute 'Negatd' is unknown; use one of Negated", id="attribute"
        ),
        pytest.param("A1\tExcluded T1 why", "Excluded is 'why'; use one of negated, ruled_out", id="reason"),
        pytest.param("A1\tDrugRole E1 hero", "DrugRole is 'hero'; use one of suspect", id="choice"),
        pytest.param("A1\tCaseId E1 x", "CaseId is 'x'", id="case"),
        pytest.param("A1", "is not A<id> TAB", id="attribute-broken"),
        pytest.param("E1\tPill:T1", "the event type 'Pill' is unknown", id="event"),
        pytest.param("E1\tCase_Drug:T1 Dos:T2", "the role 'Dos' is unknown for Case_Drug", id="role"),
        pytest.param("E1", "is not E<id> TAB", id="event-broken"),
        pytest.param("N1\tReference T1 none", "is not N<id> TAB", id="code"),
        pytest.param('#1\tAnnotatorNotes E0\t{"a": ', "the note is no JSON", id="note"),
        pytest.param('#1\tAnnotatorNotes E0\t{"a": null}', "no JSON object of values", id="note-null"),
    ],
)
def test_a_bad_line_is_named(line: str, said: str) -> None:
    with pytest.raises(ReadingError) as caught:
        sheet_of_standoff("one", "one.ann", "a b c", f"E0\tCase_Drug:T9\n{line}\n")
    assert caught.value.where == "line 2"
    assert str(caught.value).startswith("one.ann, line 2: ")
    assert said in caught.value.reason


def test_an_id_twice_is_named() -> None:
    with pytest.raises(ReadingError, match=r"line 2: T1 is there already, in line 1"):
        sheet_of_standoff("one", "one.ann", "a b", "T1\tDRUG 0 1\ta\nT1\tDRUG 2 3\tb\n")


@pytest.mark.parametrize(
    ("files", "given", "said"),
    [
        pytest.param({"a.ann": b""}, ".", "has no a.txt beside it", id="no-text"),
        pytest.param({"a.txt": b""}, ".", "has no a.ann beside it", id="no-annotations"),
        pytest.param({"a.txt": b"\xff", "a.ann": b""}, ".", "is not UTF-8", id="text-not-utf8"),
        pytest.param({"a.txt": b"a\n", "a.ann": b"T1\n\xff"}, ".", "line 2: is not UTF-8", id="ann-not-utf8"),
        pytest.param({"a.md": b""}, ".", "holds no .ann or .txt file", id="nothing"),
        pytest.param({"a.md": b""}, "a.md", "is no .ann or .txt file", id="other"),
        pytest.param({}, "b.ann", "does not exist", id="missing"),
    ],
)
def test_bad_files(tmp_path: Path, files: dict[str, bytes], given: str, said: str) -> None:
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)
    with pytest.raises(ReadingError, match=said):  # noqa: PT012 - either raised or given back
        for one in Brat().read(str(tmp_path / given)):
            assert isinstance(one, ReadingError)
            raise one


def test_a_folder_is_read_by_name(tmp_path: Path) -> None:
    for name, pieces in exported(Tool.BRAT, [example(), example()]):
        (tmp_path / name).write_bytes(b"".join(pieces))
    found = list(Brat().read(str(tmp_path)))
    assert [one.name for one in found if not isinstance(one, ReadingError)] == sorted(
        {path.stem for path in tmp_path.glob("*.ann")}
    )
    assert len(found) == 2


def test_an_item_without_evidence_stands_where_its_case_does() -> None:
    sheet = replace(
        SHEET, nodes=tuple(node for node in SHEET.nodes if node.kind in {Kind.CASE, Kind.CONDITION})
    )
    places = re.findall(r"^T\d+\tCase\S* (.*)\t", standoff(sheet), re.MULTILINE)
    assert len(places) == 2
    assert len(set(places)) == 1
    read = sheet_of_standoff("one", "", TEXT, standoff(sheet))
    assert ITSELF not in read.nodes[1].evidence


def test_marks_that_a_program_numbered_anew_are_known_again() -> None:
    ann = re.sub(r"\bT(\d+)\b", lambda found: f"T{(int(found[1]) + 4) % 18 + 1}", ANN)
    assert _read(ann) == example()


def test_notes_that_somebody_deleted_or_wrote_over_lose_nothing() -> None:
    assert _read(re.sub(r"(?m)^#.*\n", "", ANN)) == example()
    assert _read(re.sub(r"(?m)^(#\d+\tAnnotatorNotes E\d+\t).*", r"\1checked", ANN)) == example()


def test_what_rested_on_an_arc_goes_with_it_though_the_note_is_deleted() -> None:
    found = _read(re.sub(r"(?m)^#.*\n", "", ANN).replace(" Onset:T5", ""))
    event = found.cases[0].events[0]
    assert (event.name, event.onset) == ("chest pain", None)


def test_a_byte_order_mark_before_the_annotations_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "one.txt").write_bytes(TEXT.encode())
    (tmp_path / "one.ann").write_bytes(b"\xef\xbb\xbf" + ANN.encode())
    (found,) = Brat().read(str(tmp_path))
    assert not isinstance(found, ReadingError)
    assert len(found.marks) == len(SHEET.marks)
