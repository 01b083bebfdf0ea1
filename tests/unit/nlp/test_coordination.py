"""Members of lists that leave out a shared word."""

from __future__ import annotations

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc

from caseline.nlp.layers import MENTIONS, NER, PARTS, name_of
from tests.marked import blank, parse, spans_of


def pipeline() -> Language:
    nlp = blank()
    nlp.add_pipe("caseline_lexicon")
    nlp.add_pipe("caseline_coordination")
    return nlp


@pytest.fixture(scope="module")
def nlp() -> Language:
    return pipeline()


def read(nlp: Language, marked: str, *candidates: str) -> Doc:
    """Returns a Doc behind the component, for marked mentions and what else the finders have marked."""
    doc = nlp.make_doc(parse(marked).text)
    doc.spans[MENTIONS] = spans_of(doc, parse(marked))
    doc.spans[NER] = [span for each in candidates for span in spans_of(doc, parse(each), source="phee")]
    for _, component in nlp.pipeline:
        doc = component(doc)
    return doc


def names(doc: Doc) -> list[str]:
    """Returns the names of the mentions in their order, discontinuous ones behind an asterisk."""
    return [f"*{name_of(span)}" if span._.get(PARTS) else name_of(span) for span in doc.spans[MENTIONS]]


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param(
            "She had [chest and abdominal pain](EVENT).",
            ["*chest pain", "abdominal pain"],
            id="site-and-adjective",
        ),
        pytest.param(
            "She had chest and [abdominal pain](EVENT).",
            ["*chest pain", "abdominal pain"],
            id="not-in-the-mention",
        ),
        pytest.param(
            "He died of hepatic and [renal failure](EVENT).",
            ["*hepatic failure", "renal failure"],
            id="adjectives",
        ),
        pytest.param(
            "Severe renal, hepatic, and [cardiac toxicity](EVENT) was seen.",
            ["*renal toxicity", "*hepatic toxicity", "cardiac toxicity"],
            id="three",
        ),
        pytest.param(
            "He had fever, neck and [back pain](EVENT).",
            ["*neck pain", "back pain"],
            id="ends-at-a-thing-of-its-own",
        ),
        pytest.param("[Renal/hepatic failure](EVENT)", ["*Renal failure", "hepatic failure"], id="slash"),
        pytest.param(
            "He had renal as well as [hepatic failure](EVENT).",
            ["*renal failure", "hepatic failure"],
            id="as-well-as",
        ),
        pytest.param(
            "There was neither hepatic nor [renal failure](EVENT).",
            ["*hepatic failure", "renal failure"],
            id="nor",
        ),
        pytest.param(
            "[Acute liver and kidney failure](EVENT) developed.",
            ["*Acute liver failure", "kidney failure"],
            id="degree-before-the-first",
        ),
        pytest.param(
            "She noticed [blurred or double vision](EVENT).",
            ["*blurred vision", "double vision"],
            id="a-lexicon-knows-the-members",
        ),
        pytest.param(
            "[Upper and lower limb weakness](EVENT) followed.",
            ["*Upper limb weakness", "lower limb weakness"],
            id="sides-of-a-limb",
        ),
        pytest.param(
            "She had [gastric, breast and head and neck cancers](EVENT).",
            ["*gastric cancers", "*breast cancers", "head and neck cancers"],
            id="a-pair-is-one-member",
        ),
        pytest.param(
            "She had [visual and auditory hallucinations](EVENT).",
            ["*visual hallucinations", "auditory hallucinations"],
            id="a-lexicon-knows-the-list-and-its-members",
        ),
    ],
)
def test_last_words_are_shared(nlp: Language, marked: str, expected: list[str]) -> None:
    assert names(read(nlp, marked)) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param(
            "She had [swelling of the lips and tongue](EVENT).",
            ["swelling of the lips", "*swelling of the tongue"],
            id="sites",
        ),
        pytest.param(
            "She had [swelling of the face](EVENT), lips and tongue.",
            ["swelling of the face", "*swelling of the lips", "*swelling of the tongue"],
            id="behind-the-mention",
        ),
        pytest.param("He had [elevated ALT and AST](EVENT).", ["elevated ALT", "*elevated AST"], id="change"),
        pytest.param(
            "He had [elevated ALT](EVENT), AST and bilirubin.",
            ["elevated ALT", "*elevated AST", "*elevated bilirubin"],
            id="change-behind-the-mention",
        ),
        pytest.param(
            "[Impairment of attention and memory](EVENT) was noted.",
            ["Impairment of attention", "*Impairment of memory"],
            id="functions",
        ),
    ],
)
def test_first_words_are_shared(nlp: Language, marked: str, expected: list[str]) -> None:
    assert names(read(nlp, marked)) == expected


