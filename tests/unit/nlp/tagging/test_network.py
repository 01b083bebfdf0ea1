"""The network as onnxruntime runs it."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import numpy as np
import pytest

from caseline.errors import ConfigError
from caseline.nlp.tagging import encoder as module
from caseline.nlp.tagging.encoder import HEADS_FILE, NETWORK_FILE, VOCABULARY_FILE
from caseline.nlp.tagging.features import NAMES
from caseline.nlp.tagging.network import Network
from caseline.nlp.tagging.windows import Window
from tests.tiny_network import HEADS, MODEL, VOCABULARY, network

TEXT = "kava was rash liver failure was warfarin kavas x1y rash".split()
WINDOWS = [Window(0, 3, 0, 3), Window(3, 9, 3, 9), Window(9, 10, 9, 10)]


def scores(net: Network, seen: list[Window], words: list[str] = TEXT) -> np.ndarray:
    table = np.zeros((len(words), len(NAMES)), dtype=np.float32)
    return net.scores([net.words(word) for word in words], table, seen)


def test_heads_stand_side_by_side() -> None:
    assert network().columns() == {"signs": slice(0, 9), "chemicals": slice(9, 14)}


def test_scores_are_log_probabilities() -> None:
    found = scores(network(), WINDOWS)
    assert found.shape == (len(TEXT), 14)
    for column in network().columns().values():
        assert np.exp(found[:, column]).sum(axis=1) == pytest.approx(1, abs=1e-5)


def test_words_are_read_from_their_first_piece() -> None:
    found = scores(network(), WINDOWS)[:, :9].argmax(axis=1).tolist()
    drug, sign = 4, 8
    assert found == [drug, 0, sign, 5, 7, 0, drug, drug, 0, sign]


def test_features_are_read() -> None:
    net = network()
    table = np.zeros((2, len(NAMES)), dtype=np.float32)
    table[1, NAMES.index("lexicon:EVENT:begins")] = 1
    # Two pieces each, so that features must be spread over them.
    found = net.scores([net.words("x1"), net.words("y2")], table, [Window(0, 2, 0, 2)])
    assert found[:, :9].argmax(axis=1).tolist() == [0, 8]


def test_padding_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    together = scores(network(), WINDOWS)
    monkeypatch.setattr(module, "_BATCH", 1)
    alone = scores(network(), WINDOWS)
    assert together == pytest.approx(alone, abs=1e-5)


def test_padding_would_say_something_without_the_mask() -> None:
    """The control: the tiny network hears padding that is not masked."""
    net = network()
    inputs = {
        "pieces": np.array([[2, 4, 3, 0, 0, 0]], dtype=np.int64),
        "features": np.zeros((1, 6, len(NAMES)), dtype=np.float32),
        "places": np.array([[1]], dtype=np.int64),
    }
    masks = [np.array([mask], dtype=np.int64) for mask in ([1, 1, 1, 0, 0, 0], [1] * 6)]
    hidden, heard = (net._started().run(None, inputs | {"mask": mask})[0] for mask in masks)
    assert np.abs(hidden - heard).max() > 0.05


def test_order_of_windows_says_nothing() -> None:
    assert scores(network(), WINDOWS) == pytest.approx(scores(network(), WINDOWS[::-1]), abs=1e-6)


def test_other_windows_are_other_scores() -> None:
    """The control: a window's words do have a say in its scores."""
    whole = scores(network(), [Window(0, len(TEXT), 0, len(TEXT))])
    assert np.abs(whole - scores(network(), WINDOWS)).max() > 0.01


def test_overlapping_windows_are_read_where_they_are_meant() -> None:
    overlapping = [Window(0, 6, 0, 4), Window(2, 10, 4, 10)]
    whole = [scores(network(), [Window(start, end, start, end)], TEXT) for start, end in ((0, 6), (2, 10))]
    found = scores(network(), overlapping)
    assert found[:4] == pytest.approx(whole[0][:4], abs=1e-6)
    assert found[4:] == pytest.approx(whole[1][4:], abs=1e-6)


@pytest.mark.parametrize("most", [1, 16, 40, 4000])
def test_batches_hold_each_window_once(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    monkeypatch.setattr(module, "_BATCH", most)
    starts = np.arange(0, 400, 3)
    seen = [Window(place, place + 1 + place % 7, place, place + 1) for place in range(100)]
    made = module._batches(seen, starts)
    assert sorted((each for batch in made for each in batch), key=seen.index) == seen
    for batch in made:
        longest = max(int(starts[each.end] - starts[each.start]) + 2 for each in batch)
        assert len(batch) == 1 or len(batch) * longest <= most


def test_to_disk_and_back(tmp_path: Path) -> None:
    network().to_disk(tmp_path / "new" / "folder")
    again = Network.from_disk(tmp_path / "new" / "folder")
    assert (again.model, again.heads) == (MODEL.read_bytes(), HEADS)
    assert again.words.vocabulary == VOCABULARY
    assert scores(again, WINDOWS).tolist() == scores(network(), WINDOWS).tolist()


def test_to_bytes_and_back() -> None:
    again = Network.from_bytes(network().to_bytes())
    assert (again.model, again.heads, again.words.vocabulary) == (MODEL.read_bytes(), HEADS, VOCABULARY)


def test_pickles_after_its_first_text() -> None:
    net = network()
    before = scores(net, WINDOWS)
    again = pickle.loads(pickle.dumps(net))
    assert again._session is None
    assert scores(again, WINDOWS).tolist() == before.tolist()


@pytest.mark.parametrize("name", [NETWORK_FILE, VOCABULARY_FILE, HEADS_FILE])
def test_file_that_is_missing(tmp_path: Path, name: str) -> None:
    network().to_disk(tmp_path)
    (tmp_path / name).unlink()
    with pytest.raises(ConfigError, match=f"holds no network: .*{name}"):
        Network.from_disk(tmp_path)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param("not JSON", "holds no network", id="not-json"),
        pytest.param("[1]", "holds no network", id="not-an-object"),
        pytest.param('{"heads": {}}', "'features'", id="no-features"),
        pytest.param(
            json.dumps({"features": [*NAMES, "x"], "heads": {}}), "train it again", id="feature-more"
        ),
        pytest.param(
            json.dumps({"features": NAMES[::-1], "heads": {}}),
            "train it again",
            id="features-in-another-order",
        ),
    ],
)
def test_heads_file_of_another_network(tmp_path: Path, text: str, message: str) -> None:
    network().to_disk(tmp_path)
    (tmp_path / HEADS_FILE).write_text(text, encoding="utf-8")
    with pytest.raises(ConfigError, match=message):
        Network.from_disk(tmp_path)


def test_bytes_of_another_version(monkeypatch: pytest.MonkeyPatch) -> None:
    data = network().to_bytes()
    monkeypatch.setattr(Network, "NAMES", NAMES[1:])
    with pytest.raises(ConfigError, match="train it again"):
        Network.from_bytes(data)


def test_model_that_is_none() -> None:
    with pytest.raises(ConfigError, match="onnxruntime cannot run the network"):
        scores(Network(b"broken", vocabulary=VOCABULARY, heads=HEADS), WINDOWS)


def test_heads_that_are_not_the_models() -> None:
    net = Network(MODEL.read_bytes(), vocabulary=VOCABULARY, heads={"signs": ("DRUG",)})
    with pytest.raises(ConfigError, match="scores 14 tags and its heads have 5"):
        scores(net, WINDOWS)
