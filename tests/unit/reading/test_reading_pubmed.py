"""Citations in PubMed and MEDLINE XML."""

from __future__ import annotations

import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from caseline.errors import ReadingError
from caseline.reading import Article
from caseline.reading.pieces import Piece
from caseline.reading.pubmed import read_pubmed, split_pubmed
from caseline.schema.document import SourceFormat
from tests.unit.reading.source_maps import check_article

ARTICLE = """
<PubmedArticle><MedlineCitation Status="MEDLINE" Owner="NLM"><PMID Version="1">123</PMID>
<Article PubModel="Print-Electronic">
<Journal><JournalIssue><PubDate><MedlineDate>1998 Nov-Dec</MedlineDate></PubDate></JournalIssue>
<Title>Journal of invented cases</Title><ISOAbbreviation>J Inv Cases</ISOAbbreviation></Journal>
<ArticleTitle>[Hiccups after <i>torazine</i>: 3x10<sup>9</sup> of them].</ArticleTitle>
<ELocationID EIdType="pii">S1</ELocationID><ELocationID EIdType="doi" ValidYN="Y">10.1234/inv.5</ELocationID>
<Abstract>
<AbstractText Label="RATIONALE" NlmCategory="BACKGROUND">Torazine is new.</AbstractText>
<AbstractText Label="PATIENT CONCERNS" NlmCategory="UNASSIGNED">A man took 50 mg/m(2) and had O(2) by mask.</AbstractText>
<AbstractText Label="INTERVENTIONS" NlmCategory="METHODS">Water.</AbstractText>
<AbstractText Label="COURSE OF EVENTS" NlmCategory="RESULTS">He recovered.</AbstractText>
<AbstractText Label="LESSONS" NlmCategory="CONCLUSIONS">Stop torazine.</AbstractText>
<AbstractText Label="TRIAL REGISTRATION">NCT1</AbstractText>
<CopyrightInformation>© 1999 Doe</CopyrightInformation></Abstract>
<AuthorList CompleteYN="Y">
<Author ValidYN="Y"><LastName>Doe</LastName><ForeName>Jane B</ForeName><Initials>JB</Initials></Author>
<Author><LastName>Roe</LastName><Initials>L</Initials><Suffix>Jr</Suffix></Author>
<Author ValidYN="N"><LastName>Wrong</LastName></Author>
<Author><CollectiveName>Hiccup Group</CollectiveName></Author></AuthorList>
<Language>fre</Language>
<PublicationTypeList><PublicationType UI="D016428">Journal Article</PublicationType>
<PublicationType UI="D002363">Case Reports</PublicationType></PublicationTypeList>
<VernacularTitle>Hoquet.</VernacularTitle>
<ArticleDate DateType="Electronic"><Year>1999</Year></ArticleDate></Article>
<MeshHeadingList><MeshHeading><DescriptorName>Hiccup</DescriptorName><QualifierName>etiology</QualifierName></MeshHeading>
<MeshHeading><DescriptorName>Humans</DescriptorName></MeshHeading></MeshHeadingList>
<OtherAbstract Type="Publisher" Language="fre"><AbstractText>Un homme.</AbstractText></OtherAbstract>
<OtherAbstract Type="plain-language-summary" Language="eng"><AbstractText>He had hiccups.</AbstractText></OtherAbstract>
</MedlineCitation>
<PubmedData><ArticleIdList><ArticleId IdType="pubmed">123</ArticleId><ArticleId IdType="pmc">PMC456</ArticleId></ArticleIdList>
<ReferenceList><Reference><Citation>Smith.</Citation><ArticleIdList><ArticleId IdType="pmc">PMC9</ArticleId>
<ArticleId IdType="doi">10.9999/no</ArticleId></ArticleIdList></Reference></ReferenceList></PubmedData></PubmedArticle>"""

