"""What is painted on a page of a PDF: characters, lines, pictures. The border to PDFium, with `pages`."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from ctypes import c_double, c_float, c_int, c_void_p, cast, create_string_buffer
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, NamedTuple

import pypdfium2.raw as c_api

from caseline.reading.pdf.geometry import (
    IDENTITY,
    Box,
    Frame,
    Matrix,
    combined,
    holds,
    moved,
    overlap,
    quarter_turns,
)

# The most drawn objects of a page that are looked at, and how deep they are nested: a map may have a million.
_MOST_OBJECTS = 20_000
_DEEPEST = 6
# A clipping path of more segments cuts out a drawing, and its box says nothing.
_MOST_SEGMENTS = 64
_THIN = 3.0
_LARGEST_FONT = 1000.0
_LONGEST_NAME = 200
_FORCE_BOLD = 1 << 18
_ITALIC_FLAG = 1 << 6
_ITALIC_DEGREES = 4

_SUBSET = re.compile(r"\A[A-Z]{6}\+")
_BOLD = re.compile(r"bold|black|heavy|demi|[-.,_](?:b|bi|bd|sb)\Z", re.IGNORECASE)
_BOLD_CAPITAL = re.compile(r"(?<=[a-z])B(?:It?)?\Z")
_ITALIC = re.compile(r"ital|obli|slant|curs|kursiv|[-.,_](?:i|bi|it)\Z", re.IGNORECASE)
_ITALIC_CAPITAL = re.compile(r"(?<=[a-z])B?It?\Z")

_SPACES = frozenset({0x09, 0x20, 0xA0, *range(0x2000, 0x200C), 0x202F, 0x205F, 0x3000})
_LINE_ENDS = frozenset({0x0A, 0x0D})
# PDFium gives a hyphen at the end of a line as U+0002.
_HYPHENS = frozenset({0x02, 0xFFFE})


class Space(Enum):
    """What stands before a character: nothing, a space of the file, a space that PDFium sees, the end of a line."""

    NONE = auto()
    PRINTED = auto()
    MADE = auto()
    LINE = auto()


class Glyph(NamedTuple):
    """A character as painted; coordinates are points on its sheet.

    Attributes:
        text: The character.
        left: Where its advance begins.
        right: Where its advance ends.
        baseline: Height of the baseline.
        size: Height of the font.
        font: Index of the font in the document.
        spaced: What stands before it in the file.
        mapped: Whether its font says which character it is.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    font: int
    spaced: Space
    mapped: bool


@dataclass(frozen=True, slots=True)
class Font:
    """A font of the document."""

    name: str
    bold: bool
    italic: bool


@dataclass(slots=True)
class Sheet:
    """What is painted on a page in one direction of reading.

    Attributes:
        page: Number of the page, counted from 1.
        frame: How it lies on the page.
        glyphs: The characters, in the order of the file.
        rules: Horizontal lines, as boxes.
        shapes: Drawn shapes that are no lines, as boxes.
        images: Pictures, as boxes.
    """

    page: int
    frame: Frame
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    shapes: list[Box] = field(default_factory=list)
    images: list[Box] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """A drawn object, the kind that PDFium gives it, its box, and the matrix of the form that holds it."""

    handle: Any
    kind: int
    box: Box | None
    matrix: Matrix


@dataclass(frozen=True, slots=True)
class _Painted:
    """What the characters of one text object have in common."""

    turns: int | None
    size: float
    font: int
    visible: Box


def read_font(handle: Any) -> Font:
    """Returns a font by its handle; part of a font is named as the font."""
    buffer = create_string_buffer(_LONGEST_NAME)
    length = c_api.FPDFFont_GetBaseFontName(handle, buffer, _LONGEST_NAME)
    name = buffer.value.decode("utf-8", "replace") if 0 < length <= _LONGEST_NAME else ""
    name = _SUBSET.sub("", name)
    flags = max(c_api.FPDFFont_GetFlags(handle), 0)
    angle = c_int()
    slanted = bool(c_api.FPDFFont_GetItalicAngle(handle, angle)) and abs(angle.value) >= _ITALIC_DEGREES
    return Font(
        name,
        bold=bool(_BOLD.search(name) or _BOLD_CAPITAL.search(name) or flags & _FORCE_BOLD),
        italic=bool(_ITALIC.search(name) or _ITALIC_CAPITAL.search(name) or flags & _ITALIC_FLAG or slanted),
    )


