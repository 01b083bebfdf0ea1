"""BioC in all dialects, as XML and as JSON: text, sections, fields, places, sets, and what is no BioC."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from caseline.errors import ReadingError
from caseline.reading import bioc_json, xml_sets
from caseline.reading.article import Article
from caseline.reading.bioc_json import read_bioc_json, split_bioc_json
from caseline.reading.bioc_xml import read_bioc_xml, split_bioc_xml
from caseline.reading.pieces import Piece
from caseline.schema.document import SourceFormat
from tests.unit.reading.bioc_papers import (
    AUTOCORPUS,
    DIALECTS,
    LETTER,
    PMC,
    PUBTATOR,
    Json,
    as_xml,
    collection,
    passage,
)

Read = Callable[[Piece], Article]


def xml_piece(data: bytes, source: str = "paper.xml") -> Piece:
    return Piece(source, data, SourceFormat.BIOC_XML)


def json_piece(value: Any, source: str = "paper.json") -> Piece:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return Piece(source, data, SourceFormat.BIOC_JSON)


def split(value: Any, name: str = "set") -> list[Piece | ReadingError]:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return list(split_bioc_json(io.BytesIO(data), name))


def pieces(found: list[Piece | ReadingError]) -> list[Piece]:
    assert all(isinstance(one, Piece) for one in found), found
    return [one for one in found if isinstance(one, Piece)]


def told(article: Article) -> list[tuple[str | None, str | None, str]]:
    if not article.sections:
        return [(None, None, article.text)]
    return [(str(one.name), one.title, article.text[one.start : one.end]) for one in article.sections]


@pytest.mark.parametrize("name", DIALECTS)
@pytest.mark.parametrize("form", ["json", "xml"])
def test_each_dialect_gives_its_text(name: str, form: str) -> None:
    document, expected = DIALECTS[name]
    reads = {
        "json": lambda: read_bioc_json(json_piece(document)),
        "xml": lambda: read_bioc_xml(xml_piece(as_xml(document))),
    }
    article = reads[form]()
    assert told(article) == (expected if expected[0][0] else [("body", None, expected[0][2])])
    assert "SECRET" not in article.text


def test_fields_of_a_paper_from_pubmed_central() -> None:
    article = read_bioc_xml(xml_piece(as_xml(collection(PMC))))
    assert article.title == "Rash after examplamab: a case report"
    assert (article.doi, article.pmid, article.pmcid) == ("10.9999/rash.1", "123456", "PMC900001")
    assert article.authors == ("Ann B. Coder", "Bo Tester", "Zoe Late")
    assert article.keywords == ("rash", "examplamab", "skin")
    assert (article.year, article.format) == (2021, SourceFormat.BIOC_XML)
    assert article.licence == "https://creativecommons.org/licenses/by/4.0/"
    assert article == read_bioc_json(json_piece(collection(PMC), "paper.xml")).model_copy(
        update={"format": SourceFormat.BIOC_XML, "source_map": article.source_map}
    )


def test_fields_of_pubtator_and_autocorpus() -> None:
    article = read_bioc_json(json_piece({"PubTator3": [PUBTATOR]}))
    assert (article.doi, article.pmid, article.pmcid) == ("10.9999/j.rash.2", "111", None)
    assert (article.journal, article.year) == ("J Rash", 2020)
    assert article.authors == ("Coder A", "Tester B")
    article = read_bioc_json(
        json_piece(collection(AUTOCORPUS, journal="J Rash", license="CC BY", year="2019"))
    )
    assert (article.pmcid, article.journal, article.year) == ("PMC900002", "J Rash", 2019)
    assert (article.licence, article.keywords) == ("CC BY", ("rash", "skin"))


SHAPES = [
    pytest.param([PMC, PUBTATOR], ["/0", "/1"], id="list of documents"),
    pytest.param(collection(PMC, PUBTATOR), ["/documents/0", "/documents/1"], id="collection"),
    pytest.param({"PubTator3": [PMC, PUBTATOR]}, ["/PubTator3/0", "/PubTator3/1"], id="PubTator3"),
    pytest.param([collection(PMC), collection(PUBTATOR)], ["/0/documents/0", "/1/documents/0"], id="collections"),
    pytest.param(
        b"\n".join(json.dumps(one).encode() for one in (PMC, PUBTATOR, "")).removesuffix(b'""'),
        ["/0", "/1"],
        id="lines",
    ),
    pytest.param(
        b"\xef\xbb\xbf"
        + b"\r\n\r\n".join(json.dumps(one).encode() for one in (PMC, collection(PUBTATOR))),
        ["/0", "/2/documents/0"],
        id="lines of all kinds",
    ),
    pytest.param(json.dumps(collection(PMC, PUBTATOR), indent=1).encode(), ["/documents/0", "/documents/1"], id="pretty"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "bases"), SHAPES)
def test_sets_of_json_in_all_shapes(value: Any, bases: list[str]) -> None:
    found = pieces(split(value))
    assert [(piece.source, piece.base) for piece in found] == [("set#1", bases[0]), ("set#2", bases[1])]
    assert [read_bioc_json(piece).pmid for piece in found] == ["123456", "111"]
    for piece in found:
        check_json_places(read_bioc_json(piece), whole_json(value))


def test_one_document_keeps_the_name_of_the_file() -> None:
    (piece,) = pieces(split([collection(PMC)], "one.json"))
    assert (piece.source, piece.base) == ("one.json", "/0/documents/0")
    (other,) = pieces(list(split_bioc_xml(io.BytesIO(as_xml(collection(PMC))), "one.xml")))
    assert (other.source, other.base) == ("one.xml", "/collection/document[1]")
    (bare,) = pieces(list(split_bioc_xml(io.BytesIO(as_xml(PMC)), "one.xml")))
    assert (bare.source, bare.base) == ("one.xml", "/document")


TOLD = {"license": "CC BY-NC", "language": "eng", "pmid": "77", "doi": "10.9999/all.7"}
PLAIN_PAPER: Json = {"id": "a", "infons": {}, "passages": [passage("She had a rash.")]}


def split_of(form: str, value: Json) -> list[Piece]:
    return pieces(split(value) if form == "json" else list(split_bioc_xml(io.BytesIO(as_xml(value)), "set")))


@pytest.mark.parametrize("form", ["json", "xml"])
def test_what_a_collection_says_goes_to_its_documents(form: str) -> None:
    read = read_bioc_json if form == "json" else read_bioc_xml
    (alone,) = map(read, split_of(form, collection(PLAIN_PAPER, **TOLD)))
    assert (alone.licence, alone.language, alone.pmid, alone.doi) == ("CC BY-NC", "en", "77", "10.9999/all.7")
    several = [read(piece) for piece in split_of(form, collection(PLAIN_PAPER, PMC, PLAIN_PAPER, **TOLD))]
    assert [one.language for one in several] == ["en"] * 3
    assert [one.licence for one in several[::2]] == ["CC BY-NC"] * 2
    assert [(one.pmid, one.doi) for one in several] == [
        (None, None),
        ("123456", "10.9999/rash.1"),
        (None, None),
    ]


def whole_json(value: Any) -> Any:
    if not isinstance(value, bytes):
        return value
    text = value.decode("utf-8-sig")
    try:
        return json.loads(text)
    except json.JSONDecodeError:
        return [json.loads(line) if line.strip() else None for line in text.split("\n")]


def at_pointer(value: Any, pointer: str) -> Any:
    for step in pointer.split("/")[1:]:
        key = step.replace("~1", "/").replace("~0", "~")
        value = value[int(key)] if isinstance(value, list) else value[key]
    return value


def check_json_places(article: Article, whole: Any) -> None:
    check_places(article, lambda path: at_pointer(whole, path))


def check_xml_places(article: Article, data: bytes) -> None:
    root = etree.fromstring(data)
    check_places(article, lambda path: root.xpath(path)[0])


def check_places(article: Article, there: Callable[[str], str]) -> None:
    covered: set[int] = set()
    for origin in article.source_map:
        assert origin.path is not None
        assert origin.offset is not None
        text = there(origin.path)[origin.offset : origin.offset + origin.end - origin.start]
        assert [" " if char.isspace() else char for char in text] == list(
            article.text[origin.start : origin.end]
        )
        covered.update(range(origin.start, origin.end))
    left = {article.text[place] for place in range(len(article.text)) if place not in covered}
    assert left <= {" ", "\n", "|"}


@pytest.mark.parametrize("name", DIALECTS)
def test_every_stretch_stands_at_its_place(name: str) -> None:
    document, _ = DIALECTS[name]
    whole = collection(PMC, document)
    check_json_places(read_bioc_json(pieces(split(whole))[1]), whole)
    data = as_xml(whole)
    check_xml_places(read_bioc_xml(pieces(list(split_bioc_xml(io.BytesIO(data), "set")))[1]), data)


def tried(read: Read, piece: Piece) -> Article | None:
    """Reads a piece that may be no BioC, which has to be an error of ours."""
    try:
        return read(piece)
    except ReadingError:
        return None


WORDS = st.sampled_from(
    [
        "word",
        "[1]",
        " ",
        "[2, 3]",
        "(4)",
        "\t",
        "\n",
        "\u00ad",
        "\u00a0",
        "[]",
        "A.",
        "\U0001f600",
        "&<",
        "1 | 2",
        "\t \t",
    ]
)
INFONS = st.fixed_dictionaries(
    {},
    optional={
        "section_type": st.sampled_from(
            ["TITLE", "ABSTRACT", "INTRO", "CASE", "FIG", "TABLE", "REF", "KEYWORD", "odd"]
        ),
        "type": st.sampled_from(
            ["title_1", "title", "paragraph", "fig_caption", "table", "front", "abstract_title_1"]
        ),
        "section_title_1": st.sampled_from(["Methods", "Case Report", "Consent", "Odd words"]),
        "id": st.sampled_from(["F1", "T1"]),
    },
)
PASSAGES = st.lists(
    st.builds(lambda words, infons: passage("".join(words), **infons), st.lists(WORDS, max_size=8), INFONS),
    max_size=6,
)


@settings(max_examples=150, deadline=None)
@given(PASSAGES)
def test_any_passages_have_places_and_both_forms_agree(some: list[dict[str, Any]]) -> None:
    whole = collection({"id": "1", "infons": {}, "passages": some})
    article = tried(read_bioc_json, json_piece(whole))
    if article is None:
        return
    check_json_places(article, whole)
    data = as_xml(whole)
    twin = read_bioc_xml(xml_piece(data, "paper.json"))
    assert (twin.text, twin.sections) == (article.text, article.sections)
    check_xml_places(twin, data)


WRONG = [
    pytest.param(b"", "is empty", id="empty"),
    pytest.param(b"[]", "no documents", id="no documents"),
    pytest.param(b"[[[{}]]]", "/0/0: is no BioC: an object is expected here, not an array", id="lists in lists"),
    pytest.param(b"3", "an object is expected here, not a number", id="a number"),
    pytest.param(b'{"a": 1}', "neither documents nor passages", id="other JSON"),
    pytest.param(b'{"documents": {}}', "/documents: is no BioC: an array is expected here, not an object", id="documents"),
    pytest.param(b'{"documents": [null]}', "/documents/0: is no BioC: an object is expected here, not null", id="null"),
    pytest.param(b'{"passages": "x"}', "/passages: is no BioC: an array is expected here, not a string", id="passages"),
    pytest.param(b'{"passages": [[]]}', "/passages/0: is no BioC: an object", id="passage"),
    pytest.param(b'{"passages": [{"text": 1}]}', "/passages/0/text: is no BioC: a string", id="text"),
    pytest.param(b'{"passages": [{"infons": []}]}', "/passages/0/infons: is no BioC: an object", id="infons"),
    pytest.param(b'{"passages": [{"sentences": true}]}', "an array is expected here, not true or false", id="sentences"),
    pytest.param(b'{"passages": [{"sentences": [{"text": {}}]}]}', "/passages/0/sentences/0/text", id="sentence"),
    pytest.param(b'{"passages": [], "passages": []}', "holds the key 'passages' twice", id="a key twice"),
    pytest.param(b'{"documents": [], "documents": []}', "holds the key 'documents' twice", id="documents twice"),
    pytest.param(b'{"passages": [{"score": NaN}]}', "holds NaN, which is no JSON", id="NaN"),
    pytest.param(b'{"documents": [{"passages": [{"s": -Infinity}]}]}', "/documents/0: holds -Infinity", id="infinity"),
    pytest.param(b'{"passages": [' + b"9" * 5000 + b"]}", "digits", id="a huge number"),
    pytest.param(b'{"passages": ' + b"[" * 100_000, "is nested too deep", id="depth"),
    pytest.param(b'{"passages": [{"text": "x"}]', "is no JSON", id="cut off"),
    pytest.param(b'{"passages": [{"text": "x"}]} {', "is no JSON", id="more follows"),
    pytest.param(b'{passages: []}', "a key in double quotes is expected", id="no quotes"),
    pytest.param(b'{"passages": [{"text": "\xff"}]}', "is not valid UTF-8", id="bytes"),
    pytest.param(b"%PDF-1.4", "is a PDF file", id="PDF"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), WRONG)
def test_what_is_no_bioc_json_is_one_clear_error(data: bytes, reason: str) -> None:
    with pytest.raises(ReadingError) as caught:
        read_bioc_json(json_piece(data))
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_odd_infons_are_no_error() -> None:
    odd = passage(
        "A man fell ill.", type="title", year=2018, flag=True, nothing=None, list=["a", 1], inner={"a": 1}
    )
    article = read_bioc_json(json_piece({"id": 7, "infons": None, "passages": [odd, {"text": None}]}))
    assert (article.text, article.year, article.pmid) == ("A man fell ill.", 2018, "7")


def test_a_broken_document_does_not_stop_the_others() -> None:
    lines = b"\n".join(
        [json.dumps(PMC).encode(), b'{"passages": [', b'{"a": 1}', json.dumps(LETTER).encode()]
    )
    found = split(lines)
    assert [one.source if isinstance(one, Piece) else one.where for one in found] == [
        "set#1",
        "/1",
        "/2",
        "set#4",
    ]
    mixed = split(collection(PMC, 3, LETTER))
    assert [one.source if isinstance(one, Piece) else one.where for one in mixed] == [
        "set#1",
        "/documents/1",
        "set#3",
    ]


def test_several_documents_are_a_set() -> None:
    with pytest.raises(ReadingError, match="several documents"):
        read_bioc_json(json_piece(collection(PMC, LETTER)))
    with pytest.raises(ReadingError, match="holds 2 documents"):
        read_bioc_xml(xml_piece(as_xml(collection(PMC, LETTER))))


class Endless(io.RawIOBase):
    """A file that never ends, to see that a reader does not wait for its end."""

    def __init__(self, head: bytes, again: bytes) -> None:
        self._left = head
        self._again = again

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        while len(self._left) < len(buffer):
            self._left += self._again
        buffer[:] = self._left[: len(buffer)]
        self._left = self._left[len(buffer) :]
        return len(buffer)


def test_sets_are_read_lazily() -> None:
    line = json.dumps(LETTER).encode() + b"\n"
    lines = split_bioc_json(io.BufferedReader(Endless(b"", line)), "set")
    assert [one.source for one in islice(lines, 3) if isinstance(one, Piece)] == ["set#1", "set#2", "set#3"]
    document = etree.tostring(etree.fromstring(as_xml(LETTER)))
    found = split_bioc_xml(io.BufferedReader(Endless(b"<collection>", document)), "set")
    last = list(islice(found, 500))[-1]
    assert isinstance(last, Piece)
    assert (last.source, last.base) == ("set#500", "/collection/document[500]")


def test_what_is_too_large_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bioc_json, "LARGEST_FILE", 200)
    monkeypatch.setattr(xml_sets, "LARGEST_ARTICLE", 200)
    small = json.dumps({"passages": [{"text": "A man fell ill."}]}).encode()
    (error,) = split(json.dumps(PMC).encode())
    assert "in one JSON value" in str(error)
    (first, second, third) = split(small + b"\n" + json.dumps(PMC).encode() + b"\n" + small)
    assert (isinstance(first, Piece), isinstance(third, Piece)) == (True, True)
    assert "/1: has more than" in str(second)
    endless = split_bioc_xml(io.BufferedReader(Endless(b"<collection><document>", b"<passage/>")), "set")
    assert ["MB without the end of an article (<document>)" in str(one) for one in endless] == [True]


WRONG_XML = [
    pytest.param(b"", "file", id="empty"),
    pytest.param(b"<collection/>", "<document>", id="no documents"),
    pytest.param(b"<html><p>text</p></html>", "<document>", id="other XML"),
    pytest.param(b"<collection><document><passage><text>A man", "cut off", id="cut off"),
    pytest.param(b'<!DOCTYPE d [<!ENTITY x "boom">]><document><passage><text>&x;</text></passage></document>',
                 "declares an entity", id="entity"),
    pytest.param(b"<a>" * 400, "deep", id="depth"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "reason"), WRONG_XML)
def test_what_is_no_bioc_xml_is_one_clear_error(data: bytes, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason):
        read_bioc_xml(xml_piece(data))
    found = list(split_bioc_xml(io.BytesIO(data), "set"))
    assert [isinstance(one, ReadingError) and reason in str(one) for one in found] == [True]


def test_a_document_without_text_is_an_error() -> None:
    with pytest.raises(ReadingError, match="holds no text"):
        read_bioc_xml(xml_piece(b"<document><passage><text> </text></passage></document>"))


def test_documents_before_the_break_are_kept() -> None:
    data = as_xml(collection(PMC, LETTER))
    first, second, error = list(split_bioc_xml(io.BytesIO(data.replace(b"</collection>", b"<odd")), "set"))
    assert isinstance(first, Piece)
    assert isinstance(second, Piece)
    assert isinstance(error, ReadingError)
    assert read_bioc_xml(second).title == "To the editor"


def only_reading_errors(data: bytes, read: Read, found: Iterator[Piece | ReadingError]) -> None:
    for piece in (Piece("file", data, SourceFormat.BIOC_JSON), *found):
        if isinstance(piece, Piece):
            tried(read, piece)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60), st.integers(0, 3000), st.integers(0, 40))
def test_no_bytes_crash(noise: bytes, place: int, cut: int) -> None:
    for whole in (json.dumps(collection(LETTER, PUBTATOR)).encode(), b""):
        data = whole[:place] + noise + whole[place + cut :]
        only_reading_errors(data, read_bioc_json, split_bioc_json(io.BytesIO(data), "set"))
    for whole in (as_xml(collection(LETTER, PUBTATOR)), b""):
        data = whole[:place] + noise + whole[place + cut :]
        only_reading_errors(data, read_bioc_xml, split_bioc_xml(io.BytesIO(data), "set"))


JSON_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
        st.sampled_from(["documents", "PubTator3", "passages", "infons", "text", "sentences", "id", "type"]), inner, max_size=4
    ),
    max_leaves=12,
)  # fmt: skip


@settings(max_examples=100, deadline=None)
@given(JSON_VALUES)
def test_no_json_of_wrong_types_crashes(value: Any) -> None:
    data = json.dumps(value).encode()
    only_reading_errors(data, read_bioc_json, split_bioc_json(io.BytesIO(data), "set"))