SET = f"""<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE PubmedArticleSet PUBLIC "-//NLM//DTD PubMedArticle, 1st January 2019//EN" "http://invalid.invalid/p.dtd">
<PubmedArticleSet>{ARTICLE}
<PubmedBookArticle><BookDocument><PMID>7</PMID>
<ArticleIdList><ArticleId IdType="bookaccession">NBK7</ArticleId><ArticleId IdType="doi">10.1234/b</ArticleId></ArticleIdList>
<Book><Publisher><PublisherName>P</PublisherName></Publisher><BookTitle>Drugs in milk</BookTitle>
<PubDate><Year>2006</Year></PubDate><AuthorList Type="editors"><Author><LastName>Ed</LastName></Author></AuthorList></Book>
<ArticleTitle>Torazine</ArticleTitle><Language>eng</Language>
<AuthorList Type="authors"><Author><LastName>Doe</LastName><ForeName>J</ForeName></Author></AuthorList>
<PublicationType>Review</PublicationType><Abstract><AbstractText>It passes.</AbstractText></Abstract>
<KeywordList><Keyword>milk.</Keyword></KeywordList></BookDocument><PubmedBookData/></PubmedBookArticle>
<DeleteCitation><PMID>1</PMID></DeleteCitation></PubmedArticleSet>""".encode()


def pieces(data: bytes | str) -> list[Piece | ReadingError]:
    return list(split_pubmed(io.BytesIO(data.encode() if isinstance(data, str) else data), "set.xml"))


def read(data: bytes | str) -> Article:
    (piece,) = pieces(data)
    assert isinstance(piece, Piece)
    return read_pubmed(piece)


def citation(inner: str, *, types: str = "Journal Article", rest: str = "") -> str:
    return (
        f"<MedlineCitation><PMID>1</PMID><Article><ArticleTitle>T.</ArticleTitle>{inner}<PublicationTypeList>"
        f"<PublicationType>{types}</PublicationType></PublicationTypeList></Article>{rest}</MedlineCitation>"
    )


def parts(made: Article) -> list[tuple[str, str | None, str]]:
    """Returns name, title and text of each section."""
    return [(str(part.name), part.title, made.text[part.start : part.end]) for part in made.sections]


def test_sections_of_a_citation() -> None:
    assert parts(read(ARTICLE)) == [
        ("title", None, "[Hiccups after torazine: 3x10⁹ of them]."),
        ("introduction", "RATIONALE", "RATIONALE\n\nTorazine is new."),
        ("case", "PATIENT CONCERNS", "PATIENT CONCERNS\n\nA man took 50 mg/m² and had O2 by mask."),
        ("case", "INTERVENTIONS", "INTERVENTIONS\n\nWater."),
        ("case", "COURSE OF EVENTS", "COURSE OF EVENTS\n\nHe recovered."),
        ("conclusion", "LESSONS", "LESSONS\n\nStop torazine."),
        ("lay_summary", None, "He had hiccups."),
    ]


def test_what_a_citation_tells_of_its_article() -> None:
    made = read(ARTICLE)
    assert made.title == "[Hiccups after torazine: 3x10⁹ of them]."
    assert (made.doi, made.pmid, made.pmcid) == ("10.1234/inv.5", "123", "PMC456")
    assert (made.journal, made.year, made.language) == ("Journal of invented cases", 1998, "fr")
    assert made.authors == ("Jane B Doe", "L Roe Jr", "Hiccup Group")
    assert made.keywords == ("Hiccup", "Humans")
    assert (made.article_type, made.licence) == ("Case Reports", "© 1999 Doe")
    assert (made.format, made.source) == (SourceFormat.PUBMED, "set.xml")


