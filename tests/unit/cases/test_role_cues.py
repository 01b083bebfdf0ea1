"""Each family of wording on the role of a treatment: a sentence where it holds, and one like it where it does not."""

import pytest

from caseline.cases.concepts import DISEASES, TREATMENTS
from caseline.cases.role_cues import Role, Where
from caseline.cases.role_evidence import BLAMING, CUES, MILD, Evidence, evidence, told, told_last
from caseline.cases.suspect_cues import ANAPHOR, KIND_INDUCED, LISTED, TITLE
from tests.narratives import named, narrative

FAMILIES = [
    ("caused-by", "[Hives](EVENT) caused by [kava](DRUG).", "[Kava](DRUG) for [hives](EVENT)."),
    ("harm-of", "Side effects of [kava](DRUG) are many.", "The price of [kava](DRUG) is high."),
    (
        "associated-with",
        "[Hives](EVENT) associated with [kava](DRUG).",
        "One tablet associated with [kava](DRUG).",
    ),
    ("role-of", "The possible role of [kava](DRUG) is discussed.", "The name of [kava](DRUG) is discussed."),
    ("blamed", "We suspected [kava](DRUG).", "We respected [kava](DRUG)."),
    ("withdrawal-of", "She stopped [kava](DRUG).", "She shopped for [kava](DRUG)."),
    (
        "given-again",
        "On rechallenge with [kava](DRUG) it was back.",
        "On a challenge with [kava](DRUG) it was new.",
    ),
    ("while-taking", "He fell while taking [kava](DRUG).", "He fell while buying [kava](DRUG)."),
    ("after-event", "[Hives](EVENT) after [kava](DRUG).", "After [kava](DRUG) came [hives](EVENT)."),
    ("event-with", "[Hives](EVENT) with [kava](DRUG).", "[Hives](EVENT) relieved with [kava](DRUG)."),
    ("after", "After [kava](DRUG) he slept.", "Before [kava](DRUG) he slept."),
    (
        "exposed-person",
        "[Hives](EVENT) in a woman treated with [kava](DRUG).",
        "A woman had [hives](EVENT) and was treated with [kava](DRUG).",
    ),
    ("induced", "[Kava](DRUG)-induced [hives](EVENT).", "[Kava](DRUG)-rich tea for [hives](EVENT)."),
    ("harm-noun", "[Kava](DRUG) toxicity was found.", "[Kava](DRUG) tablets were found."),
    ("is-to-blame", "[Kava](DRUG) was the likely culprit.", "[Kava](DRUG) was the likely cure."),
    (
        "causes",
        "[Kava](DRUG) may have caused [hives](EVENT).",
        "[Kava](DRUG) resulted in rapid improvement of [hives](EVENT).",
    ),
    (
        "is-associated",
        "[Kava](DRUG) is associated with [hives](EVENT).",
        "[Kava](DRUG) is associated with parties.",
    ),
    ("ingested", "She swallowed [kava](DRUG).", "She followed [kava](DRUG)."),
    ("is-stopped", "[Kava](DRUG) was discontinued.", "[Kava](DRUG) helped, stopped the rash and was cheap."),
    ("given-again-behind", "[Kava](DRUG) was restarted.", "[Kava](DRUG) was started."),
    (
        "then-developed",
        "After [kava](DRUG) she developed [hives](EVENT).",
        "Although [kava](DRUG) was used, she developed [hives](EVENT).",
    ),
    (
        "before-onset",
        "[Kava](DRUG), two days before the onset of [hives](EVENT).",
        "[Kava](DRUG), two days before the journey.",
    ),
    ("vaccinated", "She was vaccinated with [Shingrix](DRUG).", "She was acquainted with [Shingrix](DRUG)."),
    (
        "interaction",
        "An interaction between [kava](DRUG) and [senna](DRUG).",
        "A choice between [kava](DRUG) and [senna](DRUG).",
    ),
    (
        "potentiated-by",
        "The effect was potentiated by [kava](DRUG).",
        "The effect was noted by [kava](DRUG) users.",
    ),
    ("interacts", "[Kava](DRUG) interacts with it.", "[Kava](DRUG) comes with it."),
    ("together", "Concomitant use of [kava](DRUG) was found.", "Frequent use of [kava](DRUG) was found."),
    (
        "medication-list",
        "Meds: [kava](DRUG) and [senna](DRUG).",
        "The meds were stopped, and [kava](DRUG) given.",
    ),
    (
        "for-an-old-disease",
        "He had diabetes, for which he took [kava](DRUG).",
        "He had a fit, before which he took [kava](DRUG).",
    ),
    ("discharged-on", "He went home on [kava](DRUG).", "He went home before [kava](DRUG)."),
    ("taken-as-well", "[Kava](DRUG) was taken as well.", "[Kava](DRUG) was taken by mistake."),
    ("also-taking", "He was also taking [kava](DRUG).", "He was taking [kava](DRUG)."),
    ("premedication", "Premedication with [kava](DRUG).", "Medication with [kava](DRUG)."),
    (
        "premedication-behind",
        "[Kava](DRUG) was given before each infusion.",
        "[Kava](DRUG) was given before each meal.",
    ),
    ("was-taking", "He was taking [kava](DRUG).", "He was given [kava](DRUG)."),
    ("long-term", "On long-term [kava](DRUG).", "On the last [kava](DRUG)."),
    ("tolerated", "[Kava](DRUG) had been well tolerated.", "[Kava](DRUG) had been well advertised."),
    ("tolerating", "She tolerated [kava](DRUG).", "She declined [kava](DRUG)."),
    ("continued", "[Kava](DRUG) was continued.", "[Kava](DRUG) was contained."),
    (
        "cured-by",
        "The [hives](EVENT) resolved with [kava](DRUG).",
        "The [hives](EVENT) resolved after [kava](DRUG) was stopped.",
    ),
    ("cures", "[Kava](DRUG) was effective.", "[Kava](DRUG) was bitter."),
    (
        "treated-with",
        "[Hives](EVENT) were treated with [kava](DRUG).",
        "Treated with [kava](DRUG), she had [hives](EVENT).",
    ),
    ("given-for-it", "She had [hives](EVENT). She received [kava](DRUG).", "She received [kava](DRUG)."),
    ("is-given", "She had [hives](EVENT). [Kava](DRUG) was given.", "[Kava](DRUG) was given."),
    ("to-treat", "She had [hives](EVENT). [Kava](DRUG) to treat them.", "[Kava](DRUG) to treat them."),
    ("switched-to", "She had [hives](EVENT). He switched to [kava](DRUG).", "He switched to [kava](DRUG)."),
    ("required", "He required [kava](DRUG).", "He enquired after [kava](DRUG)."),
    ("in-vain", "Despite [kava](DRUG) he fell.", "Beside [kava](DRUG) he fell."),
    ("tapered", "[Kava](DRUG) was tapered.", "[Kava](DRUG) was tasted."),
    (
        "told-last",
        "He had [kava](DRUG). After the third infusion he had [hives](EVENT).",
        "He had [kava](DRUG). After the third journey he had [hives](EVENT).",
    ),
    (
        "associated-anyhow",
        "Marked unrest associated with [kava](DRUG) treatment.",
        "Tea was given, with honey associated with [kava](DRUG).",
    ),
    (
        "developed-under",
        "She developed unrest 3 weeks after she began antifungal therapy with [kava](DRUG).",
        "She developed unrest and bought [kava](DRUG).",
    ),
    (
        "who-developed",
        "A man received [kava](DRUG) for sleep and developed [hives](EVENT).",
        "Although a man received [kava](DRUG), he slept and developed [hives](EVENT).",
    ),
    (
        "case-in-exposed",
        "We report a case of unrest in a woman under treatment with [kava](DRUG).",
        "We report a case of unrest in a woman, diagnosed late and given [kava](DRUG).",
    ),
    (
        "opens-after",
        "Soon after initiation of [kava](DRUG), [hives](EVENT) came.",
        "Soon after dinner and [kava](DRUG), [hives](EVENT) came.",
    ),
    (
        "co-given",
        "[Hives](EVENT) came when senna was co-administered with [kava](DRUG).",
        "[Hives](EVENT) came when senna was compared with [kava](DRUG).",
    ),
    (
        "mother-exposed",
        "A girl was born to a woman treated for unrest with [kava](DRUG).",
        "A girl was born to a woman growing [kava](DRUG).",
    ),
    (
        "treatment-of-with",
        "Treatment of senna-induced [hives](EVENT) with [kava](DRUG).",
        "A man with senna-induced [hives](EVENT) and [kava](DRUG).",
    ),
    (
        "for-the-induced",
        "[Kava](DRUG) for senna-induced [hives](EVENT).",
        "[Kava](DRUG) for sleep and induced [hives](EVENT).",
    ),
    (
        "for-that-purpose",
        "For the prevention of [hives](EVENT), 10 mg [kava](DRUG) was given.",
        "For the price of [hives](EVENT), 10 mg [kava](DRUG) was given.",
    ),
    (
        "as-prophylaxis",
        "[Kava](DRUG) 10 mg daily as gastric prophylaxis.",
        "[Kava](DRUG) 10 mg daily as a habit.",
    ),
    (
        "already-taken",
        "[Kava](DRUG) she was already taking.",
        "[Kava](DRUG) she was already missing.",
    ),
    (
        "kind-induced",
        "He had [cisplatin](DRUG). Drug-induced [hives](EVENT) was suspected.",
        "He had [cisplatin](DRUG). Drug-induced [hives](EVENT) was excluded.",
    ),
    (
        "neither-nor",
        "Neither senna nor [kava](DRUG) made any difference.",
        "Neither senna nor [kava](DRUG) was implicated.",
    ),
    ("left-for-another", "He was switched from [kava](DRUG).", "He was switched to [kava](DRUG)."),
    ("listed", "Home medication:\n- [kava](DRUG) 200 mg", "Home decoration:\n- [kava](DRUG) 200 mg"),
]


