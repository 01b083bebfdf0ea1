"""A body as a paper: what kind it is, what it is called, and what is no paper at all."""

from __future__ import annotations

import json

import pytest

from caseline.schema.document import SourceFormat
from caseline.web.bodies import Told, paper_of
from caseline.web.errors import ErrorCode, ServiceError
from caseline.web.form import header_parts

TEXT = "A man had a räsh."
FORM = "multipart/form-data; boundary=xyz"


def form(*parts: str, end: str = "--xyz--\r\n") -> bytes:
    return "".join(f"--xyz\r\n{part}\r\n" for part in parts).encode() + end.encode()


def part(head: str, content: str = TEXT) -> str:
    return f"Content-Disposition: {head}\r\n\r\n{content}"


FILE = part('form-data; name="file"; filename="paper.txt"')


@pytest.mark.parametrize(
    ("body", "kind", "told", "name", "source_format"),
    [
        pytest.param(TEXT.encode(), "", {}, None, None, id="no-type"),
        pytest.param(TEXT.encode(), "text/plain", {"source": "a"}, "a", None, id="text"),
        pytest.param(TEXT.encode(), "Text/Plain; Charset=UTF-8", {}, None, None, id="charset"),
        pytest.param(TEXT.encode(), "application/octet-stream", {}, None, None, id="bytes"),
        pytest.param(TEXT.encode(), "no type at all", {}, None, None, id="nonsense-type"),
        pytest.param(TEXT.encode(), "application/pdf", {"format": "jats"}, None, "jats", id="format-told"),
        pytest.param(json.dumps({"text": TEXT}).encode(), "application/json", {}, None, "text", id="json"),
        pytest.param(
            json.dumps({"text": TEXT, "source": "b"}).encode(),
            "application/json; charset=utf-8",
            {"source": "a"},
            "b",
            "text",
            id="json-names-it",
        ),
        pytest.param(
            TEXT.encode(), "application/json", {"format": "bioc-json"}, None, "bioc-json", id="bioc"
        ),
        pytest.param(form(FILE), FORM, {}, "paper.txt", None, id="form"),
        pytest.param(form(FILE), 'Multipart/Form-Data; boundary="xyz"', {}, "paper.txt", None, id="quoted"),
        pytest.param(form(FILE), FORM, {"source": "a"}, "a", None, id="query-names-it"),
        pytest.param(form(FILE.replace("paper", "pàper")), FORM, {}, "pàper.txt", None, id="name-utf-8"),
        pytest.param(
            form(FILE.replace("paper.txt", "../../etc/passwd")), FORM, {}, "../../etc/passwd", None, id="path"
        ),
    ],
)
def test_a_paper(
    body: bytes, kind: str, told: dict[str, str], name: str | None, source_format: str | None
) -> None:
    # Servers hand header bytes over as Latin-1.
    paper, data = paper_of(body, Told.model_validate(told), content_type=kind)
    assert data.decode() == TEXT
    assert paper.size == len(data)
    assert (paper.name, paper.format) == (name, source_format and SourceFormat(source_format))