def test_set_gives_its_articles_and_books_with_their_places() -> None:
    found = pieces(SET)
    assert [(piece.source, piece.base) for piece in found if isinstance(piece, Piece)] == [
        ("set.xml#1", "/PubmedArticleSet/PubmedArticle[1]"),
        ("set.xml#2", "/PubmedArticleSet/PubmedBookArticle[1]"),
    ]
    first, second = [read_pubmed(piece) for piece in found if isinstance(piece, Piece)]
    check_article(first, SET)
    check_article(second, SET)
    assert second.text == "Torazine\n\nIt passes."
    assert (second.pmid, second.doi, second.journal, second.year) == ("7", "10.1234/b", "Drugs in milk", 2006)
    assert (second.authors, second.keywords, second.article_type) == (("J Doe",), ("milk",), "Review")


@pytest.mark.parametrize("root", ["MedlineCitationSet", "PubmedArticleSet", "pubmed"])
def test_old_sets(root: str) -> None:
    found = pieces(f"<{root}>{citation('')}{citation('')}<DeleteCitation/></{root}>")
    assert [read_pubmed(piece).text for piece in found if isinstance(piece, Piece)] == ["T.", "T."]


LABELS = [
    pytest.param("CASE REPORT", "METHODS", "Journal Article", "case", id="case"),
    pytest.param("CLINICAL FEATURES", "METHODS", "Case Reports", "case", id="part-of-a-case"),
    pytest.param("OUTCOMES", "RESULTS", "Case Reports", "case", id="outcomes-of-a-case"),
    pytest.param("OUTCOMES", "RESULTS", "Clinical Trial", "results", id="outcomes-of-a-trial"),
    pytest.param("WHAT HAPPENED", "METHODS", "Case Reports", "case", id="unknown-in-a-case-report"),
    pytest.param("WHAT HAPPENED", "METHODS", "Clinical Trial", "methods", id="unknown-in-a-trial"),
    pytest.param("WHAT HAPPENED", "CONCLUSIONS", "Case Reports", "conclusion", id="category"),
    pytest.param("WHAT HAPPENED", "UNASSIGNED", "Case Reports", "abstract", id="unknown"),
    pytest.param("METHODS", "METHODS", "Case Reports", "methods", id="methods"),
    pytest.param("Conclusions and Relevance", "", "Review", "conclusion", id="no-category"),
]


@pytest.mark.parametrize(("label", "category", "types", "name"), LABELS)
def test_labels_tell_what_a_part_is(label: str, category: str, types: str, name: str) -> None:
    text = f'<Abstract><AbstractText Label="{label}" NlmCategory="{category}">a</AbstractText></Abstract>'
    assert parts(read(citation(text, types=types)))[1:] == [(name, label, f"{label}\n\na")]


ABSTRACTS = [
    pytest.param(
        "<AbstractText>BACKGROUND: A drug. CASE: A man fell ill. CONCLUSIONS: Take care.</AbstractText>",
        [
            ("introduction", "BACKGROUND", "BACKGROUND: A drug."),
            ("case", "CASE", "CASE: A man fell ill."),
            ("conclusion", "CONCLUSIONS", "CONCLUSIONS: Take care."),
        ],
        id="labels-run-in",
    ),
    pytest.param(
        "<AbstractText>We saw a man. Conclusion: Take care. Funding: None.</AbstractText>",
        [
            ("abstract", None, "We saw a man."),
            ("conclusion", "Conclusion", "Conclusion: Take care. Funding: None."),
        ],
        id="label-after-prose",
    ),
    pytest.param(
        '<AbstractText Label="UNLABELLED">a</AbstractText><AbstractText>b</AbstractText>',
        [("abstract", None, "a\n\nb")],
        id="unlabelled",
    ),
    pytest.param(
        '<AbstractText>a</AbstractText><AbstractText Label="CASE">b</AbstractText><AbstractText>c</AbstractText>',
        [("abstract", None, "a"), ("case", "CASE", "CASE\n\nb"), ("abstract", None, "c")],
        id="partly-labelled",
    ),
    pytest.param("<AbstractText> </AbstractText>", [], id="blank"),
    pytest.param("", [], id="none"),
]


