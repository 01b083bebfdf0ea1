"""Records built by hand for the tests of evaluation, and ways to damage them."""

from __future__ import annotations

import hashlib
from typing import Any, TypeVar

from caseline.evaluation import EvaluationReport, Mode, evaluate
from caseline.evaluation.fields import deciding_mode
from caseline.schema import Case, CaseReport, Document, Label, Mention, Provenance
from caseline.schema.base import Code, Part
from caseline.schema.case import (
    Age,
    Anchor,
    Causality,
    Condition,
    Dose,
    Drug,
    Duration,
    Ethnicity,
    Event,
    Onset,
    Outcome,
    Patient,
    Sex,
    Therapy,
    TimelineEntry,
)
from caseline.schema.mention import Exclusion, FoundBy

P = TypeVar("P", bound=Part)
STORY = (
    "A 61-year-old Norwegian woman with psoriasis received her second infusion of infliximab 5 mg/kg. "
    "Two days later she developed hives on both forearms and a fever, with no chest pain. "
    "The urticaria was probably caused by infliximab. It cleared after cetirizine for five days. "
    "Her brother has asthma. She also took folic acid."
)
TWO_PATIENTS = (
    "The first patient, a 34-year-old man, had seizures on bupropion and died. "
    "The second patient, a 70-year-old woman, had a rash on allopurinol and recovered."
)


def mention(text: str, number: int, label: Label, wording: str, nth: int = 0, **context: Any) -> Mention:
    """Returns the mention of the nth occurrence of a wording."""
    start = -1
    for _ in range(nth + 1):
        start = text.index(wording, start + 1)
    end = start + len(wording)
    fields = {"found_by": FoundBy.CURATOR, **context}
    return Mention(id=f"m{number}", label=label, start=start, end=end, text=wording, **fields)


def record(
    text: str, mentions: tuple[Mention, ...] = (), cases: tuple[Case, ...] = (), **known: Any
) -> CaseReport:
    """Returns a record whose document id is right."""
    key = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    document = Document(id=key, text=text, **{"source": "story.txt", **known})
    return CaseReport(
        document=document, mentions=mentions, cases=cases, provenance=Provenance(caseline="0.1")
    )


def story() -> CaseReport:
    """Returns the full record of `STORY`: every scored field but a few has a value."""
    return record(
        STORY,
        _story_mentions(),
        (_story_case(),),
        title="Hives on infliximab",
        doi="10.5555/hives.1",
        pmid="123",
        journal="Journal of Examples",
        year=2020,
        keywords=("hives", "infliximab"),
    )


def _story_mentions() -> tuple[Mention, ...]:
    found = (
        (1, Label.AGE, "61-year-old", 0, None),
        (2, Label.ETHNICITY, "Norwegian", 0, None),
        (3, Label.SEX, "woman", 0, None),
        (4, Label.DISORDER, "psoriasis", 0, None),
        (5, Label.DOSE_ORDINAL, "second infusion", 0, None),
        (6, Label.DRUG, "infliximab", 0, None),
        (7, Label.DOSE, "5 mg/kg", 0, None),
        (8, Label.TIME, "Two days later", 0, None),
        (9, Label.EVENT, "hives", 0, None),
        (10, Label.BODY_SITE, "both forearms", 0, None),
        (11, Label.EVENT, "fever", 0, None),
        (12, Label.EVENT, "chest pain", 0, Exclusion.NEGATED),
        (13, Label.EVENT, "urticaria", 0, None),
        (14, Label.CAUSALITY, "probably caused", 0, None),
        (15, Label.DRUG, "infliximab", 1, None),
        (16, Label.OUTCOME, "cleared", 0, None),
        (17, Label.THERAPY, "cetirizine", 0, None),
        (18, Label.DURATION, "five days", 0, None),
        (19, Label.DISORDER, "asthma", 0, Exclusion.FAMILY),
        (20, Label.DRUG, "folic acid", 0, None),
    )
    return tuple(
        mention(STORY, number, label, wording, nth, excluded=excluded)
        for number, label, wording, nth, excluded in found
    )


