"""A language has one code, whatever the source calls it."""

from __future__ import annotations

import pytest

from caseline.reading import Article
from caseline.reading.languages import language_code

NAMED = [
    pytest.param("en", "en", id="two-letters"),
    pytest.param("eng", "en", id="pubmed"),
    pytest.param("EN", "en", id="capitals"),
    pytest.param("en-GB", "en", id="region"),
    pytest.param("en_US", "en", id="locale"),
    pytest.param("zh-Hant-TW", "zh", id="script"),
    pytest.param(" English ", "en", id="name"),
    pytest.param("fre", "fr", id="bibliographic"),
    pytest.param("fra", "fr", id="terminological"),
    pytest.param("ger", "de", id="german"),
    pytest.param("chi", "zh", id="chinese"),
    pytest.param("scr", "hr", id="old-code-of-pubmed"),
    pytest.param("gsw", "gsw", id="three-letters-only"),
    pytest.param("und", None, id="undetermined"),
    pytest.param("mul", None, id="several"),
    pytest.param("x", None, id="no-code"),
    pytest.param("British English", None, id="words"),
    pytest.param("", None, id="empty"),
    pytest.param(None, None, id="none"),
]


@pytest.mark.parametrize(("printed", "code"), NAMED)
def test_code_of_a_language(printed: str | None, code: str | None) -> None:
    assert language_code(printed) == code
    assert language_code(code) == code


@pytest.mark.parametrize(("printed", "code"), NAMED)
def test_an_article_of_any_format_has_the_code(printed: str | None, code: str | None) -> None:
    assert Article(text="A rash.", language=printed).language == code
