"""Files and strings: what becomes an article, and what is said of the rest."""

import codecs
import hashlib
import os
import socket
from pathlib import Path

import pytest

from caseline.errors import ReadingError
from caseline.reading import Piece, article_from_text, files, read_article, read_text, text_id
from caseline.reading import text as reading_text
from caseline.schema.document import SourceFormat

CASE = "A 45-year-old man – Søren – had a rash.\n"

ENCODINGS = [
    pytest.param(CASE.encode(), id="utf-8"),
    pytest.param(codecs.BOM_UTF8 + CASE.encode(), id="utf-8-bom"),
    pytest.param(CASE.encode("utf-16"), id="utf-16"),
    pytest.param(codecs.BOM_UTF16_BE + CASE.encode("utf-16-be"), id="utf-16-be"),
]


@pytest.mark.parametrize("data", ENCODINGS)
def test_text_is_the_decoded_file(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "case.txt"
    path.write_bytes(data)
    assert read_article(path).text == CASE


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x0c", "\u2028"])
def test_line_ends_stay(end: str, tmp_path: Path) -> None:
    path = tmp_path / "case.txt"
    path.write_bytes(f"One.{end}Two.{end}".encode())
    article = read_article(path)
    assert article.text == f"One.{end}Two.{end}"
    assert article.document().id == f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"


def test_source_is_the_path_as_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("case.txt").write_text(CASE, encoding="utf-8")
    assert read_article("./case.txt").source == "./case.txt"
    assert read_article(Path("case.txt")).source == "case.txt"


REFUSED = [
    pytest.param(b"", "is empty", id="empty"),
    pytest.param(b" \r\n\t\n", "is empty", id="white-space"),
    pytest.param(codecs.BOM_UTF8, "is empty", id="only-a-bom"),
    pytest.param("Søren".encode("latin-1"), "iconv", id="latin-1"),
    pytest.param("“Rash”".encode("cp1252"), "iconv", id="windows-1252"),
    pytest.param(b"Rash \xed\xa0\x80 here", "not valid UTF-8", id="lone-surrogate"),
    pytest.param(codecs.BOM_UTF16_LE + b"a\x00\x00\xd8b\x00", "not valid UTF-16", id="utf-16-lone-surrogate"),
    pytest.param(codecs.BOM_UTF16_LE + b"a\x00b", "not valid UTF-16", id="utf-16-cut-off"),
    pytest.param(CASE.encode("utf-16-le"), "UTF-16LE without a byte order mark", id="utf-16-without-bom"),
    pytest.param(CASE.encode("utf-32"), "UTF-32", id="utf-32"),
    pytest.param(b"Rash\x00\x01\x02 and fever", "binary", id="nul"),
    pytest.param("Ra\0sh".encode("utf-16"), "NUL", id="nul-in-utf-16"),
    pytest.param(b"%PDF-1.7\n...", "a PDF file", id="pdf"),
    pytest.param(b"PK\x03\x04....", "a ZIP archive", id="zip"),
    pytest.param(b"\x1f\x8b\x08....", "a gzip archive", id="gzip"),
    pytest.param(b"\x89PNG\r\n\x1a\n....", "a PNG image", id="png"),
    pytest.param(b"{\\rtf1 text}", "an RTF file", id="rtf"),
    pytest.param(b"\n<!DOCTYPE html><p>Rash</p>", "HTML", id="html"),
    pytest.param(b"<?xml version='1.0'?><article/>", "HTML or XML", id="xml"),
]


@pytest.mark.parametrize(("data", "message"), REFUSED)
def test_what_is_no_text_is_refused_with_a_reason(data: bytes, message: str) -> None:
    with pytest.raises(ReadingError, match=message) as caught:
        read_text(Piece("case.txt", data, SourceFormat.TEXT))
    assert caught.value.path == "case.txt"
    assert "\n" not in str(caught.value)


def test_text_about_markup_is_read(tmp_path: Path) -> None:
    path = tmp_path / "case.txt"
    path.write_text("p<0.05 and <html> are no markup here.", encoding="utf-8")
    assert read_article(path).text.startswith("p<0.05")


def test_text_that_begins_like_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "case.txt"
    path.write_text("BZh and PAR1 are no archives.", encoding="utf-8")
    assert read_article(path).text.startswith("BZh")


def test_directory(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="is a directory"):
        read_article(tmp_path)


def test_missing_path(tmp_path: Path) -> None:
    with pytest.raises(ReadingError, match="does not exist"):
        read_article(tmp_path / "none.txt")


def test_path_with_nul() -> None:
    with pytest.raises(ReadingError, match="cannot be read"):
        read_article("a\0b.txt")


def test_path_through_a_file(tmp_path: Path) -> None:
    (tmp_path / "a").write_text(CASE, encoding="utf-8")
    with pytest.raises(ReadingError, match="cannot be read: Not a directory"):
        read_article(tmp_path / "a" / "b.txt")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes on this system")
def test_pipe_is_refused_without_waiting(tmp_path: Path) -> None:
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(ReadingError, match="is a pipe"):
        read_article(path)


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="no sockets in files on this system")
def test_socket(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
        with pytest.raises(ReadingError, match="is a socket"):
            read_article("socket")


def test_permission_denied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "case.txt"
    path.write_text(CASE, encoding="utf-8")

    def denied(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(files.os, "open", denied)
    with pytest.raises(ReadingError, match="permission denied"):
        read_article(path)


def test_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    piece = Piece("case.txt", CASE.encode(), SourceFormat.TEXT)
    monkeypatch.setattr(reading_text, "LARGEST_TEXT", len(piece.data))
    assert read_text(piece).text == CASE
    monkeypatch.setattr(reading_text, "LARGEST_TEXT", len(piece.data) - 1)
    with pytest.raises(ReadingError, match="is the limit"):
        read_text(piece)


def test_a_file_says_its_format_and_a_string_has_none(tmp_path: Path) -> None:
    path = tmp_path / "case.txt"
    path.write_text(CASE, encoding="utf-8")
    assert read_article(path).format is SourceFormat.TEXT
    assert article_from_text(CASE).format is None


def test_odd_file_names(tmp_path: Path) -> None:
    path = os.fsencode(tmp_path) + b"/caf\xe9.txt"
    try:
        with open(path, "wb") as stream:  # noqa: PTH123 - a name in bytes
            stream.write(CASE.encode())
    except OSError:
        pytest.skip("this file system takes no such name")
    article = read_article(os.fsdecode(path))
    assert article.source is not None
    assert article.source.endswith("caf\\udce9.txt")
    assert article.document().model_dump_json()


def test_string_stays_as_it_is() -> None:
    text = "\ufeffRash.\r\n"
    article = article_from_text(text)
    assert article.text == text
    assert article.source is None


@pytest.mark.parametrize("text", ["", " \n\t"])
def test_empty_string(text: str) -> None:
    with pytest.raises(ReadingError, match="is empty"):
        article_from_text(text)


def test_id_of_a_string_with_a_lone_surrogate() -> None:
    assert article_from_text("Rash \ud800.").document().id == text_id("Rash \ud800.")
    assert text_id("Rash \ud800.") != text_id("Rash \ud801.")
