"""Names inside wider mentions."""

from collections.abc import Callable

import pytest

from caseline.nlp.layers import LEXICON, MENTIONS, NER, PARTS
from tests.marked import blank, parse, spans_of
from tests.operations import TWICE, growth


def found(mention: str, *candidates: str, terms: str = "") -> list[str]:
    """Returns the mentions behind the component, for a marked mention, candidates and lexicon terms."""
    nlp = blank()
    cores = nlp.add_pipe("caseline_cores")
    doc = nlp.make_doc(parse(mention).text)
    doc.spans[MENTIONS] = spans_of(doc, parse(mention))
    doc.spans[NER] = [span for each in candidates for span in spans_of(doc, parse(each), source="maccrobat")]
    if terms:
        doc.spans[LEXICON] = spans_of(doc, parse(terms), source="lexicon")
    return [span.text for span in cores(doc).spans[MENTIONS]]


@pytest.mark.parametrize(
    ("mention", "candidates", "expected"),
    [
        pytest.param(
            "He had a [severe headache](EVENT).",
            ["He had a [severe](SEVERITY) [headache](EVENT)."],
            ["severe headache", "headache"],
            id="severity-before",
        ),
        pytest.param(
            "She had [grade 3 colitis](EVENT).",
            ["She had [grade 3](SEVERITY) [colitis](DISORDER)."],
            ["grade 3 colitis", "colitis"],
            id="grade-before",
        ),
        pytest.param(
            "She noticed [blisters on both feet](EVENT).",
            ["She noticed [blisters](EVENT) on both [feet](BODY_SITE)."],
            ["blisters", "blisters on both feet"],
            id="site-behind",
        ),
        pytest.param(
            "[severe itching of the scalp](EVENT)",
            ["[severe](SEVERITY) [itching](EVENT) of the [scalp](BODY_SITE)"],
            ["severe itching of the scalp", "itching"],
            id="both",
        ),
        pytest.param(
            "[red papules appeared on the neck](EVENT)",
            ["[red papules](EVENT) appeared on the [neck](BODY_SITE)"],
            ["red papules", "red papules appeared on the neck"],
            id="verb-of-happening",
        ),
        pytest.param(
            "He had an [acute pancreatitis](EVENT).",
            ["He had an acute [pancreatitis](EVENT)."],
            ["acute pancreatitis"],
            id="course-stays",
        ),
        pytest.param(
            "She noticed [blisters on both feet](EVENT).",
            ["She noticed [blisters](EVENT) on both feet."],
            ["blisters on both feet"],
            id="nobody-knows-the-site",
        ),
        pytest.param(
            "She noticed [something odd on both feet](EVENT).",
            ["She noticed something odd on both [feet](BODY_SITE)."],
            ["something odd on both feet"],
            id="nobody-knows-the-name",
        ),
        pytest.param(
            "He took [severe](SEVERITY) care.",
            ["He took [severe](SEVERITY) care."],
            ["severe"],
            id="no-event",
        ),
    ],
)
def test_cores(mention: str, candidates: list[str], expected: list[str]) -> None:
    assert found(mention, *candidates) == expected


def test_a_term_of_a_lexicon_stays_whole() -> None:
    mention, candidate = "[cancer of the breast](DISORDER)", "[cancer](DISORDER) of the [breast](BODY_SITE)"
    assert found(mention, candidate) == ["cancer", "cancer of the breast"]
    assert found(mention, candidate, terms=mention) == ["cancer of the breast"]


@pytest.mark.parametrize(
    ("mention", "drugs", "expected"),
    [
        pytest.param("[kava toxicity](EVENT)", "[kava](DRUG) toxicity", ["kava"], id="first-word"),
        pytest.param(
            "[acute severe kava hepatitis](DISORDER)",
            "acute severe [kava](DRUG) hepatitis",
            ["kava"],
            id="behind-adjectives",
        ),
        pytest.param(
            "[kava-related seizures](EVENT)", "[kava](DRUG)-related seizures", ["kava"], id="hyphen"
        ),
        pytest.param(
            "[kava-resistant sepsis](DISORDER)", "[kava](DRUG)-resistant sepsis", [], id="resistant-to-it"
        ),
        pytest.param(
            "[kava refractory colitis](EVENT)", "[kava](DRUG) refractory colitis", [], id="refractory-to-it"
        ),
        pytest.param("[kava dependence](DISORDER)", "[kava](DRUG) dependence", [], id="no-harm"),
        pytest.param("[heroin addict](DISORDER)", "[heroin](DRUG) addict", [], id="no-disease"),
        pytest.param("[allergy to kava](DISORDER)", "allergy to [kava](DRUG)", [], id="behind-a-preposition"),
        pytest.param("[alcohol withdrawal](DISORDER)", "[alcohol](DRUG) withdrawal", [], id="habit"),
        pytest.param("[kava](EVENT)", "[kava](DRUG)", [], id="nothing-behind"),
        pytest.param("[kava of the islands](EVENT)", "[kava](DRUG) of the islands", [], id="no-name-behind"),
    ],
)
def test_the_drug_that_an_effect_is_named_after(mention: str, drugs: str, expected: list[str]) -> None:
    assert [each for each in found(mention, drugs) if each != parse(mention).text] == expected
    assert [each for each in found(mention, terms=drugs) if each != parse(mention).text] == expected


def test_a_list_and_a_discontinuous_mention_are_left_alone() -> None:
    nlp = blank()
    cores = nlp.add_pipe("caseline_cores")
    candidates = parse("[severe](SEVERITY) [fever](EVENT) and [rash](EVENT)")
    doc = nlp.make_doc(candidates.text)
    doc.spans[NER] = spans_of(doc, candidates, source="phee")
    doc.spans[MENTIONS] = spans_of(doc, parse("[severe fever and rash](EVENT)"))
    doc.spans[MENTIONS][0]._.set(PARTS, [[0, 6], [17, 21]])
    assert [span.text for span in cores(doc).spans[MENTIONS]] == ["severe fever and rash"]
    doc.spans[MENTIONS][0]._.set(PARTS, None)
    doc.spans[MENTIONS] = [*doc.spans[MENTIONS], *spans_of(doc, parse("severe fever and [rash](EVENT)"))]
    assert [span.text for span in cores(doc).spans[MENTIONS]] == ["severe fever and rash", "rash"]


def test_a_second_run_adds_nothing() -> None:
    nlp = blank()
    cores = nlp.add_pipe("caseline_cores")
    marked = parse("[severe](SEVERITY) [headache](EVENT)")
    doc = nlp.make_doc(marked.text)
    doc.spans[NER] = spans_of(doc, marked, source="phee")
    doc.spans[MENTIONS] = spans_of(doc, parse("[severe headache](EVENT)"))
    once = [span.text for span in cores(doc).spans[MENTIONS]]
    assert [span.text for span in cores(doc).spans[MENTIONS]] == once == ["severe headache", "headache"]


def test_twice_the_mentions_take_twice_the_steps() -> None:
    nlp = blank()
    cores = nlp.add_pipe("caseline_cores")

    def prepare(size: int) -> Callable[[], object]:
        marked = parse("She had [severe pain](EVENT) and [pain](EVENT) that [was bad pain](EVENT). " * size)
        doc = nlp.make_doc(marked.text)
        doc.spans[MENTIONS] = spans_of(doc, marked)
        return lambda: cores(doc)

    assert growth(prepare, 40) < TWICE
