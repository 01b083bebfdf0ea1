"""Bytes of web pages in every encoding they come in, pages that hold no paper, and what a page says of its paper."""

from __future__ import annotations

import pytest

from caseline.errors import ReadingError
from caseline.reading.article import Article
from caseline.reading.pieces import Piece
from caseline.reading.web_page import read_html
from caseline.reading.web_page.decoding import decode_page
from caseline.schema.document import SourceFormat
from tests.unit.reading.publisher_pages import PAGES

TOLD = "Fünf µg – “naproxen” – caused bullae in a man of thirty, who was well after ten days in the ward."


def read(data: bytes) -> Article:
    return read_html(Piece("page.html", data, SourceFormat.HTML))


def page(head: str = "", told: str = TOLD) -> str:
    return f"<html><head>{head}</head><body><p>{told}</p></body></html>"


UTF8 = '<meta charset="utf-8">'
LATIN = '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">'


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(page().encode(), id="utf-8-undeclared"),
        pytest.param(page(UTF8).encode(), id="utf-8"),
        pytest.param(page(LATIN).encode(), id="utf-8-declared-latin-1"),
        pytest.param(page().encode("utf-8-sig"), id="utf-8-mark"),
        pytest.param(page().encode("utf-16"), id="utf-16-mark"),
        pytest.param(page().encode("utf-16-le"), id="utf-16-unmarked"),
        pytest.param(page().encode("utf-32"), id="utf-32-mark"),
        pytest.param(page().encode("cp1252"), id="windows-undeclared"),
        pytest.param(page(LATIN).encode("cp1252"), id="windows-declared-latin-1"),
        pytest.param(page(UTF8).encode("cp1252"), id="windows-declared-utf-8"),
        pytest.param(page('<meta charset="rot13">').encode("cp1252"), id="windows-declared-nonsense"),
        pytest.param(page('<meta charset="utf-7">').encode(), id="utf-8-declared-utf-7"),
        pytest.param(page('<meta charset="utf-16">').encode(), id="utf-8-declared-utf-16"),
        pytest.param(
            b'<?xml version="1.0" encoding="windows-1252"?>' + page("<title/>").encode("cp1252"),
            id="xhtml-prolog",
        ),
    ],
)
def test_encodings(data: bytes) -> None:
    assert read(data).text.endswith(TOLD)


@pytest.mark.parametrize(
    ("name", "told"),
    [("shift_jis", "患者は三十歳の男性で、薬を服用した。"), ("koi8-r", "Больной принял лекарство")],
)
def test_a_declared_encoding_counts_where_the_bytes_are_not_utf_8(name: str, told: str) -> None:
    assert told in decode_page(page(f"<meta charset={name}>", told).encode(name), "page.html")


def test_single_bytes_of_windows_inside_utf_8_come_right() -> None:
    data = page(UTF8).encode().replace(b"ten days", b"10 \xb5g")
    assert "10 µg" in read(data).text
    assert "“naproxen”" in read(data).text


MHTML = (
    b'From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\ttype="text/html";\r\n'
    b'\tboundary="--B"\r\n\r\n----B\r\nContent-Type: text/html\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n'
    b"<p>A man of thirty took 5 =C2=B5g of naproxen and had a rash on both hands for ten =\r\ndays.</p>\r\n----B--\r\n"
)


def test_mhtml_gives_its_page() -> None:
    assert (
        read(MHTML).text == "A man of thirty took 5 µg of naproxen and had a rash on both hands for ten days."
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "is empty", id="empty"),
        pytest.param(b" \r\n\0", "is empty", id="blank"),
        pytest.param(b"A man took naproxen.", "holds no HTML", id="plain-text"),
        pytest.param(b"%PDF-1.7 <p>", "is a PDF file, not a web page", id="pdf"),
        pytest.param(b"PK\x03\x04<p>", "is a ZIP archive", id="archive"),
        pytest.param(
            MHTML.replace(b"text/html\r", b"image/png\r"), "MHTML file without a page", id="mhtml-of-images"
        ),
        pytest.param(b"<!DOCTYPE html>", "cannot be parsed as HTML", id="doctype-only"),
        pytest.param(b"<p></p>", "shows no text of a paper", id="no-text"),
        pytest.param(
            b"<title>A rash after naproxen</title><p> </p>", "shows no text of a paper", id="title-only"
        ),
        pytest.param(b"<div id=root></div><script>go()</script>", "by scripts only", id="scripts-only"),
        pytest.param(
            b"<noscript>You need to enable JavaScript.</noscript>", "by scripts only", id="needs-scripts"
        ),
        pytest.param(
            b"<title>Just a moment...</title><p>Verify you are human.", "is a robot check", id="robots"
        ),
        pytest.param(b"<h1>Access denied</h1><p>You may not see this.", "is an error page", id="denied"),
        pytest.param(
            b"<h1>Sign in to continue</h1><form><input></form>", "is a log-in or purchase page", id="log-in"
        ),
        pytest.param(b"<p>We use cookies to improve your visit.", "is a cookie notice", id="cookies"),
        pytest.param(
            b"<frameset><frame src=toc.htm><frame src=text.htm></frameset>",
            "is a frameset.*toc.htm, text.htm",
            id="frames",
        ),
    ],
)
def test_what_is_no_paper_is_an_error_that_says_so(data: bytes, reason: str) -> None:
    with pytest.raises(ReadingError, match=reason) as caught:
        read(data)
    assert str(caught.value).startswith("page.html: ")


