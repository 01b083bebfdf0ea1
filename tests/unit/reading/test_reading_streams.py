"""A stream of chunks reads as a file does, and gives out what came before an error."""

from __future__ import annotations

import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseline.errors import ReadingError
from caseline.reading.streams import Stream

CHUNKS = st.lists(st.binary(min_size=1, max_size=9) | st.sampled_from([b"\n", b"a\nb"]), max_size=8)
STEPS = st.lists(
    st.tuples(st.sampled_from(["read", "readline", "peek", "read1"]), st.integers(-1, 20)), max_size=12
)


def breaking(chunks: list[bytes]) -> Iterator[bytes]:
    yield from chunks
    raise ReadingError("a", "is cut off")


@given(CHUNKS, STEPS)
def test_it_reads_as_a_file_does(chunks: list[bytes], steps: list[tuple[str, int]]) -> None:
    stream, file = Stream(iter(chunks)), io.BytesIO(b"".join(chunks))
    for step, size in steps:
        if step == "peek":
            rest = file.getvalue()[file.tell() :]
            assert stream.peek(abs(size)) == rest[: abs(size)]
        elif step == "read1":
            got = stream.read1(size)
            assert got == file.read(len(got))
            assert got or size == 0 or not file.read(1)
        else:
            assert getattr(stream, step)(size) == getattr(file, step)(size)
    assert list(stream) == list(file)


@given(CHUNKS, STEPS)
def test_what_came_before_an_error_comes_out_once(chunks: list[bytes], steps: list[tuple[str, int]]) -> None:
    stream, got = Stream(breaking(chunks)), b""
    whole = b"".join(chunks)
    try:
        for step, size in steps:
            part = getattr(stream, step)(abs(size))
            if step == "peek":
                assert part == whole[len(got) :][: abs(size)]
            else:
                got += part
        while True:
            got += stream.read()
    except ReadingError:
        assert got == whole
    for _ in range(2):
        with pytest.raises(ReadingError):
            stream.read(1)


def test_it_is_no_more_than_a_stream() -> None:
    stream = Stream(iter([b"a"]))
    assert stream.readable()
    assert not stream.seekable()
    assert not stream.writable()
    assert stream.readinto(bytearray(3)) == 1