@pytest.mark.parametrize(
    ("body", "kind", "code", "reason"),
    [
        pytest.param(
            b"x=1", "application/x-www-form-urlencoded", ErrorCode.UNSUPPORTED, "--data-binary", id="curl-d"
        ),
        pytest.param(b"x", "text/plain; charset=latin-1", ErrorCode.UNSUPPORTED, "UTF-8", id="charset"),
        pytest.param(b"", "application/json", ErrorCode.MALFORMED, "Invalid JSON", id="json-empty"),
        pytest.param(b"{", "application/json", ErrorCode.MALFORMED, "Invalid JSON", id="json-broken"),
        pytest.param(b'"text"', "application/json", ErrorCode.MALFORMED, "object", id="json-no-object"),
        pytest.param(b"{}", "application/json", ErrorCode.MALFORMED, "Field required", id="json-no-text"),
        pytest.param(
            b'{"text": 1}', "application/json", ErrorCode.MALFORMED, "valid string", id="json-number"
        ),
        pytest.param(
            b'{"text": "\\ud800"}', "application/json", ErrorCode.MALFORMED, "hex escape", id="json-surrogate"
        ),
        pytest.param(
            b'{"text": "\xff"}', "application/json", ErrorCode.MALFORMED, "Invalid JSON", id="json-latin-1"
        ),
        pytest.param(b"[" * 1_000_000, "application/json", ErrorCode.MALFORMED, "recursion", id="json-deep"),
        pytest.param(
            b'{"text":' * 1_000_000, "application/json", ErrorCode.MALFORMED, "recursion", id="json-deep-2"
        ),
        pytest.param(
            b'{"documents": [], "text": "x"}',
            "application/json",
            ErrorCode.MALFORMED,
            "bioc-json",
            id="json-more",
        ),
        pytest.param(
            b'{"text": "x", "source": "%s"}' % (b"x" * 301),
            "application/json",
            ErrorCode.MALFORMED,
            "300",
            id="name",
        ),
        pytest.param(form(FILE), "multipart/form-data", ErrorCode.MALFORMED, "no boundary", id="no-boundary"),
        pytest.param(
            form(FILE),
            f"multipart/form-data; boundary={'x' * 999}",
            ErrorCode.MALFORMED,
            "Boundary",
            id="long-boundary",
        ),
        pytest.param(b"", FORM, ErrorCode.MALFORMED, "is empty", id="form-empty"),
        pytest.param(form(), FORM, ErrorCode.MALFORMED, "is empty", id="form-without-parts"),
        pytest.param(b"nonsense", FORM, ErrorCode.MALFORMED, "cannot be read", id="form-nonsense"),
        pytest.param(form(FILE, end=""), FORM, ErrorCode.MALFORMED, "breaks off", id="form-cut"),
        pytest.param(form(FILE, FILE), FORM, ErrorCode.MALFORMED, "several parts", id="two-files"),
        pytest.param(form(part('form-data; name="text"')), FORM, ErrorCode.MALFORMED, "no file", id="field"),
        pytest.param(
            form(part('form-data; filename=""')), FORM, ErrorCode.MALFORMED, "no file", id="no-file-chosen"
        ),
        pytest.param(
            form(FILE.replace("paper", "x" * 300)),
            FORM,
            ErrorCode.MALFORMED,
            "?source=NAME",
            id="long-file-name",
        ),
        pytest.param(
            form("X: y\r\n" * 50 + FILE), FORM, ErrorCode.MALFORMED, "cannot be read", id="many-headers"
        ),
    ],
)
def test_no_paper(body: bytes, kind: str, code: ErrorCode, reason: str) -> None:
    with pytest.raises(ServiceError) as caught:
        paper_of(body, Told(), content_type=kind)
    assert caught.value.problem.code is code
    assert reason in caught.value.problem.reason
    assert caught.value.problem.where
    assert len(caught.value.problem.reason) < 300


def test_a_file_is_kept_byte_for_byte() -> None:
    data = bytes(range(256)) * 3 + b"\r\n--xy\r\n--\r\n"
    head = b'--xyz\r\nContent-Disposition: form-data; filename="a"\r\nContent-Type: a/b\r\n\r\n'
    paper, found = paper_of(head + data + b"\r\n--xyz--", Told(), content_type=FORM)
    assert found == data
    assert paper.name == "a"


@pytest.mark.parametrize(
    ("header", "kind", "parameters"),
    [
        pytest.param("", "", {}, id="empty"),
        pytest.param("Text/Plain", "text/plain", {}, id="plain"),
        pytest.param('a/b; C="d;e"', "a/b", {"c": "d;e"}, id="quoted"),
        pytest.param("a/b; c*=utf-8''x", "a/b", {}, id="extended"),
        pytest.param("a/b;;;=", "a/b", {"": ""}, id="nonsense"),
    ],
)
def test_header_parts(header: str, kind: str, parameters: dict[str, str]) -> None:
    assert header_parts(header) == (kind, parameters)
