"""Outcomes, severities."""

import pytest

from caseline.nlp.patterns import outcome, severity
from tests.marked import parse


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("The rash [completely resolved after treatment](OUTCOME).", id="verb"),
        pytest.param("The rash [remained unchanged](OUTCOME).", id="unchanged"),
        pytest.param("Kava dosing remained unchanged.", id="not-the-dosing"),
        pytest.param("The pain [did not improve](OUTCOME).", id="negated-verb"),
        pytest.param("She [recovered](OUTCOME) and he [made a full recovery](OUTCOME).", id="recovery"),
        pytest.param("It [resolved without sequelae](OUTCOME).", id="sequelae"),
        pytest.param(
            "There was [subsequent improvement in bone marrow function](OUTCOME).", id="improvement-in"
        ),
        pytest.param(
            "He [died](OUTCOME); another [succumbed to the disease](OUTCOME); she [passed away](OUTCOME).",
            id="fatal",
        ),
        pytest.param("Her asthma [remains stable](OUTCOME) with [no new relapses](OUTCOME).", id="state"),
        pytest.param("He was [lost to follow-up](OUTCOME).", id="lost"),
        pytest.param("The cough [persisted](OUTCOME) for a week.", id="persisted"),
        pytest.param("His liver values [returned to normal](OUTCOME).", id="normal"),
        pytest.param("All of it had [settled](OUTCOME).", id="settled"),
        pytest.param("Fever and chills [gone](OUTCOME) by Monday.", id="gone"),
        pytest.param("HA [much better but not gone](OUTCOME).", id="better-not-gone"),
        pytest.param("Pt [recovered](OUTCOME); sx [resolved](OUTCOME).", id="telegraphic"),
        pytest.param("Symptoms were [still ongoing at time of report](OUTCOME).", id="ongoing"),
        pytest.param("The outcome of the event was [unknown](OUTCOME).", id="outcome-of-the-event"),
        pytest.param("Pt [fine now](OUTCOME). Child [well](OUTCOME).", id="no-verb"),
        pytest.param("Her strength [started to return](OUTCOME); [nothing since](OUTCOME).", id="returning"),
        pytest.param("The rash had [cleared](OUTCOME) by day 10.", id="cleared-by-a-day"),
        pytest.param("The pain was [relieved](OUTCOME).", id="relieved"),
        pytest.param("He has since [done well](OUTCOME) and is [much better](OUTCOME).", id="auxiliaries"),
        pytest.param(
            "The drug is cleared by the kidney; he was relieved of duty.", id="not-cleared-or-relieved"
        ),
        pytest.param("The needle had gone in; a well child visit.", id="not-gone-in"),
        pytest.param("Area [still itchy](OUTCOME) but [getting smaller](OUTCOME) as of 3/3.", id="itchy"),
        pytest.param("LFTs [normal](OUTCOME) 7/9. Sx [persist](OUTCOME).", id="telegraphic-values"),
        pytest.param("He [continues to have](OUTCOME) pain and [remains weak](OUTCOME).", id="continues"),
        pytest.param(
            "He continues to have a normal gait and continues to take kava.", id="not-continued-health"
        ),
        pytest.param("She [still c/o](OUTCOME) numbness. [Still there](OUTCOME).", id="still-there"),
        pytest.param("It [won't go away](OUTCOME); it [hasn't improved](OUTCOME).", id="contracted"),
        pytest.param("It may go away; if it will not stop growing.", id="not-chances"),
        pytest.param("[80% better](OUTCOME), [nearly gone](OUTCOME) today.", id="by-a-share"),
        pytest.param("In 80% normal saline was given.", id="not-a-share-of-something"),
        pytest.param("She's [fine](OUTCOME). He's well known for it.", id="contracted-verb"),
        pytest.param(
            "Swelling has [gone down some](OUTCOME); it [comes and goes](OUTCOME).", id="gone-down-some"
        ),
        pytest.param("Fever [broke](OUTCOME) at night; hives broke out.", id="fever-broke"),
        pytest.param("[No residual](OUTCOME). It [took 3 days to go away](OUTCOME).", id="took"),
        pytest.param("[Asymptomatic](OUTCOME) at d/c.", id="without-symptoms"),
        pytest.param("Asymptomatic at presentation; the tumour was resected.", id="not-at-first"),
        pytest.param("The pain is [getting worse](OUTCOME).", id="worse"),
        pytest.param("The [recovery status is unknown](OUTCOME).", id="status"),
        pytest.param("It was [unknown if the patient recovered](OUTCOME).", id="unknown-whether"),
        pytest.param("The outcome of fever was [not provided](OUTCOME).", id="not-provided"),
        pytest.param(
            "The outcome of the swelling (left arm), the fever and the warmth at its site was [unknown](OUTCOME).",
            id="unknown-of-a-list",
        ),
        pytest.param('Itch (non-serious), outcome "[unknown](OUTCOME)".', id="in-quotes"),
        pytest.param(
            "Outcome: rash [resolved](OUTCOME); sad mood [unknown](OUTCOME).",
            id="a-list",
        ),
        pytest.param("The batch is unknown; the dose is not reported.", id="not-what-else-is-unknown"),
        pytest.param("He left in [good condition](OUTCOME).", id="condition"),
        pytest.param("[Autopsy](OUTCOME) showed liver necrosis.", id="autopsy"),
        pytest.param("She [died](OUTCOME); autopsy showed necrosis.", id="autopsy-beside-death"),
        pytest.param("The drug was stopped and she settled in a chair.", id="not-drugs-stopped"),
        pytest.param(
            "It can still have effects; the vaccine had expired doses.", id="not-possible-or-expired"
        ),
        pytest.param("He went to the recovery room for high-resolution images.", id="not-rooms"),
        pytest.param("To improve sleep; it may resolve; the cause of death.", id="not-wishes"),
        pytest.param("The international normalized ratio was 2.", id="not-inr"),
        pytest.param("Vital signs were stable; wound healing was slow.", id="not-vitals"),
    ],
)
def test_outcomes(source: str) -> None:
    marked = parse(source)
    assert [(start, end, label.value) for label, start, end in outcome.find(marked.text)] == list(
        marked.spans
    )


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("[Mild](SEVERITY) pain, [moderate to severe](SEVERITY) rash.", id="graded"),
        pytest.param("[Grade 3](SEVERITY) neutropenia and [grade III-IV](SEVERITY) rash.", id="grades"),
        pytest.param(
            "A life-threatening, [fulminant](SEVERITY), massive, [profound](SEVERITY) loss.", id="strong"
        ),
        pytest.param(
            "Severe combined immunodeficiency; near-fatal asthma; high-grade tumour.", id="not-names"
        ),
        pytest.param("A moderate-dose regimen in critical care.", id="not-doses"),
    ],
)
def test_severities(source: str) -> None:
    marked = parse(source)
    assert [(start, end, label.value) for label, start, end in severity.find(marked.text)] == list(
        marked.spans
    )
