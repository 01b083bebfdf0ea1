"""Articles in JATS and NLM XML."""

from __future__ import annotations

import io
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.errors import ReadingError
from caseline.reading import Article
from caseline.reading.jats import read_jats, split_jats
from caseline.reading.pieces import Piece
from caseline.schema.document import SourceFormat
from tests.unit.reading.source_maps import check_article

FRONT = """
<journal-meta><journal-id journal-id-type="nlm-ta">J Inv Cases</journal-id>
<journal-title-group><journal-title>Journal of Invented Cases</journal-title></journal-title-group></journal-meta>
<article-meta>
<article-id pub-id-type="pmid">123</article-id><article-id pub-id-type="pmc">456</article-id>
<article-id pub-id-type="doi">10.1234/inv.5</article-id>
<title-group><article-title>Hiccups after <italic>torazine</italic><xref ref-type="fn" rid="n1">*</xref></article-title>
<subtitle>a report</subtitle><trans-title-group><trans-title>Hoquet</trans-title></trans-title-group></title-group>
<contrib-group>
<contrib contrib-type="author"><name><surname>Doe</surname><given-names>Jane B.</given-names></name></contrib>
<contrib contrib-type="author"><name-alternatives><name><surname>Roe</surname><given-names>Li</given-names>
<suffix>Jr</suffix></name><name><surname>X</surname></name></name-alternatives></contrib>
<contrib contrib-type="author"><collab>Hiccup Group<contrib-group><contrib><name><surname>Member</surname></name>
</contrib></contrib-group></collab></contrib>
<contrib contrib-type="editor"><name><surname>Editor</surname></name></contrib>
</contrib-group>
<pub-date pub-type="pmc-release"><year>2009</year></pub-date>
<pub-date pub-type="ppub"><month>1</month><year>2012</year></pub-date>
<pub-date pub-type="epub"><year>2011</year></pub-date>
<permissions><copyright-statement>© 2011 Doe</copyright-statement><license><license-p>Distributed under the
<ext-link xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="http://creativecommons.org/licenses/by/4.0/">licence</ext-link>
; data are <ext-link xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="http://creativecommons.org/publicdomain/zero/1.0/">free</ext-link>
</license-p></license></permissions>
<abstract><p>A man hiccupped.</p></abstract>
<abstract abstract-type="graphical"><p>A picture.</p></abstract>
<abstract abstract-type="plain-language-summary"><title>In short</title><p>He had hiccups.</p></abstract>
<trans-abstract xml:lang="fr"><p>Un homme.</p></trans-abstract>
<kwd-group kwd-group-type="abbreviations"><kwd>TRZ</kwd></kwd-group>
<kwd-group xml:lang="EN-us"><kwd>hiccups</kwd><kwd>torazine;</kwd></kwd-group>
<kwd-group xml:lang="fr"><kwd>hoquet</kwd></kwd-group>
</article-meta>"""

BODY = """
<sec sec-type="intro"><label>1.</label><title>Introduction</title><p>Torazine is new [<xref ref-type="bibr" rid="B1">1</xref>,
<xref ref-type="bibr" rid="B2">2</xref>].</p></sec>
<sec><title>What we saw</title><sec sec-type="cases"><title>The man</title>
<p>A 40-year-old man had 3&#xd7;10<sup>9</sup>/L cells (Fig. <xref ref-type="fig" rid="f1">1</xref>).
<fig id="f1"><label>Figure 1</label><caption><title>The rash.</title><p>On day 3.</p></caption><graphic/></fig>
He recovered.</p><p>He took:</p>
<list list-type="bullet"><list-item><label>1.</label><p>torazine,</p></list-item><list-item><p>water.</p></list-item></list>
<p>That was all.</p></sec></sec>
<sec><title>Discussion</title><p>As <xref ref-type="bibr" rid="B1">Smith et al. (2010)</xref> reported, it is rare.</p>
<boxed-text><caption><title>Learning points</title></caption><p>Stop torazine.</p></boxed-text>
<disp-quote><p>It was odd.</p><attrib>The patient</attrib></disp-quote></sec>
<sec><title>Ethics approval</title><p>Not needed.</p></sec>
<sec sec-type="supplementary-material"><title>More</title><p>Online.</p></sec>"""

BACK = """
<ack><p>Thanks.</p></ack>
<app-group><app><title>Appendix: case 2</title><p>A second man.</p></app>
<app><title>Questionnaire</title><p>Do you hiccup?</p></app></app-group>
<fn-group><fn id="n1"><p>Equal.</p></fn></fn-group>
<ref-list><ref id="B1"><mixed-citation>Smith A. Hiccups.</mixed-citation></ref><ref id="B2"/></ref-list>"""

