"""What speaks for a mention."""

import pytest
from spacy.tokens import Doc, Span

from caseline.nlp.layers import CANDIDATE_SCORES, LEXICON, MENTIONS, NER, PARTS
from caseline.nlp.score_features import features, is_agreement
from caseline.nlp.tagged_layer import candidate_key
from tests.marked import blank, parse, spans_of

TEXT = "He had [severe liver failure](EVENT) after amiodarone."


def given(mention: str, *candidates: tuple[str, str, float | None]) -> Doc:
    """Returns a Doc with marked mentions and, each with its source and score, marked candidates."""
    doc = blank()(parse(mention).text)
    doc.spans[MENTIONS] = sorted(spans_of(doc, parse(mention)))
    found = [
        (span, score) for text, name, score in candidates for span in spans_of(doc, parse(text), source=name)
    ]
    doc.spans[LEXICON] = [span for span, _ in found if span.id_ == LEXICON]
    doc.spans[NER] = [span for span, _ in found if span.id_ != LEXICON]
    doc._.set(CANDIDATE_SCORES, {candidate_key(span): score for span, score in found if score is not None})
    return doc


def named(doc: Doc, place: int = 0) -> set[str]:
    return {name for name in features(doc)[place] if not name.endswith(("sureness", "words", "joined"))}


@pytest.mark.parametrize(
    ("candidate", "expected"),
    [
        pytest.param(TEXT, "phee.same", id="same"),
        pytest.param("He had [severe liver failure](DISORDER) after amiodarone.", "phee.kin", id="kin"),
        pytest.param("He had [severe liver failure](DRUG) after amiodarone.", "phee.rival", id="rival"),
        pytest.param("He had severe [liver failure](EVENT) after amiodarone.", "phee.inside", id="inside"),
        pytest.param(
            "He [had severe liver failure](EVENT) after amiodarone.", "phee.same", id="a-verb-before"
        ),
        pytest.param(
            "[He had severe liver failure](EVENT) after amiodarone.",
            "phee.same",
            id="pronoun-and-verb-before",
        ),
        pytest.param("He had [severe liver failure after amiodarone](EVENT).", "phee.wider", id="wider"),
        pytest.param(
            "He had severe [liver failure after](DISORDER) amiodarone.", "phee.crossing", id="crossing"
        ),
        pytest.param("He had severe liver failure after [amiodarone](DRUG).", None, id="elsewhere"),
        pytest.param(
            "He had severe liver [failure](DRUG) after amiodarone.", None, id="a-part-of-another-kind"
        ),
    ],
)
def test_how_a_candidate_relates_to_a_mention(candidate: str, expected: str | None) -> None:
    assert named(given(TEXT, (candidate, "phee", 0.9))) == ({expected} if expected else set())


def test_every_source_speaks_for_itself() -> None:
    doc = given(TEXT, (TEXT, "phee", 0.9), (TEXT, LEXICON, None))
    assert named(doc) == {"phee.same", "lexicon.same"}


def test_a_sure_finder_says_more_and_the_surest_candidate_speaks() -> None:
    inside = "He had severe [liver](EVENT) [failure](EVENT) after amiodarone."
    doc = given(TEXT, (inside, "phee", 0.5))
    low = features(doc)[0]["phee.inside.sureness"]
    scores = doc._.get(CANDIDATE_SCORES)
    doc._.set(CANDIDATE_SCORES, scores | dict.fromkeys(list(scores)[:1], 0.99))
    assert features(doc)[0]["phee.inside.sureness"] > low > 0
    assert not any(name.endswith("sureness") for name in features(given(TEXT, (TEXT, LEXICON, None)))[0])


def test_a_score_of_one_is_finite() -> None:
    assert features(given(TEXT, (TEXT, "phee", 1.0)))[0]["phee.same.sureness"] < 10


def test_list_and_members() -> None:
    doc = given("He had fever and rash.")
    doc.spans[MENTIONS] = [doc[2:3], doc[2:5], doc[4:5]]
    doc.spans[MENTIONS] = [Span(doc, each.start, each.end, label="EVENT") for each in doc.spans[MENTIONS]]
    assert [named(doc, place) for place in range(3)] == [{"member"}, {"list"}, {"member"}]
    assert ["joined" in each for each in features(doc)] == [False, True, False]


def test_a_name_within_a_wider_mention() -> None:
    doc = given("He had severe headache.")
    doc.spans[MENTIONS] = [Span(doc, 2, 4, label="EVENT"), Span(doc, 3, 4, label="DISORDER")]
    assert [named(doc, place) for place in range(2)] == [{"wide"}, {"member"}]


def test_a_list_of_three_is_a_list() -> None:
    doc = given("He had fever, rash and jaundice.")
    ends = [(2, 7), (2, 3), (4, 5), (6, 7)]
    doc.spans[MENTIONS] = [Span(doc, start, end, label="EVENT") for start, end in ends]
    assert named(doc) == {"list"}


def test_a_discontinuous_mention_is_no_list() -> None:
    doc = given("He had chest and abdominal pain.")
    chest, pain = Span(doc, 2, 6, label="EVENT"), Span(doc, 4, 6, label="EVENT")
    chest._.set(PARTS, [[7, 12], [27, 31]])
    doc.spans[MENTIONS] = [chest, pain]
    assert [named(doc, place) for place in range(2)] == [{"apart"}, set()]


def test_other_kinds_do_not_nest() -> None:
    assert [named(given("[two [days](DURATION)](EVENT)".replace("[days](DURATION)", "days")))] == [set()]


def test_a_doc_without_mentions() -> None:
    assert features(blank()("Nothing.")) == []


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        pytest.param("phee.same", True, id="same"),
        pytest.param("phee.same.sureness", True, id="surely-same"),
        pytest.param("phee.wider.sureness", False, id="surely-wider"),
        pytest.param("words", False, id="words"),
    ],
)
def test_what_counts_as_agreement(name: str, expected: bool) -> None:
    assert is_agreement(name) is expected