@pytest.mark.parametrize(("text", "expected"), ABSTRACTS)
def test_abstracts(text: str, expected: list[tuple[str, str | None, str]]) -> None:
    data = citation(f"<Abstract>{text}</Abstract>")
    made = read(data)
    assert parts(made) == [("title", None, "T."), *expected]
    check_article(made, data.encode())


PLAIN = [
    pytest.param("10(9)/L and 10(-3)", "10⁹/L and 10⁻³", id="powers"),
    pytest.param("kg/m(2), mm(3), mm(9)", "kg/m², mm³, mm(9)", id="units"),
    pytest.param("PaO(2), HbA(1c), B(12)", "PaO2, HbA1c, B12", id="lowered"),
    pytest.param("(18)F-FDG and (99m)Tc", "18F-FDG and 99mTc", id="isotopes"),
    pytest.param(
        "mean 61 (11) years, (1)First, group(2)", "mean 61 (11) years, (1)First, group(2)", id="others"
    ),
    pytest.param("10<sup>9</sup> and H<sub>2</sub>O", "10⁹ and H2O", id="markup"),
]


@pytest.mark.parametrize(("text", "expected"), PLAIN)
def test_raised_and_lowered_numbers(text: str, expected: str) -> None:
    data = citation(f"<Abstract><AbstractText>{text}</AbstractText></Abstract>")
    made = read(data)
    assert made.text == f"T.\n\n{expected}"
    check_article(made, data.encode())


def test_abstract_in_another_language_only_where_there_is_no_other() -> None:
    other = '<OtherAbstract Type="Publisher" Language="{}"><AbstractText>{}</AbstractText></OtherAbstract>'
    assert read(citation("", rest=other.format("fre", "Un."))).text == "T.\n\nUn."
    both = other.format("fre", "Un.") + other.format("eng", "One.")
    assert read(citation("", rest=both)).text == "T.\n\nOne."
    abstract = "<Abstract><AbstractText>A.</AbstractText></Abstract>"
    assert read(citation(abstract, rest=both)).text == "T.\n\nA."


TITLES = [
    pytest.param(
        "<ArticleTitle>[Not Available].</ArticleTitle><VernacularTitle>Hoquet.</VernacularTitle>",
        "Hoquet.",
        id="not-available",
    ),
    pytest.param("<ArticleTitle/><VernacularTitle>Hoquet.</VernacularTitle>", "Hoquet.", id="empty"),
    pytest.param(
        "<ArticleTitle>A.</ArticleTitle><VernacularTitle>Hoquet.</VernacularTitle>", "A.", id="both"
    ),
]


@pytest.mark.parametrize(("titles", "expected"), TITLES)
def test_title_is_text(titles: str, expected: str) -> None:
    made = read(f"<MedlineCitation><Article>{titles}</Article></MedlineCitation>")
    assert (made.text, made.title, made.article_type, made.authors) == (expected, expected, None, ())


YEARS = [
    pytest.param(
        "<Journal><JournalIssue><PubDate><Year>2001</Year></PubDate></JournalIssue></Journal>",
        2001,
        id="year",
    ),
    pytest.param(
        "<Journal><JournalIssue><PubDate><MedlineDate>1999-2000 Winter</MedlineDate></PubDate></JournalIssue></Journal>",
        1999,
        id="years",
    ),
    pytest.param(
        "<Journal><JournalIssue><PubDate><MedlineDate>Spring</MedlineDate></PubDate></JournalIssue></Journal>",
        None,
        id="season",
    ),
    pytest.param(
        "<Journal><JournalIssue><PubDate><Year>2001</Year></PubDate></JournalIssue></Journal><ArticleDate><Year>2000</Year></ArticleDate>",
        2000,
        id="online-first",
    ),
    pytest.param("", None, id="none"),
]


@pytest.mark.parametrize(("inner", "expected"), YEARS)
def test_year(inner: str, expected: int | None) -> None:
    assert read(citation(inner)).year == expected