FLOATS = """
<table-wrap><label>Table 1</label><caption><p>Values<xref ref-type="table-fn" rid="t1"><sup>a</sup></xref></p></caption>
<table><thead><tr><th/><th colspan="2">Day</th></tr><tr><th>Test</th><th>1</th><th>2</th></tr></thead>
<tbody><tr><td rowspan="2">Cells</td><td>5<sup>a</sup></td><td>6 [<xref ref-type="bibr" rid="B2">2</xref>]</td></tr>
<tr><td>7</td><td/></tr></tbody></table>
<table-wrap-foot><fn id="t1"><label>a</label><p>In 10<sup>9</sup>/L.</p></fn></table-wrap-foot></table-wrap>"""

PAPER = (
    '<!DOCTYPE article PUBLIC "-//NLM//DTD JATS v1.1//EN" "http://invalid.invalid/JATS.dtd">\n'
    f'<article article-type="case-report" xml:lang="en"><front>{FRONT}</front><body>{BODY}</body><back>{BACK}</back>'
    f"<floats-group>{FLOATS}</floats-group><sub-article><front-stub/><body><p>A review.</p></body></sub-article>"
    "<response><body><p>An answer.</p></body></response></article>"
).encode()


def read(data: bytes | str) -> Article:
    raw = data.encode() if isinstance(data, str) else data
    return read_jats(Piece("paper.xml", raw, SourceFormat.JATS))


def article(body: str = "", *, meta: str = "", back: str = "", attributes: str = "") -> str:
    references = "".join(f'<ref id="B{number}"><label>{number}</label></ref>' for number in range(1, 10))
    return (
        f"<article {attributes}><front><article-meta><title-group><article-title>T</article-title></title-group>"
        f"{meta}</article-meta></front>{f'<body>{body}</body>' if body else ''}"
        f"<back>{back}<ref-list>{references}</ref-list></back></article>"
    )


def parts(made: Article) -> list[tuple[str, str | None, str]]:
    """Returns name, title and text of each section."""
    return [(str(part.name), part.title, made.text[part.start : part.end]) for part in made.sections]


def blocks(body: str) -> list[str]:
    """Returns the blocks of a body, without the title of the paper."""
    return read(article(body)).text.split("\n\n")[1:]


def test_sections_of_a_paper() -> None:
    assert parts(read(PAPER)) == [
        ("title", None, "Hiccups after torazine: a report"),
        ("abstract", None, "A man hiccupped."),
        ("lay_summary", "In short", "In short\n\nHe had hiccups."),
        ("introduction", "1. Introduction", "1. Introduction\n\nTorazine is new."),
        ("body", "What we saw", "What we saw"),
        (
            "case",
            "The man",
            "The man\n\nA 40-year-old man had 3×10⁹/L cells (Fig. 1). He recovered.",
        ),
        ("figure", "Figure 1", "Figure 1. The rash.\n\nOn day 3."),
        ("case", None, "He took:\n\n1. torazine,\nwater.\n\nThat was all."),
        (
            "discussion",
            "Discussion",
            "Discussion\n\nAs Smith et al. (2010) reported, it is rare.",
        ),
        ("conclusion", "Learning points", "Learning points\n\nStop torazine."),
        ("discussion", None, "It was odd.\n\nThe patient"),
        (
            "table",
            "Table 1",
            "Table 1. Valuesᵃ\n\n| Day\nTest | 1 | 2\nCells | 5ᵃ | 6\nCells | 7\n\na In 10⁹/L.",
        ),
        ("case", "Appendix: case 2", "Appendix: case 2\n\nA second man."),
    ]


def test_what_a_paper_tells_of_itself() -> None:
    made = read(PAPER)
    assert (made.title, made.doi, made.pmid, made.pmcid) == (
        "Hiccups after torazine: a report",
        "10.1234/inv.5",
        "123",
        "PMC456",
    )
    assert (made.journal, made.year, made.article_type) == ("Journal of Invented Cases", 2011, "case-report")
    assert made.authors == ("Jane B. Doe", "Li Roe Jr", "Hiccup Group")
    assert made.keywords == ("hiccups", "torazine")
    assert made.licence == "http://creativecommons.org/licenses/by/4.0/"
    assert (made.language, made.format, made.source) == ("en", SourceFormat.JATS, "paper.xml")


def test_text_leads_back_to_the_source() -> None:
    check_article(read(PAPER), PAPER)


