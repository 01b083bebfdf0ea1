"""Statements of cause: of which events, and which counts."""

import pytest

from caseline.cases.causality import blamed, judge
from caseline.cases.judgements import judges_cause
from caseline.cases.narrative import Found, Narrative
from caseline.schema.case import CausalityMethod, CausalityValue
from caseline.schema.mention import Label
from tests.narratives import narrative


def of(found: Narrative, label: Label) -> list[Found]:
    return [mention for mention in found.mentions if mention.label is label]


def events(found: Narrative) -> dict[str, list[Found]]:
    return {mention.text: [mention] for mention in of(found, Label.EVENT)}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "[Hives](EVENT) [caused by](CAUSALITY) [kava](DRUG). [Fever](EVENT) followed.",
            ["Hives"],
            id="those-of-its-sentence",
        ),
        pytest.param("[Kava](DRUG)-[induced](CAUSALITY) [hives](EVENT).", ["hives"], id="cause-before"),
        pytest.param(
            "[Hives](EVENT) [induced](CAUSALITY) [kava](DRUG) use.", [], id="cause-on-the-wrong-side"
        ),
        pytest.param(
            "[Hives](EVENT) and [fever](EVENT) came. It was [probable](CAUSALITY).",
            ["Hives", "fever"],
            id="names-none-so-all",
        ),
        pytest.param(
            "[Hives](EVENT) [caused by](CAUSALITY) the sun. [Kava](DRUG) was taken.",
            [],
            id="a-plain-claim-about-something-else",
        ),
        pytest.param(
            "[Hives](EVENT) [due to](CAUSALITY) [sepsis](DISORDER) after [kava](DRUG).",
            [],
            id="a-disease-stands-between",
        ),
        pytest.param(
            f"[Hives](EVENT) [caused by](CAUSALITY) {'very ' * 9} bad [kava](DRUG).",
            [],
            id="a-plain-claim-far-from-the-suspect",
        ),
        pytest.param(
            "[Hives](EVENT) were a [probable reaction](CAUSALITY). [Kava](DRUG) was taken.",
            ["Hives"],
            id="a-likelihood-needs-no-suspect",
        ),
        pytest.param(
            "[Hives](EVENT) came of [kava](DRUG). It was [possibly brought on by](CAUSALITY) the vaccine.",
            ["Hives"],
            id="the-drug-by-its-kind",
        ),
        pytest.param(
            "[Hives](EVENT). The [eosinophilia](EVENT) and the rest point to [kava](DRUG) as the [probable cause](CAUSALITY).",
            ["Hives", "eosinophilia"],
            id="grounds",
        ),
        pytest.param(
            "[Fever](EVENT) came. [Kava](DRUG) was the [probable cause](CAUSALITY) of the [hives](EVENT).",
            ["hives"],
            id="no-grounds",
        ),
    ],
)
def test_blamed(source: str, expected: list[str]) -> None:
    found = narrative(source)
    [claim] = of(found, Label.CAUSALITY)
    assert blamed(found, claim, events(found), of(found, Label.DRUG)) == expected


def test_what_frees_another_drug_says_nothing_of_the_suspect() -> None:
    found = narrative(
        "[Hives](EVENT) after [kava](DRUG). Years of use [speak against](CAUSALITY) [aspirin](DRUG)."
    )
    [claim] = of(found, Label.CAUSALITY)
    assert blamed(found, claim, events(found), of(found, Label.DRUG)[:1]) == []


def test_a_suspect_is_known_by_its_name_where_its_mention_is_passed_over() -> None:
    found = narrative(
        "[Hives](EVENT) after [kava](DRUG). [Kava](DRUG) is the [most likely cause](CAUSALITY)."
    )
    [claim] = of(found, Label.CAUSALITY)
    assert blamed(found, claim, events(found), of(found, Label.DRUG)[:1]) == ["Hives"]
    other = narrative(
        "[Hives](EVENT) after [kava](DRUG). [Senna](DRUG) is the [most likely cause](CAUSALITY)."
    )
    [claim] = of(other, Label.CAUSALITY)
    assert blamed(other, claim, events(other), of(other, Label.DRUG)[:1]) == []


@pytest.mark.parametrize(
    ("source", "value", "text", "evidence"),
    [
        pytest.param("[probable](CAUSALITY)", CausalityValue.PROBABLE, "probable", 1, id="single"),
        pytest.param(
            "[possible](CAUSALITY) or [probable](CAUSALITY)",
            CausalityValue.PROBABLE,
            "probable",
            1,
            id="strongest",
        ),
        pytest.param(
            "[probable](CAUSALITY), so [probable](CAUSALITY), not [possible](CAUSALITY)",
            CausalityValue.PROBABLE,
            "probable",
            2,
            id="all-as-strong-are-evidence",
        ),
        pytest.param(
            "[certain](CAUSALITY). The [Naranjo score was 6](CAUSALITY).",
            CausalityValue.PROBABLE,
            "Naranjo score was 6",
            1,
            id="a-scale-outranks-wording",
        ),
    ],
)
def test_judgement(source: str, value: CausalityValue, text: str, evidence: int) -> None:
    found = judge(narrative(source), narrative(source).mentions)
    assert found is not None
    assert (found.value, found.mention.text, len(found.evidence)) == (value, text, evidence)


def test_a_bare_category_is_of_the_scale_its_sentence_names() -> None:
    found = narrative("By the Naranjo algorithm (8 points) the reaction was [probable](CAUSALITY).")
    judgement = judge(found, found.mentions)
    assert judgement is not None
    assert judgement.method is CausalityMethod.NARANJO


def test_no_words_no_judgement() -> None:
    assert judge(narrative("Nothing."), []) is None


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        pytest.param("we regard the causal relationship as certain.", True, id="we-regard"),
        pytest.param("the naranjo score was 9.", True, id="score"),
        pytest.param("we attribute the seizures to kava.", True, id="attribute"),
        pytest.param("the timing makes kava the likely cause.", True, id="makes"),
        pytest.param("we believe that clinicians should suspect kava as a cause.", False, id="to-readers"),
        pytest.param("kava is a known cause of hepatitis.", False, id="general"),
        pytest.param("the event hives was assessed as possibly related to kava.", True, id="assessed"),
        pytest.param("company comment: a causal role of kava cannot be excluded.", True, id="company"),
        pytest.param("the mother thought the vaccine was to blame.", True, id="the-mother"),
        pytest.param("events are reported to the authority.", False, id="events-reported"),
        pytest.param("we have scored each of them as possible.", True, id="scored-each"),
        pytest.param("all this leads us to consider kava as the cause.", True, id="leads-us"),
        pytest.param("the interval makes a causal link possible.", True, id="link-possible"),
        pytest.param("we gave him kava.", False, id="no-judgement"),
    ],
)
def test_sentences_that_judge_the_case(sentence: str, expected: bool) -> None:
    assert judges_cause(sentence) is expected
