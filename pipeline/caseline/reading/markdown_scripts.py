"""Superscripts, subscripts and simple formulas of Markdown as plain characters; marks of citation as `MARK`."""

from __future__ import annotations

import re

from caseline.reading.citation_marks import ending
from caseline.reading.mapped import Mapped

# A noncharacter of Unicode, which no paper holds.
MARK = "\ufdd0"
_BETWEEN = rf"(?:[\s,;‐-―-]|and\b|&|{MARK})"
_MARKED = re.compile(
    rf"\s*\({_BETWEEN}*?{MARK}{_BETWEEN}*\)"
    rf"|\s*\[{_BETWEEN}*?{MARK}{_BETWEEN}*\]"
    rf"|\s*{MARK}(?:\s?[,;‐-―-]?\s?{MARK})*"
)

_RAISED = str.maketrans("0123456789+-−–()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁻⁽⁾ⁿ")
_SIGN = r"(?:\d{1,3}[a-z]?|\*|†|‡|[a-h])"
_NUMBERS = re.compile(rf"[\s\[(]*{_SIGN}(?:\s?[,;‐-―-]\s?{_SIGN})*[\s\])]*")
_EXPONENT = re.compile(r"\s*[+\-−–]?\s*\d{1,3}\s*")
# "10⁹", "m²", "kg/m²", "10 × 10⁹", but "drug¹²".
_TAKES_EXPONENT = re.compile(r"(?:\d|(?<![^\W\d_])(?:[cdkmµμn]?m|mm|s|sec|min|h|kg|g|L|l|dL|mol)|[)\]])\Z")
_ISOTOPE = re.compile(r"\d{2,3}m?")

_MATH = re.compile(r"(?<![\\$])\$(?!\s)(?P<inside>[^$\n]{1,160}?)(?<!\s)\$(?!\d)")
# "45 $-$ year": some programs make a formula of a hyphen, and put spaces around it.
_BESIDE_HYPHEN = re.compile(
    r"(?<=\w) (?=\$[-‐‑]\$ [a-z])|(?<=\w \$[-‐‑]\$) (?=[a-z])|(?<=\w\$[-‐‑]\$) (?=[a-z])"
)
# "$5\\%$" and "$[1, 2]$" are no formulas, "$5 to $" is a price.
_FIGURES = re.compile(r"[\s\d\[\](),;<>=≤≥±~%.+‐-―-]+")
_FORMULA = re.compile(r"[\\^_]")
_RAISED_MATH = re.compile(r"\s*\^\s*(?:\{(?P<braced>[^{}]{1,40})\}|(?P<one>[\w*†‡+-]))")
_LOWERED_MATH = re.compile(r"\s*_\s*(?:\{(?P<braced>[^{}]{1,40})\}|(?P<one>\w))")
_WRAPPED = re.compile(
    r"\\(?:mathrm|text|textrm|mathbf|mathit|rm|bf|operatorname|textbf|textit)\s*\{(?P<inside>[^{}]{0,80})\}"
)
_COMMAND = re.compile(r"\\(?:(?P<name>[A-Za-z]+)\s?|(?P<mark>[%,;:!\s$&#_{}]))")
_COMMANDS = {
    "pm": "±", "times": "×", "cdot": "·", "mu": "µ", "alpha": "α", "beta": "β", "gamma": "γ", "delta": "δ", "kappa": "κ",
    "lambda": "λ", "omega": "ω", "Delta": "Δ", "geq": "≥", "ge": "≥", "geqslant": "≥", "leq": "≤", "le": "≤",
    "leqslant": "≤", "sim": "~", "approx": "≈", "circ": "°", "degree": "°", "rightarrow": "→", "to": "→", "gt": ">",
    "lt": "<", "neq": "≠", "dagger": "†", "ddagger": "‡", "prime": "′", "uparrow": "↑", "downarrow": "↓", "quad": " ",
    "left": "", "right": "", "rm": "", "bf": "",
}  # fmt: skip
_SPACED_SIGNS = frozenset("±×≥≤≈><≠→")
_SPACES = {",": " ", ";": " ", ":": " ", "!": "", "{": "", "}": ""}
_LETTERS = re.compile(r"(?<![\\A-Za-z])[A-Za-z\d]+")
_SPACED = re.compile(r"(?P<command>\\[A-Za-z]+)\s*|\s+")
_PANDOC = re.compile(
    r"(?<![\^\s])\^(?P<raised>[\d+−–-][\d\s,;−–-]{0,20})\^|(?<=\w)~(?P<lowered>\d{1,2})~(?!~)"
)


