"""The gold records hold together: text, offsets, order, reasons and evidence."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import pytest

from caseline.errors import AlignmentError
from caseline.schema import CaseReport, Label, Mention
from caseline.schema.base import Part

ROOT = Path(__file__).parents[2]
ANNOTATIONS = ROOT / "annotations"
CORPUS = ROOT / "corpus"
GOLD = sorted(path for path in ANNOTATIONS.rglob("*.json") if path.name != "baseline.json")
REVIEW = ANNOTATIONS / "authored" / "nitrofurantoin-lung-short-review.json"
EACH_GOLD = pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in GOLD])
EACH_CASE = pytest.mark.parametrize(
    "path", [pytest.param(path, id=path.stem) for path in GOLD if path != REVIEW]
)

# What the mentions behind a value may be; a part of the record not named here takes any.
LABELS = {
    "Age": {Label.AGE},
    "Sex": {Label.SEX},
    "Ethnicity": {Label.ETHNICITY},
    "Condition": {Label.DISORDER},
    "Drug": {Label.DRUG, Label.TIME, Label.DURATION},
    "Dose": {Label.DOSE, Label.ROUTE, Label.FREQUENCY, Label.DOSE_ORDINAL},
    "Event": {Label.EVENT, Label.BODY_SITE, Label.SEVERITY},
    "Onset": {Label.TIME},
    "Duration": {Label.DURATION},
    "Outcome": {Label.OUTCOME, Label.TIME, Label.DURATION},
    "Causality": {Label.CAUSALITY},
    "Therapy": {Label.DRUG, Label.THERAPY, Label.DOSE, Label.ROUTE, Label.FREQUENCY},
}
# Each of these parts needs at least one mention of one of these labels.
NEEDED = {
    "Drug": {Label.DRUG},
    "Event": {Label.EVENT},
    "Outcome": {Label.OUTCOME},
    "Therapy": {Label.DRUG, Label.THERAPY},
}

# Facts of the patient that no field holds, by text: other moments and lengths, a drug begun later,
# words that free a drug.
NO_EVIDENCE = {
    "moxifloxacin-toxic-epidermal-necrolysis": {"eleven years", "2004", "after the third day"},
    "mmr-vaccine-limp-toddler": {"8, 12 and 16 weeks"},
    "terbinafine-fatal-hepatic-failure": {"last days", "24/09/2018", "speak against"},
    "montelukast-nightmares-own-report": {"first few days", "19"},
    "mesalazine-pericarditis-rechallenge": {"January 2020", "azathioprine"},
}

SEX_WORDS = {
    "female": {"woman", "women", "female", "girl", "mother", "she", "her"},
    "male": {"man", "men", "male", "boy", "father", "he", "his", "him"},
}


def read(path: Path) -> CaseReport:
    return CaseReport.from_json(path.read_bytes())


def parts(value: object) -> list[Part]:
    """Returns the parts below a value, itself included, that carry evidence."""
    if isinstance(value, tuple):
        return [part for item in value for part in parts(item)]
    if not isinstance(value, Part) or isinstance(value, Mention):
        return []
    below = [part for name in type(value).model_fields for part in parts(getattr(value, name))]
    return [value, *below] if "evidence" in type(value).model_fields else below


def evidence(part: Part) -> tuple[str, ...]:
    return tuple(getattr(part, "evidence", ()))


def mislabelled(report: CaseReport) -> list[str]:
    """Lists evidence whose label cannot support its value, and parts without the label they need."""
    labels = {mention.id: mention.label for mention in report.mentions}
    wrong = []
    for part in parts(report.cases):
        kind = type(part).__name__
        found = {labels[name] for name in evidence(part)}
        wrong += [f"{kind}: {label}" for label in found - LABELS.get(kind, found)]
        if kind in NEEDED and not NEEDED[kind] & found:
            wrong.append(f"{kind}: none of {sorted(NEEDED[kind])}")
    return wrong


def unused(report: CaseReport) -> set[str]:
    """Returns the texts of mentions that are the patient's and support nothing."""
    used = {name for part in parts(report.cases) for name in evidence(part)}
    return {mention.text for mention in report.mentions if not mention.excluded and mention.id not in used}


def excluded_evidence(report: CaseReport) -> set[str]:
    """Returns the texts of mentions that are excluded and support something all the same."""
    used = {name for part in parts(report.cases) for name in evidence(part)}
    return {mention.text for mention in report.mentions if mention.excluded and mention.id in used}


def changed(report: CaseReport, mention: int, **values: object) -> CaseReport:
    """Returns the record with one mention changed."""
    data = json.loads(report.to_json())
    data["mentions"][mention] |= values
    return CaseReport.model_validate(data)


def test_every_corpus_file_has_gold() -> None:
    texts = {path.relative_to(CORPUS).with_suffix("") for path in CORPUS.rglob("*.txt")}
    assert texts
    assert texts == {path.relative_to(ANNOTATIONS).with_suffix("") for path in GOLD}


def test_checksums_of_the_corpus() -> None:
    readme = (CORPUS / "README.md").read_text(encoding="utf-8")
    listed = {name: digest for digest, name in re.findall(r"(?m)^([0-9a-f]{64})  (\S+)$", readme)}
    found = {
        path.relative_to(CORPUS).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in CORPUS.rglob("*.txt")
    }
    assert listed == found


