"""An invented paper, and how it is set on pages, for tests of PDFs."""

from __future__ import annotations

from caseline.reading.article import Article
from caseline.reading.pdf import read_pdf
from caseline.reading.pieces import Piece
from caseline.schema.document import SectionName, SourceFormat
from tests.unit.reading.pdf_writer import Column, Page, broken

TITLE = "Fatal hepatitis after tirozumab in an elderly gardener"
ABSTRACT = (
    "We report fatal hepatitis in a gardener who took tirozumab for his psoriasis. The drug was stopped on the day that "
    "his jaundice was seen, and steroids were given without any effect upon his liver. Viral hepatitis was ruled out, and "
    "the biopsy showed necrosis around the central veins with many eosinophils. Physicians who prescribe the drug should "
    "measure the transaminases before each dose, and should stop it when they rise."
)
INTRODUCTION = [
    "Tirozumab is an antibody that is used against psoriasis of the skin. Its label warns of raised transaminases, which "
    "were seen in some of the patients of the first trial, and which were mild in nearly all of them.",
    "Hepatitis that ends in death was not known of this drug. We describe a gardener who died of it, and we look for "
    "other reports of the kind in the literature of the last ten years.",
]
CASE = [
    "A 71-year-old gardener was admitted with jaundice that had begun nine days after his third dose of tirozumab. He "
    "had taken no other drug, and he drank no alcohol. His liver was large and soft, and his ankles were swollen.",
    "The transaminases were forty times as high as they should have been. Viral hepatitis was ruled out by serology. A "
    "biopsy of the liver showed necrosis around the central veins with many eosinophils.",
    "Tirozumab was stopped and prednisolone was begun. The patient became drowsy on the fourth day, and he died of liver "
    "failure on the eleventh day after his admission to our ward.",
]
DISCUSSION = [
    "The interval between the dose and the jaundice speaks for the drug as the cause of this hepatitis. No other cause "
    "was found although it was looked for with care by three physicians and by a pathologist.",
    "Physicians who prescribe tirozumab should measure the transaminases before each dose, and they should stop the drug "
    "when the values rise to more than three times the upper limit of what is normal.",
]
DISCUSSION += [
    "A woman with hepatitis after the sister drug lurizumab was described by a group in another country. She recovered "
    "within a month of the last dose, and the values of her transaminases had been less high than in our patient.",
    "The necrosis around the central veins and the many eosinophils in the biopsy are seen in allergic reactions of the "
    "liver to drugs. They are not seen in the hepatitis that is caused by alcohol or by the common viruses.",
    "We could not measure the level of tirozumab in the blood of our patient. It would have been of interest, as the "
    "gardener was lean and had been given the dose that is usual for persons who are much heavier than he was.",
    "The scale of Naranjo gave six points, which makes the reaction a probable one. A second dose, which would have made "
    "it a definite one, was of course never given, and no test of the lymphocytes was done in our hospital.",
    "Psoriasis itself may be accompanied by a fatty liver, and some authors have thought that it makes the liver more "
    "prone to the toxic effects of drugs. The liver of our patient held hardly any fat when it was examined.",
    "Steroids were without any effect in our patient. They were begun late, on the third day of his stay in hospital, "
    "and it is not known whether they would have been of use to him if they had been given at once.",
    "A transplant was discussed with the family and with the nearest centre. It was not offered since the gardener was "
    "too old for it by the rules of the centre, and since he had a poor function of the kidneys as well.",
    "We conclude that tirozumab can cause hepatitis that ends in death, and that physicians and patients should know "
    "the first signs of it. A register of such cases would help to tell who is at risk of this reaction.",
]
REFERENCES = [
    f"{number}. Smith AB, Jones CD. A report of a rash. J Rare Cases. 20{number:02d};{number}:1-9."
    for number in range(1, 9)
]
BODY = ["# Introduction", *INTRODUCTION, "# Case report", *CASE, "# Discussion", *DISCUSSION]


def article(data: bytes) -> Article:
    return read_pdf(Piece("paper.pdf", data, SourceFormat.PDF))


def blocks(found: Article, *names: SectionName) -> list[str]:
    return [
        block
        for section in found.sections
        if not names or section.name in names
        for block in found.text[section.start : section.end].split("\n\n")
    ]


def front(page: Page, *, left: float = 50) -> None:
    page.text(left, 770, TITLE, size=16, font="B")
    page.text(left, 748, "Ada B. Smith, Jo de Vries and Bo Lind", size=11)
    page.text(left, 732, "Department of Medicine, University Hospital, 1200 Nowhere, Country", size=8)


def set_abstract(page: Page, left: float = 50, wide: float = 495) -> None:
    page.text(left, 712, "Abstract", size=10, font="B")
    page.lines(left, 699, broken(ABSTRACT, wide, 8.5), size=8.5, leading=10.5)


def furnish(pages: list[Page]) -> None:
    for number, page in enumerate(pages, 101):
        page.text(50, 815, "Smith et al. / Journal of Invented Cases 12 (2019) 101-103", size=7)
        page.text(535, 815, str(number), size=7)
        page.text(50, 25, "Downloaded from www.inventedcases.org by guest", size=6)


def columns(pages: list[Page], count: int, *, top: float = 640, gap: float = 20) -> list[Column]:
    wide = (495 - gap * (count - 1)) / count
    return [
        Column(page, 50 + index * (wide + gap), wide, top if page is pages[0] else 780, 60)
        for page in pages
        for index in range(count)
    ]
