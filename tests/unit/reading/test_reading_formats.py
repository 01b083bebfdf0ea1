"""What a file is: told by its content, and what is said of files that are no papers."""

from __future__ import annotations

import bz2
import codecs
import gzip
import io
import lzma
import tarfile
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseline.errors import ReadingError
from caseline.reading import Container, tell_format
from caseline.reading.limits import HEAD
from caseline.schema.document import SourceFormat

JATS = '<article article-type="case-report"><front><article-meta/></front></article>'
PUBMED = "<PubmedArticleSet><PubmedArticle><MedlineCitation/></PubmedArticle></PubmedArticleSet>"
BIOC = "<collection><source>x</source><document><id>1</id></document></collection>"
PAGE = "<html><head><title>A rash</title></head><body><p>A man.</p></body></html>"
PROSE = "A 45-year-old man had a rash.\n"
MARKS = "# A rash\n\nA **man** was ill.\n\n## Case\n\nHe had a rash.\n"


def zipped(**files: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in files.items():
            archive.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


def tarred(form: int = tarfile.PAX_FORMAT) -> bytes:
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w", format=form) as archive:
        info = tarfile.TarInfo("a.txt")
        info.size = len(PROSE)
        archive.addfile(info, io.BytesIO(PROSE.encode()))
    return stream.getvalue()


TOLD = [
    pytest.param(JATS, SourceFormat.JATS, id="jats"),
    pytest.param(f"<?xml version='1.0'?>\n<!-- no <html> -->\n<?page?>\n{JATS}", SourceFormat.JATS, id="jats-prolog"),
    pytest.param(
        '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS (Z39.96) v1.2//EN" "a>b.dtd" [<!-- ]> --> <!ENTITY a "]>">]>'
        "<article><body/></article>",
        SourceFormat.JATS,
        id="jats-doctype-with-insides",
    ),
    pytest.param('<a:article xmlns:a="http://jats.nlm.nih.gov"><a:body/></a:article>', SourceFormat.JATS, id="jats-namespace"),
    pytest.param(f"<pmc-articleset>{JATS}</pmc-articleset>", SourceFormat.JATS, id="jats-set"),
    pytest.param(f'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">{JATS}</OAI-PMH>', SourceFormat.JATS, id="jats-oai"),
    pytest.param(f"<results><record>{JATS}</record></results>", SourceFormat.JATS, id="jats-inside-anything"),
    pytest.param(PUBMED, SourceFormat.PUBMED, id="pubmed"),
    pytest.param("<PubmedArticle><MedlineCitation/></PubmedArticle>", SourceFormat.PUBMED, id="pubmed-one"),
    pytest.param(BIOC, SourceFormat.BIOC_XML, id="bioc"),
    pytest.param('<!DOCTYPE collection SYSTEM "BioC.dtd"><collection></collection>', SourceFormat.BIOC_XML, id="bioc-doctype"),
    pytest.param(PAGE, SourceFormat.HTML, id="html"),
    pytest.param("\n<!-- saved from url=(0014)about:internet -->\n<!doctype HTML>\n<p>A man", SourceFormat.HTML, id="html-doctype"),
    pytest.param(f'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">{JATS}</html>', SourceFormat.HTML, id="jats-in-xhtml"),
    pytest.param("<h1>A rash</h1><p>A man was ill.</p>", SourceFormat.HTML, id="html-piece"),
    pytest.param('<article class="post"><h1>A rash</h1><div>A man.</div></article>', SourceFormat.HTML, id="html-article"),
    pytest.param('{"source": "x", "documents": []}', SourceFormat.BIOC_JSON, id="bioc-json"),
    pytest.param('[{"bioctype": "BioCCollection"}]', SourceFormat.BIOC_JSON, id="bioc-json-list"),
    pytest.param('\ufeff{"PubTator3": [', SourceFormat.BIOC_JSON, id="bioc-json-pubtator"),
    pytest.param('{"id": "1", "passages": []}\n{"id": "2", "passages": []}\n', SourceFormat.BIOC_JSON, id="bioc-json-lines"),
    pytest.param("\n12|t|A rash\n12|a|A man.\n", SourceFormat.PUBTATOR, id="pubtator"),
    pytest.param("12|t|A rash\r\n12|a|A man.\r\n", SourceFormat.PUBTATOR, id="pubtator-crlf"),
    pytest.param("x1|t|A rash\nx1\t0\t6\trash\tDisease\n", SourceFormat.PUBTATOR, id="pubtator-other-id"),
    pytest.param("%PDF-1.7\n...", SourceFormat.PDF, id="pdf"),
    pytest.param("junk\n%PDF-1.4\n1 0 obj\nendobj", SourceFormat.PDF, id="pdf-after-junk"),
    pytest.param(MARKS, SourceFormat.MARKDOWN, id="markdown"),
    pytest.param("---\ntitle: A rash\n---\n\nA man.\n", SourceFormat.MARKDOWN, id="markdown-front-matter"),
    pytest.param(PROSE, SourceFormat.TEXT, id="text"),
    pytest.param("# 1 hypertension\n\n# 2 gout\n\nHe took aspirin.", SourceFormat.TEXT, id="text-problem-list"),
    pytest.param("---\nA rule above a text.\n---\n", SourceFormat.TEXT, id="text-rule"),
    pytest.param("[Cerebral air embolism: case report].\n\nA man.", SourceFormat.TEXT, id="text-title-in-brackets"),
    pytest.param("[1, 2] have shown that", SourceFormat.TEXT, id="text-marks"),
    pytest.param("{Case} A man", SourceFormat.TEXT, id="text-brace"),
    pytest.param("<5 mg was given to a man.", SourceFormat.TEXT, id="text-less-than"),
    pytest.param("<jo@example.org> wrote: a man", SourceFormat.TEXT, id="text-address"),
    pytest.param("<abstract> A man had a rash.", SourceFormat.TEXT, id="text-tag-without-end"),
    pytest.param("p<0.05 and <html> are no markup here.", SourceFormat.TEXT, id="text-about-markup"),
    pytest.param("PAR1 is a receptor.", SourceFormat.TEXT, id="text-like-parquet"),
    pytest.param("ID3 and RIFF are words.", SourceFormat.TEXT, id="text-like-mp3"),
    pytest.param("PMID- 12345 tells of a man.", SourceFormat.TEXT, id="text-about-a-record"),
    pytest.param("BZheng wrote of a man.", SourceFormat.TEXT, id="text-like-bzip2"),
    pytest.param("The file began with %PDF-1.7 and a man.", SourceFormat.TEXT, id="text-about-pdf"),
    pytest.param("One, two, three.\nA man, ill, well.\nIt was, he said, a rash.\nSo, then, he left.\n", SourceFormat.TEXT, id="text-commas"),
    pytest.param("a|t|b", SourceFormat.TEXT, id="text-bars-in-other-places"),
    pytest.param(" \n" * HEAD, SourceFormat.TEXT, id="text-after-much-white-space"),
]  # fmt: skip

BYTES = [
    pytest.param(zipped(a=b"x"), Container.ZIP, id="zip"),
    pytest.param(zipped(), Container.ZIP, id="zip-empty"),
    pytest.param(zipped(word__a=b"x"), Container.ZIP, id="zip-of-a-folder-named-word"),
    pytest.param(gzip.compress(b"x"), Container.GZIP, id="gzip"),
    pytest.param(bz2.compress(b"x"), Container.BZIP2, id="bzip2"),
    pytest.param(bz2.compress(b""), Container.BZIP2, id="bzip2-empty"),
    pytest.param(lzma.compress(b"x"), Container.XZ, id="xz"),
    pytest.param(tarred(), Container.TAR, id="tar-pax"),
    pytest.param(tarred(tarfile.GNU_FORMAT), Container.TAR, id="tar-gnu"),
    pytest.param(tarred(tarfile.USTAR_FORMAT), Container.TAR, id="tar-ustar"),
    pytest.param(JATS.encode("utf-16"), SourceFormat.JATS, id="jats-utf-16"),
    pytest.param(f"<?xml version='1.0' encoding='utf-16'?>{JATS}".encode("utf-16-be"), SourceFormat.JATS, id="jats-utf-16-no-mark"),
    pytest.param(codecs.BOM_UTF8 + JATS.encode(), SourceFormat.JATS, id="jats-utf-8-mark"),
    pytest.param(PAGE.encode("utf-16-be"), SourceFormat.HTML, id="html-utf-16-no-mark"),
    pytest.param("<p>Søren</p>".encode("latin-1"), SourceFormat.HTML, id="html-latin-1"),
    pytest.param(PROSE.encode("utf-16"), SourceFormat.TEXT, id="text-utf-16"),
    pytest.param(PROSE.encode()[:-1] + "ø".encode()[:1], SourceFormat.TEXT, id="text-cut-inside-a-letter"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), TOLD)
def test_format_is_told_by_content(text: str, expected: SourceFormat) -> None:
    assert tell_format(text.encode()[:HEAD]) is expected


@pytest.mark.parametrize(("data", "expected"), BYTES)
def test_format_is_told_by_bytes(data: bytes, expected: SourceFormat | Container) -> None:
    assert tell_format(data) is expected


@pytest.mark.parametrize("name", ["a.pdf", "a.nxml", "a.zip", "a", "a.html.gz", "a.txt"])
def test_a_name_does_not_decide(name: str) -> None:
    assert tell_format(PROSE.encode(), name=name) is SourceFormat.TEXT
    assert tell_format(JATS.encode(), name=name) is SourceFormat.JATS


@pytest.mark.parametrize(
    ("name", "text", "expected"),
    [
        pytest.param("a.md", PROSE, SourceFormat.MARKDOWN, id="md"),
        pytest.param("a.zip!/A.MARKDOWN", PROSE, SourceFormat.MARKDOWN, id="markdown-in-an-archive"),
        pytest.param("a.md.gz", PROSE, SourceFormat.MARKDOWN, id="md-packed"),
        pytest.param("a.md", "<div>\n\n# A rash\n", SourceFormat.MARKDOWN, id="md-with-html"),
        pytest.param("a.md", JATS, SourceFormat.JATS, id="md-that-is-jats"),
        pytest.param("a.md", PAGE, SourceFormat.HTML, id="md-that-is-html"),
        pytest.param("a.txt", MARKS, SourceFormat.TEXT, id="txt-with-marks"),
        pytest.param("a.md/b", PROSE, SourceFormat.TEXT, id="md-is-the-folder"),
    ],
)
def test_a_name_decides_between_text_and_markdown(name: str, text: str, expected: SourceFormat) -> None:
    assert tell_format(text.encode(), name=name) is expected


REFUSED = [
    pytest.param(b"", "is empty", id="empty"),
    pytest.param(codecs.BOM_UTF8 + b" \n", "is empty", id="only-white-space"),
    pytest.param(b"\0" * 2048, "nothing but NUL", id="zeros"),
    pytest.param(b"A man\0\1\2", "binary", id="binary"),
    pytest.param(PROSE.encode("utf-32"), "UTF-32", id="utf-32"),
    pytest.param(PROSE.encode("utf-16-be"), "UTF-16BE without a byte order mark", id="utf-16-no-mark"),
    pytest.param(b"\x89PNG\r\n\x1a\n", "a PNG image", id="png"),
    pytest.param(b"\0\0\0\x18ftypmp42", "a film", id="mp4"),
    pytest.param(b"{\\rtf1 x}", "an RTF file", id="rtf"),
    pytest.param(zipped(**{"[Content_Types].xml": b"", "word__document.xml": b""}), "a Word file", id="docx"),
    pytest.param(zipped(**{"xl__workbook.xml": b""}), "an Excel file", id="xlsx"),
    pytest.param(zipped(mimetype=b"application/epub+zip"), "an EPUB book", id="epub"),
    pytest.param(zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "an OpenDocument", id="odt"),
    pytest.param(b"PK\x07\x08PK\x03\x04", "divided ZIP", id="zip-divided"),
    pytest.param(b"TY  - JOUR\nTI  - A rash\n", "RIS", id="ris"),
    pytest.param(b"\nPMID- 1\nOWN - NLM\n", "MEDLINE", id="medline"),
    pytest.param(b"@article{a, title={A rash}}", "BibTeX", id="bibtex"),
    pytest.param(b"% x\n\\documentclass{article}", "LaTeX", id="latex"),
    pytest.param(b"version https://git-lfs.github.com/spec/v1\n", "git lfs pull", id="git-lfs"),
    pytest.param(b"MIME-Version: 1.0\r\nContent-Type: multipart/related\r\n", "MHTML", id="mhtml"),
    pytest.param(b"pmid,title,text\n1,A rash,A man.\n2,B,C\n3,D,\"E, F\"\n", "CSV", id="csv"),
    pytest.param(b"pmid\ttitle\ttext\n1\tA\tB\n2\tC\tD\n3\tE\tF\n", "CSV", id="tsv"),
    pytest.param(b'{"a": 1, "b": {"c": 2}}', 'not BioC (its first keys are "a", "b", "c")', id="json"),
    pytest.param(b"{}", "not BioC (it is empty)", id="json-empty"),
    pytest.param(b'["a", "b"]', "not BioC", id="json-strings"),
    pytest.param(b'{"schema_version":"1.3","document":{}}', "caseline show", id="record"),
    pytest.param(b"<?xml version='1.0'?>", "without a first element", id="xml-without-root"),
    pytest.param(b"<?xml version='1.0'?><!-- open", "no first element", id="xml-open-comment"),
    pytest.param(b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text/></TEI>', "<TEI> (http://www.tei-c.org", id="tei"),
    pytest.param(b"<?xml version='1.0'?><rss/>", "<rss>", id="rss"),
    pytest.param(b'<article xmlns="http://docbook.org/ns/docbook"/>', "docbook", id="docbook"),
    pytest.param(b'<collection xmlns="http://www.loc.gov/MARC21/slim"><record/></collection>', "MARC21", id="marc"),
    pytest.param(b'<a xmlns="x\ny\x1b[1m"/>', "<a> (x y\ufffd[1m)", id="namespace-made-safe"),
    pytest.param(b"<svg><p/></svg>", "<svg>", id="svg"),
    pytest.param(b"<eSearchResult><IdList/></eSearchResult>", "<eSearchResult>", id="esearch"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "message"), REFUSED)
def test_what_is_no_paper_is_named(data: bytes, message: str) -> None:
    with pytest.raises(ReadingError) as caught:
        tell_format(data, name="x.bin")
    assert message in caught.value.reason
    assert caught.value.path == "x.bin"
    assert "\n" not in str(caught.value)


MARKUP = ["<", "<!--", "-->", "<?xml", "?>", "<!DOCTYPE", "[", "]", ">", '"', "'", " a=", "<article", "<a:b xmlns:a='x'", "\0", "{", '"k":',
          "|t|", "\n", "1", "# ", "**", "---\n", ",", "\ufeff", "PK\x03\x04", "%PDF-", "ustar"]  # fmt: skip


@given(st.binary(max_size=700) | st.lists(st.sampled_from(MARKUP), max_size=40).map("".join).map(str.encode))
def test_any_bytes_are_told_or_refused(data: bytes) -> None:
    try:
        assert isinstance(tell_format(data), SourceFormat | Container)
    except ReadingError as error:
        assert "\n" not in str(error)  # noqa: PT017 - either is right


@given(st.text(max_size=50), st.sampled_from([JATS, PUBMED, BIOC, PAGE]))
def test_comments_and_instructions_before_the_root_change_nothing(comment: str, text: str) -> None:
    inside = comment.replace("-", "").replace("\0", "").encode("utf-8", "replace").decode()
    told = tell_format(f"<!--{inside}--><?x {inside.replace('?', '')}?>\n{text}".encode())
    assert told is tell_format(text.encode())


SLOW = [
    "<", "<!--", "<a ", "<a '", "<a a=", "<!DOCTYPE a [", "<!DOCTYPE a [<!--", "<!DOCTYPE a [\"'", "<!DOCTYPE a <?", "<?", "<?xml ",
    "{", '{"', '{"\\', "[", '["a', "1|t|", "a", "a|t|\n", " ", "\n", "# a\n\n", "[a](", "**a", "|---", "a,", 'a,"', "---\na:\n", "% \n",
    "@article", "%0 A", "\u00e9", "MIME-Version: 1.0\r\n", "-", "<article ", "<article><", "<x></x", "TY", "0", "<a:",
]  # fmt: skip


@pytest.mark.parametrize("piece", SLOW)
def test_no_content_takes_long(piece: str) -> None:
    for start in ("", "<!DOCTYPE a [", "<article>", "# a\n\n", "1|t|", "<x "):
        data = (start + piece * HEAD).encode()[:HEAD]
        begun = time.process_time()
        try:
            tell_format(data)
        except ReadingError:
            continue
        finally:
            assert time.process_time() - begun < 10  # what is tried again at each place takes minutes
