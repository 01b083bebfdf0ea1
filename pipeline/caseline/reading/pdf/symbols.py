"""Characters that fonts name wrongly: signs set in symbol fonts, and ligatures that no name was given.

The tables hold what typesetting systems of the large publishers are seen to do: a dose of "5 mg" must not be read
"5 lg", nor a range "8–10" as "8e10".
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from caseline.reading.pdf.painting import Font, Glyph, Space

# The Symbol font, as office programs write it: its codes moved into the private use area.
_SYMBOL_KEYS = (
    "∀ ! ∀ # ∃ % & ∋ ( ) ∗ + , − . / 0 1 2 3 4 5 6 7 8 9 : ; < = > ? ≅ Α Β Χ Δ Ε Φ Γ Η Ι ϑ Κ Λ Μ Ν Ο Π Θ Ρ Σ Τ Υ ς Ω Ξ Ψ Ζ"
    " [ ∴ ] ⊥ _ ‾ α β χ δ ε φ γ η ι ϕ κ λ μ ν ο π θ ρ σ τ υ ϖ ω ξ ψ ζ { | } ∼"
).split()
_SYMBOL: dict[int, str] = {0xF021 + index - 1: sign for index, sign in enumerate(_SYMBOL_KEYS)} | {
    0xF020: " ",
    0xF0A2: "′",
    0xF0A3: "≤",
    0xF0A4: "/",
    0xF0A5: "∞",
    0xF0A7: "▪",
    0xF0A8: "♦",
    0xF0AC: "←",
    0xF0AD: "↑",
    0xF0AE: "→",
    0xF0AF: "↓",
    0xF0B0: "°",
    0xF0B1: "±",
    0xF0B2: "″",
    0xF0B3: "≥",
    0xF0B4: "×",
    0xF0B5: "∝",
    0xF0B6: "∂",
    0xF0B7: "•",
    0xF0B8: "÷",
    0xF0B9: "≠",
    0xF0BA: "≡",
    0xF0BB: "≈",
    0xF0BC: "…",
    0xF0D2: "®",
    0xF0D3: "©",
    0xF0D4: "™",
    0xF0D6: "√",
    0xF0D7: "·",
    0xF0E2: "®",
    0xF0E3: "©",
    0xF0E4: "™",
    0xF0E5: "∑",
    0xF8020: "′",
}
# By the name of the font.
_FONTS: tuple[tuple[re.Pattern[str], dict[str, str]], ...] = (
    (re.compile(r"AdvPi1\Z"), {"m": "μ", "a": "α", "b": "β", "5": "<", "4": ">", "O": "Ω"}),
    (re.compile(r"AdvPSMP13\Z"), {"l": "μ", "D": "Δ", "a": "α", "b": "β"}),
    (re.compile(r"AdvPSMP10\Z"), {"a": "α", "b": "β", "c": "γ", "d": "δ", "l": "μ", "k": "κ"}),
    (
        re.compile(r"AdvP4C4E|AdvMT_SY|AdvMathSy"),
        {
            "¼": "=",
            "þ": "+",
            "À": "−",
            "Â": "×",
            "Æ": "±",
            "Á": "·",
            "Ã": "*",
            "ð": "(",
            "Þ": ")",
            "½": "[",
        },
    ),
    (
        re.compile(r"MathematicalPi-?One|MathematicalPi\s?1"),
        {
            ",": "<",
            ".": ">",
            "1": "+",
            "2": "−",
            "3": "×",
            "4": "÷",
            "5": "=",
            "6": "±",
            "8": "°",
            "#": "≤",
            "$": "≥",
            "m": "μ",
        },
    ),
    (
        re.compile(r"EPSSymbol|UniversalMath|Universal-Greek"),
        {"m": "μ", "a": "α", "b": "β", "g": "γ", "d": "δ", "k": "κ"},
    ),
    (re.compile(r"AdvTir_symb\Z"), {"9": "×"}),
)
# MathematicalPi with its codes moved into the private use area.
_MOVED_PI = re.compile(r"MathematicalPi")
_DASH_FONT = re.compile(r"Adv(?:P|PS|OT)[\dA-Fa-f]{4,}")
_DASHES = {"e": "–", "d": "—"}
# The ligature "Th", which some fonts name with any other character: what follows it in a word.
_AFTER_TH = frozenset("eiyuaor")
# Ligatures of the fonts of office programs.
_OFFICE = {"\u019f": "ti", "\u01a9": "tt", "\u014c": "ft"}
_OFFICE_LIGATURE = re.compile(r"(?<=[a-z])[\u019f\u01a9\u014c]|[\u019f\u01a9](?=[a-z])")


def with_signs(glyphs: Sequence[Glyph], fonts: Sequence[Font]) -> list[Glyph]:
    """Returns the characters of a page as they look, where their fonts name them otherwise."""
    tables = {index: _table(font.name) for index, font in enumerate(fonts)}
    dashes = _dash_fonts(glyphs, fonts)
    signs: list[Glyph] = []
    for index, glyph in enumerate(glyphs):
        text = _sign(glyph, tables.get(glyph.font, {}), fonts)
        if glyph.font in dashes:
            text = _DASHES[text]
        elif (
            not glyph.mapped
            and not text.isalpha()
            and index + 1 < len(glyphs)
            and _opens(glyph, glyphs[index + 1])
        ):
            text = "Th"
        signs.append(glyph if text == glyph.text else glyph._replace(text=text))
    return signs


def with_office_ligatures(word: str) -> str:
    """Resolves ligatures that office programs name with letters of rare alphabets."""
    return _OFFICE_LIGATURE.sub(lambda found: _OFFICE[found.group()], word)


def _table(name: str) -> dict[str, str]:
    return next((table for pattern, table in _FONTS if pattern.search(name)), {})


def _sign(glyph: Glyph, table: dict[str, str], fonts: Sequence[Font]) -> str:
    text = glyph.text
    code = ord(text[0])
    if 0xE000 <= code < 0xE100 and 0 <= glyph.font < len(fonts) and _MOVED_PI.search(fonts[glyph.font].name):
        text = chr(code - 0xE000)
    elif code >= 0xF020:
        return _SYMBOL.get(code, text)
    return table.get(text, text) if table else text


def _dash_fonts(glyphs: Sequence[Glyph], fonts: Sequence[Font]) -> set[int]:
    """Returns the fonts that hold nothing but a dash, named "e" or "d"."""
    held: dict[int, set[str]] = defaultdict(set)
    for glyph in glyphs:
        held[glyph.font].add(glyph.text)
    return {
        font
        for font, texts in held.items()
        if texts <= _DASHES.keys() and 0 <= font < len(fonts) and _DASH_FONT.match(fonts[font].name)
    }


def _opens(glyph: Glyph, after: Glyph) -> bool:
    """Tells whether a character opens a word that goes on in small letters."""
    return glyph.spaced is not Space.NONE and after.spaced is Space.NONE and after.text in _AFTER_TH
