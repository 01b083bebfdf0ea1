"""Names of events."""

import pytest

from caseline.cases.naming import is_adjective, plain_name


@pytest.mark.parametrize(
    ("text", "concept", "name"),
    [
        pytest.param("generalized petechiae", "", "petechiae", id="extent"),
        pytest.param("transient global amnesia", "", "transient global amnesia", id="transient-by-name"),
        pytest.param("transient nausea", "", "nausea", id="transient"),
        pytest.param("gout since March 2003", "", "gout", id="since-a-date"),
        pytest.param("acute pericarditis", "", "acute pericarditis", id="course-stays"),
        pytest.param(
            "generalized tonic-clonic seizures", "", "generalized tonic-clonic seizures", id="type-stays"
        ),
        pytest.param("small pericardial effusion", "", "pericardial effusion", id="size"),
        pytest.param("deep vein thrombosis", "", "deep vein thrombosis", id="depth-of-a-vein-stays"),
        pytest.param("Bell's palsy R side", "", "Bell's palsy", id="side-behind-the-name"),
        pytest.param("numbness L arm", "", "numbness", id="limb-behind-the-name"),
        pytest.param("swelling of left arm", "", "swelling of left arm", id="limb-within-the-name"),
        pytest.param("ischemic left leg", "", "ischemic left leg", id="limb-that-is-named"),
        pytest.param("pale then fell to floor", "", "paleness", id="what-happened-then"),
        pytest.param("deep jaundice", "", "jaundice", id="grade"),
        pytest.param("severely dyspneic", "Dyspnea", "dyspnea", id="adverb-and-adjective"),
        pytest.param("hypotensive", "", "hypotension", id="greek-adjective"),
        pytest.param("pale", "Pallor", "paleness", id="plain-adjective"),
        pytest.param("vomited", "Vomiting", "vomiting", id="verb"),
        pytest.param("on the following morning dusky spots", "", "dusky spots", id="time"),
        pytest.param("Stevens-Johnson syndrome", "", "Stevens-Johnson syndrome", id="proper-name"),
        pytest.param("Ebstein's anomaly", "", "Ebstein's anomaly", id="possessive"),
        pytest.param("TEN", "", "TEN", id="abbreviation"),
        pytest.param("CHILLS", "Chills", "chills", id="shouted"),
        pytest.param("NERVE PAIN", "", "nerve pain", id="shouted-words"),
        pytest.param("DRESS", "Drug reaction", "DRESS", id="abbreviation-of-a-concept"),
        pytest.param("severe", "", "severe", id="nothing-left"),
        pytest.param("reversible dystonia", "", "dystonia", id="course-told"),
        pytest.param(
            "reversible posterior leukoencephalopathy",
            "",
            "reversible posterior leukoencephalopathy",
            id="reversible-by-name",
        ),
        pytest.param("edematous", "", "edema", id="adjective-of-a-sign"),
        pytest.param("multiple sclerosis", "", "multiple sclerosis", id="no-extent"),
        pytest.param("over the next 48 hours blisters", "", "blisters", id="time-before"),
        pytest.param("during the following two weeks jaundice", "", "jaundice", id="weeks-before"),
        pytest.param("next of kin", "", "next of kin", id="no-time-before"),
        pytest.param("feet began to tingle", "", "tingling of feet", id="began-to"),
        pytest.param("left eyelid started to droop", "", "drooping of left eyelid", id="started-to"),
        pytest.param("temples began to throb", "", "throbbing of temples", id="doubled-letter"),
        pytest.param("began to vomit", "", "vomiting", id="nobody-told"),
        pytest.param("began to vomit blood", "", "vomiting blood", id="something-behind"),
        pytest.param("started to feel dizzy", "", "dizziness", id="verb-of-having"),
        pytest.param("rash began behind the ears", "", "rash", id="began-somewhere"),
        pytest.param("rash that began to itch", "", "rash", id="began-in-a-clause"),
    ],
)
def test_names(text: str, concept: str, name: str) -> None:
    assert plain_name(text, concept, nouns=True) == name


def test_nouns_only_where_asked() -> None:
    assert plain_name("Hypertensive", "Hypertension", nouns=False) == "hypertensive"


def test_adjectives() -> None:
    assert is_adjective("severely hypotensive") is False
    assert is_adjective("anemic")
    assert not is_adjective("anemia")