def families(source: str) -> set[str]:
    found = narrative(source)
    events = told(found, [mention for mention in found.mentions if mention.label in DISEASES])
    given = [mention for mention in found.mentions if mention.label in TREATMENTS]
    told_of = told_last(found, given, events)
    return {item.cue.name for item in [*evidence(found, given[0], events), *told_of]}


@pytest.mark.parametrize(("name", "source"), [pytest.param(name, yes, id=name) for name, yes, _ in FAMILIES])
def test_holds(name: str, source: str) -> None:
    assert name in families(source)


@pytest.mark.parametrize(("name", "source"), [pytest.param(name, no, id=name) for name, _, no in FAMILIES])
def test_does_not_hold(name: str, source: str) -> None:
    assert name not in families(source)


def test_every_family_has_its_sentences() -> None:
    tables = {family.name for family in (*CUES, ANAPHOR, KIND_INDUCED, LISTED)}
    assert tables == {name for name, _, _ in FAMILIES}


def test_the_title_speaks_for_a_suspect() -> None:
    assert TITLE.role is Role.SUSPECT
    assert "title" not in families("[Kava](DRUG) and the skin.")


def test_families_named_elsewhere_are_of_the_tables() -> None:
    assert {*BLAMING, *MILD} <= {family.name for family in (*CUES, ANAPHOR)}


