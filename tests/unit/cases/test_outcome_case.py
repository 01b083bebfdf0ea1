"""How a case ended, where more than one thing is told of it."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import pytest

from caseline.cases.narrative import Found
from caseline.cases.outcome import endings, with_rest
from caseline.cases.outcome_statements import Ending
from caseline.schema.case import OutcomeStatus
from caseline.schema.document import SectionName
from caseline.schema.mention import Label
from tests.narratives import narrative

FATAL = OutcomeStatus.FATAL
NOT_RECOVERED = OutcomeStatus.NOT_RECOVERED
RECOVERED = OutcomeStatus.RECOVERED
RECOVERING = OutcomeStatus.RECOVERING
SEQUELAE = OutcomeStatus.RECOVERED_WITH_SEQUELAE


def ended(
    source: str, read: Mapping[str, OutcomeStatus], sections: Mapping[str, SectionName] | None = None
) -> tuple[dict[str, Ending], Ending | None]:
    """Returns the endings by event text, as a reader reads the OUTCOME mentions with these texts."""
    found = narrative(source)
    mentions = [
        replace(
            mention,
            ending=read[mention.text].value if mention.text in read else "",
            section=(sections or {}).get(mention.text, mention.section),
        )
        for mention in found.mentions
    ]
    events = events_of(mention for mention in mentions if mention.label is Label.EVENT)
    return endings(found, [mention for mention in mentions if mention.label is Label.OUTCOME], events, [])


def events_of(mentions: Iterable[Found]) -> dict[str, list[Found]]:
    """Returns the mentions of each event by its text."""
    events: dict[str, list[Found]] = {}
    for mention in mentions:
        events.setdefault(mention.text.lower(), []).append(mention)
    return events


@pytest.mark.parametrize(
    ("source", "read", "case"),
    [
        pytest.param(
            "She had [weakness](EVENT). She [needs a stick](OUTCOME). She [teaches again](OUTCOME).",
            {"needs a stick": SEQUELAE, "teaches again": RECOVERED},
            SEQUELAE,
            id="what-stays-outlasts-a-later-good-word",
        ),
        pytest.param(
            "She had [weakness](EVENT). She [needs a stick](OUTCOME). In May she [recovered fully](OUTCOME).",
            {"needs a stick": SEQUELAE},
            RECOVERED,
            id="wholly-over-later",
        ),
        pytest.param(
            "She had [fever](EVENT). The [limp](EVENT) [stayed with her](OUTCOME). She [teaches again](OUTCOME). "
            "The [limp](EVENT) [resolved](OUTCOME).",
            {"stayed with her": SEQUELAE, "teaches again": RECOVERED},
            RECOVERED,
            id="that-sign-over-later",
        ),
        pytest.param(
            "He [recovered](OUTCOME) from the [fever](EVENT). The [limp](EVENT) [has not changed since](OUTCOME).",
            {"recovered": RECOVERED, "has not changed since": SEQUELAE},
            SEQUELAE,
            id="read-as-staying",
        ),
        pytest.param(
            "He [recovered](OUTCOME) from the [fever](EVENT). The [numbness](EVENT) [persisted](OUTCOME).",
            {"recovered": RECOVERED, "persisted": SEQUELAE},
            NOT_RECOVERED,
            id="persisted-at-one-time",
        ),
        pytest.param(
            "He had [fatigue](EVENT). The film was [normal](OUTCOME). The [fatigue](EVENT) is [unchanged](OUTCOME).",
            {"normal": RECOVERED, "unchanged": SEQUELAE},
            NOT_RECOVERED,
            id="nothing-else-is-over",
        ),
        pytest.param(
            "He had [fever](EVENT). The oedema gave way with [slight relief](OUTCOME). He [recovered](OUTCOME).",
            {"slight relief": RECOVERING},
            RECOVERED,
            id="no-sequelae-where-read-otherwise",
        ),
        pytest.param(
            "The [fever](EVENT) [resolved](OUTCOME). She was [discharged](OUTCOME) on day 9.",
            {"discharged": RECOVERING},
            RECOVERED,
            id="a-move-says-little",
        ),
        pytest.param(
            "She had [fever](EVENT). She was [discharged](OUTCOME) on day 9.",
            {"discharged": RECOVERING},
            RECOVERING,
            id="a-move-alone",
        ),
        pytest.param(
            "The [fever](EVENT) [resolved](OUTCOME). She [left the ward still weak](OUTCOME).",
            {"left the ward still weak": RECOVERING},
            NOT_RECOVERED,
            id="more-than-a-move",
        ),
        pytest.param(
            "He had [uveitis](EVENT). He [recovered](OUTCOME). The eye has [20/40 vision](OUTCOME).",
            {"20/40 vision": RECOVERING},
            RECOVERED,
            id="a-value-behind-a-recovery",
        ),
        pytest.param(
            "He had [uveitis](EVENT), which [resolved](OUTCOME). He has [0.8 vision](OUTCOME).",
            {"0.8 vision": RECOVERING},
            RECOVERED,
            id="a-value-is-no-state-of-the-patient",
        ),
        pytest.param(
            "He had [uveitis](EVENT). His visual acuity remained [20/200](OUTCOME).",
            {"20/200": RECOVERED},
            NOT_RECOVERED,
            id="poor-sight-that-stayed",
        ),
        pytest.param(
            "He had [uveitis](EVENT). It [did not clear](OUTCOME). At three months his visual acuity was [6/60](OUTCOME).",
            {"6/60": RECOVERED},
            NOT_RECOVERED,
            id="poor-sight-alone",
        ),
        pytest.param(
            "He had [uveitis](EVENT). His visual acuity was [20/20](OUTCOME).",
            {"20/20": RECOVERED},
            RECOVERED,
            id="good-sight",
        ),
        pytest.param(
            "He had [uveitis](EVENT). The patient was [no better](OUTCOME). By June the [uveitis](EVENT) [resolved](OUTCOME).",
            {"no better": NOT_RECOVERED},
            RECOVERED,
            id="over-after-an-open-state",
        ),
        pytest.param(
            "He had [uveitis](EVENT). He [recovered](OUTCOME). Children with it often [died](OUTCOME).",
            {"recovered": RECOVERED},
            RECOVERED,
            id="a-death-passed-over",
        ),
        pytest.param(
            "He had [sepsis](EVENT). He [recovered](OUTCOME). In June he [died](OUTCOME).",
            {"recovered": RECOVERED, "died": FATAL},
            FATAL,
            id="a-death-read",
        ),
        pytest.param(
            "He had [sepsis](EVENT). He [recovered](OUTCOME). In June he [died](OUTCOME).",
            {},
            FATAL,
            id="a-death-without-a-reader",
        ),
        pytest.param(
            "He had [uveitis](EVENT). He [recovered](OUTCOME). Vision peaked when it was [better](OUTCOME).",
            {"recovered": RECOVERED},
            RECOVERED,
            id="a-tendency-passed-over",
        ),
        pytest.param(
            "The drug led to bleeding with [fatal](OUTCOME) end in one. He had [clots](EVENT) and [recovered](OUTCOME).",
            {"fatal": FATAL, "recovered": RECOVERED},
            RECOVERED,
            id="fatal-in-one",
        ),
        pytest.param(
            "The [bleeding](EVENT) had a [fatal](OUTCOME) end in one week.",
            {"fatal": FATAL},
            FATAL,
            id="fatal-in-a-week",
        ),
        pytest.param(
            "The [pain](EVENT) [returned](OUTCOME).",
            {"returned": NOT_RECOVERED},
            NOT_RECOVERED,
            id="a-sign-returned",
        ),
    ],
)
def test_how_a_case_ended(source: str, read: Mapping[str, OutcomeStatus], case: OutcomeStatus) -> None:
    _, whole = ended(source, read)
    assert whole is not None
    assert whole.status is case


def test_what_stays_is_the_case_s_text() -> None:
    _, whole = ended(
        "She had [weakness](EVENT). She [needs a stick](OUTCOME). She [teaches again](OUTCOME).",
        {"needs a stick": SEQUELAE, "teaches again": RECOVERED},
    )
    assert whole is not None
    assert [mention.text for mention in whole.evidence] == ["needs a stick", "teaches again"]


@pytest.mark.parametrize(
    ("section", "expected"),
    [
        pytest.param(SectionName.DISCUSSION, {"tetany": RECOVERED}, id="looking-back"),
        pytest.param(SectionName.CASE, {}, id="in-the-story"),
    ],
)
def test_what_is_first_named_in_a_discussion_ended_before(
    section: SectionName, expected: dict[str, OutcomeStatus]
) -> None:
    by_event, _ = ended("She [recovered](OUTCOME). It was [tetany](EVENT).", {}, {"tetany": section})
    assert {key: ending.status for key, ending in by_event.items()} == expected


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        pytest.param(
            {"recovered": SectionName.ABSTRACT, "tetany": SectionName.CASE},
            {"tetany": RECOVERED},
            id="of-the-whole-story",
        ),
        pytest.param(
            {"recovered": SectionName.ABSTRACT, "tetany": SectionName.ABSTRACT}, {}, id="in-the-abstract"
        ),
        pytest.param(
            {"recovered": SectionName.CASE, "tetany": SectionName.CASE}, {}, id="before-it-in-the-story"
        ),
    ],
)
def test_what_an_abstract_tells_of_the_patient_holds_for_the_story_behind_it(
    sections: dict[str, SectionName], expected: dict[str, OutcomeStatus]
) -> None:
    by_event, _ = ended("He [recovered](OUTCOME) fast. Then [tetany](EVENT) came.", {}, sections)
    assert {key: ending.status for key, ending in by_event.items()} == expected


@pytest.mark.parametrize(
    ("source", "read", "expected"),
    [
        pytest.param(
            "She had [generalised seizures](EVENT) and [rash](EVENT). There was [no seizure](OUTCOME) for a year.",
            {"no seizure": RECOVERED},
            {"generalised seizures": RECOVERED},
            id="none-of-it",
        ),
        pytest.param(
            "She had [side effects](EVENT) and [rash](EVENT). Ointment was tried [without effect](OUTCOME).",
            {"without effect": NOT_RECOVERED},
            {},
            id="no-effect-of-a-therapy",
        ),
    ],
)
def test_what_is_said_to_be_absent_is_over(
    source: str, read: Mapping[str, OutcomeStatus], expected: dict[str, OutcomeStatus]
) -> None:
    by_event, _ = ended(source, read)
    assert {key: ending.status for key, ending in by_event.items()} == expected


def rest_of(source: str, read: Mapping[str, OutcomeStatus]) -> dict[str, OutcomeStatus]:
    """Returns how the events ended, those too that nothing is told of."""
    ends, case = ended(source, read)
    mentions = [mention for mention in narrative(source).mentions if mention.label is Label.EVENT]
    return {event: end.status for event, end in with_rest(ends, case, events_of(mentions)).items()}


@pytest.mark.parametrize(
    ("source", "read", "chills"),
    [
        pytest.param(
            "She had [chills](EVENT) and a [rash](EVENT). The [rash](EVENT) [resolved](OUTCOME).",
            {},
            RECOVERED,
            id="all-over",
        ),
        pytest.param(
            "She had [chills](EVENT) and a [rash](EVENT). The [rash](EVENT) [persisted](OUTCOME).",
            {},
            None,
            id="open",
        ),
        pytest.param(
            "He had an [ulcer](EVENT) and [chills](EVENT). The [ulcer](EVENT) [healed](OUTCOME). A [scar](EVENT) [remains](OUTCOME).",
            {"remains": SEQUELAE},
            RECOVERED,
            id="something-left",
        ),
        pytest.param(
            "A [rash](EVENT) [resolved](OUTCOME). Then [chills](EVENT) came.", {}, None, id="begun-behind-it"
        ),
    ],
)
def test_who_recovered_got_over_what_nothing_else_is_told_of(
    source: str, read: Mapping[str, OutcomeStatus], chills: OutcomeStatus | None
) -> None:
    assert rest_of(source, read).get("chills") is chills
