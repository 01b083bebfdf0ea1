"""The concepts that mentions name."""

import csv
from pathlib import Path

import pytest
from spacy.tokens import Span

from caseline.nlp.layers import ABBREVIATIONS, CONCEPT_LABEL, CONCEPT_NAME, MENTIONS
from caseline.nlp.lexicon_store import COLUMNS
from tests.marked import blank, parse, spans_of

ROWS = [
    {"term": "hives", "label": "EVENT", "concept_id": "HPO:HP:0000001", "display": "Urticaria"},
    {"term": "kava", "label": "DRUG", "concept_id": "DrugBank:DB00002", "display": "Kava"},
    {"term": "plasma exchange", "label": "THERAPY", "concept_id": "", "display": "Plasma exchange"},
    {
        "term": "red man syndrome",
        "label": "DISORDER",
        "concept_id": "MeSH:D000003",
        "display": "Red man syndrome",
    },
]


@pytest.fixture
def lexicon(tmp_path: Path) -> str:
    path = tmp_path / "terms.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, COLUMNS, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(
            {"match": "lower", "source": "caseline", "added": "2025-01-01", **row}
            for row in sorted(ROWS, key=lambda row: row["term"])
        )
    return str(path)


def coded(source: str, lexicon: str, long_forms: dict[str, str] | None = None) -> list[Span]:
    nlp = blank()
    codes = nlp.add_pipe("caseline_codes", config={"lexicons": [lexicon]})
    marked = parse(source)
    doc = nlp.make_doc(marked.text)
    doc.spans[MENTIONS] = spans_of(doc, marked)
    doc._.set(ABBREVIATIONS, long_forms)
    return list(codes(doc).spans[MENTIONS])


@pytest.mark.parametrize(
    ("source", "long_forms", "expected"),
    [
        pytest.param("[hives](EVENT)", {}, ("HPO:HP:0000001", "Urticaria", "EVENT"), id="event"),
        pytest.param("[HIVES](EVENT)", {}, ("HPO:HP:0000001", "Urticaria", "EVENT"), id="any-case"),
        pytest.param(
            "[hives](DISORDER)", {}, ("HPO:HP:0000001", "Urticaria", "EVENT"), id="event-called-a-disorder"
        ),
        pytest.param(
            "[red man syndrome](EVENT)", {}, ("MeSH:D000003", "Red man syndrome", "DISORDER"), id="disorder"
        ),
        pytest.param("[kava](THERAPY)", {}, ("DrugBank:DB00002", "Kava", "DRUG"), id="drug-called-a-therapy"),
        pytest.param(
            "[plasma exchange](THERAPY)", {}, ("", "Plasma exchange", "THERAPY"), id="entry-without-a-code"
        ),
        pytest.param(
            "[RMS](EVENT)",
            {"RMS": "red man syndrome"},
            ("MeSH:D000003", "Red man syndrome", "DISORDER"),
            id="abbreviation",
        ),
        pytest.param(
            "[hives](EVENT)",
            {"hives": "human interest videos"},
            ("HPO:HP:0000001", "Urticaria", "EVENT"),
            id="long-form-that-nobody-knows",
        ),
        pytest.param("[RMS](EVENT)", {}, ("", "", ""), id="abbreviation-that-nobody-defines"),
        pytest.param("[kava](EVENT)", {}, ("", "", ""), id="drug-called-an-event"),
        pytest.param("[unheard of](EVENT)", {}, ("", "", ""), id="unknown"),
        pytest.param("[hives](BODY_SITE)", {}, ("", "", ""), id="label-without-a-lexicon"),
    ],
)
def test_codes(source: str, long_forms: dict[str, str], expected: tuple[str, str, str], lexicon: str) -> None:
    [span] = coded(source, lexicon, long_forms)
    assert (span.kb_id_, span._.get(CONCEPT_NAME), span._.get(CONCEPT_LABEL)) == expected


def test_before_any_abbreviations_were_sought(lexicon: str) -> None:
    [span] = coded("[hives](EVENT)", lexicon, None)
    assert span.kb_id_ == "HPO:HP:0000001"


def test_label_and_finder_stay(lexicon: str) -> None:
    spans = coded("[hives](DISORDER) and [unheard of](EVENT)", lexicon)
    assert [(span.text, span.label_, span.id_) for span in spans] == [
        ("hives", "DISORDER", "ner"),
        ("unheard of", "EVENT", "ner"),
    ]


def test_the_first_lexicon_wins(lexicon: str, tmp_path: Path) -> None:
    other = tmp_path / "other.csv"
    other.write_text(Path(lexicon).read_text("utf-8").replace("HPO:HP:0000001", "HPO:HP:0000009"), "utf-8")
    nlp = blank()
    for order, code in (([lexicon, str(other)], "HPO:HP:0000001"), ([str(other), lexicon], "HPO:HP:0000009")):
        codes = nlp.create_pipe("caseline_codes", config={"lexicons": order})
        doc = nlp.make_doc("hives")
        doc.spans[MENTIONS] = spans_of(doc, parse("[hives](EVENT)"))
        assert [span.kb_id_ for span in codes(doc).spans[MENTIONS]] == [code]
