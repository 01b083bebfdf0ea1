"""Loading a pipeline, and taking one text through it to a record."""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from weakref import WeakKeyDictionary

import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import load_config, load_model_from_config

from caseline import __version__
from caseline.cases import assemble
from caseline.errors import ConfigError, ReadingError
from caseline.nlp.context import Context
from caseline.nlp.layers import MENTION_SCORES
from caseline.nlp.lexicon_store import load_lexicon
from caseline.nlp.linker import Linker
from caseline.nlp.scores import drop_below
from caseline.nlp.sections import write_sections
from caseline.reading import LARGEST_TEXT, Article, article_from_text
from caseline.schema.report import CaseReport, Provenance

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

DEFAULT = "default"
_MODELS = "caseline.models"
# Of a config, what decides about a record; the rest speaks of paths and training.
_DECIDING = ("nlp", "components")


def load(
    config: str = DEFAULT,
    *,
    without: Iterable[str] = (),
    meddra: str = "",
    terminologies: Sequence[str] = (),
) -> Language:
    """Returns a pipeline: a packaged one by name, a saved one by its folder, or one built from a `.cfg`.

    `meddra` is the folder of a MedDRA release, and `terminologies` are CSV files of names and codes of the user's own,
    for the codes of the records.

    A config's `[paths] trained` names the pipeline its trained components are taken from, a packaged one or
    a folder; the packaged default when it is null. Components of a saved pipeline named in `without` are left out.

    Raises:
        ConfigError: When there is none, it cannot be built, or a file of the user's own cannot be read.
        LexiconError: When a row of such a file cannot be used.
    """
    nlp = _loaded(config, list(without))
    if meddra or terminologies:
        add_terminologies(nlp, meddra=meddra, terminologies=terminologies)
    return nlp


def add_terminologies(nlp: Language, *, meddra: str = "", terminologies: Sequence[str] = ()) -> None:
    """Lets a pipeline give codes of terminologies of the user's own, as for `load`.

    Raises:
        ConfigError: When it gives no codes of terminologies, or a file cannot be read.
        LexiconError: When a row of one cannot be used.
    """
    linkers = [component for _, component in nlp.pipeline if isinstance(component, Linker)]
    if not linkers:
        raise ConfigError(
            "this pipeline gives no codes of terminologies; add the component caseline_linker to its config"
        )
    linkers[0].add_own(meddra=meddra, terminologies=terminologies)


def _loaded(config: str, without: list[str]) -> Language:
    path = Path(config)
    try:
        if config in packaged():
            with as_file(files(_MODELS).joinpath(config)) as folder:
                return _ready(spacy.load(folder, exclude=without))
        if path.suffix == ".cfg" and path.is_file():
            return _ready(build(path))
        if path.is_dir():
            return _ready(spacy.load(path, exclude=without))
    except (ValueError, OSError, KeyError) as error:
        msg = f"{config}: cannot build the pipeline: {error}"
        raise ConfigError(msg) from error
    known = ", ".join(packaged()) or "none is packaged"
    msg = f"no pipeline {config!r}: name one of {known}, a .cfg file or the folder of a saved pipeline"
    raise ConfigError(msg)


def _ready(nlp: Language) -> Language:
    """Lets a pipeline take any text that a reader lets through."""
    nlp.max_length = LARGEST_TEXT
    return nlp


def packaged() -> tuple[str, ...]:
    """Returns the names of the pipelines that ship with the package."""
    return tuple(
        sorted(item.name for item in files(_MODELS).iterdir() if item.joinpath("meta.json").is_file())
    )


def build(path: Path, *, trained: Path | None = None) -> Language:
    """Returns the pipeline that a config describes.

    `trained` overrides the saved pipeline that trained components are taken from.
    """
    with trained_by(path) as folder:
        config = load_config(path, overrides={"paths.trained": str(trained or folder)})
        return load_model_from_config(config, auto_fill=True)


@contextmanager
def trained_by(config: Path) -> Iterator[Path]:
    """Gives the folder of the saved pipeline that a config's trained components are taken from."""
    named = load_config(config).get("paths", {}).get("trained") or DEFAULT
    if named not in packaged():
        yield Path(named)
        return
    with as_file(files(_MODELS).joinpath(named)) as folder:
        yield folder


def extract(
    text: str | Article,
    *,
    nlp: Language | None = None,
    source: str | None = None,
    min_score: float | None = None,
) -> CaseReport:
    """Returns the record of a text, or of an article as `caseline.read` gives it.

    Without `nlp` the packaged pipeline is loaded each time. `source` names a text that comes from no file;
    `min_score` is as for `extract_article`.

    Raises:
        ConfigError: When `min_score` is no probability, or the pipeline gives no scores.
        ReadingError: When the text is too long for one document, or is not Unicode text.
    """
    article = text if isinstance(text, Article) else article_from_text(text, source=source)
    return extract_article(nlp or load(), article, min_score=min_score)