class PageReader:
    """Reads the characters and drawn objects of one page.

    Args:
        page: Handle of the page.
        text: Handle of its text.
        number: Number of the page, counted from 1.
        bounds: The visible part of the page.
        font_number: Gives the index of a font by its handle.
    """

    def __init__(
        self, page: Any, text: Any, number: int, bounds: Box, font_number: Callable[[Any], int]
    ) -> None:
        self._page = page
        self._text = text
        self._number = number
        self._bounds = bounds
        self._font_number = font_number
        self._turned = c_api.FPDFPage_GetRotation(page) % 4
        self._painted: dict[int, _Painted] = {}
        self._matrices: dict[int, Matrix] = {}
        self._sheets: dict[int, Sheet] = {}
        self._edges = [c_double() for _ in range(4)]
        self._origin = (c_double(), c_double())
        self._rectangle = c_api.FS_RECTF()

    def read(self, count: int) -> list[Sheet]:
        """Returns the sheets of a page with so many characters, the one with most of them first."""
        drawn = list(self._drawn())
        self._read_characters(count)
        sheets = sorted(self._sheets.values(), key=lambda sheet: -len(sheet.glyphs))
        sheets = sheets or [Sheet(self._number, Frame(self._turned, self._turned, self._bounds))]
        for each in drawn:
            for sheet in sheets:
                _add_drawing(sheet, each)
        return sheets

    def _read_characters(self, count: int) -> None:
        spaced = Space.LINE
        high = 0
        for index in range(count):
            code = c_api.FPDFText_GetUnicode(self._text, index)
            if code in _SPACES:
                # A space that PDFium puts in has room; one of the file may have none.
                made = c_api.FPDFText_IsGenerated(self._text, index) == 1
                spaced = Space.MADE if made else Space.PRINTED
            elif code in _LINE_ENDS:
                spaced = spaced if spaced in {Space.MADE, Space.PRINTED} else Space.LINE
            elif 0xD800 <= code < 0xDC00:
                high = code
            else:
                text = _character(code, high)
                high = 0
                if text and self._add(index, text, spaced):
                    spaced = Space.NONE

    def _add(self, index: int, text: str, spaced: Space) -> bool:
        """Adds a character; returns False for one that runs across the page, or is not to be seen."""
        handle = c_api.FPDFText_GetTextObject(self._text, index)
        key = cast(handle, c_void_p).value or 0
        painted = self._painted.get(key) or self._look(handle, key, index)
        if painted.turns is None:
            return False
        box = self._place(index, upright=painted.turns == 0)
        middle = (box[0] + box[2]) / 2, (box[1] + box[3]) / 2
        if not (math.isfinite(sum(middle)) and holds(painted.visible, *middle)):
            return False
        if painted.turns not in self._sheets:
            frame = Frame(painted.turns, self._turned, self._bounds)
            self._sheets[painted.turns] = Sheet(self._number, frame)
        sheet = self._sheets[painted.turns]
        left, bottom, right, top = sheet.frame.box(box)
        origin, baseline = sheet.frame.point(self._origin[0].value, self._origin[1].value)
        # The box of a slanted letter leans over its neighbours; its origin does not.
        left = origin if abs(origin - left) <= painted.size else left
        size = painted.size or max(top - bottom, 1.0)
        mapped = c_api.FPDFText_HasUnicodeMapError(self._text, index) <= 0
        sheet.glyphs.append(Glyph(text, left, right, baseline, size, painted.font, spaced, mapped))
        return True

    def _place(self, index: int, *, upright: bool) -> Box:
        c_api.FPDFText_GetCharOrigin(self._text, index, *self._origin)
        found = self._rectangle
        # The loose box has the advance of the character, but PDFium works it out for upright text only.
        if upright and c_api.FPDFText_GetLooseCharBox(self._text, index, found) and found.right > found.left:
            return found.left, found.bottom, found.right, found.top
        left, right, bottom, top = self._edges
        c_api.FPDFText_GetCharBox(self._text, index, left, right, bottom, top)
        return left.value, bottom.value, right.value, top.value

    def _look(self, handle: Any, key: int, index: int) -> _Painted:
        matrix = c_api.FS_MATRIX()
        c_api.FPDFText_GetMatrix(self._text, index, matrix)
        size = abs(c_api.FPDFText_GetFontSize(self._text, index)) * math.hypot(matrix.c, matrix.d)
        painted = _Painted(
            turns=quarter_turns(matrix.a, matrix.b),
            size=size if 0 < size < _LARGEST_FONT else 0.0,
            font=self._font_number(c_api.FPDFTextObj_GetFont(handle) if key else None),
            visible=self._visible(handle, self._matrices.get(key, IDENTITY)) if key else self._bounds,
        )
        self._painted[key] = painted
        return painted

    def _visible(self, handle: Any, matrix: Matrix) -> Box:
        """Returns what the clipping paths of an object leave of the page."""
        visible = self._bounds
        clip = c_api.FPDFPageObj_GetClipPath(handle)
        for path in range(max(c_api.FPDFClipPath_CountPaths(clip), 0) if clip else 0):
            count = c_api.FPDFClipPath_CountPathSegments(clip, path)
            if 0 < count <= _MOST_SEGMENTS:
                visible = overlap(visible, moved(_path_box(clip, path, count), matrix))
        return visible

    def _drawn(self) -> Iterator[_Drawn]:
        """Yields what is drawn, notes the matrix of text in forms, and stops after the most objects."""
        left = _MOST_OBJECTS
        stack: list[tuple[Any, Matrix, int]] = [(None, IDENTITY, 0)]
        while stack:
            form, matrix, depth = stack.pop()
            size = (
                c_api.FPDFPage_CountObjects(self._page)
                if form is None
                else c_api.FPDFFormObj_CountObjects(form)
            )
            for index in range(min(max(size, 0), left)):
                left -= 1
                handle = (
                    c_api.FPDFPage_GetObject(self._page, index)
                    if form is None
                    else c_api.FPDFFormObj_GetObject(form, index)
                )
                kind = c_api.FPDFPageObj_GetType(handle)
                if kind == c_api.FPDF_PAGEOBJ_TEXT:
                    if form is not None:
                        self._matrices[cast(handle, c_void_p).value or 0] = matrix
                elif kind == c_api.FPDF_PAGEOBJ_FORM:
                    if depth < _DEEPEST:
                        stack.append((handle, combined(_matrix(handle), matrix), depth + 1))
                elif (box := _bounds(handle)) is not None:
                    yield _Drawn(
                        handle, kind, overlap(moved(box, matrix), self._visible(handle, matrix)), matrix
                    )


