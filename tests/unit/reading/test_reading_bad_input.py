"""What strangers send: each bad file is one clear line, and the good papers beside it still come out."""

from __future__ import annotations

import gzip
import os
import socket
import tarfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from caseline.errors import ReadingError
from caseline.reading import Article, Piece, find_inputs, read_piece, split_source
from caseline.reading.limits import LARGEST_TEXT
from tests.unit.reading.packing import entry, tarred, zipped

GOOD = "A 45-year-old man had a rash after one dose of cefazolin.\n"
TEXT = GOOD.encode()
FRONT = "<front><article-meta><title-group><article-title>A rash</article-title></title-group></article-meta></front>"
BODY = f"<body><sec><title>Case report</title><p>{GOOD.strip()}</p></sec></body>"
JATS = f'<article article-type="case-report">{FRONT}{BODY}</article>'
LATIN_1 = "<?xml version='1.0' encoding='iso-8859-1'?>" + JATS.replace("rash", "räsh")
RECORD = (
    '<PubmedArticle><MedlineCitation><PMID Version="1">{0}</PMID><Article><ArticleTitle>A rash.</ArticleTitle>'
    "<Abstract><AbstractText>A man of 45 had a rash.</AbstractText></Abstract></Article></MedlineCitation></PubmedArticle>"
)


def declaring(declarations: str, inside: str = "&a;") -> bytes:
    text = JATS.replace("A rash<", f"A rash {inside}<")
    return f"<!DOCTYPE article [{declarations}]>{text}".encode()


LAUGHS = '<!ENTITY a0 "ha">' + "".join(f'<!ENTITY a{n + 1} "{f"&a{n};" * 10}">' for n in range(9))
OUTSIDE = '<!ENTITY a SYSTEM "file:///etc/passwd">'
WEB = '<!ENTITY a SYSTEM "http://localhost:1/a.txt">'
PARAMETER = '<!ENTITY % p SYSTEM "http://localhost:1/a.dtd"> %p;'
PUBMED = f"<PubmedArticleSet>{RECORD.format(1)}{RECORD.format(2)}</PubmedArticleSet>".encode()


def _link(path: Path) -> None:
    path.symlink_to(path.name)


def _socket(path: Path) -> None:
    here = Path.cwd()
    os.chdir(path.parent)
    try:
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(path.name)
    finally:
        os.chdir(here)


def _sparse(path: Path) -> None:
    with path.open("wb") as stream:
        stream.write(TEXT)
        stream.truncate(200_000_000)