META = [
    pytest.param('<article-id pub-id-type="pmcid">PMC12</article-id>', {"pmcid": "PMC12"}, id="pmcid"),
    pytest.param(
        '<article-id pub-id-type="doi">https://doi.org/10.1/x</article-id>', {"doi": None}, id="no-doi"
    ),
    pytest.param(
        '<article-id pub-id-type="doi">https://doi.org/10.1234/x.</article-id>',
        {"doi": "10.1234/x"},
        id="doi-address",
    ),
    pytest.param(
        '<pub-date date-type="pub" publication-format="electronic"><year>2020</year></pub-date>',
        {"year": 2020},
        id="new-dates",
    ),
    pytest.param("<pub-date><year>20</year></pub-date>", {"year": None}, id="no-year"),
    pytest.param(
        '<pub-date pub-type="pmc-release"><year>2009</year></pub-date>', {"year": 2009}, id="release-alone"
    ),
    pytest.param(
        '<pub-date date-type="preprint"><year>2019</year></pub-date><pub-date date-type="collection"><year>2020</year></pub-date>',
        {"year": 2020},
        id="preprint",
    ),
    pytest.param(
        "<permissions><copyright-year>2001</copyright-year></permissions>",
        {"year": 2001},
        id="copyright-year",
    ),
    pytest.param(
        '<history><date date-type="received"><year>1999</year></date></history>',
        {"year": None},
        id="received",
    ),
    pytest.param(
        "<permissions><license><license-p>Free to  use.</license-p></license></permissions>",
        {"licence": "Free to use."},
        id="wording",
    ),
    pytest.param("<copyright-statement>© Me</copyright-statement>", {"licence": "© Me"}, id="old-copyright"),
    pytest.param(
        '<permissions><license xmlns:x="http://www.w3.org/1999/xlink" x:href="http://cc.example/by"/></permissions>',
        {"licence": "http://cc.example/by"},
        id="attribute",
    ),
    pytest.param(
        '<permissions><license><a:license_ref xmlns:a="urn:ali">https://cc.example/by</a:license_ref></license></permissions>',
        {"licence": "https://cc.example/by"},
        id="reference",
    ),
    pytest.param(
        "<contrib-group><contrib><string-name>J. Doe</string-name></contrib><contrib><anonymous/></contrib></contrib-group>",
        {"authors": ("J. Doe",)},
        id="string-name",
    ),
    pytest.param(
        '<kwd-group xml:lang="fr"><kwd>toux</kwd></kwd-group><kwd-group xml:lang="de"><kwd>Husten</kwd></kwd-group>',
        {"keywords": ("toux",)},
        id="foreign-keywords",
    ),
    pytest.param(
        "<kwd-group><compound-kwd><compound-kwd-part>a </compound-kwd-part><compound-kwd-part>b</compound-kwd-part></compound-kwd></kwd-group>",
        {"keywords": ("a b",)},
        id="compound-keyword",
    ),
    pytest.param(
        "",
        {"doi": None, "pmid": None, "journal": None, "year": None, "authors": (), "licence": None},
        id="nothing",
    ),
]


@pytest.mark.parametrize(("meta", "expected"), META)
def test_metadata_in_its_many_forms(meta: str, expected: dict[str, object]) -> None:
    made = read(article("<p>Text.</p>", meta=meta))
    assert {name: getattr(made, name) for name in expected} == expected


