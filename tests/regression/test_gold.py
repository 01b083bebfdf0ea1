"""The gold records hold together: text, offsets, order, reasons and evidence."""

from __future__ import annotations

import hashlib
import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

from caseline.errors import AlignmentError
from caseline.schema import Case, CaseReport, Label, Mention
from caseline.schema.base import Part
from caseline.schema.case import (
    CausalityMethod,
    DrugRole,
    Event,
    KinRole,
    OutcomeStatus,
    Seriousness,
    TimelineEntry,
    TimelineKind,
)

ROOT = Path(__file__).parents[2]
ANNOTATIONS = ROOT / "annotations"
CORPUS = ROOT / "corpus"
GOLD = sorted(path for path in ANNOTATIONS.rglob("*.json") if path.name != "baseline.json")
REVIEW = ANNOTATIONS / "authored" / "nitrofurantoin-lung-short-review.json"
EACH_GOLD = pytest.mark.parametrize("path", [pytest.param(path, id=path.stem) for path in GOLD])
WITHOUT_CASE = [path for path in GOLD if not json.loads(path.read_bytes())["cases"]]
EACH_CASE = pytest.mark.parametrize(
    "path", [pytest.param(path, id=path.stem) for path in GOLD if path not in WITHOUT_CASE]
)
EACH_WITHOUT_CASE = pytest.mark.parametrize(
    "path", [pytest.param(path, id=path.stem) for path in WITHOUT_CASE]
)

# What the mentions behind a value may be; a part of the record not named here takes any.
LABELS = {
    "Age": {Label.AGE},
    "Sex": {Label.SEX},
    "Ethnicity": {Label.ETHNICITY},
    "Conflict": {Label.AGE, Label.SEX},
    "Condition": {Label.DISORDER},
    "Drug": {Label.DRUG, Label.TIME, Label.DURATION},
    "Dose": {Label.DOSE, Label.ROUTE, Label.FREQUENCY, Label.DOSE_ORDINAL},
    "Event": {Label.EVENT, Label.BODY_SITE, Label.SEVERITY, Label.FINDING, Label.SERIOUSNESS},
    "Onset": {Label.TIME},
    "Duration": {Label.DURATION},
    "Outcome": {Label.OUTCOME, Label.TIME, Label.DURATION},
    "Causality": {Label.CAUSALITY},
    "Therapy": {
        Label.DRUG,
        Label.THERAPY,
        Label.DOSE,
        Label.DOSE_ORDINAL,
        Label.ROUTE,
        Label.FREQUENCY,
        Label.TIME,
        Label.DURATION,
    },
    "TimelineEntry": {
        Label.TIME,
        Label.DURATION,
        Label.DOSE_ORDINAL,
        Label.DRUG,
        Label.DOSE,
        Label.ROUTE,
        Label.FREQUENCY,
        Label.THERAPY,
        Label.OUTCOME,
        Label.SERIOUSNESS,
    },
}
# Each of these parts needs at least one mention of one of these labels.
NEEDED = {
    "Drug": {Label.DRUG},
    "Event": {Label.EVENT},
    "Outcome": {Label.OUTCOME},
    "Therapy": {Label.DRUG, Label.THERAPY},
}