def _unreadable(path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read every file")
    path.write_bytes(TEXT)
    path.chmod(0)


def bomb(size: int = 30_000_000) -> bytes:
    return zipped({f"{number}.xml": b"<article>" + b" " * size for number in range(3)})


def with_link() -> bytes:
    info = entry("a.txt", kind=tarfile.SYMTYPE, target="/etc/passwd")
    return info.tobuf() + entry("b.txt", kind=tarfile.LNKTYPE, target="/etc/shadow").tobuf() + tarred({})


# What is bad, and how its one line begins behind the name; None where a paper comes out all the same.
BAD: list[object] = [
    pytest.param(declaring(LAUGHS, "&a9;"), "declares an entity of its own", id="xml-billion-laughs"),
    pytest.param(declaring(f'<!ENTITY a "{"x" * 10_000}">', "&a;" * 10_000), "declares an entity of its own", id="xml-quadratic"),
    pytest.param(declaring(OUTSIDE), "declares an entity of its own", id="xml-external-file"),
    pytest.param(declaring(WEB), "declares an entity of its own", id="xml-external-web"),
    pytest.param(declaring(PARAMETER, ""), "declares an entity of its own", id="xml-external-parameter"),
    pytest.param(b'<!DOCTYPE article SYSTEM "http://localhost:1/a.dtd">' + JATS.encode(), None, id="xml-dtd-elsewhere"),
    pytest.param(JATS.encode()[:-40], "is cut off: it ends before its last element", id="xml-cut-off"),
    pytest.param(JATS.encode()[:30], "is cut off: it ends before its last element", id="xml-cut-off-in-the-first-tag"),
    pytest.param(("<article>" + "<sec>" * 100_000).encode(), "nests its elements more than 200 deep", id="xml-deep"),
    pytest.param(JATS.replace("A rash", "A r\0sh").encode(), "holds a character that XML does not allow", id="xml-nul"),
    pytest.param(JATS.replace("rash", "räsh").encode("latin-1"), "is not in the encoding that it declares", id="xml-latin-1-that-says-nothing"),
    pytest.param(("<?xml version='1.0' encoding='utf-16'?>" + JATS).encode(), "is not in the encoding that it declares", id="xml-utf-8-that-says-utf-16"),
    pytest.param(LATIN_1.encode(), "is not in the encoding that it declares", id="xml-utf-8-that-says-latin-1"),
    pytest.param(("<?xml version='1.0' encoding='klingon'?>" + JATS).encode(), "declares an encoding that is not known", id="xml-unknown-encoding"),
    pytest.param(LATIN_1.encode("latin-1"), None, id="xml-latin-1"),
    pytest.param(b"<?xml version='1.0'?><nonsense/>", "is XML whose first element is <nonsense>", id="xml-unknown"),
    pytest.param(b"<!DOCTYPE a [" + b"<!-- " * 20_000, "is XML or HTML that has no first element", id="doctype-without-end"),
    pytest.param(b'{"documents": ' + b"[" * 100_000, "is nested too deep", id="json-deep"),
    pytest.param(b'{"a": 1}', "is JSON, but not BioC", id="json-other"),
    pytest.param(gzip.compress(JATS.encode())[:-20], "is cut off: its gzip data has no end", id="gzip-cut-off"),
    pytest.param(gzip.compress(TEXT)[:-20], "is cut off: its gzip data has no end", id="gzip-of-text-cut-off"),
    pytest.param(gzip.compress(TEXT)[:-8] + b"\0" * 8, "is no sound gzip file", id="gzip-wrong-checksum"),
    pytest.param(gzip.compress(gzip.compress(gzip.compress(TEXT))), "is packed twice", id="gzip-in-gzip"),
    pytest.param(bomb(), "has a text or a tag longer than 10 MB", id="zip-bomb"),
    pytest.param(gzip.compress(b"<article><p>" + bytes(90_000_000)), "holds a character that XML does not allow", id="gzip-bomb"),
    pytest.param(zipped({"../../etc/cron.d/a.txt": TEXT}), "holds '../../etc/cron.d/a.txt', a name that leads out", id="zip-traversal"),
    pytest.param(tarred({"/etc/a.txt": TEXT}), "holds '/etc/a.txt', a name that leads out", id="tar-absolute"),
    pytest.param(with_link(), "holds no files", id="tar-links"),
    pytest.param(tarred({"a.png": b"x"})[:1024], "is cut off between two members", id="tar-cut-off"),
    pytest.param(zipped({"a.zip": zipped({"b.zip": zipped({"c.txt": TEXT})})}), "is an archive in an archive in an archive", id="zip-deep"),
    pytest.param(zipped({"a.png": b"x", "style.css": b"x"}), "holds no papers, only files such as a.png", id="zip-of-images"),
    pytest.param(zipped({"[Content_Types].xml": b"", "word/document.xml": b""}), "is a Word file (.docx), which is not read", id="docx"),
    pytest.param(zipped({"a.txt": TEXT})[:-10], "is no whole ZIP archive", id="zip-cut-off"),
    pytest.param(b"PK\x05\x06" + b"\xff" * 18, "is no whole ZIP archive", id="zip-nonsense"),
    pytest.param(b"A man\0 had a rash.", "holds NUL bytes", id="nul"),
    pytest.param("A man had a räsh.".encode("latin-1"), "is not valid UTF-8 (byte 0xe4 at 13); convert it", id="latin-1"),
    pytest.param(b"\xff\xfeA", "is not valid UTF-16", id="utf-16-odd"),
    pytest.param("\u202eA man\u202c had a \u200brash\u2066.".encode(), None, id="bidi-and-zero-width"),
    pytest.param(b"A man \x1b[31mhad\x07 a rash.", None, id="terminal-escapes"),
    pytest.param(b"a" * (LARGEST_TEXT + 1), "has more than 10 MB, which is the limit for text", id="long-text"),
    pytest.param(b"", "is empty", id="empty"),
    pytest.param(b"\xef\xbb\xbf\r\n\t ", "is empty", id="white-space"),
    pytest.param(b"\0" * 100_000, "begins with nothing but NUL bytes", id="zeros"),
    pytest.param(b"MZ\x90\x00\x03", "is a program, which is not read", id="program"),
    pytest.param(b"%PDF-1.7\n%%EOF", "is no PDF, or a broken one", id="pdf-without-pages"),
    pytest.param(_sparse, "holds NUL bytes", id="huge"),
    pytest.param(_link, "cannot be read: Too many levels of symbolic links", id="link-to-itself"),
    pytest.param(lambda path: path.symlink_to("none"), "does not exist; check the path", id="link-to-nothing"),
    pytest.param(lambda path: path.mkdir(), "is a directory; give a file", id="directory"),
    pytest.param(os.mkfifo, "is a pipe (FIFO), not a file", id="pipe"),
    pytest.param(_socket, "is a socket, not a file", id="socket"),
    pytest.param(lambda path: path.symlink_to("/dev/zero"), "is a device, not a file", id="device"),
    pytest.param(lambda path: None, "does not exist; check the path", id="missing"),
    pytest.param(_unreadable, "cannot be read: permission denied", id="no-permission"),
]  # fmt: skip


def read_all(path: Path) -> list[Article | ReadingError]:
    found: list[Article | ReadingError] = []
    for one in split_source(path):
        try:
            found.append(read_piece(one) if isinstance(one, Piece) else one)
        except ReadingError as error:
            found.append(error)
    return found


def made(tmp_path: Path, content: bytes | Callable[[Path], None]) -> Path:
    path = tmp_path / "bad.bin"
    if isinstance(content, bytes):
        path.write_bytes(content)
    else:
        content(path)
    return path


@pytest.mark.usefixtures("readers_there_are")
@pytest.mark.parametrize(("content", "message"), BAD)
def test_bad_file(tmp_path: Path, content: bytes | Callable[[Path], None], message: str | None) -> None:
    path = made(tmp_path, content)
    begun = time.process_time()
    found = read_all(path)
    assert time.process_time() - begun < 10
    if message is None:
        (article,) = found
        assert isinstance(article, Article)
        return
    assert found
    for error in found:
        assert isinstance(error, ReadingError)
        assert str(error).startswith(str(path))
        assert "\n" not in str(error)
        assert "passwd" not in str(error)
        assert error.reason.startswith(message)


@pytest.mark.usefixtures("readers_there_are")
@pytest.mark.parametrize(("content", "message"), [case for case in BAD if isinstance(case.values[0], bytes)])
@pytest.mark.parametrize(
    "pack", [zipped, tarred, lambda files: gzip.compress(tarred(files))], ids=["zip", "tar", "tar-gz"]
)
def test_bad_file_among_good_ones_in_an_archive(
    tmp_path: Path, content: bytes, message: str | None, pack: Callable[..., bytes]
) -> None:
    path = tmp_path / "a.archive"
    path.write_bytes(pack({"a.txt": TEXT, "bad.bin": content, "c.txt": TEXT}))
    found = read_all(path)
    good = [one.source for one in found if isinstance(one, Article)]
    assert good[0] == f"{path}!/a.txt"
    assert good[-1] == f"{path}!/c.txt"
    for error in found:
        if isinstance(error, ReadingError):
            assert str(error).startswith(f"{path}!/bad.bin")
            assert "\n" not in str(error)
    assert len(good) == 2 + (message is None)


@pytest.mark.usefixtures("readers_there_are")
def test_bad_files_among_good_ones_in_a_folder(tmp_path: Path) -> None:
    for number, case in enumerate(BAD):
        content = case.values[0]
        if case.id in {"no-permission", "directory"}:
            continue
        folder = tmp_path / f"{number:03}"
        folder.mkdir()
        made(folder, content)
        (folder / "good.txt").write_bytes(TEXT)
    inputs = find_inputs([tmp_path])
    assert inputs.problems == ()
    good = [path for path in inputs.paths if path.endswith("good.txt")]
    assert len(good) == len(BAD) - 2
    assert [read_all(Path(path))[0].text for path in good] == [GOOD] * len(good)


def test_an_article_of_a_set_that_breaks_off(tmp_path: Path) -> None:
    pytest.importorskip("caseline.reading.pubmed")
    path = tmp_path / "set.xml.gz"
    for data in (PUBMED[:-60], gzip.compress(PUBMED[:-60]), gzip.compress(PUBMED, 0)[:-90]):
        path.write_bytes(data)
        first, *rest = read_all(path)
        assert isinstance(first, Article)
        assert first.pmid == "1"
        assert all(isinstance(one, ReadingError) for one in rest)


def test_a_file_of_many_members_is_read_to_its_end(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(3000):
            archive.writestr(f"{number // 100}/{number}.txt", TEXT)
    assert len(list(split_source(path))) == 3000