# A mark of the literature is written {1}.
CITED = [
    pytest.param("Rash [{1},{2}] is rare.", "Rash is rare.", id="list"),
    pytest.param("Rash [{1}]–[{3}], and fever.", "Rash, and fever.", id="range-of-brackets"),
    pytest.param("Rash [{1}–5].", "Rash.", id="range-half-linked"),
    pytest.param("Rash ({Smith 2010}) is rare.", "Rash is rare.", id="author-year"),
    pytest.param("Rash (Smith et al., {2010}; {2011a}) is rare.", "Rash is rare.", id="year-alone-linked"),
    pytest.param("Rash (see {Smith, 2010}; but cf. {Roe, 2011}) is rare.", "Rash is rare.", id="see"),
    pytest.param("Rash<sup>{3}–{5}</sup> is rare.", "Rash is rare.", id="raised"),
    pytest.param("Rash{<sup>3</sup>}<sup>,</sup>{<sup>4</sup>}.", "Rash.", id="raised-one-by-one"),
    pytest.param("Rash.<sup>{3}</sup> It is rare.", "Rash. It is rare.", id="raised-after-stop"),
    pytest.param("Rash.<sup>3,4</sup> It is rare.", "Rash. It is rare.", id="raised-unlinked"),
    pytest.param("Smith et al. [{3}] reported.", "Smith et al. reported.", id="after-et-al"),
    pytest.param("By Smith et al. [{3}].", "By Smith et al.", id="after-et-al-at-the-end"),
    pytest.param("as {Smith et al. (2010)} reported.", "as Smith et al. (2010) reported.", id="in-sentence"),
    pytest.param(
        "As {Smith <italic>et al.</italic>, 2010} said.", "As Smith et al., 2010 said.", id="italic"
    ),
    pytest.param("Smith ({2010}) reported.", "Smith reported.", id="year-in-brackets"),
    pytest.param("As described in [{5}], it is.", "As described in [5], it is.", id="needed"),
    pytest.param("See refs. {1} and {2}.", "See refs. 1 and 2.", id="refs"),
    pytest.param("{5} reported rash.", "5 reported rash.", id="subject"),
    pytest.param("Given (10 mg; [{1}]) daily.", "Given (10 mg) daily.", id="in-other-brackets"),
    pytest.param("Given (Fig. 1 and [{1}]).", "Given (Fig. 1).", id="beside-a-figure"),
    pytest.param(
        "Value 128 [135–145] and (n = 3) [{1}].", "Value 128 [135–145] and (n = 3).", id="values-stay"
    ),
    pytest.param("In m<sup>2</sup>{<sup>3</sup>} of skin.", "In m² of skin.", id="beside-an-exponent"),
    pytest.param("Rash [ {1} , {2} ] .", "Rash.", id="spaced"),
    pytest.param("Rash, [{1}], is rare.", "Rash, is rare.", id="between-commas"),
    pytest.param("Rash [{1}, and references therein].", "Rash.", id="therein"),
    pytest.param("Rash{<sup>[1]</sup>}and fever.", "Rash and fever.", id="no-space-left"),
    pytest.param("Rash (Fig. <xref ref-type='fig' rid='f'>1</xref>).", "Rash (Fig. 1).", id="figure-stays"),
    pytest.param("Rash <xref rid='B3'>[3]</xref>.", "Rash.", id="by-its-target"),
    pytest.param("Rash [{1}] <xref rid='f3'>[3]</xref>.", "Rash [3].", id="by-no-target"),
    pytest.param("Rash<xref ref-type='fn' rid='n'><sup>*</sup></xref>.", "Rash.", id="mark-of-a-note"),
]


@pytest.mark.parametrize(("text", "expected"), CITED)
def test_marks_of_the_literature(text: str, expected: str) -> None:
    linked = re.sub(r"\{(.*?)\}", r'<xref ref-type="bibr" rid="B1">\1</xref>', text)
    assert blocks(f"<p>{linked}</p>") == [expected]


def test_brackets_are_marks_where_a_paper_links_none() -> None:
    abstract = "<abstract><p>Rare [2].</p></abstract>"
    tables = "<table-wrap><table><tr><td>Rash [3]</td><td>5<sup>2</sup></td></tr></table></table-wrap>"
    appendix = "<app><title>Case 2</title><p>A man [7].</p></app>"
    text = (
        "<p>Rash [3], [1, 4–6] and 7 [1–9] or [10].</p><p>See <italic>rash</italic> [<bold>3</bold>] [5].</p>"
    )
    data = article(text + tables, meta=abstract, back=appendix).encode()
    made = read(data)
    assert made.text.split("\n\n") == [
        "T",
        "Rare.",
        "Rash and 7 [1–9] or [10].",
        "See rash.",
        "Rash [3] | 5²",
        "Case 2",
        "A man.",
    ]
    check_article(made, data)


RAISED = [
    pytest.param("10<sup>9</sup>/L", "10⁹/L", id="power"),
    pytest.param("10 <sup>9</sup> /L", "10⁹/L", id="spaced-power"),
    pytest.param("10<sup>−3</sup>", "10⁻³", id="negative-power"),
    pytest.param("10<sup>9.5</sup>", "10^9.5", id="broken-power"),
    pytest.param("mg/m<sup>2</sup>", "mg/m²", id="unit"),
    pytest.param("Ca<sup>2+</sup>", "Ca²⁺", id="ion"),
    pytest.param("CD4<sup>+</sup>", "CD4+", id="sign"),
    pytest.param("<sup>131</sup>I", "131I", id="isotope"),
    pytest.param("the 1<sup>st</sup>", "the 1st", id="ordinal"),
    pytest.param("Xa<sup>®</sup>", "Xa®", id="trade-mark"),
    pytest.param("HbA<sub>1c</sub> and H<sub>2</sub>O", "HbA1c and H2O", id="lowered"),
    pytest.param(
        "<inline-formula><mml:math xmlns:mml='urn:m'><mml:mi>p</mml:mi><mml:mo>=</mml:mo><mml:mn>0.05</mml:mn></mml:math></inline-formula>",
        "p = 0.05",
        id="mathml",
    ),
    pytest.param(
        "<inline-formula><tex-math>\\documentclass{x}\\begin{document}$5\\,\\mu\\mathrm{g}$\\end{document}</tex-math></inline-formula>",
        "5 μg",
        id="tex",
    ),
    pytest.param(
        "x<inline-formula><tex-math>\\begin{array}{l}1\\end{array}</tex-math></inline-formula>",
        "x",
        id="tex-left-out",
    ),
    pytest.param("x<tex-math>\\unknown</tex-math><alternatives><math/></alternatives>", "x", id="bare-tex"),
    pytest.param(
        "<disp-formula>E = mc<sup>2</sup><label>(1)</label></disp-formula>", "E = mc²", id="formula-in-words"
    ),
]


