"""Writing whole files or none, and reading records back."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

import pytest

from caseline.batch.outcomes import Made
from caseline.batch.stored import read_stored
from caseline.batch.write import Format, WritingError, format_for, replacing, write_records, write_text
from caseline.errors import CaselineError, ReadingError
from caseline.schema.document import Document
from caseline.schema.report import CaseReport, Provenance


def record(text: str = "A man.\u2028He was well: “\u00e9”.") -> CaseReport:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return CaseReport(
        document=Document(id=f"sha256:{digest}", source="a.txt", text=text),
        provenance=Provenance(caseline="0"),
    )


def made(text: str, source: str = "a.txt") -> Made:
    report = record(text)
    return Made(source, report.document.id, report.to_json().encode())


def written(*texts: str, style: Format, several: bool) -> bytes:
    stream = io.BytesIO()
    write_records(map(made, texts), stream, style=style, several=several)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("out", "chosen", "expected"),
    [
        pytest.param(None, None, Format.JSONL, id="default"),
        pytest.param("x.json", None, Format.JSON, id="suffix"),
        pytest.param("x.JSON", None, Format.JSON, id="suffix-upper"),
        pytest.param("x.jsonl", None, Format.JSONL, id="suffix-lines"),
        pytest.param("x.txt", None, Format.JSONL, id="other-suffix"),
        pytest.param("x.json", Format.JSONL, Format.JSONL, id="chosen-wins"),
        pytest.param(None, Format.JSON, Format.JSON, id="chosen"),
    ],
)
def test_format(out: str | None, chosen: Format | None, expected: Format) -> None:
    assert format_for(Path(out) if out else None, chosen) is expected


@pytest.mark.parametrize("several", [False, True])
def test_json_lines(several: bool) -> None:
    data = written("one", "two\nlines", style=Format.JSONL, several=several)
    lines = data.split(b"\n")
    assert lines.pop() == b""
    assert [CaseReport.from_json(line).document.text for line in lines] == ["one", "two\nlines"]


def test_one_record_is_one_object() -> None:
    data = written("one", style=Format.JSON, several=False)
    assert CaseReport.from_json(data) == record("one")
    assert data.startswith(b'{\n  "schema_version"')
    assert data.endswith(b"}\n")


@pytest.mark.parametrize("texts", [("one",), ("one", "two\u2028\x85\n")], ids=["one-left", "two"])
def test_several_are_an_array_with_their_text_untouched(texts: tuple[str, ...]) -> None:
    data = written(*texts, style=Format.JSON, several=True)
    items = json.loads(data)
    assert [item["document"]["text"] for item in items] == list(texts)
    assert data.startswith(b'[\n  {\n    "schema_version"')


@pytest.mark.parametrize(
    ("source", "array"),
    [("a.xml", False), ("a.zip!/b.xml", True), ("set.xml#1", True)],
    ids=["file", "member", "number"],
)
def test_a_paper_out_of_a_set_stands_in_an_array(source: str, array: bool) -> None:
    stream = io.BytesIO()
    write_records([made("one", source)], stream, style=Format.JSON, several=False)
    assert isinstance(json.loads(stream.getvalue()), list) is array


@pytest.mark.parametrize("style", list(Format))
@pytest.mark.parametrize("several", [False, True])
def test_no_record_writes_nothing(style: Format, several: bool) -> None:
    assert written(style=style, several=several) == b""


def test_same_records_same_bytes() -> None:
    assert written("x", "y", style=Format.JSONL, several=True) == written(
        "x", "y", style=Format.JSONL, several=True
    )


def write_half(target: Path, error: BaseException) -> None:
    with replacing(target) as stream:
        stream.write(b"half")
        raise error


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_replacing_makes_folders_and_leaves_one_file(tmp_path: Path) -> None:
    target = tmp_path / "new" / "deep" / "out.jsonl"
    write_text(target, "é")
    assert target.read_bytes() == "é".encode()
    assert names(target.parent) == ["out.jsonl"]


def test_the_old_file_stands_until_the_new_one_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("old")
    with replacing(target) as stream:
        stream.write(b"new")
        stream.flush()
        assert target.read_text() == "old"
    assert target.read_text() == "new"
    assert names(tmp_path) == ["out.jsonl"]


@pytest.mark.parametrize("error", [ValueError, KeyboardInterrupt, CaselineError])
@pytest.mark.parametrize("before", [None, "old"], ids=["no-file", "old-file"])
def test_a_failing_run_leaves_no_half_file(
    tmp_path: Path, error: type[BaseException], before: str | None
) -> None:
    target = tmp_path / "out.jsonl"
    if before:
        target.write_text(before)
    with pytest.raises(error):
        write_half(target, error())
    assert names(tmp_path) == (["out.jsonl"] if before else [])
    assert not before or target.read_text() == before


def test_nothing_written_leaves_the_old_file(tmp_path: Path) -> None:
    target = tmp_path / "out.jsonl"
    target.write_text("old")
    with replacing(target):
        pass
    assert target.read_text() == "old"
    assert names(tmp_path) == ["out.jsonl"]


def test_mode_and_link_survive(tmp_path: Path) -> None:
    target = tmp_path / "real.jsonl"
    target.write_text("old")
    target.chmod(0o640)
    link = tmp_path / "link.jsonl"
    link.symlink_to(target)
    write_text(link, "new")
    assert link.is_symlink()
    assert target.read_text() == "new"
    assert target.stat().st_mode & 0o777 == 0o640


def test_a_device_is_not_replaced() -> None:
    write_text(Path("/dev/null"), "x")
    assert Path("/dev/null").is_char_device()


@pytest.mark.parametrize("name", ["", "file/below"], ids=["folder", "below-a-file"])
def test_cannot_be_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("x")
    with pytest.raises(WritingError, match=r"is a folder|cannot be written"):
        write_text(tmp_path / name, "x")


@pytest.mark.parametrize("style", list(Format))
@pytest.mark.parametrize(
    "texts", [("one",), ("one", "two\u2028"), ("same", "same")], ids=["one", "two", "twice"]
)
@pytest.mark.parametrize("suffix", [".json", ".jsonl", ""])
def test_what_is_written_can_be_read_back(
    tmp_path: Path, style: Format, texts: tuple[str, ...], suffix: str
) -> None:
    if style is Format.JSONL and len(texts) > 1 and suffix == ".json":
        pytest.skip("several lines are no JSON")
    path = tmp_path / f"records{suffix}"
    path.write_bytes(written(*texts, style=style, several=len(texts) > 1))
    assert [report.document.text for report in read_stored(str(path))] == list(texts)


def test_byte_order_mark_and_blank_lines(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_bytes(b"\xef\xbb\xbf" + written("one", style=Format.JSONL, several=False) + b"\r\n\n")
    assert [report.document.text for report in read_stored(str(path))] == ["one"]


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        pytest.param("a.jsonl", b"", "is empty", id="empty"),
        pytest.param("a.json", b" \n", "is empty", id="blank"),
        pytest.param("a.json", b"{", "not a record", id="cut-off"),
        pytest.param("a.jsonl", b'{"a": 1}\n{"b": 2}\n', "line 1: not a record", id="other-json-lines"),
        pytest.param("a.json", b"[{}]", "record 1: not a record", id="other-array"),
        pytest.param("a.json", b"3", "not a record", id="number"),
        pytest.param("a.txt", b"A man took aspirin.", "line 1: not a record", id="prose"),
        pytest.param("a.json", b"\xff\xfe{}", "not a record", id="binary"),
        pytest.param("a.json", b"[" * 100_000, "not a record", id="deep"),
    ],
)
def test_not_records(tmp_path: Path, name: str, data: bytes, message: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadingError, match=message) as caught:
        list(read_stored(str(path)))
    assert "\n" not in str(caught.value)


def test_second_line_is_named_and_the_first_comes_out(tmp_path: Path) -> None:
    path = tmp_path / "records.jsonl"
    path.write_bytes(written("one", style=Format.JSONL, several=False) + b"{}\n")
    reports = read_stored(str(path))
    assert next(reports).document.text == "one"
    with pytest.raises(ReadingError, match="line 2"):
        next(reports)


@pytest.mark.parametrize(
    ("name", "message"),
    [pytest.param("none.json", "No such file", id="none"), pytest.param("", "folder", id="folder")],
)
def test_no_file(tmp_path: Path, name: str, message: str) -> None:
    with pytest.raises(ReadingError, match=message):
        list(read_stored(str(tmp_path / name)))
