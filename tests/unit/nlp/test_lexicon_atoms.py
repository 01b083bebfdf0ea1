"""What counts as the same term: case, hyphens, British spelling, plurals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseline.nlp.lexicon_atoms import atoms, fold, fold_case_kept

SAME = [
    pytest.param("Anaemia", "anemia", id="case-and-ae"),
    pytest.param("oedema", "edema", id="oe"),
    pytest.param("diarrhoea", "diarrhea", id="oe-inside"),
    pytest.param("haemorrhages", "hemorrhage", id="ae-and-plural"),
    pytest.param("tumours", "tumor", id="our"),
    pytest.param("leucopenia", "leukopenia", id="leuco"),
    pytest.param("sulphate", "sulfate", id="sulph"),
    pytest.param("immunisation", "immunization", id="isation"),
    pytest.param("paralysed", "paralyzed", id="yse"),
    pytest.param("aluminium", "aluminum", id="aluminium"),
    pytest.param("petechiae", "petechia", id="latin-plural"),
    pytest.param("thromboses", "thrombosis", id="greek-plural"),
    pytest.param("ecchymoses", "ecchymosis", id="greek-plural-2"),
    pytest.param("thrombi", "thrombus", id="irregular-plural"),
    pytest.param("neuropathies", "neuropathy", id="ies"),
    pytest.param("rashes", "rash", id="es"),
    pytest.param("headaches", "headache", id="aches"),
    pytest.param("abscesses", "abscess", id="sses"),
    pytest.param("beta-blocker", "β blockers", id="greek-letter"),
    pytest.param("Guillain-Barré syndrome", "Guillain Barre syndrome", id="accent"),
    pytest.param("trimethoprim/sulfamethoxazole", "trimethoprim-sulfamethoxazole", id="slash"),
    pytest.param("anti-inflammatory", "antiinflammatory", id="prefix"),
    pytest.param("Crohn's disease", "Crohn disease", id="possessive"),
    pytest.param("Crohn’s disease", "Crohn's disease", id="curly-apostrophe"),
    pytest.param("5-FU", "5 fu", id="number-and-letters"),
    pytest.param("5FU", "5-FU", id="number-glued"),
    pytest.param("shortness\nof  breath", "shortness of breath", id="wrapped-line"),
]

DIFFERENT = [
    pytest.param("non-Hodgkin lymphoma", "Hodgkin lymphoma", id="non"),
    pytest.param("hypertension", "hypotension", id="hyper-hypo"),
    pytest.param("hepatitis B", "hepatitis C", id="letter"),
    pytest.param("interferon beta-1a", "interferon beta-1b", id="letter-behind-number"),
    pytest.param("hour", "hor", id="short-word-keeps-our"),
    pytest.param("ALS", "AL", id="short-word-keeps-s"),
    pytest.param("virus", "viru", id="us-is-no-plural"),
    pytest.param("shock.\n\nSeptic", "shock. Septic", id="paragraph"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_spellings_meet(one: str, other: str) -> None:
    assert one != other
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_terms_stay_apart(one: str, other: str) -> None:
    assert fold(one) != fold(other)


def test_case_is_kept_on_request() -> None:
    assert fold_case_kept("G-CSF") == "G CSF"
    assert fold("G-CSF") == "g csf"


@given(st.text(max_size=80))
def test_atoms_lie_in_the_text_in_order(text: str) -> None:
    reached = 0
    for atom in atoms(text):
        assert reached <= atom.start < atom.end <= atom.owner_end <= len(text)
        assert atom.raw in (text[atom.start : atom.end], text[atom.start : atom.end].translate(_NO_HYPHENS))
        reached = atom.owner_end


_NO_HYPHENS = {ord(sign): None for sign in "-‐‑‒–"}


@given(st.text(alphabet="abcdehinorstuyABC -/'’2\n", max_size=30))
def test_both_ways_of_folding_agree(text: str) -> None:
    assert fold(text) == " ".join(atom.folded for atom in atoms(text))
