"""A pipeline of ten lines in place of the real one, for tests of the command line.

As a script it is the `caseline` command with this pipeline in it.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import time

from caseline.errors import ConfigError
from caseline.reading import Article
from caseline.schema.case import Case, Event, Patient, Sex, SexValue
from caseline.schema.mention import Exclusion, FoundBy, Label, Mention
from caseline.schema.report import CaseReport, Provenance

loaded: list[str] = []


def load(config: str = "default", *, meddra: str = "", terminologies: tuple[str, ...] = ()) -> str:
    """Stands for `caseline.pipeline.load`."""
    if config != "default":
        msg = f"no pipeline {config!r}: name one of\n default"
        raise ConfigError(msg)
    loaded.append(config)
    return config


def check_min_score(nlp: str, min_score: float) -> None:
    """Stands for `caseline.pipeline.check_min_score`."""


def extract_article(nlp: str, article: Article, *, min_score: float | None = None) -> CaseReport:
    """Finds a man with a rash, and leaves out every fever."""
    if "SLOW" in article.text:
        time.sleep(0.05)
    if "DEADLY" in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    if "TOO MUCH" in article.text:
        raise ValueError("[E999] more than\nit can bear")
    places = [match.span() for match in re.finditer("rash|fever", article.text)]
    mentions = tuple(
        Mention(
            id=f"m{number}",
            label=Label.EVENT,
            start=start,
            end=end,
            text=article.text[start:end],
            found_by=FoundBy.LEXICON,
            excluded=Exclusion.NEGATED if article.text[start:end] == "fever" else None,
        )
        for number, (start, end) in enumerate(places, start=1)
    )
    evidence = tuple(mention.id for mention in mentions if not mention.excluded)
    patient = Patient(sex=Sex(value=SexValue.MALE))
    events = (Event(id="e1", name="rash", evidence=evidence),) if evidence else ()
    return CaseReport(
        document=article.document(),
        mentions=mentions,
        cases=(Case(id="c1", patient=patient, events=events),) if "man" in article.text else (),
        provenance=Provenance(caseline="stub", min_score=min_score),
    )


if __name__ in {"__main__", "__mp_main__"}:  # a worker process calls the script by the second name
    sys.modules["caseline.pipeline"] = sys.modules[__name__]

if __name__ == "__main__":
    from caseline.cli import app

    app(prog_name="caseline")
