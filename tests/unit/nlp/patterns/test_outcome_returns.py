"""Outcomes told by what came back, stayed away or stayed."""

import pytest

from caseline.nlp.patterns import outcome
from tests.marked import parse


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("Speech and movement [returned completely](OUTCOME).", id="function"),
        pytest.param("My arms [came back](OUTCOME), bit by bit.", id="limbs"),
        pytest.param("The pain returned; the rash came back in June.", id="not-an-illness-back"),
        pytest.param("If strength returned, he would be told.", id="not-a-condition"),
        pytest.param(
            "[Sinus rhythm was restored](OUTCOME). He [regained consciousness](OUTCOME).", id="rhythm"
        ),
        pytest.param("Liver tests were [normal](OUTCOME) five weeks later.", id="value-later"),
        pytest.param("At three months the platelet count was [normal](OUTCOME).", id="later-value"),
        pytest.param("Liver tests were normal. CT of the head was normal.", id="not-normal-at-first"),
        pytest.param("On admission the sodium level was normal.", id="not-on-admission"),
        pytest.param("The level [fell back to the normal range](OUTCOME).", id="range"),
        pytest.param("She [awoke](OUTCOME) after the second session.", id="awoke"),
        pytest.param("She [came to on her own](OUTCOME).", id="came-to"),
        pytest.param(
            "She woke up with a rash; he awoke at night; he came to the clinic.", id="not-woke-with"
        ),
        pytest.param("She was awakened by pain in the shoulder.", id="not-awakened-by"),
        pytest.param("Erosions closed, [leaving milia](OUTCOME) on the groin.", id="leaving"),
        pytest.param("Leaving the ward, she fell; leaving work early helped.", id="not-leaving-a-place"),
        pytest.param("A notch in the ear [remains](OUTCOME).", id="remains"),
        pytest.param("Some weakness [remained](OUTCOME) at the last visit.", id="remained-at-last"),
        pytest.param("Weakness remained severe on day 2; the cause remains unclear.", id="not-of-one-time"),
        pytest.param("Pigmentation is [still visible](OUTCOME) on the hand.", id="still-visible"),
        pytest.param("The scan was still visible on the screen.", id="not-what-leaves-no-trace"),
        pytest.param("The fit [stopped spontaneously](OUTCOME).", id="by-itself"),
        pytest.param("It has [not happened again](OUTCOME).", id="not-again"),
        pytest.param("There has been [no fit since](OUTCOME).", id="none-since"),
        pytest.param("He had no fever since admission.", id="not-since-admission"),
        pytest.param("[No further bleeding occurred](OUTCOME).", id="no-further"),
        pytest.param("She had no further treatment.", id="not-no-further-treatment"),
        pytest.param("[No further information was available](OUTCOME).", id="nobody-knows"),
        pytest.param("[No further information on the outcome](OUTCOME) was given.", id="of-the-outcome"),
        pytest.param("[No follow-up was available](OUTCOME).", id="no-follow-up"),
        pytest.param("She was [lost to follow-up](OUTCOME).", id="lost"),
        pytest.param("No further information is expected.", id="not-boilerplate"),
        pytest.param("No further information available.", id="not-boilerplate-without-a-verb"),
        pytest.param("No follow-up attempts are needed; no follow-up is possible.", id="not-attempts"),
        pytest.param("She is [walking the dog again](OUTCOME).", id="doing-again"),
        pytest.param("He was seen again in May; it was measured again.", id="not-seen-again"),
        pytest.param("He was [back on his feet](OUTCOME) by June.", id="back"),
        pytest.param("She [returned to competitive tennis](OUTCOME) in May.", id="returned-to"),
        pytest.param("She returned to the clinic in May.", id="not-to-a-place"),
        pytest.param(
            "He was discharged home on day 5 [without neurological deficit](OUTCOME).", id="discharged"
        ),
        pytest.param("Focal seizures without impairment of awareness.", id="not-without-impairment-of"),
        pytest.param("Two months later he was in [good general condition](OUTCOME).", id="condition-later"),
        pytest.param("On examination she was in good general condition.", id="not-condition-at-first"),
        pytest.param("Redness [no longer spreading](OUTCOME), [fading](OUTCOME) on Friday.", id="fading"),
        pytest.param("The clot is [getting smaller](OUTCOME).", id="smaller"),
        pytest.param("She was [left with a limp](OUTCOME).", id="left-with"),
        pytest.param("He was left with no choice.", id="not-left-with-a-choice"),
        pytest.param("Creatinine [settled at 150 µmol/L](OUTCOME).", id="settled-at"),
        pytest.param("At six months he had [mild memory loss](OUTCOME).", id="mild-left"),
        pytest.param("At presentation he had mild memory loss.", id="not-mild-at-first"),
        pytest.param("Insulin, which he [still requires](OUTCOME).", id="still-requires"),
        pytest.param("He [did not attend his review](OUTCOME). Pt [no-showed](OUTCOME).", id="not-attended"),
        pytest.param("By Friday she was her [usual self](OUTCOME).", id="usual-self"),
        pytest.param("The tremor had [almost gone](OUTCOME).", id="almost-gone"),
        pytest.param("Bilirubin [fell to normal](OUTCOME) over weeks.", id="fell-to-normal"),
        pytest.param("The movements [ceased](OUTCOME) within days.", id="ceased"),
        pytest.param("Lithium therapy ended after a week.", id="not-a-therapy-ended"),
        pytest.param("He was sent home on Monday, [perfectly well](OUTCOME).", id="home-well"),
        pytest.param("All went well. She left the well.", id="not-went-well"),
        pytest.param("He [still limps](OUTCOME) and [remains unable to run](OUTCOME).", id="still-limps"),
        pytest.param("Swelling [down to](OUTCOME) 2 cm.", id="down-to"),
        pytest.param("The dose was down to 2 mg.", id="not-a-dose-down"),
        pytest.param("The outcome of the lip rash was [unknown](OUTCOME).", id="outcome-of-an-event"),
        pytest.param("Tone had [normalised](OUTCOME) by day 8.", id="normalised-by-a-day"),
        pytest.param("The drug was cleared with dialysis alone.", id="not-a-drug-cleared"),
    ],
)
def test_returns(source: str) -> None:
    marked = parse(source)
    assert [(start, end, label.value) for label, start, end in outcome.find(marked.text)] == list(
        marked.spans
    )
