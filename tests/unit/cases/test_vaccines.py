"""Vaccines by what they are called."""

from dataclasses import replace

import pytest

from caseline.cases.treatments import in_particular
from caseline.cases.vaccines import is_act, is_bare, names_vaccine
from tests.narratives import narrative

SUSPECTED = (0.8, 0.1, 0.05, 0.05)
NOBODYS = (0.1, 0.1, 0.05, 0.75)


@pytest.mark.parametrize(
    ("name", "act", "bare", "vaccine"),
    [
        pytest.param("vax", True, True, True, id="vax"),
        pytest.param("booster", True, True, True, id="booster"),
        pytest.param("shots", True, True, False, id="shots"),
        pytest.param("COVID-19 immunization", True, False, True, id="immunization-against"),
        pytest.param("Moderna booster", False, False, True, id="maker"),
        pytest.param("Tdap", False, False, True, id="short-form"),
        pytest.param("cortisone shot", True, False, False, id="shot-of-another"),
        pytest.param("kava", False, False, False, id="no-vaccine"),
    ],
)
def test_words_for_vaccines(name: str, *, act: bool, bare: bool, vaccine: bool) -> None:
    (mention,) = narrative(f"He had [{name}](DRUG).").mentions
    assert (is_act(mention), is_bare(mention), names_vaccine(mention)) == (act, bare, vaccine)


@pytest.mark.parametrize(
    ("source", "read", "named"),
    [
        pytest.param("Ill after [shot](DRUG).", SUSPECTED, ["shot"], id="nothing-else-named"),
        pytest.param("Ill after [shot](DRUG) of [Tdap](DRUG).", SUSPECTED, ["Tdap"], id="vaccine-named"),
        pytest.param("[Moderna](DRUG). Ill after [shot](DRUG).", SUSPECTED, ["Moderna"], id="maker-named"),
        pytest.param("Ill. No [vaccination](DRUG) was given.", NOBODYS, [], id="nobodys"),
        pytest.param("Ill after [shot](DRUG).", (), [], id="unread"),
        pytest.param("Ill after the [medication](DRUG).", SUSPECTED, [], id="no-vaccine"),
    ],
)
def test_a_bare_word_counts_where_no_vaccine_is_named(
    source: str, read: tuple[float, ...], named: list[str]
) -> None:
    mentions = [replace(mention, roles=read) for mention in narrative(source).mentions]
    assert [mention.text for mention in in_particular(mentions)] == named
