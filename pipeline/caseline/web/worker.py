"""A worker process: loads a pipeline once, then reads paper after paper from its standard input.

Run as `python -m caseline.web.worker CONFIG SECONDS`. It ends when its standard input does, also amid work,
and, whatever it hangs in, some seconds after the time that a paper may take.
"""

from __future__ import annotations

import logging
import os
import queue
import signal
import sys
import threading
import warnings
from types import TracebackType
from typing import BinaryIO

from caseline import pipeline
from caseline.errors import CaselineError
from caseline.reading import Article, article_from_text
from caseline.schema.report import CaseReport
from caseline.web.answers import answer, place
from caseline.web.messages import Paper, Ready, Unusable, line

# Takes each component once through what it loads with its first text.
_FIRST = "A 40-year-old woman developed a rash two days after the first dose of cefazolin, but no fever. She recovered."


def main(config: str, seconds: int) -> None:
    """Reads papers until standard input ends."""
    incoming, outgoing = _own_streams()
    _keep_texts_out_of_logs()
    papers: queue.SimpleQueue[tuple[Paper, bytes]] = queue.SimpleQueue()
    threading.Thread(target=_listen, args=(incoming, papers), daemon=True).start()
    try:
        nlp = pipeline.load(config)
        first = pipeline.extract_article(nlp, article_from_text(_FIRST))
    except CaselineError as error:
        _send(outgoing, line(Unusable(reason=str(error))))
        return
    made = first.provenance
    _send(outgoing, line(Ready(model=made.model, config=made.config)))

    def extract(article: Article, min_score: float | None) -> CaseReport:
        return pipeline.extract_article(nlp, article, min_score=min_score)

    while True:
        paper, data = papers.get()
        _alarm(seconds)
        reply, record = answer(paper, data, extract=extract)
        _alarm(0)
        _send(outgoing, line(reply), record)


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """Takes the pipes to itself, so that nothing a library prints gets between the messages."""
    incoming, outgoing = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nowhere = os.open(os.devnull, os.O_RDWR)
    os.dup2(nowhere, 0)
    os.dup2(nowhere, 1)
    os.close(nowhere)
    return incoming, outgoing


def _keep_texts_out_of_logs() -> None:
    logging.disable()
    warnings.simplefilter("ignore")
    sys.excepthook = _report


def _report(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    sys.stderr.write(f"caseline: a worker breaks down: {place(error)}\n")


def _listen(incoming: BinaryIO, papers: queue.SimpleQueue[tuple[Paper, bytes]]) -> None:
    """Passes papers on; the end of the pipe means that the service is gone, and so the work has no reader."""
    for head in iter(incoming.readline, b""):
        paper = Paper.model_validate_json(head)
        data = incoming.read(paper.size)
        if len(data) < paper.size:
            break
        papers.put((paper, data))
    os._exit(0)


def _alarm(seconds: int) -> None:
    """Has the system end this process after so many seconds, 0 for never; not on Windows, which has none."""
    if sys.platform != "win32":
        signal.alarm(seconds)


def _send(outgoing: BinaryIO, *parts: bytes) -> None:
    try:
        for part in parts:
            outgoing.write(part)
        outgoing.flush()
    except BrokenPipeError:
        os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
