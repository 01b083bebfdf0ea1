"""A linter of coordination.json, and what the words of a text are."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

from caseline.nlp.ellipsis_words import Words, load_word_lists

DATA = json.loads(files("caseline.nlp.lexicons").joinpath("coordination.json").read_text("utf-8"))
LISTS = [name for name, value in DATA.items() if isinstance(value, list)]


def words(text: str) -> Words:
    return Words(text.split(), names_itself=lambda start, end: False, disease_to=lambda end: None)


def test_it_says_where_it_is_from() -> None:
    assert DATA["source"] == "caseline"
    assert DATA["licence"] == "Apache-2.0"


@pytest.mark.parametrize("name", [pytest.param(name, id=name) for name in LISTS])
def test_lists_are_sorted_and_explained(name: str) -> None:
    assert DATA[name] == sorted(set(DATA[name]))
    assert all(word == " ".join(word.lower().split()) for word in DATA[name])
    assert f"`{name}`" in DATA["about"]


@pytest.mark.parametrize("other", ["no_adjectives", "sides", "changes", "measures", "leads", "links"])
def test_adjectives_of_organs_are_nothing_else(other: str) -> None:
    lists = load_word_lists()
    assert not lists.relational & getattr(lists, other)


def test_words_excepted_from_the_endings_have_one() -> None:
    endings = tuple(DATA["relational_endings"])
    assert [word for word in DATA["no_adjectives"] if not word.endswith(endings)] == []


@pytest.mark.parametrize(
    ("word", "listed", "expected"),
    [
        pytest.param("renal", True, True, id="listed"),
        pytest.param("Renal", True, True, id="capital"),
        pytest.param("choreatic", True, False, id="only-by-its-ending"),
        pytest.param("choreatic", False, True, id="by-its-ending"),
        pytest.param("hospital", False, False, id="noun"),
        pytest.param("icteric", False, False, id="state"),
        pytest.param("oral", True, True, id="short-but-listed"),
        pytest.param("fever", False, False, id="other-ending"),
    ],
)
def test_adjectives(word: str, listed: bool, expected: bool) -> None:
    assert words(word).is_adjective(0, listed=listed) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("liver and", 1, id="and"),
        pytest.param("liver , and", 1, id="comma"),
        pytest.param("liver as well as", 1, id="as-well-as"),
        pytest.param("liver and / or", 1, id="and-or"),
        pytest.param("liver ,", None, id="comma-alone"),
        pytest.param("well as", None, id="half"),
    ],
)
def test_links(text: str, expected: int | None) -> None:
    assert words(text).link_before(len(text.split()), 0) == expected


@pytest.mark.parametrize(
    ("text", "end"),
    [
        pytest.param("left upper arm pain", 3, id="sides"),
        pytest.param("bone marrow failure", 2, id="two-words"),
        pytest.param("failure", None, id="none"),
    ],
)
def test_sites(text: str, end: int | None) -> None:
    assert words(text).site_from(0, len(text.split())) == end
