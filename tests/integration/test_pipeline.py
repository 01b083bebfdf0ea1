"""The pipeline that ships: it saves, loads and spreads over processes, and any text gives a sound record."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import spacy
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from spacy.language import Language
from spacy.tokens import Doc

from caseline import pipeline
from caseline.cases import assemble
from caseline.errors import ConfigError, ReadingError
from caseline.nlp.layers import ABBREVIATIONS, CONCEPT_NAME, CONTEXT, MENTIONS
from caseline.reading import article_from_text
from caseline.schema.base import Part
from caseline.schema.export import json_schema
from caseline.schema.mention import Mention
from caseline.schema.report import CaseReport

ROOT = Path(__file__).parents[2]
TEXTS = (
    "A 58-year-old woman with multiple sclerosis developed petechiae two days after the second dose of "
    "alemtuzumab. She had no fever. The petechiae resolved.",
    "We report a 40-year-old man who took amoxicillin for pneumonia. He developed hives, nausea and vomiting "
    "and was treated with cetirizine for three days. He recovered.",
    "Berg et al. described six patients with hepatitis. Kava may cause hepatitis.",
)
# (start, end, label, finder, code, context, concept)
Shown = tuple[int, int, str, str, str, tuple[str, ...], str]
EACH_TEXT = settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
VALIDATOR = Draft202012Validator(json_schema())


@pytest.fixture(scope="session")
def nlp() -> Language:
    return pipeline.load()


@pytest.fixture(scope="session")
def saved(nlp: Language, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("saved") / "pipeline"
    nlp.to_disk(folder)
    return folder


def shown(doc: Doc) -> list[Shown]:
    """Returns all that a record reads of each mention."""
    return [
        (
            span.start_char,
            span.end_char,
            span.label_,
            span.id_,
            span.kb_id_,
            tuple(span._.get(CONTEXT)),
            span._.get(CONCEPT_NAME),
        )
        for span in doc.spans[MENTIONS]
    ]


def evidence(value: object) -> set[str]:
    """Returns every mention id that a part of a case names as evidence."""
    if isinstance(value, tuple):
        return {key for item in value for key in evidence(item)}
    if not isinstance(value, Part) or isinstance(value, Mention):
        return set()
    own = set(getattr(value, "evidence", ()))
    return own | {key for name in type(value).model_fields for key in evidence(getattr(value, name))}


def check(report: CaseReport) -> None:
    """Checks what holds of every record, whatever the text."""
    text = report.document.text
    for mention in report.mentions:
        assert text[mention.start : mention.end] == mention.text
    assert [mention.id for mention in report.mentions] == [f"m{n + 1}" for n in range(len(report.mentions))]
    places = [(mention.start, mention.end) for mention in report.mentions]
    assert places == sorted(places)
    excluded = {mention.id for mention in report.mentions if mention.excluded}
    assert not excluded & evidence(report.cases)
    written = report.to_json()
    assert [error.message for error in VALIDATOR.iter_errors(json.loads(written))] == []
    read = CaseReport.from_json(written)
    assert read == report
    assert read.to_json() == written


# The pipeline as a spaCy pipeline.


def test_no_component_lacks_what_it_needs(nlp: Language) -> None:
    problems = nlp.analyze_pipes()["problems"]
    assert set(problems) == set(nlp.pipe_names)
    assert not any(problems.values())


def test_a_component_without_what_it_needs_would_be_told(nlp: Language) -> None:
    with nlp.select_pipes(disable=["sentences"]):
        assert nlp.analyze_pipes()["problems"]["context"] == ["doc.sents"]


def test_it_is_what_the_default_config_builds(nlp: Language) -> None:
    built = pipeline.build(ROOT / "configs" / "default.cfg")
    for section in ("nlp", "components"):
        assert nlp.config[section] == built.config[section]
    assert pipeline.provenance(nlp).config == pipeline.provenance(built).config


def test_another_config_has_another_checksum(nlp: Language) -> None:
    built = pipeline.build(ROOT / "configs" / "default.cfg")
    built.remove_pipe("lists")
    assert pipeline.provenance(nlp).config != pipeline.provenance(built).config


def test_its_config_says_nothing_of_the_machine_it_was_built_on() -> None:
    config = (ROOT / "pipeline/caseline/models/default/config.cfg").read_text("utf-8")
    assert str(ROOT) not in config
    assert "trained = null" in config


def test_it_survives_the_disk(nlp: Language, saved: Path) -> None:
    again = spacy.load(saved)
    for text in TEXTS:
        assert shown(again(text)) == shown(nlp(text))
    assert again.config["components"] == nlp.config["components"]


def test_it_survives_bytes(nlp: Language) -> None:
    again = spacy.blank("en").from_config(nlp.config).from_bytes(nlp.to_bytes())
    for text in TEXTS:
        assert shown(again(text)) == shown(nlp(text))


def test_a_doc_survives_bytes(nlp: Language) -> None:
    doc = nlp(TEXTS[0])
    again = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert shown(again) == shown(doc)
    assert shown(doc)


def test_two_processes_find_the_same(nlp: Language) -> None:
    one = [shown(doc) for doc in nlp.pipe(TEXTS)]
    two = [shown(doc) for doc in nlp.pipe(TEXTS, n_process=2, batch_size=1)]
    assert one == two
    assert all(one)


def test_a_saved_pipeline_loads_without_importing_the_package(saved: Path) -> None:
    code = (
        "import sys, spacy\n"
        "assert not any(name.startswith('caseline') for name in sys.modules)\n"
        f"doc = spacy.load({str(saved)!r})({TEXTS[0]!r})\n"
        "sys.stdout.write(' '.join(sorted({span.label_ for span in doc.spans['mentions']})))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert {"AGE", "DRUG", "EVENT", "SEX"} <= set(done.stdout.split())


# The same input gives the same bytes.


def extracted_elsewhere(seed: str) -> bytes:
    code = (
        "import sys\n"
        "from caseline import pipeline\n"
        "nlp = pipeline.load()\n"
        f"for text in {TEXTS!r}:\n"
        "    sys.stdout.write(pipeline.extract(text, nlp=nlp).to_json() + '\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def test_same_bytes_whatever_the_hash_seed(nlp: Language) -> None:
    here = "".join(pipeline.extract(text, nlp=nlp).to_json() + "\n" for text in TEXTS).encode()
    assert extracted_elsewhere("1") == here
    assert extracted_elsewhere("4711") == here


def test_same_bytes_from_any_number_of_workers(nlp: Language) -> None:
    articles = [article_from_text(text, source=f"{n}.txt") for n, text in enumerate(TEXTS)]
    single = [pipeline.extract_article(nlp, article).to_json() for article in articles]
    for workers in (1, 2):
        found = [report.to_json() for report in pipeline.extract_articles(nlp, articles, workers=workers)]
        assert found == single


def test_the_order_of_texts_does_not_matter(nlp: Language) -> None:
    forth = [pipeline.extract(text, nlp=nlp) for text in TEXTS]
    back = [pipeline.extract(text, nlp=nlp) for text in reversed(TEXTS)]
    assert forth == back[::-1]


def test_a_second_run_over_a_doc_changes_nothing(nlp: Language) -> None:
    for text in TEXTS:
        doc = nlp(text)
        layers = {key: [str(span) for span in spans] for key, spans in doc.spans.items()}
        once = (shown(doc), assemble(doc))
        for _, component in nlp.pipeline:
            doc = component(doc)
        assert (shown(doc), assemble(doc)) == once
        assert {key: [str(span) for span in spans] for key, spans in doc.spans.items()} == layers


# A component that is switched off is missed.


@pytest.mark.parametrize(
    ("component", "text"),
    [
        pytest.param("merge", TEXTS[0], id="merge"),
        pytest.param("lexicon", TEXTS[0], id="lexicon"),
        pytest.param("patterns", TEXTS[0], id="patterns"),
        pytest.param("lists", "He developed fever, rash and jaundice.", id="lists"),
        pytest.param("codes", TEXTS[0], id="codes"),
        pytest.param("context", TEXTS[0], id="context"),
        pytest.param("populations", TEXTS[2], id="populations"),
        pytest.param("enumerations", "I could not lift my arm after kava.", id="enumerations"),
        pytest.param(
            "abbreviations",
            "He had drug-induced liver injury (DILI) after kava. The DILI resolved.",
            id="abbreviations",
        ),
    ],
)
def test_each_component_is_missed(nlp: Language, component: str, text: str) -> None:
    def found(*without: str) -> tuple[object, ...]:
        doc = nlp.make_doc(text)
        for name, each in nlp.pipeline:
            if name not in without:
                doc = each(doc)
        return len(doc.spans.get(MENTIONS, ())), assemble(doc), doc._.get(ABBREVIATIONS)

    assert found() == found()
    assert found(component) != found()
    if component in {"merge", "patterns", "lists"}:
        assert found(component)[0] < found()[0]


# Texts.


def test_a_whole_case(nlp: Language) -> None:
    report = pipeline.extract(TEXTS[0], nlp=nlp, source="paper.txt")
    check(report)
    [case] = report.cases
    assert report.document.source == "paper.txt"
    assert [drug.name for drug in case.drugs] == ["alemtuzumab"]
    assert [event.name for event in case.events] == ["petechiae"]
    [fever] = [mention for mention in report.mentions if mention.text == "fever"]
    assert fever.excluded == "negated"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(TEXTS[2], id="others-and-general"),
        pytest.param("Kava is stored in the dark.", id="a-drug-alone"),
        pytest.param("The committee met on Tuesday.", id="no-medicine"),
    ],
)
def test_a_text_without_a_patient_has_no_case(nlp: Language, text: str) -> None:
    report = pipeline.extract(text, nlp=nlp)
    check(report)
    assert report.cases == ()


@pytest.mark.parametrize("text", ["", " ", "\n", "\n\n \t\n", "\u00a0"])
def test_an_empty_text_is_refused_and_harms_no_component(nlp: Language, text: str) -> None:
    with pytest.raises(ReadingError, match="is empty"):
        pipeline.extract(text, nlp=nlp)
    assert assemble(nlp(text)) == ((), ())


@pytest.mark.parametrize("text", [".", "a", "\ufeff", "\x00", "—", "😀", "\r\n.\r\n"])
def test_hardly_a_text(nlp: Language, text: str) -> None:
    report = pipeline.extract(text, nlp=nlp)
    check(report)
    assert report.cases == ()
    assert report.mentions == ()


def test_a_text_that_is_no_unicode_is_refused(nlp: Language) -> None:
    with pytest.raises(ReadingError, match="surrogate"):
        pipeline.extract("hives \ud800", nlp=nlp)


def test_a_text_that_is_too_long_is_refused(nlp: Language, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nlp, "max_length", 10)
    with pytest.raises(ReadingError, match="10 is the limit"):
        pipeline.extract("hives and fever", nlp=nlp)


def test_a_pipeline_that_is_not_there_names_those_that_are() -> None:
    with pytest.raises(ConfigError, match="name one of default"):
        pipeline.load("nowhere")


FRAGMENTS = st.sampled_from(
    """A 58-year-old woman|a 40-year-old man|two girls aged 7 and 9|The patient|She|He|His mother|Our patient
    |Berg et al. described|Six patients|Case 1:|We report|developed|had no|died of|recovered from|with
    |was treated with|treated for|after the second dose of|two days after|12 to 24 hours after starting
    |for three weeks|on day 8 of|prior to admission|in 2014|alemtuzumab|kava|IVIG|prednisone|400 mg twice daily
    |orally|petechiae|liver failure|fever, rash and jaundice|toxic epidermal necrolysis (TEN)|TEN|thrombocytopenia
    |the cytopenias|multiple sclerosis|asthma|on the left arm|severe|probably related to|caused by|may cause
    |is used in the treatment of|rechallenge with|was discontinued|and|but|which resolved|which persisted|.|. |,
    |;|(|)|\n|\n\n|1. Introduction\n|\nDiscussion\n|\nKeywords: |\nReferences\n| |-|–|%|µ|[1]|Fig. 1A""".split(
        "|"
    )
)
COMPOSED = st.lists(FRAGMENTS, min_size=1, max_size=40).map(" ".join).filter(str.strip)
UNICODE = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300).filter(str.strip)


@EACH_TEXT
@given(text=UNICODE)
def test_any_text_gives_a_sound_record(nlp: Language, text: str) -> None:
    check(pipeline.extract(text, nlp=nlp))


@EACH_TEXT
@given(text=COMPOSED)
def test_any_clinical_text_gives_a_sound_record(nlp: Language, text: str) -> None:
    report = pipeline.extract(text, nlp=nlp)
    check(report)
    assert pipeline.extract(text, nlp=nlp) == report


@EACH_TEXT
@given(text=COMPOSED, strange=st.lists(UNICODE, min_size=1, max_size=3), data=st.data())
def test_strange_signs_between_clinical_words(
    nlp: Language, text: str, strange: list[str], data: st.DataObject
) -> None:
    for signs in strange:
        place = data.draw(st.integers(0, len(text)))
        text = text[:place] + signs[:20] + text[place:]
    check(pipeline.extract(text, nlp=nlp))


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(lambda report: {"mentions": report.mentions[::-1]}, id="order"),
        pytest.param(
            lambda report: {
                "mentions": (
                    report.mentions[0].model_copy(update={"excluded": "negated"}),
                    *report.mentions[1:],
                )
            },
            id="excluded-evidence",
        ),
        pytest.param(
            lambda report: {
                "document": report.document.model_copy(update={"text": f" {report.document.text}"})
            },
            id="offsets",
        ),
    ],
)
def test_the_checks_find_a_spoilt_record(
    nlp: Language, spoil: Callable[[CaseReport], dict[str, object]]
) -> None:
    report = pipeline.extract(TEXTS[0], nlp=nlp)
    with pytest.raises((AssertionError, ValueError)):
        check(report.model_copy(update=spoil(report)))
