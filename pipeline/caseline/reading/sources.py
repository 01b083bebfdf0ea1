"""From a path to articles: files, sets of articles, archives of both."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Iterator
from itertools import islice
from typing import BinaryIO, cast

from caseline.errors import ReadingError
from caseline.reading.archives import ARCHIVES, members
from caseline.reading.article import Article
from caseline.reading.compressed import unpacked
from caseline.reading.files import open_stream, printable_path, stream_of
from caseline.reading.formats import Container, tell_container, tell_format
from caseline.reading.limits import DEEPEST_ARCHIVES, HEAD, LARGEST_FILE, LARGEST_TEXT
from caseline.reading.members import Member, Name, Siblings, shown
from caseline.reading.pieces import Piece
from caseline.reading.readers import reader_of, splitter_of
from caseline.reading.streams import Stream
from caseline.schema.document import SourceFormat

Found = Iterator[Piece | ReadingError]

_MOST_COUNTED = 1000


def split_source(path: str | os.PathLike[str], *, format: SourceFormat | None = None) -> Found:  # noqa: A002
    """Yields the articles of a file, a set or an archive as pieces, one after the other as they are read.

    What cannot be read is an error in its place, and the others still come out. Sets and archives may be
    of any size, and are never unpacked to disk.

    Args:
        path: A file, with a scheme such as "s3://" for one that is elsewhere.
        format: What it is, or what the files in the archive are; told by content when None.
    """
    try:
        with open_stream(path) as stream:
            yield from _split(stream, printable_path(path), format, ())
    except ReadingError as error:
        yield error


def split_stream(stream: BinaryIO, source: str, *, format: SourceFormat | None = None) -> Found:  # noqa: A002
    """Yields the articles of an open file, such as standard input, under the name `source`.

    Otherwise as `split_source`.
    """
    try:
        yield from _split(stream_of(stream, source), source, format, ())
    except ReadingError as error:
        yield error


def read_piece(piece: Piece) -> Article:
    """Reads one article.

    Raises:
        ReadingError: When it is none, or cannot be read.
    """
    return reader_of(piece.format, piece.source)(piece)


def read_article(path: str | os.PathLike[str], *, format: SourceFormat | None = None) -> Article:  # noqa: A002
    """Reads a file with one article.

    Raises:
        ReadingError: When it cannot be read, or holds several; says how many.
    """
    return the_only(split_source(path, format=format), printable_path(path))


def the_only(found: Found, source: str) -> Article:
    """Reads what should be the only article of a file.

    Raises:
        ReadingError: When it cannot be read, or is not the only one; says how many there are.
    """
    only = next(found, None)
    if only is None:
        raise ReadingError(source, "holds no article; give a file that does")
    if others := sum(1 for _ in islice(found, _MOST_COUNTED)):
        count = f"{others + 1:,}" if others < _MOST_COUNTED else f"more than {_MOST_COUNTED:,}"
        raise ReadingError(
            source,
            f"holds {count} articles, and one is wanted; take them apart with split_source, "
            "or give the file to: caseline extract",
        )
    if isinstance(only, ReadingError):
        raise only
    return read_piece(only)


def _split(stream: Stream, source: str, form: SourceFormat | None, around: tuple[Container, ...]) -> Found:
    """Yields what is in a stream; `around` are the containers that it was taken out of.

    Raises:
        ReadingError: When it can be taken no further; what came before stands.
    """
    kind = _kind(stream, source, form)
    if isinstance(kind, SourceFormat):
        yield from _split_set(stream, source, kind)
        return
    inside = (*around, kind)
    if kind not in ARCHIVES:
        if around and around[-1] not in ARCHIVES:
            raise ReadingError(source, f"is packed twice, by {around[-1]} and by {kind}; unpack it first")
        yield from _split(Stream(unpacked(stream, kind, source)), source, form, inside)
        return
    if sum(one in ARCHIVES for one in inside) > DEEPEST_ARCHIVES:
        raise ReadingError(source, "is an archive in an archive in an archive; unpack the outer ones first")
    take_apart = _split_in_order if kind is Container.TAR else _split_members
    yield from take_apart(members(stream, kind, source), source, form, inside)


def _kind(stream: Stream, source: str, form: SourceFormat | None) -> SourceFormat | Container:
    head = stream.peek(HEAD)
    try:
        return tell_container(head, source=source) or form or tell_format(head, name=source)
    except ReadingError as error:
        # What breaks off at once cannot be told; why it does says more.
        if stream.error is not None:
            raise stream.error from error
        raise


def _split_set(stream: Stream, source: str, form: SourceFormat) -> Found:
    """Yields the articles of a set, or the one that the file is."""
    if (splitter := splitter_of(form, source)) is not None:
        yield from splitter(cast("BinaryIO", stream), source)
        return
    limit = LARGEST_TEXT if form is SourceFormat.TEXT else LARGEST_FILE
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise ReadingError(
            source,
            f"has more than {limit / 1e6:.0f} MB, which is the limit for {form}; split it into one file a report",
        )
    # Where the file breaks off, reading on says why.
    data += stream.read(1)
    yield Piece(source=source, data=data, format=form)


def _split_members(
    found: Iterator[Member | ReadingError],
    source: str,
    form: SourceFormat | None,
    around: tuple[Container, ...],
) -> Found:
    """Yields the articles of an archive's files; what is broken is an error, and the next one is read."""
    for member in found:
        if isinstance(member, ReadingError):
            yield member
        else:
            yield from _split_member(member, source, form, around)