@pytest.mark.parametrize("word", ["cookies", "log in to read more", "JavaScript is disabled", "captcha"])
def test_a_paper_that_mentions_them_is_a_paper(word: str) -> None:
    told = f"{TOLD} " * 8
    assert TOLD in read(f"<p>{told}</p><div>{word}</div>".encode()).text


@pytest.mark.parametrize(
    ("head", "field", "value"),
    [
        pytest.param(
            '<meta name="citation_doi" content="doi:10.1234/Ab(1)2">', "doi", "10.1234/Ab(1)2", id="doi"
        ),
        pytest.param(
            '<link rel=canonical href="https://x.org/doi/10.1234%2Fab">',
            "doi",
            "10.1234/ab",
            id="doi-in-address",
        ),
        pytest.param(
            '<meta name="DC.Identifier" content="10.1234/ab">', "doi", "10.1234/ab", id="dublin-core"
        ),
        pytest.param('<meta name="citation_pmid" content="123">', "pmid", "123", id="pmid"),
        pytest.param(
            '<link rel=canonical href="https://pubmed.ncbi.nlm.nih.gov/123/">',
            "pmid",
            "123",
            id="pmid-in-address",
        ),
        pytest.param(
            '<meta property="og:url" content="https://x.gov/pmc/articles/PMC77777/">',
            "pmcid",
            "PMC77777",
            id="pmcid",
        ),
        pytest.param(
            '<meta name="prism.publicationName" content="J  Cases">', "journal", "J Cases", id="journal"
        ),
        pytest.param('<meta name="dc.date" content="2020-02-03">', "year", 2020, id="year"),
        pytest.param(
            '<meta property="article:published_time" content="2019-01-01T00:00">',
            "year",
            2019,
            id="news-year",
        ),
        pytest.param(
            '<meta name="citation_author" content="Doe, Jane A."><meta name="citation_author" content="J Roe, MD">',
            "authors",
            ("Jane A. Doe", "J Roe, MD"),
            id="authors",
        ),
        pytest.param(
            '<meta name="citation_authors" content="Doe J;Roe K;">',
            "authors",
            ("Doe J", "Roe K"),
            id="authors-in-one",
        ),
        pytest.param(
            '<meta name="citation_keywords" content="rash; naproxen, oral">',
            "keywords",
            ("rash", "naproxen, oral"),
            id="keywords",
        ),
        pytest.param(
            '<meta name="citation_article_type" content="Case Report">',
            "article_type",
            "Case Report",
            id="kind",
        ),
        pytest.param(
            '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">',
            "licence",
            "https://creativecommons.org/licenses/by/4.0/",
            id="licence",
        ),
        pytest.param('<meta name="citation_language" content="en_GB">', "language", "en", id="language"),
        pytest.param(
            '<script type="application/ld+json">{"@graph":[{"@type":"NewsArticle","author":{"name":"J Doe"}}]}</script>',
            "authors",
            ("J Doe",),
            id="json-ld",
        ),
        pytest.param(
            '<script type="application/ld+json">{"@type":["ScholarlyArticle"],'
            '"isPartOf":{"isPartOf":{"@type":"Periodical","name":"J Cases"}}}</script>',
            "journal",
            "J Cases",
            id="json-ld-journal",
        ),
        pytest.param(
            '<script type="application/ld+json">{"@type":</script>', "authors", (), id="broken-json-ld"
        ),
        pytest.param(
            f'<script type="application/ld+json">{"[" * 100_000}</script>', "authors", (), id="deep-json-ld"
        ),
        pytest.param(
            '<script type="application/ld+json">[1, {"@type": {"a": 1}, "author": [null, 3]}]</script>',
            "authors",
            (),
            id="odd-json-ld",
        ),
        pytest.param('<meta name="keywords" content="news, shop">', "keywords", (), id="site-keywords"),
        pytest.param('<meta name="citation_doi" content="none">', "doi", None, id="no-doi"),
    ],
)
def test_what_the_head_of_a_page_states(head: str, field: str, value: object) -> None:
    assert getattr(read(page(head).encode()), field) == value


def test_what_a_publishers_page_states() -> None:
    article = read(PAGES["pmc"].encode())
    assert (article.doi, article.pmid, article.pmcid) == ("10.1234/jic.2021.5", "33000000", "PMC7654321")
    assert (article.journal, article.year) == ("Journal of Invented Cases", 2021)
    assert article.authors == ("Jane Doe", "John Roe")
    assert article.keywords == ("naproxen", "drug eruption")
    assert article.language == "en"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        pytest.param(
            "<title>A rash after naproxen | Journal of Cases</title>",
            "A rash after naproxen",
            id="without-site",
        ),
        pytest.param("<title>Rash | Cases</title>", "Rash | Cases", id="too-short-to-cut"),
        pytest.param('<meta property="og:title" content=" A rash\n again">', "A rash again", id="open-graph"),
        pytest.param(
            '<meta name="citation_title" content="CO&lt;sub&gt;2&lt;/sub&gt; and rash">',
            "CO2 and rash",
            id="markup",
        ),
        pytest.param("", None, id="none"),
    ],
)
def test_a_title_that_no_heading_prints_comes_from_the_head(head: str, title: str | None) -> None:
    assert read(page(head).encode()).title == title
