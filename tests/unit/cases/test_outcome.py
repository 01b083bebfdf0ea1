"""How events and cases ended."""

from dataclasses import replace

import pytest

from caseline.cases.outcome import endings, status_of
from caseline.cases.outcome_statements import Ending
from caseline.schema.case import OutcomeStatus
from caseline.schema.mention import Label
from tests.narratives import narrative

Statuses = dict[str, OutcomeStatus]
FATAL = OutcomeStatus.FATAL
NOT_RECOVERED = OutcomeStatus.NOT_RECOVERED
RECOVERED = OutcomeStatus.RECOVERED
RECOVERING = OutcomeStatus.RECOVERING
UNKNOWN = OutcomeStatus.UNKNOWN
SEQUELAE = OutcomeStatus.RECOVERED_WITH_SEQUELAE


def ended(source: str) -> tuple[dict[str, Ending], Ending | None]:
    """Returns the endings by event text; DISORDER marks what the patient brought along."""
    found = narrative(source)
    events: dict[str, list] = {}
    for mention in found.mentions:
        if mention.label is Label.EVENT:
            events.setdefault(mention.text.lower(), []).append(mention)
    return endings(
        found,
        [mention for mention in found.mentions if mention.label is Label.OUTCOME],
        events,
        [mention for mention in found.mentions if mention.label is Label.DISORDER],
    )