@pytest.mark.parametrize(
    ("marked", "expected"),
    [
        pytest.param(
            "pain in the [left arm](BODY_SITE) and [leg](BODY_SITE)", ["left arm", "*left leg"], id="one-side"
        ),
        pytest.param(
            "pain in the [left arm and leg](BODY_SITE)", ["left arm", "*left leg"], id="one-mention"
        ),
        pytest.param(
            "a rash on the [left elbow and lower back](BODY_SITE)",
            ["left elbow", "lower back"],
            id="each-has-its-side",
        ),
        pytest.param(
            "a rash on the [left arm and face](BODY_SITE)", ["left arm", "face"], id="not-of-a-pair"
        ),
        pytest.param(
            "[left arm](BODY_SITE), [neck](BODY_SITE) and [hand](BODY_SITE)",
            ["left arm", "neck", "hand"],
            id="the-side-ends-at-the-neck",
        ),
        pytest.param(
            "a rash on the [upper and lower extremities](BODY_SITE)",
            ["*upper extremities", "lower extremities"],
            id="shared-site",
        ),
        pytest.param("in the [head and neck](BODY_SITE)", ["head and neck"], id="a-pair"),
        pytest.param("a rash on the [chest and back](BODY_SITE)", ["chest and back"], id="known-as-one-site"),
        pytest.param("a rash on the [scalp](BODY_SITE) and elbow", ["scalp"], id="nothing-shared-behind-it"),
        pytest.param(
            "the [right arm](BODY_SITE) and [fever](EVENT)",
            ["right arm", "fever"],
            id="another-thing-follows",
        ),
    ],
)
def test_sites(nlp: Language, marked: str, expected: list[str]) -> None:
    assert names(read(nlp, marked)) == expected


@pytest.mark.parametrize(
    "marked",
    [
        pytest.param(
            "He had grade 3 [neutropenia](EVENT) and [thrombocytopenia](EVENT).", id="grade-is-no-name"
        ),
        pytest.param("She had [nausea](EVENT), [vomiting](EVENT) and [abdominal pain](EVENT).", id="things"),
        pytest.param("He had [torticollis](EVENT) and [oculogyric crises](EVENT).", id="noun-before-and"),
        pytest.param("[deep vein thrombosis](EVENT) and [pulmonary embolism](EVENT)", id="two-whole-names"),
        pytest.param("He had [chest tightness](EVENT) and [abdominal distension](EVENT).", id="own-head"),
        pytest.param("He had a mass in the liver and [renal failure](EVENT).", id="a-place"),
        pytest.param(
            "He had [pain in the chest](EVENT) and [abdominal distension](EVENT).", id="site-of-another"
        ),
        pytest.param("She was hepatic and [renal failure](EVENT) followed.", id="says-how-somebody-is"),
        pytest.param(
            "He left hospital and [renal failure](EVENT) followed.", id="noun-that-ends-as-adjectives-do"
        ),
        pytest.param("She had [head and neck cancer](EVENT).", id="a-pair"),
        pytest.param("[degeneration in the retina and optic nerve](EVENT)", id="site-beside-a-site"),
        pytest.param("[decreased renal and hepatic function](EVENT)", id="change-before-the-list"),
        pytest.param(
            "[aortic stenosis](EVENT) and a [ventricular septal defect](EVENT)", id="an-article-begins-anew"
        ),
        pytest.param("He had a [rash on the face and trunk](EVENT).", id="one-sign-on-two-sites"),
        pytest.param("He had [redness of the face and trunk](EVENT).", id="one-sign-of-two-sites"),
        pytest.param("[swelling of the lips](EVENT) and [fever](EVENT)", id="another-sign-follows"),
        pytest.param("[elevated ALT](EVENT) and [jaundice](EVENT)", id="a-sign-behind-a-change"),
        pytest.param("[kava and valerian tea](DRUG)", id="drugs-never"),
        pytest.param("[renal failure](EVENT)", id="no-list"),
        pytest.param("He was well.", id="no-mention"),
    ],
)
def test_lists_that_share_nothing(nlp: Language, marked: str) -> None:
    assert names(read(nlp, marked)) == [
        parse(marked).text[start:end] for start, end, _ in parse(marked).spans
    ]


