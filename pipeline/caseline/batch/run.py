"""The loop over papers: in the order given, and one bad paper never stops the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

from caseline.errors import CaselineError, ReadingError
from caseline.schema.report import CaseReport

T = TypeVar("T")

# What a library below raises when one text is too much for it; the next text may be fine.
_DOCUMENT_FAULTS = (ArithmeticError, LookupError, RuntimeError, ValueError)


@dataclass(frozen=True)
class Failure:
    """A paper that gave no record.

    Args:
        source: Its path as given.
        reason: What is wrong and what to do.
    """

    source: str
    reason: str

    def __str__(self) -> str:
        return f"{self.source}: {self.reason}"


def extract_each(
    sources: Iterable[str],
    *,
    read: Callable[[str], T],
    extract: Callable[[T], CaseReport],
    on_failure: Callable[[Failure], None],
) -> Iterator[CaseReport]:
    """Yields a record for each source that can be read and processed, in order, as they come.

    Args:
        sources: Paths as the user gave them.
        read: Turns a path into what `extract` takes.
        extract: Turns that into a record.
        on_failure: Told of each source that gives none.
    """
    for source in sources:
        try:
            report = extract(read(source))
        except ReadingError as error:
            on_failure(Failure(error.path, error.reason))
        except CaselineError as error:
            on_failure(Failure(source, str(error)))
        except _DOCUMENT_FAULTS as error:
            detail = " ".join(f"{type(error).__name__}: {error}".split())
            on_failure(Failure(source, f"could not be processed, which is a fault of Caseline ({detail})"))
        else:
            yield report
