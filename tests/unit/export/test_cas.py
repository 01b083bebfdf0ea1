"""UIMA CAS: what INCEpTION imports, offsets as UIMA counts them, and XML that is refused."""

from __future__ import annotations

import importlib.util
import re
from io import BytesIO
from pathlib import Path

import cassis
import pytest

from caseline.errors import CaselineError, ReadingError
from caseline.export.cas import Cas
from caseline.export.cas_read import guarded, sheet_of_xmi
from caseline.export.cas_types import type_system
from caseline.export.cas_write import xmi, xml_text
from caseline.export.exchange import exported, sheet_of
from caseline.export.merge import merged, unbased
from caseline.export.sheet import Sheet
from caseline.export.tools import Tool
from tests.unit.export.example import TEXT, example, written

XMI = xmi(sheet_of(example(), "one"))
TYPES = type_system().to_xml().encode()
BOMB = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {two} "{f"&{one};" * 10}">' for one, two in zip("abcdefgh", "bcdefghi", strict=True)
)


def test_offsets_in_the_file_are_utf16() -> None:
    found = re.search(r'begin="(\d+)" end="(\d+)" mentionId="m3"', XMI.decode())
    assert found
    start = TEXT.index("zelinavir")
    # The face before it is two units wide.
    assert (int(found[1]), int(found[2])) == (start + 1, start + 10)


def test_any_cassis_reads_it_with_the_type_system_beside_it() -> None:
    cas = cassis.load_cas_from_xmi(BytesIO(XMI), typesystem=cassis.load_typesystem(BytesIO(TYPES)))
    drugs = [one.get_covered_text() for one in cas.select("caseline.Mention") if one.label == "DRUG"]
    assert drugs == ["zelinavir", "aspirin", "prednisone"]
    event = next(one for one in cas.select("caseline.Item") if one.itemId == "e1")
    assert {(link.role, link.target.mentionId) for link in event.evidence.elements} >= {("Onset", "m5")}
    tie = next(one for one in cas.select("caseline.Tie") if one.role == "Suspect")
    assert (tie.Governor.kind, tie.Dependent.kind) == ("event", "drug")
    assert cas.typecheck() == []


def test_layers_are_as_inception_wants_them() -> None:
    types = type_system()
    for relation, ends in (("caseline.Part", "caseline.Mention"), ("caseline.Tie", "caseline.Item")):
        named = {one.name: one.rangeType.name for one in types.get_type(relation).all_features}
        assert named["Governor"] == named["Dependent"] == ends
    link = {one.name: one.rangeType.name for one in types.get_type("caseline.EvidenceLink").all_features}
    assert link == {"role": "uima.cas.String", "target": "caseline.Mention"}


def test_control_characters_become_placeholders_and_come_back_from_the_base() -> None:
    assert xml_text("a\x00b\x0b\tc\ufffe\n😀\x85") == "a\ufffdb\ufffd\tc\ufffd\n😀\x85"
    sheet = Sheet("one", "a\x00b\rc")
    read = sheet_of_xmi(xmi(sheet), "one.xmi", "one")
    assert read.text == "a\ufffdb\rc"
    assert Cas().carried(sheet.text) == read.text


def test_changes_in_inception() -> None:
    types = type_system()
    cas = cassis.load_cas_from_xmi(BytesIO(XMI), typesystem=types)
    for one in list(cas.select("caseline.Mention")):
        if one.mentionId == "m4":
            one.label, one.negated = "THERAPY", True
    start = TEXT.index("mother")
    cas.add(types.get_type("caseline.Mention")(begin=start, end=start + 6, label="POPULATION"))
    read = sheet_of_xmi(cas.to_xmi().encode(), "one.xmi", "one", TYPES)
    found = merged(example(), written(Tool.CAS, example()), read)
    assert (found.mentions[3].label, found.mentions[3].negated) == ("THERAPY", True)
    assert next(one for one in found.mentions if one.id == "m12").text == "mother"
    assert found.cases == example().cases