def test_parts_are_characters_of_the_text(nlp: Language) -> None:
    doc = read(nlp, "Later, [chest and abdominal pain](EVENT) began.")
    first, second = doc.spans[MENTIONS]
    assert [doc.text[start:end] for start, end in first._.get(PARTS)] == ["chest", "pain"]
    assert (first.text, second.text) == ("chest and abdominal pain", "abdominal pain")
    assert second._.get(PARTS) is None
    assert {(span.label_, span.id_) for span in (first, second)} == {("EVENT", "ner")}


def test_a_disease_that_ends_before_the_and_keeps_its_words(nlp: Language) -> None:
    marked = "stenosis of the aorta and [ventricular dilatation](EVENT)"
    assert names(read(nlp, marked, "[stenosis of the aorta](DISORDER) and ventricular dilatation")) == [
        "ventricular dilatation"
    ]


def test_mentions_of_the_same_name_are_not_made_twice(nlp: Language) -> None:
    marked = "[chest](BODY_SITE) and [abdominal pain](EVENT)"
    assert names(read(nlp, marked)) == ["chest", "*chest pain", "abdominal pain"]


def test_a_second_run_adds_nothing(nlp: Language) -> None:
    doc = read(nlp, "pain in the [left arm and leg](BODY_SITE) with [renal and hepatic failure](EVENT)")
    once = names(doc)
    again = names(nlp.get_pipe("caseline_coordination")(doc))
    assert once == ["left arm", "*left leg", "*renal failure", "hepatic failure"]
    assert again == once


def test_parts_survive_bytes(nlp: Language) -> None:
    doc = read(nlp, "She had [chest and abdominal pain](EVENT).")
    copy = Doc(nlp.vocab).from_bytes(doc.to_bytes())
    assert names(copy) == names(doc) == ["*chest pain", "abdominal pain"]


def test_the_component_is_saved_and_needs_what_it_says(nlp: Language, tmp_path) -> None:
    assert not any(nlp.analyze_pipes()["problems"].values())
    nlp.to_disk(tmp_path)
    loaded = spacy.load(tmp_path)
    assert names(read(loaded, "She had [chest and abdominal pain](EVENT).")) == [
        "*chest pain",
        "abdominal pain",
    ]


def test_a_time_and_a_duration_of_the_same_words_stay_both() -> None:
    nlp = blank()
    coordination = nlp.add_pipe("caseline_coordination")
    time, duration = (
        parse(f"Pain in arm and leg after [six weeks]({label}) of it.") for label in ("TIME", "DURATION")
    )
    doc = nlp.make_doc(time.text)
    nlp.get_pipe("caseline_sentences")(doc)
    doc.spans[MENTIONS] = [
        *spans_of(doc, duration),
        *spans_of(doc, time),
        *spans_of(doc, parse("[Pain](EVENT)")),
    ]
    coordination(doc)
    assert [(span.text, span.label_) for span in doc.spans[MENTIONS]] == [
        ("Pain", "EVENT"),
        ("six weeks", "DURATION"),
        ("six weeks", "TIME"),
    ]
