"""XML is read safely, each text knows its place, and sets come apart one article at a time."""

from __future__ import annotations

import io
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from caseline.errors import ReadingError
from caseline.reading.limits import DEEPEST
from caseline.reading.pieces import Piece
from caseline.reading.xml import parse_xml
from caseline.reading.xml_sets import split_xml
from caseline.schema.document import SourceFormat

BOMB = (
    '<!DOCTYPE a [<!ENTITY b0 "xxxxxxxxxx">'
    + "".join(f'<!ENTITY b{level + 1} "{f"&b{level};" * 10}">' for level in range(11))
    + "]>"
)
DTD = '<!DOCTYPE a PUBLIC "-//NLM//DTD Journal Publishing DTD v3.0//EN" "http://invalid.invalid/a.dtd">'

REFUSED = [
    pytest.param(b"", "is no XML", id="empty"),
    pytest.param(b"A man took a drug.", "is no XML", id="plain-text"),
    pytest.param(b"<a><b>x", "is cut off", id="cut-off"),
    pytest.param(b"<a>x\0y</a>", "character that XML does not allow", id="nul"),
    pytest.param(b"<a>\n\n\0</a>", "line 3: holds a character that XML", id="line-of-nul"),
    pytest.param(b"<a>x\x07y</a>", "character that XML does not allow", id="control-character"),
    pytest.param("<a>é</a>".encode("latin-1"), "not in the encoding", id="latin-1-without-saying"),
    pytest.param(
        b'<?xml version="1.0" encoding="UTF-16"?><a/>', "not in the encoding", id="utf-16-it-is-not"
    ),
    pytest.param(
        '<?xml version="1.0" encoding="ISO-8859-1"?><a>café</a>'.encode(),
        "line 1: is not in the encoding",
        id="utf-8-that-says-latin-1",
    ),
    pytest.param(
        "<?xml version='1.0' encoding='windows-1252'?><a>5 µg</a>".encode(),
        "line 1: is not in the encoding",
        id="utf-8-that-says-windows-1252",
    ),
    pytest.param(b"<a/>junk", "goes on behind the end", id="junk-behind"),
    pytest.param(
        b'<?xml version="1.0" encoding="none"?><a/>', "encoding that is not known", id="no-encoding"
    ),
    pytest.param(b"<a>x&nbsp;y</a>", "named entity", id="entity-without-doctype"),
    pytest.param(b'<a/><?xml version="1.0"?><a/>', "second XML declaration", id="two-files"),
    pytest.param(b"<a><x:b/></a>", "prefix", id="prefix"),
    pytest.param(b"<a><br></a>", "well-formed", id="html"),
    pytest.param(f"{BOMB}<a>&b11;</a>".encode(), "declares an entity", id="bomb"),
    pytest.param(f"{BOMB}<a b='&b11;'/>".encode(), "declares an entity", id="bomb-in-attribute"),
    pytest.param(f"{BOMB}<a/>".encode(), "declares an entity", id="bomb-unused"),
    pytest.param(
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
        "declares an entity",
        id="external",
    ),
    pytest.param(
        b'<!DOCTYPE a [<!ENTITY % b SYSTEM "file:///etc/passwd"> %b;]><a/>',
        "declares an entity",
        id="parameter",
    ),
    pytest.param(
        b'<!DOCTYPE a [<!ATTLIST b c CDATA "%b">]><a>%b</a>' % (b"x" * 1_000_000, b"<b/>" * 9000),
        "declares an entity",
        id="default-attributes",
    ),
    pytest.param(b"<a>" * 201 + b"</a>" * 201, f"more than {DEEPEST} deep", id="deep"),
    pytest.param(b"<a>" * 9000 + b"</a>" * 9000, f"more than {DEEPEST} deep", id="very-deep"),
    pytest.param(b"<a>" + b"x" * 10_100_000 + b"</a>", "longer than 10 MB", id="long-text"),
]


