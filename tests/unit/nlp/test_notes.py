"""What notes write around names, and what looks like a name in them."""

import pytest

from caseline.nlp import notes
from caseline.nlp.layers import LEXICON, MENTIONS, NER, PATTERN
from caseline.schema.mention import Label
from tests.marked import blank, parse, spans_of


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        pytest.param("pt c/o burning feet", "burning feet", id="who-complains"),
        pytest.param("c/o dizziness x 3 days", "dizziness", id="for-how-long"),
        pytest.param("DX CELLULITIS", "CELLULITIS", id="diagnosis-in-capitals"),
        pytest.param("Dx: shingles", "shingles", id="diagnosis-with-colon"),
        pytest.param("dx'd w/ vertigo", "vertigo", id="diagnosed-with"),
        pytest.param("Hx of gout", "gout", id="history"),
        pytest.param("s/p appendectomy", "appendectomy", id="status-post"),
        pytest.param("R/O stroke", "stroke", id="rule-out"),
        pytest.param("possible pneumonia", "pneumonia", id="doubt-is-for-the-context"),
        pytest.param("EMG/NCV c/w radiculopathy", "radiculopathy", id="test-with-its-finding"),
        pytest.param("MRI showed bursitis", "bursitis", id="test-with-a-verb"),
        pytest.param("patient reports sore throat", "sore throat", id="patient-reports"),
        pytest.param("Client fainted immediately", "fainted", id="who-did-it-and-how-soon"),
        pytest.param("my son passed out", "passed out", id="kin-who-did-it"),
        pytest.param("infant became limp", "limp", id="who-became-so"),
        pytest.param("infant botulism", "infant botulism", id="disease-of-infants"),
        pytest.param("patient with rash", "patient with rash", id="no-word-of-complaint"),
        pytest.param("dxplore syndrome", "dxplore syndrome", id="part-of-a-word"),
        pytest.param("noted", "noted", id="nothing-behind"),
        pytest.param("factor X deficiency", "factor X deficiency", id="x-within"),
        pytest.param("sore throat", "sore throat", id="plain"),
    ],
)
def test_name_of(mention: str, name: str) -> None:
    text = f"Then {mention} again"
    start, end = notes.name_of(text, 5, 5 + len(mention))
    assert text[start:end] == name


NO_NAMES = [
    pytest.param("EVENT", "[Dx](X): gout", True, id="heading"),
    pytest.param("DRUG", "[RX](X) GIVEN", True, id="heading-in-capitals"),
    pytest.param("DRUG", "likely [rxn](X) to vaccine", True, id="reaction"),
    pytest.param("DRUG", "lot [EL3248](X) in the arm", True, id="lot-of-a-vaccine"),
    pytest.param("DRUG", "linked to [XYZ-2021-123456](X)", True, id="number-of-a-case"),
    pytest.param("DRUG", "a lot of [mRNA1273](X)", False, id="a-lot-of"),
    pytest.param("DRUG", "[rxnib](X) 5 mg", False, id="part-of-a-name"),
    pytest.param("THERAPY", "A [lumbar puncture](X) was done", True, id="test"),
    pytest.param("EVENT", "[Allergies](X): none", True, id="heading-with-colon"),
    pytest.param("EVENT", "Her [allergies](X) flared", False, id="no-colon"),
    pytest.param("EVENT", "Saw [PCP](X) today", True, id="person"),
    pytest.param("EVENT", "He died of [PCP](X)", False, id="infection"),
    pytest.param("DISORDER", "total serum (TX) rose, the [TX](X)", False, id="abbreviation-of-the-paper"),
    pytest.param("DOSE", "Lot # [4411 U](X)", True, id="lot"),
    pytest.param("DOSE", "batch number 77/[12 G](X)", True, id="batch-with-slash"),
    pytest.param("DRUG", "lot no [KC77A](X), for travel", True, id="lot-taken-for-a-drug"),
    pytest.param("DRUG", "Batch No. 21K, [BNT162b2](X) was given", False, id="drug-behind-a-lot"),
    pytest.param("EVENT", "[DOD](X) 4/4/20", True, id="date-of-death"),
    pytest.param("DOSE", "lot AB12, [0.5 mL](X)", False, id="dose-behind-a-lot"),
    pytest.param("DOSE", "In this report [5 mg](X)", False, id="report"),
    pytest.param("DOSE", "[71F](X) seen today", True, id="age-and-sex"),
    pytest.param("DOSE", "the [second dose](X) of it", True, id="ordinal"),
    pytest.param("DOSE", "a [single dose](X) of it", False, id="single"),
    pytest.param("BODY_SITE", "given in the [left deltoid](X) at noon", True, id="injected"),
    pytest.param("BODY_SITE", "0.5 mL IM in [right thigh](X)", True, id="injected-into-thigh"),
    pytest.param("BODY_SITE", "swelling over the [left deltoid](X)", False, id="swelling"),
    pytest.param("BODY_SITE", "After the shot her [arm](X) was sore", False, id="sore-arm"),
    pytest.param("BODY_SITE", "a rash on the [left arm](X)", False, id="rash"),
    pytest.param("BODY_SITE", "[bilat](X) leg pain", True, id="side-alone"),
]


@pytest.mark.parametrize(("label", "source", "expected"), NO_NAMES)
def test_is_no_name(label: str, source: str, expected: bool) -> None:
    marked = parse(source)
    ((start, end, _),) = marked.spans
    assert notes.is_no_name(label, marked.text, start, end) is expected