@pytest.mark.parametrize(("text", "expected"), RAISED)
def test_what_stands_above_the_line_stays_readable(text: str, expected: str) -> None:
    assert blocks(f"<p>{text}</p>") == [expected]


BLOCKS = [
    pytest.param("<p>a</p><p> </p><p>[]</p><p>b</p>", ["a", "b"], id="empty-paragraphs"),
    pytest.param(
        "<p>a<list><list-item><p>b</p><p>c</p></list-item></list>d</p>",
        ["a", "b\nc", "d"],
        id="list-in-paragraph",
    ),
    pytest.param(
        "<def-list><def-item><term>TRZ</term><def><p>torazine</p></def></def-item></def-list>",
        ["TRZ: torazine"],
        id="definitions",
    ),
    pytest.param(
        "<p>a<fn><label>1</label><p>A note.</p></fn> b.</p>", ["a b.", "1 A note."], id="note-in-paragraph"
    ),
    pytest.param("<p>a<fig><label>Fig. 1</label><graphic/></fig></p>", ["a"], id="image-without-words"),
    pytest.param(
        "<p>a</p><fig><label>Fig. 1:</label><caption><p>b</p></caption></fig>",
        ["a", "Fig. 1: b"],
        id="label-with-colon",
    ),
    pytest.param(
        "<fig-group><caption><title>Both.</title></caption><fig><label>A</label><caption><p>b</p></caption></fig></fig-group>",
        ["Both.", "A. b"],
        id="figure-group",
    ),
    pytest.param(
        "<p>a</p><supplementary-material><caption><p>b</p></caption></supplementary-material>",
        ["a"],
        id="supplement",
    ),
    pytest.param(
        "<p>a <named-content content-type='x'>b</named-content> <ext-link>c</ext-link></p>",
        ["a b c"],
        id="names-and-links",
    ),
    pytest.param("<p>a<!-- b -->c<?d?>e<![CDATA[<f]]></p>", ["ace<f"], id="comments"),
    pytest.param("<p>a<abbrev>TRZ<def><p>torazine</p></def></abbrev></p>", ["aTRZ"], id="abbreviation"),
    pytest.param("<statement><label>Note.</label><p>a</p></statement>", ["Note. a"], id="statement"),
    pytest.param(
        "<verse-group><verse-line>a</verse-line><verse-line>b</verse-line></verse-group>",
        ["a\nb"],
        id="verse",
    ),
    pytest.param("<speech><speaker>She:</speaker><p>a</p></speech>", ["She:", "a"], id="speech"),
    pytest.param("loose text <p>a</p>", ["loose text", "a"], id="text-without-paragraph"),
    pytest.param("<unknown><p>a</p><new>b</new></unknown>", ["a", "b"], id="unknown-elements"),
    pytest.param(
        "<p>a</p><ref-list><ref><p>b</p></ref></ref-list><ack><p>c</p></ack>", ["a"], id="back-matter-in-body"
    ),
    pytest.param("<p>a<break/>b</p>", ["a b"], id="line-break"),
]


@pytest.mark.parametrize(("body", "expected"), BLOCKS)
def test_blocks(body: str, expected: list[str]) -> None:
    assert blocks(body) == expected


