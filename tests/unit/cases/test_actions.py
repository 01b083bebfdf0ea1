"""What was done with the suspect drug, and what followed."""

from collections.abc import Callable

import pytest

from caseline.cases.actions import Action, Story, action_of
from caseline.cases.narrative import Narrative
from caseline.cases.outcome_statements import Ending
from caseline.schema.case import OutcomeStatus
from caseline.schema.mention import Label
from tests.narratives import narrative
from tests.operations import TWICE, growth


def action(source: str, *, only_suspect: bool = True, sentences: list[int] | None = None) -> Action:
    found: Narrative = narrative(source)
    told = range(len(found.sentences)) if sentences is None else sentences
    drug = [mention for mention in found.mentions if mention.text.lower() == "kava"]
    return action_of(found, drug, list(told), only_suspect=only_suspect)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("[Kava](DRUG) was discontinued.", "withdrawn", id="discontinued"),
        pytest.param("She received [kava](DRUG) (suspension for injection, 1 ml).", None, id="a-form-of-it"),
        pytest.param("Suspension of [kava](DRUG) helped.", "withdrawn", id="suspension"),
        pytest.param("[Kava](DRUG) was withheld at once.", "withdrawn", id="withheld"),
        pytest.param("After withdrawal of [kava](DRUG) she slept.", "withdrawn", id="noun"),
        pytest.param("She took [kava](DRUG). The drug was stopped.", "withdrawn", id="the-drug"),
        pytest.param("The dose of [kava](DRUG) was reduced.", "reduced", id="dose-reduced"),
        pytest.param("We reduced her daily dose of [kava](DRUG).", "reduced", id="reduced-the-dose"),
        pytest.param("The [kava](DRUG) dose was doubled.", "increased", id="doubled"),
        pytest.param("[Kava](DRUG) was raised to 900 mg.", "increased", id="raised-to"),
        pytest.param("The [kava](DRUG) level was increased to 30 ng/mL.", None, id="level"),
        pytest.param("Down-titration of [kava](DRUG) helped.", "reduced", id="down-titration"),
        pytest.param("She blamed [kava](DRUG), which was stopped.", "withdrawn", id="which-was"),
        pytest.param("[Kava](DRUG) was replaced by [senna](DRUG).", "withdrawn", id="replaced-by"),
        pytest.param("We replaced [kava](DRUG) with [senna](DRUG).", "withdrawn", id="replaced"),
        pytest.param(
            "She was changed over from [kava](DRUG) to [senna](DRUG).", "withdrawn", id="changed-from"
        ),
        pytest.param("[Kava](DRUG) was changed to once daily.", None, id="changed-to-another-rhythm"),
        pytest.param("[Kava](DRUG) gave way to [senna](DRUG).", "withdrawn", id="gave-way"),
        pytest.param(
            "[Kava](DRUG) was tapered over two weeks and stopped.", "withdrawn", id="tapered-and-stopped"
        ),
        pytest.param("[Kava](DRUG) was never restarted.", "withdrawn", id="never-restarted"),
        pytest.param("She had [kava](DRUG), which she kept taking.", "unchanged", id="kept-taking"),
        pytest.param("[Kava](DRUG) was continued.", "unchanged", id="continued"),
        pytest.param("She continued to take [kava](DRUG).", "unchanged", id="went-on"),
        pytest.param("She took [kava](DRUG) for a week.", None, id="taken-only"),
        pytest.param("She took [kava](DRUG). The bus stopped.", None, id="another-thing-stopped"),
        pytest.param("She took [kava](DRUG). The dose was reduced.", "reduced", id="the-dose"),
        pytest.param("[Kava](DRUG) stopped, fluids given.", "withdrawn", id="telegraphic"),
        pytest.param("She came off [kava](DRUG).", "withdrawn", id="came-off"),
        pytest.param("[Kava](DRUG) was discontinued the same day.", "withdrawn", id="the-same-day"),
        pytest.param("The [kava](DRUG) helped, stopped the pain and was cheap.", None, id="stopped-the-pain"),
        pytest.param("[Kava](DRUG) could not be stopped.", "unchanged", id="not-stopped"),
        pytest.param("[Kava](DRUG) was brought back to 15 mg.", "reduced", id="brought-back"),
        pytest.param("Her doctor doubled the [kava](DRUG).", "increased", id="doubled-it"),
        pytest.param("[Kava](DRUG) was left as it was.", "unchanged", id="left"),
        pytest.param("She took [kava](DRUG). She stopped taking it.", "withdrawn", id="taking-it"),
        pytest.param(
            "[Senna](DRUG) was stopped and [kava](DRUG) was given.", None, id="another-drug-stopped"
        ),
        pytest.param("[Senna](DRUG) and [kava](DRUG) were stopped.", "withdrawn", id="list-stopped"),
        pytest.param(
            "The dose of [kava](DRUG) was reduced. Later [kava](DRUG) was stopped.",
            "withdrawn",
            id="furthest-step",
        ),
        pytest.param("[Kava](DRUG) was put on hold at the door.", "withdrawn", id="on-hold"),
        pytest.param("[Kava](DRUG) was taken off the chart.", "withdrawn", id="off-the-chart"),
        pytest.param("No further [kava](DRUG) was handed out.", "withdrawn", id="no-further"),
        pytest.param("No further [kava](DRUG)-related rash was seen.", None, id="no-further-rash"),
        pytest.param("[Kava](DRUG) was never given again.", "withdrawn", id="never-given-again"),
        pytest.param("She was told never to take [kava](DRUG) again.", "withdrawn", id="told-not-to-take"),
        pytest.param("She was told to take [kava](DRUG) at night.", None, id="told-to-take"),
        pytest.param("She has remained off [kava](DRUG).", "withdrawn", id="off"),
        pytest.param("[Senna](DRUG) was given instead of [kava](DRUG).", "withdrawn", id="instead-of"),
        pytest.param("[Senna](DRUG) was stopped, as was [kava](DRUG).", "withdrawn", id="as-was"),
        pytest.param("Both [kava](DRUG) and the gel were stopped.", "withdrawn", id="and-the-gel"),
        pytest.param("[Senna](DRUG) was exchanged for [kava](DRUG).", None, id="exchanged-for-it"),
        pytest.param("She was switched from [senna](DRUG) to [kava](DRUG).", None, id="switched-to-it"),
        pytest.param("[Kava](DRUG) was stopped in six, and helped in two.", None, id="in-six"),
        pytest.param("In seven, withdrawal of [kava](DRUG) was enough.", None, id="of-others"),
        pytest.param("[Kava](DRUG) should be stopped.", None, id="should-be-stopped"),
        pytest.param("We recommend stopping [kava](DRUG) early.", None, id="recommended"),
        pytest.param("[Kava](DRUG) off the hook, flag removed.", None, id="behind-a-comma"),
        pytest.param(
            "[Kava](DRUG) for pain, the fluids were stopped.", None, id="another-thing-behind-a-comma"
        ),
        pytest.param("She improved without stopping [kava](DRUG).", "unchanged", id="without-stopping"),
        pytest.param("She did not improve after stopping [kava](DRUG).", "withdrawn", id="not-improve-after"),
        pytest.param("[Kava](DRUG) was not altered.", "unchanged", id="not-altered"),
        pytest.param("[Kava](DRUG) went on at the same dose.", "unchanged", id="same-dose"),
        pytest.param("We left [kava](DRUG) unaltered.", "unchanged", id="unaltered"),
        pytest.param("She chose to remain on [kava](DRUG).", "unchanged", id="chose-to-remain"),
        pytest.param("[Kava](DRUG) was stepped down to 5 mg.", "reduced", id="stepped-down-to"),
        pytest.param(
            "[Kava](DRUG) was stopped and later resumed at a lower dose.", "reduced", id="resumed-lower"
        ),
        pytest.param(
            "She took [kava](DRUG) 50 mg daily. [Kava](DRUG) was omitted. [Kava](DRUG) was resumed at 20 mg.",
            "reduced",
            id="resumed-at-less",
        ),
        pytest.param(
            "She took [kava](DRUG) 50 mg daily. [Kava](DRUG) was omitted. [Kava](DRUG) was resumed at 50 mg.",
            "withdrawn",
            id="resumed-at-the-same",
        ),
        pytest.param("[Kava](DRUG) was switched off at noon.", "withdrawn", id="switched-off"),
        pytest.param("She took [kava](DRUG). The tablets were thrown away.", "withdrawn", id="thrown-away"),
        pytest.param("We took her off [kava](DRUG).", "withdrawn", id="took-her-off"),
        pytest.param("She declined any further [kava](DRUG).", "withdrawn", id="declined-further"),
        pytest.param("[Kava](DRUG) treatment was therefore not continued.", "withdrawn", id="not-continued"),
        pytest.param(
            "[Kava](DRUG) was reduced. Stopping [kava](DRUG) was considered.", "reduced", id="thought-of"
        ),
        pytest.param(
            "[Kava](DRUG) was lowered to 5 mg. She refused cessation of [kava](DRUG).",
            "reduced",
            id="refused",
        ),
        pytest.param("Stopping [kava](DRUG) usually helps the patient.", None, id="of-any-patient"),
        pytest.param(
            "Withdrawal of the drug is advised in such cases of [kava](DRUG) rash.", None, id="advice"
        ),
        pytest.param("She took [kava](DRUG). The daily dose was cut by half.", "reduced", id="by-half"),
        pytest.param("She took [kava](DRUG). The infusion was slowed to 5 ml/h.", "reduced", id="slowed"),
        pytest.param("She took [kava](DRUG). Her pulse was slowed.", None, id="pulse-slowed"),
        pytest.param("[Kava](DRUG) went ahead as planned.", "unchanged", id="as-planned"),
        pytest.param("No change was made to her [kava](DRUG).", "unchanged", id="no-change"),
        pytest.param(
            "She took [kava](DRUG). The dose was nevertheless raised.", "increased", id="nevertheless"
        ),
    ],
)
def test_action_taken(source: str, expected: str | None) -> None:
    assert action(source).taken == expected