@pytest.mark.parametrize(
    ("label", "source", "expected"),
    [
        pytest.param("DRUG", "fell ill, s/p [Typhim Vi](X)", True, id="status-post"),
        pytest.param("DRUG", "Tx: ice, [Motrin](X)", True, id="list-behind-a-heading"),
        pytest.param("DRUG", "[Benadryl](X) 25 mg", True, id="amount-behind"),
        pytest.param("DRUG", "due to a [flu shot](X)", True, id="vaccine"),
        pytest.param(
            "DRUG", "Pt well; [MCV4](X) R deltoid. W/ fever, c/o chills", True, id="vaccine-in-short"
        ),
        pytest.param("DRUG", "loss of [MMR](X) in the tumour", False, id="repair-of-mismatches"),
        pytest.param("DRUG", "[PCV20](X) 3/6/23", True, id="dated"),
        pytest.param("DRUG", "with [abx](X)", True, id="class-in-short"),
        pytest.param("DRUG", "sensitive to an [iron](X) stain", False, id="prose"),
        pytest.param("DRUG", "a [silver](X) cup", False, id="thing"),
        pytest.param("EVENT", "pt c/o cough, [hives](X)", True, id="complaint"),
        pytest.param("DISORDER", "PMH: gout, [asthma](X)", True, id="history"),
        pytest.param("EVENT", "The score of [hives](X)", False, id="event-in-prose"),
        pytest.param("EVENT", "Pt rec'd a dose. Then [hives](X)", True, id="text-of-a-note"),
        pytest.param("EVENT", "I was well. My son had [hives](X)", True, id="own-words"),
        pytest.param("DISORDER", "Pt rec'd a dose. Sats 88% [RA](X)", False, id="bare-abbreviation"),
        pytest.param("DISORDER", "Pt rec'd it. [Measles](X) vaccine too", False, id="name-of-a-vaccine"),
        pytest.param("EVENT", "Pt. 2 of the series had [hives](X)", False, id="one-word-of-a-note"),
    ],
)
def test_is_told(label: str, source: str, expected: bool) -> None:
    marked = parse(source)
    ((start, end, _),) = marked.spans
    assert notes.is_told(label, marked.text, start, end) is expected


ORDER = {label: ["phee", "lexicon", "maccrobat", "pattern"] for label in ("DRUG", "EVENT", "THERAPY", "DOSE")}


@pytest.mark.parametrize(
    ("layers", "expected"),
    [
        pytest.param([(NER, "phee", "Today [pt c/o hives x 2 days](EVENT).")], ["hives"], id="trimmed"),
        pytest.param([(NER, "phee", "Today [DX](EVENT) GOUT.")], [], id="heading-dropped"),
        pytest.param(
            [(LEXICON, "lexicon", "Hives s/p [Typhim Vi](DRUG).")], ["Typhim Vi"], id="alone-in-a-note"
        ),
        pytest.param([(LEXICON, "lexicon", "Seen on [silver](DRUG) staining.")], [], id="alone-in-prose"),
        pytest.param([(PATTERN, "pattern", "Splint, [PT](THERAPY) twice weekly")], ["PT"], id="training"),
        pytest.param([(NER, "maccrobat", "Saw the [PT](THERAPY) twice weekly")], [], id="patient"),
        pytest.param(
            [
                (NER, "phee", "Had [plasmapheresis](DRUG)."),
                (NER, "maccrobat", "Had [plasmapheresis](THERAPY)."),
                (LEXICON, "lexicon", "Had [plasmapheresis](THERAPY)."),
            ],
            ["plasmapheresis"],
            id="procedure",
        ),
    ],
)
def test_merged(layers: list[tuple[str, str, str]], expected: list[str]) -> None:
    nlp = blank()
    merge = nlp.add_pipe("caseline_merge", config={"order": ORDER, "alone": {"DRUG": []}})
    doc = nlp.make_doc(parse(layers[0][2]).text)
    for layer, source, marked in layers:
        doc.spans[layer] = [*doc.spans.get(layer, ()), *spans_of(doc, parse(marked), source=source)]
    found = merge(doc).spans[MENTIONS]
    assert [span.text for span in found] == expected
    assert "DRUG" not in {span.label_ for span in found if span.text == "plasmapheresis"}


@pytest.mark.parametrize(
    ("mention", "name"),
    [
        pytest.param("night c/o chills", "chills", id="night-of-a-note"),
        pytest.param("evening R hand weak", "R hand weak", id="evening"),
        pytest.param("4/21, dx cellulitis", "cellulitis", id="date"),
        pytest.param("next few minutes hives", "hives", id="minutes"),
        pytest.param("night sweats", "night sweats", id="name-of-the-night"),
        pytest.param("morning stiffness", "morning stiffness", id="name-of-the-morning"),
    ],
)
def test_times_before_a_name(mention: str, name: str) -> None:
    start, end = notes.name_of(mention, 0, len(mention))
    assert mention[start:end] == name


class Searched(str):
    """A text that counts how often all of it is searched."""

    searches = 0

    def __contains__(self, part: object) -> bool:
        Searched.searches += 1
        return super().__contains__(part)  # type: ignore[operator]


def test_a_text_is_not_searched_for_each_abbreviation() -> None:
    text = Searched("BP fell. " * 20 + "Blood pressure (BP) rose.")
    assert not notes.is_no_name(Label.EVENT, text, 0, 2)
    assert not any(notes.is_no_name(Label.EVENT, text, place, place + 2) for place in range(0, 180, 9))
    assert notes.is_no_name(Label.EVENT, Searched("BP fell (it did). " * 3), 0, 2)
    assert Searched.searches == 0