def test_weights_lend_something() -> None:
    assert all(family.weight > 0 for family in CUES)
    assert {family.where for family in CUES} <= set(Where)


def test_a_semicolon_ends_a_list() -> None:
    found = narrative("[Hives](EVENT) after [kava](DRUG); [senna](DRUG) was bitter.")
    events = told(found, [named(found, "Hives")])
    assert "after-event" not in {item.cue.name for item in evidence(found, named(found, "senna"), events)}


def test_a_semicolon_joins_ingredients_in_brackets() -> None:
    found = narrative("[Hives](EVENT) after two drops ([kava](DRUG); [senna](DRUG)) of it.")
    events = told(found, [named(found, "Hives")])
    assert {item.cue.name for item in evidence(found, named(found, "kava"), events)} == {
        item.cue.name for item in evidence(found, named(found, "senna"), events)
    }


WORDINGS = [
    (
        "harm-of",
        "A mixed overdose ([kava](DRUG), [senna](DRUG)).",
        "A mixed tea ([kava](DRUG), [senna](DRUG)).",
    ),
    ("induced", "[Kava](DRUG) associated [hives](EVENT).", "[Kava](DRUG) associated with rest."),
    (
        "after-event",
        "[Hives](EVENT) after transhepatic infusion of [kava](DRUG).",
        "[Hives](EVENT) after transhepatic surgery, treated with [kava](DRUG).",
    ),
    ("after-event", "[Hives](EVENT) at the start of [kava](DRUG).", "[Hives](EVENT) at home; [kava](DRUG)."),
    (
        "after-event",
        "[Hives](EVENT) after smoking [kava](DRUG).",
        "[Hives](EVENT) after tea; he was smoking [kava](DRUG).",
    ),
    (
        "is-to-blame",
        "[Kava](DRUG), a fairly new herbal sedative, was involved in it.",
        "[Kava](DRUG), a fairly new herbal sedative, was looked at.",
    ),
    (
        "who-developed",
        "A man with [gout](DISORDER) took [kava](DRUG) and later showed [hives](EVENT).",
        "A man with [gout](DISORDER) took [kava](DRUG) and later showed no [hives](EVENT).",
    ),
    ("is-stopped", "[Kava](DRUG) was terminated.", "[Kava](DRUG) was determined."),
    (
        "cured-by",
        "Successful treatment of [hives](EVENT) with [kava](DRUG).",
        "Successful journey of a man with [kava](DRUG).",
    ),
    (
        "exposed-person",
        "[Hives](EVENT) in a woman receiving [kava](DRUG).",
        "[Hives](EVENT) in a woman receiving [kava](DRUG) to relieve them.",
    ),
]


