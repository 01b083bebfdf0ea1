"""Cases on marked texts: gold itself, nothing, and each kind of mistake."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from caseline.benchmark.case_counts import CaseCounts, score_cases
from caseline.benchmark.case_roles import DISEASES, TREATMENTS, RoleCases
from caseline.benchmark.record import CaseScore
from caseline.errors import ReadingError
from caseline.schema.case import Case, ConditionRole, DrugRole
from caseline.schema.mention import Label, Mention
from caseline.schema.report import CaseReport
from tests.unit.benchmark.case_records import condition, drug, event, extent, mention, report, therapy
from tests.unit.training.toy_roles import marked

# The codeine and the nausea are another patient's.
GOLD = marked(
    "After [[asthma|H]] she took [[Kava|Sa]] for [[gout|D]] beside [[oral aspirin|C]], had [[skin rash|Ea]] "
    "and was given [[a massage|T]]; [[codeine|N]] gives [[nausea|N]]."
)
TEXT = GOLD.text
MENTIONS = (
    mention(TEXT, 1, Label.DISORDER, "asthma"),
    mention(TEXT, 2, Label.DRUG, "Kava"),
    mention(TEXT, 3, Label.DISORDER, "gout"),
    mention(TEXT, 4, Label.DRUG, "oral aspirin"),
    mention(TEXT, 5, Label.EVENT, "skin rash"),
    mention(TEXT, 6, Label.THERAPY, "a massage"),
    mention(TEXT, 7, Label.DRUG, "codeine"),
    mention(TEXT, 8, Label.EVENT, "nausea"),
)
SUSPECT = drug(1, "m2")
CONCOMITANT = drug(2, "m4", role=DrugRole.CONCOMITANT)
INDICATION = condition(1, "m3")
HISTORY = condition(2, "m1", role=ConditionRole.HISTORY)
RIGHT = Case(
    id="c1",
    drugs=(SUSPECT, CONCOMITANT),
    events=(event(1, "m5"),),
    conditions=(INDICATION, HISTORY),
    therapies=(therapy(1, "m6"),),
)
S, C, T = "suspect or interacting", "concomitant", "therapy"
E, D, H = "event", "indication or comorbidity", "history"
# Gold, predicted, strict, touching, touched.
Numbers = tuple[int, ...]
FOUND, MISSED, ADDED = (1, 1, 1, 1, 1), (1, 0, 0, 0, 0), (1, 2, 1, 1, 1)


def counted(*found: CaseReport) -> CaseCounts:
    """Counts records of the same text."""
    (counts,) = RoleCases((GOLD,) * len(found)).count(found, lambda texts: pytest.fail(f"asked for {texts}"))
    return counts


def score(found: CaseReport) -> CaseScore:
    return score_cases(counted(found), seed=13, resamples=50)


def numbers(found: CaseReport) -> dict[str, Numbers]:
    return {label: tuple(rows.sum(axis=0).tolist()) for label, rows in counted(found).rows.items()}


def changed(*more: Mention, **fields: Any) -> CaseReport:
    return report(TEXT, (*MENTIONS, *more), RIGHT.model_copy(update=fields))


def test_gold_itself_scores_100() -> None:
    rows = score(report(TEXT, MENTIONS, RIGHT)).labels
    assert [(row.label, row.gold, row.predicted) for row in rows] == [
        (S, 1, 1), (C, 1, 1), (T, 1, 1), (TREATMENTS, 3, 3),
        (E, 1, 1), (D, 1, 1), (H, 1, 1), (DISEASES, 3, 3),
    ]  # fmt: skip
    assert {(row.strict.f1, row.relaxed.f1, row.strict.low) for row in rows} == {(100, 100, 100)}


@pytest.mark.parametrize(
    "found", [pytest.param(report(TEXT), id="nothing"), pytest.param(report(TEXT, MENTIONS), id="no-case")]
)
def test_no_case_scores_0(found: CaseReport) -> None:
    assert {(row.predicted, row.strict.f1, row.relaxed.f1) for row in score(found).labels} == {(0, 0, 0)}


LIST = mention(TEXT, 9, Label.EVENT, "skin rash and")
PART = mention(TEXT, 9, Label.EVENT, "rash")
OTHER = mention(TEXT, 9, Label.EVENT, "given")
BROKEN = mention(
    TEXT, 9, Label.EVENT, "skin rash and was given", parts=(extent(TEXT, "skin rash"), extent(TEXT, "given"))
)
# What a change makes of the rows; of the others gold is found.
CHANGES = [
    pytest.param(changed(), {}, id="right"),
    pytest.param(
        changed(drugs=(drug(1, "m2", role=DrugRole.CONCOMITANT), CONCOMITANT)), {S: MISSED, C: ADDED},
        id="suspect-listed-as-concomitant",
    ),
    pytest.param(
        changed(drugs=(SUSPECT, drug(2, "m4"))), {S: ADDED, C: MISSED}, id="concomitant-listed-as-suspect"
    ),
    pytest.param(
        changed(drugs=(drug(1, "m2", role=DrugRole.INTERACTING), CONCOMITANT)), {}, id="interacting-is-suspect"
    ),
    pytest.param(changed(drugs=(SUSPECT,)), {C: MISSED}, id="drug-missing"),
    pytest.param(
        changed(drugs=(drug(1, "m2", "m7"), CONCOMITANT)), {S: ADDED}, id="drug-of-another-patient"
    ),
    pytest.param(changed(therapies=()), {T: MISSED}, id="therapy-missing"),
    pytest.param(
        changed(drugs=(SUSPECT,), therapies=(therapy(1, "m6", "m4"),)), {C: MISSED, T: ADDED},
        id="concomitant-listed-as-therapy",
    ),
    pytest.param(
        changed(drugs=(drug(1, "m2", "m6"), CONCOMITANT), therapies=()), {S: ADDED, T: MISSED},
        id="therapy-listed-as-suspect",
    ),
    pytest.param(
        changed(drugs=(SUSPECT, CONCOMITANT), therapies=(therapy(1, "m6", "m2"),)), {T: ADDED},
        id="one-mention-of-two-parts-counts-in-both",
    ),
    pytest.param(
        changed(events=(), conditions=(condition(1, "m3", "m5"), HISTORY)), {E: MISSED, D: ADDED},
        id="event-listed-as-condition",
    ),
    pytest.param(
        changed(events=(event(1, "m5", "m3"),), conditions=(HISTORY,)), {E: ADDED, D: MISSED},
        id="condition-listed-as-event",
    ),
    pytest.param(changed(events=(event(1, "m5", "m8"),)), {E: ADDED}, id="event-of-another-patient"),
    pytest.param(
        changed(conditions=(condition(1, "m3", role=ConditionRole.COMORBIDITY), HISTORY)), {},
        id="comorbidity-is-as-indication",
    ),
    pytest.param(
        changed(conditions=(condition(1, "m3", role=ConditionRole.HISTORY), HISTORY)), {D: MISSED, H: ADDED},
        id="condition-listed-as-history",
    ),
    pytest.param(
        changed(conditions=(INDICATION, condition(2, "m1"))), {D: ADDED, H: MISSED}, id="history-listed-as-condition"
    ),
    pytest.param(
        changed(drugs=(drug(1, "m2", "m5"), drug(2, "m4", "m3", role=DrugRole.CONCOMITANT))), {},
        id="diseases-as-evidence-of-drugs",
    ),
    pytest.param(changed(therapies=(therapy(1, "m5", "m6"),)), {}, id="disease-as-evidence-of-therapy"),
    pytest.param(
        changed(events=(event(1, "m5", "m2"),), conditions=(condition(1, "m3", "m6"), HISTORY)), {},
        id="treatments-as-evidence-of-diseases",
    ),
    pytest.param(
        changed(PART, events=(event(1, "m5", "m9"),)), {}, id="of-overlapping-ones-the-longest-is-right"
    ),
    pytest.param(
        changed(LIST, events=(event(1, "m5", "m9"),)), {E: (1, 1, 0, 1, 1)},
        id="of-overlapping-ones-the-longest-is-too-long",
    ),
    pytest.param(changed(PART, events=(event(1, "m9"),)), {E: (1, 1, 0, 1, 1)}, id="too-short"),
    pytest.param(changed(OTHER, events=(event(1, "m9"),)), {E: (1, 1, 0, 0, 0)}, id="elsewhere"),
    pytest.param(changed(BROKEN, events=(event(1, "m9"),)), {E: ADDED}, id="each-part-of-a-discontinuous-one"),
    pytest.param(
        changed(events=(event(1, "m5"), event(2, "m5"))), {}, id="two-events-of-one-mention-count-once"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("found", "rows"), CHANGES)
def test_mistakes(found: CaseReport, rows: dict[str, Numbers]) -> None:
    assert numbers(found) == dict.fromkeys((S, C, T, E, D, H), FOUND) | rows


def test_totals_add_their_rows() -> None:
    rows = {row.label: row for row in score(changed(drugs=(SUSPECT,), events=(event(1, "m5", "m8"),))).labels}
    assert (rows[TREATMENTS].gold, rows[TREATMENTS].predicted) == (3, 2)
    assert rows[TREATMENTS].strict.recall == pytest.approx(200 / 3, abs=0.01)
    assert (rows[DISEASES].gold, rows[DISEASES].predicted) == (3, 4)
    assert rows[DISEASES].strict.precision == 75


SECOND = Case(id="c2", drugs=(drug(1, "m7"),), events=(event(1, "m8"),))
CASES = [
    pytest.param(
        (
            Case(id="c1", drugs=(SUSPECT, CONCOMITANT), therapies=RIGHT.therapies),
            Case(id="c2", events=(event(1, "m5", suspects=()),), conditions=RIGHT.conditions),
        ),
        {}, id="parts-of-one-story-in-two-cases",
    ),
    pytest.param((RIGHT, RIGHT.model_copy(update={"id": "c2"})), {}, id="the-same-twice-counts-once"),
    pytest.param((RIGHT, SECOND), {S: ADDED, E: ADDED}, id="a-case-too-many"),
    pytest.param(
        (SECOND,), dict.fromkeys((S, E), (1, 1, 0, 0, 0)) | dict.fromkeys((C, T, D, H), MISSED), id="another-case"
    ),
]  # fmt: skip


@pytest.mark.parametrize(("cases", "rows"), CASES)
def test_cases_of_a_record_count_together(cases: tuple[Case, ...], rows: dict[str, Numbers]) -> None:
    assert numbers(report(TEXT, MENTIONS, *cases)) == dict.fromkeys((S, C, T, E, D, H), FOUND) | rows


def test_each_document_has_its_row() -> None:
    found = counted(changed(), report(TEXT), changed(drugs=(drug(1, "m2", "m7"),)))
    assert (found.corpus, found.texts) == ("roles", "documents")
    assert found.rows[S].tolist() == [list(FOUND), list(MISSED), list(ADDED)]
    assert found.rows[C].tolist() == [list(FOUND), list(MISSED), list(MISSED)]


def test_reads_marked_texts(tmp_path: Path) -> None:
    path = tmp_path / "marked-dev.jsonl"
    path.write_text('{"id": "1", "text": "[[Kava|Sa]] did it."}\n', encoding="utf-8")
    (text,) = RoleCases.read(path).texts
    assert (text.text, [(span.start, span.end, span.label) for span in text.spans]) == (
        "Kava did it.",
        [(0, 4, "Sa")],
    )
    path.write_text('{"id": "1", "text": "[[Kava did it."}\n', encoding="utf-8")
    with pytest.raises(ReadingError, match="line 1: a mark is not"):
        RoleCases.read(path)