@pytest.mark.parametrize(("data", "message"), REFUSED)
def test_what_is_broken_or_dangerous_is_one_clear_line(data: bytes, message: str) -> None:
    with pytest.raises(ReadingError, match=message) as caught:
        parse_xml(data, "paper.xml")
    assert str(caught.value).startswith("paper.xml")
    assert "\n" not in str(caught.value)


def test_nul_to_the_end_is_refused_at_once() -> None:
    begun = time.process_time()
    with pytest.raises(ReadingError, match="does not allow"):
        parse_xml(b"<a>" + bytes(64_000_000), "paper.xml")
    assert time.process_time() - begun < 0.5


READ = [
    pytest.param("<a>café</a>".encode(), "café", id="utf-8"),
    pytest.param(b'\n <?xml version="1.0"?><a>x</a>', "x", id="space-before-the-declaration"),
    pytest.param(
        '<?xml version="1.0" encoding="ISO-8859-1"?><a>café</a>'.encode("latin-1"), "café", id="latin-1"
    ),
    pytest.param(
        "<?xml version='1.0' encoding='windows-1252'?><a>5–6 µg</a>".encode("cp1252"),
        "5–6 µg",
        id="windows-1252",
    ),
    pytest.param("\ufeff<a>café</a>".encode("utf-16-le"), "café", id="utf-16"),
    pytest.param(f"{DTD}<a>5&nbsp;&mgr;g &Dgr;T</a>".encode(), "5 μg ΔT", id="entities-of-a-dtd"),
    pytest.param(f"{DTD}<a>&nothing;</a>".encode(), "&nothing;", id="unknown-entity"),
    pytest.param(b"<a>x<!-- no --><?no no?><![CDATA[<&]]></a>", "x<&", id="comments-and-cdata"),
    pytest.param(b"<a>" * 200 + b"x" + b"</a>" * 200, "x", id="deepest"),
]


@pytest.mark.parametrize(("data", "text"), READ)
def test_text_of_what_is_well_formed(data: bytes, text: str) -> None:
    assert parse_xml(data, "paper.xml").string() == text


def test_attributes_are_trimmed_and_names_lose_their_prefix() -> None:
    root = parse_xml(b"<a xmlns='urn:x'><b c=' d ' e=' '/></a>", "paper.xml")
    inner = root.first("b")
    assert inner is not None
    assert (root.name, inner.get("c"), inner.get("e"), inner.get("f")) == ("a", "d", None, None)
    assert root.first("b", "c") is None


def test_fields_hold_nothing_that_nobody_can_see() -> None:
    root = parse_xml("<a b='case\u202e-\u200breport'>A.\u2066 Co\u00adder\n</a>".encode(), "paper.xml")
    assert (root.get("b"), root.string()) == ("case-report", "A. Coder")