TABLES = [
    pytest.param("<tr><td>a</td><td>b</td></tr>", ["a | b"], id="row"),
    pytest.param("<tr><td/><td>b</td><td/></tr><tr><td/></tr>", ["| b"], id="empty-cells"),
    pytest.param("<tr><td colspan='3'>a</td><td>b</td></tr>", ["a | | | b"], id="wide"),
    pytest.param(
        "<tr><td rowspan='3'>a</td><td>b</td></tr><tr><td>c</td></tr><tr/>",
        ["a | b", "a | c", "a"],
        id="high",
    ),
    pytest.param(
        "<tr><td>b</td><td rowspan='2'>a</td></tr><tr><td>c</td></tr>", ["b | a", "c | a"], id="high-last"
    ),
    pytest.param(
        f"<tr><td rowspan='2'>{'a' * 99}</td><td>b</td></tr><tr><td>c</td></tr>",
        ["a" * 99 + " | b", "| c"],
        id="high-and-long",
    ),
    pytest.param(
        "<tr><td><p>a</p><p>b.</p><list><list-item><p>c</p></list-item></list></td></tr>",
        ["a; b. c"],
        id="paragraphs",
    ),
    pytest.param("<tr><td>one<break/>line (x)<break/>Two</td></tr>", ["one line (x); Two"], id="line-breaks"),
    pytest.param("<tr><td colspan='x' rowspan='-1'>a</td></tr>", ["a"], id="spans-that-are-none"),
    pytest.param("<tr><td>a [{1}]</td></tr>", ["a"], id="cited"),
]


@pytest.mark.parametrize(("rows", "expected"), TABLES)
def test_tables_are_lines(rows: str, expected: list[str]) -> None:
    linked = re.sub(r"\{(\d)\}", r'<xref ref-type="bibr" rid="B1">\1</xref>', rows)
    made = read(article(f"<table-wrap><label>Table 1</label><table>{linked}</table></table-wrap>"))
    assert parts(made)[1] == ("table", "Table 1", "Table 1\n\n" + "\n".join(expected))


def test_spans_beyond_all_sense_are_bounded() -> None:
    row = "<tr><td rowspan='9999' colspan='9999'>a</td></tr>"
    made = read(article(f"<table-wrap><table>{row}<tr><td>b</td></tr></table></table-wrap>"))
    assert made.text.count("|") <= 200


def test_table_in_the_oasis_model() -> None:
    made = read(
        article(
            '<table-wrap xmlns:o="urn:oasis"><alternatives><graphic/><o:table><o:tgroup>'
            '<o:colspec colname="c1"/><o:colspec colname="c2"/><o:colspec colname="c3"/><o:tbody>'
            '<o:row><o:entry morerows="1">a</o:entry><o:entry namest="c2" nameend="c3">b</o:entry></o:row>'
            "<o:row><o:entry>c</o:entry><o:entry>d</o:entry></o:row></o:tbody></o:tgroup></o:table>"
            "</alternatives></table-wrap>"
        )
    )
    assert made.text == "T\n\na | b\na | c | d"


ABSTRACTS = [
    pytest.param(
        "<abstract><sec><title>Case</title><p>a</p></sec></abstract>",
        "<p>x</p>",
        [("abstract", "Case")],
        id="labels-above-a-body",
    ),
    pytest.param(
        "<abstract><sec><title>Background</title><p>a</p></sec><sec><title>Case</title><p>b</p></sec></abstract>",
        "",
        [("introduction", "Background"), ("case", "Case")],
        id="labels-alone",
    ),
    pytest.param(
        "<abstract><sec><title>Case</title><p>a</p></sec></abstract>",
        "<p> </p>",
        [("case", "Case")],
        id="labels-above-an-empty-body",
    ),
    pytest.param(
        "<abstract><p>Background: A drug. Case report: A man fell ill.</p></abstract>",
        "",
        [("introduction", "Background"), ("case", "Case report")],
        id="run-in-alone",
    ),
    pytest.param(
        "<abstract><p>Background: A drug. Case report: A man fell ill.</p></abstract>",
        "<p>x</p>",
        [("abstract", None)],
        id="run-in-above-a-body",
    ),
    pytest.param(
        "<abstract><title>Abstract</title><p>a</p></abstract>",
        "<p>x</p>",
        [("abstract", "Abstract")],
        id="titled",
    ),
    pytest.param(
        "<abstract><p>a</p></abstract><abstract abstract-type='teaser'><p>b</p></abstract>",
        "<p>x</p>",
        [("abstract", None)],
        id="teaser",
    ),
    pytest.param(
        "<abstract abstract-type='toc'><p>a</p></abstract><abstract abstract-type='precis'><p>bb</p></abstract>",
        "<p>x</p>",
        [("abstract", None)],
        id="precis-alone",
    ),
    pytest.param(
        "<abstract><title>Graphical Abstract</title><p>a</p></abstract>",
        "<p>x</p>",
        [],
        id="graphical-by-title",
    ),
    pytest.param(
        "<abstract><title>Plain Language Summary</title><p>a</p></abstract>",
        "<p>x</p>",
        [("lay_summary", "Plain Language Summary")],
        id="lay-by-title",
    ),
    pytest.param(
        "<trans-abstract><p>a</p></trans-abstract>", "<p>x</p>", [("abstract", None)], id="translation-alone"
    ),
    pytest.param(
        "<abstract><sec><title>Trial registration</title><p>NCT1</p></sec></abstract>",
        "<p>x</p>",
        [],
        id="notes",
    ),
]