def test_author_keywords_come_before_mesh_and_types_say_most() -> None:
    rest = (
        '<KeywordList Owner="NOTNLM"><Keyword>a</Keyword><Keyword>a</Keyword></KeywordList><MeshHeadingList>'
        "<MeshHeading><DescriptorName>b</DescriptorName></MeshHeading></MeshHeadingList>"
    )
    types = "Journal Article</PublicationType><PublicationType>English Abstract</PublicationType><PublicationType>Review"
    made = read(citation("<Language>spa</Language><Language>eng</Language>", types=types, rest=rest))
    assert (made.keywords, made.article_type, made.language) == (("a",), "Review", "en")
    assert read(citation("")).article_type == "Journal Article"


def test_articles_before_a_break_come_out() -> None:
    *found, error = pieces(f"<PubmedArticleSet>{ARTICLE}{ARTICLE}<PubmedArticle><MedlineCit")
    assert [read_pubmed(piece).pmid for piece in found if isinstance(piece, Piece)] == ["123", "123"]
    assert "after article #2" in str(error)


ERRORS = [
    pytest.param(b"<html/>", "holds no <PubmedArticle>", id="html"),
    pytest.param(f"<s>{citation('')}{citation('')}</s>".encode(), "holds 2 articles", id="two"),
    pytest.param(b"<PubmedArticle/>", "holds no text", id="empty"),
    pytest.param(b"PMID- 1", "is no XML", id="medline-format"),
]


@pytest.mark.parametrize(("data", "message"), ERRORS)
def test_errors_name_the_file_and_say_what_to_do(data: bytes, message: str) -> None:
    with pytest.raises(ReadingError, match=message) as caught:
        read_pubmed(Piece("paper.xml", data, SourceFormat.PUBMED))
    assert str(caught.value).startswith("paper.xml")


NAMES = ["AbstractText", "i", "b", "sup", "sub", "mml", "DispFormula", "ArticleTitle", "Abstract", "OtherAbstract",
         "Author", "LastName", "PubDate", "Year", "Keyword", "CopyrightInformation", "xref"]  # fmt: skip
TREE = st.recursive(
    st.sampled_from(["x", " ", "CASE REPORT: A man fell ill. ", "(2)", "10", "Background: ", "2001", "O"]),
    lambda inner: st.builds(
        lambda name, label, rest: f'<{name} Label="{label}" NlmCategory="METHODS">{"".join(rest)}</{name}>',
        st.sampled_from(NAMES),
        st.sampled_from(["", " CASE  REPORT", "UNLABELLED"]),
        st.lists(inner, max_size=5),
    ),
    max_leaves=30,
)


@settings(max_examples=150, deadline=None)
@given(st.lists(TREE, max_size=6))
def test_any_tree_is_read_and_leads_back(trees: list[str]) -> None:
    inner = "".join(trees)
    data = citation(f"<Abstract>{inner}</Abstract><AuthorList>{inner}</AuthorList>", rest=inner)
    check_article(read(data), data.encode())


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_broken_files_are_errors_of_ours(data: st.DataObject) -> None:
    begin = data.draw(st.integers(0, len(SET)))
    end = begin + data.draw(st.integers(0, 40))
    for piece in pieces(SET[:begin] + data.draw(st.binary(max_size=12)) + SET[end:]):
        if isinstance(piece, Piece):
            try:
                read_pubmed(piece)
            except ReadingError as error:
                assert "\n" not in str(error)  # noqa: PT017


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_crash(data: bytes) -> None:
    with pytest.raises(ReadingError):
        read_pubmed(Piece("paper.xml", data, SourceFormat.PUBMED))


def test_other_types_of_a_case_report_are_kept() -> None:
    kinds = ("Journal Article", "Retracted Publication", "Case Reports", "Research Support, N.I.H.")
    listed = "".join(f"<PublicationType>{kind}</PublicationType>" for kind in kinds)
    made = read(citation(f"<PublicationTypeList>{listed}</PublicationTypeList>"))
    assert made.article_type == "Case Reports; Retracted Publication"