def _split_member(
    member: Member, source: str, form: SourceFormat | None, around: tuple[Container, ...]
) -> Found:
    named = f"{source}!/{shown(member.name)}"
    try:
        yield from _split(Stream(member.chunks), named, form, around)
    except ReadingError as error:
        yield error if error.path.startswith(named) else ReadingError(named, error.reason, where=error.where)


def _split_in_order(
    found: Iterator[Member | ReadingError],
    source: str,
    form: SourceFormat | None,
    around: tuple[Container, ...],
) -> Found:
    """The same for an archive whose names are not known before: what may belong to an article waits."""
    waiting = _Waiting()
    for member in found:
        if isinstance(member, ReadingError):
            yield member
            continue
        name = Name.of(member.name)
        yield from waiting.turn_to(name)
        if waiting.own(name):
            continue
        pieces = _split_member(member, source, form, around)
        yield from waiting.hold(name, pieces) if name.may_be_part else pieces
    yield from waiting.release()


class _Waiting:
    """Files that may belong to an article of their folder, until its end; or until there is no more room."""

    def __init__(self) -> None:
        self._folder: str | None = None
        self._siblings = Siblings()
        self._held: deque[tuple[Name, Piece | ReadingError]] = deque()
        self._room = LARGEST_FILE

    def turn_to(self, name: Name) -> Found:
        """Takes note of a file; when its folder is another one, yields what waited in the one before."""
        if name.folder != self._folder:
            yield from self.release()
            self._folder, self._siblings = name.folder, Siblings()
        self._siblings.add(name)

    def own(self, name: Name) -> bool:
        """Tells whether a file belongs to an article that was seen."""
        return self._siblings.own(name)

    def hold(self, name: Name, pieces: Found) -> Found:
        """Keeps the pieces of a file; yields the oldest ones for which there is no more room."""
        for piece in pieces:
            self._held.append((name, piece))
            self._room -= _size(piece)
            while self._room < 0:
                _, oldest = self._held.popleft()
                self._room += _size(oldest)
                yield oldest

    def release(self) -> Found:
        """Yields what waited and belongs to no article."""
        yield from (piece for name, piece in self._held if not self._siblings.own(name))
        self._held.clear()
        self._room = LARGEST_FILE


def _size(piece: Piece | ReadingError) -> int:
    return len(piece.data) if isinstance(piece, Piece) else 0
