"""Sentence boundaries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from caseline.nlp.sentences import is_wrapped, sentence_bounds
from tests.marked import blank

NLP = blank()


@pytest.mark.parametrize(
    "sentences",
    [
        pytest.param(["Holm et al. reported it.", "He recovered."], id="et-al"),
        pytest.param(["The rash (Fig. 1) faded.", "It did not return."], id="figure"),
        pytest.param(["She was given 1.5 mg i.v. for two days.", "Then 2.0 mg."], id="dose-and-route"),
        pytest.param(["Nausea is common.(3)", "She vomited."], id="citation-in-brackets"),
        pytest.param(["Nausea is common.[12,13]", "She vomited."], id="citation-in-square-brackets"),
        pytest.param(["Nausea is common.3", "She took 400 mg.12,14–16", "It faded."], id="bare-citations"),
        pytest.param(
            ["It was found in vitro.¹²", "It was seen in 5%.8", "Then no more."], id="raised-citation"
        ),
        pytest.param(["Dr. A. B. Jansen saw her.", "She left."], id="initials"),
        pytest.param(["It was seen by J. Holm and A. Jansen.", "She left."], id="initial-behind-and"),
        pytest.param(["It was type A. B. Jansen typed it.", "She left."], id="letter-before-an-initial"),
        pytest.param(["She had 39.4 °C.", "He had 101 °F.", "A swab was taken."], id="degrees"),
        pytest.param(["She had 38.5 C.", "He had 101.2 F.", "A swab was taken."], id="degrees-without-sign"),
        pytest.param(["She had hepatitis C.", "He took vitamin K.", "Both left."], id="letter-of-a-word"),
        pytest.param(
            ["Urea was 8 mmol/L.", "AST was 30 U/L.", "It fell to 5 × 10⁹/L.", "He ate."], id="per-litre"
        ),
        pytest.param(["He lost 1.5 L.", "She lost 2 L.", "Both had surgery by L. Holm."], id="litres"),
        pytest.param(
            ["He got 40 mg i.v.", "The rash faded.", "She got it b.i.d.", "On day 3 she left."],
            id="route-at-an-end",
        ),
        pytest.param(
            ["He got i.v. Solu-Medrol and p.o. Zyrtec.", "Then he left."], id="route-before-a-brand"
        ),
        pytest.param(["It was told by Holm et al.", "In our case it was not."], id="authors-at-an-end"),
        pytest.param(["Treatment vs. placebo failed.", "Why?", "Nobody knows!"], id="other-marks"),
        pytest.param(['He said "I am dizzy."', "He fell."], id="closing-quote"),
        pytest.param(["He left.", '"It was fine," she said.'], id="opening-quote"),
        pytest.param(["A fever of 38.5 was seen.", "5 days later it fell."], id="decimal-and-leading-number"),
        pytest.param(["Although rare\n", "It was seen once."], id="line-without-stop"),
        pytest.param(["3. Discussion\n", "The drug was stopped."], id="numbered-heading"),
        pytest.param(["Pt. Reports a rash.", "Given to the pt.", "Then home."], id="note-begins-with-pt"),
        pytest.param(["DX. GOUT.", "RT. KNEE SWOLLEN.", "TEMP. 101.2 TODAY."], id="notes-in-capitals"),
        pytest.param(["she felt ill.", "her arm hurt.", "i took 1.5 tablets q.d. for it."], id="no-capitals"),
    ],
)
def test_sentences(sentences: list[str]) -> None:
    text = "".join(part if part.endswith("\n") else part + " " for part in sentences).rstrip(" ")
    found = [sentence.text.strip() for sentence in NLP(text).sents]
    assert found == [sentence.strip() for sentence in sentences]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param("He went to the hospital.She stayed.", 2, id="between-words"),
        pytest.param("See www.example.Org or e.g.Holm for it.", 1, id="address-and-abbreviation"),
        pytest.param("It was Pseud.Aer in the Lab.", 1, id="names"),
        pytest.param("It is shown in Fig.3 As a list, vol.12 The Lancet.", 1, id="numbered-things"),
        pytest.param("The pH was 7.35 And fell to 0.5 Units in 2019.2020 He.", 1, id="decimals"),
    ],
)
def test_a_missing_space(text: str, count: int) -> None:
    assert len(list(NLP(text).sents)) == count


def test_wrapped_lines_are_one_sentence() -> None:
    line = "the patient had been treated for many years with tablets that he took"
    text = "\n".join([line] * 6) + "."
    assert is_wrapped(text)
    assert len(list(NLP(text).sents)) == 1


def test_paragraphs_are_not_wrapped_lines() -> None:
    text = "She was well.\nShe had a rash.\nIt went away.\nShe went home."
    assert not is_wrapped(text)
    assert len(list(NLP(text).sents)) == 4


@pytest.mark.parametrize(
    ("text", "lengths"),
    [
        pytest.param("rash " * 499 + ".", [500], id="long"),
        pytest.param("rash " * 1_100, [500, 500, 100], id="without-an-end"),
        pytest.param("rash " * 400 + ", " + "rash " * 200, [401, 200], id="behind-a-comma"),
        pytest.param("rash, " + "rash " * 600, [500, 102], id="comma-too-far-back"),
        pytest.param(("e" * 190 + " ") * 60, [41, 19], id="long-words"),
    ],
)
def test_a_sentence_without_an_end_is_cut(text: str, lengths: list[int]) -> None:
    assert [len(sentence) for sentence in NLP(text).sents] == lengths


def test_a_word_longer_than_any_sentence_stands_alone() -> None:
    doc = Doc(NLP.vocab, words=["e" * 9_000, "rash", "."])
    assert [len(sentence) for sentence in NLP.get_pipe("caseline_sentences")(doc).sents] == [1, 2]


@given(st.text(max_size=300))
def test_sentences_cover_any_text(text: str) -> None:
    doc = NLP(text)
    assert "".join(sentence.text_with_ws for sentence in doc.sents) == text


@given(st.text(max_size=300))
def test_bounds_are_those_of_spacy(text: str) -> None:
    doc = NLP(text)
    expected = [
        (sentence.start, sentence.end, sentence.start_char, sentence.end_char) for sentence in doc.sents
    ]
    assert [tuple(bounds) for bounds in sentence_bounds(doc)] == expected


def test_bounds_need_marked_sentences() -> None:
    with pytest.raises(ValueError, match="caseline_sentences"):
        sentence_bounds(NLP.make_doc("She left. He stayed."))
    assert len(sentence_bounds(NLP.make_doc("Nobody"))) == 1
