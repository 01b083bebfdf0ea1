"""What is timed: a pipeline of ours from text to JSON, as a whole and by stages, and medspaCy's own."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Protocol, TypeAlias, TypeVar

from spacy.language import Language
from spacy.tokens import Doc

from caseline import pipeline
from caseline.cases import assemble
from caseline.nlp.sections import write_sections
from caseline.reading import Article, article_from_text
from caseline.schema.case import Case
from caseline.schema.mention import Mention
from caseline.schema.report import CaseReport

MEDSPACY = "medspacy.load()"
MEDSPACY_QUIET = "medspacy.load(), logging off"
# Components that load something at first use have done so after these.
_WARM_UP = 20

T = TypeVar("T")
# Processor seconds, wall seconds.
Clock: TypeAlias = tuple[float, float]
Parts: TypeAlias = tuple[tuple[Mention, ...], tuple[Case, ...]]


class System(Protocol):
    """Something that goes through texts."""

    def run(self, texts: Iterable[str]) -> Iterator[str]:
        """Yields something for each text, when it is done."""


class Ours:
    """A pipeline of ours: text to record to JSON, in batches as spaCy makes them."""

    def __init__(self, config: str) -> None:
        self.nlp = pipeline.load(config)

    def run(self, texts: Iterable[str]) -> Iterator[str]:
        """Yields the JSON of each text's record."""
        articles = (article_from_text(text) for text in texts)
        for report in pipeline.extract_articles(self.nlp, articles):
            yield report.to_json()

    def mentions(self, texts: Iterable[str]) -> Iterator[Doc]:
        """Yields each text with its mentions, and without cases."""
        return self.nlp.pipe(self._docs(article_from_text(text) for text in texts))

    def cases(self, texts: Iterable[str]) -> Iterator[Parts]:
        """Yields the mentions and cases of each text."""
        return map(assemble, self.mentions(texts))

    def stages(self, texts: Iterable[str]) -> list[tuple[str, Clock]]:
        """Returns what each step took, in their order, all texts through one before the next."""
        return _stages(self.nlp, list(texts))

    def _docs(self, articles: Iterable[Article]) -> Iterator[Doc]:
        for article in articles:
            doc = self.nlp.make_doc(article.text)
            write_sections(doc, article.sections)
            yield doc


class Medspacy:
    """medspaCy's default pipeline, as it comes or with its logging off."""

    def __init__(self, name: str) -> None:
        # It silences warnings of the whole process at import, so only a process of its own does.
        import medspacy  # noqa: PLC0415
        from loguru import logger  # noqa: PLC0415

        if name == MEDSPACY_QUIET:
            logger.disable("")
        self.nlp: Language = medspacy.load()

    def run(self, texts: Iterable[str]) -> Iterator[str]:
        """Yields each text again when medspaCy is through with it."""
        for doc in self.nlp.pipe(texts):
            yield doc.text


def open_system(name: str) -> System:
    """Returns medspaCy by one of its two names, else the pipeline of ours that a config names."""
    return Medspacy(name) if name in {MEDSPACY, MEDSPACY_QUIET} else Ours(name)


def time_run(system: System, texts: Sequence[str]) -> Clock:
    """Returns the processor and wall seconds of one way through the texts."""
    return time_work(lambda: system.run(texts))


def time_work(work: Callable[[], Iterable[Any]]) -> Clock:
    """Returns the processor and wall seconds of going through what some work yields."""
    return _timed(lambda: sum(1 for _ in work()))[1]


def warm_up(system: System, texts: Sequence[str]) -> None:
    """Runs a few texts, untimed."""
    for _ in system.run(texts[:_WARM_UP]):
        pass


class _Stopwatch:
    """What has been timed so far, by name."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, Clock]] = []

    def __call__(self, name: str, work: Callable[[], T]) -> T:
        done, seconds = _timed(work)
        self.taken.append((name, seconds))
        return done


def _stages(nlp: Language, texts: list[str]) -> list[tuple[str, Clock]]:
    watch = _Stopwatch()
    articles = watch("reading", lambda: [article_from_text(text) for text in texts])
    docs = watch("tokenizer", lambda: [nlp.make_doc(text) for text in texts])
    watch("section layer", lambda: _write_sections(docs, articles))
    for name, component in nlp.pipeline:
        docs = watch(name, partial(_through, component, docs, nlp.batch_size))
    parts = watch("cases.assemble", lambda: [assemble(doc) for doc in docs])
    reports = watch("record", lambda: _records(nlp, articles, parts))
    watch("JSON", lambda: [report.to_json() for report in reports])
    return watch.taken


def _write_sections(docs: Iterable[Doc], articles: Iterable[Article]) -> None:
    for doc, article in zip(docs, articles, strict=True):
        write_sections(doc, article.sections)


def _through(component: Any, docs: list[Doc], batch_size: int) -> list[Doc]:
    if hasattr(component, "pipe"):
        return list(component.pipe(iter(docs), batch_size=batch_size))
    return [component(doc) for doc in docs]


def _records(nlp: Language, articles: Iterable[Article], parts: Iterable[Parts]) -> list[CaseReport]:
    return [
        CaseReport(
            document=article.document(), mentions=mentions, cases=cases, provenance=pipeline.provenance(nlp)
        )
        for article, (mentions, cases) in zip(articles, parts, strict=True)
    ]


def _timed(work: Callable[[], T]) -> tuple[T, Clock]:
    cpu, wall = time.process_time(), time.perf_counter()
    done = work()
    return done, (time.process_time() - cpu, time.perf_counter() - wall)