@pytest.mark.parametrize(
    ("source", "events", "case"),
    [
        pytest.param(
            "The [hives](EVENT) [resolved](OUTCOME).", {"hives": RECOVERED}, RECOVERED, id="of-one-event"
        ),
        pytest.param(
            "She had [hives](EVENT) and [fever](EVENT). The patient [recovered](OUTCOME).",
            {"hives": RECOVERED, "fever": RECOVERED},
            RECOVERED,
            id="of-the-patient",
        ),
        pytest.param(
            "The [hives](EVENT) [resolved](OUTCOME) but the [fever](EVENT) [persisted](OUTCOME).",
            {"hives": RECOVERED, "fever": NOT_RECOVERED},
            NOT_RECOVERED,
            id="each-its-own",
        ),
        pytest.param(
            "She had [hives](EVENT) and [fever](EVENT), which [resolved](OUTCOME).",
            {"hives": RECOVERED, "fever": RECOVERED},
            RECOVERED,
            id="which",
        ),
        pytest.param(
            "The [hives](EVENT) [improved](OUTCOME). A week later the [hives](EVENT) [resolved](OUTCOME).",
            {"hives": RECOVERED},
            RECOVERED,
            id="later-end",
        ),
        pytest.param(
            "The [hives](EVENT) [resolved](OUTCOME). Her skin [improved](OUTCOME).",
            {"hives": RECOVERED},
            None,
            id="tendency-does-not-undo-an-end",
        ),
        pytest.param(
            "The [hives](EVENT) [resolved](OUTCOME). Weeks later the [hives](EVENT) [recurred](OUTCOME).",
            {"hives": NOT_RECOVERED},
            NOT_RECOVERED,
            id="last-end-of-a-telling",
        ),
        pytest.param(
            "The [deafness](EVENT) [resolved with permanent deficits](OUTCOME).",
            {"deafness": SEQUELAE},
            SEQUELAE,
            id="sequelae",
        ),
        pytest.param(
            "The [hives](EVENT) [persisted](OUTCOME). The patient [died](OUTCOME) of [sepsis](EVENT).",
            {"hives": NOT_RECOVERED, "sepsis": FATAL},
            FATAL,
            id="died-of",
        ),
        pytest.param(
            "She had [sepsis](EVENT). The patient [died](OUTCOME).", {"sepsis": FATAL}, FATAL, id="died"
        ),
        pytest.param(
            "She had [hives](EVENT). Her [asthma](DISORDER) [resolved](OUTCOME).",
            {},
            None,
            id="of-a-condition-only",
        ),
        pytest.param(
            "She had [hives](EVENT) and [fever](EVENT). The patient [died](OUTCOME).",
            {},
            FATAL,
            id="died-of-neither",
        ),
        pytest.param(
            "[Fatal](OUTCOME) [liver failure](EVENT) with [itching](EVENT).",
            {"liver failure": FATAL},
            FATAL,
            id="fatal-before-its-event",
        ),
        pytest.param(
            "When her dog [died](OUTCOME) she had [hives](EVENT).", {}, None, id="another-that-died"
        ),
        pytest.param(
            "Hives came in three. One [died](OUTCOME). She had [hives](EVENT).", {}, None, id="one-of-them"
        ),
        pytest.param(
            "She had [hives](EVENT). Kava was stopped and signs [resolved](OUTCOME).",
            {"hives": RECOVERED},
            RECOVERED,
            id="signs-are-all",
        ),
        pytest.param(
            "The [fever](EVENT) [resolved](OUTCOME), but the [deafness](EVENT) [is permanent](OUTCOME).",
            {"fever": RECOVERED, "deafness": NOT_RECOVERED},
            SEQUELAE,
            id="something-stays",
        ),
        pytest.param(
            "[Kava](DRUG) was given for the [fever](EVENT) and [senna](DRUG) for the [pain](EVENT), which [eased](OUTCOME).",
            {"pain": RECOVERING},
            RECOVERING,
            id="which-is-the-last",
        ),
        pytest.param(
            "She had [hives](EVENT). The [nightmares](EVENT) came less often, but they have [not gone completely](OUTCOME).",
            {"nightmares": RECOVERING},
            RECOVERING,
            id="they-are-events",
        ),
        pytest.param(
            "He had [fever](EVENT) and [tricuspid regurgitation](EVENT). The regurgitation was [unchanged](OUTCOME).",
            {"tricuspid regurgitation": NOT_RECOVERED},
            NOT_RECOVERED,
            id="head",
        ),
        pytest.param(
            "He had [fever](EVENT) and [muscle pain](EVENT). The drug was stopped, with [rapid improvement](OUTCOME).",
            {"fever": RECOVERING, "muscle pain": RECOVERING},
            RECOVERING,
            id="what-it-came-to",
        ),
        pytest.param(
            "He had [fever](EVENT). The film was taken, with [improvement](OUTCOME) of the opacity.",
            {},
            RECOVERING,
            id="what-something-else-came-to",
        ),
        pytest.param(
            "He had [fever](EVENT). He [recovered with residual](OUTCOME) [weakness](EVENT).",
            {"fever": SEQUELAE},
            SEQUELAE,
            id="leaves",
        ),
        pytest.param(
            "He had [fever](EVENT). In our patient the interval and the [healing](OUTCOME) speak for it.",
            {},
            RECOVERING,
            id="in-our-patient",
        ),
        pytest.param(
            "He had [seizures](EVENT) and [rash](EVENT). He has been [seizure-free](OUTCOME).",
            {"seizures": RECOVERED},
            RECOVERED,
            id="compound-of-an-event",
        ),
        pytest.param(
            "He had [fever](EVENT) and [rash](EVENT). He has been [seizure-free](OUTCOME) for years.",
            {},
            None,
            id="compound-of-another-thing",
        ),
        pytest.param(
            "He had [fever](EVENT) and [rash](EVENT). He was [symptom-free](OUTCOME) in a week.",
            {"fever": RECOVERED, "rash": RECOVERED},
            RECOVERED,
            id="compound-of-all",
        ),
        pytest.param(
            "He had [seizures](EVENT) and [rash](EVENT). Kava [kept him free of fits](OUTCOME).",
            {"seizures": RECOVERED},
            RECOVERED,
            id="free-of",
        ),
        pytest.param(
            "The [rash](EVENT) was [resolved](OUTCOME), headache [much better but not gone](OUTCOME).",
            {"rash": RECOVERED},
            RECOVERING,
            id="a-subject-of-its-own",
        ),
        pytest.param(
            "Her [arm hurt](EVENT). She had [fever](EVENT). The arm was [fine](OUTCOME) apart from a [lump](EVENT).",
            {"arm hurt": RECOVERED},
            RECOVERED,
            id="place-and-exception",
        ),
        pytest.param(
            "The [rash](EVENT) [improved](OUTCOME), the [fatigue](EVENT) [persisted](OUTCOME).",
            {"rash": RECOVERING, "fatigue": NOT_RECOVERED},
            RECOVERING,
            id="better-on-the-whole",
        ),
        pytest.param(
            "The [hives](EVENT) [improved](OUTCOME). A month later she [had recovered](OUTCOME).",
            {"hives": RECOVERED},
            RECOVERED,
            id="the-patient-later",
        ),
        pytest.param(
            "She had [hives](EVENT). The acidosis [cleared](OUTCOME).", {}, RECOVERED, id="of-something-else"
        ),
        pytest.param(
            "[Hyponatremia](EVENT) and [rash](EVENT) came. Within a week sodium [returned to normal](OUTCOME).",
            {"hyponatremia": RECOVERED},
            RECOVERED,
            id="what-is-measured",
        ),
        pytest.param(
            "The [hives](EVENT) [resolved](OUTCOME). On rechallenge they [recurred](OUTCOME).",
            {"hives": RECOVERED},
            RECOVERED,
            id="back-on-rechallenge",
        ),
        pytest.param("She had [hives](EVENT).", {}, None, id="untold"),
        pytest.param(
            "The [hives](EVENT) [remained stable](OUTCOME).", {}, None, id="a-wording-that-says-nothing"
        ),
        pytest.param("The patient [recovered](OUTCOME).", {}, RECOVERED, id="no-event-at-all"),
        pytest.param(
            "She had [hives](EVENT). Her younger brother, who [died](OUTCOME) in a fall, had none.",
            {},
            None,
            id="brother",
        ),
        pytest.param(
            "She had [hives](EVENT). Her brother drove her in, and she [died](OUTCOME).",
            {"hives": FATAL},
            FATAL,
            id="own",
        ),
        pytest.param("His [asthma](DISORDER) [resolved](OUTCOME).", {}, RECOVERED, id="condition-alone"),
        pytest.param(
            "She had [hives](EVENT). At presentation she was [well](OUTCOME).", {}, None, id="before-it-all"
        ),
        pytest.param(
            "He had [blisters](EVENT) and [nausea](EVENT). The skin [healed completely](OUTCOME).",
            {"blisters": RECOVERED},
            None,
            id="organ",
        ),
        pytest.param(
            "She had [dyspnea](EVENT). She is [still in remission](OUTCOME).",
            {},
            RECOVERED,
            id="course-of-a-disease",
        ),
        pytest.param(
            "She had [coma](EVENT) and [rash](EVENT). Renal function [partially recovered](OUTCOME).",
            {},
            RECOVERING,
            id="a-thing-is-no-patient",
        ),
        pytest.param(
            "He had [rash](EVENT) and [fatigue](EVENT). He is [free of recurrence](OUTCOME).",
            {},
            RECOVERED,
            id="free-of-recurrence",
        ),
        pytest.param(
            "He had [neutropenia](EVENT) and [rash](EVENT). Counts [recovered](OUTCOME).",
            {"neutropenia": RECOVERED},
            RECOVERED,
            id="counts",
        ),
        pytest.param(
            "She had [coma](EVENT) and [rash](EVENT). She [awoke](OUTCOME) after dialysis.",
            {"coma": RECOVERED},
            RECOVERED,
            id="awoke",
        ),
        pytest.param(
            "He had [leg weakness](EVENT) and [cramps](EVENT). I am [mowing the lawn again](OUTCOME).",
            {"leg weakness": RECOVERED, "cramps": RECOVERED},
            RECOVERED,
            id="doing-again",
        ),
        pytest.param(
            "She had [acidosis](EVENT), and lactate [normalised](OUTCOME). She was [left with](OUTCOME) a [limp](EVENT).",
            {"acidosis": RECOVERED, "limp": NOT_RECOVERED},
            SEQUELAE,
            id="left-with",
        ),
        pytest.param(
            "She had [chest pain](EVENT) and [rash](EVENT). She has had [no further chest pain](OUTCOME).",
            {"chest pain": RECOVERED},
            RECOVERED,
            id="no-further",
        ),
        pytest.param(
            "He had [rash](EVENT) and [nausea](EVENT). A scan showed [recovery of the ejection fraction](OUTCOME).",
            {},
            RECOVERED,
            id="recovery-of-a-thing",
        ),
        pytest.param(
            "The [redness](EVENT) [did not respond](OUTCOME). In May the [rash](EVENT) [faded](OUTCOME).",
            {"redness": NOT_RECOVERED, "rash": RECOVERED},
            RECOVERED,
            id="no-answer-is-no-end",
        ),
        pytest.param(
            "She had [rash](EVENT). She developed [sepsis](EVENT) and subsequently [died](OUTCOME).",
            {"sepsis": FATAL},
            FATAL,
            id="developed-and-died",
        ),
        pytest.param(
            "She had [rash](EVENT). Her [cough](EVENT) and [fever](EVENT) came. Both [resolved](OUTCOME).",
            {"cough": RECOVERED, "fever": RECOVERED},
            RECOVERED,
            id="both",
        ),
        pytest.param(
            "She had [rash](EVENT), [cough](EVENT) and [fever](EVENT). Both drugs were stopped and all signs [resolved](OUTCOME).",
            {"rash": RECOVERED, "cough": RECOVERED, "fever": RECOVERED},
            RECOVERED,
            id="both-of-something-else",
        ),
        pytest.param(
            "She had [rash](EVENT), then [shock](EVENT). She [died](OUTCOME) in refractory [shock](EVENT).",
            {"shock": FATAL},
            FATAL,
            id="died-in",
        ),
        pytest.param(
            "She had [rash](EVENT) and [shock](EVENT). She [died](OUTCOME) in spite of all that was done for [shock](EVENT).",
            {},
            FATAL,
            id="died-in-spite-of",
        ),
        pytest.param(
            "He had [rash](EVENT). The [shock](EVENT) did not respond to fluids, and he [died](OUTCOME).",
            {"shock": FATAL},
            FATAL,
            id="got-worse-and-died",
        ),
        pytest.param(
            "He had [rash](EVENT). The [itch](EVENT) did not keep him in bed. In June he [died](OUTCOME).",
            {},
            FATAL,
            id="not-worse-and-died",
        ),
        pytest.param(
            "He had [pleural effusion](EVENT) and [itch](EVENT). The effusions were [gone](OUTCOME).",
            {"pleural effusion": RECOVERED},
            RECOVERED,
            id="head-in-the-plural",
        ),
        pytest.param(
            "He had [fever](EVENT). He [recovered](OUTCOME) with a mild [limp](EVENT).",
            {"fever": SEQUELAE, "limp": SEQUELAE},
            SEQUELAE,
            id="recovered-with-something-left",
        ),
        pytest.param(
            "He had [fever](EVENT) and [rash](EVENT). The [fever](EVENT) [resolved](OUTCOME) with mild [sweating](EVENT).",
            {"fever": RECOVERED},
            RECOVERED,
            id="an-event-resolved-with",
        ),
        pytest.param(
            "She had [rash](EVENT) and [fever](EVENT). She [recovered](OUTCOME) from the [fever](EVENT).",
            {"fever": RECOVERED},
            RECOVERED,
            id="recovered-from-one",
        ),
        pytest.param(
            "She had [rash](EVENT). Two weeks later she [still had](OUTCOME) [fatigue](EVENT).",
            {"fatigue": NOT_RECOVERED},
            NOT_RECOVERED,
            id="still-had-one",
        ),
        pytest.param(
            "She had [rash](EVENT). Elder brother is [well](OUTCOME).", {}, None, id="a-brother-is-well"
        ),
        pytest.param(
            "She had [rash](EVENT). [No adverse effect](OUTCOME) was reported.",
            {},
            None,
            id="nothing-happened",
        ),
        pytest.param(
            "[Rash](EVENT) 3/3. Sent to hospital, dx [sepsis](EVENT), intubated. [Expired](OUTCOME) 3/9.",
            {"sepsis": FATAL},
            FATAL,
            id="expired-behind-a-diagnosis",
        ),
        pytest.param(
            "She had [rash](EVENT) and [sepsis](EVENT). She went home for Christmas and [died](OUTCOME).",
            {},
            FATAL,
            id="died-of-something-else",
        ),
        pytest.param(
            'The outcome for the event "[bad belching](EVENT) like eggs" was [not recovered](OUTCOME).'
            ' That for the event "[sick](EVENT)" was [recovered](OUTCOME).',
            {"bad belching": NOT_RECOVERED, "sick": RECOVERED},
            NOT_RECOVERED,
            id="in-quotes",
        ),
        pytest.param(
            "[RASH](EVENT) (red spots on both arms and legs) was [resolving](OUTCOME), [FEVER](EVENT) (hot) had"
            " [not resolved](OUTCOME) and [ITCH](EVENT) [outcome was unknown](OUTCOME).",
            {"rash": RECOVERING, "fever": NOT_RECOVERED, "itch": UNKNOWN},
            RECOVERING,
            id="behind-brackets",
        ),
        pytest.param(
            '[Clot](EVENT) (medically significant) with onset Mar2022, outcome "[recovering](OUTCOME)";'
            ' [sinusitis](EVENT) (non-serious), outcome "[recovered](OUTCOME)".',
            {"clot": RECOVERING, "sinusitis": RECOVERED},
            RECOVERING,
            id="a-field-of-each",
        ),
        pytest.param(
            "The [rash](EVENT) was [recovered](OUTCOME)/[resolved](OUTCOME), the [fever](EVENT) was"
            " [not recovered](OUTCOME)/[not resolved](OUTCOME).",
            {"rash": RECOVERED, "fever": NOT_RECOVERED},
            NOT_RECOVERED,
            id="two-words-for-one-status",
        ),
        pytest.param(
            "She had [rash](EVENT) and [fever](EVENT). At the time of reporting, the [outcome was unknown](OUTCOME).",
            {"rash": UNKNOWN, "fever": UNKNOWN},
            UNKNOWN,
            id="unknown-of-all",
        ),
        pytest.param(
            "She had [rash](EVENT). The fetal [outcome was unknown](OUTCOME).",
            {},
            UNKNOWN,
            id="unknown-of-the-child",
        ),
        pytest.param(
            "She had [rash](EVENT). After the first dose she had had [no reaction](OUTCOME).",
            {},
            None,
            id="no-reaction-is-no-end",
        ),
        pytest.param(
            "She had [rash](EVENT) after a vial beyond its [expiry](OUTCOME).",
            {},
            None,
            id="a-package-expires",
        ),
        pytest.param(
            "She had [rash](EVENT). Outcome of the [boil](EVENT) [resolved with scars](OUTCOME).",
            {"boil": SEQUELAE},
            SEQUELAE,
            id="sequelae-of-one-event",
        ),
        pytest.param(
            "She had [fits](EVENT). No [fits](EVENT) have [recurred](OUTCOME).",
            {"fits": RECOVERED},
            RECOVERED,
            id="none-came-back",
        ),
        pytest.param(
            "The [rash](EVENT) [recurred](OUTCOME).", {"rash": NOT_RECOVERED}, NOT_RECOVERED, id="came-back"
        ),
        pytest.param(
            "The [rash](EVENT) was better but [not disappeared](OUTCOME).",
            {"rash": RECOVERING},
            RECOVERING,
            id="better-but",
        ),
    ],
)
def test_endings(source: str, events: Statuses, case: OutcomeStatus | None) -> None:
    by_event, whole = ended(source)
    assert {key: ending.status for key, ending in by_event.items()} == events
    if case is not None or not events:
        assert (whole and whole.status) == case


