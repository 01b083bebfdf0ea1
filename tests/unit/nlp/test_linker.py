"""Codes of terminologies for mentions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Span

from caseline.errors import ConfigError
from caseline.nlp.layers import ABBREVIATIONS, CODES, MENTIONS
from caseline.nlp.linker import MEDDRA_VARIABLE, TERMINOLOGIES_VARIABLE, Linker
from caseline.nlp.linking.alike import same_name
from caseline.nlp.linking.keys import key_of
from caseline.nlp.linking.variants import is_plural, is_short_form, noun_of, without_degree
from tests.marked import blank, parse, spans_of
from tests.unit.nlp.own_terminologies import csv_file, meddra_folder


@pytest.fixture(scope="module")
def nlp() -> Language:
    made = blank()
    made.add_pipe("caseline_codes", name="codes")
    made.add_pipe("caseline_linker", name="linker")
    return made


def linked(nlp: Language, source: str, long_forms: dict[str, str] | None = None) -> list[Span]:
    marked = parse(source)
    doc = nlp.make_doc(marked.text)
    doc.spans[MENTIONS] = spans_of(doc, marked)
    doc._.set(ABBREVIATIONS, long_forms)
    for _, component in nlp.pipeline:
        doc = component(doc)
    return list(doc.spans[MENTIONS])


def codes(nlp: Language, source: str, long_forms: dict[str, str] | None = None) -> dict[str, tuple[str, str]]:
    """Returns {system: (code, match)} of the only mention of a sentence."""
    [span] = linked(nlp, source, long_forms)
    return {system: (code, match) for system, code, _, match, _ in span._.get(CODES)}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("[petechiae](EVENT)", {"HPO": ("HP:0000967", "name")}, id="name"),
        pytest.param("[petechiae](EVENT)", {"UMLS": ("C0031256", "reference")}, id="what-hpo-refers-to"),
        pytest.param("[heart failure](DISORDER)", {"MeSH": ("D006333", "name")}, id="disorder"),
        pytest.param("[failure of the heart](DISORDER)", {"MeSH": ("D006333", "name")}, id="word-order"),
        pytest.param("[cardiac failures](EVENT)", {"MeSH": ("D006333", "name")}, id="plural-and-adjective"),
        pytest.param("[anaemia](EVENT)", {"ICD10CM": ("D64.9", "name")}, id="british"),
        pytest.param("[severe headache](EVENT)", {"MeSH": ("D006261", "similar")}, id="degree-left-out"),
        pytest.param("[severe headache](EVENT)", {"UMLS": ("C0018681", "reference")}, id="and-referred-to"),
        pytest.param("[hypotensive](EVENT)", {"MeSH": ("D007022", "similar")}, id="adjective"),
        pytest.param("[hepatotoxicty](EVENT)", {"MeSH": ("D056486", "similar")}, id="slip-of-the-pen"),
        pytest.param("[breast cancer](DISORDER)", {"MeSH": ("D001943", "synonym")}, id="synonym"),
        pytest.param("[alemtuzumab](DRUG)", {"DrugBank": ("DB00087", "name")}, id="drug"),
        pytest.param("[prograf](DRUG)", {"MeSH": ("D016559", "synonym")}, id="brand"),
        pytest.param("[dexamathasone](DRUG)", {"DrugBank": ("DB01234", "similar")}, id="drug-misspelt"),
        pytest.param("[prednisone](THERAPY)", {"DrugBank": ("DB00635", "name")}, id="drug-as-therapy"),
        pytest.param(
            "[glutamate](DRUG)", {"MeSH": ("D018698", "synonym")}, id="singular-is-another-than-plural"
        ),
        pytest.param("[dextran](DRUG)", {"MeSH": ("D003911", "name")}, id="not-what-is-a-salt-of-it"),
        pytest.param("[alcohol](DRUG)", {"DrugBank": ("DB00898", "synonym")}, id="the-one-that-is-drunk"),
        pytest.param(
            "[recurrent urinary tract infections](EVENT)", {"HPO": ("HP:0000010", "name")}, id="often"
        ),
        pytest.param("[chronic sinusitis](EVENT)", {"ICD10CM": ("J32.9", "name")}, id="chronic"),
        pytest.param("[myocardial infarction](EVENT)", {"ICD10CM": ("I21.9", "synonym")}, id="always-acute"),
        pytest.param("[type 2 diabetes](DISORDER)", {"ICD10CM": ("E11.9", "synonym")}, id="type"),
        pytest.param("[joint pain](EVENT)", {"ICD10CM": ("M25.50", "name")}, id="of-no-certain-joint"),
        pytest.param(
            "[malignant melanoma](DISORDER)",
            {"ICD10CM": ("C43.9", "synonym")},
            id="of-no-certain-site-and-known-with-its-word-more",
        ),
        pytest.param("[bursitis](EVENT)", {"ICD10CM": ("M71.9", "synonym")}, id="of-no-certain-bursa"),
        pytest.param("[edema](EVENT)", {"ICD10CM": ("R60.9", "name")}, id="of-no-certain-place"),
        pytest.param("[nearly fainted](EVENT)", {"HPO": ("HP:0031972", "synonym")}, id="nearly"),
        pytest.param("[impaired consciousness](EVENT)", {"HPO": ("HP:0004372", "synonym")}, id="not-lost"),
        pytest.param("[raised blood pressure](EVENT)", {"HPO": ("HP:0032263", "synonym")}, id="one-reading"),
        pytest.param("[hepatitis C](DISORDER)", {"ICD10CM": ("B19.20", "name")}, id="of-no-certain-course"),
        pytest.param("[chronic hepatitis C](DISORDER)", {"ICD10CM": ("B18.2", "name")}, id="course"),
        pytest.param(
            "[stabbing pain](EVENT)", {"HPO": ("HP:0012531", "similar")}, id="listed-with-a-word-more"
        ),
        pytest.param(
            "[stabbing pain behind the breastbone](EVENT)",
            {"HPO": ("HP:0100749", "similar")},
            id="pain-and-its-place",
        ),
        pytest.param(
            "[hepatitis B infection](DISORDER)", {"MeSH": ("D006509", "synonym")}, id="empty-word-more"
        ),
    ],
)
def test_codes(nlp: Language, source: str, expected: dict[str, tuple[str, str]]) -> None:
    found = codes(nlp, source)
    assert {system: found.get(system) for system in expected} == expected


@pytest.mark.parametrize(
    ("source", "systems"),
    [
        pytest.param("[ARF](EVENT)", {"MeSH", "ICD10CM"}, id="acronym-that-nobody-defines"),
        pytest.param("[Ca](DRUG)", {"MeSH"}, id="symbol"),
        pytest.param("[antibiotics](DRUG)", {"DrugBank"}, id="class"),
        pytest.param("[quinolones](DRUG)", {"DrugBank"}, id="class-spelt-like-a-drug"),
        pytest.param("[steroids](DRUG)", {"DrugBank"}, id="class-of-hormones"),
        pytest.param("[methylprednisone](DRUG)", {"MeSH"}, id="drug-spelt-like-another"),
        pytest.param("[unheard of pain](EVENT)", {"MeSH", "ICD10CM"}, id="meaningful-words-left-out"),
        pytest.param("[blue chest pain](EVENT)", {"MeSH", "ICD10CM", "UMLS"}, id="one-meaningful-word"),
        pytest.param("[petechiae](DRUG)", {"HPO", "MeSH", "DrugBank"}, id="event-called-a-drug"),
        pytest.param("[alemtuzumab](EVENT)", {"HPO", "MeSH", "DrugBank"}, id="drug-called-an-event"),
        pytest.param("[plasma exchange](THERAPY)", {"MeSH", "DrugBank"}, id="procedure"),
        pytest.param("[left arm](BODY_SITE)", {"HPO", "MeSH"}, id="place"),
        pytest.param("[severe](EVENT)", {"HPO", "MeSH"}, id="nothing-but-its-degree"),
        pytest.param("[urinary tract infection](EVENT)", {"HPO"}, id="that-comes-again"),
        pytest.param("[URTI](EVENT)", {"HPO"}, id="acronym-of-what-comes-again"),
        pytest.param("[diaphragmatic hernia](DISORDER)", {"HPO"}, id="from-birth"),
        pytest.param("[primary pulmonary hypertension](DISORDER)", {"MeSH"}, id="in-a-family"),
        pytest.param("[sinusitis](EVENT)", {"ICD10CM"}, id="chronic"),
        pytest.param("[acute hepatitis](EVENT)", {"ICD10CM"}, id="by-a-virus"),
        pytest.param("[diabetes](DISORDER)", {"ICD10CM"}, id="of-a-type"),
        pytest.param("[liver injury](EVENT)", {"ICD10CM"}, id="by-outer-force"),
        pytest.param("[galactorrhea](EVENT)", {"ICD10CM"}, id="of-a-mother"),
        pytest.param("[hyperchloremic metabolic acidosis](EVENT)", {"ICD10CM"}, id="of-a-newborn"),
        pytest.param("[atrophy](EVENT)", {"ICD10CM"}, id="of-an-orbit"),
        pytest.param("[death](EVENT)", {"ICD10CM"}, id="of-unknown-cause"),
        pytest.param("[pseudolithiasis](EVENT)", {"HPO", "MeSH"}, id="what-only-looks-like-it"),
        pytest.param("[perioperative complications](EVENT)", {"MeSH"}, id="peroperative"),
        pytest.param("[lopinavir/ritonavir](DRUG)", {"DrugBank"}, id="one-of-two-drugs"),
        pytest.param("[Kaletra](DRUG)", {"DrugBank"}, id="one-of-two-drugs-by-brand"),
        pytest.param("[ampicillin/sulbactam](DRUG)", {"DrugBank"}, id="ester-of-two-drugs"),
        pytest.param("[somatostatin analogue](DRUG)", {"DrugBank", "MeSH"}, id="one-of-its-class"),
    ],
)
def test_rather_none_than_a_wrong_code(nlp: Language, source: str, systems: set[str]) -> None:
    assert not systems & set(codes(nlp, source))


def test_an_abbreviation_goes_by_its_long_form(nlp: Language) -> None:
    assert codes(nlp, "[ARF](EVENT)", {"ARF": "acute renal failure"})["MeSH"] == ("D058186", "synonym")
    assert codes(nlp, "[EMB](DRUG)") == {"DrugBank": ("DB00330", "synonym")}
    assert codes(nlp, "[EMB](DRUG)", {"EMB": "endomyocardial biopsy"}) == {}
    assert codes(nlp, "[CPA](DRUG)")["DrugBank"] == ("DB00531", "synonym")
    assert codes(nlp, "[CPA](DRUG)", {"CPA": "cyclopentyl adenosine"}) == {}
    assert codes(nlp, "[CHF](EVENT)", {"CHF": "congestive heart failure"})["HPO"][0] == "HP:0001635"
    assert codes(nlp, "[CHF](EVENT)", {"CHF": "congenital hepatic fibrosis"})["HPO"][0] == "HP:0002612"


def test_what_the_lexicon_says_comes_first_and_stays(nlp: Language) -> None:
    [span] = linked(nlp, "[multiple sclerosis](DISORDER)")
    first, *others = span._.get(CODES)
    assert span.kb_id_ == "ICD10CM:G35"
    assert first[:2] == ["ICD10CM", "G35"]
    assert [each[0] for each in others].count("ICD10CM") == 0


def test_words_that_the_lexicon_left_out_are_told(nlp: Language) -> None:
    [span] = linked(nlp, "[progressive dyspnea](EVENT)")
    [system, _, display, match, score] = span._.get(CODES)[0]
    assert (system, display, match) == ("HPO", "Dyspnea", "similar")
    assert score < 1
    assert "UMLS" not in codes(nlp, "[progressive dyspnea](EVENT)")


def test_one_code_a_system_and_json_only(nlp: Language) -> None:
    for span in linked(nlp, "[petechiae](EVENT), [epistaxis](EVENT), [kava](DRUG), [arm](BODY_SITE)"):
        links = span._.get(CODES)
        assert len({each[0] for each in links}) == len(links)
        assert json.loads(json.dumps(links)) == links


def test_without_the_linker_there_is_none(nlp: Language) -> None:
    with nlp.select_pipes(disable=["linker"]):
        [span] = linked(nlp, "[petechiae](EVENT)")
    assert span._.get(CODES) is None


def test_own_terminologies(tmp_path: Path) -> None:
    linker = Linker(blank(), "linker", least={}, least_own=0.92)
    assert "MedDRA" not in linker.versions
    linker.add_own(
        meddra=str(meddra_folder(tmp_path)), terminologies=[str(csv_file(tmp_path, "zelinavir,L04AX99,ATC"))]
    )
    assert linker.versions["MedDRA"] == "27.0"
    nlp = blank()
    nlp.add_pipe("caseline_codes")
    doc = nlp.make_doc("petechiae nose bleed zelinavir headache")
    doc.spans[MENTIONS] = [
        Span(doc, start, end, label=label)
        for start, end, label in ((0, 1, "EVENT"), (1, 3, "EVENT"), (3, 4, "DRUG"), (4, 5, "EVENT"))
    ]
    doc = linker(nlp.get_pipe("caseline_codes")(doc))
    found = [{each[0]: each[1] for each in span._.get(CODES)} for span in doc.spans[MENTIONS]]
    assert found[0]["MedDRA"] == "19999901"  # the file's, not the one that HPO refers to
    assert found[1]["MedDRA"] == "19999903"
    assert found[2]["ATC"] == "L04AX99"
    assert "MedDRA" not in found[3]


def test_hpo_refers_to_codes_of_an_own_terminology_only_where_it_has_them(
    nlp: Language, tmp_path: Path
) -> None:
    assert codes(nlp, "[ileus](EVENT)")["MedDRA"] == ("10021328", "reference")
    own = blank()
    own.add_pipe("caseline_codes")
    own.add_pipe("caseline_linker", config={"meddra": str(meddra_folder(tmp_path))})
    assert "MedDRA" not in codes(own, "[ileus](EVENT)")


def test_files_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(MEDDRA_VARIABLE, str(meddra_folder(tmp_path)))
    monkeypatch.setenv(TERMINOLOGIES_VARIABLE, str(csv_file(tmp_path, "zelinavir,L04AX99,ATC")))
    nlp = blank()
    nlp.add_pipe("caseline_codes")
    nlp.add_pipe("caseline_linker")
    assert codes(nlp, "[petechiae](EVENT)")["MedDRA"] == ("19999901", "name")
    assert codes(nlp, "[zelinavir](DRUG)")["ATC"] == ("L04AX99", "name")
    monkeypatch.setenv(MEDDRA_VARIABLE, str(tmp_path / "nowhere"))
    with pytest.raises(ConfigError, match="cannot read MedDRA"):
        blank().add_pipe("caseline_linker")


@settings(max_examples=150, deadline=None)
@given(
    text=st.text(min_size=1, max_size=60),
    label=st.sampled_from(["EVENT", "DISORDER", "DRUG", "THERAPY", "AGE"]),
)
def test_any_text_gives_the_same_codes_twice(nlp: Language, text: str, label: str) -> None:
    doc = nlp.make_doc(text)
    doc.spans[MENTIONS] = [Span(doc, 0, len(doc), label=label, span_id="ner")] if len(doc) else []
    for _, component in nlp.pipeline:
        doc = component(doc)
    first = [span._.get(CODES) for span in doc.spans[MENTIONS]]
    nlp.get_pipe("linker").forget()
    assert [list(map(list, each)) for each in nlp.get_pipe("linker").find(doc)] == first
    for links in first:
        assert all(0 <= score <= 1 and code for _, code, _, _, score in links)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("Failure, Heart", "heart failures", id="order-and-plural"),
        pytest.param("haemorrhagic anaemia", "hemorrhagic anemia", id="spelling"),
        pytest.param("renal failure", "kidney failure", id="organ"),
        pytest.param("red-cell aplasia", "red cell aplasia", id="hyphens"),
        pytest.param("pain in the chest", "chest pain", id="small-words"),
    ],
)
def test_keys_that_meet(one: str, other: str) -> None:
    assert key_of(one) == key_of(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("vitamin a", "vitamin", id="letter"),
        pytest.param("migraine with aura", "migraine without aura", id="without"),
        pytest.param("chest pain", "pain", id="word"),
    ],
)
def test_keys_that_stay_apart(one: str, other: str) -> None:
    assert key_of(one) != key_of(other)


KNOWN = frozenset({"prednisolone", "prednisone", "hypotension", "hypertension", "diabete", "type", "1", "2"})


@pytest.mark.parametrize(
    ("key", "other", "expected"),
    [
        pytest.param("dexamathasone", "dexamethasone", True, id="slip"),
        pytest.param("co trimoxazole", "cotrimoxazole", True, id="parted"),
        pytest.param("prednisone", "prednisolone", False, id="both-are-drugs"),
        pytest.param("hypotention", "hypertension", False, id="another-beginning"),
        pytest.param("1 diabete type", "2 diabete type", False, id="number"),
        pytest.param("chest pain severe", "chest pain", False, id="a-word-more"),
        pytest.param("deep pain", "deer pain", False, id="short-word"),
        pytest.param("complication perioperative", "complication peroperative", False, id="around-or-during"),
    ],
)
def test_same_name(key: str, other: str, expected: bool) -> None:
    assert same_name(key, other, known=KNOWN) is expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("MTX", True),
        ("5-FU", True),
        ("Ca", True),
        ("HbA1", True),
        ("FK506", False),
        ("gout", False),
        ("HIVAN", False),
    ],
)
def test_short_forms(name: str, expected: bool) -> None:
    assert is_short_form(name) is expected


def test_variants_of_a_name() -> None:
    assert without_degree("very severe chest pain") == "chest pain"
    assert without_degree("severe") == "severe"
    assert without_degree("chest pain") == "chest pain"
    assert noun_of("neutropenic") == "neutropenia"
    assert noun_of("toxic") == "toxic"
    assert noun_of("hypotensive shock") == "hypotensive shock"
    assert is_plural("the statins")
    assert not is_plural("abacavirus")