def _add_drawing(sheet: Sheet, drawn: _Drawn) -> None:
    if drawn.box is None or drawn.box[0] > drawn.box[2] or drawn.box[1] > drawn.box[3]:
        return
    box = sheet.frame.box(drawn.box)
    if drawn.kind == c_api.FPDF_PAGEOBJ_IMAGE:
        sheet.images.append(box)
    elif box[3] - box[1] <= _THIN < box[2] - box[0]:
        sheet.rules.append(box)
    elif box[2] - box[0] > _THIN:
        sheet.shapes.append(box)


def _bounds(handle: Any) -> Box | None:
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not c_api.FPDFPageObj_GetBounds(handle, left, bottom, right, top):
        return None
    box = (left.value, bottom.value, right.value, top.value)
    return box if math.isfinite(sum(box)) else None


def _matrix(handle: Any) -> Matrix:
    found = c_api.FS_MATRIX()
    if not c_api.FPDFPageObj_GetMatrix(handle, found):
        return IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _path_box(clip: Any, path: int, count: int) -> Box:
    x, y = c_float(), c_float()
    xs: list[float] = []
    ys: list[float] = []
    for index in range(count):
        segment = c_api.FPDFClipPath_GetPathSegment(clip, path, index)
        if c_api.FPDFPathSegment_GetPoint(segment, x, y):
            xs.append(x.value)
            ys.append(y.value)
    return (min(xs), min(ys), max(xs), max(ys)) if xs else (-math.inf, -math.inf, math.inf, math.inf)


def _character(code: int, high: int) -> str:
    if 0xDC00 <= code < 0xE000:
        return chr(0x10000 + ((high - 0xD800) << 10) + code - 0xDC00) if high else ""
    if code in _HYPHENS:
        return "-"
    return "" if code < 0x20 or code > 0x10FFFF or code == 0xFFFF else chr(code)
