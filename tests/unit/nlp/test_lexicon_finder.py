"""Terms in sentences: what is found, what is not, and what a mention is called."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc

from caseline.nlp.layers import LEXICON
from caseline.nlp.lexicon_finder import LexiconFinder, find_terms, lookup
from caseline.nlp.lexicon_store import COLUMNS, PACKAGED, Lexicon, load_lexicon
from caseline.nlp.tokenizer import make_clinical_tokenizer
from tests.marked import parse


def _blank() -> Language:
    nlp = spacy.blank("en")
    nlp.tokenizer = make_clinical_tokenizer(nlp)
    return nlp


_NLP = _blank()
_FINDER = LexiconFinder(_NLP, "lexicon", lexicons=[load_lexicon(name) for name in PACKAGED])


@pytest.fixture(scope="module")
def lexicons() -> list[Lexicon]:
    return [load_lexicon(name) for name in PACKAGED]


@pytest.fixture(scope="module")
def finder(lexicons: list[Lexicon]) -> LexiconFinder:
    return LexiconFinder(spacy.blank("en"), "lexicon", lexicons=lexicons)


FOUND = [
    pytest.param("She took [ibuprofen](DRUG) and [Lipitor](DRUG).", id="generic-and-brand"),
    pytest.param(
        "[MTX](DRUG), [5-FU](DRUG), [5FU](DRUG) and [TMP/SMX](DRUG) were stopped.", id="short-forms"
    ),
    pytest.param("He received [high](X) dose [steroids](DRUG) and [iv.Ig](DRUG).", id="classes"),
    pytest.param("[Perhexiline maleate](DRUG) was begun.", id="salt"),
    pytest.param("the second dose of the [Pfizer-BioNTech COVID-19 vaccine](DRUG)", id="vaccine-maker"),
    pytest.param("[MMR](DRUG), [Tdap](DRUG) and [BNT162b2](DRUG) were given.", id="vaccines"),
    pytest.param("six cycles of [CHOP](DRUG)", id="regimen"),
    pytest.param("[Cisplatin](DRUG)-induced [ototoxicity](EVENT)", id="drug-induced"),
    pytest.param("[heparin](DRUG)-induced [thrombocytopenia](EVENT)", id="drug-inside-a-longer-term"),
    pytest.param("[calcium](DRUG) 500 mg daily and [potassium](DRUG) 20 mEq", id="doses-of-minerals"),
    pytest.param("[Haemorrhages](EVENT), [oedema](EVENT) and [diarrhoea](EVENT)", id="british"),
    pytest.param("[nasal bleeding](EVENT), [low platelet levels](EVENT)", id="lay-wording"),
    pytest.param(
        "He [felt dizzy](EVENT), [threw up](EVENT) and [passed out](EVENT).", id="narrative-wording"
    ),
    pytest.param("[Injection site pain](EVENT) and [chills](EVENT)", id="vaccine-reaction"),
    pytest.param("[elevated liver enzymes](EVENT)", id="laboratory-event"),
    pytest.param("[non-Hodgkin's lymphoma](DISORDER)", id="prefix-and-possessive"),
    pytest.param(
        "[Crohn's](DISORDER) and [relapsing-remitting multiple sclerosis](DISORDER)", id="disorders"
    ),
    pytest.param("a patient with [MS](DISORDER) and [RA](DISORDER)", id="disorders-short"),
    pytest.param("[red cell transfusions](THERAPY) and [plasma exchange](THERAPY)", id="therapies"),
    pytest.param("[oxygen](THERAPY) by mask, then [mechanical ventilation](THERAPY)", id="ventilation"),
    pytest.param("on the [left antecubital](BODY_SITE) and the [lower back](BODY_SITE)", id="sites"),
    pytest.param("[redness](EVENT) of [both legs](BODY_SITE)", id="side-before-site"),
    pytest.param("over the [right and left lower legs](BODY_SITE)", id="two-sides"),
    pytest.param("on the [face and neck](BODY_SITE)", id="two-sites"),
    pytest.param("It spread to [back](BODY_SITE) and [arms](BODY_SITE).", id="sites-without-article"),
    pytest.param("[HPV](DRUG) #2 and [Menactra](DRUG) given.", id="virus-numbered"),
    pytest.param("received [Hep A](DRUG), [HPV](DRUG) and [Tdap](DRUG) today", id="virus-in-a-list-given"),
    pytest.param("after the 2nd dose of [hepatitis B](DRUG)", id="dose-of-a-virus"),
    pytest.param("[Varicella](DRUG) and [MMR](DRUG) given on Monday", id="virus-given"),
    pytest.param("[MMR](DRUG), [VAR](DRUG), [Hep A](DRUG)", id="vaccines-in-a-list"),
    pytest.param(
        "[Tdap](DRUG), [Menactra](DRUG) and [HPV](DRUG) on the last day", id="virus-beside-a-vaccine"
    ),
    pytest.param("[hep B](DRUG)/[Hib](DRUG) combo", id="virus-with-a-slash"),
    pytest.param("[Moderna](DRUG) in May. After the second [shot](DRUG) she slept.", id="shot-of-a-vaccine"),
    pytest.param("Her 12 month [shots](DRUG), [MMR](DRUG)", id="shots-of-a-child"),
    pytest.param("seen 3 hr p/[vax](DRUG)", id="after-vax"),
    pytest.param("I got my [booster](DRUG) at noon.", id="booster-tells-itself"),
    pytest.param("The baby had her 4 month [shots](DRUG) today.", id="month-tells"),
    pytest.param("Right after [shot](DRUG) I left.", id="shot-of-nothing-named"),
    pytest.param("She had [hepatitis B](DISORDER) and [varicella](EVENT).", id="virus-as-disease"),
    pytest.param("[hepatitis B](DISORDER) given her history", id="given-that"),
    pytest.param("vitamin D levels; [vitamin D deficiency](EVENT)", id="deficiency-is-no-drug"),
]

NOT_FOUND = [
    pytest.param("The NMDA receptor and dopamine receptors were studied.", id="receptors"),
    pytest.param("positive for HPV, RSV was detected, tested for HPV 16", id="viruses-found"),
    pytest.param(
        "After the shot from the gun; a long shot; the shot was taken at noon", id="shots-of-others"
    ),
    pytest.param("once vaccinated, the first shot of whiskey; the booster seat", id="shot-of-and-seat"),
    pytest.param("my first shot on goal; a rocket booster", id="shot-and-booster-otherwise"),
    pytest.param("HPV, RSV and PCV of 45", id="viruses-in-a-list"),
    pytest.param("anti-rituximab antibodies", id="antibodies-to-a-drug"),
    pytest.param("Serum zinc was low and potassium was 3.1 mmol/L.", id="laboratory-values"),
    pytest.param("calcium 9.2 mg/dL; magnesium level 0.8", id="mass-per-volume"),
    pytest.param("oxygen saturation of 91%", id="saturation"),
    pytest.param("They came back to face the audience, on the other hand.", id="adverbs-and-verbs"),
    pytest.param("He did ask ms Ra for a pet.", id="lower-case-is-no-acronym"),
    pytest.param("A DOUBLE BLIND CHOP STUDY WITHIN SEVERAL CENTRES", id="acronym-between-capitals"),
    pytest.param("The rigor of the study is high; collecting and ordering samples.", id="ordinary-words"),
    pytest.param("water, egg, protein, enzymes and hemoglobin", id="foods-and-proteins"),
    pytest.param("No adverse events and no side effects", id="generic-words"),
    pytest.param("Severe renal\n\nfailure of the experiment", id="term-across-paragraphs"),
]


def _texts(doc: Doc) -> list[tuple[int, int, str]]:
    return [(span.start_char, span.end_char, span.label_) for span in doc.spans[LEXICON]]


@pytest.mark.parametrize("source", FOUND)
def test_terms_are_found(source: str, finder: LexiconFinder) -> None:
    marked = parse(source)
    doc = finder(_NLP.make_doc(marked.text))
    assert _texts(doc) == [span for span in marked.spans if span[2] != "X"]


@pytest.mark.parametrize("text", NOT_FOUND)
def test_other_words_are_not(text: str, finder: LexiconFinder) -> None:
    doc = finder(_NLP.make_doc(text))
    assert [span.text for span in doc.spans[LEXICON]] == []


def test_without_lexicons_nothing_is_found() -> None:
    """The control: the table above holds no sentence that an empty finder would satisfy."""
    empty = LexiconFinder(spacy.blank("en"), "lexicon", lexicons=[])
    for case in FOUND:
        assert _texts(empty(_NLP.make_doc(parse(case.values[0]).text))) == []


def test_spans_carry_code_and_finder(finder: LexiconFinder) -> None:
    doc = finder(_NLP.make_doc("Petechiae after alemtuzumab and a skin graft"))

    shown = [(span.text, span.kb_id_, span.id_) for span in doc.spans[LEXICON]]

    assert shown == [
        ("Petechiae", "HPO:HP:0000967", "lexicon"),
        ("alemtuzumab", "DrugBank:DB00087", "lexicon"),
        ("skin graft", "", "lexicon"),
    ]


def test_a_term_begins_and_ends_with_a_token(lexicons: list[Lexicon]) -> None:
    nlp = spacy.blank("en")
    doc = Doc(nlp.vocab, words=["acute", "cisplatin-induced", "rash"])

    LexiconFinder(nlp, "lexicon", lexicons=lexicons)(doc)

    assert [span.text for span in doc.spans[LEXICON]] == ["rash"]


def test_a_second_run_changes_nothing(finder: LexiconFinder) -> None:
    doc = _NLP.make_doc("rash and fever after ibuprofen")
    once = _texts(finder(doc))
    assert _texts(finder(doc)) == once


@settings(deadline=None, max_examples=150)
@given(
    st.lists(
        st.sampled_from(
            ["ibuprofen", "non", "-", "Hodgkin", "'s", "lymphoma", "/", "(", "5", "FU", "left", "and", "right", "leg",
             "ALT", "3.1", "mg", "\n\n", "potassium", "maleate", "MS", ",", "Crohn’s", "é", "vaccine", "\u00ad", "🙂"]
        ),
        max_size=12,
    ),
    st.sampled_from(["", " "]),
)  # fmt: skip
def test_spans_slice_the_text(words: list[str], joint: str) -> None:
    text = joint.join(words)
    doc = _NLP.make_doc(text)
    reached = 0
    for found in _FINDER.find(doc):
        assert reached <= found.start < found.end <= len(text)
        assert doc.char_span(found.start, found.end) is not None
        assert text[found.start : found.end].strip() == text[found.start : found.end]
        reached = found.end


@settings(deadline=None)
@given(st.text(max_size=60))
def test_any_text_can_be_searched(text: str) -> None:
    for found in find_terms(_FINDER.lexicons, text):
        assert text[found.start : found.end]


NAMED = [
    pytest.param("Alemtuzumab", None, "DrugBank:DB00087", "Alemtuzumab", id="exact"),
    pytest.param("salbutamol", None, "DrugBank:DB01001", "Albuterol", id="synonym"),
    pytest.param("MTX", "DRUG", "DrugBank:DB00563", "Methotrexate", id="short-form"),
    pytest.param(
        "high-dose methylprednisolone infusion", None, "DrugBank:DB00959", "Methylprednisolone", id="strip"
    ),
    pytest.param("severe thrombocytopaenia", "EVENT", "HPO:HP:0001873", "Thrombocytopenia", id="severity"),
    pytest.param("drug-induced hepatitis", "EVENT", "HPO:HP:0012115", "Hepatitis", id="drug-induced"),
    pytest.param("low platelet count", "EVENT", "HPO:HP:0001873", "Thrombocytopenia", id="lay-wording"),
    pytest.param("nosebleeds", "EVENT", "HPO:HP:0000421", "Epistaxis", id="lay-plural"),
    pytest.param("heparin-induced thrombocytopenia", "EVENT", "HPO:HP:0011874", None, id="kept-for-look-up"),
    pytest.param("hypertension", "DISORDER", "ICD10CM:I10", "Hypertension", id="as-a-disorder"),
    pytest.param("hypertension", "EVENT", "HPO:HP:0000822", "Hypertension", id="as-an-event"),
]


@pytest.mark.parametrize(("text", "label", "code", "display"), NAMED)
def test_mentions_get_their_names(
    text: str, label: str | None, code: str, display: str | None, lexicons: list[Lexicon]
) -> None:
    entry = lookup(lexicons, text, label=label)
    assert entry is not None
    assert entry.concept_id == code
    assert display in {None, entry.display}


@pytest.mark.parametrize(
    ("text", "label"),
    [
        pytest.param("", None, id="empty"),
        pytest.param("severe", None, id="only-a-modifier"),
        pytest.param("therapy", "DRUG", id="only-a-tail"),
        pytest.param("alemtuzumab", "EVENT", id="another-label"),
        pytest.param("unheardofumab", "DRUG", id="unknown"),
        pytest.param("chest pain and rash", "EVENT", id="two-things"),
    ],
)
def test_other_mentions_get_none(text: str, label: str | None, lexicons: list[Lexicon]) -> None:
    assert lookup(lexicons, text, label=label) is None


@pytest.fixture
def small(tmp_path: Path) -> Language:
    """A pipeline with a lexicon of one row, quick to save and to run in two processes."""
    path = tmp_path / "mine.csv"
    path.write_text(f"{','.join(COLUMNS)}\nexamplol,DRUG,,,lower,x,2026-01-01,\n", encoding="utf-8")
    nlp = _blank()
    nlp.add_pipe("caseline_lexicon", config={"lexicons": [str(path)]})
    return nlp


def test_a_users_lexicon_is_found_and_fits(small: Language) -> None:
    doc = small("Give Examplol.")
    assert [span.text for span in doc.spans[LEXICON]] == ["Examplol"]
    assert not any(small.analyze_pipes()["problems"].values())


def test_a_saved_pipeline_finds_the_same(small: Language, tmp_path: Path) -> None:
    small.to_disk(tmp_path / "saved")
    again = spacy.load(tmp_path / "saved")
    assert _texts(again("Give examplol.")) == _texts(small("Give examplol.")) == [(5, 13, "DRUG")]
    assert again.from_bytes(small.to_bytes()).config == small.config


def test_two_processes_find_the_same(small: Language) -> None:
    texts = ["Give examplol.", "Nothing here.", "examplol twice: examplol"]
    assert [_texts(doc) for doc in small.pipe(texts, n_process=2)] == [_texts(small(text)) for text in texts]


def test_digests_name_each_file(finder: LexiconFinder) -> None:
    assert set(finder.digests) == set(PACKAGED)
    assert all(len(digest.removeprefix("sha256:")) == 64 for digest in finder.digests.values())
    json.dumps(finder.digests)
