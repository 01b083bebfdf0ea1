"""PubTator text: records, their offsets in the whole file, and what is no PubTator."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.errors import ReadingError
from caseline.reading import pubtator
from caseline.reading.article import Article
from caseline.reading.pieces import Piece
from caseline.reading.pubtator import read_pubtator, split_pubtator
from caseline.schema.document import SourceFormat

TITLE = "Rash after examplamab \U0001f600: a case.\n"
FIRST = f"101|t|{TITLE}101|a|A man  took it.\u00ad He fell ill.\n101\t0\t4\tRash\tDisease\tD000\n101\tCID\tD0\tD1\n"
SECOND = "PMC202|t|A second case\r\nPMC202|a|She recovered.\r\n"
THIRD = "x-3|t|\nx-3|a|No abstract.\nx-3|b|It went well.\n"


def piece(text: str | bytes) -> Piece:
    data = text if isinstance(text, bytes) else text.encode()
    return Piece("file", data, SourceFormat.PUBTATOR)


def split(text: str | bytes) -> list[Piece]:
    data = text if isinstance(text, bytes) else text.encode()
    found = list(split_pubtator(io.BytesIO(data), "set"))
    assert all(isinstance(one, Piece) for one in found), found
    return [one for one in found if isinstance(one, Piece)]


def told(article: Article) -> list[tuple[str, str]]:
    return [(str(one.name), article.text[one.start : one.end]) for one in article.sections]


def check_places(article: Article, decoded: str) -> None:
    for origin in article.source_map:
        assert origin.path is None
        assert origin.offset is not None
        there = decoded[origin.offset : origin.offset + origin.end - origin.start]
        assert [" " if char.isspace() else char for char in there] == list(
            article.text[origin.start : origin.end]
        )


def test_a_record_gives_title_abstract_and_identifier() -> None:
    article = read_pubtator(piece(FIRST))
    assert told(article) == [
        ("title", "Rash after examplamab \U0001f600: a case."),
        ("abstract", "A man took it. He fell ill."),
    ]
    assert (article.title, article.pmid) == ("Rash after examplamab \U0001f600: a case", "101")
    assert (article.pmcid, article.format) == (None, SourceFormat.PUBTATOR)
    assert read_pubtator(piece(SECOND)).pmcid == "PMC202"
    third = read_pubtator(piece(THIRD))
    assert (told(third), third.pmid, third.title) == ([("body", "It went well.")], None, None)


SETS = [
    pytest.param("\n".join([FIRST, SECOND, THIRD]), id="blank lines"),
    pytest.param("\ufeff" + FIRST + SECOND + THIRD, id="no blank lines, byte order mark"),
    pytest.param("\n\n" + "\n\n\n".join([FIRST, SECOND, THIRD]).replace("\n", "\r\n"), id="CR LF"),
]


@pytest.mark.parametrize("text", SETS)
def test_offsets_hold_in_the_whole_file(text: str) -> None:
    found = split(text)
    assert [one.source for one in found] == ["set#1", "set#2", "set#3"]
    articles = [read_pubtator(one) for one in found]
    assert [article.text.count("\n\n") for article in articles] == [1, 1, 0]
    for article in articles:
        assert article.source_map
        check_places(article, text.removeprefix("\ufeff"))


def test_one_record_keeps_the_name_of_the_file() -> None:
    assert [one.source for one in split(FIRST)] == ["set"]


def test_a_record_that_is_no_utf8_does_not_stop_the_others() -> None:
    good, bad, last = split(FIRST.encode() + b"\n102|t|\xff\n\n" + SECOND.encode())
    assert read_pubtator(good).pmid == "101"
    with pytest.raises(ReadingError, match="not valid UTF-8"):
        read_pubtator(bad)
    assert read_pubtator(last).pmcid == "PMC202"


WRONG = [
    pytest.param("", "is empty", id="empty"),
    pytest.param("A man took a drug.", "line 1 of the record: is no PubTator", id="prose"),
    pytest.param(FIRST + "and then\n", "line 5 of the record: is no PubTator", id="a broken line"),
    pytest.param("101\t0\t4\tRash\tDisease\tD000\n", "holds no text", id="annotations only"),
    pytest.param("101|t|\n101|a| \n", "holds no text", id="no text"),
    pytest.param(FIRST + "\n" + SECOND, "holds several records", id="two records"),
    pytest.param(b"\xff\xfe1\x00", "is no PubTator", id="UTF-16"),
    pytest.param(b"%PDF-1.7", "is a PDF file", id="PDF"),
]


@pytest.mark.parametrize(("text", "reason"), WRONG)
def test_what_is_no_pubtator_is_one_clear_error(text: str | bytes, reason: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read_pubtator(piece(text))
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_record_without_end_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pubtator, "LARGEST_ARTICLE", 100)
    endless = b"1|t|Title\n" + b"1\t0\t4\tRash\tDisease\n" * 100
    first, error = list(split_pubtator(io.BytesIO(b"1|t|A\n\n" + endless), "set"))
    assert isinstance(first, Piece)
    assert "record 2: has a record of more than" in str(error)


LINES = st.sampled_from(
    [*FIRST.splitlines(True), *SECOND.splitlines(True), "\n", "\r\n", "text", "7|t|", "8|a|b\n", "9\t1\n"]
)


def no_crash(data: bytes) -> None:
    for one in (piece(data), *split_pubtator(io.BytesIO(data), "set")):
        if isinstance(one, Piece):
            article = tried(one)
            if article is not None and b"\xef\xbb\xbf" not in data:
                check_places(article, data.decode("utf-8", "replace"))


def tried(one: Piece) -> Article | None:
    try:
        return read_pubtator(one)
    except ReadingError:
        return None


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES | st.text(max_size=6), max_size=15))
def test_any_lines_have_places(lines: list[str]) -> None:
    no_crash("".join(lines).encode("utf-8", "surrogatepass"))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=80), st.integers(0, 200))
def test_no_bytes_crash(noise: bytes, place: int) -> None:
    whole = (FIRST + "\n" + SECOND).encode()
    no_crash(noise)
    no_crash(whole[:place] + noise + whole[place:])