def test_layers_of_others_are_passed_over() -> None:
    types = cassis.load_typesystem(BytesIO(TYPES))
    types.create_type("webanno.custom.Mood", "uima.tcas.Annotation")
    cas = cassis.load_cas_from_xmi(BytesIO(XMI), typesystem=types)
    cas.add(types.get_type("webanno.custom.Mood")(begin=0, end=1))
    data = cas.to_xmi().encode()
    for known in (None, types.to_xml().encode()):
        assert unbased(sheet_of_xmi(data, "one.xmi", "one", known)).cases == example().cases


@pytest.mark.parametrize(
    ("data", "said"),
    [
        pytest.param(b"<a><b></a>", "is no XML", id="broken"),
        pytest.param(b"", "is no XML", id="empty"),
        pytest.param(XMI[: len(XMI) // 2], "is no XML", id="cut"),
        pytest.param(b'<!DOCTYPE a><a x="1"/>', "has a document type", id="doctype"),
        pytest.param(
            b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
            "has a document type",
            id="xxe",
        ),
        pytest.param(f"{BOMB}]><x>&i;</x>".encode(), r"has a document type|is no XML", id="laughs"),
        pytest.param(
            f'{BOMB}]><x y="&i;"/>'.encode(), r"has a document type|is no XML", id="laughs-attribute"
        ),
        pytest.param(f"{BOMB}]><x/>".encode("utf-16"), r"has a document type|is no XML", id="utf16"),
    ],
)
def test_bad_and_unsafe_xml_is_refused(data: bytes, said: str) -> None:
    with pytest.raises(ReadingError, match=said):
        guarded(data, "one.xmi")


def test_an_unsafe_type_system_is_refused() -> None:
    with pytest.raises(ReadingError, match=r"TypeSystem\.xml\): has a document type"):
        sheet_of_xmi(XMI, "one.xmi", "one", b"<!DOCTYPE a><a/>")


@pytest.mark.parametrize(
    ("pattern", "by", "said"),
    [
        (r'label="DRUG"', 'label="PILL"', "the label 'PILL' is unknown"),
        (r'excluded="family"', 'excluded="so"', "excluded is 'so'"),
        (r'end="\d+" mentionId="m1"', 'end="9999" mentionId="m1"', "9999 lies outside the text"),
        (r'kind="drug"', 'kind="pill"', "the kind 'pill' is unknown"),
        (r'role="Onset"', 'role="Onst"', "the role 'Onst' is unknown"),
        (r'details="[^"]*"', 'details="{"', "is no JSON"),
        (r"<codes>[^<]*<", "<codes>none<", "'none' is no code"),
        (r'sofaString="[^"]*"', "", "holds no text"),
        (r'evidence="\d+', 'evidence="99999', "is no CAS that can be read"),
    ],
)
def test_bad_annotations_are_named(pattern: str, by: str, said: str) -> None:
    data, times = re.subn(pattern, by, XMI.decode(), count=1)
    assert times
    with pytest.raises(ReadingError) as caught:
        sheet_of_xmi(data.encode(), "one.xmi", "one")
    assert said in str(caught.value)


def test_without_the_extra_the_install_line_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caseline.export.cas.find_spec", lambda name: None)
    assert importlib.util.find_spec("cassis")
    with pytest.raises(CaselineError, match=r"pip install 'caseline\[cas\]'"):
        list(exported(Tool.CAS, [example()]))


def test_a_folder_is_read_with_its_type_system(tmp_path: Path) -> None:
    for name, pieces in exported(Tool.CAS, [example(), example()]):
        (tmp_path / name).write_bytes(b"".join(pieces))
    (tmp_path / "x.xmi").write_bytes(b"<x")
    found = list(Cas().read(str(tmp_path)))
    assert [isinstance(one, ReadingError) for one in found] == [False, False, True]


def test_evidence_may_be_linked_to_any_part_of_a_mention() -> None:
    first, second = re.findall(r'<caseline:Part.* Governor="(\d+)" Dependent="(\d+)"', XMI.decode())[0]
    data = XMI.replace(f'target="{first}"'.encode(), f'target="{second}"'.encode())
    assert data != XMI
    sheet = sheet_of_xmi(data, "one.xmi", "one")
    assert merged(example(), written(Tool.CAS, example()), sheet) == example()
