"""A record as rows of the tables; the values of a row stand in the order of the table's columns."""

from __future__ import annotations

import marshal
from collections.abc import Iterable
from typing import Final, NamedTuple

from caseline.schema.document import Document
from caseline.schema.mention import Mention
from caseline.schema.report import CaseReport
from caseline.store.rows_cases import add_case
from caseline.store.sheets import Sheets, Value
from caseline.store.values import digest_of, integer_of, maybe_text, run_id, short_hash, text_of

Row = tuple[Value, ...]
Rows = dict[str, list[Row]]
# Where `number` stands among the columns of records.
_NUMBER_AT: Final = 3


class Prepared(NamedTuple):
    """A record, ready to be stored.

    Attributes:
        name: What messages call it.
        document: Id of its document.
        run: Id of the run that made it.
        record: Its own id.
        run_rows: Rows of the run.
        document_rows: Row of the document.
        packed: All other rows, which are not needed where the record is there already; see `numbered`.
    """

    name: str
    document: str
    run: str
    record: str
    run_rows: Rows
    document_rows: Rows
    packed: bytes

    def numbered(self, number: int) -> Rows:
        """Returns the rows of the record with its number among those of the document."""
        # From ourselves, a moment ago: marshal is four times as fast as pickle.
        rows: Rows = marshal.loads(self.packed)  # noqa: S302
        row = rows["records"][0]
        rows["records"] = [(*row[:_NUMBER_AT], number, *row[_NUMBER_AT + 1 :])]
        return rows


def prepared(report: CaseReport, json: str | None = None) -> Prepared:
    """Returns a record ready to be stored, with its JSON to the letter."""
    made = Shredded(report)
    return Prepared(
        report.document.source or made.document,
        made.document,
        made.run,
        made.record,
        made.run_rows(),
        made.document_rows(),
        marshal.dumps(dict(made.record_rows(0, made.json if json is None else json))),
    )


class Shredded:
    """A record as rows.

    Attributes:
        document: Id of its document.
        run: Id of the run that made it.
        json: Its own JSON, however that which it came with was laid out.
        digest: Hash of what it says.
        record: Its own id, which comes of these three.
    """

    def __init__(self, report: CaseReport) -> None:
        self.report = report
        self.document = report.document.id
        self.run = run_id(report)
        self.json = report.to_json()
        self.digest = digest_of(self.json)
        self.record = short_hash(self.document, self.run, self.digest)

    def run_rows(self) -> Rows:
        """Returns the rows of the run."""
        made = self.report.provenance
        known = (("lexicon", made.lexicons), ("terminology", made.terminologies))
        return {
            "runs": [
                (
                    self.run,
                    text_of(made.caseline),
                    maybe_text(made.model),
                    maybe_text(made.config),
                    made.min_score,
                    self.report.schema_version,
                )
            ],
            "run_data": [
                (self.run, kind, place, text_of(name), text_of(version))
                for kind, versions in known
                for place, (name, version) in enumerate(sorted(versions.items()))
            ],
        }

    def document_rows(self) -> Rows:
        """Returns the row of the document."""
        text = self.report.document.text
        return {"documents": [(self.document, len(text), text_of(text))]}

    def record_rows(self, number: int, json: str) -> Rows:
        """Returns the rows of the record itself.

        Args:
            number: Its place among the records of the document; the highest counts.
            json: The record as JSON, which is kept as it is.
        """
        sheets = Sheets(self.record)
        document = self.report.document
        sheets.rows["records"] = [
            (self.record, self.document, self.run, number, *_told_of(document), self.digest, json)
        ]
        sheets.listed("authors", document.authors)
        sheets.listed("keywords", document.keywords)
        for place, section in enumerate(document.sections):
            title = maybe_text(section.title)
            sheets.add("sections", place, str(section.name), title, section.start, section.end)
        _add_mentions(sheets, self.report.mentions)
        for place, case in enumerate(self.report.cases):
            add_case(sheets, case, place)
        return sheets.rows


def _told_of(document: Document) -> Row:
    texts = (document.source, document.title, document.doi, document.pmid, document.pmcid, document.journal)
    last = (document.article_type, document.licence, document.language)
    form = None if document.format is None else str(document.format)
    return (*map(maybe_text, texts), integer_of(document.year), *map(maybe_text, last), form)


def _add_mentions(sheets: Sheets, mentions: Iterable[Mention]) -> None:
    for place, each in enumerate(mentions):
        sheets.add(
            "mentions",
            each.id,
            place,
            str(each.label),
            each.start,
            each.end,
            text_of(each.text),
            each.section and str(each.section),
            each.score,
            str(each.found_by),
            each.negated,
            each.uncertain,
            each.historical,
            each.hypothetical,
            each.excluded and str(each.excluded),
        )
        for part, (start, end) in enumerate(each.parts):
            sheets.add("mention_parts", each.id, part, start, end)
        sheets.mention_codes(each.codes, each.id)