def test_both_drugs_are_the_pair() -> None:
    found = narrative("She took [kava](DRUG). Both drugs were stopped.")
    for paired, taken in ((True, "withdrawn"), (False, None)):
        assert action_of(found, found.mentions, [0, 1], only_suspect=False, paired=paired).taken == taken


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("She took [kava](DRUG). Her other tablets were continued.", "unchanged", id="other"),
        pytest.param("She took [kava](DRUG). All drugs were stopped.", "withdrawn", id="all"),
        pytest.param("She took [kava](DRUG). The drug was stopped.", None, id="the-suspect"),
    ],
)
def test_other_drugs_are_those_beside_the_suspect(source: str, expected: str | None) -> None:
    found = narrative(source)
    drug = [mention for mention in found.mentions if mention.text == "kava"]
    assert action_of(found, drug, [0, 1], only_suspect=False, beside=True).taken == expected


def test_other_drugs_are_not_the_suspect() -> None:
    assert (
        action("She took [kava](DRUG). All her other tablets were continued.", only_suspect=False) == Action()
    )


def test_the_drug_is_nobody_s_where_several_are_suspected() -> None:
    source = "She took [kava](DRUG) and [senna](DRUG). The drug was stopped."
    assert action(source).taken == "withdrawn"
    assert action(source, only_suspect=False).taken is None


