"""The text of a Doc, kept as long as the Doc is."""

from __future__ import annotations

import gc
import weakref

from caseline.nlp.texts import text_of
from tests.marked import blank


def test_text_is_joined_once() -> None:
    doc = blank()("She had a rash.\n It  faded. ")
    assert text_of(doc) == doc.text
    assert text_of(doc) is text_of(doc)


def test_docs_of_one_text_stay_apart() -> None:
    nlp = blank()
    first, second = nlp("She left."), nlp("He stayed.")
    assert (text_of(first), text_of(second)) == ("She left.", "He stayed.")


def test_no_doc_is_kept_alive() -> None:
    doc = blank()("She left.")
    text_of(doc)
    kept = weakref.ref(doc)
    del doc
    gc.collect()
    assert kept() is None