TREES = st.recursive(
    st.sampled_from(["", "x", " y ", "<!--no-->", "<?no?>", "<![CDATA[z]]>"]),
    lambda inner: st.builds(
        lambda name, parts: f"<{name}>{''.join(parts)}</{name}>",
        st.sampled_from(["p", "q", "n:p"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=20,
)


@settings(deadline=None)
@given(st.lists(TREES, max_size=5))
def test_every_text_stands_at_its_path(parts: list[str]) -> None:
    data = f"<a xmlns:n='urn:x'>{''.join(parts)}</a>".encode()
    tree = etree.fromstring(data)
    texts = list(parse_xml(data, "paper.xml").texts())
    assert "".join(text.text for text in texts) == "".join(tree.xpath("//text()"))
    for text in texts:
        assert text.at.path is not None
        assert "".join(tree.xpath(text.at.path)).startswith(text.text)


@pytest.mark.parametrize("shape", ["<b>x</b>{}", "<b>{}</b>"], ids=["wide", "long"])
def test_time_grows_with_the_length(shape: str) -> None:
    def seconds(size: int) -> float:
        inner = "<c>x</c>" * size if "b>{}" in shape else ""
        data = f"<a>{shape.format(inner) * (1 if inner else size)}</a>".encode()
        begun = time.process_time()
        parse_xml(data, "paper.xml").string()
        return time.process_time() - begun

    seconds(100)
    assert seconds(40_000) < 40 * max(seconds(4_000), 0.005)


def split(data: bytes, *names: str) -> list[Piece | ReadingError]:
    return list(split_xml(io.BytesIO(data), "set.xml", names=names or ("p",), form=SourceFormat.PUBMED))


def test_pieces_have_numbers_and_lead_back_to_the_file() -> None:
    data = b"<s><x/><p>one</p>tail<!--c--><p>two<p>in it</p></p><q/><p>three</p><x/></s>"
    found = split(data)
    tree = etree.fromstring(data)
    for number, piece in enumerate(found, 1):
        assert isinstance(piece, Piece)
        assert piece.source == f"set.xml#{number}"
        root = parse_xml(piece.data, piece.source, base=piece.base)
        for text in root.texts():
            assert tree.xpath(str(text.at.path)) == [text.text]
    assert len(found) == 3


@settings(deadline=None)
@given(st.lists(st.lists(st.sampled_from(["p", "q", "n:p", "n:q"]), max_size=4), max_size=6))
def test_places_hold_at_every_level_and_in_namespaces(groups: list[list[str]]) -> None:
    inner = "".join(
        f"<g>{''.join(f'<{name}>{row}.{column}</{name}>' for column, name in enumerate(group))}</g>"
        for row, group in enumerate(groups)
    )
    data = f"<s xmlns:n='urn:x'>{inner}</s>".encode()
    tree = etree.fromstring(data)
    wanted = tree.xpath("//*[local-name()='p']")
    found = [piece for piece in split(data) if isinstance(piece, Piece)]
    assert len(found) == len(wanted)
    for piece, element in zip(found, wanted, strict=True):
        assert tree.xpath(piece.base) == [element]
        assert parse_xml(piece.data, piece.source).string() == element.text


def test_article_that_is_alone_has_the_name_of_the_file() -> None:
    assert split(b"<p>one</p>") == [Piece("set.xml", b"<p>one</p>", SourceFormat.PUBMED, "/p")]
    assert split(b"<s><p>one</p></s>") == [Piece("set.xml", b"<p>one</p>", SourceFormat.PUBMED, "/s/p[1]")]
    cut, error = split(b"<s><p>one</p>")
    assert isinstance(cut, Piece)
    assert cut.source == "set.xml#1"
    assert isinstance(error, ReadingError)


def test_named_entities_live_on_in_a_piece() -> None:
    (piece,) = split(DTD.replace("<!DOCTYPE a", "<!DOCTYPE s").encode() + b"<s><p>5&nbsp;&mgr;g</p></s>")
    assert isinstance(piece, Piece)
    assert parse_xml(piece.data, piece.source).string() == "5 μg"


BROKEN = [
    pytest.param(b"<s><p>one</p><p>two</p><p>thr", 2, "line 1, after article #2: is cut off", id="cut-off"),
    pytest.param(
        b"<s><p>one</p>\n<p>t\0wo</p><p>three</p></s>", 1, "line 2, after article #1: holds", id="nul"
    ),
    pytest.param(b"<s><p>one</p></t>", 1, "well-formed", id="mismatch"),
    pytest.param(b"<s><p>one</p></s>\x1a", 1, "goes on behind", id="junk-behind"),
    pytest.param(b"<s><p>one</p></s><s/>", 1, "goes on behind", id="two-sets-end-to-end"),
    pytest.param(b"<s><q>one</q></s>", 0, "holds no article (<p>)", id="none-of-them"),
    pytest.param(b"", 0, "is empty", id="empty"),
    pytest.param(b"  ", 0, "is empty", id="blank"),
    pytest.param(b"Rash.", 0, "is no XML", id="plain-text"),
    pytest.param(f"{BOMB}<s><p>&b11;</p></s>".encode(), 0, "declares an entity", id="bomb"),
    pytest.param(
        b'<!DOCTYPE s [<!ENTITY e SYSTEM "file:///etc/passwd">]><s><p>&e;</p></s>',
        0,
        "declares",
        id="external",
    ),
    pytest.param(b'<?xml version="1.0" encoding="UTF-16"?><s><p/></s>', 0, "encoding", id="utf-16-it-is-not"),
]


@pytest.mark.parametrize(("data", "whole", "message"), BROKEN)
def test_what_is_whole_comes_out_before_one_error(data: bytes, whole: int, message: str) -> None:
    *pieces, error = split(data)
    assert [isinstance(piece, Piece) for piece in pieces] == [True] * whole
    assert isinstance(error, ReadingError)
    assert str(error).startswith("set.xml")
    assert message in str(error)


@pytest.mark.parametrize("said", ["ISO-8859-1", "windows-1252"])
@pytest.mark.parametrize("ahead", [0, *range(65_484, 65_489), 70_000])
def test_the_first_letters_tell_whether_a_set_is_in_its_encoding(said: str, ahead: int) -> None:
    text = f"<?xml version='1.0' encoding='{said}'?><s>{' ' * ahead}<p>{'é' * 200}</p></s>"
    (error,) = split(text.encode())
    assert "is not in the encoding" in str(error)
    (piece,) = split(text.encode("latin-1"))
    assert isinstance(piece, Piece)
    assert parse_xml(piece.data, piece.source).string() == "é" * 200


WHOLE = b"<!-- a --><s b='c'>x<p d='e'>one &amp; <![CDATA[two]]></p><?f g?></s>"


@pytest.mark.parametrize("end", range(1, len(WHOLE)))
def test_a_cut_is_told_as_one(end: int) -> None:
    error = split(WHOLE[:end])[-1]
    only_a_comment = WHOLE[:end].endswith(b" -->")
    assert ("is no XML" if only_a_comment else "is cut off") in str(error)


@settings(deadline=None)
@given(st.integers(min_value=0, max_value=200))
def test_a_cut_anywhere_gives_the_articles_before_it(end: int) -> None:
    data = (b"<s>" + b"<p>one</p>" * 30 + b"</s>")[:end]
    found = split(data)
    assert sum(isinstance(piece, Piece) for piece in found) == data.count(b"</p>")
    assert isinstance(found[-1], ReadingError)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_no_bytes_crash(data: bytes) -> None:
    for body in (data, b"<s><p>one</p>" + data, b"<?xml version='1.0' encoding='" + data):
        assert all(isinstance(found, Piece | ReadingError) for found in split(body))


class Endless(io.RawIOBase):
    """A stream that counts what was read of it."""

    def __init__(self) -> None:
        self.taken = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        self.taken += size
        return (b"<s>" if self.taken == size else b"") + b"<p>one</p>" * (size // 10)


def test_set_is_read_no_further_than_it_is_asked_for() -> None:
    stream = Endless()
    pieces = split_xml(stream, "set.xml", names=("p",), form=SourceFormat.JATS)  # type: ignore[arg-type]
    taken = []
    for _ in range(20_000):
        next(pieces)
        taken.append(stream.taken)
    assert taken[0] < 200_000
    assert max(later - before for before, later in pairwise(taken)) < 200_000


def test_what_has_no_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("caseline.reading.xml_sets.LARGEST_ARTICLE", 200_000)
    first, error = split(b"<s><p>one</p>" + b"<q>junk</q>" * 90_000)
    assert isinstance(first, Piece)
    assert "without the end of an article" in str(error)
    large, small = split(b"<s><p>" + b"x" * 230_000 + b"</p><p/></s>")
    assert "which is the limit" in str(large)
    assert isinstance(small, Piece | ReadingError)