def test_sentences_of_others_do_not_count() -> None:
    source = "She took [kava](DRUG). [Kava](DRUG) was stopped in his brother."
    assert action(source).taken == "withdrawn"
    assert action(source, sentences=[0]).taken is None


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("The rash resolved after [kava](DRUG) was stopped.", "positive", id="resolved-after"),
        pytest.param(
            "[Kava](DRUG) was stopped and the rash subsided within a week.", "positive", id="stopped-and"
        ),
        pytest.param("[Kava](DRUG) was stopped. Two days later the rash cleared.", "positive", id="next"),
        pytest.param(
            "[Kava](DRUG) was stopped. She slept. She ate. She read. The rash cleared.", None, id="too-late"
        ),
        pytest.param("The rash spread despite stopping [kava](DRUG).", "negative", id="despite"),
        pytest.param("[Kava](DRUG) was stopped.", None, id="nothing-followed"),
        pytest.param("[Kava](DRUG) was stopped. The rash did not improve.", "negative", id="not-improved"),
        pytest.param("[Kava](DRUG) was stopped. The weakness climbed to the arms.", "negative", id="climbed"),
        pytest.param("[Kava](DRUG) was stopped. She slept. The patient died.", "negative", id="died"),
        pytest.param("She stopped taking [kava](DRUG). The rash was gone in a day.", "positive", id="gone"),
        pytest.param("The rash cleared. She went on with [kava](DRUG).", None, id="never-stopped"),
        pytest.param(
            "[Kava](DRUG) was put on hold. No further attacks occurred.", "positive", id="no-further"
        ),
        pytest.param("[Kava](DRUG) was stopped. She was no better.", "negative", id="no-better"),
    ],
)
def test_dechallenge(source: str, expected: str | None) -> None:
    assert action(source).dechallenge == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("On rechallenge with [kava](DRUG) the rash recurred.", "positive", id="recurred"),
        pytest.param("Rechallenge with [kava](DRUG) reproduced the rash.", "positive", id="reproduced"),
        pytest.param("Rechallenge with [kava](DRUG) triggered wheezing.", "positive", id="triggered"),
        pytest.param(
            "Rechallenge with [kava](DRUG) failed to reproduce the rash.", "negative", id="not-reproduced"
        ),
        pytest.param("Rechallenge with [kava](DRUG) did not cause wheezing.", "negative", id="not-caused"),
        pytest.param("[Kava](DRUG) was restarted. The rash returned.", "positive", id="next-sentence"),
        pytest.param("The rash recurred when [kava](DRUG) was reintroduced.", "positive", id="told-before"),
        pytest.param("[Kava](DRUG) was resumed without any rash.", "negative", id="without"),
        pytest.param("Re-exposure to [kava](DRUG) was tolerated.", "negative", id="tolerated"),
        pytest.param("[Kava](DRUG) was restarted.", None, id="nothing-said"),
        pytest.param("Rechallenge with [kava](DRUG) was not attempted as rash recurs.", None, id="not-tried"),
        pytest.param(
            "She took another tablet of [kava](DRUG) and the rash came back.", "positive", id="another"
        ),
        pytest.param("[Kava](DRUG) should not be restarted, the rash may recur.", None, id="advice"),
        pytest.param("She took [senna](DRUG) again. The rash returned.", None, id="of-another-drug"),
        pytest.param("[Kava](DRUG) was given. The rash returned.", None, id="not-given-again"),
        pytest.param(
            "She took the rest of the [kava](DRUG) and nothing happened.", "negative", id="the-rest"
        ),
        pytest.param("She took the bus to the [kava](DRUG) shop and nothing happened.", None, id="a-bus"),
        pytest.param("[Kava](DRUG) was begun again without any rash.", "negative", id="begun-again"),
        pytest.param("[Kava](DRUG) was begun again.", None, id="begun-again-only"),
        pytest.param(
            "[Senna](DRUG) was resumed without any rash; [kava](DRUG) was left out.",
            None,
            id="of-another-part",
        ),
        pytest.param("[Kava](DRUG) was resumed. The rash did not recur.", "negative", id="next-not-recur"),
        pytest.param(
            "Oral provocation with [kava](DRUG) brought the rash again.", "positive", id="provocation"
        ),
        pytest.param("Patch tests with [kava](DRUG) were positive.", None, id="patch-test"),
        pytest.param("[Kava](DRUG) was never given again.", None, id="never-given-again"),
        pytest.param(
            "[Kava](DRUG) was stopped. Months later she was given [kava](DRUG). Not a blister appeared.",
            "negative",
            id="months-later",
        ),
        pytest.param(
            "She was given [kava](DRUG) after months. Not a blister appeared.", None, id="the-first-time"
        ),
        pytest.param(
            "She took [kava](DRUG). In May the same picture, a day after she had taken [kava](DRUG).",
            "positive",
            id="same-picture-after",
        ),
        pytest.param(
            "She took [kava](DRUG). In May another episode of cystitis after she had taken [kava](DRUG).",
            None,
            id="the-disease-again",
        ),
        pytest.param(
            "The rash had returned to normal when [kava](DRUG) was resumed.", None, id="returned-to-normal"
        ),
        pytest.param(
            "A doctor who had not been informed restarted [kava](DRUG); the rash recurred.",
            "positive",
            id="not-informed",
        ),
        pytest.param(
            "[Kava](DRUG) was stopped. In May she took [kava](DRUG) by mistake and the rash was back.",
            "positive",
            id="by-mistake",
        ),
        pytest.param("By mistake she took [kava](DRUG) and had a rash.", None, id="first-by-mistake"),
        pytest.param(
            "[Kava](DRUG) was stopped. A second attempt with [kava](DRUG) ended the same way.",
            "positive",
            id="same-way",
        ),
        pytest.param(
            "[Kava](DRUG) was brought back at 5 mg and the enzymes did not rise.",
            "negative",
            id="brought-back",
        ),
        pytest.param(
            "[Kava](DRUG) was stopped. She has since taken [kava](DRUG) without any reaction.",
            "negative",
            id="has-since",
        ),
        pytest.param("After [kava](DRUG) she resumed her work and remained well.", None, id="resumed-work"),
        pytest.param(
            "Relapse on re-exposure to [kava](DRUG) was faster in every instance.", None, id="in-others"
        ),
    ],
)
def test_rechallenge(source: str, expected: str | None) -> None:
    assert action(source).rechallenge == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "[Kava](DRUG) was restarted; two hours later she had a [rash](EVENT).", "positive", id="soon"
        ),
        pytest.param(
            "[Kava](DRUG) was restarted. Two days later she had a [rash](EVENT).",
            "positive",
            id="next-sentence",
        ),
        pytest.param(
            "[Kava](DRUG) was restarted for a [rash](EVENT) two days later.", None, id="what-it-was-given-for"
        ),
        pytest.param(
            "[Kava](DRUG) was restarted; two days later the [rash](EVENT) cleared.", None, id="better"
        ),
    ],
)
def test_an_event_soon_behind_a_new_exposure_came_of_it(source: str, expected: str | None) -> None:
    found = narrative(source)
    drug = [mention for mention in found.mentions if mention.label is Label.DRUG]
    events = [mention for mention in found.mentions if mention.label is Label.EVENT]
    story = Story(found, range(len(found.sentences)), [drug], events)
    assert action_of(found, drug, story, only_suspect=True).rechallenge == expected


