"""What the text of a paper looks like: the font and height of its body, by which the rest is told."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from caseline.reading.pdf.lines import Fragment, Line
from caseline.reading.pdf.painting import Font
from caseline.reading.pdf.words import Word

# Heights that differ by less than this share are one.
SAME_SIZE = 0.04
_PROSE_WORDS = 5
_USUAL_LEADING = 1.2
_WIDEST_LEADING = 2.6
_COMMON = 0.08
_RIVAL = 0.4


def same_size(first: float, second: float) -> bool:
    """Tells whether two heights of fonts are one, but for rounding."""
    return abs(first - second) <= SAME_SIZE * max(first, second)


@dataclass(frozen=True, slots=True)
class Styles:
    """Fonts of the document and the style of its body.

    Attributes:
        fonts: The fonts, by index.
        size: Height of the font of the body.
        names: Names of the fonts that the body is set in.
        leadings: Distance of baselines by height of the font, in tenths of a point.
    """

    fonts: tuple[Font, ...]
    size: float
    names: frozenset[str]
    leadings: dict[int, float] = field(default_factory=dict)

    def font(self, index: int) -> Font:
        """Returns a font by its index."""
        return self.fonts[index] if 0 <= index < len(self.fonts) else Font("", bold=False, italic=False)

    def is_bold(self, line: Line) -> bool:
        """Tells whether all of the line is bold."""
        lettered = [word for word in line.words if _has_letter(word)]
        return bool(lettered) and all(self.font(word.font).bold for word in lettered)

    def is_italic(self, line: Line) -> bool:
        """Tells whether all of the line is slanted."""
        lettered = [word for word in line.words if _has_letter(word)]
        return bool(lettered) and all(self.font(word.font).italic for word in lettered)

    def is_body(self, line: Line) -> bool:
        """Tells whether the line has the height and font of the body, or that in italics."""
        if not same_size(line.size, self.size):
            return False
        font = self.font(line.font)
        return font.name in self.names or (font.italic and not font.bold)

    def leading(self, size: float) -> float:
        """Returns the usual distance of the baselines of lines of this height."""
        return self.leadings.get(round(size * 10), _USUAL_LEADING * size)


def read_styles(fragments: Iterable[Fragment], fonts: Sequence[Font]) -> Styles:
    """Returns the style that most of the prose has."""
    sizes: Counter[int] = Counter()
    names: Counter[tuple[str, int]] = Counter()
    for fragment in fragments:
        if len(fragment.words) < _PROSE_WORDS:
            continue
        for word in fragment.words:
            sizes[round(word.size * 10)] += len(word.text)
            name = fonts[word.font].name if 0 <= word.font < len(fonts) else ""
            names[name, round(word.size * 10)] += len(word.text)
    if not sizes:
        return Styles(tuple(fonts), 10.0, frozenset())
    size = max(sizes, key=lambda tenths: (_near(sizes, tenths), sizes[tenths]))
    # Long lists of references in small print must not pass for the body.
    larger = [each for each in sizes if each > size and not same_size(each, size)]
    most = _near(sizes, size)
    if larger and _near(sizes, best := max(larger, key=lambda each: _near(sizes, each))) >= _RIVAL * most:
        size = best
    of_body: Counter[str] = Counter()
    for (name, tenths), count in names.items():
        if same_size(tenths, size):
            of_body[name] += count
    whole = sum(of_body.values())
    common = frozenset(name for name, count in of_body.items() if count >= _COMMON * whole)
    return Styles(tuple(fonts), size / 10, common)


def with_leadings(styles: Styles, columns: Iterable[Sequence[Line]]) -> Styles:
    """Returns the styles with the usual distance of lines, for each height."""
    gaps: dict[int, Counter[int]] = {}
    for lines in columns:
        for above, below in itertools.pairwise(lines):
            gap = above.baseline - below.baseline
            if same_size(above.size, below.size) and 0.8 * above.size <= gap <= _WIDEST_LEADING * above.size:
                gaps.setdefault(round(above.size * 10), Counter())[round(gap * 5)] += 1
    leadings = {tenths: counts.most_common(1)[0][0] / 5 for tenths, counts in gaps.items()}
    return Styles(styles.fonts, styles.size, styles.names, leadings)


def _near(sizes: Counter[int], tenths: int) -> int:
    return sum(count for other, count in sizes.items() if same_size(other, tenths))


def _has_letter(word: Word) -> bool:
    return any(map(str.isalpha, word.text))
