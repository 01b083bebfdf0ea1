"""A worker process of the service with the stub for a pipeline, and texts that make it misbehave."""

from __future__ import annotations

import ctypes
import os
import re
import sys
import time

from caseline.reading import Article
from caseline.schema.report import CaseReport
from tests.integration import stub_pipeline

HANG = "A man who hangs."
HANG_HARD = "A man who hangs, and holds the lock of the interpreter."
SEGFAULT = "A man who breaks down."
LEAVE = "A man who leaves."
CHATTER = "A man with a rash who prints."
BURST = "A man whose error is one that nobody foresaw."


class _UnforeseenError(Exception):
    """No kind of error that a worker outlives."""


def extract_article(nlp: str, article: Article, *, min_score: float | None = None) -> CaseReport:
    """Does what the text asks for, then stands for `caseline.pipeline.extract_article`."""
    match article.text:
        case text if text == HANG:
            time.sleep(600)
        case text if text == HANG_HARD:
            re.match(r"(a|aa)+$", "a" * 100 + "b")
        case text if text == SEGFAULT:
            ctypes.string_at(0)
        case text if text == LEAVE:
            os._exit(3)
        case text if text == BURST:
            raise _UnforeseenError(text)
        case text if text == CHATTER:
            sys.stdout.write("chatter\n")
            sys.stdout.flush()
            os.write(1, b"more chatter\n")
    return stub_pipeline.extract_article(nlp, article, min_score=min_score)


class _Pipeline:
    """Stands for the module `caseline.pipeline`."""

    load = staticmethod(stub_pipeline.load)
    extract_article = staticmethod(extract_article)


if __name__ == "__main__":
    sys.modules["caseline.pipeline"] = _Pipeline  # type: ignore[assignment]

    from caseline.web import worker

    worker.main(sys.argv[1], int(sys.argv[2]))
