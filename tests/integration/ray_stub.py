"""The stub pipeline for Ray's workers, which are processes that no test can reach into.

As a script it is the `caseline` command with this pipeline in it.
"""

from __future__ import annotations

import os
import signal
import time
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from pathlib import Path

from caseline.batch.work import Extract, Recipe
from caseline.reading import Article
from caseline.schema.report import CaseReport
from tests.integration import stub_pipeline

DEADLY = "DEADLY"
# A worker writes its process id into this folder, where there is one.
PIDS = "pids"
SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class StubRecipe(Recipe):
    """Loads the stub, which takes its time and dies of some papers."""

    def load(self) -> Extract:
        nlp = stub_pipeline.load(self.config)
        if Path(PIDS).is_dir():
            (Path(PIDS) / str(os.getpid())).touch()
        return partial(_extract, nlp, min_score=self.min_score)


def _extract(nlp: str, article: Article, *, min_score: float | None) -> CaseReport:
    time.sleep(SECONDS)
    if DEADLY in article.text:
        os.kill(os.getpid(), signal.SIGKILL)
    return stub_pipeline.extract_article(nlp, article, min_score=min_score)


if __name__ == "__main__":
    from caseline.cli import app, papers

    # Workers know the module by its own name.
    papers.Recipe = import_module("tests.integration.ray_stub").StubRecipe  # type: ignore[misc]
    app(prog_name="caseline")
