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


def layered(text: str, config: dict[str, object], *layers: tuple[str, str, str]) -> list[tuple[str, str]]:
    """Merges marked layers of a text and returns (text, label)."""
    nlp = blank()
    merge = nlp.add_pipe("caseline_merge", config=config)
    doc = nlp.make_doc(text)
    for layer, source, marked in layers:
        doc.spans[layer] = [*doc.spans.get(layer, ()), *spans_of(doc, parse(marked), source=source)]
    return [(span.text, span.label_) for span in merge(doc).spans[MENTIONS]]


@pytest.mark.parametrize(
    ("sources", "marked", "expected"),
    [
        pytest.param(["cases"], "[creatinine of 390 µmol/L](EVENT)", [], id="value"),
        pytest.param(
            ["cases"], "[raised creatinine](EVENT) of 390 µmol/L", ["raised creatinine"], id="words"
        ),
        pytest.param(
            ["cases", "phee"], "[creatinine of 390 µmol/L](EVENT)", ["creatinine of 390 µmol/L"], id="two"
        ),
    ],
)
def test_a_value_alone_is_no_event(sources: list[str], marked: str, expected: list[str]) -> None:
    text = parse(marked).text
    name = "raised creatinine" if text.startswith("raised") else "creatinine"
    config = {"order": {"EVENT": ["cases", "phee"], "FINDING": ["pattern"]}, "alone": {"EVENT": ["cases"]}}
    finding = (PATTERN, "pattern", f"{name} of [390 µmol/L](FINDING)")
    found = layered(text, config, finding, *((NER, source, marked) for source in sources))
    assert [words for words, label in found if label == "EVENT"] == expected


TIMES = {"order": {"TIME": ["pattern", "phee"], "DURATION": ["pattern", "phee"]}}


@pytest.mark.parametrize(
    ("behind", "expected"),
    [
        pytest.param("of treatment", [("six weeks", "DURATION"), ("six weeks", "TIME")], id="of-treatment"),
        pytest.param("on the drug", [("six weeks", "DURATION"), ("six weeks", "TIME")], id="on-the-drug"),
        pytest.param("later", [("six weeks", "TIME")], id="only-a-time"),
    ],
)
def test_what_one_source_calls_a_time_and_a_duration_is_both(
    behind: str, expected: list[tuple[str, str]]
) -> None:
    text = f"Cough began after six weeks {behind}."
    both = [
        (NER, "phee", f"Cough began after [six weeks]({label}) {behind}.") for label in ("TIME", "DURATION")
    ]
    assert layered(text, TIMES, *both) == expected
    assert layered(text, TIMES, both[0]) == [("six weeks", "TIME")]


SEXES = {"order": {"SEX": ["pattern", "phee"]}}


def test_a_pronoun_tells_a_sex_where_no_other_word_does() -> None:
    alone = "After this she slept, and she was well."
    marked = "After this [she](SEX) slept, and [she](SEX) was well."
    assert layered(alone, SEXES, (NER, "phee", marked)) == [("she", "SEX")]
    told = "The woman slept, and she was well."
    layers = [
        (NER, "phee", "The woman slept, and [she](SEX) was well."),
        (PATTERN, "pattern", "The [woman](SEX) slept"),
    ]
    assert layered(told, SEXES, *layers) == [("woman", "SEX")]


def test_a_term_counts_where_its_concept_counts_elsewhere() -> None:
    text = "He took aspirin. Aspirin was stopped; kava was not."
    config = {"order": {"DRUG": ["phee", "lexicon"]}, "alone": {"DRUG": []}}
    nlp = blank()
    merge = nlp.add_pipe("caseline_merge", config=config)
    doc = nlp.make_doc(text)
    known = "He took [aspirin](DRUG). [Aspirin](DRUG) was stopped; [kava](DRUG) was not."
    doc.spans[NER] = spans_of(doc, parse("He took [aspirin](DRUG). Aspirin"), source="phee")
    spans = spans_of(doc, parse(known), source="lexicon")
    for span in spans:
        span.kb_id_ = f"X:{span.text.lower()}"
    doc.spans[LEXICON] = spans
    assert [span.text for span in merge(doc).spans[MENTIONS]] == ["aspirin", "Aspirin"]