def test_nothing_said_nothing_known() -> None:
    assert action("She took [kava](DRUG).") == Action(None, None, None)


def test_the_steps_of_a_patient_are_read_once_for_all_drugs() -> None:
    def prepare(size: int) -> Callable[[], object]:
        source = "".join(f"He took [drug{place}](DRUG). All drugs were stopped. " for place in range(size))
        found = narrative(source)

        def work() -> None:
            story = Story(found, range(len(found.sentences)))
            for mention in found.mentions:
                action_of(found, [mention], story, only_suspect=False)

        action_of(
            found, found.mentions[:1], [0], only_suspect=False
        )  # the lists of all sentences are in place
        return work

    assert growth(prepare, 30) < TWICE


def suspected(source: str, *names: str) -> dict[str, Action]:
    """What is told of each of the suspects of a text, by its name."""
    found = narrative(source)
    mentions = [[each for each in found.mentions if each.text.lower() == name] for name in names]
    story = Story(found, range(len(found.sentences)), mentions)
    return {
        name: action_of(found, own, story, only_suspect=len(names) == 1)
        for name, own in zip(names, mentions, strict=True)
    }


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("It was replaced by rest.", "withdrawn", id="it"),
        pytest.param("[Senna](DRUG) was given; it was stopped.", None, id="it-is-another"),
        pytest.param("The rash cleared after its withdrawal.", "withdrawn", id="its-withdrawal"),
        pytest.param("The rash cleared two days after discontinuation.", "withdrawn", id="noun-alone"),
        pytest.param("She had symptoms of alcohol withdrawal.", None, id="another-withdrawal"),
        pytest.param("[Senna](DRUG) cleared the rash after discontinuation.", None, id="noun-of-another"),
        pytest.param("She was switched to [senna](DRUG).", "withdrawn", id="switched-to"),
        pytest.param("She was switched to [prednisone](DRUG).", None, id="switched-to-a-steroid"),
        pytest.param("[Senna](DRUG) was substituted.", "withdrawn", id="substituted"),
        pytest.param("The second dose was not given.", "withdrawn", id="second-dose-not-given"),
        pytest.param("The second dose was given.", None, id="second-dose-given"),
        pytest.param("Her doctor brought the dose down.", "reduced", id="dose-down"),
        pytest.param("He cut the dose of [senna](DRUG).", None, id="dose-of-another"),
        pytest.param("The doctor stopped the car.", None, id="another-thing"),
        pytest.param("So we took it down altogether.", "withdrawn", id="took-it-down"),
        pytest.param("She threw the box away.", "withdrawn", id="threw-away"),
        pytest.param("He gave it up.", "withdrawn", id="gave-it-up"),
        pytest.param("She took the bus.", None, id="took-the-bus"),
        pytest.param("The fourth cycle went ahead on schedule.", "unchanged", id="next-cycle"),
        pytest.param(
            "[Senna](DRUG) was started and the next dose was given as planned.",
            None,
            id="next-dose-of-another",
        ),
    ],
)
def test_what_stands_for_the_only_suspect(source: str, expected: str | None) -> None:
    told = suspected(f"She took [kava](DRUG). She had a rash. She slept. {source}", "kava")
    assert told["kava"].taken == expected