def extract_article(nlp: Language, article: Article, *, min_score: float | None = None) -> CaseReport:
    """Returns the record of an article.

    With `min_score` (0 to 1) mentions of a lower score are in neither the mentions nor the cases, which the
    provenance says; mentions without a score stay.

    Raises:
        ConfigError: When `min_score` is no probability, or the pipeline gives no scores.
        ReadingError: When its text is too long for one document, or is not Unicode text.
    """
    return _record(nlp, article, nlp(_doc(nlp, article)), min_score)


def extract_articles(
    nlp: Language, articles: Iterable[Article], *, workers: int = 1, min_score: float | None = None
) -> Iterator[CaseReport]:
    """Yields the records of many articles in their order, from `workers` processes.

    `min_score` is as for `extract_article`.
    """
    if workers > 1:
        _prepare(nlp)
    pairs = ((_doc(nlp, article), article) for article in articles)
    for doc, article in nlp.pipe(pairs, as_tuples=True, n_process=workers):
        yield _record(nlp, article, doc, min_score)


def check_min_score(nlp: Language, min_score: float) -> None:
    """Checks that a pipeline can leave out mentions by their score.

    Raises:
        ConfigError: When it gives no scores, or `min_score` is not between 0 and 1.
    """
    if not 0 <= min_score <= 1:
        raise ConfigError(f"the lowest score must lie between 0 and 1; it is {min_score}")
    wanted = f"doc._.{MENTION_SCORES}"
    if not any(wanted in nlp.get_pipe_meta(name).assigns for name in nlp.pipe_names):
        raise ConfigError(
            "this pipeline gives no scores to choose by; add the component caseline_scores to its config"
        )


def _prepare(nlp: Language) -> None:
    """Loads what components would load with their first text, so that the workers share it."""
    for _, component in nlp.pipeline:
        if isinstance(component, Context | Linker):
            component.prepare()


def _doc(nlp: Language, article: Article) -> Doc:
    name = article.source or "the text"
    if len(article.text) > nlp.max_length:
        raise ReadingError(
            name, f"has {len(article.text):,} characters, and {nlp.max_length:,} is the limit; split it"
        )
    if any("\ud800" <= char <= "\udfff" for char in article.text):
        raise ReadingError(name, "holds half a surrogate pair, which no UTF-8 can write; decode it again")
    doc = nlp.make_doc(article.text)
    write_sections(doc, article.sections)
    return doc


def _record(nlp: Language, article: Article, doc: Doc, min_score: float | None) -> CaseReport:
    made = provenance(nlp)
    if min_score is not None:
        check_min_score(nlp, min_score)
        drop_below(doc, min_score)
        made = made.model_copy(update={"min_score": min_score})
    mentions, cases = assemble(doc)
    return CaseReport(document=article.document(), mentions=mentions, cases=cases, provenance=made)


class _Made(NamedTuple):
    """A pipeline's provenance, and the settings of the components that it was made of."""

    settings: tuple[tuple[str, Any], ...]
    provenance: Provenance


_MADE: WeakKeyDictionary[Language, _Made] = WeakKeyDictionary()


def provenance(nlp: Language) -> Provenance:
    """Returns what made a record: versions, and checksums of the config and the lexicons.

    It is worked out once for a pipeline, and again when a component was added, taken away or switched off.
    """
    settings = tuple((name, nlp.get_pipe_config(name)) for name in nlp.pipe_names)
    made = _MADE.get(nlp)
    if made is None or not _are_same(made.settings, settings):
        made = _MADE[nlp] = _Made(settings, _provenance(nlp))
    return made.provenance


def _are_same(known: tuple[tuple[str, Any], ...], settings: tuple[tuple[str, Any], ...]) -> bool:
    """Says whether the settings are the very same objects; to compare their values would take longer."""
    return len(known) == len(settings) and all(
        name == other and config is same
        for (name, config), (other, same) in zip(known, settings, strict=True)
    )


def _provenance(nlp: Language) -> Provenance:
    meta: dict[str, Any] = nlp.meta
    config = json.dumps({name: nlp.config[name] for name in _DECIDING}, sort_keys=True).encode()
    names = nlp.get_pipe_config("lexicon").get("lexicons", ()) if nlp.has_pipe("lexicon") else ()
    return Provenance(
        caseline=__version__,
        model=f"{meta['lang']}_{meta['name']}-{meta['version']}",
        config=f"sha256:{hashlib.sha256(config).hexdigest()}",
        lexicons={name: f"sha256:{load_lexicon(name).sha256}" for name in names},
        terminologies={
            system: version
            for _, component in nlp.pipeline
            if isinstance(component, Linker)
            for system, version in component.versions.items()
        },
    )
