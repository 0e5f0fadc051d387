from __future__ import annotations

import os
import signal
from collections import deque

import pytest

from custodes.errors import Refused
from custodes.study.execute import Call, Inline, Pool
from custodes.study.rooms import ROOMS
from custodes.study.world import run_world
from tests.study import fakes, tasks


def calls(function, count: int, *more) -> list[Call]:
    return [Call(f"call {k}", function, (k, *more)) for k in range(count)]


def test_inline_answers_in_order():
    assert list(Inline().results(calls(tasks.double, 3))) == [("call 0", 0), ("call 1", 2), ("call 2", 4)]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_pool_answers_everything_once(workers):
    with Pool(workers) as pool:
        assert dict(pool.results(calls(tasks.double, 9))) == {f"call {k}": 2 * k for k in range(9)}


def test_a_pool_takes_a_second_round_with_the_same_workers():
    with Pool(1) as pool:
        first = dict(pool.results([Call("a", tasks.where, ())]))
        second = dict(pool.results([Call("b", tasks.where, ())]))
    assert first["a"] == second["b"] != os.getpid()


def test_no_calls_need_no_workers():
    with Pool(2) as pool:
        assert list(pool.results([])) == []
        assert pool._alive == []


def test_a_killed_worker_is_replaced_and_its_call_done_again(tmp_path):
    marker = str(tmp_path / "died")
    with Pool(2) as pool:
        assert dict(pool.results(calls(tasks.die_once, 5, marker))) == {f"call {k}": 2 * k for k in range(5)}


def test_a_worker_killed_while_idle_is_replaced():
    with Pool(1) as pool:
        dict(pool.results(calls(tasks.double, 1)))
        process = pool._alive[0].process
        process.send_signal(signal.SIGKILL)
        process.wait()
        assert dict(pool.results(calls(tasks.double, 2))) == {"call 0": 0, "call 1": 2}


def test_a_call_that_kills_three_workers_is_given_up():
    with Pool(2) as pool, pytest.raises(Refused, match="3 worker processes died one after the other over call 0"):
        list(pool.results([Call("call 0", tasks.die, (0,))]))


def test_a_refusal_in_a_worker_arrives_unchanged():
    with Pool(1) as pool, pytest.raises(Refused) as refused:
        list(pool.results(calls(tasks.raise_refusal, 1)))
    assert refused.value.problems[0].code == "made-up"


def test_an_error_in_a_worker_arrives_with_its_place():
    with Pool(1) as pool, pytest.raises(ValueError, match="bad 0") as error:
        list(pool.results(calls(tasks.raise_value_error, 1)))
    assert "tasks.py" in error.value.__notes__[0]


def test_leaving_a_pool_ends_its_workers():
    with Pool(2) as pool:
        pool._hand_out(deque(calls(tasks.slow, 2, 60.0)))
        processes = [worker.process for worker in pool._alive]
        assert len(processes) == 2
    assert [process.poll() for process in processes] == [-signal.SIGKILL] * 2


def test_workers_load_nothing_heavy():
    with Pool(1) as pool:
        world = Call("world", run_world, (fakes.plan(), 1, ROOMS))
        assert dict(pool.results([world]))["world"].number == 1
        assert dict(pool.results([Call("a", tasks.loaded, ())])) == {"a": []}
