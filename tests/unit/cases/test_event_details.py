"""What is told of single events: findings, seriousness, severity, sites."""

import pytest

from caseline.cases.findings import findings_of
from caseline.cases.narrative import Found, Narrative
from caseline.cases.seriousness import seriousness_of
from caseline.cases.severity import grade_of, severities_of
from caseline.cases.sites import places_of, sites_of
from caseline.schema.mention import Label
from tests.narratives import narrative


def of(found: Narrative, *labels: Label) -> list[Found]:
    return [mention for mention in found.mentions if mention.label in labels]


def events(found: Narrative) -> dict[str, list[Found]]:
    return {mention.text: [mention] for mention in of(found, Label.EVENT)}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "[Thrombocytopenia](EVENT) ([platelets 12 × 10⁹/L](FINDING)) and [rash](EVENT).",
            {"Thrombocytopenia": ["platelets 12 × 10⁹/L"], "rash": []},
            id="by-name",
        ),
        pytest.param(
            "[Thrombocytopenia](EVENT) came; [platelets 250 × 10⁹/L](FINDING) later.",
            {"Thrombocytopenia": []},
            id="normal-supports-nothing",
        ),
        pytest.param(
            "[Fever](EVENT) and [shock](EVENT): [BP 70/40](FINDING), [temp 102.3F](FINDING).",
            {"Fever": ["temp 102.3F"], "shock": ["BP 70/40"]},
            id="vital-signs",
        ),
        pytest.param(
            "[Lithium toxicity](EVENT), [lithium level of 3.1 mmol/L](FINDING).",
            {"Lithium toxicity": ["lithium level of 3.1 mmol/L"]},
            id="drug-level",
        ),
        pytest.param(
            "[Raised transaminases](EVENT) in [hepatitis](EVENT), [ALT 980 U/L](FINDING).",
            {"Raised transaminases": ["ALT 980 U/L"], "hepatitis": []},
            id="the-nearer-name",
        ),
        pytest.param(
            "[Ocular hypertension](EVENT) ([intraocular pressure 46 mmHg](FINDING)), [angle closure](EVENT).",
            {"Ocular hypertension": ["intraocular pressure 46 mmHg"], "angle closure": []},
            id="in-its-brackets",
        ),
        pytest.param(
            "[Intoxication](EVENT) and [rash](EVENT); [serum lithium was 2.3 mmol/L](FINDING).",
            {"Intoxication": ["serum lithium was 2.3 mmol/L"], "rash": []},
            id="an-intoxication-without-a-name",
        ),
        pytest.param(
            "[Digoxin toxicity](EVENT); [serum lithium was 0.8 mmol/L](FINDING).",
            {"Digoxin toxicity": []},
            id="the-level-of-another-drug",
        ),
    ],
)
def test_findings(source: str, expected: dict[str, list[str]]) -> None:
    found = narrative(source)
    supported = findings_of(found, of(found, Label.FINDING), events(found))
    assert {key: [mention.text for mention in own] for key, own in supported.items()} == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "He was [admitted to hospital](SERIOUSNESS) with [hives](EVENT).",
            {"hives": ["hospitalisation"]},
            id="clause",
        ),
        pytest.param(
            "He had [hives](EVENT). He was [admitted to the ICU](SERIOUSNESS).",
            {"hives": ["life_threatening", "hospitalisation"]},
            id="told-before",
        ),
        pytest.param(
            "He had [hives](EVENT). He was [admitted](SERIOUSNESS) for elective surgery.",
            {"hives": []},
            id="planned",
        ),
        pytest.param(
            "He had [hives](EVENT) and was not [admitted](SERIOUSNESS).", {"hives": []}, id="denied"
        ),
        pytest.param(
            "[Seizures](EVENT) led to [intubation](THERAPY).", {"Seizures": ["life_threatening"]}, id="rescue"
        ),
        pytest.param("[Cardiac arrest](EVENT) came.", {"Cardiac arrest": ["life_threatening"]}, id="arrest"),
        pytest.param("[Fever](EVENT) came.", {"Fever": []}, id="nothing-said"),
        pytest.param(
            "He had [fever](EVENT), then [hives](EVENT), for which he was [admitted](SERIOUSNESS).",
            {"fever": [], "hives": ["hospitalisation"]},
            id="for-which",
        ),
        pytest.param(
            "He had [fever](EVENT). [Two days later](TIME) [hives](EVENT) came. He was [admitted](SERIOUSNESS).",
            {"fever": [], "hives": ["hospitalisation"]},
            id="since-the-last-onset",
        ),
        pytest.param(
            "He had [hives](EVENT) and was taken to the [intensive care unit](SERIOUSNESS).",
            {"hives": ["life_threatening", "hospitalisation"]},
            id="from-outside",
        ),
        pytest.param(
            "He had [hives](EVENT) on the ward and went to the [intensive care unit](SERIOUSNESS).",
            {"hives": ["life_threatening"]},
            id="from-the-ward",
        ),
        pytest.param(
            "The [nausea](EVENT) went, but her [blindness](EVENT) stays: she is [registered blind](SERIOUSNESS).",
            {"nausea": [], "blindness": ["disability"]},
            id="disability-of-the-last",
        ),
        pytest.param(
            "She was [left unable to walk](EVENT) and had [nausea](EVENT).",
            {"left unable to walk": ["disability"], "nausea": []},
            id="disability-is-the-event",
        ),
        pytest.param(
            "He had [fever](EVENT) and [hives](EVENT). All events were serious for [disability](SERIOUSNESS) except [fever](EVENT).",
            {"fever": [], "hives": ["disability"]},
            id="all-but-one",
        ),
        pytest.param(
            "He had [fever](EVENT). He had [hives](EVENT). This report was serious ([hospitalization](SERIOUSNESS)).",
            {"fever": ["hospitalisation"], "hives": ["hospitalisation"]},
            id="the-report-and-so-all",
        ),
        pytest.param(
            "He had [fever](EVENT). [Later](TIME) he was [admitted](SERIOUSNESS) for [hives](EVENT). "
            "This case was serious ([hospitalization](SERIOUSNESS)).",
            {"fever": [], "hives": ["hospitalisation"]},
            id="the-report-for-what-was-told",
        ),
        pytest.param(
            "The [hives](EVENT) [prolonged his hospital stay](SERIOUSNESS).",
            {"hives": ["hospitalisation"]},
            id="prolonged",
        ),
        pytest.param(
            "[Ebstein's anomaly](EVENT) and [jaundice](EVENT) were seen.",
            {"Ebstein's anomaly": ["congenital_anomaly"], "jaundice": []},
            id="malformed",
        ),
        pytest.param(
            "He had [hives](EVENT) and [hypotension](EVENT). [Noradrenaline](THERAPY) was required.",
            {"hives": ["life_threatening"], "hypotension": ["life_threatening"]},
            id="pressor",
        ),
        pytest.param(
            "He had [itching](EVENT) and [anaphylaxis](EVENT). [Adrenaline](THERAPY) was given.",
            {"itching": [], "anaphylaxis": ["life_threatening"]},
            id="adrenaline-for-shock",
        ),
        pytest.param(
            "[Adrenaline](THERAPY) was given. Later [anaphylaxis](EVENT) came.",
            {"anaphylaxis": []},
            id="adrenaline-before",
        ),
        pytest.param(
            "He had [hives](EVENT).\n\nHe was [admitted](SERIOUSNESS).",
            {"hives": ["hospitalisation"]},
            id="admission-opens-a-paragraph",
        ),
        pytest.param(
            "He had [hives](EVENT).\n\nHe had [fever](EVENT). He was [admitted](SERIOUSNESS).",
            {"hives": [], "fever": ["hospitalisation"]},
            id="admission-for-what-its-paragraph-tells",
        ),
    ],
)
def test_seriousness(source: str, expected: dict[str, list[str]]) -> None:
    found = narrative(source, context=True)
    told = seriousness_of(found, of(found, Label.SERIOUSNESS), of(found, Label.THERAPY), events(found))
    assert {key: [criterion.value for criterion in met] for key, met in told.items()} == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("[severe](SEVERITY) [headache](EVENT)", {"headache": ["severe"]}, id="before"),
        pytest.param(
            "An [unbearable](SEVERITY) [rash](EVENT) of [moderate](SEVERITY) severity.",
            {"rash": ["moderate", "unbearable"]},
            id="grades-first",
        ),
        pytest.param("[massive](SEVERITY) [oedema](EVENT)", {"oedema": []}, id="extent"),
        pytest.param("[Rash](EVENT) was [mild](SEVERITY).", {"Rash": ["mild"]}, id="behind"),
        pytest.param("[Rash](EVENT) ([grade 3](SEVERITY))", {"Rash": ["grade 3"]}, id="brackets"),
        pytest.param(
            "[severe](SEVERITY) [headache](EVENT) and [rash](EVENT)",
            {"headache": ["severe"], "rash": []},
            id="the-next",
        ),
        pytest.param(
            "[Severe](SEVERITY) illness had developed without [rash](EVENT).", {"rash": []}, id="not-far-off"
        ),
    ],
)
def test_severity(source: str, expected: dict[str, list[str]]) -> None:
    found = narrative(source)
    graded = severities_of(found, of(found, Label.SEVERITY), events(found))
    assert {key: [mention.text for mention in own] for key, own in graded.items()} == expected


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        pytest.param("grade 3", "3", id="arabic"),
        pytest.param("CTCAE grade IV", "4", id="roman"),
        pytest.param("grade 3-4", "4", id="span"),
        pytest.param("severe", None, id="word"),
    ],
)
def test_grade(text: str, grade: str | None) -> None:
    found = narrative(f"[{text}](SEVERITY)")
    assert grade_of(found.mentions) == grade


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("[Rash](EVENT) on the [legs](BODY_SITE).", {"Rash": ("legs",)}, id="behind"),
        pytest.param(
            "Her [left thigh](BODY_SITE) was [swollen](EVENT).", {"swollen": ("left thigh",)}, id="bears"
        ),
        pytest.param(
            "[Rash](EVENT) on the [chest](BODY_SITE) and [back](BODY_SITE).",
            {"Rash": ("chest", "back")},
            id="list",
        ),
        pytest.param(
            "[Rash](EVENT) of the [face and neck](BODY_SITE).", {"Rash": ("face", "neck")}, id="one-span"
        ),
        pytest.param(
            "[Redness](EVENT) and [swelling](EVENT) of the [arm](BODY_SITE).",
            {"Redness": ("arm",), "swelling": ("arm",)},
            id="of-a-list",
        ),
        pytest.param(
            "[Fever](EVENT) and [swelling](EVENT) of the [arm](BODY_SITE).",
            {"Fever": (), "swelling": ("arm",)},
            id="fever-sits-nowhere",
        ),
        pytest.param(
            "[Redness](EVENT) of the [hand](BODY_SITE), the whole [arm](BODY_SITE) was [swollen](EVENT).",
            {"Redness": ("hand",), "swollen": ("arm",)},
            id="a-new-statement",
        ),
        pytest.param(
            "[Hives](EVENT) all over her [chest](BODY_SITE) and [wheezing](EVENT).",
            {"Hives": ("chest",), "wheezing": ()},
            id="next-of-the-list-bears-nothing",
        ),
        pytest.param(
            "Her [arm](BODY_SITE) and [swelling](EVENT).",
            {"swelling": ("arm",)},
            id="nothing-else-to-bear-it",
        ),
        pytest.param("[Numbness](EVENT) [L arm](BODY_SITE).", {"Numbness": ("L arm",)}, id="directly-behind"),
        pytest.param(
            "[Pain](EVENT) of the [hand](BODY_SITE), [arm](BODY_SITE).", {"Pain": ("hand", "arm")}, id="list"
        ),
        pytest.param("[Pain](EVENT) of the [whole arm](BODY_SITE).", {"Pain": ("arm",)}, id="whole"),
        pytest.param("He [vomited](EVENT) in the [eye](BODY_SITE) clinic.", {"vomited": ()}, id="a-clinic"),
        pytest.param("[Rash](EVENT); a biopsy of the [skin](BODY_SITE).", {"Rash": ()}, id="examined"),
        pytest.param("[Rash](EVENT) came. The [legs](BODY_SITE) hurt.", {"Rash": ()}, id="another-sentence"),
        pytest.param("He had [rash](EVENT) after the [leaflet](BODY_SITE).", {"rash": ()}, id="no-place"),
    ],
)
def test_sites(source: str, expected: dict[str, tuple[str, ...]]) -> None:
    found = narrative(source)
    borne = sites_of(found, of(found, Label.BODY_SITE), events(found))
    assert {key: places_of(own) for key, own in borne.items()} == expected
