"""Archives: which files of them are papers, and what is said of the others."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import tarfile
import time
import tracemalloc
import zipfile
import zlib
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.errors import ReadingError
from caseline.reading import Container, archives, compressed, sources, split_stream, zip_archive
from caseline.reading.pieces import Piece
from caseline.schema.document import SourceFormat
from tests.unit.reading.packing import Files, entry, tarred, zipped

pytestmark = pytest.mark.usefixtures("stubs")

A = b"A 45-year-old man had a rash.\n"
B = b"A woman of 30 had a fever.\n"
NXML = b'<article article-type="case-report"><front/><body><p>A man had a rash.</p></body></article>'
PDF = b"%PDF-1.7\n% a paper\n"
PNG = b"\x89PNG\r\n\x1a\n"


def zip_with(*infos: tuple[zipfile.ZipInfo, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for info, data in infos:
            archive.writestr(info, data)
    return stream.getvalue()


def split(data: bytes, name: str = "a", *, form: SourceFormat | None = None) -> list[str]:
    """Returns the names of the papers in it, and the errors with "!" in front."""
    found = list(split_stream(io.BytesIO(data), name, format=form))
    for one in found:
        assert "\n" not in (one.source if isinstance(one, Piece) else str(one))
    return [one.source if isinstance(one, Piece) else f"! {one}" for one in found]


def tar_gz(files: Files) -> bytes:
    return gzip.compress(tarred(files))


PACKED: list[Callable[[Files], bytes]] = [
    zipped,
    tarred,
    tar_gz,
    lambda files: bz2.compress(tarred(files)),
    lambda files: lzma.compress(tarred(files)),
    lambda files: zipped(files, method=zipfile.ZIP_STORED),
    lambda files: tarred(files, form=tarfile.GNU_FORMAT),
    lambda files: tarred(files, form=tarfile.USTAR_FORMAT),
]
IDS = ["zip", "tar", "tar-gz", "tar-bz2", "tar-xz", "zip-stored", "tar-gnu", "tar-ustar"]

CHOSEN = [
    pytest.param({"a.txt": A, "d/b.txt": B}, ["a.txt", "d/b.txt"], id="all-in-order"),
    pytest.param({"b.txt": B, "a.txt": A}, ["b.txt", "a.txt"], id="order-of-the-archive"),
    pytest.param(
        {".a": A, "__MACOSX/._b.txt": B, ".git/c.txt": A, "a.jpg": PNG, "b.css": A, "Thumbs.db": A, "d.txt": A},
        ["d.txt"],
        id="hidden-and-images-are-left-out",
    ),
    pytest.param({"./a.txt": A}, ["a.txt"], id="dot-in-front"),
    pytest.param(
        {"PMC1/a.pdf": PDF, "PMC1/S1.pdf": PDF, "PMC1/s.docx": b"PK", "PMC1/a.nxml": NXML, "PMC1/a.xml": NXML},
        ["PMC1/a.nxml"],
        id="package-of-one-article",
    ),
    pytest.param(
        {"PMC1/a.pdf": PDF, "PMC2/a.pdf": PDF, "PMC2/b.nxml": NXML},
        ["PMC1/a.pdf", "PMC2/b.nxml"],
        id="package-without-xml",
    ),
    pytest.param({"x/PMC1/s/a.pdf": PDF, "x/PMC1/a.nxml": NXML}, ["x/PMC1/a.nxml"], id="package-with-folders"),
    pytest.param(
        {"d/a.PDF": PDF, "d/b.pdf": PDF, "d/a.xml": NXML, "e/a.pdf": PDF},
        ["d/a.xml", "d/b.pdf", "e/a.pdf"],
        id="pdf-of-the-same-name",
    ),
    pytest.param({"d/a.nxml": NXML, "d/b.txt": B, "d/a.pdf": PDF}, ["d/a.nxml", "d/b.txt"], id="no-package"),
    pytest.param({"a.nxml.gz": gzip.compress(NXML)}, ["a.nxml.gz"], id="packed-file"),
]  # fmt: skip


@pytest.mark.parametrize("pack", PACKED, ids=IDS)
@pytest.mark.parametrize(("files", "expected"), CHOSEN)
def test_papers_of_an_archive(pack: Callable[[Files], bytes], files: Files, expected: list[str]) -> None:
    assert sorted(split(pack(files), "p")) == sorted(f"p!/{name}" for name in expected)


@pytest.mark.parametrize("pack", PACKED, ids=IDS)
def test_data_comes_out_as_it_went_in(pack: Callable[[Files], bytes]) -> None:
    long = b"A man had a rash. " * 20_000
    found = list(split_stream(io.BytesIO(pack({"a.txt": A, "b.txt": long})), "p"))
    assert found == [Piece("p!/a.txt", A, SourceFormat.TEXT), Piece("p!/b.txt", long, SourceFormat.TEXT)]


NESTED = [
    pytest.param(tar_gz({"d/x.zip": zipped({"a.txt": A})}), ["p!/d/x.zip!/a.txt"], id="zip-in-tar-gz"),
    pytest.param(zipped({"x.tar.gz": tar_gz({"a.nxml.gz": gzip.compress(NXML)})}), ["p!/x.tar.gz!/a.nxml.gz"], id="gz-in-tar-gz-in-zip"),
    pytest.param(gzip.compress(A), ["p"], id="gz"),
    pytest.param(gzip.compress(A) + gzip.compress(B) + b"\0" * 99, ["p"], id="gz-of-two-members-and-zeros"),
    pytest.param(gzip.compress(b"") + gzip.compress(B), ["p"], id="gz-of-an-empty-member"),
    pytest.param(lzma.compress(A) + lzma.compress(B), ["p"], id="xz-of-two"),
    pytest.param(bz2.compress(A) + bz2.compress(B), ["p"], id="bz2-of-two"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), NESTED)
def test_archives_in_archives(data: bytes, expected: list[str]) -> None:
    assert split(data, "p") == expected


def test_members_end_to_end_are_one_text() -> None:
    (piece,) = split_stream(io.BytesIO(gzip.compress(A) + gzip.compress(B)), "p")
    assert isinstance(piece, Piece)
    assert piece.data == A + B


def changed(data: bytes, old: bytes, new: bytes, count: int = 1) -> bytes:
    assert old in data
    return data.replace(old, new, count)


def local_header_lies(data: bytes) -> bytes:
    """Says in the list of the archive that a file is shorter than it is."""
    at = data.rindex(b"PK\x01\x02")
    size = int.from_bytes(data[at + 24 : at + 28], "little") - 1
    return data[: at + 24] + size.to_bytes(4, "little") + data[at + 28 :]


def encrypted(data: bytes) -> bytes:
    """Marks all files of a ZIP archive as encrypted."""
    out = bytearray(data)
    for mark, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        while at >= 0:
            out[at + flags] |= 1
            at = data.find(mark, at + 1)
    return bytes(out)


LINK = zipfile.ZipInfo("b.txt")
LINK.external_attr = (stat.S_IFLNK | 0o777) << 16
TWO = {"a.txt": A, "b.txt": B}
THREE_DEEP = zipped({"a.zip": zipped({"b.zip": zipped({"c.txt": A})}), "d.txt": B})
NO_FILES = (
    entry("d", kind=tarfile.DIRTYPE),
    entry("f", kind=tarfile.FIFOTYPE),
    entry("c", kind=tarfile.CHRTYPE),
)
LONG = b"A man had a rash. " * 2000

BROKEN = [
    pytest.param(zipped({}), ["! p: holds no files; give an archive with papers"], id="zip-empty"),
    pytest.param(tarred({}), ["! p: begins with nothing but NUL bytes: it was never written, or is empty; get the file again"], id="tar-empty"),
    pytest.param(gzip.compress(b""), ["! p: is empty; give a file with the text of a report"], id="gz-empty"),
    pytest.param(zipped({"x.jpg": PNG, "d/": b""}), ["! p: holds no papers, only files such as x.jpg"], id="zip-nothing-to-read"),
    pytest.param(tar_gz({".x": A}), ["! p: holds no papers, only files such as .x"], id="tar-nothing-to-read"),
    pytest.param(zipped({"a.txt": A, "b.txt": b""}), ["p!/a.txt", "! p!/b.txt: is empty; give a file with the text of a report"], id="member-empty"),
    pytest.param(zipped({"a.rtf": b"{\\rtf1", "b.txt": B}), ["! p!/a.rtf: is an RTF file", "p!/b.txt"], id="member-of-another-kind"),
    pytest.param(zipped(TWO)[:-30], ["! p: is no whole ZIP archive (File is not a zip file); get the file again"], id="zip-cut-off"),
    pytest.param(changed(zipped(TWO, method=0), A, A.upper()), ["! p!/a.txt: cannot be unpacked (Bad CRC-32", "p!/b.txt"], id="zip-crc"),
    pytest.param(local_header_lies(zipped({"x.txt": A, "a.txt": B})), ["p!/x.txt", "! p!/a.txt: cannot be unpacked (Bad CRC-32"], id="zip-size-lies"),
    pytest.param(encrypted(zipped(TWO)), ["! p!/a.txt: is encrypted", "! p!/b.txt: is encrypted"], id="zip-encrypted"),
    pytest.param(zipped({"a.txt": A}, method=zipfile.ZIP_LZMA), ["! p!/a.txt: is packed by a method that is not read (number 14)"], id="zip-method"),
    pytest.param(zip_with((zipfile.ZipInfo("a.txt"), A), (LINK, b"/etc/passwd")), ["p!/a.txt"], id="zip-link"),
    pytest.param(zip_with((LINK, b"/etc/passwd")), ["! p: holds no files"], id="zip-only-a-link"),
    pytest.param(zipped([("../a.txt", A), ("b.txt", B)]), ["! p: holds '../a.txt', a name that leads out of the archive", "p!/b.txt"], id="zip-name-with-dots"),
    pytest.param(tarred([(b"\xe9tude.txt".decode("utf-8", "surrogateescape"), A)]), ["p!/\\xe9tude.txt"], id="tar-name-that-begins-with-no-unicode"),
    pytest.param(tarred([("/etc/a.txt", A), ("b.txt", B)]), ["! p: holds '/etc/a.txt', a name that leads out", "p!/b.txt"], id="tar-absolute-name"),
    pytest.param(zipped([("C:\\a.txt", A), ("d\\b.txt", B)]), ["! p: holds 'C:/a.txt', a name that leads out", "p!/d/b.txt"], id="zip-drive"),
    pytest.param(zipped([("a\u202etxt.\x1b[1m", A)]), ["p!/a\ufffdtxt.\ufffd[1m"], id="name-made-safe"),
    pytest.param(tarred([("a.txt", A), ("a.txt", B)]), ["p!/a.txt", "! p!/a.txt: is in the archive twice"], id="tar-twice"),
    pytest.param(gzip.compress(tarred({"a.txt": LONG}), 0)[:9000], ["! p!/a.txt: is cut off: its gzip data has no end"], id="tar-gz-cut-off-in-a-member"),
    pytest.param(gzip.compress(tarred(TWO), 0)[:1100], ["p!/a.txt", "! p: is cut off: its gzip data has no end"], id="tar-gz-cut-off-in-a-header"),
    pytest.param(tarred({"a.txt": A, "b.txt": LONG})[:4000], ["p!/a.txt", "! p!/b.txt: is cut off inside a member"], id="tar-cut-off"),
    pytest.param(tarred(TWO)[:1200], ["p!/a.txt", "! p: is cut off in the header of a member"], id="tar-cut-off-in-a-header"),
    pytest.param(tarred(TWO)[:1024], ["p!/a.txt", "! p: is cut off between two members: it has no mark of its end"], id="tar-cut-off-between-members"),
    pytest.param(gzip.compress(tarred(TWO)[:2048]), ["p!/a.txt", "p!/b.txt", "! p: is cut off between two members"], id="tar-gz-cut-off-before-the-end"),
    pytest.param(tarred(TWO)[:2048] + bytes(512), ["p!/a.txt", "p!/b.txt"], id="tar-with-one-block-of-zeros"),
    pytest.param(tarred({"a.txt": A}) + tarred({"b.txt": B}), ["p!/a.txt", "p!/b.txt"], id="tar-end-to-end"),
    pytest.param(tarred({"a.txt": A}) + b"junk" * 200, ["p!/a.txt", "! p: is damaged: the header of a member is none"], id="tar-with-junk-behind"),
    pytest.param(changed(tarred(TWO), b"b.txt", b"c.txt"), ["p!/a.txt", "! p: is damaged: the header of a member is none"], id="tar-checksum"),
    pytest.param(gzip.compress(A)[:-9], ["! p: is cut off: its gzip data has no end; get the file again"], id="gz-cut-off"),
    pytest.param(changed(gzip.compress(A), zlib.crc32(A).to_bytes(4, "little"), b"\0\0\0\0"), ["! p: is no sound gzip file (Error -3"], id="gz-crc"),
    pytest.param(gzip.compress(A) + b"junk", ["! p: goes on after its end with what is no sound gzip data"], id="gz-with-junk-behind"),
    pytest.param(b"\x1f\x8b\x08", ["! p: is cut off: its gzip data has no end"], id="gz-three-bytes"),
    pytest.param(lzma.compress(A)[:-9], ["! p: is cut off: its xz data has no end"], id="xz-cut-off"),
    pytest.param(bz2.compress(A)[:20] + b"12345678901234567890", ["! p: is no sound bzip2 file"], id="bz2-damaged"),
    pytest.param(gzip.compress(gzip.compress(A)), ["! p: is packed twice, by gzip and by gzip; unpack it first"], id="gz-in-gz"),
    pytest.param(THREE_DEEP, ["! p!/a.zip!/b.zip: is an archive in an archive in an archive", "p!/d.txt"], id="zip-in-zip-in-zip"),
    pytest.param(zipped({"a.docx": zipped({"word/document.xml": b""}), "b.txt": B}), ["! p!/a.docx: is a Word file", "p!/b.txt"], id="docx-inside"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "expected"), BROKEN)
def test_what_is_broken_is_one_line_and_the_rest_comes_out(data: bytes, expected: list[str]) -> None:
    found = split(data, "p")
    assert [one[: len(start)] for one, start in zip(found, expected, strict=True)] == expected


def tar_entries(*infos: tarfile.TarInfo, form: int = tarfile.GNU_FORMAT) -> bytes:
    return b"".join(info.tobuf(form) for info in infos) + tarred({"z.txt": A})


TAR_KINDS = [
    pytest.param(tar_entries(entry("l", kind=tarfile.SYMTYPE, target="/etc/passwd")), ["p!/z.txt"], id="symbolic-link"),
    pytest.param(tar_entries(entry("l", 99, kind=tarfile.LNKTYPE, target="x")), ["p!/z.txt"], id="hard-link-with-a-size"),
    pytest.param(tar_entries(*NO_FILES), ["p!/z.txt"], id="no-files"),
    pytest.param(tar_entries(entry("s", kind=tarfile.GNUTYPE_SPARSE)), ["! p!/s: is a sparse file, which is no paper", "p!/z.txt"], id="sparse"),
    pytest.param(tar_entries(entry("x" * 150 + ".txt", kind=tarfile.SYMTYPE)), ["p!/z.txt"], id="long-name-of-a-link"),
    pytest.param(tar_entries(entry("x", 2_000_000, kind=tarfile.GNUTYPE_LONGNAME)), ["! p: has a header of 2,000,000 bytes"], id="header-too-long"),
    pytest.param(entry("x", 8**11).tobuf(tarfile.GNU_FORMAT) + A, ["! p!/x: is cut off inside a member"], id="size-beyond-the-end"),
]  # fmt: skip


PAX_HEADERS = [
    pytest.param(
        b"17 path=d/new.txt", ["! p: is damaged: a header of a member cannot be read"], id="no-line-feed"
    ),
    pytest.param(b"18 path=d/new.txt\n", ["p!/d/new.txt", "p!/z.txt"], id="sound"),
    pytest.param(b"13 size=0030\n", ["p!/a.txt", "p!/z.txt"], id="size"),
    pytest.param(
        b"12 size=-30\n", ["! p: is damaged: the size of a member is no number"], id="size-negative"
    ),
    pytest.param(b"no=length", ["! p: is damaged: a header of a member cannot be read"], id="no-length"),
    pytest.param(
        b" =\n", ["! p: is damaged: a header of a member cannot be read"], id="no-length-but-a-space"
    ),
    pytest.param(
        b"0 a=b\n", ["! p: is damaged: a header of a member cannot be read"], id="length-of-nothing"
    ),
    pytest.param(
        b"99999 a=b\n", ["! p: is damaged: a header of a member cannot be read"], id="length-too-long"
    ),
    pytest.param(b"6 a=b\n" * 20_000, ["p!/a.txt", "p!/z.txt"], id="many"),
    pytest.param(b"1" * 100_000, ["! p: is damaged: a header of a member cannot be read"], id="only-digits"),
    pytest.param(b"22 GNU.sparse.major=1\n", ["! p!/a.txt: is a sparse file", "p!/z.txt"], id="sparse"),
]


@pytest.mark.parametrize(("header", "expected"), PAX_HEADERS)
def test_headers_before_a_tar_member(header: bytes, expected: list[str]) -> None:
    block = entry("pax", len(header), kind=b"x").tobuf(tarfile.USTAR_FORMAT)
    data = block + header + bytes(-len(header) % 512) + tarred({"a.txt": A, "z.txt": A})
    begun = time.process_time()
    found = split(data, "p")
    assert [one[: len(start)] for one, start in zip(found, expected, strict=True)] == expected
    assert time.process_time() - begun < 1


def test_a_zip_member_without_a_name_is_none() -> None:
    assert split(changed(zipped({"a.txt": A, "QQ": B}), b"QQ", b"\0\0", 2), "p") == ["p!/a.txt"]


@pytest.mark.parametrize(("data", "expected"), TAR_KINDS)
def test_kinds_of_tar_members(data: bytes, expected: list[str]) -> None:
    found = split(data, "p")
    assert [one[: len(start)] for one, start in zip(found, expected, strict=True)] == expected


NAMES = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="/\\"), min_size=1, max_size=150).filter(
    lambda name: name not in {".", ".."} and not name.startswith(".") and name.isprintable()
)  # fmt: skip


@settings(max_examples=60, deadline=None)
@given(
    st.dictionaries(NAMES.map("d/{}.txt".format), st.binary(min_size=1, max_size=1500), max_size=5),
    st.sampled_from([tarfile.PAX_FORMAT, tarfile.GNU_FORMAT]),
)
def test_tar_is_read_as_the_standard_library_writes_it(files: dict[str, bytes], form: int) -> None:
    data = tarred({**files, "z.txt": A}, form=form)
    from_us = list(sources.members(sources.stream_of(io.BytesIO(data), "p"), Container.TAR, "p"))
    assert len(from_us) == len(files) + 1
    found = dict(read_all(data))
    assert found == {**files, "z.txt": A}


def read_all(data: bytes) -> Iterator[tuple[str, bytes]]:
    for member in sources.members(sources.stream_of(io.BytesIO(data), "p"), Container.TAR, "p"):
        assert not isinstance(member, ReadingError)
        yield member.name, b"".join(member.chunks)


SEEDS = [
    zipped({"PMC1/a.nxml": NXML, "PMC1/a.pdf": PDF, "b.txt": B}),
    tarred({"PMC1/a.pdf": PDF, "PMC1/a.nxml": NXML, "x" * 120 + ".txt": B}),
    tarred({"ä.txt": A, "b.txt": B}, form=tarfile.GNU_FORMAT),
    gzip.compress(A),
    lzma.compress(A),
    bz2.compress(A),
    tar_gz(TWO),
    zipped({"x.zip": zipped(TWO)}),
]


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0), st.binary(max_size=6)), max_size=4),
    st.integers(0),
)
def test_nothing_but_reading_errors_comes_out_of_damaged_archives(
    seed: bytes, changes: list[tuple[int, bytes]], end: int
) -> None:
    data = bytearray(seed)
    for at, new in changes:
        data[at % len(data) : at % len(data) + len(new)] = new
    assert split(bytes(data[: 1 + end % (len(data) + 100)]))


def test_packed_data_that_grows_too_much_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "LARGEST_FILE", 100_000)
    bomb = bytes(1_000_000)
    for data in (gzip.compress(bomb), lzma.compress(bomb), bz2.compress(bomb), zipped({"a.txt": bomb})):
        (found,) = split(data, "p", form=SourceFormat.TEXT)
        assert "unpacks to more than 200 times its size" in found
    assert split(gzip.compress(bytes(90_000)), "p", form=SourceFormat.TEXT) == ["p"]


def test_members_that_grow_too_much_together_end_the_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compressed, "LARGEST_FILE", 100_000)
    monkeypatch.setattr(compressed, "MOST_GROWTH", 50)
    found = split(zipped({f"{number}.txt": b"a" * 60_000 for number in range(9)}), "p")
    assert found[0] == "p!/0.txt"
    assert "! p: unpacks to more than 50 times its size" in found[-1]
    assert len(found) < 9


def test_a_bomb_takes_no_memory() -> None:
    bomb = sources.stream_of(io.BytesIO(gzip.compress(bytes(100_000_000))), "p")
    tracemalloc.start()
    with pytest.raises(ReadingError, match="unpacks to more than"):
        sum(len(chunk) for chunk in compressed.unpacked(bomb, Container.GZIP, "p"))
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 1_000_000


def test_number_of_members_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_MEMBERS", 2)
    for data in (zipped({**TWO, "c.txt": A}), tarred({**TWO, "c.txt": A})):
        assert split(data, "p") == [
            "p!/a.txt",
            "p!/b.txt",
            "! p: has more than 2 files, which is the limit; divide it",
        ]


def test_list_of_a_zip_archive_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_archive, "LARGEST_DIRECTORY", 90)
    assert "has a list of members of more than" in split(zipped(TWO), "p")[0]


def test_a_zip_archive_inside_something_has_a_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_archive, "LARGEST_FILE", 90)
    (found,) = split(tarred({"a.zip": zipped(TWO)}), "p")
    assert found.startswith("! p!/a.zip: is a ZIP archive of more than")


def test_files_wait_for_their_folder_only_as_long_as_there_is_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "LARGEST_FILE", 3 * len(PDF))
    files = {f"{number}.pdf": PDF for number in range(5)} | {"4.xml": NXML}
    assert split(tarred(files), "p") == ["p!/0.pdf", "p!/1.pdf", "p!/4.xml", "p!/2.pdf", "p!/3.pdf"]


def test_zip64() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, archive.open("a.txt", "w", force_zip64=True) as member:
        member.write(A)
    assert split(stream.getvalue(), "p") == ["p!/a.txt"]


def test_format_that_is_given_goes_for_all_members() -> None:
    found = list(
        split_stream(io.BytesIO(zipped({"a.txt": MARKS, "b.md": A})), "p", format=SourceFormat.MARKDOWN)
    )
    assert [one.format for one in found if isinstance(one, Piece)] == [SourceFormat.MARKDOWN] * 2


MARKS = b"# A rash\n\nA man.\n"
