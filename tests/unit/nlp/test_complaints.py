"""Signs in words of every day."""

import pytest

from caseline.nlp.complaints import as_name, find_complaints


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        pytest.param("By noon R hand weak, gait ok.", ["R hand weak"], id="no-verb"),
        pytest.param("Her eyes were yellow by then.", ["eyes were yellow"], id="state"),
        pytest.param("My pee turned the color of cola.", ["pee turned the color of cola"], id="urine"),
        pytest.param("He had trouble finding words.", ["trouble finding words"], id="trouble"),
        pytest.param("She became suddenly mute.", ["mute"], id="became"),
        pytest.param("Then he collapsed.", ["collapsed"], id="verb"),
        pytest.param("Later passed out in the hall.", ["passed out"], id="nobody-named"),
        pytest.param("C-peptide was undetectable.", ["C-peptide was undetectable"], id="finding"),
        pytest.param("Pt c/o chills, HA, fever.", ["HA"], id="headache"),
        pytest.param("She was found lethargic, not eating.", ["not eating"], id="not-eating"),
        pytest.param("HA began that night; CP free since.", ["HA", "CP"], id="two-letters"),
        pytest.param("Had pleuritic CP, then VF arrest.", ["pleuritic CP", "VF"], id="chest-pain"),
        pytest.param("He would not walk on it.", ["would not walk on it"], id="would-not"),
        pytest.param("She didn't want supper.", ["didn't want supper"], id="did-not-want"),
        pytest.param("I felt so wiped out and too weak to stand.", ["wiped out", "weak"], id="worn-out"),
        pytest.param(
            "The room was spinning, then everything went black.",
            ["room was spinning", "everything went black"],
            id="spinning",
        ),
        pytest.param(
            "He slept all day and was hard to arouse.", ["slept all day", "hard to arouse"], id="slept"
        ),
        pytest.param("Refused feeds that evening.", ["Refused feeds"], id="feeds"),
        pytest.param("My period came 9 days early.", ["period came 9 days early"], id="period"),
        pytest.param("Her knees buckled and she fell down.", ["fell", "knees buckled"], id="fell"),
        pytest.param("A big lump on my arm; chin lac closed.", ["big lump", "chin lac"], id="lump-and-cut"),
        pytest.param("HA-tagged protein and chills.", [], id="other-abbreviation"),
        pytest.param(
            "Severe HA runs in the family; the HA filler improved.", [], id="haemophilia-and-hyaluronan"
        ),
        pytest.param(
            "The child has CP; the CP angle was blunt; VF testing was done.", [], id="palsy-angle-field"
        ),
        pytest.param(
            "They would not recommend it; she did not eat before the scan.", [], id="would-not-otherwise"
        ),
        pytest.param("The patient fell asleep; he fell ill; the pressure fell.", [], id="fell-otherwise"),
        pytest.param("A knot in the suture; a bump in the road.", [], id="lump-otherwise"),
        pytest.param("The study period was early; sales slumped.", [], id="period-otherwise"),
        pytest.param("It was too small to see; lac repressor.", [], id="too-and-lac-otherwise"),
        pytest.param("Both lungs collapsed.", [], id="nobody-collapsed"),
        pytest.param("The leaflets were handed out.", [], id="nothing"),
        pytest.param("Hearing was normal and vision was unchanged.", [], id="normal"),
        pytest.param("It became clear that the drug was yellow.", [], id="became-clear"),
        pytest.param("The face mask was blue.", [], id="no-part-of-the-body"),
        pytest.param("He had no problem with the bill.", [], id="other-trouble"),
    ],
)
def test_complaints(sentence: str, told: list[str]) -> None:
    assert [sentence[start:end] for start, end in find_complaints(sentence)] == told


@pytest.mark.parametrize(
    ("text", "name"),
    [
        pytest.param("eyes were yellow", "yellow eyes", id="state"),
        pytest.param("colour vision was severely reduced", "reduced colour vision", id="function"),
        pytest.param("D-dimer was markedly raised", "raised D-dimer", id="result"),
        pytest.param("cough was treated", None, id="no-state"),
        pytest.param("fever", None, id="no-verb"),
    ],
)
def test_as_name(text: str, name: str | None) -> None:
    assert as_name(text) == name
