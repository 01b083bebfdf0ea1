"""The service as a caller sees it, with the stub pipeline: records, refusals, descriptions."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import jsonschema
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from caseline.schema.export import json_schema
from caseline.web.errors import KINDS, ErrorAnswer, ErrorCode
from tests.integration.papers import MAN, NOBODY, Run, records, write
from tests.integration.service import RECORDS, Client, StubReaders, ask, raw_call

PLAIN = {"content-type": "text/plain"}


def code(answer: Any) -> str:
    """Returns the code of an error, whose status must be the one that belongs to it."""
    problem = ErrorAnswer.model_validate_json(answer.content).error
    assert answer.status_code == KINDS[problem.code].status
    assert answer.headers["content-type"] == "application/json"
    return problem.code.value


@pytest.mark.parametrize(
    ("query", "call"),
    [
        pytest.param("", {"json": {"text": MAN, "source": "a.txt"}}, id="json"),
        pytest.param("?source=a.txt", {"json": {"text": MAN}}, id="json-named-in-the-query"),
        pytest.param("?source=a.txt", {"content": MAN, "headers": PLAIN}, id="text"),
        pytest.param("?source=a.txt", {"content": MAN}, id="no-type"),
        pytest.param("?source=a.txt&format=text", {"content": MAN}, id="format"),
        pytest.param("", {"files": {"paper": ("a.txt", MAN.encode())}}, id="form"),
        pytest.param("?source=a.txt", {"files": {"paper": ("b.txt", MAN.encode())}}, id="form-and-query"),
    ],
)
def test_a_record_is_what_extract_writes(run: Run, query: str, call: dict[str, Any]) -> None:
    expected = run("extract", write("a.txt", MAN)).stdout_bytes
    answer = Client().post(query, **call)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert answer.content == expected


def test_a_paper_without_a_name() -> None:
    answer = Client().post(content=NOBODY)
    (record,) = records(answer.content)
    assert record.document.source is None
    assert record.document.text == NOBODY


def test_text_of_every_kind_comes_back() -> None:
    text = "A man \N{PILE OF POO} \u202e had\r\na rash\u2028<b>&amp;\t\u0301"
    for call in ({"json": {"text": text}}, {"content": text.encode()}):
        assert records(Client().post(**call).content)[0].document.text == text


def test_the_lowest_score_is_passed_on() -> None:
    (record,) = records(Client().post("?min_score=0.7", content=MAN).content)
    assert record.provenance.min_score == 0.7


@pytest.mark.parametrize(
    ("query", "call", "expected", "reason"),
    [
        pytest.param("", {"content": b""}, ErrorCode.UNREADABLE, "the body: is empty", id="empty"),
        pytest.param("", {"json": {"text": " \n"}}, ErrorCode.UNREADABLE, "is empty", id="blank"),
        pytest.param(
            "?source=a.txt", {"content": b"A man\0 had"}, ErrorCode.UNREADABLE, "a.txt: holds NUL", id="nul"
        ),
        pytest.param("", {"json": {"text": "A man\0 had"}}, ErrorCode.UNREADABLE, "NUL", id="nul-in-json"),
        pytest.param("", {"content": b"PK\x03\x04"}, ErrorCode.UNREADABLE, "ZIP", id="zip"),
        pytest.param(
            "", {"content": "TOO MUCH"}, ErrorCode.FAULT, "(ValueError in stub_pipeline.py", id="fault"
        ),
        pytest.param("?min_score=2", {"content": MAN}, ErrorCode.MALFORMED, "less than or equal", id="score"),
        pytest.param("?min_score=nan", {"content": MAN}, ErrorCode.MALFORMED, "finite", id="score-nan"),
        pytest.param("?format=docx", {"content": MAN}, ErrorCode.MALFORMED, "'jats'", id="format"),
        pytest.param("?minscore=1", {"content": MAN}, ErrorCode.MALFORMED, "min_score", id="typo"),
        pytest.param("?source=" + "x" * 301, {"content": MAN}, ErrorCode.MALFORMED, "300", id="long-name"),
        pytest.param("?source=", {"content": MAN}, ErrorCode.MALFORMED, "1 character", id="empty-name"),
        pytest.param("", {"data": {"text": MAN}}, ErrorCode.UNSUPPORTED, "--data-binary", id="plain-form"),
        pytest.param(
            "",
            {"content": MAN, "headers": {"content-encoding": "gzip"}},
            ErrorCode.UNSUPPORTED,
            "compressed",
            id="compressed",
        ),
        pytest.param(
            "",
            {"content": MAN, "headers": {"host": "evil.example"}},
            ErrorCode.FORBIDDEN_HOST,
            "--allow-host",
            id="host",
        ),
        pytest.param(
            "",
            {"content": MAN, "headers": {"origin": "https://evil.example"}},
            ErrorCode.FORBIDDEN_HOST,
            "--allow-host",
            id="origin",
        ),
    ],
)
def test_refusals(query: str, call: dict[str, Any], expected: ErrorCode, reason: str) -> None:
    answer = Client().post(query, **call)
    assert code(answer) == expected
    assert reason in answer.json()["error"]["reason"]
    assert "\n" not in answer.json()["error"]["reason"]


def test_a_fault_does_not_quote_the_paper() -> None:
    assert "bear" not in Client().post(content="TOO MUCH").text


@pytest.mark.parametrize(
    ("method", "path", "expected"),
    [
        pytest.param("GET", "/", ErrorCode.NOT_FOUND, id="root"),
        pytest.param("GET", "/v1/records/1", ErrorCode.NOT_FOUND, id="below"),
        pytest.param("POST", RECORDS + "/", ErrorCode.NOT_FOUND, id="slash"),
        pytest.param("GET", RECORDS, ErrorCode.METHOD_NOT_ALLOWED, id="get"),
        pytest.param("OPTIONS", RECORDS, ErrorCode.METHOD_NOT_ALLOWED, id="preflight"),
        pytest.param("GET", "/redoc", ErrorCode.NOT_FOUND, id="no-page-with-scripts"),
    ],
)
def test_other_addresses(method: str, path: str, expected: ErrorCode) -> None:
    assert code(Client().call(method, path)) == expected


@pytest.mark.parametrize(
    ("number", "told"), [(2, "2 articles"), (1000, "1,000 articles"), (9999, "more than 1,000 articles")]
)
def test_a_set_is_for_the_command_line(number: int, told: str) -> None:
    articles = b"".join(
        b"<PubmedArticle><MedlineCitation><PMID>%d</PMID><Article><ArticleTitle>A man.</ArticleTitle></Article>"
        b"</MedlineCitation></PubmedArticle>" % each
        for each in range(number)
    )
    answer = Client().post(content=b"<PubmedArticleSet>%b</PubmedArticleSet>" % articles)
    assert code(answer) == ErrorCode.SEVERAL_ARTICLES
    assert told in answer.json()["error"]["reason"]
    assert "caseline extract" in answer.json()["error"]["reason"]


@pytest.mark.parametrize(
    ("parts", "headers", "taken"),
    [
        pytest.param([], {"content-length": "1001"}, 0, id="told"),
        pytest.param([], {"content-length": "9" * 5000}, 0, id="told-absurdly"),
        pytest.param([b"x" * 600] * 9, {}, 2, id="chunked"),
        pytest.param([b"x" * 600] * 9, {"content-length": "5"}, 2, id="told-too-little"),
        pytest.param([b"x" * 1001], {}, 1, id="one-part"),
    ],
)
def test_a_body_too_large(parts: list[bytes], headers: dict[str, str], taken: int) -> None:
    readers = StubReaders()
    app = Client(readers, max_megabytes=0.001).app
    answered = asyncio.run(raw_call(app, parts, headers=headers))
    assert (answered.status, answered.code) == (413, "too_large")
    assert answered.taken == taken
    assert readers.read_at_all == []


def test_a_body_just_small_enough() -> None:
    app = Client(max_megabytes=0.001).app
    answered = asyncio.run(raw_call(app, [b"x" * 600, b"y" * 400], headers={"content-length": "1000"}))
    assert answered.status == 200


def test_a_body_that_does_not_end() -> None:
    readers = StubReaders()
    app = Client(readers, timeout=0.05).app
    answered = asyncio.run(raw_call(app, [b"A man"], ends=False))
    assert (answered.status, answered.code) == (408, "slow_body")
    assert app.state.service.desk.taken == 0


def test_more_calls_than_places() -> None:
    async def scenario() -> None:
        go_on = asyncio.Event()
        readers = StubReaders(before=go_on.wait, seconds=3.0)
        app = Client(readers, workers=1, queue=2).app
        calls = [asyncio.create_task(ask(app, "POST", RECORDS, content=MAN)) for _ in range(3)]
        while app.state.service.desk.taken < 3:
            await asyncio.sleep(0)
        refused = await ask(app, "POST", RECORDS, content=MAN)
        assert code(refused) == ErrorCode.BUSY
        assert refused.headers["retry-after"] == "9"
        assert (await ask(app, "GET", "/health")).status_code == 200
        go_on.set()
        assert [answer.status_code for answer in await asyncio.gather(*calls)] == [200] * 3
        assert (await ask(app, "POST", RECORDS, content=MAN)).status_code == 200

    asyncio.run(scenario())


def test_a_refused_body_is_not_taken_in() -> None:
    async def scenario() -> None:
        go_on = asyncio.Event()
        app = Client(StubReaders(before=go_on.wait), workers=1, queue=0).app
        first = asyncio.create_task(raw_call(app, [MAN.encode()]))
        while not app.state.service.desk.taken:
            await asyncio.sleep(0)
        refused = await raw_call(app, [MAN.encode()])
        assert (refused.status, refused.taken) == (429, 0)
        go_on.set()
        assert (await first).status == 200

    asyncio.run(scenario())


@pytest.mark.parametrize("whole", [True, False], ids=["amid-the-work", "amid-the-body"])
def test_a_caller_that_hangs_up(whole: bool) -> None:
    async def scenario() -> None:
        gone = asyncio.Event()
        readers = StubReaders(before=asyncio.Event().wait)
        app = Client(readers).app
        call = asyncio.create_task(raw_call(app, [MAN.encode()], ends=whole, gone=gone))
        while not app.state.service.desk.taken:
            await asyncio.sleep(0)
        await asyncio.sleep(0.01)
        gone.set()
        answered = await call
        assert (answered.status, answered.body) == (499, b"")
        assert readers.stopped == int(whole)
        assert app.state.service.desk.taken == 0

    asyncio.run(scenario())


def test_the_end_of_the_service_sends_callers_away() -> None:
    async def scenario() -> None:
        readers = StubReaders(before=asyncio.Event().wait)
        app = Client(readers).app
        call = asyncio.create_task(raw_call(app, [MAN.encode()]))
        while not app.state.service.desk.taken:
            await asyncio.sleep(0)
        await asyncio.sleep(0.01)
        app.state.service.desk.close()
        answered = await call
        assert (answered.status, answered.code) == (503, "not_ready")
        assert readers.stopped == 1

    asyncio.run(scenario())


def test_health_and_readiness() -> None:
    assert Client().get("/health").json() == {"status": "ok"}
    assert Client().get("/ready").json() == {"status": "ready", "workers": 1}
    loading = Client(StubReaders(living=0))
    assert loading.get("/health").status_code == 200
    assert code(loading.get("/ready")) == ErrorCode.NOT_READY
    broken = Client(StubReaders(living=0, failure="no pipeline 'x'"))
    assert broken.get("/ready").json()["error"]["reason"] == "no pipeline 'x'"


def test_version_and_schema() -> None:
    version = Client().get("/v1/version").json()
    assert version["model"] == "stub"
    assert set(version) == {"caseline", "record", "model", "config"}
    schema = Client().get("/v1/schema")
    assert schema.json() == json_schema()
    assert schema.headers["content-type"] == "application/schema+json"


def test_records_fit_the_schema_that_is_described() -> None:
    document = Client().get("/openapi.json").json()
    answer = document["paths"][RECORDS]["post"]["responses"]["200"]
    (name,) = {content["schema"]["$ref"] for content in answer["content"].values()}
    record = Client().post(content=MAN).json()
    jsonschema.validate(record, {"$ref": name, "components": document["components"]})
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(record | {"more": 1}, {"$ref": name, "components": document["components"]})


def test_every_error_is_described() -> None:
    document = Client().get("/openapi.json").json()
    responses = document["paths"][RECORDS]["post"]["responses"]
    told = {
        code: status
        for status, response in responses.items()
        if status != "200"
        for code in response["content"]["application/json"]["examples"]
    }
    assert told == {code: str(KINDS[code].status) for code in ErrorCode if code is not ErrorCode.NOT_FOUND}
    for status in set(told.values()):
        schema = responses[status]["content"]["application/json"]["schema"]
        assert schema == {"$ref": "#/components/schemas/ErrorAnswer"}
    assert "Retry-After" in responses["429"]["headers"]


def test_everything_is_described() -> None:
    document = Client().get("/openapi.json").json()
    text = json.dumps(document)
    for name in {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}:
        jsonschema.Draft202012Validator.check_schema(document["components"]["schemas"][name])
    for methods in document["paths"].values():
        for operation in methods.values():
            assert operation["summary"]
            assert operation["description"]
            assert all(parameter["description"] for parameter in operation.get("parameters", ()))
    body = document["paths"][RECORDS]["post"]["requestBody"]["content"]
    jsonschema.validate(body["application/json"]["example"], body["application/json"]["schema"])


def test_the_page_fetches_nothing() -> None:
    answer = Client().get("/docs")
    assert answer.status_code == 200
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert "POST /v1/records" in answer.text
    assert "<script" not in answer.text
    assert "src=" not in answer.text
    assert "https://" not in answer.text
    assert all(code in answer.text for code in ErrorCode if code is not ErrorCode.NOT_FOUND)


def test_no_text_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("DEBUG")
    client = Client()
    client.post("?source=Mr.+Smith", content=MAN)
    client.post("?source=Mr.+Smith", content="TOO MUCH")
    client.post("?source=Mr.+Smith", content=b"\xff")
    ours = [
        record.getMessage() for record in caplog.records if record.name.startswith(("caseline", "uvicorn"))
    ]
    assert len(ours) == 3
    assert not any(word in line for line in ours for word in ("Smith", "man", "TOO", "0xff"))


def test_the_environment_cannot_have_calls_sent_elsewhere(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("FASTAPI_OTEL_AUTO_CONFIGURE", "true")
    monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", "http://elsewhere.example")
    coming = iter(["lifespan.startup", "lifespan.shutdown"])
    sent: list[str] = []

    async def receive() -> dict[str, str]:
        return {"type": next(coming)}

    async def send(message: Any) -> None:
        sent.append(message["type"])

    # FastAPI would look for what sends calls elsewhere, which is not installed, and warn.
    asyncio.run(Client().app({"type": "lifespan", "asgi": {"version": "3.0"}}, receive, send))
    assert sent == ["lifespan.startup.complete", "lifespan.shutdown.complete"]
    assert caplog.messages == []


# Made once: to make one takes longer than a call.
ANY_CLIENT = Client()
KINDS_OF_BODY = [
    "application/json",
    "multipart/form-data; boundary=x",
    "multipart/form-data",
    "text/plain; charset=utf-16",
    "application/xml",
    "application/pdf",
    "",
]


@given(
    body=st.one_of(
        st.binary(max_size=300),
        st.binary(max_size=100).map(lambda data: b'{"text": "' + data + b'"}'),
        st.binary(max_size=100).map(
            lambda data: b'--x\r\nContent-Disposition: form-data; filename="' + data + b"\r\n--x--\r\n"
        ),
        st.text(max_size=100).map(lambda text: json.dumps({"text": text, "source": text}).encode()),
    ),
    kind=st.one_of(
        st.sampled_from(KINDS_OF_BODY),
        st.text(
            st.characters(min_codepoint=0x20, max_codepoint=0xFF, exclude_characters="\x7f"), max_size=40
        ),
    ),
    query=st.dictionaries(
        st.sampled_from(["source", "format", "min_score", "other"]),
        st.one_of(st.text(max_size=20), st.sampled_from(["jats", "0.5", "text"])),
        max_size=2,
    ),
)
@settings(deadline=None)
@example(body=b"", kind="", query={})
@example(body=b"\xef\xbb\xbf", kind="", query={})
@example(body=b"[" * 100_000, kind="application/json", query={})
def test_no_bytes_break_the_service(body: bytes, kind: str, query: dict[str, str]) -> None:
    headers = {"content-type": kind.encode("latin-1")}
    answer = ANY_CLIENT.call("POST", RECORDS, content=body, headers=headers, params=query)
    if answer.status_code == 200:
        jsonschema.validate(answer.json(), json_schema())
    else:
        assert code(answer) in {ErrorCode.MALFORMED, ErrorCode.UNSUPPORTED, ErrorCode.UNREADABLE}
