"""What the mentions and their context say of each word."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc, Span

from caseline.nlp.context import CATEGORIES
from caseline.nlp.layers import CONTEXT, LEXICON, MENTIONS, SECTIONS
from caseline.nlp.roles.features import DISEASES, NAMES, TREATMENTS, features
from caseline.schema.document import SectionName
from caseline.schema.mention import Label
from tests.marked import blank, parse, spans_of

NLP = blank()


def given(source: str, context: dict[str, list[str]] | None = None) -> Doc:
    """Returns a Doc with the marked mentions, and the context of those that are named."""
    marked = parse(source)
    doc = NLP(marked.text)
    doc.spans[MENTIONS] = spans_of(doc, marked)
    for span in doc.spans[MENTIONS]:
        span._.set(CONTEXT, (context or {}).get(span.text))
    return doc


def names(doc: Doc) -> dict[str, set[str]]:
    table = features(doc)
    assert table.shape == (len(doc), len(NAMES))
    assert set(table.flatten().tolist()) <= {0.0, 1.0}
    found = {
        token.text: {NAMES[column] for column in row.nonzero()[0]}
        for token, row in zip(doc, table, strict=True)
    }
    return {word: said for word, said in found.items() if said}


def test_names_are_unique_and_of_the_record() -> None:
    assert len(set(NAMES)) == len(NAMES)
    found = [name.split(":") for name in NAMES]
    kinds = {first: {last for other, last in found if other == first} for first, _ in found}
    assert set(kinds) == {*Label, "context", "section", "named"}
    assert kinds["context"] == CATEGORIES
    assert kinds["section"] == set(SectionName)
    assert kinds["named"] == {"title", "summary", "case", "around", "often"}
    assert all(kinds[label] == {"begins", "continues"} for label in Label)
    assert set(Label) >= TREATMENTS | DISEASES


@pytest.mark.parametrize(
    ("source", "context", "expected"),
    [
        pytest.param("He took tea.", {}, {}, id="no-mention"),
        pytest.param("He took [kava](DRUG).", {}, {"kava": {"DRUG:begins"}}, id="one-word"),
        pytest.param(
            "had [acute liver failure](EVENT).",
            {},
            {"acute": {"EVENT:begins"}, "liver": {"EVENT:continues"}, "failure": {"EVENT:continues"}},
            id="many-words",
        ),
        pytest.param(
            "A [woman](SEX) had [gout](DISORDER)",
            {},
            {"woman": {"SEX:begins"}, "gout": {"DISORDER:begins"}},
            id="every-label",
        ),
        pytest.param(
            "no [skin rash](EVENT)",
            {"skin rash": ["NEGATED", "UNCERTAIN"]},
            {
                "skin": {"EVENT:begins", "context:NEGATED", "context:UNCERTAIN"},
                "rash": {"EVENT:continues", "context:NEGATED", "context:UNCERTAIN"},
            },
            id="context-on-every-word",
        ),
        pytest.param(
            "His [mother](SEX) took no [kava](DRUG)",
            {"mother": ["FAMILY"], "kava": ["NEGATED"]},
            {"mother": {"SEX:begins"}, "kava": {"DRUG:begins", "context:NEGATED"}},
            id="context-of-those-that-play-a-role-alone",
        ),
        pytest.param("[kava](DRUG)", {"kava": []}, {"kava": {"DRUG:begins"}}, id="no-context"),
    ],
)
def test_features(source: str, context: dict[str, list[str]], expected: dict[str, set[str]]) -> None:
    assert names(given(source, context)) == expected


def test_mentions_within_mentions() -> None:
    doc = NLP("heparin induced bleeding")
    doc.spans[MENTIONS] = [doc.char_span(0, 24, label="EVENT"), doc.char_span(0, 7, label="DRUG")]
    assert names(doc)["heparin"] == {"EVENT:begins", "DRUG:begins"}
    assert names(doc)["bleeding"] == {"EVENT:continues"}


def test_other_layers_are_no_features() -> None:
    doc = NLP("kava tea")
    doc.spans[LEXICON] = [doc.char_span(0, 4, label="DRUG")]
    assert names(doc) == {}


def test_empty() -> None:
    assert features(NLP("")).shape == (0, len(NAMES))


def test_sections_and_where_else_a_name_stands() -> None:
    doc = given("[Kava](DRUG) again . A man took [kava](DRUG) and [senna](DRUG) . Others took [mint](DRUG) .")
    starts = [0, 3, 10, len(doc)]
    doc.spans[SECTIONS] = [
        Span(doc, first, last, label=name)
        for first, last, name in zip(starts, starts[1:], ("title", "case", "discussion"), strict=False)
    ]
    said = names(doc)
    assert said["again"] == {"section:title"}
    assert said["kava"] == {"DRUG:begins", "section:case", "named:title", "named:case"}
    assert said["senna"] == {"DRUG:begins", "section:case", "named:case"}
    assert said["mint"] == {"DRUG:begins", "section:discussion", "named:around"}


def test_a_name_told_often() -> None:
    said = names(given("[kava](DRUG) , [kava](DRUG) , [Kava](DRUG) , [kava](DRUG) and [tea](DRUG)"))
    assert "named:often" in said["kava"]
    assert "named:often" not in said["tea"]
