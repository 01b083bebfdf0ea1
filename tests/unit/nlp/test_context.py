"""Context of mentions: each family of rules with a case that must not fire."""

import json
from collections import Counter
from importlib.resources import files

import pytest

from caseline.nlp.context import CATEGORIES
from caseline.nlp.layers import CONTEXT, MENTIONS
from tests.marked import annotated, blank, parse, spans_of


def contexts(source: str) -> dict[str, list[str]]:
    doc = annotated(source, "caseline_context")
    return {span.text: span._.get(CONTEXT) for span in doc.spans[MENTIONS]}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "She had no [fever](EVENT), [chills](EVENT) or [cough](EVENT).",
            {"fever": ["NEGATED"], "chills": ["NEGATED"], "cough": ["NEGATED"]},
            id="no-list",
        ),
        pytest.param(
            "No [fever](EVENT) but [cough](EVENT) was seen.",
            {"fever": ["NEGATED"], "cough": []},
            id="but-ends-scope",
        ),
        pytest.param(
            "He got it (batch no. 77KL2) with [paracetamol](DRUG).",
            {"paracetamol": []},
            id="number-of-a-batch",
        ),
        pytest.param(
            "Lot No: unknown of [Tdap](DRUG), then [cough](EVENT).",
            {"Tdap": [], "cough": []},
            id="number-that-is-unknown",
        ),
        pytest.param("Case no. 3 had a [rash](EVENT).", {"rash": []}, id="number-of-a-case"),
        pytest.param(
            "He denied the following symptoms: [fever](EVENT), [cough](EVENT).",
            {"fever": ["NEGATED"], "cough": ["NEGATED"]},
            id="the-following",
        ),
        pytest.param(
            "She had none of the following: [fever](EVENT), [rash](EVENT).",
            {"fever": ["NEGATED"], "rash": ["NEGATED"]},
            id="none-of-the-following",
        ),
        pytest.param(
            "No [rash](EVENT) following [kava](DRUG).", {"rash": ["NEGATED"], "kava": []}, id="following"
        ),
        pytest.param(
            "There was no [vasculitis](EVENT): [Sweet syndrome](EVENT).",
            {"vasculitis": ["NEGATED"], "Sweet syndrome": []},
            id="what-a-colon-concludes",
        ),
        pytest.param(
            "There were no red flags: [weight loss](EVENT).",
            {"weight loss": ["NEGATED"]},
            id="what-a-colon-lists",
        ),
        pytest.param(
            "In this patient no [rash](EVENT) was seen.", {"rash": ["NEGATED"]}, id="none-in-a-patient"
        ),
        pytest.param(
            "With no 5-HT3 [antagonist](DRUG).", {"antagonist": ["NEGATED"]}, id="none-with-a-digit"
        ),
        pytest.param(
            "[Fever](EVENT): no. [Rash](EVENT): yes.", {"Fever": [], "Rash": []}, id="no-as-an-answer"
        ),
        pytest.param(
            "The outcome of the [vertigo](EVENT) was not reported.",
            {"vertigo": []},
            id="outcome-not-reported",
        ),
        pytest.param(
            "The outcome was good; [fever](EVENT) was not reported.",
            {"fever": ["NEGATED"]},
            id="sign-not-reported",
        ),
        pytest.param("He denied [nausea](EVENT).", {"nausea": ["NEGATED"]}, id="denied"),
        pytest.param(
            "Tests failed to reveal a [tumour](DISORDER), supporting the diagnosis of [asthma](DISORDER).",
            {"tumour": ["NEGATED"], "asthma": []},
            id="denial-ends-at-what-is-supported",
        ),
        pytest.param(
            "There were no signs supporting a diagnosis of [asthma](DISORDER).",
            {"asthma": ["NEGATED"]},
            id="nothing-supports",
        ),
        pytest.param(
            "No [wheezes](EVENT) were heard and [crackles](EVENT) were heard on the left.",
            {"wheezes": ["NEGATED"], "crackles": []},
            id="denial-ends-at-the-verb",
        ),
        pytest.param(
            "The criteria for [endocarditis](DISORDER) were not satisfied.",
            {"endocarditis": ["RULED_OUT"]},
            id="criteria-not-satisfied",
        ),
        pytest.param(
            "The criteria for [endocarditis](DISORDER) were satisfied.",
            {"endocarditis": []},
            id="criteria-satisfied",
        ),
        pytest.param(
            "Neither [kava](DRUG) nor [massage](THERAPY) made any difference.",
            {"kava": [], "massage": []},
            id="given-in-vain",
        ),
        pytest.param(
            "Neither [kava](DRUG) nor [massage](THERAPY) was given.",
            {"kava": ["NEGATED"], "massage": ["NEGATED"]},
            id="not-given",
        ),
        pytest.param(
            "A woman whose mother and aunt have [glaucoma](DISORDER), had taken [kava](DRUG).",
            {"glaucoma": ["FAMILY"], "kava": []},
            id="the-patient-again",
        ),
        pytest.param(
            "The [rash](EVENT) did not respond to [prednisone](DRUG).",
            {"rash": [], "prednisone": []},
            id="pseudo-response",
        ),
        pytest.param("Not only [rash](EVENT) was seen.", {"rash": []}, id="not-only"),
        pytest.param(
            "Tests were negative for [hepatitis](DISORDER).", {"hepatitis": ["NEGATED"]}, id="negative-for"
        ),
        pytest.param("[Sepsis](DISORDER) was ruled out.", {"Sepsis": ["RULED_OUT"]}, id="ruled-out-behind"),
        pytest.param(
            "[Sepsis](DISORDER) could not be ruled out.", {"Sepsis": ["UNCERTAIN"]}, id="not-ruled-out"
        ),
        pytest.param("Her mother had [asthma](DISORDER).", {"asthma": ["FAMILY"]}, id="mother"),
        pytest.param(
            "According to her mother she had [asthma](DISORDER).", {"asthma": []}, id="mother-as-witness"
        ),
        pytest.param("He had a history of [gout](DISORDER).", {"gout": ["HISTORICAL"]}, id="history"),
        pytest.param(
            "He came with a two day history of [cough](EVENT).", {"cough": []}, id="history-of-this-illness"
        ),
        pytest.param("She was at risk of [bleeding](EVENT).", {"bleeding": ["HYPOTHETICAL"]}, id="risk"),
        pytest.param("The drug may cause [bleeding](EVENT).", {"bleeding": ["HYPOTHETICAL"]}, id="may-cause"),
        pytest.param("[Aspirin](DRUG) may be given.", {"Aspirin": ["HYPOTHETICAL"]}, id="may-be-behind"),
        pytest.param("[Aspirin](DRUG) was given.", {"Aspirin": []}, id="was-given"),
        pytest.param("He had [bleeding](EVENT).", {"bleeding": []}, id="plain"),
        pytest.param(
            "Side effects such as [hiccups](EVENT) are known.", {"hiccups": ["GENERAL"]}, id="general-list"
        ),
        pytest.param("She had suspected [measles](DISORDER).", {"measles": ["UNCERTAIN"]}, id="suspected"),
    ],
)
def test_context(source: str, expected: dict[str, list[str]]) -> None:
    assert contexts(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "She had no [rash](EVENT) after [amoxicillin](DRUG).",
            {"rash": ["NEGATED"], "amoxicillin": []},
            id="no-rash-after-a-drug",
        ),
        pytest.param(
            "He had no [rash](EVENT), [fever](EVENT) or [cough](EVENT) during [kava](DRUG).",
            {"rash": ["NEGATED"], "fever": ["NEGATED"], "cough": ["NEGATED"], "kava": []},
            id="list-before-the-circumstance",
        ),
        pytest.param(
            "A woman with no history of [asthma](DISORDER) developed [cough](EVENT).",
            {"asthma": ["NEGATED"], "cough": []},
            id="developed-ends-scope",
        ),
        pytest.param(
            "Nobody; no patient developed [cough](EVENT).", {"cough": ["NEGATED"]}, id="no-patient-developed"
        ),
        pytest.param(
            "MRI showed no [bleeding](EVENT), a large [infarct](EVENT) and more.",
            {"bleeding": ["NEGATED"], "infarct": []},
            id="an-article-begins-anew",
        ),
        pytest.param(
            "[Nausea](EVENT) and [pain](EVENT), with no signs of [sepsis](DISORDER).",
            {"Nausea": [], "pain": [], "sepsis": ["NEGATED"]},
            id="nothing-before-it",
        ),
        pytest.param(
            "There was no [recurrence of rash](EVENT).",
            {"recurrence of rash": ["NEGATED"]},
            id="mention-begins-inside-the-phrase",
        ),
        pytest.param(
            "U/S neg for [clots](EVENT); w/o [rash](EVENT). Swab -ve for [flu](DISORDER). R/o [mumps](DISORDER).",
            {"clots": ["NEGATED"], "rash": ["NEGATED"], "flu": ["NEGATED"], "mumps": ["HYPOTHETICAL"]},
            id="notes",
        ),
        pytest.param(
            "Swab neg. [Flu](DISORDER) was had last year.", {"Flu": []}, id="note-ends-with-its-sentence"
        ),
        pytest.param(
            "She was [seizure](EVENT)-free and had [hives](EVENT).",
            {"seizure": ["NEGATED"], "hives": []},
            id="compound",
        ),
        pytest.param(
            "She was [free of symptoms](EVENT); the [absence of fever](EVENT) was noted.",
            {"free of symptoms": ["NEGATED"], "absence of fever": ["NEGATED"]},
            id="denial-inside",
        ),
        pytest.param("There was [absence of reflexes](EVENT).", {"absence of reflexes": []}, id="a-deficit"),
        pytest.param(
            "He took [ibuprofen](DRUG) instead of [kava](DRUG).",
            {"ibuprofen": [], "kava": ["NEGATED"]},
            id="instead",
        ),
        pytest.param(
            "It was [gout](DISORDER) rather than [sepsis](DISORDER).",
            {"gout": [], "sepsis": ["NEGATED"]},
            id="rather-than",
        ),
        pytest.param(
            "A scan was done to rule out [sepsis](DISORDER).", {"sepsis": ["HYPOTHETICAL"]}, id="to-rule-out"
        ),
        pytest.param(
            "A scan ruled out [sepsis](DISORDER) and confirmed [gout](DISORDER).",
            {"sepsis": ["RULED_OUT"], "gout": []},
            id="ruled-out-and-confirmed",
        ),
        pytest.param("If [rash](EVENT) develops, stop.", {"rash": ["HYPOTHETICAL"]}, id="if-it-develops"),
        pytest.param("The [rash](EVENT) developed.", {"rash": []}, id="it-developed"),
        pytest.param(
            "[Kava](DRUG) is known to cause [rash](EVENT).",
            {"Kava": [], "rash": ["GENERAL"]},
            id="is-known-to",
        ),
        pytest.param("A man known to have [gout](DISORDER) came.", {"gout": []}, id="known-to-have"),
        pytest.param("A diagnosis of [gout](DISORDER) was made.", {"gout": []}, id="diagnosis-of"),
        pytest.param(
            "There was no family history of [gout](DISORDER).",
            {"gout": ["FAMILY", "NEGATED"]},
            id="no-family-history",
        ),
        pytest.param("His younger brother developed [gout](DISORDER).", {"gout": ["FAMILY"]}, id="brother"),
        pytest.param("A child with [gout](DISORDER) was seen.", {"gout": []}, id="a-child-is-no-relative"),
        pytest.param(
            "There was no improvement in the [rash](EVENT).", {"rash": []}, id="no-improvement-is-no-denial"
        ),
        pytest.param(
            "He was seen for lack of control of [gout](DISORDER).", {"gout": []}, id="lack-of-control"
        ),
        pytest.param(
            "[Kava](DRUG) may also aggravate [asthma](DISORDER).",
            {"Kava": [], "asthma": ["HYPOTHETICAL"]},
            id="may-aggravate",
        ),
        pytest.param(
            "In May [kava](DRUG) aggravated [asthma](DISORDER).", {"kava": [], "asthma": []}, id="in-may"
        ),
        pytest.param(
            "[Unrest](EVENT) may thus be an effect.", {"Unrest": ["HYPOTHETICAL"]}, id="may-thus-be"
        ),
        pytest.param("[Unrest](EVENT) was thus an effect.", {"Unrest": []}, id="was-thus"),
        pytest.param(
            "They appeared to develop [akathisia](EVENT).", {"akathisia": ["UNCERTAIN"]}, id="appeared-to"
        ),
        pytest.param(
            "The rash appeared to be due to [gout](DISORDER).", {"gout": []}, id="doubt-of-the-cause"
        ),
        pytest.param("[Gout](DISORDER) is also possible.", {"Gout": ["UNCERTAIN"]}, id="is-also-possible"),
        pytest.param("[Gout](DISORDER) is also painful.", {"Gout": []}, id="is-also-painful"),
        pytest.param(
            "We saw the possibility that [gout](DISORDER) was there.",
            {"gout": ["UNCERTAIN"]},
            id="possibility-that",
        ),
        pytest.param(
            "[Kava](DRUG) is not known to cause [hives](EVENT).",
            {"Kava": [], "hives": ["NEGATED"]},
            id="not-known-to-cause",
        ),
        pytest.param(
            "[Kava](DRUG) does not usually cause [hives](EVENT).",
            {"Kava": [], "hives": ["NEGATED"]},
            id="does-not-cause",
        ),
        pytest.param("Not even [kava](DRUG) caused [hives](EVENT).", {"kava": [], "hives": []}, id="caused"),
        pytest.param(
            "There are no previous reports of [hives](EVENT).", {"hives": []}, id="no-reports-is-no-denial"
        ),
        pytest.param(
            "She has no [asthma](DISORDER), got the [jab](DRUG) and went home.",
            {"asthma": ["NEGATED"], "jab": []},
            id="a-note-goes-on-with-a-verb",
        ),
        pytest.param(
            "She got [kava](DRUG) (lot # not reported); the outcome of the [rash](EVENT): not reported.",
            {"kava": [], "rash": []},
            id="not-reported-is-the-lot",
        ),
        pytest.param(
            "She got [kava](DRUG) (injection, route of admin not reported) in May.",
            {"kava": []},
            id="admin-not-reported",
        ),
        pytest.param("A [rash](EVENT) was not reported.", {"rash": ["NEGATED"]}, id="not-reported"),
        pytest.param(
            "She refused feeds after [kava](DRUG), and the mother refused [senna](DRUG).",
            {"kava": [], "senna": ["HYPOTHETICAL"]},
            id="refused-feeds",
        ),
        pytest.param(
            "No [fever](EVENT), just [ice](THERAPY) was needed.", {"fever": ["NEGATED"], "ice": []}, id="just"
        ),
        pytest.param(
            "Scheduled for [kava](DRUG), was given [senna](DRUG).",
            {"kava": ["HYPOTHETICAL"], "senna": []},
            id="given-another",
        ),
        pytest.param("No reaction 30 mins s/p [kava](DRUG).", {"kava": []}, id="no-reaction-s/p"),
        pytest.param("A headache that no [kava](DRUG) would shift.", {"kava": []}, id="of-no-use"),
        pytest.param(
            "There was no return of [fever](EVENT), and the [rash](EVENT) went away.",
            {"fever": ["NEGATED"], "rash": []},
            id="and-the",
        ),
        pytest.param(
            "No [fever](EVENT), no cough and no [rash](EVENT).",
            {"fever": ["NEGATED"], "rash": ["NEGATED"]},
            id="and-no",
        ),
        pytest.param(
            "No new [blisters](EVENT) formed: the [sores](EVENT) healed.",
            {"blisters": ["NEGATED"], "sores": []},
            id="colon-the",
        ),
        pytest.param("Vitamins had no effect on the [bleeding](EVENT).", {"bleeding": []}, id="no-effect-on"),
        pytest.param(
            "She had no problems with [vomiting](EVENT).", {"vomiting": ["NEGATED"]}, id="no-problems-with"
        ),
        pytest.param(
            "She took it daily instead of weekly [kava](DRUG).", {"kava": []}, id="instead-of-weekly"
        ),
        pytest.param("She took senna instead of [kava](DRUG).", {"kava": ["NEGATED"]}, id="instead-of"),
        pytest.param(
            "With no other culprit in sight [kava](DRUG) was stopped.", {"kava": []}, id="no-other-culprit"
        ),
        pytest.param("[Kava](DRUG) was not given again.", {"Kava": []}, id="not-given-again"),
        pytest.param(
            "The child was [drowsy](EVENT) and [charcoal](THERAPY) was not given.",
            {"drowsy": [], "charcoal": ["NEGATED"]},
            id="what-is-not-given",
        ),
        pytest.param(
            "He had migraine without aura, on [kava](DRUG).", {"kava": []}, id="migraine-without-aura"
        ),
        pytest.param(
            "No [fever](EVENT) has occurred on [kava](DRUG).",
            {"fever": ["NEGATED"], "kava": []},
            id="occurred-on",
        ),
        pytest.param(
            "She declined [kava](DRUG) but accepted [senna](DRUG).",
            {"kava": ["HYPOTHETICAL"], "senna": []},
            id="declined-one",
        ),
        pytest.param(
            "She got [zinc](DRUG) and [kava](DRUG); [senna](DRUG) was considered but withheld.",
            {"zinc": [], "kava": [], "senna": ["HYPOTHETICAL"]},
            id="considered-one",
        ),
        pytest.param(
            "A potential drug interaction of kava and senna caused [hives](EVENT).",
            {"hives": []},
            id="potential-interaction",
        ),
        pytest.param(
            "He had a potentially life-threatening [arrhythmia](EVENT).",
            {"arrhythmia": []},
            id="potentially-fatal",
        ),
        pytest.param(
            "Its potential for [hives](EVENT) is known.", {"hives": ["HYPOTHETICAL"]}, id="potential"
        ),
        pytest.param(
            "There were no reports of [hives](EVENT), and he had no [fever](EVENT).",
            {"hives": [], "fever": ["NEGATED"]},
            id="no-reports-and-no-fever",
        ),
    ],
)
def test_scope(source: str, expected: dict[str, list[str]]) -> None:
    assert contexts(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        pytest.param(
            "He had three [sores](EVENT) of the lip; [herpes](DISORDER) tests and cultures were negative.",
            {"sores": [], "herpes": ["NEGATED"]},
            id="backward-over-a-semicolon",
        ),
        pytest.param(
            "She had a [tremor](EVENT), and there was slurred speech; [syphilis](DISORDER) was ruled out.",
            {"tremor": [], "syphilis": ["RULED_OUT"]},
            id="ruled-out-over-a-semicolon",
        ),
        pytest.param(
            "His urea did not rise; [reflexes were lost](EVENT).",
            {"reflexes were lost": []},
            id="forward-of-a-set-length",
        ),
        pytest.param(
            "[Malaria](DISORDER), [dengue](DISORDER) and [typhoid](DISORDER), which are common there, were ruled out.",
            {"Malaria": ["RULED_OUT"], "dengue": ["RULED_OUT"], "typhoid": ["RULED_OUT"]},
            id="a-list-and-what-is-said-of-it",
        ),
        pytest.param(
            "The dentist, without asking the ward, gave [ibuprofen](DRUG).",
            {"ibuprofen": []},
            id="without-and-a-verb",
        ),
        pytest.param(
            "A man without [asthma](DISORDER) was brought in with [chest pain](EVENT).",
            {"asthma": ["NEGATED"], "chest pain": []},
            id="of-whom-something-is-told",
        ),
        pytest.param(
            "He left without having had [fever](EVENT) or a [rash](EVENT).",
            {"fever": ["NEGATED"], "rash": ["NEGATED"]},
            id="without-having-had",
        ),
        pytest.param(
            "She used no [eye drops](DRUG), and took only [ginseng](DRUG).",
            {"eye drops": ["NEGATED"], "ginseng": []},
            id="and-took",
        ),
        pytest.param(
            "He had no [fever](EVENT), and had no [cough](EVENT).",
            {"fever": ["NEGATED"], "cough": ["NEGATED"]},
            id="and-had-no",
        ),
        pytest.param(
            "Neither had [asthma](DISORDER), used [steroids](DRUG) or drank.",
            {"asthma": ["NEGATED"], "steroids": ["NEGATED"]},
            id="neither-did-any-of-these",
        ),
        pytest.param(
            "For weeks his wife had noticed a [tremor](EVENT).", {"tremor": []}, id="seen-by-a-relative"
        ),
        pytest.param(
            "Her mother had given her [ibuprofen](DRUG).", {"ibuprofen": []}, id="given-by-a-relative"
        ),
        pytest.param("Her mother had a [tremor](EVENT).", {"tremor": ["FAMILY"]}, id="of-a-relative"),
    ],
)
def test_a_clause_ends_a_scope(source: str, expected: dict[str, list[str]]) -> None:
    assert contexts(source) == expected