@pytest.mark.parametrize(
    ("name", "yes", "no"), [pytest.param(*row, id=f"{row[0]}-{place}") for place, row in enumerate(WORDINGS)]
)
def test_wording_of_a_family(name: str, yes: str, no: str) -> None:
    assert name in families(yes)
    assert name not in families(no)


def test_a_title_tells_nothing_yet() -> None:
    source = "[Hives](EVENT) after [kava](DRUG) in a man. He received [senna](DRUG). [Hives](EVENT) came."
    assert not {item.cue.name for item in _of(source, "senna")} & {"given-for-it"}


def test_a_first_sentence_that_tells_is_no_title() -> None:
    source = "A man had [hives](EVENT) after [kava](DRUG). He received [senna](DRUG). [Hives](EVENT) came."
    assert {item.cue.name for item in _of(source, "senna")} & {"given-for-it"}


@pytest.mark.parametrize(
    ("source", "holds"),
    [
        pytest.param("The [MMR vaccine](DRUG) was bought. [Hives](EVENT) came.", True, id="told-behind"),
        pytest.param("[Hives](EVENT) came. The [MMR vaccine](DRUG) was bought.", False, id="told-before"),
        pytest.param("The [kava](DRUG) was bought. [Hives](EVENT) came.", False, id="no-vaccine"),
    ],
)
def test_a_vaccine_is_suspected_of_what_is_told_behind(source: str, *, holds: bool) -> None:
    word = "kava" if "kava" in source else "MMR vaccine"
    assert ("vaccine" in {item.cue.name for item in _of(source, word)}) is holds


def _of(source: str, word: str) -> list[Evidence]:
    found = narrative(source)
    events = [mention for mention in found.mentions if mention.label in DISEASES]
    return evidence(found, named(found, word), told(found, events))


def test_a_list_shares_its_wording() -> None:
    found = narrative("[Hives](EVENT) after [kava](DRUG), [senna](DRUG) 15 mg and [ginseng](DRUG).")
    events = told(found, [named(found, "Hives")])
    for name in ("kava", "senna", "ginseng"):
        assert "after-event" in {item.cue.name for item in evidence(found, named(found, name), events)}
