"""Formulas on one line."""

from __future__ import annotations

import pytest

from caseline.reading.formulas import formula, from_tex
from caseline.reading.xml import parse_xml

TEX = [
    pytest.param(
        r"\documentclass{x}\begin{document}$$10^{9}/\mathrm{L}$$\end{document}", "10^9/L", id="document"
    ),
    pytest.param(r"\frac{a}{b+c}", "a/(b+c)", id="fraction"),
    pytest.param(r"\frac{1}{2}", "1/2", id="fraction-of-numbers"),
    pytest.param(r"5~\mu\mathrm{g}/\mathrm{m}^{2}", "5 μg/m^2", id="unit"),
    pytest.param(r"p \leq 0.05", "p ≤ 0.05", id="sign"),
    pytest.param(r"\pm 3\%", "± 3%", id="percent"),
    pytest.param(r"\sqrt{2}", "√(2)", id="root"),
    pytest.param(r"\begin{array}{l} x \\ y\end{array}", "", id="array"),
    pytest.param(r"\overline{x}", "", id="unknown-command"),
    pytest.param("{" * 3000, "", id="open-braces"),
    pytest.param("x" * 5000, "", id="too-long"),
    pytest.param("", "", id="empty"),
]


@pytest.mark.parametrize(("tex", "expected"), TEX)
def test_simple_tex_is_read_and_other_tex_left_out(tex: str, expected: str) -> None:
    assert from_tex(tex) == expected


MATHS = [
    pytest.param(
        "<mfrac><mi>a</mi><mrow><mi>b</mi><mo>+</mo><mi>c</mi></mrow></mfrac>", "a/(b + c)", id="fraction"
    ),
    pytest.param("<msup><mn>10</mn><mrow><mo>−</mo><mn>3</mn></mrow></msup>", "10^−3", id="power"),
    pytest.param("<msubsup><mi>x</mi><mn>1</mn><mn>2</mn></msubsup>", "x1^2", id="lowered-and-raised"),
    pytest.param("<msqrt><mn>2</mn></msqrt>", "√(2)", id="root"),
    pytest.param("<mfenced><mn>1</mn><mn>2</mn></mfenced>", "(1, 2)", id="brackets"),
    pytest.param("<semantics><mi>n</mi><annotation>TeX</annotation></semantics>", "n", id="annotation"),
    pytest.param("<mtable><mtr><mtd><mi>a</mi></mtd><mtd><mi>b</mi></mtd></mtr></mtable>", "a b", id="table"),
    pytest.param("<mfrac><mi>a</mi></mfrac>", "a", id="broken"),
    pytest.param("", "", id="empty"),
]


@pytest.mark.parametrize(("inner", "expected"), MATHS)
def test_mathml_is_read(inner: str, expected: str) -> None:
    node = parse_xml(
        f"<alternatives><graphic/><math>{inner}</math><tex-math>no</tex-math></alternatives>".encode(), "x"
    )
    assert formula(node) == expected


def test_image_is_no_text() -> None:
    assert formula(parse_xml(b"<inline-formula><inline-graphic/></inline-formula>", "x")) == ""