def test_scope_ends_with_the_sentence() -> None:
    assert contexts("There was no [fever](EVENT). [Cough](EVENT) began.")["Cough"] == []


def rules() -> list[dict[str, object]]:
    data = json.loads(files("caseline.nlp.lexicons").joinpath("context.json").read_text("utf-8"))
    assert data["source"]
    assert data["licence"]
    found: list[dict[str, object]] = data["context_rules"]
    return found


def test_rules_are_sorted() -> None:
    keys = [(rule["category"], rule["direction"], str(rule["literal"]).lower()) for rule in rules()]
    assert keys == sorted(keys)


def test_each_phrase_has_one_rule() -> None:
    """Of two rules for the same words medspaCy keeps one, so the other would never fire."""
    counts = Counter(str(rule["literal"]).lower() for rule in rules())
    assert [literal for literal, count in counts.items() if count > 1] == []


def test_rules_have_known_categories_and_clean_literals() -> None:
    for rule in rules():
        literal = str(rule["literal"])
        assert rule["category"] in CATEGORIES | {"TERMINATE", "PSEUDO", "BREAK"}, literal
        assert literal == " ".join(literal.split()), literal


def test_every_rule_can_fire() -> None:
    """A literal that the tokenizer cuts otherwise than the text would never match."""
    nlp = blank()
    for rule in rules():
        literal = str(rule["literal"])
        assert "".join(token.text_with_ws for token in nlp.make_doc(f"x {literal} y")) == f"x {literal} y"
        assert [token.lower_ for token in nlp.make_doc(literal)] == [
            token.lower_ for token in nlp.make_doc(f"x {literal} y")
        ][1:-1], literal


