"""The writer of the OMOP tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from caseline.export.omop.ids import stable_ids
from caseline.export.omop.rows import Ids, Tabled, case_key, mentions_of, source_value, term_key
from caseline.export.omop.settings import Settings, read_settings
from caseline.export.omop.tables import CUT, NOTE, NOTE_NLP, csv_of
from caseline.export.omop.vocabulary import Vocabulary, read_vocabulary
from caseline.export.targets import Wish
from caseline.export.tools import Files
from caseline.schema.case import Case
from caseline.schema.document import Document
from caseline.schema.report import CaseReport


class Omop:
    """NOTE.csv, NOTE_NLP.csv, and CUT.csv with what their columns had no room for."""

    suffixes: tuple[str, ...] = ()
    folder = True
    settled = True

    def write(self, records: Iterable[CaseReport], wish: Wish) -> Files:
        """Yields the files; a record without a case is left out, for a note is about a person.

        Raises:
            ConfigError: When the settings are wrong.
            ReadingError: When the vocabulary cannot be read.
        """
        settings = read_settings(wish.settings)
        told = list(_told(records, wish))
        codes = [code for record in told for mention in record.mentions for code in mention.codes]
        folder = settings.vocabulary
        vocabulary = Vocabulary() if folder is None else read_vocabulary(folder, codes)
        rows = Tabled(settings, vocabulary, _ids(told, settings)).rows(told)
        for table, made in ((NOTE, rows.notes), (NOTE_NLP, rows.terms), (CUT, rows.cut)):
            yield f"{table.name}.csv", csv_of(table, made)


def _told(records: Iterable[CaseReport], wish: Wish) -> Iterator[CaseReport]:
    known: set[str] = set()
    for record in records:
        if not record.cases:
            wish.leave(record, "left out: tells of no patient, and a note of the CDM is about one")
        elif record.document.id in known:
            wish.leave(record, "left out: a record of this very text is in the export already")
        else:
            known.add(record.document.id)
            yield record


def _ids(records: list[CaseReport], settings: Settings) -> Ids:
    cases = [(record, case) for record in records for case in record.cases]
    persons = {
        case_key(record.document, case): number
        for record, case in cases
        if (number := _person(record.document, case, settings)) is not None
    }
    keys = [case_key(record.document, case) for record, case in cases]
    unknown = (key for key in keys if key not in persons)
    terms = (
        term_key(record.document, case, mention)
        for record, case in cases
        for mention in mentions_of(record, case)
    )
    bits = settings.bits
    return Ids(
        persons={**persons, **stable_ids(unknown, bits=bits, taken=settings.person.values())},
        notes=stable_ids(keys, bits=bits),
        terms=stable_ids(terms, bits=bits),
    )


def _person(document: Document, case: Case, settings: Settings) -> int | None:
    names = (document.id, source_value(document, case).partition("#")[0], document.source)
    known = [name for name in names if name]
    return next(
        (
            settings.person[key]
            for key in (*(f"{name}#{case.id}" for name in known), *known)
            if key in settings.person
        ),
        None,
    )
