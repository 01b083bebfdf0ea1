"""Terminologies of the user's own, and what is wrong with some."""

from __future__ import annotations

from pathlib import Path

import pytest

from caseline.errors import ConfigError, LexiconError
from caseline.nlp.linking.own import load_csv, load_meddra
from tests.unit.nlp.own_terminologies import LOWEST, PREFERRED, csv_file, meddra_folder


def test_meddra(tmp_path: Path) -> None:
    own = load_meddra(meddra_folder(tmp_path))
    terminology = own.terminology
    assert (terminology.system, terminology.version) == ("MedDRA", "27.0")
    assert own.labels == ("EVENT", "DISORDER")
    named = terminology.named("Nose bleed")
    assert named is not None
    assert named.code == "19999903"
    other = terminology.named("bleeds nose")  # two terms of one preferred term: the first
    assert other is not None
    assert other.code == "19999903"
    assert terminology.named("nosebleed of old") is None  # no longer current
    several = terminology.named("spots, red")  # of two preferred terms: none
    assert several is not None
    assert several.code == ""
    printed = terminology.named("spot red")
    assert printed is not None
    assert printed.code == "19999907"


@pytest.mark.parametrize(
    ("name", "given", "expected"),
    [
        pytest.param("MedDRA_27_0_English", "", "27.0", id="name"),
        pytest.param("MedDRA_27_1_English/MedAscii", "", "27.1", id="name-around-it"),
        pytest.param("dictionary", "", "", id="none"),
        pytest.param("MedDRA_27_0_English", "28.0", "28.0", id="given"),
    ],
)
def test_version_of_meddra(tmp_path: Path, name: str, given: str, expected: str) -> None:
    assert load_meddra(meddra_folder(tmp_path, name=name), version=given).terminology.version == expected


def test_the_folder_around_the_files_will_do(tmp_path: Path) -> None:
    folder = meddra_folder(tmp_path, name="MedDRA_27_1_English/MedAscii").parent
    assert load_meddra(folder).terminology.version == "27.1"


@pytest.mark.parametrize(
    ("lowest", "preferred", "message"),
    [
        pytest.param("19999901$Petechiae\n", PREFERRED, r"llt.asc, row 1: has 2 fields", id="fields"),
        pytest.param(
            LOWEST + "1999$Rash$19999901$$$$$$$Y$$\n", PREFERRED, "row 7: '1999' is no MedDRA", id="code"
        ),
        pytest.param("19999901$ $19999901$$$$$$$Y$$\n", PREFERRED, "row 1: has no name", id="name"),
        pytest.param(
            LOWEST, "19999902$Epistaxis$$1$\n", "row 1: preferred term '19999901' is not in", id="parent"
        ),
        pytest.param(LOWEST, "19999902\n", "pt.asc, row 1: has 1 fields", id="preferred"),
        pytest.param(LOWEST + "\udcff\n", PREFERRED, "llt.asc, row 7: is not UTF-8", id="bytes"),
    ],
)
def test_broken_meddra(tmp_path: Path, lowest: str, preferred: str, message: str) -> None:
    folder = meddra_folder(tmp_path, lowest=lowest, preferred=preferred)
    with pytest.raises(LexiconError, match=message):
        load_meddra(folder)


def test_no_meddra(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"pt.asc: cannot read MedDRA"):
        load_meddra(tmp_path)


def test_csv(tmp_path: Path) -> None:
    path = csv_file(
        tmp_path,
        "zelinavir,L04AX99,ATC,,2026",
        "Zelin,L04AX99,ATC,,",
        "rash,R1,House,disease,",
        header="name,code,system,kind,version",
    )
    atc, house = load_csv(path)
    assert (atc.terminology.system, atc.terminology.version, atc.labels) == ("ATC", "2026", ("DRUG",))
    named = atc.terminology.named("zelin")
    assert named is not None
    assert (named.code, named.is_name) == ("L04AX99", False)
    concept = atc.terminology.concept("L04AX99")
    assert concept is not None
    assert concept.display == "zelinavir"
    assert house.labels == ("EVENT", "DISORDER")


def test_a_name_of_two_codes_has_none(tmp_path: Path) -> None:
    [own] = load_csv(csv_file(tmp_path, "zelinavir,L01,ATC", "zelinavir,L02,ATC"))
    named = own.terminology.named("zelinavir")
    assert named is not None
    assert named.code == ""


@pytest.mark.parametrize(
    ("rows", "header", "message"),
    [
        pytest.param(["a,1"], "name,code", "row 1: has no column system", id="column"),
        pytest.param(["rash,R1,X", "fever,,X"], "name,code,system", "row 3: code is empty", id="empty"),
        pytest.param(["rash,R1"], "name,code,system", "row 2: has not the 3 columns", id="short"),
        pytest.param(["rash,R1,X,more"], "name,code,system", "row 2: has not the 3 columns", id="long"),
        pytest.param(['"rash,R1,X'], "name,code,system", "is not CSV", id="quote"),
        pytest.param(["--,R1,X"], "name,code,system", "row 2: name '--' has neither", id="signs"),
        pytest.param(["rash,R1,X,plant"], "name,code,system,kind", "row 2: kind 'plant'", id="kind"),
        pytest.param(
            ["rash,R1,X,1", "fever,R2,X,2"],
            "name,code,system,version",
            "row 3: X has version 2",
            id="versions",
        ),
        pytest.param(["rash,R\x001,X"], "name,code,system", "row 2: ", id="control-character"),
    ],
)
def test_broken_csv(tmp_path: Path, rows: list[str], header: str, message: str) -> None:
    with pytest.raises(LexiconError, match=message):
        load_csv(csv_file(tmp_path, *rows, header=header))


def test_no_csv(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot read the terminology"):
        load_csv(tmp_path / "none.csv")
