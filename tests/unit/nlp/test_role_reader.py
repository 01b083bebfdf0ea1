"""The role reader writes what its network says of each mention, on any text and to its end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language
from spacy.tokens import Doc, Span

from caseline.errors import ConfigError
from caseline.nlp.layers import CONTEXT, ENDINGS, MENTION_SCORES, MENTIONS, ROLE_SCORES, TIMES
from caseline.nlp.role_reader import RoleReader, targets_of
from caseline.nlp.roles.network import DISEASE_ROLES, TREATMENT_ROLES
from tests.marked import blank, parse, spans_of
from tests.operations import TWICE, Counted, growth
from tests.tiny_network import network, role_network

NAME = "caseline_roles"


def pipeline(window: int = 64) -> Language:
    """Returns sentences and the reader; the mentions come in with the Doc."""
    nlp = blank()
    reader = nlp.add_pipe(NAME, config={"window": window})
    assert isinstance(reader, RoleReader)
    reader.network = role_network()
    return nlp


def untrained() -> Language:
    nlp = blank()
    nlp.add_pipe(NAME)
    return nlp


NLP = pipeline()


def given_doc(source: str, nlp: Language = NLP) -> Doc:
    marked = parse(source)
    doc = nlp.make_doc(marked.text)
    doc.spans[MENTIONS] = spans_of(doc, marked)
    return doc


def best(doc: Doc) -> list[str | None]:
    """Returns the likeliest role of each mention."""
    treatments = {"DRUG", "THERAPY"}
    return [
        scores and (TREATMENT_ROLES if span.label_ in treatments else DISEASE_ROLES)[int(np.argmax(scores))]
        for span, scores in zip(doc.spans[MENTIONS], doc._.get(ROLE_SCORES), strict=True)
    ]


def read(source: str, nlp: Language = NLP) -> list[str | None]:
    return best(nlp(given_doc(source, nlp)))


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("He took [kava](DRUG).", ["concomitant"], id="treatment"),
        pytest.param("He had [massage](THERAPY).", ["therapy"], id="therapy"),
        pytest.param("He \n had \n\n [massage](THERAPY)", ["therapy"], id="white-space-before"),
        pytest.param("[Kava](DRUG) was blamed.", ["suspect"], id="treatment-blamed"),
        pytest.param("He had a [rash](EVENT).", ["condition"], id="event"),
        pytest.param("He had [gout](DISORDER).", ["condition"], id="disorder"),
        pytest.param("[Tea](DRUG) was blamed for a [bad rash](EVENT).", ["suspect", "event"], id="both"),
        pytest.param(
            "A [man](SEX) of [70](AGE) took [kava](DRUG) [daily](FREQUENCY).",
            [None, None, "concomitant", None],
            id="none-for-others",
        ),
        pytest.param("A [man](SEX) was blamed.", [None], id="others-alone"),
        pytest.param("Nothing was blamed.", [], id="no-mention"),
        pytest.param("[kava   and tea](DRUG) was blamed", ["suspect"], id="white-space-within"),
        pytest.param("He took [kava](DRUG).\n\nIt was blamed.", ["suspect"], id="sentence-behind"),
        pytest.param("", [], id="empty"),
        pytest.param(" \n\t ", [], id="white-space"),
    ],
)
def test_roles(source: str, expected: list[str | None]) -> None:
    assert read(source) == expected


def test_scores_are_probabilities() -> None:
    doc = NLP(given_doc("[Kava](DRUG) was blamed for [rash](EVENT) of a [man](SEX)."))
    kava, rash, man = doc._.get(ROLE_SCORES)
    assert (len(kava), len(rash), man) == (len(TREATMENT_ROLES), len(DISEASE_ROLES), None)
    assert sum(kava) == pytest.approx(1, abs=1e-3)
    assert sum(rash) == pytest.approx(1, abs=1e-3)


def test_context_is_heard() -> None:
    doc = given_doc("He once had a [rash](EVENT).")
    doc.spans[MENTIONS][0]._.set(CONTEXT, ["HISTORICAL"])
    assert best(NLP(doc)) == ["history"]


def test_mentions_of_one_place_are_read_by_their_labels() -> None:
    doc = NLP.make_doc("heparin was blamed")
    doc.spans[MENTIONS] = [Span(doc, 0, 1, label=label) for label in ("DRUG", "EVENT", "THERAPY")]
    assert best(NLP(doc)) == ["suspect", "event", "suspect"]


def test_mention_without_a_word() -> None:
    doc = NLP.make_doc("kava \n \u0301 \n blamed")
    doc.spans[MENTIONS] = [doc.char_span(0, 4, label="DRUG"), Span(doc, 1, 2, label="DRUG")]
    assert best(NLP(doc)) == ["suspect", None]


def test_order_is_that_of_the_layer() -> None:
    doc = NLP.make_doc("massage and kava for rash")
    doc.spans[MENTIONS] = [
        Span(doc, start, start + 1, label=label)
        for start, label in ((4, "EVENT"), (2, "DRUG"), (0, "THERAPY"))
    ]
    assert best(NLP(doc)) == ["condition", "concomitant", "therapy"]


def test_targets_are_counted_in_words() -> None:
    doc = given_doc("A [man](SEX) \n took \n\n [red \n kava](DRUG) for [gout](DISORDER)")
    places = [token.i for token in doc if not token.is_space]
    assert list(targets_of(doc, places)) == [None, (3, 5, True), (6, 7, False)]


def test_a_target_is_found_without_looking_through_all_words() -> None:
    doc = given_doc("He took [kava](DRUG). " * 500)
    places = Counted([token.i for token in doc])
    assert len([*targets_of(doc, places)]) == 500
    assert places.looks < 500 * 2 * 13  # two searches by halving


def test_windows_of_many_mentions_are_chosen_in_as_many_steps() -> None:
    def prepare(size: int) -> Callable[[], object]:
        doc = given_doc("He took [kava](DRUG). It was so. " * size)
        sentences = NLP.get_pipe("caseline_sentences")(doc)
        return lambda: NLP.get_pipe(NAME).find(sentences)

    assert growth(prepare, 60) < TWICE


def test_find_writes_nothing() -> None:
    doc = NLP.get_pipe("caseline_sentences")(given_doc("[Kava](DRUG) was blamed."))
    found = NLP.get_pipe(NAME).find(doc)
    assert (found.roles[0] or (0.0,))[0] > 0.9
    assert doc._.get(ROLE_SCORES) is None


def test_second_run_adds_nothing() -> None:
    doc = NLP(given_doc("[Kava](DRUG) was blamed for a [rash](EVENT)."))
    first = doc._.get(ROLE_SCORES)
    doc = NLP.get_pipe(NAME)(doc)
    assert doc._.get(ROLE_SCORES) == first


@pytest.mark.parametrize("window", [1, 7, 20, 510])
@pytest.mark.parametrize(
    "before",
    [pytest.param("it was so and ", id="one-long-sentence"), pytest.param("It was so. ", id="sentences")],
)
def test_end_of_a_long_text_is_read(before: str, window: int) -> None:
    nlp = pipeline(window)
    doc = given_doc(before * 400 + "then [massage](THERAPY) and [kava](DRUG)", nlp)
    assert best(nlp(doc)) == ["therapy", "concomitant"]


@pytest.mark.parametrize(
    ("window", "expected"), [pytest.param(64, "suspect", id="seen"), pytest.param(8, "concomitant", id="not")]
)
def test_what_is_far_is_heard_in_a_large_window(window: int, expected: str) -> None:
    source = "He took [kava](DRUG). He was so. He was so. He was so. It was blamed."
    assert read(source, pipeline(window)) == [expected]


def outcomes(doc: Doc) -> list[tuple[str, str | None]]:
    return [
        (span.text, status)
        for span, status in zip(doc.spans[MENTIONS], doc._.get(ENDINGS), strict=True)
        if span.label_ == "OUTCOME"
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("[Rash](EVENT) was gone.", [("gone", "recovered")], id="added"),
        pytest.param("[Rash](EVENT) [was gone](OUTCOME).", [("was gone", "recovered")], id="there-already"),
        pytest.param("[Rash](EVENT) [stayed](OUTCOME).", [("stayed", None)], id="not-read"),
        pytest.param("He was gone.", [], id="no-story"),
    ],
)
def test_endings(source: str, expected: list[tuple[str, str | None]]) -> None:
    assert outcomes(NLP(given_doc(source))) == expected


def test_an_added_ending_has_no_score_and_no_role() -> None:
    doc = given_doc("[Rash](EVENT) was gone, [kava](DRUG) too.")
    doc._.set(MENTION_SCORES, [0.5, 0.7])
    doc = NLP(doc)
    assert [span.text for span in doc.spans[MENTIONS]] == ["Rash", "gone", "kava"]
    assert doc._.get(MENTION_SCORES) == [0.5, None, 0.7]
    assert [each is None for each in doc._.get(ROLE_SCORES)] == [False, True, False]


def times(doc: Doc) -> list[tuple[str, str, Any]]:
    return [
        (span.text, span.label_, time and (*time[:2], [doc.text[start:end] for start, end, _ in time[3]]))
        for span, time in zip(doc.spans[MENTIONS], doc._.get(TIMES), strict=True)
        if span.label_ not in {"EVENT", "DRUG"}
    ]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "[Rash](EVENT) yesterday.", [("yesterday", "TIME", ("onset", "now", ["Rash"]))], id="added"
        ),
        pytest.param(
            "[Rash](EVENT) [yesterday evening](TIME).",
            [("yesterday evening", "TIME", ("onset", "now", ["Rash"]))],
            id="there-already",
        ),
        pytest.param(
            "[Rash](EVENT) fortnight.", [("fortnight", "DURATION", ("length", "none", ["Rash"]))], id="length"
        ),
        pytest.param("[Rash](EVENT) [later](TIME).", [("later", "TIME", None)], id="not-read"),
        pytest.param("[Rash](EVENT) at [yesterday](AGE).", [("yesterday", "AGE", None)], id="age"),
        pytest.param("[Rash](EVENT) [yesterday](SEX).", [("yesterday", "SEX", None)], id="same-characters"),
        pytest.param(
            "[Kava](DRUG) yesterday.", [("yesterday", "TIME", ("onset", "now", []))], id="of-no-event"
        ),
        pytest.param("He came yesterday.", [], id="no-story"),
    ],
)
def test_times(source: str, expected: list[tuple[str, str, Any]]) -> None:
    assert times(NLP(given_doc(source))) == expected


def test_of_two_mentions_in_a_phrase_one_tells_it() -> None:
    for word, expected in (("yesterday", "TIME"), ("fortnight", "DURATION")):
        doc = NLP.make_doc(f"rash {word}")
        doc.spans[MENTIONS] = [
            Span(doc, 0, 1, label="EVENT"),
            *(Span(doc, 1, 2, label=label) for label in ("DURATION", "TIME")),
        ]
        doc = NLP(doc)
        told = zip(doc.spans[MENTIONS], doc._.get(TIMES), strict=True)
        assert [span.label_ for span, time in told if time] == [expected]


def test_times_survive_bytes() -> None:
    doc = NLP(given_doc("[Rash](EVENT) yesterday."))
    again = Doc(NLP.vocab).from_bytes(doc.to_bytes())
    assert again._.get(TIMES) == doc._.get(TIMES)
    assert any(again._.get(TIMES))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80))
def test_any_text(text: str) -> None:
    """Each mention has an entry, whatever stands there, and known ones are read."""
    doc = NLP.make_doc(f"{text} kava {text}")
    doc.spans[MENTIONS] = [
        Span(doc, place, place + 1, label=label)
        for place in range(len(doc))
        for label in ("DRUG", "EVENT", "SEX")
    ]
    doc = NLP(doc)
    for span, scores in zip(doc.spans[MENTIONS], doc._.get(ROLE_SCORES), strict=True):
        assert span.label_ != "SEX" or scores is None
        assert scores is None or sum(scores) == pytest.approx(1, abs=1e-3)
        assert scores is not None or span.text != "kava" or span.label_ == "SEX"


def test_network_is_needed() -> None:
    nlp = untrained()
    with pytest.raises(ConfigError, match="caseline_roles has no network"):
        nlp(given_doc("[kava](DRUG)", nlp))


@pytest.mark.parametrize("window", [0, -3, 511])
def test_window_is_checked_when_built(window: int) -> None:
    with pytest.raises(ConfigError, match=r"caseline_roles\.window is .*choose 1 to 510"):
        blank().add_pipe(NAME, config={"window": window})


def test_pipeline_has_no_problems() -> None:
    nlp = blank()
    for name in ("caseline_lexicon", "caseline_merge", "caseline_context", NAME):
        nlp.add_pipe(name)
    assert nlp.analyze_pipes()["problems"][NAME] == []


def test_pipeline_needs_the_context() -> None:
    """The control: the analysis does look at the component."""
    nlp = spacy.blank("en")
    nlp.add_pipe(NAME)
    assert {"doc.sents", f"span._.{CONTEXT}"} <= set(nlp.analyze_pipes()["problems"][NAME])


SOURCE = "[Kava](DRUG) was blamed for a [rash](EVENT) of a [man](SEX)."


def entries(nlp: Language) -> object:
    return nlp(given_doc(SOURCE, nlp))._.get(ROLE_SCORES)


def test_saved_and_loaded(tmp_path: Path) -> None:
    pipeline(window=33).to_disk(tmp_path)
    again = spacy.load(tmp_path)
    assert entries(again) == entries(NLP)
    assert again.get_pipe_config(NAME)["window"] == 33


def test_saved_without_a_network(tmp_path: Path) -> None:
    untrained().to_disk(tmp_path)
    with pytest.raises(ConfigError, match="holds no network"):
        spacy.load(tmp_path)


def test_saved_with_other_features(tmp_path: Path) -> None:
    pipeline().to_disk(tmp_path)
    network().to_disk(tmp_path / NAME)
    with pytest.raises(ConfigError, match="train it again"):
        spacy.load(tmp_path)


def test_bytes_of_other_features() -> None:
    with pytest.raises(ConfigError, match="train it again"):
        untrained().get_pipe(NAME).from_bytes(network().to_bytes())


def test_to_bytes_and_back() -> None:
    again = untrained().from_bytes(NLP.to_bytes())
    assert entries(again) == entries(NLP)
    again.from_bytes(untrained().to_bytes())
    assert again.get_pipe(NAME).network is None


def test_network_comes_along_when_sourced() -> None:
    nlp = blank()
    nlp.add_pipe(NAME, source=NLP)
    assert entries(nlp) == entries(NLP)


def test_results_come_along_in_bytes() -> None:
    doc = NLP(given_doc(SOURCE))
    again = Doc(NLP.vocab).from_bytes(doc.to_bytes())
    assert best(again) == best(doc) == ["suspect", "event", None]
    assert again._.get(ROLE_SCORES) == doc._.get(ROLE_SCORES)


def test_two_processes_give_the_same() -> None:
    sources = [SOURCE, "", "He took [kava](DRUG). " * 40, "It was blamed.\n\n[Tea](DRUG)"] * 3
    NLP(given_doc(SOURCE))  # so that onnxruntime has started
    one, two = (
        [
            doc._.get(ROLE_SCORES)
            for doc in NLP.pipe(map(given_doc, sources), n_process=processes, batch_size=2)
        ]
        for processes in (1, 2)
    )
    assert one == two
    assert one[0][0][0] > 0.9