@pytest.mark.parametrize(
    ("source", "kava", "senna"),
    [
        pytest.param(
            "She took [kava](DRUG) and [senna](DRUG). Both were stopped.", "withdrawn", "withdrawn", id="both"
        ),
        pytest.param(
            "She took [kava](DRUG). She took [senna](DRUG). The drug was stopped.",
            None,
            "withdrawn",
            id="last",
        ),
        pytest.param("She took [kava](DRUG) and [senna](DRUG). It was stopped.", None, None, id="which"),
        pytest.param(
            "She used [kava](DRUG) gel with [senna](DRUG). The gel was stopped.", "withdrawn", None, id="form"
        ),
        pytest.param(
            "She took [kava](DRUG). She had [senna](DRUG). Both results were normal.",
            None,
            None,
            id="results",
        ),
    ],
)
def test_what_stands_for_one_of_two(source: str, kava: str | None, senna: str | None) -> None:
    told = suspected(source, "kava", "senna")
    assert (told["kava"].taken, told["senna"].taken) == (kava, senna)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param("The antibiotics were stopped.", "withdrawn", id="kind"),
        pytest.param("The [antibiotics](DRUG) were stopped.", "withdrawn", id="kind-by-mention"),
        pytest.param("The [steroids](DRUG) were stopped.", None, id="another-kind"),
    ],
)
def test_a_word_for_a_kind_means_its_suspects(source: str, expected: str | None) -> None:
    told = suspected(f"He had [amoxicillin](DRUG). {source}", "amoxicillin")
    assert told["amoxicillin"].taken == expected


