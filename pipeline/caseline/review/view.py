"""Records as one HTML page that needs no network and runs nothing of what the papers hold.

Each record lies in two blocks of data, its text and the rest, which the page reads when the record is opened or
searched; so a page of hundreds of papers opens as fast as one of a single paper.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from html import escape
from itertools import chain
from pathlib import Path
from typing import Any

from caseline.batch.write import replacing
from caseline.pages import Page, asset, data_block, write_page
from caseline.review.rows import row_of
from caseline.schema.report import CaseReport

# What shows records, here and at the desk, in the order in which they build upon each other.
SHARED = (
    "dom.js",
    "record.js",
    "words.js",
    "text.js",
    "fields.js",
    "card.js",
    "axis.js",
    "course.js",
    "calendar.js",
    "timeline.js",
    "legend.js",
    "mention.js",
    "reader.js",
    "index.js",
    "theme.js",
)
SCRIPTS = (*SHARED, "view.js")  # the last one starts the page
_BODY = """<a class="skip" href="#main">Skip to the record</a>
<header class="bar" id="bar"><span class="brand">Caseline</span><span class="bar-title">{title}</span></header>
<main id="main" tabindex="-1"><noscript>This page shows its records by JavaScript, which is turned off here.</noscript></main>
"""


def write_view(reports: Iterable[CaseReport], *, title: str | None = None) -> Iterator[str]:
    """Yields a page of records piece by piece.

    Args:
        reports: The records, taken one by one.
        title: Shown at the top; by default nothing but the records' own titles are.
    """
    page = Page(
        title or "Caseline",
        styles=(asset("caseline.pages", "assets/base.css"), asset("caseline.review", "static/view.css")),
        scripts=tuple(asset("caseline.review", f"static/{name}") for name in SCRIPTS),
        body=_BODY.format(title=escape(title or "")),
    )
    yield from write_page(page, data=_blocks(reports))


def save_view(reports: Iterable[CaseReport], out: Path, *, title: str | None = None) -> int:
    """Writes a page of records to a file, whole or not at all; nothing when there is no record.

    Returns:
        How many records it shows.

    Raises:
        WritingError: When it cannot be written.
    """
    coming = iter(reports)
    first = next(coming, None)
    if first is None:
        return 0
    shown = 0

    def counted() -> Iterator[CaseReport]:
        nonlocal shown
        for report in chain((first,), coming):
            shown += 1
            yield report

    with replacing(out) as stream:
        for piece in write_view(counted(), title=title):
            stream.write(piece.encode())
    return shown


def _blocks(reports: Iterable[CaseReport]) -> Iterator[str]:
    """Yields the blocks of each record, and at the end the rows of the index."""
    rows = []
    for number, report in enumerate(reports, start=1):
        rows.append(row_of(str(number), report))
        yield data_block(f"t-{number}", _json(report.document.text))
        yield data_block(f"r-{number}", _json(_lean(report)))
    yield data_block("rows", _json(rows))


def _lean(report: CaseReport) -> dict[str, Any]:
    """Returns a record without what the page puts in again: defaults, the text, and the words of mentions."""
    lean = report.model_dump(mode="json", exclude_defaults=True)
    document = lean["document"]
    del document["text"]
    document.pop("source_map", None)
    for mention in lean.get("mentions", ()):
        del mention["text"]
    return lean


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
