"""A record as rows of NOTE and NOTE_NLP: a note for each patient, a row for each mention of the note.

A note of the CDM is about one person, so a paper about three patients gives three notes with the same text.
Each has the mentions that its case rests on and those that no case rests on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from caseline.export.omop.modifiers import fitting, joined, pairs_of
from caseline.export.omop.settings import Settings
from caseline.export.omop.supports import supported_by
from caseline.export.omop.tables import NOTE, NOTE_NLP, Row, Table, Value, storable
from caseline.export.omop.vocabulary import Vocabulary
from caseline.schema.case import Case
from caseline.schema.document import Document
from caseline.schema.mention import Mention
from caseline.schema.report import CaseReport

_UTF_8: Final = 32678
_ENGLISH: Final = 4180186
_NO_DATE: Final = date(1970, 1, 1)
_KEY_DIGITS: Final = 32


@dataclass(frozen=True, slots=True)
class Ids:
    """Numbers by the keys of what they stand for."""

    persons: dict[str, int]
    notes: dict[str, int]
    terms: dict[str, int]


@dataclass(slots=True)
class Rows:
    """The rows of an export.

    Attributes:
        notes: Those of NOTE.
        terms: Those of NOTE_NLP.
        cut: What a column had no room for, whole.
    """

    notes: list[Row] = field(default_factory=list)
    terms: list[Row] = field(default_factory=list)
    cut: list[Row] = field(default_factory=list)


def case_key(document: Document, case: Case) -> str:
    """Returns what a case is called by everywhere."""
    return f"{document.id}#{case.id}"


def term_key(document: Document, case: Case, mention: Mention) -> str:
    """Returns what a mention in the note of a case is called by everywhere."""
    return f"{case_key(document, case)}#{mention.id}"


def mentions_of(record: CaseReport, case: Case) -> tuple[Mention, ...]:
    """Returns the mentions of a case's note: all but those that only other cases rest on."""
    mine = supported_by(case)
    others = {one for other in record.cases if other is not case for one in supported_by(other)}
    return tuple(one for one in record.mentions if one.id in mine or one.id not in others)


class Tabled:
    """Makes the rows of records.

    Args:
        settings: What the site says.
        vocabulary: Concepts of codes.
        ids: Numbers of everything.
    """

    def __init__(self, settings: Settings, vocabulary: Vocabulary, ids: Ids) -> None:
        self._settings = settings
        self._vocabulary = vocabulary
        self._ids = ids

    def rows(self, records: Iterable[CaseReport]) -> Rows:
        """Returns the rows of records."""
        made = Rows()
        for record in records:
            for case in record.cases:
                note = self._note(record, case)
                made.notes.append(_cut(NOTE, note, made))
                supported = supported_by(case)
                for mention in mentions_of(record, case):
                    paths = supported.get(mention.id, ())
                    row = self._term(record, case, mention)
                    row["term_exists"] = _exists(mention, mine=bool(paths), alone=len(record.cases) == 1)
                    pairs = tuple((key, storable(value)) for key, value in pairs_of(mention, paths))
                    row["term_modifiers"] = joined(pairs)
                    kept = {"term_modifiers": joined(fitting(pairs, NOTE_NLP.widths["term_modifiers"]))}
                    made.terms.append(_cut(NOTE_NLP, row, made, kept))
        return made

    def _note(self, record: CaseReport, case: Case) -> dict[str, Value]:
        document, settings = record.document, self._settings
        key = case_key(document, case)
        language = settings.language_concept_id
        if language is None:
            language = _ENGLISH if (document.language or "en").lower().startswith("en") else 0
        return {
            "note_id": self._ids.notes[key],
            "person_id": self._ids.persons[key],
            "note_date": self._note_date(document),
            "note_type_concept_id": settings.note_type_concept_id,
            "note_class_concept_id": settings.note_class_concept_id,
            "note_title": storable(document.title) if document.title else None,
            "note_text": storable(document.text),
            "encoding_concept_id": _UTF_8,
            "language_concept_id": language,
            "note_source_value": source_value(document, case),
        }

    def _note_date(self, document: Document) -> date:
        if self._settings.note_date:
            return self._settings.note_date
        year = document.year
        return date(year, 1, 1) if year is not None and 1 <= year <= 9999 else _NO_DATE

    def _term(self, record: CaseReport, case: Case, mention: Mention) -> dict[str, Value]:
        document, settings = record.document, self._settings
        concept = self._vocabulary.concept(mention.codes)
        width = NOTE_NLP.widths["snippet"]
        return {
            "note_nlp_id": self._ids.terms[term_key(document, case, mention)],
            "note_id": self._ids.notes[case_key(document, case)],
            "section_concept_id": 0,
            "snippet": storable(_snippet(document.text, mention, width)),
            "offset": str(mention.start),
            "lexical_variant": storable(mention.text),
            "note_nlp_concept_id": concept.standard,
            "note_nlp_source_concept_id": concept.source,
            "nlp_system": _system(record),
            "nlp_date": settings.nlp_date or self._note_date(document),
            "nlp_datetime": settings.nlp_datetime,
            "term_temporal": "past" if mention.historical else "present",
        }


def source_value(document: Document, case: Case) -> str:
    """Returns what leads from a note back to its record: the first digits of the document's id, and the case."""
    digits = document.id.removeprefix("sha256:")[:_KEY_DIGITS]
    return f"sha256:{digits}#{case.id}"


def _exists(mention: Mention, *, mine: bool, alone: bool) -> str | None:
    """Returns whether this patient has it; null where nobody can say which of several patients has."""
    if mention.negated or mention.hypothetical or mention.excluded:
        return "N"
    return "Y" if mine or alone else None


def _system(record: CaseReport) -> str:
    made_by = record.provenance
    return storable(f"Caseline {made_by.caseline}" + (f"; {made_by.model}" if made_by.model else ""))


def _snippet(text: str, mention: Mention, width: int) -> str:
    """Returns a mention with as many whole words around it as there is room for."""
    room = width - (mention.end - mention.start)
    if room <= 0:
        return text[mention.start : mention.start + width]
    start = max(min(mention.start - room // 2, len(text) - width), 0)
    end = min(start + width, len(text))
    before, after = text[start : mention.start], text[mention.end : end]
    if start and not text[start - 1].isspace():
        before = re.sub(r"\A\S+", "", before)
    if end < len(text) and not text[end].isspace():
        after = re.sub(r"\S+\Z", "", after)
    return before + mention.text + after


def _cut(table: Table, row: dict[str, Value], made: Rows, kept: dict[str, str] | None = None) -> Row:
    """Returns a row whose texts fit, and notes those that did not."""
    fits = dict(row)
    for column, width in table.widths.items():
        value = row.get(column)
        if isinstance(value, str) and len(value) > width:
            fits[column] = (kept or {}).get(column, value[:width])
            made.cut.append(
                {
                    "table_name": table.name,
                    "row_id": row[table.columns[0]],
                    "column_name": column,
                    "kept": len(str(fits[column])),
                    "value": value,
                }
            )
    return fits
