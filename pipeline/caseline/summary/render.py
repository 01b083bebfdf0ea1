"""The record as Rich panels and tables. No value passes through Rich markup."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rich.box import ROUNDED
from rich.console import Group, RenderableType
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from caseline.printable import printable
from caseline.schema.base import Code
from caseline.schema.case import Case, Certainty, ConditionRole, Drug, DrugRole, Event, Therapy
from caseline.schema.document import Document
from caseline.schema.mention import Exclusion, Mention
from caseline.schema.report import CaseReport
from caseline.summary.timeline import event_names, names_by_id, timeline
from caseline.summary.words import (
    dose_words,
    duration_words,
    joined,
    onset_words,
    outcome_words,
    patient_words,
)


def render_summary(report: CaseReport) -> RenderableType:
    """Returns the heading, a panel for each case, and what was left out and why."""
    parts: list[RenderableType] = [_heading(report.document)]
    if not report.cases:
        parts.append(Text("No patient: the text tells of no case.", style="yellow"))
    total = len(report.cases)
    for number, case in enumerate(report.cases, start=1):
        title = f"Case {number} of {total}" if total > 1 else "Case"
        parts.append(Panel(_case(case), title=Text(title), title_align="left", box=ROUNDED))
    parts.append(_left_out(report.mentions))
    return Group(*parts)


def _heading(document: Document) -> Text:
    source = printable(document.source or document.id)
    title = printable(document.title or "")
    known = [
        source if title else "",
        printable(document.journal or ""),
        str(document.year or ""),
        f"doi {printable(document.doi)}" if document.doi else "",
        f"PMID {printable(document.pmid)}" if document.pmid else "",
        printable(document.pmcid or ""),
    ]
    heading = Text(title or source, style="bold")
    line = " · ".join(part for part in known if part)
    return heading.append(f"\n{line}", style="not bold dim") if line else heading


def _case(case: Case) -> Group:
    parts: list[RenderableType] = [_facts(case)]
    steps = timeline(case)
    if steps:
        grid = _grid()
        for step in steps:
            grid.add_row(Text(step.when, style="cyan"), Text(step.what))
        parts += [_subheading("Timeline"), grid]
    if case.events:
        parts += [_subheading("Events"), _events(case)]
    if case.therapies:
        parts += [_subheading("Therapies"), _therapies(case)]
    return Group(*parts)


def _facts(case: Case) -> Table:
    grid = _grid()
    rows: list[tuple[str, str]] = [("Patient", patient_words(case.patient))]
    if case.relation:
        rows.append(("Relation", printable(case.relation)))
    for role in ConditionRole:
        found = [_coded(item.name, item.codes) for item in case.conditions if item.role is role]
        rows += [(role.capitalize(), "; ".join(found))] if found else []
    names = names_by_id(case)
    for drug_role in DrugRole:
        drugs = [_drug(drug, names) for drug in case.drugs if drug.role is drug_role]
        rows += [(f"{drug_role.capitalize()} drug", "\n".join(drugs))] if drugs else []
    rows.append(("Outcome", outcome_words(case.outcome)))
    for label, words in rows:
        grid.add_row(Text(label, style="bold"), Text(words))
    return grid


def _drug(drug: Drug, names: dict[str, str]) -> str:
    parts = [_coded(drug.name, drug.codes), *filter(None, map(dose_words, drug.doses))]
    if drug.indication:
        parts.append(f"for {printable(names[drug.indication])}")
    for label, value in (
        ("started", drug.start),
        ("stopped", drug.stop),
        ("action", drug.action_taken),
        ("dechallenge", drug.dechallenge),
        ("rechallenge", drug.rechallenge),
    ):
        parts += [f"{label}: {printable(value)}"] if value else []
    return "; ".join(parts)


def _events(case: Case) -> Table:
    grid = _grid()
    for event in case.events:
        details = "\n".join(f"{label}: {words}" for label, words in _details(event, case) if words)
        grid.add_row(Text(_coded(event.name, event.codes)), Text(details or "nothing more stated"))
    return grid


def _details(event: Event, case: Case) -> list[tuple[str, str]]:
    names = names_by_id(case)
    causality = event.causality
    # A single suspect is told above, and is that of every event.
    several = sum(drug.role is DrugRole.SUSPECT for drug in case.drugs) > 1
    rows = [
        ("sites", joined(event.body_sites)),
        ("severity", event.severity or ""),
        ("grade", event.grade or ""),
        ("certainty", "uncertain" if event.certainty is Certainty.UNCERTAIN else ""),
        ("onset", onset_words(event.onset, names) if event.onset else ""),
        ("duration", duration_words(event.duration) if event.duration else ""),
        ("outcome", outcome_words(event.outcome) if event.outcome else ""),
        ("suspects", joined(names[drug] for drug in event.suspects) if several else ""),
        ("causality", f"{causality.value} (“{causality.text}”)" if causality else ""),
        ("serious", joined(event.seriousness)),
        ("findings", "; ".join(event.findings)),
    ]
    return [(label, printable(words)) for label, words in rows]


def _therapies(case: Case) -> Table:
    names = names_by_id(case)
    everything = {event.id for event in case.events}
    alike: dict[str, list[str]] = {}
    for therapy in case.therapies:
        notes = _therapy_notes(therapy, names, everything)
        alike.setdefault(notes, []).append(_coded(therapy.name, therapy.codes))
    grid = Table.grid(padding=(0, 1), expand=True)
    grid.add_column()
    grid.add_column(ratio=1, overflow="fold")
    for notes, group in alike.items():
        grid.add_row(Text("•"), Text(", ".join(group) + notes))
    return grid


def _therapy_notes(therapy: Therapy, names: dict[str, str], everything: set[str]) -> str:
    aim = event_names(therapy.for_events, names) if therapy.for_events else ""
    if len(everything) > 1 and everything == set(therapy.for_events):
        aim = "all events"
    notes = [
        f"for {aim}" if aim else "",
        f"over {duration_words(therapy.duration)}" if therapy.duration else "",
        f"response: {printable(therapy.response)}" if therapy.response else "",
    ]
    kept = "; ".join(note for note in notes if note)
    return f" — {kept}" if kept else ""


def _left_out(mentions: Iterable[Mention]) -> RenderableType:
    counts = Counter(
        (mention.excluded, mention.label, printable(mention.text)) for mention in mentions if mention.excluded
    )
    if not counts:
        return Text("Left out: nothing.")
    table = Table(title=Text("Left out"), title_justify="left", box=ROUNDED, expand=True)
    for column, share in (("Reason", 3), ("Text", 6), ("Label", 2)):
        table.add_column(column, ratio=share, overflow="fold")
    for reason in Exclusion:
        rows = [(label, text, times) for (why, label, text), times in counts.items() if why is reason]
        for place, (label, text, times) in enumerate(rows):
            told = f"{text} (×{times})" if times > 1 else text
            shown = reason.replace("_", " ") if place == 0 else ""
            table.add_row(Text(shown, style="yellow"), Text(told), Text(label))
        if rows:
            table.add_section()
    return table


def _coded(name: str, codes: tuple[Code, ...]) -> str:
    # The others are in the record. An HPO code names its terminology itself: HP:0000967.
    shown = [code.code if ":" in code.code else f"{code.system}:{code.code}" for code in codes[:1]]
    return printable(f"{name} ({', '.join(shown)})" if shown else name)


def _grid() -> Table:
    grid = Table.grid(padding=(0, 2), expand=True)
    grid.add_column(ratio=2, overflow="fold")
    grid.add_column(ratio=5, overflow="fold")
    return grid


def _subheading(words: str) -> Text:
    return Text(f"\n{words}", style="bold underline")
