"""From a path to articles: one file, many, and what stands in their way."""

from __future__ import annotations

import gzip
import io
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.errors import ReadingError
from caseline.reading import (
    Piece,
    files,
    read_article,
    read_piece,
    readers,
    sources,
    split_source,
    split_stream,
)
from caseline.reading.limits import LARGEST_FILE, LARGEST_TEXT
from caseline.reading.readers import READERS, Reader
from caseline.schema.document import SourceFormat
from tests.unit.reading.packing import tarred, zipped

A = b"A 45-year-old man had a rash.\n"
JATS = b'<article article-type="case-report"><front/><body><p>A man had a rash.</p></body></article>'
SET = b"<pmc-articleset>" + JATS * 3 + b"</pmc-articleset>"
BROKEN = b"<pmc-articleset>" + JATS + b"<article>"


def write(path: Path, data: bytes) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path


@pytest.mark.parametrize("form", list(SourceFormat))
def test_every_format_has_a_reader(form: SourceFormat) -> None:
    assert READERS[form].module.startswith("caseline.reading.")


def test_a_text_is_one_article(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", A)
    assert list(split_source(path)) == [Piece(str(path), A, SourceFormat.TEXT)]
    article = read_article(path)
    assert (article.text, article.source, article.format) == (A.decode(), str(path), SourceFormat.TEXT)
    assert article.source_map == ()


@pytest.mark.usefixtures("stubs")
def test_a_set_gives_its_articles(tmp_path: Path) -> None:
    path = write(tmp_path / "set.xml", SET)
    pieces = list(split_source(path))
    assert [one.source for one in pieces if isinstance(one, Piece)] == [f"{path}#{n}" for n in (1, 2, 3)]
    assert [read_piece(one).text for one in pieces if isinstance(one, Piece)] == ["A man had a rash."] * 3


@pytest.mark.usefixtures("stubs")
def test_a_set_in_an_archive(tmp_path: Path) -> None:
    path = write(tmp_path / "a.zip", zipped({"x/set.xml": SET, "b.txt": A}))
    names = [one.source for one in split_source(path) if isinstance(one, Piece)]
    assert names == [*(f"{path}!/x/set.xml#{n}" for n in (1, 2, 3)), f"{path}!/b.txt"]


@pytest.mark.usefixtures("stubs")
def test_one_paper_is_wanted(tmp_path: Path) -> None:
    assert read_article(write(tmp_path / "a.xml", JATS)).text == "A man had a rash."
    assert read_article(write(tmp_path / "a.zip", zipped({"a.txt": A}))).text == A.decode()
    with pytest.raises(ReadingError, match="holds 3 articles, and one is wanted; take them apart"):
        read_article(write(tmp_path / "set.xml", SET))
    with pytest.raises(ReadingError, match="holds 2 articles"):
        read_article(write(tmp_path / "b.zip", zipped({"a.txt": A, "b.txt": b""})))


def test_many_articles_are_not_counted_to_the_end() -> None:
    with pytest.raises(ReadingError, match="holds more than 1,000 articles"):
        sources.the_only(endless(), "a")


def endless() -> Iterator[Piece | ReadingError]:
    while True:
        yield Piece("a", A, SourceFormat.TEXT)


def test_a_reader_that_finds_nothing() -> None:
    with pytest.raises(ReadingError, match="holds no article"):
        sources.the_only(iter(()), "a")


def test_pieces_come_as_they_are_asked_for(tmp_path: Path) -> None:
    stream = io.BytesIO(tarred({f"{number}.txt": A * 10_000 for number in range(5)}))
    found = split_stream(stream, "a")
    for number in range(1, 6):
        next(found)
        assert stream.tell() < (number + 1) * len(A) * 10_000
    assert next(found, None) is None


def test_a_stream_stays_open_and_keeps_its_name() -> None:
    stream = io.BytesIO(gzip.compress(A))
    assert list(split_stream(stream, "standard input")) == [Piece("standard input", A, SourceFormat.TEXT)]
    assert not stream.closed


def test_what_a_stream_raises_is_explained() -> None:
    class Failing(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def readinto(self, _: object) -> int:
            raise OSError(5, "Input/output error")

    (found,) = split_stream(io.BufferedReader(Failing()), "a")
    assert str(found) == "a: cannot be read: Input/output error"


def test_a_given_format_is_not_told(tmp_path: Path) -> None:
    path = write(tmp_path / "a", b"<b>Rash</b> in a man.")
    (piece,) = split_source(path, format=SourceFormat.TEXT)
    assert isinstance(piece, Piece)
    assert piece.format is SourceFormat.TEXT
    assert read_article(path, format=SourceFormat.TEXT).text == "<b>Rash</b> in a man."


def test_a_reader_whose_library_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    missing = {**READERS, SourceFormat.PDF: Reader("caseline.reading.none", "read_none")}
    monkeypatch.setattr(readers, "READERS", missing)
    with pytest.raises(ReadingError, match=r"a\.pdf: is pdf, and what reads it is not installed"):
        read_piece(Piece("a.pdf", b"%PDF-1.7", SourceFormat.PDF))


@pytest.mark.usefixtures("stubs")
@pytest.mark.parametrize(
    ("form", "limit"), [(SourceFormat.TEXT, LARGEST_TEXT), (SourceFormat.HTML, LARGEST_FILE)], ids=str
)
def test_one_paper_has_a_limit(form: SourceFormat, limit: int) -> None:
    stream = io.BytesIO(b"a" * (limit + 1_000_000))
    (found,) = split_stream(stream, "a", format=form)
    assert isinstance(found, ReadingError)
    assert f"has more than {limit / 1e6:.0f} MB, which is the limit for {form}" in found.reason
    assert stream.tell() < limit + 200_000


@settings(max_examples=200, deadline=None)
@given(st.binary(max_size=600), st.sampled_from([None, *SourceFormat]))
def test_any_bytes_give_pieces_or_errors(data: bytes, form: SourceFormat | None) -> None:
    patch = pytest.MonkeyPatch()
    with patch.context() as inside:
        inside.setattr(readers, "READERS", dict.fromkeys(SourceFormat, READERS[SourceFormat.TEXT]))
        found = list(split_stream(io.BytesIO(data), "a", format=form))
    assert found
    for one in found:
        assert isinstance(one, Piece | ReadingError)
        assert "\n" not in str(one if isinstance(one, ReadingError) else one.source)


def test_the_package_comes_without_the_readers_of_formats() -> None:
    heavy = ["lxml", "trafilatura", "pypdfium2", "fsspec", "spacy"]
    code = f"import sys, caseline.reading; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_a_file_that_is_swapped_for_a_pipe_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(tmp_path / "a.txt", A)
    folder = tmp_path.stat()
    monkeypatch.setattr(files.os, "fstat", lambda _: folder)
    (found,) = split_source(path)
    assert "is a directory" in str(found)
