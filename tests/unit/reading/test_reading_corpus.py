"""The project's own reports: what is read is what the gold record says of the document."""

from pathlib import Path

import pytest

from caseline.reading import read_article
from caseline.schema import CaseReport

ROOT = Path(__file__).parents[3]
REPORTS = sorted((ROOT / "corpus").glob("*.txt"))


@pytest.mark.parametrize("path", REPORTS, ids=[path.stem for path in REPORTS])
def test_document_is_that_of_the_gold_record(path: Path) -> None:
    gold = CaseReport.from_json((ROOT / "annotations" / f"{path.stem}.json").read_bytes()).document
    read = read_article(path).document()
    assert read.model_copy(update={"source": gold.source, "format": gold.format}) == gold
    assert path.read_bytes() == read.text.encode()


def test_there_are_reports() -> None:
    assert len(REPORTS) >= 2