# Facts of the patient that no field holds, by text: other moments and lengths, a drug begun later,
# words that free a drug, values that support no event, a count of the report's own patients.
NO_EVIDENCE = {
    "baclofen-hiccups-success": {"creatinine was 79 µmol/L", "eleven weeks"},
    "bupropion-overdose-emergency": {"Blood pressure was 124/78 mm Hg"},
    "empagliflozin-ketoacidosis-three-adults": {"three patients", "two more days", "gliclazide"},
    "lidocaine-infant-convulsions": {"sodium 138 mmol/L"},
    "liraglutide-pancreatitis-lost-to-follow-up": {
        "youth",
        "Triglycerides were 1.4 mmol/L",
        "calcium was 2.31 mmol/L",
        "acquits",
    },
    "lithium-mother-and-newborn": {"Six days after admission", "lithium in her serum was 1.1 mmol/L"},
    "mesalazine-pericarditis-rechallenge": {"January 2020", "azathioprine"},
    "miconazole-warfarin-interaction": {
        "INR was 1.9",
        "INR had been 2.4",
        "platelets were 236 × 10⁹/L",
        "albumin was 39 g/L",
        "nystatin",
        "four weeks before the events told here",
    },
    "mirtazapine-restless-legs-dose-increase": {"ferritin was 96 µg/L"},
    "mmr-vaccine-limp-toddler": {"8, 12 and 16 weeks"},
    "montelukast-nightmares-own-report": {"first few days", "19"},
    "moxifloxacin-toxic-epidermal-necrolysis": {"eleven years", "2004", "after the third day"},
    "nivolumab-guillain-barre-foot-drop": {"November 2020"},
    "oxybutynin-delirium-home-medication": {"Sodium was 139 mmol/L"},
    "paclitaxel-infusion-reaction": {"since childhood", "pressure was 118/70 mmHg"},
    "preschool-booster-arm-parent-report": {"spring", "a few hours"},
    "quinine-fatal-microangiopathy-autopsy": {"2009", "ADAMTS13 activity of 74%"},
    "ramipril-lip-swelling-gp-note": {
        "BP 138/84",
        "Amias",
        "candesartan",
        "8 mg",
        "od",
        "off the hook",
    },
    "regorafenib-cycles-hand-foot": {"bilirubin was 11 µmol/L"},
    "terbinafine-fatal-hepatic-failure": {"last days", "24/09/2018", "speak against"},
    "topiramate-angle-closure-two-patients": {"six years"},
    "valproate-parkinsonism-full-paper": {
        "August 2014",
        "two months later",
        "serum ammonia was 92 µmol/L",
        "valproate level was 74 µg/mL",
        "levetiracetam",
        "MMSE score was 29/30",
    },
    "zoster-vaccine-nurse-report": {"PCN", "child"},
    "baclofen-overdose-coma": {"16"},
    "carbimazole-metamizole-agranulocytosis": {"March 2017", "Thyroidectomy"},
    "clarithromycin-visions-girl": {"azithromycin", "that night"},
    "clozapine-colonic-necrosis-fatal": {"Lactate was 8.9 mmol/L", "not thought to have played a part"},
    "lacosamide-heart-block-abstract": {
        "potassium was 4.2 mmol/L",
        "since childhood",
        "unlikely to have contributed",
    },
    "oxybutynin-patch-delirium": {"sodium was 138 mmol/L"},
    "tdap-syncope-clinic-nurse": {"12", "15 min", "45 min", "BP 112/70", "BP 84/46", "HR 48"},
    "trabectedin-rhabdomyolysis-cycles": {"doubtful", "five days"},
    "valsartan-pregnancy-newborn": {"methyldopa", "six months", "third day of life"},
    "zoledronate-uveitis-abstract": {"2015", "Denosumab", "intraocular pressure was 14 mmHg"},
}