@pytest.mark.parametrize(("meta", "body", "expected"), ABSTRACTS)
def test_abstracts(meta: str, body: str, expected: list[tuple[str, str | None]]) -> None:
    made = parts(read(article(body, meta=meta)))
    assert [(name, title) for name, title, _ in made if name not in {"title", "body"}] == expected


SECTIONS = [
    pytest.param('<sec sec-type="methods|subjects"><title>Who</title><p>a</p></sec>', ["methods"], id="type"),
    pytest.param(
        '<sec sec-type="methods"><title>Case report</title><p>a</p></sec>', ["case"], id="title-first"
    ),
    pytest.param(
        "<sec><title>Case</title><sec><title>Follow-up</title><p>a</p></sec></sec>",
        ["case", "case"],
        id="inherited",
    ),
    pytest.param(
        "<sec><title>Results</title><sec><title>Outcomes</title><p>a</p></sec></sec>",
        ["results", "results"],
        id="part-of-results",
    ),
    pytest.param(
        "<sec><title>Discussion</title><p>a</p></sec><sec><title>Summary</title><p>b</p></sec>",
        ["discussion", "conclusion"],
        id="summary-at-the-end",
    ),
    pytest.param(
        "<sec><title>Funding</title><p>a</p><sec><title>Case</title><p>b</p></sec></sec><p>c</p>",
        ["body"],
        id="notes-left-out",
    ),
    pytest.param(
        "<sec><title>Case</title><p>a</p><sec><p>b</p></sec><p>c</p></sec>",
        ["case", "case", "case"],
        id="section-without-title",
    ),
    pytest.param(
        "<p>a</p><p><bold>Case report</bold></p><p>b</p><p><bold>Torazine</bold></p>",
        ["body", "case"],
        id="bold-paragraph",
    ),
    pytest.param(
        "<p>a</p><p><bold>Case report</bold></p><p>b</p><p><bold>Torazine</bold></p>",
        ["body", "case"],
        id="bold-paragraph",
    ),
    pytest.param(
        "<boxed-text><title>Key points</title><p>a</p></boxed-text><p>b</p>", ["conclusion", "body"], id="box"
    ),
]


@pytest.mark.parametrize(("body", "expected"), SECTIONS)
def test_kinds_of_sections(body: str, expected: list[str]) -> None:
    assert [name for name, _, _ in parts(read(article(body)))][1:] == expected


def test_old_dtds_and_namespaces_are_read_alike() -> None:
    old = "<article><front><article-meta><article-title>T</article-title></article-meta></front><body><p>a</p></body>"
    assert (
        read(f"{old}<floats-wrap><fig><caption><p>b</p></caption></fig></floats-wrap></article>").text
        == "T\n\na\n\nb"
    )
    spaced = article(
        "<p>a<sup>1</sup></p>", attributes='xmlns="https://jats.nlm.nih.gov/ns/archiving/1.3/"'
    ).encode()
    made = read(spaced)
    assert made.text == "T\n\na¹"
    check_article(made, spaced)


@pytest.mark.parametrize("name", ["response", "sub-article"])
def test_part_of_an_article_alone(name: str) -> None:
    made = read(f"<{name}><front-stub><title-group><article-title>Re: T</article-title></title-group></front-stub>"
                f"<body><p>An answer.</p></body></{name}>")  # fmt: skip
    assert made.text == "Re: T\n\nAn answer."


SET = (
    '<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><ListRecords>'
    + "".join(
        f"<record><header/><metadata>{each}</metadata></record>"
        for each in (article(f"<p>Case {number}.</p>", attributes="xmlns='urn:jats'") for number in (1, 2))
    )
    + "</ListRecords></OAI-PMH>"
).encode()


@pytest.mark.parametrize(
    "data",
    [
        SET,
        f"<pmc-articleset>{article('<p>Case 1.</p>')}{article('<p>Case 2.</p>')}</pmc-articleset>".encode(),
    ],
    ids=["oai", "pmc"],
)
def test_sets_come_apart(data: bytes) -> None:
    found = [read_jats(piece) for piece in split_jats(io.BytesIO(data), "s.xml") if isinstance(piece, Piece)]
    assert [(made.source, made.text) for made in found] == [
        ("s.xml#1", "T\n\nCase 1."),
        ("s.xml#2", "T\n\nCase 2."),
    ]
    for made in found:
        check_article(made, data)


