"""Differences of two benchmarks: what is judged, how, and when not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caseline.benchmark.compare import Basis, Difference, Verdict, compare
from caseline.benchmark.record import Benchmark
from caseline.errors import ConfigError
from tests.unit.benchmark.results import benchmark, config

UNEVEN = tuple(range(10))
MORE = tuple(hits + 1 for hits in UNEVEN)


def figure(differences: tuple[Difference, ...], label: str) -> Difference:
    (found,) = (each for each in differences if each.label == label)
    return found


@given(st.lists(st.integers(0, 10), min_size=10, max_size=10))
def test_a_file_does_not_differ_from_itself(hits: list[int]) -> None:
    same = benchmark(config(hits, (1.0, 1.1, 1.2, 1.3, 1.4)))
    differences = compare(same, same)
    assert {each.verdict for each in differences} == {Verdict.NOISE, Verdict.UNJUDGED}
    assert {each.new - each.old for each in differences} == {0}


ACCURACY = [
    pytest.param(UNEVEN, MORE, {}, Verdict.BETTER, Basis.PAIRED, id="paired-finds-it"),
    pytest.param(MORE, UNEVEN, {}, Verdict.WORSE, Basis.PAIRED, id="paired-loss"),
    pytest.param(UNEVEN, UNEVEN[::-1], {}, Verdict.NOISE, Basis.PAIRED, id="paired-noise"),
    pytest.param(UNEVEN, MORE, {"sha256": "b"}, Verdict.NOISE, Basis.INTERVALS, id="other-texts-hide-it"),
    pytest.param((1,) * 10, (9,) * 10, {"sha256": "b"}, Verdict.BETTER, Basis.INTERVALS, id="apart"),
    pytest.param((9,) * 10, (1,) * 10, {"sha256": "b"}, Verdict.WORSE, Basis.INTERVALS, id="apart-loss"),
]


@pytest.mark.parametrize("label", ["DRUG, strict F1", "DRUG, relaxed F1", "all, strict F1"])
@pytest.mark.parametrize(("old", "new", "other", "verdict", "basis"), ACCURACY)
def test_accuracy(
    old: tuple[int, ...],
    new: tuple[int, ...],
    other: dict[str, str],
    verdict: Verdict,
    basis: Basis,
    label: str,
) -> None:
    found = figure(compare(benchmark(config(old)), benchmark(config(new), **other)), label)
    assert (found.verdict, found.basis) == (verdict, basis)
    assert (found.low is not None) is (basis is Basis.PAIRED)


TEXTS = ("documents", "sentences")
CASES = [
    pytest.param("suspect, strict F1", id="row"),
    pytest.param("roles, relaxed F1", id="total"),
    pytest.param("age", id="share"),
]


@pytest.mark.parametrize("texts", TEXTS)
@pytest.mark.parametrize("label", CASES)
@pytest.mark.parametrize(("old", "new", "other", "verdict", "basis"), ACCURACY)
def test_cases(
    old: tuple[int, ...],
    new: tuple[int, ...],
    other: dict[str, str],
    verdict: Verdict,
    basis: Basis,
    label: str,
    texts: str,
) -> None:
    differences = compare(benchmark(config(old)), benchmark(config(new), **other))
    here = tuple(each for each in differences if each.group == f"default, cases of phee, {texts}")
    found = figure(here, label)
    assert (found.verdict, found.basis) == (verdict, basis)
    assert (found.low is not None) is (basis is Basis.PAIRED)


def test_files_without_cases_are_compared_without_them() -> None:
    differences = compare(benchmark(config(UNEVEN, stored=False)), benchmark(config(MORE)))
    assert {each.group for each in differences} == {"default, phee"}


def test_without_stored_counts_intervals_decide() -> None:
    differences = compare(benchmark(config(UNEVEN, stored=False)), benchmark(config(MORE)))
    assert {each.basis for each in differences} == {Basis.INTERVALS}


SLOW, FAST = (2.0, 2.1, 2.2, 2.3, 2.4), (1.0, 1.1, 1.2, 1.3, 1.4)
SPEED = [
    pytest.param(SLOW, FAST, {}, Verdict.BETTER, Basis.ROUNDS, id="faster"),
    pytest.param(FAST, SLOW, {}, Verdict.WORSE, Basis.ROUNDS, id="slower"),
    pytest.param(SLOW, (*FAST[:4], 2.0), {}, Verdict.NOISE, Basis.ROUNDS, id="ranges-meet"),
    pytest.param(SLOW, FAST, {"cpu": "b"}, Verdict.UNJUDGED, Basis.OTHER_MACHINE, id="machine"),
    pytest.param(SLOW, FAST, {"texts": "b"}, Verdict.UNJUDGED, Basis.OTHER_TEXTS, id="texts"),
    pytest.param(SLOW, FAST, {"rounds": 3}, Verdict.UNJUDGED, Basis.TOO_FEW, id="rounds"),
]


@pytest.mark.parametrize(("old", "new", "other", "verdict", "basis"), SPEED)
def test_speed(
    old: tuple[float, ...],
    new: tuple[float, ...],
    other: dict[str, str],
    verdict: Verdict,
    basis: Basis,
) -> None:
    differences = compare(benchmark(config(UNEVEN, old)), benchmark(config(UNEVEN, new), **other))
    found = figure(differences, "tokens/s")
    assert (found.verdict, found.basis) == (verdict, basis)


@pytest.mark.parametrize(("old", "new", "verdict"), [(SLOW, FAST, "better"), (FAST, SLOW, "worse")])
def test_less_start_up_is_better(old: tuple[float, ...], new: tuple[float, ...], verdict: str) -> None:
    differences = compare(benchmark(config(UNEVEN, old)), benchmark(config(UNEVEN, new)))
    assert figure(differences, "start-up, s").verdict == verdict


@pytest.mark.parametrize(("old", "new", "verdict"), [(SLOW, FAST, "better"), (FAST, SLOW, "worse")])
def test_cheaper_cases_are_better(old: tuple[float, ...], new: tuple[float, ...], verdict: str) -> None:
    differences = compare(benchmark(config(UNEVEN, old)), benchmark(config(UNEVEN, new), cpu="b"))
    assert figure(differences, "mentions and cases × mentions").verdict == verdict


def test_the_ratio_is_judged_on_another_machine_too() -> None:
    differences = compare(benchmark(config(UNEVEN, SLOW)), benchmark(config(UNEVEN, FAST), cpu="b"))
    assert figure(differences, "× medspacy.load()").basis is Basis.ROUNDS


TWO = benchmark(config(UNEVEN, name="default"), config(MORE, name="fast"))
PAIRS = [
    pytest.param(TWO, TWO, (), {"default, phee", "fast, phee"}, id="same-names"),
    pytest.param(TWO, TWO, ("fast",), {"fast, phee"}, id="one-named"),
    pytest.param(TWO, TWO, ("default", "fast"), {"default → fast, phee"}, id="one-of-each"),
    pytest.param(
        benchmark(config(UNEVEN, name="a")),
        benchmark(config(UNEVEN, name="b")),
        (),
        {"a → b, phee"},
        id="single",
    ),
]


@pytest.mark.parametrize(("old", "new", "configs", "groups"), PAIRS)
def test_which_configs(old: Benchmark, new: Benchmark, configs: tuple[str, ...], groups: set[str]) -> None:
    found = {each.group for each in compare(old, new, configs=configs)}
    cases = {group.replace("phee", f"cases of phee, {each}") for group in groups for each in TEXTS}
    assert found == groups | cases


@pytest.mark.parametrize("configs", [("none",), ("default", "none"), ("default", "fast", "default")])
def test_configs_that_are_not_there(configs: tuple[str, ...]) -> None:
    with pytest.raises(ConfigError, match="first file holds default, fast"):
        compare(TWO, TWO, configs=configs)