SEX_WORDS = {
    "female": set("woman women female lady girl f mother wife widow she her".split()),
    "male": set("man men male gentleman boy m father husband widower he his him".split()),
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


def splits_a_word(text: str, offset: int) -> bool:
    """Whether an offset lies between two letters or two digits; "56M" is two words."""
    before, after = text[max(offset - 1, 0) : offset], text[offset : offset + 1]
    return (before.isalpha() and after.isalpha()) or (before.isdigit() and after.isdigit())


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


def days(entry: TimelineEntry) -> list[float]:
    """Returns what is told of the day of a step: the day alone, or its bounds."""
    return [day for day in (entry.day, entry.low, entry.high) if day is not None]


def place(entry: TimelineEntry) -> tuple[bool, float, str, int]:
    """Returns what a course is sorted by: day or first bound, without one the date, then first mention."""
    told = days(entry)
    return not told, next(iter(told), 0), "" if told else entry.date or "", int(entry.evidence[0][1:])


def misplaced(case: Case) -> list[TimelineEntry]:
    """Lists the steps that stand before one they should follow."""
    return [later for step, later in pairwise(case.timeline) if place(later) < place(step)]


def unfitting(case: Case) -> list[TimelineEntry]:
    """Lists the steps whose kind does not agree with what they refer to."""
    drugs = {drug.id for drug in case.drugs}
    events = {event.id for event in case.events}
    may: dict[str, set[str | None]] = {
        TimelineKind.START: {*drugs},
        TimelineKind.DOSE: {*drugs},
        TimelineKind.STOP: {*drugs},
        TimelineKind.ONSET: {*events},
        TimelineKind.THERAPY: {therapy.id for therapy in case.therapies},
        TimelineKind.OUTCOME: {*events, None},
        TimelineKind.ADMISSION: {None},
        TimelineKind.FOLLOW_UP: {None},
    }
    return [step for step in case.timeline if step.ref not in may.get(step.kind, set())]


def measured(report: CaseReport, event: Event) -> list[str]:
    """Returns the findings among the evidence of an event, each once, in order of the text."""
    found = [mention for mention in report.mentions if mention.id in event.evidence]
    return list(dict.fromkeys(mention.text for mention in found if mention.label is Label.FINDING))


def has(report: CaseReport, part: Part, label: Label) -> bool:
    return any(mention.label is label for mention in report.mentions if mention.id in evidence(part))


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
        assert not any(splits_a_word(report.document.text, edge) for edge in (mention.start, mention.end)), (
            mention
        )
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
        if case.patient.sex is not None:
            assert {texts[name] for name in case.patient.sex.evidence} <= SEX_WORDS[case.patient.sex.value]


@EACH_CASE
def test_what_contradicts_itself_is_told_as_such(path: Path) -> None:
    for case in read(path).cases:
        for conflict in case.patient.conflicts:
            assert conflict.field in {"age", "sex"}
            assert getattr(case.patient, conflict.field) is None
            assert len(set(conflict.values)) > 1


@EACH_CASE
def test_a_course_is_in_order(path: Path) -> None:
    for case in read(path).cases:
        assert misplaced(case) == []


@EACH_CASE
def test_steps_of_a_course_refer_to_what_their_kind_says(path: Path) -> None:
    for case in read(path).cases:
        assert unfitting(case) == []


@EACH_CASE
def test_a_step_has_a_day_or_bounds_or_a_date(path: Path) -> None:
    for case in read(path).cases:
        for step in case.timeline:
            told = days(step)
            assert told or step.date, step
            assert told == sorted(told), step
            assert step.day is None or len(told) == 1, step
            assert re.fullmatch(r"\d{4}(-\d{2}){0,2}", step.date or "2000"), step


@EACH_CASE
def test_a_course_counts_from_a_suspect(path: Path) -> None:
    for case in read(path).cases:
        blamed = {drug.id for drug in case.drugs if drug.role is not DrugRole.CONCOMITANT}
        first = [step for step in case.timeline if step.kind == TimelineKind.START and step.ref in blamed]
        assert bool(blamed) == any(step.day == 1 for step in first)


@EACH_CASE
def test_findings_are_those_of_the_evidence(path: Path) -> None:
    report = read(path)
    for case in report.cases:
        for event in case.events:
            assert list(event.findings) == measured(report, event), event


@EACH_CASE
def test_seriousness_is_of_the_list_and_in_its_order(path: Path) -> None:
    report = read(path)
    for case in report.cases:
        for event in case.events:
            assert list(event.seriousness) == [value for value in Seriousness if value in event.seriousness]
            assert event.seriousness or not has(report, event, Label.SERIOUSNESS), event
            fatal = event.outcome is not None and event.outcome.status is OutcomeStatus.FATAL
            assert (Seriousness.DEATH in event.seriousness) == fatal, event


@EACH_CASE
def test_a_grade_is_the_number_of_its_severity(path: Path) -> None:
    for case in read(path).cases:
        for event in case.events:
            number = re.search(r"[1-5]", event.severity or "")
            assert event.grade == (number and number[0]), event


@EACH_CASE
def test_points_belong_to_a_scale(path: Path) -> None:
    for case in read(path).cases:
        for event in case.events:
            if event.causality is not None and event.causality.score is not None:
                assert event.causality.method is CausalityMethod.NARANJO


@EACH_CASE
def test_mother_and_child_are_patients_of_one_record(path: Path) -> None:
    told = {case.relation for case in read(path).cases} - {None}
    assert told in (set(), {*KinRole})


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
    assert REVIEW in WITHOUT_CASE


@EACH_WITHOUT_CASE
def test_without_a_case_all_is_left_out(path: Path) -> None:
    assert all(mention.excluded for mention in read(path).mentions)


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
    kinds = {type(part).__name__ for part in parts(report.cases) if evidence(part)}
    wrong = report
    for index in range(len(report.mentions)):
        wrong = changed(wrong, index, label="POPULATION")
    assert {f"{kind}: POPULATION" for kind in kinds & LABELS.keys()} <= set(mislabelled(wrong))


@EACH_CASE
def test_control_a_step_told_too_late_is_caught(path: Path) -> None:
    for case in read(path).cases:
        steps = case.timeline
        if len({place(step)[:3] for step in steps}) > 1:
            turned = case.model_copy(update={"timeline": steps[::-1]})
            assert misplaced(turned)


@EACH_CASE
def test_control_a_step_of_another_kind_is_caught(path: Path) -> None:
    for case in read(path).cases:
        turned = [step.model_copy(update={"kind": "pause"}) for step in case.timeline]
        assert unfitting(case.model_copy(update={"timeline": tuple(turned)})) == turned


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
