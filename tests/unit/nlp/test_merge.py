"""Which candidates become mentions."""

import pytest

from caseline.errors import ConfigError
from caseline.nlp.layers import LEXICON, MENTIONS, NER, PATTERN
from tests.marked import blank, parse, spans_of

ORDER = {
    "DRUG": ["phee", "lexicon"],
    "DISORDER": ["phee", "lexicon"],
    "EVENT": ["phee", "lexicon", "enumeration"],
    "TIME": ["pattern"],
    "DOSE_ORDINAL": ["pattern"],
}
TEXT = "severe liver failure two days after the second dose of ibuprofen"


def merged(*layers: tuple[str, str, str]) -> list[tuple[str, str, str]]:
    """Merges layers given as (layer, source, marked text) and returns (text, label, finder)."""
    nlp = blank()
    nlp.add_pipe("caseline_merge", config={"order": ORDER})
    doc = nlp.make_doc(TEXT)
    for layer, source, marked in layers:
        doc.spans[layer] = [*doc.spans.get(layer, ()), *spans_of(doc, parse(marked), source=source)]
    nlp.get_pipe("caseline_merge")(doc)
    return [(span.text, span.label_, span.id_) for span in doc.spans[MENTIONS]]


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        pytest.param(
            [
                (NER, "phee", "severe [liver failure](EVENT)"),
                (LEXICON, "lexicon", "[severe liver](DISORDER) failure"),
            ],
            [("liver failure", "EVENT", "ner")],
            id="trusted-source-wins",
        ),
        pytest.param(
            [
                (NER, "phee", "severe [liver failure](EVENT)"),
                (LEXICON, "lexicon", "[severe liver failure](DISORDER)"),
            ],
            [("severe liver failure", "DISORDER", "lexicon")],
            id="part-of-a-known-term-yields",
        ),
        pytest.param(
            [
                (NER, "phee", "[severe liver failure](EVENT)"),
                (LEXICON, "lexicon", "severe [liver failure](DISORDER)"),
            ],
            [("severe liver failure", "EVENT", "ner")],
            id="more-than-a-known-term-stays",
        ),
        pytest.param(
            [
                (LEXICON, "lexicon", "severe [liver](DISORDER)"),
                (LEXICON, "lexicon", "severe [liver failure](EVENT)"),
            ],
            [("liver failure", "EVENT", "lexicon")],
            id="longer-wins-in-one-source",
        ),
        pytest.param(
            [
                (PATTERN, "pattern", "severe liver failure [two days after the second dose](TIME)"),
                (PATTERN, "pattern", "severe liver failure two days after the [second dose](DOSE_ORDINAL)"),
            ],
            [
                ("two days after the second dose", "TIME", "pattern"),
                ("second dose", "DOSE_ORDINAL", "pattern"),
            ],
            id="groups-nest",
        ),
        pytest.param(
            [(PATTERN, "enumeration", "severe [liver failure](EVENT)")],
            [("liver failure", "EVENT", "pattern")],
            id="enumeration",
        ),
        pytest.param([(NER, "bc5cdr", "severe [liver failure](DISORDER)")], [], id="source-not-in-the-table"),
    ],
)
def test_merge(layers: list[tuple[str, str, str]], expected: list[tuple[str, str, str]]) -> None:
    assert merged(*layers) == expected


def test_one_finder_alone_counts_only_where_trusted() -> None:
    nlp = blank()
    merge = nlp.add_pipe("caseline_merge", config={"order": ORDER, "alone": {"DRUG": ["lexicon"]}})
    marked = parse("severe liver failure two days after the second dose of [ibuprofen](DRUG)")

    def found(*sources: str) -> list[str]:
        doc = nlp.make_doc(TEXT)
        doc.spans[NER] = [span for source in sources for span in spans_of(doc, marked, source=source)]
        return [span.text for span in merge(doc).spans[MENTIONS]]

    assert found("phee") == []
    assert found("phee", "phee") == []
    assert found("phee", "bc5cdr") == ["ibuprofen"]
    assert found("lexicon") == ["ibuprofen"]


def test_mark_of_a_picture_is_no_part_of_a_mention() -> None:
    nlp = blank()
    merge = nlp.add_pipe("caseline_merge", config={"order": ORDER})
    marked = parse("[Hives on the left arm (A)](EVENT) and fever")
    doc = nlp.make_doc(marked.text)
    doc.spans[NER] = spans_of(doc, marked, source="phee")
    assert [span.text for span in merge(doc).spans[MENTIONS]] == ["Hives on the left arm"]


def test_unknown_label_is_told_when_built() -> None:
    with pytest.raises(ConfigError, match="WEATHER"):
        blank().add_pipe("caseline_merge", config={"order": {"WEATHER": ["phee"]}})
