"""Records as batches of ICSR: one file with all, or one for each record."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain
from typing import Final

from caseline.errors import CaselineError
from caseline.export.e2b.case import MEDDRA_NAME, Told, llts
from caseline.export.e2b.message import batch
from caseline.export.e2b.settings import Settings, read_settings
from caseline.export.names import names_of
from caseline.export.targets import Wish
from caseline.export.tools import Files
from caseline.schema.case import Case, DrugRole, KinRole
from caseline.schema.report import CaseReport

_DIGITS: Final = 12
_BLAMED: Final = frozenset({DrugRole.SUSPECT, DrugRole.INTERACTING})
_VERSION: Final = re.compile(r"(?<![0-9.])[0-9]{1,2}\.[0-9](?![0-9])", re.ASCII)


class E2b:
    """The target e2b; see the module."""

    suffixes: tuple[str, ...] = (".xml",)
    folder = True
    settled = True

    def write(self, records: Iterable[CaseReport], wish: Wish) -> Files:
        """Yields names and contents of files: "" for the file that `OUT` names, else names in the folder.

        Raises:
            ConfigError: When the settings are missing or wrong.
            CaselineError: When no case can be written.
        """
        settings = read_settings(wish.settings)
        all_records = list(records)
        times: Counter[str] = Counter()
        made = [_reports(record, settings, wish, times) for record in all_records]
        if not any(made):
            raise CaselineError("no record holds a case that an ICSR can be made of; nothing is written")
        if not wish.folder:
            yield "", (batch([told for reports in made for told in reports], settings),)
            return
        for name, reports in zip(names_of(all_records), made, strict=True):
            if reports:
                yield f"{name}.xml", (batch(reports, settings),)


def _reports(record: CaseReport, settings: Settings, wish: Wish, times: Counter[str]) -> list[Told]:
    """Returns the reports of a record, and tells of the cases that are none."""
    cases = [case for case in record.cases if _missing(case) is None]
    mother = _parent(record.cases)
    for case in record.cases:
        missing = _missing(case)
        if missing is not None and len(record.cases) > 1:
            parent = case is mother and any(one.relation == KinRole.CHILD for one in cases)
            rest = "it stands as the parent in the child's report" if parent else "it is not written"
            wish.tell(record, f"case {case.id} has no {missing}, which an ICSR must have; {rest}")
    if not cases:
        reason = "no case" if not record.cases else f"a case without {_missing(record.cases[0])}"
        wish.leave(record, f"{reason}, and an ICSR needs a patient, a suspect drug and an event; not written")
        return []
    version = _meddra(record, settings, wish)
    times[record.document.id] += 1
    ids = {case.id: _report_id(record, case, settings, times) for case in cases}
    return [
        Told(
            case=case,
            document=record.document,
            settings=settings,
            report_id=ids[case.id],
            linked=tuple(one for key, one in ids.items() if key != case.id),
            mother=mother if case.relation == KinRole.CHILD else None,
            meddra=version,
        )
        for case in cases
    ]


def _parent(cases: Sequence[Case]) -> Case | None:
    """Returns the mother of D.10: one who had an event herself has a report of her own instead."""
    return next((one for one in cases if one.relation == KinRole.MOTHER and not one.events), None)


def _missing(case: Case) -> str | None:
    """Returns what a case lacks to be a report at all."""
    if not case.events:
        return "event"
    if not any(drug.role in _BLAMED for drug in case.drugs):
        return "suspect drug"
    return None


def _report_id(record: CaseReport, case: Case, settings: Settings, times: Counter[str]) -> str:
    """Returns C.1.1: country, sender, text and case; a text that comes again has its number behind it."""
    sender = settings.sender
    text = record.document.id.rpartition(":")[2][:_DIGITS]
    again = times[record.document.id]
    number = "" if again == 1 else f"-{again}"
    return f"{sender.country}-{sender.short_name}-{text}-{case.id}{number}"


def _meddra(record: CaseReport, settings: Settings, wish: Wish) -> str | None:
    """Returns the version of a record's MedDRA codes; tells where it has such codes and no version is known."""
    for name, told in record.provenance.terminologies.items():
        found = _VERSION.search(told)
        if name.casefold() == MEDDRA_NAME.casefold() and found is not None:
            return found[0]
    if settings.report.meddra is not None:
        return settings.report.meddra
    conditions = (item.codes for case in record.cases for item in case.conditions)
    events = (item.codes for case in record.cases for item in case.events)
    if any(True for codes in chain(conditions, events) for _ in llts(codes)):
        wish.tell(
            record, "MedDRA codes are left out, since their version is not known; set meddra in [report]"
        )
    return None
