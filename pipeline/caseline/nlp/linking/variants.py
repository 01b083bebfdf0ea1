"""Other forms of a mention's name, the nearest first, and names that no code is given to."""

from __future__ import annotations

import re
from collections.abc import Iterator

from caseline.nlp.lexicon_atoms import fold

# How bad it is says nothing of what it is.
_DEGREES = frozenset(
    """
    considerable extreme heavy intense marked massive mild minor moderate pronounced profound serious severe slight
    significant striking substantial very
    """.split()
)
# The adjective for one who has it, or for what comes with it; only a name that is nothing else.
_NOUNS = tuple(
    (re.compile(pattern), noun)
    for pattern, noun in (
        (r"tensive\Z", "tension"),
        (r"(?<=.{4})emic\Z", "emia"),
        (r"(?<=.{3})penic\Z", "penia"),
        (r"(?<=.{3})pathic\Z", "pathy"),
        (r"plegic\Z", "plegia"),
        (r"paretic\Z", "paresis"),
        (r"(?<=.{3})uric\Z", "uria"),
        (r"(?<=.{3})algic\Z", "algia"),
        (r"(?<=.{3})rrhythmic\Z", "rrhythmia"),
        (r"(?<=.{4})toxic\Z", "toxicity"),
        (r"(psych|cirrh|necr|neur|thromb|fibr|sten|acid|alkal)otic\Z", r"\1osis"),
        (r"(?<=diabet)ic\Z", "es"),
        (r"(?<=epilep)tic\Z", "sy"),
        (r"\Amanic\Z", "mania"),
        (r"\Aschizophrenic\Z", "schizophrenia"),
        (r"\Adelirious\Z", "delirium"),
        (r"\Ajaundiced\Z", "jaundice"),
        (r"\Acataleptic\Z", "catalepsy"),
    )
)
_SHORT_FORM = re.compile(r"[A-Za-z0-9/+.-]{1,8}\Z")
_MOST_LETTERS = 4


def is_short_form(name: str) -> bool:
    """Says whether a name is an acronym of four letters at most, which may stand for anything."""
    name = name.strip()
    letters = [letter for letter in name if letter.isalpha()]
    numbers = sum(letter.isdigit() for letter in name)
    if not _SHORT_FORM.match(name) or len(letters) > _MOST_LETTERS or numbers > 1:
        return False  # with two digits it is the code of a substance: FK506
    return len(letters) < 3 or sum(letter.isupper() for letter in letters) > 1


def is_plural(name: str) -> bool:
    """Says whether the last word of a name is a plural."""
    word = name.lower().rpartition(" ")[2]
    return word.endswith("s") and not fold(word).endswith("s")


def without_degree(name: str) -> str:
    """Returns a name without the words for how bad it is; the name itself where there are none, or nothing else."""
    words = name.split()
    kept = [word for word in words if fold(word) not in _DEGREES]
    return " ".join(kept) if kept and len(kept) < len(words) else name


def noun_of(name: str) -> str:
    """Returns the noun of an adjective that is the whole name, such as hypotension of "hypotensive"; else the name."""
    word = name.strip().lower()
    if not word.isalpha():
        return name
    for pattern, noun in _NOUNS:
        if pattern.search(word):
            return pattern.sub(noun, word)
    return name


def variants(name: str) -> Iterator[str]:
    """Yields the forms of a name that say the same in other words, nearest first, without the name itself."""
    seen = {name}
    plain = without_degree(name)
    for form in (plain, noun_of(plain)):
        if form and form not in seen:
            seen.add(form)
            yield form