def test_what_helped_may_be_the_stop_of_another() -> None:
    source = "[Kava](DRUG) was stopped. Later [senna](DRUG) was stopped. The rash cleared."
    told = suspected(source, "kava", "senna")
    assert (told["kava"].dechallenge, told["senna"].dechallenge) == (None, "positive")


@pytest.mark.parametrize(
    ("source", "status", "expected"),
    [
        pytest.param(
            "[Kava](DRUG) was stopped. A. B. C. D. [Fine](OUTCOME).", "recovered", "positive", id="over"
        ),
        pytest.param(
            "[Kava](DRUG) was stopped. A. B. C. D. [Died](OUTCOME).", "fatal", "negative", id="fatal"
        ),
        pytest.param(
            "[Kava](DRUG) was stopped. A. B. C. D. [Bad](OUTCOME).", "not_recovered", None, id="open"
        ),
        pytest.param("[Fine](OUTCOME). A. [Kava](DRUG) was stopped.", "recovered", None, id="over-before"),
        pytest.param("[Kava](DRUG) was kept. A. B. [Fine](OUTCOME).", "recovered", None, id="kept"),
        pytest.param("[MMR vaccine](DRUG) was stopped. A. [Fine](OUTCOME).", "recovered", None, id="vaccine"),
    ],
)
def test_dechallenge_by_the_end_of_its_events(source: str, status: str, expected: str | None) -> None:
    found = narrative(source)
    drug = [mention for mention in found.mentions if mention.label is Label.DRUG]
    end = next(mention for mention in found.mentions if mention.label is Label.OUTCOME)
    ends = [Ending(OutcomeStatus(status), end, (end,))]
    told = action_of(found, drug, range(len(found.sentences)), only_suspect=True, ends=ends)
    assert told.dechallenge == expected