def _story_case() -> Case:
    hives = Event(
        id="e1",
        name="hives",
        codes=(Code(system="HPO", code="HP:0001025", display="Urticaria"),),
        body_sites=("both forearms",),
        severity="mild",
        onset=Onset(
            text="Two days later",
            relation="after",
            value=2,
            unit="d",
            iso8601="P2D",
            anchor=Anchor(kind="dose", ordinal=2, drug="d1"),
            evidence=("m8",),
        ),
        duration=Duration(text="five days", value=5, unit="d", evidence=("m18",)),
        outcome=Outcome(status="recovered", text="cleared", evidence=("m16",)),
        suspects=("d1",),
        causality=Causality(
            value="probable", text="probably caused", method="Naranjo", score=6, evidence=("m14",)
        ),
        seriousness=("hospitalisation", "other"),
        grade="1",
        findings=("eosinophils 12 %",),
        evidence=("m9", "m13"),
    )
    dose = Dose(
        ordinal=2,
        kind="infusion",
        amount=5,
        unit="mg/kg",
        route="iv",
        frequency="once",
        evidence=("m5", "m7"),
    )
    return Case(
        id="c1",
        patient=Patient(
            age=Age(value=61, unit="a", text="61-year-old", evidence=("m1",)),
            sex=Sex(value="female", evidence=("m3",)),
            ethnicity=Ethnicity(value="Norwegian", evidence=("m2",)),
        ),
        conditions=(Condition(id="k1", name="psoriasis", role="indication", evidence=("m4",)),),
        drugs=(
            Drug(
                id="d1",
                name="infliximab",
                role="suspect",
                indication="k1",
                doses=(dose,),
                action_taken="withdrawn",
                dechallenge="positive",
                rechallenge="negative",
                start="2020-01",
                stop="2020-03",
                evidence=("m6", "m15"),
            ),
            Drug(id="d2", name="folic acid", role="concomitant", evidence=("m20",)),
        ),
        events=(hives, Event(id="e2", name="fever", evidence=("m11",))),
        therapies=(
            Therapy(
                id="t1",
                name="cetirizine",
                kind="drug",
                for_events=("e1",),
                start=Onset(text="Two days later", relation="after", value=2, unit="d", evidence=("m8",)),
                duration=Duration(text="five days", value=5, unit="d", evidence=("m18",)),
                response="cleared",
                evidence=("m17",),
            ),
        ),
        outcome=Outcome(status="recovered", text="cleared", evidence=("m16",)),
        timeline=(
            TimelineEntry(
                kind="dose", ref="d1", text="second infusion", day=1, date="2020-01-08", evidence=("m5",)
            ),
            TimelineEntry(kind="onset", ref="e1", text="Two days later", day=3, evidence=("m8",)),
            TimelineEntry(kind="therapy", ref="t1", text="Two days later", low=3, high=4, evidence=("m8",)),
            TimelineEntry(kind="follow_up", text="five days", low=8, evidence=("m18",)),
        ),
    )


def two_patients() -> CaseReport:
    """Returns the record of `TWO_PATIENTS`, with one case each."""
    words = (
        (Label.AGE, "34-year-old"),
        (Label.SEX, "man"),
        (Label.EVENT, "seizures"),
        (Label.DRUG, "bupropion"),
        (Label.AGE, "70-year-old"),
        (Label.SEX, "woman"),
        (Label.EVENT, "rash"),
        (Label.DRUG, "allopurinol"),
    )
    mentions = tuple(
        mention(TWO_PATIENTS, number, label, wording)
        for number, (label, wording) in enumerate(words, start=1)
    )
    cases = (
        _small_case("c1", 34, "male", event="seizures", drug="bupropion", status="fatal", first=1),
        _small_case("c2", 70, "female", event="rash", drug="allopurinol", status="recovered", first=5),
    )
    return record(TWO_PATIENTS, mentions, cases, source="two.txt")


def _small_case(key: str, age: int, sex: str, *, event: str, drug: str, status: str, first: int) -> Case:
    ids = [f"m{first + step}" for step in range(4)]
    return Case(
        id=key,
        patient=Patient(
            age=Age(value=age, unit="a", text=f"{age}-year-old", evidence=(ids[0],)),
            sex=Sex(value=sex, evidence=(ids[1],)),
        ),
        drugs=(Drug(id="d1", name=drug, role="suspect", evidence=(ids[3],)),),
        events=(Event(id="e1", name=event, suspects=("d1",), evidence=(ids[2],)),),
        outcome=Outcome(status=status),
    )


def with_case(base: CaseReport, number: int = 0, **fields: Any) -> CaseReport:
    """Returns the record with other fields in one case, checked anew."""
    cases = list(base.cases)
    cases[number] = changed(cases[number], **fields)
    return changed(base, cases=tuple(cases))


def with_item(base: CaseReport, family: str, number: int, **fields: Any) -> CaseReport:
    """Returns the record with other fields in one drug, event… of its first case."""
    items = list(getattr(base.cases[0], family))
    items[number] = changed(items[number], **fields)
    return with_case(base, **{family: tuple(items)})


def changed(part: P, **fields: Any) -> P:
    """Returns a part with other fields, checked anew."""
    return type(part).model_validate({**part.model_dump(), **fields})


def compare(gold: CaseReport, predicted: CaseReport) -> EvaluationReport:
    """Evaluates one prediction of one document."""
    return evaluate({gold.document.id: gold}, {predicted.document.id: predicted})


def f1(report: EvaluationReport, field: str, mode: Mode | None = None) -> float | None:
    """Returns the F1 of a field in a mode, by default the deciding one."""
    score = report.score(field, mode or deciding_mode(field))
    if score is None:
        msg = f"{field} has no such mode"
        raise KeyError(msg)
    return score.f1


def fallen(gold: CaseReport, predicted: CaseReport, mode: Mode | None = None) -> set[str]:
    """Returns the fields that score worse than a perfect prediction of the same gold, in any mode."""
    perfect, damaged = compare(gold, gold), compare(gold, predicted)
    return {
        before.field
        for before, after in zip(perfect.scores, damaged.scores, strict=True)
        if before.f1 != after.f1 and mode in {None, before.mode}
    }