ERRORS = [
    pytest.param(b"<html><p>x</p></html>", "holds no <article>", id="html"),
    pytest.param(b"<s><article><p>a</p></article><article/></s>", "holds 2 articles", id="two"),
    pytest.param(b"<article/>", "holds no text", id="empty"),
    pytest.param(b"<article><body><p>x", "is cut off", id="cut-off"),
    pytest.param(
        article("<p>12</p><fig><label>Figure</label></fig>")
        .replace("<article-title>T<", "<article-title><")
        .replace("12", "")
        .encode(),
        "holds no text",
        id="labels-only",
    ),
]


@pytest.mark.parametrize(("data", "message"), ERRORS)
def test_errors_name_the_file_and_say_what_to_do(data: bytes, message: str) -> None:
    with pytest.raises(ReadingError, match=message) as caught:
        read(data)
    assert str(caught.value).startswith("paper.xml")


NESTED = [
    "sec",
    "p",
    "list",
    "list-item",
    "boxed-text",
    "fig",
    "table",
    "td",
    "italic",
    "sup",
    "xref",
    "caption",
    "disp-quote",
    "fn",
    "inline-formula",
    "math",
    "mrow",
    "def-item",
    "def",
    "title",
    "label",
]


@pytest.mark.parametrize("outer", NESTED)
@pytest.mark.parametrize("inner", ["sec", "p", "boxed-text", "table-wrap", "italic", "fn"])
def test_no_depth_is_too_deep(outer: str, inner: str) -> None:
    deep = f"<{outer}>a<{inner}>" * 97 + "b" + f"</{inner}></{outer}>" * 97
    assert read(article(deep)).text


SHAPES = [
    pytest.param(
        "<p>A <italic>man</italic> [<xref ref-type='bibr'>1</xref>, <xref ref-type='bibr'>2</xref>].</p>",
        "",
        id="paragraphs",
    ),
    pytest.param(
        "A (<xref ref-type='bibr'>Smith 2010</xref>) had 10<sup>9</sup>/L. ", "p", id="one-paragraph"
    ),
    pytest.param("(<xref ref-type='bibr'>1</xref> a ", "p", id="open-brackets"),
    pytest.param("<tr><td rowspan='3' colspan='3'>a</td><td>b</td></tr>", "table", id="table"),
    pytest.param("<fig><label>Figure 1</label><caption><p>a</p></caption></fig>", "p", id="figures"),
    pytest.param(" ", "p", id="spaces"),
    pytest.param("<inline-formula><tex-math>\\frac{a}{</tex-math></inline-formula>", "p", id="formulas"),
]


@pytest.mark.parametrize(("part", "around"), SHAPES)
def test_time_grows_with_the_length(part: str, around: str) -> None:
    def seconds(times: int) -> float:
        body = f"<{around}>{part * times}</{around}>" if around else part * times
        begun = time.process_time()
        read(article(body))
        return time.process_time() - begun

    seconds(10)
    # Ten times the length: ten times as long, or a hundred times where each is compared with each.
    assert min(map(seconds, [3_000] * 2)) < 60 * max(*map(seconds, [300] * 3), 0.01)


# Trees of any elements in any order: what real files never do, and broken ones might.
TREE = st.recursive(
    st.sampled_from(["x", " ", "A 5-year-old", "(", ")", "[", "]", ",", "10", "&#xe000;", "Smith 2010"]),
    lambda inner: st.builds(
        lambda name, kind, rest: (
            f"<{name} ref-type='{kind}' rid='B1' colspan='2' rowspan='2'>{''.join(rest)}</{name}>"
        ),
        st.sampled_from(
            [*NESTED, "tr", "table-wrap", "fig-group", "term", "tex-math", "mfrac", "break", "abstract"]
        ),
        st.sampled_from(["bibr", "fig", "fn"]),
        st.lists(inner, max_size=5),
    ),
    max_leaves=30,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(TREE, max_size=6))
def test_any_tree_is_read_and_leads_back(trees: list[str]) -> None:
    data = article("".join(trees), meta="".join(trees), back="".join(trees)).encode()
    check_article(read(data), data)


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_broken_files_are_errors_of_ours(data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(PAPER)))
    end = begin + data.draw(st.integers(0, 40))
    broken = PAPER[:begin] + data.draw(st.binary(max_size=12)) + PAPER[end:]
    for piece in split_jats(io.BytesIO(broken), "paper.xml"):
        if isinstance(piece, Piece):
            try:
                read_jats(piece)
            except ReadingError as error:
                assert "\n" not in str(error)  # noqa: PT017


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_crash(data: bytes) -> None:
    with pytest.raises(ReadingError):
        read(data)