def test_a_pattern_counts_where_nothing_else_of_its_label_does() -> None:
    text = "I am 34 and my son is 6 years old."
    config = {"order": {"AGE": ["phee", "pattern"]}, "alone": {"AGE": []}}
    layers = [(PATTERN, "pattern", "I am [34](AGE) and my son is [6 years old](AGE).")]
    assert layered(text, config, *layers) == [("34", "AGE"), ("6 years old", "AGE")]
    layers.append((NER, "phee", "I am 34 and my son is [6 years old](AGE)."))
    assert layered(text, config, *layers) == [("6 years old", "AGE")]


def test_items_of_a_list_of_causes_are_no_events() -> None:
    text = "There are other reasons, such as trauma."
    config = {"order": {"EVENT": ["phee"], "DISORDER": ["phee", "enumeration"]}}
    event = (NER, "phee", "There are other reasons, such as [trauma](EVENT).")
    assert layered(text, config, event) == [("trauma", "EVENT")]
    cause = (PATTERN, "enumeration", "There are other reasons, such as [trauma](DISORDER).")
    assert layered(text, config, event, cause) == [("trauma", "DISORDER")]


def test_mark_of_a_picture_is_no_part_of_a_mention() -> None:
    nlp = blank()
    merge = nlp.add_pipe("caseline_merge", config={"order": ORDER})
    marked = parse("[Hives on the left arm (A)](EVENT) and fever")
    doc = nlp.make_doc(marked.text)
    doc.spans[NER] = spans_of(doc, marked, source="phee")
    assert [span.text for span in merge(doc).spans[MENTIONS]] == ["Hives on the left arm"]


def test_a_letter_is_no_site() -> None:
    config = {"order": {"BODY_SITE": ["maccrobat"]}}
    site = (NER, "maccrobat", "Hives on the [arm](BODY_SITE) ([B](BODY_SITE)).")
    assert layered("Hives on the arm (B).", config, site) == [("arm", "BODY_SITE")]


def test_the_form_of_a_medicine_is_no_part_of_its_name() -> None:
    config = {"order": {"DRUG": ["phee"]}}
    drug = (NER, "phee", "He took [kava tablets](DRUG) and [tablets](DRUG).")
    assert layered("He took kava tablets and tablets.", config, drug) == [
        ("kava", "DRUG"),
        ("tablets", "DRUG"),
    ]


def test_unknown_label_is_told_when_built() -> None:
    with pytest.raises(ConfigError, match="WEATHER"):
        blank().add_pipe("caseline_merge", config={"order": {"WEATHER": ["phee"]}})


FORM = "Eye hurt; Ear red; This is a spontaneous report that describes the occurrence of PAIN ORAL (sore) in a man."


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        pytest.param([("DRUG", "PAIN")], [], id="part-of-a-term"),
        pytest.param([("EVENT", "PAIN ORAL")], ["PAIN ORAL"], id="the-term"),
        pytest.param([("EVENT", "PAIN ORAL (sore")], [], id="more-than-a-term"),
        pytest.param([("EVENT", "hurt; Ear red")], [], id="over-two-items"),
        pytest.param([("EVENT", "Ear red")], ["Ear red"], id="an-item"),
    ],
)
def test_forms_are_not_cut(layers: list[tuple[str, str]], expected: list[str]) -> None:
    nlp = blank()
    nlp.add_pipe("caseline_merge", config={"order": ORDER})
    doc = nlp.make_doc(FORM)
    doc.spans[NER] = [
        doc.char_span(FORM.index(text), FORM.index(text) + len(text), label=label, span_id="phee")
        for label, text in layers
    ]
    nlp.get_pipe("caseline_merge")(doc)
    assert [span.text for span in doc.spans[MENTIONS]] == expected
