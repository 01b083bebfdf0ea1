"""The articles of a set are numbered, and one that is alone is not."""

from caseline.errors import ReadingError
from caseline.reading.pieces import Piece, numbered
from caseline.schema.document import SourceFormat

PIECE = Piece("set", b"x", SourceFormat.TEXT, "/x", 5)


def test_articles_of_a_set_are_numbered() -> None:
    error = ReadingError("set", "is broken", where="line 2")
    found = list(numbered(iter([PIECE, error, PIECE])))
    assert [one.source if isinstance(one, Piece) else str(one) for one in found] == [
        "set#1",
        "set, line 2: is broken",
        "set#3",
    ]
    assert isinstance(found[2], Piece)
    assert (found[2].base, found[2].offset) == ("/x", 5)


def test_one_article_keeps_its_name() -> None:
    assert list(numbered(iter([PIECE]))) == [PIECE]
    assert list(numbered(iter([]))) == []
