"""Formulas on one line: MathML and simple TeX in words and signs; what cannot be read so is left out."""

from __future__ import annotations

import re

from caseline.reading.xml import Node, Text

_BODY = re.compile(r"\\begin\{document\}(.*?)\\end\{document\}", re.DOTALL)
_COMMANDS = {
    name: sign
    for names, signs in (
        ("alpha beta gamma delta epsilon varepsilon zeta eta theta kappa lambda mu nu xi pi rho sigma tau", "αβγδεεζηθκλμνξπρστ"),
        ("phi varphi chi psi omega Gamma Delta Theta Lambda Pi Sigma Phi Psi Omega", "φφχψωΓΔΘΛΠΣΦΨΩ"),
        ("times cdot div pm mp le leq ge geq ne neq approx sim equiv", "×·÷±∓≤≤≥≥≠≠≈∼≡"),
        ("to rightarrow leftarrow infty partial sum prod circ degree ast ll gg", "→→←∞∂∑∏°°*≪≫"),
        ("upmu upalpha upbeta", "μαβ"),
        ("% & # _ $", "%&#_$"),
        (", ; : ! quad qquad", "      "),
    )
    for name, sign in zip(names.split(), signs, strict=True)
}  # fmt: skip
# Commands that only say how their argument looks.
_LOOKS = re.compile(
    r"\\(?:mathrm|mathit|mathbf|mathsf|mathtt|mathcal|mathbb|boldsymbol|text|textit|textrm|textbf|textsf"
    r"|rm|it|bf|left|right|limits|displaystyle|textstyle|hbox|mbox|operatorname)\b\s*"
)
_FRACTION = re.compile(r"\\d?t?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}")
_ROOT = re.compile(r"\\sqrt\s*\{([^{}]*)\}")
_RAISED = re.compile(r"\^\s*\{([^{}]*)\}")
_BRACES = re.compile(r"_?\s*\{([^{}]*)\}")
_COMMAND = re.compile(r"\\([A-Za-z]+|.)")
_UNREAD = re.compile(r"[\\{}$&]")
_SIMPLE = re.compile(r"[+\-−]?[\w.,]+\Z")
_SIGN = re.compile(r"([+\-−])\s+")
_LONGEST = 4000
_SIGNS = frozenset("=<>≤≥≈∼±×÷→←+−-≠≡∝∈")


def formula(node: Node) -> str:
    """Returns a formula on one line; an empty string for an image and for what cannot be read so."""
    maths = _find(node, "math")
    if maths is not None:
        return _spaced("".join(_math(part) for part in maths.content()))
    tex = _find(node, "tex-math")
    return from_tex(tex.string()) if tex is not None else ""


def from_tex(tex: str) -> str:
    """Returns simple TeX on one line; an empty string when commands are left that are not known."""
    if len(tex) > _LONGEST:
        return ""
    body = found.group(1) if (found := _BODY.search(tex)) else tex
    text = _LOOKS.sub("", body.strip().strip("$")).replace("~", " ")
    text = _COMMAND.sub(_sign, text)
    for _ in range(8):
        before = text
        text = _FRACTION.sub(lambda found: f"{_grouped(found[1])}/{_grouped(found[2])}", text)
        text = _ROOT.sub(r"√(\1)", text)
        text = _RAISED.sub(lambda found: f"^{_grouped(found[1])}", text)
        text = _BRACES.sub(r"\1", text)
        if text == before:
            break
    return "" if _UNREAD.search(text) else _spaced(text)


def _sign(command: re.Match[str]) -> str:
    return _COMMANDS.get(command[1], command[0])


def _find(node: Node, name: str, *, levels: int = 4) -> Node | None:
    """Returns the first element of a name, which is never far down: `alternatives` at most are between."""
    if node.name == name:
        return node
    if not levels:
        return None
    inner = (_find(child, name, levels=levels - 1) for child in node.children())
    return next((found for found in inner if found is not None), None)


def _math(part: Text | Node) -> str:
    if isinstance(part, Text):
        return part.text.strip()
    if part.name in {"annotation", "annotation-xml", "mphantom", "maligngroup"}:
        return ""
    inner = [_math(child) for child in part.content()]
    parts = [text for text in inner if text]
    if part.name == "mo":
        return _operator("".join(parts))
    if part.name in _LAYOUTS and len(parts) == len(_LAYOUTS[part.name]) + 1:
        return _laid_out(part.name, parts)
    if part.name == "msqrt":
        return f"√({''.join(parts)})"
    if part.name == "mfenced":
        return f"{part.get('open') or '('}{', '.join(parts)}{part.get('close') or ')'}"
    if part.name in {"mtable", "mtr"}:
        return " ".join(parts)
    return " " if part.name == "mspace" else "".join(parts)


# What stands between the parts of an element.
_LAYOUTS = {"mfrac": "/", "msup": "^", "mover": " ", "munder": "_", "msub": "", "msubsup": " ^", "mroot": "√"}


def _laid_out(name: str, parts: list[str]) -> str:
    match name, parts:
        case "mfrac", [above, below]:
            return f"{_grouped(above)}/{_grouped(below)}"
        case "msup", [base, raised]:
            return f"{base}^{_grouped(raised)}"
        case "msubsup", [base, lowered, raised]:
            return f"{base}{lowered}^{_grouped(raised)}"
        case "mroot", [base, degree]:
            return f"{degree}√({base})"
        case _:
            return "".join(parts)


def _operator(sign: str) -> str:
    return f" {sign} " if sign in _SIGNS else sign


def _grouped(text: str) -> str:
    bare = text.strip()
    if (sign := _SIGN.match(bare)) is not None:
        bare = sign.group(1) + bare[sign.end() :]
    return bare if _SIMPLE.match(bare) else f"({bare})"


def _spaced(text: str) -> str:
    return " ".join(text.split())
