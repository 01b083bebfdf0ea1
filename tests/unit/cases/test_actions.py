"""What was done with the suspect drug, and what followed."""

from collections.abc import Callable

import pytest

from caseline.cases.actions import Action, Story, action_of
from caseline.cases.narrative import Narrative
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
    ],
)
def test_rechallenge(source: str, expected: str | None) -> None:
    assert action(source).rechallenge == expected


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