@EACH_GOLD
def test_record_is_of_its_text(path: Path) -> None:
    report = read(path)
    source = (CORPUS / path.relative_to(ANNOTATIONS)).with_suffix(".txt")
    assert report.document.text.encode() == source.read_bytes()
    assert report.document.source == source.relative_to(ROOT).as_posix()
    assert report.document.id == f"sha256:{hashlib.sha256(source.read_bytes()).hexdigest()}"
    assert report.provenance.caseline == "gold"


@EACH_GOLD
def test_file_is_the_record_as_written(path: Path) -> None:
    assert path.read_text(encoding="utf-8") == read(path).to_json(indent=2) + "\n"


@EACH_GOLD
def test_mentions_are_sorted_numbered_and_once(path: Path) -> None:
    mentions = read(path).mentions
    order = [(mention.start, mention.end, mention.label) for mention in mentions]
    assert order == sorted(set(order))
    assert [mention.id for mention in mentions] == [f"m{number}" for number in range(1, len(mentions) + 1)]
    assert {mention.found_by for mention in mentions} == {"curator"}


@EACH_GOLD
def test_spans_are_whole_words(path: Path) -> None:
    report = read(path)
    for mention in report.mentions:
        around = report.document.text[max(mention.start - 1, 0) : mention.end + 1]
        assert re.search(rf"(?<!\w){re.escape(mention.text)}(?!\w)", around), mention
        assert not re.match(r"(?i)(the|her|his|its)\s", mention.text), mention


@EACH_GOLD
def test_sections_hold_their_mentions_and_headings(path: Path) -> None:
    report = read(path)
    text = report.document.text
    for section in report.document.sections:
        assert text[section.start : section.end].strip() == text[section.start : section.end]
        assert text.startswith(section.title or "", section.start)
    for mention in report.mentions:
        [home] = [part for part in report.document.sections if part.start <= mention.start < part.end]
        assert (mention.section, mention.end <= home.end) == (home.name, True)


@EACH_GOLD
def test_flags_agree_with_the_reason(path: Path) -> None:
    for mention in read(path).mentions:
        assert mention.hypothetical == (mention.excluded == "hypothetical"), mention
        assert mention.negated or mention.excluded not in {"negated", "ruled_out"}, mention
        assert mention.excluded or not mention.negated, mention


@EACH_GOLD
def test_evidence_has_a_fitting_label(path: Path) -> None:
    assert mislabelled(read(path)) == []


@EACH_CASE
def test_sex_follows_from_its_words(path: Path) -> None:
    report = read(path)
    assert report.cases
    texts = {mention.id: mention.text.lower() for mention in report.mentions}
    for case in report.cases:
        assert case.patient.sex is not None
        assert {texts[name] for name in case.patient.sex.evidence} <= SEX_WORDS[case.patient.sex.value]


@EACH_GOLD
def test_quoted_words_stand_in_the_text(path: Path) -> None:
    report = read(path)
    for part in parts(report.cases):
        assert (getattr(part, "text", None) or "") in report.document.text
        assert evidence(part) or type(part).__name__ == "Case"


@EACH_GOLD
def test_every_fact_of_the_patient_is_used(path: Path) -> None:
    assert unused(read(path)) == NO_EVIDENCE.get(path.stem, set())


@EACH_GOLD
def test_nothing_excluded_is_evidence(path: Path) -> None:
    assert excluded_evidence(read(path)) == set()


@EACH_GOLD
def test_each_text_has_something_to_leave_out(path: Path) -> None:
    assert len({mention.excluded for mention in read(path).mentions} - {None}) >= 2


def test_a_review_has_no_case() -> None:
    report = read(REVIEW)
    assert report.cases == ()
    assert all(mention.excluded for mention in report.mentions)


@EACH_GOLD
def test_control_a_shifted_offset_is_caught(path: Path) -> None:
    report = read(path)
    first = report.mentions[0]
    shifted = changed(report, 0, start=first.start + 1, end=first.end + 1)
    with pytest.raises(AlignmentError, match="offsets must select"):
        CaseReport.from_json(shifted.to_json())


@EACH_CASE
def test_control_a_wrong_label_is_caught(path: Path) -> None:
    report = read(path)
    used = [index for index, mention in enumerate(report.mentions) if mention.label is Label.AGE]
    wrong = report
    for index in used:
        wrong = changed(wrong, index, label="ROUTE")
    assert "Age: ROUTE" in mislabelled(wrong)


@EACH_CASE
def test_control_an_excluded_mention_as_evidence_is_caught(path: Path) -> None:
    report = read(path)
    used = {name for part in parts(report.cases) for name in evidence(part)}
    index = next(index for index, mention in enumerate(report.mentions) if mention.id in used)
    assert excluded_evidence(changed(report, index, excluded="boilerplate")) == {report.mentions[index].text}


@EACH_GOLD
def test_control_an_unused_mention_is_caught(path: Path) -> None:
    report = read(path)
    index = next(index for index, mention in enumerate(report.mentions) if mention.excluded)
    freed = report.mentions[index].text
    assert freed in unused(changed(report, index, excluded=None))
