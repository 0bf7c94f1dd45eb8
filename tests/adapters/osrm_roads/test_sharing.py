"""A table in two halves is the table of one process, whatever becomes of the other."""

import sys
from collections.abc import Iterator

import numpy as np
import pytest

from tests import town
from voedselbrigade.adapters.osrm_roads.engine import Engine, Matrix
from voedselbrigade.adapters.osrm_roads.networks import Network, build
from voedselbrigade.adapters.osrm_roads.sharing import COMMAND, Ask, Second

ISLAND = town.at(1050, 2)
POINTS = (*(town.at(x, y) for x in range(20, 600, 60) for y in (2, 302)), ISLAND)
EVERYONE = tuple(range(len(POINTS)))
DIES = (sys.executable, "-c", "import sys, pickle; pickle.dump('ready', sys.stdout.buffer)")
ANSWERS_NONSENSE = (sys.executable, "-c", "print('good morning', flush=True); input()")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    place = tmp_path_factory.mktemp("sharing")
    build(town.drawn().write(place / "town.osm"), Network.BICYCLE, place)
    return Engine(place / Network.BICYCLE)


@pytest.fixture(scope="module")
def second() -> Iterator[Second]:
    process = Second(COMMAND, worth_starting=1, worth_sharing=1)
    yield process
    process.end()


def asked(engine: Engine, second: Second) -> Matrix:
    return second.matrix(engine, Ask(engine.base, POINTS, EVERYONE, EVERYONE))


def same(one: Matrix, other: Matrix) -> bool:
    return (
        np.array_equal(one.seconds, other.seconds, equal_nan=True)
        and np.array_equal(one.metres, other.metres, equal_nan=True)
        and np.array_equal(one.off_street_m, other.off_street_m)
    )


def test_two_halves_are_the_whole_table_and_a_killed_process_costs_nothing(
    engine: Engine, second: Second, monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = engine.matrix(POINTS, EVERYONE, EVERYONE)
    assert same(asked(engine, second), alone), "the first one, which starts the second process"
    assert second.wait(30)
    rows: list[int] = []
    plain = engine.matrix

    def counted(points: object, sources: tuple[int, ...], targets: tuple[int, ...]) -> Matrix:
        rows.append(len(sources))
        return plain(POINTS, sources, targets)

    monkeypatch.setattr(engine, "matrix", counted)
    assert same(asked(engine, second), alone)
    assert rows == [len(POINTS) // 2], "half of it was reckoned here"
    second.end()
    assert same(asked(engine, second), alone)
    assert rows[1:] == [len(POINTS)]


@pytest.mark.parametrize("command", [DIES, ANSWERS_NONSENSE, ("no-such-program",)])
def test_a_process_that_is_of_no_use_costs_no_answer(engine: Engine, command: list[str]) -> None:
    useless = Second(command, worth_starting=1, worth_sharing=1)
    alone = engine.matrix(POINTS, EVERYONE, EVERYONE)
    assert same(asked(engine, useless), alone)
    useless.wait(0.2)
    assert same(asked(engine, useless), alone)
    useless.end()


def test_a_small_table_starts_nothing(engine: Engine) -> None:
    process = Second()
    asked(engine, process)
    assert not process.wait(0)
    assert not process.there()
