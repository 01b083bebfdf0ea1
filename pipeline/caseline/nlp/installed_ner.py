"""Runs the recogniser of an installed spaCy package, such as scispaCy's `en_ner_bc5cdr_md`."""

import importlib
import importlib.util
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from spacy.language import Language
from spacy.tokens import Doc, Span

from caseline.errors import ConfigError
from caseline.nlp.layers import NER, replace_source
from caseline.schema.mention import Label

# Which package and what its labels mean is the config's to say.
DEFAULT_CONFIG: dict[str, object] = {"component": "ner", "batch_size": 64}

_HELP = (
    "download a release of it and `pip install` the file (those of scispaCy are on "
    "https://allenai.github.io/scispacy/), or use the config `default`, which needs no such package"
)
# Parts of a package that no recogniser reads.
_UNREAD = ("tagger", "morphologizer", "attribute_ruler", "lemmatizer", "parser", "senter")


@Language.factory("caseline_installed_ner", default_config=DEFAULT_CONFIG, assigns=["doc.spans"])
def make_installed_ner(
    nlp: Language,
    name: str,
    package: str,
    component: str,
    labels: dict[str, str | list[str]],
    source: str,
    batch_size: int,
) -> "InstalledNer":
    """Builds the component; only its settings are saved with a pipeline, the package is loaded again.

    Args:
        nlp: The pipeline.
        name: The component's name.
        package: Name of an installed spaCy package.
        component: The package's component that sets `doc.ents`.
        labels: Its label to the record's, or to several; entities of other labels are dropped.
        source: What the spans' `id_` will say, such as the corpus that the recogniser learnt from.
        batch_size: Number of documents that the package reads at once.

    Raises:
        ConfigError: When the package is not installed, cannot be loaded or has no such component; when
            `labels` names a label that it or the record does not have; when `source` is empty.
    """
    return InstalledNer(
        nlp,
        name,
        package=package,
        component=component,
        labels=labels,
        source=source,
        batch_size=batch_size,
    )


class InstalledNer:
    """Adds what the package finds to `doc.spans["ner"]`.

    The package reads a Doc of its own with the same tokens, since its vocabulary and vectors are not the
    pipeline's.
    """

    def __init__(
        self,
        nlp: Language,
        name: str,
        *,
        package: str,
        component: str,
        labels: dict[str, str | list[str]],
        source: str,
        batch_size: int,
    ) -> None:
        if not source:
            msg = f"{name}.source is empty; name the corpus that the recogniser learnt from"
            raise ConfigError(msg)
        self.name = name
        self._settings = (package, component, labels, source, batch_size)
        self._labels = {
            raw: (each,) if isinstance(each, str) else tuple(each) for raw, each in labels.items()
        }
        self._source = source
        self._batch_size = batch_size
        self._check_labels(
            {label for each in self._labels.values() for label in each}, tuple(Label), "record"
        )
        self._package = _loaded(name, package, component)
        theirs = tuple(self._package.pipe_labels.get(component, ()))
        if theirs:
            self._check_labels(set(self._labels), theirs, package)

    def __call__(self, doc: Doc) -> Doc:
        found = self.find(doc)
        self.annotate(doc, found)
        return doc

    def __reduce__(self) -> tuple[Callable[..., "InstalledNer"], tuple[object, ...]]:
        return _remade, (self.name, *self._settings)

    def pipe(self, stream: Iterable[Doc], *, batch_size: int) -> Iterator[Doc]:
        """Yields the Docs of a stream, read in batches of the smaller of the two sizes."""
        size = min(batch_size, self._batch_size)
        for docs in _batches(stream, size):
            for doc, read in zip(docs, self._package.pipe(map(self._copy, docs)), strict=True):
                self.annotate(doc, self._spans(doc, read))
                yield doc

    def find(self, doc: Doc) -> list[Span]:
        """Returns the entities under the record's labels, in the order of the text."""
        return self._spans(doc, self._package(self._copy(doc)))

    def annotate(self, doc: Doc, found: Sequence[Span]) -> None:
        """Adds the spans, in place of what an earlier run added, and keeps the layer sorted."""
        replace_source(doc, NER, self._source, found)

    def _copy(self, doc: Doc) -> Doc:
        return Doc(
            self._package.vocab,
            words=[token.text for token in doc],
            spaces=[bool(token.whitespace_) for token in doc],
        )

    def _spans(self, doc: Doc, read: Doc) -> list[Span]:
        return [
            Span(doc, entity.start, entity.end, label=label, span_id=self._source)
            for entity in read.ents
            for label in self._labels.get(entity.label_, ())
        ]

    def _check_labels(self, given: set[str], valid: Sequence[str], owner: str) -> None:
        unknown = sorted(given - set(valid))
        if unknown:
            msg = (
                f"{self.name}.labels names {', '.join(unknown)}; the labels of {owner} are {', '.join(valid)}"
            )
            raise ConfigError(msg)


def _batches(stream: Iterable[Doc], size: int) -> Iterator[list[Doc]]:
    remaining = iter(stream)
    while batch := list(islice(remaining, size)):
        yield batch


def _remade(
    name: str, package: str, component: str, labels: dict[str, str | list[str]], source: str, batch_size: int
) -> InstalledNer:
    """Returns the component in another process, which loads the package for itself."""
    return InstalledNer(
        Language(),
        name,
        package=package,
        component=component,
        labels=labels,
        source=source,
        batch_size=batch_size,
    )


def _loaded(name: str, package: str, component: str) -> Language:
    """Returns the package's pipeline with no more than the component and what it listens to."""
    if not package.isidentifier() or importlib.util.find_spec(package) is None:
        msg = f"{name}: the spaCy package {package!r} is not installed; {_HELP}"
        raise ConfigError(msg)
    try:
        nlp: Language = importlib.import_module(package).load(
            exclude=[each for each in _UNREAD if each != component]
        )
    except (AttributeError, ImportError, OSError, TypeError, ValueError) as error:
        msg = f"{name}: the spaCy package {package!r} cannot be loaded: {error}"
        raise ConfigError(msg) from error
    if component not in nlp.pipe_names:
        msg = f"{name}: {package!r} has no component {component!r}; it has {', '.join(nlp.pipe_names) or 'none'}"
        raise ConfigError(msg)
    for other, pipe in list(nlp.pipeline):
        if other != component and component not in getattr(pipe, "listening_components", ()):
            nlp.remove_pipe(other)
    return nlp