def raised(before: str, inside: Mapped, after: str) -> Mapped:
    """Returns what stands for a superscript: the characters for it, or a mark of citation.

    Args:
        before: The text in front of it.
        inside: Its text.
        after: What the source prints behind it; the first character is enough.
    """
    shown = "".join(inside.text.split())
    if _EXPONENT.fullmatch(shown) and _TAKES_EXPONENT.search(before[-8:]):
        return Mapped.made(shown.translate(_RAISED))
    if _ISOTOPE.fullmatch(shown) and after[:1].isupper() and not before[-1:].isalnum():
        return Mapped.made(shown.translate(_RAISED))
    if not shown or MARK in shown or _NUMBERS.fullmatch(shown):
        return Mapped.made(MARK) if before.strip() else inside
    return inside


def marks_taken(text: Mapped) -> Mapped:
    """Returns the text without marks of citation, their brackets, and the white space before them."""
    if MARK not in text.text:
        return text
    return text.without([ending(text.text, *found.span()) for found in _MARKED.finditer(text.text)])


def scripts_read(text: Mapped) -> Mapped:
    """Returns the text with formulas between dollars, and with Pandoc's scripts, as plain characters."""
    if "$" in text.text:
        text = text.without([found.span() for found in _BESIDE_HYPHEN.finditer(text.text)])
        formulas = [(*found.span(), _formula(text, found)) for found in _MATH.finditer(text.text)]
        text = text.replaced(formulas)
    if "^" in text.text or "~" in text.text:
        text = text.replaced([(*found.span(), _pandoc(text, found)) for found in _PANDOC.finditer(text.text)])
    return text


def _pandoc(text: Mapped, found: re.Match[str]) -> Mapped:
    if found["lowered"] is not None:
        return text.cut(*found.span("lowered"))
    after = text.text[found.end() : found.end() + 1]
    return raised(text.text[: found.start()], text.cut(*found.span("raised")), after)


def _formula(text: Mapped, found: re.Match[str]) -> Mapped:
    """Returns a formula; one without commands and scripts may be a price, and stays."""
    inside = found["inside"]
    if _FORMULA.search(inside) is None:
        return text.cut(*found.span("inside" if _FIGURES.fullmatch(inside) else 0))
    plain = _closed(_WRAPPED.sub(lambda one: one["inside"], inside))
    before, after = text.text[: found.start()], text.text[found.end() : found.end() + 1]
    shown = ""
    reached = 0
    for script in _RAISED_MATH.finditer(plain):
        shown += plain[reached : script.start()]
        reached = script.end()
        one = _command_read(script["braced"] or script["one"] or "")
        if one.strip() not in {"°", "′"}:
            one = raised(before + shown, Mapped.made(one), (plain[reached:] or after).lstrip()).text
        shown += one
    shown = _LOWERED_MATH.sub(lambda one: one["braced"] or one["one"], shown + plain[reached:])
    return Mapped.made(_command_read(shown).replace("{", "").replace("}", ""))


def _closed(formula: str) -> str:
    """Returns a formula without the spaces that some programs put between all of its characters."""
    words = _LETTERS.findall(formula)
    if len(words) < 2 or any(len(word) > 1 for word in words):
        return formula
    return _SPACED.sub(lambda one: f"{one['command']} " if one["command"] else "", formula)


def _command_read(text: str) -> str:
    """Returns the characters that commands stand for."""
    return _COMMAND.sub(_character, text)


def _character(found: re.Match[str]) -> str:
    if found["mark"] is not None:
        return _SPACES.get(found["mark"], found["mark"])
    sign = _COMMANDS.get(found["name"], found["name"])
    # The space behind a command ends its name; beside a sign it is one more often than not.
    spaced = (
        sign in _SPACED_SIGNS and found.group()[-1].isspace() and found.string[: found.start()][-1:].isspace()
    )
    return f"{sign} " if spaced else sign
