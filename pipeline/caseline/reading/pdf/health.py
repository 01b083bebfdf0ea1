"""Whether a PDF holds text at all, and text that means something."""

from __future__ import annotations

import re
from collections.abc import Sequence

from caseline.errors import ReadingError
from caseline.reading.pdf.sides import Side

# A page with fewer letters and a picture over half of it is a scanned one.
_FEW_LETTERS = 20
_SCAN = 0.5
# So much of a readable text are letters that have a name, and so many of its words have a vowel.
_MOST_NAMELESS = 0.25
_FEWEST_VOWELS = 0.6
_FEWEST_WORDS = 60
_NAMELESS = re.compile("[\x7f-\x9f\ue000-\uf8ff\ufffd\U000f0000-\U0010ffff]")
_LATIN = re.compile(r"[A-Za-z]{3,}")
_VOWEL = re.compile(r"[aeiouyAEIOUY]")


def check_text(sides: Sequence[Side], source: str) -> None:
    """Checks that there is text, and that its fonts say which characters they paint.

    Raises:
        ReadingError: When the pages are pictures, or the text cannot be told from what is painted.
    """
    texts = [_text(side) for side in sides]
    scanned = sum(_is_scanned(side, text) for side, text in zip(sides, texts, strict=True))
    if scanned * 2 > len(sides):
        raise ReadingError(source, "holds pictures of pages only; run OCR first, e.g. ocrmypdf")
    whole = " ".join(texts)
    if not any(map(str.isalnum, whole)):
        raise ReadingError(source, "holds no text; give the full text or the abstract of a report")
    if _is_garbled(whole):
        raise ReadingError(
            source,
            "has fonts that do not say which letters they paint; run OCR over it, e.g. ocrmypdf --force-ocr",
        )


def _text(side: Side) -> str:
    return " ".join(word.text for fragment in side.fragments for word in fragment.words)


def _is_scanned(side: Side, text: str) -> bool:
    whole = side.width * side.height
    pictured = any((box[2] - box[0]) * (box[3] - box[1]) >= _SCAN * whole for box in side.images)
    return pictured and sum(map(str.isalpha, text)) < _FEW_LETTERS


def _is_garbled(text: str) -> bool:
    shown = len(text) - text.count(" ")
    if len(_NAMELESS.findall(text)) > _MOST_NAMELESS * shown:
        return True
    words = _LATIN.findall(text)
    spoken = sum(_VOWEL.search(word) is not None for word in words)
    return len(words) >= _FEWEST_WORDS and spoken < _FEWEST_VOWELS * len(words)