def test_a_condition_s_ending_is_evidence_of_the_case_beside_another() -> None:
    by_event, whole = ended(
        "The [hives](EVENT) [resolved](OUTCOME). Her [asthma](DISORDER) [improved](OUTCOME)."
    )
    assert whole is not None
    assert whole.status is RECOVERED
    assert [mention.text for mention in whole.evidence] == ["resolved", "improved"]
    assert [mention.text for mention in by_event["hives"].evidence] == ["resolved"]


def test_of_two_tellings_the_plainer_end_counts() -> None:
    by_event, _ = ended(
        "We report a man whose [hives](EVENT) [resolved](OUTCOME). "
        "We describe the course. The [hives](EVENT) [improved](OUTCOME)."
    )
    assert by_event["hives"].status is RECOVERED


def test_the_deciding_mention_comes_first() -> None:
    by_event, _ = ended(
        "The [hives](EVENT) [improved](OUTCOME). Then the [hives](EVENT) [resolved](OUTCOME)."
    )
    ending = by_event["hives"]
    assert ending.evidence[0] == ending.mention
    assert [mention.text for mention in ending.evidence] == ["resolved", "improved"]


def test_no_statement_no_ending() -> None:
    assert ended("Nothing was said.") == ({}, None)


@pytest.mark.parametrize(
    ("text", "read", "expected"),
    [
        pytest.param("ploughs with one eye", "recovered_with_sequelae", SEQUELAE, id="unknown-wording"),
        pytest.param("resolved", "not_recovered", RECOVERED, id="known-wording"),
        pytest.param("ploughs with one eye", "", None, id="neither"),
    ],
)
def test_what_is_read_in_its_place_tells_what_words_do_not(
    text: str, read: str, expected: OutcomeStatus | None
) -> None:
    (mention,) = narrative(f"He [{text}](OUTCOME).").mentions
    assert status_of(replace(mention, ending=read)) is expected