def _one_word(rule: dict[str, object]) -> bool:
    return rule["direction"] not in {"TERMINATE", "PSEUDO"} and "pattern" not in rule


def test_every_rule_is_tried_where_its_words_stand() -> None:
    """Most sentences never reach ConText; a rule whose words were not looked for would never fire."""
    unheard = []
    for rule in filter(_one_word, rules()):
        allowed = rule.get("allowed_types") or ["EVENT"]
        assert isinstance(allowed, list)
        label = "EVENT" if "EVENT" in allowed else allowed[0]
        literal, target = str(rule["literal"]), f"[xerosis]({label})"
        source = f"{target} {literal}" if rule["direction"] == "BACKWARD" else f"{literal} {target}"
        if rule["category"] not in contexts(source)["xerosis"]:
            unheard.append(literal)
    assert unheard == []


@pytest.mark.parametrize(
    ("source", "needs_context"),
    [
        pytest.param("Then came [bleeding](EVENT).", False, id="no-cue"),
        pytest.param("He had no doubts.", False, id="no-mention"),
        pytest.param("He had no [fifth day](TIME).", False, id="no-label-that-a-rule-changes"),
        pytest.param("He had no [bleeding](EVENT).", True, id="cue-and-mention"),
    ],
)
def test_context_is_loaded_when_needed(source: str, *, needs_context: bool) -> None:
    nlp = blank()
    component = nlp.add_pipe("caseline_context")
    marked = parse(source)
    doc = nlp.get_pipe("caseline_sentences")(nlp.make_doc(marked.text))
    doc.spans[MENTIONS] = spans_of(doc, marked)
    component(doc)
    assert ("_context" in vars(component)) is needs_context
