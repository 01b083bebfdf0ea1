"""When things were, on texts whose phrases of time are labelled with what they date."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from caseline.benchmark.case_counts import SHARE_COLUMNS, table, tables
from caseline.benchmark.corpora import Overlap
from caseline.benchmark.scoring import Counts, Extent, count
from caseline.schema.case import Case, Drug, Event, Therapy, TimelineEntry, TimelineKind
from caseline.schema.mention import Label, Mention
from caseline.schema.report import CaseReport
from caseline.training.role_times import LabelledTime

_TIMES = frozenset({Label.TIME, Label.DURATION})
# The kind of a label, and of the step of a timeline that tells it.
_KINDS = {
    "onset": TimelineKind.ONSET,
    "start": TimelineKind.START,
    "dose": TimelineKind.DOSE,
    "stop": TimelineKind.STOP,
    "therapy": TimelineKind.THERAPY,
    "admission": TimelineKind.ADMISSION,
    "outcome": TimelineKind.OUTCOME,
}
# Kinds whose labels name what is dated, and whose days are asked for.
_NAMED = ("onset", "start", "stop", "therapy")
_DAYS = ("onset", "start", "outcome")
_SHARE, _LEAST = 0.1, 1.0  # how far off a day may be: a tenth, and one
_WIDEST = 7.0  # days that bounds may leave open to be an answer, or that share of the day
TOTAL = "times, all"


class _Step(NamedTuple):
    """A step of a timeline: its kind, the mentions of what it is of, its times, and bounds in days from the exposure."""

    kind: str
    of: tuple[Mention, ...]
    times: tuple[Mention, ...]
    low: float | None
    high: float | None


def time_rows(
    labelled: Sequence[Sequence[LabelledTime] | None], records: Sequence[CaseReport]
) -> tuple[dict[str, Counts], dict[str, Counts]]:
    """Returns counts of the times of each kind, and shares of what is dated rightly; texts without labels count nothing."""
    rows = tables(len(labelled), (f"time of {kind}" for kind in _KINDS))
    shares = {
        **{f"time of {kind}: of what": table(len(labelled), SHARE_COLUMNS) for kind in _NAMED},
        **{f"time of {kind}: day": table(len(labelled), SHARE_COLUMNS) for kind in _DAYS},
    }
    for place, (times, report) in enumerate(zip(labelled, records, strict=True)):
        if times is None:
            continue
        steps = [step for case in report.cases for step in _steps(case, report)]
        for kind in _KINDS:
            gold = [time for time in times if time.kind == kind]
            told = [step for step in steps if step.kind == kind]
            extents = [(time.start, time.end) for time in gold]
            rows[f"time of {kind}"][place] = count(extents, _extents(told), Overlap.LONGEST)
            if kind in _NAMED:
                named = [time for time in gold if time.of]
                hits = sum(any(_is_of(time, step) for step in _telling(time, told)) for time in named)
                shares[f"time of {kind}: of what"][place] = hits, len(named)
            if kind in _DAYS:
                known = [time for time in gold if time.day is not None and None not in time.day]
                hits = sum(any(_is_near(time, step) for step in _telling(time, told)) for time in known)
                shares[f"time of {kind}: day"][place] = hits, len(known)
    return rows, shares


def totals() -> Mapping[str, tuple[str, ...]]:
    """Returns what the micro average sums up."""
    return {TOTAL: tuple(f"time of {kind}" for kind in _KINDS)}


def _steps(case: Case, report: CaseReport) -> Iterator[_Step]:
    mentions = {mention.id: mention for mention in report.mentions}
    named: list[Event | Drug | Therapy] = [*case.events, *case.drugs, *case.therapies]
    parts = {part.id: part.evidence for part in named}
    kinds = {step.value: kind for kind, step in _KINDS.items()}
    for entry in case.timeline:
        if entry.kind in kinds:
            of = tuple(mentions[key] for key in parts.get(entry.ref or "", ()))
            yield _Step(kinds[entry.kind], of, _times(entry, mentions), *_bounds(entry))


def _times(entry: TimelineEntry, mentions: Mapping[str, Mention]) -> tuple[Mention, ...]:
    return tuple(mentions[key] for key in entry.evidence if mentions[key].label in _TIMES)


def _bounds(entry: TimelineEntry) -> tuple[float | None, float | None]:
    """Returns days from the first exposure, which in the record is day 1."""
    low, high = (entry.day, entry.day) if entry.day is not None else (entry.low, entry.high)
    return (None if low is None else low - 1, None if high is None else high - 1)


def _extents(steps: Iterable[_Step]) -> list[Extent]:
    return sorted({(time.start, time.end) for step in steps for time in step.times})


def _telling(time: LabelledTime, steps: Iterable[_Step]) -> Iterator[_Step]:
    """Yields the steps that a labelled time tells."""
    for step in steps:
        if any(each.start < time.end and time.start < each.end for each in step.times):
            yield step


def _is_of(time: LabelledTime, step: _Step) -> bool:
    """Says whether a step is of something that the time is labelled to date."""
    return any(mention.start < end and start < mention.end for start, end in time.of for mention in step.of)


def _is_near(time: LabelledTime, step: _Step) -> bool:
    """Says whether a step is of the day that readers worked out."""
    if time.day is None or step.low is None or step.high is None:
        return False
    low, high = sorted(day for day in time.day if day is not None)
    allowed = max(_LEAST, _SHARE * max(abs(low), abs(high)))
    narrow = step.high - step.low <= max(_WIDEST, high - low, 2 * allowed)
    return narrow and step.low - allowed <= high and low - allowed <= step.high
